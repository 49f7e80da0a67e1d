//! Descriptions of what was described or named before: "the bridge" after "a bridge", "the city" after "Merrow".
//!
//! A description is what was last described with the same noun, unless it says more of it than the article has said
//! ("the old bridge"), belongs to somebody else, or opens as something new ("a", "another"). Else it is what was last
//! named that the noun fits. After the head match of Lee et al. (2013).

use super::name::key;
use super::phrase::{Opening, Phrase, are_alike};
use super::record::Record;
use super::{Link, Source, group, without_article};
use crate::mention::{Form, Kind};
use std::collections::{BTreeMap, BTreeSet};

/// Descriptions with the same noun are looked for among so many before.
const WINDOW: usize = 24;

/// What the article has described so far.
#[derive(Default)]
pub(super) struct Described {
    /// By noun, in text order.
    by_noun: BTreeMap<String, Vec<Seen>>,
    /// All that was said of each entity.
    qualities: BTreeMap<usize, BTreeSet<String>>,
}

struct Seen {
    entity: usize,
    kind: Kind,
    plural: bool,
    owner: Option<usize>,
}

impl Described {
    /// Notes what a description says of its entity.
    pub(super) fn see(&mut self, kind: Kind, phrase: &Phrase, entity: usize, record: &Record) {
        self.by_noun.entry(phrase.noun.clone()).or_default().push(Seen {
            entity,
            kind,
            plural: phrase.plural,
            owner: owner(phrase, record),
        });
        let qualities = self.qualities.entry(entity).or_default();
        qualities.extend(phrase.qualities.iter().cloned());
    }

    /// The entity described before with the same noun.
    pub(super) fn find(&self, kind: Kind, phrase: &Phrase, record: &Record) -> Option<(usize, Link)> {
        if phrase.opening == Opening::Indefinite {
            return None;
        }
        let owned = owner(phrase, record);
        let none = BTreeSet::new();
        let before = self.by_noun.get(&phrase.noun)?.iter().rev().take(WINDOW);
        let found = before.into_iter().find(|seen| {
            let said = self.qualities.get(&seen.entity).unwrap_or(&none);
            let same_owner = match (phrase.owner.is_some(), owned, seen.owner) {
                (true, Some(own), Some(other)) => own == other,
                (true, _, _) => false,
                (false, _, _) => true,
            };
            let bare = phrase.opening == Opening::Bare;
            are_alike(seen.kind, kind)
                && seen.plural == phrase.plural
                && same_owner
                && phrase.qualities.is_subset(said)
                && (!bare || phrase.qualities.len() == said.len())
        });
        found.map(|seen| (seen.entity, Link::SameNoun))
    }
}

/// The entity whose a description is.
fn owner(phrase: &Phrase, record: &Record) -> Option<usize> {
    record
        .denotes
        .get(phrase.owner?)
        .copied()
        .flatten()
        .map(|(entity, _)| entity)
}

/// What was last named that a noun fits: "the city", "the company".
pub(super) fn named(
    source: &Source,
    index: usize,
    phrase: &Phrase,
    record: &Record,
) -> Option<(usize, Link)> {
    /// Names are looked for among so many mentions before.
    const WINDOW: usize = 60;
    let mentions = &source.mentions.mentions;
    let mention = &mentions[index];
    let words = key(mention.kind, without_article(&mention.name));
    if let Some(entity) = record.find(mention.kind, &words) {
        return Some((entity, Link::Name));
    }
    let fits_opening = phrase.opening == Opening::Definite && !phrase.plural;
    if !fits_opening || !matches!(mention.kind, Kind::Organisation | Kind::Place) {
        return None;
    }
    let before = (0..index).rev().take(WINDOW).filter_map(|other| {
        let one = &mentions[other];
        let may = one.kind == mention.kind && one.form == Form::Name && !one.span.contains(mention.span);
        let (entity, _) = record.denotes[other].filter(|_| may)?;
        let name = &record.entities[entity].name;
        let lower = name.to_lowercase();
        let says = |quality: &String| lower.split([' ', '-']).any(|word| word == quality);
        if !phrase.short && !phrase.qualities.iter().all(says) {
            return None;
        }
        let fit = match mention.kind {
            Kind::Organisation if group::fits(source, one, name, &phrase.noun) => Fit::Sure,
            Kind::Organisation => Fit::None,
            _ => place_fits(source, name, &phrase.noun),
        };
        Some((entity, fit))
    });
    let mut open: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (near, (entity, fit)) in before.enumerate() {
        match fit {
            Fit::Sure => return Some((entity, Link::Description)),
            Fit::Open => open.entry(entity).or_insert((0, usize::MAX - near)).0 += 1,
            Fit::None => {}
        }
    }
    let (entity, _) = open.into_iter().max_by_key(|(_, often)| *often)?;
    Some((entity, Link::Description))
}

/// Whether a noun can stand for a name.
enum Fit {
    /// The name is known to be of the noun's kind.
    Sure,
    /// Nothing is known of the name.
    Open,
    None,
}

/// Whether a noun can stand for a place: its name holds the noun, or it is of the noun's kind.
fn place_fits(source: &Source, name: &str, noun: &str) -> Fit {
    if name.to_lowercase().split([' ', '-']).any(|word| word == noun) {
        return Fit::Sure;
    }
    let kind = source.lexicon.places.named(name).map(|place| place.kind.as_str());
    let is = |kinds: &[&str]| match kind {
        Some(kind) if kinds.contains(&kind) => Fit::Sure,
        Some(_) => Fit::None,
        None => Fit::Open,
    };
    match noun {
        "city" | "town" | "capital" | "village" => is(&["city", "capital", "town"]),
        "country" | "nation" | "kingdom" | "republic" => is(&["country"]),
        "region" | "province" | "state" | "county" | "territory" | "continent" | "river" | "sea"
        | "island" | "islands" | "area" => is(&[noun]),
        _ => Fit::None,
    }
}
