//! Quarters and halves of a year: "the third quarter", "third-quarter", "Q1 2024", "the second half of 2019".

use super::calendar_date::with_year;
use super::meaning::{Meaning, Recurring, Which};
use super::number::ordinal;
use super::token::Tokens;
use super::value::Period;
use super::year::{Following, following, four_digits};
use crate::lexicon::time_word::Unit;

/// A quarter or half at a place.
pub(super) fn read(tokens: &Tokens, at: usize) -> Option<(usize, Meaning)> {
    short(tokens, at)
        .or_else(|| after_year(tokens, at))
        .or_else(|| long(tokens, at))
        .or_else(|| half(tokens, at))
}

/// "Q1 2024", "Q3".
fn short(tokens: &Tokens, at: usize) -> Option<(usize, Meaning)> {
    let (1, quarter @ 1..=4) = tokens.digits(at + 1)? else {
        return None;
    };
    let named = tokens.is(at, &["q"]) && tokens.capital(at) && tokens.joined(at + 1);
    let letter_follows = tokens.joined(at + 2) && tokens.is_word(at + 2);
    let apart = !tokens.joined(at) && !letter_follows;
    (named && apart).then(|| with_year(tokens, at + 2, Recurring::Quarter(quarter)))?
}

/// "the third quarter of 1990", "third-quarter", "the fiscal first quarter".
fn long(tokens: &Tokens, at: usize) -> Option<(usize, Meaning)> {
    let article = tokens.is(at, &["the"]);
    let (end, quarter) = ordinal_quarter(tokens, if article { at + 1 } else { at })?;
    // "the third-quarter loss": the article is the noun's.
    if article && tokens.is(end - 2, &["-"]) {
        return None;
    }
    // "a third quarter of the town" is no time, but "the third quarter of 1990" is.
    with_year(tokens, end, Recurring::Quarter(quarter))
}

/// "third quarter", "fiscal first quarter", "third-quarter".
fn ordinal_quarter(tokens: &Tokens, at: usize) -> Option<(usize, u32)> {
    let fiscal = tokens.is(at, &["fiscal"]);
    let place = match fiscal {
        true if tokens.hyphen(at + 1) => at + 2,
        true => at + 1,
        false => at,
    };
    let (end, quarter) = ordinal(tokens, place).filter(|(_, quarter)| (1..=4).contains(quarter))?;
    let end = if tokens.hyphen(end) { end + 1 } else { end };
    tokens.is(end, &["quarter"]).then_some((end + 1, quarter))
}

/// "the 1988 third quarter", "the 1988 period", "this year's third quarter", "1989's fourth quarter", "last year's quarter".
fn after_year(tokens: &Tokens, at: usize) -> Option<(usize, Meaning)> {
    let start = if tokens.is(at, &["the"]) { at + 1 } else { at };
    let possessive =
        |place| tokens.is(place, &["'"]) && tokens.is(place + 1, &["s"]) && tokens.joined(place + 1);
    if let Some(year) = four_digits(tokens, start) {
        let place = if possessive(start + 1) {
            start + 3
        } else {
            start + 1
        };
        if start > at && tokens.is(place, &["quarter", "period"]) {
            return Some((place + 1, Meaning::InYear(year)));
        }
        let (end, quarter) = ordinal_quarter(tokens, place)?;
        return Some((end, Meaning::Stated(Period::Quarter { year, quarter })));
    }
    let shift = match tokens.text(start) {
        "this" => 0,
        "last" => -1,
        "next" => 1,
        _ => return None,
    };
    if !tokens.is(start + 1, &["year"]) || !possessive(start + 2) {
        return None;
    }
    let (end, quarter) = ordinal_quarter(tokens, start + 4)?;
    Some((
        end,
        Meaning::Yearly(Recurring::Quarter(quarter), Which::YearShifted(shift)),
    ))
}

/// "the second half of 2019", "the first half of the year", "the last half of 1989", "first half of last year".
fn half(tokens: &Tokens, at: usize) -> Option<(usize, Meaning)> {
    let start = if tokens.is(at, &["the"]) { at + 1 } else { at };
    let (place, half) = match ordinal(tokens, start) {
        Some((end, half @ 1..=2)) => (end, half),
        _ if tokens.is(start, &["last", "latter"]) => (start + 1, 2),
        _ => return None,
    };
    if !tokens.are(place, &["half", "of"]) {
        return None;
    }
    if tokens.are(place + 2, &["the", "year"]) {
        return Some((
            place + 4,
            Meaning::Yearly(Recurring::Half(half), Which::YearShifted(0)),
        ));
    }
    match following(tokens, place + 1)? {
        (end, Following::Stated(year)) => Some((end, Meaning::Stated(Period::Half { year, half }))),
        (end, Following::Shifted(shift)) => Some((
            end,
            Meaning::Yearly(Recurring::Half(half), Which::YearShifted(shift)),
        )),
    }
}

/// "the quarter", "the latest quarter", "the latest period": what the report is about.
pub(super) fn latest(tokens: &Tokens, at: usize) -> Option<(usize, Meaning)> {
    if !tokens.is(at, &["the"]) {
        return None;
    }
    let told = tokens.is(at + 1, &["latest"]);
    let place = if told { at + 2 } else { at + 1 };
    let period = told && tokens.is(place, &["period"]);
    (tokens.is(place, &["quarter"]) || period).then_some((place + 1, Meaning::Latest(Unit::Quarter)))
}

#[cfg(test)]
mod tests {
    use crate::mention::time::testing::values;

    #[test]
    fn reads() {
        insta::assert_snapshot!(values("\
            Profit fell in the third quarter, a third-quarter loss, in Q1 2024 and in the second quarter of 2023.
            It grew in the first half of 2019, in last year's fourth quarter and in the fiscal first quarter.
            In the first quarter of 2025 it made 4 million; for the quarter a year ago, it lost 2. A year earlier it had lost 3."), @r"
        Profit fell in [the third quarter = 2024-Q3], a [third-quarter = 2024-Q3] loss, in [Q1 2024 = 2024-Q1] and in [the second quarter of 2023 = 2023-Q2].
        It grew in [the first half of 2019 = 2019-H1], in [last year's fourth quarter = 2024-Q4] and in [the fiscal first quarter = 2025-Q1].
        In [the first quarter of 2025 = 2025-Q1] it made 4 million; for [the quarter = 2025-Q1] [a year ago = 2024-Q1], it lost 2. [A year earlier = 2024-Q1] it had lost 3.
        ");
    }
}
