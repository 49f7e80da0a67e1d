//! By which words an entity of one article can be meant in another, and which words of an article may mean one of others.
//!
//! Takes what an article's own graph says of an entity, gives keys: it *answers to* some and *asks for* others. "Ana
//! Reyes" answers to `last reyes`, and an article that has no more than "Reyes" asks for it. What can be told from the
//! name alone ([`answers`]) is the same in every article; an office or an acronym that an article gives is of that article
//! ([`Called::answers`]). Whether one is meant is for the store to say, which knows the other articles.

use super::iri::Base;
use super::slug::slug;
use crate::lexicon::Spellings;
use crate::mention::Kind;
use oxigraph::model::NamedNode;
use std::collections::BTreeSet;

/// An entity of an article, by what the article calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    /// Its node in the article.
    pub local: NamedNode,
    /// What kind of thing it is.
    pub kind: Kind,
    /// Its fullest name, or the words as found.
    pub name: String,
    /// Whether that is a name.
    pub named: bool,
    /// What else the article calls it.
    pub aliases: Vec<String>,
    /// The roles that the article gives it, with what they belong to: "mayor", "sarn".
    pub roles: Vec<(String, Option<String>)>,
}

/// Words of organisations' names that stand for the whole only with "the" before them, and small words.
const SMALL: [&str; 6] = ["of", "and", "for", "the", "in", "de"];
/// An acronym has so many letters.
const ACRONYM: std::ops::RangeInclusive<usize> = 2..=6;

impl Called {
    /// The node of its name, where it has one that other articles can share.
    pub fn node(&self, base: &Base) -> Option<NamedNode> {
        let is_thing = matches!(self.kind, Kind::Person | Kind::Organisation | Kind::Place);
        (self.named && is_thing).then(|| base.entity(self.kind, &self.name))
    }

    /// The keys that it answers to by what this article says of it beside its name.
    pub fn answers(&self) -> BTreeSet<String> {
        if !self.named {
            return BTreeSet::new();
        }
        let roles = self
            .roles
            .iter()
            .flat_map(|(role, of)| office(role, of.as_deref()));
        let acronyms = self.aliases.iter().filter(|alias| is_acronym(alias));
        let acronyms = acronyms.map(|alias| format!("letters {}", alias.to_lowercase()));
        roles.chain(acronyms).collect()
    }

    /// The keys that it asks for: by them somebody or something of another article may be meant.
    pub fn asks(&self, spellings: &Spellings) -> BTreeSet<String> {
        let slug = slug(&self.name);
        let words: Vec<&str> = slug.split('-').collect();
        let mut keys = BTreeSet::new();
        match (self.named, self.kind) {
            (_, Kind::Event | Kind::Group) => {}
            // A place by one word is that place, whatever else is named after it.
            (true, kind) if words.len() == 1 => {
                match kind {
                    Kind::Person => _ = keys.insert(format!("last {slug}")),
                    Kind::Organisation => _ = keys.insert(format!("first {slug}")),
                    _ => {}
                }
                if is_acronym(&self.name) {
                    keys.insert(format!("letters {slug}"));
                }
            }
            (true, _) => _ = keys.insert(sound(&words, spellings)),
            (false, Kind::Person) => {
                keys.extend(
                    self.roles
                        .iter()
                        .flat_map(|(role, of)| office(role, of.as_deref())),
                );
            }
            (false, _) => {
                if let ["the", word] = words.as_slice() {
                    keys.insert(format!("word {word}"));
                }
            }
        }
        keys
    }
}

/// The keys that the node of a name answers to, whatever article has it.
pub fn answers(kind: Kind, slug: &str, spellings: &Spellings) -> BTreeSet<String> {
    let words: Vec<&str> = slug.split('-').collect();
    let mut keys = BTreeSet::new();
    let [first, .., last] = words.as_slice() else {
        return keys;
    };
    keys.insert(sound(&words, spellings));
    match kind {
        Kind::Person => _ = keys.insert(format!("last {last}")),
        Kind::Organisation => {
            keys.insert(format!("first {first}"));
            let telling = || words.iter().filter(|word| !SMALL.contains(word));
            keys.extend(telling().map(|word| format!("word {word}")));
            let letters: String = telling().filter_map(|word| word.chars().next()).collect();
            if ACRONYM.contains(&letters.len()) {
                keys.insert(format!("letters {letters}"));
            }
        }
        _ => {}
    }
    keys
}

/// Whether a key stands for another spelling of a whole name, which says enough by itself.
pub fn is_spelling(key: &str) -> bool {
    key.starts_with("sound ")
}

fn sound(words: &[&str], spellings: &Spellings) -> String {
    let sounds: Vec<String> = words.iter().map(|word| spellings.sound(word)).collect();
    format!("sound {}", sounds.join("-"))
}

fn office(role: &str, of: Option<&str>) -> Vec<String> {
    let role = slug(role);
    let of = of.map(|of| format!("office {role} {}", slug(of)));
    of.into_iter().chain([format!("office {role}")]).collect()
}

fn is_acronym(name: &str) -> bool {
    let bare = name
        .strip_prefix("the ")
        .or(name.strip_prefix("The "))
        .unwrap_or(name);
    ACRONYM.contains(&bare.len()) && bare.chars().all(|letter| letter.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn called(kind: Kind, name: &str, named: bool) -> Called {
        Called {
            local: NamedNode::new_unchecked("urn:x#entity=x"),
            kind,
            name: name.to_owned(),
            named,
            aliases: Vec::new(),
            roles: Vec::new(),
        }
    }

    /// Whether what one article calls something asks for what another one calls something.
    fn may_mean(asking: &Called, answering: &Called) -> bool {
        let spellings = Spellings::standard();
        let mut keys = answering.answers();
        if answering.named {
            keys.extend(answers(answering.kind, &slug(&answering.name), &spellings));
        }
        !asking.asks(&spellings).is_disjoint(&keys)
    }

    #[test]
    fn short_names_ask_for_long_ones() {
        let reyes = called(Kind::Person, "Ana Reyes", true);
        let board = called(Kind::Organisation, "Sarn Water Board", true);
        assert!(may_mean(&called(Kind::Person, "Reyes", true), &reyes));
        assert!(!may_mean(&called(Kind::Person, "Ana", true), &reyes));
        assert!(may_mean(&called(Kind::Person, "Ana Reyez", true), &reyes));
        assert!(may_mean(&called(Kind::Organisation, "SWB", true), &board));
        assert!(may_mean(&called(Kind::Organisation, "Sarn", true), &board));
        assert!(may_mean(&called(Kind::Organisation, "the board", false), &board));
        assert!(!may_mean(&called(Kind::Organisation, "the bank", false), &board));
        assert!(!may_mean(&called(Kind::Place, "Sarn", true), &board));
    }

    #[test]
    fn an_office_asks_for_its_holder() {
        let mut mayor = called(Kind::Person, "the mayor", false);
        let mut reyes = called(Kind::Person, "Ana Reyes", true);
        reyes.roles = vec![("mayor".to_owned(), Some("Sarn".to_owned()))];
        assert!(!may_mean(&mayor, &reyes));
        mayor.roles = vec![("mayor".to_owned(), None)];
        assert!(may_mean(&mayor, &reyes));
    }
}
