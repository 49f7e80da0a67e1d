//! What articles say of one shared node, and how it is told in triples.
//!
//! A set of facts is a semilattice: joining is union, so order and repetition do not matter. Where a node shall
//! have one value only (a label, the words of a claim, the ends of a time), all candidates are kept while joining
//! and [`Facts::told`] chooses among them by their content alone, never by who came first.

use crate::rdf::vocabulary::{onr, schema, skos};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Term, Triple};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// One thing that an article says of a shared node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// A triple that holds if anybody says it; the node is its subject or its object.
    Triple(Triple),
    /// A name that could be its label; the others become other labels.
    Label(String),
    /// Another name.
    Alias(String),
    /// Wording of a claim, one of which is told.
    Words(String),
    /// A value, the smallest of which is told.
    Least(NamedNode, Literal),
    /// A value, the greatest of which is told.
    Greatest(NamedNode, Literal),
}

impl Fact {
    fn key(&self) -> String {
        match self {
            Self::Triple(triple) => format!("triple {triple}"),
            Self::Label(name) => format!("label {name}"),
            Self::Alias(name) => format!("alias {name}"),
            Self::Words(words) => format!("words {words}"),
            Self::Least(property, value) => format!("least {property} {value}"),
            Self::Greatest(property, value) => format!("greatest {property} {value}"),
        }
    }

    /// The nodes that it is about.
    pub fn nodes(&self) -> impl Iterator<Item = &NamedNode> {
        let triple = match self {
            // What a judgement's target stands for need not be described where it stands.
            Self::Triple(triple) if triple.predicate != onr::FOUND_AS => Some(triple),
            _ => None,
        };
        let ends = triple.map(|triple| {
            let subject = match &triple.subject {
                NamedOrBlankNode::NamedNode(subject) => Some(subject),
                NamedOrBlankNode::BlankNode(_) => None,
            };
            let object = match &triple.object {
                Term::NamedNode(object) => Some(object),
                _ => None,
            };
            [subject, object]
        });
        ends.into_iter().flatten().flatten()
    }

    /// The name that it gives.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Label(name) | Self::Alias(name) => Some(name),
            _ => None,
        }
    }

    /// The properties whose triples this fact may change beside adding one.
    fn chooses(&self) -> Vec<NamedNode> {
        match self {
            Self::Triple(_) => Vec::new(),
            Self::Label(_) | Self::Alias(_) => {
                vec![skos::PREF_LABEL.into_owned(), skos::ALT_LABEL.into_owned()]
            }
            Self::Words(_) => vec![schema::TEXT.into_owned()],
            Self::Least(property, _) | Self::Greatest(property, _) => vec![property.clone()],
        }
    }
}

/// What is said of one node, by one article or by several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts(BTreeMap<String, Fact>);

impl Facts {
    /// Adds a fact.
    pub fn insert(&mut self, fact: Fact) {
        self.0.insert(fact.key(), fact);
    }

    /// Adds all that others say.
    pub fn join(&mut self, others: &Facts) {
        for (key, fact) in &others.0 {
            self.0.entry(key.clone()).or_insert_with(|| fact.clone());
        }
    }

