//! What the words of an attribution show: form, stance, speaker, addressee, time, topic.
//!
//! Takes [`Frame`]s from whichever reader found them and the mentions around them, gives [`Attribution`]s.
//! Nothing here decides what an attribution is.

mod passage;
mod stance;
mod speech;
mod topic;

use super::{Attribution, Frame};
use crate::article::Reading;
use crate::lexicon::Lexicon;
use crate::mention::Mentions;
use crate::sentence::Segmentation;
use passage::Passage;

/// Describes every frame, in the order of the frames.
pub(super) fn describe(
    frames: Vec<Frame>,
    reading: &Reading,
    segmentation: &Segmentation,
    mentions: &Mentions,
    lexicon: &Lexicon,
) -> Vec<Attribution> {
    let enclosing = topic::enclosing(&frames);
    let time_contents = topic::time_contents(&frames, mentions);
    let mut described: Vec<Attribution> = Vec::with_capacity(frames.len());
    for (frame, enclosed_by) in frames.into_iter().zip(enclosing) {
        let passage = Passage {
            frame: &frame,
            reading,
            segmentation,
            mentions,
            lexicon,
            time_contents: &time_contents,
        };
        let continued = frame.continues.and_then(|earlier| described.get(earlier));
        let attribution = Attribution {
            form: stance::form(&passage),
            position: stance::position(&passage),
            attitude: stance::attitude(&passage),
            mode: stance::mode(&passage),
            speaker: speech::speaker(&passage).or(continued.and_then(|earlier| earlier.speaker)),
            addressee: speech::addressee(&passage).or(continued.and_then(|earlier| earlier.addressee)),
            through: speech::through(&passage),
            when: speech::when(&passage).or(continued.and_then(|earlier| earlier.when)),
            before: speech::before(&passage),
            about: topic::about(&passage),
            content_time: topic::content_time(&passage),
            enclosed_by,
            frame: frame.clone(),
        };
        described.push(attribution);
    }
    described
}
