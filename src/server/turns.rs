//! Turns of those who ask in SPARQL, and what becomes of a query that was given up.
//!
//! The evaluator looks whether it shall stop at each quad that it reads. A join of rows that it holds in memory reads
//! none, so such a query goes on after it was given up. Its turn is given back all the same, or four of them would keep
//! everybody out; how many go on astray is bounded, and beyond that whoever asks is told so at once.

use crate::query::CancellationToken;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many queries run at once.
const TURNS: usize = 4;

/// How many queries that were given up may go on before nobody else is let in.
const ASTRAY: usize = 4;

/// How long a query has to notice that it was given up. One that reads quads needs a blink.
const NOTICE: Duration = Duration::from_millis(500);

/// The turns of one kind of question.
pub(super) struct Turns {
    free: Arc<Semaphore>,
    running: Mutex<BTreeMap<u64, Running>>,
    next: AtomicU64,
}

/// A query that has not ended.
struct Running {
    token: CancellationToken,
    /// `None` once the query was given up and did not stop.
    permit: Option<OwnedSemaphorePermit>,
    /// Whether it was stopped for want of memory.
    is_too_large: Arc<AtomicBool>,
}

/// Somebody's turn, kept by whoever answers. It ends when this is dropped.
pub(super) struct Turn {
    turns: Arc<Turns>,
    number: u64,
}

/// Kept by whoever waits for the answer: gives the query up when it is dropped.
pub(super) struct Waiting {
    turns: Arc<Turns>,
    number: u64,
    is_too_large: Arc<AtomicBool>,
}

/// Why nobody gets a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Full {
    /// Others are asking.
    Busy,
    /// So many queries that were given up go on.
    Astray(usize),
}

impl Turns {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self {
            free: Arc::new(Semaphore::new(TURNS)),
            running: Mutex::default(),
            next: AtomicU64::default(),
        })
    }

    /// Waits for a turn, so long at most.
    pub(super) async fn take(
        self: &Arc<Self>,
        token: CancellationToken,
        patience: Duration,
    ) -> Result<(Turn, Waiting), Full> {
        let astray = self.astray();
        if astray >= ASTRAY {
            return Err(Full::Astray(astray));
        }
        let waited = tokio::time::timeout(patience, Arc::clone(&self.free).acquire_owned()).await;
        let Ok(permit) = waited else {
            return Err(Full::Busy);
        };
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let is_too_large = Arc::<AtomicBool>::default();
        let running = Running {
            token,
            permit: permit.ok(),
            is_too_large: Arc::clone(&is_too_large),
        };
        self.running().insert(number, running);
        let turns = Arc::clone(self);
        let waiting = Waiting {
            turns: Arc::clone(self),
            number,
            is_too_large,
        };
        Ok((Turn { turns, number }, waiting))
    }

    fn running(&self) -> MutexGuard<'_, BTreeMap<u64, Running>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many queries go on though nobody waits for them.
    fn astray(&self) -> usize {
        let running = self.running();
        running.values().filter(|query| query.permit.is_none()).count()
    }

    /// Stops all queries, for there is no memory left for them.
    pub(super) fn stop_all(&self) {
        for query in self.running().values() {
            query.is_too_large.store(true, Ordering::Relaxed);
            query.token.cancel();
        }
    }
}

impl Waiting {
    /// Whether the query was stopped for want of memory.
    pub(super) fn was_too_large(&self) -> bool {
        self.is_too_large.load(Ordering::Relaxed)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        let (turns, number) = (Arc::clone(&self.turns), self.number);
        match turns.running().get(&number) {
            Some(query) => query.token.cancel(),
            None => return,
        }
        // There is no runtime when the server has ended.
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(async move {
                tokio::time::sleep(NOTICE).await;
                if let Some(query) = turns.running().get_mut(&number) {
                    query.permit = None;
                }
            });
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.turns.running().remove(&self.number);
    }
}
