//! What can go wrong with a record on disk, each in one plain sentence that says what to do.

use crate::rdf::iri::BaseError;
use crate::reader::ReaderError;
use oxigraph::sparql::QueryEvaluationError;
use oxigraph::store::StorageError;
use std::path::PathBuf;

/// Why a record cannot be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no folder at the path, or an empty one.
    #[error("there is no record at {path}: make one with `onrecord ingest FILE --store {path}`", path = .0.display())]
    Missing(PathBuf),
    /// Another process holds it.
    #[error("the record at {path} is in use by another process: wait until it ends, or give another --store", path = .0.display())]
    Locked(PathBuf),
    /// Something else lies at the path.
    #[error("{path} is not a record of onrecord: give another --store", path = .0.display())]
    NotARecord(PathBuf),
    /// Something lies where a new folder is to be made.
    #[error("{path} is there already: give a folder that is not", path = .0.display())]
    InTheWay(PathBuf),
    /// A newer program made it.
    #[error("the record at {path} has format {found}, this program knows up to {known}: use a newer onrecord", path = .path.display())]
    Newer {
        /// Where it lies.
        path: PathBuf,
        /// The format it is written in.
        found: u32,
        /// The newest format that this program knows.
        known: u32,
    },
    /// It was made with another base.
    #[error("the IRIs of the record at {path} begin with {stored}, not with {asked}: leave the base out, or make another record", path = .path.display())]
    OtherBase {
        /// Where it lies.
        path: PathBuf,
        /// What its IRIs begin with.
        stored: String,
        /// What was asked for.
        asked: String,
    },
    /// The folder cannot be made or written.
    #[error("the record at {path} cannot be written ({reason}): give a --store where you may write", path = .path.display())]
    Unwritable {
        /// Where it should lie.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// Its files are damaged.
    #[error("the record at {path} is damaged ({reason}): restore a copy of it, or read the articles into a new one", path = .path.display())]
    Damaged {
        /// Where it lies.
        path: PathBuf,
        /// What the store says.
        reason: String,
    },
    /// The base cannot begin an IRI.
    #[error(transparent)]
    Base(#[from] BaseError),
    /// Reading or writing failed on the way.
    #[error("the record could not be read or written: {0}")]
    Storage(#[from] StorageError),
    /// The network that compares claims cannot be used.
    #[error(transparent)]
    Reader(#[from] ReaderError),
    /// A query of our own failed.
    #[error("the record could not be asked: {0}")]
    Query(#[from] QueryEvaluationError),
}

impl StoreError {
    /// What the failure to open a store means. RocksDB tells its reasons in words alone.
    pub(super) fn opening(path: PathBuf, error: StorageError) -> Self {
        let reason = error.to_string();
        let low = reason.to_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| low.contains(word));
        if says(&["lock file", "lock hold"]) && says(&["unavailable", "lock hold", "no locks"]) {
            return Self::Locked(path);
        }
        if says(&[
            "permission denied",
            "read-only",
            "no space",
            "not a directory",
            "operation not permitted",
        ]) {
            return Self::Unwritable { path, reason };
        }
        Self::Damaged { path, reason }
    }
}
