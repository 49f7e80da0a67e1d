//! Asking within limits of time and rows, and what comes back.

use super::error::QueryError;
use super::question::Question;
use crate::store::Record;
use oxigraph::model::{Dataset, GraphName, NamedNode, NamedOrBlankNode, Quad, Term, Triple};
pub use oxigraph::sparql::CancellationToken;
use oxigraph::sparql::{PreparedSparqlQuery, QueryEvaluationError, QueryResults};
use std::collections::BTreeMap;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// Something that can be asked in SPARQL: the store, or a set of quads in memory.
pub trait Source: Sync {
    /// Begins to answer a query.
    fn ask(&self, query: PreparedSparqlQuery) -> Result<QueryResults<'_>, QueryEvaluationError>;
}

impl Source for Record {
    fn ask(&self, query: PreparedSparqlQuery) -> Result<QueryResults<'_>, QueryEvaluationError> {
        Record::ask(self, query)
    }
}

/// As the store does, the union of all graphs answers where no graph is named.
impl Source for Dataset {
    fn ask(&self, mut query: PreparedSparqlQuery) -> Result<QueryResults<'_>, QueryEvaluationError> {
        if query.dataset().is_default_dataset() {
            query.dataset_mut().set_default_graph_as_union();
        }
        query.on_queryable_dataset(self).execute()
    }
}

/// How much a query may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How long it may run.
    pub time: Duration,
    /// How many rows or triples are taken of its answer.
    pub rows: usize,
}

impl Limits {
    /// No limits: for our own queries, whose answers are needed whole.
    pub const NONE: Self = Self {
        time: Duration::MAX,
        rows: usize::MAX,
    };
}

/// What a query gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Of a SELECT.
    Rows {
        /// The columns.
        variables: Vec<String>,
        /// A term, or none, for each column.
        rows: Vec<Vec<Option<Term>>>,
        /// Whether there were more rows than the limit.
        cut: bool,
    },
    /// Of an ASK.
    Truth(bool),
    /// Of a CONSTRUCT or DESCRIBE.
    Graph {
        /// Its triples.
        triples: Vec<Triple>,
        /// Whether there were more triples than the limit.
        cut: bool,
    },
}

impl Answer {
    /// Asks a source. The query runs on a thread of its own, which is told to stop when its time is over.
    pub fn of(question: &Question, source: &dyn Source, limits: Limits) -> Result<Self, QueryError> {
        let token = CancellationToken::new();
        let query = question.prepare(token.clone())?;
        thread::scope(|scope| {
            let (sender, receiver) = mpsc::channel();
            scope.spawn(move || {
                // The receiver is gone only when the time is over, and then nobody wants the answer.
                let _ = sender.send(collect(query, source, limits.rows));
            });
            wait(&receiver, limits.time, &token)
        })
    }

    /// Asks a source on this thread, until somebody cancels the token. The evaluator looks at the token at each quad that
    /// it reads, and a join of rows that it holds in memory reads none: such a query goes on.
    ///
    /// # Errors
    /// As [`Answer::of`], but that it knows no limit of time.
    pub fn under(
        question: &Question,
        source: &dyn Source,
        rows: usize,
        token: CancellationToken,
    ) -> Result<Self, QueryError> {
        collect(question.prepare(token)?, source, rows)
    }

    /// Whether there is nothing in it. `false`, the answer of an ASK, is something.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Rows { rows, .. } => rows.is_empty(),
            Self::Truth(_) => false,
            Self::Graph { triples, .. } => triples.is_empty(),
        }
    }

    /// Whether the limit of rows left something out.
    pub fn is_cut(&self) -> bool {
        matches!(self, Self::Rows { cut: true, .. } | Self::Graph { cut: true, .. })
    }
}

/// Waits for an answer; when the time is over, whoever makes it is told to stop.
fn wait(
    receiver: &mpsc::Receiver<Result<Answer, QueryError>>,
    time: Duration,
    token: &CancellationToken,
) -> Result<Answer, QueryError> {
    receiver
        .recv_timeout(time)
        .unwrap_or_else(|problem| match problem {
            RecvTimeoutError::Timeout => {
                token.cancel();
                Err(QueryError::TooSlow(time))
            }
            RecvTimeoutError::Disconnected => Err(QueryError::Died),
        })
}

fn collect(query: PreparedSparqlQuery, source: &dyn Source, limit: usize) -> Result<Answer, QueryError> {
    Ok(match source.ask(query)? {
        QueryResults::Boolean(truth) => Answer::Truth(truth),
        QueryResults::Solutions(mut solutions) => {
            let variables = solutions
                .variables()
                .iter()
                .map(|variable| variable.as_str().to_owned())
                .collect();
            let rows = solutions
                .by_ref()
                .take(limit)
                .map(|solution| Ok(solution?.values().to_vec()))
                .collect::<Result<_, QueryEvaluationError>>()?;
            Answer::Rows {
                variables,
                rows,
                cut: solutions.next().is_some(),
            }
        }
        QueryResults::Graph(mut triples) => Answer::Graph {
            triples: triples.by_ref().take(limit).collect::<Result<_, _>>()?,
            cut: triples.next().is_some(),
        },
    })
}

