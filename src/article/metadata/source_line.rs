//! Whom the report comes from: "Source: A, citing B", "(Source: Reuters)", "MERROW (Reuters) – ".
//!
//! Takes a source line or the beginning of a paragraph, gives the places of the names, nearest the reader first.

use crate::lexicon::layout::OutletTable;
use crate::span::Span;

/// Words that part one source from the one behind it.
const PARTING: &[&str] = &[
    "citing",
    "quoting",
    "referencing",
    "cites",
    "quotes",
    "via",
    "and",
    "from",
    "by",
    "reports",
    "reported",
    "with",
    "reference",
    "referring",
    "to",
];

/// Words that join the parts of one name.
const JOINING: &[&str] = &[
    "of", "the", "for", "&", "de", "del", "la", "le", "du", "des", "und", "van", "von", "al",
];

/// The names of a source line without its label, as places in it. A clause that begins with "a", "an", "on" or
/// "in" tells about the name before it and names no source.
pub fn names(line: &str) -> Vec<Span> {
    let mut names = Vec::new();
    for clause in clauses(line) {
        if let Some(name) = last_name(line, clause) {
            names.push(name);
        }
    }
    names
}

/// Stretches between commas, semicolons and parting words.
fn clauses(line: &str) -> Vec<Span> {
    let mut clauses = vec![Span::new(0, 0)];
    for word in words(line) {
        let text = word.of(line);
        let bare = text.trim_matches(|letter: char| !letter.is_alphanumeric());
        let parting = PARTING.contains(&bare) || matches!(bare, "on" | "in" | "a" | "an");
        if parting {
            let skipped = !matches!(bare, "on" | "in" | "a" | "an");
            clauses.push(if skipped {
                Span::new(word.end, word.end)
            } else {
                Span::new(line.len(), line.len())
            });
        } else if let Some(clause) = clauses.last_mut() {
            clause.end = clause.end.max(word.end);
        }
        if text.ends_with([',', ';', '/']) {
            clauses.push(Span::new(word.end, word.end));
        }
    }
    clauses.retain(|clause| clause.start < clause.end);
    clauses
}

/// The last run of capitalised words: "the Russian news agency Interfax" names Interfax.
fn last_name(line: &str, clause: Span) -> Option<Span> {
    let mut name: Option<Span> = None;
    let mut open = false;
    for word in words(clause.of(line)) {
        let place = Span::new(clause.start + word.start, clause.start + word.end);
        let text = place.of(line);
        let bare = text.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '&');
        let lead = text.len()
            - text
                .trim_start_matches(|letter: char| !letter.is_alphanumeric() && letter != '&')
                .len();
        let bare_place = Span::new(place.start + lead, place.start + lead + bare.len());
        if bare.starts_with(|letter: char| letter.is_uppercase() || letter.is_ascii_digit()) {
            name = Some(match name {
                Some(before) if open => before.cover(bare_place),
                _ => bare_place,
            });
            open = true;
        } else {
            open = open && JOINING.contains(&bare);
        }
    }
    name
}

/// A dateline that a paragraph begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dateline {
    /// The whole of it, with the dash and the space after it, in bytes of the paragraph.
    pub length: usize,
    /// The agency's name, where one stands in brackets.
    pub agency: Option<Span>,
}

/// No dateline is longer, in bytes.
const LONGEST_DATELINE: usize = 80;
const DASHES: [char; 6] = ['-', '–', '—', '_', '―', '\u{2212}'];

/// Reads "MERROW (Reuters) – ", "PORT MERROW, Calder (AP)_ ", "Merrow, 3 May (Harbour Wire) — ", "MERROW — ".
/// A place in small letters needs an agency that is known, or a day, to be told from a name with its initials.
pub fn dateline(paragraph: &str, outlets: &OutletTable) -> Option<Dateline> {
    let window = &paragraph[..paragraph.floor_char_boundary(LONGEST_DATELINE)];
    let bracketed = window
        .find('(')
        .and_then(|open| Some((open, open + window[open..].find(')')?)));
    let dash = window
        .match_indices(DASHES)
        .map(|(place, _)| place)
        .find(|&place| bracketed.is_none_or(|(_, close)| place > close) && stands_apart(window, place))?;
    let agency = bracketed
        .filter(|(_, close)| *close < dash)
        .map(|(open, close)| Span::new(open + 1, close).trimmed(paragraph));
    let place_end = agency.map_or(dash, |agency| agency.start - 1);
    let touches = agency.is_none_or(|agency| window[agency.end..dash].trim_matches([')', ' ']).is_empty());
    let known = agency.is_some_and(|agency| outlets.named(agency.of(paragraph)).is_some());
    let rest = paragraph[dash..].trim_start_matches(DASHES).trim_start();
    let alone = rest.is_empty() && agency.is_some();
    let sentence_follows = alone || rest.chars().next().is_some_and(|first| !first.is_lowercase());
    (touches
        && sentence_follows
        && is_place(&window[..place_end], known)
        && agency.is_none_or(|agency| is_agency(agency.of(paragraph))))
    .then_some(Dateline {
        length: paragraph.len() - rest.len(),
        agency,
    })
}

