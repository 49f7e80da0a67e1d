//! What stands around an article's text, asked for its metadata.
//!
//! Takes a page with its headline found, gives date, authors, outlet and sources with the places they were read
//! from. The forms each may take are those of `metadata`; here it is weighed where on the page they stand.

use super::main_text::{self, Verdict};
use super::metadata::{byline, date, masthead, outlet, source_line};
use super::page::Page;
use super::shape::Shape;
use super::sketch::Sketch;
use super::{Basis, Reading, Role, Stated};
use crate::lexicon::Lexicon;
use crate::lexicon::layout::Part;
use crate::span::Span;
use chrono::NaiveDate;

/// What stands around the article's text, to be asked for metadata.
pub struct Surroundings<'page> {
    /// The page.
    pub page: &'page Page,
    /// Its lines and shapes.
    pub sketch: &'page Sketch<'page>,
    /// The headline's line.
    pub headline: Option<usize>,
    /// What is known of words.
    pub lexicon: &'page Lexicon,
}

impl Surroundings<'_> {
    /// The words of a span of a line, as a value read from that line.
    pub fn stated(&self, row: usize, span: Span, clean: impl Fn(&str) -> String) -> Option<Stated<String>> {
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
    pub fn published(&self, url: Option<&Stated<String>>) -> Option<Stated<NaiveDate>> {
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

    pub fn authors(&self) -> Vec<Stated<String>> {
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

    /// The address, else a phrase of the page that names the outlet, else what a repeated headline has behind it, else
    /// the name over the page.
    pub fn outlet(&self, url: Option<&Stated<String>>) -> Option<Stated<String>> {
        if let Some(url) = url
            && let Some(value) = outlet::of_address(&url.value, self.lexicon)
        {
            return Some(Stated {
                value,
                anchor: url.anchor,
                basis: Basis::Address,
            });
        }
        self.outlet_in_phrase()
            .or_else(|| self.outlet_behind_headline())
            .or_else(|| self.outlet_in_masthead())
    }

    /// A name above the headline that two things speak for: that it has a word of newspapers, that nothing but menus
    /// stands above it, that it is printed elsewhere on the page.
    fn outlet_in_masthead(&self) -> Option<Stated<String>> {
        const TOP: usize = 8;
        let units = &self.sketch.units;
        let end = self.headline.unwrap_or(self.sketch.core.start).min(TOP);
        let mut rows = (0..end).filter(|&row| units[row].shape != Shape::Stamp);
        rows.find_map(|row| {
            let name = masthead::candidate(units[row].text, self.lexicon)?;
            let words = name.of(units[row].text);
            let has_word = masthead::has_outlet_word(words, self.lexicon);
            let is_top = units[..row]
                .iter()
                .all(|above| matches!(above.shape, Shape::Boilerplate { .. }));
            let speaks =
                u8::from(has_word) + u8::from(is_top) + u8::from(self.is_printed_elsewhere(row, words));
            let printed = |name: &str| masthead::in_title_case(name, self.lexicon);
            (speaks >= 2).then(|| self.stated(row, self.of_row(row, name), printed))?
        })
    }

    /// Whether a name of the top of the page stands elsewhere on it, perhaps as "the Gazette" for "The Coast Gazette".
    fn is_printed_elsewhere(&self, row: usize, name: &str) -> bool {
        let printed = masthead::in_title_case(name, self.lexicon);
        let bare = printed.strip_prefix("The ").unwrap_or(&printed);
        let short = bare.rsplit_once(' ').map(|(_, last)| format!("the {last}"));
        let own = self.sketch.units[row].text;
        let others = self.sketch.units.iter().filter(|other| other.text != own);
        others
            .map(|other| other.text)
            .any(|text| text.contains(bare) || short.as_ref().is_some_and(|short| text.contains(short)))
    }

    fn outlet_in_phrase(&self) -> Option<Stated<String>> {
        let rows = 0..self.sketch.units.len();
        rows.filter(|&row| self.sketch.units[row].line.words <= 100)
            .find_map(|row| {
                let line = self.sketch.units[row].text;
                let (start, end) = self.lexicon.layout.outlets.in_line(line)?;
                // "Follow Ana Reyes on Twitter": the author.
                let first = line[start..end].split(' ').next().unwrap_or_default();
                if self.lexicon.person_names.given(first).is_some() {
                    return None;
                }
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

    /// The names of source lines, of notes in brackets and datelines, and the agency of a byline.
    pub fn sources(&self, reading: &Reading, verdicts: &[Verdict]) -> Vec<Stated<String>> {
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
        for row in self.rows_around().filter(|row| self.headline != Some(*row)) {
            let line = self.sketch.units[row].text;
            if let Some(agency) = byline::agency(line, &self.lexicon.layout.outlets) {
                add(agency.of(line), self.page.clean.anchor(self.of_row(row, agency)));
            }
        }
        sources
    }
}
