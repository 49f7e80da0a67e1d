//! Resolves what the grammar found against the day of publication and the expressions before it.
//!
//! The rules are those of news: a bare weekday is the last one unless the clause speaks of what is to come; a date
//! without a year is the nearest such day, the past one where tense says so; "a day later" counts from the day named
//! before it. Without anything to reckon from, the value is underspecified (`XXXX-WXX-2`) and there are no days.

use super::choice::{Lean, weekday_near, yearly_near};
use super::meaning::{Clock, Found, Meaning, Portion, Recurring, Which};
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
pub(super) type Named = (Period, usize);

/// What has been said so far, to reckon from.
pub(super) struct Anchor<'a> {
    pub(super) tokens: &'a Tokens<'a>,
    pub(super) found: &'a [Found],
    pub(super) published: Option<NaiveDate>,
    /// The number of the sentence in which each token stands.
    pub(super) sentences: Vec<u32>,
    pub(super) last: Option<Named>,
    pub(super) last_day: Option<Named>,
    /// The day of each month of the year that was named last, January at 0.
    pub(super) last_day_of_month: [Option<Named>; 12],
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
            last_day_of_month: [None; 12],
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
                Period::Day(day) => {
                    self.last_day = named;
                    if let Some(month) = self.last_day_of_month.get_mut(day.month0() as usize) {
                        *month = named;
                    }
                }
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

    /// The day that a deadline is spoken: one that its own sentence names before it and that is not after
    /// publication, else publication. To be asked before the expression itself is resolved.
    pub(super) fn day_spoken(&self, index: usize) -> (Option<NaiveDate>, TimeBasis) {
        let said = self
            .day_of_sentence(index)
            .filter(|(day, _)| self.published.is_none_or(|published| *day <= published));
        match said {
            Some((day, basis)) => (Some(day), basis),
            None => (self.published, self.publication()),
        }
    }

    pub(super) fn publication(&self) -> TimeBasis {
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

    pub(super) fn wordless(&self, kind: TimeType, value: String, basis: TimeBasis) -> Resolved {
        Resolved {
            kind,
            value,
            interval: None,
            basis,
            period: None,
        }
    }

    /// A date with its portion and time of day.
    pub(super) fn dated(&self, found: &Found, period: Option<Period>, basis: TimeBasis) -> Resolved {
        let clock = found.clock.map(Clock::value).unwrap_or_default();
        let value = period.map_or_else(|| found.meaning.underspecified(), Period::value);
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
    /// period that was named last, "later in" begins with it; publication is that day where the period is reckoned
    /// from it ("earlier this month"), and where none was named.
    fn bounded(&self, found: &Found, whole: Option<Interval>) -> Option<(Interval, Option<TimeBasis>)> {
        let (whole, portion) = (whole?, found.portion?);
        let inside = |day: &NaiveDate| whole.from <= *day && *day <= whole.to;
        let named = match found.meaning {
            Meaning::Shifted(..) => None,
            Meaning::Stated(Period::Month { .. }) | Meaning::Yearly(Recurring::Month(_), _) => {
                self.day_of_month(whole.from.month0())
            }
            _ => self.last_day,
        };
        let named = named
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

    pub(super) fn period(&self, index: usize) -> (Option<Period>, TimeBasis) {
        let found = &self.found[index];
        if let Meaning::Stated(period) = found.meaning {
            return (Some(period), TimeBasis::Stated);
        }
        let relative_to_text = match found.meaning {
            Meaning::FromMention(unit, by) => return self.after_mention(unit, by),
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
            Meaning::Weekday(_, Which::Bare) => self.after_range_start(index),
            // "On Tuesday … At 5 p.m. …"
            Meaning::TimeOfDay => match self.day_within(index, 1) {
                Some(named) => Some(named),
                None => return (self.published.map(Period::Day), self.publication()),
            },
            _ => None,
        };
        if let Some((period, index)) = relative_to_text {
            return (Some(period), TimeBasis::Expression(index));
        }
        let period = self
            .published
            .and_then(|published| self.near_publication(found, published));
        (
            period,
            if period.is_some() {
                TimeBasis::Publication
            } else {
                TimeBasis::Unresolved
            },
        )
    }

    fn near_publication(&self, found: &Found, published: NaiveDate) -> Option<Period> {
        match found.meaning {
            Meaning::Yearly(recurring, which) => yearly_near(
                recurring,
                which,
                published,
                || self.tense(found),
                self.lean(found),
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

    pub(super) fn tense(&self, found: &Found) -> Option<Tense> {
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

    /// Which way the words right before a date lean, whatever the tense of the clause.
    fn lean(&self, found: &Found) -> Lean {
        let forward = ["until", "till", "by", "to", "before", "through", "effective"];
        match found.first.checked_sub(1) {
            // "extended to Nov. 16", "until 9 May"
            Some(place) if self.tokens.is(place, &forward) => Lean::Forward,
            _ if tense::own_verb_is_past(self.tokens, found.first) => Lean::Back,
            _ => Lean::Neither,
        }
    }

    fn weekend(&self, found: &Found, which: Which, published: NaiveDate) -> Option<Period> {
        let weeks = match which {
            Which::Last => -1,
            Which::Next => 1,
            // Early in the week, the weekend is the one that is over.
            Which::Bare | Which::This if published.weekday().num_days_from_monday() < 3 => {
                match (which, self.tense(found)) {
                    (_, Some(Tense::Past)) | (Which::Bare, None) => -1,
                    _ => 0,
                }
            }
            _ => 0,
        };
        Some(Period::weekend(later(published, Unit::Week, weeks)?))
    }
}
