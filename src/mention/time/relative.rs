//! Distances: "two years ago", "three weeks later", "a day after", "two days from now", "year-earlier".
//!
//! Longer than the bare length that `duration` reads, so they go before it.

use super::duration::{after_approximator, length, unit};
use super::length::Length;
use super::meaning::{Direction, Found, Meaning};
use super::token::Tokens;
use crate::lexicon::time_word::Unit;

/// A distance at a place.
pub(super) fn read(tokens: &Tokens, at: usize) -> Option<Found> {
    year_before(tokens, at).or_else(|| distance(tokens, at))
}

fn distance(tokens: &Tokens, at: usize) -> Option<Found> {
    let start = after_approximator(tokens, at);
    let (end, length) = length(tokens, start).or_else(|| untold_ago(tokens, start))?;
    let place = if tokens.are(end, &["or", "so"]) {
        end + 2
    } else {
        end
    };
    // Where the word belongs to the expression, and where it only places it ("a day after the vote").
    let (direction, end) = match tokens.text(place) {
        "ago" => (Direction::Ago, place + 1),
        // What is counted in minutes tells no day: it stays a length.
        "earlier" | "later" if length.unit < Unit::Day => return None,
        "earlier" => (Direction::Earlier, place + 1),
        "later" => (Direction::Later, place + 1),
        "hence" => (Direction::Ahead, place + 1),
        "from" if tokens.is(place + 1, &["now", "today"]) => (Direction::Ahead, place + 2),
        "before" => (Direction::Before, place),
        "after" => (Direction::After, place),
        _ => return None,
    };
    Some(Found::new(at, end, Meaning::Distance(length, direction)))
}

/// "months ago"
fn untold_ago(tokens: &Tokens, at: usize) -> Option<(usize, Length)> {
    let (end, unit, plural) = unit(tokens, at)?;
    (plural && tokens.is(end, &["ago", "later", "earlier", "before", "after"]))
        .then_some((end, Length::of(None, unit)))
}

/// "a year ago", "a year earlier", "year-ago", "the year-earlier quarter": a comparison with the same time of the
/// year before. Other lengths say a distance.
fn year_before(tokens: &Tokens, at: usize) -> Option<Found> {
    let article = tokens.is(at, &["a", "one", "the"]);
    let place = if article { at + 1 } else { at };
    let (end, unit, plural) = unit(tokens, place)?;
    if unit != Unit::Year || plural {
        return None;
    }
    if tokens.hyphen(end) && tokens.is(end + 1, &["ago", "earlier"]) {
        return Some(year_earlier_adjective(tokens, at, place, end + 2));
    }
    let said = tokens.is(at, &["a", "one"]) && tokens.is(end, &["ago", "earlier"]);
    said.then(|| Found::new(at, end + 1, Meaning::YearBefore))
}

/// "year-earlier" alone leaves its article to the noun ("the year-earlier loss"); "the year-earlier quarter" is one.
fn year_earlier_adjective(tokens: &Tokens, at: usize, place: usize, end: usize) -> Found {
    if tokens.is(end, &["quarter", "period", "month"]) {
        let first = if tokens.is(at, &["the"]) { at } else { place };
        return Found::new(first, end + 1, Meaning::YearBefore);
    }
    Found::new(place, end, Meaning::YearBefore)
}

#[cfg(test)]
mod tests {
    use crate::mention::time::testing::days;

    #[test]
    fn reads() {
        insta::assert_snapshot!(days("\
            Two years ago, ten days ago, six weeks ago, several years ago, a decade ago.
            On 5 May it rained; two days later it froze. The bank will close in two days and two weeks from now.
            It was the year-earlier loss; a year earlier it had none.
            It came two days after 10 March, and a day before the vote."), @r"
        [Two years ago = 2023-01-01..2023-12-31], [ten days ago = 2025-06-08], [six weeks ago = 2025-05-05..2025-05-11], [several years ago = -], [a decade ago = 2015-01-01..2015-12-31].
        On [5 May = 2025-05-05] it rained; [two days later = 2025-05-07] it froze. The bank will close in [two days = 2025-06-20] and [two weeks from now = 2025-06-30..2025-07-06].
        It was the [year-earlier = 2024-01-01..2024-12-31] loss; [a year earlier = 2024-01-01..2024-12-31] it had none.
        It came [two days = 2025-03-12] after [10 March = 2025-03-10], and [a day = 2025-03-11] before the vote.
        ");
    }
}
