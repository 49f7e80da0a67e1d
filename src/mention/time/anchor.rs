//! Resolves what the grammar found against the day of publication and the expressions before it.
//!
//! The rules are those of news: a bare weekday is the last one unless the clause speaks of what is to come; a date
//! without a year is the nearest such day, the past one where tense says so; "a day later" counts from the day named
//! before it. Without anything to reckon from, the value is underspecified (`XXXX-WXX-2`) and there are no days.

use super::choice::{weekday_near, yearly_near};
use super::length::Length;
use super::meaning::{Clock, Direction, Found, Meaning, Portion, Recurring, Which, Window};
use super::token::Tokens;
use super::value::{Period, later};
use super::{Interval, TimeBasis, TimeType, portion, tense};
use crate::lexicon::time_word::{Tense, Unit};
use chrono::{Datelike, NaiveDate};

/// What an expression was resolved to.
#[derive(Clone, Debug)]
pub(super) struct Resolved {
    pub(super) kind: TimeType,
    pub(super) value: String,
    pub(super) interval: Option<Interval>,
    pub(super) basis: TimeBasis,
    /// The calendar period it names, where it names one.
    pub(super) period: Option<Period>,
}

/// A period with the expression that named it.
type Named = (Period, usize);

/// What has been said so far, to reckon from.
pub(super) struct Anchor<'a> {
    tokens: &'a Tokens<'a>,
    found: &'a [Found],
    published: Option<NaiveDate>,
    /// The number of the sentence in which each token stands.
    sentences: Vec<u32>,
    last: Option<Named>,
    last_day: Option<Named>,
    last_quarter: Option<Named>,
}

impl<'a> Anchor<'a> {
    pub(super) fn new(tokens: &'a Tokens<'a>, found: &'a [Found], published: Option<NaiveDate>) -> Self {
        let sentences = (0..tokens.len())
            .scan(0, |sentence, at| {
                let here = *sentence;
                *sentence += u32::from(tokens.closes_sentence(at));
                Some(here)
            })
            .collect();
        Self {
            tokens,
            found,
            published,
            sentences,
            last: None,
            last_day: None,
            last_quarter: None,
        }
    }

    /// Resolves an expression and remembers it for those that follow.
    pub(super) fn resolve(&mut self, index: usize) -> Resolved {
        let resolved = self.resolved(index);
        if let Some(period) = resolved.period {
            let named = Some((period, index));
            self.last = named;
            match period {
                Period::Day(_) => self.last_day = named,
                // "a year earlier" compares with the quarter that the report is about; it is not a new one.
                Period::Quarter { .. }
                    if !matches!(
                        self.found[index].meaning,
                        Meaning::YearBefore | Meaning::InYear(_)
                    ) =>
                {
                    self.last_quarter = named;
                }
                _ => {}
            }
        }
        resolved
    }

    /// The day that a deadline is spoken: one that its own sentence names before it, else publication.
    pub(super) fn day_spoken(&self, index: usize) -> (Option<NaiveDate>, TimeBasis) {
        match self.day_of_sentence(index) {
            Some((day, basis)) => (Some(day), basis),
            None => (self.published, self.publication()),
        }
    }

    fn publication(&self) -> TimeBasis {
        match self.published {
            Some(_) => TimeBasis::Publication,
            None => TimeBasis::Unresolved,
        }
    }

    fn resolved(&self, index: usize) -> Resolved {
        let found = &self.found[index];
        match &found.meaning {
            Meaning::Reference(value) => self.wordless(TimeType::Date, value.clone(), TimeBasis::Stated),
            Meaning::Set(value) => self.wordless(TimeType::Set, value.clone(), TimeBasis::Stated),
            Meaning::Duration(length, window) => self.duration(index, *length, *window),
            Meaning::Distance(length, direction) => self.distance(index, *length, *direction),
            _ => {
                let (period, basis) = self.period(index);
                self.dated(found, period, basis)
            }
        }
    }

    fn wordless(&self, kind: TimeType, value: String, basis: TimeBasis) -> Resolved {
        Resolved {
            kind,
            value,
            interval: None,
            basis,
            period: None,
        }
    }

