//! Bytes to text: byte order mark, UTF-8, else the charset that the bytes look like.
//!
//! Takes the bytes of a file or of one line, gives the text and notes about it, or the sign that it is no text.
//! Nothing is lost: what has no meaning in the charset stands as U+FFFD. Next: `input`.

use super::error::{BinarySign, Note};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// Binary data shows within so many bytes.
const LOOKED_AT: usize = 64 * 1024;

/// A page names its charset within so many bytes.
const LABEL_WITHIN: usize = 2048;

/// Decodes bytes to text.
///
/// # Errors
/// The sign by which the bytes were taken for binary data.
pub fn decode(bytes: &[u8]) -> Result<(String, Vec<Note>), BinarySign> {
    if let Some((charset, mark_length)) = Encoding::for_bom(bytes) {
        return Ok(with_charset(&bytes[mark_length..], charset));
    }
    if let Some(sign) = binary_sign(&bytes[..bytes.len().min(LOOKED_AT)]) {
        return Err(sign);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.to_owned(), Vec::new()));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    Ok(with_charset(bytes, detector.guess(None, Utf8Detection::Deny)))
}

/// Decodes a web page, whose server or head may name a charset. What is UTF-8 is read as that whatever they say.
///
/// # Errors
/// The sign by which the bytes were taken for binary data.
pub fn decode_labelled(bytes: &[u8], label: Option<&str>) -> Result<(String, Vec<Note>), BinarySign> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(LABEL_WITHIN)]).to_ascii_lowercase();
    let named = label
        .and_then(|label| Encoding::for_label(label.as_bytes()))
        .or_else(|| Encoding::for_label(label_of(&head)?.as_bytes()))
        .filter(|charset| charset.is_ascii_compatible());
    match named {
        Some(charset) if Encoding::for_bom(bytes).is_none() && std::str::from_utf8(bytes).is_err() => {
            match binary_sign(&bytes[..bytes.len().min(LOOKED_AT)]) {
                Some(sign) => Err(sign),
                None => Ok(with_charset(bytes, charset)),
            }
        }
        _ => decode(bytes),
    }
}

/// What stands behind "charset=" in the head of a page.
fn label_of(head: &str) -> Option<&str> {
    let (_, label) = head.split_once("charset=")?;
    let label = label.trim_start_matches(['"', '\'']);
    label
        .split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-' && letter != '_')
        .next()
}

fn with_charset(bytes: &[u8], charset: &'static Encoding) -> (String, Vec<Note>) {
    let (text, malformed) = charset.decode_without_bom_handling(bytes);
    let charset_name = charset.name();
    let mut notes = Vec::new();
    if charset != UTF_8 {
        notes.push(Note::OtherCharset {
            charset: charset_name,
        });
    }
    if malformed {
        notes.push(Note::Undecodable {
            charset: charset_name,
        });
    }
    (text.into_owned(), notes)
}

/// A zero byte, or more than a tenth of the bytes control characters that no text file has.
fn binary_sign(bytes: &[u8]) -> Option<BinarySign> {
    if let Some(position) = bytes.iter().position(|&byte| byte == 0) {
        return Some(BinarySign::NulByte { position });
    }
    let count = bytes.iter().filter(|&&byte| is_control(byte)).count();
    (count * 10 > bytes.len()).then_some(BinarySign::ControlBytes {
        count,
        of: bytes.len(),
    })
}

fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | 0x0b | 0x0c | b'\r' | 0x1b) || byte == 0x7f
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_is_taken_as_it_is() {
        let (text, notes) = decode("Café – “open”".as_bytes()).expect("text");
        assert_eq!(text, "Café – “open”");
        assert!(notes.is_empty());
    }

    #[test]
    fn byte_order_marks_are_obeyed_and_left_out() {
        let utf16: Vec<u8> = "\u{feff}Größe"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(decode(&utf16).expect("text").0, "Größe");
        assert_eq!(decode(b"\xef\xbb\xbfharbour").expect("text").0, "harbour");
    }

    #[test]
    fn an_older_charset_is_guessed_and_noted() {
        let (bytes, _, _) =
            encoding_rs::WINDOWS_1252.encode("The café’s owner said “no” to the naïve offer.");
        let (text, notes) = decode(&bytes).expect("text");
        assert_eq!(text, "The café’s owner said “no” to the naïve offer.");
        assert_eq!(
            notes,
            [Note::OtherCharset {
                charset: "windows-1252"
            }]
        );
    }

    #[test]
    fn a_broken_utf8_file_loses_nothing() {
        let (text, notes) = decode(b"The port \xff reopened.").expect("text");
        assert!(text.starts_with("The port ") && text.ends_with(" reopened."));
        assert!(!notes.is_empty());
    }

    #[test]
    fn binary_data_is_refused_with_its_sign() {
        assert_eq!(decode(b"PK\x03\x00zip"), Err(BinarySign::NulByte { position: 3 }));
        let noise: Vec<u8> = (0..100)
            .map(|index| if index % 3 == 0 { 0x01 } else { b'x' })
            .collect();
        assert_eq!(
            decode(&noise),
            Err(BinarySign::ControlBytes { count: 34, of: 100 })
        );
    }
}
