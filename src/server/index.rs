//! What lists, facets and search are told from: every report, entity and article of the record, in memory.
//!
//! Made once for each state of the record. A list that is narrowed, sorted and counted anew at each click would
//! otherwise ask the store for all of it each time, and the store has no search over words.

use super::problem::Problem;
use super::relations;
use super::shared::Shared;
use crate::name;
use crate::query::{self, Source};
use crate::rdf::iri::folder;
use crate::report::{self, Report, Wanted};
use oxigraph::model::NamedNodeRef;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A report with what its claim is about.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Line {
    #[serde(flatten)]
    pub(super) report: Report,
    pub(super) about: Vec<Topic>,
    /// How it stands to others, and others to it: words of [`relations::SIDES`].
    pub(super) relations: BTreeSet<&'static str>,
    /// Its words and names as they are searched.
    #[serde(skip)]
    folded: String,
}

/// What a claim is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Topic {
    pub(super) iri: String,
    pub(super) label: String,
}

/// Somebody or something with its names.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Known {
    pub(super) iri: String,
    pub(super) label: String,
    pub(super) kind: &'static str,
    pub(super) names: Vec<String>,
    /// How many reports there are of what it said, and of what is said of it.
    pub(super) said: usize,
    pub(super) told_of: usize,
}

/// An article.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Printed {
    pub(super) iri: String,
    pub(super) name: String,
    pub(super) headline: String,
    pub(super) published: String,
    pub(super) outlet: String,
    pub(super) claims: usize,
}

/// The record as lists see it.
pub(super) struct Index {
    /// The newest first.
    pub(super) lines: Vec<Line>,
    /// Those with the most reports first.
    pub(super) entities: Vec<Known>,
    /// The newest first.
    pub(super) articles: Vec<Printed>,
}

impl Index {
    /// Reads all of it from the record.
    pub(super) fn of(shared: &Shared) -> Result<Self, Problem> {
        let mut topics = topics(shared)?;
        let mut relations = relations::all(shared)?;
        let mut reports = report::find(shared, &Wanted::default())?;
        reports.sort_by(|one, other| other.said_on.cmp(&one.said_on));
        let lines: Vec<Line> = reports
            .into_iter()
            .map(|report| {
                Line::new(
                    topics.entry(report.claim_iri.clone()).or_default().clone(),
                    relations.remove(&report.attribution_iri).unwrap_or_default(),
                    report,
                )
            })
            .collect();
        Ok(Self {
            entities: entities(shared, &lines)?,
            articles: articles(shared, &lines)?,
            lines,
        })
    }

    /// Those with a name that holds all the words.
    pub(super) fn entities_with(&self, words: &[String]) -> Vec<&Known> {
        let holds = |name: &String| {
            let name = name.to_lowercase();
            words.iter().all(|word| name.contains(word.as_str()))
        };
        let known = self.entities.iter();
        known.filter(|known| known.names.iter().any(holds)).collect()
    }

    /// Those whose headline, outlet or name holds all the words.
    pub(super) fn articles_with(&self, words: &[String]) -> Vec<&Printed> {
        let printed = self.articles.iter();
        printed
            .filter(|printed| {
                let text =
                    format!("{}\n{}\n{}", printed.headline, printed.outlet, printed.name).to_lowercase();
                words.iter().all(|word| text.contains(word.as_str()))
            })
            .collect()
    }

    /// The entities that go by a name: those of just that name or path, else those that have it as words of theirs.
    pub(super) fn named<'a>(&'a self, shared: &Shared, wanted: &str) -> BTreeSet<&'a str> {
        let folded = name::folded(wanted);
        let path = |known: &Known| known.iri.strip_prefix(shared.base().as_str()) == Some(wanted);
        let fitting = |fits: &dyn Fn(&str) -> bool| -> BTreeSet<&str> {
            let known = self.entities.iter();
            known
                .filter(|known| known.names.iter().any(|name| fits(&name::folded(name))))
                .map(|known| known.iri.as_str())
                .collect()
        };
        if let Some(known) = self
            .entities
            .iter()
            .find(|known| path(known) || known.iri == wanted)
        {
            return BTreeSet::from([known.iri.as_str()]);
        }
        let same = fitting(&|name| name == folded);
        match same.is_empty() {
            true => fitting(&|name| format!(" {name} ").contains(&format!(" {folded} "))),
            false => same,
        }
    }
}

