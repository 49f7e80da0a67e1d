//! Between the linear layers: normalisation, the activation function, and rounding to 8 bits, row by row.

use super::float::{self, Norm};
use super::linear::{QUAD, Row, ZERO};
use super::{Kernel, Machine, Operation};

/// Rows of activations as 8-bit numbers, moved by [`ZERO`]: number ≈ (byte − 128) × the row's scale.
#[derive(Debug, Default)]
pub struct Quantised {
    width: usize,
    bytes: Vec<u8>,
    words: Vec<i16>,
    scales: Vec<f32>,
}

impl Quantised {
    /// Makes room for so many rows; what they held is lost.
    pub fn resize(&mut self, rows: usize, width: usize) {
        self.width = width;
        self.bytes.resize(rows * width, 0);
        self.words.resize(rows * width, 0);
        self.scales.resize(rows, 0.0);
    }

    /// Numbers in a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// A row, with its 16-bit copy where that is kept.
    #[inline(always)]
    pub fn row(&self, row: usize, widened: bool) -> Row<'_> {
        let range = row * self.width..(row + 1) * self.width;
        let words: &[i16] = if widened { &self.words[range.clone()] } else { &[] };
        Row {
            bytes: self.bytes[range].as_chunks::<QUAD>().0,
            words: words.as_chunks::<QUAD>().0,
        }
    }

    /// What a row's numbers are to be multiplied with.
    #[inline(always)]
    pub fn scale(&self, row: usize) -> f32 {
        self.scales[row]
    }

    /// Rounds a row to whole multiples of a 127th of its largest number, ties to even.
    #[inline(always)]
    fn set<K: Kernel>(&mut self, row: usize, values: &[f32]) {
        /// So many multiples of the scale reach the largest number.
        const STEPS: f32 = 127.0;
        /// Below this a row counts as zero: its inverse would be no number any more.
        const LEAST: f32 = 1e-30;

        let largest = float::largest(values);
        let inverse = if largest > LEAST { STEPS / largest } else { 0.0 };
        self.scales[row] = largest / STEPS;
        let range = row * self.width..(row + 1) * self.width;
        let bytes = &mut self.bytes[range.clone()];
        for (byte, value) in bytes.iter_mut().zip(values) {
            // The last bits of the sum are the rounded number itself.
            *byte = value.mul_add(inverse, float::ROUNDING + ZERO as f32).to_bits() as u8;
        }
        if K::WIDENS {
            for (word, &byte) in self.words[range].iter_mut().zip(&*bytes) {
                *word = i16::from(byte);
            }
        }
    }
}

impl Machine {
    /// Quantises the rows of `values`.
    pub fn quantise(self, values: &[f32], output: &mut Quantised) {
        self.run(Quantise { values, output });
    }

    /// `values` = norm(`values` + `others`), and quantises that.
    pub fn add_norm_quantise(self, values: &mut [f32], others: &[f32], norm: &Norm, output: &mut Quantised) {
        self.run(AddNormQuantise {
            values,
            others,
            norm,
            output,
        });
    }

    /// `values` = gelu(`values`), and quantises that.
    pub fn gelu_quantise(self, values: &mut [f32], output: &mut Quantised) {
        self.run(GeluQuantise { values, output });
    }
}

struct Quantise<'a> {
    values: &'a [f32],
    output: &'a mut Quantised,
}

impl Operation for Quantise<'_> {
    #[inline(always)]
    fn run<K: Kernel>(self) {
        for (row, values) in self.values.chunks_exact(self.output.width).enumerate() {
            self.output.set::<K>(row, values);
        }
    }
}

struct AddNormQuantise<'a> {
    values: &'a mut [f32],
    others: &'a [f32],
    norm: &'a Norm,
    output: &'a mut Quantised,
}

impl Operation for AddNormQuantise<'_> {
    #[inline(always)]
    fn run<K: Kernel>(self) {
        let width = self.output.width;
        let others = self.others.chunks_exact(width);
        for (row, (values, others)) in self.values.chunks_exact_mut(width).zip(others).enumerate() {
            for (value, other) in values.iter_mut().zip(others) {
                *value += other;
            }
            self.norm.apply(values);
            self.output.set::<K>(row, values);
        }
    }
}

struct GeluQuantise<'a> {
    values: &'a mut [f32],
    output: &'a mut Quantised,
}

impl Operation for GeluQuantise<'_> {
    #[inline(always)]
    fn run<K: Kernel>(self) {
        for (row, values) in self.values.chunks_exact_mut(self.output.width).enumerate() {
            for value in values.iter_mut() {
                *value = float::gelu(*value);
            }
            self.output.set::<K>(row, values);
        }
    }
}
