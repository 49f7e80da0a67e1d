//! What the head and the markup of a page say of its article.
//!
//! Takes a parsed page, gives its metadata: JSON-LD first, since it names what it means, then `meta` elements (Open Graph,
//! Dublin Core and what news systems write), then elements that mark a time or an author, then the address.

use super::day::Days;
use super::linked_data::{self, LinkedData};
use crate::article::json::split_authors;
use crate::article::metadata::{byline, outlet};
use crate::article::plain::Fields;
use crate::article::{Basis, Stated};
use crate::lexicon::Lexicon;
use scraper::{ElementRef, Html, Node};

/// Names of `meta` elements, the surest first.
const TITLES: &[&str] = &[
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "title",
    "parsely-title",
    "sailthru.title",
];
const OUTLETS: &[&str] = &[
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "application-name",
    "publisher",
    "twitter:app:name:iphone",
];
const AUTHORS: &[&str] = &[
    "author",
    "article:author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "dc.creator.aut",
    "authors",
    "citation_author",
];
const ADDRESSES: &[&str] = &["og:url", "twitter:url", "parsely-link"];

/// What a page says.
#[derive(Debug, Default)]
pub struct Facts {
    linked: LinkedData,
    /// `meta` elements: name or property in lower case, and content.
    meta: Vec<(String, String)>,
    canonical: Option<String>,
    fetched: Option<String>,
    /// The text of the first `h1`, and of `title`.
    heading: Option<String>,
    title: Option<String>,
    /// Names in elements that are marked as the author's.
    authors: Vec<String>,
    days: Days,
    /// The article's text, where the page gives it as data; perhaps with markup.
    pub text: Option<String>,
}

impl Facts {
    /// Reads a page. `url` is where it was fetched.
    pub fn of(document: &Html, url: Option<&str>) -> Facts {
        let mut facts = Facts {
            fetched: url.map(str::to_owned),
            days: Days::of(document),
            ..Facts::default()
        };
        let mut scripts = Vec::new();
        for element in document.root_element().descendent_elements() {
            facts.note(element, &mut scripts);
        }
        facts.linked = linked_data::read(scripts.iter().map(String::as_str));
        facts.text = facts.linked.text.take();
        facts
    }

