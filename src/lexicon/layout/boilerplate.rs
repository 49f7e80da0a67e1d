//! Phrases by which a line is known not to be the article's own words (`lexicon/boilerplate.tsv`).

use super::folded;
use crate::lexicon::table;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a phrase says of its line.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Boilerplate {
    phrase: String,
    at: Place,
    words: usize,
    /// What the line is.
    pub kind: BoilerplateKind,
    #[serde(rename = "ends", deserialize_with = "super::yes_or_no")]
    /// Whether nothing of the article follows it, where a good part of the page's prose stands before it.
    pub ends_article: bool,
    #[cfg_attr(not(test), allow(dead_code, reason = "read by the test of the table"))]
    example: String,
}

/// What a line of boilerplate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BoilerplateKind {
    /// Menus, buttons, appeals, footers.
    Navigation,
    /// A marker of an advert.
    Advert,
    /// A caption or credit of a picture.
    Caption,
    /// A pointer to other articles.
    Teaser,
    /// Something about the article's making: length, readers.
    Byline,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Place {
    Line,
    Start,
    End,
    Inside,
}

/// The table, ready to be asked.
#[derive(Clone, Debug, Default)]
pub struct BoilerplateTable {
    /// By the phrase's first word, for phrases that begin or fill a line.
    leading: BTreeMap<String, Vec<Boilerplate>>,
    /// Phrases that end a line or stand anywhere in it.
    other: Vec<Boilerplate>,
    longest: usize,
}

impl BoilerplateTable {
    /// The table that comes with the program.
    pub fn standard() -> Self {
        let mut table = Self::default();
        for row in table::rows::<Boilerplate>(
            "boilerplate.tsv",
            include_str!("../../../lexicon/boilerplate.tsv"),
        ) {
            table.longest = table.longest.max(row.words);
            match row.at {
                Place::Line | Place::Start => {
                    let first = first_word(&row.phrase).to_owned();
                    table.leading.entry(first).or_default().push(row);
                }
                Place::End | Place::Inside => table.other.push(row),
            }
        }
        table
    }

    /// The phrase that a line of so many words holds; one that ends the article goes before others.
    pub fn find(&self, line: &str, words: usize) -> Option<&Boilerplate> {
        if words > self.longest {
            return None;
        }
        let line = folded(line);
        let leading = self.leading.get(first_word(&line)).into_iter().flatten();
        leading
            .chain(&self.other)
            .filter(|row| words <= row.words && row.holds(&line))
            .max_by_key(|row| row.ends_article)
    }
}

impl Boilerplate {
    fn holds(&self, line: &str) -> bool {
        match self.at {
            Place::Line => bare(line) == bare(&self.phrase),
            Place::Start => line
                .strip_prefix(self.phrase.as_str())
                .is_some_and(|rest| !(continues_word(self.phrase.chars().next_back(), rest.chars().next()))),
            Place::End => bare(line)
                .strip_suffix(self.phrase.as_str())
                .is_some_and(|before| {
                    !continues_word(before.chars().next_back(), self.phrase.chars().next())
                }),
            Place::Inside => line.match_indices(self.phrase.as_str()).any(|(start, _)| {
                let end = start + self.phrase.len();
                !continues_word(line[..start].chars().next_back(), self.phrase.chars().next())
                    && !continues_word(self.phrase.chars().next_back(), line[end..].chars().next())
            }),
        }
    }
}

fn first_word(line: &str) -> &str {
    line.split(|letter: char| !letter.is_alphanumeric() && letter != '\'')
        .next()
        .unwrap_or_default()
}

fn bare(line: &str) -> &str {
    line.trim_end_matches([':', '.', '!', '…', ' ', '›', '»', '→', '>', '?'])
}

fn continues_word(before: Option<char>, after: Option<char>) -> bool {
    before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_is_found_in_its_example() {
        let table = BoilerplateTable::standard();
        for row in table.leading.values().flatten().chain(&table.other) {
            let words = row.example.split_whitespace().count();
            assert!(
                words <= row.words,
                "{:?}: example longer than {}",
                row.phrase,
                row.words
            );
            assert!(
                row.holds(&folded(&row.example)),
                "{:?} is not in {:?}",
                row.phrase,
                row.example
            );
            assert!(table.find(&row.example, words).is_some(), "{:?}", row.phrase);
            assert_eq!(row.phrase, folded(&row.phrase), "spelt otherwise than the table");
        }
    }

    #[test]
    fn no_phrase_stands_twice() {
        let table = BoilerplateTable::standard();
        let mut phrases: Vec<_> = table
            .leading
            .values()
            .flatten()
            .chain(&table.other)
            .map(|row| (row.phrase.as_str(), row.at as u8))
            .collect();
        phrases.sort_unstable();
        let count = phrases.len();
        phrases.dedup();
        assert_eq!(phrases.len(), count);
    }

    #[test]
    fn words_of_prose_are_no_boilerplate() {
        let table = BoilerplateTable::standard();
        for line in [
            "Sharescope fell by nine points.",
            "The search for the trawler goes on.",
            "Related losses came to nine million.",
            "Homes near the river were flooded.",
        ] {
            assert_eq!(table.find(line, line.split_whitespace().count()), None, "{line}");
        }
    }
}
