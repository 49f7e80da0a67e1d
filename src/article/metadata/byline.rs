//! Who wrote the article: "By Anna Moss and Tom Lind", "Anna Moss, Tom Lind, 3 May 2024", "(Reporting by Anna Moss;
//! editing by Tom Lind)".
//!
//! Takes a line, gives the places of the names. A line without "By" is a byline only where the page's layout says
//! so; that is for the caller to judge ([`Byline::marked`]).

use super::date;
use crate::lexicon::layout::OutletTable;
use crate::span::Span;

/// A byline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Byline {
    /// The names, in order.
    pub names: Vec<Span>,
    /// Whether a word such as "By" says what the line is.
    pub marked: bool,
}

/// Words that begin a byline.
const MARKS: &[&str] = &[
    "by ",
    "written by ",
    "story by ",
    "reporting by ",
    "text by ",
    "author: ",
    "authors: ",
    "from ",
    "(reporting by ",
    "report by ",
    "words by ",
    "by: ",
];

/// Words that a person's name does not hold: they tell an office or a desk.
const NOT_NAMES: &[&str] = &[
    "editor",
    "correspondent",
    "reporter",
    "staff",
    "writer",
    "press",
    "news",
    "desk",
    "team",
    "agency",
    "service",
    "the",
    "business",
    "political",
    "sports",
    "sport",
    "world",
    "chief",
    "bureau",
    "senior",
    "and",
    "photo",
    "video",
    "online",
    "newsroom",
    "politics",
    "home",
    "about",
    "contact",
    "all",
    "more",
    "opinion",
    "culture",
    "weather",
    "read",
    "share",
    "by",
    "us",
    "eng",
    "live",
    "economy",
    "science",
    "health",
    "technology",
    "tech",
    "arts",
    "travel",
    "university",
    "bank",
    "party",
    "club",
    "council",
    "ministry",
    "street",
    "city",
    "north",
    "south",
    "east",
    "west",
    "new",
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
    "updated",
    "published",
    "times",
    "post",
    "gazette",
    "media",
    "group",
    "united",
];

/// Small words inside names.
const PARTICLES: &[&str] = &[
    "de", "da", "di", "del", "van", "von", "der", "den", "bin", "al", "el", "la", "le", "ter",
];

/// No byline is longer, in bytes.
const LONGEST: usize = 200;

/// Reads a line as a byline.
pub fn read(line: &str) -> Option<Byline> {
    if line.len() > LONGEST || line.ends_with(['!', '?', ':']) {
        return None;
    }
    let mark = mark(line);
    let start = mark.unwrap_or(0);
    let end = names_end(line, start);
    let mut names: Vec<Span> = Vec::new();
    for part in parts(line, Span::new(start, end)) {
        match person(line, part) {
            Some(name) => names.push(name),
            // "By Anna Moss, The Coast Gazette": what follows the names is no name; nothing else may come first.
            None if mark.is_some() && !names.is_empty() => break,
            None => return None,
        }
    }
    (!names.is_empty()).then_some(Byline {
        names,
        marked: mark.is_some(),
    })
}

/// The length of the words that begin a byline.
fn mark(line: &str) -> Option<usize> {
    let lower = line.to_ascii_lowercase();
    let marks = MARKS.iter().filter(|mark| lower.starts_with(**mark));
    marks.map(|mark| mark.len()).max()
}

/// The known agency or outlet that a marked byline names: "By Reuters", "By Anna Moss, Associated Press", "By AFP staff".
pub fn agency(line: &str, outlets: &OutletTable) -> Option<Span> {
    if line.len() > LONGEST {
        return None;
    }
    let start = mark(line)?;
    parts(line, Span::new(start, names_end(line, start)))
        .into_iter()
        .find_map(|part| {
            let words = part.of(line);
            let bare = words
                .strip_prefix("The ")
                .or(words.strip_prefix("the "))
                .unwrap_or(words);
            let bare = bare
                .strip_suffix(" staff")
                .or(bare.strip_suffix(" Staff"))
                .unwrap_or(bare);
            let start = part.start + words.find(bare)?;
            outlets.named(bare).map(|_| Span::new(start, start + bare.len()))
        })
}

/// A name as it is kept: one that is printed in capitals gets small letters.
pub fn cleaned(name: &str) -> String {
    name.split_whitespace()
        .map(small_lettered)
        .collect::<Vec<_>>()
        .join(" ")
}

fn small_lettered(word: &str) -> String {
    let shouted = word.chars().filter(|letter| letter.is_alphabetic()).count() > 2
        && !word.contains('.')
        && word.chars().all(|letter| !letter.is_lowercase());
    if !shouted {
        return word.to_owned();
    }
    let mut small = String::with_capacity(word.len());
    let mut inside = false;
    for letter in word.chars() {
        if inside {
            small.extend(letter.to_lowercase());
        } else {
            small.push(letter);
        }
        inside = letter.is_alphabetic();
    }
    small
}

