//! Precision, recall, F1 and shares, computed in the order in which the scorers compute them, so that every digit
//! is the same.

use serde::Serialize;

/// What was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Found and right.
    pub right: usize,
    /// Found.
    pub predicted: usize,
    /// Marked by hand.
    pub gold: usize,
}

impl Counts {
    /// Adds those of another article.
    pub fn add(&mut self, other: Counts) {
        self.right += other.right;
        self.predicted += other.predicted;
        self.gold += other.gold;
    }

    /// The rates that follow.
    pub fn rates(self) -> Rates {
        let precision = share(self.right, self.predicted);
        let recall = share(self.right, self.gold);
        let sum = precision + recall;
        let f1 = if sum > 0.0 {
            2.0 * precision * recall / sum
        } else {
            0.0
        };
        Rates {
            precision: 100.0 * precision,
            recall: 100.0 * recall,
            f1: 100.0 * f1,
            right: self.right,
            predicted: self.predicted,
            gold: self.gold,
        }
    }
}

/// Precision, recall and F1, in per cent, with what they rest on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Rates {
    /// Of what was found, the part that is right.
    pub precision: f64,
    /// Of what was marked, the part that was found.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
    /// Found and right.
    pub right: usize,
    /// Found.
    pub predicted: usize,
    /// Marked by hand.
    pub gold: usize,
}

/// The rates of one thing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// What is counted, in the words of the scorers.
    pub name: String,
    /// How right it is.
    #[serde(flatten)]
    pub rates: Rates,
}

impl Figure {
    /// The rates of what was counted.
    pub fn new(name: impl Into<String>, counts: Counts) -> Self {
        Self {
            name: name.into(),
            rates: counts.rates(),
        }
    }
}

/// How often a field is right.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Share {
    /// The field.
    pub field: String,
    /// How often, in per cent.
    pub share: f64,
    /// How often, counted.
    pub right: usize,
    /// How often the gold gives it.
    pub asked: usize,
}

impl Share {
    /// The share of what was counted.
    pub fn new(field: impl Into<String>, right: usize, asked: usize) -> Self {
        Self {
            field: field.into(),
            // Not 100 times the quotient: the scorer multiplies first.
            share: if asked == 0 {
                0.0
            } else {
                100.0 * number(right) / number(asked)
            },
            right,
            asked,
        }
    }
}

/// The part of the whole; nothing of nothing.
pub fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        number(part) / number(whole)
    }
}

/// A count as a number to divide.
#[allow(
    clippy::cast_precision_loss,
    reason = "no corpus has as many words as a double has digits"
)]
pub fn number(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_those_of_their_counts() {
        let rates = Counts {
            right: 1,
            predicted: 2,
            gold: 4,
        }
        .rates();
        assert_eq!((rates.precision, rates.recall), (50.0, 25.0));
        assert!((rates.f1 - 100.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn nothing_of_nothing_is_nothing() {
        let rates = Counts::default().rates();
        assert_eq!((rates.precision, rates.recall, rates.f1), (0.0, 0.0, 0.0));
        assert_eq!(Share::new("via", 0, 0).share, 0.0);
    }
}
