//! Who is named where in one state of the record, and who is meant by an entity that has no more than a part of a name.

use super::state::{State, nodes, text};
use super::{Record, StoreError, quad_in};
use crate::mention::Kind;
use crate::rdf::iri::{self, Base};
use crate::rdf::namesake;
use crate::rdf::vocabulary::onr;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term, Triple};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What more articles share says too little.
pub(super) const MOST: usize = 12;
/// The least company that tells who is meant.
const LEAST: u32 = 2;

/// That an entity of an article goes by a name.
pub(super) fn goes_by(index: &NamedNode, local: &NamedNode, name: NamedNode) -> Quad {
    quad_in(index, Triple::new(local.clone(), onr::GOES_BY.into_owned(), name))
}

/// Whether a node is one of an article rather than of the record.
fn is_local(node: &NamedNode) -> bool {
    node.as_str().contains('#')
}

impl State<'_> {
    /// How many articles have a name, so many at most.
    pub(super) fn names(&self, name: &NamedNode, most: usize, base: &Base) -> Result<usize, StoreError> {
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

/// Why an entity of an article is taken for one that other articles name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ground {
    /// It is another spelling of the name.
    Spelling,
    /// Many articles have no more than this of a name, and one thing alone bears it.
    Alone,
    /// Of those who bear the surname, one alone holds the office.
    Office,
    /// In other articles, that name stands with these of this article.
    Company(Vec<NamedNode>),
}

/// Who is meant by an entity of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meant {
    /// The node of the name that it goes by.
    pub name: NamedNode,
    /// Why.
    pub ground: Ground,
}

/// Who is named where, in one state of the record.
pub(super) struct Crowd<'a> {
    record: &'a Record,
    pub(super) state: State<'a>,
    index: NamedNode,
    /// The names of articles, and the articles of names, as far as they were asked for.
    names: RefCell<BTreeMap<NamedNode, Rc<BTreeSet<NamedNode>>>>,
    naming: RefCell<BTreeMap<NamedNode, Option<Rc<BTreeSet<NamedNode>>>>>,
}

