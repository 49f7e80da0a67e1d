//! A record out of shards: the as-found graphs of articles that were read elsewhere, perhaps on many machines.
//!
//! The graphs go in first, by Oxigraph's bulk loader, then what is derived is computed once from all of them. That is the
//! record that `onrecord ingest` would make of the same articles in the same order. All of it happens in a draft
//! beside the record, which takes its place at the end: whatever goes wrong, the record is as it was.

use super::draft::Draft;
use super::shard::{LoadError, Shard};
use super::supersede::Known;
use super::{Record, RunPart, StoreError};
use crate::rdf::vocabulary::{dcterms, schema};
use chrono::{DateTime, Utc};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedNodeRef, Quad, Term};
use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasher, RandomState};
use std::path::Path;

/// How much memory the bulk loader takes, in megabytes.
pub(super) const MEMORY: usize = 512;
/// How many articles are noted at once as loaded.
const NOTED_AT_ONCE: usize = 1000;

/// What loading did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Articles in the shards.
    pub articles: usize,
    /// Those that the record did not have.
    pub new: usize,
    /// Earlier versions that left the record, or did not come to stay.
    pub revised: usize,
    /// Quads in the shards, repetitions counted.
    pub quads: u64,
}

/// What loading has come to, as it is told while it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// So many quads were read.
    Read(u64),
    /// All are stored; what is derived is being computed.
    Resolving,
}

/// Loads shards into the record in a folder, which is made where there is none. Of two versions of an article the one stays that
/// comes last. Where the shards hold no article, nothing is made.
///
/// # Errors
/// Where a shard is damaged or something else, or the record cannot be read or written; then the record is as it was.
pub fn load(
    path: &Path,
    shards: impl IntoIterator<Item = Result<Shard, LoadError>>,
    started: DateTime<Utc>,
    tell: impl Fn(Stage),
) -> Result<Loaded, LoadError> {
    // The record is closed before the draft is cleared away.
    let (draft, mut record) = Draft::begin(path)?;
    let loaded = fill(&mut record, shards, started, tell)?;
    if loaded.articles > 0 {
        draft.take_its_place(record)?;
    }
    Ok(loaded)
}

fn fill(
    record: &mut Record,
    shards: impl IntoIterator<Item = Result<Shard, LoadError>>,
    started: DateTime<Utc>,
    tell: impl Fn(Stage),
) -> Result<Loaded, LoadError> {
    let mut arrivals = Arrivals::default();
    for article in record.articles()? {
        arrivals.knows(record, article)?;
    }
    let known = arrivals.articles.len();
    store(record, shards, &mut arrivals, &tell)?;
    let arrived = arrivals.arrived();
    if let Some(broken) = arrived.iter().find(|arrival| !arrival.is_whole) {
        return Err(LoadError::Incomplete {
            name: arrivals.shards[broken.shard].clone(),
            article: broken.article.to_string(),
        });
    }
    let mut loaded = Loaded {
        articles: arrived.len(),
        new: arrivals.articles.len() - known,
        revised: 0,
        quads: arrivals.quads,
    };
    if loaded.articles > 0 {
        loaded.revised = drop_earlier_versions(record, &arrivals)?;
        for articles in arrived.chunks(NOTED_AT_ONCE) {
            let articles: Vec<NamedNode> = articles.iter().map(|arrival| arrival.article.clone()).collect();
            record.record_run(started, &RunPart::of(articles))?;
        }
        tell(Stage::Resolving);
        record.resolve_in_bulk()?;
    }
    Ok(loaded)
}

/// Puts all quads of the shards into the record.
fn store(
    record: &Record,
    shards: impl IntoIterator<Item = Result<Shard, LoadError>>,
    arrivals: &mut Arrivals,
    tell: &impl Fn(Stage),
) -> Result<(), LoadError> {
    let mut loader = record
        .store
        .bulk_loader()
        .with_max_memory_size_in_megabytes(MEMORY)
        // The draft is dropped where something goes wrong.
        .without_atomicity();
    for shard in shards {
        let shard = shard?;
        arrivals.shards.push(shard.name().to_owned());
        let quads = shard.quads(&record.base).map(|quad| {
            let (article, quad) = quad?;
            arrivals.meet(article, &quad);
            if arrivals.quads.is_multiple_of(1 << 16) {
                tell(Stage::Read(arrivals.quads));
            }
            Ok::<Quad, LoadError>(quad)
        });
        loader.load_ok_quads::<LoadError, LoadError>(quads)?;
    }
    Ok(loader.commit()?)
}

