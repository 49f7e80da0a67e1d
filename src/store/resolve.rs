//! The resolved graph, kept up to date step by step.
//!
//! What an article newly says of a shared node is joined to what the graph already tells of it, without looking
//! at the other articles. What an article no longer says stays if another one says it: the node's supporters are
//! asked one after the other until each such fact has been heard again, which for a much-mentioned node is
//! after one or two of them. [`Record::resolve_from_nothing`] computes the same graph the long way.

use super::{Record, StoreError, described, quad_in, reprint};
use crate::rdf::resolved::{self, Contribution, Facts};
use crate::rdf::vocabulary::prov;
use oxigraph::model::{NamedNode, Quad, Term, Triple};
use oxigraph::store::Transaction;
use std::collections::{BTreeMap, BTreeSet};

impl Record {
    pub(super) fn contribution(&self, found: impl IntoIterator<Item = Quad>) -> Contribution {
        resolved::contribution(found, &self.base)
    }

    /// The resolved graph as it must be, computed from all as-found graphs and nothing else: the sorted lines of
    /// its triples.
    ///
    /// # Errors
    /// Where the record cannot be read.
    pub fn resolve_from_nothing(&self) -> Result<BTreeSet<String>, StoreError> {
        let mut lines = BTreeSet::new();
        let mut shared: BTreeMap<NamedNode, Facts> = BTreeMap::new();
        let articles = self.articles()?;
        for article in &articles {
            let contribution = self.contribution(self.found(article.as_ref())?);
            lines.extend(contribution.own.into_keys());
            for (node, facts) in contribution.shared {
                shared.entry(node).or_default().join(&facts);
            }
        }
        for (node, facts) in &shared {
            lines.extend(facts.told(node).into_keys());
        }
        lines.extend(reprint::from_nothing(self, &articles)?);
        Ok(lines)
    }

    /// The resolved graph as it is: the sorted lines of its triples.
    ///
    /// # Errors
    /// Where the record cannot be read.
    pub fn resolved(&self) -> Result<BTreeSet<String>, StoreError> {
        self.graph(self.base.resolved().as_ref())
            .map(|quad| Ok(Triple::from(quad?).to_string()))
            .collect()
    }
}

/// The record without one article, whose contribution changes.
pub(super) struct Rest<'a> {
    record: &'a Record,
    graph: NamedNode,
    article: &'a NamedNode,
    /// What other articles contribute, as far as it was needed.
    others: BTreeMap<NamedNode, Contribution>,
}

/// The triples of a node before and after a change, by their text.
type Told = BTreeMap<String, Triple>;

impl<'a> Rest<'a> {
    pub(super) fn new(record: &'a Record, article: &'a NamedNode) -> Self {
        Self {
            record,
            graph: record.base.resolved(),
            article,
            others: BTreeMap::new(),
        }
    }

    /// Puts what the article contributes now in the place of what it contributed before.
    pub(super) fn exchange(
        &mut self,
        transaction: &mut Transaction<'_>,
        before: &Contribution,
        after: &Contribution,
    ) -> Result<(), StoreError> {
        self.replace(transaction, &before.own, &after.own);
        let nothing = Facts::default();
        for (node, old) in &before.shared {
            let new = after.shared.get(node).unwrap_or(&nothing);
            let gone = old.without(new);
            if !gone.is_empty() && self.forget(transaction, node, old, new, gone)? {
                continue;
            }
            self.join(transaction, node, new)?;
        }
        for (node, new) in &after.shared {
            if !before.shared.contains_key(node) {
                self.join(transaction, node, new)?;
            }
        }
        Ok(())
    }

    fn replace(&self, transaction: &mut Transaction<'_>, before: &Told, after: &Told) {
        for (_, triple) in before.iter().filter(|(text, _)| !after.contains_key(*text)) {
            transaction.remove(&quad_in(&self.graph, triple.clone()));
        }
        for (_, triple) in after.iter().filter(|(text, _)| !before.contains_key(*text)) {
            transaction.insert(&quad_in(&self.graph, triple.clone()));
        }
    }

    /// Joins what the article says of a node to what the graph tells of it.
    fn join(
        &self,
        transaction: &mut Transaction<'_>,
        node: &NamedNode,
        new: &Facts,
    ) -> Result<(), StoreError> {
        let mut facts = Facts::default();
        for property in new.chosen_properties() {
            for object in described(transaction, &self.graph, node, property.as_ref())? {
                facts.recall(&Triple::new(node.clone(), property.clone(), object), new);
            }
        }
        let before = facts.told(node);
        facts.join(new);
        self.replace(transaction, &before, &facts.told(node));
        Ok(())
    }

    /// Takes back what the article no longer says of a node and nobody else says. False where others say all of
    /// it, so that there is nothing to take back.
    fn forget(
        &mut self,
        transaction: &mut Transaction<'_>,
        node: &NamedNode,
        old: &Facts,
        new: &Facts,
        mut gone: Facts,
    ) -> Result<bool, StoreError> {
        let mut rest = Facts::default();
        for supporter in self.supporters(node) {
            if let Some(facts) = self.contribution(&supporter?)?.shared.get(node) {
                gone = gone.without(facts);
                rest.join(facts);
            }
            if gone.is_empty() {
                return Ok(false);
            }
        }
        let mut before = rest.clone();
        before.join(old);
        rest.join(new);
        self.replace(transaction, &before.told(node), &rest.told(node));
        Ok(true)
    }

    /// The other articles that say something of a node, as the record was before the transaction; read one by one,
    /// for seldom more than the first few are needed.
    fn supporters(&self, node: &NamedNode) -> impl Iterator<Item = Result<NamedNode, StoreError>> + use<> {
        let article = Term::from(self.article.clone());
        self.record
            .store
            .quads_for_pattern(
                Some(node.as_ref().into()),
                Some(prov::WAS_DERIVED_FROM),
                None,
                Some(self.graph.as_ref().into()),
            )
            .filter_map(move |quad| match quad.map(|quad| quad.object) {
                Ok(Term::NamedNode(other)) if article != Term::from(other.clone()) => Some(Ok(other)),
                Ok(_) => None,
                Err(error) => Some(Err(error.into())),
            })
    }

    fn contribution(&mut self, article: &NamedNode) -> Result<&Contribution, StoreError> {
        if !self.others.contains_key(article) {
            let found = self.record.found(article.as_ref())?;
            let contribution = self.record.contribution(found);
            self.others.insert(article.clone(), contribution);
        }
        Ok(&self.others[article])
    }
}
