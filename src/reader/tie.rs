//! Which span hangs on which: a biaffine scorer (Dozat and Manning 2017) with a term for the distance.

use super::ReaderError;
use super::chain::Stretch;
use crate::tagger::Weights;

/// Numbers that a span is squeezed into.
const PAIR: usize = 128;
/// From how many words between two spans each step of distance begins.
const STEPS: [usize; 7] = [0, 1, 3, 6, 11, 21, 41];

/// A head that ties child spans to head spans, or to none.
#[derive(Debug)]
pub(super) struct Tie {
    child_first: Vec<f32>,
    child_bias: Vec<f32>,
    child_last: Vec<f32>,
    head_first: Vec<f32>,
    head_bias: Vec<f32>,
    head_last: Vec<f32>,
    /// As trained, turned over: from each number of the head to those of the child.
    form: Vec<f32>,
    prior: Vec<f32>,
    none: Vec<f32>,
    none_bias: f32,
    distance: Vec<f32>,
    width: usize,
}

/// Where a child was tied to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tied {
    /// The head, by its place among those that were offered; `None` for no head.
    pub head: Option<usize>,
    /// How probable that is among all.
    pub confidence: f32,
}

impl Tie {
    /// The head of this name.
    pub fn of(weights: &Weights, name: &str) -> Result<Self, ReaderError> {
        let width = weights.width();
        let part = |part: &str, rows, columns| tensor(weights, &format!("{name}.{part}"), rows, columns);
        let form = part("form", PAIR, PAIR)?;
        Ok(Self {
            child_first: part("child_first.weight", PAIR, width)?,
            child_bias: part("child_first.bias", 1, PAIR)?,
            child_last: part("child_last.weight", PAIR, width)?,
            head_first: part("head_first.weight", PAIR, width)?,
            head_bias: part("head_first.bias", 1, PAIR)?,
            head_last: part("head_last.weight", PAIR, width)?,
            form: (0..PAIR * PAIR)
                .map(|at| form[at % PAIR * PAIR + at / PAIR])
                .collect(),
            prior: part("head_bias.weight", 1, PAIR)?,
            none: part("none.weight", 1, PAIR)?,
            none_bias: part("none.bias", 1, 1)?[0],
            distance: part("distance", 1, 4 * STEPS.len())?,
            width,
        })
    }

    /// Ties each child to the head that fits best. `vector` gives a word's vector, `paragraph` its paragraph.
    pub fn tie<'v>(
        &self,
        children: &[Stretch],
        heads: &[Stretch],
        vector: impl Fn(usize) -> &'v [f32],
        paragraph: impl Fn(usize) -> usize,
    ) -> Vec<Tied> {
        let squeeze = |span: &Stretch, first: &[f32], last: &[f32], bias: &[f32]| -> Vec<f32> {
            let (a, b) = (vector(span.first), vector(span.last));
            let rows = first.chunks_exact(self.width).zip(last.chunks_exact(self.width));
            rows.zip(bias)
                .map(|((first, last), bias)| gelu(dot(first, a) + dot(last, b) + bias))
                .collect()
        };
        let heads: Vec<(&Stretch, Vec<f32>)> = heads
            .iter()
            .map(|head| {
                (
                    head,
                    squeeze(head, &self.head_first, &self.head_last, &self.head_bias),
                )
            })
            .collect();
        children
            .iter()
            .map(|child| {
                let squeezed = squeeze(child, &self.child_first, &self.child_last, &self.child_bias);
                let turned: Vec<f32> = self
                    .form
                    .chunks_exact(PAIR)
                    .map(|column| dot(column, &squeezed))
                    .collect();
                let none = dot(&self.none, &squeezed) + self.none_bias;
                let scores: Vec<f32> = std::iter::once(none)
                    .chain(heads.iter().map(|(head, values)| {
                        let same = paragraph(child.first) == paragraph(head.first);
                        dot(&turned, values)
                            + dot(&self.prior, values)
                            + self.distance[bucket(child, head, same)]
                    }))
                    .collect();
                let best = super::chain::highest(scores.iter().copied());
                let sum: f32 = scores.iter().map(|score| (score - scores[best]).exp()).sum();
                Tied {
                    head: best.checked_sub(1),
                    confidence: 1.0 / sum,
                }
            })
            .collect()
    }
}

