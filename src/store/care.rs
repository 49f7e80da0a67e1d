//! Looking after a record: copies of it and back, tidying, forgetting, and what it holds.
//!
//! A copy is whole at the moment it is taken, whatever is written afterwards. What is forgotten leaves nothing of its own behind;
//! judgements of it are people's and stay, as orphans.

use super::open::is_store_file;
use super::{Record, StoreError};
use crate::mention::Kind;
use crate::rdf::concept::class_of;
use crate::rdf::iri::folder;
use crate::rdf::vocabulary::{RECORD_FORMAT, grasp, nif, oa, onr, prov, schema};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphNameRef, NamedNodeRef, Quad, Term};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What a record holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// Articles.
    pub articles: usize,
    /// Articles by the tag of their language, as far as it could be told.
    pub languages: BTreeMap<String, usize>,
    /// Code points of all their texts.
    pub characters: usize,
    /// Who is said to have said what, as found.
    pub attributions: usize,
    /// Remarks: the same one in two articles counts once.
    pub statements: usize,
    /// What is claimed.
    pub claims: usize,
    /// Entities by kind.
    pub entities: BTreeMap<&'static str, usize>,
    /// Relations between remarks by kind.
    pub relations: BTreeMap<String, usize>,
    /// Judgements, those that were taken back among them.
    pub judgements: usize,
    /// Runs that read articles.
    pub runs: usize,
    /// Quads in all graphs.
    pub quads: usize,
    /// Bytes on disk; 0 in memory.
    pub bytes: u64,
    /// The format it is written in.
    pub format: u32,
    /// What its IRIs begin with.
    pub base: String,
}

impl Record {
    /// Counts what the record holds, in one pass over it.
    ///
    /// # Errors
    /// Where the record cannot be read.
    pub fn stats(&self) -> Result<Stats, StoreError> {
        let mut stats = Stats {
            format: RECORD_FORMAT,
            base: self.base.as_str().to_owned(),
            bytes: self.path.as_deref().map(size).transpose()?.unwrap_or_default(),
            ..Stats::default()
        };
        let resolved = self.base.resolved();
        for quad in self.store.iter() {
            let quad = quad?;
            stats.quads += 1;
            if quad.graph_name.as_ref() == GraphNameRef::NamedNode(resolved.as_ref()) {
                stats.count_resolved(&quad);
            } else {
                stats.count_found(&quad);
            }
        }
        Ok(stats)
    }

    /// Writes a copy of the record to a folder that is not there yet. Nobody needs to stop.
    ///
    /// # Errors
    /// Where the folder is there already or cannot be written.
    pub fn back_up(&self, folder: &Path) -> Result<(), StoreError> {
        if folder.exists() {
            return Err(StoreError::InTheWay(folder.to_owned()));
        }
        self.flush()?;
        Ok(self.store.backup(folder)?)
    }

    /// Tidies the files, so that they take less room and are read faster.
    ///
    /// # Errors
    /// Where they cannot be written.
    pub fn compact(&self) -> Result<(), StoreError> {
        Ok(self.store.optimize()?)
    }

    /// Reads all that the files hold, by every way that leads to it, so that damage is met now and not years later.
    ///
    /// # Errors
    /// Where they are damaged.
    pub fn verify(&self) -> Result<(), StoreError> {
        // Checks are read with each block; the files that a question does not need would else never be looked at.
        Ok(self.store.validate()?)
    }

    /// Takes an article out with all that rests on it, and with the note of when it was read; says whether it was there.
    ///
    /// # Errors
    /// As [`Record::remove`].
    pub fn forget(&mut self, article: NamedNodeRef<'_>) -> Result<bool, StoreError> {
        let graph = self.base.runs();
        let notes: Vec<Quad> = self
            .store
            .quads_for_pattern(
                None,
                Some(prov::USED),
                Some(article.into()),
                Some(graph.as_ref().into()),
            )
            .collect::<Result<_, _>>()?;
        let mut transaction = self.store.start_transaction()?;
        notes.iter().for_each(|note| transaction.remove(note));
        transaction.commit()?;
        // Last: killed before it, the article is still there to be forgotten again, and no note outlives it.
        self.remove(article)
    }
}

