//! Which run read which article: the one graph that holds a time of reading.

use super::{Record, StoreError, quad_in};
use crate::rdf::found::EXTRACTOR_VERSION;
use crate::rdf::vocabulary::prov;
use chrono::{DateTime, SecondsFormat, Utc};
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Triple};
use std::collections::HashSet;

impl Record {
    /// Notes that a run which started at this time read these articles. May be told in parts: the parts add up.
    ///
    /// # Errors
    /// Where the record cannot be written.
    pub fn record_run(&mut self, started: DateTime<Utc>, articles: &[NamedNode]) -> Result<(), StoreError> {
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
        for article in articles {
            tell(Triple::new(run.clone(), prov::USED, article.clone()));
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
