//! Personal pronouns.
//!
//! Takes a line, gives a mention for each pronoun that can refer to a person, group or organisation. "It" that
//! stands for nothing ("it is likely that") is left out.

use super::word::Line;
use super::{Form, Kind, Mention};
use crate::span::Span;

/// The pronouns of a line, in order.
pub(super) fn find(line: &Line) -> Vec<Mention> {
    let mut found = Vec::new();
    for (place, word) in line.words.iter().enumerate() {
        let stem = word.text.split('\'').next().unwrap_or_default();
        let lower = word.lower.split('\'').next().unwrap_or_default();
        let Some(kind) = kind(lower) else { continue };
        // "US" is a country, "IT" a trade; a lone "i" is a slip or a list mark.
        if word.shout || (lower == "i" && !word.capital) || (lower == "it" && is_empty(line, place)) {
            continue;
        }
        let span = Span::new(word.span.start, word.span.start + stem.len());
        found.push(Mention {
            span,
            head: span,
            kind,
            form: Form::Pronoun,
            name: String::new(),
            office: None,
            known: false,
        });
    }
    found
}

/// What a pronoun stands for, first guess: `entity` may find a country behind "it" or a person behind "they".
fn kind(lower: &str) -> Option<Kind> {
    match lower {
        "he" | "him" | "his" | "himself" | "she" | "her" | "hers" | "herself" | "i" | "me" | "my"
        | "myself" => Some(Kind::Person),
        "they" | "them" | "their" | "theirs" | "themselves" | "we" | "us" | "our" | "ours" | "ourselves" => {
            Some(Kind::Group)
        }
        "it" | "its" | "itself" => Some(Kind::Organisation),
        _ => None,
    }
}

/// Whether "it" stands for nothing: "it is likely that", "it seems", "it was raining".
fn is_empty(line: &Line, place: usize) -> bool {
    let next = line.lower(place + 1).unwrap_or_default();
    if matches!(
        next,
        "seems" | "seemed" | "appears" | "appeared" | "rained" | "turns" | "turned" | "depends"
    ) {
        return true;
    }
    let is_copula = matches!(
        next,
        "is" | "was" | "'s" | "will" | "would" | "may" | "might" | "remains" | "remained"
    );
    is_copula
        && (place + 2..place + 6).any(|index| {
            matches!(
                line.lower(index),
                Some("that" | "to" | "whether" | "raining" | "clear" | "unclear" | "likely")
            )
        })
}
