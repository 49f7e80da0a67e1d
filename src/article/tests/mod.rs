//! Tests of the whole way from bytes to an article: anchors on arbitrary text, pages a person can read, and the
//! shared corpora where they are at hand.

mod anchors;
mod corpora;
mod pages;

use super::{Article, read};
use crate::lexicon::Lexicon;

/// The one article of a text.
fn article(text: &str) -> Article {
    read("page.txt", text.as_bytes(), &Lexicon::standard())
        .next()
        .expect("one article")
        .expect("text")
}
