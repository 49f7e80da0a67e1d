//! Resolves lengths that touch a day: "the past two months", "in two days", "three weeks later", "a day after …".
//!
//! The part of [`Anchor`] that counts; `length` knows how, `anchor` from where.

use super::anchor::{Anchor, Resolved};
use super::length::Length;
use super::meaning::{Direction, Meaning, Window};
use super::value::Period;
use super::{Interval, TimeBasis, TimeType};
use crate::lexicon::time_word::{Tense, Unit};
use chrono::NaiveDate;

impl Anchor<'_> {
    pub(super) fn duration(&self, index: usize, length: Length, window: Option<Window>) -> Resolved {
        let found = &self.found[index];
        // "in five years" is a day to come where the clause is; "built in five years" is how long it took.
        let ahead = window.is_none()
            && length.least.is_some()
            && length.unit >= Unit::Day
            && found.first > 0
            && self.tokens.is(found.first - 1, &["in"])
            && self.tense(found) == Some(Tense::Future);
        if ahead {
            return self.distance(index, length, Direction::Ahead);
        }
        let interval = self.published.and_then(|published| match window? {
            Window::Past => Some(Interval {
                from: length.begins_before(published)?.0,
                to: published,
            }),
            Window::Next => Some(Interval {
                from: published,
                to: length.ends_after(published)?.1,
            }),
        });
        let basis = if interval.is_some() {
            TimeBasis::Publication
        } else {
            TimeBasis::Stated
        };
        Resolved {
            interval,
            ..self.wordless(TimeType::Duration, length.value(), basis)
        }
    }

    pub(super) fn distance(&self, index: usize, length: Length, direction: Direction) -> Resolved {
        match direction {
            Direction::Before | Direction::After => {
                return self.distance_from_event(index, length, direction);
            }
            Direction::Ago if length.least.is_none() => {
                return self.wordless(TimeType::Date, "PAST_REF".into(), TimeBasis::Stated);
            }
            Direction::Ahead if length.least.is_none() => {
                return self.wordless(TimeType::Date, "FUTURE_REF".into(), TimeBasis::Stated);
            }
            _ if length.least.is_none() => {
                return self.wordless(TimeType::Duration, length.value(), TimeBasis::Stated);
            }
            _ => {}
        }
        let (base, basis) = match direction {
            Direction::Earlier | Direction::Later => self.day_before(length.unit),
            _ => (self.published, self.publication()),
        };
        let day = base.and_then(|base| match direction {
            Direction::Ago | Direction::Earlier => length.begins_before(base),
            _ => length.ends_after(base),
        });
        let period = day.map(|(day, _)| Period::containing(day, distance_unit(length)));
        match period {
            Some(period) => self.dated(&self.found[index], Some(period), basis),
            None => self.wordless(TimeType::Duration, length.value(), TimeBasis::Unresolved),
        }
    }

    /// The day that "later" counts from: that of the time named last, if it tells it as exactly as the unit that is
    /// counted ("in July 2012 … a month later"), else the day named last, else publication.
    fn day_before(&self, unit: Unit) -> (Option<NaiveDate>, TimeBasis) {
        let exact = self.last.filter(|(period, _)| period.unit() <= unit);
        let named = exact
            .or(self.last_day)
            .and_then(|(period, index)| Some((period.first_day()?, TimeBasis::Expression(index))));
        match named {
            Some((day, basis)) => (Some(day), basis),
            None => (self.published, self.publication()),
        }
    }

    /// "a day after …". Where a date follows, the expression tells the day of its own clause, counted from that date.
    /// Where an event follows ("a day after the minister spoke"), its clause is what the report is about, and the
    /// expression tells the day of the event, counted back from the day its sentence names, else publication.
    fn distance_from_event(&self, index: usize, length: Length, direction: Direction) -> Resolved {
        let found = &self.found[index];
        let next = index + 1;
        let date_follows = self
            .found
            .get(next)
            .filter(|next| next.first == found.end + 1 && !matches!(next.meaning, Meaning::Distance(..)));
        let (base, basis, after) = match date_follows.and_then(|_| self.period(next).0?.first_day()) {
            Some(day) => (
                Some(day),
                TimeBasis::Expression(next),
                direction == Direction::After,
            ),
            None => {
                let (day, basis) = self.day_spoken(index);
                (day, basis, direction == Direction::Before)
            }
        };
        let day = base.filter(|_| length.unit >= Unit::Day).and_then(|base| {
            if after {
                length.ends_after(base)
            } else {
                length.begins_before(base)
            }
        });
        let interval = day.and_then(|(day, _)| Period::containing(day, distance_unit(length)).interval());
        let basis = if interval.is_some() {
            basis
        } else {
            TimeBasis::Unresolved
        };
        Resolved {
            interval,
            ..self.wordless(TimeType::Duration, length.value(), basis)
        }
    }
}

/// How exactly a distance tells its day: "two years ago" a year, "ten days ago" a day, "a decade ago" a year.
fn distance_unit(length: Length) -> Unit {
    match length.unit {
        Unit::Decade | Unit::Century => Unit::Year,
        Unit::Year if length.half => Unit::Month,
        unit => unit,
    }
}
