//! Lengths of time: "three years", "10 to 12 days", "several months".
//!
//! A [`Length`] is how long, with the TIMEX3 value `P3Y`, `PT16H`, `PXM`; `duration` reads it, `anchor` counts it
//! from a day.

use super::value;
use crate::lexicon::time_word::Unit;
use chrono::NaiveDate;

/// A number of units; the number may be untold, or lie between two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// The smallest number; `None` for "several".
    pub least: Option<u32>,
    /// The greatest number: another than `least` in "10 to 12 days".
    pub most: Option<u32>,
    /// Half a unit more: "a year and a half".
    pub half: bool,
    /// What is counted.
    pub unit: Unit,
}

impl Length {
    /// So many units.
    pub(super) fn of(count: Option<u32>, unit: Unit) -> Self {
        Self {
            least: count,
            most: count,
            half: false,
            unit,
        }
    }

    /// The TIMEX3 value, of the smallest number where there are two.
    pub(super) fn value(self) -> String {
        let (clock, letter, each) = match self.unit {
            Unit::Second => ("T", 'S', 1),
            Unit::Minute => ("T", 'M', 1),
            Unit::Hour => ("T", 'H', 1),
            Unit::Day => ("", 'D', 1),
            Unit::Week => ("", 'W', 1),
            Unit::Month => ("", 'M', 1),
            Unit::Quarter => ("", 'Q', 1),
            Unit::Year => ("", 'Y', 1),
            Unit::Decade => ("", 'Y', 10),
            Unit::Century => ("", 'Y', 100),
        };
        match self.least {
            None => format!("P{clock}X{}", self.untold_letter(letter)),
            Some(count) => {
                let number = u64::from(count) * each;
                let whole = if number == 0 && self.half {
                    String::new()
                } else {
                    format!("{number}{letter}")
                };
                format!("P{clock}{whole}{}", self.half_value())
            }
        }
    }

    /// TIMEX3 has letters of their own for decades and centuries that are not counted.
    fn untold_letter(self, letter: char) -> char {
        match self.unit {
            Unit::Decade => 'E',
            Unit::Century => 'C',
            _ => letter,
        }
    }

    fn half_value(self) -> &'static str {
        match self.unit {
            _ if !self.half => "",
            Unit::Minute => "30S",
            Unit::Hour => "30M",
            Unit::Day => "T12H",
            Unit::Month => "15D",
            Unit::Year => "6M",
            Unit::Decade => "5Y",
            Unit::Century => "50Y",
            Unit::Second | Unit::Week | Unit::Quarter => "",
        }
    }

    /// The days at which it ends when it is counted from a day: the same day twice but for "10 to 12 days".
    pub(super) fn ends_after(self, day: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        Some((self.step(day, self.least?, 1)?, self.step(day, self.most?, 1)?))
    }

    /// The days at which it begins when it ends at a day, the earlier first.
    pub(super) fn begins_before(self, day: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        Some((self.step(day, self.most?, -1)?, self.step(day, self.least?, -1)?))
    }

    /// Hours count as days where they make whole ones: "48 hours" is two days.
    fn step(self, day: NaiveDate, count: u32, sign: i64) -> Option<NaiveDate> {
        let count = i64::from(count) * sign;
        let whole = match self.unit {
            Unit::Hour => value::later(day, Unit::Day, count / 24)?,
            unit => value::later(day, unit, count)?,
        };
        match (self.half, self.unit) {
            (true, Unit::Year) => value::later(whole, Unit::Month, 6 * sign),
            (true, Unit::Decade) => value::later(whole, Unit::Year, 5 * sign),
            (true, Unit::Month) => value::later(whole, Unit::Day, 15 * sign),
            _ => Some(whole),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values() {
        let half = Length {
            half: true,
            ..Length::of(Some(2), Unit::Year)
        };
        let shown: Vec<String> = [
            Length::of(Some(3), Unit::Year),
            Length::of(Some(16), Unit::Hour),
            Length::of(None, Unit::Month),
            Length::of(Some(2), Unit::Decade),
            Length::of(None, Unit::Century),
            half,
            Length {
                half: true,
                ..Length::of(Some(0), Unit::Hour)
            },
        ]
        .into_iter()
        .map(Length::value)
        .collect();
        assert_eq!(shown, ["P3Y", "PT16H", "PXM", "P20Y", "PXC", "P2Y6M", "PT30M"]);
    }

    #[test]
    fn counted_from_a_day() {
        let day: NaiveDate = "2024-02-28".parse().expect("a date");
        let length = Length {
            most: Some(12),
            ..Length::of(Some(10), Unit::Day)
        };
        let (least, most) = length.ends_after(day).expect("inside the calendar");
        assert_eq!(
            (least.to_string(), most.to_string()),
            ("2024-03-09".into(), "2024-03-11".into())
        );
        let two_days = Length::of(Some(48), Unit::Hour).begins_before(day);
        assert_eq!(
            two_days.map(|(from, _)| from.to_string()),
            Some("2024-02-26".into())
        );
    }
}
