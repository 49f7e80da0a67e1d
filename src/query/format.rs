//! Answers as text: tables for people, the W3C's result formats and Turtle for programs.

use super::answer::{Answer, plain};
use super::error::QueryError;
use crate::rdf::order::sorted;
use crate::rdf::turtle::turtle;
use crate::rdf::vocabulary::PREFIXES;
use comfy_table::{ContentArrangement, Table, presets};
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::{GraphName, Quad, Term, Triple, Variable};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use std::io::{self, Write};

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A table for a reader, IRIs shortened.
    Table,
    /// SPARQL 1.1 Query Results CSV.
    Csv,
    /// SPARQL 1.1 Query Results TSV: terms as in Turtle.
    Tsv,
    /// SPARQL 1.1 Query Results JSON.
    Json,
    /// SPARQL Query Results XML.
    Xml,
    /// Turtle, for a CONSTRUCT or DESCRIBE.
    Turtle,
    /// N-Triples, for a CONSTRUCT or DESCRIBE.
    NTriples,
    /// RDF/XML, for a CONSTRUCT or DESCRIBE; some clients accept nothing else.
    RdfXml,
}

impl Format {
    fn name(self) -> &'static str {
        match self {
            Self::Table => "a table",
            Self::Csv => "CSV",
            Self::Tsv => "TSV",
            Self::Json => "JSON",
            Self::Xml => "XML",
            Self::Turtle => "Turtle",
            Self::NTriples => "N-Triples",
            Self::RdfXml => "RDF/XML",
        }
    }

    /// The result format of the W3C; `None` for those that rows cannot be written in.
    fn of_results(self) -> Option<QueryResultsFormat> {
        Some(match self {
            Self::Csv => QueryResultsFormat::Csv,
            Self::Tsv => QueryResultsFormat::Tsv,
            Self::Json => QueryResultsFormat::Json,
            Self::Xml => QueryResultsFormat::Xml,
            Self::Table | Self::Turtle | Self::NTriples | Self::RdfXml => return None,
        })
    }
}

/// How a table is laid out.
#[derive(Clone, Copy, Debug)]
pub struct Layout<'a> {
    /// How many columns of characters it may take.
    pub width: u16,
    /// What the record's own IRIs begin with; it is left out of them.
    pub base: &'a str,
}

/// Writes an answer. Without a format, rows and truths become a table and a graph becomes Turtle.
pub fn write(
    answer: &Answer,
    format: Option<Format>,
    layout: Layout<'_>,
    output: &mut impl Write,
) -> Result<(), QueryError> {
    match answer {
        Answer::Rows { variables, rows, .. } => match format.unwrap_or(Format::Table) {
            Format::Table => writeln!(output, "{}", table(variables, rows, layout))?,
            format => {
                let results = format.of_results().ok_or_else(|| rows_cannot_be(format))?;
                write_rows(results, variables, rows, output)?;
            }
        },
        Answer::Truth(truth) => match format.unwrap_or(Format::Table) {
            Format::Table => writeln!(output, "{}", if *truth { "yes" } else { "no" })?,
            format => {
                let results = format.of_results().ok_or_else(|| rows_cannot_be(format))?;
                QueryResultsSerializer::from_format(results)
                    .serialize_boolean_to_writer(&mut *output, *truth)?;
                writeln!(output)?;
            }
        },
        Answer::Graph { triples, .. } => match format.unwrap_or(Format::Turtle) {
            Format::Turtle => output.write_all(turtle(&quads(triples), layout.base).as_bytes())?,
            Format::NTriples => {
                for quad in quads(triples) {
                    writeln!(output, "{quad} .")?;
                }
            }
            Format::RdfXml => {
                let mut serializer = RdfSerializer::from_format(RdfFormat::RdfXml).for_writer(&mut *output);
                for triple in triples {
                    serializer.serialize_triple(triple)?;
                }
                serializer.finish()?;
            }
            format => {
                return Err(QueryError::Unsuitable {
                    given: "the graph that a CONSTRUCT or DESCRIBE gives",
                    format: format.name(),
                    possible: "Turtle, N-Triples or RDF/XML",
                });
            }
        },
    }
    Ok(())
}

fn rows_cannot_be(format: Format) -> QueryError {
    QueryError::Unsuitable {
        given: "the answer of a SELECT or ASK",
        format: format.name(),
        possible: "a table, CSV, TSV, JSON or XML",
    }
}

fn write_rows(
    format: QueryResultsFormat,
    variables: &[String],
    rows: &[Vec<Option<Term>>],
    output: &mut impl Write,
) -> io::Result<()> {
    let variables: Vec<Variable> = variables
        .iter()
        .map(|name| Variable::new_unchecked(name.as_str()))
        .collect();
    let mut serializer = QueryResultsSerializer::from_format(format)
        .serialize_solutions_to_writer(&mut *output, variables.clone())?;
    for row in rows {
        serializer.serialize(
            variables
                .iter()
                .zip(row)
                .filter_map(|(variable, term)| Some((variable, term.as_ref()?))),
        )?;
    }
    serializer.finish()?;
    // CSV and TSV end with a line break of their own.
    if matches!(format, QueryResultsFormat::Json | QueryResultsFormat::Xml) {
        writeln!(output)?;
    }
    Ok(())
}

