//! Offices and callings ("foreign minister"), and words of address ("Mr.", "Gen.").
//!
//! Reads `lexicon/offices.tsv` and `lexicon/honorifics.tsv`; `mention` reads titles with them, `entity` gender.

use super::given_name::Gender;
use super::phrase::Phrases;
use super::table;
use serde::Deserialize;

/// An office or calling.
#[derive(Clone, Debug, Deserialize)]
pub struct OfficeRow {
    /// Lower case, singular: "foreign minister".
    pub role: String,
    /// "foreign ministers".
    pub plural: String,
    /// What the word tells of its holder.
    pub gender: Gender,
    /// A sentence in which the words before the name are read as this office.
    pub example: String,
}

/// A word of address.
#[derive(Clone, Debug, Deserialize)]
pub struct Honorific {
    /// "Mr."
    pub word: String,
    /// What the word tells of its bearer.
    pub gender: Gender,
    /// The office that it abbreviates; empty where it is none.
    pub role: String,
    /// A sentence whose person is "Orel".
    pub example: String,
}

/// The two tables.
#[derive(Clone, Debug, Default)]
pub struct Offices {
    /// Every office.
    pub offices: Vec<OfficeRow>,
    /// Every word of address.
    pub honorifics: Vec<Honorific>,
    /// Roles in lower case, with their index in `offices`.
    pub singular: Phrases<usize>,
    /// Plurals in lower case, with their index in `offices`.
    pub plural: Phrases<usize>,
    /// Words of address, with their index in `honorifics`.
    pub address: Phrases<usize>,
}

impl Offices {
    pub(super) fn standard() -> Self {
        let mut tables = Self {
            offices: table::rows("offices.tsv", include_str!("../../lexicon/offices.tsv")),
            honorifics: table::rows("honorifics.tsv", include_str!("../../lexicon/honorifics.tsv")),
            ..Self::default()
        };
        for (index, office) in tables.offices.iter().enumerate() {
            tables.singular.insert(&office.role.to_lowercase(), index);
            tables.plural.insert(&office.plural.to_lowercase(), index);
        }
        for (index, honorific) in tables.honorifics.iter().enumerate() {
            tables.address.insert(&honorific.word, index);
        }
        tables
    }

    /// What a role tells of its holder.
    pub fn gender(&self, role: &str) -> Gender {
        let found = self.offices.iter().find(|office| office.role == role);
        found.map_or(Gender::Unknown, |office| office.gender)
    }
}
