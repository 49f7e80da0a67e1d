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
        if path.exists() && !path.is_dir() {
            return Err(StoreError::NotARecord(folder));
        }
        if path.is_dir() && !path.join(MARK).exists() && !is_fresh(path)? {
            return Err(StoreError::NotARecord(folder));
        }
        let new = !path.join(MARK).exists();
        std::fs::create_dir_all(path).map_err(|error| StoreError::Unwritable {
            path: folder.clone(),
            reason: error.to_string(),
        })?;
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
        let missing = !path.exists() || (path.is_dir() && !path.join(MARK).exists() && is_fresh(path)?);
        if missing {
            return Err(StoreError::Missing(path.to_owned()));
        }
        Self::open_or_create(path, None)
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

/// Whether a folder is empty, or holds nothing but what RocksDB leaves when it is killed while it makes a store.
fn is_fresh(folder: &Path) -> Result<bool, StoreError> {
    let unreadable = |error: std::io::Error| StoreError::Unwritable {
        path: folder.to_owned(),
        reason: error.to_string(),
    };
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let name = entry.map_err(unreadable)?.file_name();
        if !is_store_file(&name.to_string_lossy()) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether RocksDB gives such a name to a file of a store in the making.
fn is_store_file(name: &str) -> bool {
    let numbered = |prefix: &str, suffix: &str| {
        name.strip_prefix(prefix)
            .and_then(|rest| rest.strip_suffix(suffix))
            .is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    matches!(name, "LOCK" | "LOG" | "IDENTITY")
        || name.starts_with("LOG.old.")
        || numbered("MANIFEST-", "")
        || numbered("OPTIONS-", "")
        || numbered("OPTIONS-", ".dbtmp")
        || numbered("", ".dbtmp")
        || numbered("", ".log")
}
