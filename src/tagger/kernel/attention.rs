//! Multi-head attention within one window (Vaswani et al. 2017), every piece to every piece.

use super::float::{self, LANES, Lanes};
use super::{Kernel, Machine, Operation};

/// Rows of a tile, which is 16 columns wide: as many sums as fit into the registers of AVX2.
const ROWS: usize = 4;

/// Room for one head at a time.
#[derive(Debug, Default)]
pub struct AttentionScratch {
    /// For each 16 queries: for each dimension, the 16.
    queries: Vec<Lanes>,
    /// For each few keys: for each dimension, the few.
    keys: Vec<f32>,
    /// For each 16 dimensions: for each value, the 16.
    values: Vec<Lanes>,
    /// For 16 queries: for each piece, their scores.
    scores: Vec<Lanes>,
}

impl Machine {
    /// Each row of `input` holds query, key and value of all heads, a third of it each; `output` gets for each piece
    /// the sum of the values by its attention. `width` is that of `output`.
    pub fn attend(
        self,
        input: &[f32],
        heads: usize,
        width: usize,
        output: &mut [f32],
        scratch: &mut AttentionScratch,
    ) {
        assert_eq!(input.len(), 3 * output.len());
        let pieces = output.len() / width;
        self.run(Attend {
            input,
            output,
            scratch,
            pieces,
            width,
            head_width: width / heads,
        });
    }
}

struct Attend<'a> {
    input: &'a [f32],
    output: &'a mut [f32],
    scratch: &'a mut AttentionScratch,
    pieces: usize,
    width: usize,
    head_width: usize,
}

impl Operation for Attend<'_> {
    #[inline(always)]
    fn run<K: Kernel>(mut self) {
        for first in (0..self.width).step_by(self.head_width) {
            self.head(first);
        }
    }
}

impl Attend<'_> {
    /// The head that begins at this column.
    #[inline(always)]
    fn head(&mut self, first: usize) {
        let AttentionScratch {
            queries,
            keys,
            values,
            scores,
        } = &mut *self.scratch;
        let padded = self.pieces.next_multiple_of(LANES);
        queries.resize(padded * self.head_width / LANES, [0.0; LANES]);
        keys.resize(padded * self.head_width, 0.0);
        values.resize(self.pieces * self.head_width / LANES, [0.0; LANES]);
        scores.resize(padded, [0.0; LANES]);
        let rows = || self.input.chunks_exact(3 * self.width);
        turn::<LANES>(rows().map(|row| &row[first..][..self.head_width]), queries);
        turn::<ROWS>(
            rows().map(|row| &row[self.width + first..][..self.head_width]),
            keys.as_chunks_mut().0,
        );
        for (piece, row) in rows().enumerate() {
            let row = &row[2 * self.width + first..][..self.head_width];
            for (column, row) in row.as_chunks().0.iter().enumerate() {
                values[column * self.pieces + piece] = *row;
            }
        }

        let tiles = queries.chunks_exact(self.head_width).enumerate();
        for (tile, queries) in tiles.take(self.pieces.div_ceil(LANES)) {
            let keys = keys.as_chunks::<ROWS>().0.chunks_exact(self.head_width);
            for (scores, keys) in scores.as_chunks_mut::<ROWS>().0.iter_mut().zip(keys) {
                *scores = float::multiply(keys.iter(), queries.iter());
            }
            let scores = &mut scores[..self.pieces];
            let shares = softmax(scores, self.head_width);
            for (column, values) in values.chunks_exact(self.pieces).enumerate() {
                for part in 0..LANES / ROWS {
                    let scores = scores.iter().map(|scores| &scores.as_chunks::<ROWS>().0[part]);
                    let sums = float::multiply(scores, values.iter());
                    for r in 0..ROWS {
                        let query = tile * LANES + part * ROWS + r;
                        if query >= self.pieces {
                            break;
                        }
                        let output = &mut self.output[query * self.width + first + column * LANES..][..LANES];
                        for lane in 0..LANES {
                            output[lane] = sums[r][lane] * shares[part * ROWS + r];
                        }
                    }
                }
            }
        }
    }
}

/// Turns each `R` rows: for each column, the numbers of the rows. Where the last rows are too few, the rest keeps
/// what it was, and what is computed of it is left unused.
#[inline(always)]
fn turn<'a, const R: usize>(rows: impl Iterator<Item = &'a [f32]>, output: &mut [[f32; R]]) {
    for (index, row) in rows.enumerate() {
        let output = &mut output[index / R * row.len()..][..row.len()];
        for (output, number) in output.iter_mut().zip(row) {
            output[index % R] = *number;
        }
    }
}

/// Turns the scores of 16 queries for each piece into what is their softmax once multiplied with the shares that are
/// returned.
#[inline(always)]
fn softmax(scores: &mut [Lanes], head_width: usize) -> Lanes {
    let factor = std::f32::consts::LOG2_E / (head_width as f32).sqrt();
    let mut most = [f32::MIN; LANES];
    for scores in &*scores {
        for lane in 0..LANES {
            most[lane] = float::larger(most[lane], scores[lane]);
        }
    }
    // In long runs, as the compiler would otherwise gather each lane from all rows.
    const RUN: usize = 16;
    let most = [most; RUN];
    for scores in scores.chunks_mut(RUN) {
        let scores = scores.as_flattened_mut().iter_mut();
        for (score, most) in scores.zip(most.as_flattened()) {
            *score = float::exp2((*score - most) * factor);
        }
    }
    let mut sums = [0.0; LANES];
    for scores in &*scores {
        for lane in 0..LANES {
            sums[lane] += scores[lane];
        }
    }
    sums.map(|sum| 1.0 / sum)
}
