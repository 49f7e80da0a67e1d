//! The record in other people's formats; one format a file.
//!
//! Takes an article's [`Extraction`](crate::pipeline::Extraction) or the store, gives text. Nothing here
//! decides what is on the record: it is written as it was found.

pub mod jsonl;
