//! The text as read: the article's own words, without markup, with broken paragraphs joined.
//!
//! Built from pieces of the original text by [`ReadingBuilder`]; keeps the way back, so that every span of
//! the reading can be told in code points of the original ([`Reading::anchors`]).

use super::traced::Traced;
use crate::span::{Anchor, Span};

/// What part a paragraph of the reading plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The headline.
    Headline,
    /// The line that says where the report comes from ("Source: A, citing B"). Its names are read, not its claims.
    SourceLine,
    /// A paragraph of the article that rests on the source line, or any paragraph where there is none.
    Body,
    /// A paragraph that says what was known before ("Background: …"); the source line does not speak for it.
    Background,
}

/// A paragraph of the reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Where it stands in the reading.
    pub span: Span,
    /// What part it plays.
    pub role: Role,
}

/// The text as read, and the way back to the text as given.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    traced: Traced,
    paragraphs: Vec<Paragraph>,
}

impl Reading {
    /// The text as read; paragraphs are parted by one newline.
    pub fn text(&self) -> &str {
        self.traced.text()
    }

    /// The paragraphs, in order.
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// The characters of a span.
    pub fn slice(&self, span: Span) -> &str {
        span.of(self.text())
    }

    /// The places of the original that a span was read from, in order: several where markup, a label or a
    /// broken line was left out inside it. Joined, they hold the span's characters, except that white space
    /// put in to join a broken paragraph has no place, and a character given as `&amp;` and the like has
    /// the place of its whole spelling.
    pub fn anchors(&self, span: Span) -> Vec<Anchor> {
        self.traced.anchors(span)
    }

    /// The one place of the original that holds a whole span, what was left out inside it included.
    /// `None` for a span that was read from nowhere, such as the join of a broken paragraph.
    pub fn anchor(&self, span: Span) -> Option<Anchor> {
        self.traced.anchor(span)
    }
}

/// Puts a [`Reading`] together, paragraph by paragraph.
#[derive(Debug, Default)]
pub struct ReadingBuilder {
    reading: Reading,
}

impl ReadingBuilder {
    /// Begins a paragraph.
    pub fn paragraph(&mut self, role: Role) {
        if !self.reading.paragraphs.is_empty() {
            self.reading.traced.added("\n");
        }
        let here = self.reading.traced.len();
        self.reading.paragraphs.push(Paragraph {
            span: Span::new(here, here),
            role,
        });
    }

    /// Adds words of the original, which begin at code point `origin`, to the paragraph that was begun last.
    pub fn piece(&mut self, words: &str, origin: usize) {
        self.reading.traced.verbatim(words, origin);
        self.stretch();
    }

    /// Adds a stretch of a text with the same original to the paragraph that was begun last.
    pub(super) fn copy(&mut self, source: &Traced, span: Span) {
        self.reading.traced.copy(source, span);
        self.stretch();
    }

    /// Adds a space that the original does not have, where two lines are joined.
    pub fn join(&mut self) {
        self.reading.traced.added(" ");
        self.stretch();
    }

    /// The finished reading.
    pub fn finish(self) -> Reading {
        self.reading
    }

    fn stretch(&mut self) {
        if let Some(paragraph) = self.reading.paragraphs.last_mut() {
            paragraph.span.end = self.reading.traced.len();
        }
    }
}
