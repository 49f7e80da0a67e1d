//! What is derived from all articles at once, put where it belongs as it comes.
//!
//! Takes nothing but the as-found graphs and the judgements, gives the graphs `resolved` and `index`: who is meant, then what articles say
//! of each node, then how claims stand to each other. Each step reads what those before it gave from the store that takes
//! it all, so that a record of many articles need not lie in memory.

use super::exchange::recalled;
use super::load::MEMORY;
use super::scene::Scene;
use super::state::{State, text};
use super::{Record, StoreError, beside, quad_in, reprint};
use crate::parallel;
use crate::rdf::judged::Judgements;
use crate::rdf::resolved::{self, Contribution, Facts};
use crate::rdf::vocabulary::schema;
use crate::relation;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Triple};
use oxigraph::store::Store;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// So many quads wait before the store takes them.
const AT_ONCE: usize = 200_000;
/// So many articles are joined before what they say of shared nodes is stored.
const ARTICLES_AT_ONCE: usize = if cfg!(test) { 2 } else { 500 };
/// So many claims are compared before what was read of them and of those they are compared with is forgotten.
const CLAIMS_AT_ONCE: usize = if cfg!(test) { 3 } else { 2_500 };
/// So many times that before what came of it is stored.
const CHUNKS_AT_ONCE: usize = 4;

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

/// Takes quads out of a store.
pub(super) fn remove(store: &Store, gone: &mut Vec<Quad>) -> Result<(), StoreError> {
    let mut transaction = store.start_transaction()?;
    gone.drain(..).for_each(|quad| transaction.remove(&quad));
    Ok(transaction.commit()?)
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

    /// What the articles say of entities, statements and claims: some articles at a time, joined to what is told already.
    fn resolve_all(
        &self,
        articles: &[NamedNode],
        judgements: &Judgements,
        sheaf: &mut Sheaf<'_>,
    ) -> Result<(), StoreError> {
        let graph = self.base.resolved();
        let state = State::Stored(sheaf.store);
        for articles in articles.chunks(ARTICLES_AT_ONCE) {
            let mut shared: BTreeMap<NamedNode, Facts> = BTreeMap::new();
            for said in parallel::map(articles, |article| self.said_by(article, state, judgements)) {
                let (days, contribution) = said?;
                sheaf.put(days)?;
                let own = contribution.own.into_values();
                sheaf.put(own.map(|triple| quad_in(&graph, triple)))?;
                for (node, facts) in contribution.shared {
                    shared.entry(node).or_default().join(&facts);
                }
            }
            let mut gone = Vec::new();
            for (node, mut facts) in shared {
                let known = recalled(state, &graph, &node, &facts)?;
                let before = known.told(&node);
                facts.join(&known);
                let after = facts.told(&node);
                let in_graph = |triple: &Triple| quad_in(&graph, triple.clone());
                gone.extend(beside(&before, &after).map(in_graph));
                sheaf.put(beside(&after, &before).map(in_graph))?;
            }
            sheaf.deliver()?;
            remove(sheaf.store, &mut gone)?;
        }
        Ok(())
    }

    /// The day on which an article was published, by which claims are compared, and what it contributes.
    fn said_by(
        &self,
        article: &NamedNode,
        state: State<'_>,
        judgements: &Judgements,
    ) -> Result<(Vec<Quad>, Contribution), StoreError> {
        let found = self.found(article.as_ref())?;
        let names = self.gone_by(state, &found)?;
        let published = |quad: &&Quad| quad.predicate == schema::DATE_PUBLISHED;
        let days = found.iter().filter(published).cloned().collect();
        let found = found.into_iter().chain(names);
        Ok((days, resolved::contribution(found, &self.base, judgements)))
    }

    /// The keys and vectors of all claims, then their relations.
    fn relate_all(&self, judgements: &Judgements, sheaf: &mut Sheaf<'_>) -> Result<(), StoreError> {
        let store = sheaf.store;
        let resolved = self.base.resolved();
        let state = State::Stored(store);
        let scene = || Scene::new(self, state, judgements);
        let claims = state.quads(None, rdf::TYPE, Some(schema::CLAIM.into()), Some(&resolved));
        let mut claims = claims.map(|quad| match quad?.subject {
            NamedOrBlankNode::NamedNode(claim) => Ok(Some(claim)),
            NamedOrBlankNode::BlankNode(_) => Ok(None),
        });
        // Claims are mostly compared within one setting: in that order, each is read but a few times.
        let mut by_setting: Vec<(u64, NamedNode)> = Vec::new();
        loop {
            let some = claims.by_ref().filter_map(Result::transpose).take(CLAIMS_AT_ONCE);
            let some = some.collect::<Result<BTreeSet<NamedNode>, StoreError>>()?;
            if some.is_empty() {
                break;
            }
            let mut words = Vec::new();
            for claim in &some {
                words.extend(text(State::Stored(store).objects(
                    claim,
                    schema::TEXT,
                    &resolved,
                )?));
            }
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            self.expect(relation::foresee_all(&words)?);
            let mut scene = scene();
            sheaf.put(self.index_of(&mut scene, &some)?)?;
            for claim in some {
                let content = scene.content(&claim)?;
                let setting = content.as_ref().and_then(|content| content.first_of_setting());
                by_setting.push((hash(setting), claim));
            }
        }
        sheaf.deliver()?;
        by_setting.sort_unstable();
        for round in by_setting.chunks(CLAIMS_AT_ONCE * CHUNKS_AT_ONCE) {
            let parts: Vec<&[(u64, NamedNode)]> = round.chunks(CLAIMS_AT_ONCE).collect();
            let around = |part: &&[(u64, NamedNode)]| scene().around_all(part.iter().map(|(_, claim)| claim));
            for told in parallel::map(&parts, around) {
                let told = told?.into_values();
                sheaf.put(told.map(|triple: Triple| quad_in(&resolved, triple)))?;
            }
        }
        Ok(())
    }
}

/// Which setting is which, as far as an order goes.
fn hash(setting: Option<&str>) -> u64 {
    let mut hasher = DefaultHasher::new();
    setting.hash(&mut hasher);
    hasher.finish()
}
