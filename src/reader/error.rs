//! Why a network cannot be used.

use crate::tagger::{PathError, VocabularyError, WeightsError};

/// Why a network cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ReaderError {
    /// The weights are damaged.
    #[error(transparent)]
    Weights(#[from] WeightsError),
    /// The vocabulary is damaged.
    #[error(transparent)]
    Vocabulary(#[from] VocabularyError),
    /// The processor cannot run it as was asked.
    #[error(transparent)]
    Path(#[from] PathError),
    /// A head is not there, or has another shape.
    #[error("the head \"{name}\" of the weights is {found}; {expected} was expected")]
    Head {
        /// Which tensor.
        name: String,
        /// What it should have been: rows × columns.
        expected: String,
        /// What it is.
        found: String,
    },
}
