//! What the content speaks of and which attribution holds another.

use super::passage::Passage;
use crate::attribution::Frame;
use crate::attribution::nested::CITED;
use crate::mention::time::{TimeRole, TimeType};
use crate::mention::{Form, Kind, Mentions};
use crate::span::Span;

/// The mentions inside the content that name something, in text order.
pub(super) fn about(passage: &Passage) -> Vec<usize> {
    let mentions = &passage.mentions.mentions;
    let names = |index: &usize| {
        let mention = &mentions[*index];
        matches!(mention.form, Form::Name | Form::Adjective) || mention.kind == Kind::Event
    };
    let contents = passage.frame.content.iter();
    contents
        .flat_map(|&content| passage.mentions_in(content).filter(names))
        .collect()
}

/// The time that the content speaks of: a deadline first, then a date, then any other.
pub(super) fn content_time(passage: &Passage) -> Option<usize> {
    let times = &passage.mentions.times;
    let contents = passage.frame.content.iter();
    contents
        .flat_map(|&content| passage.times_in(content))
        .min_by_key(|&index| {
            let time = &times[index];
            let rank = match (time.role, time.kind) {
                (TimeRole::Deadline, _) => 0,
                (_, TimeType::Date | TimeType::Time) if time.interval.is_some() => 1,
                (_, TimeType::Date | TimeType::Time) => 2,
                _ => 3,
            };
            (rank, time.span.start)
        })
}

/// For each frame the innermost one whose content holds its cue and content, or that heard it from the one it cites.
pub(super) fn enclosing(frames: &[Frame]) -> Vec<Option<usize>> {
    frames
        .iter()
        .enumerate()
        .map(|(inner, frame)| {
            let near = inner.saturating_sub(12)..frames.len().min(inner + 12);
            near.filter(|&outer| outer != inner && holds(&frames[outer], frame))
                .min_by_key(|&outer| {
                    frames[outer]
                        .content
                        .iter()
                        .map(|span| span.end - span.start)
                        .sum::<usize>()
                })
        })
        .collect()
}

fn holds(outer: &Frame, inner: &Frame) -> bool {
    if inner.method == CITED {
        return outer.method != CITED && outer.content == inner.content;
    }
    let mut spans = inner.cue.iter().chain(&inner.content).peekable();
    !outer.cue.is_empty()
        && !inner.cue.is_empty()
        && spans.peek().is_some()
        && spans.all(|span| outer.content.iter().any(|content| content.contains(*span)))
}

/// For each time expression, the shortest content that holds it.
pub(super) fn time_contents(frames: &[Frame], mentions: &Mentions) -> Vec<Option<Span>> {
    let times = &mentions.times;
    let mut contents: Vec<Option<Span>> = vec![None; times.len()];
    for content in frames.iter().flat_map(|frame| &frame.content) {
        let first = times.partition_point(|time| time.span.start < content.start);
        let held = times[first..]
            .iter()
            .take_while(|time| time.span.end <= content.end)
            .count();
        for shortest in &mut contents[first..first + held] {
            if shortest.is_none_or(|known| content.end - content.start < known.end - known.start) {
                *shortest = Some(*content);
            }
        }
    }
    contents
}
