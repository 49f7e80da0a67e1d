//! What the tests of the rule families share: a text in, the same text with its expressions marked out.

use super::*;
use crate::article::{ReadingBuilder, Role};

/// A reading of one paragraph a line.
pub(super) fn reading(text: &str) -> Reading {
    let mut builder = ReadingBuilder::default();
    for line in text.lines() {
        builder.paragraph(Role::Body);
        builder.piece(line, 0);
    }
    builder.finish()
}

pub(super) fn find_in(text: &str, published: &str) -> (Reading, Vec<TimeExpression>) {
    let reading = reading(text);
    let times = find(&reading, published.parse().ok(), &Lexicon::standard());
    (reading, times)
}

/// Each line with `[words = value]` for its expressions, read on Wednesday 2025-06-18.
pub(super) fn values(text: &str) -> String {
    marked(text, |time, words| format!("[{words} = {}]", time.value))
}

/// Each line with `[words = days]`, `!` behind the days of a deadline.
pub(super) fn days(text: &str) -> String {
    marked(text, |time, words| {
        let days = time.interval.map_or_else(
            || "-".to_owned(),
            |Interval { from, to }| {
                if from == to {
                    from.to_string()
                } else {
                    format!("{from}..{to}")
                }
            },
        );
        let deadline = if time.role == TimeRole::Deadline { "!" } else { "" };
        format!("[{words} = {days}{deadline}]")
    })
}

fn marked(text: &str, show: impl Fn(&TimeExpression, &str) -> String) -> String {
    let lines = text.lines().map(|line| {
        let (reading, times) = find_in(line.trim(), "2025-06-18");
        let mut shown = String::new();
        let mut at = 0;
        for time in &times {
            shown += &reading.text()[at..time.span.start];
            shown += &show(time, reading.slice(time.span));
            at = time.span.end;
        }
        shown + &reading.text()[at..]
    });
    lines.collect::<Vec<_>>().join("\n")
}
