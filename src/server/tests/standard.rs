//! The W3C's tests of the SPARQL 1.1 Protocol and of the Graph Store Protocol, entry by entry of their manifests.
//!
//! `tests/fixtures/protocol.jsonl` and `tests/fixtures/graph-store.jsonl` have a line for each entry of
//! `sparql/sparql11/protocol/manifest.ttl` and `sparql/sparql11/http-rdf-update/manifest.ttl` of w3c/rdf-tests, by its name.
//! Nothing is updated here: what updates must be refused, and leave the record as it was.

use super::{Answered, Visitor};
use crate::rdf::vocabulary::schema;
use axum::body::Body;
use axum::http::StatusCode;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{Literal, NamedNode, Quad, Triple};
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Debug, Deserialize)]
struct Case {
    case: String,
    method: String,
    address: String,
    r#type: Option<String>,
    body: Option<String>,
    encoding: Option<String>,
    /// What the answer must be, of a query: `true`, `boolean`, `rows`, `triples`, or `refused`.
    gives: Option<String>,
    /// What the answer must be, of a graph store.
    status: Option<u16>,
    /// The graph whose triples come back; empty for all.
    graph: Option<String>,
}

fn cases(lines: &str) -> Vec<Case> {
    let case = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    lines.lines().map(case).collect()
}

/// At a record with the graphs that the tests are about beside its own.
fn visitor() -> Visitor {
    let visitor = Visitor::new();
    let data = (1..=3).map(|number| {
        let graph = NamedNode::new_unchecked(format!("http://kasei.us/2009/09/sparql/data/data{number}.rdf"));
        let document = NamedNode::new_unchecked("http://xmlns.com/foaf/0.1/Document");
        Quad::new(graph.clone(), rdf::TYPE, document, graph)
    });
    let person = NamedNode::new_unchecked("urn:test:person/1");
    let named = Quad::new(
        person.clone(),
        schema::TEXT,
        Literal::from("Jane Doe"),
        person.clone(),
    );
    let quads: Vec<Quad> = data.chain([named]).collect();
    visitor.shared.record().tamper(&[], &quads);
    visitor
}

async fn asked(visitor: &Visitor, case: &Case) -> Answered {
    let mut request = Visitor::request(&case.method, &case.address);
    if let Some(kind) = &case.r#type {
        request = request.header("content-type", kind);
    }
    let body = case.body.clone().unwrap_or_default();
    let body = match case.encoding.as_deref() {
        Some("utf-16") => {
            let marked = format!("\u{feff}{body}");
            Body::from(
                marked
                    .encode_utf16()
                    .flat_map(u16::to_le_bytes)
                    .collect::<Vec<u8>>(),
            )
        }
        _ => Body::from(body),
    };
    visitor.send(request.body(body).unwrap()).await
}

fn names(cases: &[Case]) -> BTreeSet<&str> {
    cases.iter().map(|case| case.case.as_str()).collect()
}

fn everything(visitor: &Visitor) -> BTreeSet<String> {
    let quads = visitor.shared.record().quads();
    quads.map(|quad| quad.unwrap().to_string()).collect()
}

fn triples(answered: &Answered) -> Vec<Triple> {
    let read = oxttl::TurtleParser::new().for_slice(&answered.body);
    read.collect::<Result<_, _>>()
        .unwrap_or_else(|error| panic!("{error}: {}", answered.body))
}

#[tokio::test]
async fn every_case_of_the_protocol_is_answered_as_it_says() {
    let cases = cases(include_str!("../../../tests/fixtures/protocol.jsonl"));
    assert_eq!(names(&cases).len(), 34);
    let visitor = visitor();
    let before = everything(&visitor);
    for case in &cases {
        let answered = asked(&visitor, case).await;
        let wanted = case.gives.as_deref().unwrap();
        if wanted == "refused" {
            assert!(
                answered.status.is_client_error(),
                "{}: {}",
                case.case,
                answered.status
            );
            continue;
        }
        assert_eq!(
            answered.status,
            StatusCode::OK,
            "{}: {}",
            case.case,
            answered.body
        );
        let kind = answered.header("content-type").to_owned();
        match wanted {
            "triples" => {
                assert_eq!(kind, "text/turtle; charset=utf-8", "{}", case.case);
                let triples = triples(&answered);
                let relative = triples
                    .iter()
                    .any(|triple| triple.subject.to_string() == "<http://localhost:7777/s>");
                assert_eq!(relative, case.case == "query_content_type_construct");
            }
            of_rows => {
                assert_eq!(kind, "application/sparql-results+json", "{}", case.case);
                let result: serde_json::Value = serde_json::from_str(&answered.body).unwrap();
                match of_rows {
                    "rows" => assert_eq!(result["results"]["bindings"].as_array().unwrap().len(), 1),
                    "boolean" => assert!(result["boolean"].is_boolean(), "{}", case.case),
                    "true" => assert_eq!(result["boolean"], true, "{}: {result}", case.case),
                    other => panic!("{}: {other}", case.case),
                }
            }
        }
    }
    assert_eq!(everything(&visitor), before);
}