/// Whether a dash is not a hyphen inside a word.
fn stands_apart(window: &str, dash: usize) -> bool {
    let rest = window[dash..].trim_start_matches(DASHES);
    let before = window[..dash].chars().next_back();
    before.is_some_and(|letter| letter.is_whitespace() || letter == ')')
        && (rest.is_empty() || rest.starts_with(char::is_whitespace))
        || before == Some(')')
}

fn is_agency(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
        && name.split_whitespace().count() <= 4
        && !name.contains(|letter: char| letter.is_ascii_digit())
}

/// "MERROW", "PORT MERROW, Calder", "Merrow, 3 May"; nothing at all before an agency that is known.
fn is_place(words: &str, known_agency: bool) -> bool {
    let words = words.trim();
    let Some(first) = words.split_whitespace().next() else {
        return known_agency;
    };
    let shouted = first.chars().filter(|letter| letter.is_alphabetic()).count() >= 3
        && first.chars().all(|letter| !letter.is_lowercase());
    let dated = words.contains(|letter: char| letter.is_ascii_digit());
    let most = if words.contains(',') { 6 } else { 3 };
    let few = words.split_whitespace().count() <= most;
    let names = words
        .split_whitespace()
        .all(|word| !word.starts_with(char::is_lowercase) || word == "and");
    let open = !words.ends_with(['"', '”', ':', '!', '?']) && !words.contains(['“', '"']);
    few && names && open && (shouted || known_agency || dated && words.contains(','))
}

/// "(Source: Reuters)" at the end of a paragraph: the place of what stands after the label.
pub fn bracketed(paragraph: &str) -> Option<Span> {
    let inner = paragraph.trim_end_matches('.').strip_suffix([')', ']'])?;
    let open = inner.rfind(['(', '['])?;
    let note = &inner[open + 1..];
    let label = ["Source:", "source:", "SOURCE:", "Sources:", "Via:", "via "]
        .iter()
        .find(|label| note.starts_with(**label))?;
    (note.len() < 120).then(|| Span::new(open + 1 + label.len(), inner.len()))
}

fn words(line: &str) -> impl Iterator<Item = Span> + '_ {
    line.split_whitespace().map(move |word| {
        let start = word.as_ptr() as usize - line.as_ptr() as usize;
        Span::new(start, start + word.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(line: &str) -> Vec<&str> {
        names(line).into_iter().map(|name| name.of(line)).collect()
    }

    #[test]
    fn names_come_nearest_first() {
        assert_eq!(
            named("Harbour Wire, citing the Caldan news agency Merinform"),
            ["Harbour Wire", "Merinform"]
        );
        assert_eq!(
            named("Harbour Wire citing the news agency Reuters"),
            ["Harbour Wire", "Reuters"]
        );
        assert_eq!(
            named("Ministry of Ports of Calder on Telegram"),
            ["Ministry of Ports of Calder"]
        );
        assert_eq!(named("Reuters, a British agency; AFP"), ["Reuters", "AFP"]);
        assert_eq!(
            named("The Coast Gazette with reference to Lena Moss"),
            ["The Coast Gazette", "Lena Moss"]
        );
        assert!(named("people who know the matter").is_empty());
    }

    #[test]
    fn datelines_name_their_agency() {
        let outlets = OutletTable::standard();
        for (line, agency) in [
            ("MERROW (Reuters) – The port", Some("Reuters")),
            (
                "PORT MERROW, Calder (Harbour Wire)_ The port",
                Some("Harbour Wire"),
            ),
            ("Merrow, 3 May (Harbour Wire) - The port", Some("Harbour Wire")),
            ("Merrow (AP) -- The port", Some("AP")),
            ("(Reuters) - The port", Some("Reuters")),
            ("PORT MERROW, Cal. — The port", None),
        ] {
            let found = dateline(line, &outlets).expect(line);
            assert_eq!(&line[found.length..], "The port");
            assert_eq!(found.agency.map(|agency| agency.of(line)), agency);
        }
    }

    #[test]
    fn other_brackets_and_dashes_are_no_datelines() {
        let outlets = OutletTable::standard();
        for line in [
            "The port (Merrow) reopened - The council said so.",
            "The Bank (MB) - The board",
            "He said (twice) – No",
            "(",
            "Merrow — The port",
            "NATO-led ships – Merrow",
            "FOUR OF THE MEN said - No",
            "NOBODY HAS SEEN IT – The board",
        ] {
            assert_eq!(dateline(line, &outlets), None, "{line}");
        }
    }

    #[test]
    fn a_bracketed_source_is_read() {
        let line = "The port reopened. (Source: Harbour Wire)";
        assert_eq!(
            bracketed(line).map(|place| place.trimmed(line).of(line)),
            Some("Harbour Wire")
        );
        assert_eq!(bracketed("The port reopened (at noon)."), None);
    }
}
