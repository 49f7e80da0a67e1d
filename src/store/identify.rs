//! Which entity of other articles one of an article goes by, kept up to date step by step.
//!
//! An article that has no more than "Reyes", "the SWB", "the mayor" or another spelling asks for those who answer to that
//! ([`crate::rdf::namesake`]); the keys stand in the graph `index`. Who is meant is told by company: of those who answer,
//! the one that stands in other articles with the people, bodies and places of this one. Where nobody or several do
//! so, the name stays as found. Names and keys that more than [`MOST`] articles share say too little and count for nothing, so
//! one more article costs no more in a large record. When an article comes or goes, those whose question it may answer otherwise are asked
//! again; all asked at once ([`Record::identify_all`]) gives the same.

use super::state::{State, nodes, text};
use super::{QuadSet, Record, StoreError, beside, by_text, quad_in};
use crate::mention::Kind;
use crate::rdf::iri::{self, Base};
use crate::rdf::namesake::{self, Called};
use crate::rdf::resolved::called;
use crate::rdf::vocabulary::onr;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term, Triple};
use oxigraph::store::{Store, Transaction};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What more articles share says too little.
const MOST: usize = 24;
/// The least company that tells who is meant.
const LEAST: u32 = 2;

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
    pub(super) fn identify_all(&self, articles: &[(NamedNode, Vec<Called>)]) -> Result<QuadSet, StoreError> {
        let store = Store::new()?;
        let mut quads = QuadSet::new();
        for (article, called) in articles {
            quads.extend(self.keys_of(article, called));
            let names = called.iter().filter_map(|called| called.node(&self.base));
            quads.extend(by_text(names.flat_map(|name| self.keys_of_name(&name))));
        }
        store.extend(quads.values().cloned())?;
        let crowd = Crowd::new(self, State::Stored(&store));
        for (article, _) in articles {
            quads.extend(by_text(crowd.answers_of(article)?));
        }
        Ok(quads)
    }

    /// The names that an article's entities go by in other articles.
    pub(super) fn gone_by(&self, found: &[Quad]) -> Result<Vec<Quad>, StoreError> {
        let index = self.base.index();
        let state = State::Stored(&self.store);
        let mut quads = Vec::new();
        for called in called(found.iter().cloned()) {
            let names = nodes(state.objects(&called.local, onr::GOES_BY, &index)?);
            quads.extend(names.map(|name| goes_by(&index, &called.local, name)));
        }
        Ok(quads)
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

    fn answers(&self, name: &NamedNode) -> BTreeSet<String> {
        let named = self.base.named(name.as_str());
        named
            .map(|(kind, slug)| namesake::answers(kind, slug, self.spellings()))
            .unwrap_or_default()
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

fn goes_by(index: &NamedNode, local: &NamedNode, name: NamedNode) -> Quad {
    quad_in(index, Triple::new(local.clone(), onr::GOES_BY.into_owned(), name))
}

/// Whether a node is one of an article rather than of the record.
fn is_local(node: &NamedNode) -> bool {
    node.as_str().contains('#')
}

impl State<'_> {
    /// How many articles have a name, so many at most.
    fn names(&self, name: &NamedNode, most: usize, base: &Base) -> Result<usize, StoreError> {
        let quads = self.quads(None, onr::NAMES, Some(name.as_ref().into()), Some(&base.index()));
        let mut count = 0;
        for quad in quads {
            let subject = Term::from(quad?.subject);
            count += usize::from(matches!(subject, Term::NamedNode(node) if !is_local(&node)));
            if count == most {
                break;
            }
        }
        Ok(count)
    }
}

/// Who is named where, in one state of the record.
struct Crowd<'a> {
    record: &'a Record,
    state: State<'a>,
    index: NamedNode,
    /// The names of articles, and the articles of names, as far as they were asked for.
    names: RefCell<BTreeMap<NamedNode, Rc<BTreeSet<NamedNode>>>>,
    naming: RefCell<BTreeMap<NamedNode, Option<Rc<BTreeSet<NamedNode>>>>>,
}

