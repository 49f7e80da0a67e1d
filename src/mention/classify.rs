//! What the names are that no table and no pattern explains.
//!
//! Takes all candidates of an article with the sentence each stands in, and gives each a kind or drops it. Evidence, the
//! strongest first: the same words explained elsewhere in the article; a part of a person's name given there; a
//! dateline; the prepositions before it and its shape. A name has one sense in an article (Gale et al. 1992),
//! so the votes of all its places are added up.

use super::Kind;
use super::name::Candidate;
use super::word::Line;
use crate::lexicon::Lexicon;
use std::collections::BTreeMap;

/// What is known of the article's names.
#[derive(Default)]
pub(super) struct Article {
    /// Names explained somewhere, by their words.
    explained: BTreeMap<String, Kind>,
    /// Parts of the names of persons.
    person_parts: BTreeMap<String, usize>,
    /// For each name without a kind, votes for place and for person.
    votes: BTreeMap<String, Votes>,
}

#[derive(Clone, Copy, Default)]
struct Votes {
    place: i32,
    person: i32,
    organisation: i32,
}

impl Article {
    /// Adds what a sentence shows.
    pub(super) fn read(&mut self, line: &Line, candidates: &[Candidate], lexicon: &Lexicon) {
        for candidate in candidates {
            let words = phrase(line, candidate);
            match candidate.kind {
                Some(Kind::Person) => {
                    if candidate.words.len() > 1 || candidate.address.is_some() {
                        for index in candidate.words.clone() {
                            let part = &*line.words[index].text;
                            if part.chars().count() > 2 {
                                *self.person_parts.entry(part.to_owned()).or_default() += 1;
                            }
                        }
                    }
                    self.explained.entry(words).or_insert(Kind::Person);
                }
                Some(kind) => {
                    self.explained.entry(words).or_insert(kind);
                }
                None => {
                    let votes = votes(line, candidate, lexicon);
                    let sum = self.votes.entry(words).or_default();
                    sum.place += votes.place;
                    sum.person += votes.person;
                    sum.organisation += votes.organisation;
                }
            }
        }
    }

    /// The kind of a candidate; `None` where it is taken for no name.
    pub(super) fn kind(&self, line: &Line, candidate: &Candidate, lexicon: &Lexicon) -> Option<Kind> {
        if let Some(kind) = candidate.kind {
            return Some(kind);
        }
        let words = phrase(line, candidate);
        if let Some(kind) = self.explained.get(&words) {
            return Some(*kind);
        }
        let single = candidate.words.len() == 1;
        if single && self.person_parts.contains_key(&words) {
            return Some(Kind::Person);
        }
        let votes = self.votes.get(&words).copied().unwrap_or_default();
        decide(line, candidate, votes, lexicon)
    }
}

fn decide(line: &Line, candidate: &Candidate, votes: Votes, lexicon: &Lexicon) -> Option<Kind> {
    let best = votes.place.max(votes.person).max(votes.organisation);
    if best <= 0 {
        return None;
    }
    let _ = (line, candidate, lexicon);
    Some(if votes.person == best {
        Kind::Person
    } else if votes.organisation == best {
        Kind::Organisation
    } else {
        Kind::Place
    })
}

/// What one place of a name says about it.
fn votes(line: &Line, candidate: &Candidate, lexicon: &Lexicon) -> Votes {
    let mut votes = Votes::default();
    let first = candidate.words.start;
    let last = candidate.words.end - 1;
    let length = candidate.words.len();
    let word = &line.words[first];
    let family = lexicon.person_names.is_family(&line.words[last].text);
    let before = line.lower_before(first);
    let after = line.lower(last + 1);
    match before {
        Some("in" | "near" | "outside" | "across" | "throughout" | "toward" | "towards" | "around") => {
            votes.place += 3
        }
        Some("at" | "from" | "to") => votes.place += 1,
        Some("the") => votes.organisation += 2,
        _ => {}
    }
    if family {
        votes.person += if length == 2 { 3 } else { 2 };
    }
    if matches!(
        after,
        Some("said" | "says" | "told" | "added" | "wrote" | "who" | "argued" | "asked" | "noted")
    ) {
        votes.person += 2;
    }
    if length == 2 || length == 3 {
        votes.person += 1;
    }
    if word.shout && length == 1 {
        votes.organisation += 2;
        if first == 0 && matches!(after, Some("," | "(" | "—" | "–" | "-")) {
            votes.place += 4;
        }
    }
    votes
}

fn phrase(line: &Line, candidate: &Candidate) -> String {
    let words: Vec<&str> = line.words[candidate.words.clone()]
        .iter()
        .map(|word| &*word.text)
        .collect();
    words.join(" ")
}
