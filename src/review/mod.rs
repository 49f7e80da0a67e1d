//! What nobody judged yet, rulings from what the user names, and what was judged so far.
//!
//! Takes a [`Record`](crate::store::Record) and words that people use: IRIs, names, `NAME@ARTICLE`. Gives the
//! questions of a review ([`unjudged`]), a [`Ruling`](crate::judgement::Ruling) for the record to take
//! ([`ruling`](mod@ruling)), and the history of judgements ([`history`]). The command line and the server judge through here.

/// Why something cannot be judged as it was named.
mod error;

/// What was judged, in words.
pub mod history;

/// The questions of a review.
mod queue;

/// Rulings from what the user names.
pub mod ruling;

/// From what the user calls something to what a judgement calls it.
mod target;

pub use error::ReviewError;
pub use queue::{Question, Subject, unjudged};
