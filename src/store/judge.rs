//! Judgements into the record, each in one transaction with all that follows from it; none ever goes out.

use super::exchange::Rest;
use super::state;
use super::verdicts::Verdicts;
use super::{QuadSet, Record, StoreError, beside, by_text};
use crate::gazetteer::Entry;
use crate::judgement::cluster::Conflict;
use crate::judgement::{ArticleNames, Judgement, Target};
use crate::rdf::gazetteer;
use crate::rdf::iri;
use crate::rdf::judged::{self, Changes, Judgements};
use crate::rdf::resolved::{self, Contribution};
use crate::rdf::vocabulary::{dcterms, onr, schema};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Term};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What judging did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The judgements that the record did not have.
    pub new: Vec<NamedNode>,
    /// How many articles were looked at again.
    pub articles: usize,
}

/// Whether a judgement has an effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It has.
    Stands,
    /// Somebody took it back.
    Withdrawn,
    /// A later one on the same thing took its place.
    Superseded,
    /// Others say that what it joins is not one.
    Contradicted,
    /// What it is about does not stand in any article of the record today.
    Orphan,
}

impl Record {
    /// Puts judgements into the record. Those that it has already change nothing.
    ///
    /// # Errors
    /// Where the record cannot be read or written; then nothing of it is stored.
    pub fn judge(&mut self, judgements: &[Judgement]) -> Result<Judged, StoreError> {
        let mut new: Vec<(NamedNode, Judgement)> = judgements
            .iter()
            .map(|judgement| (self.base.judgement(judgement), judgement.clone()))
            .filter(|(node, _)| !self.judgements.all().contains_key(node))
            .collect();
        new.sort_unstable();
        new.dedup();
        let after = self.judgements.with(new.iter().cloned());
        let quads = new
            .iter()
            .flat_map(|(_, judgement)| judged::quads(judgement, &self.base));
        let articles = self.revise(after, &QuadSet::new(), &by_text(quads))?;
        Ok(Judged {
            new: new.into_iter().map(|(node, _)| node).collect(),
            articles,
        })
    }

    /// Puts a list of names into the record, in the place of the one that it had; an empty one leaves none. Says how many
    /// articles were looked at again.
    ///
    /// # Errors
    /// Where the record cannot be read or written; then all stays as it was.
    pub fn list(&mut self, entries: impl IntoIterator<Item = Entry>) -> Result<usize, StoreError> {
        let entries = entries.into_iter().map(|entry| (self.base.entry(&entry), entry));
        let after = self.judgements.listing(entries.collect());
        let quads = |judgements: &Judgements| {
            let entries = judgements.entries().values();
            by_text(entries.flat_map(|entry| gazetteer::quads(entry, &self.base)))
        };
        let (old, new) = (quads(&self.judgements), quads(&after));
        self.revise(after, &old, &new)
    }

    /// Puts other judgements in the place of those that the record had, and quads in the place of others, with all that
    /// follows from it; says how many articles were looked at again.
    fn revise(&mut self, after: Judgements, old: &QuadSet, new: &QuadSet) -> Result<usize, StoreError> {
        let articles = self.concerned(&after.changes(&self.judgements))?;
        let mut transaction = self.store.start_transaction()?;
        beside(old, new).for_each(|quad| transaction.remove(quad));
        beside(new, old).for_each(|quad| transaction.insert(quad));
        let (mut old_share, mut new_share) = (Contribution::default(), Contribution::default());
        for article in &articles {
            let mut found = self.found(article.as_ref())?;
            found.extend(self.gone_by(state::State::Stored(&self.store), &found)?);
            old_share.join(self.contribution(found.iter().cloned()));
            new_share.join(resolved::contribution(found, &self.base, &after));
        }
        Rest::new(self, &articles).exchange(&mut transaction, &old_share, &new_share)?;
        self.relate_claims_of(&mut transaction, &old_share, &new_share, &after)?;
        transaction.commit()?;
        self.judgements = Arc::new(after);
        Ok(articles.len())
    }

    /// All judgements, and what they come to.
    pub fn judgements(&self) -> &Judgements {
        &self.judgements
    }

    /// For each judgement, whether it has an effect. One that takes another back has none of its own to lose.
    ///
    /// # Errors
    /// Where the record cannot be read.
    pub fn states(&self) -> Result<BTreeMap<NamedNode, State>, StoreError> {
        let mut found: BTreeMap<&NamedNode, Vec<NamedNode>> = BTreeMap::new();
        let mut latest: BTreeMap<(NamedNode, &str), &NamedNode> = BTreeMap::new();
        let mut orphans: BTreeSet<&NamedNode> = BTreeSet::new();
        let latest_between = self.verdicts().latest()?;
        for (node, judgement) in self.judgements.standing() {
            for number in 1..=judgement.targets().len() {
                let (target, _) = iri::target(node.as_ref(), number);
                let places = self.found_as(&target)?;
                if places.is_empty() {
                    orphans.insert(node);
                }
                for place in places {
                    latest.insert((place.clone(), judgement.ruling.subject()), node);
                    found.entry(node).or_default().push(place);
                }
            }
        }
        let clusters = self.judgements.clusters();
        let conflicts = self.conflicts()?;
        let contradicted: BTreeSet<&str> = conflicts.iter().map(|conflict| conflict.same.as_str()).collect();
        let standing: BTreeSet<&NamedNode> = self.judgements.standing().map(|(node, _)| node).collect();
        let state = |node: &NamedNode, judgement: &Judgement| {
            let subject = judgement.ruling.subject();
            let is_latest = |place: &NamedNode| latest.get(&(place.clone(), subject)) == Some(&node);
            let places = found.get(node).map_or(&[][..], Vec::as_slice);
            let is_replaced = match judgement.targets().as_slice() {
                [_] => !places.iter().any(is_latest),
                _ if self.judgements.between().contains(node) => !latest_between.contains(node),
                _ => clusters.is_superseded(node.as_str()),
            };
            if judgement.targets().is_empty() {
                State::Stands
            } else if !standing.contains(node) {
                State::Withdrawn
            } else if orphans.contains(node) {
                State::Orphan
            } else if is_replaced {
                State::Superseded
            } else if contradicted.contains(node.as_str()) {
                State::Contradicted
            } else {
                State::Stands
            }
        };
        let all = self.judgements.all().iter();
        Ok(all
            .map(|(node, judgement)| (node.clone(), state(node, judgement)))
            .collect())
    }

