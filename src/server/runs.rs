//! The runs that read articles: when, with which version, and what each changed.

use super::index::Printed;
use super::link;
use super::lists::Listed;
use super::page::{Frame, html};
use super::pages::{Pages, Place};
use super::problem::Problem;
use super::shared::Shared;
use super::told::short;
use crate::store::Log;
use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use oxigraph::model::NamedNode;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many runs the page lists; older ones are reached by their address.
const RUNS: usize = 100;

/// How much of what a run could not read the page lists.
const NOT_READ: usize = 200;

/// Which run is shown; the last one where its time is empty.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    run: String,
    page: String,
}

/// A run in the list.
struct Past {
    time: String,
    href: String,
    version: String,
    articles: usize,
    new: usize,
    /// How many earlier versions left the record.
    replaced: usize,
    /// How much could not be read.
    not_read: usize,
    is_shown: bool,
}

/// An article that a run read.
struct Read {
    /// `None` where it has left the record since.
    listed: Option<Listed>,
    name: String,
    is_new: bool,
    /// Whether it took the place of another version in this run.
    replaces: bool,
    /// The version that took its place; empty where it is on the record.
    replaced_by: String,
}

/// The run that is shown.
struct Shown {
    time: String,
    before: String,
    /// The claims that no article had before it, by a saved query.
    news_href: String,
    articles: Vec<Read>,
    articles_in_all: usize,
    pages: Pages,
    /// What could not be read, and why.
    not_read: Vec<String>,
    not_read_in_all: usize,
    iri: String,
}

#[derive(Template)]
#[template(path = "runs.html")]
struct RunsPage {
    frame: Frame,
    past: Vec<Past>,
    left_out: usize,
    shown: Option<Shown>,
}

pub(super) async fn page(
    State(shared): State<Arc<Shared>>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    shared
        .work(move |shared| {
            let log = shared.record().log()?;
            let number = chosen(&log, &wanted.run)?;
            let listed = (0..log.runs.len()).rev().take(RUNS);
            html(&RunsPage {
                frame: Frame::new("Runs", "/runs"),
                past: listed
                    .map(|of| past(&log, of, number == Some(of), shared))
                    .collect(),
                left_out: log.runs.len().saturating_sub(RUNS),
                shown: number
                    .map(|number| shown(&log, number, &wanted, shared))
                    .transpose()?,
            })
        })
        .await
}

/// The number of the run that is asked for; `None` where there was no run yet.
fn chosen(log: &Log, started: &str) -> Result<Option<usize>, Problem> {
    if started.is_empty() {
        return Ok(log.runs.len().checked_sub(1));
    }
    let number = log.runs.iter().position(|run| run.started == started);
    number.map(Some).ok_or_else(|| {
        Problem::new(
            StatusCode::NOT_FOUND,
            format!("No run began at “{started}”."),
            "The page /runs lists them.",
        )
    })
}

fn past(log: &Log, number: usize, is_shown: bool, shared: &Shared) -> Past {
    let run = &log.runs[number];
    let extractor = run.extractor.as_ref().map_or("", NamedNode::as_str);
    let articles = run.articles.iter();
    Past {
        time: readable(&run.started),
        href: address(&run.started, ""),
        version: short(shared.base(), extractor)
            .trim_start_matches("extractor/")
            .to_owned(),
        articles: run.articles.len(),
        new: articles
            .clone()
            .filter(|article| log.is_new(article, number))
            .count(),
        replaced: articles.map(|article| log.replaced(article, number).len()).sum(),
        not_read: run.not_read.len(),
        is_shown,
    }
}

fn shown(log: &Log, number: usize, wanted: &Wanted, shared: &Shared) -> Result<Shown, Problem> {
    let index = shared.index()?;
    let run = &log.runs[number];
    let before = number
        .checked_sub(1)
        .map(|before| log.runs[before].started.as_str());
    let place = Place::of(&wanted.page, run.articles.len());
    let on_page: Vec<&NamedNode> = place.lines(run.articles.iter()).collect();
    let printed = index
        .articles
        .iter()
        .map(|printed| (printed.iri.as_str(), printed));
    let printed: BTreeMap<&str, &Printed> = printed
        .filter(|(iri, _)| on_page.iter().any(|article| article.as_str() == *iri))
        .collect();
    let read = |article: &&NamedNode| {
        let printed = printed.get(article.as_str());
        Read {
            listed: printed.map(|printed| Listed::of(printed, shared)),
            name: short(shared.base(), article.as_str()).to_owned(),
            is_new: log.is_new(article, number),
            replaces: !log.replaced(article, number).is_empty(),
            replaced_by: match printed {
                Some(_) => String::new(),
                None => successor(log, article, shared),
            },
        }
    };
    Ok(Shown {
        time: readable(&run.started),
        news_href: format!(
            "/queries/since-last?{}",
            link::query([("since", before.unwrap_or(BEGINNING))])
        ),
        before: before.map_or_else(String::new, readable),
        articles: on_page.iter().map(read).collect(),
        articles_in_all: run.articles.len(),
        pages: place.with_neighbours(|page| address(&run.started, page)),
        not_read: run.not_read.iter().take(NOT_READ).cloned().collect(),
        not_read_in_all: run.not_read.len(),
        iri: shared.base().run(&run.started).into_string(),
    })
}

/// A day before every run, for the run that has none before it.
const BEGINNING: &str = "1970-01-01";

/// Where the version is that took the place of an article; empty where none did.
fn successor(log: &Log, article: &NamedNode, shared: &Shared) -> String {
    let versions = log.earlier.iter();
    let mut later = versions.filter(|(_, earlier)| earlier.contains(article));
    later.next().map_or_else(String::new, |(version, _)| {
        link::to(shared.base(), version.as_str())
    })
}

fn address(started: &str, page: &str) -> String {
    let page = if page == "1" { "" } else { page };
    format!("/runs?{}", link::query([("run", started), ("page", page)]))
}

/// A time as people read it: to the second, and in which zone.
fn readable(started: &str) -> String {
    let (day, time) = started.split_once('T').unwrap_or((started, ""));
    let time = time.split(['.', 'Z']).next().unwrap_or_default();
    format!("{day} {time} UTC")
}
