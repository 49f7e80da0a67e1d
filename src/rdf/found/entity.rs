//! What the article's mentions denote inside the article.

use super::Found;
use crate::entity::{Entity, Event};
use crate::rdf::concept::Concept;
use crate::rdf::iri;
use crate::rdf::slug::slug;
use crate::rdf::vocabulary::{onr, schema, skos};
use oxigraph::model::{Literal, NamedNode};
use std::collections::{BTreeMap, BTreeSet};

impl Found<'_> {
    /// Names the entities that stand somewhere in the text, events by their rounds too; the others are left out.
    pub(super) fn name_entities(&mut self) {
        let extraction = self.extraction;
        let reading = &extraction.article.reading;
        let mentions = extraction.mentions.mentions.iter();
        let mut standing: BTreeSet<usize> = mentions
            .enumerate()
            .filter(|(_, mention)| reading.anchor(mention.span).is_some())
            .filter_map(|(index, _)| extraction.entities.of(index))
            .collect();
        let whole = |entity: &usize| {
            let event = extraction.entities.entities[*entity].event.as_ref();
            event.and_then(|event| event.round_of)
        };
        let wholes: Vec<usize> = standing.iter().filter_map(whole).collect();
        standing.extend(wholes);
        let article = self.graph.article();
        let mut taken: BTreeMap<String, usize> = BTreeMap::new();
        let entities = extraction.entities.entities.iter();
        self.entities = entities
            .enumerate()
            .map(|(index, entity)| {
                standing.contains(&index).then(|| {
                    let slug = slug(&entity.name);
                    let number = taken.entry(slug.clone()).or_default();
                    *number += 1;
                    iri::local_entity(article.as_ref(), &slug, *number)
                })
            })
            .collect();
    }

    pub(super) fn describe_entities(&mut self) {
        for (index, entity) in self.extraction.entities.entities.iter().enumerate() {
            if let Some(node) = self.entity(index) {
                self.describe_entity(&node, entity);
            }
        }
    }

    fn describe_entity(&mut self, node: &NamedNode, entity: &Entity) {
        self.graph.is_a(node, onr::LOCAL_ENTITY);
        self.graph.tell(node, onr::ENTITY_KIND, entity.kind.concept());
        self.graph.text(node, schema::NAME, &entity.name);
        for alias in entity.aliases.iter().filter(|alias| **alias != entity.name) {
            self.graph.text(node, skos::ALT_LABEL, alias);
        }
        self.graph.tell(node, onr::NAMED, Literal::from(entity.named));
        if let Some(event) = &entity.event {
            self.describe_event(node, event);
        }
    }

    fn describe_event(&mut self, node: &NamedNode, event: &Event) {
        self.graph.text(node, onr::EVENT_KIND, &event.kind);
        let place = event.place.and_then(|place| self.entity(place));
        self.graph.tell_if(node, onr::EVENT_PLACE, place);
        if let Some(days) = event.interval {
            let interval = self.base.interval_of(days);
            self.describe_interval(&interval, days);
            self.graph.tell(node, onr::EVENT_INTERVAL, interval);
        }
        let whole = event.round_of.and_then(|whole| self.entity(whole));
        self.graph.tell_if(node, onr::ROUND_OF, whole);
        self.graph
            .tell_if(node, onr::ROUND, event.round.map(super::graph::integer));
        for participant in &event.participants {
            let participant = self.entity(*participant);
            self.graph.tell_if(node, onr::PARTICIPANT, participant);
        }
    }
}
