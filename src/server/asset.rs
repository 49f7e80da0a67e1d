//! What pages load beside themselves, compiled in.

use super::page::file;
use axum::response::Response;

/// How everything looks.
pub(super) async fn style() -> Response {
    file("text/css; charset=utf-8", include_str!("style.css"))
}

/// Keys for the review.
pub(super) async fn script() -> Response {
    file("text/javascript; charset=utf-8", include_str!("script.js"))
}
