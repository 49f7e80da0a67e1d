//! Names: which of them are one person, organisation or place.
//!
//! A shorter name is the longer one that ends with it ("Okafor" for "Obi Okafor") or, failing that, begins with
//! it; where two would do, the one named last before it. Words for a people are their country, and a capital that
//! acts or is dealt with, rather than being a place where something is, is its country's government.

use super::register::Register;
use super::{Link, Scene};
use crate::lexicon::Gender;
use crate::mention::{Form, Kind, Mention};
use std::collections::BTreeMap;

/// Resolves every mention that has a name.
pub(super) fn resolve(scene: &Scene, register: &mut Register) {
    let mentions = &scene.mentions.mentions;
    let full_names = FullNames::of(mentions);
    let international = countries(mentions) >= 2;
    for (index, mention) in mentions.iter().enumerate() {
        let country = country_behind(scene, mention).filter(|_| international);
        match mention.form {
            Form::Adjective => {
                let country = register.named(mention.kind, &mention.name);
                register.denote(index, country, Link::Adjective);
            }
            Form::Name if mention.kind == Kind::Event => {}
            Form::Name if country.is_some() => {
                let country = register.named(Kind::Place, country.unwrap_or_default());
                register.denote(index, country, Link::Metonym);
            }
            Form::Name => {
                let (name, link) = full_names.full(mention, index);
                let entity = register.named(mention.kind, name);
                register.denote(index, entity, link);
                note_gender(scene, register, mention, entity);
            }
            Form::Nominal | Form::Pronoun => {}
        }
    }
}

/// The names of an article by the words that may stand for them.
struct FullNames<'a> {
    mentions: &'a [Mention],
    /// For the last and the first word of each name of several words, the mentions that have it.
    by_part: BTreeMap<(Kind, String), Vec<usize>>,
}

impl<'a> FullNames<'a> {
    fn of(mentions: &'a [Mention]) -> Self {
        let mut by_part: BTreeMap<(Kind, String), Vec<usize>> = BTreeMap::new();
        for (index, mention) in mentions.iter().enumerate() {
            let words: Vec<String> = parts(&mention.name);
            let may_be_shortened = matches!(mention.kind, Kind::Person | Kind::Organisation);
            if mention.form != Form::Name || words.len() < 2 || !may_be_shortened {
                continue;
            }
            let mut enter = |word: &String| {
                by_part
                    .entry((mention.kind, word.clone()))
                    .or_default()
                    .push(index)
            };
            enter(&words[words.len() - 1]);
            enter(&words[0]);
        }
        Self { mentions, by_part }
    }

    /// The fullest name that a mention may stand for.
    fn full(&self, mention: &'a Mention, index: usize) -> (&'a str, Link) {
        let words = parts(&mention.name);
        let candidates = words
            .last()
            .and_then(|last| self.by_part.get(&(mention.kind, last.clone())));
        let fuller = |candidate: &&usize| {
            let name = parts(&self.mentions[**candidate].name);
            name.len() > words.len() && (name.ends_with(&words) || name.starts_with(&words))
        };
        // An organisation that the lexicon knows by its short name is not taken for another that begins with it.
        let candidates = candidates.filter(|_| !mention.known || mention.kind == Kind::Person);
        let before = candidates.and_then(|all| {
            let earlier = all.partition_point(|candidate| *candidate < index);
            all[..earlier]
                .iter()
                .rev()
                .find(fuller)
                .or_else(|| all[earlier..].iter().find(fuller))
        });
        match before {
            Some(candidate) => (&self.mentions[*candidate].name, Link::PartOfName),
            None => (&mention.name, Link::Name),
        }
    }
}

fn parts(name: &str) -> Vec<String> {
    name.split_whitespace().map(str::to_lowercase).collect()
}

/// How many countries an article names; a capital speaks for one only where there are others to speak to.
fn countries(mentions: &[Mention]) -> usize {
    let mut names: Vec<&str> = mentions
        .iter()
        .filter(|mention| mention.kind == Kind::Place && mention.known && mention.form != Form::Pronoun)
        .map(|mention| mention.name.as_str())
        .collect();
    names.sort_unstable();
    names.dedup();
    names.len()
}

/// The country that a capital stands for, where it is not said to be the place of something.
fn country_behind<'a>(scene: &Scene<'a>, mention: &Mention) -> Option<&'a str> {
    const PLACING: [&str; 20] = [
        "in",
        "at",
        "near",
        "outside",
        "inside",
        "around",
        "across",
        "to",
        "from",
        "into",
        "through",
        "via",
        "over",
        "above",
        "throughout",
        "within",
        "leaving",
        "visiting",
        "central",
        "downtown",
    ];
    if mention.kind != Kind::Place || mention.form != Form::Name {
        return None;
    }
    let known = scene
        .lexicon
        .places
        .named(&mention.name)
        .filter(|place| place.kind == "capital")?;
    let country = known.of.as_deref()?;
    let before = scene.word_before(mention.span.start).unwrap_or_default();
    let after = scene.reading.text()[mention.span.end..].trim_start_matches(' ');
    // "Lima, Peru" and "LIMA (AFP) –" name the town; so does "Lima police" or "Lima-based".
    let town = PLACING.contains(&before.as_str()) || before == "of" && !dealt_with(scene, mention);
    let belongs_to_a_noun = after.starts_with(['-', '(', '–'])
        || after.starts_with(", ") && after[2..].starts_with(char::is_uppercase);
    (!town && !belongs_to_a_noun).then_some(country)
}

/// "out of Lima", "ahead of Lima", "because of Lima", but not "the streets of Lima".
fn dealt_with(scene: &Scene, mention: &Mention) -> bool {
    let text = scene.reading.text()[..mention.span.start].trim_end();
    ["out of", "ahead of", "because of", "instead of", "accused of"]
        .iter()
        .any(|words| text.ends_with(words))
}

/// What the title, the word of address or the given name says.
fn note_gender(scene: &Scene, register: &mut Register, mention: &Mention, entity: usize) {
    if mention.kind != Kind::Person {
        return;
    }
    let lexicon = scene.lexicon;
    let title = scene.reading.text()[mention.span.start..mention.head.start].split_whitespace();
    let by_address = title.clone().find_map(|word| {
        let address = *lexicon.offices.address.word(word)?;
        Some(lexicon.offices.honorifics[address].gender)
    });
    let by_office = mention
        .office
        .as_ref()
        .map(|office| lexicon.offices.gender(&office.role));
    let given = || {
        lexicon
            .person_names
            .given(mention.name.split_whitespace().next()?)
    };
    let known = |gender: &Gender| *gender != Gender::Unknown;
    let told = by_address
        .filter(known)
        .or_else(|| by_office.filter(known))
        .or_else(|| given().filter(known));
    if let Some(gender) = told {
        register.set_gender(entity, gender);
    }
}
