//! Speech that the layout gives to somebody: turns of a transcript, and names signed under a quotation.
//!
//! `REYES: The dam is safe.` – `“The dam is safe.” — Ana Reyes`. Both stand in a paragraph of their own; a quotation
//! may be signed in the next one.

use super::words::Words;
use crate::article::{Reading, Role};
use crate::attribution::Frame;
use crate::mention::{Form, Kind, Mentions};
use crate::sentence::Segmentation;
use std::ops::Range;

/// Tokens in the name of a speaker, at most.
const LONGEST_NAME: usize = 5;

/// Tokens in what is signed, at most: "— Ana Reyes, mayor of Merrow, on her blog".
const LONGEST_SIGNATURE: usize = 12;

/// Tokens that a turn of somebody not written in capitals has at least; fewer are a row of a table ("Reyes: 1,769").
const SHORTEST_TURN: usize = 5;

const METHOD: &str = "labelled";

const QUOTES: [&str; 8] = ["\"", "“", "”", "''", "``", "«", "»", "„"];
const DASHES: [&str; 6] = ["―", "—", "–", "-", "--", "‒"];

/// The frames of turns and signatures, in text order, save those whose cue a frame has already.
pub(super) fn frames(
    words: &Words,
    reading: &Reading,
    segmentation: &Segmentation,
    mentions: &Mentions,
    known: &[(Frame, bool)],
) -> Vec<Frame> {
    let mut found: Vec<Frame> = Vec::new();
    let mut before = 0..0;
    let (mut in_dialogue, mut in_turn) = (false, false);
    for paragraph in reading.paragraphs() {
        let line = segmentation.tokens_in(paragraph.span);
        if line.is_empty() {
            continue;
        }
        if !matches!(paragraph.role, Role::Body | Role::Background) {
            (before, in_dialogue, in_turn) = (0..0, false, false);
            continue;
        }
        let named = |range: &Range<usize>| {
            let can_speak = |kind| matches!(kind, Kind::Person | Kind::Organisation);
            let mut here = mentions.of(words.span(range));
            here.any(|mention| mention.form == Form::Name && can_speak(mention.kind))
        };
        // Between turns a label in capitals is one more speaker, whom the article may name nowhere else.
        let turns = turns(words, &line, |range, in_capitals| {
            in_capitals && in_dialogue || named(range)
        });
        let quoted = is_quote(words, line.start);
        in_dialogue = !turns.is_empty() || in_turn && quoted;
        if !turns.is_empty() {
            in_turn = quoted;
            found.extend(turns);
        } else if let Some(signed) = signed(words, &line, &before, named) {
            in_turn = false;
            found.push(signed);
        } else if in_turn && quoted {
            let more = unquoted(words, line.clone());
            if let Some(turn) = found.last_mut().filter(|_| !more.is_empty()) {
                turn.content.push(words.span(&more));
            }
        } else {
            in_turn = false;
        }
        before = line;
    }
    let is_known = |frame: &Frame| known.iter().any(|(known, _)| known.cue[0].overlaps(frame.cue[0]));
    found.retain(|frame| !is_known(frame));
    found
}

/// `REYES: The dam is safe.` Where the paragraph opens, in capitals or not; behind that, in capitals.
fn turns(words: &Words, line: &Range<usize>, named: impl Fn(&Range<usize>, bool) -> bool) -> Vec<Frame> {
    let start = line.start + usize::from(is_quote(words, line.start));
    let opens =
        |at: usize| at == start || is_quote(words, at - 1) || matches!(words.word(at - 1), "." | "?" | "!");
    let labels: Vec<(Range<usize>, bool)> = (start..line.end)
        .filter(|&at| opens(at))
        .filter_map(|at| {
            let colon = (at..line.end)
                .take(LONGEST_NAME + 1)
                .find(|&at| words.word(at) == ":")?;
            let in_capitals =
                words.is_capitalised(at) && (at..colon).all(|at| !words.raw(at).contains(char::is_lowercase));
            let is_label = at < colon && (in_capitals || at == start) && named(&(at..colon), in_capitals);
            is_label.then_some((at..colon, in_capitals))
        })
        .collect();
    let ends = labels
        .iter()
        .skip(1)
        .map(|(next, _)| next.start)
        .chain([line.end]);
    labels
        .iter()
        .zip(ends)
        .filter_map(|((name, in_capitals), end)| {
            let said = unquoted(words, name.end + 1..end);
            let least = if *in_capitals { 1 } else { SHORTEST_TURN };
            (said.len() >= least).then(|| words.tied(name, name.end, &said, METHOD))
        })
        .collect()
}

