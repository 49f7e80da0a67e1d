//! Asking the record in SPARQL.

use super::Record;
use oxigraph::sparql::{PreparedSparqlQuery, QueryEvaluationError, QueryResults};
use oxigraph::store::Store;

/// Asks a record that somebody else may hold and change meanwhile: each query is answered from the record as it was when
/// the query began.
#[derive(Clone)]
pub struct Reader {
    store: Store,
}

impl Reader {
    /// Begins to answer a query. Where the query names no dataset of its own, its default graph is the union of
    /// all graphs, as other stores have it, so that a first query needs no `GRAPH`.
    ///
    /// To begin may take long: what a query sorts, or joins in memory, is read first.
    ///
    /// # Errors
    /// Where it cannot be evaluated; a cancelled query says so at its next step.
    pub fn ask(&self, query: PreparedSparqlQuery) -> Result<QueryResults<'static>, QueryEvaluationError> {
        ask(&self.store, query)
    }
}

impl Record {
    /// Begins to answer a query, as [`Reader::ask`] does.
    ///
    /// # Errors
    /// As there.
    pub fn ask(&self, query: PreparedSparqlQuery) -> Result<QueryResults<'static>, QueryEvaluationError> {
        ask(&self.store, query)
    }

    /// Asks beside whoever holds the record. The record stays in use until the last of these is gone.
    pub fn reader(&self) -> Reader {
        Reader {
            store: self.store.clone(),
        }
    }
}

fn ask(store: &Store, mut query: PreparedSparqlQuery) -> Result<QueryResults<'static>, QueryEvaluationError> {
    if query.dataset().is_default_dataset() {
        query.dataset_mut().set_default_graph_as_union();
    }
    query.on_store(store).execute()
}
