//! How reports stand to others, in a word each: what is denied, and what denies something else.

use super::problem::Problem;
use crate::query::{self, Source};
use std::collections::{BTreeMap, BTreeSet};

/// A relation from one of its sides, as lists call it.
#[derive(Debug)]
pub(super) struct Side {
    /// The kind of relation, a word of the ontology.
    kind: &'static str,
    /// `to` for what others stand to, `from` for what stands to others.
    side: &'static str,
    /// The word in addresses.
    pub(super) word: &'static str,
    /// What people read.
    pub(super) label: &'static str,
}

const fn side(kind: &'static str, side: &'static str, word: &'static str, label: &'static str) -> Side {
    Side {
        kind,
        side,
        word,
        label,
    }
}

/// All sides: first what others did with a claim, then what a claim does with others.
pub(super) const SIDES: [Side; 10] = [
    side("denies", "to", "denied", "denied"),
    side("contradicts", "to", "contradicted", "contradicted"),
    side("updates", "to", "updated", "updated"),
    side("repeats", "to", "repeated", "repeated"),
    side("confirms", "to", "confirmed", "confirmed"),
    side("denies", "from", "denies", "denies another"),
    side("contradicts", "from", "contradicts", "contradicts another"),
    side("updates", "from", "updates", "updates another"),
    side("repeats", "from", "repeats", "repeats another"),
    side("confirms", "from", "confirms", "confirms another"),
];

/// What people read for the word of an address.
pub(super) fn label(word: &str) -> Option<&'static str> {
    SIDES.iter().find(|side| side.word == word).map(|side| side.label)
}

/// The words of all reports that stand in some relation, by their IRIs; a relation that somebody rejected is none.
pub(super) fn all(source: &dyn Source) -> Result<BTreeMap<String, BTreeSet<&'static str>>, Problem> {
    let mut words: BTreeMap<String, BTreeSet<&'static str>> = BTreeMap::new();
    for mut row in query::rows(source, include_str!("relations.rq"), &BTreeMap::new())? {
        let mut take = |column: &str| row.remove(column).unwrap_or_default();
        let (kind, from) = (take("kind"), take("side"));
        let side = SIDES.iter().find(|side| side.kind == kind && side.side == from);
        if let Some(side) = side {
            words.entry(take("attribution")).or_default().insert(side.word);
        }
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::RelationKind;

    #[test]
    fn every_kind_of_relation_has_two_sides() {
        for kind in RelationKind::ALL {
            let sides: Vec<&str> = SIDES
                .iter()
                .filter(|side| side.kind == kind.name())
                .map(|side| side.side)
                .collect();
            assert_eq!(sides, ["to", "from"], "{}", kind.name());
        }
    }
}
