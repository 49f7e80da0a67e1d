//! Relations that the article's speakers state between what they say and another's claim.

use super::Found;
use super::graph::confidence;
use crate::claim::Relation;
use crate::rdf::concept::Concept;
use crate::rdf::iri;
use crate::rdf::vocabulary::{nif, onr};
use oxigraph::model::NamedNode;

impl Found<'_> {
    pub(super) fn describe_relations(&mut self) {
        for (index, relation) in self.extraction.claims.relations.iter().enumerate() {
            if let (Some(from), Some(to)) = (self.reporting(relation.from), self.reporting(relation.to)) {
                self.describe_relation(index + 1, relation, from, to);
            }
        }
    }

    /// The attribution that reports a statement.
    fn reporting(&self, statement: usize) -> Option<NamedNode> {
        let statement = self.extraction.claims.statements.get(statement)?;
        self.attribution(statement.attribution)
    }

    fn describe_relation(&mut self, number: usize, relation: &Relation, from: NamedNode, to: NamedNode) {
        let article = self.graph.article();
        let node = iri::relation(article.as_ref(), number);
        self.graph.is_a(&node, onr::CLAIM_RELATION);
        self.graph
            .tell(&node, onr::RELATION_KIND, relation.kind.concept());
        self.graph.tell(&node, onr::RELATES_FROM, from);
        self.graph.tell(&node, onr::RELATES_TO, to);
        self.graph.text(&node, onr::METHOD, relation.method);
        self.graph
            .tell_if(&node, nif::CONFIDENCE, confidence(relation.confidence));
    }
}
