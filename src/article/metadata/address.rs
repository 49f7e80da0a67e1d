//! Addresses of the web in a text, also where a space or a line break got into one.
//!
//! Takes a line and the line after it, gives the address as it was meant and its place. Only an address that
//! stands alone is the page's own; one inside a sentence is a link to something else.

/// The characters that an address may hold (RFC 3986, and letters beyond ASCII as browsers show them).
fn in_address(letter: char) -> bool {
    letter.is_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(letter)
}

/// Whether a line is an address and nothing else, a label such as "Link:" and stray spaces aside.
pub fn fills(line: &str) -> bool {
    read(line, None).is_some()
}

/// A page's own address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The address without the spaces that broke it.
    pub value: String,
    /// Where it begins in its line, in bytes.
    pub start: usize,
    /// Where it ends, in bytes of its line, or of the next line where [`Address::on_next_line`] holds.
    pub end: usize,
    /// Whether a line break was inside it.
    pub on_next_line: bool,
}

/// Reads the address that fills a line, and goes on in the next line where that shows it.
pub fn read(line: &str, next: Option<&str>) -> Option<Address> {
    let start = ["https://", "http://"]
        .iter()
        .find_map(|scheme| line.find(scheme))?;
    let label = line[..start].trim_end();
    if !(label.is_empty() || label.ends_with(':') && label.split_whitespace().count() <= 3) {
        return None;
    }
    let mut value = String::new();
    for part in line[start..].split_whitespace() {
        if !part.chars().all(in_address) || !(value.is_empty() || continues(&value, part)) {
            return None;
        }
        value.push_str(part);
    }
    let end = line.len();
    let mut address = Address {
        value,
        start,
        end,
        on_next_line: false,
    };
    if let Some(rest) =
        next.filter(|rest| !rest.contains(char::is_whitespace) && continues(&address.value, rest))
    {
        address.value.push_str(rest);
        address.end = rest.len();
        address.on_next_line = true;
    }
    let host_is_whole = host(&address.value).is_some_and(|host| host.contains('.'));
    host_is_whole.then_some(address)
}

/// Whether a part after white space belongs to the address before it: the break stands beside a separator.
fn continues(before: &str, part: &str) -> bool {
    let separator = |letter: char| "-/_?&=#%".contains(letter);
    let path_begun = before.splitn(4, '/').nth(3).is_some();
    part.chars().all(in_address)
        && !part.starts_with("http")
        && (part.starts_with(separator) || path_begun && before.ends_with(separator) && looks_like_slug(part))
}

/// "fast-a90009": more than a word.
fn looks_like_slug(part: &str) -> bool {
    part.contains(['-', '/', '_', '='])
        || part.ends_with(".html")
        || part.chars().any(|letter| letter.is_ascii_digit())
}

/// The host of an address, lower case, without "www.".
pub fn host(address: &str) -> Option<String> {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next()?.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (!host.is_empty()).then(|| host.to_owned())
}

/// Whether a word is a bare host such as "example.org".
pub fn is_bare_host(word: &str) -> bool {
    let labels: Vec<&str> = word.trim_end_matches('/').split('.').collect();
    let well_formed = labels.iter().all(|label| {
        !label.is_empty()
            && label
                .chars()
                .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-')
    });
    let last = labels.last().copied().unwrap_or_default();
    labels.len() >= 2
        && well_formed
        && (2..=6).contains(&last.len())
        && last.chars().all(|letter| letter.is_ascii_lowercase())
        && labels[0].len() > 1
}

/// The words that the path of an address is made of, lower case.
pub fn slug_words(address: &str) -> Vec<String> {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = rest.split_once('/').map_or("", |(_, path)| path);
    path.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.chars().count() > 2)
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_address_is_put_together() {
        let whole = "https://www.example.org/2024/05/port-strike-ends-after-nine-days-a77";
        for (line, next) in [
            (whole, None),
            (
                "Link: https://www.example.org/2024/05/port-strike-ends-after-nine-days-a77",
                Some("The port"),
            ),
            (
                "https://www.example.org/2024/05/port-strike-ends -after-nine-days-a77",
                None,
            ),
            (
                "https://www.example.org/2024/05/port-strike-ends-",
                Some("after-nine-days-a77"),
            ),
            (
                "https://www.example.org/2024/05/port-strike-ends",
                Some("-after-nine-days-a77"),
            ),
        ] {
            assert_eq!(read(line, next).expect(line).value, whole, "{line}");
        }
    }

    #[test]
    fn an_address_inside_a_sentence_is_not_the_page_s_own() {
        assert!(!fills("See https://www.example.org/rules for the rules."));
        assert!(!fills("https://www.example.org/rules are the rules"));
        assert!(!fills("https://"));
    }

    #[test]
    fn hosts_are_bare_and_lower_case() {
        assert_eq!(
            host("https://WWW.Example.org:8080/a").as_deref(),
            Some("example.org")
        );
        assert!(is_bare_host("merrow-port.example.org"));
        assert!(
            !is_bare_host("Mr.Moss")
                && !is_bare_host("U.S.")
                && !is_bare_host("p.m.")
                && !is_bare_host("4.50")
        );
    }
}
