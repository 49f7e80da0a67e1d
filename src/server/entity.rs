//! Somebody or something: names, offices, what it said and what is said of it, on a line of time; an event with its rounds.

use super::choice::Choice;
use super::judging::{Desk, Judged, judged};
use super::link;
use super::node::Cell;
use super::page::{Frame, html};
use super::problem::Problem;
use super::shared::Shared;
use super::timeline::{Stay, Timeline};
use super::told::{Told, short};
use crate::dossier::{self, Row, class_word, days, value};
use crate::report::{self, Report, Wanted};
use askama::Template;
use axum::response::Response;
use std::collections::BTreeMap;

/// How many claims of each kind the page shows; the list has them all.
const SHOWN: usize = 40;

#[derive(Template)]
#[template(path = "entity.html")]
struct EntityPage {
    frame: Frame,
    desk: Desk,
    label: String,
    class: String,
    /// What judgements call it.
    path: String,
    facts: Vec<Fact>,
    offices: Vec<Fact>,
    rounds: Vec<Fact>,
    timeline: Option<Timeline>,
    said: Vec<Told>,
    said_in_all: usize,
    said_href: String,
    told_of: Vec<Told>,
    told_of_in_all: usize,
    told_of_href: String,
    /// What it speaks of, and who speaks of it, the most often first.
    speaks_of: Vec<Tie>,
    spoken_of_by: Vec<Tie>,
    mentions: Vec<Mentioned>,
    judged: Vec<Judged>,
    graph: String,
    turtle: String,
}

/// Something known of it, with the days for which it holds.
struct Fact {
    what: String,
    value: Cell,
    days: String,
}

/// Somebody or something that it is tied to by claims.
struct Tie {
    label: String,
    count: usize,
    /// These claims.
    href: String,
}

/// An article that mentions it.
struct Mentioned {
    headline: String,
    href: String,
    outlet: String,
    published: String,
    times: String,
    /// The words by which it is meant, each with why.
    wordings: String,
}

pub(super) fn page(shared: &Shared, iri: &str) -> Result<Response, Problem> {
    let known = dossier::entity(shared, iri)?;
    let all = |what: &'static str| known.iter().filter(move |row| value(row, "what") == what);
    let label = all("label").map(|row| value(row, "value")).next().unwrap_or(iri);
    let class = all("class").map(|row| class_word(value(row, "value"))).next();
    let find = |wanted: Wanted| report::find(shared, &wanted);
    let said = find(Wanted {
        by: Some(iri.to_owned()),
        ..Wanted::default()
    })?;
    let mut told_of = find(Wanted {
        about: Some(iri.to_owned()),
        ..Wanted::default()
    })?;
    told_of.retain(|report| report.speaker_iri.as_deref() != Some(iri) && !report.is_narrated());
    let offices = facts(shared, all("office"));
    let stays =
        all("office").filter_map(|row| Stay::of(value(row, "value"), value(row, "from"), value(row, "to")));
    let newest = |reports: &[Report]| Told::all(reports.iter().rev().take(SHOWN), shared.base());
    let path = short(shared.base(), iri);
    let list = |field: &'static str| format!("/claims?{}", link::query([(field, path)]));
    let others = [
        "also called",
        "known as",
        "kind",
        "place",
        "time",
        "with",
        "round of",
    ];
    html(&EntityPage {
        frame: Frame::new(label, "/entities"),
        desk: Desk::new(shared, link::to(shared.base(), iri)),
        label: label.to_owned(),
        class: class.unwrap_or("thing").to_owned(),
        facts: others
            .into_iter()
            .flat_map(|what| facts(shared, all(what)))
            .collect(),
        rounds: facts(shared, all("round")),
        timeline: Timeline::of(&said, &told_of, stays.collect(), shared.base()),
        offices,
        said: newest(&said),
        said_in_all: said.len(),
        said_href: list("by"),
        told_of: newest(&told_of),
        told_of_in_all: told_of.len(),
        told_of_href: list("about"),
        speaks_of: ties(shared, path, true)?,
        spoken_of_by: ties(shared, path, false)?,
        mentions: mentions(shared, iri)?,
        judged: judged(shared, iri)?,
        graph: format!("/graph?{}", link::query([("view", "claims"), ("by", path)])),
        turtle: format!("/iri?{}", link::query([("iri", iri)])),
        path: path.to_owned(),
    })
}

fn facts<'a>(shared: &Shared, rows: impl Iterator<Item = &'a Row>) -> Vec<Fact> {
    rows.map(|row| {
        let text = value(row, "value");
        let node = row.get("node").map(|node| link::to(shared.base(), node));
        Fact {
            what: value(row, "what").to_owned(),
            value: Cell {
                text: text.to_owned(),
                href: node.or_else(|| link::on_the_web(text).map(str::to_owned)),
            },
            days: days(row),
        }
    })
    .collect()
}

/// How many ties of each kind are shown.
const TIES: usize = 12;

/// What somebody speaks of, or who speaks of them.
fn ties(shared: &Shared, path: &str, is_speaker: bool) -> Result<Vec<Tie>, Problem> {
    let index = shared.index()?;
    let ((field, other_field), choice) = match is_speaker {
        true => (
            ("by", "about"),
            Choice {
                by: path.to_owned(),
                ..Choice::default()
            },
        ),
        false => (
            ("about", "by"),
            Choice {
                about: path.to_owned(),
                ..Choice::default()
            },
        ),
    };
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for line in choice.lines(&index, shared).iter() {
        let speaker = line
            .report
            .speaker_iri
            .as_deref()
            .zip(line.report.speaker.as_deref());
        let topics = line
            .about
            .iter()
            .map(|topic| (topic.iri.as_str(), topic.label.as_str()));
        let others: Vec<(&str, &str)> = match is_speaker {
            true => topics.collect(),
            false => speaker.into_iter().collect(),
        };
        for (iri, label) in others {
            let other = short(shared.base(), iri);
            if other != path {
                *counts.entry((other, label)).or_default() += 1;
            }
        }
    }
    let mut counts: Vec<((&str, &str), usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.truncate(TIES);
    let tie = |((other, label), count): ((&str, &str), usize)| Tie {
        label: label.to_owned(),
        count,
        href: format!("/claims?{}", link::query([(field, path), (other_field, other)])),
    };
    Ok(counts.into_iter().map(tie).collect())
}

fn mentions(shared: &Shared, iri: &str) -> Result<Vec<Mentioned>, Problem> {
    let mut wordings: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in dossier::wordings(shared, iri)? {
        let of_article = wordings.entry(value(&row, "article").to_owned()).or_default();
        of_article.push(format!(
            "“{}” ({})",
            value(&row, "words"),
            value(&row, "by").replace('-', " ")
        ));
    }
    let rows = dossier::mentions(shared, iri)?;
    let mentioned = |row: &Row| {
        let article = value(row, "article");
        Mentioned {
            headline: match value(row, "headline") {
                "" => "without a headline".to_owned(),
                headline => headline.to_owned(),
            },
            href: link::to(shared.base(), article),
            outlet: value(row, "outlet").to_owned(),
            published: value(row, "published").to_owned(),
            times: value(row, "times").to_owned(),
            wordings: wordings
                .get(article)
                .map_or_else(String::new, |words| words.join(", ")),
        }
    };
    Ok(rows.iter().map(mentioned).collect())
}
