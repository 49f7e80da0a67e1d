//! Which mentions of an article are one person, organisation, place, event or group.
//!
//! Takes an article's mentions, gives its entities and, for each mention, which of them it denotes and why.
//! Across articles the rule of this version is: same name and kind, same entity.

mod event;
mod name;
mod pronoun;
mod reference;
mod register;

#[cfg(test)]
mod tests;

use crate::article::{Article, Reading};
use crate::attribution::Attribution;
use crate::lexicon::Lexicon;
use crate::mention::{Interval, Kind, Mention, Mentions};
use crate::sentence::Segmentation;
use register::Register;
use serde::Serialize;
use std::collections::BTreeSet;

/// Something that an article speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// What kind of thing it is.
    pub kind: Kind,
    /// Its fullest name: "Dmitry Peskov", "United States", "Istanbul talks"; for an unnamed group or person, the
    /// words as found: "Top Russian officials".
    pub name: String,
    /// Every other name the article uses for it.
    pub aliases: BTreeSet<String>,
    /// Whether it has a name. What has none is an entity of this article only.
    pub named: bool,
    /// For events: kind, place, time, rounds.
    pub event: Option<Event>,
}

/// What is known of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    /// The noun that names its kind, singular: "talks", "summit", "phone call".
    pub kind: String,
    /// Where, an index into [`Entities::entities`].
    pub place: Option<usize>,
    /// When.
    pub interval: Option<Interval>,
    /// The event that this is a round of, an index into [`Entities::entities`].
    pub round_of: Option<usize>,
    /// Which round the words say it is: 2 for "a second round".
    pub round: Option<u32>,
    /// Who took part, indices into [`Entities::entities`].
    pub participants: Vec<usize>,
}

/// Why a mention is taken to denote its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Link {
    /// The same name, or a name that the lexicon gives for it.
    Name,
    /// A surname or another part of the name.
    PartOfName,
    /// A word for a country or people: "Russian".
    Adjective,
    /// A capital or building that stands for a government: "Moscow".
    Metonym,
    /// An office: "the foreign minister".
    Office,
    /// A pronoun.
    Pronoun,
    /// What it is, with nothing else in the article to tie it to: "two officials".
    Description,
}

/// The entities of an article.
#[derive(Clone, Debug, Default)]
pub struct Entities {
    /// In the order of their first mention.
    pub entities: Vec<Entity>,
    /// For each of [`Mentions::mentions`], the entity it denotes, where one was found.
    pub denotes: Vec<Option<(usize, Link)>>,
}

impl Entities {
    /// The entity that a mention denotes.
    pub fn of(&self, mention: usize) -> Option<usize> {
        self.denotes
            .get(mention)
            .copied()
            .flatten()
            .map(|(entity, _)| entity)
    }
}

/// Resolves the mentions of one article.
///
/// Names first, since a surname in the headline may come before the full name; then, in text order, what leans
/// on a name: offices, descriptions, pronouns; last, events, whose places and participants are names too.
pub fn resolve(
    article: &Article,
    segmentation: &Segmentation,
    mentions: &Mentions,
    attributions: &[Attribution],
    lexicon: &Lexicon,
) -> Entities {
    let scene = Scene {
        reading: &article.reading,
        segmentation,
        mentions,
        attributions,
        lexicon,
    };
    let mut register = Register::new(mentions.mentions.len());
    name::resolve(&scene, &mut register);
    reference::resolve(&scene, &mut register);
    event::resolve(&scene, &mut register);
    register.finish(&mentions.mentions)
}

/// All that was read of an article before its entities.
struct Scene<'a> {
    reading: &'a Reading,
    segmentation: &'a Segmentation,
    mentions: &'a Mentions,
    attributions: &'a [Attribution],
    lexicon: &'a Lexicon,
}

impl Scene<'_> {
    /// The words of a mention's phrase.
    fn words(&self, mention: &Mention) -> &str {
        self.reading.slice(mention.span)
    }

    /// The word that ends before a place, lower case.
    fn word_before(&self, place: usize) -> Option<String> {
        let index = self
            .segmentation
            .tokens
            .partition_point(|token| token.span.end <= place);
        let token = self.segmentation.tokens.get(index.checked_sub(1)?)?;
        Some(self.reading.slice(token.span).to_lowercase())
    }
}
