//! One line of JSON to an [`Article`].
//!
//! Takes a line such as `{"id": "a1", "text": "…", "published": "2025-03-10"}`; gives the article or an error that
//! names the line and the remedy. Fields that are not known are left alone.

use super::Article;
use super::error::{ArticleError, Note};
use super::input::{LONGEST_TEXT, too_long};
use super::metadata::date;
use super::plain::{self, Fields};
use crate::lexicon::Lexicon;
use serde_json::{Map, Value};
use std::fmt;

/// Names a line in errors.
#[derive(Clone, Copy, Debug)]
pub struct Place<'file> {
    /// The file.
    pub file: &'file str,
    /// The line, counted from 1.
    pub line: usize,
}

/// As errors name it: "wire.jsonl, line 3".
impl fmt::Display for Place<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}, line {}", self.file, self.line)
    }
}

/// So much of an offending line or value is shown.
const EXCERPT: usize = 40;

/// Reads one line.
///
/// # Errors
/// Where the line is no JSON object, has no text, or a field holds the wrong kind of value.
pub fn article(
    json: &str,
    place: Place,
    mut notes: Vec<Note>,
    lexicon: &Lexicon,
) -> Result<Article, ArticleError> {
    let object: Map<String, Value> =
        serde_json::from_str(json.trim_end()).map_err(|error| ArticleError::Json {
            file: place.file.to_owned(),
            line: place.line,
            problem: problem(&error),
            excerpt: excerpt(json),
        })?;
    let line = Object { object, place };
    let text = line.string("text")?.filter(|text| !text.trim().is_empty());
    let text = text.ok_or_else(|| ArticleError::MissingText {
        file: place.file.to_owned(),
        line: place.line,
    })?;
    if text.len() > LONGEST_TEXT {
        return Err(too_long(place));
    }
    let published = line.string("published")?;
    let day = published.as_deref().and_then(date::read_field);
    if let (Some(value), None) = (&published, day) {
        notes.push(Note::UnreadableDate {
            value: excerpt(value),
        });
    }
    let fields = Fields {
        title: line.string("title")?,
        published: day,
        publisher: line.string("publisher")?,
        url: line.string("url")?,
        authors: line.authors()?,
    };
    let name = line
        .name()?
        .unwrap_or_else(|| format!("{}:{}", place.file, place.line));
    Ok(plain::article(name, text, fields, notes, lexicon))
}

struct Object<'file> {
    object: Map<String, Value>,
    place: Place<'file>,
}

impl Object<'_> {
    /// A field that must hold a string; `None` where it is absent, null or blank.
    fn string(&self, field: &'static str) -> Result<Option<String>, ArticleError> {
        match self.object.get(field) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(value)) if field == "text" => Ok(Some(value.clone())),
            Some(Value::String(value)) => Ok(Some(value.trim().to_owned()).filter(|value| !value.is_empty())),
            Some(other) => Err(self.wrong(
                field,
                other,
                if field == "published" {
                    "a date such as \"2025-03-10\""
                } else {
                    "a string"
                },
            )),
        }
    }

    /// `id`, as a string or a number.
    fn name(&self) -> Result<Option<String>, ArticleError> {
        match self.object.get("id") {
            Some(Value::Number(number)) => Ok(Some(number.to_string())),
            _ => self.string("id"),
        }
    }

    /// `authors` or `author` or `byline`, as a string or a list of strings.
    fn authors(&self) -> Result<Vec<String>, ArticleError> {
        for field in ["authors", "author", "byline"] {
            let authors = match self.object.get(field) {
                None | Some(Value::Null) => continue,
                Some(Value::String(authors)) => split_authors(authors),
                Some(list @ Value::Array(authors)) => authors
                    .iter()
                    .map(|author| author.as_str().map(|author| author.trim().to_owned()))
                    .collect::<Option<_>>()
                    .ok_or_else(|| self.wrong(field, list, "a list of strings"))?,
                Some(other) => return Err(self.wrong(field, other, "a string or a list of strings")),
            };
            return Ok(authors.into_iter().filter(|author| !author.is_empty()).collect());
        }
        Ok(Vec::new())
    }

    fn wrong(&self, field: &'static str, found: &Value, wanted: &'static str) -> ArticleError {
        ArticleError::WrongType {
            file: self.place.file.to_owned(),
            line: self.place.line,
            field,
            found: excerpt(&found.to_string()),
            wanted,
        }
    }
}

