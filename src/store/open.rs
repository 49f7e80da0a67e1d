//! Opening a record: making a new one, recognising an old one, refusing what is none.

use super::{Record, StoreError, quad_in};
use crate::rdf::iri::Base;
use crate::rdf::vocabulary::{ONTOLOGY, RECORD_FORMAT, onr};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphNameRef, Literal, NamedNode, NamedOrBlankNode, Quad, Term, Triple};
use oxigraph::store::Store;
use oxttl::TurtleParser;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::Duration;

/// The file that every RocksDB folder holds.
const MARK: &str = "CURRENT";

impl Record {
    /// Opens the record in a folder, or makes one there. `base` is what the IRIs of a new record begin with
    /// (`urn:onrecord:` where it is not given); a record that exists keeps its own.
    ///
    /// # Errors
    /// Where the folder holds something else, is in use, cannot be written, was made by a newer program or with
    /// another base.
    pub fn open_or_create(path: &Path, base: Option<&Base>) -> Result<Self, StoreError> {
        let folder = path.to_owned();
        let new = match found_at(path)? {
            Found::Nothing => true,
            Found::Store => false,
            Found::Wreck => {
                let reason = format!("its file {MARK} is missing");
                return Err(StoreError::Damaged { path: folder, reason });
            }
            Found::SomethingElse => return Err(StoreError::NotARecord(folder)),
        };
        std::fs::create_dir_all(path).map_err(|error| StoreError::file(path, &error))?;
        let store = open_when_free(path)?;
        // A process that was killed between making the folder and its first commit leaves an empty store.
        if new || store.is_empty()? {
            return Self::begin(store, base.cloned().unwrap_or_default(), Some(folder));
        }
        let record = Self::recognise(store, folder)?;
        match base {
            Some(asked) if *asked != record.base => Err(StoreError::OtherBase {
                path: path.to_owned(),
                stored: record.base.as_str().to_owned(),
                asked: asked.as_str().to_owned(),
            }),
            _ => Ok(record),
        }
    }

    /// Opens the record in a folder.
    ///
    /// # Errors
    /// As [`Record::open_or_create`], and where there is none.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        match found_at(path)? {
            Found::Nothing => Err(StoreError::Missing(path.to_owned())),
            _ => Self::open_or_create(path, None),
        }
    }

    /// A record that lies nowhere, for tests and short work.
    ///
    /// # Errors
    /// Where memory does not take it.
    pub fn in_memory(base: &Base) -> Result<Self, StoreError> {
        Self::begin(Store::new()?, base.clone(), None)
    }

    fn begin(store: Store, base: Base, path: Option<PathBuf>) -> Result<Self, StoreError> {
        let record = Self {
            store,
            base,
            judgements: Arc::default(),
            path,
            comparer: OnceLock::new(),
            spellings: OnceLock::new(),
            unflushed: 0,
        };
        let node = record.base.record();
        let mark = [
            Triple::new(node.clone(), rdf::TYPE, onr::RECORD),
            Triple::new(
                node.clone(),
                onr::RECORD_FORMAT,
                Literal::from(i64::from(RECORD_FORMAT)),
            ),
            Triple::new(node.clone(), onr::BASE, Literal::from(record.base.as_str())),
        ];
        let mut transaction = record.store.start_transaction()?;
        transaction.extend(mark.map(|triple| quad_in(&node, triple)).iter());
        transaction.extend(record.vocabulary().iter());
        transaction.commit()?;
        Ok(record)
    }

    /// Reads the mark of a record that exists, and gives it what this program adds to older ones.
    fn recognise(store: Store, path: PathBuf) -> Result<Self, StoreError> {
        let mark = |property| -> Result<Option<String>, StoreError> {
            let quad = store
                .quads_for_pattern(None, Some(property), None, None)
                .next()
                .transpose()?;
            Ok(quad.and_then(|quad| match quad.object {
                Term::Literal(value) => Some(value.value().to_owned()),
                _ => None,
            }))
        };
        let (format, base) = (mark(onr::RECORD_FORMAT)?, mark(onr::BASE)?);
        let Some((format, base)) = format.and_then(|format| format.parse::<u32>().ok()).zip(base) else {
            return Err(StoreError::NotARecord(path));
        };
        if format > RECORD_FORMAT {
            return Err(StoreError::Newer {
                path,
                found: format,
                known: RECORD_FORMAT,
            });
        }
        let mut record = Self {
            store,
            base: Base::new(&base)?,
            judgements: Arc::default(),
            path: Some(path),
            comparer: OnceLock::new(),
            spellings: OnceLock::new(),
            unflushed: 0,
        };
        record.judgements = Arc::new(record.read_judgements()?);
        record.refresh_vocabulary()?;
        if format < RECORD_FORMAT {
            record.modernise(format)?;
        }
        Ok(record)
    }

    /// Computes what a record of an older format lacks, and marks it as one of today's.
    fn modernise(&mut self, format: u32) -> Result<(), StoreError> {
        self.resolve()?;
        let node = self.base.record();
        let mark = |format: u32| {
            let format = Literal::from(i64::from(format));
            quad_in(&node, Triple::new(node.clone(), onr::RECORD_FORMAT, format))
        };
        let mut transaction = self.store.start_transaction()?;
        transaction.remove(&mark(format));
        transaction.insert(&mark(RECORD_FORMAT));
        transaction.commit()?;
        Ok(())
    }

    /// The vocabulary as quads of its graph.
    fn vocabulary(&self) -> Vec<Quad> {
        let graph = self.base.ontology();
        TurtleParser::new()
            .for_slice(ONTOLOGY)
            // The file is compiled in and a test reads it.
            .filter_map(Result::ok)
            .map(|triple| quad_in(&graph, triple))
            .collect()
    }

    /// A record made by an older program gets today's vocabulary.
    fn refresh_vocabulary(&self) -> Result<(), StoreError> {
        let graph = self.base.ontology();
        let stored: HashSet<Quad> = self
            .store
            .quads_for_pattern(None, None, None, Some(GraphNameRef::NamedNode(graph.as_ref())))
            .collect::<Result<_, _>>()?;
        let current: HashSet<Quad> = self.vocabulary().into_iter().collect();
        if stored != current {
            let mut transaction = self.store.start_transaction()?;
            stored
                .difference(&current)
                .for_each(|quad| transaction.remove(quad));
            current
                .difference(&stored)
                .for_each(|quad| transaction.insert(quad));
            transaction.commit()?;
        }
        Ok(())
    }

    /// The articles of the record, in the order of their IRIs.
    ///
    /// # Errors
    /// Where the record cannot be read.
    pub fn articles(&self) -> Result<Vec<NamedNode>, StoreError> {
        let class = crate::rdf::vocabulary::schema::NEWS_ARTICLE;
        let mut articles = Vec::new();
        for quad in self
            .store
            .quads_for_pattern(None, Some(rdf::TYPE), Some(class.into()), None)
        {
            if let NamedOrBlankNode::NamedNode(article) = quad?.subject {
                articles.push(article);
            }
        }
        articles.sort();
        Ok(articles)
    }
}

