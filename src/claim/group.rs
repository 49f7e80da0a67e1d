//! Which statements of an article speak of one claim: the same words, or a denial and what it denies.

use super::{Claim, Relation, Scene, words};
use std::collections::BTreeMap;

/// The claims of an article and, for each attribution, which of them it speaks of.
pub fn claims(scene: &Scene, texts: &[String], relations: &[Relation]) -> (Vec<Claim>, Vec<usize>) {
    let spoken_of: BTreeMap<usize, usize> = relations
        .iter()
        .map(|relation| (relation.from, relation.to))
        .collect();
    let mut claims: Vec<Claim> = Vec::new();
    let mut by_words: BTreeMap<(Vec<String>, Option<usize>), usize> = BTreeMap::new();
    let mut claim_of = Vec::with_capacity(texts.len());
    for index in 0..texts.len() {
        let first = origin(&spoken_of, index);
        let claim = *by_words.entry(key(&texts[first], first)).or_insert_with(|| {
            claims.push(Claim {
                text: texts[first].clone(),
                about: Vec::new(),
            });
            claims.len() - 1
        });
        add_about(scene, index, &mut claims[claim]);
        claim_of.push(claim);
    }
    (claims, claim_of)
}

/// What makes two contents one claim. Contents without a word, such as "…", are a claim each.
fn key(text: &str, index: usize) -> (Vec<String>, Option<usize>) {
    let words = words::compared(text);
    let alone = words.is_empty().then_some(index);
    (words, alone)
}

/// Follows "denies the report that …" back to the claim it is about; a ring of denials ends where it began.
fn origin(spoken_of: &BTreeMap<usize, usize>, index: usize) -> usize {
    let mut here = index;
    for _ in 0..spoken_of.len() {
        match spoken_of.get(&here) {
            Some(next) if *next != index => here = *next,
            _ => break,
        }
    }
    here
}

/// What a content names is what its claim is about; a round of talks counts for the talks too.
fn add_about(scene: &Scene, attribution: usize, claim: &mut Claim) {
    for mention in &scene.attributions[attribution].about {
        let Some(entity) = scene.entities.of(*mention) else {
            continue;
        };
        let event = scene.entities.entities[entity].event.as_ref();
        for about in [Some(entity), event.and_then(|event| event.round_of)]
            .into_iter()
            .flatten()
        {
            if !claim.about.contains(&about) {
                claim.about.push(about);
            }
        }
    }
}
