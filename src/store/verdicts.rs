//! What people judged of claims and of relations between remarks, as it stands in one state of the record.
//!
//! Such a judgement names two attributions. Of several on the same two the latest counts; where those on different
//! reports of the same claims or remarks differ, the negative ones count, and the positive ones are reported as in conflict
//! with them. Nothing follows from a judgement for any third claim: that two wordings say the same does not carry over from
//! one to the next, neither for the comparison nor here.

use super::state::{State, nodes};
use super::{Record, StoreError};
use crate::claim::RelationKind;
use crate::judgement::cluster::Conflict;
use crate::judgement::{Answer, Judgement, Ruling, Verdict};
use crate::rdf::concept::Concept;
use crate::rdf::iri::{self, Base};
use crate::rdf::judged::Judgements;
use crate::rdf::vocabulary::onr;
use oxigraph::model::NamedNode;
use std::collections::{BTreeMap, BTreeSet};

/// What people judged of one claim and the remarks that express it.
#[derive(Debug, Default)]
pub(super) struct Around {
    /// Whether other claims say the same.
    pub(super) claims: BTreeMap<NamedNode, Answer>,
    /// How remarks stand to each other: in which way, from which, to which.
    pub(super) relations: BTreeMap<(RelationKind, NamedNode, NamedNode), Seen>,
}

impl Around {
    /// The claims that people say are one with it, whatever the comparison says.
    pub(super) fn same(&self) -> impl Iterator<Item = &NamedNode> {
        let same = self.claims.iter().filter(|(_, answer)| **answer == Answer::Same);
        same.map(|(claim, _)| claim)
    }
}

/// A relation that people looked at.
#[derive(Debug)]
pub(super) struct Seen {
    /// Whether it is there.
    pub(super) verdict: Verdict,
    /// The attributions by which it was accepted.
    pub(super) reports: BTreeSet<NamedNode>,
    /// The claim that it leads to.
    pub(super) claim: NamedNode,
}

/// A relation that people say is there, and that no speaker states in so many words.
pub(super) struct Stated<'a> {
    pub(super) kind: RelationKind,
    pub(super) from: &'a NamedNode,
    pub(super) to: &'a NamedNode,
    pub(super) seen: &'a Seen,
}

/// Two attributions, and what of them is judged.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Pair {
    subject: &'static str,
    one: NamedNode,
    other: NamedNode,
}

/// The judgements of a record, in one state of it.
pub(super) struct Verdicts<'a> {
    state: State<'a>,
    judgements: &'a Judgements,
    base: &'a Base,
    resolved: NamedNode,
}

impl<'a> Verdicts<'a> {
    pub(super) fn new(record: &'a Record, state: State<'a>, judgements: &'a Judgements) -> Self {
        Self {
            state,
            judgements,
            base: &record.base,
            resolved: record.base.resolved(),
        }
    }

    /// What was judged of a claim and its remarks.
    pub(super) fn around(&self, claim: &NamedNode) -> Result<Around, StoreError> {
        let mut around = Around::default();
        if self.judgements.between().is_empty() {
            return Ok(around);
        }
        let mut judging = BTreeSet::new();
        for statement in self
            .state
            .subjects(onr::EXPRESSES, claim.as_ref().into(), &self.resolved)?
        {
            for report in nodes(self.state.objects(&statement, onr::REPORTED_BY, &self.resolved)?) {
                let targets = self
                    .state
                    .subjects(onr::FOUND_AS, report.as_ref().into(), &self.resolved)?;
                judging.extend(targets.iter().map(|target| iri::article_of(target.as_ref())));
            }
        }
        judging.retain(|judgement| self.judgements.between().contains(judgement));
        for (pair, judgement) in self.decided(judging.iter())? {
            let (Some((from, one)), Some((to, other))) =
                (self.expressed(&pair.one)?, self.expressed(&pair.other)?)
            else {
                continue;
            };
            // What a judgement says elsewhere, others that are not looked at here may say better.
            if one != *claim && other != *claim {
                continue;
            }
            match &self.judgements.all()[judgement].ruling {
                Ruling::Compare { answer, .. } if one != other => {
                    let another = if one == *claim { other } else { one };
                    let known = around.claims.entry(another).or_insert(*answer);
                    *known = stricter(*known, *answer, [Answer::NotSame, Answer::Same]);
                }
                Ruling::Relate { kind, verdict, .. } if from != to => {
                    let seen = around.relations.entry((*kind, from, to)).or_insert_with(|| Seen {
                        verdict: *verdict,
                        reports: BTreeSet::new(),
                        claim: other,
                    });
                    seen.verdict = stricter(seen.verdict, *verdict, [Verdict::Rejected, Verdict::Accepted]);
                    if *verdict == Verdict::Accepted {
                        seen.reports.extend([pair.one, pair.other]);
                    }
                }
                _ => {}
            }
        }
        Ok(around)
    }

