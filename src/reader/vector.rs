//! What a claim comes to, as a point in space: claims that say the same in other words lie close to each other.
//!
//! Takes the words of a claim, gives a [`ClaimVector`]. The network is the reader's with changes of low rank in every matrix; the
//! mean of what it makes of the pieces stands for all of them (Reimers and Gurevych 2019, "Sentence-BERT: Sentence
//! Embeddings using Siamese BERT-Networks"), turned so that the first of its directions tell most, the others left out. It was
//! trained on families of claims that we wrote (`training/claims/`). A pure function of the words, the same on every
//! processor to the last bit.

use super::tie::dot;
use super::window::{CLS, SEP};
use super::{ReaderError, word};
use crate::span::Span;
use crate::tagger::{Encoder, Input, Matrix, Path, Scratch, Weights, WordPiece};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Pieces of a claim that are looked at; the main point stands first.
const MOST_PIECES: usize = 60;
/// What the weights call it.
const TASK: &str = "claims";
const TURN: &str = "turn";
const MIDDLES: &str = "middles";
/// In so many neighbourhoods a claim lies, the nearest ones.
const NEIGHBOURHOODS: usize = 2;

/// The network that makes vectors of claims; threads share it.
#[derive(Debug)]
pub struct Embedder {
    wordpiece: WordPiece,
    encoder: Encoder,
    turn: Matrix,
    /// The middles of neighbourhoods.
    middles: Vec<ClaimVector>,
}

/// Where a claim lies. Only its direction counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimVector(Box<[i8]>);

impl Embedder {
    /// The network that comes with the program, on the fastest path that the processor has.
    ///
    /// # Errors
    /// Only where the program was built with weights that do not fit it.
    pub fn standard() -> Result<Self, ReaderError> {
        Self::on_path(Path::choose(None)?)
    }

    /// The network that comes with the program, on this path; the vectors are the same on all.
    ///
    /// # Errors
    /// As [`Embedder::standard`], and where the processor lacks the path.
    pub fn on_path(path: Path) -> Result<Self, ReaderError> {
        let weights = Weights::load(super::WEIGHTS)?.changed(super::WEIGHTS, TASK)?;
        let turn = head(&weights, TURN, weights.width())?;
        let middles = head(&weights, MIDDLES, turn.rows)?;
        let middles = middles.values.chunks_exact(turn.rows).map(ClaimVector::of);
        Ok(Self {
            wordpiece: WordPiece::new(super::VOCABULARY)?,
            turn: turn.clone(),
            middles: middles.collect(),
            encoder: Encoder::with_path(weights, path)?,
        })
    }

    /// The numbers of the neighbourhoods that a claim lies in: claims that say the same mostly share one.
    pub fn neighbourhoods(&self, vector: &ClaimVector) -> Vec<usize> {
        let mut nearest: Vec<(f32, usize)> = (self.middles.iter().zip(0..))
            .map(|(middle, number)| (middle.closeness(vector), number))
            .collect();
        nearest.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        nearest.truncate(NEIGHBOURHOODS);
        nearest.into_iter().map(|(_, number)| number).collect()
    }

    /// Where a claim with these words lies.
    pub fn embed(&self, claim: &str) -> ClaimVector {
        let words = word::words(&self.wordpiece, claim, &[Span::new(0, claim.len())]);
        let (mut ids, mut cases) = (vec![CLS], vec![0]);
        for word in &words.words {
            let pieces = &words.pieces[word.pieces.clone()];
            ids.extend(pieces);
            cases.extend(pieces.iter().map(|_| word.case));
        }
        let most = MOST_PIECES.min(self.encoder.weights().positions() - 2) + 1;
        ids.truncate(most);
        cases.truncate(most);
        ids.push(SEP);
        cases.push(0);
        let input = Input {
            ids: &ids,
            cases: &cases,
            quotes: &vec![0; ids.len()],
        };
        let mut scratch = Scratch::default();
        let vectors = self.encoder.encode(&input, &mut scratch);
        let mut sum = vec![0.0_f32; self.encoder.weights().width()];
        for vector in vectors.chunks_exact(sum.len()) {
            for (sum, value) in sum.iter_mut().zip(vector) {
                *sum += value;
            }
        }
        let turned = self.turn.values.chunks_exact(self.turn.columns);
        ClaimVector::of(&turned.map(|row| dot(row, &sum)).collect::<Vec<f32>>())
    }
}

