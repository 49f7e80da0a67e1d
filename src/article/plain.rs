//! A text, and what was given beside it, to an [`Article`].
//!
//! Takes decoded text and [`Fields`], calls the steps in their order: page, sketch, address, headline, verdicts,
//! metadata, reading. Pure; any text with a word in it gives an article.

use super::error::Note;
use super::main_text::{self, Verdict};
use super::metadata::{address, byline, date, outlet, source_line};
use super::page::Page;
use super::shape::Shape;
use super::sketch::Sketch;
use super::{Article, Basis, Reading, Role, Stated, headline, paragraph, wrap};
use crate::lexicon::Lexicon;
use crate::lexicon::layout::Part;
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
    let mut verdicts = main_text::judge(&sketch, headline, lexicon);
    keep_something(&mut verdicts, &sketch);
    let (reading, set_aside) = paragraph::assemble(&page, &sketch, &verdicts, lexicon);
    let surroundings = Surroundings {
        page: &page,
        sketch: &sketch,
        headline,
        lexicon,
    };
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
    let authors = if fields.authors.is_empty() {
        surroundings.authors()
    } else {
        fields.authors.into_iter().map(field).collect()
    };
    let sources = surroundings.sources(&reading, &verdicts);
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

/// What stands around the article's text, to be asked for metadata.
struct Surroundings<'page> {
    page: &'page Page,
    sketch: &'page Sketch<'page>,
    headline: Option<usize>,
    lexicon: &'page Lexicon,
}

