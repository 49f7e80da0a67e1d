//! What the trained reader does not mark: headlines with a mark for a cue, quotations that go on, the outlet's own claims.
//!
//! Takes the reader's frames with segmentation and mentions, gives all [`Frame`]s in text order. A sentence without an
//! attribution is looked at here, and nowhere else.

mod continuation;
mod headline;
mod narrated;
mod words;

use super::Frame;
use crate::article::{Reading, Role};
use crate::mention::Mentions;
use crate::sentence::Segmentation;
use crate::span::Span;
pub(super) use narrated::NOTE;
use words::Words;

/// What is longer is a table or a menu, no sentence.
const LONGEST_SENTENCE: usize = 600;

/// The attributions and narrated claims of a reading, in text order.
pub(super) fn frames(
    reading: &Reading,
    segmentation: &Segmentation,
    mentions: &Mentions,
    trained: Vec<Frame>,
) -> Vec<Frame> {
    let words = Words::new(reading, segmentation);
    let held: Vec<Span> = trained
        .iter()
        .flat_map(|frame| frame.cue.iter().chain(&frame.content))
        .copied()
        .collect();
    let mut trained = trained.into_iter().peekable();
    let mut frames: Vec<Frame> = Vec::new();
    let mut quoted = continuation::Thread::default();
    for sentence in &segmentation.sentences {
        let first = frames.len();
        // What a note of the editors says is the outlet's own claim.
        let note = narrated::is_note(&words, &sentence.tokens);
        while let Some(frame) = trained.next_if(|frame| frame.cue[0].start < sentence.span.end) {
            frames.extend((!note).then_some(frame));
        }
        let role = reading.paragraphs()[sentence.paragraph].role;
        let read = frames.len() > first || !note && held.iter().any(|span| span.overlaps(sentence.span));
        if !read && role != Role::SourceLine && sentence.tokens.len() <= LONGEST_SENTENCE {
            let found = headline::read(&words, &sentence.tokens, role, mentions)
                .or_else(|| quoted.continuation(&words, sentence))
                .or_else(|| narrated::claim(&words, sentence, role));
            frames.extend(found);
        }
        quoted.follow(&words, sentence, &frames, first);
    }
    frames
}
