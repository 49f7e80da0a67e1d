//! From attributions to the record: statements, claims, chains of reporting, and how claims stand to each other.
//!
//! Takes one article's attributions and entities. A *statement* is one speech event (this speaker, this day,
//! these words); a *claim* is what is claimed, which others may assert or deny.

use crate::article::Article;
use crate::attribution::{Attitude, Attribution};
use crate::entity::Entities;
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

/// How a statement stands to somebody else's claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RelationKind {
    /// The speaker denies it.
    Denies,
    /// The speaker confirms it.
    Confirms,
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
) -> Claims {
    let _ = (article, segmentation, mentions, attributions, entities);
    Claims::default()
}
