//! Parameters of a query in the convention of grlc and BASIL: variables whose names begin with `_`.
//!
//! `?_name` must be given, `?__name` may be. A suffix gives the type: `?_by_iri`, `?_since_date`, `?_n_integer`,
//! `?_title_en`; without one it is a plain string. One is our own: `?_by_node` takes a name and stands for the IRIs of those who go
//! by it. A value takes the variable's place as a term that is written
//! out by the RDF library with everything escaped. Oxigraph's own `substitute_variable` was not an option: it takes
//! only variables of the SELECT clause, and its optimiser has by then settled that `BOUND` of any
//! other is false, so that a filter with an optional parameter would silently let everything through. As a
//! text, the query can also be sent to another store.
//!
//! A comment `#?name …` holds a part of the query that belongs to it where the parameter of that name is given: so a query says what
//! narrows it, and an evaluator that looks for the narrowest part first has it to begin with. By itself, and for whatever else
//! reads it, such a query is plain SPARQL that is not narrowed.

use super::error::QueryError;
use super::token;
use chrono::NaiveDate;
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode, Term};
use std::collections::BTreeMap;

/// A parameter of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// What it is called on the command line: `since` for `?__since_date`.
    pub name: String,
    /// Its variable, without the question mark: `__since_date`.
    pub variable: String,
    /// Whether a query cannot do without it.
    pub mandatory: bool,
    /// What values it takes.
    pub kind: ParameterKind,
}

/// What values a parameter takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    /// Any words.
    Text,
    /// An IRI.
    Iri,
    /// A day, `2025-03-01`.
    Date,
    /// A whole number.
    Integer,
    /// A number.
    Decimal,
    /// Words of a language, by its tag.
    Language(String),
    /// Whoever goes by a name, or an IRI: so many IRIs, for a `VALUES` block.
    Node,
}

impl ParameterKind {
    /// The kind that a variable's suffix stands for; grlc reads any suffix that it does not know as a string.
    fn of_suffix(suffix: &str) -> Self {
        match suffix {
            "iri" => Self::Iri,
            "node" => Self::Node,
            "date" => Self::Date,
            "integer" => Self::Integer,
            "decimal" | "number" | "float" | "double" => Self::Decimal,
            language if language.len() == 2 => Self::Language(language.to_owned()),
            _ => Self::Text,
        }
    }

    /// What to write for a value, as help shows it.
    pub fn placeholder(&self) -> &'static str {
        match self {
            Self::Text | Self::Language(_) => "TEXT",
            Self::Node => "NAME",
            Self::Iri => "IRI",
            Self::Date => "DATE",
            Self::Integer | Self::Decimal => "NUMBER",
        }
    }

    /// What a right value looks like, for the message about a wrong one.
    fn wanted(&self) -> &'static str {
        match self {
            Self::Text | Self::Language(_) => "words",
            Self::Node => "a name or an IRI",
            Self::Iri => "an IRI, such as urn:onrecord:person/ana-reyes",
            Self::Date => "a day, such as 2025-03-01",
            Self::Integer => "a whole number",
            Self::Decimal => "a number, such as 0.5",
        }
    }

    /// A value as it is written in the query.
    fn written(&self, value: &str) -> Option<String> {
        if *self != Self::Node {
            return Some(self.term(value)?.to_string());
        }
        let nodes = value
            .split_whitespace()
            .map(|node| Some(NamedNode::new(node).ok()?.to_string()));
        Some(nodes.collect::<Option<Vec<String>>>()?.join(" "))
    }

    fn term(&self, value: &str) -> Option<Term> {
        Some(match self {
            Self::Text => Literal::new_simple_literal(value).into(),
            Self::Iri | Self::Node => NamedNode::new(value).ok()?.into(),
            Self::Date => {
                let day = NaiveDate::parse_from_str(value, "%Y-%m-%d").ok()?;
                Literal::new_typed_literal(day.format("%Y-%m-%d").to_string(), xsd::DATE).into()
            }
            Self::Integer => Literal::from(value.parse::<i64>().ok()?).into(),
            Self::Decimal => {
                let number = value.parse::<f64>().ok().filter(|number| number.is_finite())?;
                Literal::new_typed_literal(number.to_string(), xsd::DECIMAL).into()
            }
            Self::Language(tag) => Literal::new_language_tagged_literal(value, tag).ok()?.into(),
        })
    }
}

