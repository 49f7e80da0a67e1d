//! Relations between remarks, kept up to date step by step.
//!
//! Claims are found by their keys, which stand in the graph `index`; a key that more than [`super::scene::MOST`] claims have says too
//! little and is left out, so one more article costs no more in a large record. When an article comes or goes, the
//! claims it speaks of, and those whose keys have become too common or are so no longer, are related anew, as the record
//! was before and as it is after, and what differs is exchanged. All relations of a record computed at once
//! ([`Record::derive_into`]) are the same.

use super::scene::{Scene, Sharing, Vectors, few};
use super::state::{State, nodes};
use super::{Record, StoreError, beside, quad_in};
use crate::rdf::judged::Judgements;
use crate::rdf::resolved::Contribution;
use crate::rdf::vocabulary::{onr, schema};
use crate::reader::ClaimVector;
use crate::relation::Likeness;
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Quad, Term, Triple};
use oxigraph::store::Transaction;
use std::collections::{BTreeMap, BTreeSet};

impl Record {
    /// Brings the keys and relations of all claims up to date that a change has to do with: those that articles say
    /// something else of than before, and those with another statement, or another report of one.
    pub(super) fn relate_claims_of(
        &self,
        transaction: &mut Transaction<'_>,
        before: &Contribution,
        after: &Contribution,
        judgements: &Judgements,
    ) -> Result<(), StoreError> {
        // The remark that each attribution reports.
        let reporting: BTreeMap<&NamedNode, &NamedNode> = [before, after]
            .into_iter()
            .flat_map(|contribution| contribution.own.values())
            .filter_map(|triple| match (&triple.subject, &triple.object) {
                (NamedOrBlankNode::NamedNode(statement), Term::NamedNode(report))
                    if triple.predicate == onr::REPORTED_BY =>
                {
                    Some((report, statement))
                }
                _ => None,
            })
            .collect();
        let mut changed: BTreeSet<&NamedNode> = BTreeSet::new();
        for (these, those) in [(before, after), (after, before)] {
            let nodes = these.shared.iter();
            changed.extend(
                nodes
                    .filter(|(node, facts)| those.shared.get(*node) != Some(*facts))
                    .map(|(node, _)| node),
            );
            let own = beside(&these.own, &those.own);
            // Another report of it, or people judge otherwise of what reports it.
            let is_telling =
                |triple: &&Triple| triple.predicate == onr::REPORTED_BY || triple.predicate == onr::FOUND_AS;
            changed.extend(own.filter(is_telling).filter_map(|triple| match &triple.object {
                Term::NamedNode(report) => reporting.get(report).copied(),
                _ => None,
            }));
        }
        let told = |node: &NamedNode| [before, after].map(|contribution| contribution.shared.get(node));
        // A judgement of a relation waits to be told until no speaker states it.
        let relating: Vec<NamedNode> = changed
            .iter()
            .flat_map(|node| told(node).into_iter().flatten())
            .flat_map(|facts| nodes(facts.objects(onr::RELATES_FROM).collect()))
            .collect();
        changed.extend(&relating);
        let mut claims = BTreeSet::new();
        for node in changed {
            if self.base.is_claim(node.as_ref()) {
                claims.insert(node.clone());
            }
            for object in told(node)
                .into_iter()
                .flatten()
                .flat_map(|facts| facts.objects(onr::EXPRESSES))
            {
                claims.extend(nodes(vec![object]));
            }
        }
        self.relate(transaction, claims, judgements)
    }

