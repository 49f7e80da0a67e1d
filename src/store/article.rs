//! Articles in and out of the record, each in one transaction with all that follows from it.

use super::exchange::Rest;
use super::{FLUSHED_AT_ONCE, QuadSet, Record, StoreError, beside, by_text, quads_of, reprint};
use crate::pipeline::Extraction;
use crate::rdf::found;
use crate::rdf::resolved::called;
use crate::rdf::vocabulary::dcterms;
use oxigraph::model::{NamedNode, NamedNodeRef, Quad, TermRef};

/// What putting an article did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The record did not have it.
    Added,
    /// The record had another reading of it, or knew it under fewer names.
    Replaced,
    /// The record had it just so.
    Unchanged,
}

impl Record {
    /// Puts an article into the record, in the place of what the record knew of it. The names under which it
    /// was read before are kept.
    ///
    /// # Errors
    /// Where the record cannot be read or written; then nothing of it is stored.
    pub fn put(&mut self, extraction: &Extraction) -> Result<Change, StoreError> {
        let article = self.base.article(&extraction.article);
        let old = by_text(self.found(article.as_ref())?);
        let names = old
            .values()
            .filter(|quad| quad.predicate == dcterms::IDENTIFIER)
            .cloned();
        let new = by_text(found::quads(extraction, &self.base).into_iter().chain(names));
        if old.keys().eq(new.keys()) {
            return Ok(Change::Unchanged);
        }
        let change = if old.is_empty() {
            Change::Added
        } else {
            Change::Replaced
        };
        self.unflushed += old.len() + new.len();
        self.exchange(&article, old, new)?;
        if self.unflushed >= FLUSHED_AT_ONCE {
            self.flush()?;
            self.unflushed = 0;
        }
        Ok(change)
    }

    /// Takes an article out of the record; says whether it was there.
    ///
    /// # Errors
    /// Where the record cannot be read or written; then all of it stays.
    pub fn remove(&mut self, article: NamedNodeRef<'_>) -> Result<bool, StoreError> {
        let old = by_text(self.found(article)?);
        if old.is_empty() {
            return Ok(false);
        }
        self.exchange(&article.into_owned(), old, QuadSet::new())?;
        Ok(true)
    }

    /// The as-found graph of an article.
    pub(super) fn found(&self, article: NamedNodeRef<'_>) -> Result<Vec<Quad>, StoreError> {
        self.graph(article).collect()
    }

    /// Every quad of a graph, in no particular order.
    pub fn graph(&self, name: NamedNodeRef<'_>) -> impl Iterator<Item = Result<Quad, StoreError>> + use<> {
        quads_of(&self.store, name)
    }

    /// Every quad of the record, in no particular order.
    pub fn quads(&self) -> impl Iterator<Item = Result<Quad, StoreError>> + use<> {
        self.store.iter().map(|quad| Ok(quad?))
    }

    /// The quads that fit a pattern, in all graphs and in no particular order.
    pub fn quads_with(
        &self,
        subject: Option<NamedNodeRef<'_>>,
        property: Option<NamedNodeRef<'_>>,
        object: Option<TermRef<'_>>,
    ) -> impl Iterator<Item = Result<Quad, StoreError>> + use<> {
        self.store
            .quads_for_pattern(subject.map(Into::into), property, object, None)
            .map(|quad| Ok(quad?))
    }

    /// One transaction: the article's own graph, then what all articles share.
    fn exchange(&self, article: &NamedNode, old: QuadSet, new: QuadSet) -> Result<(), StoreError> {
        let mut transaction = self.store.start_transaction()?;
        beside(&old, &new).for_each(|quad| transaction.remove(quad));
        beside(&new, &old).for_each(|quad| transaction.insert(quad));
        if new.is_empty() {
            transaction.remove_named_graph(article)?;
        }
        reprint::renew(&mut transaction, &self.base.resolved(), article, old.values())?;
        let (was, is) = (called(old.values().cloned()), called(new.values().cloned()));
        let names = self.identify(&mut transaction, article, &was, &is)?;
        let mut before = self.contribution(old.into_values().chain(names.before.values().cloned()));
        let mut after = self.contribution(new.into_values().chain(names.after.values().cloned()));
        for other in names.articles.iter().filter(|other| *other != article) {
            let found = self.found(other.as_ref())?;
            before.join(self.contribution(found.iter().cloned().chain(names.before.values().cloned())));
            after.join(self.contribution(found.into_iter().chain(names.after.values().cloned())));
        }
        Rest::new(self, &names.articles).exchange(&mut transaction, &before, &after)?;
        self.relate_claims_of(&mut transaction, &before, &after, &self.judgements)?;
        transaction.commit()?;
        Ok(())
    }
}
