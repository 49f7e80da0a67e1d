//! What people marked by hand, as JSON lines: articles with attributions, or claims one a line.
//!
//! Takes the text of a file, gives a [`Gold`]; its first line tells which of the two it is.

use super::error::EvaluateError;
use crate::article::problem;
use crate::span::Anchor;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use std::collections::BTreeMap;

/// What a line should look like.
const EXPECTED: &str = "an article with its attributions, {\"id\": \"…\", \"text\": \"…\", \"attributions\": [{\"source\": [[0, 4]], \"cue\": [[5, 9]], \"content\": [[10, 20]]}]}, or a claim, {\"document\": \"…\", \"id\": \"…\", \"speaker\": \"…\", \"content\": [[10, 20]], \"content_text\": \"…\"}, in every line the same";

/// What was marked.
#[derive(Clone, Debug)]
pub enum Gold {
    /// Articles with their attributions.
    Attributions(Vec<Document>),
    /// Claims with what is known about them.
    Claims(Vec<Claim>),
}

/// An article with its attributions.
#[derive(Clone, Debug, Deserialize)]
pub struct Document {
    /// Its name.
    #[serde(deserialize_with = "string_or_number")]
    pub id: String,
    /// Its text, in whose code points the spans count.
    pub text: String,
    /// What was marked in it.
    pub attributions: Vec<Marked>,
}

/// One attribution as a line gives it, marked by hand or found: what the scorers look at.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Marked {
    /// What relations call it.
    pub id: Option<String>,
    /// Who is said to have said it.
    #[serde(deserialize_with = "or_nothing")]
    pub source: Vec<Anchor>,
    /// The words that tie the two; empty for a narrated claim.
    #[serde(deserialize_with = "or_nothing")]
    pub cue: Vec<Anchor>,
    /// What is said.
    #[serde(deserialize_with = "or_nothing")]
    pub content: Vec<Anchor>,
    /// The words of `source`.
    #[serde(deserialize_with = "or_nothing")]
    pub source_text: String,
    /// The words of `cue`.
    #[serde(deserialize_with = "or_nothing")]
    pub cue_text: String,
    /// The words of `content`.
    #[serde(deserialize_with = "or_nothing")]
    pub content_text: String,
    /// Who speaks.
    pub speaker: Option<String>,
    /// How the words are given.
    pub form: Option<String>,
    /// The speaker's stance.
    pub attitude: Option<String>,
    /// To whom.
    pub addressee: Option<String>,
    /// The day it was said.
    pub said_on: Option<String>,
    /// Through whom it was heard, the outlet first.
    #[serde(deserialize_with = "or_nothing")]
    pub via: Vec<String>,
    /// What it is about.
    #[serde(deserialize_with = "or_nothing")]
    pub about: Vec<String>,
    /// The time that it speaks of.
    pub content_time: Option<Time>,
    /// How sure the reader is, from 0 to 1.
    pub confidence: Option<f64>,
    /// How it stands to other attributions.
    #[serde(deserialize_with = "or_nothing")]
    pub relations: Vec<Relation>,
}

/// A time that a claim speaks of. A year or month stands for each of its days.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Time {
    /// The first day.
    #[serde(deserialize_with = "date")]
    pub from: Option<String>,
    /// The last day.
    #[serde(deserialize_with = "date")]
    pub to: Option<String>,
}

/// How an attribution stands to another.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Relation {
    /// What kind.
    #[serde(rename = "type")]
    pub kind: String,
    /// The `id` of the other.
    pub target: String,
}

/// One claim with what is known about it.
#[derive(Clone, Debug, Deserialize)]
pub struct Claim {
    /// The article that makes it, by the name of its file or by its `id`.
    #[serde(alias = "doc")]
    pub document: String,
    /// Its name.
    pub id: String,
    /// Who speaks.
    pub speaker: Option<String>,
    /// How the words are given.
    pub form: Option<String>,
    /// The speaker's stance.
    pub attitude: Option<String>,
    /// The day it was said.
    pub said_on: Option<String>,
    /// To whom.
    pub addressee: Option<String>,
    /// Through whom it was heard, the outlet first.
    #[serde(default, deserialize_with = "or_nothing")]
    pub via: Vec<String>,
    /// What it is about.
    #[serde(default, deserialize_with = "or_nothing")]
    pub about: Vec<String>,
    /// The time that it speaks of.
    pub content_time: Option<Time>,
    /// Where its content stands.
    #[serde(default, deserialize_with = "or_nothing")]
    pub content: Vec<Anchor>,
    /// The words of its content.
    pub content_text: String,
    /// Where the speaker is named.
    pub source_anchor: Option<Anchor>,
    /// The words there.
    #[serde(default, deserialize_with = "or_nothing")]
    pub source_text: String,
    /// The words that tie the two.
    #[serde(default, deserialize_with = "or_nothing")]
    pub cue: String,
    /// How it stands to other claims, by their names.
    #[serde(default, rename = "relation", deserialize_with = "one_or_several")]
    pub relations: Vec<BTreeMap<String, String>>,
}

