//! What a claim says, as far as it is compared: its telling words, numbers, days, places and whether it is negated.

use super::foresight::{Foreseen, embedder};
use super::rarity::Rarity;
use crate::lexicon::time_word::Sense;
use crate::lexicon::{Lexicon, PlaceWord};
use crate::mention::Kind;
use crate::reader::{ClaimVector, ReaderError};
use crate::span::Span;
use crate::token::{Token, TokenKind, tokens_of};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

/// What claims are read with.
pub struct Comparer {
    pub(super) lexicon: Lexicon,
    rarity: Rarity,
    /// Where claims lie that are about to be asked for.
    foreseen: Mutex<Foreseen>,
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
    /// Years that it names.
    pub(super) years: BTreeSet<String>,
    /// The words of the places that it names.
    pub(super) place_words: BTreeSet<String>,
    /// Places that something is said to be in or at.
    pub(super) places: BTreeSet<String>,
    /// Whom and what the articles that print it speak of most, and whom it speaks of itself.
    pub(super) setting: BTreeSet<String>,
    /// Whether it says that something is not so.
    pub(super) negated: bool,
    /// Whether it speaks of what is to come.
    pub(super) due: bool,
    /// Whether it says that something is no longer what it was.
    pub(super) changed: bool,
    /// The words that its names are made of, by stem: another claim may call the Mill Lane Bridge "the bridge".
    pub(super) name_words: BTreeSet<String>,
    /// Whether it asks, supposes or leaves open.
    pub(super) open: bool,
    /// Where it lies among claims; nowhere until [`Comparer::place`] puts it there.
    pub(super) vector: Option<ClaimVector>,
    /// The numbers of the neighbourhoods that it lies in.
    pub(super) neighbourhoods: Vec<usize>,
}

/// Words that negate what is claimed.
const NEGATIONS: [&str; 8] = [
    "not", "no", "never", "nobody", "nothing", "neither", "none", "cannot",
];
/// Words that leave open whether something is so.
const OPEN: [&str; 3] = ["whether", "if", "unless"];
/// Words that a claim begins with that asks what is so.
const ASKING: [&str; 7] = ["who", "what", "when", "where", "why", "how", "which"];
/// Words of whom nobody but the speaker can be.
const FIRST_PERSON: [&str; 4] = ["i", "me", "my", "myself"];
/// Words that tell what is so from what was.
const CHANGED: [&str; 4] = ["now", "instead", "longer", "anymore"];
/// Words that put what is claimed into the future.
const TO_COME: [&str; 11] = [
    "will", "shall", "would", "'ll", "’ll", "won't", "won’t", "going", "until", "due", "planned",
];
/// Words that put what is claimed somewhere.
const AT: [&str; 5] = ["in", "at", "near", "to", "from"];
/// The weight of an entity that a claim is about, and of a part of its name.
const ENTITY: f32 = 1.2;
pub(super) const PART_OF_NAME: f32 = 0.6;
/// How much the words of a later sentence of a remark weigh: it is known by its main point.
const ADDED: f32 = 0.5;
/// The weight of two words that have a sense together: "put off".
const PHRASE: f32 = 1.0;

impl Default for Comparer {
    fn default() -> Self {
        Self::standard()
    }
}

impl Comparer {
    /// With the tables that come with the program.
    pub fn standard() -> Self {
        Self {
            lexicon: Lexicon::standard(),
            rarity: Rarity::standard(),
            foreseen: Mutex::default(),
        }
    }

    /// Takes the vectors of the claims that are asked for next, in the place of those it was given before.
    pub fn expect(&self, foreseen: Foreseen) {
        *self.foreseen.lock().unwrap_or_else(PoisonError::into_inner) = foreseen;
    }

    /// Where a claim with these words lies among others: by that, claims are alike that share no word.
    ///
    /// # Errors
    /// Only where the program was built with weights that do not fit it.
    pub fn vector(&self, text: &str) -> Result<ClaimVector, ReaderError> {
        let foreseen = || self.foreseen.lock().unwrap_or_else(PoisonError::into_inner);
        // Not held while another one is made.
        let known = foreseen().get(text).cloned();
        match known {
            Some(vector) => Ok(vector),
            None => Ok(embedder()?.embed(text)),
        }
    }

