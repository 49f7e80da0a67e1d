//! What some articles say now, put in the place of what they said before.
//!
//! What an article newly says of a shared node is joined to what the graph already tells of it, without looking
//! at the other articles. What an article no longer says stays if another one says it, which is asked of those articles alone
//! that speak of all it is about. Several articles change at once where who is meant changes, or a judgement speaks of them.

use super::state::State;
use super::{Record, StoreError, beside, quad_in};
use crate::rdf::resolved::{Contribution, Fact, Facts};
use crate::rdf::vocabulary::prov;
use oxigraph::model::{GraphName, GraphNameRef, Literal, NamedNode, Term, Triple};
use oxigraph::store::Transaction;
use std::collections::{BTreeMap, BTreeSet};

/// Articles, read one by one.
pub(super) type Articles = Box<dyn Iterator<Item = Result<NamedNode, StoreError>>>;

impl Record {
    /// The articles that say something of a node, as the record was before any transaction; read one by one, for
    /// seldom more than the first few are needed.
    pub(super) fn supporters(&self, node: &NamedNode) -> Articles {
        let graph = self.base.resolved();
        let quads = self.store.quads_for_pattern(
            Some(node.as_ref().into()),
            Some(prov::WAS_DERIVED_FROM),
            None,
            Some(graph.as_ref().into()),
        );
        Box::new(quads.filter_map(|quad| match quad.map(|quad| quad.object) {
            Ok(Term::NamedNode(article)) => Some(Ok(article)),
            Ok(_) => None,
            Err(error) => Some(Err(error.into())),
        }))
    }

    fn is_supporter(&self, node: &NamedNode, article: &NamedNode) -> Result<bool, StoreError> {
        let triple = Triple::new(node.clone(), prov::WAS_DERIVED_FROM, article.clone());
        Ok(self.store.contains(&quad_in(&self.base.resolved(), triple))?)
    }

    /// The articles that have a name in their own graphs, some more than once; `None` where judgements have it, which may
    /// give it to any article.
    fn articles_with(&self, name: &str) -> Result<Option<Articles>, StoreError> {
        let name = Literal::from(name);
        let with = |graph: Option<GraphNameRef<'_>>| {
            self.store
                .quads_for_pattern(None, None, Some(name.as_ref().into()), graph)
        };
        let judgements = self.base.judgements();
        if with(Some(judgements.as_ref().into()))
            .next()
            .transpose()?
            .is_some()
        {
            return Ok(None);
        }
        let articles = with(None).filter_map(|quad| match quad.map(|quad| quad.graph_name) {
            Ok(GraphName::NamedNode(graph)) => Some(Ok(graph)),
            Ok(_) => None,
            Err(error) => Some(Err(error.into())),
        });
        Ok(Some(Box::new(articles)))
    }
}

/// The record without some articles, whose contribution changes.
pub(super) struct Rest<'a> {
    record: &'a Record,
    graph: NamedNode,
    articles: &'a BTreeSet<NamedNode>,
    /// What other articles contribute, as far as it was needed.
    others: BTreeMap<NamedNode, Contribution>,
}

/// The triples of a node before and after a change, by their text.
type Told = BTreeMap<String, Triple>;

impl<'a> Rest<'a> {
    pub(super) fn new(record: &'a Record, articles: &'a BTreeSet<NamedNode>) -> Self {
        Self {
            record,
            graph: record.base.resolved(),
            articles,
            others: BTreeMap::new(),
        }
    }

    /// Puts what the articles contribute now in the place of what they contributed before.
    pub(super) fn exchange(
        &mut self,
        transaction: &mut Transaction<'_>,
        before: &Contribution,
        after: &Contribution,
    ) -> Result<(), StoreError> {
        // A judgement, or another name, can make a shared triple one article's own, or the other way round: out first, in last.
        self.take_out(transaction, &before.own, &after.own);
        let nothing = Facts::default();
        for (node, old) in &before.shared {
            let new = after.shared.get(node).unwrap_or(&nothing);
            let gone = old.without(new);
            if !gone.is_empty() && self.forget(transaction, node, old, new, &gone)? {
                continue;
            }
            self.join(transaction, node, new)?;
        }
        for (node, new) in &after.shared {
            if !before.shared.contains_key(node) {
                self.join(transaction, node, new)?;
            }
        }
        self.put_in(transaction, &before.own, &after.own);
        Ok(())
    }

    fn replace(&self, transaction: &mut Transaction<'_>, before: &Told, after: &Told) {
        self.take_out(transaction, before, after);
        self.put_in(transaction, before, after);
    }

    fn take_out(&self, transaction: &mut Transaction<'_>, before: &Told, after: &Told) {
        for triple in beside(before, after) {
            transaction.remove(&quad_in(&self.graph, triple.clone()));
        }
    }

