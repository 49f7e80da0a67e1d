//! What the names are that no table and no pattern explains.
//!
//! Takes all candidates of an article with the sentence each stands in, and gives each a kind or drops it. Evidence, the
//! strongest first: the same words explained elsewhere in the article; a part of a person's name given there; the
//! words around and the shape of the name. A name has one sense in an article (Gale et al. 1992), so the votes of
//! all its places are added up.

use super::name::Candidate;
use super::trained::defined_acronym;
use super::word::{Line, Word};
use super::{Form, Kind};
use crate::lexicon::cue::VerbForm;
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
    /// The first words of longer names of bodies: "Corvane" of "Corvane Water Works".
    body_stems: BTreeSet<String>,
    /// Acronyms that stand for bodies: given in brackets behind the name, or speaking ("the FMB denied").
    acronyms: BTreeSet<String>,
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
            if speaks_as_acronym(line, candidate, lexicon) {
                self.acronyms.insert(words.clone());
            }
            if matches!(candidate.kind, Some(Kind::Organisation | Kind::Place))
                && let Some(acronym) = defined_acronym(line, &candidate.words)
            {
                self.acronyms.insert(acronym.to_owned());
            }
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
            if kind == Kind::Organisation
                && let Some((stem, _)) = words.split_once(' ')
                && !lexicon.common_words.is_common(&stem.to_lowercase())
                && !lexicon.person_names.is_family(stem)
                && lexicon.person_names.given(stem).is_none()
            {
                self.body_stems.insert(stem.to_owned());
            }
            self.explained.entry(words).or_insert(kind);
        }
    }

    /// The kind of a candidate; `None` where it is taken for no name.
    pub(super) fn kind(&self, line: &Line, candidate: &Candidate, lexicon: &Lexicon) -> Option<Kind> {
        let words = phrase(line, candidate);
        let part = candidate.words.len() == 1 && self.person_parts.contains(&words);
        // A company by its first word looks like a person by the family name.
        let stem = self.company_stems.contains(&words) || self.body_stems.contains(&words);
        if candidate.kind == Some(Kind::Person) && candidate.address.is_none() && stem && !part {
            return Some(Kind::Organisation);
        }
        let unknown = candidate.known.is_none() && candidate.form == Form::Name;
        if unknown && self.acronyms.contains(&words) {
            return Some(Kind::Organisation);
        }
        if candidate.kind.is_some() {
            return candidate.kind;
        }
        let explained = self.explained.get(&words).copied();
        if self.trained {
            // Where the network saw no name, the same words elsewhere say too little.
            let stem = explained.filter(|_| self.company_stems.contains(&words));
            let person = part || is_titled(line, candidate, lexicon);
            return stem.or(person.then_some(Kind::Person));
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

/// "The FMB denied": an acronym with an article that says something.
fn speaks_as_acronym(line: &Line, candidate: &Candidate, lexicon: &Lexicon) -> bool {
    let [word] = &line.words[candidate.words.clone()] else {
        return false;
    };
    let lettered = (3..=6).contains(&word.text.len()) && word.text.chars().all(|c| c.is_ascii_uppercase());
    let says = |next: &str| {
        let verbs = lexicon.cues.verbs(next);
        verbs
            .iter()
            .any(|(_, form)| matches!(form, VerbForm::Past | VerbForm::ThirdPerson))
    };
    lettered
        && !word.weak
        && candidate.known.is_none()
        && line.lower_before(candidate.words.start) == Some("the")
        && line.lower(candidate.words.end).is_some_and(says)
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

/// "Chairman Slade said": an office right before a word that is no ordinary one, and a verb of saying beside them.
fn is_titled(line: &Line, candidate: &Candidate, lexicon: &Lexicon) -> bool {
    let words = &line.words[candidate.words.clone()];
    let ordinary = |word: &Word| lexicon.common_words.is_common(&word.lower) || word.weak;
    let says = |word: &str| {
        let verbs = lexicon.cues.verbs(word);
        verbs
            .iter()
            .any(|(_, form)| matches!(form, VerbForm::Past | VerbForm::ThirdPerson))
    };
    let office = candidate.words.start.checked_sub(1);
    let office = office.filter(|office| {
        lexicon
            .offices
            .singular
            .word(&line.words[*office].lower)
            .is_some()
    });
    let beside = |office: usize| [line.lower_before(office), line.lower(candidate.words.end)];
    !words.iter().any(ordinary) && office.is_some_and(|office| beside(office).into_iter().flatten().any(says))
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
