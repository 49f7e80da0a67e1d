//! The pages that list: claims, articles, who and what, outlets.

use super::choice::{ATTITUDES, Choice, Condition, FORMS, Facet, MODES, ORDERS};
use super::index::{Known, Printed};
use super::link;
use super::page::{Frame, file, html};
use super::pages::{Pages, Place};
use super::problem::Problem;
use super::relations::{SIDES, Side};
use super::shared::Shared;
use super::told::Told;
use crate::query;
use crate::report::{self, Report};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Somebody or something in a list.
pub(super) struct Named {
    pub(super) label: String,
    pub(super) href: String,
    pub(super) kind: &'static str,
    /// Its other names.
    pub(super) also: String,
    pub(super) said: usize,
    pub(super) told_of: usize,
}

impl Named {
    pub(super) fn of(known: &Known, shared: &Shared) -> Self {
        let others = known.names.iter().filter(|name| **name != known.label);
        Self {
            label: known.label.clone(),
            href: link::to(shared.base(), &known.iri),
            kind: known.kind,
            also: others.map(String::as_str).collect::<Vec<_>>().join(", "),
            said: known.said,
            told_of: known.told_of,
        }
    }
}

/// An article in a list.
pub(super) struct Listed {
    pub(super) headline: String,
    pub(super) href: String,
    pub(super) outlet: String,
    pub(super) published: String,
    pub(super) claims: usize,
}

impl Listed {
    pub(super) fn of(printed: &Printed, shared: &Shared) -> Self {
        let headline = [&printed.headline, &printed.name]
            .into_iter()
            .find(|name| !name.is_empty());
        Self {
            headline: headline.cloned().unwrap_or_default(),
            href: link::to(shared.base(), &printed.iri),
            outlet: printed.outlet.clone(),
            published: printed.published.clone(),
            claims: printed.claims,
        }
    }
}

#[derive(Template)]
#[template(path = "claims.html")]
struct ClaimsPage {
    frame: Frame,
    choice: Choice,
    claims: Vec<Told>,
    found: usize,
    pages: Pages,
    conditions: Vec<Condition>,
    facets: Vec<Facet>,
    query: String,
    attitudes: [&'static str; 9],
    forms: [&'static str; 4],
    modes: [&'static str; 4],
    sides: [Side; 10],
    orders: [(&'static str, &'static str); 6],
    outlets: Vec<String>,
}

pub(super) async fn claims(
    State(shared): State<Arc<Shared>>,
    Query(choice): Query<Choice>,
) -> Result<Response, Problem> {
    shared
        .work(move |shared| {
            let index = shared.index()?;
            let lines = choice.lines(&index, shared);
            let place = Place::of(&choice.page, lines.len());
            let shown = place.lines(lines.iter()).map(|line| &line.report);
            html(&ClaimsPage {
                frame: Frame::new("Claims", "/claims"),
                claims: Told::all(shown, shared.base()),
                found: lines.len(),
                pages: place.with_neighbours(|page| format!("/claims?{}", choice.with("page", page))),
                conditions: choice.conditions(&index, shared),
                facets: choice.facets(&lines, shared),
                query: choice.query(),
                attitudes: ATTITUDES,
                forms: FORMS,
                modes: MODES,
                sides: SIDES,
                orders: ORDERS,
                outlets: index.outlets.clone(),
                choice,
            })
        })
        .await
}

/// All claims of a choice, whatever the page.
async fn chosen(shared: &Arc<Shared>, choice: Choice) -> Result<Vec<Report>, Problem> {
    shared
        .work(move |shared| {
            let index = shared.index()?;
            let lines = choice.lines(&index, shared);
            Ok(lines.iter().map(|line| line.report.clone()).collect())
        })
        .await
}

pub(super) async fn claims_csv(
    State(shared): State<Arc<Shared>>,
    Query(choice): Query<Choice>,
) -> Result<Response, Problem> {
    let mut written = Vec::new();
    report::write_csv(&chosen(&shared, choice).await?, &mut written).map_err(|_| Problem::broken())?;
    Ok(file("text/csv; charset=utf-8", written))
}

pub(super) async fn claims_json(
    State(shared): State<Arc<Shared>>,
    Query(choice): Query<Choice>,
) -> Result<Response, Problem> {
    let reports = chosen(&shared, choice).await?;
    let written = serde_json::to_vec(&reports).map_err(|_| Problem::broken())?;
    Ok(file("application/json", written))
}

#[derive(Template)]
#[template(path = "articles.html")]
struct ArticlesPage {
    frame: Frame,
    articles: Vec<Listed>,
}

pub(super) async fn articles(State(shared): State<Arc<Shared>>) -> Result<Response, Problem> {
    shared
        .work(|shared| {
            let index = shared.index()?;
            let articles = index.articles.iter().map(|printed| Listed::of(printed, shared));
            html(&ArticlesPage {
                frame: Frame::new("Articles", "/articles"),
                articles: articles.collect(),
            })
        })
        .await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Kind {
    kind: String,
}

#[derive(Template)]
#[template(path = "entities.html")]
struct EntitiesPage {
    frame: Frame,
    kind: String,
    kinds: [&'static str; 4],
    entities: Vec<Named>,
    left_out: usize,
}

/// How many of those who are seldom spoken of a page shows.
const ENTITIES: usize = 300;

pub(super) async fn entities(
    State(shared): State<Arc<Shared>>,
    Query(Kind { kind }): Query<Kind>,
) -> Result<Response, Problem> {
    shared
        .work(move |shared| {
            let index = shared.index()?;
            // Groups without a name ("two officials") are each one article's own; search and articles lead to them.
            let wanted = |known: &&Known| match kind.as_str() {
                "" => known.kind != "group",
                kind => known.kind == kind,
            };
            let of_kind: Vec<&Known> = index.entities.iter().filter(wanted).collect();
            let entities = of_kind.iter().take(ENTITIES);
            html(&EntitiesPage {
                frame: Frame::new("Who and what", "/entities"),
                kinds: ["person", "organisation", "place", "event"],
                left_out: of_kind.len().saturating_sub(ENTITIES),
                entities: entities.map(|known| Named::of(known, shared)).collect(),
                kind,
            })
        })
        .await
}

/// What the saved query `outlets` tells of one.
struct Outlet {
    name: String,
    articles: String,
    reports: String,
    second_hand: String,
    claims_href: String,
}

#[derive(Template)]
#[template(path = "outlets.html")]
struct OutletsPage {
    frame: Frame,
    outlets: Vec<Outlet>,
}

pub(super) async fn outlets(State(shared): State<Arc<Shared>>) -> Result<Response, Problem> {
    shared
        .work(|shared| {
            let asked = query::saved::find("outlets")?;
            let rows = query::rows(shared, asked.text, &BTreeMap::new())?;
            let outlets = rows.into_iter().map(|mut row| {
                let mut take = |column: &str| row.remove(column).unwrap_or_default();
                let name = take("outlet");
                Outlet {
                    articles: take("articles"),
                    reports: take("reports"),
                    second_hand: take("second_hand"),
                    claims_href: format!("/claims?{}", link::query([("outlet", name.as_str())])),
                    name,
                }
            });
            html(&OutletsPage {
                frame: Frame::new("Outlets", "/outlets"),
                outlets: outlets.collect(),
            })
        })
        .await
}
