//! Words that make a place of the name they stand in: "X Oblast", "Lake X".
//!
//! Reads `lexicon/place_words.tsv`; `mention` uses it for places that no table knows.

use super::phrase::Phrases;
use super::table;
use serde::Deserialize;

/// Where the word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PlaceWordPosition {
    /// At the end: "Merrow Oblast".
    Last,
    /// Before the rest: "Lake Merrow".
    First,
}

/// A line of the table.
#[derive(Clone, Debug, Deserialize)]
pub struct PlaceWordRow {
    /// The word or words.
    pub word: String,
    /// Where it stands.
    pub position: PlaceWordPosition,
    /// What kind of place it makes.
    pub kind: String,
    /// A sentence whose place is the words with "Merrow".
    pub example: String,
}

/// The table.
#[derive(Clone, Debug, Default)]
pub struct PlaceWords {
    /// Every line.
    pub rows: Vec<PlaceWordRow>,
    /// "Oblast".
    pub last: Phrases<()>,
    /// "Gulf of".
    pub first: Phrases<()>,
}

impl PlaceWords {
    pub(super) fn standard() -> Self {
        let mut words = Self {
            rows: table::rows("place_words.tsv", include_str!("../../lexicon/place_words.tsv")),
            ..Self::default()
        };
        for row in &words.rows {
            match row.position {
                PlaceWordPosition::Last => words.last.insert(&row.word, ()),
                PlaceWordPosition::First => words.first.insert(&row.word, ()),
            }
        }
        words
    }
}