/// The parameters of a query, in the order in which the text first names them.
pub fn parameters(text: &str) -> Vec<Parameter> {
    let mut found: Vec<Parameter> = Vec::new();
    let whole = with_parts(text, |_| true);
    for variable in token::variables(&whole) {
        if let Some(parameter) = parameter(variable.name)
            && !found.contains(&parameter)
        {
            found.push(parameter);
        }
    }
    found
}

/// Reads a variable's name as grlc does: one or two underscores, the name up to the next, the type.
fn parameter(variable: &str) -> Option<Parameter> {
    let (mandatory, rest) = match variable.strip_prefix("__") {
        Some(rest) => (false, rest),
        None => (true, variable.strip_prefix('_')?),
    };
    let (name, suffix) = rest.split_once('_').unwrap_or((rest, ""));
    if name.is_empty() {
        return None;
    }
    Some(Parameter {
        name: name.to_owned(),
        variable: variable.to_owned(),
        mandatory,
        kind: ParameterKind::of_suffix(suffix),
    })
}

/// What a comment begins with that is a part of the query where the parameter that is named next is given.
const PART: &str = "#?";

/// The text with the parts of the parameters that are wanted; all keeps its place.
fn with_parts(text: &str, is_wanted: impl Fn(&str) -> bool) -> String {
    let mut whole = text.to_owned();
    for comment in token::comments(text) {
        let Some(part) = text[comment.clone()].strip_prefix(PART) else {
            continue;
        };
        let name = part.split(char::is_whitespace).next().unwrap_or_default();
        if !name.is_empty() && is_wanted(name) {
            let mark = PART.len() + name.len();
            whole.replace_range(comment.start..comment.start + mark, &" ".repeat(mark));
        }
    }
    whole
}

/// Puts values in the place of parameters. `given` holds values by the parameters' names; every one must be a
/// parameter of the text, and every mandatory parameter must be given.
pub fn bind(text: &str, given: &BTreeMap<String, String>) -> Result<String, QueryError> {
    let parameters = parameters(text);
    let names = || {
        parameters
            .iter()
            .map(|parameter| parameter.name.clone())
            .collect()
    };
    if let Some(unknown) = given
        .keys()
        .find(|name| !parameters.iter().any(|parameter| parameter.name == **name))
    {
        return Err(QueryError::unknown_parameter(unknown, names()));
    }
    let mut terms: BTreeMap<&str, String> = BTreeMap::new();
    for parameter in &parameters {
        let Some(value) = given.get(&parameter.name) else {
            if parameter.mandatory {
                return Err(QueryError::MissingParameter {
                    name: parameter.name.clone(),
                    placeholder: parameter.kind.placeholder(),
                });
            }
            continue;
        };
        let term = parameter
            .kind
            .written(value)
            .ok_or_else(|| QueryError::BadValue {
                name: parameter.name.clone(),
                value: value.clone(),
                wanted: parameter.kind.wanted(),
            })?;
        terms.insert(&parameter.variable, term);
    }
    let text = with_parts(text, |name| given.contains_key(name));
    Ok(substituted(&text, &terms))
}

