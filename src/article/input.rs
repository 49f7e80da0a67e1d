//! The one door: a file's bytes to articles, one at a time.
//!
//! Takes anything that can be read, gives an iterator, so that a file of JSON lines never has to be in memory
//! whole. The format is told by the content: what begins with `{"` is JSON lines (or one JSON object spread over
//! several lines), anything else is one plain text.

use super::Article;
use super::decode::decode;
use super::error::ArticleError;
use super::jsonl::{self, Place};
use super::plain::{self, Fields};
use crate::lexicon::Lexicon;
use std::fmt::Display;
use std::io::{self, BufRead, Read};

/// The longest text of one article, in bytes of UTF-8: some 300 thousand words, more than a day of hearings. What is
/// longer is not one article, and would take gigabytes of memory.
pub(super) const LONGEST_TEXT: usize = 2_000_000;

/// The longest line of JSON, in bytes: room for the longest text with each letter escaped.
const LONGEST_LINE: usize = 8 * LONGEST_TEXT;

/// The articles of one file, or for each thing that is not one, the reason.
pub struct Articles<'lexicon, Input> {
    file: String,
    input: Input,
    lexicon: &'lexicon Lexicon,
    state: State,
}

enum State {
    Unopened,
    /// JSON lines; so many were read. The first is still to be given.
    Lines {
        read: usize,
        first: Option<Vec<u8>>,
    },
    Done,
}

/// Reads the articles of a file. `file` names it in errors, and names a plain text.
pub fn read<Input: BufRead>(file: impl Into<String>, input: Input, lexicon: &Lexicon) -> Articles<'_, Input> {
    Articles {
        file: file.into(),
        input,
        lexicon,
        state: State::Unopened,
    }
}

impl<Input: BufRead> Iterator for Articles<'_, Input> {
    type Item = Result<Article, ArticleError>;

    fn next(&mut self) -> Option<Self::Item> {
        let given = match self.state {
            State::Unopened => self.open(),
            State::Lines { .. } => self.next_line(),
            State::Done => return None,
        };
        Some(match given.transpose()? {
            Ok(article) => article,
            Err(problem) => {
                self.state = State::Done;
                Err(ArticleError::Unreadable {
                    file: self.file.clone(),
                    problem,
                })
            }
        })
    }
}

