//! Lengths in a text: "three years", "10 to 12 days", "the past two months", "two-year", "half an hour", "months".
//!
//! Gives a [`Length`] and, where the words tie it to the present ("the past", "the next"), on which side.

use super::length::Length;
use super::meaning::{Found, Meaning, Window};
use super::number::{Quantity, quantity};
use super::token::Tokens;
use crate::lexicon::time_word::{Sense, Unit};

/// A length at a place, approximators included, the article of a following noun left out ("the [two-week] strike").
pub(super) fn read(tokens: &Tokens, at: usize) -> Option<Found> {
    let start = after_approximator(tokens, at);
    let (end, length, window) = windowed(tokens, start)
        .or_else(|| length(tokens, start).map(|(end, length)| (end, length, None)))
        .or_else(|| untold(tokens, start).filter(|_| start == at))?;
    let loose = tokens.are(end, &["or", "so"]);
    let end = if loose { end + 2 } else { end };
    Some(Found::new(at, end, Meaning::Duration(length, window)))
}

/// The place after "about", "more than" and the like.
pub(super) fn after_approximator(tokens: &Tokens, at: usize) -> usize {
    // "over an hour" is more than one; "over two years" is mostly during them.
    let during = tokens.is(at, &["over"])
        && !(tokens.is(at + 1, &["a", "an"]) || tokens.is(at.wrapping_sub(1), &["for", "just", "well"]));
    tokens
        .sense(at, |sense| {
            (*sense == Sense::Approximator && !during).then_some(())
        })
        .map_or(at, |(end, ())| end)
}

/// A unit of time: "days". "second" is a unit only where a number asks for one; the caller sees to that.
pub(super) fn unit(tokens: &Tokens, at: usize) -> Option<(usize, Unit, bool)> {
    tokens
        .sense(at, |sense| match sense {
            Sense::Unit { unit, plural } => Some((*unit, *plural)),
            _ => None,
        })
        .map(|(end, (unit, plural))| (end, unit, plural))
}

/// "three years", "10 to 12 days", "two-year", "half an hour", "a year and a half", "two more weeks".
pub(super) fn length(tokens: &Tokens, at: usize) -> Option<(usize, Length)> {
    if let Some(found) = half_unit(tokens, at) {
        return Some(found);
    }
    let article = tokens.is(at, &["a", "an"]);
    let (end, least) = quantity(tokens, at)?;
    let (end, most) = upper_bound(tokens, end, least).unwrap_or((end, least));
    let hyphen = tokens.hyphen(end);
    let place = after_adjective(tokens, if hyphen { end + 1 } else { end });
    let (end, unit, plural) = unit(tokens, place)?;
    let one = least.count == Some(1) && most == least && !least.half;
    let attributive = !plural && (hyphen || least.count.is_some_and(|count| count > 1));
    // "a several-year decline": the article is the noun's.
    if article && attributive && !tokens.is(at + 1, &["hundred", "thousand", "dozen"]) {
        return None;
    }
    // "a quarter" is a fraction more often than three months; "one days" is no length.
    if (article && one && matches!(unit, Unit::Quarter | Unit::Second)) || (one && plural) {
        return None;
    }
    // A singular after a greater number is an adjective ("a two week break") or not time at all ("two second").
    if !one && !plural && !hyphen && matches!(unit, Unit::Second | Unit::Quarter) {
        return None;
    }
    // "three quarters of the members"
    if unit == Unit::Quarter && tokens.is(end, &["of"]) && least.count.is_some() {
        return None;
    }
    let half_after = one && tokens.are(end, &["and", "a", "half"]);
    let length = Length {
        least: least.count,
        most: most.count,
        half: least.half || half_after,
        unit,
    };
    Some((if half_after { end + 3 } else { end }, length))
}

/// "half an hour", "half a century".
fn half_unit(tokens: &Tokens, at: usize) -> Option<(usize, Length)> {
    let opens = tokens.is(at, &["half"]) && tokens.is(at + 1, &["a", "an"]);
    let (end, unit, _) = if opens { unit(tokens, at + 2)? } else { return None };
    let length = match unit {
        Unit::Decade => Length::of(Some(5), Unit::Year),
        Unit::Century => Length::of(Some(50), Unit::Year),
        Unit::Minute => Length::of(Some(30), Unit::Second),
        Unit::Second | Unit::Week | Unit::Quarter => return None,
        unit => Length {
            half: true,
            ..Length::of(Some(0), unit)
        },
    };
    Some((end, length))
}