    /// A date with its portion and time of day.
    fn dated(&self, found: &Found, period: Option<Period>, basis: TimeBasis) -> Resolved {
        let clock = found.clock.map(Clock::value).unwrap_or_default();
        let value = period.map_or_else(|| underspecified(&found.meaning), Period::value);
        let whole = period.and_then(Period::interval);
        let bounded = self.bounded(found, whole);
        Resolved {
            kind: if found.clock.is_some() {
                TimeType::Time
            } else {
                TimeType::Date
            },
            value: value + &clock,
            interval: bounded.map_or(whole, |(interval, _)| Some(interval)),
            basis: bounded.and_then(|(_, basis)| basis).unwrap_or(basis),
            period,
        }
    }

    /// The part of a period that "early", "earlier in" and the like leave. "Earlier in" ends with the day of that
    /// period that was named last, "later in" begins with it; where none was named, publication is that day.
    fn bounded(&self, found: &Found, whole: Option<Interval>) -> Option<(Interval, Option<TimeBasis>)> {
        let (whole, portion) = (whole?, found.portion?);
        let inside = |day: &NaiveDate| whole.from <= *day && *day <= whole.to;
        let named = self
            .last_day
            .and_then(|(day, index)| Some((day.first_day().filter(inside)?, TimeBasis::Expression(index))));
        let published = self
            .published
            .filter(inside)
            .map(|day| (day, TimeBasis::Publication));
        let pivot = named.or(published);
        match (portion, pivot) {
            (Portion::Earlier, Some((day, basis))) => Some((Interval { to: day, ..whole }, Some(basis))),
            (Portion::Later, Some((day, basis))) => Some((Interval { from: day, ..whole }, Some(basis))),
            (Portion::Earlier | Portion::Later, None) => None,
            _ => Some((portion::third(portion, whole), None)),
        }
    }

    fn period(&self, index: usize) -> (Option<Period>, TimeBasis) {
        let found = &self.found[index];
        if let Meaning::Stated(period) = found.meaning {
            return (Some(period), TimeBasis::Stated);
        }
        let relative_to_text = match found.meaning {
            Meaning::FromMention(unit, by) => return self.from_mention(unit, by),
            Meaning::Latest(Unit::Quarter) => self.last_quarter,
            Meaning::InYear(year) => {
                return match self.last_quarter {
                    Some((Period::Quarter { quarter, .. }, index)) => (
                        Some(Period::Quarter { year, quarter }),
                        TimeBasis::Expression(index),
                    ),
                    _ => (Some(Period::Year(year)), TimeBasis::Stated),
                };
            }
            Meaning::YearBefore => self
                .last_quarter
                .and_then(|(period, index)| Some((period.years_later(-1)?, index))),
            Meaning::Yearly(recurring, Which::Bare) => self
                .month_of_named_day(found, recurring)
                .or_else(|| self.after_range_start(index)),
            Meaning::TimeOfDay => {
                return match self.day_of_sentence(index) {
                    Some((day, basis)) => (Some(Period::Day(day)), basis),
                    None => (self.published.map(Period::Day), self.publication()),
                };
            }
            _ => None,
        };
        if let Some((period, index)) = relative_to_text {
            return (Some(period), TimeBasis::Expression(index));
        }
        let period = self
            .published
            .and_then(|published| self.from_publication(found, published));
        (
            period,
            if period.is_some() {
                TimeBasis::Publication
            } else {
                TimeBasis::Unresolved
            },
        )
    }

    fn from_publication(&self, found: &Found, published: NaiveDate) -> Option<Period> {
        match found.meaning {
            Meaning::Yearly(recurring, which) => yearly_near(
                recurring,
                which,
                published,
                || self.tense(found),
                self.leans_forward(found),
            ),
            Meaning::Weekday(weekday, which) => {
                weekday_near(weekday, which, published, || self.tense_of_weekday(found)).map(Period::Day)
            }
            Meaning::Weekend(which) => self.weekend(found, which, published),
            Meaning::Shifted(unit, by) => Some(Period::containing(later(published, unit, by)?, unit)),
            Meaning::Latest(Unit::Quarter) => Some(Period::containing(
                later(published, Unit::Quarter, -1)?,
                Unit::Quarter,
            )),
            Meaning::Latest(unit) => Some(Period::containing(published, unit)),
            Meaning::YearBefore => Some(Period::Year(published.year().checked_sub(1)?)),
            _ => None,
        }
    }

