//! What the words of a description show: its noun, whether it is new, whose it is, what it is like.
//!
//! "His two elder brothers": the noun "brother", several, his, "two" and "elder".

use super::Source;
use crate::lexicon::{Gender, ModifierKind};
use crate::mention::{Kind, Mention, is_plural, singular};
use crate::span::Span;
use std::collections::BTreeSet;

/// Where what describes a noun from behind begins.
const BEHIND: &[&str] = &[
    "of",
    "for",
    "in",
    "at",
    "on",
    "to",
    "from",
    "with",
    "by",
    "who",
    "whom",
    "whose",
    "which",
    "that",
    "where",
    "when",
    "while",
    "as",
    "about",
    "against",
    "between",
    "near",
    "within",
    "under",
    "over",
    "around",
    "including",
    "called",
    "named",
    "known",
    "located",
    ",",
    "(",
    "[",
    "-",
    "–",
    "—",
    ":",
    "and",
];

/// Words that do not tell one thing from another of its kind.
const SAY_NOTHING: &[&str] = &[
    "s",
    "whole",
    "entire",
    "same",
    "own",
    "very",
    "said",
    "famous",
    "beautiful",
];

/// How a description opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// "the", "this"
    Definite,
    /// "a", "another", "some", "no"
    Indefinite,
    /// "his", "Merrow's"
    Possessive,
    /// Nothing, or a number.
    Bare,
}

/// A description, read.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// Its noun in lower case, singular.
    pub(super) noun: String,
    /// Where the noun begins.
    pub(super) place: usize,
    /// Whether it stands for several.
    pub(super) plural: bool,
    pub(super) opening: Opening,
    /// The mention whose it is, where that opens the phrase.
    pub(super) owner: Option<usize>,
    /// The words that say what it is like, in lower case, without those that say nothing.
    pub(super) qualities: BTreeSet<String>,
    /// What the noun tells of the gender.
    pub(super) gender: Gender,
    /// Whether it is said by one word alone, or by "the" and one word.
    pub(super) short: bool,
}

impl Phrase {
    /// Reads a description.
    pub(super) fn of(source: &Source, index: usize) -> Self {
        let mention = &source.mentions.mentions[index];
        let words: Vec<(usize, String)> = words(source, mention);
        let noun = noun_at(source, mention, &words);
        let place = words.get(noun).map_or(mention.head.start, |(place, _)| *place);
        let lower = words.get(noun).map_or("", |(_, word)| word.as_str());
        let opening = opening(source, index, &words, noun);
        let owner = (opening == Opening::Possessive)
            .then(|| owner(source, index))
            .flatten();
        let owned = owner.map_or(mention.span.start, |owner| {
            source.mentions.mentions[owner].span.end
        });
        let says_something = |word: &str| {
            word.chars().any(char::is_alphanumeric)
                && !SAY_NOTHING.contains(&word)
                && !is_determiner(source, word)
                && !source.lexicon.common_words.is_function(word)
        };
        let qualities: BTreeSet<String> = words
            .iter()
            .enumerate()
            .filter(|(place, (start, word))| *place != noun && *start >= owned && says_something(word))
            .map(|(_, (_, word))| word.clone())
            .collect();
        Self {
            gender: gender(source, lower),
            noun: singular(lower),
            place,
            plural: is_plural(lower, source.lexicon),
            opening,
            owner,
            short: words[(noun + 1).min(words.len())..]
                .iter()
                .all(|(_, word)| matches!(word.as_str(), "'s" | "'"))
                && qualities.is_empty(),
            qualities,
        }
    }
}

fn words(source: &Source, mention: &Mention) -> Vec<(usize, String)> {
    let tokens = &source.segmentation.tokens[source.segmentation.tokens_in(mention.span)];
    let word = |span: Span| (span.start, span.of(source.text).replace('’', "'").to_lowercase());
    tokens.iter().map(|token| word(token.span)).collect()
}

/// The noun: the last word of the head where the mention has one of its own, else the last before what describes it
/// from behind.
fn noun_at(source: &Source, mention: &Mention, words: &[(usize, String)]) -> usize {
    if mention.head != mention.span {
        let before = words.partition_point(|(start, _)| *start < mention.head.end);
        return before.saturating_sub(1);
    }
    let behind = words.iter().enumerate().skip(1).find(|(place, (start, word))| {
        BEHIND.contains(&word.as_str()) && !(*place == 1 && is_determiner(source, &words[0].1)) && *start > 0
    });
    behind.map_or(words.len(), |(place, _)| place).saturating_sub(1)
}

fn is_determiner(source: &Source, word: &str) -> bool {
    source.lexicon.groups.modifier(word) == Some(ModifierKind::Determiner)
}

fn opening(source: &Source, index: usize, words: &[(usize, String)], noun: usize) -> Opening {
    let first = words.first().map_or("", |(_, word)| word.as_str());
    match first {
        _ if noun == 0 => Opening::Bare,
        "the" | "this" | "that" | "these" | "those" | "both" | "such" => Opening::Definite,
        "a" | "an" | "another" | "some" | "any" | "no" | "every" | "each" | "several" | "many" | "few"
        | "other" | "one" | "most" | "all" | "certain" | "various" | "more" => Opening::Indefinite,
        "my" | "your" | "his" | "her" | "its" | "our" | "their" | "whose" => Opening::Possessive,
        _ if owner(source, index).is_some() => Opening::Possessive,
        _ => Opening::Bare,
    }
}

/// The mention inside another that opens it as its owner: "his", "Merrow's".
fn owner(source: &Source, index: usize) -> Option<usize> {
    let mentions = &source.mentions.mentions;
    let outer = &mentions[index];
    let inside = mentions[index + 1..].iter().enumerate();
    inside
        .take_while(|(_, inner)| inner.span.start == outer.span.start)
        .take(4)
        .find(|(_, inner)| {
            inner.span.end < outer.span.end && inner.span.end <= outer.head.end && is_owner(source, inner)
        })
        .map(|(offset, _)| index + 1 + offset)
}

fn is_owner(source: &Source, inner: &Mention) -> bool {
    let words = inner.span.of(source.text).to_lowercase();
    let ends = |words: &str| {
        ["'s", "’s", "s'", "s’"]
            .iter()
            .any(|ending| words.ends_with(ending))
    };
    let follows =
        source.text[inner.span.end..].starts_with("'s") || source.text[inner.span.end..].starts_with("’s");
    matches!(
        words.as_str(),
        "my" | "your" | "his" | "her" | "its" | "our" | "their" | "whose"
    ) || ends(&words)
        || follows
}

/// What a noun tells of the gender of whom it describes.
fn gender(source: &Source, noun: &str) -> Gender {
    match noun {
        "man" | "boy" | "father" | "son" | "brother" | "husband" | "boyfriend" | "uncle" | "nephew"
        | "grandfather" | "grandson" | "gentleman" | "guy" | "widower" | "monk" | "stepfather"
        | "half-brother" | "dad" => Gender::Male,
        "woman" | "girl" | "mother" | "daughter" | "sister" | "wife" | "girlfriend" | "aunt" | "niece"
        | "widow" | "grandmother" | "granddaughter" | "lady" | "nun" | "stepmother" | "half-sister"
        | "mum" | "mom" => Gender::Female,
        _ => source.lexicon.offices.gender(noun),
    }
}

/// Whether two kinds can be one thing: a group may turn out to be one person or body, and the other way round.
pub(super) fn are_alike(one: Kind, other: Kind) -> bool {
    let people = |kind| matches!(kind, Kind::Person | Kind::Group);
    one == other || (people(one) && people(other))
}
