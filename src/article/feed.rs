//! An entry of a feed to an article's text and fields.
//!
//! Takes an entry as the feed reader gives it; what a feed holds of an article is often its first lines alone, and is read
//! as far as it goes. The days are those of the outlet's own calendar: [`local`] reads them before they are turned to UTC.

use super::error::{ArticleError, Place};
use super::html;
use super::json::split_authors;
use super::plain::{Fields, Given};
use super::{Basis, Stated};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

/// An entry of a feed, with what the feed says of itself.
#[derive(Debug)]
pub struct Entry {
    /// What the feed calls itself.
    pub feed: Option<String>,
    /// The entry.
    pub entry: feed_rs::model::Entry,
}

impl Entry {
    /// What the entry gives of an article. `name` is what it is called where it has neither address nor id.
    ///
    /// # Errors
    /// Where it holds no words.
    pub fn given(self, name: String, place: &Place) -> Result<Given, ArticleError> {
        let Entry { feed, entry } = self;
        let beside = |value: String| Stated::beside(value, Basis::Feed);
        let address = entry
            .links
            .into_iter()
            .find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"));
        let content = entry.content.and_then(|content| content.body);
        let summary = entry.summary.map(|summary| summary.content);
        let longest = [content, summary]
            .into_iter()
            .flatten()
            .map(|words| html::words(&words))
            .max_by_key(String::len)
            .unwrap_or_default();
        if longest.is_empty() {
            return Err(ArticleError::NoText { place: place.clone() });
        }
        let url = address.map(|link| link.href);
        let name = url
            .clone()
            .or(Some(entry.id).filter(|id| !id.is_empty()))
            .unwrap_or(name);
        let fields = Fields {
            title: entry
                .title
                .map(|title| html::words(&title.content))
                .filter(|title| !title.is_empty())
                .map(beside),
            published: entry
                .published
                .or(entry.updated)
                .map(|moment| Stated::beside(day(moment), Basis::Feed)),
            publisher: entry
                .source
                .or(feed)
                .map(|name| name.trim().to_owned())
                .filter(|name| !name.is_empty())
                .map(beside),
            url: url.map(beside),
            authors: entry
                .authors
                .iter()
                .flat_map(|author| split_authors(author.name.as_deref().unwrap_or_default()))
                .map(beside)
                .collect(),
        };
        Ok(Given::plain(name, longest, fields, Vec::new()))
    }
}

/// Reads a moment by the clock of its own zone, as if that were UTC.
pub fn local(text: &str) -> Option<DateTime<Utc>> {
    super::metadata::date::read_field(text).map(|day| day.and_time(NaiveTime::MIN).and_utc())
}

/// The day that [`local`] read.
fn day(moment: DateTime<Utc>) -> NaiveDate {
    moment.date_naive()
}