    fn verdicts(&self) -> Verdicts<'_> {
        Verdicts::new(self, state::State::Stored(&self.store), &self.judgements)
    }

    /// The judgements that two are one, or that a relation is there, against others that they are not or it is not.
    ///
    /// # Errors
    /// Where the record cannot be read.
    pub fn conflicts(&self) -> Result<Vec<Conflict>, StoreError> {
        let mut conflicts = self.judgements.clusters().conflicts().to_vec();
        conflicts.extend(self.verdicts().conflicts()?);
        Ok(conflicts)
    }

    /// The claim that an attribution puts forward; `None` where the record has none there.
    ///
    /// # Errors
    /// Where the record cannot be read.
    pub fn claim_of(&self, attribution: &NamedNode) -> Result<Option<NamedNode>, StoreError> {
        Ok(self.verdicts().expressed(attribution)?.map(|(_, claim)| claim))
    }

    /// Each two claims of which people judged whether they say the same, in order.
    ///
    /// # Errors
    /// Where the record cannot be read.
    pub fn compared_claims(&self) -> Result<BTreeSet<(NamedNode, NamedNode)>, StoreError> {
        self.verdicts().compared()
    }

    /// What a target of a judgement stands for.
    fn found_as(&self, target: &NamedNode) -> Result<Vec<NamedNode>, StoreError> {
        let mut places = Vec::new();
        for quad in self.quads_with(Some(target.as_ref()), Some(onr::FOUND_AS), None) {
            if let Term::NamedNode(place) = quad?.object {
                places.push(place);
            }
        }
        Ok(places)
    }

    /// The judgements that their graph holds, with the list of names of another.
    pub(super) fn read_judgements(&self) -> Result<Judgements, StoreError> {
        let quads = |graph: NamedNode| self.graph(graph.as_ref()).collect::<Result<Vec<_>, StoreError>>();
        let entries = gazetteer::read(quads(self.base.gazetteer())?);
        Ok(Judgements::of(quads(self.base.judgements())?, entries))
    }

    /// What a node of an article is to a judgement: an attribution or a mention. `None` where the record has neither
    /// there.
    ///
    /// # Errors
    /// Where the record cannot be read.
    pub fn target(&self, node: &NamedNode) -> Result<Option<Target>, StoreError> {
        let article = iri::article_of(node.as_ref());
        let found = self.found(article.as_ref())?;
        Ok(judged::anchor::target(found, node, &self.base))
    }

    /// The articles whose contribution changes: those that may be the ones spoken of, and those that have the names.
    fn concerned(&self, changes: &Changes) -> Result<BTreeSet<NamedNode>, StoreError> {
        let mut articles = BTreeSet::new();
        for names in &changes.articles {
            for article in self.known_as(names)? {
                if self.is_article(&article)? {
                    articles.insert(article);
                }
            }
        }
        for name in &changes.names {
            if let Some(name) = self.base.at(name) {
                let supporters: Result<Vec<NamedNode>, StoreError> = self.supporters(&name).collect();
                articles.extend(supporters?);
            }
        }
        Ok(articles)
    }

    /// The nodes that go by such names: articles, of which a few too many do no harm, and targets of judgements.
    fn known_as(&self, names: &ArticleNames) -> Result<Vec<NamedNode>, StoreError> {
        let mut nodes: Vec<NamedNode> = self.base.at(&names.iri).into_iter().collect();
        let texts = names.names.iter().map(|name| (dcterms::IDENTIFIER, name));
        let address = names.url.iter().map(|url| (schema::URL, url));
        for (property, text) in texts.chain(address) {
            let text = Literal::from(text.as_str());
            for quad in self.quads_with(None, Some(property), Some((&text).into())) {
                if let NamedOrBlankNode::NamedNode(node) = quad?.subject {
                    nodes.push(node);
                }
            }
        }
        Ok(nodes)
    }

    fn is_article(&self, node: &NamedNode) -> Result<bool, StoreError> {
        let class = Some(schema::NEWS_ARTICLE.into());
        let mut told = self.quads_with(Some(node.as_ref()), Some(rdf::TYPE), class);
        Ok(told.next().transpose()?.is_some())
    }
}

#[cfg(test)]
mod tests;
