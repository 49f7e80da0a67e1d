//! Which run read which article: the one graph that holds a time of reading.

use super::{Record, StoreError, quad_in};
use crate::rdf::found::EXTRACTOR_VERSION;
use crate::rdf::vocabulary::{onr, prov};
use chrono::{DateTime, SecondsFormat, Utc};
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Triple};
use std::collections::HashSet;

/// What a run read, or a part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunPart {
    /// The articles.
    pub articles: Vec<NamedNode>,
    /// What could not be read: for each a sentence that names the place and the reason.
    pub not_read: Vec<String>,
}

impl RunPart {
    /// A part of these articles.
    pub fn of(articles: impl Into<Vec<NamedNode>>) -> Self {
        Self {
            articles: articles.into(),
            not_read: Vec::new(),
        }
    }

    /// How many things are told of.
    pub fn len(&self) -> usize {
        self.articles.len() + self.not_read.len()
    }

    /// Whether nothing was read, nor could not be read.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Record {
    /// Notes what a run which started at this time read. May be told in parts: the parts add up.
    ///
    /// # Errors
    /// Where the record cannot be written.
    pub fn record_run(&mut self, started: DateTime<Utc>, part: &RunPart) -> Result<(), StoreError> {
        let started = started.to_rfc3339_opts(SecondsFormat::Millis, true);
        let graph = self.base.runs();
        let run = self.base.run(&started);
        let time = Literal::new_typed_literal(started, xsd::DATE_TIME);
        let extractor = self.base.extractor(EXTRACTOR_VERSION);
        let mut transaction = self.store.start_transaction()?;
        let mut tell = |triple: Triple| transaction.insert(&quad_in(&graph, triple));
        tell(Triple::new(run.clone(), rdf::TYPE, prov::ACTIVITY));
        tell(Triple::new(run.clone(), prov::STARTED_AT_TIME, time));
        tell(Triple::new(run.clone(), prov::WAS_ASSOCIATED_WITH, extractor));
        for article in &part.articles {
            tell(Triple::new(run.clone(), prov::USED, article.clone()));
        }
        for sentence in &part.not_read {
            let sentence = Literal::new_simple_literal(sentence);
            tell(Triple::new(run.clone(), onr::NOT_READ, sentence));
        }
        transaction.commit()?;
        Ok(())
    }

    /// The articles that another version of the program read.
    ///
    /// # Errors
    /// Where the record cannot be read.
    pub fn read_by_others(&self) -> Result<Vec<NamedNode>, StoreError> {
        let extractor = self.base.extractor(EXTRACTOR_VERSION);
        let ours = self.quads_with(
            None,
            Some(prov::WAS_ATTRIBUTED_TO),
            Some(extractor.as_ref().into()),
        );
        let ours: HashSet<NamedOrBlankNode> = ours
            .map(|quad| Ok(quad?.subject))
            .collect::<Result<_, StoreError>>()?;
        let mut articles = self.articles()?;
        articles.retain(|article| !ours.contains(&article.clone().into()));
        Ok(articles)
    }
}
