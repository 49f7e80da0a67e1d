//! What an expression means before it is known when it was written.
//!
//! The rule families make a [`Found`] out of tokens; `anchor` resolves its [`Meaning`] against the day of
//! publication and the expressions before it.

use super::length::Length;
use super::value::Period;
use crate::lexicon::time_word::{DayPart, NamedDay, Season, Unit};
use chrono::Weekday;

/// An expression as the grammar found it.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Its first token.
    pub(super) first: usize,
    /// The token after its last.
    pub(super) end: usize,
    pub(super) meaning: Meaning,
    pub(super) portion: Option<Portion>,
    pub(super) clock: Option<Clock>,
    /// The expression that ends the range which this one begins, an index into the list of all found.
    pub(super) range_end: Option<usize>,
}

impl Found {
    pub(super) fn new(first: usize, end: usize, meaning: Meaning) -> Self {
        Self {
            first,
            end,
            meaning,
            portion: None,
            clock: None,
            range_end: None,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// "10 March 2025", "2016", "the 1990s": the words alone say when.
    Stated(Period),
    /// "10 March", "March", "the third quarter", "last spring": comes round every year.
    Yearly(Recurring, Which),
    /// "Tuesday", "last Friday".
    Weekday(Weekday, Which),
    /// "the weekend", "next weekend".
    Weekend(Which),
    /// "today", "this week", "last year": so many units from publication.
    Shifted(Unit, i64),
    /// "the quarter", "the year": the one the text is about.
    Latest(Unit),
    /// "that year", "the following month": so many units from the expression before it.
    FromMention(Unit, i64),
    /// "the 1988 period": the period the text is about, in that year.
    InYear(i32),
    /// "a year earlier", "year-ago": the period the text is about, one year before.
    YearBefore,
    /// "two years ago", "three weeks later".
    Distance(Length, Direction),
    /// "three years", "the past two months".
    Duration(Length, Option<Window>),
    /// `PAST_REF`, `PRESENT_REF`, `FUTURE_REF`.
    Reference(String),
    /// Something that recurs, by its TIMEX3 value.
    Set(String),
    /// "12:38" with no day beside it.
    TimeOfDay,
}

impl Meaning {
    /// The TIMEX3 value of what cannot be reckoned from anything.
    pub(super) fn underspecified(&self) -> String {
        match self {
            Meaning::Yearly(recurring, _) => recurring.underspecified(),
            Meaning::Weekday(weekday, _) => format!("XXXX-WXX-{}", weekday.number_from_monday()),
            Meaning::Weekend(_) => "XXXX-WXX-WE".to_owned(),
            Meaning::Shifted(unit, _) | Meaning::Latest(unit) | Meaning::FromMention(unit, _) => match unit {
                Unit::Week => "XXXX-WXX",
                Unit::Month => "XXXX-XX",
                Unit::Quarter => "XXXX-QX",
                Unit::Year => "XXXX",
                Unit::Decade => "XXX",
                Unit::Century => "XX",
                _ => "XXXX-XX-XX",
            }
            .to_owned(),
            Meaning::TimeOfDay => "XXXX-XX-XX".to_owned(),
            _ => "XXXX".to_owned(),
        }
    }
}

/// What comes round every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Recurring {
    Day { month: u32, day: u32 },
    Month(u32),
    Quarter(u32),
    Half(u32),
    Season(Season),
    Named(NamedDay),
}

/// Which one of those that come round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// As tense and nearness tell.
    Bare,
    /// "last May"
    Last,
    /// "this May"
    This,
    /// "next May"
    Next,
    /// "May last year": so many years from publication.
    YearShifted(i32),
}

/// Which way, and from where, a distance is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// "two years ago"
    Ago,
    /// "in two days", "two days from now"
    Ahead,
    /// "a day earlier"
    Earlier,
    /// "a day later"
    Later,
    /// "a day before the vote"
    Before,
    /// "a day after the vote"
    After,
}

/// Where a length lies that touches the present.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Window {
    /// "the past two months"
    Past,
    /// "the next two weeks"
    Next,
}

/// A part of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Portion {
    /// "early 2024": the first third.
    Start,
    /// "mid-May": the middle third.
    Middle,
    /// "late June": the last third.
    End,
    /// "the end of June": the last third, or the last day for a deadline.
    VeryEnd,
    /// "earlier in February": before what was just spoken of.
    Earlier,
    /// "later this year": after what was just spoken of.
    Later,
}

/// A time of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clock {
    Part(DayPart),
    /// Minutes after midnight; 24:00 is the midnight that ends the day.
    Minutes(u32),
}

impl Clock {
    /// What TIMEX3 puts behind the date: `TMO`, `T12:38`.
    pub(super) fn value(self) -> String {
        match self {
            Clock::Part(part) => format!("T{}", day_part_code(part)),
            Clock::Minutes(minutes) => format!("T{:02}:{:02}", minutes / 60, minutes % 60),
        }
    }
}

/// `MO`, `AF`, `EV`, `NI`.
pub(super) fn day_part_code(part: DayPart) -> &'static str {
    match part {
        DayPart::Morning => "MO",
        DayPart::Afternoon => "AF",
        DayPart::Evening => "EV",
        DayPart::Night => "NI",
    }
}
