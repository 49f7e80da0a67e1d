//! Which of the forms that an answer can take a client wants (RFC 9110, 12.5.1).

use axum::http::HeaderMap;
use axum::http::header::ACCEPT;

/// The offer that the Accept header likes best, ours first among equals; `None` where it takes none of them. A client
/// that says nothing takes the first.
pub(super) fn choose<T: Copy>(headers: &HeaderMap, offers: &[(&str, T)]) -> Option<T> {
    let accepted: Vec<&str> = headers
        .get_all(ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .filter(|range| !range.is_empty())
        .collect();
    if accepted.is_empty() {
        return offers.first().map(|(_, offer)| *offer);
    }
    let mut best: Option<(f32, T)> = None;
    for (kind, offer) in offers {
        let quality = quality(&accepted, kind);
        if quality > 0.0 && best.is_none_or(|(so_far, _)| quality > so_far) {
            best = Some((quality, *offer));
        }
    }
    best.map(|(_, offer)| offer)
}

/// How much a media type is wanted: what the most specific range that holds it says.
fn quality(accepted: &[&str], kind: &str) -> f32 {
    let mut found = (0, 0.0);
    for range in accepted {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default();
        let specific = match name.split_once('/') {
            _ if name.eq_ignore_ascii_case(kind) => 3,
            Some(("*", "*")) => 1,
            Some((family, "*")) if kind.split('/').next() == Some(family) => 2,
            _ => continue,
        };
        let wanted = parts
            .find_map(|part| part.strip_prefix("q=")?.parse().ok())
            .unwrap_or(1.0);
        if specific > found.0 {
            found = (specific, wanted);
        }
    }
    found.1
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFERS: [(&str, u8); 3] = [("text/html", 0), ("text/turtle", 1), ("application/json", 2)];

    fn chosen(accept: &str) -> Option<u8> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, accept.parse().unwrap());
        choose(&headers, &OFFERS)
    }

    #[test]
    fn the_best_liked_offer_is_taken() {
        assert_eq!(chosen("text/turtle"), Some(1));
        assert_eq!(chosen("text/html,application/xhtml+xml,*/*;q=0.8"), Some(0));
        assert_eq!(chosen("text/html;q=0.5, application/json"), Some(2));
        assert_eq!(chosen("text/*;q=0.3, text/turtle;q=0.9"), Some(1));
        assert_eq!(chosen("*/*"), Some(0));
        assert_eq!(chosen("*/*, text/html;q=0"), Some(1));
        assert_eq!(chosen("image/png"), None);
        assert_eq!(choose(&HeaderMap::new(), &OFFERS), Some(0));
    }
}