/// A table of the weights, of so many columns.
fn head<'w>(weights: &'w Weights, name: &str, columns: usize) -> Result<&'w Matrix, ReaderError> {
    let found = weights.head(name);
    found
        .filter(|found| found.columns == columns)
        .ok_or_else(|| ReaderError::Head {
            name: name.to_owned(),
            expected: format!("n × {columns}"),
            found: found.map_or("missing".to_owned(), |found| {
                format!("{} × {}", found.rows, found.columns)
            }),
        })
}

impl ClaimVector {
    /// The direction of some numbers, in 8 bits each.
    fn of(values: &[f32]) -> Self {
        let most = values
            .iter()
            .fold(f32::MIN_POSITIVE, |most, value| most.max(value.abs()));
        let scale = f32::from(i8::MAX) / most;
        Self(values.iter().map(|value| (value * scale).round() as i8).collect())
    }

    /// How close two claims lie: the cosine of the angle between them, from -1 to 1.
    pub fn closeness(&self, other: &Self) -> f32 {
        let product = |one: &[i8], other: &[i8]| -> i32 {
            let pairs = one.iter().zip(other);
            pairs
                .map(|(one, other)| i32::from(*one) * i32::from(*other))
                .sum()
        };
        let lengths = product(&self.0, &self.0) as f32 * product(&other.0, &other.0) as f32;
        match lengths > 0.0 {
            true => product(&self.0, &other.0) as f32 / lengths.sqrt(),
            false => 0.0,
        }
    }

    /// As text (RFC 4648, base64), for the record.
    pub fn to_text(&self) -> String {
        let bytes: Vec<u8> = self.0.iter().map(|value| *value as u8).collect();
        STANDARD.encode(bytes)
    }

    /// From its text; `None` where it is none.
    pub fn from_text(text: &str) -> Option<Self> {
        let bytes = STANDARD.decode(text).ok()?;
        Some(Self(bytes.into_iter().map(|byte| byte as i8).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn closeness(one: &str, other: &str) -> f32 {
        let embedder = Embedder::standard().expect("the weights fit");
        embedder.embed(one).closeness(&embedder.embed(other))
    }

    #[test]
    fn claims_that_say_the_same_in_other_words_lie_closer_than_those_that_share_words() {
        let same = closeness(
            "that the mill would close in spring",
            "“We are shutting the plant next year”",
        );
        let other = closeness(
            "that the mill would close in spring",
            "that the mill was built in spring",
        );
        assert!(same > other, "{same} {other}");
    }

    #[test]
    fn every_path_gives_the_same_vector() {
        let claim = "that water had been escaping from the reservoir since May";
        let vectors: Vec<ClaimVector> = Path::ALL
            .into_iter()
            .filter_map(|path| Embedder::on_path(path).ok())
            .map(|embedder| embedder.embed(claim))
            .collect();
        assert!(vectors.iter().all(|vector| *vector == vectors[0]));
    }

    #[test]
    fn a_vector_is_the_same_out_of_its_text() {
        let vector = ClaimVector::of(&[0.5, -1.0, 0.0]);
        assert_eq!(ClaimVector::from_text(&vector.to_text()).as_ref(), Some(&vector));
        assert_eq!(ClaimVector::from_text("?"), None);
        assert!((vector.closeness(&vector) - 1.0).abs() < 1e-6);
        assert_eq!(vector.closeness(&ClaimVector::of(&[0.0; 3])), 0.0);
    }
}
