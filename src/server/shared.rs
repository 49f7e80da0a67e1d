//! The record as all requests and commands share it: many read at once, one writes, and neither waits for the other.
//!
//! Who reads has a handle to the store, which answers each query from a snapshot; who writes has the record itself, one
//! at a time, and gives the others a new handle with each change. What is kept in memory knows which change it is of.

use super::index::Index;
use super::problem::Problem;
use super::queue::Queue;
use super::turns::{Turns, Unanswered};
use crate::judgement::Judgement;
use crate::lexicon::Lexicon;
use crate::query::{Answer, CancellationToken, QueryError, Question, Source};
use crate::rdf::iri::Base;
use crate::review::{self, Question as Unjudged};
use crate::store::Record;
use oxigraph::sparql::{PreparedSparqlQuery, QueryEvaluationError, QueryResults};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// How the server was started.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The port that requests must name in their Host header.
    pub port: u16,
    /// Who judges where a form names nobody.
    pub judge: Option<String>,
    /// How long a query of somebody else may take.
    pub patience: Duration,
}

/// What every request needs.
pub struct Shared {
    /// The record as it is read.
    reading: RwLock<Arc<Record>>,
    /// The record as it is written.
    writing: Mutex<Record>,
    /// How many changes there were.
    changes: AtomicU64,
    /// How many commands are at work that may write again and again.
    at_work: AtomicUsize,
    base: Base,
    /// What lists and search are told from; made anew when it is first asked for after a change.
    index: Mutex<Option<Kept>>,
    /// What the review asks; made when it is first opened.
    queue: Mutex<Option<Queue>>,
    /// What is known of words; read when a page first needs it.
    lexicon: OnceLock<Lexicon>,
    /// What every form that writes must give back. Another site can send a form here, but cannot know it.
    pub(super) token: String,
    pub(super) settings: Settings,
    /// Bounds how many requests work on the record at once: the rest wait their turn.
    working: Arc<Semaphore>,
    /// Likewise for what people ask in SPARQL, so that pages are never behind all of these.
    asking: Arc<Turns>,
    /// And for the saved queries, so that these are never behind what people ask.
    asking_saved: Arc<Turns>,
}

/// How many pages are made at once.
const WORKING: usize = 16;

/// An index with what it is of.
struct Kept {
    index: Arc<Index>,
    /// How many changes there were when it was begun.
    changes: u64,
    made: Instant,
    took: Duration,
}

impl Kept {
    /// While articles come in one after the other, an index is old as soon as it is made. It is then used for so many
    /// times as long as it took to make, so that lists do not take most of the machine.
    const REST: u32 = 10;

    fn is_good_enough(&self, shared: &Shared) -> bool {
        let more_will_come = shared.at_work.load(Ordering::Acquire) > 0;
        self.changes == shared.changes() || (more_will_come && self.made.elapsed() < self.took * Self::REST)
    }
}

/// A command at work; its end is when this is dropped.
pub struct AtWork<'a>(&'a Shared);

