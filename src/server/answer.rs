//! Answers of queries: as tables of a page, and as the formats that programs read.

use super::node::Cell;
use super::page::file;
use super::problem::Problem;
use super::shared::Shared;
use crate::query::Answer;
use crate::query::format::{self, Format, Layout};
use axum::response::Response;

/// An answer as a page shows it.
pub(super) struct Shown {
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Vec<Cell>>,
    /// Of an ASK.
    pub(super) truth: Option<bool>,
    /// Of a CONSTRUCT or DESCRIBE: its Turtle.
    pub(super) turtle: String,
    pub(super) is_cut: bool,
}

impl Shown {
    pub(super) fn of(answer: &Answer, shared: &Shared) -> Self {
        let mut shown = Self {
            columns: Vec::new(),
            rows: Vec::new(),
            truth: None,
            turtle: String::new(),
            is_cut: answer.is_cut(),
        };
        match answer {
            Answer::Truth(truth) => shown.truth = Some(*truth),
            Answer::Rows { variables, rows, .. } => {
                shown.columns = variables.iter().map(|name| name.replace('_', " ")).collect();
                let empty = || Cell {
                    text: String::new(),
                    href: None,
                };
                let cell = |term: &Option<_>| term.as_ref().map_or_else(empty, |term| Cell::of(term, shared));
                shown.rows = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
            }
            Answer::Graph { .. } => {
                let text = text(answer, Format::Turtle, shared).unwrap_or_default();
                shown.turtle = String::from_utf8_lossy(&text).into_owned();
            }
        }
        shown
    }
}

fn text(answer: &Answer, format: Format, shared: &Shared) -> Result<Vec<u8>, Problem> {
    let layout = Layout {
        width: 0,
        base: shared.base().as_str(),
    };
    let mut written = Vec::new();
    format::write(answer, Some(format), layout, &mut written)?;
    Ok(written)
}

/// An answer in a format of the W3C.
pub(super) fn written(answer: &Answer, format: Format, shared: &Shared) -> Result<Response, Problem> {
    let kind = match format {
        Format::Csv => "text/csv; charset=utf-8",
        Format::Tsv => "text/tab-separated-values; charset=utf-8",
        Format::Json => "application/sparql-results+json",
        Format::Xml => "application/sparql-results+xml",
        Format::Turtle => "text/turtle; charset=utf-8",
        Format::NTriples => "application/n-triples",
        Format::RdfXml => "application/rdf+xml",
        Format::Table => "text/plain; charset=utf-8",
    };
    Ok(file(kind, text(answer, format, shared)?))
}
