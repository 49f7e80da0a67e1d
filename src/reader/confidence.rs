//! How sure the reader is of an attribution, as a share of right ones, fitted on PolNeAR dev: a logistic regression
//! (Platt 1999) on what the parts of the network say, and a rising line on top (Zadrozny and Elkan 2002).
//!
//! `training/calibrate.py` fits the weights; `docs/quality.md` shows how well they hold.

use super::ReaderError;
use super::tie::tensor;
use crate::tagger::Weights;

/// What the parts of the network say of one attribution, each from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Evidence {
    /// That the cue is one.
    pub cue: f32,
    /// That the content is one, and as long as it is; the least sure of its pieces.
    pub content: f32,
    /// That the content hangs on the cue; the least sure of its pieces.
    pub content_tie: f32,
    /// That the source is one; 1 where there is none.
    pub source: f32,
    /// That this is the source of the cue, or that it has none.
    pub source_tie: f32,
}

/// From what the parts say to how often it is right.
#[derive(Clone, Debug)]
pub(super) struct Calibration {
    weights: Vec<f32>,
    /// What the regression says, rising, and how often it is right there.
    said: Vec<f32>,
    right: Vec<f32>,
}

/// Knots of the line.
const KNOTS: usize = 12;

impl Calibration {
    /// What was fitted for these weights.
    pub fn of(weights: &Weights) -> Result<Self, ReaderError> {
        let line = tensor(weights, "calibration.map", 2, KNOTS)?;
        let (said, right) = line.split_at(KNOTS);
        Ok(Self {
            weights: tensor(weights, "calibration", 1, 6)?,
            said: said.to_vec(),
            right: right.to_vec(),
        })
    }

    /// From 0 to 1, in hundredths: more digits would say more than is known.
    pub fn confidence(&self, evidence: &Evidence) -> f32 {
        let Evidence {
            cue,
            content,
            content_tie,
            source,
            source_tie,
        } = *evidence;
        let parts = [cue, content, content_tie, source, source_tie];
        let logit = self.weights[1..]
            .iter()
            .zip(parts)
            .fold(self.weights[0], |sum, (weight, part)| {
                sum + weight * part.max(1e-4).ln()
            });
        (100.0 * self.on_the_line(1.0 / (1.0 + (-logit).exp()))).round() / 100.0
    }

    /// Between the knots on the line from one to the next, beyond the ends as at the ends.
    fn on_the_line(&self, said: f32) -> f32 {
        let above = self.said.partition_point(|knot| *knot <= said);
        match (above.checked_sub(1), self.said.get(above)) {
            (None, _) => self.right[0],
            (Some(below), None) => self.right[below],
            (Some(below), Some(knot)) => {
                let way = (said - self.said[below]) / (knot - self.said[below]);
                self.right[below] + way * (self.right[above] - self.right[below])
            }
        }
    }
}
