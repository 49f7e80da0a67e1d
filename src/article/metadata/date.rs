//! Dates of publication: "10 March 2025", "July 29, 2025", "2025-03-10", "Mar. 3, 2025", "03.05.2025".
//!
//! Takes a line, gives the first full date in it with its place. A date that could be read in two ways, such as
//! 03/05/2025, is not guessed. Dates of the article's sentences are another matter: see `mention::time`.

use crate::span::Span;
use chrono::{DateTime, NaiveDate, NaiveDateTime};

/// A date found in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateInLine {
    /// The day.
    pub day: NaiveDate,
    /// Where it stands in the line, in bytes, without weekday and time of day.
    pub span: Span,
}

/// A run of letters or of digits.
#[derive(Clone, Copy)]
struct Token<'line> {
    text: &'line str,
    span: Span,
}

/// A line that is looked at for dates is no longer than this, in bytes.
const LONGEST_LINE: usize = 400;

/// The first full date of a line; `None` for a line of prose length.
pub fn find(line: &str) -> Option<DateInLine> {
    if line.len() > LONGEST_LINE {
        return None;
    }
    let tokens = tokens(line);
    (0..tokens.len()).find_map(|index| {
        let [first, second, third] = three(&tokens, index)?;
        let span = Span::new(first.span.start, third.span.end);
        let gaps = [
            &line[first.span.end..second.span.start],
            &line[second.span.end..third.span.start],
        ];
        let stands_alone = !line[..span.start].ends_with(|letter: char| letter.is_ascii_digit());
        let day = read(first.text, second.text, third.text, gaps)?;
        stands_alone.then_some(DateInLine { day, span })
    })
}

/// Reads a field that should hold a date or a date with time, in one of several ISO forms or in words.
pub fn read_field(value: &str) -> Option<NaiveDate> {
    let value = value.trim();
    if let Ok(moment) = DateTime::parse_from_rfc3339(value) {
        return Some(moment.date_naive());
    }
    if let Ok(moment) = DateTime::parse_from_rfc2822(value) {
        return Some(moment.date_naive());
    }
    for form in ["%Y%m%dT%H%M%S", "%Y%m%dT%H%M%SZ", "%Y%m%d%H%M%S"] {
        if let Ok(moment) = NaiveDateTime::parse_from_str(value, form) {
            return Some(moment.date());
        }
    }
    NaiveDate::parse_from_str(value, "%Y%m%d")
        .ok()
        .filter(|_| value.len() == 8)
        .or_else(|| find(value).map(|found| found.day))
}

/// The date that the path of an address holds: "/2025/07/29/" or "/2025-07-29".
pub fn in_address(address: &str) -> Option<NaiveDate> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = path.split_once('/')?.1;
    let numbers: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    numbers
        .windows(3)
        .find_map(|three| year_first(three[0], three[1], three[2]))
}

/// Whether a line holds a date or a time of day and nothing else of weight.
pub fn is_stamp(line: &str) -> bool {
    let tokens = tokens(line);
    let digits = |token: &Token| token.text.starts_with(|letter: char| letter.is_ascii_digit());
    if !tokens.iter().any(digits) || line.contains(['$', '€', '£', '%']) {
        return false;
    }
    let says_time =
        tokens.iter().any(|token| is_stamp_word(token.text)) || is_clock(line) || find(line).is_some();
    says_time
        && tokens
            .iter()
            .all(|token| digits(token) || is_stamp_word(token.text))
}

/// How many words a line has beside a date and what belongs to one.
pub fn words_beside(line: &str) -> usize {
    let beside = |token: &&Token| {
        !token.text.starts_with(|letter: char| letter.is_ascii_digit()) && !is_stamp_word(token.text)
    };
    tokens(line).iter().filter(beside).count()
}

