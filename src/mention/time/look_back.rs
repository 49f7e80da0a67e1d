//! Reckons from the times that the text has named before: "that year", "the next day", "from November to March".
//!
//! The part of [`Anchor`] that remembers; what each expression was resolved to is put there by `anchor`.

use super::TimeBasis;
use super::anchor::{Anchor, Named};
use super::meaning::{Found, Meaning, Portion, Recurring};
use super::value::{Period, later};
use crate::lexicon::time_word::Unit;
use chrono::{Datelike, NaiveDate};

impl Anchor<'_> {
    pub(super) fn after_mention(&self, unit: Unit, by: i64) -> (Option<Period>, TimeBasis) {
        let named = if unit == Unit::Day {
            self.last_day
        } else {
            self.last
        };
        let shifted = named.and_then(|(period, index)| {
            let day = later(period.first_day()?, unit, by)?;
            Some((Period::containing(day, unit), index))
        });
        match shifted {
            Some((period, index)) => (Some(period), TimeBasis::Expression(index)),
            None => (None, TimeBasis::Unresolved),
        }
    }

    /// "earlier in February" after "Feb. 27": the February of that day, whatever tense says.
    pub(super) fn month_of_named_day(&self, found: &Found, recurring: Recurring) -> Option<Named> {
        let Recurring::Month(month) = recurring else {
            return None;
        };
        found
            .portion
            .filter(|portion| matches!(portion, Portion::Earlier | Portion::Later))?;
        let (day, index) = self.day_of_month(month.checked_sub(1)?)?;
        Some((Period::containing(day.first_day()?, Unit::Month), index))
    }

    /// The end of a range comes after its beginning: "from November to March", "Monday through Friday".
    pub(super) fn after_range_start(&self, index: usize) -> Option<Named> {
        let start = index
            .checked_sub(1)
            .filter(|start| self.found[*start].range_end == Some(index))?;
        let (period, named_by) = self.last.filter(|(_, named_by)| *named_by == start)?;
        let from = period.first_day()?;
        let end = match self.found[index].meaning {
            Meaning::Yearly(recurring, _) => (0..=1)
                .filter_map(|years| recurring.in_year(from.year() + years))
                .find(|end| end.first_day() >= Some(from))?,
            Meaning::Weekday(weekday, _) => {
                let days = i64::from(weekday.days_since(from.weekday()));
                Period::Day(later(from, Unit::Day, days)?)
            }
            _ => return None,
        };
        Some((end, named_by))
    }

    /// The day that was named last, if in the same sentence before the expression.
    pub(super) fn day_of_sentence(&self, index: usize) -> Option<(NaiveDate, TimeBasis)> {
        let (day, named_by) = self.day_within(index, 0)?;
        Some((day.first_day()?, TimeBasis::Expression(named_by)))
    }

    /// The day that was named last, if not more than so many sentences before the expression.
    pub(super) fn day_within(&self, index: usize, sentences: u32) -> Option<Named> {
        let (_, named_by) = self.last_day?;
        let here = self.sentence(self.found[index].first)?;
        let there = self.sentence(self.found[named_by].first)?;
        self.last_day.filter(|_| here.abs_diff(there) <= sentences)
    }

    fn sentence(&self, token: usize) -> Option<u32> {
        self.sentences.get(token).copied()
    }

    /// The day of a month, counted from 0, that was named last.
    pub(super) fn day_of_month(&self, month0: u32) -> Option<Named> {
        self.last_day_of_month.get(month0 as usize).copied().flatten()
    }
}
