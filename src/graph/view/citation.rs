//! Who cites whom: the chains of reporting, link by link.

use super::{count, entity};
use crate::graph::model::{Graph, GraphBuilder};
use crate::query::{QueryError, Source, rows};
use std::collections::BTreeMap;

/// An edge from each link of a chain to the next, its weight the number of reports.
pub(super) fn build(source: &dyn Source) -> Result<Graph, QueryError> {
    let entities = entity::all(source)?;
    let mut builder = GraphBuilder::default();
    for row in rows(source, include_str!("citations.rq"), &BTreeMap::new())? {
        let node = |column: &str| row.get(column).and_then(|iri| entities.get(iri));
        if let (Some(citing), Some(cited)) = (node("citing"), node("cited"))
            && citing != cited
        {
            builder.add(citing, cited, count(&row, "reports"));
        }
    }
    Ok(Graph {
        title: "Who cites whom".to_owned(),
        edges_mean: "has it from; thicker: more reports",
        directed: true,
        graph: builder.finish(),
    })
}
