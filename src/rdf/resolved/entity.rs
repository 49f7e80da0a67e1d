//! Entities: which shared node each local entity is, and what the article says of it.

use super::{Fact, Resolver};
use crate::mention::Kind;
use crate::rdf::concept::{class_of, kind_of};
use crate::rdf::iri::Base;
use crate::rdf::view::View;
use crate::rdf::vocabulary::{gaf, onr, schema, sem, skos, time};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{Literal, NamedNode};
use std::collections::{BTreeMap, BTreeSet};

/// For each local entity, the entity that goes by its name.
pub(in crate::rdf) fn names(view: &View, base: &Base) -> BTreeMap<NamedNode, NamedNode> {
    let occasions = occasions(view);
    view.instances(onr::LOCAL_ENTITY)
        .filter_map(|local| Some((local.clone(), name(view, base, local, occasions.get(local))?)))
        .collect()
}

/// An event of one day.
pub(super) struct Occasion {
    /// What it is called whatever the day.
    name: String,
    day: String,
}

/// The local events of one day. Of two attacks in a town each has a node, below that of the town's attacks, as the rounds of
/// talks have below the talks; an article that gives no day speaks of the whole. An event that an article tells in
/// rounds is a whole itself.
pub(super) fn occasions(view: &View) -> BTreeMap<NamedNode, Occasion> {
    let locals = || view.instances(onr::LOCAL_ENTITY);
    let wholes: BTreeSet<&NamedNode> = locals()
        .flat_map(|local| view.objects(local, onr::ROUND_OF))
        .collect();
    let occasion = |local: &NamedNode| {
        let interval = view.object(local, onr::EVENT_INTERVAL)?;
        let (from, to) = (view.text(&interval, onr::FROM)?, view.text(&interval, onr::TO)?);
        let is_round = view.object(local, onr::ROUND_OF).is_some();
        let is_one = from == to && is_named(view, local) && !is_round && !wholes.contains(local);
        is_one.then_some(Occasion {
            name: view.text(local, schema::NAME)?.to_owned(),
            day: from.to_owned(),
        })
    };
    locals()
        .filter_map(|local| Some((local.clone(), occasion(local)?)))
        .collect()
}

fn kind(view: &View, local: &NamedNode) -> Option<Kind> {
    kind_of(view.object(local, onr::ENTITY_KIND)?.as_ref())
}

fn is_named(view: &View, local: &NamedNode) -> bool {
    view.text(local, onr::NAMED) == Some("true")
}

/// The name that it goes by in other articles, or its own: same name and kind, same entity. A round, or an event of one
/// day, is named by the event it belongs to, and by its date.
fn name(view: &View, base: &Base, local: &NamedNode, occasion: Option<&Occasion>) -> Option<NamedNode> {
    let kind = kind(view, local)?;
    let fullest = view.text(local, schema::NAME).unwrap_or_default();
    let whole = view
        .object(local, onr::ROUND_OF)
        .filter(|whole| whole != local && is_named(view, whole));
    let day = view
        .object(local, onr::EVENT_INTERVAL)
        .and_then(|interval| view.text(&interval, onr::FROM));
    let number = view.text(local, onr::ROUND);
    let whole = whole.as_ref().and_then(|whole| view.text(whole, schema::NAME));
    Some(match (whole, occasion) {
        (Some(whole), _) if day.is_some() || number.is_some() => base.round(whole, day, number),
        _ if view.object(local, onr::GOES_BY).is_some() => view.object(local, onr::GOES_BY)?,
        (_, Some(occasion)) => base.round(&occasion.name, Some(&occasion.day), None),
        _ if is_named(view, local) => base.entity(kind, fullest),
        _ => base.unnamed(kind, view.article.as_ref(), local.as_ref()),
    })
}

