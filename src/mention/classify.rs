//! What the names are that no table and no pattern explains.
//!
//! Takes all candidates of an article with the sentence each stands in, and gives each a kind or drops it. Evidence, the
//! strongest first: the same words explained elsewhere in the article; a part of a person's name given there; the
//! words around and the shape of the name. A name has one sense in an article (Gale et al. 1992), so the votes of
//! all its places are added up.

use super::Kind;
use super::name::Candidate;
use super::word::Line;
use crate::lexicon::{Lexicon, OrganisationKind};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of the article's names.
#[derive(Default)]
pub(super) struct Article {
    /// Whether the trained reader has looked for names: what it and the tables leave is then no name by its looks.
    trained: bool,
    /// Names explained somewhere, by their words.
    explained: BTreeMap<String, Kind>,
    /// Parts of the names of persons.
    person_parts: BTreeSet<String>,
    /// "Corvane" of "Corvane Mining".
    company_stems: BTreeSet<String>,
    /// For each name without a kind, what its places say.
    votes: BTreeMap<String, Votes>,
}

/// Points for each kind; a name without any is dropped.
#[derive(Clone, Copy, Default)]
struct Votes {
    place: i32,
    person: i32,
    organisation: i32,
}

impl Article {
    /// An article of which nothing is known yet.
    pub(super) fn new(trained: bool) -> Self {
        Self {
            trained,
            ..Self::default()
        }
    }

    /// Adds what a sentence shows.
    pub(super) fn read(&mut self, line: &Line, candidates: &[Candidate], lexicon: &Lexicon) {
        for candidate in candidates {
            let words = phrase(line, candidate);
            let Some(kind) = candidate.kind else {
                self.votes
                    .entry(words)
                    .or_default()
                    .add(votes(line, candidate, lexicon));
                continue;
            };
            if kind == Kind::Person && (candidate.words.len() > 1 || candidate.address.is_some()) {
                let parts = line.words[candidate.words.clone()].iter().map(|word| &*word.text);
                self.person_parts
                    .extend(parts.filter(|part| part.chars().count() > 2).map(str::to_owned));
            }
            if kind == Kind::Organisation
                && let Some((stem, last)) = words.rsplit_once(' ')
                && lexicon.organisations.last.word(last) == Some(&OrganisationKind::Company)
            {
                self.explained.entry(stem.to_owned()).or_insert(kind);
                self.company_stems.insert(stem.to_owned());
            }
            self.explained.entry(words).or_insert(kind);
        }
    }

    /// The kind of a candidate; `None` where it is taken for no name.
    pub(super) fn kind(&self, line: &Line, candidate: &Candidate) -> Option<Kind> {
        let words = phrase(line, candidate);
        let part = candidate.words.len() == 1 && self.person_parts.contains(&words);
        // A company by its first word looks like a person by the family name.
        if candidate.kind == Some(Kind::Person) && self.company_stems.contains(&words) && !part {
            return Some(Kind::Organisation);
        }
        if candidate.kind.is_some() {
            return candidate.kind;
        }
        let explained = self.explained.get(&words).copied();
        if self.trained {
            // Where the network saw no name, the same words elsewhere say too little.
            let stem = explained.filter(|_| self.company_stems.contains(&words));
            return stem.or(part.then_some(Kind::Person));
        }
        explained
            .or(part.then_some(Kind::Person))
            .or_else(|| self.votes.get(&words).and_then(Votes::winner))
    }
}

impl Votes {
    fn add(&mut self, other: Votes) {
        self.place += other.place;
        self.person += other.person;
        self.organisation += other.organisation;
    }

    fn winner(&self) -> Option<Kind> {
        let best = self.place.max(self.person).max(self.organisation);
        if best <= 0 {
            None
        } else if self.person == best {
            Some(Kind::Person)
        } else if self.organisation == best {
            Some(Kind::Organisation)
        } else {
            Some(Kind::Place)
        }
    }
}

/// What one place of a name says about it.
fn votes(line: &Line, candidate: &Candidate, lexicon: &Lexicon) -> Votes {
    let mut votes = Votes::default();
    let words = &line.words[candidate.words.clone()];
    let common = words
        .iter()
        .filter(|word| lexicon.common_words.is_common(&word.lower))
        .count();
    let by_office = follows_office(line, candidate.words.start, lexicon);
    if common == words.len() && !by_office {
        // "Floating Amount", "the Declaration": capitals of contracts and headings.
        return votes;
    }
    by_neighbours(&mut votes, line, candidate);
    by_shape(&mut votes, line, candidate, lexicon, common);
    if by_office {
        votes.person += 5;
    }
    votes
}

fn by_neighbours(votes: &mut Votes, line: &Line, candidate: &Candidate) {
    let after = line.lower(candidate.words.end);
    match line.lower_before(candidate.words.start) {
        Some("in" | "near" | "outside" | "across" | "throughout" | "toward" | "towards" | "around") => {
            votes.place += 3
        }
        Some("at" | "from" | "to") => votes.place += 1,
        Some("the") => votes.organisation += 2,
        _ => {}
    }
    if matches!(
        after,
        Some("said" | "says" | "told" | "added" | "wrote" | "who" | "argued" | "asked" | "noted")
    ) {
        votes.person += 2;
    }
}

fn by_shape(votes: &mut Votes, line: &Line, candidate: &Candidate, lexicon: &Lexicon, common: usize) {
    let words = &line.words[candidate.words.clone()];
    let last = &words[words.len() - 1];
    if lexicon.person_names.is_family(&last.text) {
        votes.person += if words.len() == 2 { 3 } else { 2 };
    }
    if (words.len() == 2 || words.len() == 3) && common == 0 {
        votes.person += 1;
    }
    if last.shout && words.len() == 1 {
        votes.organisation += 2;
        // A dateline: "ARDEN, May 3 (Reuters) -".
        let opens = candidate.words.start == 0;
        if opens && matches!(line.text(candidate.words.end), Some("," | "(" | "—" | "–" | "-")) {
            votes.place += 4;
        }
    }
}

/// Whether an office stands right before: "Attorney General Orel".
fn follows_office(line: &Line, start: usize, lexicon: &Lexicon) -> bool {
    let offices = &lexicon.offices;
    line.lower_before(start).is_some_and(|word| {
        offices.singular.word(word).is_some()
            || offices.plural.word(word).is_some()
            || word == "general"
            || word == "state"
    })
}

fn phrase(line: &Line, candidate: &Candidate) -> String {
    let words: Vec<&str> = line.words[candidate.words.clone()]
        .iter()
        .map(|word| &*word.text)
        .collect();
    words.join(" ")
}
