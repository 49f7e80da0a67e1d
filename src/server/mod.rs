//! The record in a browser, and for programs over HTTP: read, ask, judge. The only place that knows axum and tokio.
//!
//! Takes a [`Record`] and answers requests of the machine that it runs on: [`router`] gives the answers without a socket,
//! [`Server`] listens. Pages are made here from what `report`, `dossier`, `query`, `graph` and `review` give, by the
//! templates of `templates/`, which escape all that they are given: articles are hostile input. Work on the record is done off
//! the threads that talk to clients, within limits of time and rows.

/// Answers of queries as tables and formats.
mod answer;

/// The JSON API.
mod api;

/// An article with its claims marked.
mod article;

/// The stylesheet and the scripts.
mod asset;

/// Which claims are wanted.
mod choice;

/// A claim with its evidence.
mod claim;

/// What claims are chosen by.
mod columns;

/// Connections of clients.
mod connection;

/// Somebody or something.
mod entity;

/// Graphs.
mod graph;

/// The graphs of the record, one by one.
mod graph_store;

/// Who may ask for what.
mod guard;

/// The first page, and search.
mod home;

/// What lists and search are told from.
mod index;

/// Judging by a form, and the history of it.
mod judging;

/// Addresses of pages.
mod link;

/// The pages that list.
mod lists;

/// In which form an answer is wanted.
mod negotiate;

/// A node as triples.
mod node;

/// What all pages share.
mod page;

/// Lists, page by page.
mod pages;

/// A text with what was read in it marked.
mod passage;

/// What went wrong, in plain words.
mod problem;

/// Saved queries as forms.
mod queries;

/// The questions of the review.
mod queue;

/// How reports stand to others.
mod relations;

/// What nobody judged yet.
mod review;

/// Listening, and stopping.
mod run;

/// What was read when.
mod runs;

/// Sentences with words marked.
mod sentence;

/// The record as all requests share it.
mod shared;

/// The SPARQL editor and protocol.
mod sparql;

/// Whatever has an IRI.
mod thing;

/// What was said when, as a picture.
mod timeline;

/// A report as pages show it.
mod told;

/// Whose turn it is to ask.
mod turns;
/// The terms that a query may name.
mod vocabulary;

pub use run::Server;
pub use shared::{Settings, Shared};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{get, post};
use std::sync::Arc;

#[cfg(doc)]
use crate::store::Record;

/// How many bytes a form or a query may have.
const LARGEST_BODY: usize = 256 * 1024;

/// Answers every request for a record.
pub fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/", get(home::home))
        .route("/search", get(home::search))
        .route("/claims", get(lists::claims))
        .route("/claims.csv", get(lists::claims_csv))
        .route("/claims.json", get(lists::claims_json))
        .route("/articles", get(lists::articles))
        .route("/entities", get(lists::entities))
        .route("/outlets", get(lists::outlets))
        .route("/graph", get(graph::page))
        .route("/graph.svg", get(graph::picture))
        .route("/queries", get(queries::list))
        .route("/queries/{name}", get(queries::one))
        .route("/sparql", get(sparql::get).post(sparql::post))
        .route("/rdf-graph-store", get(graph_store::read))
        .route("/review", get(review::page))
        .route("/judge", post(judging::judge))
        .route("/judgements", get(judging::history))
        .route("/runs", get(runs::page))
        .route("/iri", get(thing::by_iri))
        .route("/api/claims", get(api::claims))
        .route("/api/entities", get(api::entities))
        .route("/api/articles", get(api::articles))
        .route("/api/search", get(api::search))
        .route("/api/openapi.json", get(api::description))
        .route("/style.css", get(asset::style))
        .route("/script.js", get(asset::script))
        .route("/graph.js", get(asset::graph))
        .route("/editor.js", get(asset::editor))
        // What is none of these is the path of something on the record: /person/ana-reyes.
        .route("/{*path}", get(thing::at_path))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(middleware::from_fn_with_state(Arc::clone(&shared), guard::watch))
        .with_state(shared)
}

#[cfg(test)]
mod tests;
