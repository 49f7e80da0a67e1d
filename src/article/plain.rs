//! A text, and what was given beside it, to an [`Article`].
//!
//! Takes decoded text and [`Fields`], calls the steps in their order: page, sketch, address, headline, verdicts,
//! metadata, reading. Pure; any text with a word in it gives an article.

use super::error::Note;
use super::main_text::{self, Verdict};
use super::metadata::address;
use super::page::Page;
use super::shape::Shape;
use super::sketch::Sketch;
use super::surroundings::Surroundings;
use super::{Article, Basis, Markup, Stated, headline, language, markdown, paragraph, wrap};
use crate::lexicon::Lexicon;
use crate::span::Span;
use chrono::NaiveDate;

/// What is known of an article beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// The headline.
    pub title: Option<Stated<String>>,
    /// The day of publication.
    pub published: Option<Stated<NaiveDate>>,
    /// The outlet.
    pub publisher: Option<Stated<String>>,
    /// The address.
    pub url: Option<Stated<String>>,
    /// The authors.
    pub authors: Vec<Stated<String>>,
}

impl Fields {
    /// These, and those of another where these have nothing.
    pub fn or(self, other: Fields) -> Fields {
        Fields {
            title: self.title.or(other.title),
            published: self.published.or(other.published),
            publisher: self.publisher.or(other.publisher),
            url: self.url.or(other.url),
            authors: if self.authors.is_empty() {
                other.authors
            } else {
                self.authors
            },
        }
    }
}

/// An article as it is given to be read.
#[derive(Clone, Debug)]
pub struct Given {
    /// What it is called.
    pub name: String,
    /// Its text; every anchor will point into it.
    pub text: String,
    markup: Markup,
    /// Its lines.
    page: Page,
    fields: Fields,
    notes: Vec<Note>,
}

impl Given {
    /// A text, whose markup is at most what was left in it by mistake.
    pub fn plain(name: String, text: String, fields: Fields, notes: Vec<Note>) -> Given {
        Given {
            page: wrap::unwrap(Page::of(&text)),
            markup: Markup::None,
            name,
            text,
            fields,
            notes,
        }
    }

    /// A text in Markdown; its front matter gives the fields.
    pub fn markdown(name: String, text: String, notes: Vec<Note>) -> Given {
        let (page, fields) = markdown::read(&text);
        Given {
            page,
            markup: Markup::Markdown,
            name,
            text,
            fields,
            notes,
        }
    }
}

/// Reads what was given.
pub fn article(given: Given, lexicon: &Lexicon) -> Article {
    let Given {
        name,
        text,
        markup,
        page,
        fields,
        notes,
    } = given;
    let sketch = Sketch::of(&page, lexicon);
    let url = fields.url.clone().or_else(|| own_address(&page, &sketch));
    let headline = headline::find(
        &sketch,
        fields.title.as_ref().map(|title| title.value.as_str()),
        url.as_ref().map(|url| url.value.as_str()),
        lexicon,
    );
    let surroundings = Surroundings {
        page: &page,
        sketch: &sketch,
        headline,
        lexicon,
    };
    // A feed gives the agency as an author.
    let outlets = &lexicon.layout.outlets;
    let (agencies, authors): (Vec<_>, Vec<_>) = fields
        .authors
        .into_iter()
        .partition(|author| outlets.named(&author.value).is_some());
    let authors = if authors.is_empty() {
        surroundings.authors()
    } else {
        authors
    };
    let mut verdicts = main_text::judge(&sketch, headline, &authors, lexicon);
    keep_something(&mut verdicts, &sketch);
    let (reading, set_aside) = paragraph::assemble(&page, &sketch, &verdicts, lexicon);
    let title = headline
        .and_then(|row| surroundings.stated(row, page.rows[row].span, str::to_owned))
        .or(fields.title);
    let published = fields.published.or_else(|| surroundings.published(url.as_ref()));
    let outlet = fields.publisher.or_else(|| surroundings.outlet(url.as_ref()));
    let mut sources = surroundings.sources(&reading, &verdicts);
    for agency in agencies {
        if sources.iter().all(|source| source.value != agency.value) {
            sources.push(agency);
        }
    }
    Article {
        name,
        markup,
        language: language::of(&reading),
        title,
        published,
        outlet,
        authors,
        sources,
        url,
        reading,
        set_aside,
        notes,
        text,
    }
}

/// A text of nothing but furniture is read as it stands: its giver called it an article.
fn keep_something(verdicts: &mut [Verdict], sketch: &Sketch) {
    if verdicts.contains(&Verdict::Keep) {
        return;
    }
    for (verdict, unit) in verdicts.iter_mut().zip(&sketch.units) {
        let own = matches!(unit.shape, Shape::Prose | Shape::Sentence | Shape::Fragment);
        if own && *verdict != Verdict::Headline {
            *verdict = Verdict::Keep;
        }
    }
}

/// The address of the page: one that fills a line; behind the article before others, since menus stand above it.
fn own_address(page: &Page, sketch: &Sketch) -> Option<Stated<String>> {
    let rows: Vec<usize> = (0..page.rows.len())
        .filter(|&row| sketch.units[row].shape == Shape::Address)
        .collect();
    let behind = rows.iter().find(|&&row| row >= sketch.core.end);
    let row = *behind.or(rows.first())?;
    let next = page.rows.get(row + 1).filter(|next| !next.after_gap);
    let found = address::read(page.words(row), next.map(|next| next.span.of(page.clean.text())))?;
    let start = page.rows[row].span.start + found.start;
    let end = match next {
        Some(next) if found.on_next_line => next.span.start + found.end,
        _ => page.rows[row].span.start + found.end,
    };
    Some(Stated {
        value: found.value,
        anchor: page.clean.anchor(Span::new(start, end)),
        basis: Basis::Line,
    })
}
