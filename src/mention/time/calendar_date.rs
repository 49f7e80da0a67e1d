//! Dates by the calendar: "10 March 2025", "Feb. 27", "2025-03-10", "March 2025", "2016", "the 1990s", "the third
//! quarter", "spring 2024", "fiscal 1989".
//!
//! A date without its year comes round every year; `anchor` chooses the year.

use super::meaning::{Meaning, Recurring, Which};
use super::month::{day_of_month, month};
use super::quarter;
use super::token::{Kind, Tokens};
use super::value::Period;
use super::year;
use crate::lexicon::time_word::Sense;
use chrono::NaiveDate;

/// A date at a place, with the place after it.
pub(super) fn read(tokens: &Tokens, at: usize) -> Option<(usize, Meaning)> {
    numeric(tokens, at)
        .or_else(|| day_month(tokens, at))
        .or_else(|| month_day(tokens, at))
        .or_else(|| quarter::read(tokens, at))
        .or_else(|| season(tokens, at))
        .or_else(|| feast(tokens, at))
        .or_else(|| year::read(tokens, at))
}

/// "2025-03-10"; "13/03/2025" only where one of the first two cannot be a month.
fn numeric(tokens: &Tokens, at: usize) -> Option<(usize, Meaning)> {
    let ((first_width, first), mark) = (tokens.digits(at)?, tokens.text(at + 1));
    let joined = (1..5).all(|offset| tokens.joined(at + offset));
    if !joined || !matches!(mark, "-" | "/" | ".") || tokens.text(at + 3) != mark {
        return None;
    }
    let ((_, second), (last_width, last)) = (tokens.digits(at + 2)?, tokens.digits(at + 4)?);
    let (year, month, day) = match (first_width, last_width) {
        (4, 1..=2) if mark != "." => (first, second, last),
        (1..=2, 4) if second > 12 && mark == "/" => (last, first, second),
        (1..=2, 4) if first > 12 || first == second || mark == "." => (last, second, first),
        _ => return None,
    };
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    Some((at + 5, Meaning::Stated(Period::Day(date))))
}

/// "10 March 2025", "10th of March", "the third of June".
fn day_month(tokens: &Tokens, at: usize) -> Option<(usize, Meaning)> {
    let start = if tokens.is(at, &["the"]) { at + 1 } else { at };
    let (place, day) = day_of_month(tokens, start)?;
    if start > 0 && tokens.is(start - 1, &["$", "£", "€", ",", "."]) && tokens.joined(start) {
        return None;
    }
    let of = tokens.is(place, &["of"]);
    // "the third of June" is a date, "10 of March" none.
    if of && tokens.digits(place - 1).is_some() {
        return None;
    }
    let (end, month) = month(tokens, if of { place + 1 } else { place }, true)?;
    with_year(tokens, end, Recurring::Day { month, day })
}

/// "March 10, 2025", "Feb. 27", "March eighth", "March 2025", "January this year", "March".
fn month_day(tokens: &Tokens, at: usize) -> Option<(usize, Meaning)> {
    let (turn, which) = turn(tokens, at);
    let (end, month) = month(tokens, turn, turn > at)?;
    let day = day_of_month(tokens, end).filter(|(place, _)| !counts_something(tokens, *place));
    match day {
        Some((end, day)) if turn == at => with_year(tokens, end, Recurring::Day { month, day }),
        Some((end, day)) => Some((end, Meaning::Yearly(Recurring::Day { month, day }, which))),
        _ if turn > at => Some((end, Meaning::Yearly(Recurring::Month(month), which))),
        _ => with_year(tokens, end, Recurring::Month(month)),
    }
}

/// Whether the number before this place goes on ("March 10,000", "March 12.5", "May 15 percent").
fn counts_something(tokens: &Tokens, at: usize) -> bool {
    let goes_on = tokens.is(at, &[",", ".", ":", "/"]) && tokens.joined(at) && tokens.joined(at + 1);
    (goes_on && tokens.kind(at + 1) == Kind::Number) || tokens.is(at, &["%", "percent"])
}

/// "last May", "this September", "next spring", "this past spring": which one, and the place after those words.
fn turn(tokens: &Tokens, at: usize) -> (usize, Which) {
    let place = if tokens.is(at, &["this"]) && tokens.is(at + 1, &["past", "coming"]) {
        at + 1
    } else {
        at
    };
    match tokens.text(place) {
        "last" | "past" => (place + 1, Which::Last),
        "next" | "coming" => (place + 1, Which::Next),
        "this" => (place + 1, Which::This),
        _ => (at, Which::Bare),
    }
}