/// Triples in an order that a reader can follow, each once.
fn quads(triples: &[Triple]) -> Vec<Quad> {
    let quads = triples
        .iter()
        .map(|triple| triple.clone().in_graph(GraphName::DefaultGraph));
    sorted(quads.collect())
}

/// A table of rows, words wrapped to the width.
fn table(variables: &[String], rows: &[Vec<Option<Term>>], layout: Layout<'_>) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(layout.width)
        .set_header(variables.iter().map(|name| name.replace('_', " ")));
    for row in rows {
        table.add_row(row.iter().map(|term| {
            term.as_ref()
                .map(|term| shown(term, layout.base))
                .unwrap_or_default()
        }));
    }
    table
}

/// A term as a reader wants it: the words of a literal, an IRI with a prefix or without the record's base.
/// Control characters, which could steer a terminal, are shown as their Unicode pictures.
pub fn shown(term: &Term, base: &str) -> String {
    let text = match term {
        Term::NamedNode(node) => compact(node.as_str(), base),
        other => plain(other),
    };
    text.chars().map(visible).collect()
}

/// The record's own IRIs without their base, well-known ones with their prefix, others whole.
fn compact(iri: &str, base: &str) -> String {
    if let Some(local) = iri.strip_prefix(base).filter(|local| !local.is_empty()) {
        return local.to_owned();
    }
    PREFIXES
        .iter()
        .find_map(|(prefix, namespace)| Some(format!("{prefix}:{}", iri.strip_prefix(namespace)?)))
        .unwrap_or_else(|| iri.to_owned())
}

fn visible(c: char) -> char {
    match c {
        '\n' => '\n',
        '\t' | '\r' => ' ',
        '\u{7f}' => '\u{2421}',
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{80}'..='\u{9f}' => '\u{fffd}',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::super::answer::{Limits, tests::merrow};
    use super::*;
    use crate::query::Question;
    use std::collections::BTreeMap;

    const LAYOUT: Layout<'_> = Layout {
        width: 60,
        base: "urn:onrecord:",
    };

    fn written(text: &str, format: Option<Format>) -> Result<String, QueryError> {
        let question = Question::new(text, &BTreeMap::new())?;
        let answer = Answer::of(&question, &merrow(), Limits::NONE)?;
        let mut output = Vec::new();
        write(&answer, format, LAYOUT, &mut output)?;
        Ok(String::from_utf8(output).unwrap())
    }

    const CLAIMS: &str =
        "SELECT ?c ?t { GRAPH ?g { ?c a schema:Claim ; schema:text ?t } FILTER(CONTAINS(?t, 'River')) }";

    #[test]
    fn rows_in_every_format() {
        let table = written(CLAIMS, None).unwrap();
        assert!(table.contains("claim/hiding"), "{table}");
        assert!(!table.contains("urn:onrecord"), "{table}");
        assert!(table.lines().all(|line| line.chars().count() <= 60), "{table}");
        assert_eq!(
            written(CLAIMS, Some(Format::Csv)).unwrap(),
            "c,t\r\nurn:onrecord:claim/hiding,\"the River Authority of hiding \"\"bad\"\" reports\"\r\n"
        );
        assert_eq!(
            written(CLAIMS, Some(Format::Tsv)).unwrap(),
            "?c\t?t\n<urn:onrecord:claim/hiding>\t\"the River Authority of hiding \\\"bad\\\" reports\"\n"
        );
        let json: serde_json::Value =
            serde_json::from_str(&written(CLAIMS, Some(Format::Json)).unwrap()).unwrap();
        assert_eq!(
            json["results"]["bindings"][0]["c"]["value"],
            "urn:onrecord:claim/hiding"
        );
        assert!(
            written(CLAIMS, Some(Format::Xml))
                .unwrap()
                .contains("<uri>urn:onrecord:claim/hiding</uri>")
        );
    }

    #[test]
    fn an_ask_is_answered() {
        let ask = "ASK { GRAPH ?g { ?s a schema:Claim } }";
        assert_eq!(written(ask, None).unwrap(), "yes\n");
        assert_eq!(
            written(ask, Some(Format::Json)).unwrap(),
            "{\"head\":{},\"boolean\":true}\n"
        );
    }

    #[test]
    fn a_graph_is_written_as_turtle_with_prefixes() {
        let construct = "CONSTRUCT { ?c schema:text ?t } { GRAPH ?g { ?c a schema:Claim ; schema:text ?t } }";
        let turtle = written(construct, None).unwrap();
        assert!(
            turtle.contains("@prefix schema: <https://schema.org/> ."),
            "{turtle}"
        );
        assert!(turtle.contains("schema:text \"to comment\""), "{turtle}");
        let ntriples = written(construct, Some(Format::NTriples)).unwrap();
        assert_eq!(ntriples.lines().count(), 8);
    }

    #[test]
    fn a_format_that_does_not_suit_is_refused() {
        let message = written(CLAIMS, Some(Format::Turtle)).unwrap_err().to_string();
        assert_eq!(
            message,
            "the answer of a SELECT or ASK cannot be written as Turtle; \
             it can be written as a table, CSV, TSV, JSON or XML"
        );
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        let shown = written("SELECT ('a\\u001b[31mb' AS ?x) {}", None).unwrap();
        assert!(!shown.contains('\u{1b}'), "{shown:?}");
        assert!(shown.contains("a␛[31mb"), "{shown:?}");
    }
}
