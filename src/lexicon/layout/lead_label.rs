//! Words that stand before a paragraph with a colon: "Background:", "Source:" (`lexicon/lead_labels.tsv`).

use super::folded;
use crate::lexicon::table;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The part of the report that a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The news itself.
    Body,
    /// What was known before.
    Background,
    /// Where the report comes from.
    Source,
}

#[derive(Deserialize)]
struct Row {
    label: String,
    part: Part,
    #[cfg_attr(not(test), allow(dead_code, reason = "read by the test of the table"))]
    example: String,
}

/// No label is longer, in bytes; it bounds the search for the colon.
const LONGEST: usize = 40;

/// The table, ready to be asked.
#[derive(Clone, Debug, Default)]
pub struct LeadLabelTable {
    labels: BTreeMap<String, Part>,
}

impl LeadLabelTable {
    /// The table that comes with the program.
    pub fn standard() -> Self {
        Self {
            labels: rows().into_iter().map(|row| (row.label, row.part)).collect(),
        }
    }

    /// The label that a paragraph begins with: its length with colon and the space after it, in bytes, and the
    /// part it announces.
    pub fn find(&self, paragraph: &str) -> Option<(usize, Part)> {
        let window = &paragraph[..paragraph.floor_char_boundary(LONGEST)];
        let (colon, mark) = window
            .char_indices()
            .find(|(_, letter)| matches!(letter, ':' | '：'))?;
        let part = *self.labels.get(&folded(&window[..colon]))?;
        let after = &paragraph[colon + mark.len_utf8()..];
        Some((paragraph.len() - after.trim_start().len(), part))
    }
}

fn rows() -> Vec<Row> {
    table::rows(
        "lead_labels.tsv",
        include_str!("../../../lexicon/lead_labels.tsv"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_is_found_in_its_example() {
        let table = LeadLabelTable::standard();
        assert_eq!(table.labels.len(), rows().len());
        for row in rows() {
            let (length, part) = table.find(&row.example).expect("a label");
            assert_eq!(part, row.part, "{}", row.label);
            assert_eq!(
                folded(row.example[..length].trim_end_matches([' ', ':'])),
                row.label
            );
        }
    }

    #[test]
    fn a_speaker_is_no_label() {
        assert_eq!(LeadLabelTable::standard().find("Keeper: We lost."), None);
    }
}
