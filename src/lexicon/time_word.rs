//! Words that time expressions are made of: months, weekdays, units, numbers, seasons, named days, tense.
//!
//! Reads `lexicon/time_words.tsv`. A line is a word or phrase in lower case and one sense of it; `mention::time`
//! asks for the senses that begin with a word ([`TimeWords::beginning_with`]) and combines them.

use super::table;
use chrono::Weekday;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A unit of the calendar or the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// A second of time.
    Second,
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// A week, from Monday (ISO 8601).
    Week,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

/// A season of the northern year, by whole months: spring is March to May.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Season {
    /// March to May.
    Spring,
    /// June to August.
    Summer,
    /// September to November.
    Autumn,
    /// December to February of the next year.
    Winter,
}

/// A part of the day, as TIMEX3 names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayPart {
    /// `MO`
    Morning,
    /// `AF`
    Afternoon,
    /// `EV`
    Evening,
    /// `NI`
    Night,
}

/// How the day of a feast is found in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NamedDay {
    /// The same day of the same month each year.
    Fixed {
        /// 1 to 12.
        month: u32,
        /// 1 to 31.
        day: u32,
    },
    /// The nth such weekday of a month; more than four means the last.
    NthWeekday {
        /// 1 to 12.
        month: u32,
        /// Which day of the week.
        weekday: Weekday,
        /// 1 to 4, or more for the last.
        nth: u8,
    },
    /// So many days after Easter Sunday of the western churches.
    Easter {
        /// Days after; before where negative.
        offset: i64,
    },
}

/// What the form of a verb says about the time of its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tense {
    /// It has happened.
    Past,
    /// It is to come.
    Future,
}

/// One sense of a word or phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sense {
    /// A month, 1 to 12; `name` where it is also a name or a common word ("April", "May", "March").
    Month {
        /// 1 to 12.
        month: u32,
        /// Also a given name or a verb.
        name: bool,
        /// An abbreviation, which may take a full stop.
        short: bool,
    },
    /// A day of the week; `short` where it is an abbreviation ("Sun").
    Weekday {
        /// Which day.
        weekday: Weekday,
        /// An abbreviation, which counts only before a date.
        short: bool,
    },
    /// A unit of time.
    Unit {
        /// Which unit.
        unit: Unit,
        /// "days" rather than "day".
        plural: bool,
    },
    /// A number word.
    Number(u32),
    /// An ordinal word.
    Ordinal(u32),
    /// A number that is not told ("several"), or is so by custom ("a couple").
    Vague(Option<u32>),
    /// A season.
    Season(Season),
    /// A part of the day; `plural` for one that recurs ("Monday nights").
    DayPart {
        /// Which part.
        part: DayPart,
        /// "nights" rather than "night".
        plural: bool,
    },
    /// A time of the clock with a name, in minutes after midnight.
    Clock(u32),
    /// A day counted from today.
    DeicticDay(i64),
    /// A part of a day counted from today.
    DeicticPart(i64, DayPart),
    /// `PAST_REF`, `PRESENT_REF`, `FUTURE_REF`.
    Reference(String),
    /// Something that recurs, with its TIMEX3 value.
    Set(String),
    /// A feast.
    NamedDay(NamedDay),
    /// A word that loosens a number: "about".
    Approximator,
    /// A time zone.
    TimeZone,
    /// A word that tells the tense of its clause.
    Tense(Tense),
    /// A word of intention, whose object is to come.
    Intent,
}

/// A word or phrase with one of its senses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeWord {
    /// Its words, lower case, as the tokens of `mention::time` have them ("'" and "-" apart).
    pub words: Vec<String>,
    /// What it means.
    pub sense: Sense,
    /// A sentence that shows it, the expression marked as `{words=value}`.
    pub example: String,
}

/// The table, by first word.
#[derive(Clone, Debug, Default)]
pub struct TimeWords {
    by_first_word: BTreeMap<String, Vec<TimeWord>>,
}

impl TimeWords {
    /// The table that comes with the program.
    pub(super) fn standard() -> Self {
        let rows: Vec<Row> = table::rows(FILE, include_str!("../../lexicon/time_words.tsv"));
        let mut by_first_word: BTreeMap<String, Vec<TimeWord>> = BTreeMap::new();
        for row in rows {
            let sense = row.sense().unwrap_or_else(|| panic!("lexicon/{FILE}: {row:?}"));
            let words = split(&row.word);
            let first = words.first().cloned().unwrap_or_default();
            by_first_word.entry(first).or_default().push(TimeWord {
                words,
                sense,
                example: row.example,
            });
        }
        for words in by_first_word.values_mut() {
            // Longest first, so that "Christmas Eve" is tried before "Christmas".
            words.sort_by_key(|word| std::cmp::Reverse(word.words.len()));
        }
        Self { by_first_word }
    }

