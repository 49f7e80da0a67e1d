//! Reads one lexicon table: tab-separated, a header line, `#` comments, an example a line.
//!
//! Tables are compiled in, so a bad line is a mistake of ours: it panics with file and line in the tests
//! that load every table, never in front of a user.

use serde::de::DeserializeOwned;

/// The rows of a table.
///
/// # Panics
/// Where a line does not have the columns of its header, naming the file and the line.
pub fn rows<Row: DeserializeOwned>(file: &str, contents: &str) -> Vec<Row> {
    csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .comment(Some(b'#'))
        .quoting(false)
        .from_reader(contents.as_bytes())
        .deserialize()
        .map(|row| row.unwrap_or_else(|error| panic!("lexicon/{file}: {error}")))
        .collect()
}
