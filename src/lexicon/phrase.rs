//! Phrases of several words with what they stand for, found by longest match.
//!
//! Takes phrases as a table prints them, cut by [`words_of`], so that table and text agree on words;
//! gives, for a place in a text, the longest phrase that begins there.

use crate::token::words_of;
use std::collections::BTreeMap;

/// A set of phrases.
#[derive(Clone, Debug)]
pub struct Phrases<Value> {
    /// By first word; longer phrases before shorter ones.
    by_first: BTreeMap<String, Vec<(Vec<String>, Value)>>,
}

impl<Value> Default for Phrases<Value> {
    fn default() -> Self {
        Self {
            by_first: BTreeMap::new(),
        }
    }
}

impl<Value> Phrases<Value> {
    /// Adds a phrase; the first of two that are the same word for word wins.
    pub fn insert(&mut self, phrase: &str, value: Value) {
        let mut words = words_of(phrase).into_iter().map(str::to_owned);
        let Some(first) = words.next() else { return };
        let rest: Vec<String> = words.collect();
        let entries = self.by_first.entry(first).or_default();
        if entries.iter().any(|(other, _)| *other == rest) {
            return;
        }
        let place = entries.partition_point(|(other, _)| other.len() >= rest.len());
        entries.insert(place, (rest, value));
    }

    /// The longest phrase that begins with `word(0)`: its number of words and what it stands for. `word` gives the
    /// words of the text from there on, `None` past their end.
    pub fn longest<'words>(&self, word: impl Fn(usize) -> Option<&'words str>) -> Option<(usize, &Value)> {
        self.by_first
            .get(word(0)?)?
            .iter()
            .find(|(rest, _)| {
                rest.iter()
                    .enumerate()
                    .all(|(index, each)| word(index + 1) == Some(each))
            })
            .map(|(rest, value)| (rest.len() + 1, value))
    }

    /// What a phrase of one word stands for.
    pub fn word(&self, word: &str) -> Option<&Value> {
        let (rest, value) = self.by_first.get(word)?.last()?;
        rest.is_empty().then_some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_wins() {
        let mut phrases = Phrases::default();
        phrases.insert("New Arden", 1);
        phrases.insert("New Arden City", 2);
        let text = ["New", "Arden", "City"];
        assert_eq!(phrases.longest(|index| text.get(index).copied()), Some((3, &2)));
        assert_eq!(
            phrases.longest(|index| text[..2].get(index).copied()),
            Some((2, &1))
        );
        assert_eq!(phrases.word("New"), None);
    }
}
