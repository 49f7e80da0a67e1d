//! The views, one a file; each asks the record and puts the rows together.

mod citation;
mod claim;
mod co_mention;
mod entity;
mod talk;

use super::model::{Count, Graph};
use crate::query::{QueryError, Source};

/// What a graph can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// From speakers to whom and what they speak about.
    WhoTalksAboutWhom,
    /// From those who pass a report on to those they have it from.
    WhoCitesWhom,
    /// Who and what is mentioned in one sentence.
    CoMention,
    /// From speakers to claims, and between claims.
    Claims,
}

impl View {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::WhoTalksAboutWhom,
        Self::WhoCitesWhom,
        Self::CoMention,
        Self::Claims,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::WhoTalksAboutWhom => "who-talks-about-whom",
            Self::WhoCitesWhom => "who-cites-whom",
            Self::CoMention => "co-mention",
            Self::Claims => "claims",
        }
    }

    /// Builds it from the record.
    pub fn build(self, source: &dyn Source) -> Result<Graph, QueryError> {
        match self {
            Self::WhoTalksAboutWhom => talk::build(source),
            Self::WhoCitesWhom => citation::build(source),
            Self::CoMention => co_mention::build(source),
            Self::Claims => claim::build(source),
        }
    }
}

/// How often, by a column of a row of an answer, on which day and in which attitude.
fn count(row: &std::collections::BTreeMap<String, String>, column: &str) -> Count {
    let number = row.get(column).and_then(|value| value.parse().ok());
    Count::of(row, number.unwrap_or_default())
}
