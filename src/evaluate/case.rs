//! What can be wrong with an attribution, and single cases of it.

use crate::span::Anchor;
use serde::{Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Marked, and nothing found shares its content.
    Missed,
    /// Found, and nothing marked shares its content.
    Invented,
    /// Its source is another than the marked one, which was not found anywhere; or it has one, and none was marked.
    WrongSource,
    /// A source was marked, and none is tied to it though the text has it; or it is tied to another attribution.
    NotTied,
    /// Its cue shares no character with the marked one.
    WrongCue,
    /// Its content has words that the marked one has not.
    ContentTooLong,
    /// Its content lacks words of the marked one.
    ContentTooShort,
    /// What is known about the claim differs.
    Field(Field),
}

/// What is known about a claim, beside its spans.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// Who speaks.
    Speaker,
    /// How the words are given.
    Form,
    /// The speaker's stance.
    Attitude,
    /// The day it was said.
    SaidOn,
    /// To whom.
    Addressee,
    /// Through whom it was heard.
    Via,
    /// What it is about.
    About,
    /// The time that it speaks of.
    ContentTime,
}

impl Field {
    /// In the order in which they are told.
    pub const ALL: [Self; 8] = [
        Self::Speaker,
        Self::Form,
        Self::Attitude,
        Self::SaidOn,
        Self::Addressee,
        Self::Via,
        Self::About,
        Self::ContentTime,
    ];

    /// Its name in the JSON line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Speaker => "speaker",
            Self::Form => "form",
            Self::Attitude => "attitude",
            Self::SaidOn => "said_on",
            Self::Addressee => "addressee",
            Self::Via => "via",
            Self::About => "about",
            Self::ContentTime => "content_time",
        }
    }
}

impl Fault {
    /// In the order in which they are told.
    pub fn all() -> impl Iterator<Item = Self> {
        let spans = [
            Self::Missed,
            Self::Invented,
            Self::WrongSource,
            Self::NotTied,
            Self::WrongCue,
            Self::ContentTooLong,
            Self::ContentTooShort,
        ];
        spans.into_iter().chain(Field::ALL.map(Self::Field))
    }

    /// What is wrong with the source of a pair, if anything. The sets hold words or characters, and `elsewhere` those
    /// of all sources that were found in the article.
    pub(super) fn of_source(
        gold: &BTreeSet<usize>,
        found: &BTreeSet<usize>,
        elsewhere: &BTreeSet<usize>,
    ) -> Option<Self> {
        let same = (gold.is_empty() && found.is_empty()) || !gold.is_disjoint(found);
        if same {
            None
        } else if !gold.is_empty() && (found.is_empty() || !gold.is_disjoint(elsewhere)) {
            Some(Self::NotTied)
        } else {
            Some(Self::WrongSource)
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Missed => "missed",
            Self::Invented => "invented",
            Self::WrongSource => "wrong source",
            Self::NotTied => "not tied",
            Self::WrongCue => "wrong cue",
            Self::ContentTooLong => "content too long",
            Self::ContentTooShort => "content too short",
            Self::Field(field) => return write!(formatter, "wrong {}", field.name()),
        })
    }
}

/// Written in its words.
impl Serialize for Fault {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// How many errors of a kind there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// What is wrong.
    pub kind: Fault,
    /// How often.
    pub count: usize,
}

/// One case of something wrong.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Case {
    /// What is wrong.
    pub kind: Fault,
    /// The article.
    pub document: String,
    /// The marked claim, where the gold names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
    /// First code point of all its spans.
    pub begin: usize,
    /// First code point after them.
    pub end: usize,
    /// What was marked.
    pub gold: Option<Side>,
    /// What was found.
    pub found: Option<Side>,
    /// What differs, where the spans do not show it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// How bad it is, among those of its kind.
    #[serde(skip)]
    pub(super) weight: f64,
}

