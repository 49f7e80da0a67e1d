//! Makes spans of scores: a linear chain over BILOU tags (Lafferty et al. 2001; Ratinov and Roth 2009).
//!
//! Tag 0 is O; 1 + 4k and the three after it are the beginning, inside, last word and only word of kind k. What the
//! grammar of the tags forbids cannot come out.

use super::ReaderError;
use super::tie::{dot, tensor};
use crate::tagger::Weights;

/// A span of one kind, in words of the window, both ends inside.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stretch {
    pub first: usize,
    pub last: usize,
    pub kind: usize,
    /// The mean probability of its words' tags, from the chain's marginals.
    pub confidence: f32,
}

/// What a chain says of a row of words.
#[derive(Debug, Default)]
pub(super) struct Tagged {
    /// The spans of the best tags, in order.
    pub spans: Vec<Stretch>,
    tags: usize,
    marginals: Vec<f32>,
}

impl Tagged {
    /// How probable it is that a word belongs to a span of this kind.
    pub fn probability(&self, word: usize, kind: usize) -> f32 {
        let tags = &self.marginals[word * self.tags..][..self.tags];
        tags[1 + 4 * kind..][..4].iter().sum()
    }
}

/// A head that tags words.
#[derive(Debug)]
pub(super) struct Chain {
    tags: usize,
    width: usize,
    weight: Vec<f32>,
    bias: Vec<f32>,
    /// From tag a to tag b at a * tags + b; what is forbidden is minus infinity.
    step: Vec<f32>,
    /// What is added to the score of each tag where the best tags are looked for; how probable they are does not hang on it.
    lean: Vec<f32>,
}

const FORBIDDEN: f32 = f32::NEG_INFINITY;

/// Whether a span goes on behind this tag.
fn goes_on(tag: usize) -> bool {
    tag > 0 && (tag - 1) % 4 < 2
}

fn permits(before: usize, after: usize) -> bool {
    if goes_on(before) {
        after > 0 && (after - 1) / 4 == (before - 1) / 4 && matches!((after - 1) % 4, 1 | 2)
    } else {
        after == 0 || matches!((after - 1) % 4, 0 | 3)
    }
}

impl Chain {
    /// The head of this name, for so many kinds.
    pub fn of(weights: &Weights, name: &str, kinds: usize) -> Result<Self, ReaderError> {
        let (tags, width) = (1 + 4 * kinds, weights.width());
        let mut step = tensor(weights, &format!("{name}.transition"), tags, tags)?;
        for before in 0..tags {
            for after in 0..tags {
                if !permits(before, after) {
                    step[before * tags + after] = FORBIDDEN;
                }
            }
        }
        Ok(Self {
            tags,
            width,
            weight: tensor(weights, &format!("{name}.weight"), tags, width)?,
            bias: tensor(weights, &format!("{name}.bias"), 1, tags)?,
            step,
            lean: vec![0.0; tags],
        })
    }

    /// The same head, which begins spans of this kind more readily by so much of a score; less, where it is below 0.
    pub fn leaning(mut self, kind: usize, by: f32) -> Self {
        for place in [0, 3] {
            self.lean[1 + 4 * kind + place] += by;
        }
        self
    }

