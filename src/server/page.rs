//! What all pages share: the frame around them, and how they are sent.

use super::problem::Problem;
use askama::Template;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

/// The part of a page that is the same everywhere.
pub(super) struct Frame {
    /// The page's title.
    pub(super) title: String,
    /// The entry of the navigation that it belongs to.
    pub(super) section: &'static str,
    /// The words in the search box.
    pub(super) searched: String,
}

impl Frame {
    pub(super) fn new(title: impl Into<String>, section: &'static str) -> Self {
        Self {
            title: title.into(),
            section,
            searched: String::new(),
        }
    }

    /// The entries of the navigation: address and name.
    pub(super) fn sections(&self) -> [(&'static str, &'static str); 9] {
        [
            ("/claims", "Claims"),
            ("/articles", "Articles"),
            ("/entities", "Who and what"),
            ("/outlets", "Outlets"),
            ("/graph", "Graph"),
            ("/queries", "Queries"),
            ("/sparql", "SPARQL"),
            ("/review", "Review"),
            ("/runs", "Runs"),
        ]
    }
}

/// A page, written out with everything in it escaped.
pub(super) fn html(page: &impl Template) -> Result<Response, Problem> {
    let kind = [(CONTENT_TYPE, "text/html; charset=utf-8")];
    Ok((kind, page.render()?).into_response())
}

/// A file of some kind that was made.
pub(super) fn file(kind: &'static str, contents: impl Into<Vec<u8>>) -> Response {
    ([(CONTENT_TYPE, kind)], contents.into()).into_response()
}