/// `“The dam is safe.” — Ana Reyes`, the signature in the same paragraph or in the one behind the quotation.
fn signed(
    words: &Words,
    line: &Range<usize>,
    before: &Range<usize>,
    named: impl Fn(&Range<usize>) -> bool,
) -> Option<Frame> {
    let is_quoted = |range: &Range<usize>| {
        range.len() > 2 && is_quote(words, range.start) && is_quote(words, range.end - 1)
    };
    let dash = line
        .clone()
        .rev()
        .take(LONGEST_SIGNATURE + 1)
        .find(|&at| DASHES.contains(&words.word(at)))?;
    let said = if dash == line.start {
        before.clone()
    } else {
        line.start..dash
    };
    let signature = words.trimmed(dash + 1..line.end);
    let name = signature
        .clone()
        .take(LONGEST_NAME)
        .take_while(|&at| !words.is_mark(at));
    let name = signature.start..signature.start + name.count();
    let speaks = !name.is_empty() && (1..=name.len()).any(|length| named(&(name.start..name.start + length)));
    (is_quoted(&said) && speaks).then(|| words.tied(&signature, dash, &said, METHOD))
}

fn is_quote(words: &Words, at: usize) -> bool {
    QUOTES.contains(&words.word(at))
}

/// Without one quotation mark at either end and what closes a sentence.
fn unquoted(words: &Words, mut range: Range<usize>) -> Range<usize> {
    if !range.is_empty() && is_quote(words, range.start) {
        range.start += 1;
    }
    if !range.is_empty() && is_quote(words, range.end - 1) {
        range.end -= 1;
    }
    words.trimmed(range)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::mention::testing::mentions_of;
    use crate::span::Span;

    /// Who is said to have said what in a text, with nothing known.
    fn said(text: &str) -> Vec<(String, Vec<String>)> {
        let lexicon = Lexicon::standard();
        let (reading, segmentation, mentions) = mentions_of(text, &lexicon);
        let words = Words::new(&reading, &segmentation);
        let of = |span: &Span| span.of(reading.text()).to_owned();
        frames(&words, &reading, &segmentation, &mentions, &[])
            .iter()
            .map(|frame| (of(&frame.source[0]), frame.content.iter().map(of).collect()))
            .collect()
    }

    fn one(source: &str, content: &[&str]) -> (String, Vec<String>) {
        (
            source.to_owned(),
            content.iter().map(|&part| part.to_owned()).collect(),
        )
    }

    #[test]
    fn a_turn_of_a_transcript_is_the_word_of_whom_it_names() {
        let text = "Ana Reyes met Ivo Lund on air.\n\nLUND: Is the dam safe?\n\nREYES: It is. We looked.";
        assert_eq!(
            said(text),
            [
                one("LUND", &["Is the dam safe"]),
                one("REYES", &["It is. We looked"])
            ]
        );
    }

    #[test]
    fn turns_may_share_a_paragraph() {
        let text = "Ana Reyes met Ivo Lund on air.\n\nLUND: Is the dam safe? REYES: It is.\n\nCALLER: Is it?";
        assert_eq!(
            said(text),
            [
                one("LUND", &["Is the dam safe"]),
                one("REYES", &["It is"]),
                one("CALLER", &["Is it"])
            ]
        );
    }

    #[test]
    fn a_turn_goes_on_in_paragraphs_that_open_with_a_mark() {
        let text =
            "Ana Reyes was asked.\n\n\"REYES: The dam is safe.\n\n\"We looked at it twice.\"\n\nShe left.";
        assert_eq!(
            said(text),
            [one("REYES", &["The dam is safe.", "We looked at it twice."])]
        );
    }

    #[test]
    fn a_mark_alone_adds_nothing_to_a_turn() {
        let text = "Ana Reyes was asked.\n\n\"REYES: The dam is safe.\n\n\"";
        assert_eq!(said(text), [one("REYES", &["The dam is safe."])]);
    }

    #[test]
    fn a_number_is_no_speaker() {
        let text =
            "Ana Reyes met Ivo Lund on air.\n\nLUND: Is the dam safe?\n\n10:30 in the evening was the end.";
        assert_eq!(said(text), [one("LUND", &["Is the dam safe"])]);
    }

    #[test]
    fn a_quotation_is_the_word_of_whoever_signed_it() {
        let text = "“The dam is safe, and it was always safe.” — Ana Reyes, mayor of Merrow";
        assert_eq!(
            said(text),
            [one(
                "Ana Reyes, mayor of Merrow",
                &["“The dam is safe, and it was always safe.”"]
            )]
        );
        let text = "“The dam is safe, and it was always safe.”\n\n— Ana Reyes";
        assert_eq!(
            said(text),
            [one("Ana Reyes", &["“The dam is safe, and it was always safe.”"])]
        );
    }

    #[test]
    fn tables_notes_and_credits_say_nothing() {
        for text in [
            "Ana Reyes: 1,769.",
            "UPDATE: The dam was opened again on Monday.",
            "The mayor called it “a day of joy.” — Reuters",
        ] {
            assert!(said(text).is_empty(), "{text}");
        }
    }
}
