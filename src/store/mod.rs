//! The record on disk: the only importer of Oxigraph's store.
//!
//! Takes extractions, keeps their as-found graphs and the resolved graph that follows from them, and answers
//! SPARQL. Each article goes in or out in one transaction, so a process that is killed leaves nothing half
//! stored; what is derived is brought up to date in the same transaction. One process holds a record at a time.

mod article;
mod ask;
mod care;
mod crowd;
mod derive;
mod draft;
mod error;
mod exchange;
mod identify;
mod judge;
mod load;
mod log;
mod open;
mod relate;
mod reprint;
mod resolve;
mod run;
mod scene;
mod shard;
mod state;
mod supersede;
mod telling;
mod verdicts;

pub use article::Change;
pub use care::{Stats, restore};
pub use crowd::Ground;
pub use error::StoreError;
pub use judge::{Judged, State};
pub use load::{Loaded, Stage, load};
pub use log::{Log, Run};
pub use run::RunPart;
pub use shard::{LoadError, Shard};

use crate::lexicon::Spellings;
use crate::rdf::iri::Base;
use crate::rdf::judged::Judgements;
use crate::relation::{Comparer, Foreseen};
use oxigraph::model::{GraphName, GraphNameRef, NamedNode, NamedNodeRef, Quad, Triple};
use oxigraph::store::Store;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

/// A record of articles, on disk or in memory.
pub struct Record {
    store: Store,
    base: Base,
    /// What its graph of judgements holds.
    judgements: Arc<Judgements>,
    /// Where it lies; `None` in memory.
    path: Option<PathBuf>,
    /// What claims are compared with; made when the first article goes in or out.
    comparer: OnceLock<Comparer>,
    /// Which spellings of a name are taken for one.
    spellings: OnceLock<Spellings>,
    /// How many quads of articles were committed since the disk last took all.
    unflushed: usize,
}

/// After so many quads of articles the disk is made to take what memory holds. RocksDB by itself keeps some hundreds of megabytes
/// before it writes them, and takes ever longer to find its place among them.
const FLUSHED_AT_ONCE: usize = 40_000;

impl Record {
    fn spellings(&self) -> &Spellings {
        self.spellings.get_or_init(Spellings::standard)
    }

    /// The same record for somebody who reads it while others write: the store is shared, the judgements are those of now.
    pub fn handle(&self) -> Self {
        Self {
            store: self.store.clone(),
            base: self.base.clone(),
            judgements: Arc::clone(&self.judgements),
            path: self.path.clone(),
            comparer: OnceLock::new(),
            spellings: OnceLock::new(),
            unflushed: 0,
        }
    }

    /// Takes the vectors of the claims of the article that is put next, where they were made beforehand.
    pub fn expect(&self, foreseen: Foreseen) {
        self.comparer().expect(foreseen);
    }

    fn comparer(&self) -> &Comparer {
        self.comparer.get_or_init(Comparer::standard)
    }

    /// What the IRIs of its data begin with.
    pub fn base(&self) -> &Base {
        &self.base
    }

    /// Waits until all that was committed lies on the disk, where it survives a power cut too. To be called
    /// before saying "done".
    ///
    /// # Errors
    /// Where the disk does not take it.
    pub fn flush(&self) -> Result<(), StoreError> {
        if self.path.is_some() {
            self.store.flush()?;
        }
        Ok(())
    }
}

#[cfg(test)]
impl Record {
    /// Breaks the record, for the tests of those who shall notice.
    pub(crate) fn tamper(&self, out: &[Quad], put: &[Quad]) {
        for quad in out {
            self.store.remove(quad).expect("memory lets go of it");
        }
        for quad in put {
            self.store.insert(quad).expect("memory takes it");
        }
    }
}

/// Quads by their text, so that they have an order and two sets of them can be compared.
pub type QuadSet = BTreeMap<String, Quad>;

fn by_text(quads: impl IntoIterator<Item = Quad>) -> QuadSet {
    quads.into_iter().map(|quad| (quad.to_string(), quad)).collect()
}

/// The quads, or triples, that one set has beside those of another.
pub fn beside<'a, T>(
    these: &'a BTreeMap<String, T>,
    those: &BTreeMap<String, T>,
) -> impl Iterator<Item = &'a T> {
    let rest = these.iter().filter(|(text, _)| !those.contains_key(*text));
    rest.map(|(_, each)| each)
}

/// A triple in a graph.
fn quad_in(graph: &NamedNode, triple: Triple) -> Quad {
    triple.in_graph(GraphName::NamedNode(graph.clone()))
}

/// Every quad of a graph of a store, in no particular order.
fn quads_of(
    store: &Store,
    graph: NamedNodeRef<'_>,
) -> impl Iterator<Item = Result<Quad, StoreError>> + use<> {
    let graph = GraphNameRef::NamedNode(graph);
    let quads = store.quads_for_pattern(None, None, None, Some(graph));
    quads.map(|quad| Ok(quad?))
}

/// What stands in a graph of one node and one property.
#[cfg(test)]
mod tests;
