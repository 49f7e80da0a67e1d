//! Periods of the calendar: their TIMEX3 values, and the days they cover.
//!
//! A [`Period`] is what a resolved date names: a day, a week, a month, a year … Its value follows TIMEX3 (TimeML
//! 1.2.1): `2025-03-10`, `2025-W11`, `2025-W11-WE`, `2025-Q1`, `2025-H1`, `2025-SP`, `199` for a decade, `19` for
//! a century. `anchor` makes periods; `length` says how long, not when.

use super::Interval;
use crate::lexicon::time_word::{Season, Unit};
use chrono::{Datelike, Days, IsoWeek, Months, NaiveDate, Weekday};

/// A stretch of the calendar that has a TIMEX3 value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Period {
    Day(NaiveDate),
    /// An ISO week.
    Week {
        year: i32,
        week: u32,
    },
    /// Saturday and Sunday of an ISO week.
    Weekend {
        year: i32,
        week: u32,
    },
    Month {
        year: i32,
        month: u32,
    },
    Quarter {
        year: i32,
        quarter: u32,
    },
    Half {
        year: i32,
        half: u32,
    },
    Season {
        year: i32,
        season: Season,
    },
    Year(i32),
    /// The years that begin with these digits: 199 for 1990 to 1999.
    Decade(i32),
    /// The years that begin with these digits: 19 for 1900 to 1999, as TIMEX3 counts centuries.
    Century(i32),
}

impl Period {
    /// The period of a unit in which a day lies; a day for units shorter than that.
    pub(super) fn containing(day: NaiveDate, unit: Unit) -> Period {
        let year = day.year();
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Period::Day(day),
            Unit::Week => Period::week(day.iso_week()),
            Unit::Month => Period::Month {
                year,
                month: day.month(),
            },
            Unit::Quarter => Period::Quarter {
                year,
                quarter: day.month0() / 3 + 1,
            },
            Unit::Year => Period::Year(year),
            Unit::Decade => Period::Decade(year.div_euclid(10)),
            Unit::Century => Period::Century(year.div_euclid(100)),
        }
    }

    fn week(week: IsoWeek) -> Period {
        Period::Week {
            year: week.year(),
            week: week.week(),
        }
    }

    /// The weekend of the week in which a day lies.
    pub(super) fn weekend(day: NaiveDate) -> Period {
        let week = day.iso_week();
        Period::Weekend {
            year: week.year(),
            week: week.week(),
        }
    }

    /// The TIMEX3 value.
    pub(super) fn value(self) -> String {
        match self {
            Period::Day(day) => day.format("%Y-%m-%d").to_string(),
            Period::Week { year, week } => format!("{year:04}-W{week:02}"),
            Period::Weekend { year, week } => format!("{year:04}-W{week:02}-WE"),
            Period::Month { year, month } => format!("{year:04}-{month:02}"),
            Period::Quarter { year, quarter } => format!("{year:04}-Q{quarter}"),
            Period::Half { year, half } => format!("{year:04}-H{half}"),
            Period::Season { year, season } => format!("{year:04}-{}", season_code(season)),
            Period::Year(year) => format!("{year:04}"),
            Period::Decade(digits) => format!("{digits:03}"),
            Period::Century(digits) => format!("{digits:02}"),
        }
    }

    /// The days it covers; `None` past the ends of the calendar.
    pub(super) fn interval(self) -> Option<Interval> {
        match self {
            Period::Day(day) => Some(Interval { from: day, to: day }),
            Period::Week { year, week } => Some(Interval {
                from: NaiveDate::from_isoywd_opt(year, week, Weekday::Mon)?,
                to: NaiveDate::from_isoywd_opt(year, week, Weekday::Sun)?,
            }),
            Period::Weekend { year, week } => Some(Interval {
                from: NaiveDate::from_isoywd_opt(year, week, Weekday::Sat)?,
                to: NaiveDate::from_isoywd_opt(year, week, Weekday::Sun)?,
            }),
            Period::Month { year, month } => months(year, month, 1),
            Period::Quarter { year, quarter } => months(year, quarter * 3 - 2, 3),
            Period::Half { year, half } => months(year, half * 6 - 5, 6),
            Period::Season { year, season } => months(year, season_start(season), 3),
            Period::Year(year) => months(year, 1, 12),
            Period::Decade(digits) => months(digits.checked_mul(10)?, 1, 120),
            Period::Century(digits) => months(digits.checked_mul(100)?, 1, 1200),
        }
    }

    /// The first day it covers.
    pub(super) fn first_day(self) -> Option<NaiveDate> {
        self.interval().map(|interval| interval.from)
    }

    /// The unit that it is one of; a season and a half year count as quarters.
    pub(super) fn unit(self) -> Unit {
        match self {
            Period::Day(_) => Unit::Day,
            Period::Week { .. } | Period::Weekend { .. } => Unit::Week,
            Period::Month { .. } => Unit::Month,
            Period::Quarter { .. } | Period::Half { .. } | Period::Season { .. } => Unit::Quarter,
            Period::Year(_) => Unit::Year,
            Period::Decade(_) => Unit::Decade,
            Period::Century(_) => Unit::Century,
        }
    }

    /// The same kind of period so many years later: the third quarter of 2024 becomes that of 2023.
    pub(super) fn years_later(self, years: i32) -> Option<Period> {
        Some(match self {
            Period::Month { year, month } => Period::Month {
                year: year.checked_add(years)?,
                month,
            },
            Period::Quarter { year, quarter } => Period::Quarter {
                year: year.checked_add(years)?,
                quarter,
            },
            Period::Year(year) => Period::Year(year.checked_add(years)?),
            other => Period::containing(later(other.first_day()?, Unit::Year, years.into())?, other.unit()),
        })
    }
}

