//! The pieces that words are cut into, and the longest of them that a word begins with.
//!
//! Takes the list that comes with the weights, one piece a line, whose number is its line; gives a trie of bytes. A
//! piece that continues a word is written with "##" before it, as in BERT.

use std::collections::VecDeque;
use std::ops::Range;

/// Why a list of pieces cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VocabularyError {
    /// A piece that must be there is not.
    #[error("the vocabulary lacks the piece {0}")]
    Missing(&'static str),
    /// A piece stands twice, so that its number is not certain.
    #[error("the piece \"{0}\" stands twice in the vocabulary")]
    Twice(String),
}

/// A trie. The children of a node stand side by side, in the order of their bytes.
#[derive(Clone, Debug)]
pub(super) struct Vocabulary {
    /// For each node the byte that leads to it.
    bytes: Vec<u8>,
    /// For each node where its children begin; they end where those of the next node begin.
    children: Vec<u32>,
    /// For each node the piece that ends there, or [`NONE`].
    pieces: Vec<u32>,
    /// Where the pieces that continue a word hang.
    inside: Option<usize>,
    unknown: u32,
}

const NONE: u32 = u32::MAX;
const ROOT: usize = 0;
const UNKNOWN: &str = "[UNK]";
const INSIDE: &str = "##";

impl Vocabulary {
    /// Reads the list.
    pub fn new(list: &str) -> Result<Vocabulary, VocabularyError> {
        let mut pieces: Vec<(&str, u32)> = list.lines().zip(0..).collect();
        pieces.sort_unstable();
        if let Some(twice) = pieces.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            return Err(VocabularyError::Twice(twice[0].0.to_owned()));
        }
        let mut vocabulary = Vocabulary {
            bytes: vec![0],
            children: Vec::new(),
            pieces: Vec::new(),
            inside: None,
            unknown: NONE,
        };
        vocabulary.grow(&pieces);
        vocabulary.inside = vocabulary.node(INSIDE);
        vocabulary.unknown = vocabulary.id(UNKNOWN).ok_or(VocabularyError::Missing(UNKNOWN))?;
        Ok(vocabulary)
    }

    /// Makes the nodes, level by level: each from the pieces that share the bytes up to it.
    fn grow(&mut self, pieces: &[(&str, u32)]) {
        let mut waiting: VecDeque<(Range<usize>, usize)> = VecDeque::from([(0..pieces.len(), 0)]);
        while let Some((mut range, depth)) = waiting.pop_front() {
            let ends_here = pieces[range.clone()]
                .first()
                .filter(|(piece, _)| piece.len() == depth);
            self.pieces.push(ends_here.map_or(NONE, |(_, id)| *id));
            self.children.push(self.bytes.len() as u32);
            range.start += usize::from(ends_here.is_some());
            while !range.is_empty() {
                let byte = pieces[range.start].0.as_bytes()[depth];
                let same =
                    pieces[range.clone()].partition_point(|(piece, _)| piece.as_bytes()[depth] <= byte);
                self.bytes.push(byte);
                waiting.push_back((range.start..range.start + same, depth + 1));
                range.start += same;
            }
        }
        self.children.push(self.bytes.len() as u32);
    }

    fn child(&self, node: usize, byte: u8) -> Option<usize> {
        let first = self.children[node] as usize;
        let children = &self.bytes[first..self.children[node + 1] as usize];
        children.binary_search(&byte).ok().map(|place| first + place)
    }

    fn node(&self, text: &str) -> Option<usize> {
        text.bytes().try_fold(ROOT, |node, byte| self.child(node, byte))
    }

    /// The number of a piece as it stands in the list.
    pub fn id(&self, piece: &str) -> Option<u32> {
        let id = self.pieces[self.node(piece)?];
        (id != NONE).then_some(id)
    }

    /// What a word becomes that cannot be cut.
    pub fn unknown(&self) -> u32 {
        self.unknown
    }

    /// The longest piece that the letters begin with, and its length; they begin a word or are `inside` one.
    pub fn longest(&self, letters: &[u8], inside: bool) -> Option<(u32, usize)> {
        let mut node = if inside { self.inside? } else { ROOT };
        let mut longest = None;
        for (index, &byte) in letters.iter().enumerate() {
            let Some(child) = self.child(node, byte) else {
                break;
            };
            node = child;
            if self.pieces[node] != NONE {
                longest = Some((self.pieces[node], index + 1));
            }
        }
        longest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_piece_is_taken_at_the_beginning_and_inside() {
        let vocabulary = Vocabulary::new("[UNK]\ndam\nda\n##s\n##\ndamage\né").unwrap();
        assert_eq!(vocabulary.longest(b"damask", false), Some((1, 3)));
        assert_eq!(vocabulary.longest(b"dash", false), Some((2, 2)));
        assert_eq!(vocabulary.longest(b"sk", true), Some((3, 1)));
        assert_eq!(vocabulary.longest(b"k", true), None);
        assert_eq!(vocabulary.longest("é".as_bytes(), false), Some((6, 2)));
        assert_eq!(vocabulary.id("damage"), Some(5));
        assert_eq!(vocabulary.id("dama"), None);
        assert_eq!(vocabulary.unknown(), 0);
    }

    #[test]
    fn a_list_that_cannot_be_used_says_why() {
        let missing = Vocabulary::new("a\nb").unwrap_err();
        assert_eq!(missing.to_string(), "the vocabulary lacks the piece [UNK]");
        let twice = Vocabulary::new("[UNK]\na\nb\na").unwrap_err();
        assert_eq!(
            twice.to_string(),
            "the piece \"a\" stands twice in the vocabulary"
        );
    }
}
