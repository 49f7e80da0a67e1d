//! The resolved graph, kept up to date step by step.
//!
//! What changes is exchanged in `exchange`; [`Record::resolve_from_nothing`] computes the same graph the long way.

use super::derive::{Sheaf, remove};
use super::{QuadSet, Record, StoreError, beside, by_text, quads_of};
use crate::rdf::resolved::{self, Contribution};
use oxigraph::model::{NamedNode, Quad};
use oxigraph::store::Store;
use std::fs;

/// So many quads are taken out in one transaction, which is held in memory.
const REMOVED_AT_ONCE: usize = 50_000;

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
            for quad in quads_of(store, graph.as_ref()) {
                quads.push(quad?);
            }
        }
        Ok(by_text(quads))
    }

    /// As [`Record::resolve`], for a record on disk that nobody else has yet: what is derived goes there as it comes, or, where
    /// something stands in its place, into a store apart first, of which what differs is taken over. Neither is held in memory.
    pub(super) fn resolve_in_bulk(&self) -> Result<(), StoreError> {
        let derived = [self.base.resolved(), self.base.index()];
        let is_there = |graph: &NamedNode| self.graph(graph.as_ref()).next().is_some();
        let Some(path) = self.path.as_ref().filter(|_| derived.iter().any(is_there)) else {
            return self.derive_into(&self.store);
        };
        // Within the draft, so that it goes with it if this is cut short.
        let folder = path.join("derived");
        {
            let apart = Store::open(&folder)?;
            self.derive_into(&apart)?;
            for graph in &derived {
                take_over(&self.store, &apart, graph)?;
            }
        }
        fs::remove_dir_all(&folder).map_err(|error| StoreError::Unwritable {
            path: folder,
            reason: error.to_string(),
        })
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

/// Makes one graph of a store what it is in another.
fn take_over(store: &Store, other: &Store, graph: &NamedNode) -> Result<(), StoreError> {
    let mut gone = Vec::new();
    for quad in quads_of(store, graph.as_ref()) {
        let quad = quad?;
        if !other.contains(&quad)? {
            gone.push(quad);
        }
        if gone.len() == REMOVED_AT_ONCE {
            remove(store, &mut gone)?;
        }
    }
    remove(store, &mut gone)?;
    let mut sheaf = Sheaf::into_store(store);
    for quad in quads_of(other, graph.as_ref()) {
        let quad = quad?;
        if !store.contains(&quad)? {
            sheaf.put([quad])?;
        }
    }
    sheaf.deliver()
}