    fn tense(&self, found: &Found) -> Option<Tense> {
        tense::around(self.tokens, found.first, found.end)
    }

    /// "until Friday", "as early as Friday" look ahead in whatever tense.
    fn tense_of_weekday(&self, found: &Found) -> Option<Tense> {
        let before = |distance: usize| self.tokens.before(found.first, distance);
        let ahead = matches!(before(1), "until" | "till")
            || (before(1) == "as" && matches!(before(2), "soon" | "early" | "late"));
        if ahead {
            Some(Tense::Future)
        } else {
            self.tense(found)
        }
    }

    /// Whether the word before a date looks ahead: "extended to Nov. 16", "until 9 May".
    fn leans_forward(&self, found: &Found) -> bool {
        found.first.checked_sub(1).is_some_and(|place| {
            self.tokens.is(
                place,
                &["until", "till", "by", "to", "before", "through", "effective"],
            )
        })
    }

    fn weekend(&self, found: &Found, which: Which, published: NaiveDate) -> Option<Period> {
        let weeks = match which {
            Which::Last => -1,
            Which::Next => 1,
            // Early in the week, the weekend is the one that is over.
            Which::Bare
                if published.weekday().num_days_from_monday() < 3
                    && self.tense(found) != Some(Tense::Future) =>
            {
                -1
            }
            _ => 0,
        };
        Some(Period::weekend(later(published, Unit::Week, weeks)?))
    }

    fn from_mention(&self, unit: Unit, by: i64) -> (Option<Period>, TimeBasis) {
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
    fn month_of_named_day(&self, found: &Found, recurring: Recurring) -> Option<Named> {
        let Recurring::Month(month) = recurring else {
            return None;
        };
        found
            .portion
            .filter(|portion| matches!(portion, Portion::Earlier | Portion::Later))?;
        let (day, index) = self.last_day?;
        let day = day.first_day().filter(|day| day.month() == month)?;
        Some((Period::containing(day, Unit::Month), index))
    }

    /// The end of a range comes after its beginning: "from November to March".
    fn after_range_start(&self, index: usize) -> Option<Named> {
        let start = index
            .checked_sub(1)
            .filter(|start| self.found[*start].range_end == Some(index))?;
        let (period, named_by) = self.last.filter(|(_, named_by)| *named_by == start)?;
        let Meaning::Yearly(recurring, _) = self.found[index].meaning else {
            return None;
        };
        let from = period.first_day()?;
        (0..=1)
            .filter_map(|years| recurring.in_year(from.year() + years))
            .find(|end| end.first_day() >= Some(from))
            .map(|end| (end, named_by))
    }

    /// The day that was named last, if in the same sentence before the expression.
    fn day_of_sentence(&self, index: usize) -> Option<(NaiveDate, TimeBasis)> {
        let (day, named_by) = self.last_day?;
        let same = self.sentence(self.found[named_by].first) == self.sentence(self.found[index].first);
        Some((day.first_day().filter(|_| same)?, TimeBasis::Expression(named_by)))
    }

    fn sentence(&self, token: usize) -> Option<u32> {
        self.sentences.get(token).copied()
    }

    fn duration(&self, index: usize, length: Length, window: Option<Window>) -> Resolved {
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

    fn distance(&self, index: usize, length: Length, direction: Direction) -> Resolved {
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
            Direction::Earlier | Direction::Later => self.day_before(),
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

    /// The day named last in the text, else publication.
    fn day_before(&self) -> (Option<NaiveDate>, TimeBasis) {
        match self.last_day {
            Some((Period::Day(day), index)) => (Some(day), TimeBasis::Expression(index)),
            _ => (self.published, self.publication()),
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

/// The TIMEX3 value of what cannot be reckoned from anything.
fn underspecified(meaning: &Meaning) -> String {
    match meaning {
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