impl Gold {
    /// Reads a file; `file` names it in errors.
    ///
    /// # Errors
    /// Where there is no line, or one is not what the first promises.
    pub fn read(file: &str, contents: &str) -> Result<Self, EvaluateError> {
        let lines: Vec<(usize, &str)> = lines(contents).collect();
        let Some((_, first)) = lines.first() else {
            return Err(EvaluateError::Empty {
                file: file.to_owned(),
                expected: EXPECTED,
            });
        };
        let first: Option<Value> = serde_json::from_str(first).ok();
        if first.is_some_and(|line| line.get("attributions").is_some()) {
            let documents: Vec<Document> = all(file, &lines)?;
            let ids = documents.iter().map(|document| document.id.as_str());
            each_once(file, ids.zip(lines.iter().map(|(line, _)| *line)))?;
            for (document, (line, _)) in documents.iter().zip(&lines) {
                let length = document.text.chars().count();
                for attribution in &document.attributions {
                    attribution.lies_inside(length, file, *line)?;
                }
            }
            Ok(Self::Attributions(documents))
        } else {
            Ok(Self::Claims(all(file, &lines)?))
        }
    }
}

impl Marked {
    /// Whether it is an attribution, not a narrated claim: something ties it to a source.
    pub fn has_cue(&self) -> bool {
        !self.cue.is_empty()
    }

    /// Holds its spans against the length of the text, unless it is a narrated claim, which nobody looks at.
    pub(super) fn lies_inside(&self, length: usize, file: &str, line: usize) -> Result<(), EvaluateError> {
        let mut spans = [&self.source, &self.cue, &self.content].into_iter().flatten();
        let odd = spans.find(|span| span.begin >= span.end || span.end > length);
        match odd.filter(|_| self.has_cue()) {
            None => Ok(()),
            Some(span) => Err(EvaluateError::Span {
                file: file.to_owned(),
                line,
                begin: span.begin,
                end: span.end,
                length,
            }),
        }
    }
}

/// The lines that hold anything, with their numbers from 1.
pub(super) fn lines(contents: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = contents.split('\n').enumerate();
    lines
        .map(|(index, line)| (index + 1, line.trim()))
        .filter(|(_, line)| !line.is_empty())
}

/// One line as what it should be.
pub(super) fn parse<T: DeserializeOwned>(
    file: &str,
    line: usize,
    json: &str,
    expected: &'static str,
) -> Result<T, EvaluateError> {
    serde_json::from_str(json).map_err(|error| EvaluateError::Line {
        file: file.to_owned(),
        line,
        problem: problem(&error),
        expected,
    })
}

fn all<T: DeserializeOwned>(file: &str, lines: &[(usize, &str)]) -> Result<Vec<T>, EvaluateError> {
    lines
        .iter()
        .map(|(line, json)| parse(file, *line, json, EXPECTED))
        .collect()
}

/// Refuses a name that two lines have.
pub(super) fn each_once<'name>(
    file: &str,
    named: impl Iterator<Item = (&'name str, usize)>,
) -> Result<(), EvaluateError> {
    let mut seen = BTreeMap::new();
    for (name, line) in named {
        if let Some(first) = seen.insert(name, line) {
            return Err(EvaluateError::Twice {
                file: file.to_owned(),
                line,
                name: name.to_owned(),
                first,
            });
        }
    }
    Ok(())
}

