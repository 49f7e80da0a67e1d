//! On which day something was said, and how that is known.
//!
//! In this order: a time expression at the cue; what the sentence before said of the same speaker's remarks; the
//! day of publication. What is put before the news of the day ("earlier", "had said") without a day of its own
//! keeps none: nothing is guessed.

use super::{SaidBasis, SaidOn, Scene};
use crate::article::Role;
use crate::attribution::{Attribution, Mode};
use crate::mention::Interval;
use crate::mention::time::TimeRole;
use std::collections::BTreeMap;

/// The day of each attribution, in their order.
pub fn read(scene: &Scene) -> Vec<Option<SaidOn>> {
    let mut days: Vec<Option<SaidOn>> = Vec::with_capacity(scene.attributions.len());
    let mut last_stated: BTreeMap<usize, usize> = BTreeMap::new();
    for (index, attribution) in scene.attributions.iter().enumerate() {
        let speaker = super::speaker::entity(scene, attribution);
        let carried = speaker.and_then(|speaker| last_stated.get(&speaker)).copied();
        let continued = attribution.frame.continues.filter(|earlier| *earlier < index);
        let day = stated(scene, attribution)
            .or_else(|| continued.and_then(|earlier| carry(&days, earlier)))
            .or_else(|| {
                carried
                    .filter(|_| carries(attribution))
                    .and_then(|earlier| carry(&days, earlier))
            })
            .or_else(|| published(scene, attribution));
        let known = matches!(
            day,
            Some(SaidOn {
                basis: SaidBasis::Expression(_) | SaidBasis::Carried(_),
                ..
            })
        );
        if let (Some(speaker), true) = (speaker, known && !attribution.is_own_voice()) {
            last_stated.insert(speaker, index);
        }
        days.push(day);
    }
    days
}

fn stated(scene: &Scene, attribution: &Attribution) -> Option<SaidOn> {
    let expression = attribution.when?;
    let time = scene
        .mentions
        .times
        .get(expression)
        .filter(|time| time.role == TimeRole::When)?;
    let interval = time.interval?;
    Some(SaidOn {
        interval,
        basis: SaidBasis::Expression(expression),
    })
}

/// A later remark of the same speaker belongs to the same occasion unless its words put it at another time.
fn carries(attribution: &Attribution) -> bool {
    attribution.when.is_none() && !attribution.before && attribution.mode == Mode::Speech
}

fn carry(days: &[Option<SaidOn>], earlier: usize) -> Option<SaidOn> {
    let day = days[earlier]?;
    match day.basis {
        SaidBasis::Publication => Some(day),
        SaidBasis::Expression(_) => Some(SaidOn {
            basis: SaidBasis::Carried(earlier),
            ..day
        }),
        SaidBasis::Carried(_) => Some(day),
    }
}

fn published(scene: &Scene, attribution: &Attribution) -> Option<SaidOn> {
    let own_voice = attribution.is_own_voice();
    let background = scene.role(attribution) == Some(Role::Background);
    let speech_of_the_day =
        attribution.mode == Mode::Speech && !attribution.before && attribution.when.is_none() && !background;
    let day = scene.article.published.as_ref()?.value;
    (own_voice || speech_of_the_day).then_some(SaidOn {
        interval: Interval { from: day, to: day },
        basis: SaidBasis::Publication,
    })
}
