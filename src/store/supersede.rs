//! New versions of articles: the same address or name, and much of the same words.
//!
//! A correction is not another article: the version that was read last stays, with its claims, and the earlier one leaves the record.
//! That there was one is noted in the graph `runs`, which alone knows what was read when. Judgements go with the words.

use super::reprint::ALIKE;
use super::{Change, Record, StoreError, quad_in};
use crate::likeness::Sketch;
use crate::pipeline::Extraction;
use crate::rdf::vocabulary::{dcterms, onr, prov, schema};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, Triple};
use std::collections::BTreeSet;

/// What an article is known by: an earlier version has one of these in common with it.
pub(super) struct Known {
    pub(super) names: BTreeSet<String>,
    pub(super) addresses: BTreeSet<String>,
}

impl Known {
    /// As an article was just read.
    fn of_reading(extraction: &Extraction) -> Self {
        let source = &extraction.article;
        Self {
            names: BTreeSet::from([source.name.clone()]),
            addresses: source.url.iter().map(|url| url.value.clone()).collect(),
        }
    }

    /// As the record has it.
    pub(super) fn of_record(record: &Record, article: &NamedNode) -> Result<Self, StoreError> {
        Ok(Self {
            names: record.texts(article, dcterms::IDENTIFIER)?,
            addresses: record.texts(article, schema::URL)?,
        })
    }
}

impl Record {
    /// Takes out the earlier versions of an article that was put into the record, and notes them; says how many.
    ///
    /// # Errors
    /// Where the record cannot be read or written.
    pub fn supersede(&mut self, extraction: &Extraction) -> Result<usize, StoreError> {
        let article = self.base.article(&extraction.article);
        let earlier = self.earlier_versions(&article, &Known::of_reading(extraction))?;
        for version in &earlier {
            self.take_out_version(&article, version)?;
        }
        Ok(earlier.len())
    }

    /// Puts an article that the record has into it as it was read again, under all its names. What is read of its day or
    /// outlet may give it another IRI: then it is noted as a version of the one it was.
    ///
    /// # Errors
    /// Where the record cannot be read or written.
    pub fn renew(&mut self, known: &NamedNode, extraction: &mut Extraction) -> Result<Change, StoreError> {
        let mut change = self.put(extraction)?;
        let article = self.base.article(&extraction.article);
        if article != *known {
            for name in self.texts(known, dcterms::IDENTIFIER)? {
                extraction.article.name = name;
                self.put(extraction)?;
            }
            self.take_out_version(&article, known)?;
            change = Change::Replaced;
        }
        Ok(change)
    }

    /// Takes an earlier version of an article out, and notes it.
    fn take_out_version(&mut self, article: &NamedNode, version: &NamedNode) -> Result<(), StoreError> {
        let mut transaction = self.store.start_transaction()?;
        transaction.insert(&self.revision(article, version));
        transaction.commit()?;
        // Last: killed before it, the next run finds the earlier version again.
        self.remove(version.as_ref())?;
        Ok(())
    }

    /// Takes out the graph of an earlier version and notes that; what is derived from it stays, to be computed anew.
    pub(super) fn drop_version(&self, article: &NamedNode, version: &NamedNode) -> Result<(), StoreError> {
        let mut transaction = self.store.start_transaction()?;
        transaction.remove_named_graph(version)?;
        transaction.insert(&self.revision(article, version));
        Ok(transaction.commit()?)
    }

    fn revision(&self, article: &NamedNode, version: &NamedNode) -> Quad {
        let note = Triple::new(article.clone(), prov::WAS_REVISION_OF, version.clone());
        quad_in(&self.base.runs(), note)
    }

    /// The articles of the record that an article is a version of. It is in the record itself.
    pub(super) fn earlier_versions(
        &self,
        article: &NamedNode,
        known: &Known,
    ) -> Result<BTreeSet<NamedNode>, StoreError> {
        let outlet = self.texts(article, onr::PUBLISHER_NAME)?;
        let mut candidates = BTreeSet::new();
        for name in &known.names {
            for candidate in self.said_to_have(dcterms::IDENTIFIER, name)? {
                // What another outlet prints under the same file name is a print of its own.
                if self.texts(&candidate, onr::PUBLISHER_NAME)? == outlet {
                    candidates.insert(candidate);
                }
            }
        }
        for address in &known.addresses {
            candidates.extend(self.said_to_have(schema::URL, address)?);
        }
        candidates.remove(article);
        if candidates.is_empty() {
            return Ok(candidates);
        }
        // Below that likeness it is another article: some pages have new ones each day.
        let own = self.sketch(article)?;
        let mut earlier = BTreeSet::new();
        for candidate in candidates {
            if self.sketch(&candidate)?.likeness(&own) >= ALIKE {
                earlier.insert(candidate);
            }
        }
        Ok(earlier)
    }

    /// The articles that have a text as a property.
    fn said_to_have(
        &self,
        property: NamedNodeRef<'_>,
        text: &str,
    ) -> Result<BTreeSet<NamedNode>, StoreError> {
        let text = Literal::from(text);
        let quads = self.quads_with(None, Some(property), Some(text.as_ref().into()));
        let mut articles = BTreeSet::new();
        for quad in quads {
            if let NamedOrBlankNode::NamedNode(node) = quad?.subject
                && self.base.is_article(node.as_ref())
            {
                articles.insert(node);
            }
        }
        Ok(articles)
    }

    /// The texts that an article has as a property.
    fn texts(&self, article: &NamedNode, property: NamedNodeRef<'_>) -> Result<BTreeSet<String>, StoreError> {
        let mut texts = BTreeSet::new();
        for quad in self.quads_with(Some(article.as_ref()), Some(property), None) {
            if let Term::Literal(text) = quad?.object {
                texts.insert(text.value().to_owned());
            }
        }
        Ok(texts)
    }

    fn sketch(&self, article: &NamedNode) -> Result<Sketch, StoreError> {
        let bands = self.texts(article, onr::TEXT_BAND)?;
        Ok(Sketch::from_bands(bands.iter().map(String::as_str)))
    }
}
