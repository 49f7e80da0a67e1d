//! Relations between remarks, kept up to date step by step.
//!
//! Claims are found by their keys, which stand in the graph `index`; a key that more than [`MOST`] claims have says too
//! little and is left out, so one more article costs no more in a large record. When an article comes or goes, the
//! claims it speaks of, and those whose keys have become too common or are so no longer, are related anew, as the record
//! was before and as it is after, and what differs is exchanged. All relations of a record computed at once
//! ([`Record::relate_all`]) are the same.

use super::state::{State, nodes, text};
use super::{QuadSet, Record, StoreError, by_text, quad_in};
use crate::rdf::concept::attitude_of;
use crate::rdf::iri::{self, Base};
use crate::rdf::related;
use crate::rdf::resolved::Contribution;
use crate::rdf::vocabulary::{onr, schema};
use crate::relation::{Comparer, Content, Remark, are_nested, compare, relate};
use chrono::NaiveDate;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, Triple};
use oxigraph::store::{Store, Transaction};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// A key that more claims have is no reason to compare them.
const MOST: usize = 32;
/// Two claims are compared when they have so many keys in common.
const IN_COMMON: usize = 2;

/// Triples by their text.
type Told = BTreeMap<String, Triple>;

impl Record {
    /// Brings the keys and relations of all claims up to date that a change has to do with: those that articles say
    /// something else of than before, and those with another statement, or another report of one.
    pub(super) fn relate_claims_of(
        &self,
        transaction: &mut Transaction<'_>,
        before: &Contribution,
        after: &Contribution,
    ) -> Result<(), StoreError> {
        let mut changed: BTreeSet<&NamedNode> = BTreeSet::new();
        for (these, those) in [(before, after), (after, before)] {
            let nodes = these.shared.iter();
            changed.extend(
                nodes
                    .filter(|(node, facts)| those.shared.get(*node) != Some(*facts))
                    .map(|(node, _)| node),
            );
            let own = these
                .own
                .iter()
                .filter(|(text, _)| !those.own.contains_key(*text));
            changed.extend(own.filter_map(|(_, triple)| match &triple.subject {
                NamedOrBlankNode::NamedNode(statement) if triple.predicate == onr::REPORTED_BY => {
                    Some(statement)
                }
                _ => None,
            }));
        }
        let mut claims = BTreeSet::new();
        for node in changed {
            if self.base.is_claim(node.as_ref()) {
                claims.insert(node.clone());
            }
            let told = [before, after].map(|contribution| contribution.shared.get(node));
            for object in told
                .into_iter()
                .flatten()
                .flat_map(|facts| facts.objects(onr::EXPRESSES))
            {
                claims.extend(nodes(vec![object]));
            }
        }
        self.relate(transaction, claims)
    }

    /// Brings the keys and relations of some claims up to date with the transaction.
    fn relate(
        &self,
        transaction: &mut Transaction<'_>,
        mut claims: BTreeSet<NamedNode>,
    ) -> Result<(), StoreError> {
        let changed = claims.clone();
        self.exchange_keys(transaction, &mut claims)?;
        let mut before = Scene::new(self, State::Stored(&self.store));
        let old = before.around_all(&claims)?;
        let mut after = Scene::new(self, State::Changing(transaction)).knowing(&before, &changed);
        let new = after.around_all(&claims)?;
        let gone: Vec<Triple> = missing_in(&old, &new);
        let come: Vec<Triple> = missing_in(&new, &old);
        let graph = self.base.resolved();
        for triple in gone {
            transaction.remove(&quad_in(&graph, triple.clone()));
            if is_still_told(transaction, &graph, &triple)? {
                transaction.insert(&quad_in(&graph, triple));
            }
        }
        for triple in come {
            transaction.insert(&quad_in(&graph, triple));
        }
        Ok(())
    }

