//! What the trained reader does not mark: headlines with a mark for a cue, quotations that go on, turns of a transcript, plain
//! shapes that it passed over, the outlet's own claims.
//!
//! Takes the reader's frames with segmentation and mentions, gives all [`Frame`]s in text order. A sentence in which
//! nobody's word or view is told is looked at here, and nowhere else: what it says of somebody's will or acts is the
//! outlet's own claim.

mod clause;
mod continuation;
mod headline;
mod labelled;
mod narrated;
mod words;

use super::Frame;
use crate::article::{Reading, Role};
use crate::lexicon::Lexicon;
use crate::mention::Mentions;
use crate::sentence::{Segmentation, Sentence};
use clause::Clauses;
pub(super) use narrated::NOTE;
use words::Words;

/// What is longer is a table or a menu, no sentence.
const LONGEST_SENTENCE: usize = 600;

/// The attributions and narrated claims of a reading, in text order. Of each trained frame it is known whether somebody's
/// word or view is told by it.
pub(super) fn frames(
    reading: &Reading,
    segmentation: &Segmentation,
    mentions: &Mentions,
    lexicon: &Lexicon,
    mut trained: Vec<(Frame, bool)>,
) -> Vec<Frame> {
    let words = Words::new(reading, segmentation);
    let clauses = Clauses {
        words: &words,
        mentions,
        lexicon,
    };
    let labelled = labelled::frames(&words, reading, segmentation, mentions, &trained);
    for frame in labelled {
        let behind = |(other, _): &(Frame, bool)| other.cue[0].start > frame.cue[0].start;
        let place = trained.iter().position(behind).unwrap_or(trained.len());
        trained.insert(place, (frame, true));
    }
    let held = held(&segmentation.sentences, &trained);
    let mut trained = trained.into_iter().peekable();
    let mut frames: Vec<Frame> = Vec::new();
    let mut quoted = continuation::Thread::default();
    for (sentence, held) in segmentation.sentences.iter().zip(held) {
        let first = frames.len();
        // What a note of the editors says is the outlet's own claim.
        let note = narrated::is_note(&words, &sentence.tokens);
        let mut read = !note && held;
        while let Some((frame, told)) = trained.next_if(|(frame, _)| frame.cue[0].start < sentence.span.end) {
            frames.extend((!note).then_some(frame));
            read |= !note && told;
        }
        let role = reading.paragraphs()[sentence.paragraph].role;
        if !read && role != Role::SourceLine && sentence.tokens.len() <= LONGEST_SENTENCE {
            let found = headline::read(&words, &sentence.tokens, role, mentions, lexicon)
                .or_else(|| quoted.continuation(&words, sentence))
                .or_else(|| clauses.read(&sentence.tokens, role).filter(|_| !note))
                .or_else(|| narrated::claim(&words, sentence, role));
            // What the reader took for somebody's will or act, with the same cue, is somebody's word.
            let is_other = |frame: &Frame| {
                let cue = found.as_ref().and_then(|found| found.cue.first());
                cue.is_none_or(|cue| !frame.cue.iter().any(|other| other.overlaps(*cue)))
            };
            let beside: Vec<Frame> = frames.drain(first..).filter(is_other).collect();
            frames.extend(found.into_iter().chain(beside));
        }
        quoted.follow(&words, sentence, &frames, first);
    }
    frames
}

/// For each sentence, whether the cue or content of any of the frames that tell somebody's word or view reaches into it.
fn held(sentences: &[Sentence], frames: &[(Frame, bool)]) -> Vec<bool> {
    let mut held = vec![false; sentences.len()];
    let told = frames.iter().filter(|(_, told)| *told);
    for span in told.flat_map(|(frame, _)| frame.cue.iter().chain(&frame.content)) {
        let first = sentences.partition_point(|sentence| sentence.span.end <= span.start);
        let reached = sentences[first..]
            .iter()
            .take_while(|sentence| sentence.span.overlaps(*span))
            .count();
        held[first..first + reached].fill(true);
    }
    held
}