/// Where the names end: before a date, a weekday that leads to it, or a mark that parts fields.
fn names_end(line: &str, start: usize) -> usize {
    let dated = date::find(line).map_or(line.len(), |found| found.span.start);
    let field = line[start..]
        .find(['|', ';', '•', '·', '(', '/', '—', '–'])
        .map_or(line.len(), |place| start + place);
    let place = match start {
        0 => line.len(),
        _ => line[start..]
            .find(" in ")
            .map_or(line.len(), |place| start + place),
    };
    let mut end = dated.min(field).min(place).max(start);
    loop {
        let before =
            line[start..end].trim_end_matches(|letter: char| !letter.is_alphanumeric() && letter != '.');
        // A weekday may be glued to the name before it: "Anna MossMonday, 3 May 2024".
        let shorter = [
            "Monday",
            "Tuesday",
            "Wednesday",
            "Thursday",
            "Friday",
            "Saturday",
            "Sunday",
            "Published",
            "Updated",
            " on",
            "PUBLISHED",
            "UPDATED",
        ]
        .iter()
        .find_map(|word| before.strip_suffix(word));
        match shorter {
            Some(shorter) if dated < line.len() => end = start + shorter.len(),
            _ => return start + before.len(),
        }
    }
}

/// The parts between commas and "and".
fn parts(line: &str, span: Span) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut start = span.start;
    let text = span.of(line);
    for (place, separator) in text
        .match_indices([',', '&'])
        .chain(text.match_indices(" and "))
        .map(|(place, separator)| (span.start + place, separator.len()))
        .collect::<std::collections::BTreeMap<_, _>>()
    {
        if place >= start {
            parts.push(Span::new(start, place).trimmed(line));
            start = place + separator;
        }
    }
    parts.push(Span::new(start, span.end).trimmed(line));
    parts.retain(|part| !part.is_empty());
    parts
}

/// Two to four capitalised words, with initials and particles.
fn person(line: &str, part: Span) -> Option<Span> {
    let words: Vec<&str> = part.of(line).split_whitespace().collect();
    let reads_as_name = |word: &&str| {
        let letters_only = word
            .chars()
            .all(|letter| letter.is_alphabetic() || "-'’.".contains(letter));
        let own = word.starts_with(char::is_uppercase) && !NOT_NAMES.contains(&word.to_lowercase().as_str());
        letters_only && (own || PARTICLES.contains(word)) && !date::is_weekday(&word.to_lowercase())
    };
    let capitalised = words
        .iter()
        .filter(|word| word.starts_with(char::is_uppercase))
        .count();
    ((2..=5).contains(&words.len()) && capitalised >= 2 && words.iter().all(reads_as_name)).then_some(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> Vec<String> {
        read(line)
            .map(|byline| byline.names.iter().map(|name| cleaned(name.of(line))).collect())
            .unwrap_or_default()
    }

    #[test]
    fn bylines_name_people_and_nobody_else() {
        assert_eq!(
            names("By Anna Moss and Tom van Lind"),
            ["Anna Moss", "Tom van Lind"]
        );
        assert_eq!(names("By Anna Moss, Political Editor"), ["Anna Moss"]);
        assert_eq!(
            names("By ANNA MOSS, The Coast Gazette | 3 May 2024"),
            ["Anna Moss"]
        );
        assert_eq!(
            names("Anna Moss , TOM LINDFriday, 3 May 2024, 12:38"),
            ["Anna Moss", "Tom Lind"]
        );
        assert_eq!(
            names("(Reporting by Anna Moss in Merrow; editing by Tom Lind)"),
            ["Anna Moss"]
        );
        assert_eq!(
            names("(Reporting by Anna Moss; editing by Tom Lind)"),
            ["Anna Moss"]
        );
    }

    #[test]
    fn other_lines_are_no_bylines() {
        for line in [
            "By noon the port was shut",
            "Home News Sport",
            "World News",
            "From Merrow",
            "The Coast Gazette",
            "1,204 views",
        ] {
            assert!(names(line).is_empty(), "{line}: {:?}", names(line));
        }
    }

    #[test]
    fn a_byline_may_name_an_agency() {
        let outlets = OutletTable::standard();
        for (line, name) in [
            ("By Reuters", Some("Reuters")),
            ("By The Associated Press", Some("Associated Press")),
            ("By ANNA MOSS, Associated Press", Some("Associated Press")),
            ("By Anna Moss and AFP", Some("AFP")),
            ("By Reuters staff | 3 March 2026", Some("Reuters")),
            ("By Anna Moss", None),
            ("By noon the harbour was shut", None),
            ("Reuters", None),
        ] {
            let found = agency(line, &outlets).map(|name| name.of(line));
            assert_eq!(found, name, "{line}");
        }
    }
}
