//! Words of a text with what stands before and after them, after the Web Annotation Data Model's TextQuoteSelector.

use crate::span::Anchor;
use serde::{Deserialize, Serialize};

/// How many code points of what stands before and after belong to a quote.
const AROUND: usize = 32;

/// Words with what stands before and after them; less than [`AROUND`] only where the text begins or ends.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Quote {
    /// What stands before.
    pub prefix: String,
    /// The words.
    pub exact: String,
    /// What stands after.
    pub suffix: String,
}

impl Quote {
    /// What stands at a range of a text; `None` where the range is empty or the text too short for it.
    pub fn of(text: &str, anchor: Anchor) -> Option<Self> {
        let exact = anchor.of(text).filter(|words| !words.is_empty())?;
        let before = Anchor::new(anchor.begin.saturating_sub(AROUND), anchor.begin).of(text)?;
        let end = text.char_indices().nth(anchor.end);
        let rest = end.map_or("", |(byte, _)| &text[byte..]);
        Some(Self {
            prefix: before.to_owned(),
            exact: exact.to_owned(),
            suffix: head(rest).to_owned(),
        })
    }

    /// The one range of a text at which all three stand; `None` where they stand nowhere, or more than once.
    pub fn find(&self, text: &str) -> Option<Anchor> {
        let mut places = self.places(text);
        let place = places.next()?;
        if places.next().is_some() {
            return None;
        }
        let begin = text[..place].chars().count();
        Some(Anchor::new(begin, begin + self.exact.chars().count()))
    }

    /// The bytes at which the words begin with just this before and after them.
    fn places<'a>(&'a self, text: &'a str) -> impl Iterator<Item = usize> + 'a {
        let mut from = 0;
        std::iter::from_fn(move || {
            while !self.exact.is_empty() {
                let place = from + text.get(from..)?.find(&self.exact)?;
                // Places may overlap: "aa" stands twice in "aaa".
                from = place + text[place..].chars().next().map_or(1, char::len_utf8);
                if self.stands(text, place) {
                    return Some(place);
                }
            }
            None
        })
    }

    fn stands(&self, text: &str, place: usize) -> bool {
        tail(&text[..place]) == self.prefix && head(&text[place + self.exact.len()..]) == self.suffix
    }
}

/// The first code points of a text.
fn head(text: &str) -> &str {
    let end = text
        .char_indices()
        .nth(AROUND)
        .map_or(text.len(), |(byte, _)| byte);
    &text[..end]
}

/// The last code points of a text.
fn tail(text: &str) -> &str {
    let begin = text
        .char_indices()
        .nth_back(AROUND - 1)
        .map_or(0, |(byte, _)| byte);
    &text[begin..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_quote_has_what_stands_around_it() {
        let text = "Škoda said “the plant 🚗 is safe” on Friday, and nothing else was said by anybody.";
        let anchor = Anchor::new(11, 32);
        let quote = Quote::of(text, anchor).unwrap();
        assert_eq!(quote.exact, "“the plant 🚗 is safe”");
        assert_eq!(quote.prefix, "Škoda said ");
        assert_eq!(quote.suffix.chars().count(), 32);
        assert_eq!(quote.find(text), Some(anchor));
    }

    #[test]
    fn what_stands_around_must_be_the_same() {
        let text = "The dam leaks. So he said in the end. The dam leaks.";
        let quote = Quote::of(text, Anchor::new(38, 52)).unwrap();
        assert_eq!(quote.find(text), Some(Anchor::new(38, 52)));
        assert_eq!(quote.find(&text.replace("he said", "she said")), None);
        assert_eq!(
            quote.find(&format!("{text} Again.")),
            None,
            "the text ended there"
        );
        let moved = format!("A longer beginning. {text}");
        assert_eq!(quote.find(&moved), Some(Anchor::new(58, 72)));
        let first = Quote::of(text, Anchor::new(0, 14)).unwrap();
        assert_eq!(first.find(&moved), None, "the text began there");
    }

    #[test]
    fn what_stands_twice_is_not_found() {
        let text = "x ".repeat(60);
        let quote = Quote::of(&text, Anchor::new(60, 61)).unwrap();
        assert_eq!(quote.find(&text), None);
    }

    proptest! {
        #[test]
        fn where_it_is_found_it_is_the_same(text in "[ab é\n]{0,120}", begin in 0usize..120, length in 1usize..20) {
            let anchor = Anchor::new(begin, begin + length);
            if let Some(quote) = Quote::of(&text, anchor)
                && let Some(found) = quote.find(&text)
            {
                prop_assert_eq!(found, anchor);
            }
        }
    }
}
