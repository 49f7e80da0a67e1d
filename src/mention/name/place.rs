//! Places: known ones with their adjectives and peoples, and names whose words show that they are one ("Lake Merrow").

use super::{Candidate, Names};
use crate::lexicon::PlaceWord;
use crate::mention::{Form, Kind};

impl Names<'_> {
    /// A known place, its adjective, or a pattern that makes a place.
    pub(super) fn place(&self, place: usize) -> Option<Candidate> {
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

    pub(super) fn known_place(&self, place: usize) -> Option<(usize, PlaceWord)> {
        let phrases = &self.lexicon.places.phrases;
        let (length, word) = phrases.longest(|ahead| self.line.text(place + ahead))?;
        (length > 1 || !self.is_ordinary(place)).then_some((length, *word))
    }

    /// Where a place ends that begins here and whose words show that it is one.
    pub(super) fn place_end(&self, place: usize) -> Option<usize> {
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
}
