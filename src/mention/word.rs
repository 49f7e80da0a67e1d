//! The words of one sentence, with what their letters show.
//!
//! Takes a sentence's tokens, gives [`Line`]: a token such as "Russia-backed" is cut where a part is a name of its
//! own, and every word knows whether its capital says anything. It says nothing at the start of a sentence or
//! quotation, in a headline whose words all have one, or in a line of capitals. The neighbours `name`, `office`,
//! `nominal`, `event` and `pronoun` read lines.

use crate::lexicon::Lexicon;
use crate::sentence::Segmentation;
use crate::span::Span;
use crate::token::{Token, TokenKind};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A word or mark.
pub(super) struct Word<'text> {
    /// Where it stands.
    pub(super) span: Span,
    /// Its letters, the apostrophe straight; in a line of capitals, with one capital.
    pub(super) text: Cow<'text, str>,
    /// Its letters in lower case.
    pub(super) lower: Cow<'text, str>,
    /// Whether it begins with a capital.
    pub(super) capital: bool,
    /// Whether it has two letters or more, all capitals.
    pub(super) shout: bool,
    /// Whether its capital says nothing.
    pub(super) weak: bool,
    /// Whether it is a mark of punctuation.
    pub(super) mark: bool,
}

/// The words of a sentence.
pub(super) struct Line<'text> {
    /// In order.
    pub(super) words: Vec<Word<'text>>,
    /// Whether the sentence gives (nearly) every word a capital.
    pub(super) titled: bool,
}

impl<'text> Line<'text> {
    /// The words of the sentence with a given index.
    pub(super) fn new(
        text: &'text str,
        segmentation: &Segmentation,
        sentence: usize,
        lexicon: &Lexicon,
    ) -> Self {
        let tokens = &segmentation.tokens[segmentation.sentences[sentence].tokens.clone()];
        let case = Case::of(text, tokens);
        let mut words: Vec<Word<'text>> = Vec::with_capacity(tokens.len());
        let mut opens = true;
        for token in tokens {
            for span in parts(text, token, lexicon) {
                let mut word = word(text, span, token.kind, case, lexicon);
                word.weak = opens || case != Case::Plain;
                opens = match (word.mark, &*word.text) {
                    (true, "\"" | "“" | "‘" | "'" | ":" | "«" | "•" | "*" | "-" | ">") => true,
                    (mark, _) => opens && mark,
                };
                words.push(word);
            }
        }
        Self {
            words,
            titled: case != Case::Plain,
        }
    }

    /// The text of a word; `None` past either end.
    pub(super) fn text(&self, index: usize) -> Option<&str> {
        self.words.get(index).map(|word| &*word.text)
    }

    /// A word in lower case; `None` past either end.
    pub(super) fn lower(&self, index: usize) -> Option<&str> {
        self.words.get(index).map(|word| &*word.lower)
    }

    /// The word before in lower case.
    pub(super) fn lower_before(&self, index: usize) -> Option<&str> {
        self.lower(index.checked_sub(1)?)
    }

    /// Whether a word is a possessive ending.
    pub(super) fn is_possessive(&self, index: usize) -> bool {
        self.lower(index) == Some("'s")
    }

    /// The span of a range of words, which must not be empty.
    pub(super) fn span(&self, words: std::ops::Range<usize>) -> Span {
        self.words[words.start].span.cover(self.words[words.end - 1].span)
    }
}

/// How a sentence uses capitals.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    /// For names and the first word.
    Plain,
    /// For every word but the small ones.
    Title,
    /// For every letter.
    Shout,
}

impl Case {
    fn of(text: &str, tokens: &[Token]) -> Self {
        let (mut long, mut shout) = (0, 0);
        let mut plain = false;
        for token in tokens.iter().skip(1) {
            let word = token.span.of(text);
            if token.kind != TokenKind::Word || word.chars().count() < 3 {
                continue;
            }
            match word.starts_with(char::is_uppercase) {
                true => long += 1,
                false => plain |= !is_small(word),
            }
            shout += usize::from(!word.contains(char::is_lowercase));
        }
        if long < 2 || plain {
            Case::Plain
        } else if shout * 5 >= long * 4 {
            Case::Shout
        } else if long >= 3 {
            Case::Title
        } else {
            Case::Plain
        }
    }
}

