//! Pronouns: who "he", "she", "it", "they" and, inside a quotation, "I" and "we" are.
//!
//! A count of evidence in the manner of Lappin and Leass (1994): near, subject, speaker. News text keeps to its
//! speaker ("… , Reyes said. She added …"), so who spoke last weighs most. What no candidate fits stays open.

use super::Scene;
use super::register::Register;
use crate::attribution::{Form as Wording, Position};
use crate::lexicon::Gender;
use crate::mention::{Form, Kind};
use std::collections::BTreeSet;

/// How many sentences, and how many mentions, back an antecedent may stand.
const SENTENCES: usize = 4;
const MENTIONS: usize = 60;

/// What the weights of the evidence are, in the same unit: a sentence further back costs 20.
const NEARNESS: i32 = 100;
const PER_SENTENCE: i32 = 20;
const SUBJECT: i32 = 25;
const SPEAKER: i32 = 20;
const SPEAKER_TO_SPEAKER: i32 = 60;
const OWN_SPEAKER: i32 = 60;
const INSIDE_CONTENT: i32 = -30;
const INSIDE_NOTE: i32 = -80;
const UNKNOWN_GENDER: i32 = -5;

/// What a pronoun asks of its antecedent.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asks {
    Person(Gender),
    Body,
    Several,
    Speaker,
}

/// What a pronoun asks; `None` for a word that is not read as one ("you", "who").
fn asks(word: &str) -> Option<Asks> {
    Some(match word {
        "he" | "him" | "his" | "himself" => Asks::Person(Gender::Male),
        "she" | "her" | "hers" | "herself" => Asks::Person(Gender::Female),
        "it" | "its" | "itself" => Asks::Body,
        "they" | "them" | "their" | "theirs" | "themselves" => Asks::Several,
        "i" | "me" | "my" | "mine" | "myself" | "we" | "us" | "our" | "ours" | "ourselves" => Asks::Speaker,
        _ => return None,
    })
}

/// Where each mention stands, worked out once for an article.
pub(super) struct Context {
    sentence: Vec<Option<usize>>,
    /// The first mention of its sentence outside any content: more often than not its subject.
    subject: Vec<bool>,
    /// The attribution that names the mention as its speaker.
    speaks: BTreeSet<usize>,
    /// The innermost attribution whose content holds the mention.
    inside: Vec<Option<usize>>,
    /// Whether it stands in a note of the editors.
    in_note: Vec<bool>,
}

impl Context {
    /// Reads the context of every mention.
    pub fn of(scene: &Scene) -> Self {
        let mentions = &scene.mentions.mentions;
        let sentence: Vec<_> = mentions
            .iter()
            .map(|mention| scene.segmentation.sentence_at(mention.span.start))
            .collect();
        let (inside, in_note) = contents(scene);
        let mut opened = BTreeSet::new();
        let first =
            |(index, sentence): (usize, &Option<usize>)| inside[index].is_none() && opened.insert(*sentence);
        let subject = sentence.iter().enumerate().map(first).collect();
        let speaks = scene
            .attributions
            .iter()
            .filter_map(|attribution| attribution.speaker)
            .collect();
        Self {
            sentence,
            subject,
            speaks,
            inside,
            in_note,
        }
    }

    /// The entity that a third-person pronoun stands for.
    pub fn antecedent(&self, scene: &Scene, register: &mut Register, pronoun: usize) -> Option<usize> {
        let mention = &scene.mentions.mentions[pronoun];
        let word = scene.words(mention).to_lowercase();
        let asks = asks(&word)?;
        // "It" stands for nothing at all too often to be read where it neither speaks nor owns.
        if asks == Asks::Body && !self.speaks.contains(&pronoun) && word != "its" || asks == Asks::Speaker {
            return None;
        }
        let candidates = (0..pronoun).rev().take(MENTIONS);
        let scored = candidates.filter_map(|candidate| {
            let entity = register.of(candidate)?;
            let score = self.score(scene, register, pronoun, candidate, asks)?;
            Some((score, candidate, entity))
        });
        let (_, _, entity) = scored.max_by_key(|(score, candidate, _)| (*score, *candidate))?;
        if let Asks::Person(gender) = asks {
            register.set_gender(entity, gender);
        }
        Some(entity)
    }

