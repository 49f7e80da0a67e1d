//! Words that hold sentences together (`lexicon/prose_words.tsv`).

use crate::lexicon::table;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Row {
    word: String,
    #[serde(deserialize_with = "super::yes_or_no")]
    ends_line: bool,
    #[cfg_attr(not(test), allow(dead_code, reason = "read by the test of the table"))]
    example: String,
}

/// The table, ready to be asked.
#[derive(Clone, Debug, Default)]
pub struct FunctionWordTable {
    /// Each word, with whether a sentence may end on it.
    words: BTreeMap<String, bool>,
}

impl FunctionWordTable {
    /// The table that comes with the program.
    pub fn standard() -> Self {
        Self {
            words: rows().into_iter().map(|row| (row.word, row.ends_line)).collect(),
        }
    }

    /// Whether a word, lower case, is one of them.
    pub fn contains(&self, word: &str) -> bool {
        self.words.contains_key(word)
    }

    /// Whether a sentence hardly ever ends on a word, lower case: "the", "of".
    pub fn leaves_open(&self, word: &str) -> bool {
        self.words.get(word) == Some(&false)
    }
}

fn rows() -> Vec<Row> {
    table::rows(
        "prose_words.tsv",
        include_str!("../../../lexicon/prose_words.tsv"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_stands_once_and_in_its_example() {
        let table = FunctionWordTable::standard();
        assert_eq!(table.words.len(), rows().len());
        for row in rows() {
            let found = row
                .example
                .to_lowercase()
                .split(|letter: char| !letter.is_alphabetic())
                .any(|word| word == row.word);
            assert!(found, "{:?} is not in {:?}", row.word, row.example);
        }
    }
}
