//! Dates by where the writer stands: "today", "this week", "last month", "next year", "that year", "the following
//! month", "the year", "year-end"; and references to past, present and future: "now", "recently", "soon".

use super::duration::unit;
use super::length::Length;
use super::meaning::{Clock, Direction, Found, Meaning, Portion};
use super::quarter;
use super::tense;
use super::token::{Kind, Tokens};
use crate::lexicon::time_word::{Sense, Unit};

/// A deictic date at a place, with the place after it.
pub(super) fn read(tokens: &Tokens, at: usize) -> Option<(usize, Meaning)> {
    day(tokens, at)
        .or_else(|| day_but_one(tokens, at))
        .or_else(|| shifted(tokens, at))
        .or_else(|| from_mention(tokens, at))
        .or_else(|| quarter::latest(tokens, at))
        .or_else(|| latest(tokens, at))
}

/// "today", "yesterday", "tomorrow".
fn day(tokens: &Tokens, at: usize) -> Option<(usize, Meaning)> {
    // "USA Today"; "the music of today"
    let name = tokens.capital(at) && !tokens.opens_sentence(at) || tokens.is(at.wrapping_sub(1), &["of"]);
    tokens.sense(at, |sense| match sense {
        Sense::DeicticDay(by) if !name => Some(Meaning::Shifted(Unit::Day, *by)),
        _ => None,
    })
}

/// "the day before yesterday", "the day after tomorrow".
fn day_but_one(tokens: &Tokens, at: usize) -> Option<(usize, Meaning)> {
    let by = if tokens.are(at, &["the", "day", "before", "yesterday"]) {
        -2
    } else if tokens.are(at, &["the", "day", "after", "tomorrow"]) {
        2
    } else {
        return None;
    };
    Some((at + 4, Meaning::Shifted(Unit::Day, by)))
}

/// "this week", "last year", "next month", "the current quarter".
fn shifted(tokens: &Tokens, at: usize) -> Option<(usize, Meaning)> {
    let (place, by) = match tokens.text(at) {
        "this" => (at + 1, 0),
        "last" => (at + 1, -1),
        "next" => (at + 1, 1),
        "the" if tokens.is(at + 1, &["current", "present"]) => (at + 2, 0),
        _ => return None,
    };
    let place = if tokens.is(place, &["fiscal", "calendar", "past", "coming"]) {
        place + 1
    } else {
        place
    };
    let (end, unit, plural) = unit(tokens, place)?;
    // The programme "This Week"
    let quoted = tokens.is(at.wrapping_sub(1), &["\"", "“", "‘", "'"]);
    if quoted && tokens.capital(at) && tokens.capital(end - 1) {
        return None;
    }
    // "this day", "last day", "next hour", "this second" are not counted from publication.
    (!plural && unit >= Unit::Week).then_some((end, Meaning::Shifted(unit, by)))
}

/// "that year", "the same day", "the following month", "the previous quarter", "the next day".
fn from_mention(tokens: &Tokens, at: usize) -> Option<(usize, Meaning)> {
    let article = tokens.is(at, &["the"]);
    let (place, by) = match (tokens.text(at), tokens.text(at + 1)) {
        ("that", "same") => (at + 2, 0),
        ("that", _) => (at + 1, 0),
        ("the", "same") => (at + 2, 0),
        ("the", "following") => (at + 2, 1),
        ("the", "previous" | "preceding" | "prior") => (at + 2, -1),
        ("the", "next") => (at + 2, 1),
        _ => return None,
    };
    let (end, unit, plural) = unit(tokens, place)?;
    let counted = unit == Unit::Day || unit >= Unit::Week;
    let plain_next = article && tokens.is(at + 1, &["next"]) && unit != Unit::Day;
    (counted && !plural && !plain_next).then_some((end, Meaning::FromMention(unit, by)))
}

/// "the year", "the full year", "the week", "the month", "the fiscal year", "year-end".
fn latest(tokens: &Tokens, at: usize) -> Option<(usize, Meaning)> {
    if tokens.is(at, &["the"]) {
        let adjective = tokens.is(at + 1, &["full", "fiscal", "whole", "calendar"]);
        let (end, unit, plural) = unit(tokens, if adjective { at + 2 } else { at + 1 })?;
        let known = matches!(unit, Unit::Week | Unit::Month | Unit::Year);
        // "the year ended in March" is a length of its own; "the week of the vote" is any week.
        let other = tokens.is(end, &["of", "when", "that", "before", "after"]) || tokens.hyphen(end);
        if plural || !known || other {
            return None;
        }
        if tokens.is(end, &["ended", "ending"]) {
            return Some((end, Meaning::Duration(Length::of(Some(1), unit), None)));
        }
        return Some((end, Meaning::Latest(unit)));
    }
    None
}

/// "year-end", "year end", "the year's end".
pub(super) fn year_end(tokens: &Tokens, at: usize) -> Option<Found> {
    let start = if tokens.is(at, &["the"]) { at + 1 } else { at };
    if !tokens.is(start, &["year"]) {
        return None;
    }
    let place = match tokens.text(start + 1) {
        "-" if tokens.hyphen(start + 1) => start + 2,
        "'" if tokens.is(start + 2, &["s"]) => start + 3,
        _ => start + 1,
    };
    let found = Found::new(at, place + 1, Meaning::Latest(Unit::Year));
    tokens.is(place, &["end"]).then_some(Found {
        portion: Some(Portion::VeryEnd),
        ..found
    })
}

