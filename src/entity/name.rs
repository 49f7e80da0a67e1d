//! Names of one person, organisation or place.
//!
//! The same name is the same entity; a surname is the person who bears it and was named most so far, or else the one named in
//! full later (headlines come first); an acronym is the organisation whose initials it has; "Arden Steel" is
//! "Arden Steel Corp.". The name kept is the lexicon's, else the fullest of the article.

use super::gender::{gender, given_gender, titled_gender};
use super::record::Record;
use super::{Link, Source};
use crate::article::Article;
use crate::lexicon::{Gender, OrganisationKind};
use crate::mention::{Form, Kind, Mention};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A surname is looked for among so many who bear it.
const BEARERS: usize = 16;

/// What the whole article shows about its names.
pub(super) struct Names {
    /// For each part of a person's name, the full names with that part, in order of appearance.
    full: BTreeMap<String, Vec<String>>,
    /// How often each full name, or a part that stands for it, was seen.
    often: BTreeMap<String, usize>,
    /// Short forms of organisations: initials, and names without "Corp.".
    short: BTreeMap<String, String>,
    /// For a full name, another way in which the article gives it: "Kari Holt" for "Kari Anne Holt".
    same: BTreeMap<String, String>,
    /// What the article says to be another name: "the Merrow Harbour Union (MHU)", "Merrow, also known as Old Harbour".
    also: BTreeMap<(Kind, String), String>,
    /// The roles that the article gives to whom it names in full.
    roles: BTreeMap<String, BTreeSet<String>>,
    /// Surnames by which the body introduces somebody.
    alone: BTreeSet<String>,
    /// Those who publish the article or are named as its source, by their keys. A page shows them to be organisations,
    /// whatever their names look like: "told the Eastern Meridian".
    press: BTreeMap<String, String>,
}

impl Names {
    pub(super) fn new(source: &Source, article: &Article) -> Self {
        let press = article.outlet.iter().chain(&article.sources);
        let mut names = Self {
            full: BTreeMap::new(),
            often: BTreeMap::new(),
            same: BTreeMap::new(),
            also: BTreeMap::new(),
            roles: BTreeMap::new(),
            alone: BTreeSet::new(),
            short: BTreeMap::new(),
            press: press
                .map(|body| (key(Kind::Organisation, &body.value), body.value.clone()))
                .collect(),
        };
        for mention in source
            .mentions
            .mentions
            .iter()
            .filter(|mention| mention.form == Form::Name)
        {
            match mention.kind {
                Kind::Person => {
                    names.note_person(&mention.name);
                    if let Some(office) = &mention.office {
                        let roles = names.roles.entry(mention.name.clone()).or_default();
                        roles.insert(office.role.clone());
                    }
                }
                Kind::Organisation => names.note_organisation(source, mention),
                _ => {}
            }
        }
        names.same = same_persons(source);
        names.note_other_names(source);
        names.note_parts(source);
        names
    }

    fn note_person(&mut self, name: &str) {
        for part in name.split(' ').filter(|_| name.contains(' ')) {
            let full = self.full.entry(part.to_owned()).or_default();
            if full.last().is_none_or(|last| last != name) {
                full.push(name.to_owned());
            }
        }
    }

    fn note_organisation(&mut self, source: &Source, mention: &Mention) {
        let name = &mention.name;
        let initials: String = name
            .split([' ', '-'])
            .filter_map(|word| word.chars().next())
            .filter(|c| c.is_uppercase())
            .collect();
        if initials.len() >= 2 {
            self.short.entry(initials).or_insert_with(|| name.clone());
        }
        if let Some((stem, last)) = name.rsplit_once(' ')
            && source.lexicon.organisations.last.word(last) == Some(&OrganisationKind::Company)
        {
            self.short.entry(stem.to_owned()).or_insert_with(|| name.clone());
        }
        // "Arden" behind "Arden Steel", unless it is a place, a person's name or an ordinary word.
        if let Some((first, _)) = name.split_once(' ')
            && !mention.known
            && source.lexicon.places.named(first).is_none()
            && source.lexicon.person_names.given(first).is_none()
            && !source.lexicon.common_words.is_common(&first.to_lowercase())
        {
            self.short.entry(first.to_owned()).or_insert_with(|| name.clone());
        }
    }

