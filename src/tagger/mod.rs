//! The small transformer that reads: pieces of words, their vectors, and what is needed to compute them.
//!
//! [`WordPiece`] cuts a text into pieces with their places; [`Encoder`] turns a window of them
//! into a row of numbers each, on whichever processor to the last bit the same; the heads that make labels of these
//! are found by name in [`Weights`]. A pure function of text and weights.
//!
//! The network is BERT (Devlin et al. 2019, "BERT: Pre-training of Deep Bidirectional Transformers for Language
//! Understanding") in the shape of MiniLM (Wang et al. 2020, "MiniLM: Deep Self-Attention Distillation for
//! Task-Agnostic Compression of Pre-Trained Transformers"), with weights and activations of 8 bits.

mod change;
mod encoder;
mod kernel;
mod vocabulary;
mod weights;
mod wordpiece;

pub use encoder::{Encoder, Input, Scratch};
pub use kernel::{Path, PathError};
pub use vocabulary::VocabularyError;
pub use weights::{CASES, Matrix, QUOTES, Weights, WeightsError};
pub use wordpiece::{Piece, Pieces, Word, WordPiece};

#[cfg(test)]
mod tests;
