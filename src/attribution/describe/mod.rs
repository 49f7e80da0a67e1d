//! What the words of an attribution show: form, stance, speaker, addressee, time, topic.
//!
//! Takes [`Frame`]s from whichever reader found them and the mentions around them, gives [`Attribution`]s.
//! Nothing here decides what an attribution is.

mod passage;
mod speech;
mod stance;
#[cfg(test)]
mod tests;
mod topic;

use super::nested::CITED;
use super::{Attribution, Form, Frame};
use crate::article::Reading;
use crate::lexicon::Lexicon;
use crate::mention::Mentions;
use crate::sentence::Segmentation;
use crate::span::Span;
use passage::Passage;

/// The frames, each with whether somebody's word or view is told by it; else what somebody wants or does.
pub(super) fn with_voice(
    frames: Vec<Frame>,
    reading: &Reading,
    segmentation: &Segmentation,
    mentions: &Mentions,
    lexicon: &Lexicon,
) -> Vec<(Frame, bool)> {
    let told = |frame: &Frame| {
        let passage = Passage {
            frame,
            reading,
            segmentation,
            mentions,
            lexicon,
            time_contents: &[],
        };
        stance::form(&passage) != Form::Narrated
    };
    let with_voice = |frame: Frame| {
        let told = told(&frame);
        (frame, told)
    };
    frames.into_iter().map(with_voice).collect()
}

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
    let sources: Vec<Vec<Span>> = frames.iter().map(|frame| frame.source.clone()).collect();
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
        // When the cited said it is not told, only that it was before; it was heard through whoever cites them.
        let cited = frame.method == CITED;
        let attribution = Attribution {
            form: stance::form(&passage),
            position: stance::position(&passage),
            attitude: stance::attitude(&passage),
            mode: stance::mode(&passage),
            speaker: speech::speaker(&passage).or(continued.and_then(|earlier| earlier.speaker)),
            addressee: speech::addressee(&passage).or(continued.and_then(|earlier| earlier.addressee)),
            through: match enclosed_by.filter(|_| cited) {
                Some(citing) => sources[citing].clone(),
                None => speech::through(&passage),
            },
            when: speech::when(&passage)
                .or(continued.and_then(|earlier| earlier.when))
                .filter(|_| !cited),
            before: cited || speech::before(&passage),
            about: topic::about(&passage),
            content_time: topic::content_time(&passage),
            enclosed_by,
            frame: frame.clone(),
        };
        described.push(attribution);
    }
    described
}