/// Opens the store of a folder. Another command may hold it for the blink in which it answers, so a lock is waited
/// for, a second or so in all. At even steps: with longer and longer ones, a command that comes again and again
/// could be met each time. Not at shorter ones: RocksDB begins a new log file at each attempt.
fn open_when_free(path: &Path) -> Result<Store, StoreError> {
    const ATTEMPTS: usize = 15;
    const PAUSE: Duration = Duration::from_millis(100);
    let open = || Store::open(path).map_err(|error| StoreError::opening(path.to_owned(), error));
    for _ in 1..ATTEMPTS {
        match open() {
            Err(StoreError::Locked(_)) => thread::sleep(PAUSE),
            opened => return opened,
        }
    }
    open()
}

/// What lies where a record may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    /// Nothing, or no more than RocksDB leaves when it is killed while it makes a store.
    Nothing,
    /// A store, as far as its files' names tell.
    Store,
    /// Files of a store that hold something, without the one that every store has: a new one in their place would take
    /// them for waste.
    Wreck,
    /// Anything else.
    SomethingElse,
}

fn found_at(path: &Path) -> Result<Found, StoreError> {
    let unreadable = |error: std::io::Error| StoreError::file(path, &error);
    if !path.exists() {
        return Ok(Found::Nothing);
    }
    if !path.is_dir() {
        return Ok(Found::SomethingElse);
    }
    if path.join(MARK).exists() {
        return Ok(Found::Store);
    }
    let mut found = Found::Nothing;
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if holds_data(&name) && entry.metadata().map_err(unreadable)?.len() > 0 {
            found = Found::Wreck;
        } else if !holds_data(&name) && !is_beside_data(&name) {
            return Ok(Found::SomethingElse);
        }
    }
    Ok(found)
}

/// Whether RocksDB gives such a name to a file that holds what was stored.
fn holds_data(name: &str) -> bool {
    is_numbered(name, "", ".sst") || is_numbered(name, "", ".log")
}

/// Whether RocksDB gives such a name to another file of a store.
fn is_beside_data(name: &str) -> bool {
    matches!(name, "LOCK" | "LOG" | "IDENTITY")
        || name.starts_with("LOG.old.")
        || is_numbered(name, "MANIFEST-", "")
        || is_numbered(name, "OPTIONS-", "")
        || is_numbered(name, "OPTIONS-", ".dbtmp")
        || is_numbered(name, "", ".dbtmp")
}

/// Whether a name is a number between two other parts.
fn is_numbered(name: &str, before: &str, after: &str) -> bool {
    name.strip_prefix(before)
        .and_then(|rest| rest.strip_suffix(after))
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether RocksDB gives such a name to a file of a store.
pub(super) fn is_store_file(name: &str) -> bool {
    name == MARK || holds_data(name) || is_beside_data(name)
}
