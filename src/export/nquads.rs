//! N-Quads: everything in the record, a line each, sorted byte by byte, so that `sort` and `comm` agree.

use super::ExportError;
use super::read_back::{self, Syntax};
use crate::store::Record;
use oxigraph::model::Quad;

/// The whole record, which run read which article included.
///
/// # Errors
/// Where the record cannot be read, or what was written does not read back as the record.
pub fn nquads(record: &Record) -> Result<String, ExportError> {
    let line = |quad: Result<Quad, _>| quad.map(|quad: Quad| (format!("{quad} .\n"), quad));
    let mut lines = record.quads().map(line).collect::<Result<Vec<_>, _>>()?;
    lines.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    let (lines, quads): (Vec<String>, Vec<Quad>) = lines.into_iter().unzip();
    let text = lines.concat();
    read_back::check(&text, Syntax::NQuads, &quads)?;
    Ok(text)
}
