//! Denials and confirmations of what somebody else said in the same article.
//!
//! Two ways to speak of another's claim: by a noun or pronoun that points back ("denied the report"), and in the
//! claim's own words ("denied that the dam was leaking"). Across articles this is for a later version.

use super::{Relation, RelationKind, Scene, words};
use crate::attribution::{Attitude, Attribution, Form};
use crate::lexicon::{Lexicon, Reference};
use std::collections::BTreeSet;

/// How many attributions on either side are looked at, so that the cost of an article grows with its length alone.
const NEIGHBOURS: usize = 40;
/// How many sentences back a noun such as "the report" may reach.
const REACH: usize = 4;
/// The share of the shorter content's words that must recur for it to count as the same claim.
const SAME_CLAIM: f64 = 0.6;

/// The relations stated in one article, in the order of the attributions that make them.
pub fn relate(scene: &Scene, texts: &[String], lexicon: &Lexicon) -> Vec<Relation> {
    let candidates = scene.attributions.iter().enumerate();
    candidates
        .filter_map(|(from, attribution)| {
            let kind = kind(attribution.attitude)?;
            match reference(&texts[from], lexicon) {
                Some(reference) => {
                    let to = antecedent(scene, from, reference)?;
                    Some(Relation {
                        kind,
                        from,
                        to,
                        method: "points-back",
                        confidence: 0.8,
                    })
                }
                None => {
                    let to = same_words(scene, texts, from)?;
                    Some(Relation {
                        kind,
                        from,
                        to,
                        method: "same-words",
                        confidence: 0.7,
                    })
                }
            }
        })
        .collect()
}

fn kind(attitude: Attitude) -> Option<RelationKind> {
    match attitude {
        Attitude::Denies => Some(RelationKind::Denies),
        Attitude::Agrees => Some(RelationKind::Confirms),
        _ => None,
    }
}

/// What a content points back to, where it is no more than a pronoun or a noun of speech with its determiner.
fn reference(text: &str, lexicon: &Lexicon) -> Option<Reference> {
    const DETERMINERS: [&str; 8] = ["the", "this", "that", "these", "those", "such", "any", "all"];
    const PRONOUNS: [&str; 4] = ["it", "this", "that", "them"];
    let words = words::compared(text);
    match words.as_slice() {
        [word] if PRONOUNS.contains(&word.as_str()) => Some(Reference::Any),
        [noun] => lexicon.speech_nouns.reference(noun),
        [first, .., noun] if words.len() <= 4 && DETERMINERS.contains(&first.as_str()) => {
            lexicon.speech_nouns.reference(noun)
        }
        _ => None,
    }
}

fn antecedent(scene: &Scene, from: usize, reference: Reference) -> Option<usize> {
    let here = sentence(scene, from)?;
    let reachable = |candidate: &usize| {
        sentence(scene, *candidate).is_some_and(|there| there <= here && here - there <= REACH)
            && is_anothers_claim(scene, from, *candidate)
    };
    let accuses = |candidate: &usize| scene.attributions[*candidate].attitude == Attitude::Accuses;
    let nearest = |wanted: &dyn Fn(&usize) -> bool| {
        neighbours(from, from)
            .rev()
            .filter(reachable)
            .find(|index| wanted(index))
    };
    let found = match reference {
        Reference::Any => nearest(&|_| true),
        Reference::Accuses => nearest(&accuses).or_else(|| nearest(&|_| true)),
    };
    found.map(|found| outermost(scene, from, found))
}

/// "The paper said engineers had warned of a faulty gate. The company denied this": what the paper said.
fn outermost(scene: &Scene, from: usize, found: usize) -> usize {
    let outer = scene.attributions[found].enclosed_by;
    match outer.filter(|outer| *outer < found && is_anothers_claim(scene, from, *outer)) {
        Some(outer) => outermost(scene, from, outer),
        None => found,
    }
}

fn same_words(scene: &Scene, texts: &[String], from: usize) -> Option<usize> {
    let denied = content_words(&texts[from]);
    let shared = |to: &usize| {
        let asserted = content_words(&texts[*to]);
        let shorter = denied.len().min(asserted.len());
        // Two words or fewer in common say little about what is claimed.
        if shorter < 3 {
            0.0
        } else {
            denied.intersection(&asserted).count() as f64 / shorter as f64
        }
    };
    neighbours(from, texts.len())
        .filter(|to| is_anothers_claim(scene, from, *to))
        .filter(|to| shared(to) >= SAME_CLAIM)
        .max_by(|left, right| shared(left).total_cmp(&shared(right)).then(right.cmp(left)))
}

/// The attributions near `from`, up to `end`.
fn neighbours(from: usize, end: usize) -> std::ops::Range<usize> {
    from.saturating_sub(NEIGHBOURS)..end.min(from + NEIGHBOURS)
}

fn content_words(text: &str) -> BTreeSet<String> {
    const FUNCTION_WORDS: [&str; 12] = [
        "the", "and", "was", "were", "has", "had", "have", "that", "from", "for", "with", "its",
    ];
    words::compared(text)
        .into_iter()
        .filter(|word| word.chars().count() > 2 && !FUNCTION_WORDS.contains(&word.as_str()))
        .collect()
}

/// Whether `to` is a claim that the speaker of `from` can speak of: attributed, another's, and not itself a denial.
fn is_anothers_claim(scene: &Scene, from: usize, to: usize) -> bool {
    let attributed = |attribution: &Attribution| attribution.form != Form::Narrated;
    let claimed = |attribution: &Attribution| {
        !matches!(
            attribution.attitude,
            Attitude::Denies | Attitude::Agrees | Attitude::Declines
        )
    };
    let (speaking, spoken_of) = (&scene.attributions[from], &scene.attributions[to]);
    let speaker = |attribution| super::speaker::name(scene, attribution);
    let apart = speaking.enclosed_by != Some(to) && spoken_of.enclosed_by != Some(from);
    from != to
        && apart
        && attributed(spoken_of)
        && claimed(spoken_of)
        && speaker(speaking) != speaker(spoken_of)
}

fn sentence(scene: &Scene, attribution: usize) -> Option<usize> {
    scene
        .segmentation
        .sentence_at(scene.place(&scene.attributions[attribution])?)
}
