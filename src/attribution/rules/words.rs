//! The tokens of a reading as the rules see them: lower-case words, and what is quoted.
//!
//! Made once a reading from its segmentation; every rule asks it by token index.

use crate::article::Reading;
use crate::attribution::Frame;
use crate::sentence::Segmentation;
use crate::span::Span;
use crate::token::{Token, TokenKind};
use std::ops::Range;

/// The tokens of a reading.
pub(super) struct Words<'a> {
    /// The text as read.
    pub text: &'a str,
    tokens: &'a [Token],
    lower: Vec<String>,
    quotation: Vec<Option<usize>>,
    quotations: Vec<Range<usize>>,
}

impl<'a> Words<'a> {
    /// Looks at a reading.
    pub fn new(reading: &'a Reading, segmentation: &'a Segmentation) -> Self {
        let text = reading.text();
        let tokens = &segmentation.tokens[..];
        let lower = tokens
            .iter()
            .map(|token| token.span.of(text).to_lowercase())
            .collect();
        let mut words = Self {
            text,
            tokens,
            lower,
            quotation: vec![None; tokens.len()],
            quotations: Vec::new(),
        };
        let mut end = 0;
        for quotation in segmentation.quotations.iter() {
            let range = segmentation.tokens_in(quotation.span);
            if range.start >= end && !range.is_empty() {
                end = range.end;
                words.quotation[range.clone()].fill(Some(words.quotations.len()));
                words.quotations.push(range);
            }
        }
        words
    }

    /// A token in lower case; empty beyond the end.
    pub fn word(&self, index: usize) -> &str {
        self.lower.get(index).map_or("", String::as_str)
    }

    /// A token as it stands.
    pub fn raw(&self, index: usize) -> &'a str {
        self.tokens
            .get(index)
            .map_or("", |token| token.span.of(self.text))
    }

    /// The outermost quotation that a token belongs to, as a range of tokens with its marks.
    pub fn quotation(&self, index: usize) -> Option<Range<usize>> {
        let quotation = (*self.quotation.get(index)?)?;
        self.quotations.get(quotation).cloned()
    }

    /// Whether a token is a mark of punctuation.
    pub fn is_mark(&self, index: usize) -> bool {
        self.tokens
            .get(index)
            .is_none_or(|token| token.kind == TokenKind::Mark)
    }

    /// Whether a token is a number in figures.
    pub fn is_number(&self, index: usize) -> bool {
        let token = self.tokens.get(index);
        token.is_some_and(|token| token.kind == TokenKind::Number)
    }

    /// Whether a token begins with a capital letter.
    pub fn is_capitalised(&self, index: usize) -> bool {
        self.raw(index).starts_with(char::is_uppercase)
    }

    /// The range without punctuation at its ends: commas, colons, a final stop; quotation marks stay.
    pub fn trimmed(&self, mut range: Range<usize>) -> Range<usize> {
        let loose = |index: usize| matches!(self.word(index), "," | ";" | ":" | "–" | "—" | "-");
        while !range.is_empty() && loose(range.start) {
            range.start += 1;
        }
        while !range.is_empty()
            && (loose(range.end - 1)
                || (matches!(self.word(range.end - 1), "." | "!" | "?")
                    && self.quotation(range.end - 1).is_none()))
        {
            range.end -= 1;
        }
        range
    }

    /// The frame of a source and a content that a mark ties.
    pub fn tied(
        &self,
        source: &Range<usize>,
        mark: usize,
        content: &Range<usize>,
        method: &'static str,
    ) -> Frame {
        Frame {
            source: vec![self.span(source)],
            cue: vec![self.span(&(mark..mark + 1))],
            content: vec![self.span(content)],
            method,
            confidence: 0.8,
            continues: None,
        }
    }

    /// The span of a range of tokens, which must not be empty.
    pub fn span(&self, range: &Range<usize>) -> Span {
        Span::new(
            self.tokens[range.start].span.start,
            self.tokens[range.end - 1].span.end,
        )
    }
}