    /// The words and phrases that begin with a word in lower case, the longest first.
    pub fn beginning_with(&self, word: &str) -> &[TimeWord] {
        self.by_first_word.get(word).map_or(&[], Vec::as_slice)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &TimeWord> {
        self.by_first_word.values().flatten()
    }
}

const FILE: &str = "time_words.tsv";

#[derive(Debug, Deserialize)]
struct Row {
    word: String,
    kind: String,
    value: String,
    example: String,
}

impl Row {
    fn sense(&self) -> Option<Sense> {
        let value = self.value.as_str();
        let number = || value.parse::<u32>().ok();
        Some(match self.kind.as_str() {
            "month" | "name-month" | "month-short" => Sense::Month {
                month: number().filter(|month| (1..=12).contains(month))?,
                name: self.kind == "name-month",
                short: self.kind == "month-short",
            },
            "weekday" | "weekday-short" => Sense::Weekday {
                weekday: weekday(value)?,
                short: self.kind == "weekday-short",
            },
            "unit" | "units" => Sense::Unit {
                unit: unit(value)?,
                plural: self.kind == "units",
            },
            "number" => Sense::Number(number()?),
            "ordinal" => Sense::Ordinal(number()?),
            "vague" => Sense::Vague(number()),
            "season" => Sense::Season(season(value)?),
            "day-part" | "day-parts" => Sense::DayPart {
                part: day_part(value)?,
                plural: self.kind == "day-parts",
            },
            "clock" => {
                let (hour, minute) = value.split_once(':')?;
                Sense::Clock(hour.parse::<u32>().ok()? * 60 + minute.parse::<u32>().ok()?)
            }
            "deictic-day" => Sense::DeicticDay(value.parse().ok()?),
            "deictic-part" => {
                let (offset, part) = value.split_once('T')?;
                Sense::DeicticPart(offset.parse().ok()?, day_part(part)?)
            }
            "reference" => Sense::Reference(value.to_owned()),
            "set" => Sense::Set(value.to_owned()),
            "named-day" => Sense::NamedDay(named_day(value)?),
            "approximator" => Sense::Approximator,
            "time-zone" => Sense::TimeZone,
            "intent" => Sense::Intent,
            "tense" => Sense::Tense(match value {
                "past" => Tense::Past,
                "future" => Tense::Future,
                _ => return None,
            }),
            _ => return None,
        })
    }
}

/// Splits a phrase as the tokens of a text are split: letters together, every mark by itself.
fn split(phrase: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for part in phrase.split_whitespace() {
        let mut open = false;
        for character in part.chars() {
            match words.last_mut() {
                Some(word) if open && character.is_alphabetic() => word.push(character),
                _ => words.push(character.to_string()),
            }
            open = character.is_alphabetic();
        }
    }
    words
}

fn weekday(value: &str) -> Option<Weekday> {
    let number = value.parse::<u8>().ok()?;
    Weekday::try_from(number.checked_sub(1)?).ok()
}

fn unit(value: &str) -> Option<Unit> {
    Some(match value {
        "second" => Unit::Second,
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "week" => Unit::Week,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        _ => return None,
    })
}

fn season(value: &str) -> Option<Season> {
    Some(match value {
        "SP" => Season::Spring,
        "SU" => Season::Summer,
        "FA" => Season::Autumn,
        "WI" => Season::Winter,
        _ => return None,
    })
}

fn day_part(value: &str) -> Option<DayPart> {
    Some(match value {
        "MO" => DayPart::Morning,
        "AF" => DayPart::Afternoon,
        "EV" => DayPart::Evening,
        "NI" => DayPart::Night,
        _ => return None,
    })
}

/// `12-25`, `11-4-4` (month, weekday, which; 9 for the last), `easter`, `easter-2`.
fn named_day(value: &str) -> Option<NamedDay> {
    if let Some(offset) = value.strip_prefix("easter") {
        let offset = if offset.is_empty() {
            0
        } else {
            offset.parse().ok()?
        };
        return Some(NamedDay::Easter { offset });
    }
    let parts: Vec<&str> = value.split('-').collect();
    match parts.as_slice() {
        [month, day] => Some(NamedDay::Fixed {
            month: month.parse().ok()?,
            day: day.parse().ok()?,
        }),
        [month, day, nth] => Some(NamedDay::NthWeekday {
            month: month.parse().ok()?,
            weekday: weekday(day)?,
            nth: nth.parse().ok()?,
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standard_table_loads_and_no_line_stands_twice() {
        let words = TimeWords::standard();
        let all: Vec<&TimeWord> = words.iter().collect();
        for (index, word) in all.iter().enumerate() {
            let twin = all[..index]
                .iter()
                .find(|other| other.words == word.words && other.sense == word.sense);
            assert_eq!(twin, None, "{word:?} stands twice");
        }
        assert!(matches!(
            words.beginning_with("february")[0].sense,
            Sense::Month { month: 2, .. }
        ));
    }

    #[test]
    fn phrases_are_split_as_text_is() {
        assert_eq!(split("new year's eve"), ["new", "year", "'", "s", "eve"]);
    }
}
