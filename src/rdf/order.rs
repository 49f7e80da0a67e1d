//! The quads of a record in an order that a reader can follow and that git can compare.
//!
//! Graph by graph, node by node; numbers inside an IRI count as numbers, so that `#char=9,20` comes before
//! `#char=10,12`; what a node is comes first of what is said of it.

use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, Term};
use std::cmp::Ordering;

/// Sorts quads and drops repetitions.
pub fn sorted(mut quads: Vec<Quad>) -> Vec<Quad> {
    quads.sort_by(compare);
    quads.dedup();
    quads
}

fn compare(one: &Quad, other: &Quad) -> Ordering {
    let is_other = |quad: &Quad| quad.predicate != rdf::TYPE;
    natural(graph(&one.graph_name), graph(&other.graph_name))
        .then_with(|| natural(subject(&one.subject), subject(&other.subject)))
        .then_with(|| is_other(one).cmp(&is_other(other)))
        .then_with(|| one.predicate.cmp(&other.predicate))
        .then_with(|| natural(value(&one.object), value(&other.object)))
        // Only terms that differ in kind, datatype or language come this far.
        .then_with(|| one.object.to_string().cmp(&other.object.to_string()))
}

fn graph(name: &GraphName) -> &str {
    match name {
        GraphName::NamedNode(node) => node.as_str(),
        GraphName::BlankNode(node) => node.as_str(),
        GraphName::DefaultGraph => "",
    }
}

fn subject(node: &NamedOrBlankNode) -> &str {
    match node {
        NamedOrBlankNode::NamedNode(node) => node.as_str(),
        NamedOrBlankNode::BlankNode(node) => node.as_str(),
    }
}

fn value(term: &Term) -> &str {
    match term {
        Term::NamedNode(node) => node.as_str(),
        Term::BlankNode(node) => node.as_str(),
        Term::Literal(literal) => literal.value(),
    }
}

/// Compares texts as people do, runs of digits by their number; texts that so come out equal (`07`, `7`), letter by
/// letter.
fn natural(one: &str, other: &str) -> Ordering {
    let (mut left, mut right) = (one, other);
    while let (Some(a), Some(b)) = (left.chars().next(), right.chars().next()) {
        let order = if a.is_ascii_digit() && b.is_ascii_digit() {
            let (x, y) = (take_digits(&mut left), take_digits(&mut right));
            x.len().cmp(&y.len()).then_with(|| x.cmp(y))
        } else {
            left = &left[a.len_utf8()..];
            right = &right[b.len_utf8()..];
            a.cmp(&b)
        };
        if order != Ordering::Equal {
            return order;
        }
    }
    left.len().cmp(&right.len()).then_with(|| one.cmp(other))
}

/// Takes the digits at the beginning of a text, without leading zeros: so the longer run is the greater number.
fn take_digits<'a>(text: &mut &'a str) -> &'a str {
    let end = text
        .find(|mark: char| !mark.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    *text = rest;
    digits.trim_start_matches('0')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_compared_as_numbers() {
        let mut texts = [
            "char=10,12",
            "char=9,200",
            "char=9,20",
            "char=007",
            "char=7",
            "char",
        ];
        texts.sort_by(|one, other| natural(one, other));
        assert_eq!(
            texts,
            [
                "char",
                "char=007",
                "char=7",
                "char=9,20",
                "char=9,200",
                "char=10,12"
            ]
        );
    }

    proptest! {
        #[test]
        fn it_is_an_order(a in "[a0-9é]{0,6}", b in "[a0-9é]{0,6}", c in "[a0-9é]{0,6}") {
            prop_assert_eq!(natural(&a, &b), natural(&b, &a).reverse());
            prop_assert_eq!(natural(&a, &b) == Ordering::Equal, a == b);
            if natural(&a, &b) == Ordering::Less && natural(&b, &c) == Ordering::Less {
                prop_assert_eq!(natural(&a, &c), Ordering::Less);
            }
        }
    }
}
