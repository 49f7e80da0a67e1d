//! JSON lines: one article a line, with everything that was read in it.
//!
//! [`ArticleLine`] is the contract with the scorers (`score_claims.py`, `score_attributions.py`,
//! `score_mentions.py`, `score_times.py`, `score_coreference.py`): all spans are code points of the text as
//! given, end exclusive. It is built from a reading ([`article_line`], for `onrecord extract`) or from the
//! record ([`article_lines`], for `onrecord export`), and both give the same bytes for the same article, unless people
//! judged it: the record then leaves out what was rejected and gives what was corrected. The record also tells which claims
//! and entities are those of other articles, and how attributions stand to those of others.

mod facts;
mod line;

use crate::attribution::{Attitude, Form, Mode, Position};
use crate::claim::RelationKind;
use crate::mention::time::{TimeRole, TimeType};
use crate::mention::{self, Kind};
use crate::pipeline::Extraction;
use crate::query::{self, QueryError};
use crate::rdf::iri::Base;
use crate::rdf::{found, judged};
use crate::span::Anchor;
use crate::store::Record;
use chrono::NaiveDate;
use oxigraph::model::NamedNode;
use serde::Serialize;
use std::collections::BTreeMap;

/// One article with everything that was read in it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ArticleLine {
    /// What its giver calls it: the file's name, or the `id` of its JSON line.
    pub id: String,
    /// The headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The day it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<NaiveDate>,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Who wrote it, in the order of the alphabet.
    pub byline: Vec<String>,
    /// Where it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The language of the text (BCP 47), where that can be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// What kind of place each of `title`, `published`, `publisher`, `byline` and `url` was read from.
    #[serde(rename = "from", skip_serializing_if = "BTreeMap::is_empty")]
    pub read_from: BTreeMap<&'static str, String>,
    /// The text that all offsets count in.
    pub text: String,
    /// Who is said to have said what.
    pub attributions: Vec<AttributionLine>,
    /// Who, what and where by name, and the offices that people are given.
    pub mentions: Vec<MentionLine>,
    /// When.
    pub times: Vec<TimeLine>,
    /// Which mentions are one.
    pub entities: Vec<EntityLine>,
    /// The spans of each entity's mentions, as the coreference scorer reads them; in the order of `entities`, without
    /// those that have none.
    pub clusters: Vec<Vec<Anchor>>,
}

/// One attribution with what is known about it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AttributionLine {
    /// Its IRI, which ends in `#attribution=b,e`, the hull of its content.
    pub id: String,
    /// Who is said to have said it.
    pub source: Vec<Anchor>,
    /// The words that tie the two; empty for a narrated claim.
    pub cue: Vec<Anchor>,
    /// What is said.
    pub content: Vec<Anchor>,
    /// The words of `source`, pieces joined by one space.
    pub source_text: String,
    /// The words of `cue`, likewise.
    pub cue_text: String,
    /// The words of `content`, likewise.
    pub content_text: String,
    /// Who speaks, by the fullest name the article has; from the record, by the name that the record has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// How the words are given.
    pub form: Form,
    /// The speaker's stance.
    pub attitude: Attitude,
    /// Speech, belief or intention.
    pub mode: Mode,
    /// Where in the article it stands.
    pub position: Position,
    /// To whom, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addressee: Option<String>,
    /// The day it was said, the first one where it may have been several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said_on: Option<NaiveDate>,
    /// Through whom it was heard, the outlet first.
    pub via: Vec<String>,
    /// What it is about: names of entities, those that the content mentions first, in the order of the text.
    pub about: Vec<String>,
    /// The time that the content speaks of, where its words can be resolved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_time: Option<ContentTime>,
    /// The attribution whose content holds this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nested_in: Option<String>,
    /// How sure the reader is, from 0 to 1, in hundredths.
    pub confidence: f64,
    /// The rule or model head that found it.
    pub method: String,
    /// How it stands to other attributions.
    pub relations: Vec<RelationLine>,
    /// The IRI of the claim that it puts forward; known to the record alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
    /// The IRIs of the claims that say the same in other words; known to the record alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub same_claims: Vec<String>,
}

/// The time that a content speaks of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ContentTime {
    /// The words.
    pub text: String,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// `when` or `deadline`.
    #[serde(serialize_with = "time_role")]
    pub role: TimeRole,
}

/// How an attribution stands to another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct RelationLine {
    /// What kind.
    #[serde(rename = "type")]
    pub kind: RelationKind,
    /// The `id` of the other attribution.
    pub target: String,
}