impl Surroundings<'_> {
    /// The words of a span of a line, as a value read from that line.
    fn stated(&self, row: usize, span: Span, clean: impl Fn(&str) -> String) -> Option<Stated<String>> {
        debug_assert!(self.page.rows[row].span.contains(span));
        Some(Stated {
            value: clean(span.of(self.page.clean.text())),
            anchor: Some(self.page.clean.anchor(span)?),
            basis: Basis::Line,
        })
    }

    /// A span of a line's words as a span of the page.
    fn of_row(&self, row: usize, span: Span) -> Span {
        let start = self.page.rows[row].span.start;
        Span::new(start + span.start, start + span.end)
    }

    /// Lines that may tell about the article: those above its text, the first three of it, three behind it.
    fn rows_around(&self) -> impl Iterator<Item = usize> + '_ {
        let core = &self.sketch.core;
        let last = self.sketch.units.len();
        (0..(core.start + 3).min(last))
            .chain(core.end.saturating_sub(1).max(core.start + 3)..(core.end + 3).min(last))
    }

    /// A date line near the headline; else the address; else any short line with a date.
    fn published(&self, url: Option<&Stated<String>>) -> Option<Stated<NaiveDate>> {
        let mut best: Option<(i64, Stated<NaiveDate>)> = None;
        if let Some(day) = url.and_then(|url| date::in_address(&url.value)) {
            best = Some((
                50,
                Stated {
                    value: day,
                    anchor: url.and_then(|url| url.anchor),
                    basis: Basis::Address,
                },
            ));
        }
        for row in self.rows_around() {
            let unit = &self.sketch.units[row];
            let dateline = source_line::dateline(unit.text, &self.lexicon.layout.outlets);
            let prose = unit.line.words > 25 || unit.shape == Shape::Prose && row >= self.sketch.core.start;
            let line = match dateline {
                Some(dateline) => &unit.text[..dateline.length],
                None if prose => continue,
                None => unit.text,
            };
            let Some(found) = date::find(line) else {
                continue;
            };
            let points = if dateline.is_some() {
                80
            } else {
                self.date_points(row)
            };
            if best.as_ref().is_none_or(|(most, _)| points > *most) {
                let anchor = self.page.clean.anchor(self.of_row(row, found.span));
                best = Some((
                    points,
                    Stated {
                        value: found.day,
                        anchor,
                        basis: Basis::Line,
                    },
                ));
            }
        }
        best.map(|(_, stated)| stated)
    }

    fn date_points(&self, row: usize) -> i64 {
        let unit = &self.sketch.units[row];
        let own_line = unit.shape == Shape::Stamp || main_text::is_byline(self.sketch, self.headline, row);
        let words = unit.text.to_lowercase();
        let mut points = if own_line { 100 } else { 30 };
        if words.contains("publish") || words.contains("posted") {
            points += 12;
        }
        if words.contains("updated") || words.contains("modified") {
            points -= 10;
        }
        let distance = self.headline.map_or(row, |headline| headline.abs_diff(row));
        points -= i64::try_from(distance.min(12)).unwrap_or(12);
        if self.headline.is_some_and(|headline| row < headline) {
            points -= 20;
        }
        if row >= self.sketch.core.end {
            points -= 60;
        }
        points
    }

    fn authors(&self) -> Vec<Stated<String>> {
        let mut authors: Vec<Stated<String>> = Vec::new();
        for row in self.rows_around() {
            if self.headline == Some(row) || !main_text::is_byline(self.sketch, self.headline, row) {
                continue;
            }
            let found = byline::read(self.sketch.units[row].text);
            for name in found.into_iter().flat_map(|found| found.names) {
                let stated = self.stated(row, self.of_row(row, name), byline::cleaned);
                authors.extend(stated.filter(|new| authors.iter().all(|author| author.value != new.value)));
            }
            if !authors.is_empty() {
                break;
            }
        }
        authors
    }

    /// The address, else a phrase of the page that names the outlet, else what a repeated headline has behind it.
    fn outlet(&self, url: Option<&Stated<String>>) -> Option<Stated<String>> {
        if let Some(url) = url
            && let Some(value) = outlet::of_address(&url.value, self.lexicon)
        {
            return Some(Stated {
                value,
                anchor: url.anchor,
                basis: Basis::Address,
            });
        }
        self.outlet_in_phrase().or_else(|| self.outlet_behind_headline())
    }

    fn outlet_in_phrase(&self) -> Option<Stated<String>> {
        let rows = 0..self.sketch.units.len();
        rows.filter(|&row| self.sketch.units[row].line.words <= 100)
            .find_map(|row| {
                let (start, end) = self.lexicon.layout.outlets.in_line(self.sketch.units[row].text)?;
                self.stated(row, self.of_row(row, Span::new(start, end)), str::to_owned)
            })
    }

    /// "Port shut for a third week | The Coast Gazette".
    fn outlet_behind_headline(&self) -> Option<Stated<String>> {
        let headline = self.headline?;
        let words = self.sketch.units[headline].text;
        (0..self.sketch.units.len()).find_map(|row| {
            let text = self.sketch.units[row].text;
            let rest = text.strip_prefix(words)?;
            let name = rest
                .trim_start()
                .strip_prefix(['|', '-', '–', '—', '•', '·'])?
                .trim();
            let reads_as_name = !name.is_empty()
                && name.split_whitespace().count() <= 5
                && name.starts_with(char::is_uppercase);
            let start = text.len() - name.len();
            reads_as_name
                .then(|| self.stated(row, self.of_row(row, Span::new(start, text.len())), str::to_owned))?
        })
    }

    /// The names of source lines, else of a note in brackets, else of the dateline.
    fn sources(&self, reading: &Reading, verdicts: &[Verdict]) -> Vec<Stated<String>> {
        let mut sources: Vec<Stated<String>> = Vec::new();
        let mut add = |value: &str, anchor| {
            let known = sources.iter().any(|source| source.value == value);
            if !known && !value.is_empty() {
                sources.push(Stated {
                    value: value.to_owned(),
                    anchor,
                    basis: Basis::Line,
                });
            }
        };
        for paragraph in reading
            .paragraphs()
            .iter()
            .filter(|paragraph| paragraph.role == Role::SourceLine)
        {
            let line = reading.slice(paragraph.span);
            for name in source_line::names(line) {
                let span = Span::new(paragraph.span.start + name.start, paragraph.span.start + name.end);
                add(name.of(line), reading.anchor(span));
            }
        }
        for (row, unit) in self
            .sketch
            .units
            .iter()
            .enumerate()
            .filter(|(row, _)| verdicts[*row] == Verdict::Keep)
        {
            if let Some(note) = source_line::bracketed(unit.text) {
                for name in source_line::names(note.of(unit.text)) {
                    let span = Span::new(note.start + name.start, note.start + name.end);
                    add(span.of(unit.text), self.page.clean.anchor(self.of_row(row, span)));
                }
            }
            let labelled = self
                .lexicon
                .layout
                .lead_labels
                .find(unit.text)
                .is_some_and(|(_, part)| part == Part::Source);
            if let Some(agency) = source_line::dateline(unit.text, &self.lexicon.layout.outlets)
                .and_then(|dateline| dateline.agency)
                && !labelled
            {
                add(
                    agency.of(unit.text),
                    self.page.clean.anchor(self.of_row(row, agency)),
                );
            }
        }
        sources
    }
}
