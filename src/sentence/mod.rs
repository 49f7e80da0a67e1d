//! Sentences, tokens and quotations of a [`Reading`].
//!
//! Takes the text as read, gives spans into it. Sentence boundaries come from `sentencex` (abbreviation
//! lists); quotation marks are paired here, across paragraphs too. Next: `mention` and `attribution`.

mod boundary;
mod quotation;

use crate::article::Reading;
use crate::span::Span;
use crate::token::{self, Token};
use quotation::ParagraphTokens;
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
pub fn segment(reading: &Reading) -> Segmentation {
    let text = reading.text();
    let mut tokens: Vec<Token> = Vec::new();
    let mut paragraphs: Vec<ParagraphTokens> = Vec::new();
    for paragraph in reading.paragraphs() {
        let first = tokens.len();
        tokens.append(&mut token::tokens_of(text, paragraph.span));
        paragraphs.push(ParagraphTokens {
            span: paragraph.span,
            role: paragraph.role,
            tokens: first..tokens.len(),
        });
    }
    let quotations = quotation::pair(text, &paragraphs, &tokens);
    let sentences = sentences_of(text, &paragraphs, &tokens, &quotations);
    Segmentation {
        sentences,
        tokens,
        quotations,
    }
}

fn sentences_of(
    text: &str,
    paragraphs: &[ParagraphTokens],
    tokens: &[Token],
    quotations: &[Quotation],
) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let own = &tokens[paragraph.tokens.clone()];
        let from = quotations.partition_point(|quotation| quotation.span.start < paragraph.span.start);
        let to = quotations.partition_point(|quotation| quotation.span.start < paragraph.span.end);
        let mut first = paragraph.tokens.start;
        for span in boundary::sentences_of(text, paragraph, own, &quotations[from..to]) {
            let length =
                tokens[first..paragraph.tokens.end].partition_point(|token| token.span.end <= span.end);
            sentences.push(Sentence {
                span,
                paragraph: index,
                tokens: first..first + length,
            });
            first += length;
        }
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{ReadingBuilder, Role};
    use proptest::prelude::*;

    fn reading_of(paragraphs: &[String]) -> Reading {
        let mut builder = ReadingBuilder::default();
        let mut origin = 0;
        for paragraph in paragraphs {
            builder.paragraph(Role::Body);
            builder.piece(paragraph, origin);
            origin += paragraph.chars().count() + 1;
        }
        builder.finish()
    }

    /// Every word of the text lies in one token, every token in one sentence, every sentence in its paragraph.
    fn holds_together(reading: &Reading) {
        let segmentation = segment(reading);
        let text = reading.text();
        let mut place = 0;
        for token in &segmentation.tokens {
            assert!(text[place..token.span.start].chars().all(char::is_whitespace));
            assert!(!token.span.is_empty() && text.get(token.span.start..token.span.end).is_some());
            place = token.span.end;
        }
        assert!(text[place..].chars().all(char::is_whitespace));
        let mut first = 0;
        for sentence in &segmentation.sentences {
            assert_eq!(sentence.tokens.start, first);
            first = sentence.tokens.end;
            assert!(
                reading.paragraphs()[sentence.paragraph]
                    .span
                    .contains(sentence.span)
            );
            assert_eq!(sentence.span.trimmed(text), sentence.span);
            assert_eq!(segmentation.tokens_in(sentence.span), sentence.tokens);
        }
        assert_eq!(first, segmentation.tokens.len());
        for (index, quotation) in segmentation.quotations.iter().enumerate() {
            assert!(quotation.span.contains(quotation.inner) && !text[..quotation.span.end].is_empty());
            assert!(quotation.continues.is_none_or(|before| before < index));
        }
    }

    proptest! {
        #[test]
        fn any_text(paragraphs in prop::collection::vec("\\PC{0,80}", 0..4)) {
            holds_together(&reading_of(&paragraphs));
        }

        #[test]
        fn text_full_of_marks(paragraphs in prop::collection::vec("[a-cA-C .,'’‘\"“”\\[\\]()?!\\-–é0-9\u{301}]{0,60}", 0..4)) {
            holds_together(&reading_of(&paragraphs));
        }
    }

    #[test]
    fn long_lines_do_not_hang() {
        for unit in ["' a ", "“x ", "\" ", "(a. ", "U.S. ", "a’s ", "a-", "[N.B. "] {
            let reading = reading_of(&[unit.repeat(400_000 / unit.len())]);
            assert!(!segment(&reading).tokens.is_empty());
        }
    }
}
