//! Whether two claims say the same, or what cannot both be so.

use super::content::{Comparer, Content};
use std::collections::BTreeSet;

/// How alike two claims are, and how they differ where they do.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Likeness {
    /// What speaks against both being so.
    pub conflict: Option<Conflict>,
    /// The share of what they say that both say, what conflicts aside: from 0 to 1 (Dice's coefficient of the weights).
    pub share: f32,
    /// Whether they say the same: without a conflict, and with enough in common.
    pub is_same: bool,
    /// Whether the first one, and whether the other one, says that something is not so.
    pub negated: (bool, bool),
}

impl Likeness {
    /// That of two claims which people say are one.
    pub fn judged() -> Self {
        Self {
            share: 1.0,
            is_same: true,
            ..Self::default()
        }
    }
}

/// In what two claims about one thing differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Conflict {
    /// One says that it is not so.
    Negation,
    /// They give another number of the same.
    Number,
    /// They give another day.
    Day,
    /// They put it in another place.
    Place,
    /// They say opposites: "open" and "closed".
    Opposite,
}

impl Conflict {
    /// Its name, as the record has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Negation => "negation",
            Self::Number => "number",
            Self::Day => "day",
            Self::Place => "place",
            Self::Opposite => "opposite",
        }
    }
}

/// What two claims must have in common.
struct Bar {
    /// The least share to be one.
    same: f32,
    /// The least share to be about one thing.
    about: f32,
    /// The least weight that both must share, names included: with less they could be about anything.
    weight: f32,
}

/// For claims of articles that speak of the same people, bodies and places.
const ONE_STORY: Bar = Bar {
    same: 0.5,
    about: 0.3,
    weight: 1.5,
};
/// For claims of articles that have no more than one of them in common.
const ANY_STORY: Bar = Bar {
    same: 0.62,
    about: 0.4,
    weight: 2.5,
};
/// So much of what the articles speak of most makes two of one story.
const IN_COMMON: usize = 2;
/// The least weight of words other than names that both must share.
const LEAST_WORDS: f32 = 0.8;

/// How two claims stand to each other by their words; `None` where they have too little in common to say.
pub fn compare(one: &Content, other: &Content, comparer: &Comparer) -> Option<Likeness> {
    if one.open || other.open || are_two(one, other) {
        return None;
    }
    let opposite = opposites(one, other, comparer);
    let overlap =
        |wanted: fn(&str) -> bool| Overlap::of(one, other, |term| wanted(term) && !opposite.contains(term));
    let (all, words) = (overlap(|_| true), overlap(|term| !term.starts_with('@')));
    let bar = if one.common_setting(other) >= IN_COMMON {
        ONE_STORY
    } else {
        ANY_STORY
    };
    if all.shared < bar.weight || words.shared < LEAST_WORDS || all.share() < bar.about {
        return None;
    }
    let conflict = conflict(one, other, !opposite.is_empty());
    let share = all.share().min(words.share());
    Some(Likeness {
        conflict,
        share: all.share(),
        is_same: conflict.is_none() && share >= bar.same,
        negated: (one.negated, other.negated),
    })
}

/// The weights of the terms of two claims, and of those that both have.
struct Overlap {
    one: f32,
    other: f32,
    shared: f32,
}

impl Overlap {
    fn of(one: &Content, other: &Content, wanted: impl Fn(&str) -> bool) -> Self {
        let terms = |content: &Content| -> f32 {
            let terms = content.terms.iter().filter(|(term, _)| wanted(term));
            terms.map(|(_, weight)| weight).sum()
        };
        let shared = one.terms.iter().filter(|(term, _)| wanted(term));
        Self {
            one: terms(one),
            other: terms(other),
            shared: shared
                .filter_map(|(term, weight)| Some(weight.min(*other.terms.get(term)?)))
                .sum(),
        }
    }

    fn share(&self) -> f32 {
        2.0 * self.shared / (self.one + self.other).max(f32::MIN_POSITIVE)
    }
}

/// Whether they speak of two of a kind: "the first round", "the second round".
fn are_two(one: &Content, other: &Content) -> bool {
    let mut pairs = one
        .ordinals
        .iter()
        .flat_map(|first| other.ordinals.iter().map(move |second| (first, second)));
    let mut differ = pairs.clone().filter(|(first, second)| first.1 == second.1);
    differ.any(|(first, second)| first.0 != second.0) && !pairs.any(|(first, second)| first == second)
}

/// The terms of either that have their opposite in the other and not in their own.
fn opposites<'a>(one: &'a Content, other: &'a Content, comparer: &Comparer) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    for first in &one.senses {
        for second in &other.senses {
            if comparer.senses.are_opposite(first, second)
                && !one.senses.contains(second)
                && !other.senses.contains(first)
            {
                found.extend([first.as_str(), second.as_str()]);
            }
        }
    }
    found
}

fn conflict(one: &Content, other: &Content, is_opposite: bool) -> Option<Conflict> {
    // "Is not closed" and "is open" agree.
    if is_opposite != (one.negated != other.negated) {
        return Some(if is_opposite {
            Conflict::Opposite
        } else {
            Conflict::Negation
        });
    }
    if numbers_differ(one, other) {
        return Some(Conflict::Number);
    }
    let apart = |one: &BTreeSet<String>, other: &BTreeSet<String>| {
        !one.is_empty() && !other.is_empty() && one.is_disjoint(other)
    };
    // A weekday and a day of a month may be one.
    let days = |content: &Content, dated: bool| -> BTreeSet<String> {
        let is_date = |day: &&String| day.starts_with(|first: char| first.is_ascii_digit());
        content
            .days
            .iter()
            .filter(|day| is_date(day) == dated)
            .cloned()
            .collect()
    };
    if [true, false]
        .into_iter()
        .any(|dated| apart(&days(one, dated), &days(other, dated)))
    {
        return Some(Conflict::Day);
    }
    apart(&one.places, &other.places).then_some(Conflict::Place)
}

/// Whether both count the same and no count of either is the other's.
fn numbers_differ(one: &Content, other: &Content) -> bool {
    let of_one_kind = |(_, first): &(f64, String), (_, second): &(f64, String)| {
        first == second || one.terms.contains_key(second) || other.terms.contains_key(first)
    };
    let pairs = || {
        one.numbers
            .iter()
            .flat_map(|first| other.numbers.iter().map(move |second| (first, second)))
    };
    let same_count = pairs().any(|(first, second)| (first.0 - second.0).abs() < f64::EPSILON);
    !same_count && pairs().any(|(first, second)| of_one_kind(first, second))
}
