//! The entities of the record as nodes.

use crate::graph::model::{Node, NodeKind};
use crate::query::{QueryError, Source, rows};
use std::collections::{BTreeMap, BTreeSet};

/// Every entity of the record, by its IRI.
pub(super) fn all(source: &dyn Source) -> Result<BTreeMap<String, Node>, QueryError> {
    let mut nodes: BTreeMap<String, Node> = BTreeMap::new();
    for row in rows(source, include_str!("entities.rq"), &BTreeMap::new())? {
        let (Some(iri), Some(label)) = (row.get("entity"), row.get("label")) else {
            continue;
        };
        let Some(kind) = row.get("class").and_then(|class| NodeKind::of_class(class)) else {
            continue;
        };
        nodes.entry(iri.clone()).or_insert_with(|| Node {
            kind,
            label: label.clone(),
            iri: iri.clone(),
            topics: BTreeSet::new(),
        });
    }
    Ok(nodes)
}
