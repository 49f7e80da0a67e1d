//! Claims: who makes, denies or otherwise touches them, and how they stand to each other.

use super::{count, entity};
use crate::graph::model::{Count, Graph, GraphBuilder, Node, NodeKind};
use crate::query::{QueryError, Source, rows};
use std::collections::{BTreeMap, BTreeSet};

/// An edge from each speaker to each claim, its weight the number of reports; and one from claim to claim where a
/// statement of the first denies or confirms the second.
pub(super) fn build(source: &dyn Source) -> Result<Graph, QueryError> {
    let entities = entity::all(source)?;
    let claims = claims(source)?;
    let mut builder = GraphBuilder::default();
    for row in rows(source, include_str!("stances.rq"), &BTreeMap::new())? {
        let speaker = row.get("agent").and_then(|iri| entities.get(iri));
        let claim = row.get("claim").and_then(|iri| claims.get(iri));
        if let (Some(speaker), Some(claim)) = (speaker, claim) {
            builder.add(speaker, claim, count(&row, "reports"));
        }
    }
    for row in rows(source, include_str!("relations.rq"), &BTreeMap::new())? {
        let node = |column: &str| row.get(column).and_then(|iri| claims.get(iri));
        if let (Some(from), Some(to)) = (node("from"), node("to")) {
            builder.add(from, to, Count::of(&row, 1));
        }
    }
    Ok(Graph {
        title: "Who claims what".to_owned(),
        edges_mean: "stance towards the claim; thicker: more reports",
        directed: true,
        graph: builder.finish(),
    })
}

fn claims(source: &dyn Source) -> Result<BTreeMap<String, Node>, QueryError> {
    let mut claims: BTreeMap<String, Node> = BTreeMap::new();
    for row in rows(source, include_str!("claims.rq"), &BTreeMap::new())? {
        let (Some(iri), Some(text)) = (row.get("claim"), row.get("text")) else {
            continue;
        };
        let claim = claims.entry(iri.clone()).or_insert_with(|| Node {
            kind: NodeKind::Claim,
            label: text.clone(),
            iri: iri.clone(),
            topics: BTreeSet::new(),
        });
        claim.topics.extend(row.get("topic").cloned());
    }
    Ok(claims)
}
