//! Nouns for speakers without a name ("officials", "the company"), and the words that stand before them.
//!
//! Reads `lexicon/groups.tsv` and `lexicon/modifiers.tsv`.

use super::table;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a noun stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GroupKind {
    /// Several persons: "officials".
    People,
    /// Several organisations: "banks".
    Bodies,
    /// One organisation: "the company".
    Body,
}

/// A noun for unnamed speakers.
#[derive(Clone, Debug, Deserialize)]
pub struct GroupNoun {
    /// Lower case.
    pub noun: String,
    /// What it stands for.
    pub kind: GroupKind,
    /// A sentence whose speaker is "The" and the word.
    pub example: String,
}

/// What a word before a noun does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ModifierKind {
    /// "the", "his".
    Determiner,
    /// "two", "several".
    Quantity,
    /// "senior", "second".
    Quality,
}

/// A word before a noun.
#[derive(Clone, Debug, Deserialize)]
pub struct Modifier {
    /// Lower case.
    pub word: String,
    /// What it does.
    pub kind: ModifierKind,
    /// A phrase with the word.
    pub example: String,
}

/// The two tables.
#[derive(Clone, Debug, Default)]
pub struct Groups {
    /// Every noun.
    pub nouns: Vec<GroupNoun>,
    /// Every modifier.
    pub modifiers: Vec<Modifier>,
    by_noun: BTreeMap<String, GroupKind>,
    by_modifier: BTreeMap<String, ModifierKind>,
}

impl Groups {
    pub(super) fn standard() -> Self {
        let nouns: Vec<GroupNoun> = table::rows("groups.tsv", include_str!("../../lexicon/groups.tsv"));
        let modifiers: Vec<Modifier> =
            table::rows("modifiers.tsv", include_str!("../../lexicon/modifiers.tsv"));
        Self {
            by_noun: nouns.iter().map(|row| (row.noun.clone(), row.kind)).collect(),
            by_modifier: modifiers.iter().map(|row| (row.word.clone(), row.kind)).collect(),
            nouns,
            modifiers,
        }
    }

    /// What a noun in lower case stands for.
    pub fn noun(&self, lower: &str) -> Option<GroupKind> {
        self.by_noun.get(lower).copied()
    }

    /// What a word in lower case does before a noun.
    pub fn modifier(&self, lower: &str) -> Option<ModifierKind> {
        self.by_modifier.get(lower).copied()
    }
}