    /// Puts a claim where it lies.
    ///
    /// # Errors
    /// As [`Comparer::vector`].
    pub fn place(&self, content: Content, vector: ClaimVector) -> Result<Content, ReaderError> {
        Ok(Content {
            neighbourhoods: embedder()?.neighbourhoods(&vector),
            vector: Some(vector),
            ..content
        })
    }

    /// Reads a claim. `about` are the names, as in IRIs ("merrow-dam"), of the people, organisations and places it is about,
    /// `setting` those that its articles speak of most, `speakers` who makes it.
    pub fn read(
        &self,
        text: &str,
        about: impl IntoIterator<Item = (Kind, String)>,
        setting: impl IntoIterator<Item = String>,
        speakers: impl IntoIterator<Item = String>,
    ) -> Content {
        let text = self.lexicon.speech_nouns.held(text).unwrap_or(text);
        let mut content = Content::default();
        let mut names: BTreeSet<String> = BTreeSet::new();
        for (kind, entity) in about {
            if kind == Kind::Place {
                content.place_words.extend(entity.split('-').map(str::to_owned));
            }
            content.terms.insert(format!("@{entity}"), ENTITY);
            names.extend(entity.split('-').map(str::to_owned));
            content.setting.insert(entity);
        }
        content.setting.extend(setting);
        let tokens: Vec<Token> = tokens_of(text, Span::new(0, text.len()));
        let word = |index: usize| tokens.get(index).map(|token: &Token| token.span.of(text));
        let is_one_of =
            |words: &[&str], token: &Token| words.contains(&token.span.of(text).to_lowercase().as_str());
        if tokens.iter().any(|token| is_one_of(&FIRST_PERSON, token)) {
            let speakers = speakers
                .into_iter()
                .map(|speaker| (format!("@{speaker}"), ENTITY));
            content.terms.extend(speakers);
        }
        content.due = tokens.iter().any(|token| is_one_of(&TO_COME, token)) || text.starts_with("to ");
        content.changed = tokens.iter().any(|token| is_one_of(&CHANGED, token));
        content.open = tokens.first().is_some_and(|token| is_one_of(&ASKING, token));
        // What is said first is the claim; "He never paid. He can't even tip a waiter" denies one thing.
        let (first, main) = (first_clause(text), first_sentence(text));
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            if let Some((length, place)) = self.lexicon.places.phrases.longest(|ahead| word(at + ahead)) {
                let before = at
                    .checked_sub(1)
                    .and_then(word)
                    .unwrap_or_default()
                    .to_lowercase();
                self.named_place(*place, AT.contains(&before.as_str()), &mut content);
                at += length;
                continue;
            }
            if let Some(length) = self.date(&tokens, text, at, &mut content) {
                at += length;
                continue;
            }
            let lower = token.span.of(text).to_lowercase();
            let next = word(at + 1).unwrap_or_default().to_lowercase();
            if let Some(sense) = self.lexicon.senses.of_both(&lower, &next) {
                content.senses.insert(sense.to_owned());
                content.terms.insert(sense.to_owned(), PHRASE);
                at += 2;
                continue;
            }
            if let Some(ordinal) = self.ordinal(&lower) {
                content.ordinals.push((ordinal, self.term(&next)));
                at += 1;
                continue;
            }
            at += match token.kind {
                TokenKind::Mark => 1,
                _ => self.number(&tokens, text, at, &mut content).unwrap_or_else(|| {
                    let is_capital = token.span.of(text).starts_with(char::is_uppercase);
                    let share = if token.span.start < main { 1.0 } else { ADDED };
                    self.word(&lower, is_capital, share, &names, &mut content);
                    // "196, and not 214" says that it is so.
                    let added = at
                        .checked_sub(1)
                        .and_then(word)
                        .is_some_and(|before| before == "and");
                    if token.span.start < first && is_negation(&lower) && !added {
                        content.negated = !content.negated;
                    }
                    1
                }),
            };
        }
        content.open |= text.trim_end().ends_with('?');
        content
    }

    fn named_place(&self, word: PlaceWord, is_located: bool, content: &mut Content) {
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

    fn word(
        &self,
        lower: &str,
        is_capital: bool,
        share: f32,
        names: &BTreeSet<String>,
        content: &mut Content,
    ) {
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
        let has_sense = self.lexicon.senses.of(&self.lexicon.senses.stem(lower)).is_some();
        let is_name = names.contains(deunicode::deunicode(lower).as_str());
        let says_little = self.lexicon.layout.function_words.contains(lower)
            || self.lexicon.common_words.is_function(lower);
        // A part of a name may be all that another claim has of it.
        if is_name && is_capital {
            content.terms.insert(format!("@{lower}"), PART_OF_NAME);
            content.name_words.insert(self.term(lower));
            return;
        }
        if says_little && !has_sense {
            return;
        }
        let term = self.term(lower);
        if has_sense {
            content.senses.insert(term.clone());
        }
        let weight = self.rarity.of(lower) * share;
        let known = content.terms.entry(term).or_insert(weight);
        *known = known.max(weight);
    }

    /// The sense of a word, else its stem.
    pub(super) fn term(&self, lower: &str) -> String {
        let stem = self.lexicon.senses.stem(lower);
        self.lexicon.senses.of(&stem).map_or(stem.clone(), str::to_owned)
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

/// Where the first clause of a claim ends that stands for itself.
fn first_clause(text: &str) -> usize {
    const ENDS: [&str; 3] = ["; ", ", and ", ", but "];
    let ends = ENDS.iter().filter_map(|end| text.find(end));
    ends.min().unwrap_or(text.len()).min(first_sentence(text))
}

/// Where the first sentence of a claim ends; a number with a point in it ends none.
fn first_sentence(text: &str) -> usize {
    const ENDS: [&str; 6] = [". ", ".”", "! ", "? ", "” ", "\" "];
    let ends = ENDS.iter().filter_map(|end| text.find(end));
    ends.min().unwrap_or(text.len())
}

fn is_negation(lower: &str) -> bool {
    NEGATIONS.contains(&lower) || lower.ends_with("n't") || lower.ends_with("n’t")
}

/// So many of the rarest terms make the keys, and so many with each part of the setting.
const KEY_TERMS: usize = 6;
const SET_TERMS: usize = 3;
/// What stands before the number of a neighbourhood; no word has it.
const NEARBY: char = '^';

impl Content {
    /// Where it lies.
    pub fn vector(&self) -> Option<&ClaimVector> {
        self.vector.as_ref()
    }

    /// How close it lies to another claim: from 0 to 1.
    pub(super) fn closeness(&self, other: &Content) -> f32 {
        let (Some(one), Some(other)) = (&self.vector, &other.vector) else {
            return 0.0;
        };
        one.closeness(other).max(0.0)
    }

    /// By what a claim is found: each two of its most telling terms, the most telling ones within its setting, and where it
    /// lies within that.
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
        let nearby = self.setting.iter().flat_map(|entity| {
            let numbers = self.neighbourhoods.iter();
            numbers.map(move |number| format!("~{entity} {NEARBY}{number}"))
        });
        pairs.chain(within).chain(nearby).collect()
    }

    /// What it is worth that two claims share a key: a neighbourhood within one setting is as much as two keys of words.
    pub fn worth(key: &str) -> usize {
        1 + usize::from(key.contains(NEARBY))
    }

    /// Whether one names a year that the other does not.
    pub(super) fn differs_in_year(&self, other: &Content) -> bool {
        self.years.is_empty() != other.years.is_empty() || are_apart(&self.years, &other.years)
    }

    /// The first by name of those of whom its articles speak most.
    pub fn first_of_setting(&self) -> Option<&str> {
        self.setting.first().map(String::as_str)
    }

    /// How many of whom their articles speak of most two claims have in common.
    pub(super) fn common_setting(&self, other: &Content) -> usize {
        self.setting.intersection(&other.setting).count()
    }
}

/// Whether both have some, and none in common.
pub(super) fn are_apart(one: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    !one.is_empty() && !other.is_empty() && one.is_disjoint(other)
}
