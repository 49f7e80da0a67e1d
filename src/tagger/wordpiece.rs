//! Cuts a text into the pieces that the network knows, each with its place.
//!
//! Takes any text, gives [`Pieces`], the same as the library `tokenizers` with BERT's normaliser (control characters
//! out, accents off, lower case), word splitter and WordPiece (Wu et al. 2016); a table in the tests holds its
//! answers. One difference is meant: "[SEP]" in a text is three words like any other, not the mark between two
//! windows. The places are bytes of the text as it is given, so that accents and capitals can still be seen there.

use super::vocabulary::{Vocabulary, VocabularyError};
use crate::span::Span;
use std::ops::Range;
use unicode_categories::UnicodeCategories;
use unicode_normalization::char::decompose_canonical;

/// A piece of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its number in the vocabulary.
    pub id: u32,
    /// The characters it was made of.
    pub span: Span,
}

/// What stands between white space, or one mark of punctuation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its pieces, at least one, indices into [`Pieces::pieces`].
    pub pieces: Range<usize>,
    /// From the first of its characters to the last.
    pub span: Span,
}

/// A text in pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pieces {
    /// In text order.
    pub pieces: Vec<Piece>,
    /// In text order.
    pub words: Vec<Word>,
}

/// Cuts texts into the pieces of one vocabulary.
#[derive(Clone, Debug)]
pub struct WordPiece {
    vocabulary: Vocabulary,
}

/// A word of more characters is not looked up.
const LONGEST_WORD: usize = 100;

impl WordPiece {
    /// Reads the vocabulary: one piece a line, in the order of their numbers.
    pub fn new(vocabulary: &str) -> Result<WordPiece, VocabularyError> {
        let vocabulary = Vocabulary::new(vocabulary)?;
        Ok(WordPiece { vocabulary })
    }

    /// The number of a piece as the vocabulary writes it, such as "[CLS]".
    pub fn id(&self, piece: &str) -> Option<u32> {
        self.vocabulary.id(piece)
    }

    /// The pieces of a text.
    pub fn cut(&self, text: &str) -> Pieces {
        let mut cutter = Cutter {
            vocabulary: &self.vocabulary,
            letters: Vec::new(),
            sources: Vec::new(),
            characters: 0,
            output: Pieces::default(),
        };
        for (start, character) in text.char_indices() {
            let source = Span::new(start, start + character.len_utf8());
            cutter.character(character, source);
        }
        cutter.end_word();
        cutter.output
    }
}

/// A text half read, with the word that is being gathered.
struct Cutter<'a> {
    vocabulary: &'a Vocabulary,
    /// The word, without accents and capitals.
    letters: Vec<u8>,
    /// For each byte of it the character of the text that it comes from.
    sources: Vec<Span>,
    characters: usize,
    output: Pieces,
}

impl Cutter<'_> {
    /// Takes in a character of the text.
    fn character(&mut self, character: char, source: Span) {
        if is_left_out(character) {
        } else if is_space(character) {
            self.end_word();
        } else if character.is_ascii() {
            self.letter(character.to_ascii_lowercase(), source);
        } else if is_ideograph(character) {
            self.end_word();
            self.decomposed(character, source);
            self.end_word();
        } else {
            self.decomposed(character, source);
        }
    }

    /// Takes in a character without its accents. Marks need no canonical order, as they are dropped; the few that are
    /// not (two tone marks of Hangul, stems of musical notes) are in no vocabulary.
    fn decomposed(&mut self, character: char, source: Span) {
        decompose_canonical(character, |part| {
            if !part.is_mark_nonspacing() {
                part.to_lowercase().for_each(|letter| self.letter(letter, source));
            }
        });
    }

    /// Takes in a character as the vocabulary has it.
    fn letter(&mut self, letter: char, source: Span) {
        let alone = is_punctuation(letter);
        if alone {
            self.end_word();
        }
        let bytes = letter.len_utf8();
        self.letters
            .extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
        self.sources.extend(std::iter::repeat_n(source, bytes));
        self.characters += 1;
        if alone {
            self.end_word();
        }
    }

    /// Cuts the word into pieces, if there is one.
    fn end_word(&mut self) {
        let (Some(first), Some(last)) = (self.sources.first(), self.sources.last()) else {
            return;
        };
        let span = Span::new(first.start, last.end);
        let begin = self.output.pieces.len();
        if self.characters > LONGEST_WORD || !self.cut_word() {
            self.output.pieces.truncate(begin);
            self.output.pieces.push(Piece {
                id: self.vocabulary.unknown(),
                span,
            });
        }
        self.output.words.push(Word {
            pieces: begin..self.output.pieces.len(),
            span,
        });
        self.letters.clear();
        self.sources.clear();
        self.characters = 0;
    }

    /// Adds the pieces of the word, longest first from the left; false where that leads nowhere.
    fn cut_word(&mut self) -> bool {
        let mut start = 0;
        while start < self.letters.len() {
            let Some((id, length)) = self.vocabulary.longest(&self.letters[start..], start > 0) else {
                return false;
            };
            let span = Span::new(self.sources[start].start, self.sources[start + length - 1].end);
            self.output.pieces.push(Piece { id, span });
            start += length;
        }
        true
    }
}

