//! Pronouns, by salience: who was mentioned last, as subject first, and fits in gender.
//!
//! After Lappin and Leass (1994), with the few weights that news needs. Inside a quotation "I" and "we" are its speaker, and
//! "he" is not. What fits nobody in the last sentences stays unresolved.

use super::metonym::is_verb;
use super::record::Record;
use super::speech::Speech;
use super::{Link, Source};
use crate::lexicon::Gender;
use crate::mention::{Form, Kind, Mention};
use crate::span::Span;
use std::collections::BTreeMap;

/// Antecedents are looked for among so many mentions before.
const WINDOW: usize = 40;
/// Antecedents are looked for in this sentence and so many before.
const SENTENCES: usize = 3;
/// Whoever was mentioned so often cannot gain by another mention.
const OFTEN: i32 = 10;
/// Words before a mention that puts it beside what its clause is about.
const ASIDE: &[&str] = &[
    "of",
    "in",
    "with",
    "by",
    "from",
    "at",
    "for",
    "to",
    "on",
    "like",
    "than",
    "as",
    "against",
    "including",
];

/// Words behind which a subject of its own may stand.
const OPEN_CLAUSE: &[&str] = &[
    "that", "who", "which", "whom", "whose", "what", "and", "but", "or", "because", "if", "when", "while",
    "as", "after", "before", "since", "until", "for", "said", "says", "his", "her", "their",
];

/// Mentions that a pronoun may refer to, in text order.
pub(super) struct Salience {
    noted: Vec<Noted>,
    /// For each mention, whether it opens its sentence.
    first: Vec<bool>,
    /// For each mention, whether it stands inside another.
    inner: Vec<bool>,
    /// How often each entity was mentioned.
    often: BTreeMap<usize, i32>,
}

struct Noted {
    entity: usize,
    kind: Kind,
    sentence: usize,
    subject: bool,
    /// Whether it names the speaker of an attribution.
    speaks: bool,
    /// Whether it stands within what somebody says.
    spoken_of: bool,
    /// Whether it stands inside another mention.
    inner: bool,
    /// Whether a preposition stands before it.
    aside: bool,
    span: Span,
}

impl Salience {
    pub(super) fn new(source: &Source) -> Self {
        let mut last = None;
        let opens = |mention: &Mention| {
            let sentence = source.segmentation.sentence_at(mention.span.start);
            let can = mention.form != Form::Adjective
                && mention.kind != Kind::Event
                && !is_possessive(source, mention);
            let first = can && sentence.is_some() && sentence != last;
            if first {
                last = sentence;
            }
            first
        };
        Self {
            noted: Vec::new(),
            first: source.mentions.mentions.iter().map(opens).collect(),
            inner: inner(source),
            often: BTreeMap::new(),
        }
    }

    /// Notes that a mention denotes an entity.
    pub(super) fn note(
        &mut self,
        source: &Source,
        speech: &Speech,
        index: usize,
        entity: usize,
        record: &mut Record,
    ) {
        let mention = &source.mentions.mentions[index];
        let Some(sentence) = source.segmentation.sentence_at(source.places[index]) else {
            return;
        };
        if mention.form == Form::Adjective {
            return;
        }
        if mention.form == Form::Pronoun {
            record.set_gender(entity, gender(&mention.name.to_lowercase()));
        }
        *self.often.entry(entity).or_default() += 1;
        let tokens = &source.segmentation.tokens;
        let place = source.segmentation.tokens_in(mention.span).start;
        let before = place.checked_sub(1).and_then(|before| tokens.get(before));
        let aside = before.is_some_and(|token| ASIDE.contains(&token.span.of(source.text)));
        let subject =
            self.first[index] || (!is_possessive(source, mention) && is_before_verb(source, mention.span));
        self.noted.push(Noted {
            entity,
            kind: record.entities[entity].kind,
            sentence,
            subject,
            speaks: source.speakers.contains(&index),
            spoken_of: speech.holds(mention.span),
            inner: self.inner[index],
            aside,
            span: mention.span,
        });
    }

    /// The entity of a pronoun of the third person.
    pub(super) fn resolve(
        &self,
        source: &Source,
        speech: &Speech,
        index: usize,
        record: &Record,
    ) -> Option<(usize, Link)> {
        let mention = &source.mentions.mentions[index];
        let lower = mention.name.to_lowercase();
        if !is_definite(&lower) {
            return None;
        }
        let speaker = speech.speaker(source, mention, record);
        let entity = self.antecedent(source, index, &lower, speaker, record);
        entity.map(|entity| (entity, Link::Pronoun))
    }

    /// The one person with a name in the last sentence of the paragraph that speaks of somebody, outside what others say,
    /// where that one is a subject or speaks. Where the paragraph has spoken of nobody, all of the one before it counts.
    pub(super) fn alone_before(&self, source: &Source, index: usize, record: &Record) -> Option<usize> {
        let sentences = &source.segmentation.sentences;
        let own = source
            .segmentation
            .sentence_at(source.mentions.mentions[index].span.start)?;
        let paragraph = sentences[own].paragraph;
        let near = self.noted.iter().rev().take(WINDOW).filter(|noted| {
            noted.sentence < own
                && noted.sentence + SENTENCES >= own
                && noted.span.start >= source.headline
                && noted.kind == Kind::Person
                && !noted.spoken_of
        });
        let near: Vec<&Noted> = near.collect();
        let last = near.first()?;
        let same = sentences[last.sentence].paragraph == paragraph;
        if !same && sentences[last.sentence].paragraph + 1 < paragraph {
            return None;
        }
        let mut there = near.iter().filter(|noted| match same {
            true => noted.sentence == last.sentence,
            false => sentences[noted.sentence].paragraph == sentences[last.sentence].paragraph,
        });
        let person = last.entity;
        let alone = there.clone().all(|noted| noted.entity == person) && record.entities[person].named;
        (alone && there.any(|noted| noted.subject || noted.speaks)).then_some(person)
    }

