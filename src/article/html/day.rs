//! The day a page's article was published.
//!
//! Several places tell it, and not always the same: a time in JSON-LD or a `meta` element may be UTC, where the day that
//! readers saw was another, and a time that is printed may be that of a change. The surest is taken, and of two that are a
//! day apart the one that the address or the print has, which are in the outlet's own calendar.

use crate::article::metadata::date;
use crate::article::{Basis, Stated};
use chrono::{DateTime, Datelike, NaiveDate};
use scraper::{ElementRef, Html, Node};
use std::ops::RangeInclusive;

/// Names of `meta` elements that tell the day of publication, the surest first.
const NAMES: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "citation_publication_date",
    "publish-date",
    "publication_date",
    "publish_date",
    "publishdate",
    "published-date",
    "publisheddate",
    "pubdate",
    "cxenseparse:recs:publishtime",
    "article.published",
    "article_date_original",
    "article:post_date",
    "ptime",
    "published_at",
    "og:published_time",
    "originalpublicationdate",
    "dc.date",
    "dcterms.date",
    "date",
    "displaydate",
    "rnews:datepublished",
    "datecreated",
    "created",
    "shareaholic:article_published_time",
];

/// Words of attributes that tell a time of change.
const CHANGE: &[&str] = &["modif", "updat"];

/// The years of pages; systems that know no day write the year 1 or 1970.
const YEARS: RangeInclusive<i32> = 1985..=2100;

/// Letters of a printed date line; more is prose.
const LONGEST_LINE: usize = 80;

/// The days that the body of a page shows.
#[derive(Debug, Default)]
pub struct Days {
    /// Of elements marked as the time of publication.
    marked: Option<NaiveDate>,
    /// Of the first `time` element behind the heading, else of the first.
    timed: Option<NaiveDate>,
    /// Of short lines near the heading, in order.
    printed: Vec<NaiveDate>,
}

impl Days {
    pub fn of(document: &Html) -> Days {
        let mut days = Days::default();
        let mut seen_heading = false;
        let mut timed_before = None;
        for node in document.tree.root().descendants() {
            if let Some(element) = ElementRef::wrap(node) {
                seen_heading |= element.value().name() == "h1";
                let Some(day) = time_of(element) else { continue };
                if days.marked.is_none() && is_marked(element) {
                    days.marked = Some(day);
                }
                if element.value().name() == "time" && !speaks_of_change(element) {
                    if seen_heading {
                        days.timed = days.timed.or(Some(day));
                    } else {
                        timed_before = timed_before.or(Some(day));
                    }
                }
            } else if let Node::Text(text) = node.value()
                && text.len() <= LONGEST_LINE
                && text.bytes().any(|byte| byte.is_ascii_digit())
                && !node.parent().is_some_and(|parent| is_hidden(parent.value()))
            {
                days.printed
                    .extend(date::find(text.trim()).map(|found| found.day));
            }
        }
        days.timed = days.timed.or(timed_before);
        days
    }

    /// The day of publication: `linked` is what JSON-LD says.
    pub fn choose(
        &self,
        linked: Option<&str>,
        meta: &[(String, String)],
        url: Option<&str>,
    ) -> Option<Stated<NaiveDate>> {
        let address = url.and_then(date::in_address);
        let of_meta = NAMES.iter().find_map(|wanted| {
            let (_, content) = meta.iter().find(|(name, _)| name == wanted)?;
            Some((content.as_str(), read(content)?))
        });
        let linked = linked.and_then(|linked| Some((linked, read(linked)?)));
        let said = linked
            .map(|(text, day)| (text, day, Basis::LinkedData))
            .or(of_meta.map(|(text, day)| (text, day, Basis::MetaElement)));
        let Some((text, day, basis)) = said else {
            let others = [
                (self.marked, Basis::Element),
                (address, Basis::Address),
                (self.timed, Basis::Element),
                (self.printed.first().copied(), Basis::Line),
            ];
            return others
                .into_iter()
                .find_map(|(day, basis)| Some(Stated::beside(day?, basis)));
        };
        let is_near = |other: &NaiveDate| (*other - day).num_days().abs() == 1;
        if let Some(address) = address.filter(is_near) {
            return Some(Stated::beside(address, Basis::Address));
        }
        let printed = self.printed.iter().copied();
        if is_utc(text)
            && !printed.clone().any(|printed| printed == day)
            && let Some(printed) = printed.clone().find(is_near)
        {
            return Some(Stated::beside(printed, Basis::Line));
        }
        Some(Stated::beside(day, basis))
    }
}

/// The day of a value, where it can be one.
fn read(value: &str) -> Option<NaiveDate> {
    date::read_field(value).filter(|day| YEARS.contains(&day.year()))
}

/// Whether a moment is told by the clock of UTC.
fn is_utc(text: &str) -> bool {
    DateTime::parse_from_rfc3339(text.trim()).map_or_else(
        |_| text.contains("GMT") || text.contains("UTC") || text.ends_with('Z'),
        |moment| moment.offset().local_minus_utc() == 0,
    )
}

/// The day that an element tells by an attribute, or by its words where it is a `time`.
fn time_of(element: ElementRef<'_>) -> Option<NaiveDate> {
    let attribute = element
        .attr("datetime")
        .or_else(|| element.attr("content").filter(|_| is_marked(element)));
    match attribute {
        Some(value) => read(value),
        None if element.value().name() == "time" || is_marked(element) => {
            let text: String = element.text().collect();
            date::find(text.trim()).map(|found| found.day)
        }
        None => None,
    }
}

/// Whether an element is marked as telling the time of publication.
fn is_marked(element: ElementRef<'_>) -> bool {
    let itemprop = element
        .attr("itemprop")
        .is_some_and(|value| value.to_ascii_lowercase().contains("datepublished"));
    itemprop || element.attr("pubdate").is_some()
}

fn speaks_of_change(element: ElementRef<'_>) -> bool {
    let attributes = ["itemprop", "class"]
        .into_iter()
        .filter_map(|name| element.attr(name));
    attributes.into_iter().any(|value| {
        let value = value.to_ascii_lowercase();
        CHANGE.iter().any(|word| value.contains(word))
    })
}

fn is_hidden(parent: &Node) -> bool {
    parent
        .as_element()
        .is_some_and(|element| ["script", "style", "noscript", "template", "title"].contains(&element.name()))
}
