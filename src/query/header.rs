//! The `#+` header of a saved query, in the convention of grlc (<https://github.com/CLARIAH/grlc>).
//!
//! A header is YAML in comments. We read the few keys that we use; a YAML crate would read more than anybody
//! writes here. grlc ignores the keys that it does not know, such as our `example` and `parameters`.

use std::collections::BTreeMap;

/// What a query says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// What it answers, in one line.
    pub summary: String,
    /// More about it.
    pub description: String,
    /// A command line that uses it.
    pub example: String,
    /// For each parameter, what it means.
    pub parameters: BTreeMap<String, String>,
    /// For each parameter, the value it takes where none is given.
    pub defaults: BTreeMap<String, String>,
}

impl Header {
    /// Reads the header of a query's text; empty where it has none.
    pub fn read(text: &str) -> Self {
        let mut header = Self::default();
        let mut key = String::new();
        for line in text.lines().filter_map(|line| line.strip_prefix("#+")) {
            let content = line.trim();
            let indented = line.starts_with("  ");
            match (indented, content.strip_prefix("- ")) {
                (true, Some(item)) => header.add_item(&key, item),
                (true, None) => header.add_text(&key, content),
                (false, _) => {
                    let (name, value) = content.split_once(':').unwrap_or((content, ""));
                    key = name.trim().to_owned();
                    header.add_text(&key, value.trim());
                }
            }
        }
        header
    }

    /// An item of a list: `- since: what it means`.
    fn add_item(&mut self, key: &str, item: &str) {
        let map = match key {
            "parameters" => &mut self.parameters,
            "defaults" => &mut self.defaults,
            _ => return,
        };
        if let Some((name, value)) = item.split_once(':') {
            map.insert(name.trim().to_owned(), unquoted(value.trim()).to_owned());
        }
    }

    /// A value, or the next line of one (YAML's folded style: lines are joined by a space).
    fn add_text(&mut self, key: &str, text: &str) {
        let field = match key {
            "summary" => &mut self.summary,
            "description" => &mut self.description,
            "example" => &mut self.example,
            _ => return,
        };
        let text = unquoted(text.trim_start_matches(['>', '|']).trim());
        if !field.is_empty() && !text.is_empty() {
            field.push(' ');
        }
        field.push_str(text);
    }
}

fn unquoted(value: &str) -> &str {
    value
        .strip_prefix('"')
        .and_then(|inner| inner.strip_suffix('"'))
        .unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_is_read() {
        let header = Header::read(
            "#+ summary: What has somebody said?\n\
             #+ description: >\n\
             #+   One row a statement,\n\
             #+   oldest first.\n\
             #+ tags:\n\
             #+   - speech\n\
             #+ parameters:\n\
             #+   - by: a name, or an IRI\n\
             #+ defaults:\n\
             #+   - since: \"2025-01-01\"\n\
             #+ example: onrecord query said-by --by \"Ana Reyes\"\n\
             SELECT * {}\n",
        );
        assert_eq!(header.summary, "What has somebody said?");
        assert_eq!(header.description, "One row a statement, oldest first.");
        assert_eq!(header.parameters["by"], "a name, or an IRI");
        assert_eq!(header.defaults["since"], "2025-01-01");
        assert_eq!(header.example, "onrecord query said-by --by \"Ana Reyes\"");
    }

    #[test]
    fn text_without_a_header_has_none() {
        assert_eq!(Header::read("SELECT * {} # summary: no"), Header::default());
    }
}
