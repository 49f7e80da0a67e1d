//! Judging by a form: what the form says becomes a judgement, and the page that it stood on is shown again.

use super::guard;
use super::link;
use super::page::{Frame, html};
use super::pages::{Pages, Place};
use super::problem::Problem;
use super::shared::Shared;
use super::told::short;
use crate::dossier::{self, Row, value};
use crate::judgement::line::Line;
use crate::judgement::{FIELDS, Judgement};
use crate::review::history::{in_order, remark, told};
use crate::review::ruling::{self, Spoken};
use crate::store::State as Standing;
use askama::Template;
use axum::extract::{Form, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::Utc;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a form that judges holds beside what it asks.
pub(super) struct Desk {
    pub(super) token: String,
    /// Who judges, where the server was told.
    pub(super) judge: String,
    /// The page to come back to.
    pub(super) back: String,
    pub(super) fields: &'static [&'static str],
}

impl Desk {
    pub(super) fn new(shared: &Shared, back: impl Into<String>) -> Self {
        Self {
            token: shared.token.clone(),
            judge: shared.settings.judge.clone().unwrap_or_default(),
            back: back.into(),
            fields: FIELDS,
        }
    }
}

/// What a form says. Its parts are those of a line of `onrecord judge --from`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Filled {
    token: String,
    back: String,
    by: String,
    verdict: String,
    target: String,
    other: String,
    relation: String,
    field: String,
    value: String,
    kind: String,
    judgement: String,
}

impl Filled {
    fn line(self) -> Line<Spoken> {
        let given = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let named = |text: String| given(text).map(Spoken::Named);
        Line {
            verdict: self.verdict,
            target: named(self.target),
            relation: given(self.relation),
            other: named(self.other),
            field: given(self.field),
            value: given(self.value),
            kind: given(self.kind),
            judgement: given(self.judgement),
            by: None,
            at: None,
        }
    }
}

/// Takes a form that judges, and shows the page that it came from with what was judged.
pub(super) async fn judge(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    Form(filled): Form<Filled>,
) -> Result<Response, Problem> {
    guard::may_write(&headers, &filled.token, &shared)?;
    let back = own_path(&filled.back).to_owned();
    let judgement = shared
        .work(move |shared| {
            let by = [Some(filled.by.clone()), shared.settings.judge.clone()];
            let by = by.into_iter().flatten().find(|by| !by.trim().is_empty());
            let by =
                by.ok_or_else(|| Problem::bad("Nobody is known to judge.", "Go back and give your name."))?;
            let (target, other, relation) = (
                filled.target.clone(),
                filled.other.clone(),
                filled.relation.clone(),
            );
            let is_answer = filled.verdict != "correct" && target.contains("#attribution=");
            let rulings = ruling::all_of_line(&shared.record(), filled.line())?;
            let now = Utc::now();
            let judgements: Vec<Judgement> = rulings
                .into_iter()
                .map(|ruling| Judgement::new(&by, now, ruling))
                .collect();
            shared.judge(&judgements)?;
            let attributions: Vec<&str> = [target.as_str(), &other]
                .into_iter()
                .filter(|end| !end.is_empty())
                .collect();
            shared.answered(is_answer.then_some((attributions.as_slice(), relation.as_str())));
            let node = judgements
                .first()
                .map(|judgement| shared.base().judgement(judgement));
            Ok(node.map_or_else(String::new, |node| short(shared.base(), node.as_str()).to_owned()))
        })
        .await?;
    let joint = if back.contains('?') { '&' } else { '?' };
    let done = link::query([("judged", judgement.as_str())]);
    Ok(Redirect::to(&format!("{back}{joint}{done}")).into_response())
}

/// A path of this server; a form that was tampered with shall not lead elsewhere.
fn own_path(back: &str) -> &str {
    let is_path = back.starts_with('/') && !back.starts_with("//") && !back.contains(['\\', '#', '\r', '\n']);
    if is_path { back } else { "/judgements" }
}

/// A judgement of something that is shown.
pub(super) struct Judged {
    pub(super) day: String,
    pub(super) by: String,
    pub(super) told: String,
}

