//! Words as the scorers count them: letters, digits and `_`, with an inner apostrophe, full stop or hyphen.
//!
//! Not the words of `token`: those serve the reading, these make two programs count alike.

use crate::span::Anchor;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Python's `\w+(?:[’'.-]\w+)*`. Its `\w` has letters and numbers of every script, but no combining marks.
static WORD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\p{L}\p{N}_]+(?:[’'.-][\p{L}\p{N}_]+)*").expect("a pattern that the tests use")
});

static MARKUP: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"<[^>]*>").expect("a pattern that the tests use"));

/// What a span may begin or end with and still be right.
const EDGE: &str = " \t\n\r\"'“”‘’.,;:";

/// A text with its words, counted in code points.
#[derive(Clone, Debug)]
pub struct Text {
    characters: Vec<char>,
    words: Vec<Anchor>,
}

impl Text {
    /// Cuts a text into its words.
    pub fn new(text: &str) -> Self {
        let (mut byte, mut place) = (0, 0);
        let mut code_point = |next: usize| {
            place += text[byte..next].chars().count();
            byte = next;
            place
        };
        let words = WORD
            .find_iter(text)
            .map(|word| Anchor::new(code_point(word.start()), code_point(word.end())))
            .collect();
        Self {
            characters: text.chars().collect(),
            words,
        }
    }

    /// How many code points it has.
    pub fn len(&self) -> usize {
        self.characters.len()
    }

    /// The words that share a character with the spans, as indices.
    pub fn words_in(&self, spans: &[Anchor]) -> BTreeSet<usize> {
        let inside = |span: &Anchor| {
            let from = self.words.partition_point(|word| word.end <= span.begin);
            let to = self.words.partition_point(|word| word.begin < span.end);
            from..to.max(from)
        };
        spans.iter().flat_map(inside).collect()
    }

    /// The span without white space, quotation marks and `.,;:` at its ends; as it is where there is nothing else, such
    /// as the cue ":".
    pub fn trimmed(&self, span: Anchor) -> Anchor {
        let is_edge = |character: &char| EDGE.contains(*character);
        let inside = self.characters.get(span.begin..span.end).unwrap_or_default();
        let before = inside.iter().take_while(|character| is_edge(character)).count();
        if before == inside.len() {
            return span;
        }
        let after = inside
            .iter()
            .rev()
            .take_while(|character| is_edge(character))
            .count();
        Anchor::new(span.begin + before, span.end - after)
    }
}

/// The words of a phrase in small letters, with one kind of apostrophe and without markup.
pub fn words_of(phrase: &str) -> Vec<String> {
    let phrase = MARKUP.replace_all(phrase, " ");
    WORD.find_iter(&phrase)
        .map(|word| word.as_str().to_lowercase().replace('’', "'"))
        .collect()
}

/// How many words two phrases share, and how many each has beside them; a word counts as often as it stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shared {
    /// In both.
    pub both: usize,
    /// In the first alone.
    pub first: usize,
    /// In the second alone.
    pub second: usize,
}

impl Shared {
    /// Compares two phrases.
    pub fn of(first: &str, second: &str) -> Self {
        let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for word in words_of(first) {
            counts.entry(word).or_default().0 += 1;
        }
        for word in words_of(second) {
            counts.entry(word).or_default().1 += 1;
        }
        let sum = |count: fn((usize, usize)) -> usize| counts.values().map(|&both| count(both)).sum();
        Self {
            both: sum(|(one, other)| one.min(other)),
            first: sum(|(one, other)| one.saturating_sub(other)),
            second: sum(|(one, other)| other.saturating_sub(one)),
        }
    }

    /// The part of all words that both have.
    pub fn jaccard(self) -> f64 {
        super::figure::share(self.both, self.both + self.first + self.second)
    }
}

/// Whether any of the spans shares a character with any of the others.
pub fn overlap(spans: &[Anchor], others: &[Anchor]) -> bool {
    spans
        .iter()
        .any(|span| others.iter().any(|other| shared_characters(*span, *other) > 0))
}

/// How many characters two spans share.
pub fn shared_characters(one: Anchor, other: Anchor) -> usize {
    one.end.min(other.end).saturating_sub(one.begin.max(other.begin))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<String> {
        let cut = Text::new(text);
        let of = |word: &Anchor| word.of(text).unwrap().to_owned();
        cut.words.iter().map(of).collect()
    }

    #[test]
    fn a_word_keeps_its_inner_marks_and_no_others() {
        assert_eq!(
            words("“Škoda’s 1.5-litre U.S. car,” x_1 – ½ co-"),
            ["Škoda’s", "1.5-litre", "U.S", "car", "x_1", "½", "co"]
        );
    }

    #[test]
    fn a_combining_mark_ends_a_word() {
        assert_eq!(words("e\u{301}tude"), ["e", "tude"]);
    }

    #[test]
    fn a_word_is_inside_when_one_character_is() {
        let text = Text::new("The dam was leaking.");
        let inside = |begin, end| {
            text.words_in(&[Anchor::new(begin, end)])
                .into_iter()
                .collect::<Vec<_>>()
        };
        assert_eq!(inside(6, 9), [1, 2]);
        assert_eq!(inside(3, 4), [0; 0]);
        assert_eq!(inside(19, 20), [0; 0]);
    }

    #[test]
    fn marks_at_the_ends_of_a_span_do_not_count() {
        let text = Text::new("“It is,” she said: go");
        assert_eq!(text.trimmed(Anchor::new(0, 9)), Anchor::new(1, 6));
        assert_eq!(text.trimmed(Anchor::new(17, 18)), Anchor::new(17, 18));
    }

    #[test]
    fn phrases_are_compared_by_how_often_each_word_stands_in_them() {
        let shared = Shared::of(
            "The <b>dam</b> is the minister’s",
            "the DAM was the minister's dam",
        );
        assert_eq!((shared.both, shared.first, shared.second), (4, 1, 2));
        assert!((shared.jaccard() - 4.0 / 7.0).abs() < 1e-12);
        assert_eq!(Shared::of("", "…").jaccard(), 0.0);
    }

    #[test]
    fn spans_that_touch_share_nothing() {
        assert!(!overlap(&[Anchor::new(0, 3)], &[Anchor::new(3, 4)]));
        assert!(!overlap(&[Anchor::new(2, 2)], &[Anchor::new(0, 4)]));
        assert!(overlap(
            &[Anchor::new(0, 3)],
            &[Anchor::new(5, 6), Anchor::new(2, 3)]
        ));
    }

    proptest! {
        #[test]
        fn a_trimmed_span_lies_inside_and_is_not_empty(text in "[a .“é]{1,12}", begin in 0usize..12, length in 1usize..12) {
            let text = Text::new(&text);
            let begin = begin.min(text.len() - 1);
            let span = Anchor::new(begin, (begin + length).min(text.len()));
            let trimmed = text.trimmed(span);
            prop_assert!(span.begin <= trimmed.begin && trimmed.end <= span.end && trimmed.begin < trimmed.end);
        }
    }
}
