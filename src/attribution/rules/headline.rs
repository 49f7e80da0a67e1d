//! Headlines that name their source by a mark alone: `Reyes: dam is safe`, `Dam is safe – mayor`.
//!
//! Also a line of the body that gives a speaker, a colon and a quotation.

use super::words::Words;
use crate::article::Role;
use crate::attribution::Frame;
use crate::mention::{Kind, Mentions};
use std::ops::Range;

const METHOD: &str = "headline";

/// The attribution of a line that has no cue verb.
pub(super) fn read(words: &Words, line: &Range<usize>, role: Role, mentions: &Mentions) -> Option<Frame> {
    let mark = |at: usize, marks: &[&str]| marks.contains(&words.word(at)) && words.quotation(at).is_none();
    let can_speak = |kind| matches!(kind, Kind::Person | Kind::Organisation | Kind::Group);
    let speaks = |range: &Range<usize>| {
        let mut named = (!range.is_empty())
            .then(|| mentions.of(words.span(range)))
            .into_iter()
            .flatten();
        named.any(|mention| can_speak(mention.kind))
    };
    let colon = line.clone().take(10).find(|&at| mark(at, &[":"]));
    if let Some(colon) = colon {
        let (source, content) = (line.start..colon, words.trimmed(colon + 1..line.end));
        let quoted = words.quotation(colon + 1).is_some();
        let named = speaks(&source) || quoted && source.len() < 5 && words.is_capitalised(source.start);
        if named && !content.is_empty() && (quoted || role == Role::Headline) {
            return Some(words.tied(&source, colon, &content, METHOD));
        }
    }
    let dash = line
        .clone()
        .rev()
        .take(10)
        .find(|&at| mark(at, &["–", "—", "-"]))?;
    let (source, content) = (words.trimmed(dash + 1..line.end), words.trimmed(line.start..dash));
    (role == Role::Headline && speaks(&source) && content.len() > 2)
        .then(|| words.tied(&source, dash, &content, METHOD))
}
