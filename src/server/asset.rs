//! What pages load beside themselves, compiled in.

use super::page::file;
use axum::response::Response;

/// How everything looks.
pub(super) async fn style() -> Response {
    file("text/css; charset=utf-8", include_str!("style.css"))
}

/// Keys for the review, and light on an article's words.
pub(super) async fn script() -> Response {
    file("text/javascript; charset=utf-8", include_str!("script.js"))
}

/// A drawn graph that can be made larger and narrowed.
pub(super) async fn graph() -> Response {
    file("text/javascript; charset=utf-8", include_str!("graph.js"))
}

/// Terms that complete what is typed in the SPARQL editor.
pub(super) async fn editor() -> Response {
    file("text/javascript; charset=utf-8", include_str!("editor.js"))
}