impl Resolver<'_> {
    /// The entities that are of this article only, as far as judgements go too.
    pub(super) fn unnamed(&self) -> BTreeSet<NamedNode> {
        let own = |local: &NamedNode, entity: &NamedNode| {
            kind(self.view, local).is_some_and(|kind| {
                *entity
                    == self
                        .base
                        .unnamed(kind, self.view.article.as_ref(), local.as_ref())
            })
        };
        self.names
            .iter()
            .filter(|(local, entity)| own(local, entity) && !self.is_judged(entity))
            .map(|(_, entity)| entity.clone())
            .collect()
    }

    /// The outlet and the authors. The article's own graph names them, so their names' nodes are described even where
    /// judgements make them others'.
    pub(super) fn resolve_makers(&mut self) {
        let article = &self.view.article;
        let outlet = self.view.text(article, onr::PUBLISHER_NAME).unwrap_or_default();
        let publisher = self.view.object(article, schema::PUBLISHER);
        let publisher = publisher.map(|publisher| (publisher, Kind::Organisation, outlet));
        let authors = self.view.texts(article, onr::AUTHOR_NAME);
        let authors = authors.map(|name| (self.base.entity(Kind::Person, name), Kind::Person, name));
        let makers: Vec<(NamedNode, Kind, &str)> = publisher.into_iter().chain(authors).collect();
        for (maker, kind, name) in makers {
            let entity = self.by_name(&maker);
            if entity != maker {
                self.contribution.tells(&maker, rdf::TYPE, class_of(kind));
                self.contribution.says(&maker, Fact::Label(name.to_owned()));
            }
            self.describe(&entity, kind, name);
        }
    }

    /// What is said of every entity: its class and a name that could be its label. The node of an entity that
    /// judgements join to another one says of what kind it is, and has its name already.
    pub(super) fn describe(&mut self, entity: &NamedNode, kind: Kind, name: &str) {
        let kind = self.base.kind_of(entity.as_ref()).unwrap_or(kind);
        self.contribution.tells(entity, rdf::TYPE, class_of(kind));
        if !name.is_empty() {
            let fact = match self.is_judged(entity) {
                true => Fact::Alias(name.to_owned()),
                false => Fact::Label(name.to_owned()),
            };
            self.contribution.says(entity, fact);
        }
    }

    /// What an article says of an entity that it calls by less than its name: of what kind it is, the other articles know.
    fn describe_called(&mut self, local: &NamedNode, entity: &NamedNode, name: &str) {
        if let Some(kind) = self.base.kind_of(entity.as_ref()) {
            self.contribution.tells(entity, rdf::TYPE, class_of(kind));
        }
        if is_named(self.view, local) {
            self.contribution.says(entity, Fact::Alias(name.to_owned()));
        }
    }

    pub(super) fn resolve_entities(&mut self) {
        let names = self.names.clone();
        let occasions = occasions(self.view);
        for (local, entity) in &names {
            let name = self.view.text(local, schema::NAME).unwrap_or_default();
            match self.view.object(local, onr::GOES_BY) {
                Some(_) => self.describe_called(local, entity, name),
                None => {
                    if let Some(kind) = kind(self.view, local) {
                        match occasions.get(local) {
                            Some(Occasion { name, day }) => {
                                self.resolve_whole(local, entity, name);
                                self.describe(entity, kind, &format!("{name}, {day}"));
                            }
                            None => self.describe(entity, kind, name),
                        }
                    }
                }
            }
            for alias in self.view.texts(local, skos::ALT_LABEL) {
                self.contribution.says(entity, Fact::Alias(alias.to_owned()));
            }
            self.contribution.own(local, gaf::DENOTES, entity.clone());
            self.resolve_event(local, entity);
        }
    }

    fn resolve_event(&mut self, local: &NamedNode, event: &NamedNode) {
        if let Some(kind) = self.view.text(local, onr::EVENT_KIND) {
            self.contribution
                .tells(event, sem::EVENT_TYPE, Literal::from(kind));
        }
        let ties = [
            (onr::EVENT_PLACE, sem::HAS_PLACE),
            (onr::PARTICIPANT, sem::HAS_ACTOR),
            (onr::ROUND_OF, sem::SUB_EVENT_OF),
        ];
        for (found, told) in ties {
            for other in self.view.objects(local, found) {
                if let Some(other) = self.names.get(other).filter(|other| *other != event).cloned() {
                    if told == sem::SUB_EVENT_OF {
                        self.wholes.insert(event.clone(), other.clone());
                    }
                    self.contribution.tells(event, told, other);
                }
            }
        }
        for round in self.view.terms(local, onr::ROUND) {
            self.contribution.tells(event, onr::ROUND, round.clone());
        }
        if let Some(found) = self.view.object(local, onr::EVENT_INTERVAL)
            && let Some(interval) = self.interval(&found)
        {
            self.contribution.tells(event, sem::HAS_TIME, interval);
        }
    }

    /// The event of which one of a single day is a part: of its name and kind, and in its place.
    fn resolve_whole(&mut self, local: &NamedNode, event: &NamedNode, name: &str) {
        let whole = self.by_name(&self.base.entity(Kind::Event, name));
        if whole == *event {
            return;
        }
        self.describe(&whole, Kind::Event, name);
        if let Some(kind) = self.view.text(local, onr::EVENT_KIND) {
            self.contribution
                .tells(&whole, sem::EVENT_TYPE, Literal::from(kind));
        }
        let place = self.view.object(local, onr::EVENT_PLACE);
        if let Some(place) = place.and_then(|place| self.names.get(&place)) {
            self.contribution.tells(&whole, sem::HAS_PLACE, place.clone());
        }
        self.contribution.tells(event, sem::SUB_EVENT_OF, whole.clone());
        self.wholes.insert(event.clone(), whole);
    }

    /// The shared node of the days that an interval of the article covers.
    pub(super) fn interval(&mut self, found: &NamedNode) -> Option<NamedNode> {
        let from = self.view.terms(found, onr::FROM).next()?;
        let to = self.view.terms(found, onr::TO).next()?;
        let interval = self
            .base
            .interval(self.view.text(found, onr::FROM)?, self.view.text(found, onr::TO)?);
        self.contribution.tells(&interval, rdf::TYPE, time::INTERVAL);
        self.contribution.tells(&interval, onr::FROM, from.clone());
        self.contribution.tells(&interval, onr::TO, to.clone());
        Some(interval)
    }

    pub(super) fn resolve_mentions(&mut self) {
        for mention in self.view.instances(gaf::MENTION) {
            let local = self.view.object(mention, onr::DENOTES_LOCAL);
            if let Some(entity) = local.and_then(|local| self.names.get(&local)).cloned() {
                self.contribution.own(mention, gaf::DENOTES, entity.clone());
                self.resolve_office(mention, &entity);
            }
        }
    }
}
