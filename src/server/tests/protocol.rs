//! What programs meet: the SPARQL 1.1 Protocol, the JSON API, and data for every IRI.
//!
//! The cases of the protocol are those of the W3C's tests that concern queries (`protocol/manifest.ttl`).

use super::{Answered, Visitor};
use crate::server::link;
use axum::body::Body;
use axum::http::StatusCode;
use oxigraph::model::Triple;

const JSON: &str = "application/sparql-results+json";
const FORM: &str = "application/x-www-form-urlencoded";

async fn asked(visitor: &Visitor, parameters: &[(&str, &str)], accept: &str) -> Answered {
    let path = format!("/sparql?{}", link::query(parameters.iter().copied()));
    visitor.get_as(&path, accept).await
}

async fn posted(visitor: &Visitor, path: &str, kind: &str, body: impl Into<Body>) -> Answered {
    let request = Visitor::request("POST", path)
        .header("content-type", kind)
        .header("accept", JSON);
    visitor.send(request.body(body.into()).unwrap()).await
}

#[tokio::test]
async fn a_query_comes_by_address_by_form_or_by_itself() {
    let visitor = Visitor::new();
    let by_address = asked(&visitor, &[("query", "ASK {}")], JSON).await;
    let by_form = posted(&visitor, "/sparql", FORM, "query=ASK%20%7B%7D").await;
    let by_itself = posted(&visitor, "/sparql", "application/sparql-query", "ASK {}").await;
    let with_charset = posted(
        &visitor,
        "/sparql",
        "application/sparql-query; charset=utf-8",
        "ASK {}",
    )
    .await;
    for answered in [by_address, by_form, by_itself, with_charset] {
        assert_eq!(answered.status, StatusCode::OK, "{}", answered.body);
        assert_eq!(answered.header("content-type"), JSON);
        assert_eq!(answered.body.trim(), r#"{"head":{},"boolean":true}"#);
    }
}

#[tokio::test]
async fn what_is_no_query_is_refused_as_the_standard_says() {
    let visitor = Visitor::new();
    for (parameters, status) in [
        (
            &[("query", "ASK {}"), ("query", "SELECT * {}")][..],
            StatusCode::BAD_REQUEST,
        ),
        (&[("query", "ASK {")], StatusCode::BAD_REQUEST),
        (&[("update", "CLEAR ALL")], StatusCode::FORBIDDEN),
        (
            &[("query", "ASK {}"), ("default-graph-uri", "no iri")],
            StatusCode::BAD_REQUEST,
        ),
    ] {
        assert_eq!(
            asked(&visitor, parameters, JSON).await.status,
            status,
            "{parameters:?}"
        );
    }
    for (kind, body, status) in [
        ("text/plain", "ASK {}", StatusCode::UNSUPPORTED_MEDIA_TYPE),
        ("", "ASK {}", StatusCode::UNSUPPORTED_MEDIA_TYPE),
        (FORM, "", StatusCode::BAD_REQUEST),
        (
            FORM,
            "query=ASK%20%7B%7D&query=ASK%20%7B%7D",
            StatusCode::BAD_REQUEST,
        ),
        (FORM, "update=CLEAR%20ALL", StatusCode::FORBIDDEN),
        ("application/sparql-update", "CLEAR ALL", StatusCode::FORBIDDEN),
        ("application/sparql-query", "CLEAR ALL", StatusCode::BAD_REQUEST),
    ] {
        let answered = posted(&visitor, "/sparql", kind, body).await;
        assert_eq!(answered.status, status, "{kind} {body}: {}", answered.body);
    }
    let not_utf8 = posted(&visitor, "/sparql", "application/sparql-query", vec![0xff, 0xfe]).await;
    assert_eq!(not_utf8.status, StatusCode::BAD_REQUEST);
    for method in ["PUT", "DELETE", "PATCH"] {
        let request = Visitor::request(method, "/sparql?query=ASK%7B%7D");
        let answered = visitor.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answered.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert!(answered.header("allow").contains("POST"));
    }
}

#[tokio::test]
async fn the_answer_takes_the_form_that_is_wanted() {
    let visitor = Visitor::new();
    let select = "SELECT ?name { GRAPH ?g { <urn:onrecord:person/ana-reyes> skos:prefLabel ?name } }";
    let construct = "CONSTRUCT WHERE { <urn:onrecord:person/ana-reyes> skos:prefLabel ?name }";
    for (query, accept, kind) in [
        (
            select,
            "application/sparql-results+json",
            "application/sparql-results+json",
        ),
        (select, "application/json", "application/sparql-results+json"),
        (
            select,
            "application/sparql-results+xml",
            "application/sparql-results+xml",
        ),
        (select, "text/csv", "text/csv; charset=utf-8"),
        (
            select,
            "text/tab-separated-values",
            "text/tab-separated-values; charset=utf-8",
        ),
        (select, "*/*", "application/sparql-results+json"),
        (select, "text/html", "text/html; charset=utf-8"),
        (construct, "text/turtle", "text/turtle; charset=utf-8"),
        (construct, "application/n-triples", "application/n-triples"),
        (construct, "*/*", "text/turtle; charset=utf-8"),
    ] {
        let answered = asked(&visitor, &[("query", query)], accept).await;
        assert_eq!(answered.status, StatusCode::OK, "{accept}: {}", answered.body);
        assert_eq!(answered.header("content-type"), kind, "{accept}");
        assert!(answered.body.contains("Ana Reyes"), "{accept}: {}", answered.body);
    }
    let unheard = asked(&visitor, &[("query", select)], "image/png").await;
    assert_eq!(unheard.status, StatusCode::NOT_ACCEPTABLE);
}

#[tokio::test]
async fn graphs_are_chosen_by_the_protocol() {
    let visitor = Visitor::new();
    let (resolved, nowhere) = ("urn:onrecord:resolved", "urn:x:nowhere");
    let default = "ASK { <urn:onrecord:person/ana-reyes> skos:prefLabel ?name }";
    let named = "ASK { GRAPH ?g { <urn:onrecord:person/ana-reyes> skos:prefLabel ?name } }";
    for (query, parameters, truth) in [
        (default, &[][..], true),
        (default, &[("default-graph-uri", resolved)], true),
        (default, &[("default-graph-uri", nowhere)], false),
        (
            default,
            &[("default-graph-uri", nowhere), ("default-graph-uri", resolved)],
            true,
        ),
        (default, &[("named-graph-uri", resolved)], false),
        (named, &[("named-graph-uri", resolved)], true),
        (named, &[("named-graph-uri", nowhere)], false),
        (named, &[("default-graph-uri", resolved)], false),
    ] {
        let mut all = vec![("query", query)];
        all.extend(parameters);
        let answered = asked(&visitor, &all, JSON).await;
        let wanted = format!("\"boolean\":{truth}");
        assert!(
            answered.body.contains(&wanted),
            "{parameters:?}: {}",
            answered.body
        );
        let path = format!("/sparql?{}", link::query(parameters.iter().copied()));
        let posted = posted(&visitor, &path, "application/sparql-query", query).await;
        assert!(posted.body.contains(&wanted), "{parameters:?}: {}", posted.body);
    }
}

/// The triples of a text, which must be right.
fn read(turtle: &str) -> Vec<Triple> {
    let triples = oxttl::TurtleParser::new()
        .for_slice(turtle)
        .collect::<Result<Vec<_>, _>>();
    triples.unwrap_or_else(|error| panic!("{error}: {turtle}"))
}

#[tokio::test]
async fn the_service_describes_itself() {
    let visitor = Visitor::new();
    let described = visitor.get_as("/sparql", "text/turtle").await;
    assert!(
        described
            .body
            .contains("sd:endpoint <http://localhost:7777/sparql>")
    );
    assert!(read(&described.body).len() > 8);
    let ntriples = visitor.get_as("/sparql", "application/n-triples").await;
    assert_eq!(read(&ntriples.body).len(), read(&described.body).len());
}

#[tokio::test]
async fn graphs_are_read_one_by_one_or_together() {
    let visitor = Visitor::new();
    let get = async |address: &str, accept: &str| {
        let path = format!("/rdf-graph-store?{address}");
        visitor.get_as(&path, accept).await
    };
    let resolved = get("graph=urn%3Aonrecord%3Aresolved", "text/turtle").await;
    let all = get("default", "application/n-triples").await;
    let (resolved, all) = (read(&resolved.body), read(&all.body));
    assert!(resolved.len() > 20 && resolved.iter().all(|triple| all.contains(triple)));
    for (address, accept, status) in [
        ("graph=urn%3Ax%3Anowhere", "text/turtle", StatusCode::NOT_FOUND),
        ("graph=no+iri", "text/turtle", StatusCode::BAD_REQUEST),
        ("", "text/turtle", StatusCode::BAD_REQUEST),
        ("default", "image/png", StatusCode::NOT_ACCEPTABLE),
    ] {
        assert_eq!(get(address, accept).await.status, status, "{address}");
    }
    let put = Visitor::request("PUT", "/rdf-graph-store?default");
    let answered = visitor.send(put.body(Body::empty()).unwrap()).await;
    assert_eq!(answered.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn every_iri_is_data_too() {
    let visitor = Visitor::new();
    let claim = visitor.claim("the dam was leaking", "claim_iri").await;
    let article = visitor.claim("it leaks", "article_iri").await;
    for path in [
        "person/ana-reyes",
        claim.as_str(),
        &article,
        "event/merrow-talks",
        "record",
    ] {
        let data = visitor.get_as(&format!("/{path}"), "text/turtle").await;
        assert_eq!(data.status, StatusCode::OK, "{path}: {}", data.body);
        assert_eq!(data.header("vary"), "accept");
        let triples = read(&data.body);
        let iri = format!("<urn:onrecord:{path}>");
        assert!(
            triples.iter().any(|triple| triple.to_string().contains(&iri)),
            "{path}: {}",
            data.body
        );
    }
    let attribution = visitor.claim("it leaks", "attribution_iri").await;
    let by_iri = format!(
        "/iri?{}",
        link::query([("iri", format!("urn:onrecord:{attribution}").as_str())])
    );
    let data = visitor.get_as(&by_iri, "application/n-triples").await;
    assert!(data.body.contains("grasp#Attribution"), "{}", data.body);
    assert_eq!(
        visitor.get_as("/person/nobody", "text/turtle").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        visitor.get("/iri?iri=not+one").await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn the_api_answers_as_its_description_says() {
    let visitor = Visitor::new();
    let json = |answered: Answered| -> serde_json::Value {
        assert_eq!(answered.header("content-type"), "application/json");
        serde_json::from_str(&answered.body).unwrap()
    };
    let description = json(visitor.get("/api/openapi.json").await);
    let schemas = &description["components"]["schemas"];
    let as_described = |item: &serde_json::Value, schema: &str| {
        let known = schemas[schema]["properties"].as_object().unwrap();
        let told = item.as_object().unwrap();
        for name in told.keys() {
            assert!(
                known.contains_key(name),
                "{schema} has {name}, which is not described"
            );
        }
        for name in schemas[schema]["required"].as_array().unwrap() {
            assert!(told.contains_key(name.as_str().unwrap()), "{schema} lacks {name}");
        }
    };
    for (path, schema) in [
        ("claims", "Claim"),
        ("entities", "Entity"),
        ("articles", "Article"),
    ] {
        assert!(description["paths"][format!("/api/{path}")].is_object());
        let list = json(visitor.get(&format!("/api/{path}")).await);
        let items = list["items"].as_array().unwrap();
        assert_eq!(list["total"], items.len());
        assert!(!items.is_empty());
        items.iter().for_each(|item| as_described(item, schema));
    }
    let found = json(visitor.get("/api/search?q=reyes").await);
    assert_eq!(found["entities"][0]["label"], "Ana Reyes");
    as_described(&found["claims"][0], "Claim");
    let denials = json(visitor.get("/api/claims?attitude=denies").await);
    assert_eq!(denials["total"], 3);
}