impl<'a> Crowd<'a> {
    fn new(record: &'a Record, state: State<'a>) -> Self {
        Self {
            record,
            state,
            index: record.base.index(),
            names: RefCell::default(),
            naming: RefCell::default(),
        }
    }

    fn with_key(
        &self,
        property: NamedNodeRef<'_>,
        key: &str,
        most: usize,
    ) -> Result<BTreeSet<NamedNode>, StoreError> {
        let key = Literal::from(key);
        self.state
            .some_subjects(property, key.as_ref().into(), &self.index, most)
    }

    /// Whether more ask for a key than can be told apart by their company.
    fn is_crowded(&self, key: &str) -> Result<bool, StoreError> {
        Ok(self.with_key(onr::ASKS_FOR, key, MOST + 1)?.len() > MOST)
    }

    /// The entities of articles that ask for a key.
    fn asking_for(&self, key: &str) -> Result<BTreeSet<NamedNode>, StoreError> {
        self.with_key(onr::ASKS_FOR, key, usize::MAX)
    }

    /// The names that answer to a key; none where there are too many.
    fn answering(&self, key: &str) -> Result<BTreeSet<NamedNode>, StoreError> {
        let answering = self.with_key(onr::ANSWERS_TO, key, MOST + 1)?;
        let mut names = BTreeSet::new();
        if answering.len() > MOST {
            return Ok(names);
        }
        for node in answering {
            match is_local(&node) {
                true => names.extend(nodes(self.state.objects(&node, onr::NAMES, &self.index)?)),
                false => _ = names.insert(node),
            }
        }
        Ok(names)
    }

    /// The spellings by which those go that answer to a key.
    fn usual_answering(&self, key: &str) -> Result<BTreeSet<NamedNode>, StoreError> {
        self.answering(key)?.iter().map(|name| self.usual(name)).collect()
    }

    /// The spellings of a name that the record has, itself among them.
    fn spellings_of(&self, name: &NamedNode) -> Result<BTreeSet<NamedNode>, StoreError> {
        let mut spellings = BTreeSet::from([name.clone()]);
        for key in self
            .record
            .answers(name)
            .iter()
            .filter(|key| namesake::is_spelling(key))
        {
            spellings.extend(self.answering(key)?);
        }
        Ok(spellings)
    }

    /// The spelling by which a name goes: people before bodies before places, then that of most articles.
    fn usual(&self, name: &NamedNode) -> Result<NamedNode, StoreError> {
        let mut ranked = Vec::new();
        for spelling in self.spellings_of(name)? {
            let kind = self.record.base.named(spelling.as_str()).map(|(kind, _)| kind);
            let count = self.state.names(&spelling, MOST, &self.record.base)?;
            ranked.push((kind, std::cmp::Reverse(count), spelling));
        }
        let usual = ranked.into_iter().min().map(|(_, _, spelling)| spelling);
        Ok(usual.unwrap_or_else(|| name.clone()))
    }

    /// All articles that have a name.
    fn naming_all(&self, name: &NamedNode) -> Result<BTreeSet<NamedNode>, StoreError> {
        let naming = self
            .state
            .subjects(onr::NAMES, name.as_ref().into(), &self.index)?;
        Ok(naming.into_iter().filter(|node| !is_local(node)).collect())
    }

    /// The articles that have a name; `None` where there are too many.
    fn naming(&self, name: &NamedNode) -> Result<Option<Rc<BTreeSet<NamedNode>>>, StoreError> {
        if let Some(naming) = self.naming.borrow().get(name) {
            return Ok(naming.clone());
        }
        let few = self.state.names(name, MOST + 1, &self.record.base)? <= MOST;
        let naming = if few {
            Some(Rc::new(self.naming_all(name)?))
        } else {
            None
        };
        self.naming.borrow_mut().insert(name.clone(), naming.clone());
        Ok(naming)
    }

    /// The names of an article.
    fn names_of(&self, article: &NamedNode) -> Result<Rc<BTreeSet<NamedNode>>, StoreError> {
        if let Some(names) = self.names.borrow().get(article) {
            return Ok(Rc::clone(names));
        }
        let names = nodes(self.state.objects(article, onr::NAMES, &self.index)?);
        let names = Rc::new(names.collect::<BTreeSet<_>>());
        self.names.borrow_mut().insert(article.clone(), Rc::clone(&names));
        Ok(names)
    }

