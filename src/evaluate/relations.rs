//! How claims stand to each other: the gold's relations against those that were found.
//!
//! A relation that was found counts between the marked claims that its two ends were tied to; where an end was tied to
//! none, it is a false one. A contradiction counts in either direction.

use super::figure::Counts;
use super::gold::{Claim, Marked};
use std::collections::{BTreeMap, BTreeSet};

/// A kind of relation between two marked claims.
type Edge<'own> = (&'own str, &'own str, &'own str);

/// The relation that holds both ways.
const BOTH_WAYS: &str = "contradicts";

/// A place in the lists of what was found: which article, which attribution.
pub type Place = (usize, usize);

/// Counts the relations; `None` where the gold has none. `found` has the attributions of each article, `claim_of` tells
/// to which marked claim one was tied.
pub fn count<'own>(
    gold: &'own [Claim],
    found: &[&'own [Marked]],
    claim_of: &BTreeMap<Place, &'own str>,
) -> Option<Counts> {
    let wanted: BTreeSet<Edge> = gold.iter().flat_map(edges).collect();
    let places = places(found);
    let mut got: BTreeSet<Edge> = BTreeSet::new();
    let mut stray = 0;
    for (article, attributions) in found.iter().enumerate() {
        for (index, attribution) in attributions.iter().enumerate() {
            for relation in &attribution.relations {
                let target = places.get(relation.target.as_str());
                let from = claim_of.get(&(article, index));
                let (Some(from), Some(to)) = (from, target.and_then(|target| claim_of.get(target))) else {
                    stray += 1;
                    continue;
                };
                let kind = relation.kind.as_str();
                let back = (kind, *to, *from);
                let turned = kind == BOTH_WAYS && wanted.contains(&back);
                got.insert(if turned { back } else { (kind, *from, *to) });
            }
        }
    }
    (!wanted.is_empty()).then(|| Counts {
        right: wanted.intersection(&got).count(),
        predicted: got.len() + stray,
        gold: wanted.len(),
    })
}

fn edges(claim: &Claim) -> impl Iterator<Item = Edge<'_>> {
    let relations = claim.relations.iter().flatten();
    relations.map(|(kind, target)| (kind.as_str(), claim.id.as_str(), target.as_str()))
}

/// Where the attribution of each `id` stands. The ids are looked up over all articles, the last one going before others,
/// as the scorer does.
fn places<'own>(found: &[&'own [Marked]]) -> BTreeMap<&'own str, Place> {
    let articles = found.iter().enumerate();
    articles
        .flat_map(|(article, attributions)| {
            let named = attributions.iter().enumerate();
            named.filter_map(move |(index, attribution)| Some((attribution.id.as_deref()?, (article, index))))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(gold: &[(&str, &str)], found: &str) -> Option<(usize, usize, usize)> {
        let claim = |(id, relation): &(&str, &str)| {
            let line =
                format!(r#"{{"document": "d", "id": "{id}", "content_text": "", "relation": {relation}}}"#);
            serde_json::from_str::<Claim>(&line).unwrap()
        };
        let claims: Vec<Claim> = gold.iter().map(claim).collect();
        let marked: Vec<Marked> = serde_json::from_str(found).unwrap();
        // The first is tied to A, the second to B, the third to none.
        let claim_of = BTreeMap::from([((0, 0), "A"), ((0, 1), "B")]);
        count(&claims, &[&marked], &claim_of).map(|counts| (counts.right, counts.predicted, counts.gold))
    }

    fn found(kind: &str, target: &str) -> String {
        format!(
            r#"[{{"id": "1", "relations": [{{"type": "{kind}", "target": "{target}"}}]}}, {{"id": "2"}}, {{"id": "3"}}]"#
        )
    }

    #[test]
    fn a_relation_counts_between_marked_claims() {
        let gold = [("A", r#"{"denies": "B"}"#), ("B", "null")];
        assert_eq!(counted(&gold, &found("denies", "2")), Some((1, 1, 1)));
        assert_eq!(counted(&gold, &found("updates", "2")), Some((0, 1, 1)));
        assert_eq!(counted(&gold, &found("denies", "3")), Some((0, 1, 1)));
        assert_eq!(counted(&gold, &found("denies", "9")), Some((0, 1, 1)));
    }

    #[test]
    fn only_a_contradiction_may_be_turned() {
        let turned = |kind: &str| [("B", format!(r#"[{{"{kind}": "A"}}]"#))];
        let right = |kind: &str| {
            let gold = turned(kind);
            let gold: Vec<(&str, &str)> = gold
                .iter()
                .map(|(id, relation)| (*id, relation.as_str()))
                .collect();
            counted(&gold, &found(kind, "2")).unwrap().0
        };
        assert_eq!((right("contradicts"), right("denies")), (1, 0));
    }

    #[test]
    fn without_marked_relations_there_is_nothing_to_count() {
        assert_eq!(counted(&[("A", "null")], &found("denies", "2")), None);
    }
}