    /// Gives the claims their keys, and adds to the claims all that share one which has become too common by that, or is
    /// so no longer.
    fn exchange_keys(
        &self,
        transaction: &mut Transaction<'_>,
        claims: &mut BTreeSet<NamedNode>,
    ) -> Result<(), StoreError> {
        let index = self.base.index();
        let mut changed: BTreeSet<String> = BTreeSet::new();
        let mut exchanged = Vec::new();
        {
            let before = Scene::new(self, State::Stored(&self.store));
            let mut after = Scene::new(self, State::Changing(transaction));
            for claim in claims.iter() {
                let (old, new) = (before.keys(claim)?, after.keys_now(claim)?);
                exchanged.extend(
                    old.difference(&new)
                        .map(|key| (false, key_quad(&index, claim, key))),
                );
                exchanged.extend(
                    new.difference(&old)
                        .map(|key| (true, key_quad(&index, claim, key))),
                );
                changed.extend(old.symmetric_difference(&new).cloned());
            }
        }
        for (comes, quad) in &exchanged {
            if *comes {
                transaction.insert(quad);
            } else {
                transaction.remove(quad);
            }
        }
        let mut before = Scene::new(self, State::Stored(&self.store));
        let mut after = Scene::new(self, State::Changing(transaction));
        for key in changed {
            let (old, new) = (before.sharing(&key)?, after.sharing(&key)?);
            if old.is_none() != new.is_none() {
                claims.extend(before.all_sharing(&key)?);
                claims.extend(after.all_sharing(&key)?);
            }
        }
        Ok(())
    }

    /// The keys and relations of all claims that some quads tell of.
    pub(super) fn relate_all<'a>(
        &self,
        quads: impl Iterator<Item = &'a Quad>,
    ) -> Result<QuadSet, StoreError> {
        let store = Store::new()?;
        store.extend(quads.cloned())?;
        let (resolved, index) = (self.base.resolved(), self.base.index());
        let mut scene = Scene::new(self, State::Stored(&store));
        let claims = scene.instances(schema::CLAIM)?;
        let mut derived = QuadSet::new();
        for claim in &claims {
            let keys = scene.keys_now(claim)?;
            derived.extend(by_text(keys.iter().map(|key| key_quad(&index, claim, key))));
        }
        store.extend(derived.values().cloned())?;
        let relations = Scene::new(self, State::Stored(&store)).around_all(&claims)?;
        let related = relations.into_values().map(|triple| quad_in(&resolved, triple));
        derived.extend(by_text(related));
        Ok(derived)
    }
}

fn key_quad(index: &NamedNode, claim: &NamedNode, key: &str) -> Quad {
    quad_in(
        index,
        Triple::new(claim.clone(), onr::KEY.into_owned(), Literal::from(key)),
    )
}

fn missing_in(these: &Told, those: &Told) -> Vec<Triple> {
    let rest = these.iter().filter(|(text, _)| !those.contains_key(*text));
    rest.map(|(_, triple)| triple.clone()).collect()
}

