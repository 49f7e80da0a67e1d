//! The record in other people's formats; one format a file.
//!
//! Takes an article's [`Extraction`](crate::pipeline::Extraction) or a [`Record`](crate::store::Record), gives
//! text. Nothing here decides what is on the record: it is written as it was found, and what is written as RDF
//! is read back by a second parser (`read_back`) before it is handed out.

/// JSON lines: one article a line.
pub mod jsonl;

/// Reads RDF back with a parser that shares nothing with the writer.
mod read_back;

/// N-Quads: everything, a line each, sorted as `sort` does.
mod nquads;

/// TriG: everything, graph by graph.
mod trig;

/// Turtle: what the articles say and what follows from it.
mod turtle;

pub use nquads::{article_nquads, nquads};
pub use read_back::ReadBackError;
pub use trig::trig;
pub use turtle::turtle;

/// Why a record could not be exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The record cannot be read.
    #[error(transparent)]
    Store(#[from] crate::store::StoreError),
    /// What was written does not say what the record says.
    #[error("what was written does not read back as the record: {0}; please report this")]
    ReadBack(#[from] ReadBackError),
}

#[cfg(test)]
mod tests;
