//! JSON lines and JSON lists to documents, an object each.

use super::super::document::{Body, Document};
use super::super::error::{ArticleError, Part};
use super::super::json::{excerpt, problem};
use super::line::read_line;
use super::{Documents, Input, LONGEST_TEXT, Source, gzip};
use serde_json::{Map, Value};
use std::vec;

/// The longest line of JSON, in bytes: room for the longest text with each letter escaped.
const LONGEST_LINE: usize = 8 * LONGEST_TEXT;

/// Fields in which an answer of a news service has its list of articles.
const LIST_FIELDS: &[&str] = &[
    "articles", "items", "results", "docs", "data", "entries", "stories",
];

type Object = Map<String, Value>;

/// The objects of JSON lines.
pub struct Lines<'a> {
    source: Source,
    input: Input<'a>,
    read: usize,
    done: bool,
    /// What a first line that holds a list has beside its first object.
    listed: Option<Listed>,
}

impl<'a> Lines<'a> {
    pub fn new(source: Source, input: Input<'a>) -> Self {
        Self {
            source,
            input,
            read: 0,
            done: false,
            listed: None,
        }
    }
}

impl Iterator for Lines<'_> {
    type Item = Result<Document, ArticleError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(document) = self.listed.as_mut().and_then(Iterator::next) {
            return Some(Ok(document));
        }
        let mut line = Vec::new();
        while !self.done && line.iter().all(u8::is_ascii_whitespace) {
            line.clear();
            match read_line(&mut self.input, &mut line, LONGEST_LINE) {
                Ok(0) => self.done = true,
                Ok(_) => self.read += 1,
                Err(error) => return Some(Err(self.failed(error))),
            }
        }
        if self.done {
            return None;
        }
        let place = self.source.place(Part::Line(self.read));
        if line.len() >= LONGEST_LINE {
            return Some(Err(super::too_long(place)));
        }
        if self.read == 1
            && let Ok(object) = serde_json::from_slice(without_mark(&line))
            && let Ok(objects) = inner_list(object)
        {
            self.listed = Some(Listed::new(&self.source, objects));
            return self.next();
        }
        Some(Ok(Document {
            name: format!("{}:{}", self.source.name, self.read),
            place,
            body: Body::Json(line),
        }))
    }
}

impl Lines<'_> {
    /// Behind damage the next line is read; an input that cannot be read is given up.
    fn failed(&mut self, error: std::io::Error) -> ArticleError {
        match gzip::damage(&error) {
            Some(problem) => ArticleError::Damaged {
                place: self.source.place(Part::Line(self.read + 1)),
                problem,
            },
            None => {
                self.done = true;
                self.source.unreadable(error)
            }
        }
    }
}

/// The objects of a list, as documents.
struct Listed {
    source: Source,
    objects: std::iter::Enumerate<vec::IntoIter<Object>>,
}

impl Listed {
    fn new(source: &Source, objects: Vec<Object>) -> Self {
        Self {
            source: source.clone(),
            objects: objects.into_iter().enumerate(),
        }
    }
}

impl Iterator for Listed {
    type Item = Document;

    fn next(&mut self) -> Option<Document> {
        let (index, object) = self.objects.next()?;
        Some(Document {
            name: format!("{}:{}", self.source.name, index + 1),
            place: self.source.place(Part::Item(index + 1)),
            body: Body::Object(object),
        })
    }
}

/// The objects of a JSON list.
///
/// # Errors
/// Where it is not a list to its end: then nothing of it is read.
pub fn list<'a>(source: &Source, bytes: &[u8]) -> Result<Documents<'a>, ArticleError> {
    let objects = parse(source, bytes)?;
    Ok(Box::new(Listed::new(source, objects).map(Ok)))
}

/// One object over several lines: an article, or an answer with a list of them.
///
/// # Errors
/// Where it is not an object to its end.
pub fn object<'a>(source: &Source, bytes: &[u8]) -> Result<Documents<'a>, ArticleError> {
    Ok(match inner_list(parse(source, bytes)?) {
        Ok(objects) => Box::new(Listed::new(source, objects).map(Ok)),
        Err(object) => super::only(Ok(Document {
            name: source.name.clone(),
            place: source.place(Part::Line(1)),
            body: Body::Object(object),
        })),
    })
}

fn parse<T: serde::de::DeserializeOwned>(source: &Source, bytes: &[u8]) -> Result<T, ArticleError> {
    serde_json::from_slice(without_mark(bytes)).map_err(|error| ArticleError::Json {
        place: source.place(Part::Line(error.line().max(1))),
        problem: problem(&error),
        excerpt: excerpt(&String::from_utf8_lossy(bytes)),
    })
}

/// The articles of an answer that has them in a list; else the object as it was.
fn inner_list(mut object: Object) -> Result<Vec<Object>, Object> {
    let is_list = |value: &Value| {
        value
            .as_array()
            .is_some_and(|items| !items.is_empty() && items.iter().all(Value::is_object))
    };
    let field = LIST_FIELDS
        .iter()
        .find(|field| object.get(**field).is_some_and(is_list));
    match field.and_then(|field| object.remove(*field)) {
        Some(Value::Array(items)) => Ok(items
            .into_iter()
            .filter_map(|item| match item {
                Value::Object(object) => Some(object),
                _ => None,
            })
            .collect()),
        _ => Err(object),
    }
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// `{` and then a quotation mark or the end of the line.
pub fn begins_like_object(text: &str) -> bool {
    let rest = text
        .strip_prefix('{')
        .map(|rest| rest.trim_start_matches([' ', '\t']));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['"', '\n', '\r']))
}

/// `[` and then an object.
pub fn begins_like_list(text: &str) -> bool {
    let list = text.strip_prefix('[').map(str::trim_start);
    list.is_some_and(|rest| rest.starts_with('{') && begins_like_object(rest))
}
