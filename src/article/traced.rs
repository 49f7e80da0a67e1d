//! Text that knows where each of its letters came from.
//!
//! Built up from stretches of the original text; [`Traced::anchors`] leads back from a span of this text to
//! code points of the original. Both the cleaned page ([`page`](super::page)) and the
//! [`Reading`](super::Reading) are made of it.

use crate::span::{Anchor, Span};

/// No piece is longer, so that finding a place inside one takes a bounded time even where a line has 50 MB.
const LONGEST_PIECE: usize = 256;

/// Where a stretch of text came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It stands letter by letter in the original, from this code point on.
    Verbatim(usize),
    /// It stands for something spelt otherwise there, such as `&amp;` for "&", and cannot be divided.
    Decoded(Anchor),
}

/// A stretch of text with its place in the original.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands in the text.
    pub span: Span,
    /// Where it came from.
    pub origin: Origin,
}

/// Text with the way back to its original. What no piece covers was put in, such as the space of a join.
#[derive(Clone, Debug, Default)]
pub struct Traced {
    text: String,
    pieces: Vec<Piece>,
}

impl Traced {
    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes it has.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Adds words that stand in the original from code point `origin` on.
    pub fn verbatim(&mut self, words: &str, origin: usize) {
        let mut rest = words;
        let mut origin = origin;
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(rest.floor_char_boundary(LONGEST_PIECE));
            self.push(piece, Origin::Verbatim(origin));
            origin += code_points(piece);
            rest = after;
        }
    }

    /// Adds text that stands for something spelt otherwise in the original.
    pub fn decoded(&mut self, words: &str, anchor: Anchor) {
        if !words.is_empty() {
            self.push(words, Origin::Decoded(anchor));
        }
    }

    /// Adds text that the original does not have.
    pub fn added(&mut self, words: &str) {
        self.text.push_str(words);
    }

    /// Adds a stretch of another text that has the same original.
    pub fn copy(&mut self, other: &Traced, span: Span) {
        let mut done = span.start;
        for (part, origin) in other.parts(span) {
            self.added(&other.text[done..part.start]);
            match origin {
                Origin::Verbatim(begin) => self.verbatim(part.of(&other.text), begin),
                Origin::Decoded(anchor) => self.decoded(part.of(&other.text), anchor),
            }
            done = part.end;
        }
        self.added(&other.text[done..span.end]);
    }

    /// The places of the original that a span came from, in order; neighbours that touch are one.
    pub fn anchors(&self, span: Span) -> Vec<Anchor> {
        let mut anchors: Vec<Anchor> = Vec::new();
        for (part, origin) in self.parts(span) {
            let anchor = match origin {
                Origin::Verbatim(begin) => Anchor::new(begin, begin + code_points(part.of(&self.text))),
                Origin::Decoded(anchor) => anchor,
            };
            match anchors.last_mut() {
                Some(last) if last.end == anchor.begin => last.end = anchor.end,
                _ => anchors.push(anchor),
            }
        }
        anchors
    }

    /// The one place of the original that holds a whole span; `None` where it came from nowhere.
    pub fn anchor(&self, span: Span) -> Option<Anchor> {
        self.anchors(span).into_iter().reduce(Anchor::cover)
    }

    /// The parts of a span that came from the original, each with the origin of its first letter.
    fn parts(&self, span: Span) -> impl Iterator<Item = (Span, Origin)> + '_ {
        let first = self.pieces.partition_point(|piece| piece.span.end <= span.start);
        self.pieces[first..]
            .iter()
            .take_while(move |piece| piece.span.start < span.end)
            .filter_map(move |piece| {
                let part = Span {
                    start: piece.span.start.max(span.start),
                    end: piece.span.end.min(span.end),
                };
                let origin = match piece.origin {
                    Origin::Verbatim(begin) => {
                        Origin::Verbatim(begin + code_points(&self.text[piece.span.start..part.start]))
                    }
                    decoded => decoded,
                };
                (part.start < part.end).then_some((part, origin))
            })
    }

    fn push(&mut self, words: &str, origin: Origin) {
        let start = self.text.len();
        self.text.push_str(words);
        self.pieces.push(Piece {
            span: Span::new(start, self.text.len()),
            origin,
        });
    }
}

fn code_points(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decoded_letter_keeps_its_whole_spelling() {
        // The original: "Berg &amp; Söhne"
        let mut traced = Traced::default();
        traced.verbatim("Berg ", 0);
        traced.decoded("&", Anchor::new(5, 10));
        traced.verbatim(" Söhne", 10);
        assert_eq!(traced.anchors(Span::new(0, 6)), [Anchor::new(0, 10)]);
        assert_eq!(
            traced.anchor(Span::new(5, traced.len())),
            Some(Anchor::new(5, 16))
        );
    }

    #[test]
    fn long_words_are_cut_into_pieces_and_still_give_one_anchor() {
        let words = "Überraschung ".repeat(100);
        let mut traced = Traced::default();
        traced.verbatim(&words, 7);
        assert!(traced.pieces.len() > 4);
        assert_eq!(traced.anchors(Span::new(0, words.len())), [Anchor::new(7, 1307)]);
    }

    #[test]
    fn a_copy_leads_back_to_the_same_places() {
        let mut page = Traced::default();
        page.verbatim("the port", 0);
        page.added(" ");
        page.verbatim("reopens", 20);
        let mut copy = Traced::default();
        copy.copy(&page, Span::new(4, 11));
        assert_eq!(copy.text(), "port re");
        assert_eq!(
            copy.anchors(Span::new(0, 7)),
            [Anchor::new(4, 8), Anchor::new(20, 22)]
        );
    }
}
