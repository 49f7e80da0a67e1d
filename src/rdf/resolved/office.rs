//! Offices: who held which role, and from when to when the articles say so.

use super::{Fact, Resolver};
use crate::mention::Kind;
use crate::rdf::vocabulary::{onr, org, schema, time};
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef};

impl Resolver<'_> {
    /// A title with a named person is an office held on the day of publication.
    pub(super) fn resolve_office(&mut self, mention: &NamedNode, person: &NamedNode) {
        let Some(title) = self.view.text(mention, onr::CAPACITY) else {
            return;
        };
        let local = self.view.object(mention, onr::DENOTES_LOCAL);
        let is_person = local.is_some_and(|local| self.is_named_person(&local));
        if !is_person || self.base.kind_of(person.as_ref()) != Some(Kind::Person) {
            return;
        }
        let of = self.view.object(mention, onr::CAPACITY_OF);
        let of = of.and_then(|local| self.names.get(&local)).cloned();
        let (membership, during) =
            self.base
                .membership(person.as_ref(), title, of.as_ref().map(NamedNode::as_ref));
        let role = self.base.role(title);
        self.contribution.tells(&role, rdf::TYPE, org::ROLE);
        self.contribution.says(&role, Fact::Label(title.to_owned()));
        self.contribution.tells(&membership, rdf::TYPE, org::MEMBERSHIP);
        self.contribution
            .tells(&membership, org::HAS_MEMBER, person.clone());
        self.contribution.tells(&membership, org::HAS_ROLE, role);
        if let Some(of) = of {
            self.contribution.tells(&membership, org::HAS_ORGANIZATION, of);
        }
        self.contribution.own(&membership, onr::EVIDENCE, mention.clone());
        self.resolve_duration(&membership, during);
    }

    fn resolve_duration(&mut self, membership: &NamedNode, during: NamedNode) {
        let Some(published) = self.view.text(&self.view.article, schema::DATE_PUBLISHED) else {
            return;
        };
        let day = Literal::new_typed_literal(published, xsd::DATE);
        let end = |property: NamedNodeRef<'_>| (property.into_owned(), day.clone());
        let (from, first) = end(onr::FROM);
        let (to, last) = end(onr::TO);
        self.contribution.tells(&during, rdf::TYPE, time::INTERVAL);
        self.contribution.says(&during, Fact::Least(from, first));
        self.contribution.says(&during, Fact::Greatest(to, last));
        self.contribution.tells(membership, org::MEMBER_DURING, during);
    }
}
