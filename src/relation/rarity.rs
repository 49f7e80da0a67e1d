//! How telling a word is: the rarer, the more two claims that share it have in common.
//!
//! The list of the reader's pieces stands in the order of how often they occurred in the text it was made from (as
//! in every vocabulary of BERT for English), so a word's line in it is its rank. A word that is not in the list is rare.

use std::collections::HashMap;

/// The weight of a word that is in no list.
const RAREST: f32 = 1.8;
/// The weight below which no word goes.
const LEAST: f32 = 0.3;

/// The ranks of words.
pub(super) struct Rarity {
    ranks: HashMap<&'static str, usize>,
}

impl Rarity {
    pub(super) fn standard() -> Self {
        let pieces = include_str!("../../models/vocabulary.txt").lines();
        // Single letters and marks come first, by their code.
        let words = pieces.filter(|piece| piece.len() > 1 && piece.starts_with(char::is_alphanumeric));
        Self {
            ranks: words.zip(1..).collect(),
        }
    }

    /// The weight of a word in lower case: 0.3 for the commonest to 1.8 for those that no list has.
    pub(super) fn of(&self, lower: &str) -> f32 {
        match self.ranks.get(lower) {
            Some(rank) => ((*rank as f32).log2() / 8.0 - 0.25).clamp(LEAST, RAREST),
            None => RAREST,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_words_tell_more() {
        let rarity = Rarity::standard();
        let weights = ["the", "people", "minister", "dam", "sluice", "zelenskyy"].map(|word| rarity.of(word));
        assert!(weights.is_sorted(), "{weights:?}");
        assert!(weights[1] < weights[4], "{weights:?}");
    }
}