/// "the day before", "the week after": a distance of one unit; of what follows, where something does.
pub(super) fn unit_before(tokens: &Tokens, at: usize) -> Option<Found> {
    let (end, unit, plural) = unit(tokens, at + 1)?;
    let opens = tokens.is(at, &["the"]) && !plural && unit >= Unit::Day && unit != Unit::Quarter;
    let alone = matches!(tokens.kind(end + 1), Kind::Mark | Kind::Break);
    let (end, direction) = match (tokens.text(end), alone) {
        ("before", true) => (end + 1, Direction::Earlier),
        ("after", true) => (end + 1, Direction::Later),
        ("before", false) => (end, Direction::Before),
        ("after", false) => (end, Direction::After),
        _ => return None,
    };
    opens.then(|| Found::new(at, end, Meaning::Distance(Length::of(Some(1), unit), direction)))
}

/// "tonight", "last night", "this morning", "overnight", "the next morning".
pub(super) fn part_of_day(tokens: &Tokens, at: usize) -> Option<Found> {
    if let Some((end, (by, part))) = tokens.sense(at, |sense| match sense {
        Sense::DeicticPart(by, part) => Some((*by, *part)),
        _ => None,
    }) {
        let found = Found::new(at, end, Meaning::Shifted(Unit::Day, by));
        return Some(Found {
            clock: Some(Clock::Part(part)),
            ..found
        });
    }
    let (place, meaning) = match (tokens.text(at), tokens.text(at + 1)) {
        ("this", _) => (at + 1, Meaning::Shifted(Unit::Day, 0)),
        ("last", "night") => (at + 1, Meaning::Shifted(Unit::Day, -1)),
        ("the", "next" | "following") => (at + 2, Meaning::FromMention(Unit::Day, 1)),
        ("that", _) => (at + 1, Meaning::FromMention(Unit::Day, 0)),
        ("the", _) if tokens.is(at.wrapping_sub(1), &["in", "during"]) => (at + 1, Meaning::TimeOfDay),
        _ => return None,
    };
    let (end, part) = tokens.sense(place, |sense| match sense {
        Sense::DayPart { part, plural: false } => Some(*part),
        _ => None,
    })?;
    let found = Found::new(at, end, meaning);
    Some(Found {
        clock: Some(Clock::Part(part)),
        ..found
    })
}

/// "now", "recently", "soon", "the past"; "Earlier," at the head of a sentence.
pub(super) fn reference(tokens: &Tokens, at: usize) -> Option<Found> {
    if tokens.is(at, &["earlier"])
        && tokens.capital(at)
        && tokens.opens_sentence(at)
        && tokens.is(at + 1, &[","])
    {
        return Some(Found::new(at, at + 1, Meaning::Reference("PAST_REF".to_owned())));
    }
    let (end, value) = tokens.sense(at, |sense| match sense {
        Sense::Reference(value) => Some(value.clone()),
        _ => None,
    })?;
    let name = tokens.capital(at) && !tokens.opens_sentence(at);
    let compound = tokens.hyphen(end) || (tokens.joined(at) && at > 0 && tokens.hyphen(at - 1));
    let other = match tokens.text(at) {
        // "was soon released", "soon became"
        "soon" if tokens.is(at.wrapping_sub(1), &["was", "were", "had"]) || tense::is_past(tokens, end) => {
            true
        }
        "soon" => {
            tokens.is(at.wrapping_sub(1), &["as", "too", "so", "how"]) || tokens.is(end, &["after", "as"])
        }
        // "the past two years", "the past president"
        "the" if tokens.is(at + 1, &["past"]) => !closes(tokens, end),
        "the" => tokens.is(end, &["of"]) || !closes(tokens, end) && tokens.is(at + 1, &["future"]),
        _ => false,
    };
    (!name && !compound && !other).then(|| Found::new(at, end, Meaning::Reference(value)))
}

/// Whether a noun phrase ends before this place, as far as the next word shows.
fn closes(tokens: &Tokens, at: usize) -> bool {
    !matches!(tokens.kind(at), Kind::Word | Kind::Number)
        || tokens.is(
            at,
            &[
                "and", "but", "or", "have", "has", "had", "is", "was", "are", "were", "with", "to", "that",
                "when", "as", "by", "he", "she", "they", "it", "we", "for", "from", "will", "would", "if",
                "on", "at", "because",
            ],
        )
}

#[cfg(test)]
mod tests {
    use crate::mention::time::testing::values;

    #[test]
    fn reads() {
        insta::assert_snapshot!(values("\
            Today, yesterday and tomorrow; tonight, last night, this morning; the day before yesterday.
            This week, last month, next year, the current quarter, the year and year-end.
            In 2021 it grew; that year and the following year as well. On 5 May it rained. The next day it stopped.
            Now and currently, recently, soon, in the past and in the future; the port soon became a ruin.
            Earlier, a paper had called it void."), @r"
        [Today = 2025-06-18], [yesterday = 2025-06-17] and [tomorrow = 2025-06-19]; [tonight = 2025-06-18TNI], [last night = 2025-06-17TNI], [this morning = 2025-06-18TMO]; [the day before yesterday = 2025-06-16].
        [This week = 2025-W25], [last month = 2025-05], [next year = 2026], [the current quarter = 2025-Q2], [the year = 2025] and [year-end = 2025].
        In [2021 = 2021] it grew; [that year = 2021] and [the following year = 2022] as well. On [5 May = 2025-05-05] it rained. [The next day = 2025-05-06] it stopped.
        [Now = PRESENT_REF] and [currently = PRESENT_REF], [recently = PAST_REF], [soon = FUTURE_REF], in [the past = PAST_REF] and in [the future = FUTURE_REF]; the port soon became a ruin.
        [Earlier = PAST_REF], a paper had called it void.
        ");
    }
}
