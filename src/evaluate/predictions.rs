//! What was found, read from the very lines that `onrecord extract` prints, whether they come from a file or from a
//! reading just done: so the two cannot but score alike.

use super::error::EvaluateError;
use super::gold::{Marked, each_once, lines, parse, string_or_number};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// What a line should look like.
const EXPECTED: &str = "a line such as `onrecord extract` prints, {\"id\": \"…\", \"attributions\": [{\"source\": [[0, 4]], …}]}";

/// What was found, article by article.
#[derive(Clone, Debug)]
pub struct Predictions {
    file: String,
    articles: Vec<Predicted>,
}

/// What was found in one article.
#[derive(Clone, Debug, Deserialize)]
pub struct Predicted {
    /// The article's name.
    #[serde(deserialize_with = "string_or_number")]
    pub id: String,
    /// What was found in it.
    pub attributions: Vec<Marked>,
    /// The line, counted from 1.
    #[serde(skip)]
    pub line: usize,
}

impl Predictions {
    /// None yet; `file` names them in errors.
    pub fn new(file: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            articles: Vec::new(),
        }
    }

    /// Those of a file.
    ///
    /// # Errors
    /// Where a line is not what `onrecord extract` prints.
    pub fn read(file: &str, contents: &str) -> Result<Self, EvaluateError> {
        let mut predictions = Self::new(file);
        for (line, json) in lines(contents) {
            predictions.push(line, json)?;
        }
        Ok(predictions)
    }

    /// Adds one line.
    ///
    /// # Errors
    /// Where it is not what `onrecord extract` prints.
    pub fn push(&mut self, line: usize, json: &str) -> Result<(), EvaluateError> {
        let article = parse::<Predicted>(&self.file, line, json, EXPECTED)?;
        self.articles.push(Predicted { line, ..article });
        Ok(())
    }

    /// The articles, in the order of the lines.
    pub fn articles(&self) -> &[Predicted] {
        &self.articles
    }

    /// The file that errors name.
    pub(super) fn file(&self) -> &str {
        &self.file
    }

    /// The articles by name; `known` are those that may stand once only.
    pub(super) fn by_name<'own>(
        &'own self,
        name: impl Fn(&'own Predicted) -> &'own str,
        known: &BTreeSet<&str>,
    ) -> Result<BTreeMap<&'own str, &'own Predicted>, EvaluateError> {
        let named = self.articles.iter().map(|article| (name(article), article.line));
        each_once(&self.file, named.filter(|(name, _)| known.contains(name)))?;
        Ok(self
            .articles
            .iter()
            .map(|article| (name(article), article))
            .collect())
    }
}

impl Predicted {
    /// The name without the folders before it.
    pub fn file_name(&self) -> &str {
        self.id.rsplit('/').next().unwrap_or(&self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_left_alone_and_null_is_nothing() {
        let line = r#"{"id": "in/dam.txt", "stars": 5, "attributions": [{"source": null, "cue": [[5, 9]], "via": null, "said_on": null}]}"#;
        let predictions = Predictions::read("read.jsonl", line).unwrap();
        let article = &predictions.articles()[0];
        assert_eq!(article.file_name(), "dam.txt");
        assert_eq!(article.attributions[0].cue.len(), 1);
        assert_eq!(article.attributions[0].via, [""; 0]);
    }

    #[test]
    fn a_bad_line_is_told_with_what_was_expected() {
        let told = Predictions::read(
            "read.jsonl",
            "{\"id\": \"a\", \"attributions\": []}\n{\"id\": \"b\"}",
        )
        .unwrap_err()
        .to_string();
        assert!(
            told.starts_with("read.jsonl, line 2: missing field `attributions`"),
            "{told}"
        );
        assert!(told.contains("such as `onrecord extract` prints"), "{told}");
    }

    #[test]
    fn only_an_article_that_is_asked_for_must_stand_once() {
        let twice = "{\"id\": \"a\", \"attributions\": []}\n{\"id\": \"a\", \"attributions\": []}";
        let predictions = Predictions::read("read.jsonl", twice).unwrap();
        assert!(
            predictions
                .by_name(Predicted::file_name, &BTreeSet::new())
                .is_ok()
        );
        let told = predictions
            .by_name(Predicted::file_name, &BTreeSet::from(["a"]))
            .unwrap_err();
        assert_eq!(
            told.to_string(),
            "read.jsonl, line 2: a stands in line 1 already; leave one of them out"
        );
    }
}
