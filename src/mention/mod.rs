//! Who, what, where and when: the mentions and time expressions of a reading.
//!
//! Takes a segmented reading and the publication day, gives spans with what they name. A mention says only
//! what its own words show; which mentions are one thing is for `entity`.

mod assemble;
mod classify;
mod event;
mod name;
mod nominal;
mod noun_phrase;
mod number;
mod pronoun;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
pub mod time;
mod title;
mod trained;
mod word;

use crate::article::Reading;
use crate::lexicon::Lexicon;
use crate::reader::Named;
use crate::sentence::Segmentation;
use crate::span::Span;
use chrono::NaiveDate;
pub use number::{is_plural, singular};
use serde::{Deserialize, Serialize};
pub use time::{Interval, TimeExpression};

/// What kind of thing a mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// One person.
    Person,
    /// A body that can speak: government, ministry, company, agency, outlet, party.
    Organisation,
    /// A country, town, region, building, river.
    Place,
    /// Talks, a summit, a call, a strike, a vote.
    Event,
    /// People without a name: "two officials", "residents". A speaker of its own, one for each article.
    Group,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::Person,
        Self::Organisation,
        Self::Place,
        Self::Event,
        Self::Group,
    ];

    /// Whether what is of this kind can say something.
    pub fn can_speak(self) -> bool {
        matches!(self, Self::Person | Self::Organisation | Self::Group)
    }
}

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// By name: "Dmitry Peskov", "Peskov", "the White House".
    Name,
    /// By a word for a people or country that belongs to another noun: "Russian", "U.S.-led".
    Adjective,
    /// By what it is: "the foreign minister", "the company", "two officials".
    Nominal,
    /// "he", "it", "they".
    Pronoun,
}

/// A place of the reading that refers to something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The whole phrase with title and article: "Kremlin spokesman Dmitry Peskov", "the Kremlin".
    pub span: Span,
    /// The part that names: "Dmitry Peskov", "Kremlin"; with a title where that is how a text gives its names ("Justice
    /// Orel"). The same as `span` for nominals and pronouns.
    pub head: Span,
    /// What kind of thing it names.
    pub kind: Kind,
    /// How it refers.
    pub form: Form,
    /// The name that the lexicon gives for these words ("United States" for "U.S.", "American"), else the
    /// words of `head` without a title, white space folded. For nominals, the words of `span`; for pronouns, the pronoun.
    pub name: String,
    /// The office that the phrase gives the person: "Russian Foreign Minister".
    pub office: Option<Office>,
    /// Whether the lexicon knows the name.
    pub known: bool,
}

/// An office as a phrase states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// The whole title: "Russian Foreign Minister".
    pub span: Span,
    /// The role without what it belongs to, lower case, singular: "foreign minister".
    pub role: String,
    /// What it belongs to, as the lexicon names it: "Russia", "Kremlin".
    pub of: Option<String>,
}

/// Everything found in a reading, in text order.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// Who, what, where. Mentions do not cross; one may lie inside another ("Russia" in "Russia's Foreign
    /// Ministry", "Kremlin" in "Kremlin spokesman Dmitry Peskov"), the outer one first.
    pub mentions: Vec<Mention>,
    /// When.
    pub times: Vec<TimeExpression>,
}

impl Mentions {
    /// The mentions that stand for exactly these words.
    pub fn of(&self, span: Span) -> impl Iterator<Item = &Mention> {
        self.within(span).filter(move |mention| mention.span == span)
    }

    /// The mentions that begin and end in a span.
    pub fn within(&self, span: Span) -> impl Iterator<Item = &Mention> {
        let first = self
            .mentions
            .partition_point(|mention| mention.span.start < span.start);
        self.mentions[first..]
            .iter()
            .take_while(move |mention| mention.span.start < span.end)
            .filter(move |mention| mention.span.end <= span.end)
    }
}

/// Finds mentions and time expressions. `names` are what the trained reader takes for names; without it the tables and
/// rules stand alone.
pub fn find(
    reading: &Reading,
    segmentation: &Segmentation,
    published: Option<NaiveDate>,
    names: Option<&[Named]>,
    lexicon: &Lexicon,
) -> Mentions {
    Mentions {
        mentions: assemble::mentions(reading.text(), segmentation, names, lexicon),
        times: time::find(reading, published, lexicon),
    }
}
