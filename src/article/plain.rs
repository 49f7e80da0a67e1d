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
use super::{Article, Basis, Stated, headline, paragraph, wrap};
use crate::lexicon::Lexicon;
use crate::span::Span;
use chrono::NaiveDate;

/// What is known of an article beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// The headline.
    pub title: Option<String>,
    /// The day of publication.
    pub published: Option<NaiveDate>,
    /// The outlet.
    pub publisher: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// The authors.
    pub authors: Vec<String>,
}

/// Reads one text.
pub fn article(name: String, text: String, fields: Fields, notes: Vec<Note>, lexicon: &Lexicon) -> Article {
    let page = wrap::unwrap(Page::of(&text));
    let sketch = Sketch::of(&page, lexicon);
    let url = fields
        .url
        .clone()
        .map(field)
        .or_else(|| own_address(&page, &sketch));
    let headline = headline::find(
        &sketch,
        fields.title.as_deref(),
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
    let (agencies, authors): (Vec<String>, Vec<String>) = fields
        .authors
        .into_iter()
        .partition(|author| outlets.named(author).is_some());
    let authors = if authors.is_empty() {
        surroundings.authors()
    } else {
        authors.into_iter().map(field).collect()
    };
    let mut verdicts = main_text::judge(&sketch, headline, &authors, lexicon);
    keep_something(&mut verdicts, &sketch);
    let (reading, set_aside) = paragraph::assemble(&page, &sketch, &verdicts, lexicon);
    let title = headline
        .and_then(|row| surroundings.stated(row, page.rows[row].span, str::to_owned))
        .or(fields.title.map(field));
    let published = fields
        .published
        .map(field)
        .or_else(|| surroundings.published(url.as_ref()));
    let outlet = fields
        .publisher
        .map(field)
        .or_else(|| surroundings.outlet(url.as_ref()));
    let mut sources = surroundings.sources(&reading, &verdicts);
    for agency in agencies {
        if sources.iter().all(|source| source.value != agency) {
            sources.push(field(agency));
        }
    }
    Article {
        name,
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

/// A value from a field beside the text.
fn field<T>(value: T) -> Stated<T> {
    Stated {
        value,
        anchor: None,
        basis: Basis::Field,
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
