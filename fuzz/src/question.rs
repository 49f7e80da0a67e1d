//! Queries, and values for their parameters: whatever is given as a value stays a value.

use onrecord::query::parameter::{ParameterKind, parameters as parameters_of};
use onrecord::query::saved::{self, SavedQuery};
use onrecord::query::{Header, Question};
use onrecord::rdf::vocabulary::PREFIXES;
use oxigraph::model::{Literal, NamedNode};
use regex::Regex;
use spargebra::SparqlParser;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static SAVED: LazyLock<Vec<SavedQuery>> = LazyLock::new(saved::all);

/// A value that nothing in a query has in common with.
const PLAIN: &str = "urn:plain:value";

/// A name that the parser makes up: a long number to base 16.
static MADE_UP: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("[?:][0-9a-f]{20,32}").expect("it is written here"));

/// A saved query, chosen by the first byte, with the rest as values between zeros.
pub fn parameters(data: &[u8]) {
    let Some((choice, rest)) = data.split_first() else {
        return;
    };
    let query = &SAVED[usize::from(*choice) % SAVED.len()];
    let text = String::from_utf8_lossy(rest);
    let values: Vec<&str> = text.split('\0').collect();
    let mut given = BTreeMap::new();
    let mut plain = BTreeMap::new();
    for (parameter, value) in query.parameters.iter().zip(values.iter().cycle()) {
        let takes_any = matches!(
            parameter.kind,
            ParameterKind::Text | ParameterKind::Language(_) | ParameterKind::Iri
        );
        given.insert(parameter.name.clone(), (*value).to_owned());
        plain.insert(
            parameter.name.clone(),
            if takes_any { PLAIN } else { *value }.to_owned(),
        );
    }
    match Question::new(query.text, &given) {
        // A text that the query has of its own cannot be told from a value.
        Ok(_)
            if values
                .iter()
                .any(|value| query.text.contains(&literal(value).to_string())) => {}
        Ok(question) => {
            let plain =
                Question::new(query.text, &plain).expect("a plain value is right where an odd one is");
            assert_eq!(
                shape(question.text(), &values),
                shape(plain.text(), &[PLAIN]),
                "a value became part of the query:\n{}",
                question.text()
            );
        }
        Err(error) => drop(error.to_string()),
    }
}

/// What a query comes to, with something else in the place of each value, and of the names that the parser makes up.
fn shape(text: &str, values: &[&str]) -> String {
    let parser = PREFIXES
        .iter()
        .fold(SparqlParser::new(), |parser, (prefix, iri)| {
            parser
                .with_prefix(*prefix, *iri)
                .expect("the namespaces are IRIs")
        });
    let query = parser.parse_query(text).expect("the question was right");
    let mut shape = query.to_string();
    // The longest first: the text of one may end as that of another.
    let mut values = values.to_vec();
    values.sort_by_key(|value| std::cmp::Reverse(literal(value).to_string().len()));
    for value in &values {
        let literal = literal(value).to_string();
        // With a datatype behind it, it is the value of a parameter that takes numbers or days alone.
        let typed = format!("{literal}^^");
        shape = shape
            .split(&typed)
            .map(|part| part.replace(&literal, "VALUE"))
            .collect::<Vec<_>>()
            .join(&typed);
        if let Ok(node) = NamedNode::new(*value) {
            shape = shape.replace(&node.to_string(), "VALUE");
        }
    }
    MADE_UP.replace_all(&shape, "NAME").into_owned()
}

fn literal(value: &str) -> Literal {
    Literal::new_simple_literal(value)
}

/// Any text as a query: it is right, or what is wrong can be told and shown.
pub fn query(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let given = parameters_of(&text)
        .into_iter()
        .map(|parameter| (parameter.name, "2026-02-17".to_owned()))
        .collect();
    if let Err(error) = Question::new(&text, &given) {
        assert!(!error.to_string().is_empty());
    }
    drop(Header::read(&text));
}