    /// The spans in a row of words, given the vector of each.
    pub fn spans<'v>(&self, vectors: impl Iterator<Item = &'v [f32]>) -> Vec<Stretch> {
        self.tagged(vectors).spans
    }

    /// The spans in a row of words, given the vector of each, and how probable each tag of each word is.
    pub fn tagged<'v>(&self, vectors: impl Iterator<Item = &'v [f32]>) -> Tagged {
        let mut scores = Vec::new();
        for vector in vectors {
            let rows = self.weight.chunks_exact(self.width).zip(&self.bias);
            scores.extend(rows.map(|(row, bias)| dot(row, vector) + bias));
        }
        if scores.is_empty() {
            return Tagged::default();
        }
        let tags = self.best(&scores);
        let marginals = self.marginals(&scores);
        let spans = self.spans_of(&tags, &marginals);
        Tagged {
            spans,
            tags: self.tags,
            marginals,
        }
    }

    /// The spans that tags make.
    fn spans_of(&self, tags: &[usize], marginals: &[f32]) -> Vec<Stretch> {
        let sure = |word: usize| marginals[word * self.tags + tags[word]];
        let (mut spans, mut first) = (Vec::new(), 0);
        for (word, &tag) in tags.iter().enumerate().filter(|(_, tag)| **tag > 0) {
            let place = (tag - 1) % 4;
            if matches!(place, 0 | 3) {
                first = word;
            }
            if place >= 2 {
                let sum: f32 = (first..=word).map(sure).sum();
                spans.push(Stretch {
                    first,
                    last: word,
                    kind: (tag - 1) / 4,
                    confidence: sum / (word + 1 - first) as f32,
                });
            }
        }
        spans
    }

    /// The best tags (Viterbi 1967); of equal ones the lowest.
    fn best(&self, scores: &[f32]) -> Vec<usize> {
        let n = self.tags;
        let first = |tag: usize| scores[tag] + self.lean[tag];
        let mut so_far: Vec<f32> = (0..n)
            .map(|tag| if permits(0, tag) { first(tag) } else { FORBIDDEN })
            .collect();
        let mut back: Vec<usize> = Vec::with_capacity(scores.len());
        for word in scores.chunks_exact(n).skip(1) {
            let mut next = Vec::with_capacity(n);
            for (after, score) in word.iter().enumerate() {
                let reached = |before: usize| so_far[before] + self.step[before * n + after];
                let from = highest((0..n).map(reached));
                next.push(reached(from) + score + self.lean[after]);
                back.push(from);
            }
            so_far = next;
        }
        let last = highest((0..n).map(|tag| if goes_on(tag) { FORBIDDEN } else { so_far[tag] }));
        let mut tags = vec![last];
        for from in back.chunks_exact(n).rev() {
            let after = tags[tags.len() - 1];
            tags.push(from[after]);
        }
        tags.reverse();
        tags
    }

    /// How probable each tag of each word is, by the forward-backward algorithm.
    fn marginals(&self, scores: &[f32]) -> Vec<f32> {
        let n = self.tags;
        let step: Vec<f32> = self.step.iter().map(|step| step.exp()).collect();
        let words = scores.len() / n;
        // In each word the highest score is taken out, so that nothing overflows; what is shared by all tags of a word
        // does not matter in the end.
        let emission: Vec<f32> = scores
            .chunks_exact(n)
            .flat_map(|word| {
                let top = word.iter().copied().fold(FORBIDDEN, f32::max);
                word.iter().map(move |score| (score - top).exp())
            })
            .collect();
        let mut forward = vec![0.0; scores.len()];
        for tag in (0..n).filter(|&tag| permits(0, tag)) {
            forward[tag] = emission[tag];
        }
        scale(&mut forward[..n]);
        for word in 1..words {
            let (before, after) = forward.split_at_mut(word * n);
            let before = &before[(word - 1) * n..];
            for (tag, after) in after[..n].iter_mut().enumerate() {
                let sum: f32 = (0..n).map(|from| before[from] * step[from * n + tag]).sum();
                *after = sum * emission[word * n + tag];
            }
            scale(&mut after[..n]);
        }
        let mut backward: Vec<f32> = (0..n).map(|tag| if goes_on(tag) { 0.0 } else { 1.0 }).collect();
        for word in (0..words).rev() {
            let here = &mut forward[word * n..(word + 1) * n];
            for (value, later) in here.iter_mut().zip(&backward) {
                *value *= later;
            }
            scale(here);
            let emitted = &emission[word * n..(word + 1) * n];
            let earlier: Vec<f32> = (0..n)
                .map(|from| {
                    (0..n)
                        .map(|to| step[from * n + to] * emitted[to] * backward[to])
                        .sum()
                })
                .collect();
            backward = earlier;
            scale(&mut backward);
        }
        forward
    }
}

/// Makes the sum 1.
fn scale(values: &mut [f32]) {
    let sum: f32 = values.iter().sum();
    if sum > 0.0 {
        for value in values {
            *value /= sum;
        }
    }
}

/// The place of the highest value, the first of equal ones.
pub(super) fn highest(values: impl Iterator<Item = f32>) -> usize {
    let mut best = (0, f32::NEG_INFINITY);
    for (place, value) in values.enumerate() {
        if value > best.1 {
            best = (place, value);
        }
    }
    best.0
}
