//! SPARQL: the editor for people, and the SPARQL 1.1 Protocol for programs. Queries only; nothing is updated here.

use super::answer::{Shown, written};
use super::link;
use super::negotiate;
use super::page::{Frame, file, html};
use super::problem::Problem;
use super::shared::Shared;
use super::vocabulary::{self, Term};
use crate::query::format::Format;
use crate::query::{Answer, Graphs, Question};
use askama::Template;
use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::header::{CONTENT_TYPE, HOST};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use oxigraph::model::NamedNode;
use std::sync::Arc;

/// How many rows a page shows; a longer table nobody reads.
pub(super) const ROWS_OF_A_PAGE: usize = 1_000;

/// How many rows a program gets. More are refused, not left out: a program would not notice.
const ROWS: usize = 200_000;

/// What is asked, and how the answer is wanted.
#[derive(Debug, Default)]
struct Request {
    query: Option<String>,
    graphs: Graphs,
    /// A format that the address names, for links; it goes before what the client accepts.
    format: Option<String>,
    /// A query to begin with in the editor.
    edit: String,
}

/// How an answer is given: a page, or a format.
type Form = Option<Format>;

const OF_ROWS: [(&str, Form); 8] = [
    ("application/sparql-results+json", Some(Format::Json)),
    ("application/json", Some(Format::Json)),
    ("application/sparql-results+xml", Some(Format::Xml)),
    ("application/xml", Some(Format::Xml)),
    ("text/csv", Some(Format::Csv)),
    ("text/tab-separated-values", Some(Format::Tsv)),
    ("text/html", None),
    ("text/xml", Some(Format::Xml)),
];

const OF_GRAPHS: [(&str, Form); 5] = [
    ("text/turtle", Some(Format::Turtle)),
    ("application/n-triples", Some(Format::NTriples)),
    ("application/rdf+xml", Some(Format::RdfXml)),
    ("text/plain", Some(Format::NTriples)),
    ("text/html", None),
];

/// The service description, and the editor.
const OF_THE_SERVICE: [(&str, Form); 4] = [
    ("text/html", None),
    ("text/turtle", Some(Format::Turtle)),
    ("application/n-triples", Some(Format::NTriples)),
    ("application/rdf+xml", Some(Format::RdfXml)),
];

impl Request {
    /// Reads the parameters of an address or of a form.
    fn read(&mut self, encoded: &[u8]) -> Result<(), Problem> {
        for (name, value) in form_urlencoded::parse(encoded) {
            match name.as_ref() {
                "query" if self.query.is_some() => {
                    return Err(bad("There are two queries."));
                }
                "query" => self.query = Some(value.into_owned()),
                "default-graph-uri" => self.graphs.default.push(graph(&value)?),
                "named-graph-uri" => self.graphs.named.push(graph(&value)?),
                "format" => self.format = Some(value.into_owned()),
                "edit" => self.edit = value.into_owned(),
                "update" | "using-graph-uri" | "using-named-graph-uri" => return Err(no_update()),
                // Other parameters are other people's extensions.
                _ => {}
            }
        }
        Ok(())
    }

    fn question(&self, headers: &HeaderMap) -> Result<Question, Problem> {
        let text = self.query.as_deref().ok_or_else(|| bad("There is no query."))?;
        let question = Question::at(&service(headers), text);
        Ok(match self.graphs == Graphs::default() {
            true => question,
            false => question.over(self.graphs.clone()),
        })
    }

    /// How the answer is wanted; `None` where it can be given in no such way.
    fn form(&self, answer: &Answer, headers: &HeaderMap) -> Option<Form> {
        let offers: &[(&str, Form)] = match answer {
            Answer::Graph { .. } => &OF_GRAPHS,
            _ => &OF_ROWS,
        };
        match self.format.as_deref() {
            Some("csv") => Some(Some(Format::Csv)),
            Some("tsv") => Some(Some(Format::Tsv)),
            Some("json") => Some(Some(Format::Json)),
            Some("xml") => Some(Some(Format::Xml)),
            Some("turtle") => Some(Some(Format::Turtle)),
            _ => negotiate::choose(headers, offers),
        }
    }
}

fn bad(sentence: &str) -> Problem {
    Problem::bad(sentence, "Give one, as `query`: see the SPARQL 1.1 Protocol.")
}

fn no_update() -> Problem {
    Problem::refused(
        "Nothing is updated by SPARQL here.",
        "Articles come in by `onrecord ingest`, judgements by `onrecord judge` or the pages.",
    )
}

fn graph(iri: &str) -> Result<NamedNode, Problem> {
    NamedNode::new(iri).map_err(|_| bad(&format!("“{iri}” is no IRI of a graph.")))
}

/// A query by its address; without one, the editor or the description of the service.
pub(super) async fn get(
    State(shared): State<Arc<Shared>>,
    RawQuery(address): RawQuery,
    headers: HeaderMap,
) -> Response {
    let mut request = Request::default();
    let read = request.read(address.unwrap_or_default().as_bytes());
    let answered = match read {
        Err(problem) => Err(problem),
        Ok(()) if request.query.is_none() => introduce(&shared, &request, &headers),
        Ok(()) => answer(&shared, request, &headers).await,
    };
    told(answered, &headers)
}

