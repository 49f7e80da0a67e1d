//! What people judged, where the article's nodes meet those that all articles share.

use super::{Fact, Resolver};
use crate::judgement::Correction;
use crate::judgement::cluster::{Canonical, Element};
use crate::mention::Kind;
use crate::rdf::vocabulary::{dcterms, onr, schema};
use oxigraph::model::{Literal, NamedNode};
use std::collections::BTreeSet;

impl Resolver<'_> {
    /// Which entity each local entity is: by its name, unless a judgement says otherwise.
    pub(super) fn resolve_names(&mut self) {
        for (local, namesake) in super::names(self.view, self.base) {
            let canonical = self.here.entities.get(&local);
            let entity = match canonical.filter(|canonical| !self.goes_by_name(&namesake, canonical)) {
                Some(canonical) => self.by_judgement(canonical),
                None => self.by_name(&namesake),
            };
            self.names.insert(local, entity);
        }
        let publisher = self.view.object(&self.view.article, schema::PUBLISHER);
        self.publisher = publisher.map(|publisher| self.by_name(&publisher));
    }

    /// Who goes by a name. Where judgements make that another node, the name's own leads to it, and the node has the
    /// name that people gave it.
    pub(super) fn by_name(&mut self, namesake: &NamedNode) -> NamedNode {
        self.namesakes.insert(namesake.clone());
        let element = Element::Name(self.base.path(namesake.as_ref()).to_owned());
        let Some(canonical) = self.judgements.clusters().canonical(&element) else {
            return namesake.clone();
        };
        let entity = self.by_judgement(canonical);
        if entity != *namesake {
            self.contribution
                .tells(namesake, dcterms::IS_REPLACED_BY, entity.clone());
        }
        entity
    }

    /// Whether an article's entity that judgements speak of is nevertheless whoever goes by its name.
    fn goes_by_name(&self, namesake: &NamedNode, canonical: &Canonical) -> bool {
        let element = Element::Name(self.base.path(namesake.as_ref()).to_owned());
        self.judgements.clusters().canonical(&element) == Some(canonical)
    }

    fn by_judgement(&mut self, canonical: &Canonical) -> NamedNode {
        let entity = NamedNode::new_unchecked(format!("{}{}", self.base.as_str(), canonical.path));
        self.contribution
            .says(&entity, Fact::Label(canonical.name.clone()));
        let identifiers = self.judgements.entry_of(&canonical.path);
        for identifier in identifiers.iter().flat_map(|entry| &entry.identifiers) {
            match identifier.iri() {
                Some(iri) => {
                    let iri = NamedNode::new_unchecked(iri);
                    self.contribution.tells(&entity, schema::SAME_AS, iri);
                }
                None => {
                    let code = Literal::from(identifier.to_string());
                    self.contribution.tells(&entity, schema::IDENTIFIER, code);
                }
            }
        }
        entity
    }

    /// Whether judgements speak of a node: then other articles may, too.
    pub(super) fn is_judged(&self, entity: &NamedNode) -> bool {
        let path = self.base.path(entity.as_ref());
        let by_name = Element::Name(path.to_owned());
        let mut locals = self.here.entities.values();
        self.judgements.clusters().canonical(&by_name).is_some() || locals.any(|local| local.path == path)
    }

    /// Who speaks by a correction.
    pub(super) fn corrected_speaker(&mut self, attribution: &NamedNode) -> Option<NamedNode> {
        let Some(Correction::Speaker { kind, name }) = self.here.corrected(attribution, "speaker") else {
            return None;
        };
        Some(self.given(*kind, name))
    }

    /// What the claim of an attribution is about by a correction.
    pub(super) fn corrected_topics(&mut self, attribution: &NamedNode) -> Option<Vec<NamedNode>> {
        let Some(Correction::About(topics)) = self.here.corrected(attribution, "about") else {
            return None;
        };
        let topics = topics.iter().map(|(kind, name)| self.given(*kind, name));
        Some(topics.collect())
    }

    /// Whoever goes by a name that people gave.
    fn given(&mut self, kind: Kind, name: &str) -> NamedNode {
        let namesake = self.base.entity(kind, name);
        let entity = self.by_name(&namesake);
        self.describe(&entity, kind, name);
        entity
    }

    /// What the targets of judgements stand for, what was judged of each attribution, and who corrected it.
    pub(super) fn resolve_judgements(&mut self) {
        for (target, node) in &self.here.standing {
            self.contribution.own(target, onr::FOUND_AS, node.clone());
        }
        for (attribution, concept) in self.here.concepts() {
            self.contribution.own(attribution, onr::JUDGED, concept);
        }
        for ((attribution, _), (judgement, _)) in &self.here.corrections {
            self.contribution
                .own(attribution, onr::CORRECTED_BY, judgement.clone());
        }
        let namesakes: BTreeSet<NamedNode> = std::mem::take(&mut self.namesakes);
        for namesake in namesakes {
            for target in self.judgements.targets_named(self.base.path(namesake.as_ref())) {
                self.contribution.tells(target, onr::FOUND_AS, namesake.clone());
            }
        }
    }
}
