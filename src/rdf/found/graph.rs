//! A graph in the making: quads of one name, each once, and the nodes of the text's spans.

use crate::rdf::code_points::CodePoints;
use crate::rdf::iri;
use crate::rdf::vocabulary::nif;
use crate::span::Anchor;
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};
use std::collections::{BTreeMap, HashSet};

/// One article's graph in the making.
pub(super) struct Graph<'a> {
    article: NamedNode,
    text: CodePoints<'a>,
    spans: BTreeMap<Anchor, NamedNode>,
    /// In the order in which they were told; `known` keeps them apart and is never walked.
    quads: Vec<Quad>,
    known: HashSet<Quad>,
}

impl<'a> Graph<'a> {
    pub(super) fn new(article: NamedNode, text: &'a str) -> Self {
        Self {
            article,
            text: CodePoints::new(text),
            spans: BTreeMap::new(),
            quads: Vec::new(),
            known: HashSet::new(),
        }
    }

    /// The article, which names the graph.
    pub(super) fn article(&self) -> NamedNode {
        self.article.clone()
    }

    /// Tells something of a node.
    pub(super) fn tell(&mut self, subject: &NamedNode, property: NamedNodeRef<'_>, object: impl Into<Term>) {
        let quad = Quad::new(
            subject.clone(),
            property.into_owned(),
            object,
            GraphName::NamedNode(self.article.clone()),
        );
        if self.known.insert(quad.clone()) {
            self.quads.push(quad);
        }
    }

    /// Tells it where there is something to tell.
    pub(super) fn tell_if(
        &mut self,
        subject: &NamedNode,
        property: NamedNodeRef<'_>,
        object: Option<impl Into<Term>>,
    ) {
        if let Some(object) = object {
            self.tell(subject, property, object);
        }
    }

    /// Tells a node's class.
    pub(super) fn is_a(&mut self, subject: &NamedNode, class: NamedNodeRef<'_>) {
        self.tell(subject, rdf::TYPE, class);
    }

    /// Tells a node's text; nothing where the text is empty.
    pub(super) fn text(&mut self, subject: &NamedNode, property: NamedNodeRef<'_>, text: &str) {
        if !text.is_empty() {
            self.tell(subject, property, Literal::from(text));
        }
    }

    /// The node of a range of the text, described; `None` where the range is empty or not in the text.
    pub(super) fn span(&mut self, anchor: Anchor) -> Option<NamedNode> {
        if let Some(node) = self.spans.get(&anchor) {
            return Some(node.clone());
        }
        let quote = self
            .text
            .slice(anchor)
            .filter(|quote| !quote.is_empty())?
            .to_owned();
        let article = self.article();
        let node = iri::span(article.as_ref(), anchor);
        self.is_a(&node, nif::OFFSET_BASED_STRING);
        self.tell(&node, nif::BEGIN_INDEX, integer(anchor.begin));
        self.tell(&node, nif::END_INDEX, integer(anchor.end));
        self.tell(&node, nif::ANCHOR_OF, Literal::from(quote));
        self.tell(&node, nif::REFERENCE_CONTEXT, article);
        self.spans.insert(anchor, node.clone());
        Some(node)
    }

    /// The quads.
    pub(super) fn finish(self) -> Vec<Quad> {
        self.quads
    }
}

/// A day. XML Schema writes years beyond 9999 without chrono's plus sign.
pub(super) fn date(day: chrono::NaiveDate) -> Literal {
    Literal::new_typed_literal(day.to_string().trim_start_matches('+'), xsd::DATE)
}

/// A whole number. NIF asks for `xsd:nonNegativeInteger`, but Oxigraph gives that back as `xsd:integer`, and a graph
/// that changes on its way through the store could not be compared with itself.
pub(super) fn integer(number: impl ToString) -> Literal {
    Literal::new_typed_literal(number.to_string(), xsd::INTEGER)
}

/// A confidence of at most two digits, held between 0 and 1; `None` where it is no number. Written without
/// closing zeros, as a store gives it back.
pub(crate) fn confidence(confidence: f32) -> Option<Literal> {
    if confidence.is_nan() {
        return None;
    }
    let digits = format!("{:.2}", confidence.clamp(0.0, 1.0));
    let shortest = digits.trim_end_matches('0').trim_end_matches('.');
    Some(Literal::new_typed_literal(shortest, xsd::DECIMAL))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confidence_is_a_decimal_between_0_and_1() {
        let value = |number| confidence(number).map(|literal| literal.value().to_owned());
        assert_eq!(value(0.974).as_deref(), Some("0.97"));
        assert_eq!(value(0.8).as_deref(), Some("0.8"));
        assert_eq!(value(-1.0).as_deref(), Some("0"));
        assert_eq!(value(f32::INFINITY).as_deref(), Some("1"));
        assert_eq!(value(f32::NAN), None);
    }
}
