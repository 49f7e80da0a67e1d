//! Ranges: "between 2016 and 2018", "from March to July 2019", "10-12 June", "June 10-12", "April 24 and 25".
//!
//! Joins two expressions into a range, adds the half that is only a number ("10" of "10-12 June"), and lets the two
//! share the year that one of them has. A range stays two expressions, as TIMEX3 has it; the first points to the second.

use super::meaning::{Found, Meaning, Recurring, Which};
use super::token::{Kind, Tokens};
use super::value::Period;
use super::year::{self, Following};
use chrono::{Datelike, NaiveDate};

/// The same expressions with the halves added and the ranges marked.
pub(super) fn join(tokens: &Tokens, found: Vec<Found>) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::with_capacity(found.len());
    for expression in found {
        let taken = all.last().map_or(0, |last| last.end);
        if expression.first < taken {
            continue;
        }
        all.extend(half_before(tokens, &expression, taken));
        let after = half_after(tokens, &expression);
        all.push(expression);
        if let Some((shared, after)) = after {
            if let Some(last) = all.last_mut() {
                last.meaning = shared;
            }
            all.push(after);
        }
    }
    for index in 1..all.len() {
        if links(tokens, &all[index - 1], &all[index]) {
            share_year(&mut all, index);
            all[index - 1].range_end = Some(index);
        }
    }
    all
}

/// Whether the words between two dates make them the ends of a range.
fn links(tokens: &Tokens, first: &Found, second: &Found) -> bool {
    if !is_date(first) || !is_date(second) || first.end + 1 != second.first {
        return false;
    }
    let before = tokens.before(first.first, 1);
    let same_kind = std::mem::discriminant(&first.meaning) == std::mem::discriminant(&second.meaning);
    match tokens.text(first.end) {
        "and" => before == "between",
        "to" | "until" | "till" | "through" => {
            before == "from" || same_kind && !matches!(first.meaning, Meaning::Shifted(..))
        }
        "-" | "–" | "—" => same_kind,
        _ => false,
    }
}

fn is_date(found: &Found) -> bool {
    matches!(
        found.meaning,
        Meaning::Stated(_) | Meaning::Yearly(..) | Meaning::Weekday(..) | Meaning::Shifted(..)
    )
}

/// The "10" of "10-12 June" and "10 and 12 June".
fn half_before(tokens: &Tokens, expression: &Found, taken: usize) -> Option<Found> {
    let link = expression.first.checked_sub(1)?;
    let first = link.checked_sub(1).filter(|first| *first >= taken)?;
    let (_, day) = tokens.digits(first).filter(|(width, _)| *width <= 2)?;
    let linked =
        tokens.is(link, &["-", "–", "to", "and", "or"]) && tokens.kind(expression.first) == Kind::Number;
    let joined_before = tokens.joined(first);
    if !linked || joined_before {
        return None;
    }
    Some(Found::new(first, link, with_day(&expression.meaning, day)?))
}

/// The "12" of "June 10-12" and "June 10 and 12", with the year that follows it given to both.
fn half_after(tokens: &Tokens, expression: &Found) -> Option<(Meaning, Found)> {
    if expression.clock.is_some() || expression.portion.is_some() || expression.end < 2 {
        return None;
    }
    let link = expression.end;
    let closed = tokens.is(link, &["-", "–"]) && tokens.joined(link + 1);
    let (width, number) = tokens
        .digits(link + 1)
        .filter(|_| closed || tokens.is(link, &["to", "and"]))?;
    if let Meaning::Stated(Period::Year(from)) = expression.meaning {
        let to = from - from % 100 + i32::try_from(number).ok()?;
        let short = width == 2
            && closed
            && to > from
            && !(tokens.joined(link + 2) && tokens.kind(link + 2) == Kind::Number);
        let second = Found::new(link + 1, link + 2, Meaning::Stated(Period::Year(to)));
        return short.then(|| (expression.meaning.clone(), second));
    }
    // "June 10 and 200 more": only what may be a day, and counts nothing.
    let plain = tokens.kind(link + 2) != Kind::Word
        || tokens.is(
            link + 2,
            &["in", "at", "and", "to", "with", "for", "as", "when", "after"],
        );
    let goes_on = tokens.joined(link + 2) && tokens.joined(link + 3) && tokens.kind(link + 3) == Kind::Number;
    let bare = matches!(
        expression.meaning,
        Meaning::Yearly(Recurring::Day { .. }, Which::Bare)
    );
    if width > 2
        || !plain
        || goes_on
        || !bare
        || tokens.is(link + 2, &["%"])
        || tokens.kind(expression.end - 1) != Kind::Number
    {
        return None;
    }
    let meaning = with_day(&expression.meaning, number)?;
    match year::following(tokens, link + 2) {
        Some((end, Following::Stated(year))) => Some((
            in_year(&expression.meaning, year)?,
            Found::new(link + 1, end, in_year(&meaning, year)?),
        )),
        _ => Some((
            expression.meaning.clone(),
            Found::new(link + 1, link + 2, meaning),
        )),
    }
}

