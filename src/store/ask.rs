//! Asking the record in SPARQL.

use super::Record;
use oxigraph::sparql::{PreparedSparqlQuery, QueryEvaluationError, QueryResults};

impl Record {
    /// Begins to answer a query. Where the query names no dataset of its own, its default graph is the union of
    /// all graphs, as other stores have it, so that a first query needs no `GRAPH`.
    ///
    /// To begin may take long: what a query sorts, or joins in memory, is read first. Nobody who writes should be kept
    /// waiting for it; a [`Record::handle`] can be asked beside them.
    ///
    /// # Errors
    /// Where it cannot be evaluated; a cancelled query says so at its next step.
    pub fn ask(&self, mut query: PreparedSparqlQuery) -> Result<QueryResults<'static>, QueryEvaluationError> {
        if query.dataset().is_default_dataset() {
            query.dataset_mut().set_default_graph_as_union();
        }
        query.on_store(&self.store).execute()
    }
}
