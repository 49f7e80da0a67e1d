//! What is wrong with a line of gold or of predictions, each with its file, its line and what was expected.

use thiserror::Error;

/// Why nothing could be evaluated.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EvaluateError {
    /// The file holds no lines.
    #[error("{file}: no lines; expected {expected}")]
    Empty {
        /// The file.
        file: String,
        /// What a line should look like.
        expected: &'static str,
    },
    /// A line is not what it should be.
    #[error("{file}, line {line}: {problem}; expected {expected}")]
    Line {
        /// The file.
        file: String,
        /// The line, counted from 1.
        line: usize,
        /// What the JSON reader said.
        problem: String,
        /// What a line should look like.
        expected: &'static str,
    },
    /// A span holds nothing, or leaves the text.
    #[error(
        "{file}, line {line}: the span [{begin}, {end}] is empty or outside the text, which has {length} code points"
    )]
    Span {
        /// The file.
        file: String,
        /// The line, counted from 1.
        line: usize,
        /// First code point.
        begin: usize,
        /// First code point after it.
        end: usize,
        /// How many code points the text has.
        length: usize,
    },
    /// Two lines of one article, or of one claim.
    #[error("{file}, line {line}: {name} stands in line {first} already; leave one of them out")]
    Twice {
        /// The file.
        file: String,
        /// The line, counted from 1.
        line: usize,
        /// The `id`.
        name: String,
        /// The first line of that `id`.
        first: usize,
    },
    /// The predictions are of other articles.
    #[error("{file}, line {line}: the gold file has no article {name}; give what was read in its articles")]
    Unknown {
        /// The file.
        file: String,
        /// The line, counted from 1.
        line: usize,
        /// The `id`.
        name: String,
    },
}
