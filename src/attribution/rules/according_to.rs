//! `According to X, …` and `…, according to X`: phrases that name a source without a verb.

use super::clause::{Clauses, Found};
use std::ops::Range;

impl Clauses<'_> {
    /// `According to X, …`, `…, according to X`.
    pub(super) fn phrases(&self) -> Vec<Found> {
        let (words, sentence) = (self.words, &self.sentence);
        let mut found = Vec::new();
        for first in sentence.clone() {
            let Some(cue) = self.phrase_at(first).filter(|_| words.quotation(first).is_none()) else {
                continue;
            };
            let end = first + 1 + self.cues.get(cue).particles.len();
            found.extend(self.phrase(first..end));
        }
        found
    }

    /// The phrase that begins at a token.
    fn phrase_at(&self, first: usize) -> Option<usize> {
        let words = self.words;
        let fits = |&cue: &usize| {
            let particles = &self.cues.get(cue).particles;
            particles
                .iter()
                .enumerate()
                .all(|(at, particle)| words.word(first + 1 + at) == particle)
        };
        self.cues.phrases(words.word(first)).iter().copied().find(fits)
    }

    /// Whether the sentence opens with such a phrase.
    pub(super) fn opens_with_phrase(&self) -> bool {
        self.phrase_at(self.sentence.start).is_some()
    }

    fn phrase(&self, cue: Range<usize>) -> Option<Found> {
        let (words, sentence) = (self.words, &self.sentence);
        let front = cue.start < sentence.start + 3;
        let stop = |at: usize| {
            matches!(words.word(at), "," | "." | ";" | ":" | "–" | "—" | "]") || words.quotation(at).is_some()
        };
        let close = (cue.end..sentence.end)
            .find(|&at| stop(at) || !front && (words.is_conjunction(at) || words.is_timed(at)))
            .unwrap_or(sentence.end);
        let source = words.trimmed(cue.end..close);
        let content = if front {
            vec![words.trimmed(close..self.clause_end(0, close))]
        } else {
            let rest = if words.word(close) == "," {
                close + 1..sentence.end
            } else {
                close..close
            };
            vec![words.trimmed(sentence.start..cue.start), words.trimmed(rest)]
        };
        let content: Vec<_> = content.into_iter().filter(|piece| !piece.is_empty()).collect();
        (!source.is_empty() && !content.is_empty()).then_some(Found {
            source: Some(source),
            cue,
            content,
            method: "according-to",
        })
    }
}
