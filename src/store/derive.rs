//! What is derived from all articles at once, put where it belongs as it comes.
//!
//! Takes nothing but the as-found graphs and the judgements, gives the graphs `resolved` and `index`: who is meant, then what articles say
//! of each node, then how claims stand to each other. Each step reads what those before it gave from the store that takes
//! it all, so that a record of many articles need not lie in memory.

use super::load::MEMORY;
use super::scene::Scene;
use super::state::{State, text};
use super::{Record, StoreError, quad_in, reprint};
use crate::parallel;
use crate::rdf::judged::Judgements;
use crate::rdf::resolved::{self, Facts};
use crate::rdf::vocabulary::schema;
use crate::relation;
use oxigraph::model::{NamedNode, Quad, Triple};
use oxigraph::store::Store;
use std::collections::{BTreeMap, BTreeSet};

/// So many quads wait before the store takes them.
const AT_ONCE: usize = 200_000;
/// So many claims are compared before what was read of them and of those they are compared with is forgotten.
const CLAIMS_AT_ONCE: usize = 5_000;
/// So many times that before what came of it is stored.
const CHUNKS_AT_ONCE: usize = 8;

/// Quads on their way into a store.
pub(super) struct Sheaf<'a> {
    pub(super) store: &'a Store,
    waiting: Vec<Quad>,
}

impl<'a> Sheaf<'a> {
    pub(super) fn into_store(store: &'a Store) -> Self {
        Self {
            store,
            waiting: Vec::new(),
        }
    }

    pub(super) fn put(&mut self, quads: impl IntoIterator<Item = Quad>) -> Result<(), StoreError> {
        self.waiting.extend(quads);
        match self.waiting.len() {
            AT_ONCE.. => self.deliver(),
            _ => Ok(()),
        }
    }

    /// Hands over all that waits.
    pub(super) fn deliver(&mut self) -> Result<(), StoreError> {
        let mut loader = self.store.bulk_loader().with_max_memory_size_in_megabytes(MEMORY);
        loader.load_quads(self.waiting.drain(..))?;
        Ok(loader.commit()?)
    }
}

impl Record {
    /// Puts all that is derived into a store, where nothing of it may stand before: the record's own, while nobody else has it, or
    /// one apart.
    pub(super) fn derive_into(&self, store: &Store) -> Result<(), StoreError> {
        let judgements = self.read_judgements()?;
        let articles = self.articles()?;
        let graph = self.base.resolved();
        let mut sheaf = Sheaf::into_store(store);
        self.identify_all(&articles, &mut sheaf)?;
        self.resolve_all(&articles, &judgements, &mut sheaf)?;
        self.relate_all(&judgements, &mut sheaf)?;
        let prints = reprint::from_nothing(self, &articles)?;
        sheaf.put(prints.into_iter().map(|triple| quad_in(&graph, triple)))?;
        sheaf.deliver()
    }

    /// What the articles say of entities, statements and claims.
    fn resolve_all(
        &self,
        articles: &[NamedNode],
        judgements: &Judgements,
        sheaf: &mut Sheaf<'_>,
    ) -> Result<(), StoreError> {
        let graph = self.base.resolved();
        let mut shared: BTreeMap<NamedNode, Facts> = BTreeMap::new();
        for article in articles {
            let found = self.found(article.as_ref())?;
            let names = self.gone_by(State::Stored(sheaf.store), &found)?;
            // Claims are compared by the days of their articles.
            let published = |quad: &&Quad| quad.predicate == schema::DATE_PUBLISHED;
            sheaf.put(found.iter().filter(published).cloned())?;
            let contribution = resolved::contribution(found.into_iter().chain(names), &self.base, judgements);
            let own = contribution.own.into_values();
            sheaf.put(own.map(|triple| quad_in(&graph, triple)))?;
            for (node, facts) in contribution.shared {
                shared.entry(node).or_default().join(&facts);
            }
        }
        for (node, facts) in shared {
            let told = facts.told(&node).into_values();
            sheaf.put(told.map(|triple| quad_in(&graph, triple)))?;
        }
        sheaf.deliver()
    }

    /// The keys and vectors of all claims, then their relations.
    fn relate_all(&self, judgements: &Judgements, sheaf: &mut Sheaf<'_>) -> Result<(), StoreError> {
        let store = sheaf.store;
        let resolved = self.base.resolved();
        let scene = || Scene::new(self, State::Stored(store), judgements);
        let claims = Vec::from_iter(scene().instances(schema::CLAIM)?);
        // Claims are mostly compared within one setting: in that order, each is read but a few times.
        let mut by_setting: Vec<(Option<String>, NamedNode)> = Vec::with_capacity(claims.len());
        for claims in claims.chunks(CLAIMS_AT_ONCE) {
            let mut scene = scene();
            let mut words = Vec::new();
            for claim in claims {
                words.extend(text(State::Stored(store).objects(
                    claim,
                    schema::TEXT,
                    &resolved,
                )?));
            }
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            self.expect(relation::foresee_all(&words)?);
            let claims = claims.iter().cloned().collect();
            sheaf.put(self.index_of(&mut scene, &claims)?)?;
            for claim in claims {
                let content = scene.content(&claim)?;
                let setting = content.and_then(|content| content.first_of_setting().map(str::to_owned));
                by_setting.push((setting, claim));
            }
        }
        sheaf.deliver()?;
        by_setting.sort_unstable();
        let some: Vec<BTreeSet<NamedNode>> = by_setting
            .chunks(CLAIMS_AT_ONCE)
            .map(|claims| claims.iter().map(|(_, claim)| claim.clone()).collect())
            .collect();
        for some in some.chunks(CHUNKS_AT_ONCE) {
            for told in parallel::map(some, |claims| scene().around_all(claims)) {
                let told = told?.into_values();
                sheaf.put(told.map(|triple: Triple| quad_in(&resolved, triple)))?;
            }
        }
        Ok(())
    }
}
