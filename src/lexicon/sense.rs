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
#[derive(Clone, Debug, Default)]
pub struct Senses {
    by_stem: BTreeMap<String, String>,
    /// Words of two, by the stem of the first and the second as it is: "put off", "stepped down".
    by_phrase: BTreeMap<(String, String), String>,
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
        let mut senses = Self::default();
        for row in table::rows::<Row>("senses.tsv", include_str!("../../lexicon/senses.tsv")) {
            for word in listed(&row.words) {
                match word.split_once(' ') {
                    Some((verb, particle)) => {
                        let phrase = (senses.stem(verb), particle.to_owned());
                        senses.by_phrase.insert(phrase, row.sense.clone());
                    }
                    None => {
                        let stem = senses.stem(word);
                        senses.by_stem.entry(stem).or_insert_with(|| row.sense.clone());
                    }
                }
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
        Stemmer::create(Algorithm::English).stem(lower).into_owned()
    }

    /// The sense of a stem.
    pub fn of(&self, stem: &str) -> Option<&str> {
        self.by_stem.get(stem).map(String::as_str)
    }

    /// The sense of two words in lower case that stand side by side: "put off".
    pub fn of_both(&self, first: &str, second: &str) -> Option<&str> {
        let phrase = (self.stem(first), second.to_owned());
        self.by_phrase.get(&phrase).map(String::as_str)
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
            let words: Vec<(String, bool)> = words.collect();
            let both = |first: usize| {
                let (first, second) = (words.get(first)?, words.get(first + 1)?);
                senses.of_both(&first.0, &second.0)
            };
            for (at, (word, marked)) in words.iter().enumerate() {
                let alone = senses.stem(word);
                let told = [both(at), at.checked_sub(1).and_then(both), senses.of(&alone)];
                let has = told.contains(&Some(&line.sense));
                assert_eq!(has, *marked, "lexicon/senses.tsv: {word} in {}", line.example);
            }
        }
    }

    #[test]
    fn a_word_has_one_sense() {
        let senses = Senses::standard();
        for row in table::rows::<Row>("senses.tsv", include_str!("../../lexicon/senses.tsv")) {
            for word in listed(&row.words) {
                let sense = match word.split_once(' ') {
                    Some((verb, particle)) => senses.of_both(verb, particle),
                    None => senses.by_stem.get(&senses.stem(word)).map(String::as_str),
                };
                assert_eq!(sense, Some(row.sense.as_str()), "lexicon/senses.tsv: {word}");
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
