//! Who or what goes by a name, asked before the query that wants to know, so that it is asked about these alone.
//!
//! SPARQL has no index of names without regard to case. So a name is looked for as it is given and as it is likely to be
//! printed; where nobody goes by any of these, every name of the record is looked at.

use super::answer::{Answer, plain};
use super::error::QueryError;
use super::parameter::{Parameter, ParameterKind};
use super::question::Question;
use oxigraph::model::{Literal, NamedNode};
use std::collections::{BTreeMap, BTreeSet};

/// The given values, with the IRIs of those who go by it in the place of each name that stands for somebody.
pub fn with_nodes<E: From<QueryError>>(
    parameters: &[Parameter],
    given: &BTreeMap<String, String>,
    ask: impl Fn(&Question) -> Result<Answer, E>,
) -> Result<BTreeMap<String, String>, E> {
    let mut given = given.clone();
    let is_name = |parameter: &&Parameter| parameter.kind == ParameterKind::Node;
    for parameter in parameters.iter().filter(is_name) {
        if let Some(value) = given.get_mut(&parameter.name)
            && NamedNode::new(value.as_str()).is_err()
        {
            *value = Vec::from_iter(named(value, &ask)?).join(" ");
        }
    }
    Ok(given)
}

/// The IRIs of those who go by a name.
fn named<E: From<QueryError>>(
    name: &str,
    ask: impl Fn(&Question) -> Result<Answer, E>,
) -> Result<BTreeSet<String>, E> {
    let nodes = |text: &str| -> Result<BTreeSet<String>, E> {
        let Answer::Rows { rows, .. } = ask(&Question::new(text, &BTreeMap::new())?)? else {
            return Ok(BTreeSet::new());
        };
        Ok(rows
            .into_iter()
            .flatten()
            .flatten()
            .map(|node| plain(&node))
            .collect())
    };
    let printed: Vec<String> = likely(name)
        .into_iter()
        .map(|name| format!("{{ ?node skos:prefLabel|skos:altLabel {} }}", Literal::from(name)))
        .collect();
    let found = nodes(&format!(
        "SELECT DISTINCT ?node WHERE {{ GRAPH ?names {{ {} }} }}",
        printed.join(" UNION ")
    ))?;
    if !found.is_empty() {
        return Ok(found);
    }
    nodes(&format!(
        "SELECT DISTINCT ?node WHERE {{
            GRAPH ?names {{ ?node skos:prefLabel|skos:altLabel ?name }}
            FILTER(LCASE(?name) = LCASE({}))
        }}",
        Literal::from(name)
    ))
}

/// A name as it is given, and as it may be printed: in small letters, in capitals, with a capital for each word.
fn likely(name: &str) -> BTreeSet<String> {
    let words = name.split(' ').map(|word| {
        let mut letters = word.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first
            .chain(letters.flat_map(char::to_lowercase))
            .collect::<String>()
    });
    let words = Vec::from_iter(words).join(" ");
    BTreeSet::from([name.to_owned(), name.to_lowercase(), name.to_uppercase(), words])
}

#[cfg(test)]
mod tests {
    use super::super::answer::{Limits, tests::merrow};
    use super::*;

    #[test]
    fn a_name_is_found_in_any_case() {
        let data = merrow();
        let ask = |question: &Question| Answer::of(question, &data, Limits::NONE);
        for name in ["Ana Reyes", "ana reyes", "ANA REYES", "aNa reYES"] {
            let found = named(name, ask).unwrap();
            assert_eq!(Vec::from_iter(found), ["urn:onrecord:person/ana-reyes"], "{name}");
        }
        assert!(named("Ana", ask).unwrap().is_empty());
        assert!(named("\" } #", ask).unwrap().is_empty());
    }
}
