//! Where the claims of an article lie, told before they are compared.
//!
//! Takes claims, gives their vectors by their words. Next: `content` asks for them when the article is stored.

use crate::claim::Claims;
use crate::parallel;
use crate::reader::{ClaimVector, Embedder, ReaderError};
use std::collections::BTreeMap;
use std::sync::OnceLock;

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
    let placed = parallel::map(texts, |text| ((*text).to_owned(), embedder.embed(text)));
    Ok(placed.into_iter().collect())
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
