//! How the remarks on two alike claims stand to each other.

use super::compare::{Conflict, Likeness};
use crate::attribution::Attitude;
use crate::claim::RelationKind;
use crate::span::Anchor;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A statement of the record, as far as it is related to others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remark {
    /// The day it was made, or else first printed.
    pub day: Option<NaiveDate>,
    /// Its IRI.
    pub id: String,
    /// Who made it; `None` where nobody knows.
    pub speaker: Option<String>,
    /// The speaker's stance towards the claim.
    pub stance: Attitude,
    /// Whether the outlet says it in its own voice.
    pub narrated: bool,
    /// The articles that print it.
    pub articles: BTreeSet<String>,
    /// The attribution that reports it first.
    pub report: String,
    /// Where in its article that one has its content.
    pub place: Option<Anchor>,
    /// The claim that it expresses.
    pub claim: String,
}

/// All that expresses one claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remarks {
    /// What was said, in order. What somebody thinks or wants is none of it.
    pub made: Vec<Remark>,
    /// Where articles have the claim, as a remark or as a thought.
    pub places: BTreeSet<(String, Anchor)>,
}

impl Remarks {
    /// Whether some article has one within the words of the other: "she said that he had warned of floods".
    pub fn are_nested(&self, other: &Self) -> bool {
        let within = |(article, place): &(String, Anchor)| {
            let mut others = other.places.iter();
            others.any(|(another, others)| {
                another == article && place.begin < others.end && others.begin < place.end
            })
        };
        self.places.iter().any(within)
    }
}

impl Remark {
    /// Whether neither stands within the other's words.
    fn is_apart_from(&self, other: &Self) -> bool {
        let (Some(own), Some(others)) = (self.place, other.place) else {
            return true;
        };
        self.articles.is_disjoint(&other.articles) || own.end <= others.begin || others.end <= own.begin
    }
}

/// How far two remarks speak of one claim, and why they are related.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ground {
    /// They have the same words.
    SameWords,
    /// They say the same in other words.
    SameClaim,
    /// People say that they say the same.
    Judged,
    /// They speak of the same thing.
    SameTopic,
    /// They speak of the same thing and differ in this.
    Differ(Conflict),
}

impl Ground {
    /// The name of the way in which the relation was found, as the record has it.
    pub fn method(self) -> &'static str {
        match self {
            Self::SameWords => "same-words",
            Self::SameClaim => "same-claim",
            Self::Judged => "judged",
            Self::SameTopic => "same-topic",
            Self::Differ(conflict) => conflict.name(),
        }
    }
}

/// How one remark stands to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation<'a> {
    /// What kind.
    pub kind: RelationKind,
    /// The later one.
    pub from: &'a Remark,
    /// The earlier one.
    pub to: &'a Remark,
    /// Why.
    pub ground: Ground,
    /// How sure that is, from 0 to 1.
    pub confidence: f32,
}

/// Claims of different sources that differ are a contradiction when they are so many days apart at most; later, the
/// world may have changed.
const AT_ONE_TIME: i64 = 14;
/// The same of what is counted or dated.
const COUNTED_AT_ONE_TIME: i64 = 1;
/// Remarks of two speakers that differ must share so much, those of one speaker less.
const OF_TWO_SPEAKERS: f32 = 0.45;
const OF_ONE_SPEAKER: f32 = 0.4;
/// Or else it must be so likely that the speaker says the same thing again.
const OF_ONE_THING: f32 = 0.75;
/// Two counts of one thing share so many of their words when they also share a name, or else so many.
const OF_ONE_COUNT: (f32, f32) = (0.38, 0.58);
/// Two days of one thing.
const OF_ONE_DATE: f32 = 0.55;
/// Two counts or days of one thing lie so close to each other, with so much in common.
const OF_ONE_MEASURE: (f32, f32) = (0.56, 0.25);
/// Nothing is counted twice in claims that lie farther apart, whatever words they share.
const NEAR: f32 = 0.3;
/// What was to come and how it came share so many of their words.
const CAME_ABOUT: f32 = 0.38;
/// How the remarks on one claim stand to those on another. `likeness` is that of the two claims; for the remarks on one
/// and the same claim, `likeness` is `None` and `other` empty. Both in order; on two claims, neither within the other's words.
pub fn relate<'a>(one: &'a [Remark], other: &'a [Remark], likeness: Option<Likeness>) -> Vec<Relation<'a>> {
    let pair = Pair { one, other, likeness };
    let mut relations = pair.answers();
    match likeness {
        None => relations.extend(pair.repetitions()),
        Some(likeness) if likeness.is_same => relations.extend(pair.repetitions()),
        Some(likeness) => {
            let differences = likeness
                .conflict
                .map(|conflict| pair.differences(conflict, likeness));
            relations.extend(differences.into_iter().flatten());
        }
    }
    relations
}

