//! Time expressions of news text, normalised as TIMEX3 values and as intervals of days.
//!
//! After TimeML's TIMEX3 (Pustejovsky et al. 2003) and HeidelTime (Strötgen and Gertz 2013). Takes a reading
//! and the day it was published; a weekday or "last month" without that day keeps its span and type but has
//! no interval: nothing is guessed.
//!
//! The way through: `token` → `grammar` (which asks the rule families `calendar_date`, `weekday`, `deictic`,
//! `relative`, `duration`, `set`, `clock`) → `range` → `anchor` (days, by `choice`, `tense`, `look_back`, `distance`, `portion`, `value`) → `deadline`.

mod anchor;
mod calendar_date;
mod choice;
mod clock;
mod deadline;
mod deictic;
mod distance;
mod duration;
mod feast;
mod grammar;
mod length;
mod look_back;
mod meaning;
mod month;
mod number;
mod portion;
mod quarter;
mod range;
mod relative;
mod set;
mod tense;
mod token;
mod value;
mod weekday;
mod year;

use crate::article::Reading;
use crate::lexicon::Lexicon;
use crate::span::Span;
use anchor::{Anchor, Resolved};
use chrono::NaiveDate;
use deadline::Bound;
pub use length::Length;
use meaning::Found;
use serde::Serialize;
use token::Tokens;

/// A stretch of days, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Interval {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

/// The TIMEX3 type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimeType {
    /// A day, week, month, season, year: "Tuesday", "2016", "this week".
    Date,
    /// A time of day: "Monday morning", "12:38".
    Time,
    /// A length: "three years".
    Duration,
    /// Something that recurs: "every week".
    Set,
}

/// What a value was reckoned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeBasis {
    /// The words alone: "10 March 2025".
    Stated,
    /// The day of publication: "Tuesday", "this week".
    Publication,
    /// Another time expression, an index into [`Mentions::times`](super::Mentions): "a day later".
    Expression(usize),
    /// Nothing to reckon from.
    Unresolved,
}

/// What a time expression bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeRole {
    /// When something happens or holds.
    When,
    /// By when something must happen: "within 10 to 12 days", "by Friday". The interval holds the last days
    /// that the words allow: 10 and 12 days after the day they are reckoned from.
    Deadline,
}

/// A time expression.
///
/// A range ("between 2016 and 2018") is two of them, as TIMEX3 has it, each with its own span, kind and value. The
/// first stands for the whole: its `phrase` covers the range and its `interval` goes from the first day of the first
/// to the last day of the second. The second keeps its own days, and its phrase lies inside the first's, so whoever
/// wants each time once leaves out those whose phrase another one's contains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpression {
    /// Its extent as TIMEX3 has it: without a leading preposition ("Tuesday", "10 to 12 days").
    pub span: Span,
    /// The extent with the words that place it: "within 10 to 12 days", "on Tuesday", "between 2016 and 2018".
    pub phrase: Span,
    /// Its type.
    pub kind: TimeType,
    /// Its value: ISO 8601 with TIMEX3's extensions (`2025-W11`, `P10D`, `PAST_REF`, `XXXX-WXX-2`).
    pub value: String,
    /// The days it covers, where they can be told. "Early", "mid" and "late" are thirds; "earlier in" ends and
    /// "later in" begins with the day of that period that was named last, else with publication. "A day after" an
    /// event covers the day of the event.
    pub interval: Option<Interval>,
    /// What they were reckoned from.
    pub basis: TimeBasis,
    /// What it bounds.
    pub role: TimeRole,
    /// How long a deadline gives ("within 10 to 12 days"), for whoever knows better when it was spoken.
    pub term: Option<Length>,
}

impl TimeExpression {
    /// The last days that a deadline allows if it was spoken on a day; `None` where it gives no term.
    pub fn counted_from(&self, spoken: NaiveDate) -> Option<Interval> {
        deadline::last_days(Bound::Within(self.term?), None, None, Some(spoken))
    }
}

/// Finds the time expressions of a reading, in text order; none overlaps another.
pub fn find(reading: &Reading, published: Option<NaiveDate>, lexicon: &Lexicon) -> Vec<TimeExpression> {
    let tokens = Tokens::of(reading.text(), &lexicon.time_words);
    let found = range::join(&tokens, grammar::read_all(&tokens));
    let mut anchor = Anchor::new(&tokens, &found, published);
    let mut times: Vec<TimeExpression> = Vec::with_capacity(found.len());
    for (index, expression) in found.iter().enumerate() {
        let spoken = anchor.day_spoken(index);
        times.push(placed(&tokens, expression, anchor.resolve(index), spoken));
    }
    for (index, expression) in found.iter().enumerate() {
        if let Some(end) = expression.range_end {
            widen(&mut times, index, end);
        }
    }
    times
}

/// An expression with its phrase and role.
fn placed(
    tokens: &Tokens,
    found: &Found,
    resolved: Resolved,
    (spoken, spoken_basis): (Option<NaiveDate>, TimeBasis),
) -> TimeExpression {
    let (start, end) = deadline::phrase(tokens, found);
    let mut time = TimeExpression {
        span: tokens.span(found.first, found.end),
        phrase: tokens.span(start, end),
        kind: resolved.kind,
        value: resolved.value,
        interval: resolved.interval,
        basis: resolved.basis,
        role: TimeRole::When,
        term: None,
    };
    let Some((start, bound)) = deadline::bound(tokens, found) else {
        return time;
    };
    // "within 10 days of the verdict" is counted from what the text does not date.
    let of_event = matches!(bound, Bound::Within(_)) && tokens.is(found.end, &["of", "after"]);
    let interval = deadline::last_days(bound, found.portion, time.interval, spoken).filter(|_| !of_event);
    if let (Bound::Within(length), false) = (bound, of_event) {
        time.basis = spoken_basis;
        time.term = Some(length);
    }
    if interval.is_some() || matches!(bound, Bound::Within(_)) {
        time.role = TimeRole::Deadline;
        time.phrase = tokens.span(start, found.end);
        time.interval = interval;
    }
    time
}

/// Gives the first expression of a range the whole of it.
fn widen(times: &mut [TimeExpression], index: usize, end: usize) {
    let (phrase, to) = (times[end].phrase, times[end].interval);
    let first = &mut times[index];
    first.phrase = first.phrase.cover(phrase);
    first.interval = match (first.interval, to) {
        (Some(from), Some(to)) if from.from <= to.to => Some(Interval {
            from: from.from,
            to: to.to,
        }),
        (interval, _) => interval,
    };
}

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
