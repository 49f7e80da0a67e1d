//! Looking things up in the record as it stands, or as a transaction leaves it.

use super::StoreError;
use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, TermRef};
use oxigraph::store::{Store, Transaction};
use std::collections::BTreeSet;

/// The record as it stands, or as a transaction leaves it.
#[derive(Clone, Copy)]
pub(super) enum State<'a> {
    Stored(&'a Store),
    Changing(&'a Transaction<'a>),
}

impl State<'_> {
    pub(super) fn quads(
        &self,
        subject: Option<&NamedNode>,
        property: NamedNodeRef<'_>,
        object: Option<TermRef<'_>>,
        graph: Option<&NamedNode>,
    ) -> Box<dyn Iterator<Item = Result<Quad, StoreError>> + '_> {
        let subject = subject.map(|subject| subject.as_ref().into());
        let graph = graph.map(|graph| GraphNameRef::NamedNode(graph.as_ref()));
        match self {
            Self::Stored(store) => {
                let quads = store.quads_for_pattern(subject, Some(property), object, graph);
                Box::new(quads.map(|quad| Ok(quad?)))
            }
            Self::Changing(transaction) => {
                let quads = transaction.quads_for_pattern(subject, Some(property), object, graph);
                Box::new(quads.map(|quad| Ok(quad?)))
            }
        }
    }

    pub(super) fn objects(
        &self,
        subject: &NamedNode,
        property: NamedNodeRef<'_>,
        graph: &NamedNode,
    ) -> Result<Vec<Term>, StoreError> {
        let quads = self.quads(Some(subject), property, None, Some(graph));
        let mut objects = quads
            .map(|quad| Ok(quad?.object))
            .collect::<Result<Vec<Term>, StoreError>>()?;
        // A store gives quads in an order of its own.
        objects.sort_by_cached_key(Term::to_string);
        Ok(objects)
    }

    pub(super) fn subjects(
        &self,
        property: NamedNodeRef<'_>,
        object: TermRef<'_>,
        graph: &NamedNode,
    ) -> Result<BTreeSet<NamedNode>, StoreError> {
        self.some_subjects(property, object, graph, usize::MAX)
    }

    /// So many subjects at most.
    pub(super) fn some_subjects(
        &self,
        property: NamedNodeRef<'_>,
        object: TermRef<'_>,
        graph: &NamedNode,
        most: usize,
    ) -> Result<BTreeSet<NamedNode>, StoreError> {
        let mut subjects = BTreeSet::new();
        for quad in self.quads(None, property, Some(object), Some(graph)).take(most) {
            if let NamedOrBlankNode::NamedNode(subject) = quad?.subject {
                subjects.insert(subject);
            }
        }
        Ok(subjects)
    }
}

pub(super) fn nodes(terms: Vec<Term>) -> impl Iterator<Item = NamedNode> {
    terms.into_iter().filter_map(|term| match term {
        Term::NamedNode(node) => Some(node),
        _ => None,
    })
}

pub(super) fn text(terms: Vec<Term>) -> Option<String> {
    terms.into_iter().find_map(|term| match term {
        Term::Literal(literal) => Some(literal.value().to_owned()),
        _ => None,
    })
}
