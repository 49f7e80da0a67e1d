//! A page as shapes in a row, with the stretch that holds the article.
//!
//! Takes a [`Page`], gives its lines with their shapes and the range of lines whose prose outweighs everything
//! else: the contiguous range with the greatest sum of weights (body text extraction after Finn, Kushmerick and
//! Smyth 2001, with lines in place of tags). Next: `headline`, `metadata` and `main_text` look around in it.

use super::line::{Line, Opening};
use super::page::Page;
use super::shape::{self, Shape};
use crate::lexicon::Lexicon;
use crate::lexicon::layout::BoilerplateKind;
use std::collections::BTreeMap;
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
    /// Whether the same line stands elsewhere on the page, so often that it is furniture: captions of a gallery,
    /// links to one article.
    pub repeated: bool,
    /// Whether it belongs to a list of other headlines in the middle of the article.
    pub inset: bool,
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
        let copies = copies(page, &lines);
        let mut units: Vec<Unit> = lines
            .into_iter()
            .enumerate()
            .map(|(row, line)| {
                let shape = shape::shape(page.words(row), &line, flowing, lexicon);
                let copies = copies.get(page.words(row)).copied().unwrap_or(1);
                Unit {
                    text: page.words(row),
                    line,
                    shape,
                    repeated: copies >= if shape == Shape::Fragment { 2 } else { 3 },
                    inset: false,
                }
            })
            .collect();
        mend_halves(&mut units);
        mark_insets(&mut units);
        let end = end_of_article(&units);
        let core = heaviest(&units[..end]).unwrap_or(0..end);
        Self { units, core }
    }
}

/// The halves of a sentence that was broken in its middle are prose, whatever each looks like.
fn mend_halves(units: &mut [Unit]) {
    let own = |shape| matches!(shape, Shape::Prose | Shape::Sentence | Shape::Fragment);
    for index in 1..units.len() {
        let (before, after) = (units[index - 1], units[index]);
        let flows = before.line.words + after.line.words >= 12 && (before.line.flows() || after.line.flows());
        if own(before.shape) && own(after.shape) && flows && before.line.goes_on_in(&after.line) {
            units[index - 1].shape = Shape::Prose;
            units[index].shape = Shape::Prose;
        }
    }
}

/// How often each line stands on the page, where it is long enough to be no mere interjection.
fn copies<'page>(page: &'page Page, lines: &[Line]) -> BTreeMap<&'page str, usize> {
    const FEWEST_WORDS: usize = 4;
    const LONGEST: usize = 600;
    let mut copies = BTreeMap::new();
    for (row, line) in lines.iter().enumerate() {
        if line.words >= FEWEST_WORDS && line.length <= LONGEST {
            *copies.entry(page.words(row)).or_default() += 1;
        }
    }
    copies
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
    let total: usize = units.iter().map(prose_words).sum();
    let mut before = 0;
    for (index, unit) in units.iter().enumerate() {
        let ends = matches!(
            unit.shape,
            Shape::Boilerplate {
                ends_article: true,
                ..
            }
        );
        if ends && !unit.inset && before >= PROSE_BEFORE_END && before * 100 >= total * SHARE_BEFORE_END {
            return index;
        }
        before += prose_words(unit);
    }
    units.len()
}

/// Marks lists of other headlines that stand in the middle of an article: from the line that announces them to the
/// next paragraph, where paragraphs follow soon.
fn mark_insets(units: &mut [Unit]) {
    let mut index = 0;
    while index < units.len() {
        let announces = matches!(
            units[index].shape,
            Shape::Boilerplate {
                kind: BoilerplateKind::Teaser,
                ends_article: true
            }
        );
        let length = if announces {
            inset_length(&units[index..])
        } else {
            None
        };
        for unit in &mut units[index..index + length.unwrap_or(0)] {
            unit.inset = true;
        }
        index += length.unwrap_or(1);
    }
}

/// How many lines, the announcing one included, stand before the next two paragraphs in a row.
fn inset_length(units: &[Unit]) -> Option<usize> {
    const LONGEST_INSET: usize = 24;
    const PARAGRAPH_WORDS: usize = 15;
    let paragraphs = units
        .windows(2)
        .take(LONGEST_INSET)
        .position(|pair| pair.iter().all(|unit| prose_words(unit) >= PARAGRAPH_WORDS))?;
    // A paragraph may stand apart from the next two, behind a quotation or a picture.
    let own = |unit: &Unit| prose_words(unit) >= PARAGRAPH_WORDS;
    let first = units[..paragraphs].iter().position(own).unwrap_or(paragraphs);
    let other_end = |unit: &Unit| {
        matches!(
            unit.shape,
            Shape::Boilerplate {
                kind: BoilerplateKind::Navigation,
                ends_article: true
            }
        )
    };
    (!units[..first].iter().any(other_end)).then_some(first)
}

fn prose_words(unit: &Unit) -> usize {
    if unit.shape == Shape::Prose {
        unit.line.words
    } else {
        0
    }
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
    if unit.inset {
        return -2;
    }
    if unit.repeated {
        return -8;
    }
    match unit.shape {
        Shape::Prose => words,
        Shape::Sentence if unit.line.flows() => words,
        Shape::Sentence => words / 2,
        Shape::Fragment if unit.line.opening == Opening::Bullet => -4,
        Shape::Fragment => -8,
        Shape::Credit => -5,
        Shape::Stamp | Shape::Address => -10,
        Shape::Boilerplate {
            ends_article: true, ..
        } => -40,
        Shape::Boilerplate { kind, .. } => match kind {
            // These stand between the paragraphs of many articles.
            BoilerplateKind::Advert | BoilerplateKind::Caption => -4,
            BoilerplateKind::Teaser | BoilerplateKind::Byline => -6,
            BoilerplateKind::Navigation => -12,
        },
    }
}
