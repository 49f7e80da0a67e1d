//! Sentence boundaries of a paragraph: what `sentencex` finds, corrected for news text.
//!
//! `sentencex` knows abbreviations, quotations and brackets. Four things of news it gets wrong: it keeps a note
//! of the editors in brackets together with the sentence after it, it splits after "Ms.", it misses the sentence that opens with an
//! abbreviation ("U.S. officials …"), and it splits "10 a.m. Tuesday".

use super::Quotation;
use super::quotation::ParagraphTokens;
use crate::article::Role;
use crate::span::Span;
use crate::token::{Token, TokenKind};
use std::collections::BTreeSet;

/// `sentencex` takes quadratic time in one unbroken paragraph of quotation marks; no paragraph of prose is as
/// long as this, in bytes.
const LONGEST_PIECE: usize = 16 * 1024;

/// Abbreviations that stand before a name and so never end a sentence.
const BEFORE_NAMES: &[&str] = &[
    "Adm.", "Capt.", "Cmdr.", "Col.", "Cpl.", "Dr.", "Fr.", "Gen.", "Gov.", "Hon.", "Lt.", "Maj.", "Messrs.",
    "Mr.", "Mrs.", "Ms.", "Pres.", "Prof.", "Rep.", "Rev.", "Sen.", "Sens.", "Sgt.", "St.",
];

/// The sentences of a paragraph, without white space at their ends.
///
/// `tokens` are those of the paragraph, `quotations` those that begin in it.
pub(super) fn sentences_of(
    text: &str,
    paragraph: &ParagraphTokens,
    tokens: &[Token],
    quotations: &[Quotation],
) -> Vec<Span> {
    let mut starts: BTreeSet<usize> = BTreeSet::new();
    for piece in pieces(text, paragraph.span) {
        starts.insert(piece.start);
        for boundary in sentencex::get_sentence_boundaries("en", piece.of(text)) {
            starts.insert(piece.start + boundary.start_byte);
        }
    }
    // Only places where a token begins can open a sentence; white space and the middle of a token cannot.
    let mut opening = token_starts(&starts, tokens);
    correct(text, tokens, quotations, &mut opening);
    if paragraph.role == Role::Headline {
        join_after_abbreviations(tokens, &mut opening);
    }
    let mut sentences: Vec<Span> = Vec::new();
    for (token, opens) in tokens.iter().zip(opening) {
        match sentences.last_mut() {
            Some(last) if !opens => last.end = token.span.end,
            _ => sentences.push(token.span),
        }
    }
    sentences
}

/// The paragraph in pieces of bounded length, cut at white space where there is any.
fn pieces(text: &str, paragraph: Span) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut start = paragraph.start;
    while paragraph.end - start > LONGEST_PIECE {
        let mut limit = start + LONGEST_PIECE;
        while !text.is_char_boundary(limit) {
            limit -= 1;
        }
        let slice = &text[start..limit];
        let end = slice
            .rfind(". ")
            .or_else(|| slice.rfind(' '))
            .map_or(limit, |at| start + at + 1);
        pieces.push(Span::new(start, end));
        start = end;
    }
    pieces.push(Span::new(start, paragraph.end));
    pieces
}

/// For each token, whether a boundary lies between it and the token before.
fn token_starts(starts: &BTreeSet<usize>, tokens: &[Token]) -> Vec<bool> {
    let mut before = 0;
    tokens
        .iter()
        .enumerate()
        .map(|(index, token)| {
            let opens = index == 0 || starts.range(before + 1..=token.span.start).next().is_some();
            before = token.span.start;
            opens
        })
        .collect()
}

/// Adds and takes away boundaries.
fn correct(text: &str, tokens: &[Token], quotations: &[Quotation], opening: &mut [bool]) {
    let word = |index: usize| tokens[index].span.of(text);
    let mut quoted_until = 0;
    let mut upcoming = quotations.iter().peekable();
    let mut brackets = 0usize;
    for index in 1..tokens.len() {
        let start = tokens[index].span.start;
        while let Some(quotation) = upcoming.next_if(|quotation| quotation.span.start < start) {
            if quotation.closed {
                quoted_until = quotation.span.end.max(quoted_until);
            }
        }
        match word(index - 1) {
            "[" | "(" => brackets += 1,
            "]" | ")" => brackets = brackets.saturating_sub(1),
            _ => {}
        }
        if start < quoted_until || brackets > 0 {
            continue;
        }
        let spaced = tokens[index - 1].span.end < start;
        if opening[index] {
            let inside = BEFORE_NAMES.contains(&word(index - 1))
                || is_clock_time_and_day(word(index - 1), word(index));
            opening[index] = !inside;
        } else if spaced && begins_capitalised(text, &tokens[index..]) {
            opening[index] = ends_by_mark(text, &tokens[..index]);
        }
    }
}

