//! Turns of those who ask in SPARQL, and what becomes of a query that was given up.
//!
//! Queries wait in a line, from which a few threads take them one after the other. The evaluator looks whether it shall stop
//! at each quad that it reads. A join of rows that it holds in memory reads none, so such a query goes on after it was given
//! up. Its place is given to another thread all the same, or four of them would keep everybody out; how many go on astray is
//! bounded, and beyond that whoever asks is told so at once.

use crate::query::CancellationToken;
use std::collections::{BTreeMap, VecDeque};
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};
use tokio::runtime::Handle;
use tokio::sync::oneshot;

/// How many queries run at once.
const TURNS: usize = 4;

/// How many queries that were given up may go on before nobody else is let in.
const ASTRAY: usize = 4;

/// How long a query has to notice that it was given up. One that reads quads needs a blink.
const NOTICE: Duration = Duration::from_millis(500);

/// The turns of one kind of question.
#[derive(Default)]
pub(super) struct Turns(Mutex<Line>);

/// Who waits, and who has a turn.
#[derive(Default)]
struct Line {
    waiting: VecDeque<Query>,
    running: BTreeMap<u64, Running>,
    /// How many threads answer queries, but for those that are astray.
    threads: usize,
    next: u64,
}

/// A query that waits for its turn.
struct Query {
    number: u64,
    running: Running,
    answer: Box<dyn FnOnce() + Send>,
}

/// A query that has not ended.
struct Running {
    token: CancellationToken,
    /// Whether it was given up and did not stop.
    is_astray: bool,
    fate: Arc<Fate>,
}

/// What whoever waits for an answer may want to know of the query.
#[derive(Default)]
struct Fate {
    begun: OnceLock<Instant>,
    /// Whether it was stopped for want of memory.
    is_too_large: AtomicBool,
}

