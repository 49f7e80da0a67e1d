//! What can be wrong with a file or a line, and what is odd about an article but no reason to refuse it.
//!
//! Each variant carries its data; the sentence with the remedy is made here and nowhere else.

use std::fmt;
use thiserror::Error;

/// Where an article lies, as errors name it: "wire.jsonl, line 3".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: String,
    /// What part of it.
    pub part: Part,
}

/// What part of a file is meant; all are counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// A line.
    Line(usize),
    /// An object of a JSON list.
    Item(usize),
    /// An entry of a feed.
    Entry(usize),
    /// A record of a web archive.
    Record(usize),
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = &self.file;
        match self.part {
            Part::Whole => write!(formatter, "{file}"),
            Part::Line(number) => write!(formatter, "{file}, line {number}"),
            Part::Item(number) => write!(formatter, "{file}, item {number}"),
            Part::Entry(number) => write!(formatter, "{file}, entry {number}"),
            Part::Record(number) => write!(formatter, "{file}, record {number}"),
        }
    }
}

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
    /// A part of the file is damaged; what stands behind it is read where its beginning can be found.
    #[error("{place}: damaged ({problem}), passed over; fetch the file again if it should be whole")]
    Damaged {
        /// The part.
        place: Place,
        /// What is wrong with it.
        problem: String,
    },
    /// There is nothing but white space.
    #[error("{place}: no text; give a file with an article in it")]
    NoText {
        /// What is empty.
        place: Place,
    },
    /// A web page on which no article was found.
    #[error(
        "{place}: no article on this page, only menus, lists and the like; save its text if there is one"
    )]
    NoMainText {
        /// The page.
        place: Place,
    },
    /// More text than any article has.
    #[error("{place}: more than {most} MB in one article; split it into its articles")]
    TooLong {
        /// What is too long.
        place: Place,
        /// The most that is read, in megabytes.
        most: usize,
    },
    /// Elements within elements within elements.
    #[error("{place}: a page with more than {most} elements inside each other; save its text instead")]
    TooDeep {
        /// The page.
        place: Place,
        /// The most that is read.
        most: usize,
    },
    /// The bytes are not text in any charset.
    #[error("{place}: not text but binary data ({sign}); convert it to plain text or JSON lines first")]
    Binary {
        /// What is binary.
        place: Place,
        /// What gave it away.
        sign: BinarySign,
    },
    /// Something that begins like a feed and is none.
    #[error("{file}: not a feed that can be read ({problem}); give RSS or Atom, or the pages themselves")]
    Feed {
        /// The file.
        file: String,
        /// What the feed reader said.
        problem: String,
    },
    /// A line is not a JSON object.
    #[error(
        "{place}: not a JSON object ({problem}) at `{excerpt}`; write one object a line, such as {{\"id\": \"a1\", \"text\": \"…\"}}"
    )]
    Json {
        /// The line.
        place: Place,
        /// What the JSON reader said.
        problem: String,
        /// How the line begins.
        excerpt: String,
    },
    /// An object has neither text nor page, or an empty one.
    #[error(
        "{place}: no text; give the article's words in the field \"text\", or name the field that has them with --field text=NAME"
    )]
    MissingText {
        /// The object.
        place: Place,
    },
    /// A field holds another kind of value than it should.
    #[error("{place}: \"{field}\" is {found}; write {wanted} there or leave it out")]
    WrongType {
        /// The object.
        place: Place,
        /// The field.
        field: String,
        /// The value that stands there, shortened.
        found: String,
        /// What should stand there.
        wanted: &'static str,
    },
}

impl ArticleError {
    /// Where what could not be read lies.
    pub fn place(&self) -> Place {
        match self {
            Self::Unreadable { file, .. } | Self::Feed { file, .. } => Place {
                file: file.clone(),
                part: Part::Whole,
            },
            Self::Damaged { place, .. }
            | Self::NoText { place }
            | Self::NoMainText { place }
            | Self::TooLong { place, .. }
            | Self::TooDeep { place, .. }
            | Self::Binary { place, .. }
            | Self::Json { place, .. }
            | Self::MissingText { place }
            | Self::WrongType { place, .. } => place.clone(),
        }
    }
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
