//! Relations between remarks, kept up to date step by step.
//!
//! Claims are found by their keys, which stand in the graph `index`; a key that more than [`super::scene::MOST`] claims have says too
//! little and is left out, so one more article costs no more in a large record. When an article comes or goes, the
//! claims it speaks of, and those whose keys have become too common or are so no longer, are related anew, as the record
//! was before and as it is after, and what differs is exchanged. All relations of a record computed at once
//! ([`Record::relate_all`]) are the same.

use super::scene::Scene;
use super::state::{State, nodes};
use super::{QuadSet, Record, StoreError, beside, by_text, quad_in};
use crate::rdf::resolved::Contribution;
use crate::rdf::vocabulary::{onr, schema};
use crate::relation::Likeness;
use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Quad, Term, Triple};
use oxigraph::store::{Store, Transaction};
use std::collections::BTreeSet;

impl Record {
    /// Brings the keys and relations of all claims up to date that a change has to do with: those that articles say
    /// something else of than before, and those with another statement, or another report of one.
    pub(super) fn relate_claims_of(
        &self,
        transaction: &mut Transaction<'_>,
        before: &Contribution,
        after: &Contribution,
    ) -> Result<(), StoreError> {
        let mut changed: BTreeSet<&NamedNode> = BTreeSet::new();
        for (these, those) in [(before, after), (after, before)] {
            let nodes = these.shared.iter();
            changed.extend(
                nodes
                    .filter(|(node, facts)| those.shared.get(*node) != Some(*facts))
                    .map(|(node, _)| node),
            );
            let own = beside(&these.own, &those.own);
            changed.extend(own.filter_map(|triple| match &triple.subject {
                NamedOrBlankNode::NamedNode(statement) if triple.predicate == onr::REPORTED_BY => {
                    Some(statement)
                }
                _ => None,
            }));
        }
        let mut claims = BTreeSet::new();
        for node in changed {
            if self.base.is_claim(node.as_ref()) {
                claims.insert(node.clone());
            }
            let told = [before, after].map(|contribution| contribution.shared.get(node));
            for object in told
                .into_iter()
                .flatten()
                .flat_map(|facts| facts.objects(onr::EXPRESSES))
            {
                claims.extend(nodes(vec![object]));
            }
        }
        self.relate(transaction, claims)
    }

    /// Brings the keys and relations of some claims up to date with the transaction.
    fn relate(
        &self,
        transaction: &mut Transaction<'_>,
        mut claims: BTreeSet<NamedNode>,
    ) -> Result<(), StoreError> {
        let changed = claims.clone();
        self.exchange_keys(transaction, &mut claims)?;
        let mut before = Scene::new(self, State::Stored(&self.store));
        let old = before.around_all(&claims)?;
        let mut after = Scene::new(self, State::Changing(transaction)).knowing(&before, &changed);
        let new = after.around_all(&claims)?;
        let graph = self.base.resolved();
        for triple in beside(&old, &new) {
            let quad = quad_in(&graph, triple.clone());
            transaction.remove(&quad);
            if is_still_told(transaction, &graph, triple)? {
                transaction.insert(&quad);
            }
        }
        for triple in beside(&new, &old) {
            transaction.insert(&quad_in(&graph, triple.clone()));
        }
        Ok(())
    }

    /// Gives the claims their keys, and adds to the claims all that share one which has become too common by that, or is
    /// so no longer.
    fn exchange_keys(
        &self,
        transaction: &mut Transaction<'_>,
        claims: &mut BTreeSet<NamedNode>,
    ) -> Result<(), StoreError> {
        let index = self.base.index();
        let mut changed: BTreeSet<String> = BTreeSet::new();
        let mut exchanged = Vec::new();
        {
            let before = Scene::new(self, State::Stored(&self.store));
            let mut after = Scene::new(self, State::Changing(transaction));
            for claim in claims.iter() {
                let (old, new) = (before.keys(claim)?, after.keys_now(claim)?);
                exchanged.extend(
                    old.difference(&new)
                        .map(|key| (false, key_quad(&index, claim, key))),
                );
                exchanged.extend(
                    new.difference(&old)
                        .map(|key| (true, key_quad(&index, claim, key))),
                );
                changed.extend(old.symmetric_difference(&new).cloned());
            }
        }
        for (comes, quad) in &exchanged {
            if *comes {
                transaction.insert(quad);
            } else {
                transaction.remove(quad);
            }
        }
        let mut before = Scene::new(self, State::Stored(&self.store));
        let mut after = Scene::new(self, State::Changing(transaction));
        for key in changed {
            let (old, new) = (before.sharing(&key)?, after.sharing(&key)?);
            if old.is_none() != new.is_none() {
                claims.extend(before.all_sharing(&key)?);
                claims.extend(after.all_sharing(&key)?);
            }
        }
        Ok(())
    }

    /// Every two claims that are compared, with what they have in common: what the weights of the signs are fitted on.
    pub fn compared(&self) -> Result<Vec<([NamedNode; 2], Likeness)>, StoreError> {
        let mut scene = Scene::new(self, State::Stored(&self.store));
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

    /// The keys and relations of all claims that some quads tell of.
    pub(super) fn relate_all<'a>(
        &self,
        quads: impl Iterator<Item = &'a Quad>,
    ) -> Result<QuadSet, StoreError> {
        let store = Store::new()?;
        store.extend(quads.cloned())?;
        let (resolved, index) = (self.base.resolved(), self.base.index());
        let mut scene = Scene::new(self, State::Stored(&store));
        let claims = scene.instances(schema::CLAIM)?;
        let mut derived = QuadSet::new();
        for claim in &claims {
            let keys = scene.keys_now(claim)?;
            derived.extend(by_text(keys.iter().map(|key| key_quad(&index, claim, key))));
        }
        store.extend(derived.values().cloned())?;
        let relations = Scene::new(self, State::Stored(&store)).around_all(&claims)?;
        let related = relations.into_values().map(|triple| quad_in(&resolved, triple));
        derived.extend(by_text(related));
        Ok(derived)
    }
}

fn key_quad(index: &NamedNode, claim: &NamedNode, key: &str) -> Quad {
    quad_in(
        index,
        Triple::new(claim.clone(), onr::KEY.into_owned(), Literal::from(key)),
    )
}

/// Whether a plain edge from a statement to a claim also stands for another relation than the one that is gone: one
/// that the speaker states, or one with another statement of the same claim.
fn is_still_told(
    transaction: &Transaction<'_>,
    graph: &NamedNode,
    edge: &Triple,
) -> Result<bool, StoreError> {
    if edge.predicate != onr::DENIES && edge.predicate != onr::CONFIRMS {
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
