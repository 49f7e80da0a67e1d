//! From attributions to the record: statements, claims, chains of reporting, and how claims stand to each other.
//!
//! Takes one article's attributions and entities. A *statement* is one speech event (this speaker, this day,
//! these words); a *claim* is what is claimed, which others may assert or deny.

mod chain;
mod deadline;
mod denial;
mod group;
mod headline;
mod said_on;
mod speaker;
mod words;

#[cfg(test)]
mod tests;

pub use deadline::deadlines;

use crate::article::{Article, Role};
use crate::attribution::{Attitude, Attribution};
use crate::entity::Entities;
use crate::lexicon::Lexicon;
use crate::mention::{Interval, Mentions};
use crate::sentence::Segmentation;
use crate::span::Anchor;
use serde::Serialize;

/// One speech event.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The attribution that reports it, an index into the article's attributions.
    pub attribution: usize,
    /// Who speaks, an index into [`Entities::entities`]; `None` where it is the outlet or nobody is named.
    pub speaker: Option<usize>,
    /// Who speaks, by name: the entity's, or the outlet's for what is narrated.
    pub speaker_name: Option<String>,
    /// To whom, as printed.
    pub addressee: Option<String>,
    /// When it was said.
    pub said_on: Option<SaidOn>,
    /// Through whom it was heard, the outlet first.
    pub via: Vec<Hop>,
    /// The speaker's stance towards the claim.
    pub stance: Attitude,
    /// What is claimed, an index into [`Claims::claims`].
    pub claim: usize,
}

/// When something was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SaidOn {
    /// The day, or the days it may have been.
    pub interval: Interval,
    /// How that is known.
    pub basis: SaidBasis,
}

/// How the day of a statement is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaidBasis {
    /// A time expression at its cue, an index into [`Mentions::times`].
    Expression(usize),
    /// The same speaker's statement before it, which has one.
    Carried(usize),
    /// Nothing but the day of publication.
    Publication,
}

/// One step of a chain of reporting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    /// Who passed it on.
    pub name: String,
    /// Where the article says so; `None` where it is a field given beside the text.
    pub anchor: Option<Anchor>,
}

/// What is claimed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Its words, as the first statement of the article gives them, without quotation marks and a leading "that".
    pub text: String,
    /// What it is about, indices into [`Entities::entities`].
    pub about: Vec<usize>,
}

/// How a statement stands to another one's claim. A speaker says that they deny or confirm; the others are inferred.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RelationKind {
    /// The speaker denies it.
    Denies,
    /// The speaker confirms it.
    Confirms,
    /// It is said again, later or in other words.
    Repeats,
    /// Both cannot be so at one time.
    Contradicts,
    /// What is said of the same thing has changed since.
    Updates,
}

impl RelationKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::Denies,
        Self::Confirms,
        Self::Repeats,
        Self::Contradicts,
        Self::Updates,
    ];

    /// Its name, as the record has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Denies => "denies",
            Self::Confirms => "confirms",
            Self::Repeats => "repeats",
            Self::Contradicts => "contradicts",
            Self::Updates => "updates",
        }
    }

    /// The kind of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A relation that a speaker states between what they say and another's claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// What kind.
    pub kind: RelationKind,
    /// The statement that makes it, an index into [`Claims::statements`].
    pub from: usize,
    /// The statement whose claim it speaks of, an index into [`Claims::statements`].
    pub to: usize,
    /// How it was found.
    pub method: &'static str,
    /// How sure that is, from 0 to 1.
    pub confidence: f32,
}

/// What an article puts on the record.
#[derive(Clone, Debug, Default)]
pub struct Claims {
    /// In text order, one for each attribution.
    pub statements: Vec<Statement>,
    /// In the order of their first statement.
    pub claims: Vec<Claim>,
    /// In the order of the statement that makes them.
    pub relations: Vec<Relation>,
}

/// Reads statements, claims and relations from one article's attributions.
pub fn read(
    article: &Article,
    segmentation: &Segmentation,
    mentions: &Mentions,
    attributions: &[Attribution],
    entities: &Entities,
    lexicon: &Lexicon,
) -> Claims {
    let scene = Scene {
        article,
        segmentation,
        mentions,
        attributions,
        entities,
        lexicon,
    };
    let days = said_on::read(&scene);
    let texts: Vec<String> = attributions
        .iter()
        .map(|attribution| words::claim_text(&article.reading, attribution))
        .collect();
    let relations = denial::relate(&scene, &texts, lexicon);
    let (claims, claim_of) = group::claims(&scene, &texts, &relations);
    let statements = attributions
        .iter()
        .enumerate()
        .zip(days)
        .zip(claim_of)
        .map(|(((index, attribution), said_on), claim)| Statement {
            attribution: index,
            speaker: speaker::entity(&scene, attribution),
            speaker_name: speaker::name(&scene, attribution),
            addressee: attribution
                .addressee
                .map(|span| words::folded(article.reading.slice(span))),
            said_on,
            via: chain::read(&scene, attribution),
            stance: stance(index, attribution.attitude, &relations),
            claim,
        })
        .collect();
    Claims {
        statements,
        claims,
        relations,
    }
}

/// The stance of a statement towards its claim: what the cue says, unless its words answer another's claim ("called the report
/// false").
fn stance(statement: usize, attitude: Attitude, relations: &[Relation]) -> Attitude {
    let own = relations.iter().find(|relation| relation.from == statement);
    match own.map(|relation| relation.kind) {
        Some(RelationKind::Denies) => Attitude::Denies,
        Some(RelationKind::Confirms) => Attitude::Agrees,
        _ => attitude,
    }
}

/// All that was read of an article before its claims.
struct Scene<'a> {
    article: &'a Article,
    segmentation: &'a Segmentation,
    mentions: &'a Mentions,
    attributions: &'a [Attribution],
    entities: &'a Entities,
    lexicon: &'a Lexicon,
}

impl Scene<'_> {
    /// Where an attribution begins in the reading.
    fn place(&self, attribution: &Attribution) -> Option<usize> {
        let frame = &attribution.frame;
        frame
            .content
            .iter()
            .chain(&frame.cue)
            .chain(&frame.source)
            .map(|span| span.start)
            .min()
    }

    /// The part that the paragraph of an attribution plays.
    fn role(&self, attribution: &Attribution) -> Option<Role> {
        let sentence = self.segmentation.sentence_at(self.place(attribution)?)?;
        let paragraph = self.segmentation.sentences[sentence].paragraph;
        self.article
            .reading
            .paragraphs()
            .get(paragraph)
            .map(|paragraph| paragraph.role)
    }
}
