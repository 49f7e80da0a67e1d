//! The resolved graph, kept up to date step by step.
//!
//! What an article newly says of a shared node is joined to what the graph already tells of it, without looking
//! at the other articles. What an article no longer says stays if another one says it: the node's supporters are
//! asked one after the other until each such fact has been heard again, which for a much-mentioned node is
//! after one or two of them. Several articles change at once where a judgement speaks of them. [`Record::resolve_from_nothing`] computes the same graph the long way.

use super::{QuadSet, Record, StoreError, beside, by_text, described, quad_in, reprint};
use crate::rdf::iri::article_of;
use crate::rdf::resolved::called;
use crate::rdf::resolved::{self, Contribution, Facts};
use crate::rdf::vocabulary::{onr, prov, schema};
use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Term, Triple};
use oxigraph::store::Transaction;
use std::collections::{BTreeMap, BTreeSet};

impl Record {
    pub(super) fn contribution(&self, found: impl IntoIterator<Item = Quad>) -> Contribution {
        resolved::contribution(found, &self.base, &self.judgements)
    }

    /// The derived graphs as they must be, computed from all as-found graphs, the judgements and nothing else.
    ///
    /// # Errors
    /// Where the record cannot be read.
    pub fn resolve_from_nothing(&self) -> Result<QuadSet, StoreError> {
        let graph = self.base.resolved();
        let judgements = self.read_judgements()?;
        let mut named = Vec::new();
        for article in self.articles()? {
            let called = called(self.found(article.as_ref())?);
            named.push((article, called));
        }
        let mut quads = self.identify_all(&named)?;
        let mut gone_by: BTreeMap<NamedNode, Vec<Quad>> = BTreeMap::new();
        for quad in quads.values().filter(|quad| quad.predicate == onr::GOES_BY) {
            if let NamedOrBlankNode::NamedNode(local) = &quad.subject {
                let article = article_of(local.as_ref());
                gone_by.entry(article).or_default().push(quad.clone());
            }
        }
        let mut days = Vec::new();
        let mut shared: BTreeMap<NamedNode, Facts> = BTreeMap::new();
        for (article, _) in named {
            let found = self.found(article.as_ref())?;
            let published = found
                .iter()
                .filter(|quad| quad.predicate == schema::DATE_PUBLISHED);
            days.extend(published.cloned());
            let names = gone_by.remove(&article).unwrap_or_default();
            let found = found.into_iter().chain(names);
            let contribution = resolved::contribution(found, &self.base, &judgements);
            let own = contribution.own.into_values();
            quads.extend(by_text(own.map(|triple| quad_in(&graph, triple))));
            for (node, facts) in contribution.shared {
                shared.entry(node).or_default().join(&facts);
            }
        }
        for (node, facts) in &shared {
            let told = facts.told(node).into_values();
            quads.extend(by_text(told.map(|triple| quad_in(&graph, triple))));
        }
        let related = self.relate_all(quads.values().chain(&days), &judgements)?;
        quads.extend(related);
        let prints = reprint::from_nothing(self, &self.articles()?)?;
        quads.extend(by_text(prints.into_iter().map(|triple| quad_in(&graph, triple))));
        Ok(quads)
    }

    /// The derived graphs as they are.
    ///
    /// # Errors
    /// Where the record cannot be read.
    pub fn resolved(&self) -> Result<QuadSet, StoreError> {
        let graphs = [self.base.resolved(), self.base.index()];
        let quads = graphs.iter().flat_map(|graph| self.graph(graph.as_ref()));
        Ok(by_text(quads.collect::<Result<Vec<Quad>, StoreError>>()?))
    }

    /// Computes the derived graphs from nothing and puts them in the place of those that are there; says how many
    /// triples that changed.
    ///
    /// # Errors
    /// Where the record cannot be read or written; then all stays as it was.
    pub fn resolve(&mut self) -> Result<usize, StoreError> {
        let (is, must) = (self.resolved()?, self.resolve_from_nothing()?);
        let mut transaction = self.store.start_transaction()?;
        let mut changed = 0;
        for quad in beside(&is, &must) {
            transaction.remove(quad);
            changed += 1;
        }
        for quad in beside(&must, &is) {
            transaction.insert(quad);
            changed += 1;
        }
        transaction.commit()?;
        Ok(changed)
    }
}

impl Record {
    /// The articles that say something of a node, as the record was before any transaction; read one by one, for
    /// seldom more than the first few are needed.
    pub(super) fn supporters(
        &self,
        node: &NamedNode,
    ) -> impl Iterator<Item = Result<NamedNode, StoreError>> + use<> {
        self.store
            .quads_for_pattern(
                Some(node.as_ref().into()),
                Some(prov::WAS_DERIVED_FROM),
                None,
                Some(self.base.resolved().as_ref().into()),
            )
            .filter_map(|quad| match quad.map(|quad| quad.object) {
                Ok(Term::NamedNode(article)) => Some(Ok(article)),
                Ok(_) => None,
                Err(error) => Some(Err(error.into())),
            })
    }
}

/// The record without some articles, whose contribution changes.
pub(super) struct Rest<'a> {
    record: &'a Record,
    graph: NamedNode,
    articles: &'a BTreeSet<NamedNode>,
    /// What other articles contribute, as far as it was needed.
    others: BTreeMap<NamedNode, Contribution>,
}

/// The triples of a node before and after a change, by their text.
type Told = BTreeMap<String, Triple>;

impl<'a> Rest<'a> {
    pub(super) fn new(record: &'a Record, articles: &'a BTreeSet<NamedNode>) -> Self {
        Self {
            record,
            graph: record.base.resolved(),
            articles,
            others: BTreeMap::new(),
        }
    }

    /// Puts what the articles contribute now in the place of what they contributed before.
    pub(super) fn exchange(
        &mut self,
        transaction: &mut Transaction<'_>,
        before: &Contribution,
        after: &Contribution,
    ) -> Result<(), StoreError> {
        // A judgement, or another name, can make a shared triple one article's own, or the other way round: out first, in last.
        self.take_out(transaction, &before.own, &after.own);
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
        self.put_in(transaction, &before.own, &after.own);
        Ok(())
    }

    fn replace(&self, transaction: &mut Transaction<'_>, before: &Told, after: &Told) {
        self.take_out(transaction, before, after);
        self.put_in(transaction, before, after);
    }

    fn take_out(&self, transaction: &mut Transaction<'_>, before: &Told, after: &Told) {
        for triple in beside(before, after) {
            transaction.remove(&quad_in(&self.graph, triple.clone()));
        }
    }

    fn put_in(&self, transaction: &mut Transaction<'_>, before: &Told, after: &Told) {
        for triple in beside(after, before) {
            transaction.insert(&quad_in(&self.graph, triple.clone()));
        }
    }

    /// Joins what the articles say of a node to what the graph tells of it.
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

    /// Takes back what the articles no longer say of a node and nobody else says. False where others say all of
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
        for supporter in self.record.supporters(node) {
            let supporter = supporter?;
            if self.articles.contains(&supporter) {
                continue;
            }
            if let Some(facts) = self.contribution(&supporter)?.shared.get(node) {
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

    fn contribution(&mut self, article: &NamedNode) -> Result<&Contribution, StoreError> {
        if !self.others.contains_key(article) {
            let found = self.record.found(article.as_ref())?;
            let gone_by = self.record.gone_by(&found)?;
            let contribution = self.record.contribution(found.into_iter().chain(gone_by));
            self.others.insert(article.clone(), contribution);
        }
        Ok(&self.others[article])
    }
}
