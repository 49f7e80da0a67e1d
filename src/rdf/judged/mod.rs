//! What people judged: the layer *Judged*, a graph of its own that no reading changes.
//!
//! [`quads`] turns a judgement into quads, [`Judgements`] reads the graph back and knows which judgements stand.
//! [`anchor`] finds what a judgement's words stand for in an article's as-found graph, and gives the words of what stands
//! there: each is the other's inverse. Next: [`super::resolved`] lets what applies take effect.

/// From an article's nodes to a judgement's words, and back.
pub mod anchor;

/// What of all judgements applies to one article.
mod here;

/// A judgement as quads, and quads as a judgement.
mod written;

pub(super) use here::Here;
pub use written::{concept, quads, read};

use super::gazetteer;
use super::iri::Base;
use super::view::View;
use crate::gazetteer::Entry;
use crate::judgement::cluster::{Clusters, Element};
use crate::judgement::{ArticleNames, Judgement, Named, Ruling, Target};
use oxigraph::model::{NamedNode, Quad};
use std::collections::{BTreeMap, BTreeSet};

/// All judgements of a record, and what they come to.
#[derive(Clone, Debug, Default)]
pub struct Judgements {
    all: BTreeMap<NamedNode, Judgement>,
    /// Those that nobody took back, the earliest first.
    standing: Vec<NamedNode>,
    /// The standing ones that are bound to an article, by each of the names that the article may be known by.
    by_article: BTreeMap<String, BTreeSet<usize>>,
    /// The nodes of the standing targets that are a name, by the name's path.
    by_name: BTreeMap<String, Vec<NamedNode>>,
    /// The standing ones that say how claims or remarks stand to each other.
    between: BTreeSet<NamedNode>,
    /// The list of names that the user gave: it says who is one, too, where no judgement says otherwise.
    entries: BTreeMap<NamedNode, Entry>,
    clusters: Clusters,
}

impl Judgements {
    /// The judgements of a graph, and the user's list of names.
    pub fn of(quads: impl IntoIterator<Item = Quad>, entries: BTreeMap<NamedNode, Entry>) -> Self {
        Self::new(read(quads), entries)
    }

    /// These with another list of names.
    pub fn listing(&self, entries: BTreeMap<NamedNode, Entry>) -> Self {
        Self::new(self.all.clone(), entries)
    }

    /// The user's list of names.
    pub fn entries(&self) -> &BTreeMap<NamedNode, Entry> {
        &self.entries
    }

    /// The entry that alone speaks of the node of a path.
    pub(super) fn entry_of(&self, path: &str) -> Option<&Entry> {
        let node = NamedNode::new_unchecked(self.clusters.listing(path)?);
        self.entries.get(&node)
    }

    /// These and others.
    pub fn with(&self, others: impl IntoIterator<Item = (NamedNode, Judgement)>) -> Self {
        let mut all = self.all.clone();
        all.extend(others);
        Self::new(all, self.entries.clone())
    }

    fn new(all: BTreeMap<NamedNode, Judgement>, entries: BTreeMap<NamedNode, Entry>) -> Self {
        let mut judgements = Self {
            all,
            entries,
            ..Self::default()
        };
        let withdrawn = judgements.withdrawn();
        let mut standing: Vec<(&NamedNode, &Judgement)> = judgements
            .all
            .iter()
            .filter(|(node, judgement)| !withdrawn.contains(*node) && !judgement.targets().is_empty())
            .collect();
        standing.sort_by_key(|(node, judgement)| (judgement.at, *node));
        let clusters = Clusters::new(
            standing
                .iter()
                .map(|(node, judgement)| (node.as_str(), *judgement)),
            &gazetteer::listed(&judgements.entries),
        );
        judgements.standing = standing.into_iter().map(|(node, _)| node.clone()).collect();
        judgements.clusters = clusters;
        judgements.index();
        judgements
    }

    fn index(&mut self) {
        for (place, node) in self.standing.iter().enumerate() {
            if let [one, other] = self.all[node].targets().as_slice()
                && one.is_content()
                && other.is_content()
            {
                self.between.insert(node.clone());
            }
            for (number, target) in self.all[node].targets().into_iter().enumerate() {
                if let Some(article) = target.article() {
                    for key in keys(article) {
                        self.by_article.entry(key).or_default().insert(place);
                    }
                }
                if let Target::Name(named) = target {
                    let (target, _) = super::iri::target(node.as_ref(), number + 1);
                    self.by_name.entry(named.entity.clone()).or_default().push(target);
                }
            }
        }
    }

