//! Asking another store over HTTP: any endpoint of the SPARQL 1.1 Protocol.
//!
//! Takes a [`Question`], whose values stand in its text as terms already, and gives the same [`Answer`] as the record
//! would. Where a query names no graph, the store must answer from all of them, as Virtuoso, QLever and GraphDB do.

use super::answer::{Answer, Limits, plain};
use super::error::QueryError;
use super::question::Question;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use oxigraph::io::{RdfFormat, RdfParseError, RdfParser};
use oxigraph::model::{Dataset, Triple};
use oxigraph::sparql::results::{
    QueryResultsFormat, QueryResultsParseError, QueryResultsParser, ReaderQueryResultsParserOutput,
};
use std::collections::BTreeMap;
use std::io::Read;
use std::time::Duration;
use thiserror::Error;
use ureq::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, LOCATION};
use ureq::http::{Response, Uri};
use ureq::{Agent, Body};

const RESULTS: &str = "application/sparql-results+json, application/sparql-results+xml;q=0.5";
const GRAPH: &str = "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.5";
/// Where Virtuoso says at how many rows it stops, which it does without further notice.
const MOST_ROWS: &str = "x-sparql-maxrows";
/// How many characters are told of what an endpoint says to a query that it refuses.
const TOLD: usize = 300;

/// A store that is asked over HTTP.
#[derive(Clone)]
pub struct Endpoint {
    address: String,
    /// What goes into the header `Authorization`.
    authorization: Option<String>,
}

/// Why an endpoint gave no answer. No message holds a login.
#[derive(Debug, Error)]
#[allow(
    missing_docs,
    reason = "each message says what it is about, and its fields are the message's parts"
)]
pub enum EndpointError {
    #[error(
        "`{0}` is not the address of an endpoint: give http:// or https://, a host and a path, such as http://localhost:8890/sparql"
    )]
    Address(String),
    #[error(
        "the address holds a login, which other users of this machine can see: leave it out and set {LOGIN} to user:password"
    )]
    LoginInAddress,
    #[error("{address} cannot be reached ({reason}): check the address, and that the store runs")]
    Unreachable { address: String, reason: String },
    #[error("{address} lets nobody in without the right login ({status}): set {LOGIN} to user:password")]
    Login { address: String, status: u16 },
    #[error("there is no endpoint at {0}: check the path; many stores have it at /sparql")]
    NotThere(String),
    #[error("{address} sends us elsewhere: give the address {to} if you trust it")]
    Moved { address: String, to: String },
    #[error("{address} refused the query ({status}): {said}")]
    Refused {
        address: String,
        status: u16,
        said: String,
    },
    #[error(
        "{address} answered with {kind} instead of SPARQL results: give the address of the endpoint itself"
    )]
    NoResults { address: String, kind: String },
    #[error(
        "the answer of {address} broke off or cannot be read ({reason}): try again, or with a smaller --limit"
    )]
    Broken { address: String, reason: String },
}

/// The environment variable that holds a login. It is read by the command line.
pub const LOGIN: &str = "ONRECORD_ENDPOINT_LOGIN";

impl Endpoint {
    /// An endpoint at an address; `login` is `user:password`.
    ///
    /// # Errors
    /// Where the address is none, or holds a login.
    pub fn new(address: &str, login: Option<&str>) -> Result<Self, EndpointError> {
        let uri: Option<Uri> = address.parse().ok();
        let authority = uri
            .as_ref()
            .filter(|uri| matches!(uri.scheme_str(), Some("http" | "https")))
            .and_then(Uri::authority);
        let Some(authority) = authority else {
            // What is before an @ may be a login.
            let shown = address.rsplit('@').next().unwrap_or_default();
            return Err(EndpointError::Address(shown.to_owned()));
        };
        if authority.as_str().contains('@') {
            return Err(EndpointError::LoginInAddress);
        }
        Ok(Self {
            address: address.to_owned(),
            authorization: login.map(|login| format!("Basic {}", BASE64_STANDARD.encode(login))),
        })
    }

