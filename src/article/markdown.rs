//! A text in Markdown to lines without marks.
//!
//! Takes the text, gives its [`Page`] and what its front matter says. All places lead back to the text as given. Headings,
//! list items and cells are lines of their own; the words of pictures are not read.

use super::json::split_authors;
use super::metadata::date;
use super::page::{Page, Row};
use super::plain::Fields;
use super::{Basis, Stated};
use crate::span::{Anchor, Span};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Reads a text.
pub fn read(text: &str) -> (Page, Fields) {
    let options =
        Options::ENABLE_YAML_STYLE_METADATA_BLOCKS | Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut lines = Lines::of(text);
    let mut fields = Fields::default();
    let (mut in_front_matter, mut in_picture) = (false, 0usize);
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(Tag::MetadataBlock(_)) => in_front_matter = true,
            Event::End(TagEnd::MetadataBlock(_)) => in_front_matter = false,
            Event::Text(_) if in_front_matter => lines.front_matter(range, &mut fields),
            Event::Start(Tag::Image { .. }) => in_picture += 1,
            Event::End(TagEnd::Image) => in_picture = in_picture.saturating_sub(1),
            _ if in_picture > 0 => {}
            Event::Text(words) => lines.add(&words, range),
            Event::Code(words) => {
                let ticks = text[range.clone()]
                    .bytes()
                    .take_while(|&byte| byte == b'`')
                    .count();
                lines.code(&words, range.start + ticks..range.end.saturating_sub(ticks));
            }
            Event::SoftBreak => lines.page.clean.added(" "),
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link)
            | Event::InlineHtml(_) => {}
            _ => lines.end(!matches!(event, Event::HardBreak)),
        }
    }
    lines.end(true);
    lines.set_aside(text.len());
    (lines.page, fields)
}

/// Lines as they grow.
struct Lines<'text> {
    text: &'text str,
    page: Page,
    row_start: usize,
    gap: bool,
    /// Up to here, in bytes, the text was read or left out.
    done: usize,
    /// A place in bytes, and the same in code points.
    known: (usize, usize),
}

impl<'text> Lines<'text> {
    fn of(text: &'text str) -> Self {
        Lines {
            text,
            page: Page::default(),
            row_start: 0,
            gap: false,
            done: 0,
            known: (0, 0),
        }
    }

    /// A place in code points.
    fn code_points(&mut self, byte: usize) -> usize {
        let (known, count) = if self.known.0 <= byte { self.known } else { (0, 0) };
        let count = count + self.text[known..byte].chars().count();
        self.known = (byte, count);
        count
    }

    fn anchor(&mut self, range: Range<usize>) -> Anchor {
        Anchor::new(self.code_points(range.start), self.code_points(range.end))
    }

    /// Adds words that stand in a range, or that it means.
    fn add(&mut self, words: &str, range: Range<usize>) {
        if range.start < self.done || words.trim().is_empty() && range.is_empty() {
            return;
        }
        self.set_aside(range.start);
        self.done = range.end;
        if self.text[range.clone()] == *words {
            let origin = self.code_points(range.start);
            self.page.clean.verbatim(words, origin);
        } else {
            let anchor = self.anchor(range);
            self.page.clean.decoded(words, anchor);
        }
    }

    /// Adds words of code. They stand in the range letter by letter, but a line break is read as a space, and some marks between
    /// them are not read: those of a quotation or a list at the beginning of a line, a backslash in a table.
    fn code(&mut self, words: &str, range: Range<usize>) {
        let text = self.text;
        let mut same = range.start..range.start;
        for letter in words.chars() {
            let rest = &text[same.end..range.end];
            if !rest.starts_with(letter) {
                self.add(&text[same.clone()], same.clone());
                let at_break = letter == ' ' && rest.starts_with(['\r', '\n']);
                let skipped = rest.find(letter).filter(|_| !at_break);
                let Some(skipped) = skipped else {
                    self.page.clean.added(letter.encode_utf8(&mut [0; 4]));
                    same.start = same.end;
                    continue;
                };
                same = same.end + skipped..same.end + skipped;
            }
            same.end += letter.len_utf8();
        }
        self.add(&text[same.clone()], same);
    }

