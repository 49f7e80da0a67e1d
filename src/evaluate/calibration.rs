//! How far the confidence can be trusted: does what is found with 0.8 turn out right in eight of ten cases?
//!
//! Right is what the figure `attribution` counts as right. The expected calibration error is that of Naeini et al.
//! (AAAI 2015): over ten bins, the mean distance between confidence and share right, each bin weighed by its size.

use super::figure::{Counts, Rates, number, share};
use super::matching::{Pair, one_to_one};
use serde::Serialize;

/// The number of bins, and of thresholds.
const STEPS: usize = 10;

/// How confidence and truth go together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reliability {
    /// Ten bins of confidence, the lowest first.
    pub bins: Vec<Bin>,
    /// The expected calibration error, in points of per cent.
    pub expected_calibration_error: f64,
    /// The figure `attribution` when only what reaches a confidence is taken.
    pub thresholds: Vec<Threshold>,
}

/// What was found with a confidence from `from` to under `to`; the last bin holds 1 too.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Bin {
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// How many attributions have such a confidence.
    pub count: usize,
    /// Their mean confidence, in per cent.
    pub confidence: f64,
    /// How many of them are right, in per cent.
    pub right: f64,
}

/// The figure `attribution` of what reaches a confidence.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Threshold {
    /// The confidence.
    pub at_least: f64,
    /// How right it is.
    #[serde(flatten)]
    pub rates: Rates,
}

/// What is known of one article: the confidence of each attribution found in it, which were tied, which might be (first
/// the one found), and how many were marked.
pub struct Article<'own> {
    /// The confidence of each attribution that was found.
    pub confidences: &'own [f64],
    /// The pairs that might be tied.
    pub pairs: &'own [Pair],
    /// The number that was marked.
    pub gold: usize,
}

/// Gathers article by article.
#[derive(Debug, Default)]
pub struct Gathered {
    counts: [usize; STEPS],
    confidences: [f64; STEPS],
    rights: [usize; STEPS],
    thresholds: [Counts; STEPS],
}

impl Gathered {
    /// Adds an article.
    pub fn add(&mut self, article: &Article) {
        let tied = one_to_one(article.pairs.to_vec());
        for (place, &confidence) in article.confidences.iter().enumerate() {
            let bin = bin_of(confidence);
            self.counts[bin] += 1;
            self.confidences[bin] += confidence;
            self.rights[bin] += usize::from(tied.iter().any(|(found, _)| *found == place));
        }
        for (step, counts) in self.thresholds.iter_mut().enumerate() {
            let reaches = |found: usize| article.confidences[found] >= tenth(step);
            let pairs = article.pairs.iter().filter(|pair| reaches(pair.first));
            counts.add(Counts {
                right: one_to_one(pairs.copied().collect()).len(),
                predicted: (0..article.confidences.len())
                    .filter(|found| reaches(*found))
                    .count(),
                gold: article.gold,
            });
        }
    }

    /// What all of them give.
    pub fn reliability(&self) -> Reliability {
        let bins: Vec<Bin> = (0..STEPS).map(|step| self.bin(step)).collect();
        let all = self.counts.iter().sum();
        let error = bins
            .iter()
            .map(|bin| share(bin.count, all) * (bin.confidence - bin.right).abs())
            .sum();
        let threshold = |(step, counts): (usize, &Counts)| Threshold {
            at_least: tenth(step),
            rates: counts.rates(),
        };
        Reliability {
            bins,
            expected_calibration_error: error,
            thresholds: self.thresholds.iter().enumerate().map(threshold).collect(),
        }
    }

    fn bin(&self, step: usize) -> Bin {
        let count = self.counts[step];
        Bin {
            from: tenth(step),
            to: tenth(step + 1),
            count,
            confidence: 100.0 * self.confidences[step] / number(count.max(1)),
            right: 100.0 * share(self.rights[step], count),
        }
    }
}

fn tenth(step: usize) -> f64 {
    number(step) / 10.0
}

/// Compared with the bounds, not multiplied: 0.7 must not fall under 0.7.
fn bin_of(confidence: f64) -> usize {
    (1..STEPS).take_while(|step| confidence >= tenth(*step)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gathered() -> Gathered {
        let mut gathered = Gathered::default();
        let pair = |first, second| Pair {
            score: 1.0,
            first,
            second,
        };
        // The second and third compete for one gold attribution; the third gets it.
        gathered.add(&Article {
            confidences: &[0.75, 0.9, 0.7, 0.1],
            pairs: &[pair(0, 0), pair(1, 1), pair(2, 1)],
            gold: 3,
        });
        gathered
    }

    #[test]
    fn a_bin_begins_with_its_lower_bound() {
        let bins: Vec<usize> = [0.0, 0.1, 0.29, 0.3, 0.57, 0.6, 0.7, 0.99, 1.0]
            .map(bin_of)
            .to_vec();
        assert_eq!(bins, [0, 1, 2, 3, 5, 6, 7, 9, 9]);
    }

    #[test]
    fn bins_hold_the_mean_confidence_and_the_share_right() {
        let reliability = gathered().reliability();
        let told: Vec<(usize, String, String)> = reliability
            .bins
            .iter()
            .map(|bin| {
                (
                    bin.count,
                    format!("{:.1}", bin.confidence),
                    format!("{:.1}", bin.right),
                )
            })
            .collect();
        assert_eq!(told[7], (2, "72.5".to_owned(), "100.0".to_owned()));
        assert_eq!(told[9], (1, "90.0".to_owned(), "0.0".to_owned()));
        assert_eq!(told[1], (1, "10.0".to_owned(), "0.0".to_owned()));
        assert_eq!(told[5], (0, "0.0".to_owned(), "0.0".to_owned()));
        // (2 × 27.5 + 90 + 10) / 4
        assert!((reliability.expected_calibration_error - 38.75).abs() < 1e-9);
    }

    #[test]
    fn what_falls_under_a_threshold_makes_room_for_another() {
        let thresholds = gathered().reliability().thresholds;
        let counts: Vec<(usize, usize)> = thresholds
            .iter()
            .map(|threshold| (threshold.rates.right, threshold.rates.predicted))
            .collect();
        assert_eq!(counts[0], (2, 4));
        assert_eq!(counts[7], (2, 3));
        assert_eq!(counts[8], (1, 1));
    }
}
