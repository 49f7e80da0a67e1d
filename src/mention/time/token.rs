//! Words, numbers and marks of a reading, with what the lexicon knows of each; the grammar's alphabet.
//!
//! Finer than the tokens of `sentence`: "third-quarter", "'80s" and "2025-03-10" fall apart into runs of letters, runs
//! of digits and single marks, because each part means something to the grammar. One pass, no allocation for words
//! that are in lower case already.

use crate::lexicon::time_word::{Sense, TimeWord, TimeWords};
use crate::span::Span;
use std::borrow::Cow;

/// The longest word, in bytes, that the lexicon is asked about.
const LONGEST_WORD: usize = 16;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Number,
    Mark,
    /// The end of a paragraph, which no expression crosses.
    Break,
}

#[derive(Clone, Debug)]
pub(super) struct Token<'a> {
    pub(super) span: Span,
    pub(super) kind: Kind,
    /// Lower case; empty for words too long to be in the lexicon.
    lower: Cow<'a, str>,
    /// Whether it begins with a capital letter.
    capital: bool,
    /// Whether it follows the token before it without white space.
    joined: bool,
    words: &'a [TimeWord],
}

/// The tokens of a text. Every question about a place past either end has the answer no.
pub(super) struct Tokens<'a> {
    tokens: Vec<Token<'a>>,
}

impl<'a> Tokens<'a> {
    pub(super) fn of(text: &'a str, lexicon: &'a TimeWords) -> Self {
        let mut tokens = Vec::new();
        let mut characters = text.char_indices().peekable();
        let mut previous_end = usize::MAX;
        while let Some((start, character)) = characters.next() {
            if character.is_whitespace() && character != '\n' {
                continue;
            }
            let kind = kind_of(character);
            let mut end = start + character.len_utf8();
            while matches!(kind, Kind::Word | Kind::Number)
                && let Some((_, next)) = characters.next_if(|(_, next)| kind_of(*next) == kind)
            {
                end += next.len_utf8();
            }
            let lower = lower_case(&text[start..end], kind);
            tokens.push(Token {
                span: Span::new(start, end),
                kind,
                capital: character.is_uppercase(),
                joined: start == previous_end,
                words: lexicon.beginning_with(&lower),
                lower,
            });
            previous_end = end;
        }
        Self { tokens }
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(super) fn get(&self, at: usize) -> Option<&Token<'a>> {
        self.tokens.get(at)
    }

    /// The range from the first byte of one token to the last of another.
    pub(super) fn span(&self, first: usize, end: usize) -> Span {
        match (
            self.tokens.get(first),
            end.checked_sub(1).and_then(|last| self.tokens.get(last)),
        ) {
            (Some(first), Some(last)) if first.span.start <= last.span.end => {
                Span::new(first.span.start, last.span.end)
            }
            _ => Span::new(0, 0),
        }
    }

    /// The word, number or mark at a place, in lower case; empty past the ends.
    pub(super) fn text(&self, at: usize) -> &str {
        self.get(at).map_or("", |token| &token.lower)
    }

    /// The same, so many places before: `before(at, 1)` is the word that stands before `at`.
    pub(super) fn before(&self, at: usize, distance: usize) -> &str {
        at.checked_sub(distance).map_or("", |place| self.text(place))
    }

    pub(super) fn is(&self, at: usize, any: &[&str]) -> bool {
        any.contains(&self.text(at))
    }

    /// Whether these words stand here one after another.
    pub(super) fn are(&self, at: usize, words: &[&str]) -> bool {
        words
            .iter()
            .enumerate()
            .all(|(offset, word)| self.text(at + offset) == *word)
    }

    pub(super) fn kind(&self, at: usize) -> Kind {
        self.get(at).map_or(Kind::Break, |token| token.kind)
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.kind(at) == Kind::Word
    }

