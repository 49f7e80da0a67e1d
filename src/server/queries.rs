//! The saved queries as forms, and their answers as tables, CSV and JSON.

use super::answer::{Shown, written};
use super::link;
use super::page::{Frame, html};
use super::problem::Problem;
use super::shared::Shared;
use super::sparql::ROWS_OF_A_PAGE;
use crate::query::Answer;
use crate::query::format::Format;
use crate::query::parameter::ParameterKind;
use crate::query::saved::{self, SavedQuery};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A saved query in the list.
struct Listed {
    name: &'static str,
    summary: String,
}

#[derive(Template)]
#[template(path = "queries.html")]
struct QueriesPage {
    frame: Frame,
    queries: Vec<Listed>,
}

pub(super) async fn list() -> Result<Response, Problem> {
    let queries = saved::all().into_iter().map(|query| Listed {
        name: query.name,
        summary: query.header.summary,
    });
    html(&QueriesPage {
        frame: Frame::new("Queries", "/queries"),
        queries: queries.collect(),
    })
}

/// A field of the form.
struct Field {
    name: String,
    meaning: String,
    /// The type of the input.
    kind: &'static str,
    is_needed: bool,
    value: String,
}

#[derive(Template)]
#[template(path = "query.html")]
struct QueryPage {
    frame: Frame,
    name: &'static str,
    summary: String,
    description: String,
    fields: Vec<Field>,
    answer: Option<Shown>,
    csv: String,
    json: String,
    sparql: String,
    text: String,
}

/// Asks a saved query where all that it needs is given; else shows its form alone.
pub(super) async fn one(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Query(mut given): Query<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    let query = saved::find(&name)?;
    let format = match given.remove("format").as_deref() {
        Some("csv") => Some(Format::Csv),
        Some("json") => Some(Format::Json),
        _ => None,
    };
    given.retain(|_, value| !value.trim().is_empty());
    let is_whole = query
        .parameters
        .iter()
        .all(|parameter| !parameter.mandatory || given.contains_key(&parameter.name));
    if !is_whole {
        let text = query.text;
        return page(&shared, query, &given, None, text);
    }
    shared
        .answer_saved(
            query.text,
            given.clone(),
            ROWS_OF_A_PAGE,
            move |shared, question, answer| match format {
                Some(format) => written(&answer, format, shared),
                None => page(shared, query, &given, Some(&answer), question.text()),
            },
        )
        .await
}

fn page(
    shared: &Shared,
    query: SavedQuery,
    given: &BTreeMap<String, String>,
    answer: Option<&Answer>,
    text: &str,
) -> Result<Response, Problem> {
    let address = |format: &str| {
        let values = given.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let values = values.chain([("format", format)]);
        format!("/queries/{}?{}", query.name, link::query(values))
    };
    let field = |parameter: &crate::query::parameter::Parameter| {
        let meaning = query.header.parameters.get(&parameter.name);
        Field {
            name: parameter.name.clone(),
            meaning: meaning.cloned().unwrap_or_default(),
            kind: match parameter.kind {
                ParameterKind::Date => "date",
                ParameterKind::Integer | ParameterKind::Decimal => "number",
                _ => "text",
            },
            is_needed: parameter.mandatory,
            value: given.get(&parameter.name).cloned().unwrap_or_default(),
        }
    };
    html(&QueryPage {
        frame: Frame::new(query.name, "/queries"),
        fields: query.parameters.iter().map(field).collect(),
        answer: answer.map(|answer| Shown::of(answer, shared)),
        csv: address("csv"),
        json: address("json"),
        sparql: format!("/sparql?{}", link::query([("edit", text)])),
        name: query.name,
        summary: query.header.summary.clone(),
        description: query.header.description.clone(),
        text: text.to_owned(),
    })
}
