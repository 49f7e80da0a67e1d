//! One JSON object to an article's text and fields.
//!
//! Takes an object such as `{"id": "a1", "text": "…", "published": "2025-03-10"}` and the names that its fields go by;
//! gives what `plain` reads, or an error that names the place and the remedy. Fields that are not known are left alone.

use super::error::{ArticleError, Note, Place};
use super::html;
use super::metadata::date;
use super::plain::{Fields, Given};
use super::{Basis, Stated};
use crate::lexicon::Lexicon;
use chrono::NaiveDate;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::str::FromStr;

/// So much of an offending line or value is shown.
const EXCERPT: usize = 40;

/// What a field of an object can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// What the article is called.
    Id,
    /// Its words.
    Text,
    /// Its page, where its words are not given.
    Html,
    /// The headline.
    Title,
    /// The day of publication.
    Published,
    /// The outlet.
    Publisher,
    /// The address.
    Url,
    /// Who wrote it.
    Authors,
}

/// Each kind of field with the names it goes by unless the user names another: the first is ours, the others are those of
/// schema.org and of what news services, crawlers and corpora were seen to write.
const KNOWN: &[(Field, &[&str])] = &[
    (Field::Id, &["id", "_id", "guid", "uuid", "article_id"]),
    (
        Field::Text,
        &[
            "text",
            "articleBody",
            "article_body",
            "body",
            "content",
            "content_text",
            "maintext",
            "full_text",
            "fulltext",
            "article_text",
            "plain_text",
        ],
    ),
    (
        Field::Html,
        &["html", "content_html", "raw_html", "body_html", "page"],
    ),
    (Field::Title, &["title", "headline", "heading"]),
    (
        Field::Published,
        &[
            "published",
            "datePublished",
            "date_published",
            "publishedAt",
            "published_at",
            "publish_date",
            "date_publish",
            "pubDate",
            "pub_date",
            "publication_date",
            "date",
        ],
    ),
    (
        Field::Publisher,
        &[
            "publisher",
            "outlet",
            "site_name",
            "source_name",
            "publication",
            "newspaper",
            "source",
            "source_domain",
        ],
    ),
    (
        Field::Url,
        &["url", "link", "uri", "web_url", "canonical_url", "source_url"],
    ),
    (Field::Authors, &["authors", "author", "byline", "creator"]),
];

/// Which fields of an object hold what.
#[derive(Clone, Debug, Default)]
pub struct FieldNames {
    chosen: BTreeMap<Field, String>,
}

impl FieldNames {
    /// The names that the user chose, in the place of the usual ones. A name with dots leads into objects.
    pub fn new(chosen: impl IntoIterator<Item = FieldName>) -> Self {
        Self {
            chosen: chosen.into_iter().map(|name| (name.field, name.name)).collect(),
        }
    }

    /// The names of a field, the likeliest first.
    fn of(&self, field: Field) -> Vec<&str> {
        match self.chosen.get(&field) {
            Some(name) => vec![name],
            None => KNOWN
                .iter()
                .filter(|(known, _)| *known == field)
                .flat_map(|(_, names)| names.iter().copied())
                .collect(),
        }
    }
}

/// A name that the user chose for a field: `text=body`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldName {
    field: Field,
    name: String,
}

impl FromStr for FieldName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let ours: Vec<&str> = KNOWN.iter().map(|(_, names)| names[0]).collect();
        let chosen = text.split_once('=').filter(|(_, name)| !name.trim().is_empty());
        let found = chosen.and_then(|(ours, name)| {
            let (field, _) = KNOWN.iter().find(|(_, names)| names[0] == ours.trim())?;
            Some(FieldName {
                field: *field,
                name: name.trim().to_owned(),
            })
        });
        found.ok_or_else(|| {
            format!(
                "write one of {} and the name it goes by, such as text=body",
                ours.join(", ")
            )
        })
    }
}

/// The object of a line.
///
/// # Errors
/// Where the line is no JSON object.
pub fn object(json: &str, place: &Place) -> Result<Map<String, Value>, ArticleError> {
    serde_json::from_str(json.trim_end()).map_err(|error| ArticleError::Json {
        place: place.clone(),
        problem: problem(&error),
        excerpt: excerpt(json),
    })
}

