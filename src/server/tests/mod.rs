//! The server without a socket: what it answers to whom.
//!
//! A [`Visitor`] asks as a browser or a program would. The record is the hand-made one of two outlets.

mod hostile;
mod judging;
mod pages;
mod protocol;
mod safety;
mod siege;
mod size;
mod standard;

use super::{Settings, Shared, router};
use crate::pipeline::Extraction;
use crate::rdf::fixture;
use crate::rdf::iri::Base;
use crate::store::{Record, RunPart};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::request::Builder;
use axum::http::{HeaderMap, Request, StatusCode};
use chrono::{Days, TimeZone, Utc};
use std::sync::Arc;
use std::time::Duration;
use tower::ServiceExt;

const HOST: &str = "localhost:7777";

/// Long enough for every query that ends, also on a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(5);

/// What came back.
struct Answered {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Answered {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The page, which must be one.
    #[track_caller]
    fn page(self) -> String {
        assert_eq!(self.status, StatusCode::OK, "{}", self.body);
        assert_eq!(self.header("content-type"), "text/html; charset=utf-8");
        self.body
    }
}

/// Somebody who asks the server.
struct Visitor {
    shared: Arc<Shared>,
    router: Router,
}

impl Visitor {
    /// At a record of these articles, each of them read by a run of its own, a day apart, beside a file that could not be read.
    fn of(articles: &[Extraction]) -> Self {
        Self::at(articles, PATIENCE)
    }

    /// Where queries may take so long.
    fn patient(patience: Duration) -> Self {
        Self::at(&[fixture::reyes(), fixture::post()], patience)
    }

    fn at(articles: &[Extraction], patience: Duration) -> Self {
        let mut record = Record::in_memory(&Base::default()).unwrap();
        let first = Utc.with_ymd_and_hms(2026, 3, 1, 8, 0, 0).unwrap();
        for (article, days) in articles.iter().zip(0..) {
            record.put(article).unwrap();
            let started = first + Days::new(days);
            let part = RunPart {
                articles: vec![record.base().article(&article.article)],
                not_read: vec![format!("{}.part: no text", article.article.name)],
            };
            record.record_run(started, &part).unwrap();
        }
        let settings = Settings {
            port: 7777,
            judge: Some("Mira".to_owned()),
            patience,
        };
        let shared = Shared::new(record, settings).unwrap();
        Self {
            router: router(Arc::clone(&shared)),
            shared,
        }
    }

    fn new() -> Self {
        Self::of(&[fixture::reyes(), fixture::post()])
    }

    async fn send(&self, request: Request<Body>) -> Answered {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Answered {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// A request to this server.
    fn request(method: &str, path: &str) -> Builder {
        Request::builder().method(method).uri(path).header("host", HOST)
    }

    /// As a browser asks.
    async fn get(&self, path: &str) -> Answered {
        self.get_as(path, "text/html,application/xhtml+xml,*/*;q=0.8")
            .await
    }

    /// As a program asks for a kind of answer.
    async fn get_as(&self, path: &str, accept: &str) -> Answered {
        let request = Self::request("GET", path).header("accept", accept);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// As one of our forms is sent.
    async fn fill(&self, fields: &[(&str, &str)]) -> Answered {
        let token = [("token", self.shared.token.as_str())];
        let form = super::link::query(fields.iter().copied().chain(token));
        let request = Self::request("POST", "/judge")
            .header("origin", format!("http://{HOST}"))
            .header("content-type", "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(form)).unwrap()).await
    }

    /// The path of an IRI that the record's list of claims has in a column, for a claim with these words.
    async fn claim(&self, words: &str, column: &str) -> String {
        let claims = self.get("/claims.json").await.body;
        let claims: Vec<serde_json::Value> = serde_json::from_str(&claims).unwrap();
        let claim = claims
            .iter()
            .find(|claim| claim["words"].as_str().unwrap().contains(words))
            .unwrap_or_else(|| panic!("no claim with {words}: {claims:?}"));
        claim[column].as_str().unwrap().replacen("urn:onrecord:", "", 1)
    }
}
