//! Whether two claims say the same, or what cannot both be so.

use super::content::{Comparer, Content, are_apart};
use super::evidence::{Circumstances, Overlap, SIGNS, chance, signs};
use std::collections::BTreeSet;

/// How alike two claims are, and how they differ where they do.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Likeness {
    /// What speaks against both being so.
    pub conflict: Option<Conflict>,
    /// The share of what they say that both say, what conflicts aside: from 0 to 1 (Dice's coefficient of the weights).
    pub share: f32,
    /// The same without names.
    pub words: f32,
    /// How close they lie to each other by what they say: from 0 to 1.
    pub closeness: f32,
    /// Whether they share more than one word.
    pub several: bool,
    /// Whether they share a name.
    pub names: bool,
    /// How likely they are one claim, from 0 to 1, if nothing speaks against it.
    pub chance: f32,
    /// By what signs, in the order of [`SIGNS`](super::SIGNS).
    pub signs: [f32; SIGNS.len()],
    /// Whether they say the same: without a conflict, and with enough in common.
    pub is_same: bool,
    /// Whether one names a year that the other does not.
    pub another_year: bool,
    /// Whether the first one, and whether the other one, says that something is not so.
    pub negated: (bool, bool),
    /// Whether the first one, and whether the other one, speaks of what is to come.
    pub due: (bool, bool),
    /// Whether the first one, and whether the other one, says that something is no longer what it was.
    pub changed: (bool, bool),
    /// What else is known of the two.
    pub circumstances: Circumstances,
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

/// From so likely on, two claims count as one. On storylines that the weights were not fitted on, nine of ten such pairs are one;
/// a claim that is joined wrongly brings all that are joined to it.
const LIKELY: f32 = 0.6;
/// The least share of two claims about one thing.
const ABOUT: f32 = 0.2;
/// The least weight of words other than names that both must share.
const LEAST_WORDS: f32 = 0.8;
/// The least weight, names included, that two claims must share whose articles have nobody in common of whom they speak
/// most: with less they could be about anything.
const OF_ANY_STORY: f32 = 2.5;

/// Claims of one story that lie so close to each other are about one thing whatever their words.
const CLOSE: f32 = 0.4;

/// How two claims stand to each other by their words; `None` where they have too little in common to say.
pub fn compare(
    one: &Content,
    other: &Content,
    circumstances: Circumstances,
    comparer: &Comparer,
) -> Option<Likeness> {
    if one.open || other.open || are_two(one, other) {
        return None;
    }
    let opposite = opposites(one, other, comparer);
    let overlap =
        |wanted: fn(&str) -> bool| Overlap::of(one, other, |term| wanted(term) && !opposite.contains(term));
    let (all, words, names) = (
        overlap(|_| true),
        overlap(|term| !term.starts_with('@')),
        overlap(|term| term.starts_with('@')),
    );
    let of_one_story = one.common_setting(other) > 0;
    let share_words =
        words.shared >= LEAST_WORDS && all.share() >= ABOUT && (of_one_story || all.shared >= OF_ANY_STORY);
    let is_close = of_one_story && one.closeness(other) >= CLOSE;
    if !share_words && !is_close {
        return None;
    }
    let conflict = conflict(one, other, !opposite.is_empty());
    let signs = signs(one, other, words, names, circumstances);
    let chance = chance(&signs);
    let elsewhere = one.differs_in_year(other)
        || circumstances.long_apart
        || are_apart(&one.place_words, &other.place_words);
    Some(Likeness {
        conflict,
        share: all.share(),
        words: words.share(),
        closeness: one.closeness(other),
        several: words.count > 1,
        names: names.count > 0,
        chance,
        signs,
        is_same: conflict.is_none() && chance >= LIKELY && !elsewhere,
        another_year: one.differs_in_year(other),
        negated: (one.negated, other.negated),
        due: (one.due, other.due),
        changed: (one.changed, other.changed),
        circumstances,
    })
}

/// Whether they speak of two of a kind: "the first round", "the second round". Of several that one names, the first is its
/// point: "the second round, six weeks after the first".
fn are_two(one: &Content, other: &Content) -> bool {
    let first_of = |content: &Content, noun: &str| {
        let mut ordinals = content.ordinals.iter();
        ordinals.find(|(_, its)| its == noun).map(|(ordinal, _)| *ordinal)
    };
    let mut nouns = one.ordinals.iter().map(|(_, noun)| noun);
    nouns.any(|noun| first_of(other, noun).is_some_and(|ordinal| first_of(one, noun) != Some(ordinal)))
}

/// The terms of either that have their opposite in the other and not in their own.
fn opposites<'a>(one: &'a Content, other: &'a Content, comparer: &Comparer) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    for first in &one.senses {
        for second in &other.senses {
            if comparer.lexicon.senses.are_opposite(first, second)
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
    let differ = [true, false].into_iter().any(|dated| {
        let (first, second) = (days(one, dated), days(other, dated));
        // "Planned for May 12, it will be held on June 2 instead": of the days it names, one is the old.
        let moved =
            first != second && (one.changed || other.changed) && !first.is_empty() && !second.is_empty();
        are_apart(&first, &second) || moved
    });
    if differ {
        return Some(Conflict::Day);
    }
    are_apart(&one.places, &other.places).then_some(Conflict::Place)
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
