//! Sentences with the words marked that carry a claim, as runs of text for a page.

use super::passage::{self, Mark, Part};
use crate::dossier::Sentence;

/// A run of a sentence's words, marked from end to end or not at all.
pub(super) struct Evidence {
    pub(super) text: String,
    pub(super) is_marked: bool,
}

/// The runs of each sentence.
pub(super) fn sentences(sentences: &[Sentence]) -> Vec<Vec<Evidence>> {
    sentences.iter().map(runs).collect()
}

fn runs(sentence: &Sentence) -> Vec<Evidence> {
    let mark = |place: &crate::span::Anchor| Mark {
        claim: 1,
        part: Part::Content,
        place: *place,
    };
    let marks: Vec<Mark> = sentence.marked.iter().map(mark).collect();
    passage::cut(&sentence.words, &marks, &[])
        .into_iter()
        .map(|piece| Evidence {
            is_marked: !piece.contents.is_empty(),
            text: piece.text,
        })
        .collect()
}
