//! What a page says about its article: address, date, authors, outlet, and whom it has the report from.
//!
//! One file a kind. Each takes lines and gives values with their places; `plain` puts them together.

pub mod address;
pub mod byline;
pub mod date;
pub mod masthead;
pub mod outlet;
pub mod source_line;
