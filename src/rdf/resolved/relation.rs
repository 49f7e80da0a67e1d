//! Relations that speakers state, between the statements that all articles share.

use super::{Fact, Resolver};
use crate::rdf::vocabulary::{nif, onr};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, Term};

impl Resolver<'_> {
    pub(super) fn resolve_relations(&mut self) {
        for relation in self.view.instances(onr::CLAIM_RELATION) {
            let end = |property| {
                let attribution = self.view.object(relation, property)?;
                self.statements.get(&attribution).cloned()
            };
            let kind = self.view.object(relation, onr::RELATION_KIND);
            if let (Some(kind), Some((from, _)), Some((to, claim))) =
                (kind, end(onr::RELATES_FROM), end(onr::RELATES_TO))
            {
                self.resolve_relation(relation, kind, from, to, claim);
            }
        }
    }

    fn resolve_relation(
        &mut self,
        found: &NamedNode,
        kind: NamedNode,
        from: NamedNode,
        to: NamedNode,
        claim: NamedNode,
    ) {
        let node = self.base.relation(&[kind.as_str(), from.as_str(), to.as_str()]);
        let contribution = &mut self.contribution;
        // `denies` and `confirms` are kinds and edges at once.
        contribution.tells(&from, kind.as_ref(), claim);
        contribution.tells(&node, rdf::TYPE, onr::CLAIM_RELATION);
        contribution.tells(&node, onr::RELATION_KIND, kind);
        contribution.tells(&node, onr::RELATES_FROM, from);
        contribution.tells(&node, onr::RELATES_TO, to);
        contribution.own(&node, onr::EVIDENCE, found.clone());
        for judged in self.view.terms(found, onr::JUDGED) {
            contribution.tells(&node, onr::JUDGED, judged.clone());
        }
        for method in self.view.terms(found, onr::METHOD) {
            contribution.tells(&node, onr::METHOD, method.clone());
        }
        for term in self.view.terms(found, nif::CONFIDENCE) {
            if let Term::Literal(value) = term {
                contribution.says(&node, Fact::Greatest(nif::CONFIDENCE.into_owned(), value.clone()));
            }
        }
    }
}