/// "By Anna Moss, Tom Lind and Ida Roy" is three people.
fn split_authors(authors: &str) -> Vec<String> {
    let authors = authors.trim();
    let names = authors
        .strip_prefix("By ")
        .or(authors.strip_prefix("by "))
        .unwrap_or(authors);
    names
        .split([',', ';'])
        .flat_map(|part| part.split(" and "))
        .map(|name| name.trim().trim_start_matches("and ").to_owned())
        .collect()
}

/// What the JSON reader said, without its line number, which counts within this one line.
pub(crate) fn problem(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match message.split_once(" at line ") {
        Some((problem, _)) if error.column() > 0 => format!("{problem}, column {}", error.column()),
        Some((problem, _)) => problem.to_owned(),
        None => message,
    }
}

fn excerpt(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Stated;
    use super::*;

    fn read(json: &str) -> Result<Article, String> {
        let place = Place {
            file: "wire.jsonl",
            line: 7,
        };
        article(json, place, Vec::new(), &Lexicon::standard()).map_err(|error| error.to_string())
    }

    #[test]
    fn fields_beside_the_text_are_taken() {
        let article = read(
            r#"{"id": 12, "text": "The old pier in Merrow burned down on Monday, and nobody was hurt.", "title": "Pier burns",
            "published": "2024-05-03T10:00:00Z", "publisher": "The Coast Gazette", "authors": ["Anna Moss"], "stars": 5}"#,
        )
        .expect("an article");
        assert_eq!(article.name, "12");
        assert_eq!(
            article.published.map(|day| day.value.to_string()).as_deref(),
            Some("2024-05-03")
        );
        assert_eq!(
            article.outlet.map(|outlet| (outlet.value, outlet.basis)),
            Some(("The Coast Gazette".to_owned(), Basis::Field))
        );
        assert_eq!(article.authors.len(), 1);
        assert_eq!(
            article.title.map(|title| (title.value, title.anchor)),
            Some(("Pier burns".to_owned(), None))
        );
    }

    #[test]
    fn an_agency_among_the_authors_is_a_source() {
        let article =
            read(r#"{"text": "The pier burned down on Monday.", "authors": ["Anna Moss", "Reuters"]}"#)
                .expect("an article");
        let values = |stated: &[Stated<String>]| {
            stated
                .iter()
                .map(|stated| stated.value.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(values(&article.authors), ["Anna Moss"]);
        assert_eq!(values(&article.sources), ["Reuters"]);
    }

    #[test]
    fn a_date_that_cannot_be_read_is_noted_and_not_guessed() {
        let article = read(r#"{"text": "The pier burned.", "published": "last week"}"#).expect("an article");
        assert_eq!(article.published, None);
        assert_eq!(article.name, "wire.jsonl:7");
        assert_eq!(
            article.notes,
            [Note::UnreadableDate {
                value: "last week".to_owned()
            }]
        );
    }

    #[test]
    fn each_error_is_one_sentence_with_its_remedy() {
        let errors = [
            r#"{"text": "The pier"#,
            r#"["text"]"#,
            r#"{"id": "a1"}"#,
            r#"{"text": "   "}"#,
            r#"{"text": 5}"#,
            r#"{"text": "The pier burned.", "published": 1714730400}"#,
            r#"{"text": "The pier burned.", "authors": ["Anna Moss", 3]}"#,
        ]
        .map(|json| read(json).expect_err(json))
        .join("\n");
        insta::assert_snapshot!(errors, @r##"
        wire.jsonl, line 7: not a JSON object (EOF while parsing a string, column 18) at `{"text": "The pier`; write one object a line, such as {"id": "a1", "text": "…"}
        wire.jsonl, line 7: not a JSON object (invalid type: sequence, expected a map) at `["text"]`; write one object a line, such as {"id": "a1", "text": "…"}
        wire.jsonl, line 7: no text; give the article's words in the field "text"
        wire.jsonl, line 7: no text; give the article's words in the field "text"
        wire.jsonl, line 7: "text" is 5; write a string there or leave it out
        wire.jsonl, line 7: "published" is 1714730400; write a date such as "2025-03-10" there or leave it out
        wire.jsonl, line 7: "authors" is ["Anna Moss",3]; write a list of strings there or leave it out
        "##);
    }

    use super::super::Basis;
}
