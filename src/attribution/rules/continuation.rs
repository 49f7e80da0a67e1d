//! Quotations that go on without a cue of their own, in the same or the next paragraph.
//!
//! `“…,” X said. “…”` - the second quotation is X's too.

use super::words::Words;
use crate::attribution::Frame;
use crate::sentence::Sentence;

/// The quotation that a following one may continue.
#[derive(Debug, Default)]
pub(super) struct Thread {
    /// The frame and the paragraph where it was last heard.
    last: Option<(usize, usize)>,
}

impl Thread {
    /// The frame of a sentence that is nothing but a quotation, after a quoted one.
    pub fn continuation(&self, words: &Words, sentence: &Sentence) -> Option<Frame> {
        let (frame, paragraph) = self.last?;
        (sentence.paragraph <= paragraph + 1 && is_quotation(words, sentence)).then(|| Frame {
            source: Vec::new(),
            cue: Vec::new(),
            content: vec![words.span(&sentence.tokens)],
            method: "continuation",
            confidence: 0.8,
            continues: Some(frame),
        })
    }

    /// Takes note of what a sentence held, the frames from `first` on.
    pub fn follow(&mut self, words: &Words, sentence: &Sentence, frames: &[Frame], first: usize) {
        let own = &frames[first..];
        let quoted = sentence.tokens.clone().any(|at| words.quotation(at).is_some());
        self.last = match own.iter().rposition(|frame| !frame.source.is_empty()) {
            Some(at) if quoted => Some((first + at, sentence.paragraph)),
            Some(_) => None,
            None if own.iter().any(|frame| frame.continues.is_some()) => {
                self.last.map(|(frame, _)| (frame, sentence.paragraph))
            }
            None => None,
        };
    }
}

fn is_quotation(words: &Words, sentence: &Sentence) -> bool {
    let range = &sentence.tokens;
    range
        .clone()
        .all(|at| words.quotation(at).is_some() || words.is_mark(at))
        && range.clone().any(|at| !words.is_mark(at))
}