/// Words that headlines leave in lower case.
fn is_small(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "and"
            | "but"
            | "for"
            | "nor"
            | "from"
            | "with"
            | "into"
            | "onto"
            | "over"
            | "than"
            | "that"
            | "upon"
            | "via"
            | "after"
            | "amid"
            | "about"
            | "against"
            | "before"
            | "between"
            | "near"
            | "off"
            | "out"
            | "per"
            | "under"
            | "its"
    )
}

fn word<'text>(text: &'text str, span: Span, kind: TokenKind, case: Case, lexicon: &Lexicon) -> Word<'text> {
    let printed = span.of(text);
    let mut text = match printed.contains('’') {
        true => Cow::Owned(printed.replace('’', "'")),
        false => Cow::Borrowed(printed),
    };
    let shout =
        printed.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !printed.contains(char::is_lowercase);
    let lower = match printed.contains(char::is_uppercase) {
        true => Cow::Owned(text.to_lowercase()),
        false => text.clone(),
    };
    let is_acronym = || {
        lexicon.organisations.phrases.word(printed).is_some()
            || lexicon.places.phrases.word(printed).is_some()
    };
    if case == Case::Shout && shout && !is_acronym() {
        text = Cow::Owned(capitalised(&lower));
    }
    Word {
        span,
        capital: printed.starts_with(char::is_uppercase),
        shout: shout && case != Case::Shout,
        weak: false,
        mark: kind == TokenKind::Mark,
        text,
        lower,
    }
}

fn capitalised(lower: &str) -> String {
    let mut characters = lower.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(characters).collect()
}

/// A token in parts where one of them is a place or an organisation: "Russia-U.S.", "NATO-led".
fn parts(text: &str, token: &Token, lexicon: &Lexicon) -> Vec<Span> {
    let printed = token.span.of(text);
    let knows = |part: &str| {
        lexicon.places.phrases.word(part).is_some() || lexicon.organisations.phrases.word(part).is_some()
    };
    let hyphen = |c: char| matches!(c, '-' | '‐' | '‑');
    if token.kind != TokenKind::Word
        || !printed.contains(hyphen)
        || knows(printed)
        || lexicon.person_names.given(printed).is_some()
    {
        return vec![token.span];
    }
    let family = |part: &str| lexicon.person_names.is_family(part);
    let stands = |part: &str| knows(part) || family(part) || !part.starts_with(char::is_uppercase);
    let named = printed.split(hyphen).any(knows) || printed.split(hyphen).all(family);
    if !named || !printed.split(hyphen).all(stands) {
        return vec![token.span];
    }
    let mut spans = Vec::new();
    let mut start = token.span.start;
    for (place, mark) in printed.match_indices(hyphen) {
        let at = token.span.start + place;
        spans.push(Span::new(start, at));
        spans.push(Span::new(at, at + mark.len()));
        start = at + mark.len();
    }
    spans.push(Span::new(start, token.span.end));
    spans.retain(|span| !span.is_empty());
    spans
}

/// What the whole article shows about its words: which stand in lower case, which with a capital that says something.
#[derive(Default)]
pub(super) struct Evidence {
    lower: BTreeSet<String>,
    strong: BTreeSet<String>,
}

impl Evidence {
    /// Adds a sentence.
    pub(super) fn read(&mut self, line: &Line) {
        for word in line.words.iter().filter(|word| !word.mark) {
            if word.capital && !word.weak && !self.strong.contains(&*word.text) {
                self.strong.insert(word.text.clone().into_owned());
            } else if !word.capital && !self.lower.contains(&*word.lower) {
                self.lower.insert(word.lower.clone().into_owned());
            }
        }
    }

    /// Whether the article has the word in lower case.
    pub(super) fn has_lower(&self, lower: &str) -> bool {
        self.lower.contains(lower)
    }

    /// Whether the article has the word with a capital inside a sentence.
    pub(super) fn has_capital(&self, text: &str) -> bool {
        self.strong.contains(text)
    }
}
