//! An article: its text with every claim marked, and the claims beside it.

use super::judging::{Judged, judged};
use super::link;
use super::page::{Frame, html};
use super::passage::{self, Mark, Part, Piece};
use super::problem::Problem;
use super::shared::Shared;
use super::told::Told;
use crate::article;
use crate::dossier::{self, Row, anchor, value};
use crate::rdf::found;
use crate::report::{self, Report, Wanted};
use crate::span::Anchor;
use askama::Template;
use axum::response::Response;
use oxigraph::model::{NamedNode, Quad};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Template)]
#[template(path = "article.html")]
struct ArticlePage {
    frame: Frame,
    headline: String,
    /// What is known of it: a name and a value.
    facts: Vec<(&'static str, String)>,
    address: Option<String>,
    pieces: Vec<Shown>,
    claims: Vec<Claim>,
    /// What the outlet says in its own voice.
    narrated: Vec<Told>,
    judged: Vec<Judged>,
    turtle: String,
}

/// A claim of the article.
struct Claim {
    number: usize,
    /// What its place in the text is called.
    anchor: String,
    /// `None` where people rejected it.
    told: Option<Told>,
}

/// A piece of the text as the page has it.
struct Shown {
    text: String,
    class: String,
    /// The numbers of the claims that it is the content of.
    claims: String,
    /// Where it leads, and what it is.
    href: Option<String>,
    title: String,
    /// Number, place and attitude of the claims that begin here.
    begins: Vec<(usize, String, String)>,
}

pub(super) fn page(shared: &Shared, iri: &str) -> Result<Response, Problem> {
    let rows = dossier::article(shared, iri)?;
    let first = rows.first().ok_or_else(|| Problem::missing(iri))?;
    let text = value(first, "text");
    let all = report::find(
        shared,
        &Wanted {
            article: Some(iri.to_owned()),
            ..Wanted::default()
        },
    )?;
    let (narrated, spoken): (Vec<Report>, Vec<Report>) = all.into_iter().partition(Report::is_narrated);
    let (marks, claims) = claims(shared, iri, &spoken)?;
    let aside = set_aside(shared, iri)?;
    let pieces = passage::cut(text, &marks, &aside);
    let headline = match value(first, "headline") {
        "" => value(first, "identifier"),
        headline => headline,
    };
    html(&ArticlePage {
        frame: Frame::new(headline, "/articles"),
        headline: headline.to_owned(),
        facts: facts(&rows),
        address: link::on_the_web(value(first, "url")).map(str::to_owned),
        pieces: pieces.into_iter().map(|piece| shown(piece, &claims)).collect(),
        claims,
        narrated: Told::all(&narrated, shared.base()),
        judged: judged(shared, iri)?,
        turtle: format!("/iri?{}", link::query([("iri", iri)])),
    })
}

/// Outlet, day, authors and the names that it was read under.
fn facts(rows: &[Row]) -> Vec<(&'static str, String)> {
    let columns = [
        ("outlet", "outlet"),
        ("published", "published"),
        ("by", "author"),
        ("read from", "identifier"),
        ("address", "url"),
    ];
    columns
        .into_iter()
        .map(|(name, column)| {
            let values: BTreeSet<&str> = rows.iter().map(|row| value(row, column)).collect();
            (name, values.into_iter().collect::<Vec<_>>().join(", "))
        })
        .filter(|(_, value)| !value.is_empty())
        .collect()
}

/// The marks of an article, and its claims numbered in the order of the text.
fn claims(shared: &Shared, iri: &str, reports: &[Report]) -> Result<(Vec<Mark>, Vec<Claim>), Problem> {
    let pieces = dossier::pieces(shared, iri)?;
    let by_attribution: BTreeMap<&str, &Report> = reports
        .iter()
        .map(|report| (report.attribution_iri.as_str(), report))
        .collect();
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let mut claims = Vec::new();
    for row in pieces
        .iter()
        .filter(|row| value(row, "part") == "content" && value(row, "form") != "narrated")
    {
        let attribution = value(row, "attribution");
        if numbers.contains_key(attribution) {
            continue;
        }
        let number = claims.len() + 1;
        numbers.insert(attribution, number);
        claims.push(Claim {
            number,
            anchor: attribution
                .split_once('#')
                .map_or("", |(_, anchor)| anchor)
                .to_owned(),
            told: by_attribution
                .get(attribution)
                .map(|report| Told::of(report, shared.base())),
        });
    }
    let mark = |row: &Row| {
        Some(Mark {
            claim: *numbers.get(value(row, "attribution"))?,
            part: Part::of_word(value(row, "part"))?,
            place: anchor(row, "begin", "end")?,
        })
    };
    Ok((pieces.iter().filter_map(mark).collect(), claims))
}

/// What this program would not read as the article's own words. The record does not keep it: it follows from the text.
fn set_aside(shared: &Shared, iri: &str) -> Result<Vec<Anchor>, Problem> {
    let article = NamedNode::new_unchecked(iri);
    let quads: Vec<Quad> = shared
        .record()
        .graph(article.as_ref())
        .collect::<Result<_, _>>()?;
    let read = found::kept(quads).map(|kept| article::again(kept, shared.lexicon()));
    let aside = read.map(|article| article.set_aside).unwrap_or_default();
    Ok(aside.iter().map(|aside| aside.anchor).collect())
}

fn shown(piece: Piece, claims: &[Claim]) -> Shown {
    let claim = |number: &usize| &claims[number - 1];
    let innermost = piece.contents.last().map(claim);
    let told = innermost.and_then(|claim| claim.told.as_ref());
    let mut classes: Vec<String> = Vec::new();
    if innermost.is_some() {
        let attitude = told.map_or("rejected", |told| told.attitude.as_str());
        classes.extend(["content".to_owned(), format!("a-{attitude}")]);
        if piece.contents.len() > 1 {
            classes.push("inner".to_owned());
        }
    }
    let parts = [
        ("source", piece.is_source),
        ("cue", piece.is_cue),
        ("aside", piece.is_aside),
    ];
    classes.extend(
        parts
            .iter()
            .filter(|(_, is)| *is)
            .map(|(part, _)| (*part).to_owned()),
    );
    let describe = |claim: &Claim| match &claim.told {
        Some(told) => format!("{} {}", told.speaker, told.attitude),
        None => "rejected".to_owned(),
    };
    let around: Vec<String> = piece
        .contents
        .iter()
        .map(|number| describe(claim(number)))
        .collect();
    Shown {
        title: match (around.is_empty(), piece.is_aside) {
            (false, _) => around.join(": "),
            (true, true) => "set aside: not the article's own words".to_owned(),
            (true, false) => String::new(),
        },
        href: told.map(|told| told.claim_href.clone()),
        class: classes.join(" "),
        claims: piece
            .contents
            .iter()
            .map(usize::to_string)
            .collect::<Vec<_>>()
            .join(" "),
        begins: piece
            .begins
            .iter()
            .map(|number| {
                let claim = claim(number);
                (*number, claim.anchor.clone(), describe(claim))
            })
            .collect(),
        text: piece.text,
    }
}
