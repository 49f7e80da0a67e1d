//! The graphs of the record one by one (SPARQL 1.1 Graph Store HTTP Protocol), for reading.

use super::answer::written;
use super::negotiate;
use super::problem::Problem;
use super::shared::Shared;
use crate::query::Answer;
use crate::query::format::Format;
use crate::store::StoreError;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use oxigraph::model::{NamedNode, Quad, Triple};
use serde::Deserialize;
use std::sync::Arc;

/// How many triples are given at most. More are refused: whoever reads a graph takes it for the whole.
const MOST: usize = 500_000;

const FORMATS: [(&str, Format); 4] = [
    ("text/turtle", Format::Turtle),
    ("application/n-triples", Format::NTriples),
    ("application/rdf+xml", Format::RdfXml),
    ("text/plain", Format::NTriples),
];

/// Which graph: one by its IRI, or the default graph, which is all of them together.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    graph: Option<String>,
    default: Option<String>,
}

pub(super) async fn read(
    State(shared): State<Arc<Shared>>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let answered = match negotiate::choose(&headers, &FORMATS) {
        Some(format) => shared.work(move |shared| graph(shared, asked, format)).await,
        None => Err(Problem::new(
            StatusCode::NOT_ACCEPTABLE,
            "A graph cannot be given in a format that is accepted.",
            "Accept text/turtle, application/n-triples or application/rdf+xml.",
        )),
    };
    answered.unwrap_or_else(|problem| problem.as_text())
}

fn graph(shared: &Shared, asked: Asked, format: Format) -> Result<Response, Problem> {
    let triples = match (asked.graph, asked.default) {
        (Some(iri), None) => {
            let name = NamedNode::new(&iri);
            let name =
                name.map_err(|_| Problem::bad(format!("“{iri}” is no IRI."), "Give that of a graph."))?;
            let triples = triples(shared.record().graph(name.as_ref()))?;
            if triples.is_empty() {
                return Err(Problem::missing(&iri));
            }
            triples
        }
        (None, Some(_)) => triples(shared.record().quads())?,
        _ => {
            return Err(Problem::bad(
                "It is not said which graph.",
                "Give ?graph=IRI, or ?default for all together.",
            ));
        }
    };
    if triples.len() > MOST {
        return Err(Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            format!("The graph has more than {MOST} triples."),
            "Take it with `onrecord export`.",
        ));
    }
    written(&Answer::Graph { triples, cut: false }, format, shared)
}

fn triples(quads: impl Iterator<Item = Result<Quad, StoreError>>) -> Result<Vec<Triple>, StoreError> {
    quads.take(MOST + 1).map(|quad| Ok(Triple::from(quad?))).collect()
}
