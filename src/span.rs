//! Where something stands: ranges in the text as read and in the text as given.
//!
//! Two types keep the two texts apart, so that the compiler refuses to mix them. A [`Span`] is what every
//! stage from `sentence` to `claim` works with; an [`Anchor`] is what leaves the program.
//! [`Reading::anchors`](crate::article::Reading::anchors) turns the first into the second.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A range of bytes in the text as read ([`Reading::text`](crate::article::Reading)), end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte; always on a character boundary.
    pub start: usize,
    /// First byte after the range; always on a character boundary.
    pub end: usize,
}

impl Span {
    /// The range from `start` to `end`, which must not come before it.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "span ends at {end} before it starts at {start}");
        Self { start, end }
    }

    /// The characters of this range in the text it was made for.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// Whether the range holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside this range.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two ranges share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest range that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The range without white space at its ends; empty at its start where there is nothing else.
    pub fn trimmed(self, text: &str) -> Span {
        let slice = self.of(text);
        let start = self.start + (slice.len() - slice.trim_start().len());
        Span {
            start,
            end: start + slice.trim().len(),
        }
    }
}

/// A range of Unicode code points in an article's text as it was given, end exclusive (RFC 5147 `char=`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Anchor {
    /// First code point.
    pub begin: usize,
    /// First code point after the range.
    pub end: usize,
}

impl Anchor {
    /// The range from code point `begin` to code point `end`.
    pub fn new(begin: usize, end: usize) -> Self {
        debug_assert!(begin <= end, "anchor ends at {end} before it begins at {begin}");
        Self { begin, end }
    }

    /// The characters of this range, or `None` where the text is too short for it.
    pub fn of(self, text: &str) -> Option<&str> {
        let mut boundaries = text
            .char_indices()
            .map(|(byte, _)| byte)
            .chain(std::iter::once(text.len()));
        let begin = boundaries.nth(self.begin)?;
        let end = match self.end.checked_sub(self.begin)? {
            0 => begin,
            length => boundaries.nth(length - 1)?,
        };
        text.get(begin..end)
    }

    /// The smallest range that holds both.
    pub fn cover(self, other: Anchor) -> Anchor {
        Anchor {
            begin: self.begin.min(other.begin),
            end: self.end.max(other.end),
        }
    }
}

/// Written as the pair `[begin, end]`, as the scorers read it.
impl Serialize for Anchor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.begin, self.end).serialize(serializer)
    }
}

/// Read from that pair.
impl<'json> Deserialize<'json> for Anchor {
    fn deserialize<D: Deserializer<'json>>(deserializer: D) -> Result<Self, D::Error> {
        let (begin, end) = <(usize, usize)>::deserialize(deserializer)?;
        if end < begin {
            return Err(D::Error::custom(format_args!(
                "the span [{begin}, {end}] ends before it begins"
            )));
        }
        Ok(Self { begin, end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchor_counts_code_points() {
        let text = "“Škoda” – 🚗!";
        assert_eq!(Anchor::new(1, 6).of(text), Some("Škoda"));
        assert_eq!(Anchor::new(10, 12).of(text), Some("🚗!"));
        assert_eq!(Anchor::new(12, 12).of(text), Some(""));
        assert_eq!(Anchor::new(10, 13).of(text), None);
    }

    #[test]
    fn an_anchor_is_written_and_read_as_a_pair() {
        let anchor = Anchor::new(3, 7);
        let written = serde_json::to_string(&anchor).unwrap();
        assert_eq!(written, "[3,7]");
        assert_eq!(serde_json::from_str::<Anchor>(&written).unwrap(), anchor);
        for bad in ["[7, 3]", "[-1, 3]", "[1]", "[1, 2, 3]"] {
            assert!(serde_json::from_str::<Anchor>(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn trimmed_leaves_inner_space() {
        let text = "  a b \n";
        assert_eq!(Span::new(0, text.len()).trimmed(text).of(text), "a b");
        assert!(Span::new(0, 2).trimmed(text).is_empty());
    }
}
