//! The record as all requests share it: many read at once, one writes.
//!
//! A query holds the record only while it begins: the store answers from a snapshot. So a judgement never waits for
//! somebody's long query, and nobody waits behind one that waits.

use super::index::Index;
use super::problem::Problem;
use super::queue::Queue;
use crate::judgement::Judgement;
use crate::lexicon::Lexicon;
use crate::query::{Answer, CancellationToken, Limits, Question, Source};
use crate::rdf::iri::Base;
use crate::review::{self, Question as Unjudged};
use crate::store::Record;
use oxigraph::sparql::{PreparedSparqlQuery, QueryEvaluationError, QueryResults};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;
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
    record: RwLock<Record>,
    base: Base,
    /// What lists and search are told from; made anew when it is first asked for after a change.
    index: Mutex<Option<Arc<Index>>>,
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
    asking: Arc<Semaphore>,
}

/// How many pages are made at once, and how many queries of others run at once.
const WORKING: usize = 16;
const ASKING: usize = 4;

/// Stops a query when its client goes away: the future that holds this is dropped then.
struct Leaving(CancellationToken);

impl Drop for Leaving {
    fn drop(&mut self) {
        self.0.cancel();
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
            record: RwLock::new(record),
            index: Mutex::new(None),
            queue: Mutex::new(None),
            lexicon: OnceLock::new(),
            token: bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
            settings,
            working: Arc::new(Semaphore::new(WORKING)),
            asking: Arc::new(Semaphore::new(ASKING)),
        }))
    }

    pub(super) fn lexicon(&self) -> &Lexicon {
        self.lexicon.get_or_init(Lexicon::standard)
    }

    pub(super) fn base(&self) -> &Base {
        &self.base
    }

    /// The record, for reading. A thread that died while it held it left it as it was: each change is one transaction.
    pub(super) fn record(&self) -> RwLockReadGuard<'_, Record> {
        self.record.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts judgements into the record.
    pub(super) fn judge(&self, judgements: &[Judgement]) -> Result<(), Problem> {
        {
            let mut record = self.record.write().unwrap_or_else(PoisonError::into_inner);
            record.judge(judgements)?;
            record.flush()?;
        }
        *self.index.lock().unwrap_or_else(PoisonError::into_inner) = None;
        Ok(())
    }

    /// What lists and search are told from, as the record is now. It is made under its lock, so that a change which
    /// comes meanwhile waits and then throws it away.
    pub(super) fn index(&self) -> Result<Arc<Index>, Problem> {
        let mut index = self.index.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(index) = &*index {
            return Ok(Arc::clone(index));
        }
        let made = Arc::new(Index::of(self)?);
        *index = Some(Arc::clone(&made));
        Ok(made)
    }

    /// What the review asks. It is found anew where the reader begins anew and something was judged since.
    pub(super) fn questions(&self, begins_anew: bool) -> Result<Arc<Vec<Unjudged>>, Problem> {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(queue) = queue.as_ref().filter(|queue| !(begins_anew && queue.is_stale)) {
            return Ok(Arc::clone(&queue.questions));
        }
        let made = Queue::new(review::unjudged(&self.record(), None)?);
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

    /// Answers a question that somebody else wrote, with so many rows at most.
    pub(super) async fn answer(self: &Arc<Self>, question: Question, rows: usize) -> Result<Answer, Problem> {
        let time = self.settings.patience;
        let waiting = Arc::clone(&self.asking).acquire_owned();
        let Ok(turn) = tokio::time::timeout(time, waiting).await else {
            return Err(Problem::busy());
        };
        let leaving = Leaving(CancellationToken::new());
        let (shared, token) = (Arc::clone(self), leaving.0.clone());
        let limits = Limits { time, rows };
        let answering =
            tokio::task::spawn_blocking(move || Answer::apart(&question, shared, limits, &token, turn));
        let answer = answering.await.map_err(|_| Problem::broken())?;
        Ok(answer?)
    }
}

impl Source for Shared {
    fn ask(&self, query: PreparedSparqlQuery) -> Result<QueryResults<'_>, QueryEvaluationError> {
        self.record().ask(query)
    }
}
