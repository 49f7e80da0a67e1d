//! Pronouns, by salience: who was mentioned last, as subject first, and fits in gender.
//!
//! After Lappin and Leass (1994), with the few weights that news needs. Inside a quotation "I" and "we" are its speaker, and
//! "he" is not. What fits nobody in the last sentences stays unresolved.

use super::metonym::is_verb;
use super::record::Record;
use super::{Link, Source};
use crate::lexicon::Gender;
use crate::mention::{Form, Kind, Mention};
use crate::span::Span;

/// Antecedents are looked for among so many mentions before.
const WINDOW: usize = 40;
/// Antecedents are looked for in this sentence and so many before.
const SENTENCES: usize = 3;

/// Mentions that a pronoun may refer to, in text order.
pub(super) struct Salience {
    noted: Vec<Noted>,
    /// The last sentence in which a subject was seen.
    subject_sentence: Option<usize>,
    /// Contents of attributions with the mention that names their speaker, by where they begin.
    contents: Vec<(Span, usize)>,
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
    span: Span,
}

impl Salience {
    pub(super) fn new(source: &Source) -> Self {
        let mut contents: Vec<(Span, usize)> = source
            .attributions
            .iter()
            .filter_map(|attribution| Some((attribution, attribution.speaker?)))
            .flat_map(|(attribution, speaker)| {
                attribution.frame.content.iter().map(move |span| (*span, speaker))
            })
            .collect();
        contents.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        Self {
            noted: Vec::new(),
            subject_sentence: None,
            contents,
        }
    }

    /// Notes that a mention denotes an entity.
    pub(super) fn note(&mut self, source: &Source, index: usize, entity: usize, record: &mut Record) {
        let mention = &source.mentions.mentions[index];
        let Some(sentence) = source.segmentation.sentence_at(mention.span.start) else {
            return;
        };
        if mention.form == Form::Adjective {
            return;
        }
        if mention.form == Form::Pronoun {
            record.set_gender(entity, gender(&mention.name.to_lowercase()));
        }
        // "His remarks": the subject is the remarks.
        let possessive = matches!(
            mention.name.to_lowercase().as_str(),
            "his" | "her" | "its" | "their"
        );
        let first = self.subject_sentence != Some(sentence) && !possessive;
        if first {
            self.subject_sentence = Some(sentence);
        }
        let subject = first || (!possessive && is_before_verb(source, mention.span));
        self.noted.push(Noted {
            entity,
            kind: record.entities[entity].kind,
            sentence,
            subject,
            speaks: source.speakers.contains(&index),
            spoken_of: self.content_around(mention.span).is_some(),
            span: mention.span,
        });
    }

    /// The entity of a pronoun of the third person.
    pub(super) fn resolve(&self, source: &Source, index: usize, record: &Record) -> Option<(usize, Link)> {
        let mention = &source.mentions.mentions[index];
        let lower = mention.name.to_lowercase();
        if is_first_person(&lower) {
            return None;
        }
        let speaker = self.speaker(source, mention, record);
        let entity = self.antecedent(source, index, &lower, speaker, record);
        entity.map(|entity| (entity, Link::Pronoun))
    }

    /// Resolves "I" and "we" inside quotations. Their speaker is often named behind them, so this comes last.
    pub(super) fn resolve_first_person(&self, source: &Source, record: &mut Record) {
        for (index, mention) in source.mentions.mentions.iter().enumerate() {
            if mention.form == Form::Pronoun && is_first_person(&mention.name.to_lowercase()) {
                let speaker = self.speaker(source, mention, record);
                record.denotes[index] = speaker.map(|entity| (entity, Link::Pronoun));
            }
        }
    }

    /// The speaker of the innermost quotation around a pronoun.
    fn speaker(&self, source: &Source, mention: &Mention, record: &Record) -> Option<usize> {
        let quotation = quotation_around(source, mention.span)?;
        let (_, speaker) = self.content_around(mention.span).or_else(|| {
            let from = self
                .contents
                .partition_point(|(span, _)| span.start < quotation.start);
            self.contents
                .get(from)
                .filter(|(span, _)| quotation.overlaps(*span))
        })?;
        record
            .denotes
            .get(*speaker)
            .copied()
            .flatten()
            .map(|(entity, _)| entity)
    }

    /// The innermost content around a span, with its speaker's mention.
    fn content_around(&self, span: Span) -> Option<&(Span, usize)> {
        let until = self
            .contents
            .partition_point(|(content, _)| content.start <= span.start);
        let before = self.contents[..until].iter().rev().take(16);
        before.into_iter().find(|(content, _)| content.contains(span))
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
        let sentence = source.segmentation.sentence_at(mention.span.start)?;
        let wanted = gender(lower);
        let mut best: Option<(i32, usize)> = None;
        for (distance, noted) in self.noted.iter().rev().take(WINDOW).enumerate() {
            if noted.sentence + SENTENCES < sentence {
                break;
            }
            let fits = fits(source, noted, mention.kind, wanted, record) && Some(noted.entity) != speaker;
            if !fits || noted.span.contains(mention.span) {
                continue;
            }
            let back = i32::try_from(sentence - noted.sentence).unwrap_or(i32::MAX);
            let near = i32::try_from(distance).unwrap_or(i32::MAX);
            // Who speaks on spoke before; those whom the words are about come second.
            let speech = match speaks {
                true => 70 * i32::from(noted.speaks) - 90 * i32::from(noted.spoken_of),
                false => 0,
            };
            let score = 80 * i32::from(noted.subject) - 100 * back - near
                + 40 * i32::from(record.gender(noted.entity) == wanted)
                + speech;
            if best.is_none_or(|(highest, _)| score > highest) {
                best = Some((score, noted.entity));
            }
        }
        best.map(|(_, entity)| entity)
    }
}

/// Whether a verb stands right behind a mention: it is a subject, perhaps of a clause inside the sentence.
fn is_before_verb(source: &Source, span: Span) -> bool {
    let next = source
        .segmentation
        .tokens
        .get(source.segmentation.tokens_in(span).end);
    next.is_some_and(|token| is_verb(source, token.span.of(source.text)))
}

fn is_first_person(lower: &str) -> bool {
    matches!(
        lower,
        "i" | "me" | "my" | "myself" | "we" | "us" | "our" | "ours" | "ourselves"
    )
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

fn gender(lower: &str) -> Gender {
    match lower {
        "he" | "him" | "his" | "himself" => Gender::Male,
        "she" | "her" | "hers" | "herself" => Gender::Female,
        _ => Gender::Unknown,
    }
}

/// The innermost quotation around a span.
fn quotation_around(source: &Source, span: Span) -> Option<Span> {
    let quotations = &source.segmentation.quotations;
    let until = quotations.partition_point(|quotation| quotation.span.start <= span.start);
    quotations[..until]
        .iter()
        .rev()
        .take(8)
        .find(|quotation| quotation.span.contains(span))
        .map(|quotation| quotation.span)
}
