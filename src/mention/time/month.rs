//! Months, and the days in them; tells May the month from May the name and may the verb.

use super::number::ordinal;
use super::token::{Kind, Tokens};
use crate::lexicon::time_word::Sense;

/// Words that stand before a month and before no name of a person.
const LEADS: [&str; 38] = [
    "in",
    "by",
    "since",
    "until",
    "till",
    "from",
    "through",
    "during",
    "of",
    "early",
    "late",
    "mid",
    "last",
    "next",
    "this",
    "before",
    "after",
    "between",
    "to",
    "for",
    "around",
    "every",
    "each",
    "earlier",
    "later",
    "and",
    "or",
    "on",
    "about",
    "into",
    "until",
    "mid",
    "past",
    "throughout",
    "ended",
    "ending",
    "effective",
    "beginning",
];

/// A month at a place, with the place after it (and after the full stop of an abbreviation). `sure` where the words
/// before it leave no doubt ("10 …", "last …").
pub(super) fn month(tokens: &Tokens, at: usize, sure: bool) -> Option<(usize, u32)> {
    if !tokens.capital(at) {
        return None;
    }
    let (end, (month, name, short)) = tokens.sense(at, |sense| match sense {
        Sense::Month { month, name, short } => Some((*month, *name, *short)),
        _ => None,
    })?;
    let stop = short && tokens.is(end, &["."]) && tokens.joined(end);
    let end = if stop { end + 1 } else { end };
    let followed = day_of_month(tokens, end).is_some() || year_stands(tokens, end);
    let accepted = match (short, name) {
        (true, _) => stop || followed || sure,
        (false, true) => followed || sure || reads_as_month(tokens, at, end),
        (false, false) => true,
    };
    accepted.then_some((end, month))
}

/// The day of a month: "10", "10th", "eighth".
pub(super) fn day_of_month(tokens: &Tokens, at: usize) -> Option<(usize, u32)> {
    if let Some((end, day)) = ordinal(tokens, at) {
        return Some((end, day)).filter(|(_, day)| (1..=31).contains(day));
    }
    let (width, day) = tokens.digits(at)?;
    (width <= 2 && (1..=31).contains(&day)).then_some((at + 1, day))
}

fn year_stands(tokens: &Tokens, at: usize) -> bool {
    let place = if tokens.is(at, &[","]) { at + 1 } else { at };
    matches!(tokens.digits(place), Some((4, 1000..=2100)))
        || (tokens.is(at, &["this", "last", "next"]) && tokens.is(at + 1, &["year"]))
}

/// "in May", "the March vote", but not "Theresa May", "April Jones", "the March on the capital".
fn reads_as_month(tokens: &Tokens, at: usize, end: usize) -> bool {
    // "mid-May"
    let before = tokens.before(at, if tokens.before(at, 1) == "-" { 2 } else { 1 });
    if LEADS.contains(&before) {
        // "for June Carter", "to April Jones": a capital follows that begins no sentence.
        return !tokens.capital(end) || before == "in" || before == "since" || tokens.joined(end);
    }
    let noun_follows = tokens.is_word(end)
        && !tokens.capital(end)
        && !tokens.is(end, &["on", "for", "said", "was", "is", "has"]);
    let article = ["the", "a", "its", "their", "his", "her", "our"].contains(&before);
    let possessive = before == "s" && tokens.before(at, 2) == "'";
    let mark_follows = tokens.kind(end) != Kind::Word;
    (article || possessive) && noun_follows
        || before == "," && mark_follows && !tokens.capital(at.saturating_sub(2))
}
