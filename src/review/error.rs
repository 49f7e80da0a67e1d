//! Why something cannot be judged as it was named, each in a plain sentence, most with what to do.

use crate::judgement::JudgementError;
use crate::query::QueryError;
use crate::store::StoreError;
use thiserror::Error;

/// Why there is no ruling, or no review.
#[derive(Debug, Error)]
pub enum ReviewError {
    /// What was named is none of what can be judged so.
    #[error("{problem}")]
    Named {
        /// What is wrong.
        problem: String,
        /// What the user can do.
        remedy: Option<&'static str>,
    },
    /// The parts do not make a judgement.
    #[error(transparent)]
    Judgement(#[from] JudgementError),
    /// The record cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The record cannot be asked.
    #[error(transparent)]
    Query(#[from] QueryError),
}

impl ReviewError {
    /// What is wrong, and what the user can do.
    pub(super) fn named(problem: impl Into<String>, remedy: &'static str) -> Self {
        Self::Named {
            problem: problem.into(),
            remedy: Some(remedy),
        }
    }

    /// What is wrong, where the sentence says enough.
    pub(super) fn plain(problem: impl Into<String>) -> Self {
        Self::Named {
            problem: problem.into(),
            remedy: None,
        }
    }

    /// What the user can do, where that is not plain from the sentence.
    pub fn remedy(&self) -> Option<&'static str> {
        match self {
            Self::Named { remedy, .. } => *remedy,
            _ => None,
        }
    }
}