/// Control and format characters, and those that stand for none.
fn is_left_out(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' | ' '..='~' => false,
        '\0' | char::REPLACEMENT_CHARACTER => true,
        _ => character.is_other(),
    }
}

fn is_space(character: char) -> bool {
    character.is_whitespace()
}

fn is_punctuation(character: char) -> bool {
    if character.is_ascii() {
        character.is_ascii_punctuation()
    } else {
        character.is_punctuation()
    }
}

/// The characters that are words of their own: Chinese, not Japanese syllables or Korean.
fn is_ideograph(character: char) -> bool {
    matches!(
        character,
        '\u{4E00}'..='\u{9FFF}'
            | '\u{3400}'..='\u{4DBF}'
            | '\u{20000}'..='\u{2A6DF}'
            | '\u{2A700}'..='\u{2B73F}'
            | '\u{2B740}'..='\u{2B81F}'
            | '\u{2B920}'..='\u{2CEAF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{2F800}'..='\u{2FA1F}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    /// Made by `training/wordpiece_fixture.py`.
    const VOCABULARY: &str = include_str!("../../tests/fixtures/tagger/pieces.vocabulary.txt");
    const CASES: &str = include_str!("../../tests/fixtures/tagger/pieces.json");

    fn wordpiece() -> WordPiece {
        WordPiece::new(VOCABULARY).unwrap()
    }

    #[test]
    fn odd_strings_are_cut_as_the_library_cuts_them() {
        let wordpiece = wordpiece();
        let cases: Vec<Value> = serde_json::from_str(CASES).unwrap();
        assert!(cases.len() > 20);
        for case in &cases {
            let text = case["text"].as_str().unwrap();
            let cut = wordpiece.cut(text);
            let found = cut.words.iter().map(|word| {
                let pieces = cut.pieces[word.pieces.clone()].iter();
                pieces
                    .map(|piece| (piece.id, piece.span.start, piece.span.end))
                    .collect()
            });
            let found: Vec<Vec<(u32, usize, usize)>> = found.collect();
            let words = case["words"].as_array().unwrap().iter();
            let expected: Vec<_> = words.map(|pieces| word(&wordpiece, pieces)).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }

    fn word(wordpiece: &WordPiece, pieces: &Value) -> Vec<(u32, usize, usize)> {
        let place = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
        let pieces = pieces.as_array().unwrap().iter();
        pieces
            .map(|piece| {
                let id = wordpiece.id(piece[0].as_str().unwrap()).unwrap();
                (id, place(&piece[1]), place(&piece[2]))
            })
            .collect()
    }

    proptest! {
        #[test]
        fn places_are_those_of_whole_characters_in_order(text in any::<String>()) {
            let cut = wordpiece().cut(&text);
            let mut last = Span::new(0, 0);
            for word in &cut.words {
                prop_assert!(!word.pieces.is_empty());
                let pieces = &cut.pieces[word.pieces.clone()];
                prop_assert_eq!(word.span.start, pieces[0].span.start);
                prop_assert_eq!(word.span.end, pieces[pieces.len() - 1].span.end);
                for piece in pieces {
                    prop_assert!(!piece.span.of(&text).is_empty());
                    prop_assert!(piece.span.start >= last.start && piece.span.end >= last.end);
                    last = piece.span;
                }
            }
            let counted: usize = cut.words.iter().map(|word| word.pieces.len()).sum();
            prop_assert_eq!(counted, cut.pieces.len());
        }
    }
}