/// One side of a case.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Side {
    /// Who is said to have said it.
    pub source: Vec<Anchor>,
    /// The words that tie the two.
    pub cue: Vec<Anchor>,
    /// What is said.
    pub content: Vec<Anchor>,
    /// How sure the reader was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// Its sentence, with `[source …]`, `[cue …]` and `[content …]`; these alone where the text is not at hand.
    pub text: String,
}

impl Side {
    /// Its spans.
    pub fn spans(&self) -> impl Iterator<Item = &Anchor> {
        self.source.iter().chain(&self.cue).chain(&self.content)
    }
}

impl Case {
    /// A case of what was marked and found; `weight` tells how bad it is.
    pub(super) fn new(
        kind: Fault,
        document: &str,
        gold: Option<Side>,
        found: Option<Side>,
        weight: f64,
    ) -> Self {
        let spans = || gold.iter().chain(&found).flat_map(Side::spans);
        Self {
            kind,
            document: document.to_owned(),
            claim: None,
            begin: spans().map(|span| span.begin).min().unwrap_or_default(),
            end: spans().map(|span| span.end).max().unwrap_or_default(),
            gold,
            found,
            note: None,
            weight,
        }
    }
}

/// How many cases there are of each of these kinds, in their order.
pub(super) fn tallies(kinds: impl Iterator<Item = Fault>, cases: &[Case]) -> Vec<Tally> {
    let count = |kind| cases.iter().filter(|case| case.kind == kind).count();
    kinds
        .map(|kind| Tally {
            kind,
            count: count(kind),
        })
        .collect()
}

/// Puts the cases in order of their kinds, the worst first, and keeps so many of each.
pub(super) fn keep_worst(cases: &mut Vec<Case>, most: usize) {
    // A stable sort: equally bad ones stay in the order of the gold.
    cases.sort_by(|one, other| {
        one.kind
            .cmp(&other.kind)
            .then(other.weight.total_cmp(&one.weight))
    });
    let mut kept: BTreeMap<Fault, usize> = BTreeMap::new();
    cases.retain(|case| {
        let count = kept.entry(case.kind).or_default();
        *count += 1;
        *count <= most
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_wrong_or_not_tied() {
        let set = |words: &[usize]| words.iter().copied().collect::<BTreeSet<_>>();
        let fault = |gold: &[usize], found: &[usize], elsewhere: &[usize]| {
            Fault::of_source(&set(gold), &set(found), &set(elsewhere))
        };
        assert_eq!(fault(&[1, 2], &[2, 3], &[2, 3]), None);
        assert_eq!(fault(&[], &[], &[7]), None);
        assert_eq!(fault(&[1], &[3], &[3]), Some(Fault::WrongSource));
        assert_eq!(fault(&[], &[3], &[3]), Some(Fault::WrongSource));
        assert_eq!(fault(&[1], &[], &[]), Some(Fault::NotTied));
        assert_eq!(fault(&[1], &[3], &[1, 3]), Some(Fault::NotTied));
    }

    #[test]
    fn the_worst_of_each_kind_are_kept() {
        let case = |kind, document: &str, weight| Case::new(kind, document, None, None, weight);
        let mut cases = vec![
            case(Fault::Invented, "a", 0.3),
            case(Fault::Missed, "b", 1.0),
            case(Fault::Invented, "c", 0.9),
            case(Fault::Invented, "d", 0.9),
        ];
        let counted = tallies([Fault::Invented, Fault::WrongCue].into_iter(), &cases);
        assert_eq!(
            counted.iter().map(|tally| tally.count).collect::<Vec<_>>(),
            [3, 0]
        );
        keep_worst(&mut cases, 2);
        let kept: Vec<&str> = cases.iter().map(|case| case.document.as_str()).collect();
        assert_eq!(kept, ["b", "c", "d"]);
        keep_worst(&mut cases, 0);
        assert!(cases.is_empty());
    }
}
