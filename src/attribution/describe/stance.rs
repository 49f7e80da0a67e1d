//! Form, position, attitude and mode: how the words are given and how the speaker stands to them.

use super::passage::Passage;
use crate::article::Role;
use crate::attribution::rules::NOTE;
use crate::attribution::{Attitude, Form, Mode, Position};
use crate::lexicon::cue::{Cue, Pattern};
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
        _ if is_nobodys_word(passage) => Form::Narrated,
        _ => Form::Indirect,
    }
}

/// What somebody wants or does, and what is expected by nobody in particular: told by whoever tells it, said by nobody.
fn is_nobodys_word(passage: &Passage) -> bool {
    match mode(passage) {
        Mode::Speech => false,
        Mode::Belief => passage.frame.source.is_empty(),
        Mode::Intention => true,
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

/// Speech, belief or intention: the cue's, unless the content is a thing that its verb does something about.
pub(super) fn mode(passage: &Passage) -> Mode {
    match passage.cue() {
        Some((cue, _)) if cue.mode == Mode::Speech && is_act(passage, cue) => Mode::Intention,
        Some((cue, _)) => cue.mode,
        None => Mode::Speech,
    }
}

/// "rejected the efforts of the envoy", where "rejected the report" speaks of what was said: a noun phrase that the verb,
/// as a verb of speech, does not take.
fn is_act(passage: &Passage, cue: &Cue) -> bool {
    const SEEN: usize = 12;
    let [content] = passage.frame.content[..] else {
        return false;
    };
    let tokens = passage.segmentation.tokens_in(content);
    let words: Vec<String> = tokens.take(SEEN).map(|token| passage.word(token)).collect();
    let quotations = &passage.segmentation.quotations;
    let near = quotations.partition_point(|quotation| quotation.span.end <= content.start);
    let quoted = quotations
        .get(near)
        .is_some_and(|quotation| quotation.span.start < content.end);
    let Some(first) = words.first().filter(|_| !quoted) else {
        return false;
    };
    let has = |wanted: &str| words.iter().any(|word| word == wanted);
    let opens_clause = matches!(
        first.as_str(),
        "that"
            | "to"
            | "not"
            | "whether"
            | "if"
            | "how"
            | "why"
            | "what"
            | "when"
            | "where"
            | "who"
            | "which"
    );
    let nouns = &passage.lexicon.speech_nouns;
    let points_back = words.len() == 1 && matches!(first.as_str(), "this" | "it" | "them" | "so");
    let fits = |pattern: &Pattern| match pattern {
        Pattern::Bare | Pattern::Object | Pattern::QuoteObject | Pattern::NpThat => true,
        Pattern::NpTo => has("to"),
        Pattern::NpOf => has("of"),
        Pattern::NpAt => has("at"),
        Pattern::Figure => true,
        Pattern::As => has("as"),
        Pattern::Report => points_back || words.iter().any(|word| nouns.reference(word).is_some()),
        Pattern::Preposition(preposition) => first == preposition || passage.cue_ends_with(preposition),
        Pattern::That | Pattern::Wh | Pattern::To | Pattern::Quote => false,
    };
    !(cue.patterns.is_empty() || opens_clause || cue.patterns.iter().any(fits))
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