impl<Input: BufRead> Articles<'_, Input> {
    /// Tells the format by the first line that holds anything, and gives the first article.
    fn open(&mut self) -> io::Result<Option<Result<Article, ArticleError>>> {
        let mut start = Vec::new();
        let mut lines = 0;
        while start.iter().all(u8::is_ascii_whitespace) && read_line(&mut self.input, &mut start)? > 0 {
            lines += 1;
        }
        let json = begins_like_json(&start);
        if json && serde_json::from_slice::<serde::de::IgnoredAny>(without_mark(&start)).is_ok() {
            self.state = State::Lines {
                read: lines - 1,
                first: Some(start),
            };
            return self.next_line();
        }
        // An object spread over several lines, or JSON lines of which the first is broken, or a plain text.
        // Only the first two lines tell which, so that a stream of lines is not taken into memory for one bad line.
        if json && start.trim_ascii_end().len() > 1 && !self.is_spread_object(&start)? {
            self.state = State::Lines {
                read: lines - 1,
                first: Some(start),
            };
            return self.next_line();
        }
        self.state = State::Done;
        // No charset takes more than four bytes for what UTF-8 has in one.
        let most = 4 * LONGEST_TEXT;
        let rest = most.saturating_sub(start.len()) + 1;
        self.input.by_ref().take(rest as u64).read_to_end(&mut start)?;
        if start.len() > most {
            return Ok(Some(Err(too_long(&self.file))));
        }
        Ok(Some(self.whole(&start)))
    }

    /// Whether the first line and the next belong to one object: a comma, colon or bracket is between them.
    fn is_spread_object(&mut self, start: &[u8]) -> io::Result<bool> {
        let next = self.input.fill_buf()?.trim_ascii_start();
        let opens = start
            .trim_ascii_end()
            .last()
            .is_some_and(|last| b",:{[".contains(last));
        let goes_on = next.first().is_some_and(|first| b",:}".contains(first));
        Ok((opens || goes_on) && !next.is_empty() && !next.starts_with(b"{"))
    }

    /// The whole file as one article.
    fn whole(&self, bytes: &[u8]) -> Result<Article, ArticleError> {
        let (text, notes) = decode(bytes).map_err(|sign| ArticleError::Binary {
            file: self.file.clone(),
            sign,
        })?;
        if text.trim().is_empty() {
            return Err(ArticleError::NoText {
                file: self.file.clone(),
            });
        }
        if begins_like_json(text.as_bytes()) || is_json_list(&text) {
            let place = Place {
                file: &self.file,
                line: 1,
            };
            return jsonl::article(&text, place, notes, self.lexicon);
        }
        if text.len() > LONGEST_TEXT {
            return Err(too_long(&self.file));
        }
        Ok(plain::article(
            self.file.clone(),
            text,
            Fields::default(),
            notes,
            self.lexicon,
        ))
    }

    fn next_line(&mut self) -> io::Result<Option<Result<Article, ArticleError>>> {
        let State::Lines { read, first } = &mut self.state else {
            return Ok(None);
        };
        let mut line = first.take().unwrap_or_default();
        if !line.is_empty() {
            *read += 1;
        }
        while line.iter().all(u8::is_ascii_whitespace) {
            line.clear();
            if read_line(&mut self.input, &mut line)? == 0 {
                self.state = State::Done;
                return Ok(None);
            }
            *read += 1;
        }
        let place = Place {
            file: &self.file,
            line: *read,
        };
        Ok(Some(match decode(&line) {
            _ if line.len() >= LONGEST_LINE => Err(too_long(place)),
            Ok((json, notes)) => jsonl::article(&json, place, notes, self.lexicon),
            Err(sign) => Err(ArticleError::Binary {
                file: place.to_string(),
                sign,
            }),
        }))
    }
}

/// Reads a line, its end included. Of a line that is too long, the rest is passed over.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<usize> {
    let read = input.by_ref().take(LONGEST_LINE as u64).read_until(b'\n', line)?;
    if read == LONGEST_LINE && !line.ends_with(b"\n") {
        input.skip_until(b'\n')?;
    }
    Ok(read)
}

/// The error for a text that is longer than [`LONGEST_TEXT`].
pub(super) fn too_long(place: impl Display) -> ArticleError {
    ArticleError::TooLong {
        file: place.to_string(),
        most: LONGEST_TEXT / 1_000_000,
    }
}

/// `[` and then `{`: a list of objects, which is told how to be given.
fn is_json_list(text: &str) -> bool {
    let list = text.trim_start().strip_prefix('[');
    list.is_some_and(|rest| rest.trim_start().starts_with("{\""))
}

