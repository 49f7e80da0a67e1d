//! Names in a sentence: known ones, patterns such as "X Bank" or "Lake X", persons by their given names.
//!
//! Takes a [`Line`], gives [`Candidate`]s in order, none overlapping. A candidate that no table and no pattern
//! explains has no kind yet; `classify` decides it when the whole article has been read.

mod organisation;
mod person;
mod place;

use super::word::{Evidence, Line};
use super::{Form, Kind};
use crate::lexicon::Lexicon;
use person::{LONGEST_PERSON, is_particle};
use std::ops::Range;

/// Names have at most so many words; longer runs of capitals are lists and headings.
const LONGEST_NAME: usize = 10;

/// A name that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// The words of the name.
    pub(super) words: Range<usize>,
    /// What it names, where the sentence shows it.
    pub(super) kind: Option<Kind>,
    /// Name or adjective.
    pub(super) form: Form,
    /// The name that the lexicon gives for it.
    pub(super) known: Option<String>,
    /// For a person with a word of address: where that begins, and the office it abbreviates.
    pub(super) address: Option<(usize, Option<String>)>,
    /// For a person whose title the trained reader takes for a part of the name: where that begins.
    pub(super) titled: Option<usize>,
}

/// Reads the names of one sentence.
pub(super) struct Names<'line> {
    pub(super) line: &'line Line<'line>,
    pub(super) evidence: &'line Evidence,
    pub(super) lexicon: &'line Lexicon,
    /// For each word, how many words of an office begin there.
    offices: Vec<usize>,
}

impl<'line> Names<'line> {
    pub(super) fn new(line: &'line Line<'line>, evidence: &'line Evidence, lexicon: &'line Lexicon) -> Self {
        let offices = (0..line.words.len())
            .map(|index| {
                let found = lexicon
                    .offices
                    .singular
                    .longest(|ahead| line.lower(index + ahead));
                found.map_or(0, |(length, _)| length)
            })
            .collect();
        Self {
            line,
            evidence,
            lexicon,
            offices,
        }
    }

    /// The candidates, in order.
    pub(super) fn find(&self) -> Vec<Candidate> {
        let mut found = Vec::new();
        let mut place = 0;
        while place < self.line.words.len() {
            place += self.proper_event(place);
            if place == self.line.words.len() {
                break;
            }
            match self.at(place) {
                Some(candidate) => {
                    place = candidate.words.end.max(place + 1);
                    found.push(candidate);
                }
                // "Secretary of State Ana Reyes": the name begins behind the office.
                None => place += self.offices[place].max(1),
            }
        }
        found
    }

    /// How many words of an event's own name begin here: "World Cup".
    fn proper_event(&self, place: usize) -> usize {
        let events = &self.lexicon.event_nouns;
        let found = events.phrases.longest(|ahead| self.line.lower(place + ahead));
        let proper = found.filter(|(_, row)| events.rows[**row].noun.starts_with(char::is_uppercase));
        proper
            .filter(|_| self.line.words[place].capital)
            .map_or(0, |(length, _)| length)
    }

    /// The candidate that begins at a word.
    fn at(&self, place: usize) -> Option<Candidate> {
        let word = &self.line.words[place];
        if word.mark {
            return None;
        }
        self.addressed(place)
            .or_else(|| self.organisation(place))
            .or_else(|| {
                self.given_name(place)
                    .filter(|person| self.beats_known(place, person))
            })
            .or_else(|| self.place(place))
            .or_else(|| self.given_name(place))
            .or_else(|| self.unknown(place))
    }

    /// A run of words with capitals that nothing explains.
    fn unknown(&self, place: usize) -> Option<Candidate> {
        if !self.is_name(place) || self.offices[place] > 0 {
            return None;
        }
        let mut end = place + 1;
        while end < place + LONGEST_NAME && self.is_name(end) && self.offices[end] == 0 {
            let starts_other = self.known_place(end).is_some() || self.is_known_organisation(end);
            if starts_other
                || self
                    .lexicon
                    .offices
                    .address
                    .longest(|ahead| self.line.text(end + ahead))
                    .is_some()
            {
                break;
            }
            end += 1;
        }
        if self.line.lower(end).is_some_and(is_particle) && self.is_name(end + 1) && end == place + 1 {
            end = self.person_end(end + 1).min(place + LONGEST_PERSON);
        }
        Some(self.candidate(place..end, None, None))
    }

    fn candidate(&self, words: Range<usize>, kind: Option<Kind>, known: Option<String>) -> Candidate {
        Candidate {
            words,
            kind,
            form: Form::Name,
            known,
            address: None,
            titled: None,
        }
    }

    /// Whether a word has a capital and is not a word that no name holds.
    fn is_capital(&self, place: usize) -> bool {
        self.line.words.get(place).is_some_and(|word| {
            word.capital && !word.mark && !self.lexicon.common_words.is_function(&word.lower)
        })
    }

    /// Whether a word's capital marks a name.
    pub(super) fn is_name(&self, place: usize) -> bool {
        let Some(word) = self.line.words.get(place) else {
            return false;
        };
        if !self.is_capital(place) || self.lexicon.common_words.is_no_name(&word.text) {
            return false;
        }
        !word.weak
            || self.evidence.has_capital(&word.text)
            || !(self.is_common(place) || self.evidence.has_lower(&word.lower))
    }

    /// Whether a name may begin at a word: its capital marks one, or the next word's does.
    fn can_begin(&self, place: usize) -> bool {
        self.is_name(place)
            || (!self.line.titled
                && self.is_capital(place)
                && !self.is_abbreviation(place)
                && self.is_name(place + 1))
            || (self.is_capital(place) && self.known_place(place).is_some())
    }

    /// "N.B.", "P.S."
    fn is_abbreviation(&self, place: usize) -> bool {
        let text = &*self.line.words[place].text;
        text.ends_with('.') && self.lexicon.common_words.is_no_name(text)
    }

    /// Whether a known word stands where it is more likely an ordinary one.
    fn is_ordinary(&self, place: usize) -> bool {
        let word = &self.line.words[place];
        word.weak && self.is_common(place) && !self.evidence.has_capital(&word.text)
    }

    fn is_common(&self, place: usize) -> bool {
        self.line
            .lower(place)
            .is_some_and(|lower| self.lexicon.common_words.is_common(lower))
    }

    fn is_name_of_known(&self, place: usize) -> bool {
        self.known_place(place).is_some() || self.is_known_organisation(place)
    }

    /// Where the run of capitals ends that begins at a word; it does not reach over marks or offices.
    fn stretch_end(&self, place: usize) -> usize {
        let mut end = place + 1;
        while end < (place + LONGEST_NAME).min(self.line.words.len()) {
            let joins = matches!(self.line.text(end), Some("&")) && self.is_capital(end + 1);
            let makes = |ahead: usize| {
                let tables = &self.lexicon.organisations.last;
                tables
                    .longest(|more| self.line.text(end + ahead + more))
                    .is_some()
            };
            let office = self.offices[end] > 0 && !makes(self.offices[end]);
            let part = match self.line.words[end].weak {
                true => self.is_name(end) || makes(0),
                false => self.is_capital(end) && (makes(0) || !self.is_no_part(end)),
            };
            if !joins && (!part || office) {
                break;
            }
            end += 1;
        }
        end
    }

    /// Days, months and the like are no part of a longer name, unless they are words of a creed or people.
    fn is_no_part(&self, place: usize) -> bool {
        let text = &*self.line.words[place].text;
        self.lexicon.common_words.is_no_name(text) && self.is_common(place)
    }
}
