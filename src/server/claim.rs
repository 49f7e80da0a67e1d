//! A claim: everybody who reports it, in their sentences, through whom, and how others stand to it.

use super::judging::{Desk, Judged, judged};
use super::link;
use super::node::Cell;
use super::page::{Frame, html};
use super::problem::Problem;
use super::sentence::{Evidence, sentences};
use super::shared::Shared;
use super::told::{Told, short};
use crate::dossier::{self, Row, value};
use crate::report::{self, Report, Wanted};
use askama::Template;
use axum::response::Response;
use std::collections::BTreeSet;

#[derive(Template)]
#[template(path = "claim.html")]
struct ClaimPage {
    frame: Frame,
    desk: Desk,
    words: String,
    topics: Vec<Cell>,
    wordings: Vec<Wording>,
    same: Vec<Same>,
    related: Vec<Related>,
    turtle: String,
    graph: String,
}

/// One report of the claim.
struct Wording {
    told: Told,
    sentences: Vec<Vec<Evidence>>,
    judged: Vec<Judged>,
}

/// A claim that says the same in other words.
struct Same {
    words: String,
    href: String,
    /// An attribution of each, by which a judgement can name the two claims.
    one: String,
    other: String,
}

/// How a remark stands to one of this claim.
struct Related {
    kind: String,
    /// Whether the other remark stands to this claim, or one of this claim to the other.
    towards: bool,
    speaker: Cell,
    said_on: String,
    words: String,
    /// The sentences in which the other remark was reported.
    sentences: Vec<Vec<Evidence>>,
    href: String,
    relation: String,
    /// By what it was found, how far both are one, how sure that is, what people say: as far as there is any.
    grounds: String,
}

pub(super) fn page(shared: &Shared, iri: &str) -> Result<Response, Problem> {
    let rows = dossier::claim(shared, iri)?;
    let first = rows.first().ok_or_else(|| Problem::missing(iri))?;
    let reports = reports_of(shared, iri)?;
    let mut evidence = dossier::sentences_by_attribution(shared, iri)?;
    let wording = |report: &Report| -> Result<Wording, Problem> {
        Ok(Wording {
            told: Told::of(report, shared.base()),
            sentences: sentences(&evidence.remove(&report.attribution_iri).unwrap_or_default()),
            judged: judged(shared, &report.attribution_iri)?,
        })
    };
    let wordings: Result<Vec<Wording>, Problem> = reports.iter().map(wording).collect();
    let here = link::to(shared.base(), iri);
    html(&ClaimPage {
        frame: Frame::new(value(first, "text"), "/claims"),
        desk: Desk::new(shared, here),
        words: value(first, "text").to_owned(),
        topics: rows
            .iter()
            .filter_map(|row| cell(shared, row, "about", "topic"))
            .collect(),
        wordings: wordings?,
        same: same(shared, iri, reports.first())?,
        related: related(shared, iri)?,
        turtle: format!("/iri?{}", link::query([("iri", iri)])),
        graph: graph_of(shared, &rows),
    })
}

fn reports_of(shared: &Shared, claim: &str) -> Result<Vec<Report>, Problem> {
    let wanted = Wanted {
        claim: Some(claim.to_owned()),
        ..Wanted::default()
    };
    Ok(report::find(shared, &wanted)?)
}

/// The graph of the claims about what this one is about.
fn graph_of(shared: &Shared, rows: &[Row]) -> String {
    let topic = rows
        .first()
        .map_or("", |row| short(shared.base(), value(row, "topic")));
    match topic {
        "" => String::new(),
        topic => format!("/graph?{}", link::query([("view", "claims"), ("about", topic)])),
    }
}

/// A name that leads to its page, from the columns of a row.
fn cell(shared: &Shared, row: &Row, label: &str, iri: &str) -> Option<Cell> {
    let label = value(row, label);
    (!label.is_empty()).then(|| Cell {
        text: label.to_owned(),
        href: row.get(iri).map(|iri| link::to(shared.base(), iri)),
    })
}

fn same(shared: &Shared, claim: &str, report: Option<&Report>) -> Result<Vec<Same>, Problem> {
    let mut same = Vec::new();
    let Some(one) = report.map(|report| short(shared.base(), &report.attribution_iri)) else {
        return Ok(same);
    };
    for row in dossier::same_claims(shared, claim)? {
        let other = value(&row, "other");
        let reports = reports_of(shared, other)?;
        same.push(Same {
            words: value(&row, "words").to_owned(),
            href: link::to(shared.base(), other),
            one: one.to_owned(),
            other: reports.first().map_or_else(String::new, |report| {
                short(shared.base(), &report.attribution_iri).to_owned()
            }),
        });
    }
    Ok(same)
}

/// Each relation once, though each topic and report of the two ends gives a row.
fn related(shared: &Shared, claim: &str) -> Result<Vec<Related>, Problem> {
    let mut known = BTreeSet::new();
    let rows = dossier::relations(shared, claim)?;
    // What is between two remarks of this claim itself is told once, from the side of the one that stands to the other.
    let is_told = |row: &&Row| value(row, "direction") == "of" && value(row, "other") == claim;
    let new = rows
        .iter()
        .filter(|row| !is_told(row))
        .filter(|row| known.insert((value(row, "relation"), value(row, "direction"))));
    new.map(|row| one_related(shared, row)).collect()
}

fn one_related(shared: &Shared, row: &Row) -> Result<Related, Problem> {
    let other = value(row, "other");
    let reported = dossier::sentences_by_statement(shared, other)?;
    let sure = value(row, "sure").parse::<f64>();
    let sure = sure.map_or_else(|_| String::new(), |share| format!("sure to {share:.2}"));
    // What was found by its grade alone has the same word twice.
    let grade = Some(value(row, "grade")).filter(|grade| *grade != value(row, "method"));
    let grounds = [
        grade.unwrap_or_default().replace('-', " "),
        value(row, "method").replace('-', " "),
        sure,
        value(row, "judged").to_owned(),
    ];
    Ok(Related {
        kind: value(row, "kind").to_owned(),
        towards: value(row, "direction") == "by",
        speaker: cell(shared, row, "speaker", "agent").unwrap_or_else(|| Cell {
            text: "somebody".to_owned(),
            href: None,
        }),
        said_on: value(row, "said_on").to_owned(),
        words: value(row, "words").to_owned(),
        sentences: reported
            .get(value(row, "statement"))
            .map_or_else(Vec::new, |reported| sentences(reported)),
        href: link::to(shared.base(), other),
        relation: short(shared.base(), value(row, "relation")).to_owned(),
        grounds: grounds
            .into_iter()
            .filter(|ground| !ground.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
    })
}
