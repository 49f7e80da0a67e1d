//! The tokens of a reading as the rules see them: lower-case words, what is quoted, what tells a time.
//!
//! Made once a reading from segmentation and time expressions; every rule asks it by token index.

use crate::article::Reading;
use crate::mention::Mentions;
use crate::sentence::Segmentation;
use crate::span::Span;
use crate::token::{Token, TokenKind};
use std::ops::Range;

/// Words that may open a clause after another one; a source or content does not reach over them.
const CONJUNCTIONS: &[&str] = &[
    "that", "but", "yet", "while", "whilst", "when", "after", "before", "as", "because", "since", "although",
    "though", "if", "unless", "until", "whether", "than", "what", "how", "why", "where", "so", "whereas",
    "once",
];
const AUXILIARIES: &[&str] = &[
    "is", "are", "was", "were", "be", "been", "being", "am", "has", "have", "had", "having", "do", "does",
    "did", "will", "would", "shall", "should", "can", "could", "may", "might", "must", "isn't", "wasn't",
    "aren't", "weren't", "’s", "'s", "’ve", "'ve", "’d", "'d", "’ll", "'ll", "’re", "'re",
];
const DETERMINERS: &[&str] = &[
    "the", "a", "an", "his", "her", "their", "its", "our", "my", "your", "any", "no", "every", "each",
    "another", "such",
];
const PREPOSITIONS: &[&str] = &[
    "of", "for", "with", "from", "about", "into", "between", "by", "against", "under", "in", "on", "at",
    "over", "during", "to", "amid", "through", "via", "among", "despite", "without", "upon", "near",
    "within",
];
const PRONOUNS: &[&str] = &[
    "he", "she", "it", "they", "we", "i", "you", "who", "this", "these", "those", "both", "many", "some",
    "others", "there", "one", "most", "all",
];

/// The tokens of a reading.
pub(super) struct Words<'a> {
    /// The text as read.
    pub text: &'a str,
    tokens: &'a [Token],
    lower: Vec<String>,
    quotation: Vec<Option<usize>>,
    quotations: Vec<Range<usize>>,
    timed: Vec<bool>,
}

impl<'a> Words<'a> {
    /// Looks at a reading.
    pub fn new(reading: &'a Reading, segmentation: &'a Segmentation, mentions: &Mentions) -> Self {
        let text = reading.text();
        let tokens = &segmentation.tokens[..];
        let lower = tokens
            .iter()
            .map(|token| token.span.of(text).to_lowercase())
            .collect();
        let mut words = Self {
            text,
            tokens,
            lower,
            quotation: vec![None; tokens.len()],
            quotations: Vec::new(),
            timed: vec![false; tokens.len()],
        };
        let mut end = 0;
        for quotation in segmentation.quotations.iter() {
            let range = segmentation.tokens_in(quotation.span);
            if range.start >= end && !range.is_empty() {
                end = range.end;
                words.quotation[range.clone()].fill(Some(words.quotations.len()));
                words.quotations.push(range);
            }
        }
        for time in &mentions.times {
            let range = segmentation.tokens_in(time.phrase.cover(time.span));
            words.timed[range].fill(true);
        }
        words
    }

    /// A token in lower case; empty beyond the end.
    pub fn word(&self, index: usize) -> &str {
        self.lower.get(index).map_or("", String::as_str)
    }

    /// The token before an index in lower case; empty where there is none in the sentence.
    pub fn before(&self, index: usize, sentence: &Range<usize>) -> &str {
        if index > sentence.start {
            self.word(index - 1)
        } else {
            ""
        }
    }

    /// A token as it stands.
    pub fn raw(&self, index: usize) -> &'a str {
        self.tokens
            .get(index)
            .map_or("", |token| token.span.of(self.text))
    }

    /// The outermost quotation that a token belongs to, as a range of tokens with its marks.
    pub fn quotation(&self, index: usize) -> Option<Range<usize>> {
        let quotation = (*self.quotation.get(index)?)?;
        self.quotations.get(quotation).cloned()
    }

    /// Whether a token lies in a time expression.
    pub fn is_timed(&self, index: usize) -> bool {
        self.timed.get(index).copied().unwrap_or(false)
    }

    /// Whether a token is a mark of punctuation.
    pub fn is_mark(&self, index: usize) -> bool {
        self.tokens
            .get(index)
            .is_none_or(|token| token.kind == TokenKind::Mark)
    }

    /// Whether a token begins with a capital letter.
    pub fn is_capitalised(&self, index: usize) -> bool {
        self.raw(index).starts_with(char::is_uppercase)
    }

    /// Whether a token opens another clause.
    pub fn is_conjunction(&self, index: usize) -> bool {
        CONJUNCTIONS.contains(&self.word(index))
    }

    /// Whether a token is "and", "but" or the like.
    pub fn is_coordinator(&self, index: usize) -> bool {
        matches!(self.word(index), "and" | "but" | "or" | "yet" | "then")
    }

    /// Whether a token is an auxiliary verb.
    pub fn is_auxiliary(&self, index: usize) -> bool {
        AUXILIARIES.contains(&self.word(index))
    }

    /// Whether a token is an article or a possessive.
    pub fn is_determiner(&self, index: usize) -> bool {
        DETERMINERS.contains(&self.word(index))
    }

    /// Whether a token is a preposition.
    pub fn is_preposition(&self, index: usize) -> bool {
        PREPOSITIONS.contains(&self.word(index))
    }

    /// Whether a token is a pronoun that can be a subject.
    pub fn is_pronoun(&self, index: usize) -> bool {
        PRONOUNS.contains(&self.word(index))
    }

    /// Whether a token is an adverb that may stand beside a verb.
    pub fn is_adverb(&self, index: usize) -> bool {
        match self.word(index) {
            "also" | "later" | "then" | "again" | "still" | "already" | "once" | "even" | "now"
            | "further" | "so" | "far" | "since" | "ever" | "first" | "often" | "just" | "earlier"
            | "always" | "instead" | "long" | "twice" | "too" | "reportedly" => true,
            "family" | "assembly" | "ally" | "supply" | "reply" | "monopoly" | "italy" | "july" => false,
            word => word.ends_with("ly") && !self.is_capitalised(index),
        }
    }

    /// Whether a token can begin a noun phrase.
    pub fn begins_noun_phrase(&self, index: usize) -> bool {
        !self.is_mark(index)
            && !self.is_preposition(index)
            && !self.is_coordinator(index)
            && !self.is_conjunction(index)
            && !self.is_auxiliary(index)
            && !self.is_adverb(index)
    }

    /// The range without punctuation at its ends: commas, colons, a final stop; quotation marks stay.
    pub fn trimmed(&self, mut range: Range<usize>) -> Range<usize> {
        let loose = |index: usize| matches!(self.word(index), "," | ";" | ":" | "–" | "—" | "-");
        while !range.is_empty() && loose(range.start) {
            range.start += 1;
        }
        while !range.is_empty()
            && (loose(range.end - 1)
                || (matches!(self.word(range.end - 1), "." | "!" | "?")
                    && self.quotation(range.end - 1).is_none()))
        {
            range.end -= 1;
        }
        range
    }

    /// The span of a range of tokens, which must not be empty.
    pub fn span(&self, range: &Range<usize>) -> Span {
        Span::new(
            self.tokens[range.start].span.start,
            self.tokens[range.end - 1].span.end,
        )
    }
}
