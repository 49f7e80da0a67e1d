//! Puts the rule families together: portion + date, date + time of day, and which family wins at a place.
//!
//! At each token every family is asked; the longest reading wins, the earlier family where two are as long. Each looks
//! a bounded number of tokens ahead, so the whole is linear.

use super::meaning::{Clock, Found, Meaning, Portion};
use super::token::Tokens;
use super::{calendar_date, clock, deictic, duration, relative, set, weekday};
use crate::lexicon::time_word::Sense;

/// All expressions of a text, in order; none overlaps another.
pub(super) fn read_all(tokens: &Tokens) -> Vec<Found> {
    let mut all = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if let Some(end) = duration::age(tokens, at) {
            at = end;
        } else if let Some(found) = expression(tokens, at) {
            at = found.end.max(at + 1);
            all.push(found);
        } else {
            at += 1;
        }
    }
    all
}

type Family = fn(&Tokens, usize) -> Option<Found>;

const FAMILIES: [Family; 10] = [
    dated,
    clock_first,
    deictic::part_of_day,
    deictic::unit_before,
    deictic::year_end,
    relative::read,
    set::read,
    duration::read,
    deictic::reference,
    portioned,
];

fn expression(tokens: &Tokens, at: usize) -> Option<Found> {
    FAMILIES.iter().filter_map(|family| family(tokens, at)).fold(
        None,
        |best: Option<Found>, found| match best {
            Some(best) if best.end >= found.end => Some(best),
            _ => Some(found),
        },
    )
}

/// A date without portion or time of day.
fn date(tokens: &Tokens, at: usize) -> Option<(usize, Meaning)> {
    let readings = [
        weekday::read(tokens, at),
        deictic::read(tokens, at),
        calendar_date::read(tokens, at),
    ];
    readings
        .into_iter()
        .flatten()
        .reduce(|best, reading| if reading.0 > best.0 { reading } else { best })
}

/// A date with the time of day that may follow: "Monday morning", "Tuesday at 5 p.m.", "10 March 2025, 12:38".
fn dated(tokens: &Tokens, at: usize) -> Option<Found> {
    let (end, meaning) = date(tokens, at)?;
    let found = Found::new(at, end, meaning);
    let place = if tokens.is(end, &[",", "at"]) {
        end + 1
    } else {
        end
    };
    if let Some((end, clock)) = clock::read(tokens, place) {
        return Some(Found {
            end,
            clock: Some(clock),
            ..found
        });
    }
    let part = tokens.sense(end, |sense| match sense {
        Sense::DayPart { part, plural: false } => Some(Clock::Part(*part)),
        _ => None,
    });
    match part.filter(|_| names_a_day(&found.meaning)) {
        Some((end, clock)) => Some(Found {
            end,
            clock: Some(clock),
            ..found
        }),
        None => Some(found),
    }
}

fn names_a_day(meaning: &Meaning) -> bool {
    use super::value::Period;
    use crate::lexicon::time_word::Unit;
    matches!(
        meaning,
        Meaning::Weekday(..)
            | Meaning::Shifted(Unit::Day, _)
            | Meaning::FromMention(Unit::Day, _)
            | Meaning::Stated(Period::Day(_))
    )
}

/// A time of day with the date that may follow: "5 p.m. EST, Nov. 6", "noon on Thursday", "12:38".
fn clock_first(tokens: &Tokens, at: usize) -> Option<Found> {
    let start = duration::after_approximator(tokens, at);
    let (end, clock) = clock::read(tokens, start)?;
    let place = if tokens.is(end, &[",", "on"]) {
        end + 1
    } else {
        end
    };
    let day = date(tokens, place).filter(|(_, meaning)| {
        names_a_day(meaning) || matches!(meaning, Meaning::Yearly(super::meaning::Recurring::Day { .. }, _))
    });
    let (end, meaning) = day.unwrap_or((end, Meaning::TimeOfDay));
    Some(Found {
        clock: Some(clock),
        ..Found::new(at, end, meaning)
    })
}

/// "early 2024", "mid-May", "the end of March", "earlier in February", "later this year", "around Nov. 1".
fn portioned(tokens: &Tokens, at: usize) -> Option<Found> {
    let (place, portion) = portion(tokens, at)?;
    let inner = dated(tokens, place)
        .or_else(|| deictic::part_of_day(tokens, place))
        .or_else(|| deictic::year_end(tokens, place))
        .or_else(|| day_part_alone(tokens, place).filter(|_| portion == Some(Portion::Middle)))?;
    // "to get around Wednesday's ruling"
    let way_round = portion.is_none() && matches!(inner.meaning, Meaning::Weekday(..));
    (!way_round).then_some(Found {
        first: at,
        portion,
        ..inner
    })
}

/// "mid-afternoon"
fn day_part_alone(tokens: &Tokens, at: usize) -> Option<Found> {
    let (end, part) = tokens.sense(at, |sense| match sense {
        Sense::DayPart { part, plural: false } => Some(*part),
        _ => None,
    })?;
    let (end, meaning) = deictic::read(tokens, end)
        .filter(|(_, meaning)| names_a_day(meaning))
        .unwrap_or((end, Meaning::TimeOfDay));
    Some(Found {
        clock: Some(Clock::Part(part)),
        ..Found::new(at, end, meaning)
    })
}

/// The words of a portion, with the place after them; no portion for "around" and "sometime".
fn portion(tokens: &Tokens, at: usize) -> Option<(usize, Option<Portion>)> {
    let start = if tokens.is(at, &["the"]) { at + 1 } else { at };
    let next = start + 1;
    let (portion, place) = match tokens.text(start) {
        "early" => (Portion::Start, after_in(tokens, next)),
        "late" => (Portion::End, after_in(tokens, next)),
        "mid" => (Portion::Middle, after_in(tokens, next)),
        "earlier" if start == at => (Portion::Earlier, after_in(tokens, next)),
        "later" if start == at => (Portion::Later, after_in(tokens, next)),
        "beginning" | "start" if tokens.is(next, &["of"]) => (Portion::Start, next + 1),
        "middle" if tokens.is(next, &["of"]) => (Portion::Middle, next + 1),
        "end" | "close" if tokens.is(next, &["of"]) => (Portion::VeryEnd, next + 1),
        "around" if start == at => return Some((next, None)),
        "sometime" if start == at => return Some((after_in(tokens, next), None)),
        _ => return None,
    };
    Some((place, Some(portion)))
}

fn after_in(tokens: &Tokens, at: usize) -> usize {
    if tokens.hyphen(at) || tokens.is(at, &["in", "on"]) {
        at + 1
    } else {
        at
    }
}

#[cfg(test)]
mod tests {
    use crate::mention::time::testing::days;

    #[test]
    fn reads() {
        insta::assert_snapshot!(days("\
            Early 2024, late June, mid-May, the end of March, the beginning of this week, the early 1980s.
            Earlier this month, later this year, earlier on Monday, around May 9, late on Tuesday."), @r"
        [Early 2024 = 2024-01-01..2024-04-30], [late June = 2025-06-21..2025-06-30], [mid-May = 2025-05-11..2025-05-21], [the end of March = 2025-03-22..2025-03-31], [the beginning of this week = 2025-06-16..2025-06-17], [the early 1980s = 1980-01-01..1983-04-30].
        [Earlier this month = 2025-06-01..2025-06-18], [later this year = 2025-06-18..2025-12-31], [earlier on Monday = 2025-06-16], [around May 9 = 2025-05-09], [late on Tuesday = 2025-06-17].
        ");
    }
}
