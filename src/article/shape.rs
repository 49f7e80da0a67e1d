//! What a line looks like by itself, before its neighbours are asked.
//!
//! Takes the words and features of a line, gives a [`Shape`]. Next: `main_text` weighs shapes in their row.

use super::line::{Ending, Line, Opening};
use super::metadata::address;
use super::metadata::date;
use crate::lexicon::Lexicon;
use crate::lexicon::layout::BoilerplateKind;

/// What a line looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One sentence or more, long enough to be the article's own.
    Prose,
    /// A short sentence, or a quotation.
    Sentence,
    /// Words without the end of a sentence: a headline, a menu, a list item.
    Fragment,
    /// A date or a time and nothing else.
    Stamp,
    /// An address of the web and nothing else.
    Address,
    /// A picture's caption or credit.
    Credit,
    /// A known phrase that is not the article's own.
    Boilerplate {
        /// What it is.
        kind: BoilerplateKind,
        /// Whether nothing of the article follows it.
        ends_article: bool,
    },
}

/// A sentence of so many words is long enough to be told from a headline with a full stop.
const PROSE_WORDS: usize = 9;
/// A line of so many words is prose even without a full stop.
const LONG_LINE_WORDS: usize = 28;
/// A credit stands in a line no longer than this.
const CREDIT_WORDS: usize = 40;

/// The shape of a line. `flowing` is false for a page whose long lines lack English function words, which are
/// then not asked for.
pub fn shape(text: &str, line: &Line, flowing: bool, lexicon: &Lexicon) -> Shape {
    if let Some(found) = lexicon.layout.boilerplate.find(text, line.words) {
        return Shape::Boilerplate {
            kind: found.kind,
            ends_article: found.ends_article,
        };
    }
    // A row of links, or the outlet's own name, as they stand over a page.
    if is_menu(text) || line.words <= 6 && lexicon.layout.outlets.named(text).is_some() {
        return Shape::Boilerplate {
            kind: BoilerplateKind::Navigation,
            ends_article: false,
        };
    }
    if address::fills(text) {
        return Shape::Address;
    }
    if line.words <= 14 && date::is_stamp(text) {
        return Shape::Stamp;
    }
    if line.words <= CREDIT_WORDS && ends_with_credit(text, lexicon) {
        return Shape::Credit;
    }
    let flows = line.flows() || !flowing;
    let closed = matches!(line.ending, Ending::Stop | Ending::Colon)
        || line.opening == Opening::Quotation && line.ending == Ending::Closed;
    match line.words {
        words if closed && words >= PROSE_WORDS && flows => Shape::Prose,
        words if words >= LONG_LINE_WORDS && flows => Shape::Prose,
        words if closed && words > 0 => Shape::Sentence,
        _ => Shape::Fragment,
    }
}

/// "News  Weather  Traffic", "Markets | Companies | Opinion": three items or more of few words, and no sentence.
fn is_menu(text: &str) -> bool {
    const ITEM_WORDS: usize = 3;
    let marked: Vec<&str> = text
        .split(['|', '•', '·', '\t'])
        .flat_map(|part| part.split("  "))
        .collect();
    let items = marked
        .iter()
        .map(|item| item.trim())
        .filter(|item| !item.is_empty());
    let is_item = |item: &str| {
        item.split_whitespace().count() <= ITEM_WORDS && !item.ends_with(['.', '?', '!', '"', '”'])
    };
    items.clone().count() >= 3 && items.clone().all(is_item)
}

/// "The quay at dusk. example.org", "Boats in the port. (AP)", "Boats in the port / Reuters".
fn ends_with_credit(text: &str, lexicon: &Lexicon) -> bool {
    let Some(last) = text.split_whitespace().next_back() else {
        return false;
    };
    let before = text[..text.len() - last.len()].trim_end();
    if address::is_bare_host(last) && (before.ends_with(['.', '/', '|', ',', '–']) || before.is_empty()) {
        return true;
    }
    let outlets = &lexicon.layout.outlets;
    let names_outlet = |words: &str| {
        outlets
            .named(words.trim_matches(|letter: char| !letter.is_alphanumeric()))
            .is_some()
    };
    // "REUTERS/Lena Moss": the part behind the last stop or bracket.
    let inner = text.trim_end_matches(['.', ')']);
    let tail = inner.rsplit(['(', '.']).next().unwrap_or_default();
    let credit = tail.split_whitespace().count() <= 6;
    if credit && let Some((first, last)) = tail.rsplit_once('/') {
        return names_outlet(first) || names_outlet(last);
    }
    let caption_ends = inner[..inner.len() - tail.len()].trim_end_matches(['(', ' ']);
    let bracketed = text.ends_with(')') && caption_ends.ends_with(['.', '"', '”']);
    credit && bracketed && names_outlet(tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Shape {
        let lexicon = Lexicon::standard();
        shape(
            text,
            &Line::of(text, &lexicon.layout.function_words),
            true,
            &lexicon,
        )
    }

    #[test]
    fn captions_show_by_their_credit() {
        for caption in [
            "The quay at dusk. merrow-port.example.org",
            "Boats in the port. (AP)",
            "Boats in the port / Reuters",
            "The keeper in training. REUTERS/Lena Moss",
            "Lena Moss / Reuters.",
            "The keeper in training (AFP/Lena Moss)",
        ] {
            assert_eq!(of(caption), Shape::Credit, "{caption}");
        }
    }

    #[test]
    fn rows_of_links_are_menus() {
        let menu = |text| {
            matches!(
                of(text),
                Shape::Boilerplate {
                    kind: BoilerplateKind::Navigation,
                    ..
                }
            )
        };
        assert!(menu("News  Weather  Traffic  Jobs"));
        assert!(menu("Markets | Companies | Central banks"));
        assert!(menu("EN · DE · PL"));
        assert!(!menu("Port shut | The Coast Gazette"));
        assert!(!menu("The pier burned.  Nobody was hurt.  It was old."));
    }

    #[test]
    fn sentences_that_name_an_agency_are_no_captions() {
        for sentence in [
            "The Reuters/Merrow poll showed that the mayor leads by two points.",
            "The board told the paper about it (Reuters had asked first).",
            "He works for Reuters.",
        ] {
            assert_ne!(of(sentence), Shape::Credit, "{sentence}");
        }
    }
}
