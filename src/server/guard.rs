//! Who may ask for what: this machine's own browser, from our own pages.
//!
//! The server has no accounts. What keeps other sites out of it is here: a request must name this server as its host,
//! or a site could point a name of its own at it; what writes must come from a page of ours, which alone knows the token;
//! and every answer tells the browser to run, load and frame nothing that is not ours.

use super::problem::Problem;
use super::shared::Shared;
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderName, HeaderValue, ORIGIN, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use std::time::Duration;

/// How long one request may take in all, a body that comes drop by drop included.
const LONGEST: Duration = Duration::from_secs(90);

const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; \
                      form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// What every answer says to the browser. The referrer goes to our own pages alone: with `no-referrer` browsers would
/// send our own forms with the origin `null`, as if they came from anywhere.
fn headers() -> [(HeaderName, &'static str); 6] {
    [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "same-origin"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (CACHE_CONTROL, "no-cache"),
    ]
}

/// Lets a request through that is meant for this server, and adds the headers to its answer.
pub(super) async fn watch(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let allowed = named_host(request.headers(), shared.settings.port)
        .and_then(|_| refuse_other_sites(request.headers(), request.uri().path()));
    let mut response = match allowed {
        Err(problem) => problem.into_response(),
        Ok(()) => match tokio::time::timeout(LONGEST, next.run(request)).await {
            Ok(response) => response,
            Err(_) => Problem::new(
                StatusCode::REQUEST_TIMEOUT,
                "The request took too long and was given up.",
                "Ask for less, or try again.",
            )
            .into_response(),
        },
    };
    for (name, value) in headers() {
        response
            .headers_mut()
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    response
}

/// The host that a request names, where it is this server.
fn named_host(headers: &HeaderMap, port: u16) -> Result<&str, Problem> {
    let mut hosts = headers.get_all(HOST).iter();
    let host = match (hosts.next(), hosts.next()) {
        (Some(host), None) => host.to_str().unwrap_or_default(),
        _ => "",
    };
    let names_us = ["127.0.0.1", "localhost", "[::1]"].iter().any(|name| {
        host.strip_prefix(name)
            .is_some_and(|rest| rest == format!(":{port}") || (port == 80 && rest.is_empty()))
    });
    if names_us {
        return Ok(host);
    }
    Err(Problem::new(
        StatusCode::MISDIRECTED_REQUEST,
        "This server answers only on the machine that it runs on.",
        format!("Open http://localhost:{port}/ there."),
    ))
}

/// Other sites may lead the reader to a page of ours and do nothing else: no picture or form of theirs shall make us
/// work. Browsers say where a request comes from; programs say nothing.
fn refuse_other_sites(headers: &HeaderMap, path: &str) -> Result<(), Problem> {
    let said = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let is_foreign = matches!(said("sec-fetch-site"), Some("cross-site" | "same-site"));
    let is_link = said("sec-fetch-mode") == Some("navigate") && path != "/sparql";
    match is_foreign && !is_link {
        true => Err(Problem::refused(
            "Another site asked for this.",
            "Open the page here instead.",
        )),
        false => Ok(()),
    }
}

/// Whether a request that writes comes from a page of ours and has its token.
pub(super) fn may_write(headers: &HeaderMap, token: &str, shared: &Shared) -> Result<(), Problem> {
    let host = named_host(headers, shared.settings.port)?;
    let origin = headers.get(ORIGIN).and_then(|origin| origin.to_str().ok());
    if origin.and_then(|origin| origin.strip_prefix("http://")) != Some(host) {
        return Err(Problem::refused(
            "This form did not come from a page of this server.",
            "Open the page here and judge there.",
        ));
    }
    if token != shared.token {
        return Err(Problem::refused(
            "This page is older than the server that runs now.",
            "Load the page again, then judge.",
        ));
    }
    Ok(())
}
