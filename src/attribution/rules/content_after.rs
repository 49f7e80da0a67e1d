//! The content behind a cue: `said that …`, `told reporters on Monday that …`, `accused him of …`.
//!
//! Which of the shapes a cue may take stands with it in the lexicon.

use super::clause::Clauses;
use crate::lexicon::cue::{Cue, Pattern, VerbForm};
use std::ops::Range;

impl Clauses<'_> {
    /// The content that follows a cue, told by the patterns that it takes.
    pub(super) fn content_after(&self, index: usize, cue: &Cue, from: usize) -> Option<Range<usize>> {
        let words = self.words;
        let mut at = self.after_adverbial(from);
        // "had reported, citing two officials, that …"
        if words.word(at) == "," && words.word(at + 1) == "citing" {
            let close = (at + 2..self.sentence.end.min(at + 20)).find(|&place| words.word(place) == ",");
            at = close.map_or(at, |close| close + 1);
        }
        let end = self.clause_end(index, at);
        let clause = |start: usize| Some(words.trimmed(start..end)).filter(|range| !range.is_empty());
        if at >= end {
            return None;
        }
        let word = words.word(at);
        let quotes = cue.takes(&Pattern::Quote) || cue.takes(&Pattern::NpThat);
        let find = |wanted: &dyn Fn(usize) -> bool, reach: usize| {
            (at + 1..end.min(at + reach)).find(|&place| wanted(place))
        };
        if matches!(word, ":" | ",") && quotes {
            let quoted = words
                .quotation(at + 1)
                .filter(|quotation| quotation.start == at + 1);
            return match quoted {
                Some(quotation) => Some(quotation),
                None => clause(at + 1).filter(|_| word == ":"),
            };
        }
        if words.quotation(at).is_some_and(|quotation| quotation.start == at) {
            return clause(at).filter(|_| {
                !cue.patterns
                    .iter()
                    .all(|pattern| matches!(pattern, Pattern::To | Pattern::That))
            });
        }
        if words.is_mark(at) && !matches!(word, "[" | "$" | "£" | "€") {
            return None;
        }
        let phrase = words.begins_noun_phrase(at)
            && !self
                .candidates
                .iter()
                .any(|other| other.group.start == at && other.form != VerbForm::Base);
        cue.patterns.iter().find_map(|pattern| match pattern {
            // "rejected that view on Friday": no clause.
            Pattern::That => clause(at).filter(|range| {
                word == "that" && !words.is_mark(at + 1) && self.without_time(range.clone()).len() > 2
            }),
            Pattern::Wh => clause(at).filter(|_| {
                matches!(
                    word,
                    "whether" | "if" | "how" | "why" | "what" | "when" | "where" | "who" | "which"
                )
            }),
            Pattern::To => clause(at).filter(|_| word == "to" || word == "not" && words.word(at + 1) == "to"),
            Pattern::Preposition(preposition) => clause(at).filter(|_| word == preposition),
            // "The mayor denied that."
            Pattern::Object if word == "that" => clause(at).filter(|range| range.len() == 1),
            Pattern::Bare | Pattern::Object => clause(at).filter(|_| phrase || word == "there"),
            Pattern::QuoteObject => {
                clause(at).filter(|_| phrase && find(&|place| words.quotation(place).is_some(), 15).is_some())
            }
            Pattern::Report => clause(at).map(|range| self.without_time(range)).filter(|_| {
                (phrase || word == "that")
                    && (at..end.min(at + 6)).any(|place| self.cues.is_report_noun(words.word(place)))
            }),
            Pattern::As => {
                clause(at).filter(|_| phrase && find(&|place| words.word(place) == "as", 20).is_some())
            }
            Pattern::NpOf => {
                clause(at).filter(|_| phrase && find(&|place| words.word(place) == "of", 16).is_some())
            }
            Pattern::NpTo => {
                clause(at).filter(|_| phrase && find(&|place| words.word(place) == "to", 16).is_some())
            }
            Pattern::NpThat => self.addressed(at, end).and_then(clause),
            Pattern::Quote => None,
        })
    }

    /// "rejected [that view] on Friday"
    fn without_time(&self, range: Range<usize>) -> Range<usize> {
        let words = self.words;
        let mut end = range.end;
        while end > range.start + 1 && words.is_timed(end - 1) {
            end -= 1;
        }
        let preposition = end < range.end && matches!(words.word(end - 1), "on" | "in" | "at");
        range.start..if preposition { end - 1 } else { end }
    }

    /// Where the content begins after the addressee: `told [reporters on Monday] that …`.
    fn addressed(&self, at: usize, end: usize) -> Option<usize> {
        let words = self.words;
        let reach = end.min(at + 16);
        if !words.begins_noun_phrase(at) {
            return None;
        }
        let opens = |place: usize| {
            words.quotation(place).is_some()
                || matches!(
                    words.word(place),
                    "that" | "how" | "whether" | "why" | "what" | ":"
                )
        };
        if let Some(place) = (at + 1..reach).find(|&place| opens(place)) {
            return Some(place);
        }
        let noun = (at..reach)
            .take(6)
            .find(|&place| self.cues.is_addressee(words.word(place)));
        let named = || {
            (at..reach)
                .find(|&place| !words.is_capitalised(place + 1))
                .filter(|&place| words.is_capitalised(place))
        };
        let pronoun = matches!(
            words.word(at),
            "him" | "her" | "them" | "me" | "us" | "it" | "you"
        )
        .then_some(at);
        let start = self.after_adverbial(pronoun.or(noun).or_else(named)? + 1);
        (start < end && (words.begins_noun_phrase(start) || words.word(start) == "to")).then_some(start)
    }

    /// Skips "on Tuesday", "in a statement", "at a news conference in Paris" before a content.
    fn after_adverbial(&self, mut at: usize) -> usize {
        let words = self.words;
        let limit = self.sentence.end.min(at + 16);
        let start = at;
        loop {
            let timed = words.is_timed(at)
                || (words.is_preposition(at) || matches!(words.word(at), "late" | "early" | "earlier"))
                    && words.is_timed(at + 1);
            if at < limit && (timed || at > start && words.is_adverb(at)) {
                at += 1;
            } else if at < limit
                && matches!(
                    words.word(at),
                    "in" | "at" | "on" | "during" | "through" | "via" | "to" | "after" | "last" | "this"
                )
            {
                let close = (at + 1..limit).find(|&place| {
                    matches!(words.word(place), "that" | ":" | ",") || words.quotation(place).is_some()
                });
                match close.filter(|&close| words.word(at) != "to" || close < at + 5) {
                    Some(close) => return close,
                    None => return at,
                }
            } else {
                return at;
            }
        }
    }
}
