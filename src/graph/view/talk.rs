//! Who talks about whom: from speakers to whom and what their claims are about.

use super::{count, entity};
use crate::graph::model::{Graph, GraphBuilder};
use crate::query::{QueryError, Source, rows};
use std::collections::BTreeMap;

/// An edge for each speaker and topic, its weight the number of statements.
pub(super) fn build(source: &dyn Source) -> Result<Graph, QueryError> {
    let entities = entity::all(source)?;
    let mut builder = GraphBuilder::default();
    for row in rows(source, include_str!("talk.rq"), &BTreeMap::new())? {
        let node = |column: &str| row.get(column).and_then(|iri| entities.get(iri));
        if let (Some(speaker), Some(topic)) = (node("agent"), node("topic")) {
            builder.add(speaker, topic, count(&row, "statements"));
        }
    }
    Ok(Graph {
        title: "Who talks about whom".to_owned(),
        edges_mean: "speaks about; thicker: more statements",
        directed: true,
        graph: builder.finish(),
    })
}
