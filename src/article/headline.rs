//! The line that is the headline.
//!
//! Takes a [`Sketch`], the title given beside the text and the page's address, gives the index of the line. Signs:
//! it stands before the body and shares its words, is repeated on the page or in the address, has a date or byline
//! behind it. A short first sentence of a text without layout is taken too.

use super::line::{Ending, bare_word};
use super::metadata::{address, byline, date, masthead};
use super::shape::Shape;
use super::sketch::{Sketch, Unit};
use crate::lexicon::Lexicon;
use std::collections::BTreeSet;

/// A headline has no more words.
const LONGEST: usize = 32;
/// A first line that ends like a sentence has no more words if it is a headline.
const LONGEST_SENTENCE: usize = 22;
/// A line with fewer points is no headline.
const FEWEST_POINTS: f64 = 2.0;
/// No headline stands further above the body, in lines; it bounds the comparison of lines.
const MOST_CANDIDATES: usize = 200;
/// A headline has at most so many points less than the standfirst below it.
const LESS_THAN_STANDFIRST: f64 = 1.5;
/// So great a share of a headline's words stands in the paragraphs behind it.
const SHARE_TOLD_AGAIN: f64 = 0.5;
/// So many words of the body are compared.
const BODY_WORDS: usize = 400;

/// The headline's index.
pub fn find(sketch: &Sketch, title: Option<&str>, url: Option<&str>, lexicon: &Lexicon) -> Option<usize> {
    if let Some(title) = title {
        return like_title(sketch, title);
    }
    let scale = Scale::new(sketch, url, lexicon);
    let first = sketch.core.start.saturating_sub(MOST_CANDIDATES);
    let before_body = (first..sketch.core.start)
        .filter(|&index| may_be_headline(&sketch.units[index]))
        .map(|index| (index, scale.points(index)))
        .filter(|(_, points)| *points >= FEWEST_POINTS);
    let candidates: Vec<(usize, f64)> = before_body.collect();
    // The first of equals, so that a repetition does not take the place of the headline.
    let best = candidates
        .iter()
        .copied()
        .reduce(|best, next| if next.1 > best.1 { next } else { best });
    match best {
        Some(best) => Some(above_standfirst(&candidates, best)),
        None => first_sentence(sketch, &scale),
    }
}

/// A standfirst shares as many words with the body as the headline right above it, which is the one meant.
fn above_standfirst(candidates: &[(usize, f64)], best: (usize, f64)) -> usize {
    let above = candidates
        .iter()
        .find(|(index, points)| index + 1 == best.0 && points + LESS_THAN_STANDFIRST >= best.1);
    above.map_or(best.0, |(index, _)| *index)
}

/// Whether two lines say the same, punctuation and case aside, one perhaps with the outlet's name behind it.
pub fn repeats(line: &str, headline: &str) -> bool {
    let (line, headline) = (words(line), words(headline));
    headline.len() >= 3
        && line.len() <= headline.len() + 5
        && (line.starts_with(&headline) || line.ends_with(&headline))
}

fn may_be_headline(unit: &Unit) -> bool {
    let shape = matches!(unit.shape, Shape::Fragment | Shape::Sentence | Shape::Prose);
    shape
        && unit.line.words <= LONGEST
        && unit.line.inner_stops <= 1
        && !matches!(unit.line.ending, Ending::Colon | Ending::Open)
        && byline::read(unit.text).is_none_or(|byline| !byline.marked && date::find(unit.text).is_none())
}

/// The line most like a title, at least six tenths of their words alike.
fn like_title(sketch: &Sketch, title: &str) -> Option<usize> {
    let wanted: BTreeSet<String> = words(title).into_iter().collect();
    let mut best: Option<(usize, usize, usize)> = None;
    for (index, unit) in sketch.units.iter().enumerate().take(sketch.core.start.max(3) + 5) {
        if unit.line.words > LONGEST + wanted.len() {
            continue;
        }
        let found: BTreeSet<String> = words(unit.text).into_iter().collect();
        let alike = wanted.intersection(&found).count();
        let all = wanted.union(&found).count();
        let better = best.is_none_or(|(_, most, of)| alike * of > most * all);
        if alike > 0 && alike * 10 >= all * 6 && better {
            best = Some((index, alike, all));
        }
    }
    best.map(|(index, ..)| index)
}

/// The first line of a text without layout, where it is one short sentence and more follows. With a full stop it
/// may as well be the first sentence of the report; a headline's words come back in the paragraphs behind it.
fn first_sentence(sketch: &Sketch, scale: &Scale) -> Option<usize> {
    let first = sketch.units.first()?;
    let short = first.line.words <= LONGEST_SENTENCE && first.line.inner_stops == 0;
    let own = sketch.core.start <= 1 && !first.text.ends_with([':', ',', '"', '”']) && may_be_headline(first);
    let own = own && short && sketch.units.len() > 1;
    let open = first.line.ending != Ending::Stop;
    let told_again = || scale.share_told_again(first.text) >= SHARE_TOLD_AGAIN;
    (own && (open || is_title_case(first) || told_again())).then_some(0)
}

