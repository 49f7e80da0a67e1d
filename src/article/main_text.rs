//! Which lines are the article's own, and what the others are.
//!
//! Takes a [`Sketch`] with the headline found in it, gives a [`Verdict`] for each line. Inside the article's
//! stretch only what is known for something else is set aside; before and after it, a line must look like the
//! article's own. A text without any layout keeps every line. Next: `paragraph` puts the reading together.

use super::headline;
use super::line::{Ending, Opening};
use super::shape::Shape;
use super::sketch::{Sketch, Unit};
use super::{Reason, Stated, metadata::byline, metadata::date};
use crate::lexicon::Lexicon;
use crate::lexicon::layout::{BoilerplateKind, Part};

/// What becomes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is the headline.
    Headline,
    /// It is read.
    Keep,
    /// It is not read.
    Aside(Reason),
}

/// So many lines in a row without the end of a sentence, behind the article, are a list of other headlines.
const LIST_LENGTH: usize = 3;
/// A byline stands within so many lines of the headline; a standfirst or a source line, of the article.
const NEAR_HEADLINE: usize = 8;

/// A verdict for each line. `authors` are those whom the page names.
pub fn judge(
    sketch: &Sketch,
    headline: Option<usize>,
    authors: &[Stated<String>],
    lexicon: &Lexicon,
) -> Vec<Verdict> {
    let layout = has_layout(sketch, headline);
    let judge = Judge {
        sketch,
        headline,
        last_headline: last_headline(sketch, headline),
        tail_start: tail_start(sketch, layout),
        layout,
        authors,
        lexicon,
    };
    (0..sketch.units.len())
        .map(|index| judge.verdict(index))
        .collect()
}

/// Whether the page has menus, stamps or other furniture around its article.
fn has_layout(sketch: &Sketch, headline: Option<usize>) -> bool {
    let furniture = sketch
        .units
        .iter()
        .filter(|unit| {
            matches!(
                unit.shape,
                Shape::Boilerplate { .. } | Shape::Stamp | Shape::Address
            )
        })
        .count();
    furniture > 2 || headline.is_some_and(|headline| headline > 2)
}

/// The first line behind the article that is not its own. Short lines are a list of other headlines only where
/// they are many; without any furniture they must also be as long as headlines.
fn tail_start(sketch: &Sketch, layout: bool) -> usize {
    let end = sketch.core.end;
    let units = &sketch.units;
    let mut listed = 0;
    for (index, unit) in units.iter().enumerate().skip(end) {
        match unit.shape {
            Shape::Fragment if layout || unit.line.words >= 5 => listed += 1,
            Shape::Fragment => listed = 0,
            Shape::Prose | Shape::Sentence if listed == 0 => {}
            Shape::Prose | Shape::Sentence => listed = 0,
            _ => return unless_it_goes_on(sketch, index - listed),
        }
        if listed >= LIST_LENGTH {
            return unless_it_goes_on(sketch, index + 1 - listed);
        }
    }
    units.len()
}

/// Where more sentences follow than stood before, what was taken for the end was none: a thread of letters, minutes with
/// short lines between them.
fn unless_it_goes_on(sketch: &Sketch, tail: usize) -> usize {
    let sentences = |units: &[Unit]| {
        let of_text = |unit: &&Unit| matches!(unit.shape, Shape::Prose | Shape::Sentence);
        units.iter().filter(of_text).count()
    };
    let (before, after) = sketch.units.split_at(tail);
    if sentences(after) > sentences(before) {
        sketch.units.len()
    } else {
        tail
    }
}

fn last_headline(sketch: &Sketch, headline: Option<usize>) -> Option<usize> {
    let words = sketch.units[headline?].text;
    let again = |index: &usize| headline::repeats(sketch.units[*index].text, words);
    (headline? + 1..sketch.core.start).rev().find(again).or(headline)
}

struct Judge<'sketch, 'page> {
    sketch: &'sketch Sketch<'page>,
    headline: Option<usize>,
    /// The headline where it stands for the last time before the article: a page's title often stands above its menus.
    last_headline: Option<usize>,
    tail_start: usize,
    layout: bool,
    authors: &'sketch [Stated<String>],
    lexicon: &'sketch Lexicon,
}

impl Judge<'_, '_> {
    fn verdict(&self, index: usize) -> Verdict {
        let unit = &self.sketch.units[index];
        if self.headline == Some(index) {
            return Verdict::Headline;
        }
        if let Some(reason) = self.known_reason(index, unit) {
            return Verdict::Aside(reason);
        }
        let source = matches!(
            self.lexicon.layout.lead_labels.find(unit.text),
            Some((_, Part::Source))
        );
        if source && index < self.sketch.core.end + NEAR_HEADLINE {
            return Verdict::Keep;
        }
        if index >= self.tail_start {
            return Verdict::Aside(list_item(unit));
        }
        if index >= self.sketch.core.start {
            return Verdict::Keep;
        }
        self.before_body(index, unit)
    }

