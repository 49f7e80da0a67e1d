//! Linear layers on 8-bit numbers.
//!
//! Weights have a sign and a scale for each output; activations ([`Quantised`]) have none and a scale for each row.
//! The weights are packed once into the order in which the tiles read them: panels of 64 outputs, in them groups
//! of four inputs, so that one 32-bit number holds what one dot product of four bytes wants.

use super::quantise::Quantised;
use super::{Kernel, Machine, Operation};
use std::ops::Range;

/// Inputs in one group.
pub const QUAD: usize = 4;

/// Outputs in one panel.
pub const PANEL: usize = 64;

/// Rows that a tile takes at most.
pub const ROWS: usize = 6;

/// What quantised activations are moved by, to have no sign.
pub const ZERO: i32 = 128;

/// The weights of four inputs to the 64 outputs of a panel: four bytes for each output.
#[derive(Clone, Debug)]
#[repr(C, align(64))]
pub struct Group(pub [i8; PANEL * QUAD]);

/// What a tile gives: for each of its rows the sums of a panel. Rows that it does not have stay as they were.
pub type Sums = [[i32; PANEL]; ROWS];

/// A row of activations, in groups of four.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    /// As they are.
    pub bytes: &'a [[u8; QUAD]],
    /// As 16-bit numbers, where the kernel [widens](Kernel::WIDENS) them; else empty.
    #[cfg_attr(not(target_arch = "x86_64"), expect(dead_code, reason = "AVX2 alone widens"))]
    pub words: &'a [[i16; QUAD]],
}

/// A layer: output = input × weights + bias.
#[derive(Clone, Debug)]
pub struct Linear {
    inputs: usize,
    outputs: usize,
    packed: Vec<Group>,
    scales: Vec<f32>,
    bias: Vec<f32>,
    /// What the moved zero of the activations adds to each sum.
    surplus: Vec<i32>,
}

impl Linear {
    /// Packs `outputs` rows of `inputs` weights, as they stand in the file.
    ///
    /// The caller has seen to it that the lengths agree, inputs are a multiple of 4 and outputs one of 64.
    pub fn pack(weights: &[u8], inputs: usize, scales: Vec<f32>, bias: Vec<f32>) -> Linear {
        let outputs = scales.len();
        let groups = inputs / QUAD;
        let mut packed = vec![Group([0; PANEL * QUAD]); outputs / PANEL * groups];
        let mut surplus = Vec::with_capacity(outputs);
        for (output, row) in weights.chunks_exact(inputs).enumerate() {
            let column = output % PANEL;
            let panel = &mut packed[output / PANEL * groups..][..groups];
            for (group, quad) in panel.iter_mut().zip(row.as_chunks::<QUAD>().0) {
                group.0.as_chunks_mut::<QUAD>().0[column] = quad.map(|weight| weight as i8);
            }
            surplus.push(ZERO * row.iter().map(|&weight| i32::from(weight as i8)).sum::<i32>());
        }
        Linear {
            inputs,
            outputs,
            packed,
            scales,
            bias,
            surplus,
        }
    }

    /// How many numbers come out for each row.
    pub fn outputs(&self) -> usize {
        self.outputs
    }
}

impl Machine {
    /// `output` = the rows of `input` × the layer's weights + its bias.
    pub fn linear(self, input: &Quantised, rows: Range<usize>, layer: &Linear, output: &mut [f32]) {
        assert_eq!(input.width(), layer.inputs);
        assert_eq!(output.len(), rows.len() * layer.outputs);
        self.run(Multiply {
            input,
            rows,
            layer,
            output,
        });
    }
}

struct Multiply<'a> {
    input: &'a Quantised,
    rows: Range<usize>,
    layer: &'a Linear,
    output: &'a mut [f32],
}

impl Operation for Multiply<'_> {
    #[inline(always)]
    fn run<K: Kernel>(mut self) {
        let mut sums = [[0; PANEL]; ROWS];
        for panel in 0..self.layer.outputs / PANEL {
            let mut row = 0;
            while row < self.rows.len() {
                let left = (self.rows.len() - row).min(ROWS);
                match left {
                    1 => self.tile::<K, 1>(panel, row, &mut sums),
                    2 => self.tile::<K, 2>(panel, row, &mut sums),
                    3 => self.tile::<K, 3>(panel, row, &mut sums),
                    4 => self.tile::<K, 4>(panel, row, &mut sums),
                    5 => self.tile::<K, 5>(panel, row, &mut sums),
                    _ => self.tile::<K, ROWS>(panel, row, &mut sums),
                }
                row += left;
            }
        }
    }
}

impl Multiply<'_> {
    /// `R` rows from `first` on, by the outputs of one panel.
    #[inline(always)]
    fn tile<K: Kernel, const R: usize>(&mut self, panel: usize, first: usize, sums: &mut Sums) {
        let groups = self.layer.inputs / QUAD;
        let columns = panel * PANEL..(panel + 1) * PANEL;
        let weights = &self.layer.packed[panel * groups..][..groups];
        let rows = std::array::from_fn(|r| self.input.row(self.rows.start + first + r, K::WIDENS));
        K::tile::<R>(rows, weights, sums);

        let scales = &self.layer.scales[columns.clone()];
        let bias = &self.layer.bias[columns.clone()];
        let surplus = &self.layer.surplus[columns.clone()];
        for (r, sums) in sums[..R].iter().enumerate() {
            let scale = self.input.scale(self.rows.start + first + r);
            let output = &mut self.output[(first + r) * self.layer.outputs..][columns.clone()];
            for c in 0..PANEL {
                output[c] = ((sums[c] - surplus[c]) as f32).mul_add(scale * scales[c], bias[c]);
            }
        }
    }
}

/// [`Kernel::tile`] in plain Rust.
#[inline(always)]
pub fn portable_tile<const R: usize>(rows: [Row; R], panel: &[Group], sums: &mut Sums) {
    for (row, sums) in rows.iter().zip(sums) {
        *sums = [0; PANEL];
        for (quad, group) in row.bytes.iter().zip(panel) {
            let [a, b, c, d] = quad.map(i32::from);
            for (sum, weights) in sums.iter_mut().zip(group.0.as_chunks::<QUAD>().0) {
                let weights = weights.map(i32::from);
                *sum += a * weights[0] + b * weights[1] + c * weights[2] + d * weights[3];
            }
        }
    }
}