/// Whether nearly all words of weight begin with a capital letter.
fn is_title_case(unit: &Unit) -> bool {
    let weighty = unit.line.words.saturating_sub(unit.line.function_words);
    weighty >= 4 && unit.line.capitalised * 10 >= weighty * 9
}

/// What candidates are measured by.
struct Scale<'sketch, 'page> {
    sketch: &'sketch Sketch<'page>,
    body: BTreeSet<String>,
    slug: BTreeSet<String>,
    lexicon: &'sketch Lexicon,
}

impl<'sketch, 'page> Scale<'sketch, 'page> {
    fn new(sketch: &'sketch Sketch<'page>, url: Option<&str>, lexicon: &'sketch Lexicon) -> Self {
        let body = sketch.units[sketch.core.clone()]
            .iter()
            .flat_map(|unit| unit.text.split_whitespace())
            .take(BODY_WORDS)
            .filter_map(|word| stem(word, lexicon))
            .collect();
        let slug = url.map(address::slug_words).unwrap_or_default();
        Self {
            sketch,
            body,
            slug: slug.iter().filter_map(|word| stem(word, lexicon)).collect(),
            lexicon,
        }
    }

    /// The share of a first line's words that the next paragraphs have.
    fn share_told_again(&self, line: &str) -> f64 {
        let behind: BTreeSet<String> = self.sketch.units[1..]
            .iter()
            .take(4)
            .flat_map(|unit| unit.text.split_whitespace())
            .take(BODY_WORDS / 2)
            .filter_map(|word| stem(word, self.lexicon))
            .collect();
        let stems: BTreeSet<String> = line
            .split_whitespace()
            .filter_map(|word| stem(word, self.lexicon))
            .collect();
        stems.intersection(&behind).count() as f64 / stems.len().max(1) as f64
    }

    fn points(&self, index: usize) -> f64 {
        let unit = &self.sketch.units[index];
        let stems: BTreeSet<String> = unit
            .text
            .split_whitespace()
            .filter_map(|word| stem(word, self.lexicon))
            .collect();
        let share = |others: &BTreeSet<String>| match stems.len() {
            0 => 0.0,
            all => stems.intersection(others).count() as f64 / all as f64,
        };
        let distance = self.sketch.core.start - index;
        let mut points = 4.0 * share(&self.body) + 4.0 * share(&self.slug);
        if self.is_repeated(index) {
            points += 2.0;
        }
        if self.dated_behind(index) {
            points += 1.5;
        }
        points += match unit.line.words {
            0..3 => -1.5,
            3..5 => 0.0,
            _ => 1.0,
        };
        if index == 0 {
            points += 1.5;
        }
        if unit.line.ending == Ending::Stop {
            points -= 1.0;
        }
        // An article often speaks of its own outlet.
        if masthead::opens(unit.text, self.lexicon) {
            points -= 4.0;
        }
        if unit.line.words > 18 {
            points -= 0.5;
        }
        points - 0.05 * distance.min(20) as f64
    }

    /// Whether a line near the top of the page says the same, perhaps with the outlet's name behind it.
    fn is_repeated(&self, index: usize) -> bool {
        let text = self.sketch.units[index].text;
        let last = self.sketch.core.start + 3;
        let first = self.sketch.core.start.saturating_sub(MOST_CANDIDATES);
        let top = self.sketch.units.iter().enumerate().take(last).skip(first);
        top.chain(self.sketch.units.iter().enumerate().take(1))
            .any(|(other, unit)| other != index && unit.line.words <= LONGEST + 5 && repeats(unit.text, text))
    }

    /// Whether a date line or a byline stands within the next six lines.
    fn dated_behind(&self, index: usize) -> bool {
        self.sketch.units.iter().skip(index + 1).take(6).any(|unit| {
            unit.shape == Shape::Stamp
                || unit.line.words <= 20 && date::find(unit.text).is_some()
                || byline::read(unit.text).is_some_and(|byline| byline.marked)
        })
    }
}

/// The words of a line, lower case, without punctuation.
fn words(line: &str) -> Vec<String> {
    line.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The first six letters of a word of weight, so that "strikes" and "striking" meet.
fn stem(word: &str, lexicon: &Lexicon) -> Option<String> {
    let bare = bare_word(word).split(['\'', '’']).next()?.to_lowercase();
    let weighs = bare.chars().count() > 2 && !lexicon.layout.function_words.contains(&bare);
    weighs.then(|| bare.chars().take(6).collect())
}

#[cfg(test)]
mod tests {
    use super::repeats;

    #[test]
    fn a_repetition_may_name_the_outlet() {
        let headline = "Port shut for a \"third\" week";
        assert!(repeats("Port shut for a third week", headline));
        assert!(repeats(
            "Port shut for a third week | The Coast Gazette",
            headline
        ));
        assert!(!repeats("Port opens after a third week", headline));
        assert!(!repeats("Port", "Port"));
    }
}
