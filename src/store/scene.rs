//! Claims and remarks as they stand in one state of the record, and their relations.

use super::state::{State, nodes, text};
use super::telling::Telling;
use super::verdicts::Verdicts;
use super::{Record, StoreError};
use crate::judgement::Answer;
use crate::mention::Kind;
use crate::rdf::concept::attitude_of;
use crate::rdf::iri::{self, Base};
use crate::rdf::judged::Judgements;
use crate::rdf::vocabulary::{onr, schema};
use crate::reader::ClaimVector;
use crate::relation::{Circumstances, Comparer, Content, Ground, Likeness, Remark, Remarks, compare, relate};
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
/// Two claims are compared when the keys that they have in common are worth so much.
const IN_COMMON: usize = 2;

/// Triples by their text.
pub(super) type Told = BTreeMap<String, Triple>;

/// Claims and remarks as they are read from one state of the record, each once.
pub(super) struct Scene<'a> {
    state: State<'a>,
    /// The record as it was before anything changed.
    stored: State<'a>,
    base: &'a Base,
    comparer: &'a Comparer,
    resolved: NamedNode,
    index: NamedNode,
    verdicts: Verdicts<'a>,
    contents: BTreeMap<NamedNode, Option<Rc<Content>>>,
    remarks: BTreeMap<NamedNode, Rc<Remarks>>,
    sharing: Sharing,
}

/// What was read of claims and remarks.
pub(super) struct Read {
    contents: BTreeMap<NamedNode, Option<Rc<Content>>>,
    remarks: BTreeMap<NamedNode, Rc<Remarks>>,
}

/// Where claims lie.
pub(super) type Vectors = BTreeMap<NamedNode, ClaimVector>;

/// The claims that share each key; `None` where there are too many.
pub(super) type Sharing = BTreeMap<String, Option<BTreeSet<NamedNode>>>;

/// Those that share a key, unless there are too many.
pub(super) fn few(sharing: BTreeSet<NamedNode>) -> Option<BTreeSet<NamedNode>> {
    Some(sharing).filter(|sharing| sharing.len() <= MOST)
}

impl<'a> Scene<'a> {
    pub(super) fn new(record: &'a Record, state: State<'a>, judgements: &'a Judgements) -> Self {
        Self {
            verdicts: Verdicts::new(record, state, judgements),
            state,
            stored: State::Stored(&record.store),
            base: &record.base,
            comparer: record.comparer(),
            resolved: record.base.resolved(),
            index: record.base.index(),
            contents: BTreeMap::new(),
            remarks: BTreeMap::new(),
            sharing: BTreeMap::new(),
        }
    }