    /// Leaves out what others say as well.
    pub fn without(&self, others: &Facts) -> Facts {
        let rest = self.0.iter().filter(|(key, _)| !others.0.contains_key(*key));
        Facts(rest.map(|(key, fact)| (key.clone(), fact.clone())).collect())
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Fact> {
        self.0.values()
    }

    /// Whether just this is said.
    pub fn hold(&self, fact: &Fact) -> bool {
        self.0.contains_key(&fact.key())
    }

    /// Whether a fact is said, a name as label or as another name.
    pub fn say(&self, fact: &Fact) -> bool {
        match fact.name() {
            Some(name) => self.0.values().any(|known| known.name() == Some(name)),
            None => self.hold(fact),
        }
    }

    /// Leaves out what others say as well, names as label or as another name.
    pub fn beyond(&self, others: &Facts) -> Facts {
        let rest = self.0.iter().filter(|(_, fact)| !others.say(fact));
        Facts(rest.map(|(key, fact)| (key.clone(), fact.clone())).collect())
    }

    /// With what was told of a node, recalled: whether a fact is what was chosen, so that without it another one is.
    pub fn choose(&self, fact: &Fact) -> bool {
        !matches!(fact, Fact::Triple(_) | Fact::Alias(_)) && self.hold(fact)
    }

    /// Takes out the triples that begin or end at one of some nodes.
    pub fn take_triples_with(&mut self, nodes: &BTreeSet<NamedNode>) -> Vec<Triple> {
        let touches = |triple: &Triple| {
            let subject = match &triple.subject {
                NamedOrBlankNode::NamedNode(subject) => nodes.contains(subject),
                NamedOrBlankNode::BlankNode(_) => false,
            };
            subject || matches!(&triple.object, Term::NamedNode(object) if nodes.contains(object))
        };
        let taken = |_: &String, fact: &mut Fact| matches!(fact, Fact::Triple(triple) if touches(triple));
        self.0
            .extract_if(.., taken)
            .filter_map(|(_, fact)| match fact {
                Fact::Triple(triple) => Some(triple),
                _ => None,
            })
            .collect()
    }

    /// What a property leads to in the triples among them.
    pub fn objects(&self, property: NamedNodeRef<'static>) -> impl Iterator<Item = Term> {
        self.0.values().filter_map(move |fact| match fact {
            Fact::Triple(triple) if triple.predicate == property => Some(triple.object.clone()),
            _ => None,
        })
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The properties whose triples depend on what others say of the node.
    pub fn chosen_properties(&self) -> BTreeSet<NamedNode> {
        self.0.values().flat_map(Fact::chooses).collect()
    }

    /// Adds what a told triple stands for, seen from the same node's facts. For a chosen property this is as
    /// good as having all the candidates: the best of the best and the new is the best of all.
    pub fn recall(&mut self, triple: &Triple, facts: &Facts) {
        let Term::Literal(value) = &triple.object else {
            return;
        };
        let text = value.value().to_owned();
        let property = triple.predicate.as_ref();
        if property == skos::PREF_LABEL {
            self.insert(Fact::Label(text));
        } else if property == skos::ALT_LABEL {
            self.insert(Fact::Alias(text));
        } else if property == schema::TEXT {
            self.insert(Fact::Words(text));
        } else {
            let alike = facts.0.values().find_map(|fact| match fact {
                Fact::Least(of, _) if *of == property => Some(Fact::Least(of.clone(), value.clone())),
                Fact::Greatest(of, _) if *of == property => Some(Fact::Greatest(of.clone(), value.clone())),
                _ => None,
            });
            if let Some(fact) = alike {
                self.insert(fact);
            }
        }
    }

    /// The triples in which these facts are told, by their text.
    pub fn told(&self, node: &NamedNode) -> BTreeMap<String, Triple> {
        let mut told = Told {
            node,
            triples: BTreeMap::new(),
        };
        let mut labels = BTreeSet::new();
        let mut aliases = BTreeSet::new();
        let mut words = BTreeSet::new();
        let mut ends: BTreeMap<&NamedNode, &Literal> = BTreeMap::new();
        for fact in self.0.values() {
            match fact {
                Fact::Triple(triple) => told.insert(triple.clone()),
                Fact::Label(name) => _ = labels.insert(name.as_str()),
                Fact::Alias(name) => _ = aliases.insert(name.as_str()),
                Fact::Words(text) => _ = words.insert(text.as_str()),
                Fact::Least(property, value) => choose(&mut ends, property, value, |new, old| new < old),
                Fact::Greatest(property, value) => choose(&mut ends, property, value, |new, old| new > old),
            }
        }
        let label = labels.iter().copied().min_by_key(|name| plainness(name));
        if let Some(label) = label {
            told.text(skos::PREF_LABEL, label);
        }
        let others = labels.union(&aliases).filter(|name| Some(**name) != label);
        for other in others {
            told.text(skos::ALT_LABEL, other);
        }
        if let Some(text) = words.into_iter().min_by_key(|text| plainness(text)) {
            told.text(schema::TEXT, text);
        }
        for (property, value) in ends {
            told.insert(Triple::new(node.clone(), property.clone(), value.clone()));
        }
        told.triples
    }
}

fn choose<'a>(
    ends: &mut BTreeMap<&'a NamedNode, &'a Literal>,
    property: &'a NamedNode,
    value: &'a Literal,
    better: impl Fn(&str, &str) -> bool,
) {
    ends.entry(property)
        .and_modify(|end| {
            if better(value.value(), end.value()) {
                *end = value;
            }
        })
        .or_insert(value);
}

/// What the best spelling of a name has least of: not shouted, not wholly lower case, with its diacritics and hyphens
/// ("Müller" before "Muller", "Anne-Lise" before "Anne Lise"), then by the alphabet.
fn plainness(name: &str) -> (bool, bool, Reverse<usize>, &str) {
    let shouted = !name.chars().any(char::is_lowercase);
    let low = !name.chars().any(char::is_uppercase);
    let marked = name
        .chars()
        .filter(|character| character.is_alphabetic() && !character.is_ascii() || *character == '-')
        .count();
    (shouted, low, Reverse(marked), name)
}

struct Told<'a> {
    node: &'a NamedNode,
    triples: BTreeMap<String, Triple>,
}

