//! Years, decades and centuries: "in 2016", "the 1990s", "the '80s", "the 20th century", "nineteen ninety-six",
//! "fiscal 1989". Tells a year from a plain number of four digits by the words around it.

use super::meaning::Meaning;
use super::number::{ordinal, spoken_year};
use super::token::{Kind, Tokens};
use super::value::Period;

/// A year that follows another date.
pub(super) enum Following {
    /// "2025"
    Stated(i32),
    /// "last year": so many years from publication.
    Shifted(i32),
}

/// A year, decade or century at a place.
pub(super) fn read(tokens: &Tokens, at: usize) -> Option<(usize, Meaning)> {
    let (end, period) = decade(tokens, at)
        .or_else(|| century(tokens, at))
        .or_else(|| told_year(tokens, at))
        .or_else(|| bare_year(tokens, at))?;
    Some((end, Meaning::Stated(period)))
}

/// The ", 2025", "2025", "of last year" behind a day, month, quarter or season.
pub(super) fn following(tokens: &Tokens, at: usize) -> Option<(usize, Following)> {
    let place = if tokens.is(at, &[",", "of", "in"]) {
        at + 1
    } else {
        at
    };
    let comma = tokens.is(at, &[","]);
    let shift = match tokens.text(place) {
        "this" => Some(0),
        "last" => Some(-1),
        "next" => Some(1),
        _ => None,
    };
    if let Some(shift) = shift.filter(|_| tokens.is(place + 1, &["year"]) && !comma) {
        let possessive = tokens.is(place + 2, &["'"]) && tokens.joined(place + 2);
        return (!possessive).then_some((place + 2, Following::Shifted(shift)));
    }
    if let Some(year) = four_digits(tokens, place).filter(|_| !tokens.joined(place)) {
        return Some((place + 1, Following::Stated(year)));
    }
    spoken_year(tokens, place)
        .and_then(|(end, year)| Some((end, Following::Stated(i32::try_from(year).ok()?))))
}

/// Four digits that may be a year and are not part of a greater number.
pub(super) fn four_digits(tokens: &Tokens, at: usize) -> Option<i32> {
    let (4, year @ 1000..=2100) = tokens.digits(at)? else {
        return None;
    };
    let joined_before =
        tokens.joined(at) && at > 0 && tokens.is(at - 1, &["$", "£", "€", "¥", "#", ".", ",", "/", ":", "№"]);
    let goes_on = tokens.joined(at + 1)
        && (tokens.is(at + 1, &["%", "/", "°"])
            || tokens.is_word(at + 1)
            || (tokens.is(at + 1, &[",", ".", ":"])
                && tokens.joined(at + 2)
                && tokens.kind(at + 2) == Kind::Number));
    (!joined_before && !goes_on)
        .then(|| i32::try_from(year).ok())
        .flatten()
}

/// "1990s", "the 1990s", "the '80s", "the nineties".
fn decade(tokens: &Tokens, at: usize) -> Option<(usize, Period)> {
    let place = if tokens.is(at, &["the"]) { at + 1 } else { at };
    if let Some((4, year @ 1000..=2099)) = tokens.digits(place).filter(|(_, year)| year % 10 == 0) {
        let plural = tokens.joined(place + 1) && tokens.is(place + 1, &["s"]);
        return plural.then(|| Some((place + 2, Period::Decade(i32::try_from(year / 10).ok()?))))?;
    }
    if tokens.is(place, &["'", "‘"]) && tokens.joined(place + 1) {
        let (2, tens) = tokens.digits(place + 1).filter(|(_, tens)| tens % 10 == 0)? else {
            return None;
        };
        let plural = tokens.joined(place + 2) && tokens.is(place + 2, &["s"]);
        let digits = i32::try_from(tens / 10).ok()?;
        // Two figures mean the last time there were such years: '10s and '20s are ours, the rest last century's.
        return plural.then_some((
            place + 3,
            Period::Decade(if digits <= 2 { 200 + digits } else { 190 + digits }),
        ));
    }
    let spoken = [
        "twenties",
        "thirties",
        "forties",
        "fifties",
        "sixties",
        "seventies",
        "eighties",
        "nineties",
    ];
    let index = spoken.iter().position(|word| tokens.is(place, &[word]))?;
    (place > at && !tokens.is(at.wrapping_sub(1), &["into"]))
        .then(|| Some((place + 1, Period::Decade(192 + i32::try_from(index).ok()?))))?
}

/// "the 20th century", "19th-century".
fn century(tokens: &Tokens, at: usize) -> Option<(usize, Period)> {
    let start = if tokens.is(at, &["the"]) { at + 1 } else { at };
    let (end, number) = ordinal(tokens, start)?;
    let place = if tokens.hyphen(end) { end + 1 } else { end };
    let digits = i32::try_from(number.checked_sub(1)?).ok()?;
    (tokens.is(place, &["century"]) && digits < 21).then_some((place + 1, Period::Century(digits)))
}