/// Takes out what a later version of the same article takes the place of, as reading one after the other would have done.
fn drop_earlier_versions(record: &mut Record, arrivals: &Arrivals) -> Result<usize, StoreError> {
    let mut versions: Vec<&Arrival> = arrivals
        .versions
        .iter()
        .map(|index| &arrivals.articles[*index])
        .collect();
    versions.sort_unstable_by_key(|arrival| arrival.place);
    let places: HashMap<&NamedNode, u64> = versions
        .iter()
        .map(|arrival| (&arrival.article, arrival.place))
        .collect();
    let mut dropped = BTreeSet::new();
    for arrival in versions {
        let known = Known::of_record(record, &arrival.article)?;
        let mut earlier = record.earlier_versions(&arrival.article, &known)?;
        earlier.retain(|other| places.get(other).is_some_and(|place| *place < arrival.place));
        for version in earlier {
            record.drop_version(&arrival.article, &version)?;
            dropped.insert(version);
        }
    }
    Ok(dropped.len())
}

/// An article that the shards hold or the record held.
struct Arrival {
    article: NamedNode,
    /// Where it was met last; articles of the record come before all others.
    place: u64,
    is_whole: bool,
    /// The shard in which it was met last.
    shard: usize,
}

/// Which articles came, in which order, and which of them may be versions of one another.
#[derive(Default)]
struct Arrivals {
    articles: Vec<Arrival>,
    indices: HashMap<NamedNode, usize>,
    /// The first article that has a name or an address, by a hash of these.
    keys: HashMap<u64, usize>,
    /// A hash that is the same for two names only makes two articles be looked at for nothing.
    hasher: RandomState,
    /// Articles that share a name or an address with another.
    versions: BTreeSet<usize>,
    shards: Vec<String>,
    quads: u64,
    /// The article of the last quad.
    current: Option<usize>,
}

impl Arrivals {
    /// An article that the record has.
    fn knows(&mut self, record: &Record, article: NamedNode) -> Result<(), StoreError> {
        let known = Known::of_record(record, &article)?;
        let index = self.index(article);
        for (property, texts) in [
            (dcterms::IDENTIFIER, &known.names),
            (schema::URL, &known.addresses),
        ] {
            for text in texts {
                self.goes_by(index, property, text);
            }
        }
        Ok(())
    }

    /// A quad of an article.
    fn meet(&mut self, article: NamedNode, quad: &Quad) {
        self.quads += 1;
        let is_current = |index: &usize| self.articles[*index].article == article;
        let index = match self.current.filter(is_current) {
            Some(index) => index,
            None => {
                let index = self.index(article);
                self.articles[index].place = self.quads;
                self.articles[index].shard = self.shards.len().saturating_sub(1);
                self.current = Some(index);
                index
            }
        };
        if quad.subject != self.articles[index].article.as_ref().into() {
            return;
        }
        match &quad.object {
            Term::NamedNode(class) if quad.predicate == rdf::TYPE => {
                self.articles[index].is_whole |= *class == schema::NEWS_ARTICLE;
            }
            Term::Literal(text) if quad.predicate == dcterms::IDENTIFIER || quad.predicate == schema::URL => {
                self.goes_by(index, quad.predicate.as_ref(), text.value());
            }
            _ => {}
        }
    }

    /// Those that the shards hold.
    fn arrived(&self) -> Vec<&Arrival> {
        self.articles.iter().filter(|arrival| arrival.place > 0).collect()
    }

    fn index(&mut self, article: NamedNode) -> usize {
        let next = self.articles.len();
        let index = *self.indices.entry(article.clone()).or_insert(next);
        if index == next {
            self.articles.push(Arrival {
                article,
                place: 0,
                is_whole: false,
                shard: 0,
            });
        }
        index
    }

    fn goes_by(&mut self, index: usize, property: NamedNodeRef<'_>, text: &str) {
        let key = self.hasher.hash_one((property.as_str(), text));
        let first = *self.keys.entry(key).or_insert(index);
        if first != index {
            self.versions.extend([first, index]);
        }
    }
}