/// `null` is as good as nothing.
fn or_nothing<'json, D: Deserializer<'json>, T: Default + Deserialize<'json>>(
    deserializer: D,
) -> Result<T, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// What an article may be called by.
pub(super) fn string_or_number<'json, D: Deserializer<'json>>(deserializer: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "the field `id` is neither a string nor a number")]
    enum Id {
        Text(String),
        Number(serde_json::Number),
    }
    Ok(match Id::deserialize(deserializer)? {
        Id::Text(text) => text,
        Id::Number(number) => number.to_string(),
    })
}

/// A day, month or year; a year may be a number.
fn date<'json, D: Deserializer<'json>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Null => None,
        Value::String(day) => Some(day),
        other => Some(other.to_string()),
    })
}

/// `{"denies": "A1"}`, or a list of such.
fn one_or_several<'json, D: Deserializer<'json>>(
    deserializer: D,
) -> Result<Vec<BTreeMap<String, String>>, D::Error> {
    #[derive(Deserialize)]
    #[serde(
        untagged,
        expecting = "the field `relation` is not such as {\"denies\": \"A1\"}"
    )]
    enum Given {
        None(()),
        One(BTreeMap<String, String>),
        Several(Vec<BTreeMap<String, String>>),
    }
    Ok(match Given::deserialize(deserializer)? {
        Given::None(()) => Vec::new(),
        Given::One(relation) => vec![relation],
        Given::Several(relations) => relations,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLE: &str = r#"{"id": 7, "text": "Lund said no.", "attributions": [{"source": [[0, 4]], "cue": [[5, 9]], "content": [[10, 12]]}]}"#;
    const CLAIM: &str = r#"{"doc": "dam.txt", "id": "D1", "speaker": null, "content": [[10, 12]], "content_text": "no", "relation": {"denies": "D2"}, "content_time": {"from": 2016}}"#;

    fn problem_of(contents: &str) -> String {
        Gold::read("gold.jsonl", contents).unwrap_err().to_string()
    }

    #[test]
    fn the_first_line_tells_what_the_file_holds() {
        let Gold::Attributions(documents) = Gold::read("g", &format!("\n{ARTICLE}\n\n")).unwrap() else {
            panic!("articles")
        };
        assert_eq!((documents.len(), documents[0].id.as_str()), (1, "7"));
        let Gold::Claims(claims) = Gold::read("g", CLAIM).unwrap() else {
            panic!("claims")
        };
        assert_eq!(claims[0].document, "dam.txt");
        assert_eq!(claims[0].relations[0]["denies"], "D2");
        assert_eq!(
            claims[0].content_time.as_ref().unwrap().from.as_deref(),
            Some("2016")
        );
    }

    #[test]
    fn a_bad_line_is_told_with_its_number_and_what_was_expected() {
        let told = problem_of(&format!("{ARTICLE}\n\n{CLAIM}"));
        assert!(told.starts_with("gold.jsonl, line 3: "), "{told}");
        assert!(
            told.contains("expected an article with its attributions"),
            "{told}"
        );
        let told = problem_of("{\"id\": \"D1\", \"document\": \"dam.txt\"}");
        assert!(
            told.starts_with("gold.jsonl, line 1: missing field `content_text`"),
            "{told}"
        );
        assert!(problem_of("not JSON").starts_with("gold.jsonl, line 1: "));
        assert!(problem_of(" \n").starts_with("gold.jsonl: no lines; expected "));
    }

    #[test]
    fn a_span_outside_the_text_is_told() {
        for span in ["[[10, 14]]", "[[3, 3]]"] {
            let told = problem_of(&ARTICLE.replace("[[10, 12]]", span));
            assert!(
                told.ends_with("is empty or outside the text, which has 13 code points"),
                "{told}"
            );
        }
        let told = problem_of(&ARTICLE.replace("[[10, 12]]", "[[12, 10]]"));
        assert!(told.contains("the span [12, 10] ends before it begins"), "{told}");
        let narrated = ARTICLE
            .replace("[[10, 12]]", "[[10, 99]]")
            .replace("[[5, 9]]", "[]");
        assert!(Gold::read("g", &narrated).is_ok(), "nobody looks at it");
    }

    #[test]
    fn an_article_stands_once() {
        let told = problem_of(&format!("{ARTICLE}\n{ARTICLE}"));
        assert_eq!(
            told,
            "gold.jsonl, line 2: 7 stands in line 1 already; leave one of them out"
        );
    }
}
