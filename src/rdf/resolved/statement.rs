//! Statements and claims: the same remark is one statement, the same words are one claim.

use super::{Fact, Resolver};
use crate::mention::Kind;
use crate::rdf::concept::SHORTCUTS;
use crate::rdf::vocabulary::{gaf, grasp, onr, schema};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{Literal, NamedNode, Term, Triple};
use std::collections::BTreeMap;

/// So many of what an article speaks of make its setting.
const SETTING: usize = 4;

impl Resolver<'_> {
    /// Whom and what the article speaks of most, its outlet aside: by that, two claims with few words of their own can be
    /// told to be about one thing.
    pub(super) fn find_setting(&mut self) {
        let mut counts: BTreeMap<&NamedNode, usize> = BTreeMap::new();
        for mention in self.view.instances(gaf::MENTION) {
            let local = self.view.object(mention, onr::DENOTES_LOCAL);
            let entity = local.and_then(|local| self.names.get(&local));
            let named = entity.filter(|entity| self.base.named(entity.as_str()).is_some());
            if let Some(entity) = named.filter(|entity| self.publisher.as_ref() != Some(entity)) {
                *counts.entry(entity).or_default() += 1;
            }
        }
        let mut ranked: Vec<(usize, &NamedNode)> = counts
            .into_iter()
            .map(|(entity, count)| (count, entity))
            .collect();
        ranked.sort_unstable_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(other.1)));
        self.setting = ranked
            .into_iter()
            .take(SETTING)
            .map(|(_, entity)| entity.clone())
            .collect();
    }

    pub(super) fn resolve_statements(&mut self) {
        for attribution in self.view.instances(grasp::ATTRIBUTION) {
            if let Some(words) = self.view.text(attribution, onr::CLAIM_TEXT) {
                self.resolve_statement(attribution, words);
            }
        }
    }

    /// Who speaks: the entity, or the outlet for what is told in its own voice.
    fn agent(&mut self, attribution: &NamedNode) -> Option<NamedNode> {
        if let Some(speaker) = self.corrected_speaker(attribution) {
            return Some(speaker);
        }
        if let Some(local) = self.view.object(attribution, onr::SPEAKER) {
            return self.names.get(&local).cloned();
        }
        let narrated = self.view.object(attribution, onr::FORM)? == onr::NARRATED
            && self.view.object(attribution, onr::CUE).is_none();
        let name = self.view.text(attribution, onr::SPEAKER_NAME);
        let outlet = self.view.text(&self.view.article, onr::PUBLISHER_NAME);
        let own_voice = narrated || (name.is_some() && name == outlet);
        self.publisher.clone().filter(|_| own_voice)
    }

    fn resolve_statement(&mut self, attribution: &NamedNode, words: &str) {
        let agent = self.agent(attribution);
        let concept = |property| self.view.object(attribution, property);
        let (stance, mode) = (concept(onr::STANCE), concept(onr::MODE));
        let text = |property| self.view.text(attribution, property).unwrap_or_default();
        // Nobody knows whether two unknown speakers are one, so they are one in their article alone.
        let speaker = agent.as_ref().unwrap_or(&self.view.article);
        let parts = [
            speaker.as_str(),
            text(onr::SAID_ON),
            text(onr::SAID_UNTIL),
            stance.as_ref().map_or("", NamedNode::as_str),
            mode.as_ref().map_or("", NamedNode::as_str),
        ];
        let statement = self.base.statement(&parts, words);
        let claim = self.base.claim(words);
        self.contribution.tells(&statement, rdf::TYPE, onr::STATEMENT);
        if let Some(agent) = &agent {
            self.contribution.tells(&statement, schema::AGENT, agent.clone());
        }
        self.contribution.tells(&statement, onr::EXPRESSES, claim.clone());
        self.contribution
            .own(&statement, onr::REPORTED_BY, attribution.clone());
        self.copy_to_statement(attribution, &statement);
        self.resolve_claim(attribution, &claim, words);
        self.resolve_shortcut(agent, stance, mode, &claim);
        self.statements.insert(attribution.clone(), (statement, claim));
    }

    /// What holds for the statement as it holds for the attribution.
    fn copy_to_statement(&mut self, attribution: &NamedNode, statement: &NamedNode) {
        let copied = [
            (onr::ADDRESSEE, schema::RECIPIENT),
            (onr::SAID_ON, onr::SAID_ON),
            (onr::SAID_UNTIL, onr::SAID_UNTIL),
            (onr::STANCE, onr::STANCE),
            (onr::FORM, onr::FORM),
            (onr::MODE, onr::MODE),
        ];
        for (found, told) in copied {
            for term in self.view.terms(attribution, found) {
                self.contribution.tells(statement, told, term.clone());
            }
        }
        for property in [onr::DEADLINE, onr::CONTENT_TIME] {
            if let Some(found) = self.view.object(attribution, property)
                && let Some(interval) = self.interval(&found)
            {
                self.contribution.tells(statement, property, interval);
            }
        }
    }

    fn resolve_claim(&mut self, attribution: &NamedNode, claim: &NamedNode, words: &str) {
        self.contribution.tells(claim, rdf::TYPE, schema::CLAIM);
        self.contribution.says(claim, Fact::Words(words.to_owned()));
        for entity in &self.setting {
            self.contribution.tells(claim, onr::SETTING, entity.clone());
        }
        let topics = self.corrected_topics(attribution).unwrap_or_else(|| {
            let locals = self.view.objects(attribution, onr::CLAIM_ABOUT);
            locals
                .filter_map(|local| self.names.get(local))
                .cloned()
                .collect()
        });
        for topic in topics {
            // Who speaks of a round speaks of the talks.
            if let Some(whole) = self.wholes.get(&topic) {
                self.contribution.tells(claim, schema::ABOUT, whole.clone());
            }
            self.contribution.tells(claim, schema::ABOUT, topic);
        }
    }

    /// The edge straight from speaker to claim. It is kept with the claim, which fewer articles share.
    fn resolve_shortcut(
        &mut self,
        agent: Option<NamedNode>,
        stance: Option<NamedNode>,
        mode: Option<NamedNode>,
        claim: &NamedNode,
    ) {
        let on_record = mode.is_some_and(|mode| mode == onr::SPEECH);
        let property = SHORTCUTS
            .iter()
            .find(|(of, _)| stance.as_ref().is_some_and(|stance| stance == of));
        if let (true, Some(agent), Some((_, property))) = (on_record, agent, property) {
            let edge = Triple::new(agent, property.into_owned(), Term::from(claim.clone()));
            self.contribution.says(claim, Fact::Triple(edge));
        }
    }

    /// Who passed a statement on: the outlet, an entity that the article speaks of, or else an organisation.
    pub(super) fn resolve_chains(&mut self) {
        for hop in self.view.instances(onr::HOP) {
            if let Some(name) = self.view.text(hop, onr::THROUGH_NAME) {
                let through = self.passer(name);
                self.contribution.own(hop, onr::THROUGH, through);
            }
        }
    }

    fn passer(&mut self, name: &str) -> NamedNode {
        let outlet = self.view.text(&self.view.article, onr::PUBLISHER_NAME);
        if let Some(publisher) = self.publisher.clone().filter(|_| outlet == Some(name)) {
            return publisher;
        }
        let known = self.names.iter().find(|(local, _)| {
            self.view.text(local, schema::NAME) == Some(name)
                || self
                    .view
                    .terms(local, crate::rdf::vocabulary::skos::ALT_LABEL)
                    .any(|alias| *alias == Term::from(Literal::from(name)))
        });
        if let Some((_, entity)) = known {
            return entity.clone();
        }
        let namesake = self.base.entity(Kind::Organisation, name);
        let entity = self.by_name(&namesake);
        self.describe(&entity, Kind::Organisation, name);
        entity
    }
}