    fn score(
        &self,
        scene: &Scene,
        register: &Register,
        pronoun: usize,
        candidate: usize,
        asks: Asks,
    ) -> Option<i32> {
        let distance = self.sentence[pronoun]?.checked_sub(self.sentence[candidate]?)?;
        if distance > SENTENCES || !self.fits(scene, register, candidate, asks) {
            return None;
        }
        let mut score = NEARNESS - PER_SENTENCE * distance as i32;
        let speaks = self.speaks.contains(&candidate);
        score += if self.subject[candidate] { SUBJECT } else { 0 };
        score += match (speaks, self.speaks.contains(&pronoun)) {
            (true, true) => SPEAKER_TO_SPEAKER,
            (true, false) => SPEAKER,
            _ => 0,
        };
        score += if self.in_note[candidate] { INSIDE_NOTE } else { 0 };
        score += match (self.inside[candidate], self.inside[pronoun]) {
            (Some(there), here) if here != Some(there) => INSIDE_CONTENT,
            _ => 0,
        };
        score += self.own_speaker(scene, register, pronoun, register.of(candidate)?)?;
        if let Asks::Person(wanted) = asks {
            match register.gender(register.of(candidate)?) {
                Some(gender) if gender != wanted => return None,
                None => score += UNKNOWN_GENDER,
                Some(_) => {}
            }
        }
        Some(score)
    }

    /// Inside an indirect content, "he" is the speaker more often than not; inside a quotation, never.
    fn own_speaker(&self, scene: &Scene, register: &Register, pronoun: usize, entity: usize) -> Option<i32> {
        let Some(attribution) = self.inside[pronoun].map(|inside| &scene.attributions[inside]) else {
            return Some(0);
        };
        if attribution.speaker.and_then(|speaker| register.of(speaker)) != Some(entity) {
            return Some(0);
        }
        let quoted = self.is_quoted(scene, pronoun);
        (!quoted).then_some(OWN_SPEAKER)
    }

    fn is_quoted(&self, scene: &Scene, mention: usize) -> bool {
        let span = scene.mentions.mentions[mention].span;
        let quotations = &scene.segmentation.quotations;
        let before = quotations.partition_point(|quotation| quotation.span.start <= span.start);
        // A quotation may hold others; a few steps back find the one that holds this place.
        quotations[..before]
            .iter()
            .rev()
            .take(4)
            .any(|quotation| quotation.span.contains(span))
    }

    fn fits(&self, scene: &Scene, register: &Register, candidate: usize, asks: Asks) -> bool {
        let mention = &scene.mentions.mentions[candidate];
        let Some(kind) = register.of(candidate).map(|entity| register.entity(entity).kind) else {
            return false;
        };
        let acts = self.subject[candidate] || self.speaks.contains(&candidate);
        match asks {
            Asks::Person(_) => kind == Kind::Person,
            Asks::Body => {
                kind == Kind::Organisation || kind == Kind::Place && acts && mention.form != Form::Adjective
            }
            Asks::Several => kind == Kind::Group || kind == Kind::Organisation && acts,
            Asks::Speaker => false,
        }
    }

    /// Ties "I" and "we" inside quotations to whoever is quoted.
    pub fn resolve_first_person(&self, scene: &Scene, register: &mut Register) {
        for (index, mention) in scene.mentions.mentions.iter().enumerate() {
            if mention.form != Form::Pronoun
                || asks(&scene.words(mention).to_lowercase()) != Some(Asks::Speaker)
            {
                continue;
            }
            let quoting = self.inside[index].filter(|_| self.is_quoted(scene, index));
            let speaker = quoting.and_then(|attribution| scene.attributions[attribution].speaker);
            if let Some(entity) = speaker.and_then(|speaker| register.of(speaker)) {
                register.denote(index, entity, super::Link::Pronoun);
            }
        }
    }
}

/// For each mention, the innermost attribution whose content holds it, and whether it stands in an editors' note.
fn contents(scene: &Scene) -> (Vec<Option<usize>>, Vec<bool>) {
    let mentions = &scene.mentions.mentions;
    let mut inside: Vec<Option<usize>> = vec![None; mentions.len()];
    let mut length = vec![usize::MAX; mentions.len()];
    let mut in_note = vec![false; mentions.len()];
    for (index, attribution) in scene.attributions.iter().enumerate() {
        for content in &attribution.frame.content {
            let first = mentions.partition_point(|mention| mention.span.start < content.start);
            let held = mentions[first..]
                .iter()
                .take_while(|mention| mention.span.start < content.end);
            for (offset, mention) in held.enumerate() {
                let place = first + offset;
                in_note[place] |= attribution.position == Position::EditorialNote;
                let smaller = content.end - content.start < length[place];
                if content.contains(mention.span) && smaller && attribution.form != Wording::Narrated {
                    inside[place] = Some(index);
                    length[place] = content.end - content.start;
                }
            }
        }
    }
    (inside, in_note)
}