/// What people judged of a node and of what stands in it, the earliest first.
pub(super) fn judged(shared: &Shared, iri: &str) -> Result<Vec<Judged>, Problem> {
    let rows = dossier::judged(shared, iri)?;
    let mut judgements: BTreeMap<(&str, &str), Vec<&Row>> = BTreeMap::new();
    for row in &rows {
        let of = judgements.entry((value(row, "at"), value(row, "judgement")));
        of.or_default().push(row);
    }
    let one = |((at, _), targets): ((&str, &str), Vec<&Row>)| {
        let row = targets[0];
        let words: Vec<&str> = targets.iter().map(|row| value(row, "words")).collect();
        let parts = [
            value(row, "verdict").to_owned(),
            value(row, "relation").to_owned(),
            match value(row, "field") {
                "" => String::new(),
                field => format!("{field} is {}", value(row, "value")),
            },
            format!("“{}”", words.join("” and “")),
        ];
        Judged {
            day: at.split('T').next().unwrap_or_default().to_owned(),
            by: value(row, "by").to_owned(),
            told: parts
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(": "),
        }
    };
    Ok(judgements.into_iter().map(one).collect())
}

/// A judgement in the history.
struct Past {
    at: String,
    by: String,
    told: String,
    remark: &'static str,
    judgement: String,
    /// Whether it can be taken back.
    stands: bool,
}

#[derive(Template)]
#[template(path = "judgements.html")]
struct JudgementsPage {
    frame: Frame,
    desk: Desk,
    /// Whose judgements are shown; those of all where it is empty.
    by: String,
    judges: Vec<Judge>,
    past: Vec<Past>,
    found: usize,
    pages: Pages,
}

/// Somebody who judged.
struct Judge {
    name: String,
    count: usize,
    href: String,
}

/// Whose judgements are asked for, and which page of them.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    by: String,
    page: String,
}

fn history_of(by: &str, page: &str) -> String {
    let page = if page == "1" { "" } else { page };
    match link::query([("by", by), ("page", page)]) {
        query if query.is_empty() => "/judgements".to_owned(),
        query => format!("/judgements?{query}"),
    }
}

fn judges<'a>(judgements: impl Iterator<Item = &'a Judgement>) -> Vec<Judge> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for judgement in judgements {
        *counts.entry(&judgement.by).or_default() += 1;
    }
    let judge = |(name, count): (&str, usize)| Judge {
        name: name.to_owned(),
        count,
        href: history_of(name, ""),
    };
    counts.into_iter().map(judge).collect()
}

/// Who judged what and when, the latest first.
pub(super) async fn history(
    State(shared): State<Arc<Shared>>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    shared
        .work(move |shared| {
            let record = shared.record();
            let states = record.states()?;
            let all = in_order(&record);
            let judges = judges(all.iter().map(|(_, judgement)| *judgement));
            let is_wanted = |judgement: &Judgement| asked.by.is_empty() || judgement.by == asked.by;
            let wanted: Vec<_> = all
                .into_iter()
                .rev()
                .filter(|(_, judgement)| is_wanted(judgement))
                .collect();
            let place = Place::of(&asked.page, wanted.len());
            let past = place.lines(wanted.iter()).map(|(node, judgement)| {
                let state = states.get(*node).copied().unwrap_or(Standing::Stands);
                Past {
                    at: judgement.at.format("%Y-%m-%d %H:%M").to_string(),
                    by: judgement.by.clone(),
                    told: told(judgement),
                    remark: remark(state, &judgement.ruling).unwrap_or_default(),
                    judgement: short(shared.base(), node.as_str()).to_owned(),
                    stands: state != Standing::Withdrawn && !judgement.targets().is_empty(),
                }
            });
            html(&JudgementsPage {
                frame: Frame::new("What was judged", "/review"),
                desk: Desk::new(shared, history_of(&asked.by, &place.page.to_string())),
                judges,
                past: past.collect(),
                found: wanted.len(),
                pages: place.with_neighbours(|page| history_of(&asked.by, page)),
                by: asked.by.clone(),
            })
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_leads_back_to_this_server_alone() {
        assert_eq!(own_path("/review?only=claims"), "/review?only=claims");
        for back in [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "",
            "/x\r\ny",
        ] {
            assert_eq!(own_path(back), "/judgements", "{back:?}");
        }
    }
}
