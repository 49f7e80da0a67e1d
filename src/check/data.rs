//! A record as the data that shapes are held against: the union of its graphs.

use super::shape::node;
use super::validate::Data;
use crate::store::{Record, StoreError};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, Term};
use std::collections::BTreeSet;

impl Data for Record {
    type Error = StoreError;

    fn description(&self, node: &NamedNode) -> Result<Vec<(NamedNode, Term)>, StoreError> {
        let mut description: Vec<(NamedNode, Term)> = Vec::new();
        for quad in self.quads_with(Some(node.as_ref()), None, None) {
            let quad = quad?;
            description.push((quad.predicate, quad.object));
        }
        // Several graphs may say the same.
        description.sort_by_cached_key(|(property, object)| (property.clone(), object.to_string()));
        description.dedup();
        Ok(description)
    }

    fn is_a(&self, node: &NamedNode, class: &NamedNode) -> Result<bool, StoreError> {
        let class = Term::from(class.clone());
        let mut told = self.quads_with(Some(node.as_ref()), Some(rdf::TYPE), Some(class.as_ref()));
        Ok(told.next().transpose()?.is_some())
    }

    fn pointing(&self, property: &NamedNode, to: &NamedNode) -> Result<Vec<Term>, StoreError> {
        let object = Term::from(to.clone());
        let mut nodes = BTreeSet::new();
        for quad in self.quads_with(None, Some(property.as_ref()), Some(object.as_ref())) {
            nodes.extend(node(&quad?.subject));
        }
        Ok(nodes.into_iter().map(Term::from).collect())
    }

    fn instances(&self, class: &NamedNode) -> Result<BTreeSet<NamedNode>, StoreError> {
        let object = Term::from(class.clone());
        let mut nodes = BTreeSet::new();
        for quad in self.quads_with(None, Some(rdf::TYPE), Some(object.as_ref())) {
            nodes.extend(node(&quad?.subject));
        }
        Ok(nodes)
    }
}
