//! Which mentions of an article are one person, organisation, place, event or group.
//!
//! Takes an article's mentions, gives its entities and, for each mention, which of them it denotes and why.
//! Across articles the rule of this version is: same name and kind, same entity.

mod event;
mod group;
mod metonym;
mod name;
mod office;
mod pronoun;
mod record;

#[cfg(test)]
mod tests;

pub use name::without_article;

use crate::article::Article;
use crate::attribution::Attribution;
use crate::lexicon::Lexicon;
use crate::mention::{Form, Interval, Kind, Mentions};
use crate::sentence::Segmentation;
use record::Record;
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

/// What the resolvers read.
struct Source<'article> {
    text: &'article str,
    segmentation: &'article Segmentation,
    mentions: &'article Mentions,
    attributions: &'article [Attribution],
    /// The mentions that name the speaker of an attribution.
    speakers: BTreeSet<usize>,
    lexicon: &'article Lexicon,
}

/// Resolves the mentions of one article, in text order.
pub fn resolve(
    article: &Article,
    segmentation: &Segmentation,
    mentions: &Mentions,
    attributions: &[Attribution],
    lexicon: &Lexicon,
) -> Entities {
    let source = Source {
        text: article.reading.text(),
        segmentation,
        mentions,
        attributions,
        speakers: attributions
            .iter()
            .filter_map(|attribution| attribution.speaker)
            .collect(),
        lexicon,
    };
    let mut record = Record::new(mentions.mentions.len());
    let mut names = name::Names::new(&source, article);
    let mut offices = office::Offices::default();
    let mut salience = pronoun::Salience::new(&source);
    let metonyms = metonym::Metonyms::new(&source);
    for (index, mention) in mentions.mentions.iter().enumerate() {
        let found = match (mention.form, mention.kind) {
            (Form::Pronoun, _) => salience.resolve(&source, index, &record),
            (_, Kind::Event) => None,
            (Form::Adjective, _) => Some(names.adjective(&source, index, &mut record)),
            (Form::Name, Kind::Place) if metonyms.is_metonym(&source, index) => {
                metonyms.country(&source, index, &mut record)
            }
            (Form::Name, _) => Some(names.resolve(&source, index, &mut record)),
            (Form::Nominal, Kind::Person) => match office::apposed_behind(&source, index) {
                Some(name) => Some((names.resolve(&source, name, &mut record).0, Link::Office)),
                None => offices.resolve(&source, index, &mut record),
            },
            (Form::Nominal, _) => group::resolve(&source, index, &mut record),
        };
        record.denotes[index] = found;
        if let Some((entity, _)) = found {
            offices.hold(mention, entity);
            salience.note(&source, index, entity, &mut record);
        }
    }
    salience.resolve_first_person(&source, &mut record);
    event::resolve(&source, &mut record);
    add_press(article, &mut record);
    record.finish()
}

/// Adds the outlet and those that its source line names: they pass the words on, also where no sentence names them.
fn add_press(article: &Article, record: &mut Record) {
    for body in article.outlet.iter().chain(&article.sources) {
        record.entity(
            Kind::Organisation,
            &name::key(Kind::Organisation, &body.value),
            &body.value,
            true,
        );
    }
}
