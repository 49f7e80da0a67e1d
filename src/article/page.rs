//! A text as lines, without markup.
//!
//! Takes the text as given, gives its lines as spans of a cleaned text that knows the way back ([`Traced`]).
//! Left out are tags, invisible characters and white space around lines; character references are decoded.
//! One pass. Next: `line` looks at the shape of each line.

use super::character_reference;
use super::tag::{self, Layout};
use super::traced::Traced;
use crate::span::{Anchor, Span};

/// A text cut into lines.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The lines' words, end to end.
    pub clean: Traced,
    /// The lines that hold anything, in order.
    pub rows: Vec<Row>,
    /// Where markup was left out.
    pub markup: Vec<Anchor>,
}

/// A line that holds something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its words in [`Page::clean`], without white space at its ends.
    pub span: Span,
    /// Whether an empty line, or the end of an HTML paragraph, stands before it.
    pub after_gap: bool,
}

impl Page {
    /// Cuts a text into lines.
    pub fn of(text: &str) -> Page {
        let mut scanner = Scanner::default();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let length = match first {
                '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                    scanner.line_break(rest)
                }
                '<' => scanner.tag_or_word(rest),
                '&' => scanner.reference_or_word(rest),
                '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => scanner.leave_out(first.len_utf8(), 1),
                _ => scanner.words(rest),
            };
            rest = &rest[length..];
        }
        scanner.end_row();
        scanner.page
    }

    /// The words of a line.
    pub fn words(&self, row: usize) -> &str {
        self.rows[row].span.of(self.clean.text())
    }
}

/// Each method takes the text that is left, and gives the number of its bytes that it has dealt with.
#[derive(Default)]
struct Scanner {
    page: Page,
    /// Code points dealt with.
    place: usize,
    /// Where the words of the present line begin in the cleaned text.
    row_start: usize,
    /// Whether the present line stands after a gap.
    gap: bool,
}

impl Scanner {
    fn line_break(&mut self, rest: &str) -> usize {
        let length = if rest.starts_with("\r\n") {
            2
        } else {
            rest.chars().next().map_or(0, char::len_utf8)
        };
        self.place += rest[..length].chars().count();
        let held_nothing = !self.end_row();
        self.gap |= held_nothing;
        length
    }

    fn tag_or_word(&mut self, rest: &str) -> usize {
        let Some((length, layout)) = tag::read(rest) else {
            return self.word(rest, 1);
        };
        self.leave_out(length, rest[..length].chars().count());
        if layout != Layout::Inline {
            self.end_row();
        }
        self.gap |= layout == Layout::Paragraph;
        length
    }

    fn reference_or_word(&mut self, rest: &str) -> usize {
        let Some((character, length)) = character_reference::read(rest) else {
            return self.word(rest, 1);
        };
        let anchor = Anchor::new(self.place, self.place + length);
        self.place += length;
        if character.is_whitespace() {
            self.page.clean.decoded(" ", anchor);
        } else if character.is_control() || character == '\u{ad}' {
            self.page.markup.push(anchor);
        } else {
            self.page
                .clean
                .decoded(character.encode_utf8(&mut [0; 4]), anchor);
        }
        length
    }

    /// Markup: `length` bytes, `code_points` characters.
    fn leave_out(&mut self, length: usize, code_points: usize) -> usize {
        self.page
            .markup
            .push(Anchor::new(self.place, self.place + code_points));
        self.place += code_points;
        length
    }

    fn words(&mut self, rest: &str) -> usize {
        let length = rest
            .find([
                '\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}', '<', '&', '\u{ad}',
                '\u{200b}', '\u{2060}', '\u{feff}',
            ])
            .unwrap_or(rest.len());
        self.word(rest, length)
    }

    fn word(&mut self, rest: &str, length: usize) -> usize {
        let words = &rest[..length];
        self.page.clean.verbatim(words, self.place);
        self.place += words.chars().count();
        length
    }

    /// Ends the present line; whether it held anything.
    fn end_row(&mut self) -> bool {
        let span = Span::new(self.row_start, self.page.clean.len()).trimmed(self.page.clean.text());
        self.row_start = self.page.clean.len();
        if span.is_empty() {
            return false;
        }
        self.page.rows.push(Row {
            span,
            after_gap: self.gap,
        });
        self.gap = false;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(String, bool)> {
        let page = Page::of(text);
        (0..page.rows.len())
            .map(|row| (page.words(row).to_owned(), page.rows[row].after_gap))
            .collect()
    }

    #[test]
    fn lines_and_gaps_are_told_whatever_ends_a_line() {
        let expected = [("one", false), ("two", false), ("three", true)].map(|(a, b)| (a.to_owned(), b));
        assert_eq!(rows("one\ntwo\n\nthree"), expected);
        assert_eq!(rows("one\r\ntwo\r\n \r\nthree\r\n"), expected);
        assert_eq!(rows("one<br>two</p><p>three"), expected);
    }

    #[test]
    fn markup_goes_and_places_stay() {
        let text = "The dam <u>did</u> not&nbsp;leak: A&amp;B";
        let page = Page::of(text);
        assert_eq!(page.clean.text(), "The dam did not leak: A&B");
        let span = |words: &str| {
            let start = page.clean.text().find(words).expect("stands there");
            Span::new(start, start + words.len())
        };
        let quoted = |words: &str| -> Vec<String> {
            page.clean
                .anchors(span(words))
                .iter()
                .map(|anchor| anchor.of(text).expect("inside").to_owned())
                .collect()
        };
        assert_eq!(quoted("dam did not"), ["dam ", "did", " not"]);
        assert_eq!(quoted("A&B"), ["A&amp;B"]);
        assert_eq!(quoted("not leak"), ["not&nbsp;leak"]);
        assert_eq!(page.markup.len(), 2);
    }
}
