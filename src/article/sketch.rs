//! A page as shapes in a row, with the stretch that holds the article.
//!
//! Takes a [`Page`], gives its lines with their shapes and the range of lines whose prose outweighs everything
//! else: the contiguous range with the greatest sum of weights (body text extraction after Finn, Kushmerick and
//! Smyth 2001, with lines in place of tags). Next: `headline`, `metadata` and `main_text` look around in it.

use super::line::{Line, Opening};
use super::page::Page;
use super::shape::{self, Shape};
use crate::lexicon::Lexicon;
use std::ops::Range;

/// A line with its words and shape.
#[derive(Clone, Copy, Debug)]
pub struct Unit<'page> {
    /// Its words.
    pub text: &'page str,
    /// Its features.
    pub line: Line,
    /// What it looks like.
    pub shape: Shape,
}

/// The lines of a page with the article's stretch.
#[derive(Clone, Debug)]
pub struct Sketch<'page> {
    /// The lines, in order; indices are those of [`Page::rows`].
    pub units: Vec<Unit<'page>>,
    /// The lines from the first to the last paragraph of the article.
    pub core: Range<usize>,
}

/// A line that ends articles counts where so many words of prose stand before it …
const PROSE_BEFORE_END: usize = 40;
/// … and so great a share, in per cent, of the page's prose. Comments may well be longer than the article.
const SHARE_BEFORE_END: usize = 35;
/// A long comment weighs no more than a paragraph of so many words.
const HEAVIEST: i64 = 60;

impl<'page> Sketch<'page> {
    /// Looks at every line and finds the article's stretch.
    pub fn of(page: &'page Page, lexicon: &Lexicon) -> Self {
        let lines: Vec<Line> = (0..page.rows.len())
            .map(|row| Line::of(page.words(row), &lexicon.layout.function_words))
            .collect();
        let flowing = is_flowing(&lines);
        let units: Vec<Unit> = lines
            .into_iter()
            .enumerate()
            .map(|(row, line)| Unit {
                text: page.words(row),
                line,
                shape: shape::shape(page.words(row), &line, flowing, lexicon),
            })
            .collect();
        let end = end_of_article(&units);
        let core = heaviest(&units[..end]).unwrap_or(0..end);
        Self { units, core }
    }
}

/// Whether the long lines hold English function words as sentences do.
fn is_flowing(lines: &[Line]) -> bool {
    let long = || lines.iter().filter(|line| line.words >= 12);
    let words: usize = long().map(|line| line.words).sum();
    let function_words: usize = long().map(|line| line.function_words).sum();
    function_words * 8 >= words
}

/// The first line after which nothing of the article follows.
fn end_of_article(units: &[Unit]) -> usize {
    let prose = |unit: &Unit| {
        if unit.shape == Shape::Prose {
            unit.line.words
        } else {
            0
        }
    };
    let total: usize = units.iter().map(prose).sum();
    let mut before = 0;
    for (index, unit) in units.iter().enumerate() {
        let ends = matches!(
            unit.shape,
            Shape::Boilerplate {
                ends_article: true,
                ..
            }
        );
        if ends && before >= PROSE_BEFORE_END && before * 100 >= total * SHARE_BEFORE_END {
            return index;
        }
        before += prose(unit);
    }
    units.len()
}

/// The contiguous range with the greatest sum of weights; `None` where no line weighs anything.
fn heaviest(units: &[Unit]) -> Option<Range<usize>> {
    let mut best = (0, 0..0);
    let mut sum = 0;
    let mut start = 0;
    for (index, unit) in units.iter().enumerate() {
        if sum <= 0 {
            sum = 0;
            start = index;
        }
        sum += weight(unit);
        if sum > best.0 {
            best = (sum, start..index + 1);
        }
    }
    (best.0 > 0).then_some(best.1)
}

fn weight(unit: &Unit) -> i64 {
    let words = i64::try_from(unit.line.words).unwrap_or(i64::MAX).min(HEAVIEST);
    match unit.shape {
        Shape::Prose => words,
        Shape::Sentence => words / 2,
        Shape::Fragment if unit.line.opening == Opening::Bullet => -4,
        Shape::Fragment => -8,
        Shape::Credit => -5,
        Shape::Stamp | Shape::Address => -10,
        Shape::Boilerplate {
            ends_article: false, ..
        } => -12,
        Shape::Boilerplate {
            ends_article: true, ..
        } => -40,
    }
}
