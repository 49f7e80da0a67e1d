//! The days of feasts: Christmas, the fourth Thursday of November, Easter and what hangs on it.

use super::value::days_later;
use crate::lexicon::time_word::NamedDay;
use chrono::NaiveDate;

/// The day of a feast in a year.
pub(super) fn named_day(named: NamedDay, year: i32) -> Option<NaiveDate> {
    match named {
        NamedDay::Fixed { month, day } => NaiveDate::from_ymd_opt(year, month, day),
        NamedDay::NthWeekday { month, weekday, nth } => {
            NaiveDate::from_weekday_of_month_opt(year, month, weekday, nth).or_else(|| {
                (4..=5)
                    .rev()
                    .find_map(|last| NaiveDate::from_weekday_of_month_opt(year, month, weekday, last))
            })
        }
        NamedDay::Easter { offset } => days_later(easter(year)?, offset),
    }
}

/// Easter Sunday of the western churches (the anonymous Gregorian algorithm, Meeus 1991, chapter 8).
fn easter(year: i32) -> Option<NaiveDate> {
    if !(1583..=9999).contains(&year) {
        return None;
    }
    let golden = year % 19;
    let (century, of_century) = (year / 100, year % 100);
    let epact_shift = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - epact_shift + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let correction = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * correction + 114;
    NaiveDate::from_ymd_opt(
        year,
        u32::try_from(days / 31).ok()?,
        u32::try_from(days % 31 + 1).ok()?,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Weekday;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date of this test")
    }

    #[test]
    fn feasts_fall_on_their_days() {
        assert_eq!(
            named_day(NamedDay::Easter { offset: 0 }, 2025),
            Some(day("2025-04-20"))
        );
        assert_eq!(
            named_day(NamedDay::Easter { offset: -2 }, 2024),
            Some(day("2024-03-29"))
        );
        let last_monday = NamedDay::NthWeekday {
            month: 5,
            weekday: Weekday::Mon,
            nth: 9,
        };
        assert_eq!(named_day(last_monday, 2025), Some(day("2025-05-26")));
    }
}
