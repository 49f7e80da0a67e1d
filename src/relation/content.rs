//! What a claim says, as far as it is compared: its telling words, numbers, days, places and whether it is negated.

use super::rarity::Rarity;
use crate::lexicon::time_word::Sense;
use crate::lexicon::{Lexicon, PlaceWord, Senses};
use crate::span::Span;
use crate::token::{Token, TokenKind, tokens_of};
use std::collections::{BTreeMap, BTreeSet};

/// What claims are read with.
pub struct Comparer {
    pub(super) senses: Senses,
    lexicon: Lexicon,
    rarity: Rarity,
}

/// A claim, read to be compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Content {
    /// Its telling words, by stem, sense or entity ("@merrow-dam"), with their weights.
    pub(super) terms: BTreeMap<String, f32>,
    /// The senses among the terms.
    pub(super) senses: BTreeSet<String>,
    /// Its numbers, each with the stem of the word behind it.
    pub(super) numbers: Vec<(f64, String)>,
    /// Which of several it speaks of: "the second round", with the stem of the word behind it.
    pub(super) ordinals: Vec<(u32, String)>,
    /// Days, months and years that it names.
    pub(super) days: BTreeSet<String>,
    /// Places that something is said to be in or at.
    pub(super) places: BTreeSet<String>,
    /// Whom and what the articles that print it speak of most, and whom it speaks of itself.
    pub(super) setting: BTreeSet<String>,
    /// Whether it says that something is not so.
    pub(super) negated: bool,
    /// Whether it asks, supposes or leaves open.
    pub(super) open: bool,
}

/// Words that negate what is claimed.
const NEGATIONS: [&str; 9] = [
    "not", "no", "never", "nobody", "nothing", "neither", "none", "cannot", "without",
];
/// Words that leave open whether something is so.
const OPEN: [&str; 3] = ["whether", "if", "unless"];
/// Words that put what is claimed somewhere.
const AT: [&str; 5] = ["in", "at", "near", "to", "from"];
/// A noun phrase before "that" has so many words at most: "a report by the Orla Valley Star".
const NOUN_PHRASE: usize = 8;
/// The weight of an entity that a claim is about, and of a part of its name.
const ENTITY: f32 = 1.2;
const PART_OF_NAME: f32 = 0.6;

impl Default for Comparer {
    fn default() -> Self {
        Self::standard()
    }
}

impl Comparer {
    /// With the tables that come with the program.
    pub fn standard() -> Self {
        Self {
            senses: Senses::standard(),
            lexicon: Lexicon::standard(),
            rarity: Rarity::standard(),
        }
    }