    /// Names that the text says to be another's, right behind it.
    fn note_other_names(&mut self, source: &Source) {
        /// What stands between a name and another one of the same thing.
        const BETWEEN: &[&str] = &[
            "(",
            ", also known as",
            "(also known as",
            ", known as",
            "(known as",
            ", formerly",
            "(formerly",
            ", or",
            "or",
        ];
        let mentions = &source.mentions.mentions;
        for (index, one) in mentions
            .iter()
            .enumerate()
            .filter(|(_, one)| one.form == Form::Name)
        {
            let behind = mentions[index + 1..].iter().take(4);
            let Some(other) = behind
                .into_iter()
                .find(|other| other.span.start > one.head.end && other.form == Form::Name)
            else {
                continue;
            };
            let gap = source.text[one.head.end..other.span.start].trim();
            let gap = gap.trim_end_matches(['"', '“']).trim_end();
            let closes = !gap.starts_with('(')
                || source.text[other.span.end..]
                    .trim_start_matches(['"', '”'])
                    .starts_with(')');
            let lettered = gap != "or" && gap != ", or";
            if other.kind == one.kind
                && BETWEEN.contains(&gap)
                && closes
                && lettered
                && one.name != other.name
            {
                let key = (other.kind, other.name.clone());
                let full = self
                    .also
                    .get(&(one.kind, one.name.clone()))
                    .unwrap_or(&one.name)
                    .clone();
                if full != other.name {
                    self.also.entry(key).or_insert(full);
                }
            }
        }
    }

    /// Organisations and places by a part of their name: "the Court" after "the Merrow Supreme Court", "Naro" for "Naro
    /// Island".
    fn note_parts(&mut self, source: &Source) {
        let mentions = source.mentions.mentions.iter();
        let named: Vec<&Mention> = mentions
            .filter(|mention| {
                mention.form == Form::Name && matches!(mention.kind, Kind::Organisation | Kind::Place)
            })
            .collect();
        let mut longer: BTreeMap<(Kind, String), &str> = BTreeMap::new();
        for mention in &named {
            let words: Vec<&str> = mention.name.split(' ').collect();
            for cut in 1..words.len().min(8) {
                let behind = words[cut..].join(" ");
                if mention.kind == Kind::Organisation || cut + 1 == words.len() {
                    longer.entry((mention.kind, behind)).or_insert(&mention.name);
                }
                let is_kind = |word: &&str| source.lexicon.place_words.last.word(word).is_some();
                if mention.kind == Kind::Place && words[cut..].iter().all(is_kind) {
                    longer
                        .entry((mention.kind, words[..cut].join(" ")))
                        .or_insert(&mention.name);
                }
            }
        }
        let names: BTreeSet<&str> = named.iter().map(|mention| mention.name.as_str()).collect();
        for mention in &named {
            let key = (mention.kind, mention.name.clone());
            if let Some((stem, "City" | "Island" | "Islands")) = mention.name.rsplit_once(' ')
                && mention.kind == Kind::Place
                && names.contains(stem)
            {
                self.also.entry(key).or_insert_with(|| stem.to_owned());
                continue;
            }
            let with_article = mention.span.of(source.text).to_lowercase().starts_with("the ");
            let common = source
                .lexicon
                .common_words
                .is_common(&mention.name.to_lowercase());
            if !mention.known
                && (with_article || !common)
                && !self.also.contains_key(&key)
                && source.lexicon.places.named(&mention.name).is_none()
                && let Some(full) = longer.get(&key)
            {
                self.also.insert(key, (*full).to_owned());
            }
        }
    }

    /// The entity of a name.
    pub(super) fn resolve(&mut self, source: &Source, index: usize, record: &mut Record) -> (usize, Link) {
        let mention = &source.mentions.mentions[index];
        let also = self.also.get(&(mention.kind, mention.name.clone())).cloned();
        if let Some(full) = self.press(source, mention) {
            let key = key(Kind::Organisation, &full);
            let entity = record.entity(Kind::Organisation, &key, &full, true);
            record.alias(entity, &printed(source, mention));
            return (entity, Link::Name);
        }
        let (full, link) = match mention.kind {
            _ if also.is_some() => (also.unwrap_or_default(), Link::Name),
            Kind::Person => self.person(source, mention, record),
            Kind::Organisation if !mention.known => match self.short.get(&mention.name) {
                Some(full) => (full.clone(), Link::Name),
                None => (mention.name.clone(), Link::Name),
            },
            _ => (mention.name.clone(), Link::Name),
        };
        let key = key(mention.kind, &full);
        let entity = record.entity(mention.kind, &key, &full, true);
        if mention.kind == Kind::Person {
            *self.often.entry(full.clone()).or_default() += 1;
            record.set_gender(entity, gender(source, mention, &full));
            let fullest = match self.same.get(&mention.name) {
                Some(same) if same.split(' ').next() == mention.name.split(' ').next() => &mention.name,
                _ => &full,
            };
            if fullest.len() > record.entities[entity].name.len() {
                let before = std::mem::replace(&mut record.entities[entity].name, fullest.clone());
                record.alias(entity, &before);
            }
        }
        record.alias(entity, &printed(source, mention));
        (entity, link)
    }

    /// The outlet or source that a mention names, perhaps by its last word: "the Gazette" for "The Coast Gazette".
    fn press(&self, source: &Source, mention: &Mention) -> Option<String> {
        let words = key(Kind::Organisation, &printed(source, mention));
        if let Some(full) = self.press.get(&words) {
            return Some(full.clone());
        }
        let before = source.text[..mention.head.start].trim_end();
        let short = |key: &&String| key.strip_suffix(&words).is_some_and(|rest| rest.ends_with(' '));
        let full = self
            .press
            .keys()
            .find(short)
            .filter(|_| before.ends_with(" the") || before.ends_with("The"))?;
        self.press.get(full).cloned()
    }

