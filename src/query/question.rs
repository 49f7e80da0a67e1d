//! A checked query with its parameters filled in.

use super::answer::Answer;
use super::error::QueryError;
use super::{names, parameter};
use crate::rdf::vocabulary::PREFIXES;
use oxigraph::model::{GraphName, NamedNode};
use oxigraph::sparql::{PreparedSparqlQuery, SparqlEvaluator};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A query that is right as far as its text goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    text: String,
    /// What its relative IRIs are relative to.
    base: Option<String>,
    dataset: Option<Graphs>,
}

/// Which graphs a question is about, whatever its text says (SPARQL 1.1 Protocol, 2.1.4).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graphs {
    /// Those whose union is the default graph.
    pub default: Vec<NamedNode>,
    /// Those that `GRAPH` reaches.
    pub named: Vec<NamedNode>,
}

impl Question {
    /// Checks a SPARQL query and puts the given values in the place of its parameters. The prefixes of the
    /// record ([`PREFIXES`]) need not be declared.
    pub fn new(text: &str, given: &BTreeMap<String, String>) -> Result<Self, QueryError> {
        // The text as written is checked first, so that a place in it is a place the user can see.
        let _: PreparedSparqlQuery = evaluator()
            .parse_query(text)
            .map_err(|error| QueryError::syntax(text, &error))?;
        let question = Self {
            text: parameter::bind(text, given)?,
            base: None,
            dataset: None,
        };
        let _: PreparedSparqlQuery = evaluator()
            .parse_query(&question.text)
            .map_err(|error| QueryError::Misplaced(error.to_string()))?;
        Ok(question)
    }

    /// As [`Question::new`], where values may be names: `ask` answers who goes by them.
    pub fn with_names<E: From<QueryError>>(
        text: &str,
        given: &BTreeMap<String, String>,
        ask: impl Fn(&Self) -> Result<Answer, E>,
    ) -> Result<Self, E> {
        let given = names::with_nodes(&parameter::parameters(text), given, ask)?;
        Ok(Self::new(text, &given)?)
    }

    /// A query without parameters whose IRIs may be relative to a base (SPARQL 1.1 Protocol, 2.1.5: the address at which it
    /// is asked). It is checked when it is asked: programs ask often, and to check it takes as long as a short answer.
    pub fn at(base: &str, text: &str) -> Self {
        Self {
            text: text.to_owned(),
            base: Some(base.to_owned()),
            dataset: None,
        }
    }

    /// The query as it is asked, its values filled in.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The query for another store, which does not know the prefixes of the record: those that it uses are declared.
    pub fn declared(&self) -> String {
        let words: Vec<&str> = self.text.split_whitespace().collect();
        let is_missing = |prefix: &str| {
            let name = format!("{prefix}:");
            let is_declaration = |pair: &[&str]| pair[0].eq_ignore_ascii_case("prefix") && pair[1] == name;
            self.text.contains(&name) && !words.windows(2).any(is_declaration)
        };
        let prologue: String = PREFIXES
            .iter()
            .filter(|(prefix, _)| is_missing(prefix))
            .map(|(prefix, iri)| format!("PREFIX {prefix}: <{iri}>\n"))
            .collect();
        prologue + &self.text
    }

    /// The same question about these graphs alone.
    #[must_use]
    pub fn over(self, graphs: Graphs) -> Self {
        Self {
            dataset: Some(graphs),
            ..self
        }
    }

    /// The query, ready to run under a cancellation token.
    pub(super) fn prepare(
        &self,
        token: oxigraph::sparql::CancellationToken,
    ) -> Result<PreparedSparqlQuery, QueryError> {
        let mut evaluator = evaluator();
        if let Some(base) = &self.base {
            evaluator = evaluator
                .with_base_iri(base.as_str())
                .map_err(|error| QueryError::Misplaced(error.to_string()))?;
        }
        let mut query = evaluator
            .with_cancellation_token(token)
            .parse_query(&self.text)
            .map_err(|error| QueryError::syntax(&self.text, &error))?;
        if let Some(graphs) = &self.dataset {
            let default = graphs.default.iter().cloned().map(GraphName::from).collect();
            let named = graphs.named.iter().cloned().map(Into::into).collect();
            query.dataset_mut().set_default_graph(default);
            query.dataset_mut().set_available_named_graphs(named);
        }
        Ok(query)
    }
}

/// An evaluator that knows the prefixes of the record. SERVICE and LOAD reach nothing: the build has no HTTP client.
fn evaluator() -> SparqlEvaluator {
    static KNOWING: LazyLock<SparqlEvaluator> = LazyLock::new(|| {
        PREFIXES
            .iter()
            .fold(SparqlEvaluator::new(), |evaluator, (prefix, iri)| {
                evaluator
                    .with_prefix(*prefix, *iri)
                    .expect("the namespaces of the vocabulary are IRIs")
            })
    });
    KNOWING.clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_shown_where_it_stands() {
        let error = Question::new("SELECT ?claim\nWHERE { ?claim ?p }", &BTreeMap::new()).unwrap_err();
        let text = error.to_string();
        let lines: Vec<&str> = text.lines().collect();
        assert!(
            lines[0].starts_with("the query has an error in line 2, column 19: expected one of "),
            "{text}"
        );
        assert_eq!(lines[1], "  WHERE { ?claim ?p }");
        assert_eq!(lines[2].find('^'), Some(2 + 18));
    }

    #[test]
    fn a_prefix_that_is_not_declared_is_named_as_the_reason() {
        let error = Question::new("SELECT ?a { ?a nope:b ?c }", &BTreeMap::new()).unwrap_err();
        assert!(
            error.to_string().contains("column 22: Prefix not found\n"),
            "{error}"
        );
    }

    #[test]
    fn a_question_for_another_store_declares_its_prefixes() {
        let text = "PREFIX schema: <urn:mine:> SELECT ?a { ?a onr:denied ?b ; schema:text ?_words }";
        let given = BTreeMap::from([("words".to_owned(), "\"} # }".to_owned())]);
        let question = Question::new(text, &given).unwrap().declared();
        assert!(question.contains(r#"schema:text "\"} # }" }"#), "{question}");
        let plain = SparqlEvaluator::new();
        let parsed = plain.parse_query(&question);
        assert!(parsed.is_ok(), "{question}");
        assert!(question.starts_with("PREFIX onr: <") && question.matches("PREFIX schema:").count() == 1);
        assert!(!question.contains("PREFIX nif:"));
    }

    #[test]
    fn an_update_is_not_a_question() {
        assert!(Question::new("DROP ALL", &BTreeMap::new()).is_err());
    }
}