    /// Reads a claim. `about` are the names, as in IRIs ("merrow-dam"), of the people, organisations and places it is about,
    /// `setting` those that its articles speak of most.
    pub fn read(
        &self,
        text: &str,
        about: impl IntoIterator<Item = String>,
        setting: impl IntoIterator<Item = String>,
    ) -> Content {
        let text = self.reported(text);
        let mut content = Content::default();
        let mut names: BTreeSet<String> = BTreeSet::new();
        for entity in about {
            content.terms.insert(format!("@{entity}"), ENTITY);
            names.extend(entity.split('-').map(str::to_owned));
            content.setting.insert(entity);
        }
        content.setting.extend(setting);
        let tokens: Vec<Token> = tokens_of(text, Span::new(0, text.len()));
        let word = |index: usize| tokens.get(index).map(|token: &Token| token.span.of(text));
        // What is said first is the claim; "He never paid. He can't even tip a waiter" denies one thing.
        let first = text.find(['.', '!', ';', '”']).unwrap_or(text.len());
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            if let Some((length, place)) = self.lexicon.places.phrases.longest(|ahead| word(at + ahead)) {
                let before = at
                    .checked_sub(1)
                    .and_then(word)
                    .unwrap_or_default()
                    .to_lowercase();
                self.place(*place, AT.contains(&before.as_str()), &mut content);
                at += length;
                continue;
            }
            if let Some(length) = self.date(&tokens, text, at, &mut content) {
                at += length;
                continue;
            }
            let lower = token.span.of(text).to_lowercase();
            if let Some(ordinal) = self.ordinal(&lower) {
                let next = word(at + 1).unwrap_or_default().to_lowercase();
                content.ordinals.push((ordinal, self.term(&next)));
                at += 1;
                continue;
            }
            at += match token.kind {
                TokenKind::Mark => 1,
                _ => self.number(&tokens, text, at, &mut content).unwrap_or_else(|| {
                    let is_capital = token.span.of(text).starts_with(char::is_uppercase);
                    self.word(&lower, is_capital, &names, &mut content);
                    if token.span.start < first && is_negation(&lower) {
                        content.negated = !content.negated;
                    }
                    1
                }),
            };
        }
        content.open |= text.trim_end().ends_with('?');
        content
    }

    /// What a noun of speech holds, where the claim begins with one: "a report by the Post that the dam leaks".
    fn reported<'t>(&self, text: &'t str) -> &'t str {
        let Some((before, held)) = text.split_once(" that ") else {
            return text;
        };
        let words: Vec<&str> = before.split_whitespace().collect();
        let is_speech = |word: &&str| self.lexicon.speech_nouns.reference(word).is_some();
        let begins = words.len() <= NOUN_PHRASE && words.iter().any(is_speech);
        if begins { held } else { text }
    }

    fn place(&self, word: PlaceWord, is_located: bool, content: &mut Content) {
        let name = self
            .lexicon
            .places
            .get(word.place())
            .name
            .to_lowercase()
            .replace(' ', "-");
        if is_located && matches!(word, PlaceWord::Name(_)) {
            content.places.insert(name.clone());
        }
        content.terms.insert(format!("@{name}"), ENTITY);
    }

    /// Reads a day of a month at a token; gives how many tokens it takes.
    fn date(&self, tokens: &[Token], text: &str, at: usize, content: &mut Content) -> Option<usize> {
        let words = [at, at + 1].map(|index| tokens.get(index).map_or("", |token| token.span.of(text)));
        let day = |word: &str| word.parse::<u32>().ok().filter(|day| (1..=31).contains(day));
        let (month, day) = match day(words[0]) {
            Some(day) => (self.month(words[1])?, day),
            None => (self.month(words[0])?, day(words[1])?),
        };
        content.days.insert(format!("{month}-{day}"));
        Some(2)
    }

    fn month(&self, word: &str) -> Option<u32> {
        let lower = word.trim_end_matches('.').to_lowercase();
        let words = self.lexicon.time_words.beginning_with(&lower).iter();
        words
            .filter(|word| word.words.len() == 1)
            .find_map(|word| match word.sense {
                Sense::Month { month, .. } => Some(month),
                _ => None,
            })
    }

    /// "First", "2nd".
    fn ordinal(&self, lower: &str) -> Option<u32> {
        let figures = ["st", "nd", "rd", "th"]
            .iter()
            .find_map(|end| lower.strip_suffix(end));
        let words = self.lexicon.time_words.beginning_with(lower).iter();
        let word = words
            .filter(|word| word.words.len() == 1)
            .find_map(|word| match word.sense {
                Sense::Ordinal(number) => Some(number),
                _ => None,
            });
        word.or_else(|| figures?.parse().ok())
    }

    /// Reads a number at a token; gives how many tokens it takes.
    fn number(&self, tokens: &[Token], text: &str, at: usize, content: &mut Content) -> Option<usize> {
        let lower = |index: usize| tokens.get(index).map(|token| token.span.of(text).to_lowercase());
        let mut end = at;
        let mut value = 0.0_f64;
        let mut group = None::<f64>;
        while let Some(word) = lower(end) {
            let linked = end > at && matches!(word.as_str(), "and" | "-");
            let next = match linked {
                true => lower(end + 1).unwrap_or_default(),
                false => word,
            };
            let Some(number) = self.value(&next) else { break };
            group = Some(match (group, number) {
                (Some(before), 100.0) => before * number,
                (before, 1e3 | 1e6 | 1e9) => {
                    value += before.unwrap_or(1.0) * number;
                    0.0
                }
                (Some(before), small) if before % 100.0 == 0.0 || (before % 10.0 == 0.0 && small < 10.0) => {
                    before + small
                }
                (Some(_), _) => break,
                (None, number) => number,
            });
            end += 1 + usize::from(linked);
        }
        value += group?;
        let is_figure = tokens[at].kind == TokenKind::Number;
        if is_figure && end == at + 1 && value.fract() == 0.0 && (1900.0..2100.0).contains(&value) {
            content.days.insert(value.to_string());
            return Some(1);
        }
        // "One gate" is a count; "one of them" and "no one" are none.
        let counts = lower(end).is_some_and(|next| {
            next.starts_with(char::is_alphabetic) && !self.lexicon.common_words.is_function(&next)
        });
        if !is_figure && end == at + 1 && value < 2.0 && !counts {
            return None;
        }
        let mut unit = end;
        while lower(unit).is_some_and(|word| {
            matches!(
                word.as_str(),
                "more" | "other" | "of" | "the" | "percent" | "-" | "%"
            )
        }) {
            unit += 1;
        }
        let unit = lower(unit).map(|word| self.term(&word)).unwrap_or_default();
        content.numbers.push((value, unit));
        Some(end - at)
    }

    fn value(&self, lower: &str) -> Option<f64> {
        match lower {
            "million" | "m" => return Some(1e6),
            "billion" | "bn" => return Some(1e9),
            "thousand" => return Some(1e3),
            _ => {}
        }
        if lower.starts_with(|first: char| first.is_ascii_digit()) {
            return lower.replace(',', "").parse().ok();
        }
        let words = self.lexicon.time_words.beginning_with(lower).iter();
        words
            .filter(|word| word.words.len() == 1)
            .find_map(|word| match word.sense {
                Sense::Number(number) => Some(f64::from(number)),
                _ => None,
            })
    }

    fn word(&self, lower: &str, is_capital: bool, names: &BTreeSet<String>, content: &mut Content) {
        let lower = lower.trim_end_matches('.').replace('’', "'");
        let lower = lower.as_str();
        if is_negation(lower) {
            return;
        }
        content.open |= OPEN.contains(&lower);
        if self.is_day(lower) {
            content.days.insert(lower.to_owned());
            return;
        }
        let has_sense = self.senses.of(&self.senses.stem(lower)).is_some();
        let is_name = names.contains(deunicode::deunicode(lower).as_str());
        let says_little = self.lexicon.layout.function_words.contains(lower)
            || self.lexicon.common_words.is_function(lower);
        // A part of a name may be all that another claim has of it.
        if is_name && is_capital {
            content.terms.insert(format!("@{lower}"), PART_OF_NAME);
            return;
        }
        if says_little && !has_sense {
            return;
        }
        let term = self.term(lower);
        if has_sense {
            content.senses.insert(term.clone());
        }
        let weight = self.rarity.of(lower);
        let known = content.terms.entry(term).or_insert(weight);
        *known = known.max(weight);
    }

    /// The sense of a word, else its stem.
    fn term(&self, lower: &str) -> String {
        let stem = self.senses.stem(lower);
        self.senses.of(&stem).map_or(stem.clone(), str::to_owned)
    }

    fn is_day(&self, lower: &str) -> bool {
        let mut words = self.lexicon.time_words.beginning_with(lower).iter();
        words.any(|word| {
            word.words.len() == 1
                && matches!(
                    word.sense,
                    Sense::Month { name: false, .. }
                        | Sense::Weekday { .. }
                        | Sense::DeicticDay(_)
                        | Sense::Season(_)
                )
        })
    }
}

