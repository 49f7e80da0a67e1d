//! Organisations by name, and the words that make an organisation of a name.
//!
//! Reads `lexicon/organisations.tsv` ("Reuters", "NATO") and `lexicon/organisation_words.tsv` ("Bank of X", "X Ltd").

use super::phrase::Phrases;
use super::place::listed;
use super::table;
use serde::Deserialize;

/// What kind of body it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the table's header explains them")]
pub enum OrganisationKind {
    Agency,
    Outlet,
    International,
    Government,
    Party,
    Company,
    Club,
    University,
    Institution,
}

/// An organisation of the table.
#[derive(Clone, Debug, Deserialize)]
pub struct Organisation {
    /// Its name as the record keeps it.
    pub name: String,
    /// What kind of body it is.
    pub kind: OrganisationKind,
    /// The country whose authority it is; empty where it is none's.
    pub of: String,
    aliases: String,
}

impl Organisation {
    /// Its name and its other names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(listed(&self.aliases))
    }
}

/// Where a word stands in the name of an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WordPosition {
    /// At its end: "Merrow Bank".
    Last,
    /// Before the rest, with a preposition: "Bank of Merrow".
    First,
    /// Before the rest: "FC Merrow".
    Lead,
}

/// A word that makes an organisation of the name it stands in.
#[derive(Clone, Debug, Deserialize)]
pub struct OrganisationWord {
    /// The word or words.
    pub word: String,
    /// Where it stands.
    pub position: WordPosition,
    /// What kind of body it makes.
    pub kind: OrganisationKind,
    /// A sentence whose organisation is the words with "Merrow".
    pub example: String,
}

/// The two tables.
#[derive(Clone, Debug, Default)]
pub struct Organisations {
    organisations: Vec<Organisation>,
    /// Every name and alias, with its index for [`Organisations::get`].
    pub phrases: Phrases<usize>,
    /// Every line of the table of words.
    pub words: Vec<OrganisationWord>,
    /// "Bank", "Inc."
    pub last: Phrases<OrganisationKind>,
    /// "Bank of".
    pub first: Phrases<OrganisationKind>,
    /// "FC".
    pub lead: Phrases<OrganisationKind>,
}

impl Organisations {
    pub(super) fn standard() -> Self {
        let mut tables = Self {
            organisations: table::rows(
                "organisations.tsv",
                include_str!("../../lexicon/organisations.tsv"),
            ),
            words: table::rows(
                "organisation_words.tsv",
                include_str!("../../lexicon/organisation_words.tsv"),
            ),
            ..Self::default()
        };
        for (index, organisation) in tables.organisations.iter().enumerate() {
            for name in organisation.names() {
                tables.phrases.insert(name, index);
            }
        }
        for word in &tables.words {
            let phrases = match word.position {
                WordPosition::Last => &mut tables.last,
                WordPosition::First => &mut tables.first,
                WordPosition::Lead => &mut tables.lead,
            };
            phrases.insert(&word.word, word.kind);
        }
        tables
    }

    /// An organisation by its index.
    pub fn get(&self, index: usize) -> &Organisation {
        &self.organisations[index]
    }

    /// An organisation by any of its names.
    pub fn named(&self, name: &str) -> Option<&Organisation> {
        let words = crate::token::words_of(name);
        let (length, index) = self.phrases.longest(|place| words.get(place).copied())?;
        (length == words.len()).then(|| self.get(*index))
    }

    /// All organisations, in the table's order.
    pub fn iter(&self) -> impl Iterator<Item = &Organisation> {
        self.organisations.iter()
    }
}
