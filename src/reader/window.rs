//! Cuts the words of a text into windows that the encoder takes at once.
//!
//! A window holds whole paragraphs, joined by [SEP], as many as fit: each then sees its neighbours. A paragraph that
//! is longer than a window is cut at the end of a sentence. As `training/data.py` does it.

use super::word::{Word, Words};
use crate::tagger::Input;
use std::ops::Range;

/// The piece that a window begins with.
pub(super) const CLS: u32 = 101;
/// The piece that ends a window, and each of its paragraphs.
pub(super) const SEP: u32 = 102;

/// The windows of a text: ranges of its words.
pub(super) fn cut(words: &Words, limit: usize) -> Vec<Range<usize>> {
    let all = &words.words;
    let (mut windows, mut start) = (Vec::new(), 0);
    while start < all.len() {
        let (mut used, mut end, mut paragraph_end) = (2, start, None);
        while end < all.len() {
            let opens = end > start && all[end].paragraph != all[end - 1].paragraph;
            if opens {
                paragraph_end = Some(end);
            }
            let cost = all[end].pieces.len() + usize::from(opens);
            if used + cost > limit {
                break;
            }
            (used, end) = (used + cost, end + 1);
        }
        if end < all.len() {
            end = paragraph_end
                .or_else(|| sentence_end(words, start, end))
                .unwrap_or(end.max(start + 1));
        }
        windows.push(start..end);
        start = end;
    }
    windows
}

/// Behind the last end of a sentence in the second half of a window.
fn sentence_end(words: &Words, start: usize, end: usize) -> Option<usize> {
    let half = start + (end - start) / 2;
    let last = (half + 1..end).rev().find(|&at| words.words[at].stop)?;
    let closing = words.words[last + 1..end]
        .iter()
        .take_while(|word| word.closes())
        .count();
    Some(last + closing + 1)
}

/// A window as the encoder takes it; kept from window to window for its room.
#[derive(Debug, Default)]
pub(super) struct Window {
    ids: Vec<u32>,
    cases: Vec<u8>,
    quotes: Vec<u8>,
    /// For each word, its first piece.
    pub heads: Vec<usize>,
}

impl Window {
    /// Takes these words in.
    pub fn fill(&mut self, words: &Words, range: Range<usize>, limit: usize) {
        self.ids.clear();
        self.cases.clear();
        self.quotes.clear();
        self.heads.clear();
        self.push(CLS, 0, 0);
        let mut before: Option<&Word> = None;
        for word in &words.words[range] {
            if before.is_some_and(|before| before.paragraph != word.paragraph) {
                self.push(SEP, 0, 0);
            }
            self.heads.push(self.ids.len());
            for &piece in words.pieces[word.pieces.clone()].iter().take(limit - 2) {
                self.push(piece, word.case, word.quote);
            }
            before = Some(word);
        }
        self.push(SEP, 0, 0);
    }

    fn push(&mut self, id: u32, case: u8, quote: u8) {
        self.ids.push(id);
        self.cases.push(case);
        self.quotes.push(quote);
    }

    /// What the encoder takes.
    pub fn input(&self) -> Input<'_> {
        Input {
            ids: &self.ids,
            cases: &self.cases,
            quotes: &self.quotes,
        }
    }
}
