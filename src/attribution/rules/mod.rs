//! The reader of this version: a small set of rules that finds source, cue and content.
//!
//! Takes segmentation, mentions and the lexicon's cues, gives [`Frame`]s in text order. A trained model is to take
//! the place of [`frames`]; nothing outside this folder knows how frames are found.

mod according_to;
mod clause;
mod content_after;
mod continuation;
mod cue;
mod headline;
mod narrated;
mod source;
mod words;

use super::Frame;
use crate::article::{Reading, Role};
use crate::lexicon::Lexicon;
use crate::mention::{Kind, Mentions};
use crate::sentence::{Segmentation, Sentence};
use clause::Found;
pub(super) use narrated::NOTE;
use words::Words;

/// What is longer is a table or a menu, no sentence; keeps the rules linear in the text.
const LONGEST_SENTENCE: usize = 600;

/// The attributions and narrated claims of a reading, in text order.
pub(super) fn frames(
    reading: &Reading,
    segmentation: &Segmentation,
    mentions: &Mentions,
    lexicon: &Lexicon,
) -> Vec<Frame> {
    let words = Words::new(reading, segmentation, mentions);
    let mut frames: Vec<Frame> = Vec::new();
    let mut quoted = continuation::Thread::default();
    for sentence in &segmentation.sentences {
        let role = reading.paragraphs()[sentence.paragraph].role;
        if role == Role::SourceLine || sentence.tokens.len() > LONGEST_SENTENCE {
            continue;
        }
        let first = frames.len();
        frames.extend(
            attributed(&words, sentence, role, mentions, lexicon)
                .iter()
                .map(|found| frame(&words, found)),
        );
        if frames.len() == first {
            frames.extend(quoted.continuation(&words, sentence));
        }
        if frames.len() == first {
            frames.extend(narrated::claim(&words, sentence, role));
        }
        quoted.follow(&words, sentence, &frames, first);
    }
    frames
}

fn attributed(
    words: &Words,
    sentence: &Sentence,
    role: Role,
    mentions: &Mentions,
    lexicon: &Lexicon,
) -> Vec<Found> {
    let range = &sentence.tokens;
    if narrated::is_note(words, range) || narrated::is_question(words, range) {
        return Vec::new();
    }
    let mut found = clause::read(words, range, &lexicon.cues);
    found.retain(|found| !cites_a_source(words, found, mentions));
    if found.is_empty() {
        headline::read(words, range, role, mentions).into_iter().collect()
    } else {
        found
    }
}

/// "The paper, citing two officials, reported …": through whom it was heard, nothing that was said.
fn cites_a_source(words: &Words, found: &Found, mentions: &Mentions) -> bool {
    let Some(content) = found
        .content
        .first()
        .filter(|_| words.word(found.cue.start) == "citing")
    else {
        return false;
    };
    let start = words.span(content).start;
    let at = mentions
        .mentions
        .partition_point(|mention| mention.span.start < start);
    mentions.mentions.get(at).is_some_and(|mention| {
        mention.span.start == start && !matches!(mention.kind, Kind::Event | Kind::Place)
    })
}

fn frame(words: &Words, found: &Found) -> Frame {
    Frame {
        source: found.source.iter().map(|range| words.span(range)).collect(),
        cue: vec![words.span(&found.cue)],
        content: found.content.iter().map(|range| words.span(range)).collect(),
        method: found.method,
        confidence: match found.method {
            "content-first" => 0.9,
            "according-to" => 0.95,
            "headline" => 0.8,
            _ => 0.75,
        },
        continues: None,
    }
}
