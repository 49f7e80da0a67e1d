//! Cue verbs and phrases: which words tie a source to a content, with what attitude, in which patterns.
//!
//! Reads `lexicon/cues.tsv`, `lexicon/cue_phrases.tsv` and `lexicon/addressees.tsv`;
//! `attribution` asks for the cues that a word may begin.

use super::table;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The speaker's stance towards the content (a SKOS scheme in `ontology/onrecord.ttl`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each is a word of the ontology, which defines it")]
pub enum Attitude {
    Asserts,
    Denies,
    Accuses,
    Warns,
    Promises,
    Requests,
    Agrees,
    Doubts,
    Declines,
}

/// Whether it was put on the record, or is said to be thought or wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Said, written, announced.
    Speech,
    /// Thought, believed, expected.
    Belief,
    /// Wanted, planned, intended.
    Intention,
}

/// A form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerbForm {
    /// "say"
    Base,
    /// "says"
    ThirdPerson,
    /// "said", also as a participle
    Past,
    /// "saying"
    Ing,
}

/// What the content of a cue may be; the head of `lexicon/cues.tsv` explains each.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the head of the table explains each")]
pub enum Pattern {
    That,
    Bare,
    Wh,
    To,
    Quote,
    Object,
    QuoteObject,
    Report,
    As,
    NpOf,
    NpAt,
    Figure,
    NpTo,
    NpThat,
    Preposition(String),
}

impl Pattern {
    fn parse(word: &str) -> Self {
        match word {
            "that" => Self::That,
            "bare" => Self::Bare,
            "wh" => Self::Wh,
            "to" => Self::To,
            "quote" => Self::Quote,
            "object" => Self::Object,
            "quote-object" => Self::QuoteObject,
            "report" => Self::Report,
            "as" => Self::As,
            "np-of" => Self::NpOf,
            "np-at" => Self::NpAt,
            "figure" => Self::Figure,
            "np-to" => Self::NpTo,
            "np-that" => Self::NpThat,
            preposition => Self::Preposition(preposition.to_owned()),
        }
    }
}

/// A cue verb or phrase.
#[derive(Clone, Debug)]
pub struct Cue {
    /// "say", "call for", "according to".
    pub lemma: String,
    /// The words that follow the first one, lower case.
    pub particles: Vec<String>,
    /// The stance it gives.
    pub attitude: Attitude,
    /// Speech, belief or intention.
    pub mode: Mode,
    /// What its content may be; none for a phrase.
    pub patterns: Vec<Pattern>,
}

impl Cue {
    /// Whether its content may be of this kind.
    pub fn takes(&self, pattern: &Pattern) -> bool {
        self.patterns.contains(pattern)
    }
}

/// The tables of cues.
#[derive(Clone, Debug, Default)]
pub struct Cues {
    cues: Vec<Cue>,
    verbs: BTreeMap<String, Vec<(usize, VerbForm)>>,
    phrases: BTreeMap<String, Vec<usize>>,
    addressees: BTreeSet<String>,
}

impl Cues {
    /// The tables that come with the program.
    pub fn standard() -> Self {
        let mut cues = Self {
            addressees: nouns("addressees.tsv", include_str!("../../lexicon/addressees.tsv")),
            ..Self::default()
        };
        for row in table::rows::<VerbRow>("cues.tsv", include_str!("../../lexicon/cues.tsv")) {
            cues.add_verb(row);
        }
        for row in table::rows::<PhraseRow>("cue_phrases.tsv", include_str!("../../lexicon/cue_phrases.tsv"))
        {
            cues.add_phrase(row);
        }
        let particles = |cue: usize| cues.cues[cue].particles.len();
        let mut verbs = std::mem::take(&mut cues.verbs);
        for entries in verbs.values_mut() {
            entries.sort_by_key(|(cue, _)| std::cmp::Reverse(particles(*cue)));
        }
        cues.verbs = verbs;
        cues
    }

    /// The cue of an index.
    pub fn get(&self, index: usize) -> &Cue {
        &self.cues[index]
    }

    /// The cue of a lemma.
    pub fn named(&self, lemma: &str) -> Option<&Cue> {
        self.cues.iter().find(|cue| cue.lemma == lemma)
    }

    /// The verbs of which a lower-case word is a form, those with most particles first.
    pub fn verbs(&self, word: &str) -> &[(usize, VerbForm)] {
        self.verbs.get(word).map_or(&[], Vec::as_slice)
    }

    /// The phrases that begin with a lower-case word.
    pub fn phrases(&self, word: &str) -> &[usize] {
        self.phrases.get(word).map_or(&[], Vec::as_slice)
    }

    /// Whether a lower-case noun names people who are told things.
    pub fn is_addressee(&self, word: &str) -> bool {
        self.addressees.contains(word)
    }

    fn add_verb(&mut self, row: VerbRow) {
        let index = self.cues.len();
        let particles: Vec<String> = row.lemma.split(' ').skip(1).map(str::to_owned).collect();
        let forms = [
            VerbForm::Base,
            VerbForm::ThirdPerson,
            VerbForm::Past,
            VerbForm::Ing,
            VerbForm::Past,
        ];
        for (words, form) in row.forms.split(' ').zip(forms) {
            for word in words.split('/') {
                let entries = self.verbs.entry(word.to_owned()).or_default();
                let known = |(cue, known): &(usize, VerbForm)| *cue == index && *known == form;
                if !entries.iter().any(known) {
                    entries.push((index, form));
                }
            }
        }
        self.cues.push(Cue {
            particles,
            lemma: row.lemma,
            attitude: row.attitude,
            mode: row.mode,
            patterns: row.patterns.split(' ').map(Pattern::parse).collect(),
        });
    }

    fn add_phrase(&mut self, row: PhraseRow) {
        let mut words = row.phrase.split(' ').map(str::to_owned);
        let first = words.next().unwrap_or_default();
        self.phrases.entry(first).or_default().push(self.cues.len());
        self.cues.push(Cue {
            particles: words.collect(),
            lemma: row.phrase,
            attitude: row.attitude,
            mode: row.mode,
            patterns: Vec::new(),
        });
    }
}

#[derive(Deserialize)]
struct VerbRow {
    lemma: String,
    forms: String,
    attitude: Attitude,
    mode: Mode,
    patterns: String,
}

#[derive(Deserialize)]
struct PhraseRow {
    phrase: String,
    attitude: Attitude,
    mode: Mode,
}

#[derive(Deserialize)]
struct NounRow {
    noun: String,
}

fn nouns(file: &str, contents: &str) -> BTreeSet<String> {
    let rows = table::rows::<NounRow>(file, contents);
    rows.into_iter().map(|row| row.noun).collect()
}
