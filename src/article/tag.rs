//! HTML tags that were left in a plain text.
//!
//! Takes text that begins with "<", gives the tag's length and what it does to the layout. Only names that
//! HTML has are tags, so that "a < b" and "<unclear>" stay words. Reading HTML itself is another matter.

/// No tag that is read here is longer; it bounds the search for its end.
const LONGEST: usize = 600;

/// Tags inside a line.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "big", "cite", "code", "del", "em", "font", "i", "img", "ins", "mark", "q",
    "s", "small", "span", "strike", "strong", "sub", "sup", "time", "u", "wbr",
];

/// Tags that begin or end a paragraph.
const BLOCK: &[&str] = &[
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "div",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "section",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];

/// What a tag does to the layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Nothing: the line goes on.
    Inline,
    /// The next words stand on a new line.
    Line,
    /// The next words are another paragraph.
    Paragraph,
}

/// The tag or comment that `text` begins with: its length in bytes, and what it does.
pub fn read(text: &str) -> Option<(usize, Layout)> {
    let bytes = text.as_bytes();
    if text.starts_with("<!--") {
        let window = &text[..text.floor_char_boundary(LONGEST)];
        return window.find("-->").map(|end| (end + "-->".len(), Layout::Inline));
    }
    let end = bytes
        .iter()
        .take(LONGEST)
        .skip(1)
        .position(|byte| matches!(byte, b'>' | b'<' | b'\n'))?
        + 1;
    if bytes[end] != b'>' {
        return None;
    }
    let inner = &text[1..end];
    let closing = inner.starts_with('/');
    let inner = inner.trim_start_matches('/');
    let name_length = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let (name, attributes) = inner.split_at(name_length);
    // "<a and b>" is arithmetic or a placeholder; attributes have an equals sign.
    let plain = attributes.trim_matches(['/', ' ', '\t']).is_empty();
    if !plain && (closing || !attributes.contains('=')) {
        return None;
    }
    let name = name.to_ascii_lowercase();
    let layout = match name.as_str() {
        "br" => Layout::Line,
        name if INLINE.contains(&name) => Layout::Inline,
        name if BLOCK.contains(&name) => Layout::Paragraph,
        _ => return None,
    };
    Some((end + 1, layout))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_by_name_and_form() {
        assert_eq!(read("<u>said</u>"), Some((3, Layout::Inline)));
        assert_eq!(read("</U> on"), Some((4, Layout::Inline)));
        assert_eq!(read("<br/>x"), Some((5, Layout::Line)));
        assert_eq!(
            read("<a href=\"https://example.org/\">"),
            Some((31, Layout::Inline))
        );
        assert_eq!(read("<p class=lead>"), Some((14, Layout::Paragraph)));
        assert_eq!(read("<!-- more -->x"), Some((13, Layout::Inline)));
    }

    #[test]
    fn other_angle_brackets_are_words() {
        for text in ["< 5 and >", "<unclear>", "<a and b>", "<b", "<", "<u\n>", "<3"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
