//! What is told of one claim's relations, as triples: what was inferred and what people say, each once.

use super::scene::Told;
use super::verdicts::{Around, Stated};
use crate::claim::RelationKind;
use crate::judgement::Verdict;
use crate::rdf::iri::Base;
use crate::rdf::related;
use crate::rdf::vocabulary::onr;
use crate::relation::{Relation, Remark};
use oxigraph::model::{NamedNode, Triple};
use std::collections::BTreeSet;

/// What is told around one claim, with what people judged of it.
pub(super) struct Telling<'a> {
    around: &'a Around,
    base: &'a Base,
    told: &'a mut Told,
    /// The relations that were told: in which way, from which remark, to which.
    relations: BTreeSet<(RelationKind, NamedNode, NamedNode)>,
}

impl<'a> Telling<'a> {
    pub(super) fn new(around: &'a Around, base: &'a Base, told: &'a mut Told) -> Self {
        Self {
            around,
            base,
            told,
            relations: BTreeSet::new(),
        }
    }

    fn all(&mut self, triples: Vec<Triple>) {
        let triples = triples.into_iter().map(|triple| (triple.to_string(), triple));
        self.told.extend(triples);
    }

    /// That two claims say the same, which holds both ways.
    pub(super) fn same(&mut self, one: &NamedNode, other: &NamedNode) {
        let same = |from: &NamedNode, to: &NamedNode| {
            Triple::new(from.clone(), onr::SAME_CLAIM.into_owned(), to.clone())
        };
        self.all(vec![same(one, other), same(other, one)]);
    }

    /// A relation that was inferred, unless people say that it is none.
    pub(super) fn relation(&mut self, relation: &Relation<'_>) {
        let node = |remark: &Remark| NamedNode::new_unchecked(&remark.id);
        let ends = (relation.kind, node(relation.from), node(relation.to));
        let verdict = self.around.relations.get(&ends).map(|seen| seen.verdict);
        if verdict != Some(Verdict::Rejected) {
            self.relations.insert(ends);
            self.all(related::triples(relation, verdict, self.base));
        }
    }

    /// A relation that people tell of, unless it was inferred.
    pub(super) fn unless_told(&mut self, stated: Stated<'_>) {
        let Stated { kind, from, to, seen } = stated;
        if !self.relations.contains(&(kind, from.clone(), to.clone())) {
            self.all(related::judged(
                kind,
                (from, to),
                &seen.claim,
                &seen.reports,
                self.base,
            ));
        }
    }
}
