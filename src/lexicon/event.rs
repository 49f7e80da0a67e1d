//! Event nouns: "talks", "summit", "phone call", "match".
//!
//! Reads `lexicon/events.tsv`; `mention` finds events by them, `entity` tells rounds from events.

use super::phrase::Phrases;
use super::table;
use serde::Deserialize;

/// What sort of event a noun names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the table's header explains them")]
pub enum EventClass {
    Meeting,
    Call,
    Contest,
    Vote,
    Legal,
    Conflict,
    Disaster,
    Labour,
    Business,
    Agreement,
    /// A part of an event named before: "a second round".
    Round,
}

impl EventClass {
    /// Whether the place that has such an event is where it happens: "Arden's election", but not "Arden's invasion".
    pub fn is_where_it_is_told(self) -> bool {
        matches!(self, Self::Vote | Self::Disaster | Self::Labour | Self::Contest)
    }

    /// Whether such an event goes by whom it is about rather than by its place: "the trial of Ana Reyes in Arden".
    pub fn goes_by_subject(self) -> bool {
        matches!(self, Self::Legal | Self::Business | Self::Labour)
    }
}

/// A line of the table.
#[derive(Clone, Debug, Deserialize)]
pub struct EventNoun {
    /// As printed: "phone calls".
    pub noun: String,
    /// The noun that names the kind: "phone call".
    pub kind: String,
    /// What sort of event it is.
    pub class: EventClass,
    /// A sentence whose event is "The" and the noun.
    pub example: String,
}

/// The table.
#[derive(Clone, Debug, Default)]
pub struct EventNouns {
    /// Every line.
    pub rows: Vec<EventNoun>,
    /// Nouns in lower case, with their index in `rows`.
    pub phrases: Phrases<usize>,
}

impl EventNouns {
    pub(super) fn standard() -> Self {
        let rows: Vec<EventNoun> = table::rows("events.tsv", include_str!("../../lexicon/events.tsv"));
        let mut phrases = Phrases::default();
        for (index, row) in rows.iter().enumerate() {
            phrases.insert(&row.noun.to_lowercase(), index);
        }
        Self { rows, phrases }
    }
}
