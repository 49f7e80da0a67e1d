//! Where all claims of a record lie, told on all processors before they are compared one by one.

use super::{Record, StoreError};
use crate::rdf::vocabulary::schema;
use crate::relation;
use oxigraph::model::{NamedOrBlankNode, Quad, Term};
use std::collections::BTreeSet;

impl Record {
    /// Tells the vectors of the claims among some quads. It is the longest part of computing what is derived from nothing.
    pub(super) fn foresee_claims<'a>(&self, quads: impl Iterator<Item = &'a Quad>) -> Result<(), StoreError> {
        let texts: BTreeSet<&str> = quads.filter_map(|quad| self.words_of_claim(quad)).collect();
        self.expect(relation::foresee_all(&Vec::from_iter(texts))?);
        Ok(())
    }

    fn words_of_claim<'a>(&self, quad: &'a Quad) -> Option<&'a str> {
        match (&quad.subject, &quad.object) {
            (NamedOrBlankNode::NamedNode(node), Term::Literal(text))
                if quad.predicate == schema::TEXT && self.base.is_claim(node.as_ref()) =>
            {
                Some(text.value())
            }
            _ => None,
        }
    }
}
