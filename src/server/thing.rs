//! Whatever has an IRI in the record: its page for people, its triples for programs.

use super::node::{self, DATA};
use super::problem::Problem;
use super::shared::Shared;
use super::{article, claim, entity, link, negotiate};
use crate::dossier::{self, Thing};
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::http::header::VARY;
use axum::response::{IntoResponse, Redirect, Response};
use oxigraph::model::NamedNode;
use serde::Deserialize;
use std::sync::Arc;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    iri: String,
}

/// The thing of a path.
pub(super) async fn at_path(
    State(shared): State<Arc<Shared>>,
    Path(path): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let node = shared.base().at(&path);
    let node = node.ok_or_else(|| Problem::missing(&format!("/{path}")))?;
    show(&shared, node, &headers).await
}

/// The thing of a whole IRI, of the record or of the vocabularies in use.
pub(super) async fn by_iri(
    State(shared): State<Arc<Shared>>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let node = NamedNode::new(asked.iri.trim()).map_err(|_| {
        Problem::bad(
            format!("“{}” is no IRI.", asked.iri),
            "Give a whole one, such as urn:onrecord:person/ana-reyes.",
        )
    })?;
    show(&shared, node, &headers).await
}

async fn show(shared: &Arc<Shared>, node: NamedNode, headers: &HeaderMap) -> Result<Response, Problem> {
    let wanted = negotiate::choose(headers, &DATA);
    let shown = shared
        .work(move |shared| match wanted {
            Some(Some(format)) => node::data(shared, &node, format),
            // A browser takes anything in the end; who takes none of what there is gets the page.
            Some(None) | None => page(shared, &node),
        })
        .await;
    shown.map(|page| ([(VARY, "accept")], page).into_response())
}

fn page(shared: &Shared, node: &NamedNode) -> Result<Response, Problem> {
    let Some(thing) = dossier::thing(shared, node.as_str())? else {
        return node::page(shared, node);
    };
    let (Thing::Article(iri) | Thing::Claim(iri) | Thing::Entity(iri)) = &thing;
    if iri != node.as_str() {
        return Ok(Redirect::to(&link::to(shared.base(), iri)).into_response());
    }
    match &thing {
        Thing::Article(iri) => article::page(shared, iri),
        Thing::Claim(iri) => claim::page(shared, iri),
        Thing::Entity(iri) => entity::page(shared, iri),
    }
}
