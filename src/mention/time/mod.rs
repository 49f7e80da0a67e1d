//! Time expressions of news text, normalised as TIMEX3 values and as intervals of days.
//!
//! After TimeML's TIMEX3 (Pustejovsky et al. 2003) and HeidelTime (Strötgen and Gertz 2013). Takes a reading
//! and the day it was published; a weekday or "last month" without that day keeps its span and type but has
//! no interval: nothing is guessed.

use crate::article::Reading;
use crate::sentence::Segmentation;
use crate::span::Span;
use chrono::NaiveDate;
use serde::Serialize;

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpression {
    /// Its extent as TIMEX3 has it: without a leading preposition ("Tuesday", "10 to 12 days").
    pub span: Span,
    /// The extent with the words that place it: "within 10 to 12 days", "between 2016 and 2018".
    pub phrase: Span,
    /// Its type.
    pub kind: TimeType,
    /// Its value: ISO 8601 with TIMEX3's extensions (`2025-W11`, `P10D`, `PAST_REF`, `XXXX-WXX-2`).
    pub value: String,
    /// The days it covers, where they can be told.
    pub interval: Option<Interval>,
    /// What they were reckoned from.
    pub basis: TimeBasis,
    /// What it bounds.
    pub role: TimeRole,
}

/// Finds the time expressions of a reading, in text order; none overlaps another.
pub fn find(
    _reading: &Reading,
    _segmentation: &Segmentation,
    _published: Option<NaiveDate>,
) -> Vec<TimeExpression> {
    Vec::new()
}