fn substituted(text: &str, terms: &BTreeMap<&str, String>) -> String {
    let mut result = String::with_capacity(text.len());
    let mut copied = 0;
    for variable in token::variables(text) {
        if let Some(term) = terms.get(variable.name) {
            result.push_str(&text[copied..variable.range.start]);
            result.push_str(term);
            copied = variable.range.end;
        }
    }
    result.push_str(&text[copied..]);
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::Dataset;
    use oxigraph::sparql::{QueryResults, SparqlEvaluator};
    use proptest::prelude::*;

    fn given(values: &[(&str, &str)]) -> BTreeMap<String, String> {
        values
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn names_and_types_are_those_of_grlc() {
        let found =
            parameters("SELECT ?x { ?x ?_p_iri ?_name , ?__since_date , ?__n_integer , ?_t_en , ?_name }");
        let shown: Vec<_> = found
            .iter()
            .map(|parameter| {
                (
                    parameter.name.as_str(),
                    parameter.mandatory,
                    parameter.kind.clone(),
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                ("p", true, ParameterKind::Iri),
                ("name", true, ParameterKind::Text),
                ("since", false, ParameterKind::Date),
                ("n", false, ParameterKind::Integer),
                ("t", true, ParameterKind::Language("en".into())),
            ]
        );
    }

    #[test]
    fn values_are_typed_and_checked() {
        let text = "SELECT * { FILTER(?day >= ?__since_date) }";
        assert_eq!(
            bind(text, &given(&[("since", "2025-03-01")])).unwrap(),
            "SELECT * { FILTER(?day >= \"2025-03-01\"^^<http://www.w3.org/2001/XMLSchema#date>) }"
        );
        assert_eq!(bind(text, &given(&[])).unwrap(), text);
        assert_eq!(
            bind(text, &given(&[("since", "yesterday")]))
                .unwrap_err()
                .to_string(),
            "`yesterday` is not a value for --since: it takes a day, such as 2025-03-01"
        );
        assert_eq!(
            bind(text, &given(&[("sinse", "2025-03-01")]))
                .unwrap_err()
                .to_string(),
            "there is no parameter --sinse; did you mean --since? The query takes: --since"
        );
        assert_eq!(
            bind("SELECT * { ?s ?p ?_by }", &given(&[]))
                .unwrap_err()
                .to_string(),
            "the query needs --by TEXT"
        );
    }

    #[test]
    fn a_part_belongs_to_the_query_where_its_parameters_are_given() {
        let text = "SELECT * {\n  #?a FILTER(?a = ?__a)\n  #?b FILTER(?b > ?__b_date)\n  # ?c\n}";
        let names: Vec<String> = parameters(text).into_iter().map(|found| found.name).collect();
        assert_eq!(names, ["a", "b"]);
        assert_eq!(bind(text, &given(&[])).unwrap(), text);
        assert_eq!(
            bind(text, &given(&[("a", "x")])).unwrap(),
            "SELECT * {\n      FILTER(?a = \"x\")\n  #?b FILTER(?b > ?__b_date)\n  # ?c\n}"
        );
    }

    #[test]
    fn a_node_is_any_number_of_iris() {
        let text = "SELECT * { #?by VALUES ?a { ?__by_node }\n }";
        let bound = |value| bind(text, &given(&[("by", value)]));
        assert_eq!(
            bound("urn:a urn:b").unwrap(),
            "SELECT * {      VALUES ?a { <urn:a> <urn:b> }\n }"
        );
        assert_eq!(bound("").unwrap(), "SELECT * {      VALUES ?a {  }\n }");
        assert!(bound("Ana Reyes").is_err(), "names are looked up before");
    }

    #[test]
    fn a_value_cannot_become_part_of_the_query() {
        let bound = bind(
            "SELECT * { ?s ?p ?_x }",
            &given(&[("x", "\" . ?a ?b ?c . #\n\\")]),
        )
        .unwrap();
        assert_eq!(bound, "SELECT * { ?s ?p \"\\\" . ?a ?b ?c . #\\n\\\\\" }");
    }

    proptest! {
        #[test]
        fn any_text_comes_out_as_it_went_in(value in "\\PC*|[\\\\\"'u0022\n\r\t?_x]*") {
            let bound = bind("SELECT (?_x AS ?out) {}", &given(&[("x", &value)])).unwrap();
            let data = Dataset::new();
            let results = SparqlEvaluator::new().parse_query(&bound).unwrap().on_queryable_dataset(&data).execute();
            let QueryResults::Solutions(solutions) = results.unwrap() else { panic!("a SELECT has solutions") };
            let out: Vec<_> = solutions.map(|row| row.unwrap().get("out").cloned()).collect();
            prop_assert_eq!(out, vec![Some(Term::from(Literal::new_simple_literal(value)))]);
        }
    }
}