impl Drop for AtWork<'_> {
    fn drop(&mut self) {
        self.0.at_work.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Shared {
    /// Takes a record over.
    ///
    /// # Errors
    /// Where the system has no random bytes to give.
    pub fn new(record: Record, settings: Settings) -> Result<Arc<Self>, getrandom::Error> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)?;
        Ok(Arc::new(Self {
            base: record.base().clone(),
            reading: RwLock::new(Arc::new(record.handle())),
            writing: Mutex::new(record),
            changes: AtomicU64::new(0),
            at_work: AtomicUsize::new(0),
            index: Mutex::new(None),
            queue: Mutex::new(None),
            lexicon: OnceLock::new(),
            token: bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
            settings,
            working: Arc::new(Semaphore::new(WORKING)),
            asking: Arc::default(),
            asking_saved: Arc::default(),
        }))
    }

    pub(super) fn lexicon(&self) -> &Lexicon {
        self.lexicon.get_or_init(Lexicon::standard)
    }

    pub(super) fn base(&self) -> &Base {
        &self.base
    }

    /// The record, for reading, as it is now; its judgements stay those of now.
    pub fn record(&self) -> Arc<Record> {
        Arc::clone(&self.reading.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the record when nobody else does, and lets all others know. To be held for one article at a time, as
    /// others wait to write.
    pub fn change<T>(&self, change: impl FnOnce(&mut Record) -> T) -> T {
        let mut record = self.writing();
        let done = change(&mut record);
        let handle = Arc::new(record.handle());
        *self.reading.write().unwrap_or_else(PoisonError::into_inner) = handle;
        self.changes.fetch_add(1, Ordering::AcqRel);
        done
    }

    /// Reads the record while nobody changes it, for what asks many times and needs answers that fit each other.
    pub fn undisturbed<T>(&self, read: impl FnOnce(&Record) -> T) -> T {
        read(&self.writing())
    }

    /// A thread that died while it held the record left it as it was: each change is one transaction.
    fn writing(&self) -> MutexGuard<'_, Record> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says that a command is at work, until what this gives is dropped.
    pub fn at_work(&self) -> AtWork<'_> {
        self.at_work.fetch_add(1, Ordering::AcqRel);
        AtWork(self)
    }

    fn changes(&self) -> u64 {
        self.changes.load(Ordering::Acquire)
    }

    /// Puts judgements into the record.
    pub(super) fn judge(&self, judgements: &[Judgement]) -> Result<(), Problem> {
        Ok(self.change(|record| {
            record.judge(judgements)?;
            record.flush()
        })?)
    }

    /// What lists and search are told from, as the record is now. It is made under its lock, so that it is made once for
    /// all who wait for it.
    pub(super) fn index(&self) -> Result<Arc<Index>, Problem> {
        let mut kept = self.index.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = kept.as_ref().filter(|kept| kept.is_good_enough(self)) {
            return Ok(Arc::clone(&kept.index));
        }
        let (changes, begun) = (self.changes(), Instant::now());
        let index = Arc::new(Index::of(self)?);
        *kept = Some(Kept {
            index: Arc::clone(&index),
            changes,
            made: Instant::now(),
            took: begun.elapsed(),
        });
        Ok(index)
    }

    /// Tells lists from this, whatever the record holds.
    #[cfg(test)]
    pub(super) fn tell_from(&self, index: Index) {
        *self.index.lock().unwrap_or_else(PoisonError::into_inner) = Some(Kept {
            index: Arc::new(index),
            changes: self.changes(),
            made: Instant::now(),
            took: Duration::ZERO,
        });
    }

    /// What the review asks. It is found anew where the reader begins anew and something changed since.
    pub(super) fn questions(&self, begins_anew: bool) -> Result<Arc<Vec<Unjudged>>, Problem> {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(queue) = queue
            .as_ref()
            .filter(|queue| !begins_anew || queue.changes == self.changes())
        {
            return Ok(Arc::clone(&queue.questions));
        }
        let changes = self.changes();
        let made = Queue::new(review::unjudged(&self.record(), None)?, changes);
        let questions = Arc::clone(&made.questions);
        *queue = Some(made);
        Ok(questions)
    }

    /// Takes the question that was answered off the review; `None` where what was judged is no answer to one.
    pub(super) fn answered(&self, question: Option<(&[&str], &str)>) {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        *queue = match (queue.take(), question) {
            (Some(queue), Some((attributions, relation))) => {
                Some(queue.without(attributions, relation, &self.base))
            }
            _ => None,
        };
    }

    /// Does work on the record off the threads that talk to clients.
    pub(super) async fn work<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let turn = Arc::clone(&self.working).acquire_owned().await;
        let shared = Arc::clone(self);
        let done = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work(&shared)
        });
        done.await.unwrap_or_else(|_| Err(Problem::broken()))
    }

    /// Answers a question that somebody else wrote, with so many rows at most, and makes something of the answer. It is
    /// given up when its time is over or its client goes away: the future is dropped then.
    pub(super) async fn answer<T: Send + 'static>(
        self: &Arc<Self>,
        question: Question,
        rows: usize,
        then: impl FnOnce(&Self, Answer) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let answer = move |shared: &Self, token| {
            let answer = Answer::under(&question, shared, rows, token)?;
            then(shared, answer)
        };
        self.in_turn(&self.asking, answer).await
    }

    /// Likewise for a question that came with the program; values may be names.
    pub(super) async fn answer_saved<T: Send + 'static>(
        self: &Arc<Self>,
        text: &'static str,
        given: BTreeMap<String, String>,
        rows: usize,
        then: impl FnOnce(&Self, &Question, Answer) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let answer = move |shared: &Self, token: CancellationToken| {
            let ask = |question: &Question| Answer::under(question, shared, usize::MAX, token.clone());
            let question = Question::with_names(text, &given, ask)?;
            let answer = Answer::under(&question, shared, rows, token.clone())?;
            then(shared, &question, answer)
        };
        self.in_turn(&self.asking_saved, answer).await
    }

    async fn in_turn<T: Send + 'static>(
        self: &Arc<Self>,
        turns: &Arc<Turns>,
        answer: impl FnOnce(&Self, CancellationToken) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let time = self.settings.patience;
        let token = CancellationToken::new();
        let (shared, its_token) = (Arc::clone(self), token.clone());
        let answer = move || answer(&shared, its_token);
        let unanswered = |why| match why {
            Unanswered::Busy => Problem::busy(),
            Unanswered::Astray(queries) => Problem::astray(queries),
            Unanswered::Slow => QueryError::TooSlow(time).into(),
            Unanswered::TooLarge => Problem::too_large(),
            Unanswered::Broken => Problem::broken(),
        };
        let waiting = turns.ask(token, answer).map_err(unanswered)?;
        waiting.answer(time).await.map_err(unanswered)?
    }

    /// Stops what people ask, for there is no memory left.
    pub(super) fn save_memory(&self) {
        self.asking.stop_all();
        self.asking_saved.stop_all();
    }
}

impl Source for Shared {
    fn ask(&self, query: PreparedSparqlQuery) -> Result<QueryResults<'_>, QueryEvaluationError> {
        self.record().ask(query)
    }
}
