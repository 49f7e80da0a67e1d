//! Finds code points in a text without walking it from its start each time.
//!
//! Anchors count code points, Rust counts bytes. [`Anchor::of`] walks the whole text; for the thousands of anchors
//! of a long article this index is made once.

use crate::span::Anchor;

/// A text with marks to find its code points by.
pub struct CodePoints<'a> {
    text: &'a str,
    /// Every [`STRIDE`]th place at which a code point begins or the text ends.
    marks: Vec<usize>,
}

const STRIDE: usize = 128;

impl<'a> CodePoints<'a> {
    /// An index of a text.
    pub fn new(text: &'a str) -> Self {
        let marks = boundaries(text).step_by(STRIDE).collect();
        Self { text, marks }
    }

    /// The byte at which a code point begins, or at which the text ends.
    fn byte(&self, code_point: usize) -> Option<usize> {
        let mark = *self.marks.get(code_point / STRIDE)?;
        let beyond = boundaries(&self.text[mark..]).nth(code_point % STRIDE)?;
        Some(mark + beyond)
    }

    /// The characters of a range, or `None` where the text is too short for it.
    pub fn slice(&self, anchor: Anchor) -> Option<&'a str> {
        self.text.get(self.byte(anchor.begin)?..self.byte(anchor.end)?)
    }
}

/// The bytes at which code points begin, and the end.
fn boundaries(text: &str) -> impl Iterator<Item = usize> {
    text.char_indices()
        .map(|(byte, _)| byte)
        .chain(std::iter::once(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn code_points_agree_with_walking(text in "\\PC{0,400}", begin in 0usize..420, length in 0usize..420) {
            let anchor = Anchor::new(begin, begin + length);
            prop_assert_eq!(CodePoints::new(&text).slice(anchor), anchor.of(&text));
        }
    }

    #[test]
    fn code_points_at_the_marks() {
        for length in [0, 1, STRIDE - 1, STRIDE, STRIDE + 1, 2 * STRIDE] {
            let text = "ж".repeat(length);
            for begin in 0..=length + 1 {
                for end in begin..=length + 1 {
                    let anchor = Anchor::new(begin, end);
                    assert_eq!(
                        CodePoints::new(&text).slice(anchor),
                        anchor.of(&text),
                        "{anchor:?}"
                    );
                }
            }
        }
    }
}
