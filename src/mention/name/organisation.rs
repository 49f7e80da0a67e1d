//! Organisations: known ones, and names whose words show that they are one ("Merrow Bank", "Ministry of Works").

use super::{Candidate, Names};
use crate::mention::Kind;

impl Names<'_> {
    /// A known organisation, or a pattern that makes one.
    pub(super) fn organisation(&self, place: usize) -> Option<Candidate> {
        let organisations = &self.lexicon.organisations;
        let known = organisations
            .phrases
            .longest(|ahead| self.line.text(place + ahead))
            .filter(|(length, _)| *length > 1 || !self.is_ordinary(place));
        // "Merrow International Airport" ends as a place.
        let pattern = self
            .organisation_end(place)
            .filter(|end| self.place_end(place).is_none_or(|other| other <= *end));
        match (known, pattern) {
            (Some((length, index)), pattern) if pattern.is_none_or(|end| end <= place + length) => {
                let name = organisations.get(*index).name.clone();
                let mut candidate =
                    self.candidate(place..place + length, Some(Kind::Organisation), Some(name));
                let longer_place = self.known_place(place).is_some_and(|(other, _)| other > length);
                candidate.kind = candidate.kind.filter(|_| !longer_place);
                (!longer_place).then_some(candidate)
            }
            // "West Bank", "Soviet Union"
            (_, Some(end))
                if self
                    .known_place(place)
                    .is_some_and(|(length, _)| place + length >= end) =>
            {
                None
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
        // "Harden & Sons"
        let firm = (place + 1..stretch).any(|index| self.line.text(index) == Some("&"));
        let mut end = firm.then_some(stretch);
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

    pub(super) fn is_known_organisation(&self, place: usize) -> bool {
        let phrases = &self.lexicon.organisations.phrases;
        phrases.longest(|ahead| self.line.text(place + ahead)).is_some()
    }
}