/// The remarks on two claims, or on one.
struct Pair<'a> {
    one: &'a [Remark],
    other: &'a [Remark],
    likeness: Option<Likeness>,
}

impl<'a> Pair<'a> {
    fn relation(&self, kind: RelationKind, from: &'a Remark, to: &'a Remark) -> Relation<'a> {
        let ground = match self.likeness {
            None => Ground::SameWords,
            Some(Likeness {
                conflict: Some(conflict),
                ..
            }) => Ground::Differ(conflict),
            Some(Likeness { is_same: true, .. }) => Ground::SameClaim,
            Some(_) => Ground::SameTopic,
        };
        Relation {
            kind,
            from,
            to,
            ground,
            confidence: self.likeness.map_or(1.0, |likeness| match likeness.conflict {
                Some(_) => likeness.share,
                None => likeness.chance,
            }),
        }
    }

    /// Whichever of a pair belongs to the claim of a remark, then the other.
    fn by_side<T: Copy>(&self, remark: &Remark, (one, other): (T, T)) -> (T, T) {
        match self.one.iter().any(|one| one.id == remark.id) {
            true => (one, other),
            false => (other, one),
        }
    }

    /// Each remark with those that it may stand to: on one claim, all of them; on two, those on the other.
    fn sides(&self) -> impl Iterator<Item = (&'a Remark, &'a [Remark])> {
        let (one, other) = match self.likeness {
            None => (self.one, self.one),
            Some(_) => (self.one, self.other),
        };
        let back = other
            .iter()
            .filter(|_| self.likeness.is_some())
            .map(move |remark| (remark, one));
        one.iter().map(move |remark| (remark, other)).chain(back)
    }

    /// Denials and confirmations of what another one said before, and denials of what the speaker said.
    fn answers(&self) -> Vec<Relation<'a>> {
        // Who denies that it leaks does not deny that it does not leak.
        let speaks_of = self.likeness.is_none_or(|likeness| likeness.is_same);
        let mut relations = Vec::new();
        for (from, others) in self.sides().filter(|_| speaks_of) {
            let kind = match from.stance {
                Attitude::Denies => RelationKind::Denies,
                Attitude::Agrees => RelationKind::Confirms,
                _ => continue,
            };
            let earlier = || {
                others
                    .iter()
                    .filter(|to| affirms(to) && to.is_apart_from(from) && to.day <= from.day)
            };
            let own = earlier().rfind(|to| to.speaker == from.speaker && to.day < from.day);
            match own.filter(|_| kind == RelationKind::Denies && from.speaker.is_some()) {
                Some(to) => relations.push(self.relation(RelationKind::Updates, from, to)),
                None => {
                    let of_another = earlier().find(|to| to.speaker != from.speaker);
                    relations.extend(of_another.map(|to| self.relation(kind, from, to)));
                }
            }
        }
        relations
    }

    /// Remarks that put the claim forward again.
    fn repetitions(&self) -> Vec<Relation<'a>> {
        let all = self.one.iter().chain(self.other).filter(|remark| affirms(remark));
        let Some(first) = all.min_by_key(|remark| (remark.day.is_none(), *remark)) else {
            return Vec::new();
        };
        let again = self.sides().filter(|(from, others)| {
            affirms(from)
                && from.id != first.id
                && others.iter().any(|to| to.id == first.id)
                && first.articles.is_disjoint(&from.articles)
                && !(first.narrated && from.narrated)
        });
        again
            .map(|(from, _)| self.relation(RelationKind::Repeats, from, first))
            .collect()
    }

    /// Remarks that update or contradict others.
    fn differences(&self, conflict: Conflict, likeness: Likeness) -> Vec<Relation<'a>> {
        let share = likeness.share;
        let mut relations = Vec::new();
        for (from, others) in self.sides().filter(|(from, _)| affirms(from)) {
            let was_due = self.by_side(from, likeness.due) == (false, true)
                && (likeness.several || self.by_side(from, likeness.circumstances.names_speaker).0);
            let came_about = matches!(conflict, Conflict::Negation | Conflict::Opposite)
                && likeness.words >= CAME_ABOUT
                && (was_due || self.by_side(from, likeness.changed).0);
            let is_measured = is_measured(conflict, likeness);
            let apart = || others.iter().filter(|to| affirms(to) && to.is_apart_from(from));
            let earlier = || apart().filter(|to| to.day.is_some() && to.day < from.day);
            let own = earlier().rfind(|to| {
                to.speaker.is_some()
                    && to.speaker == from.speaker
                    && !from.narrated
                    && (share >= OF_ONE_SPEAKER || likeness.chance >= OF_ONE_THING)
            });
            let contradicted = apart().filter(|to| claims(from) && claims(to)).rfind(|to| {
                to.speaker != from.speaker
                    && (share >= OF_TWO_SPEAKERS || is_measured)
                    && (to.day, &to.id) < (from.day, &from.id)
                    && at_one_time(from, to, conflict)
            });
            // What is counted or dated changes whoever says so, and so does what was to come.
            let changes = came_about || (is_measured && contradicted.is_none());
            let changed = || earlier().rfind(|to| changes && to.articles.is_disjoint(&from.articles));
            if let Some(to) = own.or_else(changed) {
                relations.push(self.relation(RelationKind::Updates, from, to));
                continue;
            }
            // Who says that it is not so denies what was said before.
            let kind = match conflict == Conflict::Negation && self.by_side(from, likeness.negated).0 {
                true => RelationKind::Denies,
                false => RelationKind::Contradicts,
            };
            relations.extend(contradicted.map(|to| self.relation(kind, from, to)));
        }
        relations
    }
}