impl Stats {
    fn count_found(&mut self, quad: &Quad) {
        let of_class = |class: NamedNodeRef<'_>| quad.object == Term::from(class.into_owned());
        if quad.predicate == rdf::TYPE {
            self.articles += usize::from(of_class(schema::NEWS_ARTICLE));
            self.attributions += usize::from(of_class(grasp::ATTRIBUTION));
            self.runs += usize::from(of_class(prov::ACTIVITY));
            self.judgements += usize::from(of_class(oa::ANNOTATION));
        } else if let Term::Literal(value) = &quad.object {
            if quad.predicate == nif::IS_STRING {
                self.characters += value.value().chars().count();
            } else if quad.predicate == schema::IN_LANGUAGE {
                *self.languages.entry(value.value().to_owned()).or_default() += 1;
            }
        }
    }

    fn count_resolved(&mut self, quad: &Quad) {
        let Term::NamedNode(object) = &quad.object else {
            return;
        };
        if quad.predicate == onr::RELATION_KIND {
            let kind = object.as_str().strip_prefix(onr::NAMESPACE);
            let kind = kind.unwrap_or(object.as_str()).to_owned();
            *self.relations.entry(kind).or_default() += 1;
        } else if quad.predicate == rdf::TYPE {
            self.statements += usize::from(*object == onr::STATEMENT);
            self.claims += usize::from(*object == schema::CLAIM);
            if let Some(kind) = Kind::ALL.into_iter().find(|kind| *object == class_of(*kind)) {
                *self.entities.entry(folder(kind)).or_default() += 1;
            }
        }
    }
}

/// Puts a copy of a record to where none is. It is read whole before it takes its place: a damaged copy leaves nothing behind.
///
/// # Errors
/// Where the copy is no sound record, something is in the way, or the place cannot be written.
pub fn restore(copy: &Path, path: &Path) -> Result<(), StoreError> {
    if path.exists() {
        return Err(StoreError::InTheWay(path.to_owned()));
    }
    if !copy.is_dir() {
        return Err(StoreError::NotARecord(copy.to_owned()));
    }
    let draft = draft_of(path);
    let unwritable = |error: io::Error| StoreError::file(path, &error);
    if draft.exists() {
        // Left by a run that was killed. Its files must not be taken for those of this copy.
        discard(&draft)?;
    }
    let made = copy_files(copy, &draft)
        .map_err(unwritable)
        .and_then(|()| sound(&draft))
        .and_then(|()| fs::rename(&draft, path).map_err(unwritable));
    if made.is_err() && draft.exists() {
        // What went wrong is told; that the draft stays behind as well would hide it.
        let _ = fs::remove_dir_all(&draft);
    }
    made
}

/// Opens a record and reads all of it.
fn sound(path: &Path) -> Result<(), StoreError> {
    let record = Record::open(path)?;
    record.verify()?;
    record.flush()
}

/// Takes a folder away that holds files of a store and nothing else.
fn discard(draft: &Path) -> Result<(), StoreError> {
    let is_ours = |entry: io::Result<fs::DirEntry>| {
        entry.is_ok_and(|entry| is_store_file(&entry.file_name().to_string_lossy()))
    };
    let in_the_way = |_| StoreError::InTheWay(draft.to_owned());
    if !fs::read_dir(draft).map_err(in_the_way)?.all(is_ours) {
        return Err(StoreError::InTheWay(draft.to_owned()));
    }
    fs::remove_dir_all(draft).map_err(in_the_way)
}

/// Where a record lies until it is complete.
fn draft_of(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".restoring");
    path.with_file_name(name)
}

/// Copies the files of a folder, which has no folders in it, and waits until the disk has them.
fn copy_files(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_type()?.is_file() && entry.file_name() != "LOCK" {
            let copy = to.join(entry.file_name());
            fs::copy(entry.path(), &copy)?;
            fs::OpenOptions::new().append(true).open(copy)?.sync_all()?;
        }
    }
    Ok(())
}

/// The bytes that the files of a folder take.
fn size(folder: &Path) -> Result<u64, StoreError> {
    let bytes = || -> io::Result<u64> {
        let mut bytes = 0;
        for entry in fs::read_dir(folder)? {
            bytes += entry?.metadata()?.len();
        }
        Ok(bytes)
    };
    bytes().map_err(|error| StoreError::file(folder, &error))
}
