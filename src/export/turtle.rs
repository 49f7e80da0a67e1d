//! Turtle: what the articles say and what follows from it, with prefixes, node by node.

use super::ExportError;
use super::read_back::{self, Syntax};
use crate::rdf::order::sorted;
use crate::rdf::turtle as layout;
use crate::store::Record;
use oxigraph::model::{GraphName, Quad};

/// The record without its graph names, without the vocabulary (`ontology/onrecord.ttl` has it), without the keys by which
/// it finds things, and without the graph of runs, so that the same articles give the same text.
///
/// # Errors
/// Where the record cannot be read, or what was written does not read back as the record.
pub fn turtle(record: &Record) -> Result<String, ExportError> {
    let left_out = [
        record.base().ontology(),
        record.base().index(),
        record.base().runs(),
    ]
    .map(GraphName::from);
    let kept = record.quads().filter(|quad| {
        quad.as_ref()
            .map_or(true, |quad| !left_out.contains(&quad.graph_name))
    });
    let merged = kept.map(|quad| {
        quad.map(|quad| Quad {
            graph_name: GraphName::DefaultGraph,
            ..quad
        })
    });
    let quads = sorted(merged.collect::<Result<_, _>>()?);
    let text = layout::turtle(&quads, record.base().as_str());
    read_back::check(&text, Syntax::Turtle, &quads)?;
    Ok(text)
}
