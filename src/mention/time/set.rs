//! What recurs: "every week", "each Thursday", "daily", "Mondays", "once a month", "per year".

use super::duration::unit;
use super::length::Length;
use super::meaning::{Found, Meaning, day_part_code};
use super::number::quantity;
use super::token::{Kind, Tokens};
use super::value::season_code;
use crate::lexicon::time_word::{Sense, Unit};

/// A set at a place.
pub(super) fn read(tokens: &Tokens, at: usize) -> Option<Found> {
    every(tokens, at)
        .or_else(|| rate(tokens, at))
        .or_else(|| weekday_nights(tokens, at))
        .or_else(|| set_word(tokens, at))
        .map(|(end, value)| Found::new(at, end, Meaning::Set(value)))
}

/// "every day", "each Thursday", "every other week", "every two years".
fn every(tokens: &Tokens, at: usize) -> Option<(usize, String)> {
    if !tokens.is(at, &["every", "each"]) {
        return None;
    }
    let other = tokens.is(at + 1, &["other", "second"]);
    let place = if other { at + 2 } else { at + 1 };
    if let Some((end, value)) = recurring_value(tokens, place) {
        return Some((end, value));
    }
    let (place, count) = match quantity(tokens, place) {
        Some((end, quantity)) if tokens.is(at, &["every"]) => (end, quantity.count),
        _ => (place, Some(if other { 2 } else { 1 })),
    };
    let (end, unit, _) = unit(tokens, place)?;
    // "each second of the film"
    let counted = unit >= Unit::Hour || tokens.is(at, &["every"]);
    (counted && count.is_some()).then(|| (end, Length::of(count, unit).value()))
}

/// The value of a weekday, month, season or part of the day that recurs.
fn recurring_value(tokens: &Tokens, at: usize) -> Option<(usize, String)> {
    let capital = tokens.capital(at);
    let (end, value) = tokens.sense(at, |sense| match sense {
        Sense::Weekday {
            weekday,
            short: false,
        } if capital => Some(format!("XXXX-WXX-{}", weekday.number_from_monday())),
        Sense::Month {
            month, short: false, ..
        } if capital => Some(format!("XXXX-{month:02}")),
        Sense::Season(season) => Some(format!("XXXX-{}", season_code(*season))),
        Sense::DayPart { part, .. } => Some(format!("XXXX-XX-XXT{}", day_part_code(*part))),
        _ => None,
    })?;
    match tokens.sense(end, part_code) {
        Some((part_end, part)) if value.contains("-WXX-") => Some((part_end, format!("{value}T{part}"))),
        _ => Some((end, value)),
    }
}

fn part_code(sense: &Sense) -> Option<&'static str> {
    match sense {
        Sense::DayPart { part, .. } => Some(day_part_code(*part)),
        _ => None,
    }
}

/// "Monday nights"
fn weekday_nights(tokens: &Tokens, at: usize) -> Option<(usize, String)> {
    let capital = tokens.capital(at);
    let (end, weekday) = tokens.sense(at, |sense| match sense {
        Sense::Weekday {
            weekday,
            short: false,
        } if capital => Some(*weekday),
        _ => None,
    })?;
    let (end, part) = tokens.sense(end, |sense| match sense {
        Sense::DayPart { part, plural: true } => Some(day_part_code(*part)),
        _ => None,
    })?;
    Some((end, format!("XXXX-WXX-{}T{part}", weekday.number_from_monday())))
}

/// "daily", "annually", "Mondays"
fn set_word(tokens: &Tokens, at: usize) -> Option<(usize, String)> {
    let part_of_name = tokens.capital(at) && !tokens.opens_sentence(at) && !tokens.text(at).ends_with("days");
    tokens.sense(at, |sense| match sense {
        Sense::Set(value) if !part_of_name => Some(value.clone()),
        _ => None,
    })
}

/// "twice a week", "$30 million a year", "per day": an amount stands before it.
fn rate(tokens: &Tokens, at: usize) -> Option<(usize, String)> {
    let per = tokens.is(at, &["per"]);
    let counted = tokens.is(at, &["a", "an"]) && amount_before(tokens, at);
    if !per && !counted {
        return None;
    }
    let (end, unit, plural) = unit(tokens, at + 1)?;
    let length = tokens.is(end, &["ago", "earlier", "later", "before", "after", "and"]) || tokens.hyphen(end);
    (!plural && !length && unit >= Unit::Hour && unit != Unit::Quarter)
        .then(|| (end, Length::of(Some(1), unit).value()))
}

/// Whether a number, or a number and what it counts, stands right before: "twice", "two million", "50,000 copies".
fn amount_before(tokens: &Tokens, at: usize) -> bool {
    let counts = |place: usize| {
        tokens.kind(place) == Kind::Number
            || tokens.is(
                place,
                &[
                    "once",
                    "twice",
                    "times",
                    "million",
                    "billion",
                    "trillion",
                    "percent",
                    "%",
                    "hundreds",
                    "dozens",
                    "thousands",
                ],
            )
    };
    // "24 hours a day" is no rate.
    let Some(last) = at
        .checked_sub(1)
        .filter(|last| !tokens.is(*last, &["hours", "days"]))
    else {
        return false;
    };
    counts(last) || (tokens.is_word(last) && tokens.text(last).ends_with('s') && last > 0 && counts(last - 1))
}

#[cfg(test)]
mod tests {
    use crate::mention::time::testing::values;

    #[test]
    fn reads() {
        insta::assert_snapshot!(values("\
            Every week, each Thursday, every two years, every other day, daily, annually, each July, Monday nights.
            It costs $30 million a year and runs twice a week, 50,000 copies per day; it took a year.
            The Daily Herald is a paper."), @r"
        [Every week = P1W], [each Thursday = XXXX-WXX-4], [every two years = P2Y], [every other day = P2D], [daily = P1D], [annually = P1Y], [each July = XXXX-07], [Monday nights = XXXX-WXX-1TNI].
        It costs $30 million [a year = P1Y] and runs twice [a week = P1W], 50,000 copies [per day = P1D]; it took [a year = P1Y].
        The Daily Herald is a paper.
        ");
    }
}
