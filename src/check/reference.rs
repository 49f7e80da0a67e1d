//! References that lead nowhere, and chains of reporting with gaps.

use super::shape::node;
use super::{Failure, READ_AGAIN, plain};
use crate::rdf::vocabulary::onr;
use crate::store::{Record, StoreError};
use oxigraph::model::{GraphName, NamedNode, Term};
use std::collections::{BTreeMap, BTreeSet};

/// The nodes of the record that something points to and nothing describes. A run or a judgement may point to an
/// article that was taken out since, and the index holds names that nothing goes by.
pub(super) fn dangling(record: &Record) -> Result<Vec<Failure>, StoreError> {
    let base = record.base();
    let outlasting = [base.runs(), base.judgements(), base.index()].map(GraphName::from);
    let mut described: BTreeSet<NamedNode> = BTreeSet::new();
    let mut failures = Vec::new();
    for quad in record.quads() {
        let quad = quad?;
        let Term::NamedNode(object) = quad.object else {
            continue;
        };
        let ours = object.as_str().starts_with(record.base().as_str());
        if !ours || outlasting.contains(&quad.graph_name) || described.contains(&object) {
            continue;
        }
        match record.quads_with(Some(object.as_ref()), None, None).next() {
            Some(found) => {
                found?;
                described.insert(object);
            }
            None => failures.push(Failure {
                node: quad.subject.to_string().trim_matches(['<', '>']).to_owned(),
                what: format!("{} leads to {}, which is not there", quad.predicate, object),
                remedy: READ_AGAIN,
            }),
        }
    }
    Ok(failures)
}

/// The attributions whose hops are not numbered from 1 without a gap.
pub(super) fn chains(record: &Record) -> Result<Vec<Failure>, StoreError> {
    let mut chains: BTreeMap<NamedNode, Vec<usize>> = BTreeMap::new();
    for quad in record.quads_with(None, Some(onr::HAS_HOP), None) {
        let quad = quad?;
        let (Some(attribution), Term::NamedNode(hop)) = (node(&quad.subject), &quad.object) else {
            continue;
        };
        let numbers = chains.entry(attribution).or_default();
        for told in record.quads_with(Some(hop.as_ref()), Some(onr::HOP_NUMBER), None) {
            numbers.push(plain(&told?.object).parse().unwrap_or(0));
        }
    }
    let mut failures = Vec::new();
    for (attribution, mut numbers) in chains {
        numbers.sort_unstable();
        if !numbers.iter().copied().eq(1..=numbers.len()) {
            failures.push(Failure {
                node: attribution.into_string(),
                what: format!("its hops are numbered {numbers:?}"),
                remedy: READ_AGAIN,
            });
        }
    }
    Ok(failures)
}