    /// The entities of an article that ask for others.
    fn asking(&self, article: &NamedNode) -> Result<BTreeSet<NamedNode>, StoreError> {
        self.state
            .subjects(onr::IN_ARTICLE, article.as_ref().into(), &self.index)
    }

    /// The names that the entities of an article go by.
    fn answers_of(&self, article: &NamedNode) -> Result<Vec<Quad>, StoreError> {
        let mut answers = Vec::new();
        for local in self.asking(article)? {
            let name = self.goes_by(&local)?;
            answers.extend(name.map(|name| goes_by(&self.index, &local, name)));
        }
        Ok(answers)
    }

    /// The name that the index has for an entity of an article.
    fn went_by(&self, local: &NamedNode) -> Result<Option<NamedNode>, StoreError> {
        Ok(nodes(self.state.objects(local, onr::GOES_BY, &self.index)?).next())
    }

    /// The name that an entity of an article must go by, where that is not its own.
    fn goes_by(&self, local: &NamedNode) -> Result<Option<NamedNode>, StoreError> {
        let article = iri::article_of(local.as_ref());
        let own = nodes(self.state.objects(local, onr::NAMES, &self.index)?).next();
        let name = self.meant(&article, local, own.as_ref())?;
        Ok(name.filter(|name| own.as_ref() != Some(name)))
    }

    /// Who is meant by an entity of an article.
    fn meant(
        &self,
        article: &NamedNode,
        local: &NamedNode,
        own: Option<&NamedNode>,
    ) -> Result<Option<NamedNode>, StoreError> {
        let keys = self.state.objects(local, onr::ASKS_FOR, &self.index)?;
        let keys: Vec<String> = keys.into_iter().filter_map(|key| text(vec![key])).collect();
        if let (Some(own), [key]) = (own, keys.as_slice())
            && namesake::is_spelling(key)
        {
            return self.usual(own).map(Some);
        }
        let mut candidates = BTreeSet::new();
        for key in &keys {
            let answering = self.answering(key)?;
            // Many ask: only who alone bears the name is told without company.
            if self.is_crowded(key)? {
                let mut usual = self.usual_answering(key)?;
                if usual.len() == 1 {
                    return Ok(usual.pop_first());
                }
                continue;
            }
            candidates.extend(answering.into_iter().filter(|name| Some(name) != own));
        }
        if candidates.is_empty() {
            return Ok(None);
        }
        let mut weighed: BTreeMap<NamedNode, u32> = BTreeMap::new();
        for name in candidates {
            let usual = self.usual(&name)?;
            let mut weight = 0;
            for spelling in self.spellings_of(&name)? {
                weight = weight.max(self.weigh(article, own, &spelling)?);
            }
            let known = weighed.entry(usual).or_default();
            *known = weight.max(*known);
        }
        let mut ranked: Vec<(u32, NamedNode)> =
            weighed.into_iter().map(|(name, weight)| (weight, name)).collect();
        ranked.sort_unstable();
        let (best, name) = ranked.pop().unwrap_or_else(|| (0, local.clone()));
        let is_alone = ranked.last().is_none_or(|(second, _)| *second < best);
        Ok((best >= LEAST && is_alone).then_some(name))
    }

    /// How much of the company of an article stands with a name in other articles.
    fn weigh(
        &self,
        article: &NamedNode,
        own: Option<&NamedNode>,
        name: &NamedNode,
    ) -> Result<u32, StoreError> {
        let mut weight = 0;
        for companion in self.names_of(article)?.iter() {
            if Some(companion) == own || companion == name {
                continue;
            }
            for other in self
                .naming(companion)?
                .iter()
                .flat_map(|articles| articles.iter())
            {
                if other != article && self.names_of(other)?.contains(name) {
                    let kind = self.record.base.named(companion.as_str()).map(|(kind, _)| kind);
                    weight += if kind == Some(Kind::Place) { 1 } else { 2 };
                    break;
                }
            }
        }
        Ok(weight)
    }
}
