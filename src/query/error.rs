//! What is wrong with a question, in plain sentences.

use crate::store::StoreError;
use oxigraph::sparql::QueryEvaluationError;
use std::fmt::Write;
use std::time::Duration;
use thiserror::Error;

/// Why a question was not answered.
#[derive(Debug, Error)]
#[allow(
    missing_docs,
    reason = "each message says what it is about, and its fields are the message's parts"
)]
pub enum QueryError {
    #[error("{}", unknown("saved query", "", .name, .known, "The saved queries are"))]
    UnknownQuery { name: String, known: Vec<String> },
    #[error("{}", unknown("parameter", "--", .name, .known, "The query takes"))]
    UnknownParameter { name: String, known: Vec<String> },
    #[error("the query needs --{name} {placeholder}")]
    MissingParameter { name: String, placeholder: &'static str },
    #[error("`{value}` is not a value for --{name}: it takes {wanted}")]
    BadValue {
        name: String,
        value: String,
        wanted: &'static str,
    },
    #[error("the query has an error in line {line}, column {column}: {message}\n{shown}")]
    Syntax {
        line: usize,
        column: usize,
        message: String,
        shown: String,
    },
    #[error("the query cannot be used with this value: {0}")]
    Misplaced(String),
    #[error("the query took longer than {} and was stopped", seconds(.0))]
    TooSlow(Duration),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the query cannot be answered: {0}")]
    Evaluation(QueryEvaluationError),
    #[error(transparent)]
    Endpoint(#[from] super::endpoint::EndpointError),
    #[error("the query did not come to its end")]
    Died,
    #[error("{given} cannot be written as {format}; it can be written as {possible}")]
    Unsuitable {
        given: &'static str,
        format: &'static str,
        possible: &'static str,
    },
    #[error("the answer cannot be written: {0}")]
    Write(#[from] std::io::Error),
}

impl From<QueryEvaluationError> for QueryError {
    /// What a store says of its files is told apart from what is wrong with the query.
    fn from(error: QueryEvaluationError) -> Self {
        match StoreError::from(error) {
            StoreError::Query(error) => Self::Evaluation(error),
            error => Self::Store(error),
        }
    }
}

impl QueryError {
    /// A parameter that a query does not have; `known` are those that it has.
    pub fn unknown_parameter(name: &str, known: Vec<String>) -> Self {
        Self::UnknownParameter {
            name: name.to_owned(),
            known,
        }
    }

    /// From the parser's own words, `error at 2:14: expected …`, and the text it read.
    pub(super) fn syntax(text: &str, error: &oxigraph::sparql::SparqlSyntaxError) -> Self {
        let said = error.to_string();
        let Some((line, column, message)) = place(&said) else {
            return Self::Misplaced(said);
        };
        Self::Syntax {
            line,
            column,
            message: shortened(message),
            shown: with_caret(text, line, column),
        }
    }
}

/// "error at 2:14: expected …" → 2, 14, "expected …". The parser keeps the place nowhere else.
fn place(said: &str) -> Option<(usize, usize, &str)> {
    let (place, message) = said.strip_prefix("error at ")?.split_once(": ")?;
    let (line, column) = place.split_once(':')?;
    Some((line.parse().ok()?, column.parse().ok()?, message))
}

/// The parser lists every token it would have taken. Where one of them is a sentence, that is the reason; else the
/// first few words and marks are enough. The grammar's names for sets of characters help nobody.
fn shortened(message: &str) -> String {
    const SHOWN: usize = 6;
    let list = message
        .trim_start_matches("expected ")
        .trim_start_matches("one of ");
    let helpful = |token: &&str| !token.starts_with('[') && !token.contains('|') && !token.contains("..=");
    let tokens: Vec<&str> = list.split(", ").map(str::trim).filter(helpful).collect();
    if let Some(sentence) = tokens.iter().find(|token| token.contains(' ')) {
        return (*sentence).to_owned();
    }
    let first = tokens[..tokens.len().min(SHOWN)].join(", ");
    match tokens.len() {
        0 => "it cannot go on like this, or end here".to_owned(),
        1 => format!("expected {first}"),
        2..=SHOWN => format!("expected one of {first}"),
        more => format!("expected one of {first} and {} others", more - SHOWN),
    }
}

/// The line of the text with a caret under the column, both counted from 1.
fn with_caret(text: &str, line: usize, column: usize) -> String {
    let words = text
        .split('\n')
        .nth(line.saturating_sub(1))
        .unwrap_or("")
        .trim_end();
    let before: String = words.chars().take(column.saturating_sub(1)).collect();
    // A tab stays a tab, so that the caret stands right whatever its width.
    let indent: String = before
        .chars()
        .map(|c| if c == '\t' { '\t' } else { ' ' })
        .collect();
    format!("  {words}\n  {indent}^")
}

/// "there is no X `nam`; did you mean `name`? …: list".
fn unknown(what: &str, mark: &str, name: &str, known: &[String], list: &str) -> String {
    let mut sentence = format!("there is no {what} {mark}{name}");
    if let Some(nearest) = nearest(name, known) {
        let _ = write!(sentence, "; did you mean {mark}{nearest}?");
    } else {
        sentence.push('.');
    }
    if known.is_empty() {
        sentence.push_str(" The query takes no parameters");
    } else {
        let all: Vec<String> = known.iter().map(|name| format!("{mark}{name}")).collect();
        let _ = write!(sentence, " {list}: {}", all.join(", "));
    }
    sentence
}

/// The known name that is nearest to what was written, if any is near.
pub fn nearest<'a>(name: &str, known: &'a [String]) -> Option<&'a str> {
    let name = name.to_lowercase();
    let near = |candidate: &str| {
        let candidate = candidate.to_lowercase();
        // Jaro's measure sees next to nothing in words of two or three letters; one slip is near there too.
        let one_slip = strsim::osa_distance(&name, &candidate) == 1;
        strsim::jaro_winkler(&name, &candidate).max(if one_slip { 0.8 } else { 0.0 })
    };
    known
        .iter()
        .map(|candidate| (near(candidate), candidate))
        .filter(|(score, _)| *score >= 0.75)
        .max_by(|(one, first), (other, second)| one.total_cmp(other).then(second.cmp(first)))
        .map(|(_, candidate)| candidate.as_str())
}

fn seconds(limit: &Duration) -> String {
    match limit.as_secs() {
        1 => "1 second".to_owned(),
        0 => format!("{} milliseconds", limit.as_millis()),
        seconds => format!("{seconds} seconds"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_offered() {
        let known = ["said-by".to_owned(), "timeline".to_owned(), "denials".to_owned()];
        assert_eq!(nearest("denial", &known), Some("denials"));
        assert_eq!(nearest("SaidBy", &known), Some("said-by"));
        assert_eq!(nearest("buy", &["about".to_owned(), "by".to_owned()]), Some("by"));
        assert_eq!(nearest("xyzzy", &known), None);
    }

    #[test]
    fn the_caret_stands_under_the_column() {
        assert_eq!(
            with_caret("SELECT *\n\t{ ?é ?b }", 2, 5),
            "  \t{ ?é ?b }\n  \t   ^"
        );
        assert_eq!(with_caret("", 1, 1), "  \n  ^");
    }
}
