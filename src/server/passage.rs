//! A text with what was read in it marked: sources, cues and contents, one inside another, and what was set aside.
//!
//! Marks may overlap in any way, and elements of a page may not. So the text is cut wherever a mark begins or ends, and
//! each piece is told all that covers it; pieces of one mark look like one because they stand side by side.

use crate::span::Anchor;
use std::collections::BTreeSet;

/// What part of a claim a mark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Source,
    Cue,
    Content,
}

impl Part {
    pub(super) fn of_word(word: &str) -> Option<Self> {
        Some(match word {
            "source" => Self::Source,
            "cue" => Self::Cue,
            "content" => Self::Content,
            _ => return None,
        })
    }
}

/// Words of a claim, which is known by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) claim: usize,
    pub(super) part: Part,
    pub(super) place: Anchor,
}

/// A piece of the text that is covered by the same marks from end to end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    /// The claims whose content it is, the outermost first.
    pub(super) contents: Vec<usize>,
    pub(super) is_source: bool,
    pub(super) is_cue: bool,
    pub(super) is_aside: bool,
    /// The claims whose content begins here.
    pub(super) begins: Vec<usize>,
}

/// Cuts a text at the ends of its marks, all in code points.
pub(super) fn cut(text: &str, marks: &[Mark], aside: &[Anchor]) -> Vec<Piece> {
    let letters: Vec<char> = text.chars().collect();
    let places = marks.iter().map(|mark| mark.place).chain(aside.iter().copied());
    let mut ends: BTreeSet<usize> = places
        .flat_map(|place| [place.begin, place.end])
        .filter(|end| *end <= letters.len())
        .collect();
    ends.extend([0, letters.len()]);
    let ends: Vec<usize> = ends.into_iter().collect();
    let mut begun = BTreeSet::new();
    ends.windows(2)
        .map(|ends| {
            let place = Anchor::new(ends[0], ends[1]);
            let mut piece = covered(place, marks, aside);
            piece.text = letters[place.begin..place.end].iter().collect();
            piece.begins = piece.contents.clone();
            // A content in several places begins with the first.
            piece.begins.retain(|claim| begun.insert(*claim));
            piece
        })
        .collect()
}

/// What covers a place that no mark ends in.
fn covered(place: Anchor, marks: &[Mark], aside: &[Anchor]) -> Piece {
    let holds = |outer: &Anchor| outer.begin <= place.begin && place.end <= outer.end;
    let here: Vec<&Mark> = marks.iter().filter(|mark| holds(&mark.place)).collect();
    let mut contents: Vec<&Mark> = here
        .iter()
        .copied()
        .filter(|mark| mark.part == Part::Content)
        .collect();
    contents.sort_by_key(|mark| std::cmp::Reverse(mark.place.end - mark.place.begin));
    Piece {
        contents: contents.iter().map(|mark| mark.claim).collect(),
        is_source: here.iter().any(|mark| mark.part == Part::Source),
        is_cue: here.iter().any(|mark| mark.part == Part::Cue),
        is_aside: aside.iter().any(holds),
        ..Piece::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mark(claim: usize, part: Part, begin: usize, end: usize) -> Mark {
        Mark {
            claim,
            part,
            place: Anchor::new(begin, end),
        }
    }

    #[test]
    fn a_claim_inside_another_is_cut_out_of_it() {
        let text = "AFP said Reyes denied it";
        let marks = [
            mark(1, Part::Source, 0, 3),
            mark(1, Part::Cue, 4, 8),
            mark(1, Part::Content, 9, 24),
            mark(2, Part::Source, 9, 14),
            mark(2, Part::Cue, 15, 21),
            mark(2, Part::Content, 22, 24),
        ];
        let pieces = cut(text, &marks, &[]);
        let told: Vec<String> = pieces
            .iter()
            .map(|piece| format!("{}{:?}{:?}", piece.text, piece.contents, piece.begins))
            .collect();
        assert_eq!(
            told,
            [
                "AFP[][]",
                " [][]",
                "said[][]",
                " [][]",
                "Reyes[1][1]",
                " [1][]",
                "denied[1][]",
                " [1][]",
                "it[1, 2][2]"
            ]
        );
        assert!(pieces[4].is_source && pieces[6].is_cue);
    }

    proptest! {
        #[test]
        fn the_pieces_are_the_text(text in "[a-zé🚗\n]{0,30}", marks in prop::collection::vec((0usize..3, 0usize..35, 0usize..10), 0..6)) {
            let marks: Vec<Mark> = marks.iter().map(|(claim, begin, long)| mark(*claim, Part::Content, *begin, begin + long)).collect();
            let pieces = cut(&text, &marks, &[Anchor::new(2, 9)]);
            let joined: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
