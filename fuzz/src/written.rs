//! Turtle and TriG of any nodes and words, read back with a parser that shares nothing with the writer.

use arbitrary::{Arbitrary, Unstructured};
use onrecord::mention::Kind;
use onrecord::rdf::iri::Base;
use onrecord::rdf::order::sorted;
use onrecord::rdf::turtle;
use onrecord::rdf::vocabulary::PREFIXES;
use oxigraph::model::{GraphName, Literal, NamedNode, Quad, Term};
use rio_api::model as rio;
use rio_api::parser::QuadsParser;
use rio_turtle::{TriGParser, TurtleError};

/// More quads than that tell nothing new.
const MOST: usize = 24;

/// What is written must read back as it was, in its order.
pub fn turtle(data: &[u8]) {
    let mut input = Unstructured::new(data);
    let mut quads = Vec::new();
    while !input.is_empty() && quads.len() < MOST {
        match quad(&mut input) {
            Ok(quad) => quads.extend(quad),
            Err(_) => break,
        }
    }
    let quads = sorted(quads);
    let text = turtle::turtle(&quads, Base::default().as_str());
    let mut wanted = quads.iter();
    let mut compare = |found: rio::Quad<'_>| {
        let found = own(&found);
        assert_eq!(Some(&found), wanted.next(), "in\n{text}");
        Ok::<(), TurtleError>(())
    };
    TriGParser::new(text.as_bytes(), None)
        .parse_all(&mut compare)
        .unwrap_or_else(|error| panic!("{error} in\n{text}"));
    assert_eq!(wanted.next(), None, "missing in\n{text}");
}

fn quad(input: &mut Unstructured<'_>) -> arbitrary::Result<Option<Quad>> {
    let (Some(subject), Some(property)) = (node(input)?, node(input)?) else {
        return Ok(None);
    };
    let words = <&str>::arbitrary(input)?;
    let object: Term = match u8::arbitrary(input)? % 4 {
        0 => match node(input)? {
            Some(node) => node.into(),
            None => return Ok(None),
        },
        1 => match Literal::new_language_tagged_literal(words, <&str>::arbitrary(input)?) {
            Ok(literal) => literal.into(),
            Err(_) => return Ok(None),
        },
        2 => match node(input)? {
            Some(datatype) => Literal::new_typed_literal(words, datatype).into(),
            None => return Ok(None),
        },
        _ => Literal::new_simple_literal(words).into(),
    };
    let graph = match u8::arbitrary(input)? % 3 {
        0 => GraphName::DefaultGraph,
        1 => Base::default().resolved().into(),
        _ => match node(input)? {
            Some(node) => node.into(),
            None => return Ok(None),
        },
    };
    Ok(Some(Quad::new(subject, property, object, graph)))
}

/// A node as the record makes them, one of the vocabulary, or an IRI that somebody gives, such as an identifier of a
/// gazetteer; `None` where it is no IRI.
fn node(input: &mut Unstructured<'_>) -> arbitrary::Result<Option<NamedNode>> {
    let base = Base::default();
    let how = u8::arbitrary(input)?;
    let words = <&str>::arbitrary(input)?;
    let made = match how % 8 {
        0 => base.claim(words),
        1 => base.role(words),
        2 => base.interval(words, words),
        3 => base.entity(*input.choose(&Kind::ALL)?, words),
        4 => base.round(words, Some(words), None),
        5 => {
            let (_, namespace) = input.choose(PREFIXES)?;
            return Ok(NamedNode::new(format!("{namespace}{words}")).ok());
        }
        6 => return Ok(NamedNode::new(format!("{}person/{words}", base.as_str())).ok()),
        _ => return Ok(NamedNode::new(words).ok()),
    };
    assert!(NamedNode::new(made.as_str()).is_ok(), "{made} is no IRI");
    Ok(Some(made))
}

/// What the other library read, in the terms of ours. We never write anything else.
fn own(quad: &rio::Quad<'_>) -> Quad {
    let node = |node: rio::NamedNode<'_>| NamedNode::new_unchecked(node.iri);
    let rio::Subject::NamedNode(subject) = quad.subject else {
        panic!("{} is no node of ours", quad.subject);
    };
    let object: Term = match quad.object {
        rio::Term::NamedNode(object) => node(object).into(),
        rio::Term::Literal(rio::Literal::Simple { value }) => Literal::new_simple_literal(value).into(),
        rio::Term::Literal(rio::Literal::LanguageTaggedString { value, language }) => {
            Literal::new_language_tagged_literal_unchecked(value, language).into()
        }
        rio::Term::Literal(rio::Literal::Typed { value, datatype }) => {
            Literal::new_typed_literal(value, node(datatype)).into()
        }
        other => panic!("{other} is no object of ours"),
    };
    let graph = match quad.graph_name {
        None => GraphName::DefaultGraph,
        Some(rio::GraphName::NamedNode(graph)) => node(graph).into(),
        Some(other) => panic!("{other} is no graph of ours"),
    };
    Quad::new(node(subject), node(quad.predicate), object, graph)
}
