//! Those who publish news, and the phrases of a page that name its outlet (`lexicon/outlets.tsv`,
//! `lexicon/outlet_phrases.tsv`).

use super::folded;
use crate::lexicon::table;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Row {
    name: String,
    also: String,
    domains: String,
    #[cfg_attr(not(test), allow(dead_code, reason = "read by the test of the table"))]
    example: String,
}

#[derive(Clone, Debug, Deserialize)]
struct Phrase {
    before: String,
    after: String,
    #[cfg_attr(not(test), allow(dead_code, reason = "read by the test of the table"))]
    outlet: String,
    #[cfg_attr(not(test), allow(dead_code, reason = "read by the test of the table"))]
    example: String,
}

/// Words that may stand inside an outlet's name in lower case.
const CONNECTORS: &[&str] = &[
    "of", "the", "and", "&", "de", "del", "della", "la", "le", "für", "in",
];

/// No name has more words.
const LONGEST_NAME: usize = 6;

/// The tables, ready to be asked.
#[derive(Clone, Debug, Default)]
pub struct OutletTable {
    by_domain: BTreeMap<String, String>,
    names: BTreeMap<String, String>,
    phrases: Vec<Phrase>,
}

impl OutletTable {
    /// The tables that come with the program.
    pub fn standard() -> Self {
        let mut table = Self {
            phrases: phrases(),
            ..Self::default()
        };
        for row in rows() {
            for domain in row.domains.split(", ") {
                table.by_domain.insert(domain.to_owned(), row.name.clone());
            }
            let also = row.also.split("; ").filter(|name| !name.is_empty());
            for name in also.chain([row.name.as_str()]) {
                for spelling in [name.to_owned(), name.to_uppercase()] {
                    table.names.entry(spelling).or_insert_with(|| row.name.clone());
                }
            }
        }
        table
    }

    /// The outlet that a host belongs to: that of the longest domain which ends it.
    pub fn of_host(&self, host: &str) -> Option<&str> {
        let mut domain = host;
        loop {
            if let Some(name) = self.by_domain.get(domain) {
                return Some(name);
            }
            domain = domain.split_once('.')?.1;
        }
    }

    /// The full name of an outlet known by this name or abbreviation, as printed or in capitals.
    pub fn named(&self, name: &str) -> Option<&str> {
        self.names.get(name).map(String::as_str)
    }

    /// The place in a line, in bytes, where one of the phrases names the outlet.
    pub fn in_line(&self, line: &str) -> Option<(usize, usize)> {
        let words = word_places(line);
        self.phrases
            .iter()
            .find_map(|phrase| phrase.name_in(line, &words))
    }
}

impl Phrase {
    fn name_in(&self, line: &str, words: &[(usize, usize)]) -> Option<(usize, usize)> {
        let before = pattern(&self.before);
        let after = pattern(&self.after);
        if before.is_empty() {
            let here = (0..words.len()).find(|&index| matches_at(line, words, index, &after))?;
            let start = (0..here)
                .rev()
                .take(LONGEST_NAME)
                .take_while(|&index| in_name(&line[words[index].0..words[index].1]))
                .last()?;
            return name_between(line, words, start, here);
        }
        let start = (0..words.len()).find(|&index| matches_at(line, words, index, &before))? + before.len();
        let end = if after.is_empty() {
            (start..words.len())
                .take_while(|&index| in_name(&line[words[index].0..words[index].1]))
                .last()?
                + 1
        } else {
            (start..words.len()).find(|&index| matches_at(line, words, index, &after))?
        };
        name_between(line, words, start, end)
    }
}

/// The words from `start` to `end`, where they look like a name.
fn name_between(line: &str, words: &[(usize, usize)], start: usize, end: usize) -> Option<(usize, usize)> {
    let name = words.get(start..end)?;
    let article = name
        .iter()
        .take_while(|&&(from, _)| line[from..].starts_with("the "));
    let name = &name[article.count()..];
    let reads_as_name = name.len() <= LONGEST_NAME && name.iter().all(|&(from, to)| in_name(&line[from..to]));
    let capitalised = |&(from, _): &(usize, usize)| line[from..].starts_with(char::is_uppercase);
    let own_name = name
        .iter()
        .any(|word| capitalised(word) && !GENERIC.contains(&folded(&line[word.0..word.1]).as_str()));
    (reads_as_name && own_name).then_some((name.first()?.0, name.last()?.1))
}

/// Words that name no outlet when they stand alone.
const GENERIC: &[&str] = &[
    "our",
    "us",
    "the",
    "this",
    "we",
    "my",
    "free",
    "daily",
    "all",
    "newsletter",
    "news",
    "me",
];

fn in_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) || CONNECTORS.contains(&word)
}

fn pattern(words: &str) -> Vec<String> {
    words
        .split_whitespace()
        .filter(|word| *word != "-")
        .map(str::to_owned)
        .collect()
}

fn matches_at(line: &str, words: &[(usize, usize)], index: usize, pattern: &[String]) -> bool {
    pattern.iter().enumerate().all(|(offset, wanted)| {
        words.get(index + offset).is_some_and(|&(start, end)| {
            let word = &line[start..end];
            match wanted.as_str() {
                "{year}" => word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()),
                wanted => folded(word) == wanted,
            }
        })
    })
}

/// The words of a line, in bytes, without brackets and punctuation around them.
fn word_places(line: &str) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    let mut start = 0;
    for part in line.split(char::is_whitespace) {
        let mark = |letter: char| !letter.is_alphanumeric() && letter != '©' && letter != '&';
        let from = start + (part.len() - part.trim_start_matches(mark).len());
        let to = from + part.trim_matches(mark).len();
        if from < to {
            places.push((from, to));
        }
        start += part.len()
            + line[start + part.len()..]
                .chars()
                .next()
                .map_or(0, char::len_utf8);
    }
    places
}

fn rows() -> Vec<Row> {
    table::rows("outlets.tsv", include_str!("../../../lexicon/outlets.tsv"))
}

fn phrases() -> Vec<Phrase> {
    table::rows(
        "outlet_phrases.tsv",
        include_str!("../../../lexicon/outlet_phrases.tsv"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outlet_is_found_by_its_example() {
        let table = OutletTable::standard();
        for row in rows() {
            let host = row
                .example
                .trim_start_matches("https://")
                .split('/')
                .next()
                .unwrap_or_default();
            assert_eq!(table.of_host(host), Some(row.name.as_str()), "{}", row.example);
            assert!(table.named(&row.name).is_some());
        }
    }

    #[test]
    fn no_outlet_and_no_domain_stands_twice() {
        let table = OutletTable::standard();
        let domains: usize = rows().iter().map(|row| row.domains.split(", ").count()).sum();
        assert_eq!(table.by_domain.len(), domains);
    }

    #[test]
    fn every_phrase_names_its_outlet() {
        let table = OutletTable::standard();
        for phrase in phrases() {
            let (start, end) = table
                .in_line(&phrase.example)
                .unwrap_or_else(|| panic!("{}", phrase.example));
            assert_eq!(&phrase.example[start..end], phrase.outlet);
        }
    }

    #[test]
    fn prose_names_no_outlet() {
        let table = OutletTable::standard();
        for line in [
            "Support us on Patreon",
            "Subscribe to our newsletter",
            "They support peace on Sundays",
        ] {
            assert_eq!(table.in_line(line), None, "{line}");
        }
    }
}