/// Which way, how far, and whether in the same paragraph, a head stands from its child.
fn bucket(child: &Stretch, head: &Stretch, same_paragraph: bool) -> usize {
    let after = head.first > child.last;
    let gap = match after {
        true => head.first - child.last - 1,
        false => child.first.saturating_sub(head.last + 1),
    };
    let step = STEPS.partition_point(|&low| low <= gap) - 1;
    (usize::from(after) * 2 + usize::from(!same_paragraph)) * STEPS.len() + step
}

/// The gate that the heads were trained with (Hendrycks and Gimpel 2016), by the error function.
fn gelu(x: f32) -> f32 {
    0.5 * x * (1.0 + erf(x * std::f32::consts::FRAC_1_SQRT_2))
}

/// The error function to 1.2e-7 (Press et al., "Numerical Recipes", erfc by Chebyshev fitting).
fn erf(x: f32) -> f32 {
    const FIT: [f64; 10] = [
        0.17087277,
        -0.82215223,
        1.48851587,
        -1.13520398,
        0.27886807,
        -0.18628806,
        0.09678418,
        0.37409196,
        1.00002368,
        -1.26551223,
    ];
    let (x, sign) = (f64::from(x.abs()), x.signum());
    let t = 1.0 / (1.0 + 0.5 * x);
    let sum = FIT.iter().fold(0.0, |sum, factor| sum * t + factor);
    sign * (1.0 - t * (sum - x * x).exp()) as f32
}

/// The product of two vectors, in a fixed order of sixteen sums.
pub(super) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let (a, b) = (a.chunks_exact(16), b.chunks_exact(16));
    let rest: f32 = a.remainder().iter().zip(b.remainder()).map(|(a, b)| a * b).sum();
    let mut sums = [0.0; 16];
    for (a, b) in a.zip(b) {
        for lane in 0..16 {
            sums[lane] += a[lane] * b[lane];
        }
    }
    sums.iter().sum::<f32>() + rest
}

/// A tensor of the heads, of these sizes.
pub(super) fn tensor(
    weights: &Weights,
    name: &str,
    rows: usize,
    columns: usize,
) -> Result<Vec<f32>, ReaderError> {
    let wrong = |found: String| ReaderError::Head {
        name: name.to_owned(),
        expected: format!("{rows} × {columns}"),
        found,
    };
    let matrix = weights.head(name).ok_or_else(|| wrong("missing".to_owned()))?;
    if (matrix.rows, matrix.columns) != (rows, columns) {
        return Err(wrong(format!("{} × {}", matrix.rows, matrix.columns)));
    }
    Ok(matrix.values.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn erf_holds() {
        for (x, y) in [
            (0.0, 0.0),
            (0.5, 0.520_499_9),
            (1.0, 0.842_700_8),
            (-2.0, -0.995_322_3),
        ] {
            assert!((erf(x) - y).abs() < 3e-7, "erf({x}) = {}", erf(x));
        }
    }

    #[test]
    fn bucket_tells_side_distance_and_paragraph() {
        let span = |first, last| Stretch {
            first,
            last,
            kind: 0,
            confidence: 1.0,
        };
        assert_eq!(bucket(&span(0, 3), &span(4, 4), true), 14);
        assert_eq!(bucket(&span(5, 9), &span(4, 4), true), 0);
        assert_eq!(bucket(&span(50, 90), &span(4, 4), false), 13);
        assert_eq!(bucket(&span(0, 9), &span(12, 12), false), 22);
    }
}