    /// The relations of a claim's remarks that people say are there, but for those that a speaker states, which are marked
    /// where they are told.
    pub(super) fn stated<'b>(&self, around: &'b Around) -> Result<Vec<Stated<'b>>, StoreError> {
        let mut stated = Vec::new();
        for ((kind, from, to), seen) in &around.relations {
            let node = self
                .base
                .relation(&[kind.concept().as_str(), from.as_str(), to.as_str()]);
            let is_stated = !self
                .state
                .objects(&node, onr::RELATES_FROM, &self.resolved)?
                .is_empty();
            if seen.verdict == Verdict::Accepted && !is_stated {
                stated.push(Stated {
                    kind: *kind,
                    from,
                    to,
                    seen,
                });
            }
        }
        Ok(stated)
    }

    /// The judgements of which no later one takes the place anywhere.
    pub(super) fn latest(&self) -> Result<BTreeSet<&'a NamedNode>, StoreError> {
        let decided = self.decided(self.judgements.between())?;
        Ok(decided.into_values().collect())
    }

    /// Each two claims of which people judged whether they say the same, in order.
    pub(super) fn compared(&self) -> Result<BTreeSet<(NamedNode, NamedNode)>, StoreError> {
        let mut compared = BTreeSet::new();
        for (pair, judgement) in self.decided(self.judgements.between())? {
            if let Ruling::Compare { .. } = self.judgements.all()[judgement].ruling
                && let (Some((_, one)), Some((_, other))) =
                    (self.expressed(&pair.one)?, self.expressed(&pair.other)?)
            {
                compared.insert((one.clone().min(other.clone()), one.max(other)));
            }
        }
        Ok(compared)
    }

    /// The positive judgements against which others speak, by other reports of the same claims or remarks.
    pub(super) fn conflicts(&self) -> Result<Vec<Conflict>, StoreError> {
        type Sides<'a> = (BTreeSet<&'a NamedNode>, BTreeSet<&'a NamedNode>);
        let mut sides: BTreeMap<Pair, Sides<'_>> = BTreeMap::new();
        for (pair, judgement) in self.decided(self.judgements.between())? {
            let (Some((from, one)), Some((to, other))) =
                (self.expressed(&pair.one)?, self.expressed(&pair.other)?)
            else {
                continue;
            };
            let ruling = &self.judgements.all()[judgement].ruling;
            let key = match ruling {
                Ruling::Relate { .. } => Pair {
                    one: from,
                    other: to,
                    ..pair
                },
                _ => Pair {
                    one: one.clone().min(other.clone()),
                    other: one.max(other),
                    ..pair
                },
            };
            let (positive, negative) = sides.entry(key).or_default();
            match ruling {
                Ruling::Compare {
                    answer: Answer::Same, ..
                }
                | Ruling::Relate {
                    verdict: Verdict::Accepted,
                    ..
                } => _ = positive.insert(judgement),
                Ruling::Compare {
                    answer: Answer::NotSame,
                    ..
                }
                | Ruling::Relate {
                    verdict: Verdict::Rejected,
                    ..
                } => _ = negative.insert(judgement),
                _ => {}
            }
        }
        let mut conflicts: BTreeMap<&NamedNode, BTreeSet<String>> = BTreeMap::new();
        for (positive, negative) in sides.into_values().filter(|(_, negative)| !negative.is_empty()) {
            for judgement in positive {
                let against = negative.iter().map(|judgement| judgement.as_str().to_owned());
                conflicts.entry(judgement).or_default().extend(against);
            }
        }
        let conflict = |(same, not_same): (&NamedNode, _)| Conflict {
            same: same.as_str().to_owned(),
            not_same,
        };
        Ok(conflicts.into_iter().map(conflict).collect())
    }

    /// For each two attributions that some judgements speak of, the latest of them.
    fn decided<'b>(
        &self,
        judgements: impl IntoIterator<Item = &'b NamedNode>,
    ) -> Result<BTreeMap<Pair, &'a NamedNode>, StoreError> {
        let all = self.judgements.all();
        let mut judgements: Vec<(&NamedNode, &Judgement)> = judgements
            .into_iter()
            .filter_map(|judgement| all.get_key_value(judgement))
            .collect();
        judgements.sort_by_key(|(node, judgement)| (judgement.at, *node));
        let mut decided = BTreeMap::new();
        for (node, judgement) in judgements {
            let subject = judgement.ruling.subject();
            for one in self.found_as(node, 1)? {
                for other in self.found_as(node, 2)? {
                    let is_turned = matches!(judgement.ruling, Ruling::Compare { .. }) && other < one;
                    let (one, other) = match is_turned {
                        true => (other, one.clone()),
                        false => (one.clone(), other),
                    };
                    decided.insert(Pair { subject, one, other }, node);
                }
            }
        }
        Ok(decided)
    }

    fn found_as(&self, judgement: &NamedNode, number: usize) -> Result<Vec<NamedNode>, StoreError> {
        let (target, _) = iri::target(judgement.as_ref(), number);
        let places = self.state.objects(&target, onr::FOUND_AS, &self.resolved)?;
        Ok(nodes(places).collect())
    }

    /// The remark that an attribution reports, and its claim.
    pub(super) fn expressed(
        &self,
        attribution: &NamedNode,
    ) -> Result<Option<(NamedNode, NamedNode)>, StoreError> {
        let reported = self
            .state
            .subjects(onr::REPORTED_BY, attribution.as_ref().into(), &self.resolved)?;
        let Some(statement) = reported.into_iter().next() else {
            return Ok(None);
        };
        let claim = nodes(self.state.objects(&statement, onr::EXPRESSES, &self.resolved)?).next();
        Ok(claim.map(|claim| (statement, claim)))
    }
}

/// Of two answers the one that comes first in an order of them.
fn stricter<T: PartialEq>(one: T, other: T, order: [T; 2]) -> T {
    match order
        .into_iter()
        .find(|answer| *answer == one || *answer == other)
    {
        Some(answer) => answer,
        None => one,
    }
}