    /// Brings the keys and relations of some claims up to date with the transaction.
    fn relate(
        &self,
        transaction: &mut Transaction<'_>,
        mut claims: BTreeSet<NamedNode>,
        judgements: &Judgements,
    ) -> Result<(), StoreError> {
        let changed = claims.clone();
        let mut before = Scene::new(self, State::Stored(&self.store), &self.judgements);
        let (read, sharing) = {
            let mut after = Scene::new(self, State::Changing(transaction), judgements);
            let exchanged = exchanged_keys(&mut before, &mut after, &claims)?;
            let (out, put) = (before.indexed_vectors(&claims)?, after.vectors(&claims)?);
            let read = after.read();
            self.exchange_keys(transaction, &exchanged);
            self.exchange_vectors(transaction, &out, &put);
            let after = Scene::new(self, State::Changing(transaction), judgements);
            let sharing = shared_now(&mut before, &after, &exchanged, &mut claims)?;
            (read, sharing)
        };
        let old = before.around_all(&claims)?;
        let after = Scene::new(self, State::Changing(transaction), judgements);
        let new = after
            .knowing(&before, &changed)
            .having(read, sharing)
            .around_all(&claims)?;
        let graph = self.base.resolved();
        for triple in beside(&old, &new) {
            let quad = quad_in(&graph, triple.clone());
            transaction.remove(&quad);
            if is_still_told(transaction, &graph, triple)? {
                transaction.insert(&quad);
            }
        }
        // An edge that a speaker stated, too, went with the statement of it.
        let edges = new.values().filter(|triple| is_shared_edge(triple));
        for triple in beside(&new, &old).chain(edges) {
            transaction.insert(&quad_in(&graph, triple.clone()));
        }
        Ok(())
    }

    fn exchange_keys(&self, transaction: &mut Transaction<'_>, exchanged: &BTreeMap<String, Exchanged>) {
        let index = self.base.index();
        for (key, Exchanged { out, put }) in exchanged {
            for claim in out {
                transaction.remove(&key_quad(&index, claim, key));
            }
            for claim in put {
                transaction.insert(&key_quad(&index, claim, key));
            }
        }
    }

    fn exchange_vectors(&self, transaction: &mut Transaction<'_>, out: &Vectors, put: &Vectors) {
        let index = self.base.index();
        for (claim, vector) in out
            .iter()
            .filter(|(claim, vector)| put.get(*claim) != Some(*vector))
        {
            transaction.remove(&vector_quad(&index, claim, vector));
        }
        for (claim, vector) in put
            .iter()
            .filter(|(claim, vector)| out.get(*claim) != Some(*vector))
        {
            transaction.insert(&vector_quad(&index, claim, vector));
        }
    }

    /// How alike two claims are by their words, from 0 to 1; `None` where they have too little in common to say.
    ///
    /// # Errors
    /// Where the record cannot be read.
    pub fn likeness(&self, one: &NamedNode, other: &NamedNode) -> Result<Option<f32>, StoreError> {
        let mut scene = Scene::new(self, State::Stored(&self.store), &self.judgements);
        let likeness = scene.likeness(one.min(other), one.max(other))?;
        Ok(likeness.map(|likeness| likeness.share))
    }

    /// Every two claims that are compared, with what they have in common: what the weights of the signs are fitted on.
    ///
    /// # Errors
    /// Where the record cannot be read.
    pub fn compared(&self) -> Result<Vec<([NamedNode; 2], Likeness)>, StoreError> {
        let mut scene = Scene::new(self, State::Stored(&self.store), &self.judgements);
        let mut compared = Vec::new();
        for claim in scene.instances(schema::CLAIM)? {
            for other in scene.candidates(&claim)? {
                if claim < other
                    && let Some(likeness) = scene.likeness(&claim, &other)?
                {
                    compared.push(([claim.clone(), other], likeness));
                }
            }
        }
        Ok(compared)
    }

    /// What the index holds of some claims.
    pub(super) fn index_of(
        &self,
        scene: &mut Scene<'_>,
        claims: &BTreeSet<NamedNode>,
    ) -> Result<Vec<Quad>, StoreError> {
        let index = self.base.index();
        let mut quads = Vec::new();
        for claim in claims {
            quads.extend(scene.keys(claim)?.iter().map(|key| key_quad(&index, claim, key)));
        }
        let vectors = scene.vectors(claims)?;
        let vectors = vectors.iter();
        quads.extend(vectors.map(|(claim, vector)| vector_quad(&index, claim, vector)));
        Ok(quads)
    }
}

