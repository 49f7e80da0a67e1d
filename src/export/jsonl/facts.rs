//! The quads of one article's graph, to be looked things up in.

use crate::rdf::vocabulary::nif;
use crate::span::Anchor;
use chrono::NaiveDate;
use oxigraph::model::{NamedNodeRef, NamedOrBlankNodeRef, Quad, Term};
use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

/// What is said of each node: property and value, in the order of their text, so that the order of the quads
/// does not matter.
pub(super) struct Facts<'a>(BTreeMap<&'a str, BTreeMap<&'a str, BTreeSet<&'a str>>>);

impl<'a> Facts<'a> {
    pub(super) fn new(quads: &'a [Quad]) -> Self {
        let mut facts: BTreeMap<&str, BTreeMap<&str, BTreeSet<&str>>> = BTreeMap::new();
        for quad in quads {
            let NamedOrBlankNodeRef::NamedNode(subject) = quad.subject.as_ref() else {
                continue;
            };
            let value = match &quad.object {
                Term::NamedNode(node) => node.as_str(),
                Term::Literal(literal) => literal.value(),
                Term::BlankNode(_) => continue,
            };
            facts
                .entry(subject.as_str())
                .or_default()
                .entry(quad.predicate.as_str())
                .or_default()
                .insert(value);
        }
        Self(facts)
    }

    /// The nodes of a class.
    pub(super) fn nodes(&self, class: NamedNodeRef<'_>) -> impl Iterator<Item = &'a str> {
        let property = oxigraph::model::vocab::rdf::TYPE.as_str();
        self.0
            .iter()
            .filter(move |(_, facts)| {
                facts
                    .get(property)
                    .is_some_and(|classes| classes.contains(class.as_str()))
            })
            .map(|(node, _)| *node)
    }

    /// Every value of a property.
    pub(super) fn all(&self, node: &str, property: NamedNodeRef<'_>) -> impl Iterator<Item = &'a str> {
        let values = self.0.get(node).and_then(|facts| facts.get(property.as_str()));
        values.into_iter().flatten().copied()
    }

    /// The value of a property, the first one where there are several.
    pub(super) fn one(&self, node: &str, property: NamedNodeRef<'_>) -> Option<&'a str> {
        self.all(node, property).next()
    }

    /// The same, as a string of its own.
    pub(super) fn text(&self, node: &str, property: NamedNodeRef<'_>) -> Option<String> {
        self.one(node, property).map(str::to_owned)
    }

    /// The same, as a number or whatever can be read.
    pub(super) fn parsed<T: FromStr>(&self, node: &str, property: NamedNodeRef<'_>) -> Option<T> {
        self.one(node, property)?.parse().ok()
    }

    /// The same, as a day.
    pub(super) fn day(&self, node: &str, property: NamedNodeRef<'_>) -> Option<NaiveDate> {
        self.parsed(node, property)
    }

    /// Where a span stands.
    pub(super) fn anchor(&self, span: &str) -> Option<Anchor> {
        let begin = self.parsed(span, nif::BEGIN_INDEX)?;
        let end = self.parsed(span, nif::END_INDEX)?;
        (begin <= end).then(|| Anchor::new(begin, end))
    }

    /// The spans that a property leads to, in the order of the text.
    pub(super) fn anchors(&self, node: &str, property: NamedNodeRef<'_>) -> Vec<(Anchor, &'a str)> {
        let mut anchors: Vec<(Anchor, &str)> = self
            .all(node, property)
            .filter_map(|span| Some((self.anchor(span)?, span)))
            .collect();
        anchors.sort_unstable();
        anchors
    }
}