/// In a headline a capital says nothing: "U.S. Banks" goes on. The full stop of an abbreviation is part of its word.
fn join_after_abbreviations(tokens: &[Token], opening: &mut [bool]) {
    for (pair, opens) in tokens.windows(2).zip(&mut opening[1..]) {
        *opens &= pair[0].kind == TokenKind::Mark;
    }
}

/// Whether the next word opens a sentence: a capital, also behind an opening mark.
fn begins_capitalised(text: &str, rest: &[Token]) -> bool {
    rest.iter()
        .take(3)
        .find(|token| token.kind != TokenKind::Mark)
        .is_some_and(|token| token.span.of(text).starts_with(char::is_uppercase))
}

/// Whether the words before end with a full stop of their own, or one inside closing marks. A question mark
/// inside closing marks does not count: `"Why?" Arlen asked.`
fn ends_by_mark(text: &str, before: &[Token]) -> bool {
    let mut rest = before.iter().rev().map(|token| token.span.of(text)).take(4);
    match rest.next() {
        Some("." | "!" | "?" | "…") => true,
        Some("\"" | "”" | "'" | "’") => rest.next() == Some("."),
        Some("]" | ")") => matches!(rest.next(), Some("." | "!" | "?" | "ed")),
        _ => false,
    }
}

/// "10 a.m. | Tuesday".
fn is_clock_time_and_day(before: &str, after: &str) -> bool {
    const DAYS: &[&str] = &["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let clock = ["a.m.", "p.m."]
        .iter()
        .any(|half| before.eq_ignore_ascii_case(half));
    clock && DAYS.iter().any(|day| after.starts_with(day))
}

#[cfg(test)]
mod tests {
    use crate::article::{ReadingBuilder, Role};
    use crate::sentence::segment;

    fn split(text: &str) -> Vec<String> {
        split_as(Role::Body, text)
    }

    fn split_as(role: Role, text: &str) -> Vec<String> {
        let mut builder = ReadingBuilder::default();
        builder.paragraph(role);
        builder.piece(text, 0);
        let reading = builder.finish();
        segment(&reading)
            .sentences
            .iter()
            .map(|sentence| reading.slice(sentence.span).to_owned())
            .collect()
    }

    #[test]
    fn abbreviations_do_not_end_sentences() {
        assert_eq!(
            split("Mr. Hill met Dr. Ortiz in the U.S. on Feb. 27. He left at 10 a.m. Tuesday."),
            [
                "Mr. Hill met Dr. Ortiz in the U.S. on Feb. 27.",
                "He left at 10 a.m. Tuesday."
            ]
        );
    }

    #[test]
    fn titles_do_not_end_sentences() {
        assert_eq!(
            split("It rained. Ms. Hill and Lt. Gov. Orr left."),
            ["It rained.", "Ms. Hill and Lt. Gov. Orr left."]
        );
    }

    #[test]
    fn an_abbreviation_can_end_and_open_one() {
        assert_eq!(
            split("The fleet left the U.S. The crew stayed. U.S. officials said so."),
            [
                "The fleet left the U.S.",
                "The crew stayed.",
                "U.S. officials said so."
            ]
        );
    }

    #[test]
    fn a_capital_opens_nothing_in_a_headline() {
        let headline = "Harbour Board Says U.S. Ships Are Late. Crews Wait";
        assert_eq!(
            split_as(Role::Headline, headline),
            ["Harbour Board Says U.S. Ships Are Late.", "Crews Wait"]
        );
    }

    #[test]
    fn quotations_stay_with_their_clause() {
        assert_eq!(
            split(r#""We are ready. We will go," Hill said. "It is late." Then he left."#),
            [
                r#""We are ready. We will go," Hill said."#,
                r#""It is late.""#,
                "Then he left."
            ]
        );
    }

    #[test]
    fn a_note_in_brackets_stands_alone() {
        assert_eq!(
            split("The bank is safe. [N.B. The Gazette does not own the bank – ed.] Then she left."),
            [
                "The bank is safe.",
                "[N.B. The Gazette does not own the bank – ed.]",
                "Then she left."
            ]
        );
        assert_eq!(
            split("The bank is safe. (Nobody could verify this.) She left."),
            ["The bank is safe.", "(Nobody could verify this.)", "She left."]
        );
    }
}
