//! Where the claims of an article lie, told before they are compared.
//!
//! Takes claims, gives their vectors by their words. Next: `content` asks for them when the article is stored.

use crate::claim::Claims;
use crate::reader::{ClaimVector, Embedder, ReaderError};
use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Where claims lie, by their words.
pub type Foreseen = BTreeMap<String, ClaimVector>;

/// Where the claims of an article lie. It is a third of the work of storing them and needs no record: for the threads that read.
///
/// # Errors
/// Only where the program was built with weights that do not fit it.
pub fn foresee(claims: &Claims) -> Result<Foreseen, ReaderError> {
    let embedder = embedder()?;
    let placed = claims.claims.iter();
    Ok(placed
        .map(|claim| (claim.text.clone(), embedder.embed(&claim.text)))
        .collect())
}

/// Where claims with these words lie, told on all processors.
///
/// # Errors
/// As [`foresee`].
pub fn foresee_all(texts: &[&str]) -> Result<Foreseen, ReaderError> {
    let embedder = embedder()?;
    let next = AtomicUsize::new(0);
    let embed = || {
        let mut foreseen = Vec::new();
        while let Some(text) = texts.get(next.fetch_add(1, Ordering::Relaxed)) {
            foreseen.push(((*text).to_owned(), embedder.embed(text)));
        }
        foreseen
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    Ok(thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(embed)).collect();
        let own = embed();
        // What a thread that failed leaves out is told when it is asked for.
        let others = others
            .into_iter()
            .flat_map(|thread| thread.join().unwrap_or_default());
        own.into_iter().chain(others).collect()
    }))
}

/// The network that says where claims lie, which takes a while to make: all records of a process ask the same one.
pub(super) fn embedder() -> Result<&'static Embedder, ReaderError> {
    static EMBEDDER: OnceLock<Embedder> = OnceLock::new();
    if let Some(embedder) = EMBEDDER.get() {
        return Ok(embedder);
    }
    let made = Embedder::standard()?;
    Ok(EMBEDDER.get_or_init(|| made))
}
