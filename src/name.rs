//! From what the user calls something to what the record calls it.
//!
//! Takes a name, an IRI, or an IRI without the record's base as our tables print it; gives the entities that
//! go by it. Case does not count. Where no name is the same, those that hold it as words are taken.

use crate::query::{self, QueryError, Source};
use std::collections::{BTreeMap, BTreeSet};

/// Every entity's names. What judgements made another entity's name is no entity.
const NAMES: &str = "
SELECT DISTINCT ?entity ?label ?name WHERE {
  GRAPH ?resolved { ?entity skos:prefLabel ?label ; skos:prefLabel|skos:altLabel ?name }
  FILTER NOT EXISTS { GRAPH ?resolved { ?entity a org:Role } }
  FILTER NOT EXISTS { GRAPH ?resolved { ?entity dcterms:isReplacedBy ?other } }
}";

/// An entity of the record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entity {
    /// What it is chiefly called.
    pub label: String,
    /// Its IRI.
    pub iri: String,
}

/// What the record has under a name.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    /// These entities go by it.
    Entities(Vec<Entity>),
    /// None does; these names are the nearest, nearest first.
    Nothing(Vec<String>),
}

impl Found {
    /// The sentence that says that nobody goes by `name`.
    pub fn nothing(name: &str, nearest: &[String]) -> String {
        match nearest {
            [] => format!("nothing in the record is called {name}"),
            [one] => format!("nothing in the record is called {name}; did you mean {one}?"),
            [first @ .., last] => {
                format!(
                    "nothing in the record is called {name}; did you mean {} or {last}?",
                    first.join(", ")
                )
            }
        }
    }
}

/// Looks a name up. `base` is what the record's IRIs begin with.
///
/// # Errors
/// Where the record cannot be asked.
pub fn look_up(source: &dyn Source, base: &str, name: &str) -> Result<Found, QueryError> {
    let mut names: BTreeMap<String, BTreeSet<Entity>> = BTreeMap::new();
    for (entity, own_names) in all(source)? {
        let iri_names = [entity.iri.clone(), entity.iri.replacen(base, "", 1)];
        for name in iri_names.into_iter().chain(own_names) {
            names.entry(name).or_default().insert(entity.clone());
        }
    }
    Ok(choose(&names, name))
}

/// Every entity with all its names.
///
/// # Errors
/// Where the record cannot be asked.
pub fn all(source: &dyn Source) -> Result<BTreeMap<Entity, BTreeSet<String>>, QueryError> {
    let mut entities: BTreeMap<Entity, BTreeSet<String>> = BTreeMap::new();
    for mut row in query::rows(source, NAMES, &BTreeMap::new())? {
        if let (Some(iri), Some(label), Some(name)) =
            (row.remove("entity"), row.remove("label"), row.remove("name"))
        {
            entities.entry(Entity { label, iri }).or_default().insert(name);
        }
    }
    Ok(entities)
}

fn choose(names: &BTreeMap<String, BTreeSet<Entity>>, wanted: &str) -> Found {
    let wanted = folded(wanted);
    let matching = |fits: &dyn Fn(&str) -> bool| -> BTreeSet<Entity> {
        let fitting = names.iter().filter(|(name, _)| fits(&folded(name)));
        fitting
            .flat_map(|(_, entities)| entities.iter().cloned())
            .collect()
    };
    let mut entities = matching(&|name| name == wanted);
    if entities.is_empty() && !wanted.is_empty() {
        entities = matching(&|name| format!(" {name} ").contains(&format!(" {wanted} ")));
    }
    if entities.is_empty() {
        return Found::Nothing(nearest(names, &wanted));
    }
    Found::Entities(entities.into_iter().collect())
}

/// A name as it is compared: lower case, white space folded, a leading "the" left out.
pub fn folded(name: &str) -> String {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    match words.as_slice() {
        ["the", rest @ ..] if !rest.is_empty() => rest.join(" "),
        all => all.join(" "),
    }
}

fn nearest(names: &BTreeMap<String, BTreeSet<Entity>>, wanted: &str) -> Vec<String> {
    const SHOWN: usize = 3;
    const NEAR: f64 = 0.8;
    let mut near: Vec<(f64, &str)> = names
        .keys()
        .filter(|name| !name.contains(['/', ':']))
        .map(|name| (strsim::jaro_winkler(&folded(name), wanted), name.as_str()))
        .filter(|(score, _)| *score >= NEAR)
        .collect();
    near.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(other.1)));
    near.into_iter()
        .take(SHOWN)
        .map(|(_, name)| name.to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> BTreeMap<String, BTreeSet<Entity>> {
        let entity = |label: &str, iri: &str| Entity {
            label: label.to_owned(),
            iri: iri.to_owned(),
        };
        let reyes = entity("Ana Reyes", "urn:x:person/ana-reyes");
        let gazette = entity("The Coast Gazette", "urn:x:organisation/the-coast-gazette");
        [
            ("Ana Reyes", &reyes),
            ("person/ana-reyes", &reyes),
            ("The Coast Gazette", &gazette),
        ]
        .into_iter()
        .map(|(name, entity)| (name.to_owned(), BTreeSet::from([entity.clone()])))
        .collect()
    }

    fn labels(found: Found) -> Vec<String> {
        match found {
            Found::Entities(entities) => entities.into_iter().map(|entity| entity.label).collect(),
            Found::Nothing(nearest) => nearest.into_iter().map(|name| format!("near: {name}")).collect(),
        }
    }

    #[test]
    fn the_same_name_goes_before_a_part_of_one() {
        assert_eq!(labels(choose(&names(), "ana  REYES")), ["Ana Reyes"]);
        assert_eq!(labels(choose(&names(), "person/ana-reyes")), ["Ana Reyes"]);
        assert_eq!(labels(choose(&names(), "Reyes")), ["Ana Reyes"]);
        assert_eq!(labels(choose(&names(), "coast gazette")), ["The Coast Gazette"]);
    }

    #[test]
    fn a_part_is_made_of_whole_words() {
        assert_eq!(labels(choose(&names(), "Rey")), [""; 0]);
    }

    #[test]
    fn where_there_is_none_the_nearest_is_named() {
        let found = choose(&names(), "Anna Reyes");
        assert_eq!(found, Found::Nothing(vec!["Ana Reyes".to_owned()]));
        assert_eq!(
            Found::nothing("Anna Reyes", &["Ana Reyes".to_owned()]),
            "nothing in the record is called Anna Reyes; did you mean Ana Reyes?"
        );
    }
}