impl Told<'_> {
    fn insert(&mut self, triple: Triple) {
        self.triples.insert(triple.to_string(), triple);
    }

    fn text(&mut self, property: NamedNodeRef<'_>, text: &str) {
        self.insert(Triple::new(
            self.node.clone(),
            property.into_owned(),
            Literal::from(text),
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(facts: &[Fact]) -> Facts {
        let mut all = Facts::default();
        facts.iter().for_each(|fact| all.insert(fact.clone()));
        all
    }

    fn label(name: &str) -> Fact {
        Fact::Label(name.to_owned())
    }

    #[test]
    fn the_best_spelling_is_the_label_and_the_others_are_kept() {
        let node = NamedNode::new_unchecked("urn:x");
        let told = facts(&[
            label("MÜLLER"),
            label("Muller"),
            label("Müller"),
            Fact::Alias("Muller".to_owned()),
        ])
        .told(&node);
        let told: Vec<&String> = told.keys().collect();
        assert_eq!(
            told,
            [
                "<urn:x> <http://www.w3.org/2004/02/skos/core#altLabel> \"Muller\"",
                "<urn:x> <http://www.w3.org/2004/02/skos/core#altLabel> \"MÜLLER\"",
                "<urn:x> <http://www.w3.org/2004/02/skos/core#prefLabel> \"Müller\"",
            ]
        );
    }

    #[test]
    fn joining_what_was_told_is_as_good_as_joining_all() {
        let node = NamedNode::new_unchecked("urn:x");
        let day = |day: &str| Literal::from(day);
        let from = NamedNode::new_unchecked("urn:from");
        let one = facts(&[
            label("B"),
            label("a"),
            Fact::Least(from.clone(), day("2026-03-01")),
            Fact::Words("The dam".to_owned()),
        ]);
        let two = facts(&[
            label("C"),
            Fact::Alias("B".to_owned()),
            Fact::Least(from, day("2026-02-01")),
            Fact::Words("the dam".to_owned()),
        ]);
        let mut all = one.clone();
        all.join(&two);
        let mut step = Facts::default();
        for triple in one.told(&node).values() {
            step.recall(triple, &two);
        }
        step.join(&two);
        assert_eq!(step.told(&node), all.told(&node));
    }
}