/// The same month with another day.
fn with_day(meaning: &Meaning, day: u32) -> Option<Meaning> {
    match meaning {
        Meaning::Stated(Period::Day(date)) => Some(Meaning::Stated(Period::Day(date.with_day(day)?))),
        Meaning::Yearly(Recurring::Day { month, .. }, which) => {
            NaiveDate::from_ymd_opt(2024, *month, day)?;
            Some(Meaning::Yearly(Recurring::Day { month: *month, day }, *which))
        }
        _ => None,
    }
}

fn in_year(meaning: &Meaning, year: i32) -> Option<Meaning> {
    match meaning {
        Meaning::Yearly(recurring, Which::Bare) => recurring.in_year(year).map(Meaning::Stated),
        _ => None,
    }
}

/// Gives the first of a range the year of the second: "from November to March 2019" begins in 2018.
fn share_year(all: &mut [Found], index: usize) {
    let Meaning::Stated(to) = all[index].meaning else {
        return;
    };
    let (Some(to_day), Meaning::Yearly(recurring, Which::Bare)) = (to.first_day(), &all[index - 1].meaning)
    else {
        return;
    };
    let from = recurring
        .in_year(to_day.year())
        .filter(|from| from.first_day() <= Some(to_day));
    if let Some(from) = from.or_else(|| recurring.in_year(to_day.year() - 1)) {
        all[index - 1].meaning = Meaning::Stated(from);
    }
}

#[cfg(test)]
mod tests {
    use crate::mention::time::testing::days;

    #[test]
    fn reads() {
        insta::assert_snapshot!(days("\
            It was built between 2016 and 2018, from March to July 2019, from November to February 2020, 2011-2013 and 2014-16.
            It runs 10-12 June, June 10-12, 2024, from 5 to 7 May, on April 24 and 25, and Monday through Friday.
            Some 10-12 boats came on June 10 and 200 left."), @r"
        It was built between [2016 = 2016-01-01..2018-12-31] and [2018 = 2018-01-01..2018-12-31], from [March = 2019-03-01..2019-07-31] to [July 2019 = 2019-07-01..2019-07-31], from [November = 2019-11-01..2020-02-29] to [February 2020 = 2020-02-01..2020-02-29], [2011 = 2011-01-01..2013-12-31]-[2013 = 2013-01-01..2013-12-31] and [2014 = 2014-01-01..2016-12-31]-[16 = 2016-01-01..2016-12-31].
        It runs [10 = 2025-06-10..2025-06-12]-[12 June = 2025-06-12], [June 10 = 2024-06-10..2024-06-12]-[12, 2024 = 2024-06-12], from [5 = 2025-05-05..2025-05-07] to [7 May = 2025-05-07], on [April 24 = 2025-04-24] and [25 = 2025-04-25], and [Monday = 2025-06-16..2025-06-20] through [Friday = 2025-06-20].
        Some 10-12 boats came on [June 10 = 2025-06-10] and 200 left.
        ");
    }
}
