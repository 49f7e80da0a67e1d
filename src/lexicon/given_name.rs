//! Given names with their gender, and family names.
//!
//! Reads `lexicon/given_names.tsv` and `lexicon/surnames.tsv`.

use super::table;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// What a word tells of a person's gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Gender {
    /// He.
    #[serde(rename = "m")]
    Male,
    /// She.
    #[serde(rename = "f")]
    Female,
    /// Not told.
    #[serde(rename = "u")]
    Unknown,
}

#[derive(Deserialize)]
struct GivenName {
    name: String,
    gender: Gender,
}

#[derive(Deserialize)]
struct Surname {
    name: String,
}

/// The two tables.
#[derive(Clone, Debug, Default)]
pub struct PersonNames {
    given: BTreeMap<String, Gender>,
    family: BTreeSet<String>,
}

impl PersonNames {
    pub(super) fn standard() -> Self {
        let given =
            table::rows::<GivenName>("given_names.tsv", include_str!("../../lexicon/given_names.tsv"));
        let family = table::rows::<Surname>("surnames.tsv", include_str!("../../lexicon/surnames.tsv"));
        Self {
            given: given.into_iter().map(|row| (row.name, row.gender)).collect(),
            family: family.into_iter().map(|row| row.name).collect(),
        }
    }

    /// The gender of a given name; `None` where it is not known as one.
    pub fn given(&self, name: &str) -> Option<Gender> {
        self.given.get(name).copied()
    }

    /// Whether a word is known as a family name.
    pub fn is_family(&self, name: &str) -> bool {
        self.family.contains(name)
    }

    /// Every given name, in order.
    pub fn all_given(&self) -> impl Iterator<Item = &str> {
        self.given.keys().map(String::as_str)
    }

    /// Every family name, in order.
    pub fn all_family(&self) -> impl Iterator<Item = &str> {
        self.family.iter().map(String::as_str)
    }
}
