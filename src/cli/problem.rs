//! What could not be read: told to the user as a sentence, and to a program as a line of JSON.

use onrecord::article::{ArticleError, Part, Place};
use serde::Serialize;
use serde_json::{Map, Value};
use std::fmt;

/// Something that is no article, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    place: Place,
    /// Names the place, the reason and the remedy.
    sentence: String,
}

impl Problem {
    /// What is wrong with a part of a file; `reason` goes on after the place.
    pub fn at(place: Place, reason: impl fmt::Display) -> Self {
        Self {
            sentence: format!("{place}: {reason}"),
            place,
        }
    }

    /// What is wrong with a whole file or folder.
    pub fn with(file: impl fmt::Display, reason: impl fmt::Display) -> Self {
        let place = Place {
            file: file.to_string(),
            part: Part::Whole,
        };
        Self::at(place, reason)
    }

    /// An object on one line: `file`, then `line`, `item`, `entry` or `record` where a part of the file is meant, and `error`.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence)
    }
}

impl From<ArticleError> for Problem {
    fn from(error: ArticleError) -> Self {
        Self {
            place: error.place(),
            sentence: error.to_string(),
        }
    }
}

impl Serialize for Problem {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Map::from_iter([("file".to_owned(), Value::from(self.place.file.as_str()))]);
        let part = match self.place.part {
            Part::Whole => None,
            Part::Line(number) => Some(("line", number)),
            Part::Item(number) => Some(("item", number)),
            Part::Entry(number) => Some(("entry", number)),
            Part::Record(number) => Some(("record", number)),
        };
        object.extend(part.map(|(kind, number)| (kind.to_owned(), Value::from(number))));
        object.insert("error".to_owned(), Value::from(self.sentence.as_str()));
        object.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_one_line_for_a_program() {
        let place = Place {
            file: "wire.jsonl".to_owned(),
            part: Part::Line(3),
        };
        let problem = Problem::from(ArticleError::MissingText { place });
        let line = problem.to_json().unwrap();
        let read: Value = serde_json::from_str(&line).unwrap();
        assert_eq!((&read["file"], &read["line"]), (&"wire.jsonl".into(), &3.into()));
        assert!(
            read["error"]
                .as_str()
                .unwrap()
                .starts_with("wire.jsonl, line 3: no text")
        );
        assert!(!line.contains('\n'));
        assert_eq!(
            Problem::with("a", "cannot be read").to_json().unwrap(),
            r#"{"error":"a: cannot be read","file":"a"}"#
        );
    }
}