/// A day so many units later, or earlier where negative. The end of a shorter month stands for a missing day.
pub(super) fn later(day: NaiveDate, unit: Unit, count: i64) -> Option<NaiveDate> {
    let months_each = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return Some(day),
        Unit::Day => return days_later(day, count),
        Unit::Week => return days_later(day, count.checked_mul(7)?),
        Unit::Month => 1,
        Unit::Quarter => 3,
        Unit::Year => 12,
        Unit::Decade => 120,
        Unit::Century => 1200,
    };
    let months = count.checked_mul(months_each)?;
    let distance = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
    if months < 0 {
        day.checked_sub_months(distance)
    } else {
        day.checked_add_months(distance)
    }
}

pub(super) fn days_later(day: NaiveDate, count: i64) -> Option<NaiveDate> {
    let distance = Days::new(count.unsigned_abs());
    if count < 0 {
        day.checked_sub_days(distance)
    } else {
        day.checked_add_days(distance)
    }
}

fn months(year: i32, month: u32, count: u32) -> Option<Interval> {
    let from = NaiveDate::from_ymd_opt(year, month, 1)?;
    let to = from.checked_add_months(Months::new(count))?.pred_opt()?;
    Some(Interval { from, to })
}

/// `SP`, `SU`, `FA`, `WI`.
pub(super) fn season_code(season: Season) -> &'static str {
    match season {
        Season::Spring => "SP",
        Season::Summer => "SU",
        Season::Autumn => "FA",
        Season::Winter => "WI",
    }
}

fn season_start(season: Season) -> u32 {
    match season {
        Season::Spring => 3,
        Season::Summer => 6,
        Season::Autumn => 9,
        Season::Winter => 12,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date of this test")
    }

    fn shown(period: Period) -> String {
        let interval = period.interval().expect("inside the calendar");
        format!("{} {}..{}", period.value(), interval.from, interval.to)
    }

    #[test]
    fn periods_cover_their_days() {
        let leap = day("2024-02-29");
        let shown: Vec<String> = [
            Unit::Day,
            Unit::Week,
            Unit::Month,
            Unit::Quarter,
            Unit::Year,
            Unit::Decade,
            Unit::Century,
        ]
        .into_iter()
        .map(|unit| shown(Period::containing(leap, unit)))
        .collect();
        insta::assert_snapshot!(shown.join("\n"), @r"
        2024-02-29 2024-02-29..2024-02-29
        2024-W09 2024-02-26..2024-03-03
        2024-02 2024-02-01..2024-02-29
        2024-Q1 2024-01-01..2024-03-31
        2024 2024-01-01..2024-12-31
        202 2020-01-01..2029-12-31
        20 2000-01-01..2099-12-31
        ");
    }

    #[test]
    fn last_days_of_a_year_belong_to_their_iso_week() {
        assert_eq!(
            shown(Period::containing(day("2021-01-01"), Unit::Week)),
            "2020-W53 2020-12-28..2021-01-03"
        );
        assert_eq!(
            shown(Period::containing(day("2024-12-30"), Unit::Week)),
            "2025-W01 2024-12-30..2025-01-05"
        );
        assert_eq!(
            shown(Period::Season {
                year: 2023,
                season: Season::Winter
            }),
            "2023-WI 2023-12-01..2024-02-29"
        );
    }

    #[test]
    fn months_and_years_end_where_the_calendar_does() {
        assert_eq!(later(day("2025-01-31"), Unit::Month, 1), Some(day("2025-02-28")));
        assert_eq!(later(day("2024-02-29"), Unit::Year, -1), Some(day("2023-02-28")));
        assert_eq!(later(NaiveDate::MAX, Unit::Day, 1), None);
        assert_eq!(later(day("2025-01-01"), Unit::Century, i64::MAX), None);
    }
}