/// What comes round every year, with the year that may follow it.
pub(super) fn with_year(tokens: &Tokens, end: usize, recurring: Recurring) -> Option<(usize, Meaning)> {
    match year::following(tokens, end) {
        // "February 29, 2023" is no day.
        Some((place, year::Following::Stated(year))) => recurring
            .in_year(year)
            .map(|period| (place, Meaning::Stated(period))),
        Some((place, year::Following::Shifted(shift))) => {
            Some((place, Meaning::Yearly(recurring, Which::YearShifted(shift))))
        }
        // A day that no year has ("April 31") is no date; the 29th of February comes round.
        None => recurring
            .in_year(2024)
            .map(|_| (end, Meaning::Yearly(recurring, Which::Bare))),
    }
}

/// "spring 2024", "last fall", "the summer", "the winter of 1994".
fn season(tokens: &Tokens, at: usize) -> Option<(usize, Meaning)> {
    let (turned, which) = turn(tokens, at);
    let article = turned == at && tokens.is(at, &["the"]);
    let place = if article { at + 1 } else { turned };
    let (end, season) = tokens.sense(place, |sense| match sense {
        Sense::Season(season) => Some(*season),
        _ => None,
    })?;
    if turned > at {
        return Some((end, Meaning::Yearly(Recurring::Season(season), which)));
    }
    let (place, meaning) = with_year(tokens, end, Recurring::Season(season))?;
    // "prices fall", "a spring", "the fall of the government": without a year, only after "in".
    let told = place > end;
    let licensed = tokens.is(
        at.wrapping_sub(1),
        &[
            "in", "during", "until", "by", "since", "late", "early", "mid", "of", "over", "into",
        ],
    ) && (article || tokens.text(at) != "fall")
        && !tokens.is(end, &["of", "in", "from"])
        && !tokens.hyphen(end);
    (told || licensed).then_some((place, meaning))
}

/// "Christmas Eve", "last Thanksgiving".
fn feast(tokens: &Tokens, at: usize) -> Option<(usize, Meaning)> {
    let (turned, which) = turn(tokens, at);
    let capital = tokens.capital(turned);
    let (end, named) = tokens.sense(turned, |sense| match sense {
        Sense::NamedDay(named) if capital => Some(*named),
        _ => None,
    })?;
    if turned > at {
        return Some((end, Meaning::Yearly(Recurring::Named(named), which)));
    }
    // "the Christmas tree", "a Halloween party" name no day; "the Labour Day march" does.
    let attribute = end == turned + 1 && year::content_word(tokens, end);
    with_year(tokens, end, Recurring::Named(named)).filter(|_| !attribute)
}

#[cfg(test)]
mod tests {
    use crate::mention::time::testing::values;

    #[test]
    fn reads() {
        insta::assert_snapshot!(values("\
            The bank opened on 10 March 2025, on March 10, 2025, on Feb. 27 and on the third of June.
            It closed on 2025-03-10 and 13/03/2025, not on 10/03/2025.
            The 10th of March 2024 was a Sunday; Feb. 29, 2024 too, but never Feb. 29, 2023.
            In March, in March 2024, in January this year and in June last year the river rose.
            Last spring, this summer, in spring 2024 and in the winter of 2019 it froze.
            Last Thanksgiving and on Christmas Eve, the Christmas market was shut."), @r"
        The bank opened on [10 March 2025 = 2025-03-10], on [March 10, 2025 = 2025-03-10], on [Feb. 27 = 2025-02-27] and on [the third of June = 2025-06-03].
        It closed on [2025-03-10 = 2025-03-10] and [13/03/2025 = 2025-03-13], not on 10/03/2025.
        [The 10th of March 2024 = 2024-03-10] was a [Sunday = 2025-06-15]; [Feb. 29, 2024 = 2024-02-29] too, but never Feb. 29, [2023 = 2023].
        In [March = 2025-03], in [March 2024 = 2024-03], in [January this year = 2025-01] and in [June last year = 2024-06] the river rose.
        [Last spring = 2025-SP], [this summer = 2025-SU], in [spring 2024 = 2024-SP] and in [the winter of 2019 = 2019-WI] it froze.
        [Last Thanksgiving = 2024-11-28] and on [Christmas Eve = 2024-12-24], the Christmas market was shut.
        ");
    }
}
