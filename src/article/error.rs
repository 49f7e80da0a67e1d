//! What can be wrong with a file or a line, and what is odd about an article but no reason to refuse it.
//!
//! Each variant carries its data; the sentence with the remedy is made here and nowhere else.

use std::fmt;
use thiserror::Error;

/// Why there is no article.
#[derive(Debug, Error)]
pub enum ArticleError {
    /// The file could not be read to its end.
    #[error("{file}: cannot be read ({problem}); check that the file is there and may be read")]
    Unreadable {
        /// The file.
        file: String,
        /// What the system said.
        problem: std::io::Error,
    },
    /// There is nothing but white space.
    #[error("{file}: no text; give a file with an article in it")]
    NoText {
        /// The file.
        file: String,
    },
    /// More text than any article has.
    #[error("{file}: more than {most} MB in one article; split it into its articles")]
    TooLong {
        /// The file, and the line where there are several.
        file: String,
        /// The most that is read, in megabytes.
        most: usize,
    },
    /// The bytes are not text in any charset.
    #[error("{file}: not text but binary data ({sign}); convert it to plain text or JSON lines first")]
    Binary {
        /// The file.
        file: String,
        /// What gave it away.
        sign: BinarySign,
    },
    /// A line is not a JSON object.
    #[error(
        "{file}, line {line}: not a JSON object ({problem}) at `{excerpt}`; write one object a line, such as {{\"id\": \"a1\", \"text\": \"…\"}}"
    )]
    Json {
        /// The file.
        file: String,
        /// The line, counted from 1.
        line: usize,
        /// What the JSON reader said.
        problem: String,
        /// How the line begins.
        excerpt: String,
    },
    /// An object has no `text`, or an empty one.
    #[error("{file}, line {line}: no text; give the article's words in the field \"text\"")]
    MissingText {
        /// The file.
        file: String,
        /// The line, counted from 1.
        line: usize,
    },
    /// A field holds another kind of value than it should.
    #[error("{file}, line {line}: \"{field}\" is {found}; write {wanted} there or leave it out")]
    WrongType {
        /// The file.
        file: String,
        /// The line, counted from 1.
        line: usize,
        /// The field.
        field: &'static str,
        /// The value that stands there, shortened.
        found: String,
        /// What should stand there.
        wanted: &'static str,
    },
}

/// How binary data was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinarySign {
    /// A byte that no text holds.
    NulByte {
        /// Where, counted from 0.
        position: usize,
    },
    /// Many control characters.
    ControlBytes {
        /// How many of the bytes looked at.
        count: usize,
        /// How many bytes were looked at.
        of: usize,
    },
}

impl fmt::Display for BinarySign {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NulByte { position } => write!(formatter, "a zero byte at {position}"),
            Self::ControlBytes { count, of } => {
                write!(
                    formatter,
                    "{count} of the first {of} bytes are control characters"
                )
            }
        }
    }
}

/// Something odd about an article that was read all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// The bytes were not UTF-8.
    OtherCharset {
        /// The charset they were read as.
        charset: &'static str,
    },
    /// Some bytes have no meaning in the charset; each stands as U+FFFD in the text.
    Undecodable {
        /// The charset.
        charset: &'static str,
    },
    /// The field `published` holds no date that can be told for sure.
    UnreadableDate {
        /// What it holds.
        value: String,
    },
}

impl fmt::Display for Note {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherCharset { charset } => write!(formatter, "not UTF-8; read as {charset}"),
            Self::Undecodable { charset } => {
                write!(
                    formatter,
                    "some bytes mean nothing in {charset}; they stand as U+FFFD"
                )
            }
            Self::UnreadableDate { value } => {
                write!(
                    formatter,
                    "\"published\" is `{value}`; write a date such as 2025-03-10"
                )
            }
        }
    }
}
