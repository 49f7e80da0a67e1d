//! The terms that a query may name, each with what it means: a list to read, and what the editor completes from.

use crate::rdf::iri::Base;
use crate::rdf::vocabulary::{
    ONTOLOGY, PREFIXES, dcterms, gaf, grasp, nif, oa, onr, org, prov, schema, sem, skos, time,
};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Term as Node, Triple};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Something that stands in queries.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Term {
    /// As a query has it: `onr:denies`, `<urn:onrecord:resolved>`.
    pub(super) name: String,
    /// Class, property, concept, scheme, graph or prefix; several where it is several.
    pub(super) kind: String,
    /// What it means, in a sentence; empty for terms of others, which they explain.
    pub(super) meaning: String,
}

/// What others defined and the record uses.
const REUSED: [&[NamedNodeRef<'static>]; 11] = [
    schema::TERMS,
    nif::TERMS,
    gaf::TERMS,
    grasp::TERMS,
    sem::TERMS,
    org::TERMS,
    prov::TERMS,
    time::TERMS,
    skos::TERMS,
    dcterms::TERMS,
    oa::TERMS,
];

/// Our own terms. The vocabulary is compiled in, so it is read once.
static OWN: LazyLock<Vec<Term>> = LazyLock::new(own);

/// All terms: our own, those of others, the graphs of a record, and the prefixes.
pub(super) fn terms(base: &Base) -> Vec<Term> {
    let reused = REUSED.into_iter().flatten().map(|term| Term {
        name: shortened(term.as_str()),
        kind: kind_of_name(term.as_str()).to_owned(),
        meaning: String::new(),
    });
    let prefixes = PREFIXES.iter().map(|(prefix, namespace)| Term {
        name: format!("{prefix}:"),
        kind: "prefix".to_owned(),
        meaning: (*namespace).to_owned(),
    });
    OWN.iter()
        .cloned()
        .chain(reused)
        .chain(graphs(base))
        .chain(prefixes)
        .collect()
}

/// The graphs that every record has. The graph of an article is called as the article is.
fn graphs(base: &Base) -> impl Iterator<Item = Term> {
    [
        (
            base.resolved(),
            "What articles share: who is who, statements, claims and how they stand to each other.",
        ),
        (base.judgements(), "What people judged, and when."),
        (
            base.runs(),
            "Which run read which article, and which version took the place of which.",
        ),
        (base.gazetteer(), "The list of names that the user gave."),
        (base.index(), "The keys by which alike claims are found."),
        (base.ontology(), "The vocabulary itself."),
    ]
    .into_iter()
    .map(|(graph, meaning)| Term {
        name: graph.to_string(),
        kind: "graph".to_owned(),
        meaning: meaning.to_owned(),
    })
}

/// Our own terms by kind, from the vocabulary.
fn own() -> Vec<Term> {
    let mut kinds: BTreeMap<String, BTreeSet<&'static str>> = BTreeMap::new();
    let mut meanings: BTreeMap<String, String> = BTreeMap::new();
    // A test holds the vocabulary to be right; what could not be read would only be missing here.
    let triples = oxttl::TurtleParser::new()
        .for_slice(ONTOLOGY)
        .filter_map(Result::ok);
    for Triple {
        subject,
        predicate,
        object,
    } in triples
    {
        let NamedOrBlankNode::NamedNode(subject) = subject else {
            continue;
        };
        if !subject.as_str().starts_with(onr::NAMESPACE) || subject.as_str() == onr::NAMESPACE {
            continue;
        }
        let name = shortened(subject.as_str());
        match object {
            Node::NamedNode(class) if predicate == rdf::TYPE => {
                kinds
                    .entry(name)
                    .or_default()
                    .extend(kind_of_class(class.as_str()));
            }
            Node::Literal(comment) if predicate == rdfs::COMMENT => {
                meanings.insert(name, comment.value().to_owned());
            }
            _ => {}
        }
    }
    let term = |(name, kinds): (String, BTreeSet<&'static str>)| Term {
        kind: kinds.into_iter().collect::<Vec<_>>().join(", "),
        meaning: meanings.get(&name).cloned().unwrap_or_default(),
        name,
    };
    kinds.into_iter().map(term).collect()
}

/// The name of a term with its prefix.
fn shortened(iri: &str) -> String {
    let within = |(prefix, namespace): &(&str, &str)| {
        let local = iri.strip_prefix(namespace)?;
        Some(format!("{prefix}:{local}"))
    };
    PREFIXES
        .iter()
        .find_map(within)
        .unwrap_or_else(|| format!("<{iri}>"))
}

/// What a node of this class of OWL or SKOS is in a query.
fn kind_of_class(class: &str) -> Option<&'static str> {
    match class.rsplit(['#', '/']).next()? {
        "Class" => Some("class"),
        "ObjectProperty" | "DatatypeProperty" => Some("property"),
        "Concept" => Some("concept"),
        "ConceptScheme" => Some("scheme"),
        _ => None,
    }
}

/// The vocabularies in use write classes with a capital.
fn kind_of_name(iri: &str) -> &'static str {
    let local = iri.rsplit(['#', '/']).next().unwrap_or_default();
    match local.starts_with(char::is_uppercase) {
        true => "class",
        false => "property",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_term_of_ours_has_a_kind_and_a_meaning() {
        let own = own();
        assert_eq!(own.len(), onr::TERMS.len());
        for term in &own {
            assert!(!term.kind.is_empty() && !term.meaning.is_empty(), "{term:?}");
        }
        let denies = own.iter().find(|term| term.name == "onr:denies").unwrap();
        assert_eq!(denies.kind, "concept, property");
    }

    #[test]
    fn terms_stand_once_and_as_queries_have_them() {
        let terms = terms(&Base::default());
        let names: BTreeSet<&str> = terms.iter().map(|term| term.name.as_str()).collect();
        assert_eq!(names.len(), terms.len());
        for name in [
            "schema:text",
            "schema:Claim",
            "<urn:onrecord:resolved>",
            "onr:",
            "xsd:",
        ] {
            assert!(names.contains(name), "{name}");
        }
    }
}
