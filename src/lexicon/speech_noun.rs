//! Nouns that stand for what somebody said ("report", "accusation"), from `lexicon/speech_nouns.tsv`.

use super::table;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A noun phrase before "that" has so many words at most: "a report by the Orla Valley Star".
const NOUN_PHRASE: usize = 8;

/// The nouns, singular, with what they may point back to.
#[derive(Clone, Debug, Default)]
pub struct SpeechNouns {
    by_noun: BTreeMap<String, Reference>,
}

/// Which statements a noun may point back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reference {
    /// Whatever was said.
    Any,
    /// Accusations before anything else.
    Accuses,
}

#[derive(Deserialize)]
struct Row {
    noun: String,
    refers_to: Reference,
}

impl SpeechNouns {
    /// The table that comes with the program.
    pub fn standard() -> Self {
        let rows: Vec<Row> = table::rows("speech_nouns.tsv", include_str!("../../lexicon/speech_nouns.tsv"));
        Self {
            by_noun: rows.into_iter().map(|row| (row.noun, row.refers_to)).collect(),
        }
    }

    /// What a noun may point back to, singular or plural; `None` for any other word.
    pub fn reference(&self, word: &str) -> Option<Reference> {
        let word = word.to_lowercase();
        let singular = word.strip_suffix('s').unwrap_or(&word);
        self.by_noun
            .get(&word)
            .or_else(|| self.by_noun.get(singular))
            .copied()
    }

    /// What a noun of speech holds, where a text begins with one: "a report by the Post that the dam leaks".
    pub fn held<'t>(&self, text: &'t str) -> Option<&'t str> {
        let (before, held) = text.split_once(" that ")?;
        let mut words = before.split_whitespace();
        let begins = words.clone().count() <= NOUN_PHRASE && words.any(|word| self.reference(word).is_some());
        begins.then_some(held)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Line {
        noun: String,
        example: String,
    }

    #[test]
    fn every_line_is_found_in_its_example() {
        let nouns = SpeechNouns::standard();
        for line in table::rows::<Line>("speech_nouns.tsv", include_str!("../../lexicon/speech_nouns.tsv")) {
            let words = line.example.split(|character: char| !character.is_alphabetic());
            let found: Vec<&str> = words.filter(|word| nouns.reference(word).is_some()).collect();
            assert_eq!(
                found,
                [line.noun.as_str()],
                "lexicon/speech_nouns.tsv: {}",
                line.example
            );
        }
    }

    #[test]
    fn plural_counts() {
        assert_eq!(
            SpeechNouns::standard().reference("Allegations"),
            Some(Reference::Accuses)
        );
    }
}
