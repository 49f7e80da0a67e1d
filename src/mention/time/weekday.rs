//! Days of the week: "Tuesday", "last Friday", "next Monday", "Monday, 10 March", "the weekend".

use super::calendar_date;
use super::meaning::{Meaning, Which};
use super::token::Tokens;
use crate::lexicon::time_word::Sense;
use chrono::Weekday;

/// A weekday at a place. One that stands with a date gives way to the date: "Monday, 10 March" is that day.
pub(super) fn read(tokens: &Tokens, at: usize) -> Option<(usize, Meaning)> {
    if let Some(weekend) = weekend(tokens, at) {
        return Some(weekend);
    }
    let (place, which) = turn(tokens, at);
    let (end, weekday, short) = weekday(tokens, place)?;
    let comma = tokens.is(end, &[","]);
    let dated = calendar_date::read(tokens, if comma { end + 1 } else { end })
        .filter(|(_, meaning)| names_a_day(meaning));
    match dated {
        Some(dated) => Some(dated),
        // "Sun", "Sat" and their like are weekdays only beside a date.
        None if short => None,
        None => Some((end, Meaning::Weekday(weekday, which))),
    }
}

fn names_a_day(meaning: &Meaning) -> bool {
    use super::meaning::Recurring;
    use super::value::Period;
    matches!(
        meaning,
        Meaning::Stated(Period::Day(_)) | Meaning::Yearly(Recurring::Day { .. }, _)
    )
}

/// "last", "next", "this", "this coming", "the previous": which one, and the place after.
fn turn(tokens: &Tokens, at: usize) -> (usize, Which) {
    let place = if tokens.is(at, &["this", "the"])
        && tokens.is(at + 1, &["past", "coming", "previous", "following"])
    {
        at + 1
    } else {
        at
    };
    match tokens.text(place) {
        "last" | "past" | "previous" => (place + 1, Which::Last),
        "next" | "coming" | "following" => (place + 1, Which::Next),
        "this" => (place + 1, Which::This),
        _ => (at, Which::Bare),
    }
}

/// A weekday's name, with a capital; an abbreviation with its full stop.
fn weekday(tokens: &Tokens, at: usize) -> Option<(usize, Weekday, bool)> {
    if !tokens.capital(at) {
        return None;
    }
    let (end, (weekday, short)) = tokens.sense(at, |sense| match sense {
        Sense::Weekday { weekday, short } => Some((*weekday, *short)),
        _ => None,
    })?;
    let stop = short && tokens.is(end, &["."]) && tokens.joined(end);
    Some((if stop { end + 1 } else { end }, weekday, short))
}

/// "the weekend", "last weekend", "this weekend".
fn weekend(tokens: &Tokens, at: usize) -> Option<(usize, Meaning)> {
    let (place, which) = match tokens.text(at) {
        "the" if tokens.is(at + 1, &["past", "coming"]) => turn(tokens, at),
        "the" => (at + 1, Which::Bare),
        _ => turn(tokens, at),
    };
    (place > at && tokens.is(place, &["weekend"])).then_some((place + 1, Meaning::Weekend(which)))
}

#[cfg(test)]
mod tests {
    use crate::mention::time::testing::values;

    #[test]
    fn reads() {
        insta::assert_snapshot!(values("\
            The club met Tuesday, last Friday, Monday, 16 June, and on Wednesday.
            It will meet Tuesday, next Monday, this Saturday, and until Friday it stays shut.
            Over the weekend and last weekend it rained; next weekend it will snow.
            Sat., June 14 is a date; the sun sat down."), @r"
        The club met [Tuesday = 2025-06-17], [last Friday = 2025-06-13], [Monday, 16 June = 2025-06-16], and on [Wednesday = 2025-06-18].
        It will meet [Tuesday = 2025-06-24], [next Monday = 2025-06-23], [this Saturday = 2025-06-21], and until [Friday = 2025-06-20] it stays shut.
        Over [the weekend = 2025-W24-WE] and [last weekend = 2025-W24-WE] it rained; [next weekend = 2025-W26-WE] it will snow.
        [Sat., June 14 = 2025-06-14] is a date; the sun sat down.
        ");
    }
}
