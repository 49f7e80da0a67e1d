//! How deep the elements of a page lie inside each other.
//!
//! Readers of pages look through all open elements at each new one, or call themselves for each: a page of nothing but opening
//! tags would take hours, or end the program. It is told before anything else reads it.

use ego_tree::iter::Edge;
use scraper::Html;

/// Elements inside each other. Articles have some dozens.
pub(super) const DEEPEST: usize = 400;

/// Tags that are open at once by a plain count, which takes some for open that a reader closes.
const MOST_OPEN: usize = 4 * DEEPEST;

/// Elements that are empty, or that another of their kind closes.
const CLOSED_BY_OTHERS: &[&str] = &[
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
    "optgroup", "option", "p", "param", "rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead", "tr",
    "track", "wbr",
];

/// Whether a page opens more elements at once than can be read. Looks at each byte once.
pub(super) fn opens_too_many(page: &str) -> bool {
    let mut open = 0usize;
    for tag in page.split('<').skip(1) {
        let (closes, name) = match tag.strip_prefix('/') {
            Some(rest) => (true, rest),
            None => (false, tag),
        };
        let end = name
            .bytes()
            .take(16)
            .position(|byte| !byte.is_ascii_alphanumeric());
        let is_name = name.starts_with(|letter: char| letter.is_ascii_alphabetic());
        let Some(end) = end.filter(|_| is_name) else {
            continue;
        };
        if CLOSED_BY_OTHERS.contains(&name[..end].to_ascii_lowercase().as_str()) {
            continue;
        }
        open = if closes { open.saturating_sub(1) } else { open + 1 };
        if open > MOST_OPEN {
            return true;
        }
    }
    false
}

/// Whether the elements of a page lie too deep inside each other.
pub(super) fn is_too_deep(document: &Html) -> bool {
    let mut depth = 0usize;
    document.tree.root().traverse().any(|edge| {
        match edge {
            Edge::Open(_) => depth += 1,
            Edge::Close(_) => depth -= 1,
        }
        depth > DEEPEST
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_that_stay_open_are_counted() {
        assert!(opens_too_many(&"<div>".repeat(2000)));
        assert!(opens_too_many(&"<B x=1>".repeat(2000)));
        assert!(!opens_too_many(&"<p>The pier burned.<br><li>".repeat(2000)));
        assert!(!opens_too_many(&"<div><b>x</b></div>".repeat(2000)));
        assert!(!opens_too_many(&"a < b <5 ".repeat(2000)));
    }
}
