//! What one article adds to the nodes that all articles share: the layer *as resolved*.
//!
//! Takes an article's as-found graph and what people judged, gives a [`Contribution`]: the triples that only this
//! article can give, and, for each shared node, [`Facts`]. The resolved graph is the facts of all articles joined,
//! node by node, so neither order nor repetition can change it, and what an article no longer says goes when nobody
//! else says it. Resolution itself is this version's rule: same name and kind, same entity, unless a judgement says
//! otherwise. Next: `store` keeps the join up to date.

mod called;
mod entity;
mod facts;
mod judged;
mod office;
mod relation;
mod statement;

use super::iri::Base;
use super::judged::{Here, Judgements};
use super::view::View;
use super::vocabulary::prov;
pub use called::{TELL_OF_NAMES, called};
pub(super) use entity::names;
pub use facts::{Fact, Facts};
use oxigraph::model::{NamedNode, NamedNodeRef, Quad, Term, Triple};
use std::collections::{BTreeMap, BTreeSet};

/// What one article adds to the resolved graph.
#[derive(Clone, Debug, Default)]
pub struct Contribution {
    /// Triples that no other article can give, for they have one of its own nodes in them.
    pub own: BTreeMap<String, Triple>,
    /// What it says of each shared node.
    pub shared: BTreeMap<NamedNode, Facts>,
}

impl Contribution {
    /// Adds what another article adds.
    pub fn join(&mut self, other: Contribution) {
        self.own.extend(other.own);
        for (node, facts) in other.shared {
            self.shared.entry(node).or_default().join(&facts);
        }
    }

    fn own(&mut self, subject: &NamedNode, property: NamedNodeRef<'_>, object: impl Into<Term>) {
        let triple = Triple::new(subject.clone(), property.into_owned(), object);
        self.own.insert(triple.to_string(), triple);
    }

    fn says(&mut self, node: &NamedNode, fact: Fact) {
        self.shared.entry(node.clone()).or_default().insert(fact);
    }

    fn tells(&mut self, subject: &NamedNode, property: NamedNodeRef<'_>, object: impl Into<Term>) {
        let triple = Triple::new(subject.clone(), property.into_owned(), object);
        self.says(subject, Fact::Triple(triple));
    }
}

/// What the article of an as-found graph adds, with what people judged.
pub fn contribution(
    found: impl IntoIterator<Item = Quad>,
    base: &Base,
    judgements: &Judgements,
) -> Contribution {
    let Some(mut view) = View::new(found) else {
        return Contribution::default();
    };
    let here = Here::new(&view, judgements, base);
    here.apply(&mut view);
    let mut resolver = Resolver {
        base,
        judgements,
        here: &here,
        names: BTreeMap::new(),
        namesakes: BTreeSet::new(),
        wholes: BTreeMap::new(),
        publisher: None,
        setting: Vec::new(),
        statements: BTreeMap::new(),
        view: &view,
        contribution: Contribution::default(),
    };
    resolver.resolve_names();
    resolver.find_setting();
    resolver.resolve_makers();
    resolver.resolve_entities();
    resolver.resolve_mentions();
    resolver.resolve_statements();
    resolver.resolve_chains();
    resolver.resolve_relations();
    resolver.resolve_judgements();
    resolver.finish()
}

/// A contribution in the making.
struct Resolver<'a> {
    view: &'a View,
    base: &'a Base,
    judgements: &'a Judgements,
    /// What of the judgements applies to the article.
    here: &'a Here,
    /// For each local entity, the entity it is.
    names: BTreeMap<NamedNode, NamedNode>,
    /// The names that the article has for its entities, as nodes, whoever goes by them.
    namesakes: BTreeSet<NamedNode>,
    /// For each round and each event of one day, the event it belongs to.
    wholes: BTreeMap<NamedNode, NamedNode>,
    publisher: Option<NamedNode>,
    /// Whom and what the article speaks of most.
    setting: Vec<NamedNode>,
    /// For each attribution, its statement and claim.
    statements: BTreeMap<NamedNode, (NamedNode, NamedNode)>,
    contribution: Contribution,
}

impl Resolver<'_> {
    /// Adds, for each shared node, that it rests on this article: so its supporters can be found again. And
    /// parts what no other article can say of a shared node, which so need not be asked about it.
    fn finish(mut self) -> Contribution {
        let unnamed = self.unnamed();
        for facts in self.contribution.shared.values_mut() {
            for triple in facts.take_triples_with(&unnamed) {
                self.contribution.own.insert(triple.to_string(), triple);
            }
        }
        let nodes: Vec<NamedNode> = self.contribution.shared.keys().cloned().collect();
        for node in nodes {
            self.contribution
                .own(&node, prov::WAS_DERIVED_FROM, self.view.article.clone());
        }
        self.contribution
    }
}

#[cfg(test)]
mod tests;
