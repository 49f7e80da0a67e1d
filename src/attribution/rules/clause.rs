//! What a cue's content is: the shapes of direct, indirect, mixed and according-to attributions.
//!
//! Takes the candidates of one sentence, gives [`Found`]s as ranges of tokens. The patterns that a cue takes
//! come from the lexicon; the shapes here are the same for all of them.

use super::cue::{Candidate, candidates};
use super::source;
use super::words::Words;
use crate::lexicon::cue::{Cue, Cues, Pattern, VerbForm};
use std::ops::Range;

/// An attribution as ranges of tokens.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Who; `None` where the sentence does not say.
    pub source: Option<Range<usize>>,
    /// The cue.
    pub cue: Range<usize>,
    /// What, in pieces.
    pub content: Vec<Range<usize>>,
    /// The rule.
    pub method: &'static str,
}

/// One sentence under the rules.
pub(super) struct Clauses<'a> {
    pub(super) words: &'a Words<'a>,
    pub(super) cues: &'a Cues,
    pub(super) sentence: Range<usize>,
    pub(super) candidates: Vec<Candidate>,
    sources: Vec<Option<Range<usize>>>,
}

/// The attributions of a sentence, in the order of their cues.
pub(super) fn read(words: &Words, sentence: &Range<usize>, cues: &Cues) -> Vec<Found> {
    let candidates = candidates(words, sentence, cues);
    let sources = candidates
        .iter()
        .map(|candidate| source::before(words, sentence, candidate.group.start))
        .collect();
    let clauses = Clauses {
        words,
        cues,
        sentence: sentence.clone(),
        candidates,
        sources,
    };
    let mut found: Vec<Found> = clauses.phrases();
    for index in 0..clauses.candidates.len() {
        let group = &clauses.candidates[index].group;
        if found
            .last()
            .is_none_or(|last| last.cue.end <= group.start || last.cue.start >= group.end)
        {
            let next = clauses.attribution(index, &found);
            found.extend(next);
        }
    }
    found.sort_by_key(|each| each.cue.start);
    found
}

