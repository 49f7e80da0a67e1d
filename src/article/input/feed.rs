//! The entries of an RSS or Atom feed as documents.

use super::super::document::{Body, Document};
use super::super::error::{ArticleError, Part};
use super::super::feed::{Entry, local};
use super::{Documents, Source};

/// The entries of a feed.
///
/// # Errors
/// Where it is not well-formed to its end: then nothing of it is read.
pub fn entries<'a>(source: &Source, bytes: &[u8]) -> Result<Documents<'a>, ArticleError> {
    let feed = feed_rs::parser::Builder::new()
        .timestamp_parser(local)
        // What has no id of its own must not get another one each time.
        .id_generator(|_, _, _| String::new())
        .build()
        .parse(bytes)
        .map_err(|error| ArticleError::Feed {
            file: source.file.clone(),
            problem: error.to_string(),
        })?;
    let source = source.clone();
    let title = feed.title.map(|title| title.content);
    Ok(Box::new(feed.entries.into_iter().enumerate().map(
        move |(index, entry)| {
            Ok(Document {
                name: format!("{}:{}", source.name, index + 1),
                place: source.place(Part::Entry(index + 1)),
                body: Body::Entry(Box::new(Entry {
                    feed: title.clone(),
                    entry,
                })),
            })
        },
    )))
}
