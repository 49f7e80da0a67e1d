//! What two claims have in common, and how likely they are one.

use super::content::{Content, PART_OF_NAME, are_apart};
use super::remark::Remark;
use crate::attribution::Attitude;

/// What is known of two claims beside their words, from the remarks that express them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Circumstances {
    /// Whether one speaker makes both, each in another article.
    pub again: bool,
    /// Whether one is denied, doubted or confirmed, and by another speaker than the other's.
    pub answered: bool,
    /// Whether one is what somebody would not do or say, and the other is not.
    pub declined: bool,
    /// Whether one was said the better part of a year before the other.
    pub long_apart: bool,
    /// Whether the first one names who makes the other, and the other way round.
    pub names_speaker: (bool, bool),
}

/// Remarks that are more days apart than this speak of another year.
const LONG: i64 = 300;

impl Circumstances {
    /// Of two claims with their remarks.
    pub fn of(one: (&Content, &[Remark]), other: (&Content, &[Remark])) -> Self {
        let pairs = one
            .1
            .iter()
            .flat_map(|one| other.1.iter().map(move |other| (one, other)));
        let by_one = |(one, other): (&Remark, &Remark)| one.speaker.is_some() && one.speaker == other.speaker;
        let has = |remarks: &[Remark], stances: &[Attitude]| {
            remarks.iter().any(|remark| stances.contains(&remark.stance))
        };
        let differ = |stances: &[Attitude]| has(one.1, stances) != has(other.1, stances);
        let same_speaker = pairs.clone().any(by_one);
        let long_apart = |(one, other): (&Remark, &Remark)| {
            let (Some(one), Some(other)) = (one.day, other.day) else {
                return false;
            };
            (one - other).num_days().abs() > LONG
        };
        let are_said = !one.1.is_empty() && !other.1.is_empty();
        let names = |content: &Content, remarks: &[Remark]| {
            let mut speakers = remarks.iter().filter_map(|remark| remark.speaker.as_deref());
            speakers.any(|speaker| {
                let name = speaker.rsplit('/').next().unwrap_or_default();
                content.terms.contains_key(&format!("@{name}"))
            })
        };
        Self {
            again: same_speaker
                && !pairs
                    .clone()
                    .any(|(one, other)| !one.articles.is_disjoint(&other.articles)),
            answered: differ(&[Attitude::Denies, Attitude::Agrees, Attitude::Doubts]) && !same_speaker,
            declined: differ(&[Attitude::Declines]),
            long_apart: are_said && pairs.clone().all(long_apart),
            names_speaker: (names(one.0, other.1), names(other.0, one.1)),
        }
    }
}

/// The weights of the terms of two claims, and of those that both have.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Overlap {
    one: f32,
    other: f32,
    /// The weight of what both have.
    pub(super) shared: f32,
    /// How many terms both have.
    pub(super) count: usize,
}

impl Overlap {
    pub(super) fn of(one: &Content, other: &Content, wanted: impl Fn(&str) -> bool) -> Self {
        let mut overlap = Self::default();
        let wanted = |(term, _): &(&String, &f32)| wanted(term);
        for (term, weight) in one.terms.iter().filter(wanted) {
            overlap.one += weight;
            match other.terms.get(term) {
                Some(others) => overlap.share_term(weight.min(*others)),
                None if other.name_words.contains(term) => {
                    overlap.other += PART_OF_NAME;
                    overlap.share_term(weight.min(PART_OF_NAME));
                }
                None => {}
            }
        }
        for (term, weight) in other.terms.iter().filter(wanted) {
            overlap.other += weight;
            if !one.terms.contains_key(term) && one.name_words.contains(term) {
                overlap.one += PART_OF_NAME;
                overlap.share_term(weight.min(PART_OF_NAME));
            }
        }
        overlap
    }

    fn share_term(&mut self, weight: f32) {
        self.shared += weight;
        self.count += 1;
    }

    /// The share of what they say that both say: from 0 to 1 (Dice's coefficient of the weights).
    pub(super) fn share(&self) -> f32 {
        2.0 * self.shared / (self.one + self.other).max(f32::MIN_POSITIVE)
    }

    /// The share of what the one says that says less.
    fn held(&self) -> f32 {
        self.shared / self.one.min(self.other).max(f32::MIN_POSITIVE)
    }
}

/// The signs that say how likely two claims are one, and how much each adds to the logarithm of the odds. Fitted by
/// `training/weigh_signs.py` on families of claims that the vectors were not trained on, and on the half of the storylines for
/// tuning; not calibrated on any other text.
pub const SIGNS: [(&str, f32); 14] = [
    // How close they lie to each other by what they say.
    ("closeness", 4.11),
    // The share of what they say, names aside, that both say, and that of the one that says less.
    ("share", 0.43),
    ("held", 0.92),
    // The weight of the words both share, up to 4, and whether they are two or more.
    ("words", 0.08),
    ("several", 0.59),
    // The weight of the names both share, up to 2.5.
    ("names", 0.50),
    // Both name places, none in common.
    ("elsewhere", -1.31),
    // A number in common that is not a small one.
    ("number", 0.67),
    // A day in common.
    ("day", 0.71),
    // One names a year that the other does not, or they were said in different years.
    ("year", -0.86),
    // Most of what their articles speak of in common.
    ("setting", 0.10),
    // As in `Circumstances`.
    ("again", 0.76),
    ("answered", 0.92),
    ("declined", -0.26),
];
/// The logarithm of the odds without any sign.
const BIAS: f32 = -4.78;

/// The most that words and names in common can weigh.
const MOST_WORDS: f32 = 4.0;
const MOST_NAMES: f32 = 2.5;
/// So much of what the articles speak of most makes two of one story for sure.
const MOST_OF_SETTING: usize = 3;

/// The signs of two claims that they are one, in the order of [`SIGNS`].
pub(super) fn signs(
    one: &Content,
    other: &Content,
    words: Overlap,
    names: Overlap,
    circumstances: Circumstances,
) -> [f32; SIGNS.len()] {
    let sign = |is_so: bool| f32::from(u8::from(is_so));
    let in_common = |number: f64| other.numbers.iter().any(|(others, _)| *others == number);
    let telling = |number: f64| number >= 10.0 || number.fract() != 0.0;
    let mut numbers = one.numbers.iter().map(|(number, _)| *number);
    [
        one.closeness(other),
        words.share(),
        words.held(),
        words.shared.min(MOST_WORDS),
        sign(words.count > 1),
        names.shared.min(MOST_NAMES),
        sign(are_apart(&one.place_words, &other.place_words)),
        sign(numbers.any(|number| telling(number) && in_common(number))),
        sign(!one.days.is_disjoint(&other.days)),
        sign(one.differs_in_year(other) || circumstances.long_apart),
        sign(one.common_setting(other) >= MOST_OF_SETTING),
        sign(circumstances.again),
        sign(circumstances.answered),
        sign(circumstances.declined),
    ]
}

/// How likely two claims are one, from 0 to 1.
pub(super) fn chance(signs: &[f32; SIGNS.len()]) -> f32 {
    let weighed = SIGNS.iter().zip(signs).map(|((_, weight), sign)| weight * sign);
    let odds: f32 = BIAS + weighed.sum::<f32>();
    1.0 / (1.0 + (-odds).exp())
}
