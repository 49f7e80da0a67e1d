//! Relations between remarks that were inferred, as triples: a node with its grounds, and a plain edge.

use super::concept::Concept;
use super::found::confidence;
use super::iri::Base;
use super::vocabulary::{nif, onr};
use crate::claim::RelationKind;
use crate::relation::Relation;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Triple};

/// What the record says of a relation.
pub fn triples(relation: &Relation<'_>, base: &Base) -> Vec<Triple> {
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
    let confidence = confidence(relation.confidence)
        .map(|value| Triple::new(name.clone(), nif::CONFIDENCE.into_owned(), value));
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
        edge(relation, from, to),
    ];
    told.extend(confidence);
    told
}

/// Who denies or confirms speaks of a claim, whoever made it; the others are between two remarks.
fn edge(relation: &Relation<'_>, from: NamedNode, to: NamedNode) -> Triple {
    let object = match relation.kind {
        RelationKind::Denies | RelationKind::Confirms => node(&relation.to.claim),
        RelationKind::Repeats | RelationKind::Contradicts | RelationKind::Updates => to,
    };
    Triple::new(from, relation.kind.concept().into_owned(), object)
}

/// Remarks hold the IRIs of nodes that the record has.
fn node(iri: &str) -> NamedNode {
    NamedNode::new_unchecked(iri)
}