/// A query in the body, as a form or by itself.
pub(super) async fn post(
    State(shared): State<Arc<Shared>>,
    RawQuery(address): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let answered = match posted(&address.unwrap_or_default(), &headers, &body) {
        Err(problem) => Err(problem),
        Ok(request) => answer(&shared, request, &headers).await,
    };
    told(answered, &headers)
}

fn posted(address: &str, headers: &HeaderMap, body: &[u8]) -> Result<Request, Problem> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind
        .unwrap_or_default()
        .split(';')
        .next()
        .unwrap_or_default()
        .trim();
    let mut request = Request::default();
    request.read(address.as_bytes())?;
    match kind.to_ascii_lowercase().as_str() {
        "application/x-www-form-urlencoded" => request.read(body)?,
        "application/sparql-query" => {
            let text = std::str::from_utf8(body).map_err(|_| bad("The query is not in UTF-8."))?;
            if request.query.replace(text.to_owned()).is_some() {
                return Err(bad("There are two queries."));
            }
        }
        "application/sparql-update" => return Err(no_update()),
        _ => {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                format!("A query does not come as “{kind}”."),
                "Post it as application/sparql-query or application/x-www-form-urlencoded.",
            ));
        }
    }
    Ok(request)
}

async fn answer(shared: &Arc<Shared>, request: Request, headers: &HeaderMap) -> Result<Response, Problem> {
    let question = request.question(headers)?;
    let for_page = request.format.is_none() && wants_page(headers);
    let rows = if for_page { ROWS_OF_A_PAGE } else { ROWS };
    let accepted = headers.clone();
    shared
        .answer(question, rows, move |shared, answer| match request.form(&answer, &accepted) {
            None => Err(Problem::new(
                StatusCode::NOT_ACCEPTABLE,
                "The answer cannot be given in a format that is accepted.",
                "SELECT and ASK: JSON, XML, CSV, TSV. CONSTRUCT and DESCRIBE: Turtle, N-Triples, RDF/XML.",
            )),
            Some(None) => editor(shared, &request, Some(Shown::of(&answer, shared))),
            Some(Some(_)) if answer.is_cut() => Err(Problem::new(
                StatusCode::SERVICE_UNAVAILABLE,
                format!("The answer has more than {rows} rows."),
                "Ask in parts, with ORDER BY, LIMIT and OFFSET, or take the record with `onrecord export`.",
            )),
            Some(Some(format)) => written(&answer, format, shared),
        })
        .await
}

/// Whether a page goes before every format for programs.
fn wants_page(headers: &HeaderMap) -> bool {
    negotiate::choose(headers, &OF_ROWS) == Some(None)
}

/// Problems are told to people as a page, to programs as text.
fn told(answered: Result<Response, Problem>, headers: &HeaderMap) -> Response {
    use axum::response::IntoResponse;
    match answered {
        Ok(response) => response,
        Err(problem) if wants_page(headers) => problem.into_response(),
        Err(problem) => problem.as_text(),
    }
}

fn introduce(shared: &Shared, request: &Request, headers: &HeaderMap) -> Result<Response, Problem> {
    match negotiate::choose(headers, &OF_THE_SERVICE) {
        Some(Some(format)) => describe(shared, headers, format),
        _ => editor(shared, request, None),
    }
}

/// The address at which this service is asked.
fn service(headers: &HeaderMap) -> String {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    format!("http://{}/sparql", host.unwrap_or("localhost"))
}

/// What this service can do (SPARQL 1.1 Service Description).
fn describe(shared: &Shared, headers: &HeaderMap, format: Format) -> Result<Response, Problem> {
    let text = include_str!("service.ttl").replace("{service}", &service(headers));
    if format == Format::Turtle {
        return Ok(file("text/turtle; charset=utf-8", text));
    }
    let triples = oxttl::TurtleParser::new()
        .for_slice(&text)
        .collect::<Result<_, _>>()
        .map_err(|_| Problem::broken())?;
    written(&Answer::Graph { triples, cut: false }, format, shared)
}

#[derive(Template)]
#[template(path = "sparql.html")]
struct SparqlPage {
    frame: Frame,
    text: String,
    terms: Vec<Term>,
    answer: Option<Shown>,
    csv: String,
    json: String,
}

/// What the editor begins with.
const BEGINNING: &str = "SELECT ?who ?what ?claim\nWHERE {\n  ?speaker onr:denied ?claim ; skos:prefLabel ?who .\n  ?claim schema:text ?what .\n}\nLIMIT 100";

fn editor(shared: &Shared, request: &Request, answer: Option<Shown>) -> Result<Response, Problem> {
    let text = match (&request.query, request.edit.as_str()) {
        (Some(query), _) => query,
        (None, "") => BEGINNING,
        (None, edit) => edit,
    };
    let address = |format| format!("/sparql?{}", link::query([("query", text), ("format", format)]));
    html(&SparqlPage {
        frame: Frame::new("SPARQL", "/sparql"),
        terms: vocabulary::terms(shared.base()),
        csv: address("csv"),
        json: address("json"),
        text: text.to_owned(),
        answer,
    })
}