/// "17:30", and nothing else.
fn is_clock(line: &str) -> bool {
    line.split_once([':', '.']).is_some_and(|(hour, minute)| {
        matches!(hour.parse(), Ok(0..=23)) && minute.len() == 2 && matches!(minute.parse(), Ok(0..=59))
    })
}

/// Words that stand beside a date in a date line.
const STAMP_WORDS: &[&str] = &[
    "am",
    "pm",
    "a",
    "p",
    "m",
    "at",
    "on",
    "gmt",
    "utc",
    "bst",
    "cet",
    "cest",
    "est",
    "edt",
    "et",
    "pst",
    "pdt",
    "pt",
    "ist",
    "eet",
    "eest",
    "msk",
    "published",
    "posted",
    "updated",
    "modified",
    "last",
    "first",
    "date",
    "ago",
    "hour",
    "hours",
    "hrs",
    "min",
    "mins",
    "minute",
    "minutes",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "yesterday",
    "today",
    "st",
    "nd",
    "rd",
    "th",
    "of",
    "h",
    "t",
    "z",
    "created",
    "issued",
    "the",
    "time",
    "local",
    "edited",
];

fn is_stamp_word(word: &str) -> bool {
    let word = word.to_lowercase();
    STAMP_WORDS.contains(&word.as_str()) || is_weekday(&word) || month(&word).is_some()
}

/// Whether a word, lower case, is a weekday or its abbreviation.
pub fn is_weekday(word: &str) -> bool {
    const WEEKDAYS: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    WEEKDAYS
        .iter()
        .any(|weekday| *weekday == word || (3..=5).contains(&word.len()) && weekday.starts_with(word))
}

/// The month a word names, lower case, full or shortened to three letters or more.
fn month(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let index = MONTHS
        .iter()
        .position(|month| *month == word || (3..=4).contains(&word.len()) && month.starts_with(word))?;
    u32::try_from(index + 1).ok()
}

/// Three tokens from `index` on, where the ending of an ordinal ("3rd") and "of" do not count.
fn three<'line>(tokens: &[Token<'line>], index: usize) -> Option<[Token<'line>; 3]> {
    let mut counted = tokens[index..]
        .iter()
        .filter(|token| !matches!(token.text, "st" | "nd" | "rd" | "th" | "of"));
    Some([*counted.next()?, *counted.next()?, *counted.next()?])
}

fn read(first: &str, second: &str, third: &str, gaps: [&str; 2]) -> Option<NaiveDate> {
    let lower = |word: &str| word.to_lowercase();
    let loose = |gap: &str| {
        gap.chars()
            .all(|letter| !letter.is_alphanumeric() || "stndrhof".contains(letter))
            && gap.len() <= 6
    };
    if !gaps.iter().all(|gap| loose(gap)) {
        return None;
    }
    if let Some(month) = month(&lower(second)) {
        return date(third, month, first);
    }
    if let Some(month) = month(&lower(first)) {
        return date(third, month, second);
    }
    match gaps {
        ["-", "-"] | ["/", "/"] | [".", "."] if first.len() == 4 => year_first(first, second, third),
        ["-", "-"] | ["/", "/"] if third.len() == 4 => unambiguous(first, second, third),
        [".", "."] if third.len() == 4 => date(third, second.parse().ok()?, first),
        _ => None,
    }
}

fn year_first(year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    let short = |number: &str| (1..=2).contains(&number.len());
    (short(month) && short(day)).then(|| date(year, month.parse().ok()?, day))?
}

/// Day and month in either order, where only one order is a date or both are the same.
fn unambiguous(first: &str, second: &str, year: &str) -> Option<NaiveDate> {
    let day_first = second.parse().ok().and_then(|month| date(year, month, first));
    let month_first = first.parse().ok().and_then(|month| date(year, month, second));
    match (day_first, month_first) {
        (Some(one), Some(other)) if one != other => None,
        (one, other) => one.or(other),
    }
}

