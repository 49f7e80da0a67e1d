//! N-Quads: everything in the record, a line each, sorted byte by byte, so that `sort` and `comm` agree.

use super::read_back::{self, Syntax};
use super::{ExportError, ReadBackError};
use crate::pipeline::Extraction;
use crate::rdf::found;
use crate::rdf::iri::Base;
use crate::store::Record;
use oxigraph::model::Quad;

/// The whole record, which run read which article included.
///
/// # Errors
/// Where the record cannot be read, or what was written does not read back as the record.
pub fn nquads(record: &Record) -> Result<String, ExportError> {
    Ok(written(record.quads().collect::<Result<_, _>>()?)?)
}

/// What was found in one article, as its graph in a record has it: the lines that [`nquads`] gives of that graph.
///
/// # Errors
/// Where what was written does not read back as what was found.
pub fn article_nquads(extraction: &Extraction) -> Result<String, ReadBackError> {
    written(found::quads(extraction, &Base::default()))
}

/// A line a quad, sorted, each once, and read back.
fn written(quads: Vec<Quad>) -> Result<String, ReadBackError> {
    let line = |quad: Quad| (format!("{quad} .\n"), quad);
    let mut lines: Vec<(String, Quad)> = quads.into_iter().map(line).collect();
    lines.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    lines.dedup_by(|(one, _), (other, _)| one == other);
    let (lines, quads): (Vec<String>, Vec<Quad>) = lines.into_iter().unzip();
    let text = lines.concat();
    read_back::check(&text, Syntax::NQuads, &quads)?;
    Ok(text)
}
