//! Names in a sentence: known ones, patterns such as "X Bank" or "Lake X", persons by their given names.
//!
//! Takes a [`Line`], gives [`Candidate`]s in order, none overlapping. A candidate that no table and no pattern
//! explains has no kind yet; `classify` decides it when the whole article has been read.

use super::word::{Evidence, Line};
use super::{Form, Kind};
use crate::lexicon::{Lexicon, PlaceWord};
use std::ops::Range;

/// Names have at most so many words; longer runs of capitals are lists and headings.
const LONGEST_NAME: usize = 10;
/// A person's name has at most so many words.
const LONGEST_PERSON: usize = 5;

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

    /// "Mr. Hill", "Gen. Ana Reyes".
    fn addressed(&self, place: usize) -> Option<Candidate> {
        let address = &self.lexicon.offices.address;
        let (length, index) = address.longest(|ahead| self.line.text(place + ahead))?;
        let start = place + length;
        if !self.is_capital(start) || self.offices[start] > 0 && !self.is_capital(start + 1) {
            return None;
        }
        let end = self.person_end(start);
        let role = &self.lexicon.offices.honorifics[*index].role;
        let mut candidate = self.candidate(start..end, Some(Kind::Person), None);
        candidate.address = Some((place, Some(role.clone()).filter(|role| !role.is_empty())));
        Some(candidate)
    }

    /// A known organisation, or a pattern that makes one.
    fn organisation(&self, place: usize) -> Option<Candidate> {
        let organisations = &self.lexicon.organisations;
        let known = organisations
            .phrases
            .longest(|ahead| self.line.text(place + ahead))
            .filter(|(length, _)| *length > 1 || !self.is_ordinary(place));
        let pattern = self.organisation_end(place);
        match (known, pattern) {
            (Some((length, index)), pattern) if pattern.is_none_or(|end| end <= place + length) => {
                let name = organisations.get(*index).name.clone();
                let mut candidate =
                    self.candidate(place..place + length, Some(Kind::Organisation), Some(name));
                let longer_place = self.known_place(place).is_some_and(|(other, _)| other > length);
                candidate.kind = candidate.kind.filter(|_| !longer_place);
                (!longer_place).then_some(candidate)
            }
            (_, Some(end)) => Some(self.candidate(place..end, Some(Kind::Organisation), None)),
            _ => None,
        }
    }

    /// Where an organisation ends that begins here and whose words show that it is one.
    fn organisation_end(&self, place: usize) -> Option<usize> {
        let tables = &self.lexicon.organisations;
        if !self.can_begin(place) {
            return None;
        }
        let stretch = self.stretch_end(place);
        let mut end = None;
        for index in place..stretch {
            if let Some((length, _)) = tables.last.longest(|ahead| self.line.text(index + ahead)) {
                let alone = index == place;
                if !alone && index + length <= stretch.max(index + 1) {
                    end = end.max(Some(index + length));
                }
            }
            if let Some((length, _)) = tables.first.longest(|ahead| self.line.text(index + ahead)) {
                end = end.max(self.after_preposition(index + length));
            }
        }
        if let Some((length, _)) = tables.lead.longest(|ahead| self.line.text(place + ahead)) {
            let rest = place + length;
            if self.is_name(rest) && end.is_none() {
                end = Some(self.stretch_end(rest).min(rest + 2));
            }
        }
        end
    }

    /// The end of "(the) Foreign Affairs (and Trade)" behind "Ministry of".
    fn after_preposition(&self, mut place: usize) -> Option<usize> {
        if self.line.text(place) == Some("the") {
            place += 1;
        }
        if !self.is_capital(place) {
            return None;
        }
        let end = self.stretch_end(place).min(place + 5);
        let joined = matches!(self.line.text(end), Some("and" | "&")) && self.is_capital(end + 1);
        let plain = joined && !self.is_name_of_known(end + 1) && self.is_common(end + 1);
        Some(match plain {
            true => self.stretch_end(end + 1).min(end + 4),
            false => end,
        })
    }

    /// A known place, its adjective, or a pattern that makes a place.
    fn place(&self, place: usize) -> Option<Candidate> {
        if let Some(end) = self.place_end(place) {
            return Some(self.candidate(place..end, Some(Kind::Place), None));
        }
        let (length, word) = self.known_place(place)?;
        let name = self.lexicon.places.get(word.place()).name.clone();
        let kind = match word {
            PlaceWord::People(_) => Kind::Group,
            PlaceWord::Name(_) | PlaceWord::Adjective(_) => Kind::Place,
        };
        let mut candidate = self.candidate(place..place + length, Some(kind), Some(name));
        let noun = matches!(word, PlaceWord::Name(_));
        candidate.form = if noun { Form::Name } else { Form::Adjective };
        Some(candidate)
    }

    fn known_place(&self, place: usize) -> Option<(usize, PlaceWord)> {
        let phrases = &self.lexicon.places.phrases;
        let (length, word) = phrases.longest(|ahead| self.line.text(place + ahead))?;
        (length > 1 || !self.is_ordinary(place)).then_some((length, *word))
    }

    /// Where a place ends that begins here and whose words show that it is one.
    fn place_end(&self, place: usize) -> Option<usize> {
        let words = &self.lexicon.place_words;
        if !self.can_begin(place) {
            return None;
        }
        let stretch = self.stretch_end(place).min(place + 4);
        let mut end = None;
        for index in place + 1..stretch {
            if let Some((length, ())) = words.last.longest(|ahead| self.line.text(index + ahead)) {
                end = Some((index + length).min(stretch.max(index + 1)));
            }
        }
        if end.is_none()
            && let Some((length, ())) = words.first.longest(|ahead| self.line.text(place + ahead))
        {
            let rest = place + length;
            if self.is_name(rest)
                && !self.is_common(rest)
                && self.known_place(place).is_none_or(|(l, _)| l <= length)
            {
                end = Some(rest + self.known_place(rest).map_or(1, |(length, _)| length));
            }
        }
        end
    }

    /// "Ana Reyes", "J. K. Orel", "Ana".
    fn given_name(&self, place: usize) -> Option<Candidate> {
        let names = &self.lexicon.person_names;
        let text = self.line.text(place)?;
        if !self.is_capital(place)
            || self
                .lexicon
                .common_words
                .is_function(&self.line.words[place].lower)
        {
            return None;
        }
        // "Jan 6": a month.
        if self
            .line
            .text(place + 1)
            .is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()))
        {
            return None;
        }
        let end = self.person_end(place);
        let initial = is_initial(text) && end > place + 1;
        let given = names.given(text).is_some() || text.split('-').all(|part| names.given(part).is_some());
        let sure = self.is_name(place) || (end > place + 1 && self.is_name(end - 1) && !self.line.titled);
        if self.offices[place] > 0 && !(given && end > place + 1) {
            return None;
        }
        ((given && sure) || initial).then(|| self.candidate(place..end, Some(Kind::Person), None))
    }

    /// Whether a person's name is better evidence than the table of places: "Paris Hill", not "Paris".
    fn beats_known(&self, place: usize, person: &Candidate) -> bool {
        let Some((length, _)) = self.known_place(place) else {
            return true;
        };
        let last = person.words.end - 1;
        person.words.len() > length.max(1)
            && self.place_end(place).is_none()
            && self.lexicon.person_names.is_family(&self.line.words[last].text)
    }

    /// Where a person's name ends that begins here.
    fn person_end(&self, place: usize) -> usize {
        let mut end = place + 1;
        while end < (place + LONGEST_PERSON).min(self.line.words.len()) {
            let text = &*self.line.words[end].text;
            let lower = &*self.line.words[end].lower;
            let particle = is_particle(lower)
                && (self.is_capital(end + 1) || self.line.lower(end + 1).is_some_and(is_particle));
            if !(is_initial(text) || is_generation(text) || particle || self.goes_on_as_person(end)) {
                break;
            }
            end += 1;
        }
        while end > place + 1 && is_particle(&self.line.words[end - 1].text) {
            end -= 1;
        }
        end
    }

    fn goes_on_as_person(&self, place: usize) -> bool {
        let word = &self.line.words[place];
        let family = self.lexicon.person_names.is_family(&word.text);
        self.is_name(place)
            && self.offices[place] == 0
            && (family || self.known_place(place).is_none())
            && (family || !self.is_known_organisation(place))
            && !(word.shout && word.text.chars().count() <= 4 && !self.line.titled)
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

    fn is_known_organisation(&self, place: usize) -> bool {
        let phrases = &self.lexicon.organisations.phrases;
        phrases.longest(|ahead| self.line.text(place + ahead)).is_some()
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
                false => self.is_capital(end) && !self.is_no_part(end),
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

/// "J.", "J.K."
fn is_initial(text: &str) -> bool {
    text.starts_with(char::is_uppercase)
        && text.ends_with('.')
        && text.split_terminator('.').all(|part| part.chars().count() == 1)
        && text.len() <= 8
}

/// "Jr."
fn is_generation(text: &str) -> bool {
    matches!(text, "Jr." | "Sr." | "Jr" | "Sr" | "II" | "III")
}

/// A small word inside a person's name.
fn is_particle(text: &str) -> bool {
    matches!(
        text,
        "de" | "da"
            | "do"
            | "dos"
            | "del"
            | "della"
            | "di"
            | "du"
            | "la"
            | "le"
            | "van"
            | "von"
            | "der"
            | "den"
            | "ter"
            | "bin"
            | "ibn"
            | "bint"
            | "al"
            | "el"
            | "ul"
            | "y"
            | "zu"
            | "ben"
            | "st"
    )
}
