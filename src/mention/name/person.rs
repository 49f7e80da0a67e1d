//! Persons: behind a word of address ("Mr. Hill"), or by a given name ("Ana Reyes").

use super::{Candidate, Names};
use crate::lexicon::PlaceWord;
use crate::mention::Kind;

/// A person's name has at most so many words.
pub(super) const LONGEST_PERSON: usize = 5;

impl Names<'_> {
    /// "Mr. Hill", "Gen. Ana Reyes".
    pub(super) fn addressed(&self, place: usize) -> Option<Candidate> {
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

    /// "Ana Reyes", "J. K. Orel", "Ana".
    pub(super) fn given_name(&self, place: usize) -> Option<Candidate> {
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
    pub(super) fn beats_known(&self, place: usize, person: &Candidate) -> bool {
        let Some((length, _)) = self.known_place(place) else {
            return true;
        };
        let last = person.words.end - 1;
        person.words.len() > length.max(1)
            && self.place_end(place).is_none()
            && (self.lexicon.person_names.is_family(&self.line.words[last].text)
                || !(self.line.words[last].weak || self.is_common(last) || self.known_place(last).is_some()))
    }

    /// Where a person's name ends that begins here.
    pub(super) fn person_end(&self, place: usize) -> usize {
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
            && (family || self.known_place(place).is_none() || self.is_town_behind_given_name(place))
            && (family || !self.is_known_organisation(place))
            && !(word.shout && word.text.chars().count() <= 4 && !self.line.titled)
    }

    /// "Jack London": a town is a family name behind a given name that is no place itself.
    fn is_town_behind_given_name(&self, place: usize) -> bool {
        let town = self.known_place(place).is_some_and(|(length, word)| {
            let kind = self.lexicon.places.get(word.place()).kind.as_str();
            length == 1 && matches!(word, PlaceWord::Name(_)) && matches!(kind, "city" | "town" | "capital")
        });
        let before = place.checked_sub(1).and_then(|before| self.line.text(before));
        let given = |text: &str| is_initial(text) || self.lexicon.person_names.given(text).is_some();
        town && before.is_some_and(given) && self.known_place(place - 1).is_none()
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
pub(super) fn is_particle(text: &str) -> bool {
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