    /// Asks a question. The columns stand in the order in which the record would give them.
    ///
    /// # Errors
    /// Where the endpoint gives no answer in time, or another one than SPARQL results.
    pub fn answer(&self, question: &Question, limits: Limits) -> Result<Answer, QueryError> {
        // What nothing answers has the form of every answer.
        match Answer::of(question, &Dataset::new(), Limits::NONE)? {
            Answer::Graph { .. } => self.graph(question, limits),
            Answer::Truth(_) => self.truth(question, limits),
            Answer::Rows { variables, .. } => self.results(question, Some(variables), limits),
        }
    }

    /// What the IRIs of the record there begin with, if it says so.
    ///
    /// # Errors
    /// As [`Endpoint::answer`].
    pub fn base(&self, time: Duration) -> Result<Option<String>, QueryError> {
        let text = "SELECT DISTINCT ?base { GRAPH ?record { ?record onr:base ?base } } LIMIT 2";
        let limits = Limits { time, rows: 2 };
        let Answer::Rows { rows, .. } = self.answer(&Question::new(text, &BTreeMap::new())?, limits)? else {
            return Ok(None);
        };
        let mut bases = rows.into_iter().flatten().flatten();
        let base = bases.next().filter(|_| bases.next().is_none());
        Ok(base.map(|base| plain(&base)))
    }

    /// The answer to an ASK. Virtuoso 7 gives it as a row with a 1 or 0.
    fn truth(&self, question: &Question, limits: Limits) -> Result<Answer, QueryError> {
        let answer = self.results(question, None, limits)?;
        Ok(match answer {
            Answer::Rows { rows, .. } => {
                let first = rows.into_iter().flatten().flatten().next();
                Answer::Truth(first.is_some_and(|term| matches!(plain(&term).as_str(), "1" | "true")))
            }
            answer => answer,
        })
    }

    /// Rows, in the columns that are given or else in those that come.
    fn results(
        &self,
        question: &Question,
        variables: Option<Vec<String>>,
        limits: Limits,
    ) -> Result<Answer, QueryError> {
        let response = self.send(question, RESULTS, limits.time)?;
        let kind = kind(&response);
        let most_rows = header(&response, MOST_ROWS).and_then(|most| most.parse::<usize>().ok());
        let format = QueryResultsFormat::from_media_type(&kind).ok_or_else(|| self.no_results(kind))?;
        let broken = |error: QueryResultsParseError| self.broken(limits.time, &error.into());
        let parser = QueryResultsParser::from_format(format);
        let mut solutions = match parser.for_reader(reader(response)).map_err(broken)? {
            ReaderQueryResultsParserOutput::Boolean(truth) => return Ok(Answer::Truth(truth)),
            ReaderQueryResultsParserOutput::Solutions(solutions) => solutions,
        };
        let columns = || {
            solutions
                .variables()
                .iter()
                .map(|column| column.as_str().to_owned())
        };
        let variables = variables.unwrap_or_else(|| columns().collect());
        let mut rows = Vec::new();
        for solution in solutions.by_ref().take(limits.rows) {
            let solution = solution.map_err(broken)?;
            let terms = variables.iter().map(|name| solution.get(name.as_str()).cloned());
            rows.push(terms.collect());
        }
        let cut = solutions.next().is_some() || most_rows.is_some_and(|most| rows.len() >= most);
        Ok(Answer::Rows { variables, rows, cut })
    }

    fn graph(&self, question: &Question, limits: Limits) -> Result<Answer, QueryError> {
        let response = self.send(question, GRAPH, limits.time)?;
        let kind = kind(&response);
        let format = RdfFormat::from_media_type(&kind).ok_or_else(|| self.no_results(kind))?;
        let mut quads = RdfParser::from_format(format).for_reader(reader(response));
        let triples = quads
            .by_ref()
            .take(limits.rows)
            .map(|quad| quad.map(Triple::from))
            .collect::<Result<_, RdfParseError>>()
            .map_err(|error| self.broken(limits.time, &error.into()))?;
        let cut = quads.next().is_some();
        Ok(Answer::Graph { triples, cut })
    }