    /// What a line is, wherever it stands.
    fn known_reason(&self, index: usize, unit: &Unit) -> Option<Reason> {
        if is_byline(self.sketch, self.headline, index) || self.tells_of_author(index, unit) {
            return Some(Reason::Byline);
        }
        if unit.inset && matches!(unit.shape, Shape::Fragment | Shape::Sentence | Shape::Stamp) {
            return Some(Reason::Teaser);
        }
        match unit.shape {
            Shape::Boilerplate { kind, .. } => Some(match kind {
                BoilerplateKind::Navigation => Reason::Navigation,
                BoilerplateKind::Advert => Reason::Advert,
                BoilerplateKind::Caption => Reason::Caption,
                BoilerplateKind::Teaser => Reason::Teaser,
                BoilerplateKind::Byline => Reason::Byline,
            }),
            Shape::Credit => Some(Reason::Caption),
            Shape::Stamp if index >= self.tail_start => Some(Reason::Teaser),
            Shape::Stamp => Some(Reason::Byline),
            Shape::Address => Some(Reason::Address),
            Shape::Prose | Shape::Sentence | Shape::Fragment => self.repetition(index, unit),
        }
    }

    /// "Lena Moss reports on shipping for the Gazette.", at the end of an article by Lena Moss.
    fn tells_of_author(&self, index: usize, unit: &Unit) -> bool {
        const LONGEST: usize = 60;
        const TELLING: [&str; 7] = [
            " reports ",
            " covers ",
            " writes ",
            " is a ",
            " is an ",
            " is the ",
            " joined ",
        ];
        let tells = |author: &Stated<String>| {
            let rest = unit.text.strip_prefix(author.value.as_str());
            rest.is_some_and(|rest| TELLING.iter().any(|verb| rest.starts_with(verb)))
        };
        index + 2 >= self.sketch.core.end && unit.line.words <= LONGEST && self.authors.iter().any(tells)
    }

    fn repetition(&self, index: usize, unit: &Unit) -> Option<Reason> {
        if unit.repeated && self.layout {
            return Some(Reason::Repetition);
        }
        let headline = self.headline?;
        let outside_body = index < self.sketch.core.start || unit.shape == Shape::Fragment;
        (outside_body && index != headline && headline::repeats(unit.text, self.sketch.units[headline].text))
            .then_some(Reason::Repetition)
    }

    /// Whether nothing but a few lines, and no menu, stands between a line and the article's first paragraph.
    fn leads_to_body(&self, index: usize) -> bool {
        let between = &self.sketch.units[index + 1..self.sketch.core.start];
        let menu = |unit: &Unit| {
            matches!(
                unit.shape,
                Shape::Boilerplate {
                    kind: BoilerplateKind::Navigation,
                    ..
                }
            )
        };
        between.len() <= NEAR_HEADLINE && between.iter().filter(|unit| menu(unit)).count() <= 2
    }

    /// A line between the top of the page and the article's first paragraph.
    fn before_body(&self, index: usize, unit: &Unit) -> Verdict {
        let behind_headline = self.last_headline.is_some_and(|headline| index > headline);
        let labelled = self.lexicon.layout.lead_labels.find(unit.text);
        if matches!(labelled, Some((_, Part::Source))) || labelled.is_some() && behind_headline {
            return Verdict::Keep;
        }
        if self.headline.is_none() && !self.layout {
            return Verdict::Keep;
        }
        if !behind_headline || self.layout && !self.leads_to_body(index) {
            return Verdict::Aside(list_item(unit));
        }
        let standfirst = unit.line.words >= 6 && unit.line.function_words > 0;
        let sentence = unit.shape != Shape::Fragment || unit.line.opening == Opening::Quotation;
        if standfirst || sentence || !self.layout {
            return Verdict::Keep;
        }
        Verdict::Aside(list_item(unit))
    }
}

/// Whether a line tells the authors or the time of publication.
pub fn is_byline(sketch: &Sketch, headline: Option<usize>, index: usize) -> bool {
    let unit = &sketch.units[index];
    if unit.line.words > 30 || index > sketch.core.start && index + 3 < sketch.core.end {
        return false;
    }
    let near = headline.is_none_or(|headline| headline.abs_diff(index) <= NEAR_HEADLINE);
    let dated = date::find(unit.text).is_some();
    let stamp = |neighbour: &Unit| neighbour.shape == Shape::Stamp;
    let before = &sketch.units[index.saturating_sub(1)..index];
    let behind = &sketch.units[index + 1..(index + 4).min(sketch.units.len())];
    let neighbour_dated = before.iter().chain(behind).any(stamp);
    match byline::read(unit.text) {
        Some(found) if found.marked => {
            near && (unit.line.ending != Ending::Stop || unit.line.words <= 8 || unit.text.starts_with('('))
        }
        Some(_) => near && index < sketch.core.start && (dated || neighbour_dated) && headline != Some(index),
        None => {
            dated
                && index < sketch.core.start
                && near
                && date::words_beside(unit.text) <= 3
                && headline != Some(index)
        }
    }
}

/// What a line is that stands among others outside the article.
fn list_item(unit: &Unit) -> Reason {
    if unit.line.words >= 5 {
        Reason::Teaser
    } else {
        Reason::Navigation
    }
}