#[tokio::test]
async fn every_case_of_the_graph_store_that_reads_is_answered_and_the_rest_refused() {
    let cases = cases(include_str!("../../../tests/fixtures/graph-store.jsonl"));
    assert_eq!(names(&cases).len(), 19);
    let visitor = visitor();
    let before = everything(&visitor);
    for case in &cases {
        let answered = asked(&visitor, case).await;
        assert_eq!(answered.status.as_u16(), case.status.unwrap(), "{}", case.case);
        match case.graph.as_deref() {
            Some("") => {
                let found: BTreeSet<String> = triples(&answered).iter().map(Triple::to_string).collect();
                let wanted = visitor.shared.record().quads();
                let wanted: BTreeSet<String> = wanted
                    .map(|quad| Triple::from(quad.unwrap()).to_string())
                    .collect();
                assert_eq!(found, wanted);
            }
            Some(_) => assert_eq!(triples(&answered).len(), 1, "{}: {}", case.case, answered.body),
            None => {}
        }
        if case.method == "HEAD" {
            assert_eq!(answered.body, "", "{}", case.case);
        }
    }
    assert_eq!(everything(&visitor), before);
}

/// What the service says of itself, as triples, and whether it is so.
#[tokio::test]
async fn what_the_service_says_of_itself_is_so() {
    let visitor = visitor();
    let described = visitor.get_as("/sparql", "text/turtle").await;
    let said = triples(&described);
    let sd = |name: &str| format!("http://www.w3.org/ns/sparql-service-description#{name}");
    let objects = |property: &str| -> BTreeSet<String> {
        let told = said
            .iter()
            .filter(|triple| triple.predicate.as_str() == sd(property));
        told.map(|triple| triple.object.to_string()).collect()
    };
    let service = said
        .iter()
        .find(|triple| triple.object.to_string() == format!("<{}>", sd("Service")))
        .map(|triple| triple.subject.to_string());
    assert_eq!(service.as_deref(), Some("<http://localhost:7777/sparql>"));
    assert_eq!(
        objects("endpoint"),
        BTreeSet::from(["<http://localhost:7777/sparql>".to_owned()])
    );
    assert_eq!(
        objects("supportedLanguage"),
        BTreeSet::from([format!("<{}>", sd("SPARQL11Query"))])
    );
    // Each format that it names is given.
    let kinds = [
        ("SPARQL_Results_JSON", "application/sparql-results+json", "ASK {}"),
        ("SPARQL_Results_XML", "application/sparql-results+xml", "ASK {}"),
        ("SPARQL_Results_CSV", "text/csv", "SELECT (1 AS ?a) {}"),
        (
            "SPARQL_Results_TSV",
            "text/tab-separated-values",
            "SELECT (1 AS ?a) {}",
        ),
        ("Turtle", "text/turtle", "CONSTRUCT { <urn:s> <urn:p> 1 } {}"),
        (
            "N-Triples",
            "application/n-triples",
            "CONSTRUCT { <urn:s> <urn:p> 1 } {}",
        ),
        (
            "RDF_XML",
            "application/rdf+xml",
            "CONSTRUCT { <urn:s> <urn:x:p> 1 } {}",
        ),
    ];
    let named: BTreeSet<String> = kinds
        .iter()
        .map(|(name, _, _)| format!("<http://www.w3.org/ns/formats/{name}>"))
        .collect();
    assert_eq!(objects("resultFormat"), named);
    for (name, kind, query) in kinds {
        let path = format!("/sparql?{}", super::super::link::query([("query", query)]));
        let answered = visitor.get_as(&path, kind).await;
        assert_eq!(answered.status, StatusCode::OK, "{name}");
        assert!(answered.header("content-type").starts_with(kind), "{name}");
    }
    // And its default graph is all graphs together.
    assert!(objects("feature").contains(&format!("<{}>", sd("UnionDefaultGraph"))));
    let path = "/sparql?query=ASK%20%7B%20%3Curn%3Atest%3Aperson%2F1%3E%20%3Fp%20%3Fo%20%7D";
    let answered = visitor.get_as(path, "application/json").await;
    assert!(answered.body.contains("true"), "{}", answered.body);
}
