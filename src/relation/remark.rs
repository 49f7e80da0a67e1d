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
/// Remarks of two speakers that differ must share so much, those of one speaker less.
const OF_TWO_SPEAKERS: f32 = 0.45;
const OF_ONE_SPEAKER: f32 = 0.4;
/// What is counted or dated must share so much to be the same count.
const OF_ONE_COUNT: f32 = 0.58;
/// Who denies or confirms speaks of what somebody said, so that less will do to find it.
const ANSWERED: f32 = 0.4;

/// How the remarks on one claim stand to those on another. `likeness` is that of the two claims; for the remarks on one
/// and the same claim, `likeness` is `None` and `other` empty. Both in order.
pub fn relate<'a>(one: &'a [Remark], other: &'a [Remark], likeness: Option<Likeness>) -> Vec<Relation<'a>> {
    let pair = Pair { one, other, likeness };
    if likeness.is_some() && are_nested(one, other) {
        return Vec::new();
    }
    let mut relations = pair.answers();
    match likeness {
        None => relations.extend(pair.repetitions()),
        Some(likeness) if likeness.is_same => relations.extend(pair.repetitions()),
        Some(Likeness {
            conflict: Some(conflict),
            share,
            ..
        }) => relations.extend(pair.differences(conflict, share)),
        Some(_) => {}
    }
    relations
}

/// Whether some article has one claim within the words of the other: "she said that he had warned of floods".
pub fn are_nested(one: &[Remark], other: &[Remark]) -> bool {
    one.iter()
        .any(|from| other.iter().any(|to| !to.is_apart_from(from)))
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
            confidence: self.likeness.map_or(1.0, |likeness| likeness.share),
        }
    }

    /// Whether the claim of a remark says that something is not so.
    fn is_negated(&self, remark: &Remark) -> bool {
        let is_one = self.one.iter().any(|one| one.id == remark.id);
        self.likeness.is_some_and(|likeness| match is_one {
            true => likeness.negated.0,
            false => likeness.negated.1,
        })
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
        // What differs in more than yes and no is another claim than the one that is denied.
        let speaks_of = self.likeness.is_none_or(|likeness| {
            likeness.share >= ANSWERED
                && likeness
                    .conflict
                    .is_none_or(|conflict| conflict == Conflict::Negation)
        });
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
    fn differences(&self, conflict: Conflict, share: f32) -> Vec<Relation<'a>> {
        // What is counted or dated changes whoever says so.
        let measured = matches!(conflict, Conflict::Number | Conflict::Day) && share >= OF_ONE_COUNT;
        let mut relations = Vec::new();
        for (from, others) in self.sides().filter(|(from, _)| affirms(from)) {
            let apart = || others.iter().filter(|to| affirms(to) && to.is_apart_from(from));
            let earlier = || apart().filter(|to| to.day.is_some() && to.day < from.day);
            let own = earlier().rfind(|to| {
                to.speaker.is_some()
                    && to.speaker == from.speaker
                    && !from.narrated
                    && share >= OF_ONE_SPEAKER
            });
            if let Some(to) = own.or_else(|| earlier().rfind(|_| measured)) {
                relations.push(self.relation(RelationKind::Updates, from, to));
                continue;
            }
            let contradicted = apart().rfind(|to| {
                to.speaker != from.speaker
                    && share >= OF_TWO_SPEAKERS
                    && (to.day, &to.id) < (from.day, &from.id)
                    && at_one_time(from, to, conflict)
            });
            // Who says that it is not so denies what was said before.
            let kind = match conflict == Conflict::Negation && self.is_negated(from) {
                true => RelationKind::Denies,
                false => RelationKind::Contradicts,
            };
            relations.extend(contradicted.map(|to| self.relation(kind, from, to)));
        }
        relations
    }
}

fn at_one_time(from: &Remark, to: &Remark, conflict: Conflict) -> bool {
    let (Some(from), Some(to)) = (from.day, to.day) else {
        return false;
    };
    let apart = (from - to).num_days();
    match conflict {
        Conflict::Number | Conflict::Day => apart == 0,
        _ => apart <= AT_ONE_TIME,
    }
}

/// Whether a remark puts its claim forward.
fn affirms(remark: &Remark) -> bool {
    !matches!(
        remark.stance,
        Attitude::Denies | Attitude::Doubts | Attitude::Declines | Attitude::Agrees
    )
}
