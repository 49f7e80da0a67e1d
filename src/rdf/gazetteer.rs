//! The list of names that the user gave: as quads of a graph of its own, back, and of whom each entry speaks.
//!
//! An entry speaks of whoever goes by one of its names and is of its kind, in the way that names are told apart everywhere
//! ([`super::iri`]). A name that several entries have is none of theirs.

use super::concept::{Concept, kind_of};
use super::iri::Base;
use super::vocabulary::{onr, schema};
use crate::gazetteer::Entry;
use crate::judgement::Named;
use crate::judgement::cluster::Listed;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeMap, BTreeSet};

/// A name that stands on several lines of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ambiguous {
    /// The name.
    pub name: String,
    /// The lines, by their numbers.
    pub lines: BTreeSet<usize>,
}

/// The names that several entries have, by which none of these is told.
pub fn ambiguous(entries: &BTreeMap<Entry, usize>) -> Vec<Ambiguous> {
    let mut named: BTreeMap<String, Ambiguous> = BTreeMap::new();
    for (entry, line) in entries {
        for (path, name) in names(entry) {
            let ambiguous = named.entry(path).or_insert_with(|| Ambiguous {
                name: name.to_owned(),
                lines: BTreeSet::new(),
            });
            ambiguous.lines.insert(*line);
        }
    }
    named
        .into_values()
        .filter(|ambiguous| ambiguous.lines.len() > 1)
        .collect()
}

/// Of whom the entries speak: for each, the nodes of the names that it alone has.
pub(super) fn listed<'a>(entries: impl IntoIterator<Item = (&'a NamedNode, &'a Entry)>) -> Vec<Listed> {
    let entries: Vec<(&NamedNode, Vec<(String, &str)>)> = entries
        .into_iter()
        .map(|(node, entry)| (node, names(entry)))
        .collect();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for (path, _) in entries.iter().flat_map(|(_, names)| names) {
        *count.entry(path).or_default() += 1;
    }
    let listed = entries.iter().map(|(node, names)| Listed {
        id: node.as_str().to_owned(),
        names: names
            .iter()
            .filter(|(path, _)| count[path.as_str()] == 1)
            .map(|(path, name)| Named {
                entity: path.clone(),
                name: (*name).to_owned(),
            })
            .collect(),
    });
    listed.collect()
}

/// The paths of an entry's names, each once, with the first name that has it.
fn names(entry: &Entry) -> Vec<(String, &str)> {
    let base = Base::default();
    let mut names: Vec<(String, &str)> = Vec::new();
    for name in entry.names() {
        let node = base.entity(entry.kind, name);
        let path = base.path(node.as_ref());
        if !names.iter().any(|(known, _)| known == path) {
            names.push((path.to_owned(), name));
        }
    }
    names
}

/// The quads of an entry, in the graph of the list.
pub fn quads(entry: &Entry, base: &Base) -> Vec<Quad> {
    let node = base.entry(entry);
    let text = |text: &str| Term::from(Literal::from(text));
    let mut told = vec![
        (rdf::TYPE, Term::from(onr::GAZETTEER_ENTRY)),
        (onr::ENTITY_KIND, Term::from(entry.kind.concept())),
        (schema::NAME, text(&entry.name)),
    ];
    told.extend(
        entry
            .other
            .iter()
            .map(|name| (schema::ALTERNATE_NAME, text(name))),
    );
    let identifiers = entry.identifiers.iter();
    told.extend(identifiers.map(|identifier| (onr::LISTED_IDENTIFIER, text(&identifier.to_string()))));
    let graph = GraphName::from(base.gazetteer());
    told.into_iter()
        .map(|(property, object)| Quad::new(node.clone(), property.into_owned(), object, graph.clone()))
        .collect()
}

/// The entries of quads, by their nodes. What is no whole entry is left out.
pub fn read(quads: impl IntoIterator<Item = Quad>) -> BTreeMap<NamedNode, Entry> {
    let mut nodes: BTreeMap<NamedNode, Vec<(NamedNode, Term)>> = BTreeMap::new();
    for quad in quads {
        if let NamedOrBlankNode::NamedNode(subject) = quad.subject {
            nodes
                .entry(subject)
                .or_default()
                .push((quad.predicate, quad.object));
        }
    }
    let entries = nodes
        .into_iter()
        .filter_map(|(node, told)| Some((node, entry(&told)?)));
    entries.collect()
}

fn entry(told: &[(NamedNode, Term)]) -> Option<Entry> {
    let mut kind = None;
    let mut name = None;
    let mut other = BTreeSet::new();
    let mut identifiers = BTreeSet::new();
    for (property, object) in told {
        match (property.as_ref(), object) {
            (onr::ENTITY_KIND, Term::NamedNode(concept)) => kind = kind_of(concept.as_ref()),
            (schema::NAME, Term::Literal(text)) => name = Some(text.value().to_owned()),
            (schema::ALTERNATE_NAME, Term::Literal(text)) => _ = other.insert(text.value().to_owned()),
            (onr::LISTED_IDENTIFIER, Term::Literal(text)) => {
                _ = identifiers.insert(text.value().parse().ok()?);
            }
            _ => {}
        }
    }
    Some(Entry {
        kind: kind?,
        name: name?,
        other,
        identifiers,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer;

    const LIST: &str =
        "place\tKyiv\tKiev|KYIV\tQ1899\nplace\tGeorgia\tSakartvelo\tGE\nplace\tGeorgia\tPeach State\tQ1428";

    #[test]
    fn quads_give_back_their_entry() {
        let base = Base::default();
        for entry in gazetteer::read(LIST).unwrap().into_keys() {
            let read = read(quads(&entry, &base));
            assert_eq!(read, BTreeMap::from([(base.entry(&entry), entry)]));
        }
    }

    #[test]
    fn what_stands_on_two_lines_is_told_by_neither() {
        let entries = gazetteer::read(LIST).unwrap();
        let ambiguous = ambiguous(&entries);
        assert_eq!(ambiguous.len(), 1);
        assert_eq!(
            (ambiguous[0].name.as_str(), &ambiguous[0].lines),
            ("Georgia", &BTreeSet::from([2, 3]))
        );
        let node = NamedNode::new_unchecked("urn:x");
        let listed = listed(entries.keys().map(|entry| (&node, entry)));
        let names: BTreeSet<Vec<&str>> = listed
            .iter()
            .map(|listed| listed.names.iter().map(|named| named.entity.as_str()).collect())
            .collect();
        let expected = [
            vec!["place/kyiv", "place/kiev"],
            vec!["place/sakartvelo"],
            vec!["place/peach-state"],
        ];
        assert_eq!(names, BTreeSet::from(expected));
    }
}
