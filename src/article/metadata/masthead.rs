//! The outlet's name as it stands over a page: "The Coast Gazette", "VALLEY ECHO | Since 1921".
//!
//! Takes a line from the top of a page, gives the part of it that may be such a name, and how far its own words
//! speak for it. Where on the page it stands and where else it is printed is weighed by `surroundings`.

use crate::lexicon::{Lexicon, OrganisationKind};
use crate::span::Span;

/// No name has more words.
const LONGEST_NAME: usize = 5;
/// Words that may stand inside a name in lower case.
const CONNECTORS: [&str; 7] = ["of", "the", "and", "&", "de", "la", "le"];

/// The part of a line that may be an outlet's name, in bytes.
pub fn candidate(line: &str, lexicon: &Lexicon) -> Option<Span> {
    let end = line
        .find(['|', '>', '›', '»', '•', '·', '–', '—'])
        .unwrap_or(line.len());
    let end = line.find(" - ").map_or(end, |dash| end.min(dash));
    let span = Span::new(0, end).trimmed(line);
    let words: Vec<&str> = span.of(line).split(' ').collect();
    let fits = |word: &&str| {
        word.starts_with(char::is_uppercase)
            && !word.contains(|mark: char| mark.is_numeric() || ".,:;!?".contains(mark))
            || CONNECTORS.contains(word)
    };
    let own = words.iter().any(|word| !is_ordinary(word, lexicon));
    let first = words
        .first()
        .is_some_and(|word| word.starts_with(char::is_uppercase));
    (first && words.len() <= LONGEST_NAME && words.iter().all(fits) && (own || words.len() > 1))
        .then_some(span)
}

/// Whether a line opens with a name that its own words show to be an outlet's.
pub fn opens(line: &str, lexicon: &Lexicon) -> bool {
    candidate(line, lexicon).is_some_and(|name| has_outlet_word(name.of(line), lexicon))
}

/// Whether a name ends with a word of newspapers and broadcasters, and has another of its own before it.
pub fn has_outlet_word(name: &str, lexicon: &Lexicon) -> bool {
    let Some((before, last)) = name.rsplit_once(' ') else {
        return false;
    };
    let is_generic = |word: &str| {
        matches!(
            word.to_lowercase().as_str(),
            "the" | "latest" | "more" | "all" | "top" | "world" | "breaking"
        )
    };
    let outlet = [last.to_owned(), in_title_case(last, lexicon)]
        .iter()
        .any(|word| lexicon.organisations.last.word(word) == Some(&OrganisationKind::Outlet));
    outlet && !before.split(' ').all(is_generic)
}

/// A name in capitals as it is printed in running text: "COAST GAZETTE" is "Coast Gazette", "ABC RADIO" "ABC Radio".
pub fn in_title_case(name: &str, lexicon: &Lexicon) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let words: Vec<String> = name
        .split(' ')
        .map(|word| {
            let lower = word.to_lowercase();
            let acronym = word.chars().count() <= 3 && !lower.contains(['a', 'e', 'i', 'o', 'u'])
                || lexicon.layout.outlets.named(word).is_some();
            let mut letters = lower.chars();
            match letters.next() {
                Some(first) if !acronym => first.to_uppercase().chain(letters).collect(),
                _ => word.to_owned(),
            }
        })
        .collect();
    words.join(" ")
}

fn is_ordinary(word: &str, lexicon: &Lexicon) -> bool {
    let lower = word.to_lowercase();
    lexicon.common_words.is_common(&lower) || lexicon.common_words.is_function(&lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<String> {
        let lexicon = Lexicon::standard();
        candidate(line, &lexicon).map(|span| in_title_case(span.of(line), &lexicon))
    }

    #[test]
    fn a_name_stands_alone_or_before_a_mark() {
        assert_eq!(read("The Merrow Courier").as_deref(), Some("The Merrow Courier"));
        assert_eq!(read("VALLEY ECHO | Since 1921").as_deref(), Some("Valley Echo"));
        assert_eq!(
            read("Merrow Dispatch > World").as_deref(),
            Some("Merrow Dispatch")
        );
        assert_eq!(read("STEEL & ORE WEEKLY").as_deref(), Some("Steel & Ore Weekly"));
        assert_eq!(read("KQX RADIO").as_deref(), Some("KQX Radio"));
    }

    #[test]
    fn menus_dates_and_sentences_are_none() {
        for line in [
            "Menu",
            "Business",
            "Tuesday, 3 May 2026",
            "The pier in Merrow burned.",
            "Home World Politics Economy Culture Sport",
            "Rates rise again",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn some_words_are_those_of_outlets() {
        let lexicon = Lexicon::standard();
        assert!(has_outlet_word("MERROW GAZETTE", &lexicon));
        assert!(has_outlet_word("The Merrow Echo", &lexicon));
        assert!(!has_outlet_word("Latest News", &lexicon));
        assert!(!has_outlet_word("Merrow Bank", &lexicon));
    }
}
