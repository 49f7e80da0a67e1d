//! The text as read: the article's own words, without markup, with broken paragraphs joined.
//!
//! Built from pieces of the original text by [`ReadingBuilder`]; keeps the way back, so that every span of
//! the reading can be told in code points of the original ([`Reading::anchors`]).

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

/// A stretch of the reading that stands letter by letter in the original.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands in the reading.
    pub span: Span,
    /// The code point of the original at which it begins.
    pub origin: usize,
}

/// The text as read, and the way back to the text as given.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    text: String,
    paragraphs: Vec<Paragraph>,
    pieces: Vec<Piece>,
}

impl Reading {
    /// The text as read; paragraphs are parted by one newline.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The paragraphs, in order.
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// The characters of a span.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The places of the original that a span was read from, in order: several where markup, a label or a
    /// broken line was left out inside it. Joined, they hold the span's characters (white space that
    /// was put in to join a broken paragraph aside).
    pub fn anchors(&self, span: Span) -> Vec<Anchor> {
        let first = self.pieces.partition_point(|piece| piece.span.end <= span.start);
        let mut anchors: Vec<Anchor> = Vec::new();
        for piece in self.pieces[first..]
            .iter()
            .take_while(|piece| piece.span.start < span.end)
        {
            let start = piece.span.start.max(span.start);
            let end = piece.span.end.min(span.end);
            if start >= end {
                continue;
            }
            let begin = piece.origin + code_points(&self.text[piece.span.start..start]);
            let anchor = Anchor::new(begin, begin + code_points(&self.text[start..end]));
            match anchors.last_mut() {
                Some(last) if last.end == anchor.begin => last.end = anchor.end,
                _ => anchors.push(anchor),
            }
        }
        anchors
    }

    /// The one place of the original that holds a whole span, what was left out inside it included.
    /// `None` for a span that was read from nowhere, such as the join of a broken paragraph.
    pub fn anchor(&self, span: Span) -> Option<Anchor> {
        self.anchors(span).into_iter().reduce(Anchor::cover)
    }
}

fn code_points(text: &str) -> usize {
    text.chars().count()
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
            self.reading.text.push('\n');
        }
        let here = self.reading.text.len();
        self.reading.paragraphs.push(Paragraph {
            span: Span::new(here, here),
            role,
        });
    }

    /// Adds words of the original, which begin at code point `origin`, to the paragraph that was begun last.
    pub fn piece(&mut self, words: &str, origin: usize) {
        if words.is_empty() {
            return;
        }
        let start = self.reading.text.len();
        self.reading.text.push_str(words);
        self.reading.pieces.push(Piece {
            span: Span::new(start, self.reading.text.len()),
            origin,
        });
        self.stretch();
    }

    /// Adds a space that the original does not have, where two lines are joined.
    pub fn join(&mut self) {
        self.reading.text.push(' ');
        self.stretch();
    }

    /// The finished reading.
    pub fn finish(self) -> Reading {
        self.reading
    }

    fn stretch(&mut self) {
        if let Some(paragraph) = self.reading.paragraphs.last_mut() {
            paragraph.span.end = self.reading.text.len();
        }
    }
}
