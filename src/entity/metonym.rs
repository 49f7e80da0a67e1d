//! Capitals that stand for a government: "Moscow is seeking …", not "in Moscow".
//!
//! A capital denotes its country where it speaks or acts: it is the source of an attribution, or the subject of a verb,
//! or one of two parties ("with Moscow", "between Moscow and Kyiv"). In an article that names no country beside its own it
//! is more likely the town itself (floods, traffic), so that is asked as well.

use super::name::key;
use super::record::Record;
use super::{Link, Source};
use crate::mention::{Form, Kind, Mention};
use std::collections::BTreeSet;

/// What the article shows about capitals.
pub(super) struct Metonyms {
    /// The countries that the article names, by their capitals too.
    countries: BTreeSet<String>,
}

impl Metonyms {
    pub(super) fn new(source: &Source) -> Self {
        let country = |mention: &Mention| {
            let place = source.lexicon.places.named(&mention.name)?;
            match place.kind.as_str() {
                "country" => Some(place.name.clone()),
                "capital" => place.of.clone(),
                _ => None,
            }
        };
        let places = source
            .mentions
            .mentions
            .iter()
            .filter(|mention| mention.kind == Kind::Place);
        Self {
            countries: places.filter_map(country).collect(),
        }
    }

    /// Whether a place's name stands for its country.
    pub(super) fn is_metonym(&self, source: &Source, index: usize) -> bool {
        let mention = &source.mentions.mentions[index];
        let Some(country) = country_of(source, mention) else {
            return false;
        };
        if source.speakers.contains(&index) {
            return true;
        }
        let is_political = self.countries.iter().any(|other| *other != country);
        is_political && mention.form == Form::Name && acts(source, mention)
    }

    /// The country that a capital stands for.
    pub(super) fn country(
        &self,
        source: &Source,
        index: usize,
        record: &mut Record,
    ) -> Option<(usize, Link)> {
        let country = country_of(source, &source.mentions.mentions[index])?;
        let entity = record.entity(Kind::Place, &key(Kind::Place, &country), &country, true);
        Some((entity, Link::Metonym))
    }
}

fn country_of(source: &Source, mention: &Mention) -> Option<String> {
    let place = source.lexicon.places.named(&mention.name)?;
    (place.kind == "capital").then(|| place.of.clone()).flatten()
}

/// Whether the words around a capital make it an agent or a party.
fn acts(source: &Source, mention: &Mention) -> bool {
    let tokens = &source.segmentation.tokens;
    let inside = source.segmentation.tokens_in(mention.span);
    let word = |index: Option<usize>| {
        index
            .and_then(|index| tokens.get(index))
            .map(|token| token.span.of(source.text))
    };
    let before = word(inside.start.checked_sub(1))
        .unwrap_or_default()
        .to_lowercase();
    let after = word(Some(inside.end)).unwrap_or_default();
    match before.as_str() {
        "with" | "between" | "against" | "by" => return true,
        "in" | "at" | "to" | "from" | "near" | "of" | "for" | "outside" | "around" | "into" | "through"
        | "via" | "across" | "on" | "over" | "central" | "downtown" => return false,
        // "between Lima and Quito"
        "and" if (2..6).any(|back| word(inside.start.checked_sub(back)) == Some("between")) => return true,
        _ => {}
    }
    is_verb(source, after)
}

/// Whether a word after a subject is its verb.
pub(super) fn is_verb(source: &Source, word: &str) -> bool {
    const AUXILIARIES: &[&str] = &[
        "is", "was", "has", "had", "will", "would", "does", "did", "can", "could", "may", "might", "should",
        "must", "said", "told", "made", "took", "gave", "went", "held", "sent", "sought", "began", "won",
        "lost", "kept", "wrote",
    ];
    let ending = ["s", "ed"]
        .iter()
        .any(|ending| word.len() > 4 && word.ends_with(ending));
    let is_noun =
        source.lexicon.groups.noun(word).is_some() || source.lexicon.offices.plural.word(word).is_some();
    AUXILIARIES.contains(&word) || (ending && !is_noun && word.starts_with(char::is_lowercase))
}
