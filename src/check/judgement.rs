//! Judgements that are not what they were when they were given, and judgements that contradict each other.

use super::shape::node;
use super::{Failure, plain};
use crate::rdf::judged;
use crate::rdf::vocabulary::oa;
use crate::store::{Record, StoreError};
use oxigraph::model::Term;
use oxigraph::model::vocab::rdf;
use std::collections::BTreeSet;

/// What to do about a judgement that was changed.
pub(super) const IMPORT: &str = "restore a copy of the record, or import the judgements into a new one";
/// What to do about judgements that contradict each other.
const UNDO: &str = "take one of them back with `onrecord judge undo`; until then, those that say no count";

/// The judgements whose IRI is not that of their content.
pub(super) fn changed(record: &Record) -> Result<Vec<Failure>, StoreError> {
    let mut graph = Vec::new();
    let mut told = BTreeSet::new();
    for quad in record.graph(record.base().judgements().as_ref()) {
        let quad = quad?;
        if quad.predicate == rdf::TYPE && quad.object == Term::from(oa::ANNOTATION) {
            told.extend(node(&quad.subject));
        }
        graph.push(quad);
    }
    let known = judged::read(graph);
    let broken = told.into_iter().filter(|node| {
        known
            .get(node)
            .map(|judgement| record.base().judgement(judgement))
            .as_ref()
            != Some(node)
    });
    Ok(broken
        .map(|node| Failure {
            node: plain(&node.into()),
            what: "this judgement is not what was judged".to_owned(),
            remedy: IMPORT,
        })
        .collect())
}

/// The judgements that two are one, or that a relation is there, against others that say no.
pub(super) fn conflicts(record: &Record) -> Result<Vec<Failure>, StoreError> {
    let conflicts = record.conflicts()?;
    let failures = conflicts.iter().map(|conflict| {
        let against: Vec<&str> = conflict.not_same.iter().map(String::as_str).collect();
        Failure {
            node: conflict.same.clone(),
            what: format!("this judgement contradicts {}", against.join(", ")),
            remedy: UNDO,
        }
    });
    Ok(failures.collect())
}
