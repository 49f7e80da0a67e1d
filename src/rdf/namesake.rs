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
/// The words that open a description of somebody who was not spoken of before.
const NOBODY_KNOWN: [&str; 12] = [
    "a", "an", "another", "one", "two", "three", "some", "any", "no", "every", "each", "several",
];
/// The words that say whose somebody is, save "its", which is a body's.
const POSSESSIVES: [&str; 6] = ["his", "her", "their", "our", "my", "your"];
/// The words of who does not hold an office now.
const NO_MORE: [&str; 5] = ["former", "then", "ex", "late", "previous"];
/// How the key begins of a surname with an office.
const SURNAME_WITH_OFFICE: &str = "surname ";
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
        // Who has no more than a surname here goes by another name, perhaps.
        let in_full = self.kind != Kind::Person || slug(&self.name).contains('-');
        let roles = self.roles.iter().filter(|_| in_full).flat_map(|(role, of)| {
            // "The minister" is also the transport minister.
            let last = role.rsplit_once(' ').map(|(_, last)| last);
            let called = [Some(role.as_str()), last].into_iter().flatten();
            called
                .flat_map(|role| office(role, of.as_deref()))
                .collect::<Vec<_>>()
        });
        let acronyms = self.aliases.iter().filter(|alias| is_acronym(alias));
        let acronyms = acronyms.map(|alias| format!("letters {}", alias.to_lowercase()));
        roles
            .chain(acronyms)
            .chain(self.surnames_with_offices(true))
            .collect()
    }

    /// What tells a person from others of the surname: the offices held. It is answered by whom the article names in
    /// full, and asked by whom it calls by the surname alone.
    fn surnames_with_offices(&self, in_full: bool) -> Vec<String> {
        let slug = slug(&self.name);
        let (first, last) = slug.rsplit_once('-').unwrap_or(("", &slug));
        let is_asked = self.kind == Kind::Person && first.is_empty() != in_full;
        let roles = self.roles.iter().filter(|_| is_asked);
        roles
            .map(|(role, _)| format!("{SURNAME_WITH_OFFICE}{last} {}", office(role, None).concat()))
            .collect()
    }

    /// Whose office a description names. One that says whose it is means nobody else's ("her lawyer", "Merrow's mayor"),
    /// and one that opens as something new means nobody in particular ("a former mayor", "two aides").
    fn offices_asked(&self) -> Vec<String> {
        let words = self.name.to_lowercase().replace('’', "'");
        let first = words.split(' ').next().unwrap_or_default();
        if NOBODY_KNOWN.contains(&first) || words.split(' ').any(|word| NO_MORE.contains(&word)) {
            return Vec::new();
        }
        let by_name = (words.contains("'s ") || words.contains("s' ")) && first != "the";
        let owned = by_name || POSSESSIVES.contains(&first);
        let told = self.roles.iter().filter(|(_, of)| of.is_some() || !owned);
        told.flat_map(|(role, of)| office(role, of.as_deref())).collect()
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
                    Kind::Person => {
                        keys.insert(format!("last {slug}"));
                        // One word looks like a surname, whatever it is: "Arden" of "Arden Steel".
                        keys.insert(format!("word {slug}"));
                        keys.extend(self.surnames_with_offices(false));
                    }
                    Kind::Organisation => _ = keys.insert(format!("first {slug}")),
                    _ => {}
                }
                if is_acronym(&self.name) {
                    keys.insert(format!("letters {slug}"));
                }
            }
            (true, _) => _ = keys.insert(sound(&words, spellings)),
            (false, Kind::Person) => keys.extend(self.offices_asked()),
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
            let telling = words.iter().filter(|word| !SMALL.contains(word));
            keys.extend(telling.map(|word| format!("word {word}")));
            keys.extend(initials(&words).map(|letters| format!("letters {letters}")));
        }
        _ => {}
    }
    keys
}

/// The one-word names that can stand for a name.
pub fn shorter(kind: Kind, slug: &str) -> Vec<String> {
    let words: Vec<&str> = slug.split('-').collect();
    let [_, .., last] = words.as_slice() else {
        return Vec::new();
    };
    match kind {
        Kind::Person => vec![(*last).to_owned()],
        Kind::Organisation => initials(&words).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The first letters of an organisation's telling words.
fn initials(words: &[&str]) -> Option<String> {
    let telling = words.iter().filter(|word| !SMALL.contains(word));
    let letters: String = telling.filter_map(|word| word.chars().next()).collect();
    ACRONYM.contains(&letters.len()).then_some(letters)
}

/// Whether a key stands for another spelling of a whole name, which says enough by itself.
pub fn is_spelling(key: &str) -> bool {
    key.starts_with("sound ")
}

/// Whether a key stands for a surname with an office, which says enough where one alone answers to it.
pub fn is_surname_with_office(key: &str) -> bool {
    key.starts_with(SURNAME_WITH_OFFICE)
}

/// Whether a key stands for a word of an organisation's name.
pub fn is_word(key: &str) -> bool {
    key.starts_with("word ")
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
        assert!(may_mean(&called(Kind::Person, "Sarn", true), &board));
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
        for other in ["a mayor", "her mayor", "the former mayor", "Holm's mayor"] {
            mayor.name = other.to_owned();
            assert!(!may_mean(&mayor, &reyes), "{other}");
        }
        mayor.name = "Sarn's mayor".to_owned();
        mayor.roles = vec![("mayor".to_owned(), Some("Sarn".to_owned()))];
        assert!(may_mean(&mayor, &reyes));
    }

    #[test]
    fn an_office_tells_one_of_a_surname() {
        let mut short = called(Kind::Person, "Reyes", true);
        short.roles = vec![("mayor".to_owned(), None)];
        assert!(short.answers().is_empty());
        let mut reyes = called(Kind::Person, "Ana Reyes", true);
        reyes.roles = short.roles.clone();
        let asked = short.asks(&Spellings::standard());
        let told = |key: &&String| is_surname_with_office(key);
        assert_eq!(
            asked.iter().filter(told).collect::<Vec<_>>(),
            reyes.answers().iter().filter(told).collect::<Vec<_>>()
        );
    }
}
