//! What sources ask for in return for speaking ("not to be named"), from `lexicon/anonymity.tsv`.

use super::table;
use serde::Deserialize;

/// The phrases, in lower case.
#[derive(Clone, Debug, Default)]
pub struct Anonymity {
    phrases: Vec<String>,
}

#[derive(Deserialize)]
struct Row {
    phrase: String,
}

/// Words that may stand before a phrase: whom it is about.
const BEFORE: [&str; 9] = [
    "that", "he", "she", "they", "her", "his", "their", "name", "names",
];

/// Words that may follow a phrase: why, how, for how long.
const BEHIND: [&str; 16] = [
    "as", "because", "by", "citing", "due", "either", "for", "given", "in", "or", "out", "publicly", "since",
    "so", "to", "while",
];

impl Anonymity {
    /// The table that comes with the program.
    pub fn standard() -> Self {
        let rows: Vec<Row> = table::rows("anonymity.tsv", include_str!("../../lexicon/anonymity.tsv"));
        Self {
            phrases: rows.into_iter().map(|row| row.phrase).collect(),
        }
    }

    /// Whether words say no more than that somebody wants to stay unnamed, and why. "Anonymity is a right" says more.
    pub fn is_asked_for(&self, content: &str) -> bool {
        let content = content.to_lowercase();
        let words: Vec<&str> = content
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        let start = words.iter().take_while(|word| BEFORE.contains(word)).count();
        self.phrases.iter().any(|phrase| {
            let mut rest = words[start..].iter();
            phrase.split(' ').all(|word| rest.next() == Some(&word))
                && rest.next().is_none_or(|next| BEHIND.contains(next))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Line {
        phrase: String,
        example: String,
    }

    #[test]
    fn every_line_is_found_in_its_example() {
        let table = Anonymity::standard();
        let lines: Vec<Line> = table::rows("anonymity.tsv", include_str!("../../lexicon/anonymity.tsv"));
        for Line { phrase, example } in lines {
            let (_, content) = example.split_once("| ").expect("a content");
            assert!(table.is_asked_for(content), "{phrase}: {example}");
        }
    }

    #[test]
    fn what_says_more_is_a_claim() {
        let table = Anonymity::standard();
        for content in [
            "anonymity is a right",
            "the victim should not be named",
            "to be named captain",
            "the dam was safe",
            "",
        ] {
            assert!(!table.is_asked_for(content), "{content}");
        }
    }
}
