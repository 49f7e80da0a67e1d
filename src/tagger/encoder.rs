//! The forward pass: from pieces to a vector for each, which knows its whole window.
//!
//! Takes an [`Input`] (one window, usually a paragraph), gives a row of numbers for each piece. The network is BERT
//! (Devlin et al. 2019) in the small shape of MiniLM (Wang et al. 2020), normalised after each step, with two more
//! embeddings: of a piece's capitals, which the vocabulary does not keep, and of its place in a quotation.

use super::kernel::{AttentionScratch, Machine, Path, PathError, Quantised};
use super::weights::{Embedding, Layer, Weights};

/// A window of text. The three are of one length, at most [`Weights::positions`].
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The pieces, by number; below [`Weights::vocabulary`].
    pub ids: &'a [u32],
    /// How each is capitalised; below [`CASES`](super::CASES).
    pub cases: &'a [u8],
    /// Where each stands to quotations; below [`QUOTES`](super::QUOTES).
    pub quotes: &'a [u8],
}

/// The network, ready to run; threads share it.
#[derive(Debug)]
pub struct Encoder {
    weights: Weights,
    machine: Machine,
}

/// Room for what one thread computes. It grows to the longest window and is then kept.
#[derive(Debug, Default)]
pub struct Scratch {
    hidden: Vec<f32>,
    update: Vec<f32>,
    wide: Vec<f32>,
    narrow: Quantised,
    inner: Quantised,
    attention: AttentionScratch,
}

/// So many pieces go through the inner layer at a time: their numbers stay in the second cache, and the weights are
/// not fetched too often.
const BLOCK: usize = 48;

impl Encoder {
    /// The network on the fastest path that this processor has.
    pub fn new(weights: Weights) -> Result<Encoder, PathError> {
        Encoder::with_path(weights, Path::choose(None)?)
    }

    /// The network on this path.
    pub fn with_path(weights: Weights, path: Path) -> Result<Encoder, PathError> {
        let machine = Machine::new(path)?;
        Ok(Encoder { weights, machine })
    }

    /// The weights, with the heads.
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// The path that was chosen.
    pub fn path(&self) -> Path {
        self.machine.path()
    }

    /// A row of [`Weights::width`] numbers for each piece.
    ///
    /// # Panics
    /// When the input breaks its limits.
    pub fn encode<'s>(&self, input: &Input, scratch: &'s mut Scratch) -> &'s [f32] {
        let (pieces, width) = (input.ids.len(), self.weights.width());
        assert!(pieces <= self.weights.positions(), "a window of {pieces} pieces");
        scratch.hidden.resize(pieces * width, 0.0);
        scratch.update.resize(pieces * width, 0.0);
        scratch.narrow.resize(pieces, width);

        self.embed(input, scratch);
        for layer in &self.weights.layers {
            self.attend(layer, scratch);
            self.transform(layer, scratch);
        }
        &scratch.hidden
    }

    fn embed(&self, input: &Input, scratch: &mut Scratch) {
        let embedding = &self.weights.embedding;
        let width = embedding.width;
        let hidden = scratch.hidden.chunks_exact_mut(width);
        let updates = scratch.update.chunks_exact_mut(width);
        for (piece, (hidden, update)) in hidden.zip(updates).enumerate() {
            embedding.word(input.ids[piece], hidden);
            embedding.place(piece, input.cases[piece], input.quotes[piece], update);
        }
        self.machine.add_norm_quantise(
            &mut scratch.hidden,
            &scratch.update,
            &embedding.norm,
            &mut scratch.narrow,
        );
    }

    fn attend(&self, layer: &Layer, scratch: &mut Scratch) {
        let width = self.weights.width();
        let pieces = scratch.hidden.len() / width;
        let wide = room(&mut scratch.wide, pieces * layer.query_key_value.outputs());
        let heads = self.weights.attention_heads;
        let machine = self.machine;
        machine.linear(&scratch.narrow, 0..pieces, &layer.query_key_value, wide);
        machine.attend(wide, heads, width, &mut scratch.update, &mut scratch.attention);
        machine.quantise(&scratch.update, &mut scratch.narrow);
        machine.linear(&scratch.narrow, 0..pieces, &layer.out, &mut scratch.update);
        machine.add_norm_quantise(
            &mut scratch.hidden,
            &scratch.update,
            &layer.norm1,
            &mut scratch.narrow,
        );
    }

    fn transform(&self, layer: &Layer, scratch: &mut Scratch) {
        let width = self.weights.width();
        let pieces = scratch.hidden.len() / width;
        let machine = self.machine;
        for first in (0..pieces).step_by(BLOCK) {
            let rows = first..(first + BLOCK).min(pieces);
            let wide = room(&mut scratch.wide, rows.len() * layer.up.outputs());
            scratch.inner.resize(rows.len(), layer.up.outputs());
            let update = &mut scratch.update[rows.start * width..rows.end * width];
            machine.linear(&scratch.narrow, rows.clone(), &layer.up, wide);
            machine.gelu_quantise(wide, &mut scratch.inner);
            machine.linear(&scratch.inner, 0..rows.len(), &layer.down, update);
        }
        machine.add_norm_quantise(
            &mut scratch.hidden,
            &scratch.update,
            &layer.norm2,
            &mut scratch.narrow,
        );
    }
}

/// So many numbers of the buffer, which never shrinks, so that it is filled with zeros but once.
fn room(buffer: &mut Vec<f32>, count: usize) -> &mut [f32] {
    if buffer.len() < count {
        buffer.resize(count, 0.0);
    }
    &mut buffer[..count]
}

impl Embedding {
    /// The piece itself.
    fn word(&self, id: u32, output: &mut [f32]) {
        let id = id as usize;
        let words = &self.words[id * self.width..][..self.width];
        for (output, word) in output.iter_mut().zip(words) {
            *output = f32::from(*word) * self.scales[id];
        }
    }

    /// All else that is known of it.
    fn place(&self, position: usize, case: u8, quote: u8, output: &mut [f32]) {
        let row = |index: usize| index * self.width..(index + 1) * self.width;
        let positions = &self.positions[row(position)];
        let cases = &self.cases[row(usize::from(case))];
        let quotes = &self.quotes[row(usize::from(quote))];
        for (column, output) in output.iter_mut().enumerate() {
            *output = positions[column] + cases[column] + quotes[column];
        }
    }
}
