//! What the words of a claim mean when two claims are compared, from `lexicon/senses.tsv`.
//!
//! `relation` asks which words count as one ("died", "killed") and which cannot both be said of one thing at one time
//! ("open", "closed").

use super::place::listed;
use super::table;
use rust_stemmers::{Algorithm, Stemmer};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The senses, and the stems of words.
pub struct Senses {
    stemmer: Stemmer,
    by_stem: BTreeMap<String, String>,
    opposites: BTreeSet<(String, String)>,
}

#[derive(Deserialize)]
struct Row {
    sense: String,
    opposites: String,
    words: String,
}

impl Senses {
    /// The table that comes with the program.
    pub fn standard() -> Self {
        let mut senses = Self {
            stemmer: Stemmer::create(Algorithm::English),
            by_stem: BTreeMap::new(),
            opposites: BTreeSet::new(),
        };
        for row in table::rows::<Row>("senses.tsv", include_str!("../../lexicon/senses.tsv")) {
            for word in listed(&row.words) {
                let stem = senses.stem(word);
                senses.by_stem.entry(stem).or_insert_with(|| row.sense.clone());
            }
            for opposite in listed(&row.opposites) {
                senses.opposites.insert((row.sense.clone(), opposite.to_owned()));
                senses.opposites.insert((opposite.to_owned(), row.sense.clone()));
            }
        }
        senses
    }

    /// The stem of a word in lower case (Porter's second algorithm for English).
    pub fn stem(&self, lower: &str) -> String {
        self.stemmer.stem(lower).into_owned()
    }

    /// The sense of a stem.
    pub fn of(&self, stem: &str) -> Option<&str> {
        self.by_stem.get(stem).map(String::as_str)
    }

    /// Whether two senses exclude each other.
    pub fn are_opposite(&self, one: &str, other: &str) -> bool {
        self.opposites.contains(&(one.to_owned(), other.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Line {
        sense: String,
        opposites: String,
        example: String,
    }

    fn lines() -> Vec<Line> {
        table::rows("senses.tsv", include_str!("../../lexicon/senses.tsv"))
    }

    #[test]
    fn every_line_marks_its_words_in_its_example() {
        let senses = Senses::standard();
        for line in lines() {
            let mut marked = false;
            let words = line.example.split_inclusive(['{', '}', ' ']).filter_map(|piece| {
                let was_marked = marked;
                marked = match piece.chars().next_back() {
                    Some('{') => true,
                    Some('}') => false,
                    _ => marked,
                };
                let word: String = piece.chars().filter(|letter| letter.is_alphabetic()).collect();
                (!word.is_empty()).then(|| (word.to_lowercase(), was_marked))
            });
            for (word, marked) in words {
                let stem = senses.stem(&word);
                let has = senses.of(&stem) == Some(&line.sense);
                assert_eq!(has, marked, "lexicon/senses.tsv: {word} in {}", line.example);
            }
        }
    }

    #[test]
    fn every_opposite_is_a_sense() {
        let known: BTreeSet<String> = lines().into_iter().map(|line| line.sense).collect();
        for line in lines() {
            for opposite in listed(&line.opposites) {
                assert!(known.contains(opposite), "lexicon/senses.tsv: {opposite}");
            }
        }
    }
}
