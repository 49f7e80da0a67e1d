//! Other sites, bodies without end and endless queries: refused, stopped.

use super::{HOST, Visitor};
use crate::server::link;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use std::time::Duration;

#[tokio::test]
async fn only_our_own_name_is_answered() {
    let visitor = Visitor::new();
    for host in ["127.0.0.1:7777", "localhost:7777", "[::1]:7777"] {
        let request = Request::get("/")
            .header("host", host)
            .body(Body::empty())
            .unwrap();
        assert_eq!(visitor.send(request).await.status, StatusCode::OK, "{host}");
    }
    for host in [
        "evil.example",
        "evil.example:7777",
        "localhost",
        "localhost:80",
        "localhost:77777",
        "127.0.0.1.evil.example:7777",
        "localhost:7777.evil.example",
        "0.0.0.0:7777",
        "",
    ] {
        for path in ["/", "/style.css", "/sparql?query=ASK{}", "/nothing/there"] {
            let request = Request::get(path)
                .header("host", host)
                .body(Body::empty())
                .unwrap();
            let status = visitor.send(request).await.status;
            assert_eq!(status, StatusCode::MISDIRECTED_REQUEST, "{host}{path}");
        }
    }
    let nameless = Request::get("/").body(Body::empty()).unwrap();
    assert_eq!(
        visitor.send(nameless).await.status,
        StatusCode::MISDIRECTED_REQUEST
    );
    let twice = Visitor::request("GET", "/").header("host", "evil.example");
    let twice = visitor.send(twice.body(Body::empty()).unwrap()).await;
    assert_eq!(twice.status, StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn every_answer_tells_the_browser_what_is_ours() {
    let visitor = Visitor::new();
    for path in [
        "/",
        "/style.css",
        "/claims.json",
        "/person/nobody",
        "/sparql?query=nonsense",
        "/graph.svg",
    ] {
        let answered = visitor.get(path).await;
        let policy = answered.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; style-src 'self'; "),
            "{path}: {policy}"
        );
        assert!(!policy.contains("unsafe"));
        assert_eq!(answered.header("x-content-type-options"), "nosniff");
        assert_eq!(answered.header("referrer-policy"), "same-origin");
        assert_eq!(answered.header("x-frame-options"), "DENY");
        assert_eq!(answered.header("access-control-allow-origin"), "");
    }
}

#[tokio::test]
async fn nothing_is_written_from_elsewhere() {
    let visitor = Visitor::new();
    let leaks = visitor.claim("it leaks", "attribution_iri").await;
    let token = visitor.shared.token.clone();
    let own = format!("http://{HOST}");
    for (origin, token) in [
        (Some("https://evil.example"), token.as_str()),
        (Some("null"), &token),
        (None, &token),
        (Some("http://localhost:8888"), &token),
        (Some("http://127.0.0.1:7777"), &token),
        (Some(&own), "0123456789abcdef0123456789abcdef"),
        (Some(&own), ""),
    ] {
        let mut request =
            Visitor::request("POST", "/judge").header("content-type", "application/x-www-form-urlencoded");
        if let Some(origin) = origin {
            request = request.header("origin", origin);
        }
        let fields = [
            ("verdict", "reject"),
            ("target", leaks.as_str()),
            ("token", token),
        ];
        let body = Body::from(link::query(fields));
        let answered = visitor.send(request.body(body).unwrap()).await;
        assert_eq!(answered.status, StatusCode::FORBIDDEN, "{origin:?} {token}");
    }
    assert_eq!(visitor.get("/judge").await.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(visitor.get("/claims.json").await.body.contains("it leaks"));
}

#[tokio::test]
async fn a_body_has_its_limit() {
    let visitor = Visitor::new();
    let long = "x".repeat(300 * 1024);
    assert_eq!(
        visitor.fill(&[("verdict", &long)]).await.status,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    let query = Visitor::request("POST", "/sparql").header("content-type", "application/sparql-query");
    let answered = visitor.send(query.body(Body::from(long)).unwrap()).await;
    assert_eq!(answered.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn paths_reach_nothing_but_the_record() {
    let visitor = Visitor::new();
    for path in [
        "/../../etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/style.css/../../Cargo.toml",
        "/%00",
        "/person/%3Cscript%3E",
        "/person/%ff",
    ] {
        let answered = visitor.get(path).await;
        assert!(
            [StatusCode::NOT_FOUND, StatusCode::BAD_REQUEST].contains(&answered.status),
            "{path}: {}",
            answered.status
        );
        assert!(!answered.body.contains("<script>"), "{path}");
    }
}

/// Without end for all that anybody waits; it reads quads all the time, and so it stops when it is told to.
pub(super) const ENDLESS: &str =
    "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?a ?b ?c . ?d ?e ?f . ?h ?i ?j . ?k ?l ?m . ?n1 ?n2 ?n3 } }";

#[tokio::test]
async fn a_query_without_end_is_cut_off_and_others_are_answered() {
    let visitor = Visitor::new();
    let path = format!("/sparql?{}", link::query([("query", ENDLESS)]));
    let endless = visitor.get_as(&path, "application/json");
    let others = async {
        visitor.get("/").await.page();
        visitor.get("/sparql?query=ASK%7B%7D").await.page();
    };
    let (cut_off, ()) = tokio::join!(endless, others);
    assert_eq!(cut_off.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(
        cut_off.body.contains("took longer than 5 seconds"),
        "{}",
        cut_off.body
    );
}

#[tokio::test]
async fn a_query_stops_when_its_client_goes_away() {
    let visitor = Visitor::new();
    let path = format!("/sparql?{}", link::query([("query", ENDLESS)]));
    for _ in 0..10 {
        tokio::select! {
            answered = visitor.get_as(&path, "application/json") => panic!("{}", answered.body),
            () = tokio::time::sleep(Duration::from_millis(50)) => {}
        }
    }
    // All ten had turns, so they must have given them back.
    visitor.get("/sparql?query=ASK%7B%7D").await.page();
}

#[tokio::test]
async fn other_sites_may_link_to_us_and_nothing_else() {
    let visitor = Visitor::new();
    let asked = async |path: &str, site: &str, mode: &str| {
        let request = Visitor::request("GET", path)
            .header("sec-fetch-site", site)
            .header("sec-fetch-mode", mode);
        visitor.send(request.body(Body::empty()).unwrap()).await.status
    };
    assert_eq!(asked("/claims", "cross-site", "navigate").await, StatusCode::OK);
    assert_eq!(asked("/claims", "same-origin", "no-cors").await, StatusCode::OK);
    for (path, site, mode) in [
        ("/claims", "cross-site", "no-cors"),
        ("/graph.svg", "same-site", "no-cors"),
        ("/sparql?query=ASK%7B%7D", "cross-site", "navigate"),
        ("/api/claims", "cross-site", "cors"),
    ] {
        assert_eq!(
            asked(path, site, mode).await,
            StatusCode::FORBIDDEN,
            "{path} {site} {mode}"
        );
    }
}

#[tokio::test]
async fn nothing_is_fetched_and_nothing_is_updated() {
    let visitor = Visitor::new();
    let service = "SELECT * { SERVICE <http://127.0.0.1:1/sparql> { ?s ?p ?o } }";
    let path = format!("/sparql?{}", link::query([("query", service)]));
    assert!(
        visitor
            .get_as(&path, "application/json")
            .await
            .status
            .is_server_error()
    );
    for update in [
        "DROP ALL",
        "LOAD <file:///etc/passwd>",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    ] {
        let path = format!("/sparql?{}", link::query([("query", update)]));
        let answered = visitor.get_as(&path, "application/json").await;
        assert_eq!(answered.status, StatusCode::BAD_REQUEST, "{}", answered.body);
    }
}