    /// Notes the marks between what was read last and what follows.
    fn set_aside(&mut self, next: usize) {
        let skipped = &self.text[self.done..next];
        let marks = skipped.trim();
        if !marks.is_empty() {
            let start = self.done + (skipped.len() - skipped.trim_start().len());
            let anchor = self.anchor(start..start + marks.len());
            self.page.markup.push(anchor);
        }
        self.done = next;
    }

    fn end(&mut self, gap: bool) {
        let text = self.page.clean.text();
        let line = &text[self.row_start..];
        let start = self.row_start + (line.len() - line.trim_start().len());
        let words = line.trim();
        if !words.is_empty() {
            self.page.rows.push(Row {
                span: Span::new(start, start + words.len()),
                after_gap: std::mem::take(&mut self.gap),
            });
        }
        self.row_start = text.len();
        self.gap |= gap;
    }

    /// Takes "key: value" lines.
    fn front_matter(&mut self, range: Range<usize>, fields: &mut Fields) {
        let mut end = range.start;
        for line in self.text[range].split_inclusive('\n') {
            let line_start = end;
            end += line.len();
            let Some((key, value)) = line.split_once(':') else {
                continue;
            };
            let bare = value.trim().trim_matches(['"', '\'', '[', ']']);
            let Some(at) = value.find(bare).filter(|_| !bare.is_empty()) else {
                continue;
            };
            let begin = line_start + key.len() + 1 + at;
            let anchor = self.anchor(begin..begin + bare.len());
            note(fields, key.trim(), bare, anchor);
        }
    }
}

fn note(fields: &mut Fields, key: &str, value: &str, anchor: Anchor) {
    fn stated<T>(value: T, anchor: Anchor) -> Option<Stated<T>> {
        Some(Stated {
            value,
            anchor: Some(anchor),
            basis: Basis::Line,
        })
    }
    match key.to_ascii_lowercase().as_str() {
        "title" | "headline" => fields.title = stated(value.to_owned(), anchor),
        "date" | "published" | "pubdate" => {
            fields.published = date::read_field(value).and_then(|day| stated(day, anchor));
        }
        "publisher" | "outlet" | "source" | "site" => fields.publisher = stated(value.to_owned(), anchor),
        "url" | "link" | "canonical" => fields.url = stated(value.to_owned(), anchor),
        "author" | "authors" | "byline" => {
            fields.authors = split_authors(value)
                .into_iter()
                .filter_map(|author| stated(author, anchor))
                .collect();
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_left_out_and_places_lead_back() {
        let text = "---\ntitle: \"Pier burns\"\ndate: 2024-05-03\nauthor: Anna Moss, Tom Lind\n---\n# Pier burns\n\nThe **old** \
            pier &amp; its\n[boats](https://example.org/b) burned.\n\n![A picture](a.png)\n\n- `One` boat\n- “Two”\n";
        let (page, fields) = read(text);
        let rows: Vec<String> = (0..page.rows.len())
            .map(|row| page.words(row).to_owned())
            .collect();
        assert_eq!(
            rows,
            [
                "Pier burns",
                "The old pier & its boats burned.",
                "One boat",
                "“Two”"
            ]
        );
        assert_eq!(
            fields.published.map(|day| day.value.to_string()).as_deref(),
            Some("2024-05-03")
        );
        assert_eq!(fields.authors.len(), 2);
        let title = fields.title.unwrap();
        assert_eq!(title.anchor.unwrap().of(text), Some("Pier burns"));
        let boats = page.clean.text().find("boats").unwrap();
        let anchor = page.clean.anchor(Span::new(boats, boats + 5)).unwrap();
        assert_eq!(anchor.of(text), Some("boats"));
    }

    /// Found by fuzzing: each word of such code had the place of all of it.
    #[test]
    fn words_of_code_have_places_of_their_own() {
        for text in [
            "The pier `was closed\non Monday` again.",
            "The pier `was closed\r\n  on Monday` again.",
            "> The pier ` was closed\n> on Monday ` again.",
            "- The pier ``was `closed``\n  again `on\n  Monday`.",
            "| The | pier |\n|---|---|\n| `was\\|closed` | on `\\|Monday` |",
        ] {
            let (page, _) = read(text);
            let clean = page.clean.text();
            for word in ["was", "closed", "on", "Monday"] {
                let start = clean.find(word).expect(word);
                let anchor = page.clean.anchor(Span::new(start, start + word.len()));
                assert_eq!(anchor.and_then(|anchor| anchor.of(text)), Some(word), "{text}");
            }
        }
    }
}
