//! TriG: everything in the record, graph by graph, each graph laid out as in [`turtle`](super::turtle()).

use super::ExportError;
use super::read_back::{self, Syntax};
use crate::rdf::order::sorted;
use crate::rdf::turtle as layout;
use crate::store::Record;

/// The whole record, which run read which article included.
///
/// # Errors
/// Where the record cannot be read, or what was written does not read back as the record.
pub fn trig(record: &Record) -> Result<String, ExportError> {
    let quads = sorted(record.quads().collect::<Result<_, _>>()?);
    let text = layout::turtle(&quads, record.base().as_str());
    read_back::check(&text, Syntax::TriG, &quads)?;
    Ok(text)
}
