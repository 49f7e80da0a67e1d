//! Words whose capital says nothing: ordinary words, and capitalised words that are no names.
//!
//! Reads `lexicon/common_words.tsv`, `lexicon/not_names.tsv` and `lexicon/phrase_ends.tsv`.

use super::table;
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Deserialize)]
struct Row {
    word: String,
}

/// The three tables.
#[derive(Clone, Debug, Default)]
pub struct CommonWords {
    common: BTreeSet<String>,
    not_names: BTreeSet<String>,
    function: BTreeSet<String>,
}

impl CommonWords {
    pub(super) fn standard() -> Self {
        let words = |file, contents| {
            table::rows::<Row>(file, contents)
                .into_iter()
                .map(|row| row.word)
                .collect()
        };
        Self {
            common: words("common_words.tsv", include_str!("../../lexicon/common_words.tsv")),
            not_names: words("not_names.tsv", include_str!("../../lexicon/not_names.tsv")),
            function: words("phrase_ends.tsv", include_str!("../../lexicon/phrase_ends.tsv")),
        }
    }

    /// Whether a word in lower case is an ordinary one, or an inflected form of one.
    pub fn is_common(&self, lower: &str) -> bool {
        let stem_is_common = |ending: &&str| {
            lower
                .strip_suffix(*ending)
                .is_some_and(|stem| stem.len() > 2 && self.common.contains(stem))
        };
        self.common.contains(lower) || ["s", "es", "ed", "d", "ing", "ly"].iter().any(stem_is_common)
    }

    /// Whether a word in lower case closes a phrase of nouns.
    pub fn is_function(&self, lower: &str) -> bool {
        self.function.contains(lower)
    }

    /// Whether a word with a capital names no person, organisation or place.
    pub fn is_no_name(&self, word: &str) -> bool {
        self.not_names.contains(word)
    }

    /// Every word that is no name, in order.
    pub fn all_no_names(&self) -> impl Iterator<Item = &str> {
        self.not_names.iter().map(String::as_str)
    }
}