/// Kept by whoever waits for the answer: gives the query up when it is dropped.
pub(super) struct Waiting<T> {
    turns: Arc<Turns>,
    number: u64,
    fate: Arc<Fate>,
    answer: oneshot::Receiver<T>,
    has_ended: bool,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unanswered {
    /// Others are asking, and the query did not get its turn in time.
    Busy,
    /// So many queries that were given up go on.
    Astray(usize),
    /// It took too long.
    Slow,
    /// There was no memory left for it.
    TooLarge,
    /// A mistake of ours ended it.
    Broken,
}

impl Turns {
    /// Puts a query into the line. `answer` runs on a thread of its own when its turn has come, and looks at the token.
    ///
    /// # Errors
    /// Where so many queries that were given up go on that nobody is let in.
    pub(super) fn ask<T: Send + 'static>(
        self: &Arc<Self>,
        token: CancellationToken,
        answer: impl FnOnce() -> T + Send + 'static,
    ) -> Result<Waiting<T>, Unanswered> {
        let (tell, told) = oneshot::channel();
        let fate = Arc::<Fate>::default();
        let running = Running {
            token,
            is_astray: false,
            fate: Arc::clone(&fate),
        };
        let mut line = self.line();
        let astray = line.running.values().filter(|query| query.is_astray).count();
        if astray >= ASTRAY {
            return Err(Unanswered::Astray(astray));
        }
        let number = line.next;
        line.next += 1;
        line.waiting.push_back(Query {
            number,
            running,
            // Nobody hears it where the client has gone.
            answer: Box::new(move || _ = tell.send(answer())),
        });
        self.begin(&mut line);
        Ok(Waiting {
            turns: Arc::clone(self),
            number,
            fate,
            answer: told,
            has_ended: false,
        })
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins another thread where one may and has something to do.
    fn begin(self: &Arc<Self>, line: &mut Line) {
        if line.threads < TURNS && !line.waiting.is_empty() {
            line.threads += 1;
            let turns = Arc::clone(self);
            tokio::task::spawn_blocking(move || turns.work());
        }
    }

    /// Answers queries until nobody waits any more.
    fn work(&self) {
        loop {
            let mut line = self.line();
            let Some(query) = line.waiting.pop_front() else {
                line.threads -= 1;
                return;
            };
            // Nobody else sets it.
            let _ = query.running.fate.begun.set(Instant::now());
            line.running.insert(query.number, query.running);
            drop(line);
            // A panic is told by what it leaves: no answer.
            let _ = panic::catch_unwind(AssertUnwindSafe(query.answer));
            let ended = self.line().running.remove(&query.number);
            if ended.is_some_and(|query| query.is_astray) {
                // Another thread has the place of this one.
                return;
            }
        }
    }

    /// Stops all queries, for there is no memory left for them.
    pub(super) fn stop_all(&self) {
        for query in self.line().running.values() {
            query.fate.is_too_large.store(true, Ordering::Relaxed);
            query.token.cancel();
        }
    }
}

impl<T, E> Waiting<Result<T, E>> {
    /// What the query gives. It may wait so long for its turn, and then take so long.
    ///
    /// # Errors
    /// Where there is no answer; the error of the query itself is inside.
    pub(super) async fn answer(mut self, patience: Duration) -> Result<Result<T, E>, Unanswered> {
        let mut end = Instant::now() + patience;
        loop {
            match tokio::time::timeout_at(end.into(), &mut self.answer).await {
                Ok(told) => {
                    self.has_ended = true;
                    return match told {
                        Err(_) => Err(Unanswered::Broken),
                        Ok(Err(_)) if self.fate.is_too_large.load(Ordering::Relaxed) => {
                            Err(Unanswered::TooLarge)
                        }
                        Ok(answer) => Ok(answer),
                    };
                }
                Err(_) => match self.fate.begun.get() {
                    None => return Err(Unanswered::Busy),
                    Some(begun) if *begun + patience > end => end = *begun + patience,
                    Some(_) => return Err(Unanswered::Slow),
                },
            }
        }
    }
}

impl<T> Drop for Waiting<T> {
    fn drop(&mut self) {
        if self.has_ended {
            return;
        }
        let (turns, number) = (Arc::clone(&self.turns), self.number);
        {
            let mut line = turns.line();
            match line.running.get(&number) {
                Some(query) => query.token.cancel(),
                None => return line.waiting.retain(|query| query.number != number),
            }
        }
        // There is no runtime when the server has ended.
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(async move {
                tokio::time::sleep(NOTICE).await;
                let mut line = turns.line();
                if let Some(query) = line.running.get_mut(&number) {
                    query.is_astray = true;
                    line.threads -= 1;
                    turns.begin(&mut line);
                }
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    const LONG: Duration = Duration::from_secs(60);

    fn ask<T: Send + 'static>(
        turns: &Arc<Turns>,
        answer: impl FnOnce() -> T + Send + 'static,
    ) -> Waiting<Result<T, ()>> {
        let asked = turns.ask(CancellationToken::new(), || Ok(answer()));
        asked.unwrap_or_else(|why| panic!("{why:?}"))
    }

    /// Takes all turns until something is sent for each.
    fn hold(turns: &Arc<Turns>) -> (mpsc::Sender<()>, Vec<Waiting<Result<(), ()>>>) {
        let (release, held) = mpsc::channel();
        let held = Arc::new(Mutex::new(held));
        let holding = (0..TURNS).map(|_| {
            let held = Arc::clone(&held);
            ask(turns, move || held.lock().unwrap().recv().unwrap())
        });
        (release, holding.collect())
    }

    #[tokio::test]
    async fn a_query_waits_until_one_before_it_has_ended() {
        let turns = Arc::<Turns>::default();
        let (release, holding) = hold(&turns);
        let early = ask(&turns, || "early").answer(Duration::from_millis(50)).await;
        assert_eq!(early, Err(Unanswered::Busy));
        let late = ask(&turns, || "late");
        for _ in &holding {
            release.send(()).unwrap();
        }
        assert_eq!(late.answer(LONG).await, Ok(Ok("late")));
    }

    #[tokio::test]
    async fn a_query_that_nobody_waits_for_is_not_begun() {
        let turns = Arc::<Turns>::default();
        let (release, holding) = hold(&turns);
        let (begun, was_begun) = mpsc::channel();
        drop(ask(&turns, move || begun.send(())));
        for _ in &holding {
            release.send(()).unwrap();
        }
        assert_eq!(ask(&turns, || ()).answer(LONG).await, Ok(Ok(())));
        assert!(was_begun.recv().is_err());
    }

    #[tokio::test]
    async fn a_query_that_fails_gives_its_turn_back() {
        let turns = Arc::<Turns>::default();
        for _ in 0..2 * TURNS {
            let failed = ask(&turns, || -> () { panic!("as the test wants it") });
            assert_eq!(failed.answer(LONG).await, Err(Unanswered::Broken));
        }
        assert_eq!(ask(&turns, || 7).answer(LONG).await, Ok(Ok(7)));
    }
}
