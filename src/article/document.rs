//! One article as it lies in a file, and what is made of it.
//!
//! Takes the bytes that [`read`](super::read) found, with what the file says beside them; gives the [`Article`].
//! Taking a document out of a file is quick, making an article of it is not: that is done on all threads.

use super::decode::{decode, decode_labelled};
use super::error::{ArticleError, Note, Part, Place};
use super::feed::Entry;
use super::input::{LONGEST_TEXT, Source, too_long};
use super::json::{self, FieldNames};
use super::plain::{self, Fields, Given};
use super::{Article, html};
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

/// The article of a text that was read before, as its file gave it: what the record keeps of one is its text, not what was set
/// aside in it. `None` where the text alone does not tell how it was read.
pub fn again(text: &str, lexicon: &Lexicon) -> Option<Article> {
    let source = Source {
        file: String::new(),
        name: String::new(),
    };
    let document = super::read(source, text.as_bytes()).next()?.ok()?;
    let article = document.article(&FieldNames::default(), lexicon).ok()?;
    (article.text == text).then_some(article)
}

fn text(bytes: &[u8], place: &Place) -> Result<(String, Vec<Note>), ArticleError> {
    decode(bytes).map_err(|sign| ArticleError::Binary {
        place: place.clone(),
        sign,
    })
}