/// What an object gives of an article; `name` is what it is called where it does not say so itself.
///
/// # Errors
/// Where the object has neither text nor page, or a field holds the wrong kind of value.
pub fn given(
    name: String,
    object: Map<String, Value>,
    mut notes: Vec<Note>,
    place: &Place,
    names: &FieldNames,
    lexicon: &Lexicon,
) -> Result<Given, ArticleError> {
    let object = Object { object, place, names };
    let url = object.string(Field::Url)?;
    let own = Fields {
        title: object.string(Field::Title)?.map(given_beside),
        published: object.published(&mut notes)?,
        publisher: object.string(Field::Publisher)?.map(given_beside),
        url: url.clone().map(given_beside),
        authors: object.authors()?.into_iter().map(given_beside).collect(),
    };
    let name = object.string(Field::Id)?.unwrap_or(name);
    if let Some(text) = object.text(Field::Text)? {
        return Ok(Given::plain(name, text, own, notes));
    }
    let page = object
        .text(Field::Html)?
        .ok_or_else(|| ArticleError::MissingText { place: place.clone() })?;
    let (text, fields) = html::article(&page, url.as_deref(), place, lexicon)?;
    Ok(Given::plain(name, text, own.or(fields), notes))
}

fn given_beside<T>(value: T) -> Stated<T> {
    Stated::beside(value, Basis::Field)
}

struct Object<'a> {
    object: Map<String, Value>,
    place: &'a Place,
    names: &'a FieldNames,
}

/// A value as a string, where it can be taken as one: a number of an `id`, the `name` of a publisher, the first of a list.
fn as_string(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(object) => object
            .get("name")
            .filter(|name| !name.is_object())
            .and_then(as_string),
        Value::Array(items) => items.first().filter(|item| !item.is_array()).and_then(as_string),
        _ => None,
    }
}

impl Object<'_> {
    /// What stands under a name, or under a path of names with dots.
    fn get(&self, name: &str) -> Option<&Value> {
        let direct = self.object.get(name);
        let found = direct.or_else(|| {
            let mut names = name.split('.');
            let first = self.object.get(names.next()?)?;
            names.try_fold(first, |value, name| value.get(name))
        });
        found.filter(|value| !value.is_null())
    }

    /// The first name of a field under which there is something that `read` can take. What stands under the field's own
    /// name, or the one that the user chose, must be such; other names may mean something else.
    fn first<T>(
        &self,
        field: Field,
        wanted: &'static str,
        read: impl Fn(&Value) -> Option<T>,
    ) -> Result<Option<T>, ArticleError> {
        for (index, name) in self.names.of(field).into_iter().enumerate() {
            let Some(value) = self.get(name) else { continue };
            match read(value) {
                Some(value) => return Ok(Some(value)),
                None if index == 0 => return Err(self.wrong(name, value, wanted)),
                None => {}
            }
        }
        Ok(None)
    }

    /// Words as they are; `None` where there are none.
    fn text(&self, field: Field) -> Result<Option<String>, ArticleError> {
        let words = |value: &Value| value.as_str().map(str::to_owned);
        Ok(self
            .first(field, "a string", words)?
            .filter(|text| !text.trim().is_empty()))
    }

    /// A short value, without white space at its ends.
    fn string(&self, field: Field) -> Result<Option<String>, ArticleError> {
        let read = |value: &Value| match (field, value) {
            (Field::Id | Field::Publisher, _) => as_string(value),
            _ => value.as_str().map(|text| text.trim().to_owned()),
        };
        Ok(self
            .first(field, "a string", read)?
            .filter(|value| !value.is_empty()))
    }

    fn published(&self, notes: &mut Vec<Note>) -> Result<Option<Stated<NaiveDate>>, ArticleError> {
        let value = self.first(Field::Published, "a date such as \"2025-03-10\"", |value| {
            value.as_str().map(|text| text.trim().to_owned())
        })?;
        let Some(value) = value.filter(|value| !value.is_empty()) else {
            return Ok(None);
        };
        let day = date::read_field(&value);
        if day.is_none() {
            notes.push(Note::UnreadableDate {
                value: excerpt(&value),
            });
        }
        Ok(day.map(given_beside))
    }

    /// A string, or a list of strings or of objects with a name.
    fn authors(&self) -> Result<Vec<String>, ArticleError> {
        let read = |value: &Value| match value {
            Value::String(authors) => Some(split_authors(authors)),
            Value::Object(_) => as_string(value).map(|author| vec![author]),
            Value::Array(authors) => authors
                .iter()
                .map(|author| as_string(author).filter(|_| !author.is_number()))
                .collect(),
            _ => None,
        };
        let authors = self.first(Field::Authors, "a string or a list of strings", read)?;
        Ok(authors
            .unwrap_or_default()
            .into_iter()
            .filter(|author| !author.is_empty())
            .collect())
    }

    fn wrong(&self, field: &str, found: &Value, wanted: &'static str) -> ArticleError {
        ArticleError::WrongType {
            place: self.place.clone(),
            field: field.to_owned(),
            found: excerpt(&found.to_string()),
            wanted,
        }
    }
}