    fn note(&mut self, element: ElementRef<'_>, scripts: &mut Vec<String>) {
        let attribute = |name: &str| {
            element
                .attr(name)
                .map(str::trim)
                .filter(|value| !value.is_empty())
        };
        match element.value().name() {
            "meta" => {
                let name = attribute("property")
                    .or(attribute("name"))
                    .or(attribute("itemprop"));
                if let Some((name, content)) = name.zip(attribute("content")) {
                    self.meta.push((name.to_ascii_lowercase(), content.to_owned()));
                }
            }
            "link" if attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.canonical = self.canonical.take().or(attribute("href").map(str::to_owned));
            }
            "script"
                if attribute("type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json")) =>
            {
                scripts.push(element.text().collect());
            }
            "h1" if self.heading.is_none() => self.heading = text_of(element),
            "title" if self.title.is_none() => self.title = text_of(element),
            _ if self.authors.is_empty() && is_author(element) => {
                let line = text_of(element).unwrap_or_default();
                self.authors = authors_of(&line);
            }
            _ => {}
        }
    }

    /// The article's words without the heading that stands over them, which is a field of its own.
    pub fn without_heading(&self, text: String) -> String {
        let heading = self.heading.as_deref().unwrap_or_default();
        match text
            .strip_prefix(heading)
            .and_then(|rest| rest.strip_prefix("\n\n"))
        {
            Some(rest) if !heading.is_empty() => rest.to_owned(),
            _ => text,
        }
    }

    /// The metadata, each with where it was read.
    pub fn fields(&self, lexicon: &Lexicon) -> Fields {
        let url = self.address();
        Fields {
            title: self.headline(),
            published: self.days.choose(
                self.linked.published.as_deref(),
                &self.meta,
                url.as_ref().map(|url| url.value.as_str()),
            ),
            publisher: self.outlet(url.as_ref(), lexicon),
            authors: self.authors(),
            url,
        }
    }

    fn meta(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|wanted| {
            let (_, content) = self.meta.iter().find(|(name, _)| name == wanted)?;
            Some(super::words(content)).filter(|content| !content.is_empty())
        })
    }

    /// The headline of JSON-LD, else of a `meta` element, else the heading, else the page's title.
    fn headline(&self) -> Option<Stated<String>> {
        let site = self.meta(OUTLETS);
        let own = |title: String| without_site(&title, site.as_deref()).to_owned();
        let linked = self
            .linked
            .headline
            .clone()
            .map(|title| Stated::beside(own(title), Basis::LinkedData));
        let meta = || {
            self.meta(TITLES)
                .map(|title| Stated::beside(own(title), Basis::MetaElement))
        };
        let element = |text: &Option<String>| {
            text.clone()
                .map(|title| Stated::beside(own(title), Basis::Element))
        };
        linked
            .or_else(meta)
            .or_else(|| element(&self.heading))
            .or_else(|| element(&self.title))
    }

    /// The page's own idea of its address, where that is a whole one of a page and not of the site; else where it was fetched.
    fn address(&self) -> Option<Stated<String>> {
        let whole = |address: &&str| {
            let path = address
                .strip_prefix("http")
                .and_then(|rest| rest.split_once("://"));
            path.and_then(|(_, rest)| rest.split_once('/'))
                .is_some_and(|(_, path)| !path.is_empty())
        };
        let element = self
            .canonical
            .as_deref()
            .filter(whole)
            .map(|url| (url.to_owned(), Basis::Element));
        let meta = || {
            self.meta(ADDRESSES)
                .filter(|url| whole(&url.as_str()))
                .map(|url| (url, Basis::MetaElement))
        };
        let linked = || {
            self.linked
                .url
                .clone()
                .filter(|url| whole(&url.as_str()))
                .map(|url| (url, Basis::LinkedData))
        };
        let fetched = || self.fetched.clone().map(|url| (url, Basis::Field));
        let (url, basis) = element.or_else(meta).or_else(linked).or_else(fetched)?;
        Some(Stated::beside(url, basis))
    }

    /// The outlet that a table knows by the address; else the name that the page gives itself.
    fn outlet(&self, url: Option<&Stated<String>>, lexicon: &Lexicon) -> Option<Stated<String>> {
        let known = url.and_then(|url| outlet::known_address(&url.value, lexicon));
        if let Some(name) = known {
            return Some(Stated::beside(name, Basis::Address));
        }
        let linked = self
            .linked
            .publisher
            .clone()
            .map(|name| Stated::beside(name, Basis::LinkedData));
        let named = |name: &Stated<String>| !name.value.contains("://") && name.value.chars().count() <= 60;
        let meta = || {
            self.meta(OUTLETS)
                .map(|name| Stated::beside(name, Basis::MetaElement))
        };
        linked.filter(named).or_else(|| meta().filter(named))
    }

    fn authors(&self) -> Vec<Stated<String>> {
        let names = |names: &[String], basis| -> Vec<Stated<String>> {
            let names = names.iter().flat_map(|name| authors_of(name));
            names.map(|name| Stated::beside(name, basis)).collect()
        };
        let linked = names(&self.linked.authors, Basis::LinkedData);
        if !linked.is_empty() {
            return linked;
        }
        let of_meta: Vec<String> = self
            .meta(AUTHORS)
            .into_iter()
            .filter(|name| !name.contains("://"))
            .collect();
        let meta = names(&of_meta, Basis::MetaElement);
        if meta.is_empty() {
            names(&self.authors, Basis::Element)
        } else {
            meta
        }
    }
}

/// Whether an element is marked as naming the author.
fn is_author(element: ElementRef<'_>) -> bool {
    let has = |name: &str, value: &str| {
        element
            .attr(name)
            .is_some_and(|found| found.eq_ignore_ascii_case(value))
    };
    has("rel", "author")
        || has("itemprop", "author")
        || element
            .value()
            .classes()
            .any(|class| class.eq_ignore_ascii_case("byline"))
}

/// The people of a line that names authors, or of a value that may be one name: no addresses, no sentences.
fn authors_of(line: &str) -> Vec<String> {
    let spans = byline::read(line).map(|found| found.names).unwrap_or_default();
    let names: Vec<String> = if spans.is_empty() {
        split_authors(line)
    } else {
        spans
            .into_iter()
            .map(|span| byline::cleaned(span.of(line)))
            .collect()
    };
    let is_name = |name: &String| {
        let words = name.split_whitespace().count();
        (1..=6).contains(&words) && name.starts_with(char::is_uppercase) && !name.contains(['@', '/', '|'])
    };
    names.into_iter().filter(is_name).collect()
}

/// "Pier burns | The Coast Gazette" is "Pier burns".
fn without_site<'a>(title: &'a str, site: Option<&str>) -> &'a str {
    const SIGNS: [&str; 5] = [" | ", " - ", " – ", " — ", " · "];
    let cut = SIGNS
        .iter()
        .filter_map(|sign| title.rsplit_once(sign))
        .min_by_key(|(own, _)| usize::MAX - own.len());
    match cut {
        Some((own, last)) if site.is_some_and(|site| site.eq_ignore_ascii_case(last.trim())) => {
            own.trim_end()
        }
        _ => title,
    }
}

/// The words of an element in one line.
fn text_of(element: ElementRef<'_>) -> Option<String> {
    let mut text = String::new();
    for node in element.descendants() {
        if let Node::Text(words) = node.value() {
            text.push_str(words);
            text.push(' ');
        }
    }
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}
