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

    /// Gives an entity another key; a later one with the same key takes its place.
    pub(super) fn entity_known_as(&mut self, entity: usize, kind: Kind, key: &str) {
        self.by_key.insert((kind, key.to_owned()), entity);
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

    pub(super) fn finish(self) -> Entities {
        Entities {
            entities: self.entities,
            denotes: self.denotes,
        }
    }
}
