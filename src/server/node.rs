//! A node as the triples that it stands in: as RDF, or as tables where there is no better page for it.

use super::link;
use super::page::{Frame, file, html};
use super::problem::Problem;
use super::shared::Shared;
use crate::query::Answer;
use crate::query::format::{self, Format, Layout};
use crate::store::StoreError;
use askama::Template;
use axum::response::Response;
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term, Triple};

/// How a node can be had: the page first.
pub(super) const DATA: [(&str, Option<Format>); 4] = [
    ("text/html", None),
    ("text/turtle", Some(Format::Turtle)),
    ("application/n-triples", Some(Format::NTriples)),
    ("text/plain", Some(Format::NTriples)),
];

/// How many triples are told of a node at most: a country may stand in very many.
const MOST: usize = 20_000;

/// What is told of a node and what is told with it; of an article, all that was found in it. What is kept for comparing
/// alone says nothing to anybody else.
fn quads(shared: &Shared, node: &NamedNode) -> Result<Vec<Quad>, StoreError> {
    let record = shared.record();
    let index = GraphName::from(record.base().index());
    let told = record.quads_with(Some(node.as_ref()), None, None);
    let with_it = record.quads_with(None, None, Some(node.as_ref().into()));
    let inside = record.graph(node.as_ref());
    told.chain(with_it)
        .chain(inside)
        .filter(|quad| !quad.as_ref().is_ok_and(|quad| quad.graph_name == index))
        .take(MOST)
        .collect()
}

/// The triples of a node.
pub(super) fn data(shared: &Shared, node: &NamedNode, format: Format) -> Result<Response, Problem> {
    let triples: Vec<Triple> = quads(shared, node)?.into_iter().map(Triple::from).collect();
    if triples.is_empty() {
        return Err(Problem::missing(node.as_str()));
    }
    let answer = Answer::Graph {
        cut: triples.len() == MOST,
        triples,
    };
    let layout = Layout {
        width: 0,
        base: shared.base().as_str(),
    };
    let mut written = Vec::new();
    format::write(&answer, Some(format), layout, &mut written)?;
    let kind = match format {
        Format::NTriples => "application/n-triples",
        _ => "text/turtle; charset=utf-8",
    };
    Ok(file(kind, written))
}

/// A term in a table.
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) href: Option<String>,
}

impl Cell {
    /// Whether it is a day, a number or a word, which had better not be broken.
    pub(super) fn is_short(&self) -> bool {
        const SHORT: usize = 12;
        self.text.chars().count() <= SHORT
    }

    pub(super) fn of(term: &Term, shared: &Shared) -> Self {
        Self {
            text: format::shown(term, shared.base().as_str()),
            href: match term {
                Term::NamedNode(node) => link::of_node(shared.base(), node.as_str()),
                _ => None,
            },
        }
    }
}

#[derive(Template)]
#[template(path = "node.html")]
struct NodePage {
    frame: Frame,
    iri: String,
    told: Vec<[Cell; 2]>,
    with_it: Vec<[Cell; 2]>,
    turtle: String,
}

/// A page of nothing but triples.
pub(super) fn page(shared: &Shared, node: &NamedNode) -> Result<Response, Problem> {
    let mut quads = crate::rdf::order::sorted(quads(shared, node)?);
    quads.dedup_by(|one, other| {
        (&one.subject, &one.predicate, &one.object) == (&other.subject, &other.predicate, &other.object)
    });
    if quads.is_empty() {
        return Err(Problem::missing(node.as_str()));
    }
    let cell = |term: Term| Cell::of(&term, shared);
    let subject = NamedOrBlankNode::from(node.clone());
    let (told, with_it): (Vec<Quad>, Vec<Quad>) = quads.into_iter().partition(|quad| quad.subject == subject);
    let told = told
        .into_iter()
        .map(|quad| [cell(quad.predicate.into()), cell(quad.object)]);
    let with_it = with_it
        .into_iter()
        .map(|quad| [cell(quad.subject.into()), cell(quad.predicate.into())]);
    html(&NodePage {
        frame: Frame::new(format::shown(&node.clone().into(), shared.base().as_str()), ""),
        iri: node.as_str().to_owned(),
        told: told.collect(),
        with_it: with_it.collect(),
        turtle: format!("/iri?{}", link::query([("iri", node.as_str())])),
    })
}