/// The "to 12" of "10 to 12 days", also "10-12 days" and "two or three weeks".
fn upper_bound(tokens: &Tokens, at: usize, least: Quantity) -> Option<(usize, Quantity)> {
    if !(tokens.is(at, &["to", "or"]) || tokens.hyphen(at) || tokens.is(at, &["–", "-"])) {
        return None;
    }
    quantity(tokens, at + 1).filter(|(_, most)| most.count > least.count && least.count.is_some())
}

/// The place after one adjective that a counted unit may have: "trading days", "two more weeks".
fn after_adjective(tokens: &Tokens, at: usize) -> usize {
    let adjectives = [
        "more",
        "full",
        "trading",
        "business",
        "working",
        "calendar",
        "consecutive",
        "straight",
        "whole",
        "additional",
    ];
    if tokens.is(at, &adjectives) { at + 1 } else { at }
}

/// "the past two months", "the next few days", "the first nine months", "recent weeks", "the weeks ahead".
fn windowed(tokens: &Tokens, at: usize) -> Option<(usize, Length, Option<Window>)> {
    let article = tokens.is(at, &["the", "these", "those"]);
    let place = if article { at + 1 } else { at };
    let window = match tokens.text(place) {
        "past" | "last" | "previous" | "preceding" | "recent" => Some(Window::Past),
        "next" | "coming" | "following" => Some(Window::Next),
        "first" | "final" | "opening" => None,
        _ if article => return bare_window(tokens, place),
        _ => return None,
    };
    let place = place + 1;
    let telling = tokens.before(place, 1);
    if let Some((end, length)) = length(tokens, place).filter(|_| !tokens.is(place, &["a", "an"])) {
        return Some((end, length, window));
    }
    let (end, unit, plural) = unit(tokens, place)?;
    match (plural, telling) {
        (true, "recent" | "coming" | "past") => Some((end, Length::of(None, unit), window)),
        // "the past year", "the last decade"; "last year" alone is a date.
        (false, "past") => Some((end, Length::of(Some(1), unit), window)),
        (false, "last") if article && unit != Unit::Quarter => Some((end, Length::of(Some(1), unit), window)),
        _ => None,
    }
}

/// "the nine months", "the weeks ahead".
fn bare_window(tokens: &Tokens, at: usize) -> Option<(usize, Length, Option<Window>)> {
    if let Some((end, length)) = length(tokens, at).filter(|_| !tokens.is(at, &["a", "an"])) {
        let plural = end
            .checked_sub(1)
            .and_then(|last| unit(tokens, last))
            .is_some_and(|(_, _, plural)| plural);
        return plural.then_some((end, length, None));
    }
    let (end, unit, plural) = unit(tokens, at)?;
    (plural && tokens.is(end, &["ahead"])).then_some((end + 1, Length::of(None, unit), Some(Window::Next)))
}

/// "for years", "months", "decades-long", "day-long".
fn untold(tokens: &Tokens, at: usize) -> Option<(usize, Length, Option<Window>)> {
    let (end, unit, plural) = unit(tokens, at)?;
    let long = tokens.hyphen(end) && tokens.is(end + 1, &["long"]);
    match (plural, long) {
        (true, true) => Some((end + 2, Length::of(None, unit), None)),
        (true, false) if unit >= Unit::Hour && unit != Unit::Quarter => {
            Some((end, Length::of(None, unit), None))
        }
        (false, true) => Some((end + 2, Length::of(Some(1), unit), None)),
        _ => None,
    }
}

/// An age, which is no time expression: "three-year-old", "42 years old", with the place after it.
pub(super) fn age(tokens: &Tokens, at: usize) -> Option<usize> {
    let (end, _) = length(tokens, at)?;
    let end = if tokens.hyphen(end) { end + 1 } else { end };
    tokens.is(end, &["old", "olds"]).then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use crate::mention::time::testing::values;

    #[test]
    fn reads() {
        insta::assert_snapshot!(values("\
            Three years, 10 to 12 days, 10-12 days, several months, a couple of weeks, half an hour, 2 1/2 years.
            The two-week strike, a several-year decline, a decades-long row, for years.
            The past two months, the next few days, the first nine months, recent weeks, the past year.
            About two years, more than an hour, at least 30 days, two more weeks, a year or so."), @r"
        [Three years = P3Y], [10 to 12 days = P10D], [10-12 days = P10D], [several months = PXM], [a couple of weeks = P2W], [half an hour = PT30M], [2 1/2 years = P2Y6M].
        The [two-week = P2W] strike, a [several-year = PXY] decline, a [decades-long = PXE] row, for [years = PXY].
        [The past two months = P2M], [the next few days = PXD], [the first nine months = P9M], [recent weeks = PXW], [the past year = P1Y].
        [About two years = P2Y], [more than an hour = PT1H], [at least 30 days = P30D], [two more weeks = P2W], [a year or so = P1Y].
        ");
    }
}