    fn antecedent(
        &self,
        source: &Source,
        index: usize,
        lower: &str,
        speaker: Option<usize>,
        record: &Record,
    ) -> Option<usize> {
        let mention = &source.mentions.mentions[index];
        let speaks = source.speakers.contains(&index);
        let sentence = source.segmentation.sentence_at(source.places[index])?;
        let wanted = gender(lower);
        let mut best: Option<(i32, usize)> = None;
        for (distance, noted) in self.noted.iter().rev().take(WINDOW).enumerate() {
            if noted.sentence + SENTENCES < sentence {
                break;
            }
            let fits = fits(source, noted, mention.kind, wanted, record) && Some(noted.entity) != speaker;
            if !fits || noted.span.contains(mention.span) || is_somebody_else(source, noted, mention, lower) {
                continue;
            }
            let back = i32::try_from(sentence.saturating_sub(noted.sentence)).unwrap_or(i32::MAX);
            let near = i32::try_from(distance).unwrap_or(i32::MAX);
            // Who speaks on spoke before; those whom the words are about come second.
            let speech = match speaks {
                true => 70 * i32::from(noted.speaks) - 90 * i32::from(noted.spoken_of),
                false => 0,
            };
            let often = self.often.get(&noted.entity).copied().unwrap_or_default();
            let score = 80 * i32::from(noted.subject) - 100 * back - near
                + 40 * i32::from(record.gender(noted.entity) == wanted)
                + 10 * often.min(OFTEN)
                - 30 * i32::from(noted.inner)
                - 30 * i32::from(noted.aside)
                + speech;
            if best.is_none_or(|(highest, _)| score > highest) {
                best = Some((score, noted.entity));
            }
        }
        best.map(|(_, entity)| entity)
    }
}

/// For each mention, whether it stands inside another.
fn inner(source: &Source) -> Vec<bool> {
    let mut end = 0;
    let mentions = source.mentions.mentions.iter();
    mentions
        .map(|mention| {
            let inner = mention.span.end <= end;
            end = end.max(mention.span.end);
            inner
        })
        .collect()
}

/// "His remarks", "the captain's lawyer": the subject is the remarks, the lawyer.
fn is_possessive(source: &Source, mention: &Mention) -> bool {
    let owner = matches!(
        mention.name.to_lowercase().as_str(),
        "his" | "her" | "its" | "their"
    );
    let after = &source.text[mention.span.end..];
    owner || after.starts_with("'s ") || after.starts_with("’s ")
}

/// "Berg denied owing him anything", "Ana Reyes, his daughter,": the name before is not who is meant.
fn is_somebody_else(source: &Source, noted: &Noted, pronoun: &Mention, lower: &str) -> bool {
    if noted.span.end > pronoun.span.start {
        return false;
    }
    let between = &source.text[noted.span.end..pronoun.span.start];
    let is_owner = matches!(lower, "his" | "her" | "its" | "their");
    let apposed = is_owner && noted.subject && between == ", ";
    let after = source.text[pronoun.span.end..].trim_start();
    let next = after
        .split(|mark: char| !mark.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let is_object = matches!(lower, "him" | "them")
        || lower == "her" && (next.is_empty() || source.lexicon.common_words.is_function(next));
    let one_clause = !between.contains([',', ';', ':', '.', '“', '"'])
        && !between.split_whitespace().any(|word| OPEN_CLAUSE.contains(&word));
    apposed || is_object && noted.subject && one_clause
}

/// Whether a verb stands right behind a mention: it is a subject, perhaps of a clause inside the sentence.
fn is_before_verb(source: &Source, span: Span) -> bool {
    let next = source
        .segmentation
        .tokens
        .get(source.segmentation.tokens_in(span).end);
    next.is_some_and(|token| is_verb(source, token.span.of(source.text)))
}

/// Whether an entity of an earlier mention can be what a pronoun stands for.
fn fits(source: &Source, noted: &Noted, kind: Kind, wanted: Gender, record: &Record) -> bool {
    let entity = &record.entities[noted.entity];
    match kind {
        Kind::Person => {
            let known = record.gender(noted.entity);
            noted.kind == Kind::Person
                && (wanted == Gender::Unknown || known == Gender::Unknown || known == wanted)
        }
        Kind::Group => matches!(noted.kind, Kind::Group),
        Kind::Place => noted.kind == Kind::Place,
        _ => {
            let country = || {
                source
                    .lexicon
                    .places
                    .named(&entity.name)
                    .is_some_and(|place| place.kind == "country")
            };
            noted.kind == Kind::Organisation || (noted.kind == Kind::Place && noted.subject && country())
        }
    }
}

/// "Somebody" and "all" are nobody named before.
fn is_definite(lower: &str) -> bool {
    matches!(
        lower,
        "he" | "him"
            | "his"
            | "himself"
            | "she"
            | "her"
            | "hers"
            | "herself"
            | "it"
            | "its"
            | "itself"
            | "they"
            | "them"
            | "their"
            | "theirs"
            | "themselves"
            | "there"
            | "here"
    )
}

fn gender(lower: &str) -> Gender {
    match lower {
        "he" | "him" | "his" | "himself" => Gender::Male,
        "she" | "her" | "hers" | "herself" => Gender::Female,
        _ => Gender::Unknown,
    }
}