    /// The judgements that others take back.
    fn withdrawn(&self) -> BTreeSet<NamedNode> {
        let ids: BTreeSet<&str> = self
            .all
            .values()
            .filter_map(|judgement| match &judgement.ruling {
                Ruling::Withdraw { judgement } => Some(judgement.as_str()),
                _ => None,
            })
            .collect();
        let is_withdrawn = |node: &&NamedNode| ids.contains(written::path(node).as_str());
        self.all.keys().filter(is_withdrawn).cloned().collect()
    }

    /// All of them, by their IRIs.
    pub fn all(&self) -> &BTreeMap<NamedNode, Judgement> {
        &self.all
    }

    /// Those that nobody took back, the earliest first.
    pub fn standing(&self) -> impl Iterator<Item = (&NamedNode, &Judgement)> {
        self.standing.iter().map(|node| (node, &self.all[node]))
    }

    /// The standing ones that say how two claims or remarks stand to each other, by their IRIs.
    pub fn between(&self) -> &BTreeSet<NamedNode> {
        &self.between
    }

    /// Who is one.
    pub fn clusters(&self) -> &Clusters {
        &self.clusters
    }

    /// The standing judgements that are bound to an article which may be this one, the earliest first.
    fn bound_to(&self, article: &ArticleNames) -> Vec<(&NamedNode, &Judgement)> {
        let places: BTreeSet<usize> = keys(article)
            .iter()
            .filter_map(|key| self.by_article.get(key))
            .flatten()
            .copied()
            .collect();
        places
            .into_iter()
            .map(|place| (&self.standing[place], &self.all[&self.standing[place]]))
            .collect()
    }

    /// The nodes of the standing targets that are this name.
    pub(super) fn targets_named(&self, entity: &str) -> &[NamedNode] {
        self.by_name.get(entity).map_or(&[], Vec::as_slice)
    }

    /// Where the record changes when these judgements take the place of others: what the judgements that only one of
    /// them has speak of, and every name and article's entity that then is another node.
    pub fn changes(&self, others: &Judgements) -> Changes {
        let mut changes = Changes::default();
        for (one, other) in [(self, others), (others, self)] {
            let known: BTreeSet<&NamedNode> = other.standing.iter().collect();
            let new = one.standing().filter(|(node, _)| !known.contains(node));
            for target in new.flat_map(|(_, judgement)| judgement.targets()) {
                changes.add(target);
            }
        }
        let apart = self.clusters.apart(&others.clusters);
        for judgements in [self, others] {
            for (_, judgement) in judgements.standing() {
                for target in judgement.targets() {
                    // An article's entity goes by its name or not, which depends on who that is.
                    let element = Element::of(target);
                    let namesake = element.as_ref().and_then(Element::namesake);
                    if [element, namesake]
                        .iter()
                        .flatten()
                        .any(|element| apart.contains(element))
                    {
                        changes.add(target);
                    }
                }
            }
        }
        for element in apart {
            if let Element::Name(entity) = element {
                changes.names.insert(entity);
            }
        }
        changes
    }
}

/// An article's as-found graph as it is read with judgements: without what was rejected, and with what was corrected in
/// the place of what was found.
pub fn applied(found: Vec<Quad>, judgements: &Judgements, base: &Base) -> Vec<Quad> {
    let Some(mut view) = View::new(found.iter().cloned()) else {
        return found;
    };
    let here = Here::new(&view, judgements, base);
    here.apply(&mut view);
    view.quads()
}

/// What changes with judgements.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// The articles that are spoken of.
    pub articles: BTreeSet<ArticleNames>,
    /// The names, as paths.
    pub names: BTreeSet<String>,
}

impl Changes {
    fn add(&mut self, target: &Target) {
        match target {
            Target::Name(Named { entity, .. }) => _ = self.names.insert(entity.clone()),
            bound => self.articles.extend(bound.article().cloned()),
        }
    }
}

/// What an article is found by: where two articles may be one they share at least one of these.
fn keys(article: &ArticleNames) -> Vec<String> {
    let url = article.url.iter().map(|url| format!("url {url}"));
    let names = article.names.iter().map(|name| format!("name {name}"));
    std::iter::once(format!("iri {}", article.iri))
        .chain(url)
        .chain(names)
        .collect()
}

#[cfg(test)]
mod tests;
