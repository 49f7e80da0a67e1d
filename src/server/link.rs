//! Addresses of pages: from an IRI of the record, from a query string.

use crate::rdf::iri::Base;
use crate::rdf::vocabulary::onr;
use std::fmt::Write;

/// Where a node of the record, or any other IRI, is shown here. The path of a page is what follows the record's base
/// in the IRI, so `urn:onrecord:person/ana-reyes` is at `/person/ana-reyes`.
pub(super) fn to(base: &Base, iri: &str) -> String {
    match local(base, iri) {
        Some(path) => format!("/{}", encoded(path)),
        None => format!("/iri?{}", query([("iri", iri)])),
    }
}

/// Where any node is shown: here, if it is of the record or its vocabulary, else where it says that it is.
pub(super) fn of_node(base: &Base, iri: &str) -> Option<String> {
    match local(base, iri).is_some() || iri.starts_with(onr::NAMESPACE) {
        true => Some(to(base, iri)),
        false => on_the_web(iri).map(str::to_owned),
    }
}

/// What follows the base in an IRI of the record. An empty part before the first slash would lead to another host.
fn local<'iri>(base: &Base, iri: &'iri str) -> Option<&'iri str> {
    let path = iri.strip_prefix(base.as_str())?;
    (!path.is_empty() && !path.starts_with(['/', '\\', '#', '?'])).then_some(path)
}

/// An address that may be followed: of a page on the web and nothing else, for a `javascript:` address is code.
pub(super) fn on_the_web(address: &str) -> Option<&str> {
    let is_web = ["https://", "http://"].iter().any(|scheme| {
        address
            .get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    let is_whole = !address
        .chars()
        .any(|mark| mark.is_whitespace() || mark.is_control());
    (is_web && is_whole).then_some(address)
}

/// A query string of those values that are not empty.
pub(super) fn query<'a>(values: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in values.into_iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(name, value);
    }
    query.finish()
}

/// What an IRI may hold and the path of an address may not, percent-encoded; `#` stays, for it has the same meaning in both.
fn encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => encoded.push(char::from(byte)),
            b'-' | b'.' | b'_' | b'~' | b'/' | b'#' | b'=' | b',' | b':' | b'@' | b';' | b'+' => {
                encoded.push(char::from(byte));
            }
            // Writing to a string cannot fail.
            other => _ = write!(encoded, "%{other:02X}"),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_is_at_its_path() {
        let to = |iri| to(&Base::default(), iri);
        assert_eq!(to("urn:onrecord:person/ana-reyes"), "/person/ana-reyes");
        assert_eq!(
            to("urn:onrecord:article/x-undated-0#attribution=3,9"),
            "/article/x-undated-0#attribution=3,9"
        );
        assert_eq!(to("urn:onrecord:place/\"é"), "/place/%22%C3%A9");
    }

    #[test]
    fn other_iris_do_not_lead_away() {
        let to = |iri| to(&Base::default(), iri);
        assert_eq!(
            to("https://schema.org/Claim"),
            "/iri?iri=https%3A%2F%2Fschema.org%2FClaim"
        );
        assert_eq!(
            to("urn:onrecord://evil.example"),
            "/iri?iri=urn%3Aonrecord%3A%2F%2Fevil.example"
        );
    }

    #[test]
    fn only_addresses_of_the_web_are_followed() {
        assert_eq!(on_the_web("HTTPS://a.example/"), Some("HTTPS://a.example/"));
        for address in [
            "javascript:alert(1)",
            "data:text/html,x",
            "https://a b",
            "",
            "//x",
        ] {
            assert_eq!(on_the_web(address), None, "{address}");
        }
    }
}