    pub(super) fn capital(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.capital)
    }

    pub(super) fn joined(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.joined)
    }

    /// A mark that joins its two neighbours: the hyphen of "third-quarter".
    pub(super) fn hyphen(&self, at: usize) -> bool {
        self.is(at, &["-", "‑", "–"]) && self.joined(at) && self.joined(at + 1)
    }

    /// The digits at a place with their number, where they are few enough to be one.
    pub(super) fn digits(&self, at: usize) -> Option<(usize, u32)> {
        let token = self.get(at).filter(|token| token.kind == Kind::Number)?;
        Some((token.lower.len(), token.lower.parse().ok()?))
    }

    /// The senses that begin here, with the place after them.
    pub(super) fn senses(&self, at: usize) -> impl Iterator<Item = (usize, &'a Sense)> {
        let words = self.get(at).map_or(&[][..], |token| token.words);
        words
            .iter()
            .filter(move |word| {
                word.words
                    .iter()
                    .enumerate()
                    .all(|(offset, part)| self.text(at + offset) == part)
            })
            .map(move |word| (at + word.words.len(), &word.sense))
    }

    /// The first sense here that a function takes.
    pub(super) fn sense<T>(&self, at: usize, take: impl Fn(&Sense) -> Option<T>) -> Option<(usize, T)> {
        self.senses(at)
            .find_map(|(end, sense)| take(sense).map(|taken| (end, taken)))
    }

    /// Whether a sentence begins here, as far as one can tell from marks alone.
    pub(super) fn opens_sentence(&self, at: usize) -> bool {
        match at.checked_sub(1) {
            None => true,
            Some(before) => {
                self.kind(before) == Kind::Break
                    || self.is(
                        before,
                        &[".", "!", "?", ":", "\"", "“", "”", "(", "‘", "`", "*", "•"],
                    )
            }
        }
    }

    /// Whether a sentence ends with this token: a mark that ends one, with a capital or nothing after it.
    pub(super) fn closes_sentence(&self, at: usize) -> bool {
        match self.kind(at) {
            Kind::Break => true,
            Kind::Mark if self.is(at, &["!", "?"]) => true,
            Kind::Mark if self.is(at, &["."]) => {
                let abbreviation = self.joined(at)
                    && at > 0
                    && self
                        .get(at - 1)
                        .is_some_and(|t| t.capital && t.span.end - t.span.start <= 5);
                !abbreviation && !self.joined(at + 1) || self.kind(at + 1) == Kind::Break
            }
            _ => false,
        }
    }
}

fn kind_of(character: char) -> Kind {
    match character {
        '\n' => Kind::Break,
        _ if character.is_ascii_digit() => Kind::Number,
        _ if character.is_alphabetic() => Kind::Word,
        _ => Kind::Mark,
    }
}

fn lower_case(text: &str, kind: Kind) -> Cow<'_, str> {
    match kind {
        Kind::Word if text.len() > LONGEST_WORD => Cow::Borrowed(""),
        Kind::Word if text.bytes().any(|byte| !byte.is_ascii_lowercase()) => Cow::Owned(text.to_lowercase()),
        // The typographic apostrophe is the plain one to the grammar.
        Kind::Mark if text == "’" => Cow::Borrowed("'"),
        _ => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_falls_apart_into_letters_digits_and_marks() {
        let lexicon = TimeWords::default();
        let text = "Third-quarter ’80s,\n2025-03-10 Škoda";
        let tokens = Tokens::of(text, &lexicon);
        let shown: Vec<&str> = (0..tokens.len()).map(|at| tokens.text(at)).collect();
        assert_eq!(
            shown,
            [
                "third", "-", "quarter", "'", "80", "s", ",", "\n", "2025", "-", "03", "-", "10", "škoda"
            ]
        );
        assert!(tokens.hyphen(1) && !tokens.joined(3));
        assert_eq!(tokens.span(8, 13).of(text), "2025-03-10");
        assert_eq!(tokens.before(0, 1), "");
    }
}
