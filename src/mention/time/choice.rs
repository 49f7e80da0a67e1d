//! Chooses among the days that come round: which Tuesday, which 10 March, which summer.
//!
//! News names the nearest one. Tense decides between the last and the next; without it a weekday is the last one,
//! and a date of the year the nearest.

use super::feast::named_day;
use super::meaning::{Recurring, Which};
use super::value::{Period, later, season_code};
use crate::lexicon::time_word::{Tense, Unit};
use chrono::{Datelike, NaiveDate, Weekday};

/// Which way the words right before a date lean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lean {
    /// "until", "to"
    Forward,
    /// A past verb of its own: "closed on".
    Back,
    /// Neither.
    Neither,
}

/// Days ahead within which a date after a word such as "until" is taken for the coming one, whatever tense says.
const NEAR: i64 = 120;

/// How many times nearer a date must be to be taken against tense.
const NEARER: i64 = 3;

/// The weekday meant on a day of publication; that day itself where it is one.
pub(super) fn weekday_near(
    weekday: Weekday,
    which: Which,
    published: NaiveDate,
    tense: impl Fn() -> Option<Tense>,
) -> Option<NaiveDate> {
    let since = i64::from(published.weekday().days_since(weekday));
    let last = later(published, Unit::Day, -since)?;
    let next = later(published, Unit::Day, (7 - since) % 7)?;
    match which {
        Which::Last if since == 0 => later(published, Unit::Day, -7),
        Which::Last => Some(last),
        // "next Friday", said on a Monday, is the one of the week that comes.
        Which::Next => NaiveDate::from_isoywd_opt(
            later(published, Unit::Week, 1)?.iso_week().year(),
            later(published, Unit::Week, 1)?.iso_week().week(),
            weekday,
        ),
        Which::This => {
            let week = published.iso_week();
            NaiveDate::from_isoywd_opt(week.year(), week.week(), weekday)
        }
        Which::Bare | Which::YearShifted(_) => match tense() {
            Some(Tense::Future) => Some(next),
            _ => Some(last),
        },
    }
}

/// The day, month, quarter or season meant on a day of publication. `lean` is what the words before it say.
pub(super) fn yearly_near(
    recurring: Recurring,
    which: Which,
    published: NaiveDate,
    tense: impl Fn() -> Option<Tense>,
    lean: Lean,
) -> Option<Period> {
    let year = published.year();
    // The 29th of February comes every four years, or eight.
    let around = (year - 8..=year + 8).filter_map(|year| recurring.in_year(year));
    let candidates: Vec<(Period, NaiveDate, NaiveDate)> = around
        .filter_map(|period| period.interval().map(|days| (period, days.from, days.to)))
        .collect();
    let begun = candidates.iter().rev().find(|(_, from, _)| *from <= published);
    // Nobody calls the month that has just ended "last February": that is "last month".
    let month = matches!(recurring, Recurring::Month(_));
    let lately = later(published, Unit::Day, if month { -31 } else { 0 })?;
    let over = candidates.iter().rev().find(|(_, _, to)| *to < lately);
    let ahead = candidates.iter().find(|(_, from, _)| *from > published);
    let not_over = candidates.iter().find(|(_, _, to)| *to >= published);
    // Quarters are reported when they are over.
    let quarter = matches!(recurring, Recurring::Quarter(_));
    let days_ahead = ahead.map(|(_, from, _)| (*from - published).num_days());
    let days_since = begun.map(|(_, _, to)| (published - *to).num_days().max(0));
    let chosen = match which {
        Which::YearShifted(years) => return recurring.in_year(year.checked_add(years)?),
        Which::This => return recurring.in_year(year),
        Which::Last => over,
        Which::Next => ahead,
        Which::Bare if lean == Lean::Forward && days_ahead < Some(NEAR) && days_since != Some(0) => ahead,
        Which::Bare if lean == Lean::Back => begun,
        Which::Bare => match tense() {
            Some(Tense::Future) if far_nearer(days_since, days_ahead) => begun,
            Some(Tense::Future) => not_over,
            Some(Tense::Past) if !quarter && far_nearer(days_ahead, days_since.map(|days| days / 2)) => ahead,
            None if !quarter && far_nearer(days_ahead, days_since) => ahead,
            _ => begun,
        },
    };
    chosen.map(|(period, ..)| *period)
}

/// Whether one distance is so much smaller than another that tense does not count: nobody writes "on Dec. 7" in
/// October for the December before, not even in "declared a dividend payable Dec. 7".
fn far_nearer(this: Option<i64>, that: Option<i64>) -> bool {
    matches!((this, that), (Some(this), Some(that)) if this.saturating_mul(NEARER) < that)
}

impl Recurring {
    /// Its period in a year; none for the 29th of February of most years.
    pub(super) fn in_year(self, year: i32) -> Option<Period> {
        Some(match self {
            Recurring::Day { month, day } => Period::Day(NaiveDate::from_ymd_opt(year, month, day)?),
            Recurring::Month(month) => Period::Month { year, month },
            Recurring::Quarter(quarter) => Period::Quarter { year, quarter },
            Recurring::Half(half) => Period::Half { year, half },
            Recurring::Season(season) => Period::Season { year, season },
            Recurring::Named(named) => Period::Day(named_day(named, year)?),
        })
    }

    /// Its TIMEX3 value where the year is not known.
    pub(super) fn underspecified(self) -> String {
        match self {
            Recurring::Day { month, day } => format!("XXXX-{month:02}-{day:02}"),
            Recurring::Month(month) => format!("XXXX-{month:02}"),
            Recurring::Quarter(quarter) => format!("XXXX-Q{quarter}"),
            Recurring::Half(half) => format!("XXXX-H{half}"),
            Recurring::Season(season) => format!("XXXX-{}", season_code(season)),
            Recurring::Named(crate::lexicon::time_word::NamedDay::Fixed { month, day }) => {
                format!("XXXX-{month:02}-{day:02}")
            }
            Recurring::Named(_) => "XXXX-XX-XX".to_owned(),
        }
    }
}
