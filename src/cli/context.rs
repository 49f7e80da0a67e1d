//! What a command works with beside its arguments: the record, the streams, the place where it was called.
//!
//! A command neither opens a record itself nor touches the streams, the folder or the variables of the process: it asks
//! here. So the same command runs in a process of its own, or in the server that holds the record ([`super::through`]).

use super::failure::Remedy;
use super::held::Held;
use super::surroundings::Surroundings;
use super::terminal::{Input, Output, OwnStreams, Streams};
use super::through::{Door, Elsewhere};
use anyhow::{anyhow, bail};
use onrecord::server::Shared;
use onrecord::store::{Record, StoreError};
use std::fmt::Display;
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How long a server that is about to stop is waited for.
const PATIENCE: Duration = Duration::from_secs(15);

/// How many bytes are written or read at once.
const PIECE: usize = 64 * 1024;

/// What a command works with.
#[derive(Clone)]
pub struct Context {
    /// The folder of the record, as the user named it.
    pub store: PathBuf,
    surroundings: Arc<Surroundings>,
    streams: Arc<dyn Streams>,
    keeper: Keeper,
    input_was_taken: Arc<AtomicBool>,
}

/// Who holds the record.
#[derive(Clone)]
pub enum Keeper {
    /// Nobody yet: the command opens it.
    Nobody,
    /// The server that runs the command.
    Server {
        /// What all requests and commands share.
        shared: Arc<Shared>,
        /// The folder of the record, as the system names it.
        store: PathBuf,
    },
}

impl Context {
    /// For a command in this process.
    pub fn here(store: PathBuf) -> Self {
        Self::new(store, Surroundings::here(), Arc::new(OwnStreams), Keeper::Nobody)
    }

    /// For a command wherever it was called.
    pub fn new(
        store: PathBuf,
        surroundings: Surroundings,
        streams: Arc<dyn Streams>,
        keeper: Keeper,
    ) -> Self {
        Self {
            store,
            surroundings: Arc::new(surroundings),
            streams,
            keeper,
            input_was_taken: Arc::default(),
        }
    }

    /// The record of `--store`.
    ///
    /// # Errors
    /// Where there is none or it cannot be opened; [`Elsewhere`] where a server holds it.
    pub fn record(&self) -> anyhow::Result<Held> {
        self.record_at(&self.store)
    }

    /// The record in a folder.
    ///
    /// # Errors
    /// As [`Context::record`].
    pub fn record_at(&self, store: &Path) -> anyhow::Result<Held> {
        self.reach(store, Record::open)
    }

    /// The record of `--store`, which is made where there is none.
    ///
    /// # Errors
    /// As [`Context::record`].
    pub fn record_or_new(&self) -> anyhow::Result<Held> {
        self.reach(&self.store, |store| Record::open_or_create(store, None))
    }

    /// Fails with [`Elsewhere`] where a server holds the record. For commands that read or say something before they
    /// open it: once they have, nobody else can do their work from its beginning.
    ///
    /// # Errors
    /// As it says, and where that server is of another version.
    pub fn go_where_the_record_is(&self, store: &Path) -> anyhow::Result<()> {
        match (&self.keeper, Door::of(store)) {
            (Keeper::Nobody, Some(door)) => match door.knock() {
                Some(line) => Err(door.elsewhere(store, line)?.into()),
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// The record of `--store` for a command that keeps it for as long as it runs.
    ///
    /// # Errors
    /// As [`Context::record`], but where a server holds it, that is all there is to say.
    pub fn record_for_itself(&self) -> anyhow::Result<Record> {
        self.refuse_where_it_is_served()?;
        let held = self.record()?.own();
        held.ok_or_else(|| anyhow!("a server runs no server"))
    }

    /// Fails where a server holds the record, and that is all there is to say.
    ///
    /// # Errors
    /// As it says.
    pub fn refuse_where_it_is_served(&self) -> anyhow::Result<()> {
        self.go_where_the_record_is(&self.store).or_else(|error| {
            let elsewhere = error.downcast::<Elsewhere>()?;
            Err(anyhow!("{elsewhere}")).remedy("Open that page, or stop that server first.")
        })
    }

    fn reach(
        &self,
        store: &Path,
        open: impl Fn(&Path) -> Result<Record, StoreError>,
    ) -> anyhow::Result<Held> {
        let shared = match &self.keeper {
            Keeper::Nobody => return self.open(store, open),
            Keeper::Server {
                shared,
                store: served,
            } => {
                let asked = self.path(store).canonicalize().ok();
                (asked.as_ref() == Some(served)).then(|| Arc::clone(shared))
            }
        };
        let Some(shared) = shared else {
            bail!(
                "{} is not the record of the server that was asked",
                store.display()
            );
        };
        Ok(Held::with(shared))
    }

    /// Opens a record, unless a server has it. One that is about to stop is waited for: its door stands until it has let
    /// go of the record.
    fn open(&self, store: &Path, open: impl Fn(&Path) -> Result<Record, StoreError>) -> anyhow::Result<Held> {
        let give_up = Instant::now() + PATIENCE;
        loop {
            if !self.input_was_taken.load(Ordering::Relaxed) {
                self.go_where_the_record_is(store)?;
            }
            match open(store) {
                Err(StoreError::Locked(_)) if Door::of(store).is_some() && Instant::now() < give_up => {}
                Err(error) => return Err(error.into()),
                Ok(record) => {
                    // Whoever made a door before was killed: we have the lock now.
                    Door::remove(store);
                    return Ok(Held::of(record));
                }
            }
        }
    }

    /// Whether the command runs in a server, for somebody elsewhere.
    pub fn is_elsewhere(&self) -> bool {
        matches!(self.keeper, Keeper::Server { .. })
    }

    /// Where the command was called.
    pub fn surroundings(&self) -> &Surroundings {
        &self.surroundings
    }

    /// What it reads and writes.
    pub fn streams(&self) -> Arc<dyn Streams> {
        Arc::clone(&self.streams)
    }

    /// Where results go. Buffered: call `flush` at the end, since a drop cannot tell of a failed write.
    pub fn output(&self) -> BufWriter<Output> {
        BufWriter::with_capacity(PIECE, Output(self.streams()))
    }

    /// Standard input.
    pub fn input(&self) -> BufReader<Input> {
        self.input_was_taken.store(true, Ordering::Relaxed);
        BufReader::with_capacity(PIECE, Input(self.streams()))
    }

    /// Tells the user something that is not a result.
    pub fn say(&self, message: impl Display) {
        // Nobody can be told that messages cannot be written.
        let _ = self.streams.tell(format!("{message}\n").as_bytes());
    }

    /// Fails where the command shall stop: to be asked where that does no harm, as between two articles.
    ///
    /// # Errors
    /// As it says.
    pub fn go_on(&self) -> anyhow::Result<()> {
        match self.streams.ended() {
            None => Ok(()),
            Some(why) => Err(anyhow!(why)),
        }
    }

    /// What the system is to be asked for where the user named a path. Messages name it as the user did.
    pub fn path(&self, named: &Path) -> PathBuf {
        self.surroundings.path(named)
    }

    /// A variable of the environment.
    pub fn variable(&self, name: &str) -> Option<String> {
        self.surroundings.variable(name)
    }

    /// The number of columns that a table may take.
    pub fn columns(&self) -> u16 {
        self.surroundings.columns()
    }

    /// Whether results go to a terminal that shows bold and colours.
    pub fn output_has_style(&self) -> bool {
        self.surroundings.output_has_style()
    }
}
