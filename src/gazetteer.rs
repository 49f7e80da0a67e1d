//! A list of names that the user gives: what else somebody or something is called, and how others identify it.
//!
//! Pure. Takes the text of a file, gives [`Entry`]s, each with the line that it stands on. A line is a JSON object,
//!
//! ```json
//! {"kind": "place", "name": "Kyiv", "other": ["Kiev"], "identifiers": ["Q1899", "iso3166:UA-30"]}
//! ```
//!
//! or four columns with tabs between them: kind, name, other names with `|` between them, identifiers with spaces between
//! them; the last two may be empty or missing. Empty lines and lines that begin with `#` say nothing. Nothing is guessed
//! from a list: `rdf` says of whom a line speaks, by kind and name.

use crate::judgement::kind_of_word;
use crate::mention::Kind;
use oxigraph::model::NamedNode;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

/// Somebody or something that a line of the list names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// A person, an organisation, a place or an event.
    pub kind: Kind,
    /// What the record shall call it.
    pub name: String,
    /// What else it is called.
    pub other: BTreeSet<String>,
    /// How others identify it.
    pub identifiers: BTreeSet<Identifier>,
}

impl Entry {
    /// All its names, the first one first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let other = self.other.iter().map(String::as_str);
        std::iter::once(self.name.as_str()).chain(other)
    }
}

/// How others identify something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Identifier {
    /// An item of Wikidata, by its number: `Q1899`.
    Wikidata(String),
    /// A code of ISO 3166 for a country or a part of one: `UA`, `UKR`, `UA-30`.
    Iso3166(String),
    /// Any other IRI.
    Iri(String),
}

impl FromStr for Identifier {
    type Err = IdentifierError;

    /// Reads `Q1899`, `UA`, `iso3166:UA`, or an absolute IRI.
    fn from_str(text: &str) -> Result<Self, IdentifierError> {
        let is_number =
            |digits: &str| !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
        if text.strip_prefix('Q').is_some_and(is_number) {
            return Ok(Self::Wikidata(text.to_owned()));
        }
        let code = text.strip_prefix(ISO_3166).unwrap_or(text);
        if is_iso_3166(code) {
            return Ok(Self::Iso3166(code.to_owned()));
        }
        let is_iri = !text.starts_with(ISO_3166) && NamedNode::new(text).is_ok();
        is_iri
            .then(|| Self::Iri(text.to_owned()))
            .ok_or_else(|| IdentifierError(text.to_owned()))
    }
}

/// What was given identifies nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no identifier: Q1899, iso3166:UA and whole IRIs are")]
pub struct IdentifierError(pub String);

impl Identifier {
    /// The IRI that it is; `None` for a code.
    pub fn iri(&self) -> Option<String> {
        match self {
            Self::Wikidata(item) => Some(format!("http://www.wikidata.org/entity/{item}")),
            Self::Iso3166(_) => None,
            Self::Iri(iri) => Some(iri.clone()),
        }
    }
}

impl fmt::Display for Identifier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wikidata(text) | Self::Iri(text) => formatter.write_str(text),
            Self::Iso3166(code) => write!(formatter, "{ISO_3166}{code}"),
        }
    }
}

/// What a code of ISO 3166 may have before it, and has in the record.
const ISO_3166: &str = "iso3166:";

/// Two or three capital letters, or the two of a country with one to three letters or digits of a part of it.
fn is_iso_3166(code: &str) -> bool {
    let (country, part) = code.split_once('-').unwrap_or((code, ""));
    let is_country = country.bytes().all(|letter| letter.is_ascii_uppercase());
    let is_part = part
        .bytes()
        .all(|mark| mark.is_ascii_uppercase() || mark.is_ascii_digit());
    let lengths = (country.len(), part.len(), code.contains('-'));
    is_country && is_part && matches!(lengths, (2 | 3, 0, false) | (2, 1..=3, true))
}

/// A line as JSON has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    kind: String,
    name: String,
    #[serde(default)]
    other: Vec<String>,
    #[serde(default)]
    identifiers: Vec<String>,
}

/// A line that says nothing that can be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct LineError {
    /// Its number, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: String,
}

/// The entries of a list, each with the number of the first line that says so.
///
/// # Errors
/// At the first line that is malformed.
pub fn read(text: &str) -> Result<BTreeMap<Entry, usize>, LineError> {
    let mut entries = BTreeMap::new();
    for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let entry = entry(line).map_err(|what| LineError {
            line: index + 1,
            what,
        })?;
        entries.entry(entry).or_insert(index + 1);
    }
    Ok(entries)
}