/// `{` and then a quotation mark or the end of the line.
fn begins_like_json(start: &[u8]) -> bool {
    let rest = without_mark(start)
        .strip_prefix(b"{")
        .map(<[u8]>::trim_ascii_start);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(b"\""))
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(bytes)
        .trim_ascii_start()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(bytes: &[u8]) -> Vec<String> {
        read("wire", bytes, &Lexicon::standard())
            .map(|result| match result {
                Ok(article) => format!("{}: {}", article.name, article.reading.text()),
                Err(error) => format!("error: {error}"),
            })
            .collect()
    }

    #[test]
    fn the_content_tells_the_format() {
        assert_eq!(
            told(b"The pier burned on Monday."),
            ["wire: The pier burned on Monday."]
        );
        assert_eq!(
            told(b"{\"id\": \"a\", \"text\": \"The pier burned.\"}"),
            ["a: The pier burned."]
        );
        assert_eq!(
            told(b"{\n  \"id\": \"a\",\n  \"text\": \"The pier burned.\"\n}\n"),
            ["a: The pier burned."]
        );
        assert_eq!(
            told(b"{Translator's note} The pier burned."),
            ["wire: {Translator's note} The pier burned."]
        );
    }

    #[test]
    fn a_bad_line_harms_no_other() {
        let lines = told(
            b"\n{\"id\": \"a\", \"text\": \"The pier burned.\"}\n{\"id\": \"b\", \"text\": \n\n{\"id\": \"c\"}\n{\"id\": \"d\", \"text\": \"The pier was saved.\"}",
        );
        insta::assert_snapshot!(lines.join("\n"), @r##"
        a: The pier burned.
        error: wire, line 3: not a JSON object (EOF while parsing a value, column 19) at `{"id": "b", "text":`; write one object a line, such as {"id": "a1", "text": "…"}
        error: wire, line 5: no text; give the article's words in the field "text"
        d: The pier was saved.
        "##);
    }

    #[test]
    fn json_that_is_no_article_is_not_read_as_prose() {
        let lines = [
            told(b"{\"name\": \"pier\",\n \"version\": 1}\n"),
            told(b"{\"id\": \"a\"\n[1, 2]\n"),
            told(b"[{\"id\": \"a\", \"text\": \"The pier burned.\"}]"),
        ];
        insta::assert_snapshot!(lines.concat().join("\n"), @r##"
        error: wire, line 1: no text; give the article's words in the field "text"
        error: wire, line 1: not a JSON object (EOF while parsing an object, column 10) at `{"id": "a"`; write one object a line, such as {"id": "a1", "text": "…"}
        error: wire, line 2: not a JSON object (invalid type: sequence, expected a map) at `[1, 2]`; write one object a line, such as {"id": "a1", "text": "…"}
        error: wire, line 1: not a JSON object (invalid type: sequence, expected a map) at `[{"id": "a", "text": "The pier burned."}…`; write one object a line, such as {"id": "a1", "text": "…"}
        "##);
    }

    #[test]
    fn what_is_too_long_is_refused_and_the_rest_is_read() {
        let sentence = "The pier burned on Monday. ";
        let long = sentence.repeat(LONGEST_TEXT / sentence.len() + 1);
        let refused = "error: wire: more than 2 MB in one article; split it into its articles";
        assert_eq!(told(long.as_bytes()), [refused]);
        assert_eq!(told(sentence.repeat(700_000).as_bytes()), [refused]);
        let lines = format!(
            "{{\"text\": \"{long}\"}}\n{{\"text\": \"{}\"}}\n{{\"id\": \"c\", \"text\": \"The pier was saved.\"}}\n",
            "x".repeat(LONGEST_LINE)
        );
        let lines = told(lines.as_bytes());
        assert_eq!(
            lines[0],
            "error: wire, line 1: more than 2 MB in one article; split it into its articles"
        );
        assert_eq!(
            lines[1],
            "error: wire, line 2: more than 2 MB in one article; split it into its articles"
        );
        assert_eq!(lines[2..], ["c: The pier was saved."]);
    }

    #[test]
    fn a_bad_first_line_harms_no_other() {
        let lines = told(b"{\"id\": \"a\", \"text\": \n{\"id\": \"b\", \"text\": \"The pier burned.\"}\n");
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[1], "b: The pier burned.");
    }

    #[test]
    fn files_without_text_are_refused() {
        insta::assert_snapshot!(
            [told(b""), told(b" \n\t\n"), told(b"\x00\x01PNG")].concat().join("\n"),
            @r##"
        error: wire: no text; give a file with an article in it
        error: wire: no text; give a file with an article in it
        error: wire: not text but binary data (a zero byte at 0); convert it to plain text or JSON lines first
        "##
        );
    }
}
