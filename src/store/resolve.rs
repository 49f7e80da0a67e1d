//! The resolved graph, kept up to date step by step.
//!
//! What changes is exchanged in `exchange`; [`Record::resolve_from_nothing`] computes the same graph the long way.

use super::{QuadSet, Record, StoreError, beside, by_text};
use crate::rdf::resolved::{self, Contribution};
use oxigraph::model::{GraphNameRef, Quad};
use oxigraph::store::Store;

impl Record {
    pub(super) fn contribution(&self, found: impl IntoIterator<Item = Quad>) -> Contribution {
        resolved::contribution(found, &self.base, &self.judgements)
    }

    /// The derived graphs as they must be, computed from all as-found graphs, the judgements and nothing else.
    ///
    /// # Errors
    /// Where the record cannot be read.
    pub fn resolve_from_nothing(&self) -> Result<QuadSet, StoreError> {
        let store = Store::new()?;
        self.derive_into(&store)?;
        self.derived_in(&store)
    }

    /// The derived graphs as they are.
    ///
    /// # Errors
    /// Where the record cannot be read.
    pub fn resolved(&self) -> Result<QuadSet, StoreError> {
        self.derived_in(&self.store)
    }

    fn derived_in(&self, store: &Store) -> Result<QuadSet, StoreError> {
        let mut quads = Vec::new();
        for graph in [self.base.resolved(), self.base.index()] {
            let graph = GraphNameRef::NamedNode(graph.as_ref());
            let derived = store.quads_for_pattern(None, None, None, Some(graph));
            quads.extend(derived.collect::<Result<Vec<Quad>, _>>()?);
        }
        Ok(by_text(quads))
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
        self.derive_into(&self.store)
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
