//! From bytes to an [`Article`]: charset, layout, metadata, and the text that is worth reading.
//!
//! Takes a file's bytes (text, Markdown, web pages, feeds, web archives, JSON, each of them packed or not), gives documents and
//! of each an article or, for each thing that is not one, a reason. Nothing here looks at a list of sites: main text is told from navigation, adverts, captions and
//! teasers by line length, sentence shape, repetition and position. Next: `sentence` reads [`Reading::text`].

mod character_reference;
mod decode;
mod document;
mod error;
mod feed;
mod headline;
mod html;
mod input;
mod json;
mod language;
mod line;
mod main_text;
mod markdown;
mod metadata;
mod page;
mod paragraph;
mod plain;
mod reading;
mod shape;
mod sketch;
mod surroundings;
mod tag;
mod traced;
mod wrap;

#[cfg(test)]
mod tests;

pub use document::{Document, Kept, again};
pub use error::{ArticleError, BinarySign, Note, Part, Place};
pub use input::{Documents, Source, read};
pub(crate) use json::problem;
pub use json::{FieldName, FieldNames};
pub use language::Language;
pub use plain::Fields;
pub use reading::{Paragraph, Reading, ReadingBuilder, Role};

use crate::span::Anchor;
use chrono::NaiveDate;

/// One article as it was given, with what its layout says about it.
#[derive(Clone, Debug)]
pub struct Article {
    /// What its giver calls it: the file's name, or the `id` of its JSON line.
    pub name: String,
    /// The text as given, after decoding. Every [`Anchor`] points into it.
    pub text: String,
    /// How its text is marked up.
    pub markup: Markup,
    /// The language of its text, where that can be told.
    pub language: Option<Language>,
    /// The headline.
    pub title: Option<Stated<String>>,
    /// The day it was published, in the outlet's own calendar.
    pub published: Option<Stated<NaiveDate>>,
    /// Who published it.
    pub outlet: Option<Stated<String>>,
    /// Who wrote it, one entry a person.
    pub authors: Vec<Stated<String>>,
    /// Those whom its source line names, nearest first: "Source: A, citing B" gives A, B.
    pub sources: Vec<Stated<String>>,
    /// Where it was published.
    pub url: Option<Stated<String>>,
    /// The text that the later stages read.
    pub reading: Reading,
    /// What was left out of the reading, and why; in text order.
    pub set_aside: Vec<SetAside>,
    /// What is odd about it, for the person who gave it.
    pub notes: Vec<Note>,
}

/// How a text is marked up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Markup {
    /// Not at all, or by what was left in it by mistake.
    #[default]
    None,
    /// CommonMark.
    Markdown,
}

/// A piece of metadata with the place it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated<T> {
    /// The value, cleaned.
    pub value: T,
    /// Where the text says so; `None` for a field given beside the text.
    pub anchor: Option<Anchor>,
    /// What kind of place that is.
    pub basis: Basis,
}

impl<T> Stated<T> {
    /// A value that does not stand in the text.
    pub fn beside(value: T, basis: Basis) -> Self {
        Self {
            value,
            anchor: None,
            basis,
        }
    }
}

/// Where a piece of metadata was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// A field given beside the text, such as `published` of a JSON line.
    Field,
    /// An entry of a feed, or the feed itself.
    Feed,
    /// JSON-LD of a web page.
    LinkedData,
    /// A `meta` element of a web page, such as those of Open Graph.
    MetaElement,
    /// Another element of a web page: `time`, `link`, `h1`, one that is marked as the author's.
    Element,
    /// A line of the page: headline, byline, date line, source line, "Support <outlet>".
    Line,
    /// The address of the page.
    Address,
}

/// A part of the text that is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// Where it stands.
    pub anchor: Anchor,
    /// What it was taken for.
    pub reason: Reason,
}

/// What a part of the text was taken for that is not the article's own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Menus, language switches, section names, appeals to subscribe.
    Navigation,
    /// "Advertisement" and the like.
    Advert,
    /// A picture's caption or credit.
    Caption,
    /// A teaser for another article, or a list of other headlines.
    Teaser,
    /// The line that names authors or the time of publication.
    Byline,
    /// "MERROW (Reuters) – " before the first sentence.
    Dateline,
    /// The headline again.
    Repetition,
    /// The address of the page.
    Address,
    /// Markup that was left in the text, such as `<u>`.
    Markup,
    /// A word that names a paragraph's part, such as "Details:".
    Label,
}