impl Clauses<'_> {
    fn attribution(&self, index: usize, before: &[Found]) -> Option<Found> {
        let candidate = &self.candidates[index];
        let cue = self.cues.get(candidate.cue);
        let group = candidate.group.clone();
        let found = |source, content, method| Found {
            source,
            cue: group.clone(),
            content,
            method,
        };
        if candidate.form != VerbForm::Ing
            && may_close(cue)
            && let Some((source, content)) = self.content_before(index, cue)
        {
            return Some(found(Some(source), content, "content-first"));
        }
        let content = self.content_after(index, cue, group.end)?;
        let source = self.subject(index, before)?;
        Some(found(Some(source), vec![content], "cue-first"))
    }

    /// Who speaks, where the content follows.
    fn subject(&self, index: usize, before: &[Found]) -> Option<Range<usize>> {
        let candidate = &self.candidates[index];
        let start = candidate.group.start;
        let previous = self.words.before(start, &self.sentence);
        let coordinated = self.words.is_coordinator(start.saturating_sub(1)) && start > self.sentence.start;
        let as_reported =
            self.words.word(start) != "as" && self.words.word(candidate.group.end - 1).ends_with("ing");
        let participle = candidate.form == VerbForm::Ing && as_reported && !self.words.is_auxiliary(start);
        if participle || coordinated {
            let verb_at = |at: usize| self.candidates.iter().any(|other| other.group.start == at);
            let shared = before
                .iter()
                .rev()
                .find(|other| other.cue.start < start)
                .and_then(|other| other.source.clone());
            return shared.or_else(|| source::subject(self.words, &(self.sentence.start..start), verb_at));
        }
        if matches!(previous, "" | "\"" | "”") {
            None
        } else {
            self.sources[index].clone()
        }
    }

    /// `“…,” X said`, `“…,” said X`, `…, X said`, `…, X said, …`.
    fn content_before(&self, index: usize, cue: &Cue) -> Option<(Range<usize>, Vec<Range<usize>>)> {
        let group = &self.candidates[index].group;
        let words = self.words;
        let inverted = self.closes_content(group.start);
        let source = match inverted {
            true => source::after(words, &self.sentence, group.end)?,
            false => self.sources[index].clone()?,
        };
        let edge = if inverted { group.start } else { source.start };
        if !self.closes_content(edge) {
            return None;
        }
        let last = if words.word(edge - 1) == "," && words.quotation(edge - 1).is_none() {
            edge - 2
        } else {
            edge - 1
        };
        let quotation = words
            .quotation(last)
            .filter(|quotation| quotation.end == last + 1);
        let rest = self.after_tag(if inverted { source.end } else { group.end }, cue);
        // "According to the paper, engineers warned of …", "Ana Reyes, the mayor, said the board would …"
        let no_clause = || {
            self.opens_with_phrase()
                || inverted && (source.start..=source.end).any(|at| words.is_auxiliary(at))
        };
        if quotation.is_none() && (rest.is_none() || last < self.sentence.start + 3 || no_clause()) {
            return None;
        }
        let first = match &quotation {
            Some(quotation) if self.stands_alone(quotation) => quotation.start,
            _ => self.sentence.start,
        };
        let mut content = vec![words.trimmed(first..last + 1)];
        if let Some(rest) = rest.filter(|&rest| rest + 1 < self.sentence.end && words.word(rest - 1) != ".") {
            let again = words
                .quotation(rest)
                .map_or_else(|| self.clause_end(index, rest), |quotation| quotation.end);
            let piece = words.trimmed(rest..again);
            if quotation.is_none() || words.quotation(rest).is_some() {
                content.extend(Some(piece).filter(|piece| !piece.is_empty()));
            }
        }
        content.retain(|piece| !piece.is_empty());
        (!content.is_empty()).then_some((source, content))
    }

    /// Whether what stands before a token may be a content that ends there: a quotation or a clause with comma.
    fn closes_content(&self, at: usize) -> bool {
        if at <= self.sentence.start + 1 {
            return false;
        }
        let closing = |at: usize| {
            self.words
                .quotation(at)
                .is_some_and(|quotation| quotation.end == at + 1 && quotation.len() > 3)
        };
        closing(at - 1) || self.words.word(at - 1) == "," && self.words.quotation(at - 1).is_none()
    }

    /// After "X said", "X told reporters on Monday": where a content that was parted by it goes on, or the
    /// sentence's end; `None` where something else follows, so that the words before are no content.
    fn after_tag(&self, from: usize, cue: &Cue) -> Option<usize> {
        let words = self.words;
        let tells = cue.takes(&Pattern::NpThat);
        let end = (from..self.sentence.end.min(from + 25)).find(|&at| {
            matches!(words.word(at), "," | "." | ";" | ":" | "–" | "—") || words.quotation(at).is_some()
        });
        let end = end.unwrap_or(self.sentence.end);
        let adverbial = end == from
            || words.is_preposition(from)
            || words.is_timed(from)
            || words.is_conjunction(from)
            || words.is_adverb(from)
            || tells
            || matches!(words.word(from), "last" | "this");
        let clause = words.word(from) == "that" || !tells && words.word(from) == "to";
        let goes_on = if words.quotation(end).is_some() {
            end
        } else {
            end + 1
        };
        (adverbial && !clause).then_some(goes_on.min(self.sentence.end))
    }

    /// Where the content that holds a token ends: before a clause with a cue of its own that is not part of it.
    pub(super) fn clause_end(&self, index: usize, from: usize) -> usize {
        let words = self.words;
        let later = self
            .candidates
            .iter()
            .zip(&self.sources)
            .skip(index + 1)
            .filter(|(other, _)| other.group.start > from);
        let cut = later.filter_map(|(other, source)| {
            let start = other.group.start;
            let before = start - 1;
            if words.is_coordinator(before) && other.form != VerbForm::Ing {
                return Some(before);
            }
            if other.form == VerbForm::Ing {
                return (words.word(before) == ",").then_some(before);
            }
            let source = source.as_ref().filter(|source| source.start > from + 1)?;
            let joint = source.start - 1;
            let comma = words.word(joint - 1) == "," || words.word(joint) == ";";
            let tag = words.word(joint) == ","
                && self
                    .after_tag(other.group.end, self.cues.get(other.cue))
                    .is_some_and(|rest| rest >= self.sentence.end);
            let parallel = comma
                && matches!(
                    words.word(joint),
                    "and" | "but" | "while" | "whereas" | "though" | "although" | ";"
                );
            (tag || parallel).then_some(joint)
        });
        let according = (from + 1..self.sentence.end).find(|&at| {
            words.word(at) == "according" && words.word(at + 1) == "to" && words.quotation(at).is_none()
        });
        cut.chain(according)
            .find(|&end| end > from)
            .unwrap_or(self.sentence.end)
    }

    /// Whether a quotation is a content by itself and not the end of a longer clause.
    fn stands_alone(&self, quotation: &Range<usize>) -> bool {
        let before = self.words.before(quotation.start, &self.sentence);
        matches!(before, "" | ":" | "," | "." | "–" | "—" | "”" | "\"")
            || self.words.is_mark(quotation.start.saturating_sub(1))
            || quotation.start == self.sentence.start + 1
    }
}

/// Whether a content may stand before this cue.
fn may_close(cue: &Cue) -> bool {
    cue.takes(&Pattern::Quote) || cue.takes(&Pattern::NpThat)
}