/// The rows of a SELECT of our own: for each, the bound columns by name, their terms as plain text.
pub fn rows(
    source: &dyn Source,
    text: &str,
    given: &BTreeMap<String, String>,
) -> Result<Vec<BTreeMap<String, String>>, QueryError> {
    let ask = |question: &Question| Answer::of(question, source, Limits::NONE);
    let question = Question::with_names(text, given, ask)?;
    let Answer::Rows { variables, rows, .. } = ask(&question)? else {
        return Ok(Vec::new());
    };
    Ok(rows
        .into_iter()
        .map(|row| {
            variables
                .iter()
                .zip(row)
                .filter_map(|(variable, term)| Some((variable.clone(), plain(&term?))))
                .collect()
        })
        .collect())
}

/// The words of a literal, the address of anything else.
pub(super) fn plain(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::BlankNode(node) => node.to_string(),
        Term::Literal(literal) => literal.value().to_owned(),
    }
}

/// The names of all graphs, in their sorted order.
pub fn graphs(source: &dyn Source) -> Result<Vec<NamedNode>, QueryError> {
    named_nodes(source, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
}

/// The names of the graphs that hold what was found in one article, in their sorted order.
pub fn article_graphs(source: &dyn Source) -> Result<Vec<NamedNode>, QueryError> {
    named_nodes(
        source,
        "SELECT DISTINCT ?g { GRAPH ?g { ?g a schema:NewsArticle } }",
    )
}

/// The nodes of the only column of a query.
fn named_nodes(source: &dyn Source, text: &str) -> Result<Vec<NamedNode>, QueryError> {
    let found = rows(source, text, &BTreeMap::new())?;
    let mut names: Vec<String> = found.into_iter().flat_map(BTreeMap::into_values).collect();
    names.sort_unstable();
    Ok(names.into_iter().map(NamedNode::new_unchecked).collect())
}

/// Every quad of a graph, in no particular order.
pub fn quads_of(source: &dyn Source, graph: &NamedNode) -> Result<Vec<Quad>, QueryError> {
    let given = BTreeMap::from([("graph".to_owned(), graph.as_str().to_owned())]);
    let question = Question::new("SELECT ?s ?p ?o { GRAPH ?_graph_iri { ?s ?p ?o } }", &given)?;
    let Answer::Rows { rows, .. } = Answer::of(&question, source, Limits::NONE)? else {
        return Ok(Vec::new());
    };
    let quad = |row| quad(row, graph.clone());
    Ok(rows.into_iter().filter_map(quad).collect())
}

/// A quad from its three terms; the query above binds all three.
fn quad(row: Vec<Option<Term>>, graph: NamedNode) -> Option<Quad> {
    let mut terms = row.into_iter().flatten();
    Some(Quad::new(
        NamedOrBlankNode::try_from(terms.next()?).ok()?,
        NamedNode::try_from(terms.next()?).ok()?,
        terms.next()?,
        GraphName::from(graph),
    ))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use std::time::Instant;

    /// The hand-made record that the tests of queries, graphs and exports share.
    pub(crate) fn merrow() -> Dataset {
        oxttl::TriGParser::new()
            .for_slice(include_str!("../../tests/fixtures/merrow.trig"))
            .collect::<Result<_, _>>()
            .unwrap()
    }

    fn ask(text: &str, limits: Limits) -> Result<Answer, QueryError> {
        let node = |n: u32| NamedNode::new_unchecked(format!("urn:n:{n}"));
        let data: Dataset = (0..200)
            .map(|n| Quad::new(node(n), node(1000), node(n + 1), node(2000)))
            .collect();
        Answer::of(&Question::new(text, &BTreeMap::new()).unwrap(), &data, limits)
    }

    #[test]
    fn rows_beyond_the_limit_are_left_out_and_told() {
        let limits = Limits {
            rows: 3,
            ..Limits::NONE
        };
        let answer = ask("SELECT * { GRAPH ?g { ?s ?p ?o } }", limits).unwrap();
        assert!(matches!(&answer, Answer::Rows { rows, .. } if rows.len() == 3));
        assert!(answer.is_cut());
        let limits = Limits {
            rows: 200,
            ..Limits::NONE
        };
        assert!(
            !ask("SELECT * { GRAPH ?g { ?s ?p ?o } }", limits)
                .unwrap()
                .is_cut()
        );
    }

    #[test]
    fn a_query_without_end_is_stopped() {
        let begun = Instant::now();
        let limits = Limits {
            time: Duration::from_millis(100),
            ..Limits::NONE
        };
        let product = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?a ?b ?c . ?d ?e ?f . ?h ?i ?j . ?k ?l ?m . ?n1 ?n2 ?n3 } }";
        let error = ask(product, limits).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the query took longer than 100 milliseconds and was stopped"
        );
        assert!(begun.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn false_is_an_answer() {
        let answer = ask("ASK { GRAPH ?g { <urn:n:7> ?p <urn:n:7> } }", Limits::NONE).unwrap();
        assert_eq!(answer, Answer::Truth(false));
        assert!(!answer.is_empty());
    }
}