    /// The country or region of an adjective.
    pub(super) fn adjective(&mut self, source: &Source, index: usize, record: &mut Record) -> (usize, Link) {
        let mention = &source.mentions.mentions[index];
        let entity = record.entity(Kind::Place, &key(Kind::Place, &mention.name), &mention.name, true);
        (entity, Link::Adjective)
    }

    /// The full name of a person, and how it was found.
    fn person(&mut self, source: &Source, mention: &Mention, record: &Record) -> (String, Link) {
        let name = mention.name.as_str();
        if name.contains(' ') {
            let same = self.same.get(name).map_or(name, String::as_str);
            return (same.to_owned(), Link::Name);
        }
        // "Mr Reyes" is not Ana Reyes.
        let titled = titled_gender(source, mention);
        let fits = |full: &&String| {
            let known = record.find(Kind::Person, &key(Kind::Person, full));
            let known = known.map_or_else(|| given_gender(source, full), |entity| record.gender(entity));
            titled == Gender::Unknown || known == Gender::Unknown || titled == known
        };
        let often = |full: &&String| self.often.get(*full).copied().unwrap_or_default();
        let full = self.full.get(name).map(Vec::as_slice).unwrap_or_default();
        let recent = &full[full.len().saturating_sub(BEARERS)..];
        // "Mayor Reyes" is the one of the name who is mayor.
        let holds = |full: &&String| {
            let role = mention.office.as_ref().map(|office| &office.role);
            role.zip(self.roles.get(*full))
                .is_some_and(|(role, roles)| roles.contains(role))
        };
        let earlier = recent
            .iter()
            .filter(fits)
            .max_by_key(|full| (often(full) > 0, holds(full), often(full)));
        let earlier = earlier.filter(|full| often(full) > 0);
        // "Reyes, the mayor, …" is introduced by that; "Ana Reyes" further down is somebody else of the name.
        let introduced = mention.office.is_some() && mention.span == mention.head;
        if earlier.is_none() && introduced && mention.span.start >= source.headline {
            self.alone.insert(name.to_owned());
        }
        match earlier.or(full.iter().find(fits)) {
            Some(full) if !self.alone.contains(name) => (full.clone(), Link::PartOfName),
            _ => (name.to_owned(), Link::Name),
        }
    }
}

/// For the full names of persons, the shorter ones that the article has for them: without the names in the middle, or
/// without a title before them.
fn same_persons(source: &Source) -> BTreeMap<String, String> {
    let persons = source.mentions.mentions.iter();
    let full: BTreeSet<&str> = persons
        .filter(|mention| mention.form == Form::Name && mention.kind == Kind::Person)
        .map(|mention| mention.name.as_str())
        .filter(|name| name.contains(' '))
        .collect();
    let shorter = |name: &str| {
        let words: Vec<&str> = name.split(' ').collect();
        let (first, last) = (words.first()?, words.last()?);
        let outer = format!("{first} {last}");
        let behind = (1..words.len() - 1).map(|from| words[from..].join(" "));
        std::iter::once(outer)
            .chain(behind)
            .find(|shorter| shorter != name && full.contains(shorter.as_str()))
    };
    full.iter()
        .filter_map(|name| Some(((*name).to_owned(), shorter(name)?)))
        .collect()
}

/// A name without "the" before it: "The Coast Gazette" is also printed as "the Coast Gazette" and "Coast Gazette".
pub fn without_article(name: &str) -> &str {
    match name.split_once(' ') {
        Some((first, rest)) if first.eq_ignore_ascii_case("the") => rest,
        _ => name,
    }
}

/// What a name is found by.
pub(super) fn key(kind: Kind, name: &str) -> String {
    // "Yucatán" is also printed as "Yucatan".
    let plain: String = name.nfd().filter(|mark| !is_combining_mark(*mark)).collect();
    let lower = plain.to_lowercase();
    match kind {
        Kind::Person => person_key(&plain),
        Kind::Organisation => without_article(&lower).to_owned(),
        _ => lower,
    }
}

/// First and last word: "Donald J. Trump" is "Donald Trump".
fn person_key(name: &str) -> String {
    let words: Vec<&str> = name
        .split(' ')
        .filter(|word| !matches!(*word, "Jr." | "Sr." | "Jr" | "Sr"))
        .collect();
    match (words.first(), words.last()) {
        (Some(first), Some(last))
            if words.len() > 2 && words[1..words.len() - 1].iter().all(|word| word.ends_with('.')) =>
        {
            format!("{first} {last}").to_lowercase()
        }
        _ => words.join(" ").to_lowercase(),
    }
}

/// The words of a name as the article prints them, white space folded and apostrophes straight.
pub(super) fn printed(source: &Source, mention: &Mention) -> String {
    let words: Vec<&str> = mention.head.of(source.text).split_whitespace().collect();
    words.join(" ").replace('’', "'")
}
