//! Headlines that name their source by a mark alone: `Reyes: dam is safe`, `Dam is safe – mayor`.
//!
//! Also a line of the body that gives a speaker, a colon and a quotation.

use super::words::Words;
use crate::article::Role;
use crate::attribution::Frame;
use crate::mention::{Kind, Mentions};
use std::ops::Range;

/// The attribution of a line that has no cue verb.
pub(super) fn read(words: &Words, line: &Range<usize>, role: Role, mentions: &Mentions) -> Option<Frame> {
    let mark = |at: usize, marks: &[&str]| marks.contains(&words.word(at)) && words.quotation(at).is_none();
    let speaks = |range: &Range<usize>| {
        if range.is_empty() {
            return false;
        }
        let span = words.span(range);
        let first = mentions
            .mentions
            .partition_point(|mention| mention.span.start < span.start);
        mentions.mentions[first..]
            .iter()
            .take_while(|mention| mention.span.start == span.start)
            .any(|mention| {
                mention.span.end == span.end
                    && matches!(mention.kind, Kind::Person | Kind::Organisation | Kind::Group)
            })
    };
    let colon = line.clone().take(10).find(|&at| mark(at, &[":"]));
    if let Some(colon) = colon {
        let (source, content) = (line.start..colon, words.trimmed(colon + 1..line.end));
        let quoted = words.quotation(colon + 1).is_some();
        let named = speaks(&source) || quoted && source.len() < 5 && words.is_capitalised(source.start);
        if named && !content.is_empty() && (quoted || role == Role::Headline) {
            return Some(frame(words, source, colon, content));
        }
    }
    let dash = line
        .clone()
        .rev()
        .take(10)
        .find(|&at| mark(at, &["–", "—", "-"]))?;
    let (source, content) = (words.trimmed(dash + 1..line.end), words.trimmed(line.start..dash));
    (role == Role::Headline && speaks(&source) && content.len() > 2)
        .then(|| frame(words, source, dash, content))
}

fn frame(words: &Words, source: Range<usize>, mark: usize, content: Range<usize>) -> Frame {
    Frame {
        source: vec![words.span(&source)],
        cue: vec![words.span(&(mark..mark + 1))],
        content: vec![words.span(&content)],
        method: "headline",
        confidence: 0.8,
        continues: None,
    }
}
