//! The words of a text as the network sees them: pieces, capitals, quotation marks.
//!
//! The same as `training/data.py`, which the network was trained with: a change here needs one there.

use crate::span::Span;
use crate::tagger::WordPiece;
use std::ops::Range;

/// A word: a run between white space and marks, or one mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Where it stands in the text.
    pub span: Span,
    /// Its pieces, a range of [`Words::pieces`].
    pub pieces: Range<usize>,
    /// How it is capitalised: [`case_of`].
    pub case: u8,
    /// How it stands to double quotation marks.
    pub quote: u8,
    /// Which stretch it belongs to.
    pub paragraph: usize,
    /// Whether it is a mark that ends a sentence, or a semicolon.
    pub stop: bool,
}

impl Word {
    /// Whether it is a closing quotation mark.
    pub fn closes(&self) -> bool {
        self.quote == CLOSES
    }
}

/// The words of a text.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// In text order.
    pub words: Vec<Word>,
    /// The pieces of all words, one after the other.
    pub pieces: Vec<u32>,
}

const OUTSIDE: u8 = 0;
const INSIDE: u8 = 1;
const OPENS: u8 = 2;
const CLOSES: u8 = 3;

/// The words of these stretches of a text.
pub(super) fn words(wordpiece: &WordPiece, text: &str, stretches: &[Span]) -> Words {
    let mut found = Words::default();
    for (paragraph, stretch) in stretches.iter().enumerate() {
        let cut = wordpiece.cut(stretch.of(text));
        let (first_word, first_piece) = (found.words.len(), found.pieces.len());
        found.pieces.extend(cut.pieces.iter().map(|piece| piece.id));
        found.words.extend(cut.words.iter().map(|word| {
            let span = Span::new(stretch.start + word.span.start, stretch.start + word.span.end);
            Word {
                span,
                pieces: first_piece + word.pieces.start..first_piece + word.pieces.end,
                case: case_of(span.of(text)),
                quote: OUTSIDE,
                paragraph,
                stop: matches!(span.of(text), "." | "?" | "!" | ";"),
            }
        }));
        mark_quotations(text, &mut found.words[first_word..]);
    }
    found
}

/// 0 without letters that have case, 1 lower, 2 Capitalised (also a single capital), 3 CAPITALS, 4 mIxed.
fn case_of(word: &str) -> u8 {
    let mut cased = word.chars().filter(|c| c.is_uppercase() || c.is_lowercase());
    let Some(first) = cased.next() else { return 0 };
    let (mut upper, mut lower) = (false, false);
    for letter in cased {
        upper |= letter.is_uppercase();
        lower |= letter.is_lowercase();
    }
    match (first.is_uppercase(), upper, lower) {
        (false, false, _) => 1,
        (true, false, _) => 2,
        (true, true, false) => 3,
        _ => 4,
    }
}

/// Marks what stands inside double quotation marks; two single ones side by side are a double one.
fn mark_quotations(text: &str, words: &mut [Word]) {
    let (mut inside, mut skip) = (false, false);
    for index in 0..words.len() {
        if skip {
            words[index].quote = words[index - 1].quote;
            skip = false;
            continue;
        }
        let span = words[index].span;
        let mut mark = span.of(text);
        let doubled = words
            .get(index + 1)
            .is_some_and(|next| next.span.start == span.end && next.span.of(text) == "'");
        if mark == "'" && doubled {
            (mark, skip) = ("\"", true);
        }
        let quote = match mark {
            "“" | "„" | "«" => OPENS,
            "”" | "»" => CLOSES,
            "\"" if inside => CLOSES,
            "\"" => OPENS,
            _ if inside => INSIDE,
            _ => OUTSIDE,
        };
        match quote {
            OPENS => inside = true,
            CLOSES => inside = false,
            _ => {}
        }
        words[index].quote = quote;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_has_five_kinds() {
        let cases = [
            "12", "dam", "Dam", "A", "UN", "McRae", "iPhone", "Škoda", "ÉTÉ", "水",
        ];
        assert_eq!(cases.map(case_of), [0, 1, 2, 2, 3, 4, 4, 2, 3, 0]);
    }
}
