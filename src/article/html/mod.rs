//! Web pages: the article's text and what the page says of it.
//!
//! Takes a page as text, gives the article's words, a paragraph a line, and its metadata, each with the kind of place it was
//! read from. Which part of a page is the article is for the `trafilatura` crate to tell, which was measured best on pages
//! that people marked (docs/measurements.md). Offsets count in the words given here, since in the page they are scattered.

mod day;
mod depth;
mod facts;
mod linked_data;
mod words;

pub use words::words;

use super::error::{ArticleError, Place};
use super::plain::Fields;
use crate::lexicon::Lexicon;
use depth::{DEEPEST, is_too_deep, opens_too_many};
use facts::Facts;
use scraper::Html;
use trafilatura::{ExtractionFocus, Options};

/// Fewer letters are no article.
const FEWEST_LETTERS: usize = 80;

/// The words of the article on a page, and what the page says of it. `url` is where it was fetched, where that is known.
///
/// # Errors
/// Where there is no article on the page, or its elements are nested too deep.
pub fn article(
    page: &str,
    url: Option<&str>,
    place: &Place,
    lexicon: &Lexicon,
) -> Result<(String, Fields), ArticleError> {
    if !is_page(page) {
        return Ok((words(page), Fields::default()));
    }
    let too_deep = || ArticleError::TooDeep {
        place: place.clone(),
        most: DEEPEST,
    };
    if opens_too_many(page) {
        return Err(too_deep());
    }
    let document = Html::parse_document(page);
    if is_too_deep(&document) {
        return Err(too_deep());
    }
    let facts = Facts::of(&document, url);
    let text = main_text(page)
        .or_else(|| facts.text.as_deref().map(words))
        .unwrap_or_default();
    if text.chars().filter(|letter| letter.is_alphabetic()).count() < FEWEST_LETTERS {
        return Err(ArticleError::NoMainText { place: place.clone() });
    }
    Ok((facts.without_heading(text), facts.fields(lexicon)))
}

/// Whether it is a whole page rather than a piece of one, such as the content of a feed.
fn is_page(text: &str) -> bool {
    let start = text[..text.floor_char_boundary(4096)].to_ascii_lowercase();
    ["<html", "<head", "<body", "<!doctype"]
        .iter()
        .any(|element| start.contains(element))
}

/// The words of the page's article; `None` where there is none.
fn main_text(page: &str) -> Option<String> {
    let options = Options::default()
        .with_fallback(true)
        // A claim from a menu is worse than a paragraph that is missed.
        .with_focus(ExtractionFocus::FavorPrecision)
        .with_exclude_comments(true);
    let found = trafilatura::extract(page, &options).ok()?;
    let text = words(&found.content_html);
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests;