fn entry(line: &str) -> Result<Entry, String> {
    let line = match line.trim_start().starts_with('{') {
        true => serde_json::from_str(line).map_err(|error| format!("it is no such JSON object: {error}"))?,
        false => columns(line)?,
    };
    line.entry()
}

fn columns(line: &str) -> Result<Line, String> {
    let columns: Vec<&str> = line.split('\t').collect();
    let (kind, name, rest) = match columns.as_slice() {
        [kind, name, rest @ ..] if rest.len() <= 2 => (kind, name, rest),
        other => {
            return Err(format!(
                "it has {} columns where kind, name, other names and identifiers are expected, with tabs between them",
                other.len()
            ));
        }
    };
    let texts = |column: usize, between: fn(char) -> bool| {
        let column = rest.get(column).copied().unwrap_or_default();
        let texts = column.split(between).map(str::trim);
        texts.filter(|text| !text.is_empty()).map(str::to_owned).collect()
    };
    Ok(Line {
        kind: kind.trim().to_owned(),
        name: (*name).to_owned(),
        other: texts(0, |mark| mark == '|'),
        identifiers: texts(1, char::is_whitespace),
    })
}

impl Line {
    fn entry(self) -> Result<Entry, String> {
        let kind = kind_of_word(&self.kind).filter(|kind| *kind != Kind::Group);
        let kind = kind.ok_or_else(|| {
            format!(
                "{:?} is no kind: person, organisation, place and event are",
                self.kind
            )
        })?;
        let name = |name: &str| match name.split_whitespace().collect::<Vec<_>>().join(" ") {
            name if name.is_empty() => Err("a name is empty".to_owned()),
            name => Ok(name),
        };
        let first = name(&self.name)?;
        let mut other = self
            .other
            .iter()
            .map(|other| name(other))
            .collect::<Result<BTreeSet<String>, String>>()?;
        other.remove(&first);
        let identifiers = self.identifiers.iter().map(|text| text.trim().parse());
        let identifiers: Result<_, IdentifierError> = identifiers.collect();
        Ok(Entry {
            kind,
            name: first,
            other,
            identifiers: identifiers.map_err(|error| error.to_string())?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_an_object_or_columns() {
        let json = r#"{"kind":"place","name":"Kyiv","other":["Kiev"],"identifiers":["Q1899","UA-30"]}"#;
        let columns = "# kind\tname\tother\tidentifiers\n\nplace\tKyiv\tKiev\tQ1899 iso3166:UA-30";
        let read = |text| read(text).unwrap();
        assert_eq!(
            read(json).into_keys().collect::<Vec<_>>(),
            read(columns).into_keys().collect::<Vec<_>>()
        );
        assert_eq!(read(columns).into_values().collect::<Vec<_>>(), [3]);
        let entry = read(json).into_keys().next().unwrap();
        assert_eq!(entry.names().collect::<Vec<_>>(), ["Kyiv", "Kiev"]);
        let iris: Vec<Option<String>> = entry.identifiers.iter().map(Identifier::iri).collect();
        assert_eq!(
            iris,
            [Some("http://www.wikidata.org/entity/Q1899".to_owned()), None]
        );
        assert_eq!(read("person\tAna Reyes").len(), 1);
        assert_eq!(read(""), BTreeMap::new());
    }

    #[test]
    fn a_malformed_line_is_told_by_its_number() {
        for (line, words) in [
            ("place", "it has 1 columns"),
            ("ship\tMerrow", "\"ship\" is no kind"),
            ("group\tMerrow", "\"group\" is no kind"),
            ("place\t \t", "a name is empty"),
            ("place\tMerrow\t\tMerrow", "\"Merrow\" is no identifier"),
            ("place\tMerrow\t\tiso3166:Merrow", "is no identifier"),
            ("place\tMerrow\t\tUA-", "is no identifier"),
            ("{\"kind\":\"place\"}", "missing field `name`"),
            (
                "{\"kind\":\"place\",\"name\":\"x\",\"colour\":1}",
                "unknown field",
            ),
        ] {
            let error = read(&format!("place\tKyiv\n{line}")).unwrap_err();
            assert_eq!(error.line, 2, "{line}");
            assert!(error.to_string().contains(words), "{line}: {error}");
        }
    }
}
