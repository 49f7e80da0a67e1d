//! How far the noun phrase of a source reaches, told from the words around a cue.
//!
//! A light stand-in for a parser: a source before its cue reaches back to the nearest clause boundary, one after
//! it to the next comma or adverbial; appositions between commas belong to it.

use super::words::Words;
use std::ops::Range;

/// No noun phrase is longer; keeps every look-around bounded.
const LONGEST: usize = 40;

/// The noun phrase that ends right before a token.
pub(super) fn before(words: &Words, sentence: &Range<usize>, cue: usize) -> Option<Range<usize>> {
    let floor = sentence.start.max(cue.saturating_sub(LONGEST));
    let mut end = without_adjunct(words, floor, cue);
    let mut start = end;
    if end > floor && words.word(end - 1) == "," {
        // "Ana Reyes, the mayor," - or, where no apposition closes here, an inserted adverbial.
        let open = (floor..end - 1)
            .rev()
            .find(|&at| words.word(at) == "," || words.quotation(at).is_some());
        let open = open.filter(|&at| words.word(at) == ",")?;
        if words.is_preposition(open + 1) || words.is_timed(open + 1) || words.is_adverb(open + 1) {
            end = open;
        }
        start = open;
    }
    if start > floor && matches!(words.word(start - 1), "who" | "he" | "she" | "they" | "i" | "we") {
        return Some(start - 1..end);
    }
    while start > floor && !is_boundary(words, floor, start - 1) {
        start -= 1;
    }
    let range = words.trimmed(strip_lead(words, start..end));
    let named = range.clone().any(|at| !words.is_mark(at) && !words.is_adverb(at));
    (named && !words.is_coordinator(range.start)).then_some(range)
}

/// The noun phrase that begins at a token: `said [Kim Lee, a nurse at the clinic]`.
pub(super) fn after(words: &Words, sentence: &Range<usize>, cue: usize) -> Option<Range<usize>> {
    let ceiling = sentence.end.min(cue + LONGEST);
    if cue >= ceiling || !words.begins_noun_phrase(cue) || words.is_timed(cue) {
        return None;
    }
    let mut end = cue + 1;
    if !(words.is_pronoun(cue) && matches!(words.word(cue), "he" | "she" | "it" | "they" | "i" | "we")) {
        while end < ceiling && !ends_inverted(words, end) {
            end += 1;
        }
    }
    let apposition = words.word(end) == ","
        && end + 1 < sentence.end
        && words.quotation(end + 1).is_none()
        && (words.is_determiner(end + 1) || words.word(end + 1) == "who" || plain_noun(words, end + 1));
    if apposition {
        let close = (end + 1..ceiling).find(|&at| {
            words.quotation(at).is_some()
                || (words.word(at) == ","
                    && (words.is_coordinator(at + 1) || words.word(at + 1).ends_with("ing")))
        });
        end = close.unwrap_or(ceiling);
    }
    Some(words.trimmed(cue..end)).filter(|range| !range.is_empty())
}

/// The subject of a sentence's main clause, for participles and second verbs.
pub(super) fn subject(
    words: &Words,
    sentence: &Range<usize>,
    is_verb: impl Fn(usize) -> bool,
) -> Option<Range<usize>> {
    let mut start = sentence.start;
    let ceiling = sentence.end.min(start + LONGEST);
    while start < ceiling && (words.is_coordinator(start) || words.is_adverb(start)) {
        start += 1;
    }
    if words.is_preposition(start) || words.is_conjunction(start) || words.is_timed(start) {
        start = (start..ceiling).find(|&at| words.word(at) == "," && words.quotation(at).is_none())? + 1;
    }
    if words.is_pronoun(start) {
        return Some(start..start + 1);
    }
    let end = (start + 1..ceiling).find(|&at| {
        words.quotation(at).is_some()
            || words.is_auxiliary(at) && !is_possessive(words, at)
            || is_verb(at)
            || words.word(at).ends_with("ed")
            || matches!(
                words.word(at),
                "," | "took" | "went" | "came" | "left" | "made" | "met" | "won" | "lost" | "sent" | "held"
            )
    })?;
    Some(start..end).filter(|_| words.begins_noun_phrase(start))
}

fn without_adjunct(words: &Words, floor: usize, mut end: usize) -> usize {
    while end > floor && words.is_timed(end - 1) {
        end -= 1;
    }
    if end > floor && matches!(words.word(end - 1), "on" | "in" | "at" | "late" | "early") {
        end -= 1;
    }
    end
}

fn is_possessive(words: &Words, at: usize) -> bool {
    matches!(words.word(at), "'s" | "’s") && !words.is_pronoun(at.saturating_sub(1))
}

fn is_boundary(words: &Words, floor: usize, at: usize) -> bool {
    match words.word(at) {
        "and" => !joins_names(words, floor, at),
        "," | ";" | ":" | "–" | "—" | "." | "[" | "who" | "which" => true,
        _ if is_possessive(words, at) => false,
        _ => {
            words.quotation(at).is_some_and(|quotation| quotation.len() > 6)
                || words.is_conjunction(at)
                || words.is_auxiliary(at)
                || words.word(at) == "or"
        }
    }
}

fn joins_names(words: &Words, floor: usize, and: usize) -> bool {
    let other = matches!(words.word(and + 1), "other" | "others");
    let names = and > floor && words.is_capitalised(and - 1) && words.is_capitalised(and + 1);
    // "Nurses and doctors said": two bare plurals at the head of the clause.
    let plurals = and > floor
        && words.word(and - 1).ends_with('s')
        && words.word(and + 1).ends_with('s')
        && (and - 1 == floor || !words.is_determiner(and + 1));
    other || names || plurals
}

fn strip_lead(words: &Words, mut range: Range<usize>) -> Range<usize> {
    loop {
        let at = range.start;
        let lead = words.is_coordinator(at)
            || words.is_adverb(at)
            || words.is_timed(at) && range.clone().any(|other| !words.is_timed(other))
            || matches!(
                words.word(at),
                "meanwhile" | "however" | "moreover" | "nevertheless" | "when" | "," | "not"
            );
        if range.len() > 1 && lead {
            range.start += 1;
        } else if range.len() > 2 && words.is_preposition(at) {
            // "At the hearing the judge said": the last determiner opens the subject.
            let determiner = range.clone().rev().find(|&other| words.is_determiner(other));
            match determiner.filter(|&found| found > at + 1) {
                Some(found) => return found..range.end,
                None => range.start += 1,
            }
        } else {
            return range;
        }
    }
}

fn plain_noun(words: &Words, at: usize) -> bool {
    words.begins_noun_phrase(at) && !words.is_pronoun(at) && !words.word(at).ends_with("ing")
}

fn ends_inverted(words: &Words, at: usize) -> bool {
    words.quotation(at).is_some_and(|quotation| quotation.start == at)
        || words.is_timed(at)
        || matches!(
            words.word(at),
            "," | ";" | ":" | "." | "–" | "—" | "!" | "?" | "who" | "]"
        )
        || words.is_conjunction(at)
        || words.is_coordinator(at) && !(words.word(at) == "and" && words.is_capitalised(at + 1))
        || words.is_preposition(at) && !matches!(words.word(at), "of" | "for" | "from" | "with")
}