    /// Takes over what another state has read of all but some claims, which alone have changed, and who shares which keys.
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
        self.sharing.clone_from(&other.sharing);
        self
    }

    /// What it has read of claims and remarks, which stays when the index changes.
    pub(super) fn read(self) -> Read {
        Read {
            contents: self.contents,
            remarks: self.remarks,
        }
    }

    /// Takes over what was read, and who shares some keys.
    pub(super) fn having(mut self, read: Read, sharing: Sharing) -> Self {
        self.contents.extend(read.contents);
        self.remarks.extend(read.remarks);
        self.sharing.extend(sharing);
        self
    }

    pub(super) fn instances(&self, class: NamedNodeRef<'_>) -> Result<BTreeSet<NamedNode>, StoreError> {
        self.state.subjects(rdf::TYPE, class.into(), &self.resolved)
    }

    /// The keys of a claim, which the index has in the state in which its claims are indexed; none where the record has no
    /// such claim.
    pub(super) fn keys(&mut self, claim: &NamedNode) -> Result<BTreeSet<String>, StoreError> {
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
        let sharing = self.some_sharing(key)?;
        self.sharing.insert(key.to_owned(), sharing.clone());
        Ok(sharing)
    }

    pub(super) fn some_sharing(&self, key: &str) -> Result<Option<BTreeSet<NamedNode>>, StoreError> {
        let key = Literal::from(key);
        let sharing = self
            .state
            .some_subjects(onr::KEY, key.as_ref().into(), &self.index, MOST + 1)?;
        Ok(few(sharing))
    }

    pub(super) fn all_sharing(&self, key: &str) -> Result<BTreeSet<NamedNode>, StoreError> {
        let key = Literal::from(key);
        self.state.subjects(onr::KEY, key.as_ref().into(), &self.index)
    }

    /// What a claim says; `None` where the record has no such claim, and for commonplaces.
    pub(super) fn content(&mut self, claim: &NamedNode) -> Result<Option<Rc<Content>>, StoreError> {
        if let Some(content) = self.contents.get(claim) {
            return Ok(content.clone());
        }
        let content = match self.is_commonplace(claim)? {
            // Whom all articles that have it speak of would be a long list.
            true => None,
            false => self.read_content(claim)?.map(Rc::new),
        };
        self.contents.insert(claim.clone(), content.clone());
        Ok(content)
    }

    fn read_content(&mut self, claim: &NamedNode) -> Result<Option<Content>, StoreError> {
        let objects = |property| self.state.objects(claim, property, &self.resolved);
        let Some(words) = text(objects(schema::TEXT)?) else {
            return Ok(None);
        };
        let named = |property| -> Result<Vec<(Kind, String)>, StoreError> {
            let entities = nodes(objects(property)?);
            let named = entities.filter_map(|entity| {
                let (kind, name) = self.base.named(entity.as_str())?;
                Some((kind, name.to_owned()))
            });
            Ok(named.collect())
        };
        let (about, setting) = (named(schema::ABOUT)?, named(onr::SETTING)?);
        let remarks = self.remarks(claim)?;
        let speakers = remarks.made.iter().filter_map(|remark| remark.speaker.as_deref());
        let speakers = speakers.filter_map(|speaker| Some(self.base.named(speaker)?.1.to_owned()));
        let setting = setting.into_iter().map(|(_, name)| name);
        let content = self.comparer.read(&words, about, setting, speakers);
        let vector = self.vector(claim, &words)?;
        Ok(Some(self.comparer.place(content, vector)?))
    }

    /// Where some claims lie, those that the record has and that are no commonplaces.
    pub(super) fn vectors(&mut self, claims: &BTreeSet<NamedNode>) -> Result<Vectors, StoreError> {
        let mut vectors = Vectors::new();
        for claim in claims {
            if let Some(content) = self.content(claim)? {
                vectors.extend(content.vector().map(|vector| (claim.clone(), vector.clone())));
            }
        }
        Ok(vectors)
    }

    /// Where some claims lie, as the index has it.
    pub(super) fn indexed_vectors(&self, claims: &BTreeSet<NamedNode>) -> Result<Vectors, StoreError> {
        let mut vectors = Vectors::new();
        for claim in claims {
            let indexed = self.indexed_vector(claim)?;
            vectors.extend(indexed.map(|vector| (claim.clone(), vector)));
        }
        Ok(vectors)
    }

    fn indexed_vector(&self, claim: &NamedNode) -> Result<Option<ClaimVector>, StoreError> {
        let indexed = text(self.state.objects(claim, onr::VECTOR, &self.index)?);
        Ok(indexed.and_then(|indexed| ClaimVector::from_text(&indexed)))
    }

    /// Where a claim lies. The index has it in the state in which its claims are indexed; while a record changes, of the words
    /// that the claim had before.
    fn vector(&self, claim: &NamedNode, words: &str) -> Result<ClaimVector, StoreError> {
        let is_indexed = match self.state {
            State::Stored(_) => true,
            State::Changing(_) => {
                let before = self.stored.objects(claim, schema::TEXT, &self.resolved)?;
                text(before).is_some_and(|before| before == words)
            }
        };
        match self.indexed_vector(claim)?.filter(|_| is_indexed) {
            Some(vector) => Ok(vector),
            None => Ok(self.comparer.vector(words)?),
        }
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
    pub(super) fn around_all<'c>(
        &mut self,
        claims: impl IntoIterator<Item = &'c NamedNode>,
    ) -> Result<Told, StoreError> {
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
        for relation in relate(&own.made, &[], None) {
            telling.relation(&relation);
        }
        let mut others: BTreeSet<NamedNode> = self.candidates(claim)?.into_iter().collect();
        others.extend(around.same().cloned());
        for other in others {
            let answer = around.claims.get(&other);
            let (one, other) = if *claim < other {
                (claim, &other)
            } else {
                (&other, claim)
            };
            let likeness = match answer {
                Some(Answer::Same) => Some(Likeness::judged()),
                Some(Answer::NotSame) => None,
                _ => self.likeness(one, other)?,
            };
            let Some(likeness) = likeness else { continue };
            if likeness.is_same {
                telling.same(one, other);
            }
            let (remarks, others) = (self.remarks(one)?, self.remarks(other)?);
            for mut relation in relate(&remarks.made, &others.made, Some(likeness)) {
                if answer == Some(&Answer::Same) {
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

    /// The other claims that have enough keys in common with one to be compared with it.
    pub(super) fn candidates(&mut self, claim: &NamedNode) -> Result<Vec<NamedNode>, StoreError> {
        let mut candidates: BTreeMap<NamedNode, usize> = BTreeMap::new();
        for key in self.keys(claim)? {
            let sharing = self.sharing(&key)?;
            for other in sharing.into_iter().flatten() {
                *candidates.entry(other).or_default() += Content::worth(&key);
            }
        }
        candidates.remove(claim);
        candidates.retain(|_, worth| *worth >= IN_COMMON);
        Ok(candidates.into_keys().collect())
    }

    /// How two claims stand to each other by their words; `None` also where one stands within the other's. They come in the
    /// order of their IRIs, so that the same numbers are added in the same order.
    pub(super) fn likeness(
        &mut self,
        one: &NamedNode,
        other: &NamedNode,
    ) -> Result<Option<Likeness>, StoreError> {
        let (Some(content), Some(others)) = (self.content(one)?, self.content(other)?) else {
            return Ok(None);
        };
        let (remarks, others_remarks) = (self.remarks(one)?, self.remarks(other)?);
        if remarks.are_nested(&others_remarks) {
            return Ok(None);
        }
        let circumstances = Circumstances::of((&content, &remarks.made), (&others, &others_remarks.made));
        Ok(compare(&content, &others, circumstances, self.comparer))
    }

    /// The remarks that express a claim, and all places of it; commonplaces have none.
    fn remarks(&mut self, claim: &NamedNode) -> Result<Rc<Remarks>, StoreError> {
        if let Some(remarks) = self.remarks.get(claim) {
            return Ok(Rc::clone(remarks));
        }
        let mut statements = self.statements(claim)?;
        if statements.len() > COMMONPLACE {
            statements.clear();
        }
        let mut remarks = Remarks::default();
        for statement in statements {
            let reports = self.state.objects(&statement, onr::REPORTED_BY, &self.resolved)?;
            let reports: Vec<NamedNode> = nodes(reports).collect();
            let places = reports.iter().filter_map(|report| {
                let article = iri::article_of(report.as_ref()).into_string();
                Some((article, iri::hull(report.as_ref())?))
            });
            remarks.places.extend(places);
            remarks.made.extend(self.remark(claim, &statement, reports)?);
        }
        remarks.made.sort();
        let remarks = Rc::new(remarks);
        self.remarks.insert(claim.clone(), Rc::clone(&remarks));
        Ok(remarks)
    }

    /// A statement as a remark; none where it is a thought or a wish.
    fn remark(
        &self,
        claim: &NamedNode,
        statement: &NamedNode,
        printed: Vec<NamedNode>,
    ) -> Result<Option<Remark>, StoreError> {
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
        for report in printed {
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