/// The claims that no longer have a key, and those that have it now.
#[derive(Default)]
struct Exchanged {
    out: BTreeSet<NamedNode>,
    put: BTreeSet<NamedNode>,
}

/// The keys that some claims have lost or got.
fn exchanged_keys(
    before: &mut Scene<'_>,
    after: &mut Scene<'_>,
    claims: &BTreeSet<NamedNode>,
) -> Result<BTreeMap<String, Exchanged>, StoreError> {
    let mut exchanged: BTreeMap<String, Exchanged> = BTreeMap::new();
    for claim in claims {
        let (old, new) = (before.keys(claim)?, after.keys(claim)?);
        for key in old.difference(&new) {
            exchanged
                .entry(key.clone())
                .or_default()
                .out
                .insert(claim.clone());
        }
        for key in new.difference(&old) {
            exchanged
                .entry(key.clone())
                .or_default()
                .put
                .insert(claim.clone());
        }
    }
    Ok(exchanged)
}

/// The claims that share each exchanged key now, as far as that follows from those that shared it before. Adds to the claims
/// all that share one which has become too common by the exchange, or is so no longer.
fn shared_now(
    before: &mut Scene<'_>,
    after: &Scene<'_>,
    exchanged: &BTreeMap<String, Exchanged>,
    claims: &mut BTreeSet<NamedNode>,
) -> Result<Sharing, StoreError> {
    let mut sharing = Sharing::new();
    for (key, Exchanged { out, put }) in exchanged {
        let old = before.sharing(key)?;
        let new = match &old {
            Some(old) => few(old.difference(out).chain(put).cloned().collect()),
            None if out.is_empty() => None,
            None => after.some_sharing(key)?,
        };
        if old.is_none() != new.is_none() {
            claims.extend(before.all_sharing(key)?);
            claims.extend(after.all_sharing(key)?);
        }
        sharing.insert(key.clone(), new);
    }
    Ok(sharing)
}

fn key_quad(index: &NamedNode, claim: &NamedNode, key: &str) -> Quad {
    quad_in(
        index,
        Triple::new(claim.clone(), onr::KEY.into_owned(), Literal::from(key)),
    )
}

fn vector_quad(index: &NamedNode, claim: &NamedNode, vector: &ClaimVector) -> Quad {
    let vector = Literal::new_typed_literal(vector.to_text(), xsd::BASE_64_BINARY);
    quad_in(
        index,
        Triple::new(claim.clone(), onr::VECTOR.into_owned(), vector),
    )
}

/// Whether a triple is a plain edge that speakers can state as well as it can be inferred.
fn is_shared_edge(triple: &Triple) -> bool {
    triple.predicate == onr::DENIES || triple.predicate == onr::CONFIRMS
}

/// Whether a plain edge from a statement to a claim also stands for another relation than the one that is gone: one
/// that the speaker states, or one with another statement of the same claim.
fn is_still_told(
    transaction: &Transaction<'_>,
    graph: &NamedNode,
    edge: &Triple,
) -> Result<bool, StoreError> {
    if !is_shared_edge(edge) {
        return Ok(false);
    }
    let state = State::Changing(transaction);
    let subject = Term::from(edge.subject.clone());
    for relation in state.subjects(onr::RELATES_FROM, subject.as_ref(), graph)? {
        let kind = Term::from(edge.predicate.clone());
        if !state
            .objects(&relation, onr::RELATION_KIND, graph)?
            .contains(&kind)
        {
            continue;
        }
        for to in nodes(state.objects(&relation, onr::RELATES_TO, graph)?) {
            if state.objects(&to, onr::EXPRESSES, graph)?.contains(&edge.object) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}