impl Line {
    fn new(about: Vec<Topic>, relations: BTreeSet<&'static str>, report: Report) -> Self {
        let speaker = report.speaker.as_deref().unwrap_or_default();
        let topics: Vec<&str> = about.iter().map(|topic| topic.label.as_str()).collect();
        let folded = format!(
            "{speaker}\n{}\n{}\n{}",
            report.words,
            report.claim_text,
            topics.join("\n")
        )
        .to_lowercase();
        Self {
            report,
            about,
            relations,
            folded,
        }
    }

    /// Whether all of these words, in lower case, stand in it.
    pub(super) fn holds(&self, words: &[String]) -> bool {
        words.iter().all(|word| self.folded.contains(word.as_str()))
    }
}

/// The words that are searched for.
pub(super) fn search_words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split_whitespace()
        .map(str::to_owned)
        .collect()
}

fn topics(source: &dyn Source) -> Result<BTreeMap<String, Vec<Topic>>, Problem> {
    let mut topics: BTreeMap<String, Vec<Topic>> = BTreeMap::new();
    for mut row in query::rows(source, include_str!("topics.rq"), &BTreeMap::new())? {
        let mut take = |column: &str| row.remove(column).unwrap_or_default();
        let of_claim = topics.entry(take("claim")).or_default();
        of_claim.push(Topic {
            iri: take("topic"),
            label: take("label"),
        });
    }
    Ok(topics)
}

fn entities(shared: &Shared, lines: &[Line]) -> Result<Vec<Known>, Problem> {
    let mut said: BTreeMap<&str, usize> = BTreeMap::new();
    let mut told_of: BTreeMap<&str, usize> = BTreeMap::new();
    for line in lines.iter().filter(|line| !line.report.is_narrated()) {
        if let Some(speaker) = &line.report.speaker_iri {
            *said.entry(speaker).or_default() += 1;
        }
        for topic in &line.about {
            *told_of.entry(&topic.iri).or_default() += 1;
        }
    }
    let mut entities: Vec<Known> = name::all(shared)?
        .into_iter()
        .filter_map(|(entity, names)| {
            let kind = shared.base().kind_of(NamedNodeRef::new(&entity.iri).ok()?)?;
            Some(Known {
                kind: folder(kind),
                said: said.get(entity.iri.as_str()).copied().unwrap_or_default(),
                told_of: told_of.get(entity.iri.as_str()).copied().unwrap_or_default(),
                names: names.into_iter().collect(),
                label: entity.label,
                iri: entity.iri,
            })
        })
        .collect();
    // The sort is stable: those with as many stay in the order of their names.
    entities.sort_by_key(|known| std::cmp::Reverse(known.said + known.told_of));
    Ok(entities)
}

fn articles(source: &dyn Source, lines: &[Line]) -> Result<Vec<Printed>, Problem> {
    let mut claims: BTreeMap<&str, usize> = BTreeMap::new();
    for line in lines.iter().filter(|line| !line.report.is_narrated()) {
        *claims.entry(&line.report.article_iri).or_default() += 1;
    }
    let rows = query::rows(source, include_str!("articles.rq"), &BTreeMap::new())?;
    Ok(rows
        .into_iter()
        .map(|mut row| {
            let mut take = |column: &str| row.remove(column).unwrap_or_default();
            let iri = take("article");
            Printed {
                claims: claims.get(iri.as_str()).copied().unwrap_or_default(),
                name: take("name"),
                headline: take("headline"),
                published: take("published"),
                outlet: take("outlet"),
                iri,
            }
        })
        .collect())
}