fn date(year: &str, month: u32, day: &str) -> Option<NaiveDate> {
    let year: i32 = year.parse().ok().filter(|year| (1800..=2200).contains(year))?;
    NaiveDate::from_ymd_opt(year, month, day.parse().ok()?)
}

fn tokens(line: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut last_kind = None;
    for (start, letter) in line.char_indices() {
        let kind = if letter.is_ascii_digit() {
            Some(true)
        } else if letter.is_alphabetic() {
            Some(false)
        } else {
            None
        };
        let end = start + letter.len_utf8();
        match tokens.last_mut() {
            Some(last) if kind.is_some() && kind == last_kind => {
                last.span.end = end;
                last.text = &line[last.span.start..end];
            }
            _ if kind.is_some() => tokens.push(Token {
                text: &line[start..end],
                span: Span::new(start, end),
            }),
            _ => {}
        }
        last_kind = kind;
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(line: &str) -> Option<String> {
        find(line).map(|found| found.day.to_string())
    }

    #[test]
    fn dates_are_read_in_the_forms_of_the_press() {
        for line in [
            "3 May 2024",
            "May 3, 2024",
            "Friday, 3 May 2024, 12:38",
            "Published: 3rd of May 2024",
            "Updated May 3rd 2024 at 10 p.m.",
            "2024-05-03T10:00:00Z",
            "2024/05/03",
            "03.05.2024 11:05",
            "ANNA MOSSFriday, 3 May 2024, 12:38",
            "Fri 3 May 2024 06.00 BST",
        ] {
            assert_eq!(day(line).as_deref(), Some("2024-05-03"), "{line}");
        }
        assert_eq!(day("Sept. 4, 2023").as_deref(), Some("2023-09-04"));
        assert_eq!(day("13/05/2024").as_deref(), Some("2024-05-13"));
        assert_eq!(day("05/13/2024").as_deref(), Some("2024-05-13"));
    }

    #[test]
    fn what_is_no_full_date_is_not_guessed() {
        for line in [
            "03/05/2024",
            "May 3",
            "31 June 2024",
            "12:38",
            "1-2-3",
            "The 2024 May fair",
            "Room 3-05-2",
        ] {
            assert_eq!(day(line), None, "{line}");
        }
    }

    #[test]
    fn the_place_is_that_of_the_date_alone() {
        let line = "By Anna Moss, Friday, 3 May 2024, 12:38";
        let found = find(line).expect("a date");
        assert_eq!(found.span.of(line), "3 May 2024");
    }

    #[test]
    fn stamps_hold_nothing_but_a_date_or_time() {
        for line in [
            "17:30",
            "3 May 2024",
            "Published: May 3, 2024 at 10:05 a.m. EDT",
            "4 hours ago",
            "7 p.m.",
        ] {
            assert!(is_stamp(line), "{line}");
        }
        for line in ["Room 17", "3 May 2024, Port Merrow", "$5 a day", "2024", "May"] {
            assert!(!is_stamp(line), "{line}");
        }
    }

    #[test]
    fn fields_may_hold_several_iso_forms() {
        for value in [
            "2024-05-03",
            "2024-05-03T10:00:00Z",
            "2024-05-03T10:00:00.000+02:00",
            "2024-05-03T10:00",
            "2024-05-03 10:00:00",
            "20240503T100000Z",
            "20240503",
            "Fri, 03 May 2024 10:00:00 +0000",
            "3 May 2024",
        ] {
            assert_eq!(
                read_field(value).map(|day| day.to_string()).as_deref(),
                Some("2024-05-03"),
                "{value}"
            );
        }
        assert_eq!(read_field("03/05/2024"), None);
        assert_eq!(read_field("yesterday"), None);
    }

    #[test]
    fn addresses_hold_dates() {
        assert_eq!(
            in_address("https://example.org/2024/05/03/port-shut").map(|day| day.to_string()),
            Some("2024-05-03".to_owned())
        );
        assert_eq!(in_address("https://example.org/port-12-13"), None);
    }
}
