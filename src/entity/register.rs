//! The entities found so far in an article, and what each mention denotes.

use super::{Entities, Entity, Link};
use crate::lexicon::Gender;
use crate::mention::{Form, Kind, Mention};
use std::collections::{BTreeMap, BTreeSet};

/// Collects entities while an article is resolved.
pub(super) struct Register {
    entities: Vec<Entity>,
    genders: Vec<Option<Gender>>,
    by_name: BTreeMap<(Kind, String), usize>,
    denotes: Vec<Option<(usize, Link)>>,
}

impl Register {
    /// A register for an article with so many mentions.
    pub fn new(mentions: usize) -> Self {
        Self {
            entities: Vec::new(),
            genders: Vec::new(),
            by_name: BTreeMap::new(),
            denotes: vec![None; mentions],
        }
    }

    /// The entity of that kind and name, made where there is none yet.
    pub fn named(&mut self, kind: Kind, name: &str) -> usize {
        let key = (kind, key(name));
        if let Some(known) = self.by_name.get(&key) {
            return *known;
        }
        let entity = self.add(kind, name, true);
        self.by_name.insert(key, entity);
        entity
    }

    /// The unnamed entity of that kind and description, made where there is none yet.
    pub fn described(&mut self, kind: Kind, words: &str) -> usize {
        // A description never meets a name: no name holds a line break.
        let key = (kind, format!("\n{}", key(words)));
        if let Some(known) = self.by_name.get(&key) {
            return *known;
        }
        let entity = self.add(kind, words, false);
        self.by_name.insert(key, entity);
        entity
    }

    fn add(&mut self, kind: Kind, name: &str, named: bool) -> usize {
        let name = tidy(name);
        self.entities.push(Entity {
            kind,
            name,
            aliases: BTreeSet::new(),
            named,
            event: None,
        });
        self.genders.push(None);
        self.entities.len() - 1
    }

    /// The entity of that kind and name, where there is one.
    pub fn find(&self, kind: Kind, name: &str) -> Option<usize> {
        self.by_name.get(&(kind, key(name))).copied()
    }

    /// Says what a mention denotes.
    pub fn denote(&mut self, mention: usize, entity: usize, link: Link) {
        self.denotes[mention] = Some((entity, link));
    }

    /// The entity that a mention was found to denote.
    pub fn of(&self, mention: usize) -> Option<usize> {
        self.denotes[mention].map(|(entity, _)| entity)
    }

    /// An entity.
    pub fn entity(&self, entity: usize) -> &Entity {
        &self.entities[entity]
    }

    /// An entity, to be added to.
    pub fn entity_mut(&mut self, entity: usize) -> &mut Entity {
        &mut self.entities[entity]
    }

    /// Whether an entity is known to be a man or a woman.
    pub fn gender(&self, entity: usize) -> Option<Gender> {
        self.genders[entity]
    }

    /// Notes the gender of an entity; what was noted first stands.
    pub fn set_gender(&mut self, entity: usize, gender: Gender) {
        self.genders[entity].get_or_insert(gender);
    }

    /// The entities in the order of their first mention; those that only stand behind others (a series of talks
    /// of which the text names the rounds alone) come last.
    pub fn finish(mut self, mentions: &[Mention]) -> Entities {
        for (mention, denoted) in mentions.iter().zip(&self.denotes) {
            let Some((entity, Link::Name | Link::PartOfName)) = denoted else {
                continue;
            };
            let (entity, alias) = (&mut self.entities[*entity], tidy(&mention.name));
            if mention.form == Form::Name && alias != entity.name {
                entity.aliases.insert(alias);
            }
        }
        self.in_order_of_mention()
    }

    fn in_order_of_mention(self) -> Entities {
        let mut order: Vec<usize> = Vec::new();
        let mut place = vec![None; self.entities.len()];
        let mentioned = self.denotes.iter().flatten().map(|(entity, _)| *entity);
        let behind_others = self
            .entities
            .iter()
            .filter_map(|entity| entity.event.as_ref())
            .flat_map(|event| {
                event
                    .round_of
                    .into_iter()
                    .chain(event.place)
                    .chain(event.participants.iter().copied())
            });
        for entity in mentioned.chain(behind_others) {
            if place[entity].is_none() {
                place[entity] = Some(order.len());
                order.push(entity);
            }
        }
        let moved = |entity: usize| place[entity].unwrap_or(entity);
        let mut entities: Vec<Entity> = order
            .iter()
            .map(|entity| self.entities[*entity].clone())
            .collect();
        for event in entities.iter_mut().filter_map(|entity| entity.event.as_mut()) {
            event.round_of = event.round_of.map(moved);
            event.place = event.place.map(moved);
            event
                .participants
                .iter_mut()
                .for_each(|entity| *entity = moved(*entity));
        }
        let denotes = self
            .denotes
            .iter()
            .map(|denoted| denoted.map(|(entity, link)| (moved(entity), link)))
            .collect();
        Entities { entities, denotes }
    }
}

/// What makes two names one: letters and digits, case and typographic variants aside.
fn key(name: &str) -> String {
    tidy(name).to_lowercase()
}

/// A name as it is shown: white space folded, typographic apostrophes made plain, without a leading "the". A
/// capital "The" belongs to the name ("The Hague").
fn tidy(name: &str) -> String {
    let folded = name
        .replace(['’', '‘'], "'")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    folded.strip_prefix("the ").map(str::to_owned).unwrap_or(folded)
}
