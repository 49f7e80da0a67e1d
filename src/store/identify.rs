//! Which entity of other articles one of an article goes by, kept up to date step by step.
//!
//! An article that has no more than "Reyes", "the SWB", "the mayor" or another spelling asks for those who answer to that
//! ([`crate::rdf::namesake`]); the keys stand in the graph `index`. Who is meant is told by company: of those who answer,
//! the one that stands in other articles with the people, bodies and places of this one. Where nobody or several do
//! so, the name stays as found. Names and keys that more than [`MOST`] articles share say too little and count for nothing, so
//! one more article costs no more in a large record. When an article comes or goes, those whose question it may answer otherwise are asked
//! again; all asked at once ([`Record::identify_all`]) gives the same.

use super::crowd::{Crowd, Ground, MOST, goes_by};
use super::derive::Sheaf;
use super::state::{State, nodes};
use super::{QuadSet, Record, StoreError, beside, by_text, quad_in};
use crate::rdf::iri;
use crate::rdf::namesake::{self, Called};
use crate::rdf::resolved::{self, called};
use crate::rdf::vocabulary::onr;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Triple};
use oxigraph::store::Transaction;
use std::collections::BTreeSet;

/// So many articles are asked about before what was read of the company of their names is forgotten.
const ARTICLES_AT_ONCE: usize = if cfg!(test) { 2 } else { 2000 };

/// The names that entities of some articles go by, before and after a change.
pub(super) struct Exchange {
    pub(super) articles: BTreeSet<NamedNode>,
    pub(super) before: QuadSet,
    pub(super) after: QuadSet,
}

impl Record {
    /// Puts the keys of an article's entities in the place of those that they had, and asks again who is meant there
    /// and wherever that may have changed.
    pub(super) fn identify(
        &self,
        transaction: &mut Transaction<'_>,
        article: &NamedNode,
        old: &[Called],
        new: &[Called],
    ) -> Result<Exchange, StoreError> {
        let (out, put) = (self.keys_of(article, old), self.keys_of(article, new));
        beside(&out, &put).for_each(|quad| transaction.remove(quad));
        beside(&put, &out).for_each(|quad| transaction.insert(quad));
        let named: BTreeSet<NamedNode> = old
            .iter()
            .chain(new)
            .filter_map(|called| called.node(&self.base))
            .collect();
        for name in &named {
            let is_named = State::Changing(transaction).names(name, 1, &self.base)? > 0;
            for quad in self.keys_of_name(name) {
                match is_named {
                    true => transaction.insert(&quad),
                    false => transaction.remove(&quad),
                }
            }
        }
        let mut exchange = Exchange {
            articles: BTreeSet::from([article.clone()]),
            before: QuadSet::new(),
            after: QuadSet::new(),
        };
        {
            let before = Crowd::new(self, State::Stored(&self.store));
            let after = Crowd::new(self, State::Changing(transaction));
            let mut asking = self.asked_again(&before, &after, old, new, &named)?;
            asking.extend(before.asking(article)?);
            asking.extend(after.asking(article)?);
            for local in asking {
                let (was, is) = (before.went_by(&local)?, after.goes_by(&local)?);
                if was != is || iri::article_of(local.as_ref()) == *article {
                    exchange.articles.insert(iri::article_of(local.as_ref()));
                }
                let quad = |name: NamedNode| goes_by(&self.base.index(), &local, name);
                exchange.before.extend(by_text(was.map(quad)));
                exchange.after.extend(by_text(is.map(quad)));
            }
            // What else these articles' entities go by stays.
            for other in exchange.articles.iter().filter(|other| *other != article) {
                for local in before.asking(other)? {
                    let quad = before
                        .went_by(&local)?
                        .map(|name| goes_by(&self.base.index(), &local, name));
                    if let Some(quad) = quad
                        && !exchange.before.contains_key(&quad.to_string())
                    {
                        exchange.after.insert(quad.to_string(), quad.clone());
                        exchange.before.insert(quad.to_string(), quad);
                    }
                }
            }
        }
        beside(&exchange.before, &exchange.after).for_each(|quad| transaction.remove(quad));
        beside(&exchange.after, &exchange.before).for_each(|quad| transaction.insert(quad));
        Ok(exchange)
    }

    /// The entities of other articles by which another one may be meant than before.
    fn asked_again(
        &self,
        before: &Crowd<'_>,
        after: &Crowd<'_>,
        old: &[Called],
        new: &[Called],
        named: &BTreeSet<NamedNode>,
    ) -> Result<BTreeSet<NamedNode>, StoreError> {
        let mut keys: BTreeSet<String> = old.iter().chain(new).flat_map(Called::answers).collect();
        let mut again = BTreeSet::new();
        for name in named {
            for spelling in before
                .spellings_of(name)?
                .into_iter()
                .chain(after.spellings_of(name)?)
            {
                keys.extend(self.answers(&spelling));
            }
            let counts = [before, after].map(|crowd| crowd.state.names(name, MOST + 1, &self.base));
            let [was, is] = counts;
            if (was? > MOST) != (is? > MOST) {
                // It is the company of those too that have the short of it.
                for short in before.shorter(name)?.into_iter().chain(after.shorter(name)?) {
                    for article in before
                        .naming_all(&short)?
                        .into_iter()
                        .chain(after.naming_all(&short)?)
                    {
                        again.extend(before.asking(&article)?);
                        again.extend(after.asking(&article)?);
                    }
                }
                for article in before
                    .naming_all(name)?
                    .into_iter()
                    .chain(after.naming_all(name)?)
                {
                    again.extend(after.asking(&article)?);
                }
            }
        }
        for key in keys {
            let crowded = before.is_crowded(&key)? && after.is_crowded(&key)?;
            if !crowded || before.usual_answering(&key)? != after.usual_answering(&key)? {
                again.extend(before.asking_for(&key)?);
                again.extend(after.asking_for(&key)?);
            }
        }
        for key in old
            .iter()
            .chain(new)
            .flat_map(|called| called.asks(self.spellings()))
        {
            if before.is_crowded(&key)? != after.is_crowded(&key)? {
                again.extend(before.asking_for(&key)?);
                again.extend(after.asking_for(&key)?);
            }
        }
        Ok(again)
    }

