//! The answer of a server (RFC 9112) as a crawler kept it.
//!
//! Takes its bytes, gives its body. Some crawlers unpack what came in chunks or packed and leave the header that says so,
//! others leave both as they were: what the body is tells.

use flate2::read::GzDecoder;
use std::io::Read;

/// An unpacked body is no longer.
const LONGEST_BODY: u64 = 64_000_000;

/// More fields than any answer has.
const MOST_FIELDS: usize = 256;

/// An answer that was a success.
#[derive(Debug)]
pub struct Answer {
    content_type: String,
    /// The charset that the server named.
    pub charset: Option<String>,
    /// What it sent.
    pub body: Vec<u8>,
}

impl Answer {
    /// Whether it is a web page, by what the server says or, where it says nothing, by how it begins.
    pub fn is_page(&self) -> bool {
        is_page_type(&self.content_type)
            || self.content_type.is_empty() && self.body.trim_ascii_start().starts_with(b"<")
    }
}

/// Whether a media type is that of a page.
pub fn is_page_type(content_type: &str) -> bool {
    ["text/html", "application/xhtml"]
        .iter()
        .any(|page| content_type.starts_with(page))
}

/// The charset of a media type.
pub fn charset(content_type: &str) -> Option<String> {
    let (_, label) = content_type.split_once("charset=")?;
    let label = label.trim_start_matches(['"', '\'']);
    let end = label
        .find(|letter: char| "\"'; ".contains(letter))
        .unwrap_or(label.len());
    Some(label[..end].to_owned()).filter(|label| !label.is_empty())
}

/// Reads an answer; `None` where it is none, or none of a success.
pub fn read(mut bytes: Vec<u8>) -> Option<Answer> {
    let mut fields = [httparse::EMPTY_HEADER; MOST_FIELDS];
    let mut response = httparse::Response::new(&mut fields);
    let head = match httparse::ParserConfig::default()
        .allow_spaces_after_header_name_in_responses(true)
        .ignore_invalid_headers_in_responses(true)
        .parse_response(&mut response, &bytes)
    {
        Ok(httparse::Status::Complete(head)) => head,
        _ => return None,
    };
    if response.code != Some(200) {
        return None;
    }
    let field = |wanted: &str| {
        let field = response
            .headers
            .iter()
            .find(|field| field.name.eq_ignore_ascii_case(wanted));
        field
            .map(|field| String::from_utf8_lossy(field.value).to_ascii_lowercase())
            .unwrap_or_default()
    };
    let content_type = field("content-type");
    let chunked = field("transfer-encoding").contains("chunked");
    let mut body = bytes.split_off(head);
    if chunked && let Some(joined) = join_chunks(&body) {
        body = joined;
    }
    if body.starts_with(&[0x1f, 0x8b]) {
        let mut unpacked = Vec::new();
        GzDecoder::new(body.as_slice())
            .take(LONGEST_BODY)
            .read_to_end(&mut unpacked)
            .ok()?;
        body = unpacked;
    }
    Some(Answer {
        charset: charset(&content_type),
        content_type,
        body,
    })
}

/// The data of chunks; `None` where the body is not in chunks.
fn join_chunks(body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::new();
    let mut rest = body;
    loop {
        let (length_of_size, size) = match httparse::parse_chunk_size(rest) {
            Ok(httparse::Status::Complete(found)) => found,
            _ => return None,
        };
        if size == 0 {
            return Some(joined);
        }
        let end = length_of_size.checked_add(usize::try_from(size).ok()?)?;
        joined.extend_from_slice(rest.get(length_of_size..end)?);
        rest = rest.get(end..)?.strip_prefix(b"\r\n")?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(head: &str, body: &[u8]) -> Option<Answer> {
        read([format!("HTTP/1.1 {head}\r\n\r\n").as_bytes(), body].concat())
    }

    #[test]
    fn chunks_are_joined_and_what_was_joined_before_is_left() {
        let head = "200 OK\r\nContent-Type: text/html; charset=\"ISO-8859-1\"\r\nTransfer-Encoding: chunked";
        let chunked = answer(head, b"5\r\n<p>Th\r\n7;x=y\r\ne pier.\r\n0\r\n\r\n").unwrap();
        assert_eq!(chunked.body, b"<p>The pier.");
        assert_eq!(chunked.charset.as_deref(), Some("iso-8859-1"));
        assert!(chunked.is_page());
        assert_eq!(answer(head, b"<p>The pier.").unwrap().body, b"<p>The pier.");
    }

    #[test]
    fn only_pages_of_a_success_count() {
        assert!(answer("404 Not Found\r\nContent-Type: text/html", b"<p>").is_none());
        assert!(
            !answer("200 OK\r\nContent-Type: image/png", b"<p>")
                .unwrap()
                .is_page()
        );
        assert!(answer("200 OK", b" <html>").unwrap().is_page());
        assert!(read(b"no answer".to_vec()).is_none());
    }
}
