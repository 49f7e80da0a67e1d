//! What lists, facets and search are told from: every report, entity and article of the record, in memory.
//!
//! Made once for each state of the record. A list that is narrowed, sorted and counted anew at each click would
//! otherwise ask the store for all of it each time, and the store has no search over words.

use super::columns::{Column, Orders, Words};
use super::problem::Problem;
use super::relations;
use super::shared::Shared;
use crate::name::{self, Entity};
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
}

/// What a claim is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
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
    /// Its names as they are searched, and as they are compared.
    #[serde(skip)]
    lower: Vec<String>,
    #[serde(skip)]
    folded: Vec<String>,
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
    pub(super) columns: Columns,
    /// Those with the most reports first.
    pub(super) entities: Vec<Known>,
    /// The newest first.
    pub(super) articles: Vec<Printed>,
    /// Those with a name, in order.
    pub(super) outlets: Vec<String>,
}

/// What lines are narrowed, counted, sorted and searched by.
pub(super) struct Columns {
    /// Speakers that have a name.
    pub(super) speaker: Column<Topic>,
    pub(super) about: Column<Topic>,
    pub(super) attitude: Column<String>,
    pub(super) relation: Column<&'static str>,
    pub(super) outlet: Column<String>,
    pub(super) form: Column<String>,
    pub(super) mode: Column<String>,
    /// The first and the last day on which it may have been said.
    pub(super) first_day: Column<String>,
    pub(super) last_day: Column<String>,
    /// How often the like of each line is right, from 0 to 1; 0 where nobody knows.
    pub(super) sure: Vec<f64>,
    pub(super) words: Words,
    pub(super) orders: Orders,
}

impl Columns {
    fn of(lines: &[Line]) -> Self {
        let one = |value: fn(&Report) -> Option<&String>| {
            Column::of(lines.iter().map(|line| value(&line.report).cloned()))
        };
        let speaker = |line: &Line| {
            Some(Topic {
                iri: line.report.speaker_iri.clone()?,
                label: line.report.speaker.clone()?,
            })
        };
        let speaker = Column::of(lines.iter().map(speaker));
        let name = one(|report| report.speaker.as_ref());
        let first_day = one(|report| report.said_on.as_ref());
        let printed = one(|report| report.published.as_ref());
        let sure = lines
            .iter()
            .map(|line| line.report.confidence.unwrap_or_default());
        let sure: Vec<f64> = sure.collect();
        Self {
            orders: Orders::of(&first_day, &printed, &name, &sure),
            speaker,
            about: Column::of(lines.iter().map(|line| line.about.iter().cloned())),
            attitude: one(|report| Some(&report.attitude)),
            relation: Column::of(lines.iter().map(|line| line.relations.iter().copied())),
            outlet: one(|report| report.outlet.as_ref()),
            form: one(|report| Some(&report.form)),
            mode: one(|report| Some(&report.mode)),
            first_day,
            last_day: one(|report| report.said_until.as_ref().or(report.said_on.as_ref())),
            words: Words::of(lines.iter().map(Line::searched)),
            sure,
        }
    }
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
            .map(|report| Line {
                about: topics.entry(report.claim_iri.clone()).or_default().clone(),
                relations: relations.remove(&report.attribution_iri).unwrap_or_default(),
                report,
            })
            .collect();
        Ok(Self::made_of(
            entities(shared, &lines)?,
            articles(shared, &lines)?,
            lines,
        ))
    }

    pub(super) fn made_of(entities: Vec<Known>, articles: Vec<Printed>, lines: Vec<Line>) -> Self {
        let outlets = articles.iter().map(|article| &article.outlet);
        let outlets: BTreeSet<&String> = outlets.filter(|outlet| !outlet.is_empty()).collect();
        Self {
            outlets: outlets.into_iter().cloned().collect(),
            columns: Columns::of(&lines),
            entities,
            articles,
            lines,
        }
    }

    /// Those with a name that holds all the words.
    pub(super) fn entities_with(&self, words: &[String]) -> Vec<&Known> {
        let holds = |name: &String| words.iter().all(|word| name.contains(word.as_str()));
        let known = self.entities.iter();
        known.filter(|known| known.lower.iter().any(holds)).collect()
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
                .filter(|known| known.folded.iter().any(|name| fits(name)))
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
    /// Its words and names, as they are searched.
    fn searched(&self) -> String {
        let report = &self.report;
        let named = [
            report.speaker.as_deref().unwrap_or_default(),
            &report.words,
            &report.claim_text,
        ];
        let topics = self.about.iter().map(|topic| topic.label.as_str());
        named.into_iter().chain(topics).collect::<Vec<_>>().join("\n")
    }
}

impl Known {
    pub(super) fn new(
        entity: Entity,
        names: Vec<String>,
        kind: &'static str,
        said: usize,
        told_of: usize,
    ) -> Self {
        Self {
            lower: names.iter().map(|name| name.to_lowercase()).collect(),
            folded: names.iter().map(|name| name::folded(name)).collect(),
            iri: entity.iri,
            label: entity.label,
            kind,
            names,
            said,
            told_of,
        }
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
            let count =
                |counts: &BTreeMap<&str, usize>| counts.get(entity.iri.as_str()).copied().unwrap_or_default();
            let (said, told_of) = (count(&said), count(&told_of));
            let names = names.into_iter().collect();
            Some(Known::new(entity, names, folder(kind), said, told_of))
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
