//! Claims and remarks as they stand in one state of the record, and their relations.

use super::state::{State, nodes, text};
use super::telling::Telling;
use super::verdicts::Verdicts;
use super::{Record, StoreError};
use crate::judgement::Answer;
use crate::rdf::concept::attitude_of;
use crate::rdf::iri::{self, Base};
use crate::rdf::judged::Judgements;
use crate::rdf::vocabulary::{onr, schema};
use crate::relation::{Comparer, Content, Ground, Likeness, Remark, are_nested, compare, relate};
use chrono::NaiveDate;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term, Triple};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// A key that more claims have is no reason to compare them.
pub(super) const MOST: usize = 16;
/// What more statements express is a commonplace: who says it again, and what is like it, says too little, and people alone
/// relate it.
const COMMONPLACE: usize = if cfg!(test) { 4 } else { 32 };
/// Two claims are compared when they have so many keys in common.
const IN_COMMON: usize = 3;

/// Triples by their text.
pub(super) type Told = BTreeMap<String, Triple>;

/// Claims and remarks as they are read from one state of the record, each once.
pub(super) struct Scene<'a> {
    state: State<'a>,
    base: &'a Base,
    comparer: &'a Comparer,
    resolved: NamedNode,
    index: NamedNode,
    verdicts: Verdicts<'a>,
    contents: BTreeMap<NamedNode, Option<Rc<Content>>>,
    remarks: BTreeMap<NamedNode, Rc<Vec<Remark>>>,
    sharing: BTreeMap<String, Option<BTreeSet<NamedNode>>>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(record: &'a Record, state: State<'a>, judgements: &'a Judgements) -> Self {
        Self {
            verdicts: Verdicts::new(record, state, judgements),
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
    pub(super) fn knowing(mut self, other: &Self, changed: &BTreeSet<NamedNode>) -> Self {
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

    pub(super) fn instances(&self, class: NamedNodeRef<'_>) -> Result<BTreeSet<NamedNode>, StoreError> {
        self.state.subjects(rdf::TYPE, class.into(), &self.resolved)
    }

    /// The keys that the index has for a claim.
    pub(super) fn keys(&self, claim: &NamedNode) -> Result<BTreeSet<String>, StoreError> {
        let keys = self.state.objects(claim, onr::KEY, &self.index)?;
        Ok(keys.into_iter().filter_map(|key| text(vec![key])).collect())
    }

    /// The keys that a claim must have; none where the record has no such claim.
    pub(super) fn keys_now(&mut self, claim: &NamedNode) -> Result<BTreeSet<String>, StoreError> {
        Ok(self
            .content(claim)?
            .map(|content| content.keys())
            .unwrap_or_default())
    }

    /// The claims that share a key; `None` where there are too many.
    pub(super) fn sharing(&mut self, key: &str) -> Result<Option<BTreeSet<NamedNode>>, StoreError> {
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

    pub(super) fn all_sharing(&self, key: &str) -> Result<BTreeSet<NamedNode>, StoreError> {
        let key = Literal::from(key);
        self.state.subjects(onr::KEY, key.as_ref().into(), &self.index)
    }

    /// What a claim says; `None` where the record has no such claim, and for commonplaces.
    fn content(&mut self, claim: &NamedNode) -> Result<Option<Rc<Content>>, StoreError> {
        if let Some(content) = self.contents.get(claim) {
            return Ok(content.clone());
        }
        let objects = |property| self.state.objects(claim, property, &self.resolved);
        let content = match text(objects(schema::TEXT)?) {
            Some(words) if !self.is_commonplace(claim)? => {
                let about: Vec<NamedNode> = nodes(objects(schema::ABOUT)?).collect();
                let setting: Vec<NamedNode> = nodes(objects(onr::SETTING)?).collect();
                let name =
                    |node: &'_ NamedNode| self.base.named(node.as_str()).map(|(_, slug)| slug.to_owned());
                let about = about.iter().filter_map(name);
                let setting = setting.iter().filter_map(name);
                Some(Rc::new(self.comparer.read(&words, about, setting)))
            }
            _ => None,
        };
        self.contents.insert(claim.clone(), content.clone());
        Ok(content)
    }

    /// The statements that express a claim; of a commonplace, enough to tell that it is one.
    fn statements(&self, claim: &NamedNode) -> Result<BTreeSet<NamedNode>, StoreError> {
        let claim = claim.as_ref().into();
        self.state
            .some_subjects(onr::EXPRESSES, claim, &self.resolved, COMMONPLACE + 1)
    }

    fn is_commonplace(&self, claim: &NamedNode) -> Result<bool, StoreError> {
        Ok(self.statements(claim)?.len() > COMMONPLACE)
    }

    /// The relations of all remarks on some claims, with each other and with those on any other claim.
    pub(super) fn around_all(&mut self, claims: &BTreeSet<NamedNode>) -> Result<Told, StoreError> {
        let mut told = Told::new();
        for claim in claims {
            self.around(claim, &mut told)?;
        }
        Ok(told)
    }

    fn around(&mut self, claim: &NamedNode, told: &mut Told) -> Result<(), StoreError> {
        let own = self.remarks(claim)?;
        let around = self.verdicts.around(claim)?;
        let mut telling = Telling::new(&around, self.base, told);
        for relation in relate(&own, &[], None) {
            telling.relation(&relation);
        }
        let mut others: BTreeSet<NamedNode> = self.candidates(claim)?.into_iter().collect();
        others.extend(around.same().cloned());
        for other in others {
            let answer = around.claims.get(&other);
            let likeness = match answer {
                Some(Answer::Same) => Some(Likeness::judged()),
                Some(Answer::NotSame) => None,
                _ => self.likeness(claim, &other)?,
            };
            let Some(likeness) = likeness else { continue };
            let is_judged = answer == Some(&Answer::Same);
            let others = self.remarks(&other)?;
            if is_judged || (likeness.is_same && !are_nested(&own, &others)) {
                telling.same(claim, &other);
            }
            for mut relation in relate(&own, &others, Some(likeness)) {
                if is_judged {
                    relation.ground = Ground::Judged;
                }
                telling.relation(&relation);
            }
        }
        for stated in self.verdicts.stated(&around)? {
            telling.unless_told(stated);
        }
        Ok(())
    }

    /// How alike two claims are by their words.
    pub(super) fn likeness(
        &mut self,
        one: &NamedNode,
        other: &NamedNode,
    ) -> Result<Option<Likeness>, StoreError> {
        let (Some(one), Some(other)) = (self.content(one)?, self.content(other)?) else {
            return Ok(None);
        };
        Ok(compare(&one, &other, self.comparer))
    }

    /// The other claims that have enough keys in common with one to be compared with it.
    fn candidates(&mut self, claim: &NamedNode) -> Result<Vec<NamedNode>, StoreError> {
        let mut candidates: BTreeMap<NamedNode, usize> = BTreeMap::new();
        for key in self.keys(claim)? {
            let sharing = self.sharing(&key)?;
            for other in sharing.into_iter().flatten() {
                *candidates.entry(other).or_default() += 1;
            }
        }
        candidates.remove(claim);
        candidates.retain(|_, keys| *keys >= IN_COMMON);
        Ok(candidates.into_keys().collect())
    }

    /// The remarks that express a claim, in order; what somebody thinks or wants is none, and commonplaces have none.
    fn remarks(&mut self, claim: &NamedNode) -> Result<Rc<Vec<Remark>>, StoreError> {
        if let Some(remarks) = self.remarks.get(claim) {
            return Ok(Rc::clone(remarks));
        }
        let mut statements = self.statements(claim)?;
        if statements.len() > COMMONPLACE {
            statements.clear();
        }
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