    /// The keys of all entities, and who is meant in all articles.
    pub(super) fn identify_all(
        &self,
        articles: &[NamedNode],
        sheaf: &mut Sheaf<'_>,
    ) -> Result<(), StoreError> {
        for article in articles {
            let called = self.called_in(article)?;
            sheaf.put(self.keys_of(article, &called).into_values())?;
            let names = called.iter().filter_map(|called| called.node(&self.base));
            sheaf.put(names.flat_map(|name| self.keys_of_name(&name)))?;
        }
        sheaf.deliver()?;
        for articles in articles.chunks(ARTICLES_AT_ONCE) {
            let crowd = Crowd::new(self, State::Stored(sheaf.store));
            for article in articles {
                sheaf.put(crowd.answers_of(article)?)?;
            }
        }
        sheaf.deliver()
    }

    /// The entities of articles that are taken for one by less than its name, and why.
    ///
    /// # Errors
    /// Where the record cannot be read.
    pub fn taken_for(&self, name: NamedNodeRef<'_>) -> Result<Vec<(NamedNode, Ground)>, StoreError> {
        let crowd = Crowd::new(self, State::Stored(&self.store));
        let locals = crowd
            .state
            .subjects(onr::GOES_BY, name.into(), &self.base.index())?;
        let mut taken = Vec::new();
        for local in locals {
            taken.extend(crowd.meant(&local)?.map(|meant| (local, meant.ground)));
        }
        Ok(taken)
    }

    /// The names that an article's entities go by in other articles.
    pub(super) fn gone_by(&self, state: State<'_>, found: &[Quad]) -> Result<Vec<Quad>, StoreError> {
        let index = self.base.index();
        let mut quads = Vec::new();
        let is_local = |quad: &&Quad| quad.predicate == rdf::TYPE && quad.object == onr::LOCAL_ENTITY.into();
        for quad in found.iter().filter(is_local) {
            if let NamedOrBlankNode::NamedNode(local) = &quad.subject {
                let names = nodes(state.objects(local, onr::GOES_BY, &index)?);
                quads.extend(names.map(|name| goes_by(&index, local, name)));
            }
        }
        Ok(quads)
    }

    /// What an article calls its entities, without reading the rest of it.
    fn called_in(&self, article: &NamedNode) -> Result<Vec<Called>, StoreError> {
        let state = State::Stored(&self.store);
        let mut quads = Vec::new();
        for property in resolved::TELL_OF_NAMES {
            for quad in state.quads(None, property, None, Some(article)) {
                quads.push(quad?);
            }
        }
        Ok(called(quads))
    }

    /// What the index holds of an article's entities.
    fn keys_of(&self, article: &NamedNode, called: &[Called]) -> QuadSet {
        let index = self.base.index();
        let mut triples = Vec::new();
        for called in called {
            let (asks, answers) = (called.asks(self.spellings()), called.answers());
            let key = |property: NamedNodeRef<'_>, key: &String| {
                Triple::new(
                    called.local.clone(),
                    property.into_owned(),
                    Literal::from(key.as_str()),
                )
            };
            triples.extend(asks.iter().map(|asked| key(onr::ASKS_FOR, asked)));
            triples.extend(answers.iter().map(|answer| key(onr::ANSWERS_TO, answer)));
            if let Some(name) = called.node(&self.base) {
                triples.push(Triple::new(
                    article.clone(),
                    onr::NAMES.into_owned(),
                    name.clone(),
                ));
                if !asks.is_empty() || !answers.is_empty() {
                    triples.push(Triple::new(called.local.clone(), onr::NAMES.into_owned(), name));
                }
            }
            if !asks.is_empty() {
                triples.push(Triple::new(
                    called.local.clone(),
                    onr::IN_ARTICLE.into_owned(),
                    article.clone(),
                ));
            }
        }
        by_text(triples.into_iter().map(|triple| quad_in(&index, triple)))
    }

    /// The keys that a name answers to.
    pub(super) fn answers(&self, name: &NamedNode) -> BTreeSet<String> {
        let named = self.base.named(name.as_str());
        named
            .map(|(kind, slug)| namesake::answers(kind, slug, self.spellings()))
            .unwrap_or_default()
    }

    /// Whether a one-word name can stand for another.
    pub(super) fn is_short_for(&self, short: &NamedNode, full: &NamedNode) -> bool {
        let Some(((kind, short), (other, full))) = self
            .base
            .named(short.as_str())
            .zip(self.base.named(full.as_str()))
        else {
            return false;
        };
        kind == other && namesake::shorter(kind, full).iter().any(|one| one == short)
    }

    fn keys_of_name(&self, name: &NamedNode) -> Vec<Quad> {
        let index = self.base.index();
        let answers = self.answers(name).into_iter().map(|key| {
            Triple::new(
                name.clone(),
                onr::ANSWERS_TO.into_owned(),
                Literal::from(key.as_str()),
            )
        });
        answers.map(|triple| quad_in(&index, triple)).collect()
    }
}
