//! The words before a noun that belong to its phrase: "the two senior Arden" before "officials".
//!
//! Takes a line, the names in it and the place of a noun; gives where the phrase begins and what its words say.
//! `title`, `nominal` and `event` build on it.

use super::Form;
use super::name::Candidate;
use super::word::Line;
use crate::lexicon::cue::VerbForm;
use crate::lexicon::{GroupKind, Lexicon, ModifierKind};
use std::ops::Range;

/// A phrase has at most so many words before its noun.
const LONGEST: usize = 8;

/// A line with its names and the lexicon.
pub(super) struct Context<'line> {
    pub(super) line: &'line Line<'line>,
    pub(super) names: &'line [Candidate],
    pub(super) lexicon: &'line Lexicon,
    /// For each word, the name that covers it.
    covered: Vec<Option<usize>>,
}

/// What stands before a noun.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Before {
    /// The first word of the phrase.
    pub(super) start: usize,
    /// The first word without article or pronoun.
    pub(super) bare: usize,
    /// "the", "his", or a possessive name.
    pub(super) determined: bool,
    /// "a", "an", "another".
    pub(super) indefinite: bool,
    /// "two", "several".
    pub(super) counted: bool,
    /// "senior", "second".
    pub(super) qualified: bool,
    /// The name that the noun belongs to, an index into the line's names.
    pub(super) of: Option<usize>,
}

impl<'line> Context<'line> {
    pub(super) fn new(line: &'line Line<'line>, names: &'line [Candidate], lexicon: &'line Lexicon) -> Self {
        let mut covered = vec![None; line.words.len()];
        for (index, name) in names.iter().enumerate() {
            covered[name.words.clone()].fill(Some(index));
        }
        Self {
            line,
            names,
            lexicon,
            covered,
        }
    }

    /// The name that covers a word.
    pub(super) fn name_at(&self, place: usize) -> Option<usize> {
        self.covered.get(place).copied().flatten()
    }

    /// The name that ends right before a word.
    fn name_before(&self, place: usize) -> Option<usize> {
        let name = self.name_at(place.checked_sub(1)?)?;
        (self.names[name].words.end == place).then_some(name)
    }

    /// What stands before the noun that begins at `noun`.
    pub(super) fn before(&self, noun: usize) -> Before {
        let mut before = Before {
            start: noun,
            bare: noun,
            ..Before::default()
        };
        while noun - before.start < LONGEST && self.step(&mut before) {}
        // "The employers' federation"
        if let Some(start) = self.plural_owner(before.start) {
            before.start = start;
            before.qualified = true;
        }
        before.bare = before.start;
        let lower = self.line.lower_before(before.start);
        if let Some(word) = lower
            && self.lexicon.groups.modifier(word) == Some(ModifierKind::Determiner)
            && self.name_at(before.start - 1).is_none()
        {
            before.start -= 1;
            before.indefinite = matches!(word, "a" | "an" | "another");
            before.determined = !before.indefinite;
        }
        before
    }

    /// Where the plural begins that stands before a word, behind an article, as an owner.
    fn plural_owner(&self, place: usize) -> Option<usize> {
        let mark = place.checked_sub(1)?;
        let owners = mark.checked_sub(1)?;
        let word = &self.line.words[owners];
        let article = self.line.lower_before(owners)?;
        let owns = matches!(self.line.text(mark), Some("'" | "’"))
            && word.lower.ends_with('s')
            && !word.capital
            && self.lexicon.groups.modifier(article) == Some(ModifierKind::Determiner);
        owns.then_some(owners)
    }

    /// Takes one more word or name into the phrase.
    fn step(&self, before: &mut Before) -> bool {
        let Some(last) = before.start.checked_sub(1) else {
            return false;
        };
        if let Some(name) = self.name_before(before.start) {
            if before.of.is_some() || !belongs(&self.names[name]) {
                return false;
            }
            before.of = Some(name);
            before.start = self.names[name].words.start;
            return true;
        }
        if self.line.is_possessive(last) {
            let Some(name) = self.name_before(last).filter(|_| before.of.is_none()) else {
                return false;
            };
            before.of = Some(name);
            before.determined = true;
            before.start = self.names[name].words.start;
            return false;
        }
        let word = &self.line.words[last];
        match self.lexicon.groups.modifier(&word.lower) {
            Some(ModifierKind::Quality) => before.qualified = true,
            Some(ModifierKind::Quantity) => before.counted = true,
            Some(ModifierKind::Determiner) => return false,
            None if self.lexicon.groups.noun(&word.lower) == Some(GroupKind::Body) => before.qualified = true,
            None if word.text.starts_with(|c: char| c.is_ascii_digit()) && !word.mark => {
                before.counted = true
            }
            // "Russia-U.S. talks": the hyphen between two names.
            None if &*word.text == "-" && before.of.is_some() && self.name_before(last).is_some() => {
                before.of = None;
            }
            None => return false,
        }
        before.start = last;
        true
    }

    /// Whether a noun without an article is the subject of a headline: "Mayor denies …", "Toll rises as company admits …",
    /// "Biologist: …".
    pub(super) fn is_headline_subject(&self, words: &Range<usize>) -> bool {
        let line = self.line;
        let opens = match line.lower_before(words.start) {
            None => true,
            Some(before) => matches!(before, "," | ";" | ":" | "as" | "—" | "–"),
        };
        let says = |word: &str| {
            let verbs = self.lexicon.cues.verbs(word);
            verbs.iter().any(|(_, form)| *form == VerbForm::ThirdPerson)
        };
        let next = line.lower(words.end);
        opens && (next.is_some_and(says) || words.start == 0 && next == Some(":"))
    }

    /// Where a phrase begins whose noun has another before it: "the shipyard" of "the shipyard owner".
    pub(super) fn compound_start(&self, noun: usize) -> Option<usize> {
        let first = noun.checked_sub(1)?;
        let word = &self.line.words[first];
        let plain = !word.mark
            && (!word.capital || word.weak)
            && word.lower.chars().all(char::is_alphabetic)
            && self.name_at(first).is_none()
            && self.lexicon.groups.modifier(&word.lower).is_none()
            && !self.lexicon.common_words.is_function(&word.lower);
        plain.then_some(first)
    }

    /// The name by which the lexicon or the text calls what a phrase belongs to.
    pub(super) fn name_of(&self, name: usize) -> String {
        let candidate = &self.names[name];
        candidate.known.clone().unwrap_or_else(|| {
            let words = &self.line.words[candidate.words.clone()];
            words.iter().map(|word| &*word.text).collect::<Vec<_>>().join(" ")
        })
    }

    /// Where a phrase ends that goes on with "of" or "for" and a name: "a spokesman for Arden Steel".
    pub(super) fn complement(&self, end: usize) -> Option<usize> {
        if !matches!(self.line.lower(end), Some("of" | "for" | "at" | "to")) {
            return None;
        }
        let start = end + 1 + usize::from(self.line.lower(end + 1) == Some("the"));
        let name = self.name_at(start)?;
        (self.names[name].words.start == start && belongs(&self.names[name])).then_some(name)
    }
}

/// Whether offices and bodies belong to such a name: places and organisations, not persons.
fn belongs(name: &Candidate) -> bool {
    use super::Kind;
    matches!(name.kind, Some(Kind::Place | Kind::Organisation)) || name.form == Form::Adjective
}