/// Whether a plain edge from a statement to a claim also stands for another relation than the one that is gone: one
/// that the speaker states, or one with another statement of the same claim.
fn is_still_told(
    transaction: &Transaction<'_>,
    graph: &NamedNode,
    edge: &Triple,
) -> Result<bool, StoreError> {
    if edge.predicate != onr::DENIES && edge.predicate != onr::CONFIRMS {
        return Ok(false);
    }
    let state = State::Changing(transaction);
    let subject = Term::from(edge.subject.clone());
    for relation in state.subjects(onr::RELATES_FROM, subject.as_ref(), graph)? {
        let kind = Term::from(edge.predicate.clone());
        if !state
            .objects(&relation, onr::RELATION_KIND, graph)?
            .contains(&kind)
        {
            continue;
        }
        for to in nodes(state.objects(&relation, onr::RELATES_TO, graph)?) {
            if state.objects(&to, onr::EXPRESSES, graph)?.contains(&edge.object) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Claims and remarks as they are read from one state of the record, each once.
struct Scene<'a> {
    state: State<'a>,
    base: &'a Base,
    comparer: &'a Comparer,
    resolved: NamedNode,
    index: NamedNode,
    contents: BTreeMap<NamedNode, Option<Rc<Content>>>,
    remarks: BTreeMap<NamedNode, Rc<Vec<Remark>>>,
    sharing: BTreeMap<String, Option<BTreeSet<NamedNode>>>,
}

impl<'a> Scene<'a> {
    fn new(record: &'a Record, state: State<'a>) -> Self {
        Self {
            state,
            base: &record.base,
            comparer: record.comparer(),
            resolved: record.base.resolved(),
            index: record.base.index(),
            contents: BTreeMap::new(),
            remarks: BTreeMap::new(),
            sharing: BTreeMap::new(),
        }
    }

    /// Takes over what another state has read of all but some claims, which alone have changed.
    fn knowing(mut self, other: &Self, changed: &BTreeSet<NamedNode>) -> Self {
        let kept = |claim: &NamedNode| !changed.contains(claim);
        let contents = other.contents.iter().filter(|(claim, _)| kept(claim));
        self.contents = contents
            .map(|(claim, content)| (claim.clone(), content.clone()))
            .collect();
        let remarks = other.remarks.iter().filter(|(claim, _)| kept(claim));
        self.remarks = remarks
            .map(|(claim, remarks)| (claim.clone(), Rc::clone(remarks)))
            .collect();
        self
    }

    fn instances(&self, class: NamedNodeRef<'_>) -> Result<BTreeSet<NamedNode>, StoreError> {
        self.state.subjects(rdf::TYPE, class.into(), &self.resolved)
    }

    /// The keys that the index has for a claim.
    fn keys(&self, claim: &NamedNode) -> Result<BTreeSet<String>, StoreError> {
        let keys = self.state.objects(claim, onr::KEY, &self.index)?;
        Ok(keys.into_iter().filter_map(|key| text(vec![key])).collect())
    }

    /// The keys that a claim must have; none where the record has no such claim.
    fn keys_now(&mut self, claim: &NamedNode) -> Result<BTreeSet<String>, StoreError> {
        Ok(self
            .content(claim)?
            .map(|content| content.keys())
            .unwrap_or_default())
    }

    /// The claims that share a key; `None` where there are too many.
    fn sharing(&mut self, key: &str) -> Result<Option<BTreeSet<NamedNode>>, StoreError> {
        if let Some(sharing) = self.sharing.get(key) {
            return Ok(sharing.clone());
        }
        let words = Literal::from(key);
        let sharing = self
            .state
            .some_subjects(onr::KEY, words.as_ref().into(), &self.index, MOST + 1)?;
        let sharing = Some(sharing).filter(|sharing| sharing.len() <= MOST);
        self.sharing.insert(key.to_owned(), sharing.clone());
        Ok(sharing)
    }

    fn all_sharing(&self, key: &str) -> Result<BTreeSet<NamedNode>, StoreError> {
        let key = Literal::from(key);
        self.state.subjects(onr::KEY, key.as_ref().into(), &self.index)
    }

    fn content(&mut self, claim: &NamedNode) -> Result<Option<Rc<Content>>, StoreError> {
        if let Some(content) = self.contents.get(claim) {
            return Ok(content.clone());
        }
        let objects = |property| self.state.objects(claim, property, &self.resolved);
        let content = match text(objects(schema::TEXT)?) {
            Some(words) => {
                let about: Vec<NamedNode> = nodes(objects(schema::ABOUT)?).collect();
                let setting: Vec<NamedNode> = nodes(objects(onr::SETTING)?).collect();
                let name =
                    |node: &'_ NamedNode| self.base.named(node.as_str()).map(|(_, slug)| slug.to_owned());
                let about = about.iter().filter_map(name);
                let setting = setting.iter().filter_map(name);
                Some(Rc::new(self.comparer.read(&words, about, setting)))
            }
            None => None,
        };
        self.contents.insert(claim.clone(), content.clone());
        Ok(content)
    }

    /// The relations of all remarks on some claims, with each other and with those on any other claim.
    fn around_all(&mut self, claims: &BTreeSet<NamedNode>) -> Result<Told, StoreError> {
        let mut told = Told::new();
        for claim in claims {
            self.around(claim, &mut told)?;
        }
        Ok(told)
    }

    fn around(&mut self, claim: &NamedNode, told: &mut Told) -> Result<(), StoreError> {
        let Some(content) = self.content(claim)? else {
            return Ok(());
        };
        let own = self.remarks(claim)?;
        let mut tell = |triple: Triple| _ = told.insert(triple.to_string(), triple);
        for relation in relate(&own, &[], None) {
            related::triples(&relation, self.base)
                .into_iter()
                .for_each(&mut tell);
        }
        let mut candidates: BTreeMap<NamedNode, usize> = BTreeMap::new();
        for key in self.keys(claim)? {
            let sharing = self.sharing(&key)?;
            for other in sharing.into_iter().flatten() {
                *candidates.entry(other).or_default() += 1;
            }
        }
        candidates.remove(claim);
        candidates.retain(|_, keys| *keys >= IN_COMMON);
        for other in candidates.into_keys() {
            let Some(likeness) = self
                .content(&other)?
                .and_then(|others| compare(&content, &others, self.comparer))
            else {
                continue;
            };
            let others = self.remarks(&other)?;
            if likeness.is_same && !are_nested(&own, &others) {
                tell(Triple::new(
                    claim.clone(),
                    onr::SAME_CLAIM.into_owned(),
                    other.clone(),
                ));
                tell(Triple::new(
                    other.clone(),
                    onr::SAME_CLAIM.into_owned(),
                    claim.clone(),
                ));
            }
            for relation in relate(&own, &others, Some(likeness)) {
                related::triples(&relation, self.base)
                    .into_iter()
                    .for_each(&mut tell);
            }
        }
        Ok(())
    }

    /// The remarks that express a claim, in order; what somebody thinks or wants is none.
    fn remarks(&mut self, claim: &NamedNode) -> Result<Rc<Vec<Remark>>, StoreError> {
        if let Some(remarks) = self.remarks.get(claim) {
            return Ok(Rc::clone(remarks));
        }
        let statements = self
            .state
            .subjects(onr::EXPRESSES, claim.as_ref().into(), &self.resolved)?;
        let mut remarks = Vec::new();
        for statement in statements {
            remarks.extend(self.remark(claim, &statement)?);
        }
        remarks.sort();
        let remarks = Rc::new(remarks);
        self.remarks.insert(claim.clone(), Rc::clone(&remarks));
        Ok(remarks)
    }

    fn remark(&self, claim: &NamedNode, statement: &NamedNode) -> Result<Option<Remark>, StoreError> {
        let objects = |property| self.state.objects(statement, property, &self.resolved);
        let Some(stance) = nodes(objects(onr::STANCE)?)
            .next()
            .and_then(|stance| attitude_of(stance.as_ref()))
        else {
            return Ok(None);
        };
        if !objects(onr::MODE)?.contains(&onr::SPEECH.into()) {
            return Ok(None);
        }
        let mut reports = BTreeSet::new();
        for report in nodes(objects(onr::REPORTED_BY)?) {
            let article = iri::article_of(report.as_ref());
            let published = self
                .state
                .quads(Some(&article), schema::DATE_PUBLISHED, None, None);
            let days = published
                .map(|quad| Ok(quad?.object))
                .collect::<Result<Vec<Term>, StoreError>>()?;
            let day = text(days).and_then(|day| day.parse::<NaiveDate>().ok());
            reports.insert((day.is_none(), day, report, article));
        }
        let Some((_, printed, report, _)) = reports.first().cloned() else {
            return Ok(None);
        };
        let said_on = text(objects(onr::SAID_ON)?).and_then(|day| day.parse().ok());
        Ok(Some(Remark {
            day: said_on.or(printed),
            id: statement.as_str().to_owned(),
            speaker: nodes(objects(schema::AGENT)?).next().map(NamedNode::into_string),
            stance,
            narrated: objects(onr::FORM)?.contains(&onr::NARRATED.into()),
            articles: reports
                .into_iter()
                .map(|(_, _, _, article)| article.into_string())
                .collect(),
            place: iri::hull(report.as_ref()),
            report: report.into_string(),
            claim: claim.as_str().to_owned(),
        }))
    }
}