impl<'a> Crowd<'a> {
    pub(super) fn new(record: &'a Record, state: State<'a>) -> Self {
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
    pub(super) fn is_crowded(&self, key: &str) -> Result<bool, StoreError> {
        Ok(self.with_key(onr::ASKS_FOR, key, MOST + 1)?.len() > MOST)
    }

    /// The entities of articles that ask for a key.
    pub(super) fn asking_for(&self, key: &str) -> Result<BTreeSet<NamedNode>, StoreError> {
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
    pub(super) fn usual_answering(&self, key: &str) -> Result<BTreeSet<NamedNode>, StoreError> {
        self.answering(key)?.iter().map(|name| self.usual(name)).collect()
    }

    /// The spellings of a name that the record has, itself among them.
    pub(super) fn spellings_of(&self, name: &NamedNode) -> Result<BTreeSet<NamedNode>, StoreError> {
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

    /// The spelling by which a name goes: people before bodies before places, then that of most articles, then the one
    /// that was printed first.
    fn usual(&self, name: &NamedNode) -> Result<NamedNode, StoreError> {
        let mut ranked = Vec::new();
        for spelling in self.spellings_of(name)? {
            let kind = self.record.base.named(spelling.as_str()).map(|(kind, _)| kind);
            let count = self.state.names(&spelling, MOST, &self.record.base)?;
            let first = self.first_naming(&spelling)?;
            let undated = first.is_none();
            ranked.push((kind, std::cmp::Reverse(count), undated, first, spelling));
        }
        let usual = ranked.into_iter().min().map(|(.., spelling)| spelling);
        Ok(usual.unwrap_or_else(|| name.clone()))
    }

    /// The day of the first article that has a name, where few have it.
    fn first_naming(&self, name: &NamedNode) -> Result<Option<String>, StoreError> {
        let naming = self.naming(name)?;
        let days = naming.iter().flat_map(|articles| articles.iter());
        let days = days.filter_map(|article| iri::day_of(article.as_ref()));
        Ok(days.min().map(str::to_owned))
    }

    /// The one-word names that can stand for a name, where few articles have them.
    pub(super) fn shorter(&self, name: &NamedNode) -> Result<Vec<NamedNode>, StoreError> {
        let mut few = Vec::new();
        if let Some((kind, slug)) = self.record.base.named(name.as_str()) {
            for short in namesake::shorter(kind, slug) {
                let short = self.record.base.entity(kind, &short);
                if self.naming(&short)?.is_some() {
                    few.push(short);
                }
            }
        }
        Ok(few)
    }

    /// All articles that have a name.
    pub(super) fn naming_all(&self, name: &NamedNode) -> Result<BTreeSet<NamedNode>, StoreError> {
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
    pub(super) fn asking(&self, article: &NamedNode) -> Result<BTreeSet<NamedNode>, StoreError> {
        self.state
            .subjects(onr::IN_ARTICLE, article.as_ref().into(), &self.index)
    }

    /// The names that the entities of an article go by.
    pub(super) fn answers_of(&self, article: &NamedNode) -> Result<Vec<Quad>, StoreError> {
        let mut answers = Vec::new();
        for local in self.asking(article)? {
            let name = self.goes_by(&local)?;
            answers.extend(name.map(|name| goes_by(&self.index, &local, name)));
        }
        Ok(answers)
    }

    /// The name that the index has for an entity of an article.
    pub(super) fn went_by(&self, local: &NamedNode) -> Result<Option<NamedNode>, StoreError> {
        Ok(nodes(self.state.objects(local, onr::GOES_BY, &self.index)?).next())
    }

    /// The name that an entity of an article must go by, where that is not its own.
    pub(super) fn goes_by(&self, local: &NamedNode) -> Result<Option<NamedNode>, StoreError> {
        Ok(self.meant(local)?.map(|meant| meant.name))
    }

    /// Who is meant by an entity of an article, where that is another name than its own.
    pub(super) fn meant(&self, local: &NamedNode) -> Result<Option<Meant>, StoreError> {
        let article = iri::article_of(local.as_ref());
        let own = nodes(self.state.objects(local, onr::NAMES, &self.index)?).next();
        let meant = self.told_apart(&article, local, own.as_ref())?;
        Ok(meant.filter(|meant| own.as_ref() != Some(&meant.name)))
    }

    fn told_apart(
        &self,
        article: &NamedNode,
        local: &NamedNode,
        own: Option<&NamedNode>,
    ) -> Result<Option<Meant>, StoreError> {
        let keys = self.state.objects(local, onr::ASKS_FOR, &self.index)?;
        let keys: Vec<String> = keys.into_iter().filter_map(|key| text(vec![key])).collect();
        let on = |ground: Ground| move |name: NamedNode| Meant { name, ground };
        if let (Some(own), [key]) = (own, keys.as_slice())
            && namesake::is_spelling(key)
        {
            return self.usual(own).map(|name| Some(on(Ground::Spelling)(name)));
        }
        for key in keys.iter().filter(|key| namesake::is_surname_with_office(key)) {
            let mut usual = self.usual_answering(key)?;
            if usual.len() == 1 {
                return Ok(usual.pop_first().map(on(Ground::Office)));
            }
        }
        // Whoever bears a surname goes before what has the word in its name.
        let mut borne = false;
        for key in keys.iter().filter(|key| own.is_some() && !namesake::is_word(key)) {
            borne |= !self.with_key(onr::ANSWERS_TO, key, 1)?.is_empty();
        }
        let mut candidates = BTreeSet::new();
        for key in keys.iter().filter(|key| !(borne && namesake::is_word(key))) {
            // Many ask: only who alone bears the name is told without company.
            if self.is_crowded(key)? {
                let mut usual = self.usual_answering(key)?;
                if usual.len() == 1 {
                    return Ok(usual.pop_first().map(on(Ground::Alone)));
                }
                continue;
            }
            let answering = self.answering(key)?;
            candidates.extend(answering.into_iter().filter(|name| Some(name) != own));
        }
        self.best_accompanied(article, own, candidates)
    }

    /// Of some names, the one that has more of the company of an article than any other, and enough.
    fn best_accompanied(
        &self,
        article: &NamedNode,
        own: Option<&NamedNode>,
        candidates: BTreeSet<NamedNode>,
    ) -> Result<Option<Meant>, StoreError> {
        let mut weighed: BTreeMap<NamedNode, (u32, Vec<NamedNode>)> = BTreeMap::new();
        for name in candidates {
            let known = weighed.entry(self.usual(&name)?).or_default();
            for spelling in self.spellings_of(&name)? {
                let mut company = self.company(article, own, &spelling)?;
                let mut weight = company.iter().map(|companion| self.weight(companion)).sum();
                let likely = self.likely_company(article, own, &spelling)?;
                for companion in likely {
                    // A part of a name says less.
                    if !company.contains(&companion) {
                        weight += 1;
                        company.push(companion);
                    }
                }
                if weight > known.0 {
                    *known = (weight, company);
                }
            }
        }
        let mut ranked: Vec<_> = weighed.into_iter().collect();
        ranked.sort_by(|(one, (first, _)), (other, (second, _))| first.cmp(second).then(one.cmp(other)));
        let Some((name, (best, company))) = ranked.pop() else {
            return Ok(None);
        };
        let is_alone = ranked.last().is_none_or(|(_, (second, _))| *second < best);
        Ok((best >= LEAST && is_alone).then_some(Meant {
            name,
            ground: Ground::Company(company),
        }))
    }

    /// What of the company of an article stands with a name in other articles.
    fn company(
        &self,
        article: &NamedNode,
        own: Option<&NamedNode>,
        name: &NamedNode,
    ) -> Result<Vec<NamedNode>, StoreError> {
        let mut company = Vec::new();
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
                    company.push(companion.clone());
                    break;
                }
            }
        }
        Ok(company)
    }

    /// What of the company of an article stands with a name in other articles by a fuller name: "Lund" here, "Per Lund" there.
    fn likely_company(
        &self,
        article: &NamedNode,
        own: Option<&NamedNode>,
        name: &NamedNode,
    ) -> Result<BTreeSet<NamedNode>, StoreError> {
        let mut likely = BTreeSet::new();
        let here = self.names_of(article)?;
        let here = || {
            here.iter()
                .filter(|companion| Some(*companion) != own && *companion != name)
        };
        for other in self.naming(name)?.iter().flat_map(|articles| articles.iter()) {
            let there = self.names_of(other)?;
            for companion in here().filter(|companion| other != article && !there.contains(companion)) {
                let is_meant = |full: &&NamedNode| self.record.is_short_for(companion, full);
                let full = there.iter().find(|full| *full != name && is_meant(full));
                if let Some(full) = full
                    && self.naming(full)?.is_some()
                    && self.naming(companion)?.is_some()
                {
                    likely.insert(companion.clone());
                }
            }
        }
        Ok(likely)
    }

    /// A place says less of who is meant than people and bodies do.
    fn weight(&self, companion: &NamedNode) -> u32 {
        match self.record.base.named(companion.as_str()) {
            Some((Kind::Place, _)) => 1,
            _ => 2,
        }
    }
}
