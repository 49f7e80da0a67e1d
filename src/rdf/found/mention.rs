//! Mentions: who, what and where, as their own words show it, and what they denote inside the article.

use super::Found;
use crate::mention::{Mention, Office};
use crate::rdf::concept::Concept;
use crate::rdf::vocabulary::{gaf, onr, schema};
use oxigraph::model::NamedNode;
use std::collections::BTreeSet;

impl Found<'_> {
    pub(super) fn describe_mentions(&mut self) {
        let mut described = BTreeSet::new();
        for (index, mention) in self.extraction.mentions.mentions.iter().enumerate() {
            let node = self.place(mention.span);
            // Two mentions of exactly the same words would mix on one node: the first one stands for both.
            if let Some(node) = node.as_ref().filter(|node| described.insert((*node).clone())) {
                self.describe_mention(node, index, mention);
            }
            self.mentions.push(node);
        }
    }

    fn describe_mention(&mut self, node: &NamedNode, index: usize, mention: &Mention) {
        self.graph.is_a(node, gaf::MENTION);
        self.graph.text(node, schema::NAME, &mention.name);
        self.graph.tell(node, onr::MENTION_KIND, mention.kind.concept());
        self.graph.tell(node, onr::MENTION_FORM, mention.form.concept());
        if mention.head != mention.span {
            let head = self.place(mention.head);
            self.graph.tell_if(node, onr::HEAD, head);
        }
        if let Some(office) = &mention.office {
            self.describe_office(node, office);
        }
        let denoted = self.extraction.entities.denotes.get(index).copied().flatten();
        if let Some((entity, link)) = denoted
            && let Some(entity) = self.entity(entity)
        {
            self.graph.tell(node, onr::DENOTES_LOCAL, entity);
            self.graph.tell(node, onr::LINK, link.concept());
        }
    }

    fn describe_office(&mut self, node: &NamedNode, office: &Office) {
        self.graph.text(node, onr::CAPACITY, &office.role);
        let title = self.place(office.span);
        self.graph.tell_if(node, onr::CAPACITY_AT, title);
        let of = office.of.as_deref().and_then(|of| self.entity_named(of));
        self.graph.tell_if(node, onr::CAPACITY_OF, of);
    }

    /// The article's entity of this name.
    fn entity_named(&self, name: &str) -> Option<NamedNode> {
        let entities = &self.extraction.entities.entities;
        entities
            .iter()
            .position(|entity| entity.named && (entity.name == name || entity.aliases.contains(name)))
            .and_then(|entity| self.entity(entity))
    }
}
