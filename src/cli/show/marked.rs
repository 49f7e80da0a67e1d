//! A text with some of its words marked, to show where a claim stands.
//!
//! Takes the words and the ranges to mark, in code points; gives the words with bold and underline on a
//! terminal, with `[` and `]` elsewhere.

use onrecord::span::Anchor;

/// How words are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marks {
    open: &'static str,
    close: &'static str,
}

impl Marks {
    /// Bold and underlined, by the escape sequences of terminals.
    pub const STYLE: Self = Self {
        open: "\u{1b}[1;4m",
        close: "\u{1b}[0m",
    };
    /// Between brackets, for files and pipes.
    pub const BRACKETS: Self = Self {
        open: "[",
        close: "]",
    };
}

/// The words with the ranges marked, each counted from the first of them. Ranges that overlap or touch are
/// marked as one; what lies outside the words is left out.
pub fn mark(words: &str, ranges: &[Anchor], marks: Marks) -> String {
    let mut inside = vec![false; words.chars().count()];
    for range in ranges {
        let end = range.end.min(inside.len());
        inside[range.begin.min(end)..end].fill(true);
    }
    let mut marked = String::with_capacity(words.len() + 16);
    let mut open = false;
    for (character, wanted) in words.chars().zip(inside) {
        if wanted != open {
            marked.push_str(if wanted { marks.open } else { marks.close });
            open = wanted;
        }
        marked.push(visible(character));
    }
    if open {
        marked.push_str(marks.close);
    }
    marked
}

/// A control character could steer the terminal; a picture of it cannot.
fn visible(character: char) -> char {
    match character {
        '\n' | '\t' => character,
        control if control.is_control() => '\u{fffd}',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ranges_count_code_points() {
        let marked = mark(
            "Škoda – 🚗 sold",
            &[Anchor::new(0, 5), Anchor::new(8, 9)],
            Marks::BRACKETS,
        );
        assert_eq!(marked, "[Škoda] – [🚗] sold");
    }

    #[test]
    fn ranges_that_overlap_are_one() {
        let ranges = [Anchor::new(1, 3), Anchor::new(2, 5), Anchor::new(9, 12)];
        assert_eq!(mark("abcdef", &ranges, Marks::BRACKETS), "a[bcde]f");
    }

    #[test]
    fn a_text_cannot_steer_the_terminal() {
        assert_eq!(mark("a\u{1b}[31mb", &[], Marks::STYLE), "a\u{fffd}[31mb");
    }

    proptest! {
        #[test]
        fn without_its_marks_it_is_the_text(words in "[a-zé🚗 ]*", begin in 0usize..20, length in 0usize..20) {
            let marked = mark(&words, &[Anchor::new(begin, begin + length)], Marks::BRACKETS);
            prop_assert_eq!(marked.replace(['[', ']'], ""), words);
        }
    }
}
