//! Tests of the whole way from bytes to an article: anchors on arbitrary text, pages a person can read, and the
//! shared corpora where they are at hand.

mod anchors;
mod corpora;
mod pages;

use super::{Article, ArticleError, FieldNames, Source, read};
use crate::lexicon::Lexicon;

/// The articles of a file.
fn articles(name: &str, bytes: &[u8]) -> impl Iterator<Item = Result<Article, ArticleError>> {
    let source = Source {
        file: name.to_owned(),
        name: name.to_owned(),
    };
    let (names, lexicon) = (FieldNames::default(), Lexicon::standard());
    read(source, bytes).map(move |document| document?.article(&names, &lexicon))
}

/// The one article of a text.
fn article(text: &str) -> Article {
    articles("page.txt", text.as_bytes())
        .next()
        .expect("one article")
        .expect("text")
}
