//! The questions of the review, kept from one answer to the next.
//!
//! To find them takes a while on a large record, and whoever goes through them by keyboard does not wait. So what was
//! answered is taken off, and the rest is found anew when the review is opened again.

use super::told::short;
use crate::rdf::iri::Base;
use crate::review::Question;
use std::sync::Arc;

/// What nobody judged yet, the least sure first.
#[derive(Clone)]
pub(super) struct Queue {
    pub(super) questions: Arc<Vec<Question>>,
    /// How many changes of the record there were when it was made.
    pub(super) changes: u64,
}

impl Queue {
    pub(super) fn new(questions: Vec<Question>, changes: u64) -> Self {
        Self {
            questions: Arc::new(questions),
            changes,
        }
    }

    /// Without the question about these attributions, called as judgements call them, and how they stand to each other.
    pub(super) fn without(&self, attributions: &[&str], relation: &str, base: &Base) -> Self {
        let is_asked = |question: &&Question| {
            let ends = question.reports();
            let same_ends = ends
                .iter()
                .map(|report| short(base, &report.attribution_iri))
                .eq(attributions.iter().copied());
            let same_relation = question.relation().map_or("", |kind| kind.name()) == relation;
            !(same_ends && same_relation)
        };
        Self {
            questions: Arc::new(self.questions.iter().filter(is_asked).cloned().collect()),
            changes: self.changes,
        }
    }
}
