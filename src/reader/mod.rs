//! The trained reader: who is said to have said what, and which words are names, by a small network.
//!
//! Takes the text as read, gives [`Labels`]: spans with what they are, and how sure the network is. The encoder of
//! [`tagger`](crate::tagger) gives every word a vector; chains of BILOU tags (Lafferty et al. 2001; Ratinov and
//! Roth 2009) make spans of them, one for attributions, one for those inside the content of another, one for names, and two biaffine scorers (Dozat and Manning 2017) tie contents and sources to their
//! cues. What is annotated follows PolNeAR (Newell et al. 2018). How it was trained: `training/`, `models/README.md`.

mod chain;
mod confidence;
mod decode;
mod error;
mod tie;
mod vector;
mod window;
mod word;

#[cfg(test)]
mod tests;

pub use decode::{Labels, NameKind, Named, Tied};
pub use error::ReaderError;
pub use vector::{ClaimVector, Embedder};

use crate::article::Reading;
use crate::span::Span;
use crate::tagger::{Encoder, Path, Weights, WordPiece};
use chain::Chain;
use confidence::Calibration;
use decode::Decoder;
use tie::Tie;

/// The network that comes with the program (`models/README.md`).
const WEIGHTS: &[u8] = include_bytes!("../../models/reader.safetensors");
/// Its pieces, one a line.
const VOCABULARY: &str = include_str!("../../models/vocabulary.txt");

/// Pieces in a window. It was trained on up to 192; shorter ones are read faster and no worse (`docs/measurements.md`).
const WINDOW: usize = 128;

/// The network with its vocabulary; threads share it.
#[derive(Debug)]
pub struct Reader {
    wordpiece: WordPiece,
    encoder: Encoder,
    roles: Chain,
    inner: Chain,
    names: Chain,
    cue_of: Tie,
    source_of: Tie,
    calibration: Calibration,
    least_sure: f32,
}

/// An attribution that is less sure is left out, unless somebody wants it: where the attribution F1 on PolNeAR dev is
/// highest (`docs/quality.md` has the curve).
pub const LEAST_SURE: f32 = 0.4;

/// How much more readily than its scores say the reader begins a cue, and how much less readily a content: chosen on PolNeAR dev
/// (`docs/measurements.md`). How sure it is comes from the scores as they are, so what it finds more is left out where it is not.
const TOWARDS_CUES: f32 = 0.15;
const TOWARDS_CONTENTS: f32 = -0.3;

impl Reader {
    /// The network that comes with the program, on the fastest path that the processor has.
    ///
    /// # Errors
    /// Only where the program was built with weights that do not fit it.
    pub fn standard() -> Result<Self, ReaderError> {
        Self::on_path(Path::choose(None)?)
    }

    /// The network that comes with the program, on this path; the labels are the same on all.
    ///
    /// # Errors
    /// As [`Reader::standard`], and where the processor lacks the path.
    pub fn on_path(path: Path) -> Result<Self, ReaderError> {
        Self::load(WEIGHTS, VOCABULARY, path)
    }

    /// A network from its weights (a safetensors file as `training/export.py` writes it) and vocabulary (one piece a
    /// line).
    ///
    /// # Errors
    /// Where either is damaged or they do not fit each other.
    pub fn load(weights: &[u8], vocabulary: &str, path: Path) -> Result<Self, ReaderError> {
        let weights = Weights::load(weights)?;
        let wordpiece = WordPiece::new(vocabulary)?;
        Ok(Self {
            wordpiece,
            roles: Chain::of(&weights, "roles", decode::ROLES)?
                .leaning(decode::CUE, TOWARDS_CUES)
                .leaning(decode::CONTENT, TOWARDS_CONTENTS),
            inner: Chain::of(&weights, "inner", decode::ROLES)?,
            names: Chain::of(&weights, "names", decode::KINDS)?,
            cue_of: Tie::of(&weights, "cue_of")?,
            source_of: Tie::of(&weights, "source_of")?,
            calibration: Calibration::of(&weights)?,
            encoder: Encoder::with_path(weights, path)?,
            least_sure: LEAST_SURE,
        })
    }

    /// The same network with what its scores alone say, as it was trained.
    #[cfg(test)]
    fn level(self) -> Self {
        let roles = self.roles.leaning(decode::CUE, -TOWARDS_CUES);
        Self {
            roles: roles.leaning(decode::CONTENT, -TOWARDS_CONTENTS),
            ..self
        }
    }

    /// The same network, which leaves out what it is less sure of than this (0 to 1).
    pub fn at_least(self, least_sure: f32) -> Self {
        Self { least_sure, ..self }
    }

    /// Reads an article's paragraphs.
    pub fn read(&self, reading: &Reading) -> Labels {
        let paragraphs: Vec<Span> = reading
            .paragraphs()
            .iter()
            .map(|paragraph| paragraph.span)
            .collect();
        self.read_stretches(reading.text(), &paragraphs)
    }

    /// Reads stretches of a text, each as a paragraph of its own; neighbours see each other.
    pub fn read_stretches(&self, text: &str, stretches: &[Span]) -> Labels {
        let words = word::words(&self.wordpiece, text, stretches);
        let limit = WINDOW.min(self.encoder.weights().positions());
        let mut decoder = Decoder::new(self, &words);
        for range in window::cut(&words, limit) {
            decoder.read(range);
        }
        decoder.labels()
    }
}