/// Whether two claims give two counts or days of one thing.
fn is_measured(conflict: Conflict, likeness: Likeness) -> bool {
    let is_close = likeness.closeness >= OF_ONE_MEASURE.0 && likeness.share >= OF_ONE_MEASURE.1;
    match conflict {
        Conflict::Number => {
            let least = if likeness.names {
                OF_ONE_COUNT.0
            } else {
                OF_ONE_COUNT.1
            };
            let by_words = likeness.share.min(likeness.words) >= least && likeness.closeness >= NEAR;
            (by_words || is_close) && !likeness.another_year
        }
        Conflict::Day => likeness.words >= OF_ONE_DATE || is_close,
        _ => false,
    }
}

fn at_one_time(from: &Remark, to: &Remark, conflict: Conflict) -> bool {
    let (Some(from), Some(to)) = (from.day, to.day) else {
        return false;
    };
    let apart = (from - to).num_days();
    match conflict {
        Conflict::Number | Conflict::Day => apart <= COUNTED_AT_ONE_TIME,
        _ => apart <= AT_ONE_TIME,
    }
}

/// Whether somebody answers for a claim with a remark: not for what they ask for, nor the outlet for what it tells of others.
fn claims(remark: &Remark) -> bool {
    !remark.narrated && remark.stance != Attitude::Requests
}

/// Whether a remark puts its claim forward.
fn affirms(remark: &Remark) -> bool {
    !matches!(
        remark.stance,
        Attitude::Denies | Attitude::Doubts | Attitude::Declines | Attitude::Agrees
    )
}