fn is_negation(lower: &str) -> bool {
    NEGATIONS.contains(&lower) || lower.ends_with("n't") || lower.ends_with("n’t")
}

/// So many of the rarest terms make the keys, and so many with each part of the setting.
const KEY_TERMS: usize = 6;
const SET_TERMS: usize = 3;

impl Content {
    /// By what a claim is found: each two of its most telling terms, and the most telling ones within its setting.
    pub fn keys(&self) -> BTreeSet<String> {
        let mut terms: Vec<(&str, f32)> = self
            .terms
            .iter()
            .map(|(term, weight)| (term.as_str(), *weight))
            .collect();
        terms.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(other.0)));
        let words = terms
            .iter()
            .map(|(term, _)| *term)
            .filter(|term| !term.starts_with('@'));
        let set: Vec<&str> = words.take(SET_TERMS).collect();
        let within = self
            .setting
            .iter()
            .flat_map(|entity| set.iter().map(move |term| format!("~{entity} {term}")));
        terms.truncate(KEY_TERMS);
        terms.sort_unstable_by_key(|(term, _)| *term);
        let pairs = terms.iter().enumerate().flat_map(|(index, (first, _))| {
            terms[index + 1..]
                .iter()
                .map(move |(second, _)| format!("{first} {second}"))
        });
        pairs.chain(within).collect()
    }

    /// How many of whom their articles speak of most two claims have in common.
    pub(super) fn common_setting(&self, other: &Content) -> usize {
        self.setting.intersection(&other.setting).count()
    }
}
