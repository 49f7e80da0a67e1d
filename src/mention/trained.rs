//! Joins the names that the rules found with those of the trained reader.
//!
//! The network decides where a name begins and ends and what it names; the tables decide where they know the name, for
//! they hold what the record calls it. The network takes titles for a part of a person's name at times, the rules do
//! not. A candidate that nothing explains is no name.

use super::name::Candidate;
use super::word::Line;
use super::{Form, Kind};
use crate::reader::{NameKind, Named};
use std::ops::Range;

/// The candidates of a sentence, the network's among them.
pub(super) fn join(line: &Line, candidates: Vec<Candidate>, names: &[Named]) -> Vec<Candidate> {
    let Some((first, last)) = line.words.first().zip(line.words.last()) else {
        return candidates;
    };
    let start = names.partition_point(|name| name.span.end <= first.span.start);
    let mut trained: Vec<(Range<usize>, Kind)> = names[start..]
        .iter()
        .take_while(|name| name.span.start < last.span.end)
        .filter_map(|name| Some((words(line, name)?, kind(name.kind)?)))
        .collect();
    if names.is_empty() {
        return candidates;
    }
    // "Ana Reyes and Ivo Lund": two persons for the rules are two.
    trained.retain(|(words, kind)| *kind != Kind::Person || persons_in(&candidates, words) < 2);
    let mut joined: Vec<Candidate> = Vec::with_capacity(candidates.len());
    for mut candidate in candidates {
        let overlaps =
            |words: &Range<usize>| words.start < candidate.words.end && candidate.words.start < words.end;
        let sure =
            candidate.known.is_some() || candidate.form == Form::Adjective || candidate.address.is_some();
        // "Boston" in "Boston Globe": the table knows a part of the name only.
        let part = candidate.form == Form::Name
            && candidate.address.is_none()
            && trained
                .iter()
                .any(|(words, kind)| *kind != Kind::Person && is_part(&candidate, words));
        if part {
            candidate.known = None;
        }
        if sure && !part {
            trained.retain(|(words, _)| !overlaps(words));
            joined.push(candidate);
        } else if let Some(at) = trained.iter().position(|(words, _)| overlaps(words)) {
            let (words, kind) = trained.remove(at);
            let titled = kind == Kind::Person && words.start < candidate.words.start;
            // "U.S. State Department": what stands before belongs to a body, not to a person.
            let wider =
                kind != Kind::Person && candidate.kind == Some(kind) && candidate.words.start < words.start;
            if !(titled || wider) || words.end != candidate.words.end {
                candidate.words = words;
            }
            candidate.kind = Some(kind);
            joined.push(candidate);
        } else if candidate.kind.is_some() {
            joined.push(candidate);
        }
    }
    joined.extend(trained.into_iter().map(|(words, kind)| Candidate {
        words,
        kind: Some(kind),
        form: Form::Name,
        known: None,
        address: None,
    }));
    joined.sort_by_key(|candidate| candidate.words.start);
    let mut end = 0;
    joined.retain(|candidate| {
        let free = candidate.words.start >= end;
        if free {
            end = candidate.words.end;
        }
        free
    });
    joined
}

/// How many persons the rules see in a stretch of words.
fn persons_in(candidates: &[Candidate], words: &Range<usize>) -> usize {
    let overlaps =
        |candidate: &&Candidate| candidate.words.start < words.end && words.start < candidate.words.end;
    let may_be = |candidate: &&Candidate| matches!(candidate.kind, Some(Kind::Person) | None);
    candidates.iter().filter(overlaps).filter(may_be).count()
}

/// Whether a candidate is a part of a longer name.
fn is_part(candidate: &Candidate, words: &Range<usize>) -> bool {
    let inside = words.start <= candidate.words.start && candidate.words.end <= words.end;
    inside && words.len() > candidate.words.len()
}

/// The words of a line that a name covers.
fn words(line: &Line, name: &Named) -> Option<Range<usize>> {
    let start = line
        .words
        .partition_point(|word| word.span.end <= name.span.start);
    let end = line.words.partition_point(|word| word.span.start < name.span.end);
    (start < end).then_some(start..end)
}

fn kind(kind: NameKind) -> Option<Kind> {
    match kind {
        NameKind::Person => Some(Kind::Person),
        NameKind::Organisation => Some(Kind::Organisation),
        NameKind::Place => Some(Kind::Place),
        // Events are found by their nouns, with their rounds.
        NameKind::Event => None,
    }
}
