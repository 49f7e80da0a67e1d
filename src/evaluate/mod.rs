//! How right a reading is: what was found, held against what people marked by hand.
//!
//! Takes a [`Gold`] file and [`Predictions`], the lines that `onrecord extract` prints; gives an [`Evaluation`] with
//! the figures of the scorers `score_attributions.py` and `score_claims.py`, digit for digit, and beside them what is
//! wrong, by kind, with the worst cases in their sentences. Pure: files are read in `cli`.

mod attributions;
mod calibration;
mod case;
mod claim_fields;
mod claims;
mod error;
mod figure;
mod gold;
mod matching;
mod name;
mod predictions;
mod relations;
mod shown;
mod words;

pub use calibration::{Bin, Reliability, Threshold};
pub use case::{Case, Fault, Field, Side, Tally};
pub use error::EvaluateError;
pub use figure::{Counts, Figure, Rates, Share};
pub use gold::{Claim, Document, Gold, Marked, Relation, Time};
pub use predictions::{Predicted, Predictions};

use serde::Serialize;
use std::collections::BTreeMap;

/// What holding a reading against the gold gave.
#[derive(Clone, Debug, Serialize)]
pub struct Evaluation {
    /// What the gold file holds.
    pub gold: GoldKind,
    /// How many articles it speaks of.
    pub documents: usize,
    /// Precision, recall and F1 of each thing that is found or not.
    pub figures: Vec<Figure>,
    /// Of the claims that were found, the share right of each field that the gold gives.
    pub fields: Vec<Share>,
    /// The relations between claims, where the gold has some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relations: Option<Figure>,
    /// How many errors there are of each kind. One attribution can have several.
    pub errors: Vec<Tally>,
    /// How far the confidence can be trusted, where the predictions have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reliability: Option<Reliability>,
    /// The worst cases, kind by kind.
    pub worst: Vec<Case>,
}

/// What a gold file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum GoldKind {
    /// Articles with spans of source, cue and content.
    Attributions,
    /// Claims with what is known about them.
    Claims,
}

/// Holds what was found against the gold. `texts` has the articles that claims are about, by name, as far as they are
/// at hand; of each kind of error, `worst` cases are kept.
///
/// # Errors
/// Where the predictions do not fit the gold: an article that it lacks, or a span outside the text.
pub fn evaluate(
    gold: &Gold,
    predictions: &Predictions,
    texts: &BTreeMap<String, String>,
    worst: usize,
) -> Result<Evaluation, EvaluateError> {
    match gold {
        Gold::Attributions(documents) => {
            let mut evaluation = attributions::score(documents, predictions)?;
            evaluation.keep_worst(worst, |name| {
                let document = documents.iter().find(|document| document.id == name);
                document.map(|document| document.text.as_str())
            });
            Ok(evaluation)
        }
        Gold::Claims(claims) => {
            let mut evaluation = claims::score(claims, predictions)?;
            evaluation.keep_worst(worst, |name| texts.get(name).map(String::as_str));
            Ok(evaluation)
        }
    }
}

impl Evaluation {
    /// Keeps so many cases of each kind, the worst, and shows them in their sentences where the text is at hand.
    fn keep_worst<'text>(&mut self, worst: usize, text_of: impl Fn(&str) -> Option<&'text str>) {
        case::keep_worst(&mut self.worst, worst);
        for case in &mut self.worst {
            if let Some(text) = text_of(&case.document) {
                let sentences = shown::Sentences::of(text);
                for side in [&mut case.gold, &mut case.found].into_iter().flatten() {
                    side.text = sentences.show(side);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
