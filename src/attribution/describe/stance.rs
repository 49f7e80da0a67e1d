//! Form, position, attitude and mode: how the words are given and how the speaker stands to them.

use super::passage::Passage;
use crate::article::Role;
use crate::attribution::rules::NOTE;
use crate::attribution::{Attitude, Form, Mode, Position};
use crate::span::Span;

/// What makes a conditional announcement a threat.
const THREATS: &[&str] = &[
    "impose",
    "imposes",
    "strike",
    "strikes",
    "retaliate",
    "retaliates",
    "sanction",
    "sanctions",
    "tariffs",
    "tariff",
    "punish",
    "attack",
    "attacks",
    "bomb",
    "expel",
    "sue",
    "suspend",
    "withdraw",
    "cut",
    "halt",
    "close",
    "walk",
    "respond",
    "penalties",
    "penalise",
    "penalize",
    "boycott",
    "seize",
    "consequences",
];

/// How the words are given.
pub(super) fn form(passage: &Passage) -> Form {
    let frame = passage.frame;
    if frame.source.is_empty() && frame.cue.is_empty() && frame.continues.is_none() {
        return Form::Narrated;
    }
    let quotations = &passage.segmentation.quotations;
    let (mut quoted, mut plain) = (false, false);
    for content in &frame.content {
        let first = quotations.partition_point(|quotation| quotation.span.start < content.start);
        // A quotation that opened before may hold the content; the nearest earlier ones can tell.
        let around = quotations[first.saturating_sub(4)..]
            .iter()
            .take_while(|quotation| quotation.span.start < content.end);
        let mut place = content.start;
        for quotation in around.filter(|quotation| quotation.span.overlaps(*content)) {
            quoted = true;
            plain |= place < quotation.span.start && has_word(passage, place, quotation.span.start);
            place = place.max(quotation.span.end.min(content.end));
        }
        plain |= has_word(passage, place, content.end);
    }
    match (quoted, plain) {
        (true, false) => Form::Direct,
        (true, true) => Form::Mixed,
        _ => Form::Indirect,
    }
}

/// Where the attribution stands.
pub(super) fn position(passage: &Passage) -> Position {
    if passage.frame.method == NOTE {
        Position::EditorialNote
    } else if passage.role() == Some(Role::Headline) {
        Position::Headline
    } else {
        Position::Body
    }
}

/// The speaker's stance: the cue's, unless the content is a conditional threat.
pub(super) fn attitude(passage: &Passage) -> Attitude {
    let stance = passage.cue().map_or(Attitude::Asserts, |(cue, _)| cue.attitude);
    if stance == Attitude::Asserts && is_threat(passage) {
        Attitude::Warns
    } else {
        stance
    }
}

/// Speech, belief or intention.
pub(super) fn mode(passage: &Passage) -> Mode {
    passage.cue().map_or(Mode::Speech, |(cue, _)| cue.mode)
}

/// "he may impose tariffs if …": a modal, a condition and a hostile act.
fn is_threat(passage: &Passage) -> bool {
    if passage.frame.cue.is_empty() {
        return false;
    }
    let contents = passage.frame.content.iter();
    let words: Vec<String> = contents
        .flat_map(|content| passage.segmentation.tokens_in(*content).take(80))
        .map(|token| passage.word(token))
        .collect();
    let condition = words.iter().any(|word| matches!(word.as_str(), "if" | "unless"));
    let act = words.windows(3).any(|window| {
        matches!(
            window[0].as_str(),
            "may" | "might" | "could" | "would" | "will" | "'ll" | "’ll" | "shall"
        ) && window[1..].iter().any(|word| THREATS.contains(&word.as_str()))
    });
    condition && act
}

fn has_word(passage: &Passage, start: usize, end: usize) -> bool {
    let gap = Span::new(start, end.max(start));
    passage
        .reading
        .slice(gap)
        .trim_start_matches("that")
        .chars()
        .any(char::is_alphanumeric)
}
