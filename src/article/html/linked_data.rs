//! What a page says of its article in JSON-LD (schema.org), as search engines want it.

use serde_json::{Map, Value};

/// What was said.
#[derive(Debug, Default)]
pub struct LinkedData {
    pub headline: Option<String>,
    pub published: Option<String>,
    pub publisher: Option<String>,
    pub authors: Vec<String>,
    pub url: Option<String>,
    /// As it is given, perhaps with markup.
    pub text: Option<String>,
}

/// Ends of the names of types that are articles.
const ARTICLES: &[&str] = &[
    "Article",
    "BlogPosting",
    "Report",
    "Review",
    "SocialMediaPosting",
    "AnalysisNewsArticle",
];

/// Reads the scripts of a page. The first that describes an article is taken; a page of other kind may still tell
/// its day.
pub fn read<'a>(scripts: impl Iterator<Item = &'a str>) -> LinkedData {
    let values: Vec<Value> = scripts.filter_map(parse).collect();
    let mut objects = Vec::new();
    for value in &values {
        gather(value, &mut objects);
    }
    let kind = |ends: &[&str]| {
        let is_one = |object: &&&Map<String, Value>| {
            types(object).any(|name| ends.iter().any(|end| name.ends_with(end)))
        };
        objects.iter().find(is_one).copied()
    };
    let Some(article) = kind(ARTICLES) else {
        return LinkedData {
            published: kind(&["WebPage"]).and_then(|page| string(page.get("datePublished"))),
            ..LinkedData::default()
        };
    };
    LinkedData {
        headline: string(article.get("headline")).or_else(|| string(article.get("name"))),
        published: string(article.get("datePublished")).or_else(|| string(article.get("dateCreated"))),
        publisher: name(article.get("publisher"), &objects),
        authors: names(article.get("author"), &objects),
        url: string(article.get("url")).or_else(|| string(article.get("mainEntityOfPage"))),
        text: article
            .get("articleBody")
            .and_then(Value::as_str)
            .map(str::to_owned),
    }
}

/// Some pages break strings over lines, which JSON does not allow.
fn parse(script: &str) -> Option<Value> {
    let script = script.trim().trim_end_matches(';');
    let whole = serde_json::from_str(script).ok();
    whole.or_else(|| serde_json::from_str(&script.replace(|letter: char| letter.is_control(), " ")).ok())
}

/// The objects that describe something of their own: those of lists and graphs, and what an article is said to be the main
/// thing of.
fn gather<'a>(value: &'a Value, objects: &mut Vec<&'a Map<String, Value>>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| gather(item, objects)),
        Value::Object(object) => {
            objects.push(object);
            for field in ["@graph", "mainEntity", "itemReviewed"] {
                if let Some(inner) = object.get(field) {
                    gather(inner, objects);
                }
            }
        }
        _ => {}
    }
}

fn types(object: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let value = object.get("@type");
    let list = value
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    value
        .and_then(Value::as_str)
        .into_iter()
        .chain(list.iter().filter_map(Value::as_str))
}

/// A string, the first of several, or what an object is called by.
fn string(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::String(text) => super::words(text),
        Value::Array(items) => {
            return items
                .iter()
                .find_map(|item| string(Some(item).filter(|item| !item.is_array())));
        }
        Value::Object(object) => return string(object.get("@id").filter(|id| id.is_string())),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn name(value: Option<&Value>, objects: &[&Map<String, Value>]) -> Option<String> {
    names(value, objects).into_iter().next()
}

/// The names of persons or organisations; one that is only pointed to is looked up.
fn names(value: Option<&Value>, objects: &[&Map<String, Value>]) -> Vec<String> {
    match value {
        Some(Value::Array(items)) => items
            .iter()
            .filter(|item| !item.is_array())
            .flat_map(|item| names(Some(item), objects))
            .collect(),
        Some(Value::Object(object)) => {
            let own = string(object.get("name"));
            let pointed = || {
                let id = object.get("@id")?;
                let other = objects
                    .iter()
                    .find(|other| other.get("@id") == Some(id) && other.contains_key("name"))?;
                string(other.get("name"))
            };
            own.or_else(pointed).into_iter().collect()
        }
        value => string(value)
            .into_iter()
            .filter(|name| !name.starts_with("http"))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_found_in_a_graph_and_names_are_looked_up() {
        let script = r##"{"@graph": [
            {"@type": "WebPage", "datePublished": "2020-01-01"},
            {"@type": ["Thing", "NewsArticle"], "headline": "Pier &amp; boats burn", "datePublished": "2024-05-03T10:00:00+02:00",
             "author": [{"@id": "#anna"}, {"@type": "Person", "name": "Tom Lind"}], "publisher": {"@id": "#org"}},
            {"@id": "#anna", "@type": "Person", "name": "Anna Moss"},
            {"@id": "#org", "@type": "Organization", "name": "The Coast Gazette"}]}"##;
        let data = read(std::iter::once(script));
        assert_eq!(data.headline.as_deref(), Some("Pier & boats burn"));
        assert_eq!(data.published.as_deref(), Some("2024-05-03T10:00:00+02:00"));
        assert_eq!(data.authors, ["Anna Moss", "Tom Lind"]);
        assert_eq!(data.publisher.as_deref(), Some("The Coast Gazette"));
    }

    #[test]
    fn what_is_not_json_is_passed_over() {
        let broken = "{\"@type\": \"NewsArticle\", \"headline\": \"Pier\n burns\"};";
        let data = read(["{", broken].into_iter());
        assert_eq!(data.headline.as_deref(), Some("Pier burns"));
        assert!(read(std::iter::empty()).headline.is_none());
    }
}