    /// Sends a question as a form (SPARQL 1.1 Protocol, 2.1.2), which every endpoint takes.
    fn send(&self, question: &Question, accept: &str, time: Duration) -> Result<Response<Body>, QueryError> {
        let agent = Agent::new_with_config(
            Agent::config_builder()
                .timeout_global((time != Duration::MAX).then_some(time))
                .http_status_as_error(false)
                // A login must not follow to wherever the endpoint points.
                .max_redirects(0)
                .max_redirects_will_error(false)
                .build(),
        );
        let mut request = agent.post(self.address.as_str()).header(ACCEPT, accept);
        if let Some(authorization) = &self.authorization {
            request = request.header(AUTHORIZATION, authorization.as_str());
        }
        let response = request
            .send_form([("query", question.declared().as_str())])
            .map_err(|error| self.unreachable(time, &error))?;
        if response.status().is_success() {
            return Ok(response);
        }
        Err(self.refused(response).into())
    }

    fn unreachable(&self, time: Duration, error: &ureq::Error) -> QueryError {
        if matches!(error, ureq::Error::Timeout(_)) {
            return QueryError::TooSlow(time);
        }
        let (address, reason) = (self.address.clone(), error.to_string());
        EndpointError::Unreachable { address, reason }.into()
    }

    /// What a status that is no success means.
    fn refused(&self, response: Response<Body>) -> EndpointError {
        let (address, status) = (self.address.clone(), response.status());
        match status.as_u16() {
            401 | 403 => EndpointError::Login {
                address,
                status: status.as_u16(),
            },
            404 | 405 => EndpointError::NotThere(address),
            300..=399 => EndpointError::Moved {
                address,
                to: header(&response, LOCATION.as_str()).unwrap_or_default(),
            },
            status => EndpointError::Refused {
                address,
                status,
                said: beginning(reader(response)),
            },
        }
    }

    fn no_results(&self, kind: String) -> EndpointError {
        EndpointError::NoResults {
            address: self.address.clone(),
            kind: if kind.is_empty() {
                "nothing".to_owned()
            } else {
                kind
            },
        }
    }

    /// An answer that does not come to its end, because the time is over or for another reason.
    fn broken(&self, time: Duration, error: &std::io::Error) -> QueryError {
        let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
        if error.kind() == std::io::ErrorKind::TimedOut || matches!(inner, Some(ureq::Error::Timeout(_))) {
            return QueryError::TooSlow(time);
        }
        let (address, reason) = (self.address.clone(), error.to_string());
        EndpointError::Broken { address, reason }.into()
    }
}

fn reader(response: Response<Body>) -> impl Read {
    response.into_body().into_reader()
}

fn header(response: &Response<Body>, name: &str) -> Option<String> {
    let value = response.headers().get(name)?;
    Some(value.to_str().ok()?.to_owned())
}

/// The media type of a response.
fn kind(response: &Response<Body>) -> String {
    header(response, CONTENT_TYPE.as_str()).unwrap_or_default()
}

/// How a text begins, on one line.
fn beginning(text: impl Read) -> String {
    let mut bytes = Vec::new();
    // What could be read is told.
    let _ = text.take(4 * TOLD as u64).read_to_end(&mut bytes);
    let text = String::from_utf8_lossy(&bytes);
    let words: Vec<&str> = text.split_whitespace().collect();
    let shown = words.join(" ");
    shown
        .chars()
        .filter(|mark| !mark.is_control())
        .take(TOLD)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_checked_and_a_login_in_it_is_never_shown() {
        assert!(Endpoint::new("http://localhost:8890/sparql", None).is_ok());
        assert!(Endpoint::new("https://example.org/sparql?default-graph-uri=", None).is_ok());
        for wrong in ["localhost:8890/sparql", "ftp://example.org/", "/sparql", ""] {
            let error = Endpoint::new(wrong, None).err().map(|error| error.to_string());
            assert!(error.unwrap().contains("such as http://localhost:8890/sparql"));
        }
        for secret in [
            "http://mira:s3cret@localhost/sparql",
            "ftp://mira:s3cret@localhost",
        ] {
            let error = Endpoint::new(secret, None).err().map(|error| error.to_string());
            assert!(!error.unwrap().contains("s3cret"));
        }
    }

    #[test]
    fn what_an_endpoint_says_is_told_on_one_line() {
        assert_eq!(beginning("a\n  b\u{1b}[31m\n".as_bytes()), "a b[31m");
        assert_eq!(beginning("x".repeat(10_000).as_bytes()).len(), TOLD);
    }
}
