//! Character references that were left in a text: `&amp;`, `&nbsp;`, `&#8217;`, `&#x2019;`.
//!
//! Takes text that begins with "&", gives the character meant and the bytes its spelling takes. The names are
//! those of HTML that news text was seen to carry; an unknown name is left as it is.

/// No reference that is read here is longer; it bounds the search for the semicolon.
const LONGEST: usize = 16;

const NAMED: &[(&str, char)] = &[
    ("amp", '&'),
    ("apos", '\''),
    ("bull", '•'),
    ("cent", '¢'),
    ("copy", '©'),
    ("deg", '°'),
    ("emsp", ' '),
    ("ensp", ' '),
    ("euro", '€'),
    ("gt", '>'),
    ("hellip", '…'),
    ("laquo", '«'),
    ("ldquo", '“'),
    ("lsquo", '‘'),
    ("lt", '<'),
    ("mdash", '—'),
    ("middot", '·'),
    ("nbsp", '\u{a0}'),
    ("ndash", '–'),
    ("pound", '£'),
    ("quot", '"'),
    ("raquo", '»'),
    ("rdquo", '”'),
    ("reg", '®'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("bdquo", '„'),
    ("shy", '\u{ad}'),
    ("thinsp", ' '),
    ("trade", '™'),
    ("aacute", 'á'),
    ("agrave", 'à'),
    ("acirc", 'â'),
    ("aring", 'å'),
    ("atilde", 'ã'),
    ("auml", 'ä'),
    ("aelig", 'æ'),
    ("ccedil", 'ç'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("ecirc", 'ê'),
    ("euml", 'ë'),
    ("iacute", 'í'),
    ("icirc", 'î'),
    ("iuml", 'ï'),
    ("ntilde", 'ñ'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("oslash", 'ø'),
    ("otilde", 'õ'),
    ("ouml", 'ö'),
    ("szlig", 'ß'),
    ("uacute", 'ú'),
    ("ucirc", 'û'),
    ("uuml", 'ü'),
    ("yacute", 'ý'),
    ("Aring", 'Å'),
    ("Auml", 'Ä'),
    ("Ccedil", 'Ç'),
    ("Eacute", 'É'),
    ("Oslash", 'Ø'),
    ("Ouml", 'Ö'),
    ("Uuml", 'Ü'),
];

/// The character that a reference at the start of `text` means, and the length of its spelling in bytes.
/// One that was escaped twice (`&amp;quot;`) is read as one.
pub fn read(text: &str) -> Option<(char, usize)> {
    let body = text.strip_prefix('&')?;
    let escaped_again = body.strip_prefix("amp;").and_then(one);
    if let Some((character, length)) = escaped_again {
        return Some((character, "&amp;".len() + length));
    }
    one(body).map(|(character, length)| (character, '&'.len_utf8() + length))
}

/// Reads "name;" or "#number;".
fn one(body: &str) -> Option<(char, usize)> {
    let end = body
        .bytes()
        .take(LONGEST)
        .position(|byte| !(byte.is_ascii_alphanumeric() || byte == b'#'))?;
    if body.as_bytes()[end] != b';' {
        return None;
    }
    let name = &body[..end];
    let character = match name.strip_prefix('#') {
        Some(number) => numbered(number)?,
        None => NAMED.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((character, end + 1))
}

fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
        None => number.parse().ok()?,
    };
    // HTML reads 128 to 159 as Windows-1252, since that is what their writers meant.
    if let Ok(byte @ 0x80..=0x9f) = u8::try_from(code) {
        let bytes = [byte];
        let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
        return text.chars().next();
    }
    char::from_u32(code)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn names_and_numbers_are_read() {
        assert_eq!(read("&amp; Sons"), Some(('&', 5)));
        assert_eq!(read("&#8217;s"), Some(('’', 7)));
        assert_eq!(read("&#x2014;"), Some(('—', 8)));
        assert_eq!(read("&#146;s"), Some(('’', 6)));
    }

    #[test]
    fn what_was_escaped_twice_is_one_character() {
        assert_eq!(read("&amp;quot;open"), Some(('"', 10)));
    }

    #[test]
    fn other_ampersands_are_left() {
        for text in [
            "& sons",
            "&sons;",
            "&amp",
            "&#xD800;",
            "&#99999999999;",
            "&",
            "AT&T",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
