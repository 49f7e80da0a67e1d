//! What must hold of a record, and what to do where it does not.
//!
//! Takes a [`Record`], gives [`Failure`]s: anchors that do not say what they claim, nodes that do not have their
//! shape (`ontology/shapes.ttl`), references that lead nowhere, chains with gaps, judgements that were tampered with
//! or contradict each other, and a resolved graph that is not what articles and judgements give. A sound record gives
//! none.

mod data;
mod judgement;
mod reference;
mod shape;
mod validate;

pub use shape::{ShapeError, Shapes};
pub use validate::{Data, Violation, validate};

use crate::rdf::code_points::CodePoints;
use crate::rdf::vocabulary::nif;
use crate::span::Anchor;
use crate::store::{Record, StoreError, beside};
use oxigraph::model::{NamedNode, NamedNodeRef, Quad, Term, Triple};
use std::collections::BTreeMap;
use std::fmt;

/// The shapes that come with the program.
pub const SHAPES: &str = include_str!("../../ontology/shapes.ttl");

/// Something that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Failure {
    /// The node that it does not hold for.
    pub node: String,
    /// What does not hold.
    pub what: String,
    /// What to do about it.
    pub remedy: &'static str,
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {} ({})", self.node, self.what, self.remedy)
    }
}

/// What to do about a broken article.
const READ_AGAIN: &str = "read the article again with `onrecord ingest`";
/// What to do about a broken resolved graph.
const REPORT: &str = "read the articles into a new record, and report it: this is a mistake of the program";

/// Why a record could not be checked.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// The record cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The shapes cannot be read.
    #[error(transparent)]
    Shapes(#[from] ShapeError),
}

/// Everything that does not hold, sorted by node.
///
/// # Errors
/// Where the record cannot be read, or its files are damaged.
pub fn check(record: &Record) -> Result<Vec<Failure>, CheckError> {
    record.verify()?;
    let mut failures = Vec::new();
    for article in record.articles()? {
        failures.extend(anchors(record, &article)?);
    }
    let shapes = Shapes::read(SHAPES)?;
    let violations = validate(&shapes, record)?;
    failures.extend(violations.into_iter().map(Failure::from));
    failures.extend(reference::dangling(record)?);
    failures.extend(reference::chains(record)?);
    failures.extend(judgement::changed(record)?);
    failures.extend(judgement::conflicts(record)?);
    failures.extend(derived(record)?);
    failures.sort();
    failures.dedup();
    Ok(failures)
}

impl From<Violation> for Failure {
    fn from(violation: Violation) -> Self {
        let remedy = if violation.focus.contains("judgement/") {
            judgement::IMPORT
        } else if violation.focus.contains('#') || violation.focus.contains("article/") {
            READ_AGAIN
        } else {
            REPORT
        };
        Self {
            what: violation.to_string(),
            node: violation.focus,
            remedy,
        }
    }
}

/// The spans of an article whose words do not stand where they are said to.
fn anchors(record: &Record, article: &NamedNode) -> Result<Vec<Failure>, StoreError> {
    let mut text = String::new();
    let mut spans: BTreeMap<String, Span> = BTreeMap::new();
    for quad in record.graph(article.as_ref()) {
        let Quad {
            subject,
            predicate,
            object: Term::Literal(value),
            ..
        } = quad?
        else {
            continue;
        };
        let mut span = |set: fn(&mut Span, String)| {
            let span = spans.entry(subject.to_string()).or_default();
            set(span, value.value().to_owned());
        };
        match predicate.as_ref() {
            nif::IS_STRING => value.value().clone_into(&mut text),
            nif::BEGIN_INDEX => span(|span, value| span.begin = value.parse().ok()),
            nif::END_INDEX => span(|span, value| span.end = value.parse().ok()),
            nif::ANCHOR_OF => span(|span, value| span.quote = value),
            _ => {}
        }
    }
    let text = CodePoints::new(&text);
    let failures = spans
        .into_iter()
        .filter(|(_, span)| span.words(&text) != Some(&span.quote));
    Ok(failures.map(|(node, span)| span.failure(&node, &text)).collect())
}

/// What an article's graph says of a span.
#[derive(Default)]
struct Span {
    begin: Option<usize>,
    end: Option<usize>,
    quote: String,
}

impl Span {
    fn words<'a>(&self, text: &CodePoints<'a>) -> Option<&'a str> {
        let (begin, end) = self.begin.zip(self.end)?;
        (begin <= end).then_some(())?;
        text.slice(Anchor::new(begin, end))
    }

    fn failure(&self, node: &str, text: &CodePoints<'_>) -> Failure {
        let what = match self.words(text) {
            Some(words) => format!("the text has {words:?} there, not {:?}", self.quote),
            None => format!("its place for {:?} is not in the text", self.quote),
        };
        Failure {
            node: node.trim_matches(['<', '>']).to_owned(),
            what,
            remedy: READ_AGAIN,
        }
    }
}

/// Where the resolved graph is not what the articles and the judgements give.
fn derived(record: &Record) -> Result<Vec<Failure>, StoreError> {
    let (is, must) = (record.resolved()?, record.resolve_from_nothing()?);
    let failure = |quad: &Quad, what: &str| Failure {
        node: plain(&quad.subject.clone().into()),
        what: format!("{what}: {}", Triple::from(quad.clone())),
        remedy: REPORT,
    };
    let extra = beside(&is, &must).map(|quad| failure(quad, "no article supports this"));
    let missing =
        beside(&must, &is).map(|quad| failure(quad, "this follows from the articles and is missing"));
    Ok(extra.chain(missing).collect())
}

/// A term without its angle brackets or quotation marks.
fn plain(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::Literal(literal) => literal.value().to_owned(),
        Term::BlankNode(node) => node.to_string(),
    }
}

/// The last part of an IRI: a property's name.
fn local_name(node: NamedNodeRef<'_>) -> &str {
    node.as_str().rsplit(['#', '/']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests;
