//! The resolved graph, kept up to date step by step.
//!
//! What changes is exchanged in `exchange`; [`Record::resolve_from_nothing`] computes the same graph the long way.

use super::load::MEMORY;
use super::{QuadSet, Record, StoreError, beside, by_text, quad_in, reprint};
use crate::rdf::iri::article_of;
use crate::rdf::resolved::called;
use crate::rdf::resolved::{self, Contribution, Facts};
use crate::rdf::vocabulary::{onr, schema};
use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad};
use std::collections::BTreeMap;

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
        self.foresee_claims(quads.values())?;
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

    /// As [`Record::resolve`], for a record that nobody else reads yet: what is derived goes in by the bulk loader where
    /// nothing stands in its place.
    pub(super) fn resolve_in_bulk(&mut self) -> Result<(), StoreError> {
        let derived = [self.base.resolved(), self.base.index()];
        if derived
            .iter()
            .any(|graph| self.graph(graph.as_ref()).next().is_some())
        {
            self.resolve()?;
            return Ok(());
        }
        let quads = self.resolve_from_nothing()?.into_values();
        let mut loader = self.store.bulk_loader().with_max_memory_size_in_megabytes(MEMORY);
        loader.load_quads(quads)?;
        Ok(loader.commit()?)
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
