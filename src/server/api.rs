//! The record as JSON, for programs that do not speak SPARQL; `openapi.json` describes it.

use super::choice::Choice;
use super::home::Searched;
use super::index::{Line, search_words};
use super::page::file;
use super::pages::Place;
use super::problem::Problem;
use super::shared::Shared;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Serialize;
use std::sync::Arc;

/// A part of a list, and how long the whole is.
#[derive(Serialize)]
struct Part<'a, T> {
    total: usize,
    page: usize,
    pages: usize,
    items: Vec<&'a T>,
}

/// What a search finds.
#[derive(Serialize)]
struct Found<'a, Claim, Entity, Article> {
    claims: &'a [Claim],
    entities: &'a [Entity],
    articles: &'a [Article],
}

/// How many of each kind a search gives.
const FOUND: usize = 50;

fn json(value: &impl Serialize) -> Result<Response, Problem> {
    let written = serde_json::to_vec(value).map_err(|_| Problem::broken())?;
    Ok(file("application/json", written))
}

/// Problems as JSON, too.
fn told(answered: Result<Response, Problem>) -> Response {
    answered.unwrap_or_else(|problem| problem.as_json())
}

/// The page of a list that is asked for.
fn part<'a, T: Serialize + 'a>(
    items: impl Iterator<Item = &'a T>,
    total: usize,
    choice: &Choice,
) -> Result<Response, Problem> {
    let place = Place::of(&choice.page, total);
    json(&Part {
        total,
        page: place.page,
        pages: place.pages,
        items: place.lines(items).collect(),
    })
}

pub(super) async fn claims(State(shared): State<Arc<Shared>>, Query(choice): Query<Choice>) -> Response {
    let answered = shared.work(move |shared| {
        let index = shared.index()?;
        let lines = choice.lines(&index, shared);
        part(lines.iter(), lines.len(), &choice)
    });
    told(answered.await)
}

pub(super) async fn entities(State(shared): State<Arc<Shared>>, Query(choice): Query<Choice>) -> Response {
    let answered = shared.work(move |shared| {
        let index = shared.index()?;
        let known = index.entities_with(&search_words(&choice.q));
        part(known.iter().copied(), known.len(), &choice)
    });
    told(answered.await)
}

pub(super) async fn articles(State(shared): State<Arc<Shared>>, Query(choice): Query<Choice>) -> Response {
    let answered = shared.work(move |shared| {
        let index = shared.index()?;
        let printed = index.articles_with(&search_words(&choice.q));
        part(printed.iter().copied(), printed.len(), &choice)
    });
    told(answered.await)
}

pub(super) async fn search(State(shared): State<Arc<Shared>>, Query(searched): Query<Searched>) -> Response {
    let answered = shared.work(move |shared| {
        let index = shared.index()?;
        let words = search_words(&searched.q);
        let choice = Choice {
            q: searched.q,
            ..Choice::default()
        };
        let claims = choice.lines(&index, shared);
        let claims: Vec<&Line> = claims.iter().take(FOUND).collect();
        let (mut entities, mut articles) = (index.entities_with(&words), index.articles_with(&words));
        entities.truncate(FOUND);
        articles.truncate(FOUND);
        json(&Found {
            claims: &claims,
            entities: &entities,
            articles: &articles,
        })
    });
    told(answered.await)
}

/// What all of this takes and gives.
pub(super) async fn description() -> Response {
    file("application/json", include_str!("openapi.json"))
}
