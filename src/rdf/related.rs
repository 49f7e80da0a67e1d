//! Relations between remarks that were inferred or that people told, as triples: a node with its grounds, and a plain edge.

use super::concept::Concept;
use super::found::confidence;
use super::iri::Base;
use super::judged;
use super::vocabulary::{nif, onr};
use crate::claim::RelationKind;
use crate::judgement::Verdict;
use crate::relation::{Ground, Relation};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Triple};
use std::collections::BTreeSet;

/// What the record says of a relation that was inferred, and of which people may have judged whether it is there.
pub fn triples(relation: &Relation<'_>, verdict: Option<Verdict>, base: &Base) -> Vec<Triple> {
    let kind = relation.kind.concept();
    let (from, to) = (node(&relation.from.id), node(&relation.to.id));
    // A word apart from those that a speaker states, which have the article as their evidence.
    let name = base.relation(&[
        "inferred",
        kind.as_str(),
        from.as_str(),
        to.as_str(),
        relation.ground.method(),
    ]);
    let tell = |property: NamedNodeRef<'_>, object: NamedNodeRef<'_>| {
        Triple::new(name.clone(), property.into_owned(), object.into_owned())
    };
    let sure = match verdict {
        Some(Verdict::Accepted) => 1.0,
        _ => relation.confidence,
    };
    let confidence =
        confidence(sure).map(|value| Triple::new(name.clone(), nif::CONFIDENCE.into_owned(), value));
    let mut told = vec![
        tell(rdf::TYPE, onr::CLAIM_RELATION),
        tell(onr::RELATION_KIND, kind),
        tell(onr::RELATES_FROM, from.as_ref()),
        tell(onr::RELATES_TO, to.as_ref()),
        tell(onr::GRADE, relation.ground.concept()),
        tell(onr::EVIDENCE, node(&relation.from.report).as_ref()),
        tell(onr::EVIDENCE, node(&relation.to.report).as_ref()),
        Triple::new(
            name.clone(),
            onr::METHOD.into_owned(),
            Literal::from(relation.ground.method()),
        ),
        edge(relation.kind, &from, &to, &node(&relation.to.claim)),
    ];
    told.extend(confidence);
    told.extend(verdict.map(|verdict| tell(onr::JUDGED, judged::concept(verdict))));
    told
}

/// What the record says of a relation that nothing but people's judgement tells of.
pub fn judged(
    kind: RelationKind,
    (from, to): (&NamedNode, &NamedNode),
    claim: &NamedNode,
    reports: &BTreeSet<NamedNode>,
    base: &Base,
) -> Vec<Triple> {
    let name = base.relation(&["judged", kind.concept().as_str(), from.as_str(), to.as_str()]);
    let tell = |property: NamedNodeRef<'_>, object: NamedNodeRef<'_>| {
        Triple::new(name.clone(), property.into_owned(), object.into_owned())
    };
    let says =
        |property: NamedNodeRef<'_>, value: Literal| Triple::new(name.clone(), property.into_owned(), value);
    let mut told = vec![
        tell(rdf::TYPE, onr::CLAIM_RELATION),
        tell(onr::RELATION_KIND, kind.concept()),
        tell(onr::RELATES_FROM, from.as_ref()),
        tell(onr::RELATES_TO, to.as_ref()),
        tell(onr::JUDGED, onr::ACCEPTED),
        says(onr::METHOD, Literal::from(Ground::Judged.method())),
        edge(kind, from, to, claim),
    ];
    told.extend(confidence(1.0).map(|value| says(nif::CONFIDENCE, value)));
    told.extend(reports.iter().map(|report| tell(onr::EVIDENCE, report.as_ref())));
    told
}

/// Who denies or confirms speaks of a claim, whoever made it; the others are between two remarks.
fn edge(kind: RelationKind, from: &NamedNode, to: &NamedNode, claim: &NamedNode) -> Triple {
    let object = match kind {
        RelationKind::Denies | RelationKind::Confirms => claim,
        RelationKind::Repeats | RelationKind::Contradicts | RelationKind::Updates => to,
    };
    Triple::new(from.clone(), kind.concept().into_owned(), object.clone())
}

/// Remarks hold the IRIs of nodes that the record has.
fn node(iri: &str) -> NamedNode {
    NamedNode::new_unchecked(iri)
}