/// "the year 2000", "fiscal 1989", "fiscal year 2024", "nineteen ninety-six".
fn told_year(tokens: &Tokens, at: usize) -> Option<(usize, Period)> {
    let start = if tokens.is(at, &["the"]) { at + 1 } else { at };
    let after_fiscal = if tokens.is(start, &["fiscal"]) {
        start + 1
    } else {
        start
    };
    let place = if tokens.is(after_fiscal, &["year"]) {
        after_fiscal + 1
    } else {
        after_fiscal
    };
    if place > start {
        let year = four_digits(tokens, place).map(|year| (place + 1, year));
        let year = year.or_else(|| spoken(tokens, place));
        let thousand = tokens
            .are(place, &["two", "thousand"])
            .then_some((place + 2, 2000));
        return year.or(thousand).map(|(end, year)| (end, Period::Year(year)));
    }
    (start == at)
        .then(|| spoken(tokens, at))?
        .map(|(end, year)| (end, Period::Year(year)))
}

fn spoken(tokens: &Tokens, at: usize) -> Option<(usize, i32)> {
    let (end, year) = spoken_year(tokens, at)?;
    Some((end, i32::try_from(year).ok()?))
}

/// A year by itself, where the words around it let it be one.
fn bare_year(tokens: &Tokens, at: usize) -> Option<(usize, Period)> {
    let year = four_digits(tokens, at)?;
    let end = at + 1;
    let before = at.checked_sub(1).map_or("", |place| tokens.text(place));
    let modern = (1900..=2060).contains(&year);
    let counts = counted_noun(tokens, end);
    let licensed = match before {
        // "2011-2013"
        "-" | "–" if at >= 2 && four_digits(tokens, at - 2).is_some_and(|from| from < year) => year >= 1500,
        "-" if tokens.is(at.wrapping_sub(2), &["mid", "early", "late", "post", "pre"]) => modern,
        "in" | "since" | "into" | "both" | "during" | "circa" | "early" | "late" | "mid" => {
            !counts || modern && !tokens.text(end).ends_with("people")
        }
        "by" | "until" | "till" | "of" | "from" | "to" | "through" | "before" | "after" | "and"
        | "between" | "for" | "or" | "around" | "than" | "on" => modern && !content_word(tokens, end),
        // "(1710-1774)": years of a life, of a book
        "(" => year >= 1500 && !counts && !tokens.is_word(end),
        "-" | "–" | "—" | "," | "post" | "pre" | "spring" => {
            modern && !counts && (!tokens.is_word(end) || before == "," && tokens.is(end, &["and"]))
        }
        // "the 1998 elections", "its 2024 budget", "last season's 2019 title"
        "the" | "its" | "their" | "his" | "her" | "our" | "a" | "s" | "this" | "that" | "latest"
        | "first" => modern && tokens.is_word(end) && !tokens.is(end, &["people", "or", "and"]),
        _ => false,
    };
    licensed.then_some((end, Period::Year(year)))
}

/// Whether a word in lower case stands here that is more than grammar: what a number before it would count.
pub(super) fn content_word(tokens: &Tokens, at: usize) -> bool {
    const GRAMMAR: [&str; 42] = [
        "in", "and", "to", "by", "for", "as", "with", "when", "after", "the", "a", "but", "or", "was",
        "were", "is", "are", "at", "from", "on", "that", "which", "who", "it", "he", "she", "they",
        "because", "before", "while", "had", "have", "has", "will", "would", "until", "where", "if",
        "through", "than", "compared", "alone",
    ];
    tokens.is_word(at) && !tokens.capital(at) && !tokens.is(at, &GRAMMAR)
}

/// Whether the word after a number is what it counts: a plural in lower case, or people.
fn counted_noun(tokens: &Tokens, at: usize) -> bool {
    let word = tokens.text(at);
    let verb = [
        "was", "is", "has", "as", "this", "its", "his", "does", "plus", "versus", "unless", "across",
    ]
    .contains(&word);
    let plural = word.len() > 3 && word.ends_with('s') && !verb;
    tokens.is_word(at)
        && !tokens.capital(at)
        && (plural
            || [
                "people", "men", "women", "children", "more", "square", "feet", "dollars", "miles", "metres",
                "meters",
            ]
            .contains(&word))
}

#[cfg(test)]
mod tests {
    use crate::mention::time::testing::values;

    #[test]
    fn reads() {
        insta::assert_snapshot!(values("\
            In 2016, since the 1990s, in the early '80s and in the 20th century ships came.
            In fiscal 2024 and the fiscal year 2023 profit rose; the 2022 budget was void.
            Spoken: nineteen ninety-six. Mid-2019 (2020) and 1994, 1995 and 1997.
            By 2030 the port will be electric."), @r"
        In [2016 = 2016], since [the 1990s = 199], in [the early '80s = 198] and in [the 20th century = 19] ships came.
        In [fiscal 2024 = 2024] and [the fiscal year 2023 = 2023] profit rose; the [2022 = 2022] budget was void.
        Spoken: [nineteen ninety-six = 1996]. [Mid-2019 = 2019] ([2020 = 2020]) and [1994 = 1994], [1995 = 1995] and [1997 = 1997].
        By [2030 = 2030] the port will be electric.
        ");
    }
}
