//! The first page, and the search that it begins with.

use super::choice::Choice;
use super::index::{Known, search_words};
use super::lists::{Listed, Named};
use super::page::{Frame, html};
use super::problem::Problem;
use super::shared::Shared;
use super::told::Told;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use std::sync::Arc;

/// How many claims the home page shows, and how many of each kind a search.
const NEWEST: usize = 10;
const FOUND: usize = 20;

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    frame: Frame,
    articles: usize,
    claims: usize,
    speakers: usize,
    outlets: usize,
    newest: Vec<Told>,
    speaking: Vec<Named>,
    first: String,
    last: String,
}

pub(super) async fn home(State(shared): State<Arc<Shared>>) -> Result<Response, Problem> {
    shared
        .work(|shared| {
            let index = shared.index()?;
            let lines = Choice::default().lines(&index, shared);
            let (first, last) = lines.days().unwrap_or_default();
            let newest = lines.iter().take(NEWEST).map(|line| &line.report);
            let mut speaking: Vec<&Known> = index.entities.iter().filter(|known| known.said > 0).collect();
            speaking.sort_by_key(|known| std::cmp::Reverse(known.said));
            html(&Home {
                frame: Frame::new("onrecord", "/"),
                articles: index.articles.len(),
                claims: lines.len(),
                speakers: speaking.len(),
                outlets: index.outlets.len(),
                newest: Told::all(newest, shared.base()),
                first: first.to_owned(),
                last: last.to_owned(),
                speaking: speaking
                    .into_iter()
                    .take(NEWEST)
                    .map(|known| Named::of(known, shared))
                    .collect(),
            })
        })
        .await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Searched {
    pub(super) q: String,
}

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    frame: Frame,
    entities: Vec<Named>,
    articles: Vec<Listed>,
    claims: Vec<Told>,
    claims_found: usize,
    all_claims: String,
}

pub(super) async fn search(
    State(shared): State<Arc<Shared>>,
    Query(searched): Query<Searched>,
) -> Result<Response, Problem> {
    shared
        .work(move |shared| {
            let index = shared.index()?;
            let words = search_words(&searched.q);
            let choice = Choice {
                q: searched.q.clone(),
                ..Choice::default()
            };
            let lines = choice.lines(&index, shared);
            let (entities, articles) = match words.as_slice() {
                [] => (Vec::new(), Vec::new()),
                words => (index.entities_with(words), index.articles_with(words)),
            };
            let shown = lines.iter().take(FOUND).map(|line| &line.report);
            html(&SearchPage {
                frame: Frame {
                    searched: searched.q.clone(),
                    ..Frame::new(format!("Search: {}", searched.q), "/")
                },
                entities: entities
                    .into_iter()
                    .take(FOUND)
                    .map(|known| Named::of(known, shared))
                    .collect(),
                articles: articles
                    .into_iter()
                    .take(FOUND)
                    .map(|printed| Listed::of(printed, shared))
                    .collect(),
                claims: Told::all(shown, shared.base()),
                claims_found: lines.len(),
                all_claims: format!("/claims?{}", choice.query()),
            })
        })
        .await
}
