//! The entities of an article while they are being found.
//!
//! Each resolver adds to it: `name`, `office`, `pronoun`, `metonym`, `group`, `event`.

use super::{Entities, Entity, Link};
use crate::lexicon::Gender;
use crate::mention::Kind;
use std::collections::{BTreeMap, BTreeSet};

/// The entities so far.
pub(super) struct Record {
    pub(super) entities: Vec<Entity>,
    /// What each mention denotes.
    pub(super) denotes: Vec<Option<(usize, Link)>>,
    /// What is known of each entity's gender.
    genders: Vec<Gender>,
    by_key: BTreeMap<(Kind, String), usize>,
}

impl Record {
    pub(super) fn new(mentions: usize) -> Self {
        Self {
            entities: Vec::new(),
            denotes: vec![None; mentions],
            genders: Vec::new(),
            by_key: BTreeMap::new(),
        }
    }

    /// The entity of a kind with a key, made with `name` where there is none.
    pub(super) fn entity(&mut self, kind: Kind, key: &str, name: &str, named: bool) -> usize {
        if let Some(entity) = self.by_key.get(&(kind, key.to_owned())) {
            return *entity;
        }
        let entity = self.add(kind, name, named);
        self.by_key.insert((kind, key.to_owned()), entity);
        entity
    }

    /// The entity of a kind with a key, where there is one.
    pub(super) fn find(&self, kind: Kind, key: &str) -> Option<usize> {
        self.by_key.get(&(kind, key.to_owned())).copied()
    }

    /// A new entity.
    pub(super) fn add(&mut self, kind: Kind, name: &str, named: bool) -> usize {
        self.entities.push(Entity {
            kind,
            name: name.to_owned(),
            aliases: BTreeSet::new(),
            named,
            event: None,
        });
        self.genders.push(Gender::Unknown);
        self.entities.len() - 1
    }

    /// Notes another name of an entity.
    pub(super) fn alias(&mut self, entity: usize, name: &str) {
        let entity = &mut self.entities[entity];
        if entity.name != name {
            entity.aliases.insert(name.to_owned());
        }
    }

    /// What is known of an entity's gender.
    pub(super) fn gender(&self, entity: usize) -> Gender {
        self.genders[entity]
    }

    /// Notes an entity's gender, unless it is known.
    pub(super) fn set_gender(&mut self, entity: usize, gender: Gender) {
        if self.genders[entity] == Gender::Unknown {
            self.genders[entity] = gender;
        }
    }

    /// The entities in the order of their first mention, an event that is told by its rounds alone before these; what no
    /// sentence mentions comes last.
    pub(super) fn finish(self) -> Entities {
        let mut first = vec![usize::MAX; self.entities.len()];
        for (mention, denoted) in self.denotes.iter().enumerate() {
            if let Some((entity, _)) = denoted {
                first[*entity] = first[*entity].min(mention);
            }
        }
        for round in 0..self.entities.len() {
            let event = self.entities[round].event.as_ref();
            if let Some(whole) = event.and_then(|event| event.round_of) {
                first[whole] = first[whole].min(first[round]);
            }
        }
        let mut order: Vec<usize> = (0..self.entities.len()).collect();
        order.sort_by_key(|entity| (first[*entity], *entity));
        let mut place = vec![0; order.len()];
        for (new, old) in order.iter().enumerate() {
            place[*old] = new;
        }
        let mut entities: Vec<(usize, Entity)> = self
            .entities
            .into_iter()
            .enumerate()
            .map(|(old, entity)| (place[old], moved(entity, &place)))
            .collect();
        entities.sort_by_key(|(new, _)| *new);
        Entities {
            entities: entities.into_iter().map(|(_, entity)| entity).collect(),
            denotes: self
                .denotes
                .into_iter()
                .map(|denoted| denoted.map(|(entity, link)| (place[entity], link)))
                .collect(),
        }
    }
}

/// An entity whose event points to others where they stand now.
fn moved(mut entity: Entity, place: &[usize]) -> Entity {
    if let Some(event) = &mut entity.event {
        let others = event
            .place
            .iter_mut()
            .chain(&mut event.round_of)
            .chain(&mut event.participants);
        others.for_each(|other| *other = place[*other]);
    }
    entity
}
