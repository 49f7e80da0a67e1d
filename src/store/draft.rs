//! A record that is made beside its place, and takes it when it is complete.

use super::{Record, StoreError};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The copy of a record, or a new one, that is worked on.
pub(super) struct Draft {
    path: PathBuf,
    folder: PathBuf,
    /// Where the record waits while the draft takes its place.
    aside: PathBuf,
    /// What is in the place, held so that nobody else writes to it meanwhile.
    held: Option<Record>,
    /// The last step, which cannot be undone, is done.
    is_done: bool,
}

impl Draft {
    /// A copy of the record in a folder, or a new record, to be worked on. What an interrupted draft left behind is cleared away.
    ///
    /// # Errors
    /// Where the record cannot be opened, another process is at the same, or the place cannot be written.
    pub(super) fn begin(path: &Path) -> Result<(Self, Record), StoreError> {
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let (folder, aside) = (beside(&path, ".loading"), beside(&path, ".before-load"));
        if !path.exists() && aside.exists() {
            // A draft was interrupted between its last two steps.
            fs::rename(&aside, &path).map_err(|error| unwritable(&path, &error))?;
        }
        let held = match Record::open(&path) {
            Ok(record) => Some(record),
            Err(StoreError::Missing(_)) => None,
            Err(error) => return Err(error),
        };
        if folder.exists() {
            if let Err(error @ StoreError::Locked(_)) = Record::open(&folder) {
                return Err(error);
            }
            fs::remove_dir_all(&folder).map_err(|error| unwritable(&folder, &error))?;
        }
        // What is made from here on is removed where the rest fails.
        let draft = Self {
            path,
            folder,
            aside,
            held,
            is_done: false,
        };
        if let Some(held) = &draft.held {
            held.back_up(&draft.folder)?;
        }
        let record = Record::open_or_create(&draft.folder, None)?;
        Ok((draft, record))
    }

    /// Makes what was worked on the record. Between two renamings of folders the place is empty; a process that is killed just then leaves the
    /// record beside it, where the next draft finds it.
    ///
    /// # Errors
    /// Where the disk does not take it; then the record is as it was.
    pub(super) fn take_its_place(mut self, record: Record) -> Result<(), StoreError> {
        let failed = |error: io::Error| unwritable(&self.path, &error);
        record.flush()?;
        // RocksDB knows its files by their paths and tidies up when it ends: both must be closed before anything moves.
        drop(record);
        let is_there = self.held.take().is_some();
        if is_there {
            fs::rename(&self.path, &self.aside).map_err(failed)?;
            if let Err(error @ StoreError::Locked(_)) = Record::open(&self.aside) {
                // Somebody opened it in between, and goes on with it.
                fs::rename(&self.aside, &self.path).map_err(failed)?;
                return Err(error);
            }
        }
        if let Err(error) = fs::rename(&self.folder, &self.path) {
            if is_there {
                // The first error is the one to tell.
                let _ = fs::rename(&self.aside, &self.path);
            }
            return Err(failed(error));
        }
        self.is_done = true;
        if is_there {
            fs::remove_dir_all(&self.aside).map_err(failed)?;
        }
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.is_done && self.folder.exists() {
            // What went wrong is told; the next draft clears away what stays.
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    path.with_file_name(name)
}

fn unwritable(path: &Path, error: &io::Error) -> StoreError {
    StoreError::Unwritable {
        path: path.to_owned(),
        reason: error.to_string(),
    }
}