/// "By Anna Moss, Tom Lind and Ida Roy" is three people.
pub fn split_authors(authors: &str) -> Vec<String> {
    let authors = authors.trim();
    let names = authors
        .strip_prefix("By ")
        .or(authors.strip_prefix("by "))
        .unwrap_or(authors);
    names
        .split([',', ';'])
        .flat_map(|part| part.split(" and "))
        .map(|name| name.trim().trim_start_matches("and ").to_owned())
        .filter(|name| !name.is_empty())
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

/// How a text begins.
pub fn excerpt(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::document::{Body, Document};
    use super::super::error::Part;
    use super::super::{Article, Basis, Stated};
    use super::*;

    fn read_by(names: &[&str], json: &str) -> Result<Article, String> {
        let place = Place {
            file: "wire.jsonl".to_owned(),
            part: Part::Line(7),
        };
        let document = Document {
            name: "wire.jsonl:7".to_owned(),
            place,
            body: Body::Json(json.as_bytes().to_vec()),
        };
        let names = FieldNames::new(names.iter().map(|name| name.parse().unwrap()));
        document
            .article(&names, &Lexicon::standard())
            .map_err(|error| error.to_string())
    }

    fn read(json: &str) -> Result<Article, String> {
        read_by(&[], json)
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
        wire.jsonl, line 7: no text; give the article's words in the field "text", or name the field that has them with --field text=NAME
        wire.jsonl, line 7: no text; give the article's words in the field "text", or name the field that has them with --field text=NAME
        wire.jsonl, line 7: "text" is 5; write a string there or leave it out
        wire.jsonl, line 7: "published" is 1714730400; write a date such as "2025-03-10" there or leave it out
        wire.jsonl, line 7: "authors" is ["Anna Moss",3]; write a string or a list of strings there or leave it out
        "##);
    }

    #[test]
    fn the_usual_names_of_fields_are_known_and_others_can_be_told() {
        let told = |names: &[&str], json: &str| {
            let article = read_by(names, json).expect("an article");
            let published = article.published.map(|day| day.value.to_string());
            let outlet = article.outlet.map(|outlet| outlet.value);
            let authors: Vec<String> = article.authors.into_iter().map(|author| author.value).collect();
            format!(
                "{} | {} | {} | {} | {}",
                article.name,
                article.text,
                published.unwrap_or_default(),
                outlet.unwrap_or_default(),
                authors.join(", ")
            )
        };
        let service = r#"{"source": {"id": null, "name": "The Coast Gazette"}, "author": "Anna Moss",
            "publishedAt": "2024-05-03T22:00:00+02:00", "url": null, "content": "The pier burned."}"#;
        assert_eq!(
            told(&[], service),
            "wire.jsonl:7 | The pier burned. | 2024-05-03 | The Coast Gazette | Anna Moss"
        );
        let linked = r#"{"@type": "NewsArticle", "articleBody": "The pier burned.", "datePublished": "2024-05-03",
            "author": [{"@type": "Person", "name": "Anna Moss"}], "publisher": {"name": "The Coast Gazette"}}"#;
        assert_eq!(
            told(&[], linked),
            "wire.jsonl:7 | The pier burned. | 2024-05-03 | The Coast Gazette | Anna Moss"
        );
        let own = r#"{"nr": "x", "doc": {"words": "The pier burned."}, "text": "An abstract."}"#;
        assert_eq!(
            told(&["text=doc.words", "id=nr"], own),
            "x | The pier burned. |  |  | "
        );
        assert!(
            "words=text"
                .parse::<FieldName>()
                .is_err_and(|error| error.contains("text=body"))
        );
    }
}
