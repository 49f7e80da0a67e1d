//! Reads RDF back with a parser that shares nothing with the writer.
//!
//! We write with oxttl and read back with rio_turtle, which is its older, independent sibling and is no longer
//! developed: just what a second opinion needs. Whoever writes RDF here calls [`check`] before handing it out.

use oxigraph::model::{BlankNode, GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term};
use rio_api::model as rio;
use rio_api::parser::{QuadsParser, TriplesParser};
use rio_turtle::{NQuadsParser, TriGParser, TurtleError, TurtleParser};

/// The formats that are read back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    Turtle,
    TriG,
    NQuads,
}

/// How what was written differs from what was to be written.
#[derive(Debug, thiserror::Error)]
pub enum ReadBackError {
    /// It cannot be read.
    #[error("rio_turtle cannot read it: {0}")]
    Syntax(#[from] TurtleError),
    /// Something else stands there.
    #[error("{found} stands where {wanted} was to stand")]
    Other {
        /// What was to be written.
        wanted: String,
        /// What was read.
        found: String,
    },
    /// Something is missing.
    #[error("{0} is missing at its end")]
    Missing(String),
}

/// Holds a text against the quads that it was written from, in the order in which they were written.
///
/// # Errors
/// At the first difference.
pub(super) fn check(text: &str, syntax: Syntax, written: &[Quad]) -> Result<(), ReadBackError> {
    let mut wanted = written.iter();
    let mut compare = |found: Quad| match wanted.next() {
        Some(quad) if *quad == found => Ok(()),
        quad => Err(ReadBackError::Other {
            wanted: quad.map_or_else(|| "nothing more".to_owned(), ToString::to_string),
            found: found.to_string(),
        }),
    };
    let mut quad =
        |quad: rio::Quad<'_>| compare(own(quad.subject, quad.predicate, quad.object, quad.graph_name));
    let bytes = text.as_bytes();
    match syntax {
        Syntax::Turtle => TurtleParser::new(bytes, None).parse_all(&mut |triple: rio::Triple<'_>| {
            quad(rio::Quad {
                subject: triple.subject,
                predicate: triple.predicate,
                object: triple.object,
                graph_name: None,
            })
        })?,
        Syntax::TriG => TriGParser::new(bytes, None).parse_all(&mut quad)?,
        Syntax::NQuads => NQuadsParser::new(bytes).parse_all(&mut quad)?,
    }
    match wanted.next() {
        Some(quad) => Err(ReadBackError::Missing(quad.to_string())),
        None => Ok(()),
    }
}

/// What the other library read, in the terms of ours.
fn own(
    subject: rio::Subject<'_>,
    predicate: rio::NamedNode<'_>,
    object: rio::Term<'_>,
    graph: Option<rio::GraphName<'_>>,
) -> Quad {
    let subject = match subject {
        rio::Subject::NamedNode(subject) => NamedOrBlankNode::NamedNode(node(subject)),
        rio::Subject::BlankNode(subject) => NamedOrBlankNode::BlankNode(blank(subject)),
        // RDF-star, which the parsers read and we never write: nothing that we wrote equals this node.
        rio::Subject::Triple(triple) => NamedOrBlankNode::NamedNode(quoted(triple)),
    };
    let object = match object {
        rio::Term::NamedNode(object) => Term::NamedNode(node(object)),
        rio::Term::BlankNode(object) => Term::BlankNode(blank(object)),
        rio::Term::Literal(object) => Term::Literal(literal(object)),
        rio::Term::Triple(triple) => Term::NamedNode(quoted(triple)),
    };
    let graph = match graph {
        None => GraphName::DefaultGraph,
        Some(rio::GraphName::NamedNode(graph)) => GraphName::NamedNode(node(graph)),
        Some(rio::GraphName::BlankNode(graph)) => GraphName::BlankNode(blank(graph)),
    };
    Quad::new(subject, node(predicate), object, graph)
}

fn node(node: rio::NamedNode<'_>) -> NamedNode {
    NamedNode::new_unchecked(node.iri)
}

fn blank(node: rio::BlankNode<'_>) -> BlankNode {
    BlankNode::new_unchecked(node.id)
}

fn quoted(triple: &rio::Triple<'_>) -> NamedNode {
    NamedNode::new_unchecked(triple.to_string())
}

fn literal(literal: rio::Literal<'_>) -> Literal {
    match literal {
        rio::Literal::Simple { value } => Literal::new_simple_literal(value),
        rio::Literal::LanguageTaggedString { value, language } => {
            Literal::new_language_tagged_literal_unchecked(value, language)
        }
        rio::Literal::Typed { value, datatype } => Literal::new_typed_literal(value, node(datatype)),
    }
}
