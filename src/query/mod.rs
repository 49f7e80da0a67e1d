//! Asking the record: saved queries with parameters, or any SPARQL 1.1 query.
//!
//! Takes a name of [`saved`] or a text, checks it ([`Question`]), puts typed values in the place of its
//! parameters ([`parameter`]), asks a [`Source`] within limits ([`Limits`]) and writes the [`Answer`] in a
//! [`Format`](format::Format). The store is the usual source; `graph` and `export` ask through here too.

/// Where variables stand in a SPARQL text.
mod token;

/// The `#+` header of a saved query.
mod header;

/// Parameters in grlc's convention and their values.
pub mod parameter;

/// Who or what goes by a name.
mod names;

/// What is wrong with a question, in plain sentences.
mod error;

/// A checked query with its parameters filled in.
mod question;

/// Asking within limits of time and rows.
mod answer;

/// Asking another store over HTTP.
pub mod endpoint;

/// The queries that come with the program.
pub mod saved;

/// Answers as tables, CSV, JSON, XML, Turtle and so on.
pub mod format;

pub use answer::{Answer, CancellationToken, Limits, Source, article_graphs, graphs, quads_of, rows};
pub use error::QueryError;
pub use header::Header;
pub use question::{Graphs, Question};

#[cfg(test)]
pub(crate) use answer::tests::merrow;

#[cfg(test)]
mod story;