    fn put_in(&self, transaction: &mut Transaction<'_>, before: &Told, after: &Told) {
        for triple in beside(after, before) {
            transaction.insert(&quad_in(&self.graph, triple.clone()));
        }
    }

    /// Joins what the articles say of a node to what the graph tells of it.
    fn join(
        &self,
        transaction: &mut Transaction<'_>,
        node: &NamedNode,
        new: &Facts,
    ) -> Result<(), StoreError> {
        let mut facts = recalled(State::Changing(transaction), &self.graph, node, new)?;
        let before = facts.told(node);
        facts.join(new);
        self.replace(transaction, &before, &facts.told(node));
        Ok(())
    }

    /// Takes back what the articles no longer say of a node and nobody else says. False where others say all of
    /// it, so that there is nothing to take back.
    fn forget(
        &mut self,
        transaction: &mut Transaction<'_>,
        node: &NamedNode,
        old: &Facts,
        new: &Facts,
        gone: &Facts,
    ) -> Result<bool, StoreError> {
        let told = recalled(State::Changing(transaction), &self.graph, node, old)?;
        let is_told = |fact: &&Fact| matches!(fact, Fact::Triple(_)) || told.say(fact);
        let mut lost = Facts::default();
        for fact in gone.iter().filter(is_told) {
            if !self.is_said_by_another(node, fact, told.choose(fact))? {
                lost.insert(fact.clone());
            }
        }
        if lost.is_empty() {
            return Ok(false);
        }
        let (mut before, mut after);
        if lost.iter().any(|fact| told.choose(fact)) {
            // What takes its place only those know who speak of the node, all of them.
            before = self.all_others_say(node)?;
            after = before.clone();
        } else {
            after = told.beyond(&lost);
            after.join(&old.beyond(&lost));
            before = told;
        }
        before.join(old);
        after.join(new);
        self.replace(transaction, &before.told(node), &after.told(node));
        Ok(true)
    }

    /// Whether one of the other articles says a fact of a node. Whoever does so speaks of each node of the fact and has its
    /// words in the text: so the articles that do are gone through side by side, until one list has an end. A name may be said
    /// as label or as another name, unless just the same is asked for.
    fn is_said_by_another(
        &mut self,
        node: &NamedNode,
        fact: &Fact,
        just_so: bool,
    ) -> Result<bool, StoreError> {
        let mut lists = vec![self.record.supporters(node)];
        for other in fact.nodes().filter(|other| *other != node) {
            // A class or a concept is no node of an article.
            if self.record.supporters(other).next().is_some() {
                lists.push(self.record.supporters(other));
            }
        }
        if let Some(name) = fact.name() {
            lists.extend(self.record.articles_with(name)?);
        }
        let mut asked = BTreeSet::new();
        loop {
            for list in &mut lists {
                let Some(article) = list.next().transpose()? else {
                    return Ok(false);
                };
                if asked.insert(article.clone())
                    && !self.articles.contains(&article)
                    && self.record.is_supporter(node, &article)?
                    && let Some(facts) = self.contribution(&article)?.shared.get(node)
                    && if just_so {
                        facts.hold(fact)
                    } else {
                        facts.say(fact)
                    }
                {
                    return Ok(true);
                }
            }
        }
    }

    fn all_others_say(&mut self, node: &NamedNode) -> Result<Facts, StoreError> {
        let mut rest = Facts::default();
        for supporter in self.record.supporters(node) {
            let supporter = supporter?;
            if !self.articles.contains(&supporter)
                && let Some(facts) = self.contribution(&supporter)?.shared.get(node)
            {
                rest.join(facts);
            }
        }
        Ok(rest)
    }

    fn contribution(&mut self, article: &NamedNode) -> Result<&Contribution, StoreError> {
        if !self.others.contains_key(article) {
            let found = self.record.found(article.as_ref())?;
            let gone_by = self.record.gone_by(State::Stored(&self.record.store), &found)?;
            let contribution = self.record.contribution(found.into_iter().chain(gone_by));
            self.others.insert(article.clone(), contribution);
        }
        Ok(&self.others[article])
    }
}

/// What the resolved graph tells of a node by choosing among what facts say of it.
pub(super) fn recalled(
    state: State<'_>,
    graph: &NamedNode,
    node: &NamedNode,
    facts: &Facts,
) -> Result<Facts, StoreError> {
    let mut recalled = Facts::default();
    for property in facts.chosen_properties() {
        for object in state.objects(node, property.as_ref(), graph)? {
            recalled.recall(&Triple::new(node.clone(), property.clone(), object), facts);
        }
    }
    Ok(recalled)
}
