//! One article as it lies in a file, and what is made of it.
//!
//! Takes the bytes that [`read`](super::read) found, with what the file says beside them; gives the [`Article`].
//! Taking a document out of a file is quick, making an article of it is not: that is done on all threads.

use super::decode::{decode, decode_labelled};
use super::error::{ArticleError, Note, Part, Place};
use super::feed::Entry;
use super::input::{LONGEST_TEXT, too_long};
use super::json::{self, FieldNames};
use super::plain::{self, Fields, Given};
use super::{Article, Markup, html};
use crate::lexicon::Lexicon;
use serde_json::{Map, Value};

/// One article as it lies in a file.
#[derive(Debug)]
pub struct Document {
    /// What it is called where it does not say so itself.
    pub name: String,
    /// Where it lies.
    pub place: Place,
    /// What there is of it.
    pub(super) body: Body,
}

/// What there is of a document.
#[derive(Debug)]
pub(super) enum Body {
    /// A text.
    Plain(Vec<u8>),
    /// A text in Markdown.
    Markdown(Vec<u8>),
    /// A web page, with what the server said of it.
    Page {
        bytes: Vec<u8>,
        charset: Option<String>,
        url: Option<String>,
    },
    /// A line of JSON.
    Json(Vec<u8>),
    /// A JSON object.
    Object(Map<String, Value>),
    /// An entry of a feed.
    Entry(Box<Entry>),
}

impl Body {
    /// A page of which nothing is known.
    pub fn page(bytes: Vec<u8>) -> Body {
        Body::Page {
            bytes,
            charset: None,
            url: None,
        }
    }
}

/// The whole of a file.
pub(super) fn whole(file: &str) -> Place {
    Place {
        file: file.to_owned(),
        part: Part::Whole,
    }
}

impl Document {
    /// Makes the article. `names` says which fields of an object hold what.
    ///
    /// # Errors
    /// Where there is no article in it.
    pub fn article(self, names: &FieldNames, lexicon: &Lexicon) -> Result<Article, ArticleError> {
        let Document { name, place, body } = self;
        let place = &place;
        let given = match body {
            Body::Plain(bytes) => {
                let (text, notes) = text(&bytes, place)?;
                Given::plain(name, text, Fields::default(), notes)
            }
            Body::Markdown(bytes) => {
                let (text, notes) = text(&bytes, place)?;
                Given::markdown(name, text, notes)
            }
            Body::Page { bytes, charset, url } => {
                let (page, notes) =
                    decode_labelled(&bytes, charset.as_deref()).map_err(|sign| ArticleError::Binary {
                        place: place.clone(),
                        sign,
                    })?;
                let (text, fields) = html::article(&page, url.as_deref(), place, lexicon)?;
                Given::plain(name, text, fields, notes)
            }
            Body::Json(line) => {
                let (line, notes) = text(&line, place)?;
                json::given(name, json::object(&line, place)?, notes, place, names, lexicon)?
            }
            Body::Object(object) => json::given(name, object, Vec::new(), place, names, lexicon)?,
            Body::Entry(entry) => entry.given(name, place)?,
        };
        if given.text.trim().is_empty() {
            return Err(ArticleError::NoText { place: place.clone() });
        }
        if given.text.len() > LONGEST_TEXT {
            return Err(too_long(place.clone()));
        }
        Ok(plain::article(given, lexicon))
    }
}

/// What is kept of an article that was read: enough to read it again, without its file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// What its giver calls it.
    pub name: String,
    /// Its text.
    pub text: String,
    /// How that is marked up.
    pub markup: Markup,
    /// What was known of it that its text does not say. Front matter is text.
    pub fields: Fields,
}

/// The article that was read before: the same as from its file, but for what is odd about the file.
pub fn again(kept: Kept, lexicon: &Lexicon) -> Article {
    let Kept {
        name,
        text,
        markup,
        fields,
    } = kept;
    let given = match markup {
        Markup::None => Given::plain(name, text, fields, Vec::new()),
        Markup::Markdown => Given::markdown(name, text, Vec::new()),
    };
    plain::article(given, lexicon)
}

fn text(bytes: &[u8], place: &Place) -> Result<(String, Vec<Note>), ArticleError> {
    decode(bytes).map_err(|sign| ArticleError::Binary {
        place: place.clone(),
        sign,
    })
}