/// A named mention, or an office.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct MentionLine {
    /// The part that names: "Dmitry Peskov", not "Kremlin spokesman Dmitry Peskov".
    pub span: Anchor,
    /// `person`, `organisation`, `place`, `event`, `group` or `office`.
    #[serde(rename = "type")]
    pub kind: MentionKind,
    /// How it refers.
    pub form: mention::Form,
    /// The `id` of the entity it denotes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
}

/// What a mention of the line names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum MentionKind {
    /// Something that an entity can be.
    Thing(Kind),
    /// An office that a phrase gives a person.
    Office(OfficeWord),
}

/// The word `office`, as a type of its own so that [`MentionKind`] is written as one plain word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum OfficeWord {
    /// The only word.
    Office,
}

/// A time expression.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct TimeLine {
    /// Where it stands.
    pub span: Anchor,
    /// The TIMEX3 type.
    #[serde(rename = "type")]
    pub kind: TimeType,
    /// The TIMEX3 value.
    pub value: String,
}

/// An entity of the article.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EntityLine {
    /// `entity=ana-reyes`; the fragment of its IRI.
    pub id: String,
    /// What kind of thing it is.
    pub kind: Kind,
    /// Its fullest name.
    pub name: String,
    /// Every other name the article uses for it.
    pub aliases: Vec<String>,
    /// The IRI of the entity that it is across articles; known to the record alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved: Option<String>,
    /// How others identify it, by the list of names that the user gave; known to the record alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub identifiers: Vec<String>,
    /// Where it is mentioned, pronouns and descriptions included. None for an event that is told by its rounds alone.
    pub mentions: Vec<Anchor>,
}

impl ArticleLine {
    /// The line itself, without a newline at its end.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }
}

/// Everything that was read in one article, as a line.
pub fn article_line(extraction: &Extraction) -> ArticleLine {
    line::of_quads(&found::quads(extraction, &Base::default()))
        .expect("the graph of an article always says that it is one")
}

/// Every article of the record, in the order of their IRIs, each given to `each` as soon as it is read.
///
/// # Errors
/// Where the record cannot be read, or as `each` says.
pub fn article_lines<E: From<QueryError>>(
    record: &Record,
    mut each: impl FnMut(ArticleLine) -> Result<(), E>,
) -> Result<(), E> {
    for graph in query::article_graphs(record)? {
        let found = query::quads_of(record, &graph)?;
        let judged = judged::applied(found, record.judgements(), record.base());
        if let Some(mut line) = line::of_quads(&judged) {
            add_resolved(record, &graph, &mut line)?;
            each(line)?;
        }
    }
    Ok(())
}

/// Adds what only the record knows of an article: which claims and entities of it are those of other articles, and how
/// its attributions stand to others. Its graph is named as the article.
fn add_resolved(record: &Record, article: &NamedNode, line: &mut ArticleLine) -> Result<(), QueryError> {
    let given = BTreeMap::from([("article".to_owned(), article.as_str().to_owned())]);
    let ask = |text: &str| query::rows(record, text, &given);
    let mut attributions: BTreeMap<String, &mut AttributionLine> = line
        .attributions
        .iter_mut()
        .map(|attribution| (attribution.id.clone(), attribution))
        .collect();
    for mut row in ask(include_str!("jsonl/relations.rq"))? {
        let kind = row.remove("kind").and_then(|kind| RelationKind::named(&kind));
        if let (Some(attribution), Some(kind), Some(target)) =
            (attributions.get_mut(&row["from"]), kind, row.remove("target"))
        {
            attribution.relations.push(RelationLine { kind, target });
        }
    }
    for mut row in ask(include_str!("jsonl/claims.rq"))? {
        if let Some(attribution) = attributions.get_mut(&row["from"]) {
            attribution.claim = row.remove("claim");
            if attribution.speaker.is_some() {
                attribution.speaker = row.remove("speaker").or(attribution.speaker.take());
            }
            attribution.same_claims.extend(row.remove("alike"));
        }
    }
    for attribution in attributions.into_values() {
        attribution.relations.sort_unstable();
        attribution.relations.dedup();
    }
    let mut entities: BTreeMap<String, &mut EntityLine> = line
        .entities
        .iter_mut()
        .map(|entity| (format!("{}#{}", article.as_str(), entity.id), entity))
        .collect();
    for mut row in ask(include_str!("jsonl/entities.rq"))? {
        if let Some(entity) = entities.get_mut(&row["local"]) {
            entity.resolved = row.remove("entity");
            entity.identifiers.extend(row.remove("identifier"));
        }
    }
    Ok(())
}

fn time_role<S: serde::Serializer>(role: &TimeRole, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(match role {
        TimeRole::When => "when",
        TimeRole::Deadline => "deadline",
    })
}

#[cfg(test)]
mod tests;
