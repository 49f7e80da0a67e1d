//! What can go wrong with a record on disk, each in one plain sentence that says what to do.

use crate::rdf::iri::BaseError;
use crate::reader::ReaderError;
use oxigraph::sparql::QueryEvaluationError;
use oxigraph::store::StorageError;
use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};

/// What to do about a record that is damaged.
const WAY_BACK: &str = "move it away, then bring a copy of it back with `onrecord restore COPY`, or read the articles again with \
                        `onrecord ingest`";

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
    #[error("the record at {path} cannot be written ({reason}): give a --store where you may write, a copy of it if need be", path = .path.display())]
    Unwritable {
        /// Where it should lie.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// The disk takes no more, or no file as large.
    #[error(
        "there is no room for the record ({0}): make room and run it again; what was stored before is there, and whole"
    )]
    Full(String),
    /// Its files are damaged.
    #[error("the record at {path} is damaged ({reason}): {way}", path = .path.display(), way = WAY_BACK)]
    Damaged {
        /// Where it lies.
        path: PathBuf,
        /// What the store says.
        reason: String,
    },
    /// Its files were found to be damaged while they were read or written; what the store says names them.
    #[error("the record is damaged ({0}): {way}", way = WAY_BACK)]
    Corrupt(String),
    /// The base cannot begin an IRI.
    #[error(transparent)]
    Base(#[from] BaseError),
    /// Reading or writing failed on the way.
    #[error("the record could not be read or written: {0}")]
    Storage(StorageError),
    /// The network that compares claims cannot be used.
    #[error(transparent)]
    Reader(#[from] ReaderError),
    /// A query of our own failed.
    #[error("the record could not be asked: {0}")]
    Query(QueryEvaluationError),
}

impl From<StorageError> for StoreError {
    fn from(error: StorageError) -> Self {
        let reason = reason(&error);
        if is_full(&reason) {
            return Self::Full(reason);
        }
        match error {
            StorageError::Corruption(_) => Self::Corrupt(reason),
            error => Self::Storage(error),
        }
    }
}

impl From<QueryEvaluationError> for StoreError {
    fn from(error: QueryEvaluationError) -> Self {
        match error {
            QueryEvaluationError::Dataset(cause) => match cause.downcast() {
                Ok(storage) => StorageError::into(*storage),
                Err(cause) => Self::Query(QueryEvaluationError::Dataset(cause)),
            },
            error => Self::Query(error),
        }
    }
}

impl StoreError {
    /// What the failure to make, read or write a file means.
    pub(super) fn file(path: &Path, error: &io::Error) -> Self {
        let reason = reason(error);
        if is_full(&reason) {
            return Self::Full(format!("{}: {reason}", path.display()));
        }
        Self::Unwritable {
            path: path.to_owned(),
            reason,
        }
    }

    /// What the failure to open a store means. RocksDB tells its reasons in words alone.
    pub(super) fn opening(path: PathBuf, error: StorageError) -> Self {
        let reason = reason(&error);
        if says(&reason, &["lock file", "lock hold"])
            && says(&reason, &["unavailable", "lock hold", "no locks"])
        {
            return Self::Locked(path);
        }
        if is_full(&reason) {
            return Self::Full(reason);
        }
        if says(
            &reason,
            &[
                "permission denied",
                "read-only",
                "not a directory",
                "operation not permitted",
            ],
        ) {
            return Self::Unwritable { path, reason };
        }
        Self::Damaged { path, reason }
    }
}

/// What a store says of an error, on one line.
fn reason(error: &dyn Error) -> String {
    let said = error.to_string();
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_full(reason: &str) -> bool {
    says(
        reason,
        &["no space left", "file too large", "quota exceeded", "space limit"],
    )
}

fn says(reason: &str, words: &[&str]) -> bool {
    let reason = reason.to_lowercase();
    words.iter().any(|word| reason.contains(word))
}
