//! What kind of file it is, told by its first bytes.
//!
//! Takes the beginning of a file, gives its [`Format`]. The name and the media type count for nothing: pages are saved
//! as .txt, JSON lines as .json, and everything as .gz.

use super::super::decode::decode;
use super::json::{begins_like_list, begins_like_object};

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Anything packed by gzip (RFC 1952).
    Gzip,
    /// A web archive (ISO 28500), as crawlers write it.
    WebArchive,
    /// A JSON object a line.
    JsonLines,
    /// One JSON object over several lines.
    Json,
    /// A JSON list of objects.
    JsonList,
    /// RSS or Atom.
    Feed,
    /// A web page.
    Page,
    /// Markdown, with or without front matter.
    Markdown,
    /// Anything else.
    Plain,
}

/// What a feed's first element is called.
const FEED_ELEMENTS: &[&str] = &["<rss", "<feed", "<rdf:rdf", "<channel"];

/// What only pages begin with or hold near their beginning.
const PAGE_ELEMENTS: &[&str] = &[
    "<!doctype html",
    "<html",
    "<head",
    "<body",
    "<meta ",
    "<title",
    "<script",
];

impl Format {
    /// The format of a file that begins so.
    pub fn of(start: &[u8]) -> Format {
        if start.starts_with(&[0x1f, 0x8b]) {
            return Format::Gzip;
        }
        if start.trim_ascii_start().starts_with(b"WARC/") {
            return Format::WebArchive;
        }
        let Ok((text, _)) = decode(start) else {
            return Format::Plain;
        };
        let text = text.trim_start();
        if begins_like_object(text) {
            return of_object(text);
        }
        if begins_like_list(text) {
            return Format::JsonList;
        }
        if text.starts_with('<') {
            return of_markup(text);
        }
        if is_markdown(text) {
            Format::Markdown
        } else {
            Format::Plain
        }
    }
}

/// Whether the format is told already: by a first line that is an object.
pub fn is_told(start: &[u8]) -> bool {
    let mut lines = start.split_inclusive(|&byte| byte == b'\n');
    let first = lines.find(|line| !line.trim_ascii().is_empty());
    first.is_some_and(|line| {
        line.ends_with(b"\n")
            && line.starts_with(b"{")
            && serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok()
    })
}

/// One object over several lines, or an object a line. Only the first two lines tell which, so that a stream of lines is
/// not taken into memory for one bad line.
fn of_object(text: &str) -> Format {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let (first, second) = (lines.next().unwrap_or_default(), lines.next());
    if serde_json::from_str::<serde::de::IgnoredAny>(first).is_ok() {
        return Format::JsonLines;
    }
    let opens = first.ends_with([',', ':', '{', '[']);
    let spread = match second {
        Some(second) => (opens || second.starts_with([',', ':', '}'])) && !second.starts_with('{'),
        None => first == "{",
    };
    if spread { Format::Json } else { Format::JsonLines }
}

/// A feed or a page by the first element, behind declarations and comments; a text with a stray tag is neither.
fn of_markup(text: &str) -> Format {
    let lower = text.to_ascii_lowercase();
    let mut rest = lower.as_str();
    loop {
        rest = rest.trim_start();
        let end = if rest.starts_with("<?") {
            "?>"
        } else if rest.starts_with("<!--") {
            "-->"
        } else {
            break;
        };
        let Some(at) = rest.find(end) else { break };
        rest = &rest[at + end.len()..];
    }
    let begins = |names: &[&str]| names.iter().any(|name| rest.starts_with(name));
    if begins(FEED_ELEMENTS) {
        Format::Feed
    } else if begins(PAGE_ELEMENTS) || PAGE_ELEMENTS[..4].iter().any(|name| rest.contains(name)) {
        Format::Page
    } else {
        Format::Plain
    }
}

/// Front matter, a heading mark on the first line, or a link with its address in brackets.
fn is_markdown(text: &str) -> bool {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default().trim_end();
    let is_field = |line: &str| {
        line.split_once(':').is_some_and(|(key, _)| {
            !key.is_empty()
                && key
                    .chars()
                    .all(|letter| letter.is_alphanumeric() || "_-".contains(letter))
        })
    };
    let front_matter = first == "---" && lines.next().is_some_and(is_field);
    let hashes = first.bytes().take_while(|&byte| byte == b'#').count();
    let heading = (1..=6).contains(&hashes) && first[hashes..].starts_with(' ');
    front_matter || heading || text.contains("](http")
}

#[cfg(test)]
mod tests {
    use super::Format::{self, *};

    #[test]
    fn the_beginning_tells_the_format() {
        let cases: [(&str, Format); 21] = [
            ("The pier burned on Monday.", Plain),
            ("", Plain),
            ("{Translator's note} The pier burned.", Plain),
            ("<u>MERROW</u> The pier burned.", Plain),
            ("<unclear> said the pier burned.", Plain),
            ("--- The pier burned.", Plain),
            ("#merrow The pier burned.", Plain),
            ("# The pier burned\n\nOn Monday it", Markdown),
            ("---\ntitle: The pier burned\n---\nOn Monday", Markdown),
            ("The [pier](https://example.org/pier) burned.", Markdown),
            (
                "\u{feff}{\"id\": \"a\", \"text\": \"The pier burned.\"}",
                JsonLines,
            ),
            (
                "{\"id\": \"a\", \"text\": \n{\"id\": \"b\", \"text\": \"The pier burned.\"}",
                JsonLines,
            ),
            ("{\n  \"id\": \"a\",\n  \"text\": \"The pier burned.\"\n}\n", Json),
            ("[\n {\"id\": \"a\"}]", JsonList),
            ("<!DOCTYPE html>\n<html><head>", Page),
            ("<!-- saved -->\n<HTML lang=en>", Page),
            (
                "<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\"><html>",
                Page,
            ),
            (
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- a feed --><rss version=\"2.0\">",
                Feed,
            ),
            ("<feed xmlns=\"http://www.w3.org/2005/Atom\">", Feed),
            ("WARC/1.0\r\nWARC-Type: warcinfo\r\n", WebArchive),
            ("WARC was declared. The pier burned.", Plain),
        ];
        for (start, format) in cases {
            assert_eq!(Format::of(start.as_bytes()), format, "{start}");
        }
        assert_eq!(Format::of(&[0x1f, 0x8b, 8, 0]), Gzip);
    }
}
