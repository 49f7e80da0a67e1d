//! Whose words a place of the text stands in, and whom "I", "we" and "you" mean there.
//!
//! Inside a quotation "I" and "we" are its speaker. In a turn of a transcript, where somebody speaks on and on, "we" is a
//! group that the speaker belongs to, and "you" is whoever has the word next. Outside all speech "I" and "we" are whoever
//! writes, "you" is the reader.

use super::record::Record;
use super::{Link, Source};
use crate::attribution::Form as SpeechForm;
use crate::mention::{Form, Kind, Mention};
use crate::span::Span;
use std::collections::BTreeMap;

/// Enclosing contents are looked for among so many before.
const WINDOW: usize = 16;

/// What is said in an article.
pub(super) struct Speech {
    /// By where they begin.
    contents: Vec<Content>,
    /// Who is meant by "I", "we" or "you", where no other mention tells, by the speaker's entity.
    groups: BTreeMap<(Person, Option<usize>), usize>,
}

struct Content {
    span: Span,
    /// The mention that names the speaker.
    speaker: usize,
    /// Whether it is a turn of a transcript, which has no quotation marks.
    turn: bool,
    /// For a turn, the mention that names whoever speaks next, else before.
    addressee: Option<usize>,
}

/// First or second person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Person {
    /// "I"
    Speaker,
    /// "we"
    Speakers,
    /// "you"
    Addressee,
}

impl Person {
    /// The person of a pronoun in lower case.
    pub(super) fn of(lower: &str) -> Option<Self> {
        match lower {
            "i" | "me" | "my" | "mine" | "myself" => Some(Self::Speaker),
            "we" | "us" | "our" | "ours" | "ourselves" => Some(Self::Speakers),
            "you" | "your" | "yours" | "yourself" | "yourselves" => Some(Self::Addressee),
            _ => None,
        }
    }
}

impl Speech {
    pub(super) fn new(source: &Source) -> Self {
        let mut contents = Vec::new();
        for attribution in source.attributions {
            let Some(speaker) = attribution.speaker else {
                continue;
            };
            let frame = &attribution.frame;
            let colon = frame.cue.iter().any(|cue| cue.of(source.text) == ":");
            let turn = colon || (attribution.form == SpeechForm::Direct && frame.cue.is_empty());
            contents.extend(frame.content.iter().map(|span| Content {
                span: *span,
                speaker,
                turn: turn && quotation_around(source, *span).is_none(),
                addressee: None,
            }));
        }
        contents.sort_by_key(|content| (content.span.start, std::cmp::Reverse(content.span.end)));
        let mut speech = Self {
            contents,
            groups: BTreeMap::new(),
        };
        speech.find_addressees(source);
        speech
    }

    /// Who has the word next, or, in the last turn, had it before.
    fn find_addressees(&mut self, source: &Source) {
        let name = |content: &Content| &source.mentions.mentions[content.speaker].name;
        let turns: Vec<usize> = (0..self.contents.len())
            .filter(|index| self.contents[*index].turn)
            .collect();
        for (place, &index) in turns.iter().enumerate() {
            let other = |other: Option<&usize>| {
                other
                    .map(|other| &self.contents[*other])
                    .filter(|other| name(other) != name(&self.contents[index]))
                    .map(|other| other.speaker)
            };
            let next = other(turns.get(place + 1));
            let before = place.checked_sub(1).and_then(|before| other(turns.get(before)));
            self.contents[index].addressee = next.or(before);
        }
    }

    /// Whether a span stands within what somebody says.
    pub(super) fn holds(&self, span: Span) -> bool {
        self.around(span).is_some()
    }

    /// The speaker of the words around a mention, where they are printed as spoken.
    pub(super) fn speaker(&self, source: &Source, mention: &Mention, record: &Record) -> Option<usize> {
        denoted(record, self.spoken(source, mention)?.speaker)
    }

    /// What a pronoun of the first or second person denotes. Speakers are often named behind what they say: their names
    /// are known when this is asked, their pronouns may not be.
    pub(super) fn resolve(
        &mut self,
        source: &Source,
        index: usize,
        person: Person,
        record: &mut Record,
    ) -> Option<(usize, Link)> {
        let mention = &source.mentions.mentions[index];
        let quoted = quotation_around(source, mention.span).is_some();
        let Some(content) = self.spoken(source, mention) else {
            return (!quoted).then(|| (self.group(source, mention, person, None, record), Link::Writer));
        };
        let (speaker, turn, addressee) = (content.speaker, content.turn, content.addressee);
        let speaker = denoted(record, speaker)?;
        match person {
            Person::Speaker => Some((speaker, Link::FirstPerson)),
            Person::Speakers if !turn || record.entities[speaker].kind != Kind::Person => {
                Some((speaker, Link::FirstPerson))
            }
            Person::Speakers => {
                let group = self.group(source, mention, person, Some(speaker), record);
                Some((group, Link::FirstPerson))
            }
            Person::Addressee => match addressee.filter(|_| turn) {
                Some(addressee) => Some((denoted(record, addressee)?, Link::SecondPerson)),
                None => {
                    let group = self.group(source, mention, person, Some(speaker), record);
                    Some((group, Link::SecondPerson))
                }
            },
        }
    }

    /// The entity without a name that a person's "we" or "you" stands for.
    fn group(
        &mut self,
        source: &Source,
        mention: &Mention,
        person: Person,
        speaker: Option<usize>,
        record: &mut Record,
    ) -> usize {
        let kind = match person {
            Person::Speaker => Kind::Person,
            _ => Kind::Group,
        };
        let words = mention.span.of(source.text);
        *self
            .groups
            .entry((person, speaker))
            .or_insert_with(|| record.add(kind, words, false))
    }

    /// The words printed as spoken around a mention: a turn, or the content of the innermost quotation.
    fn spoken(&self, source: &Source, mention: &Mention) -> Option<&Content> {
        let Some(quotation) = quotation_around(source, mention.span) else {
            return self.before(mention.span).find(|content| content.turn);
        };
        self.around(mention.span).or_else(|| {
            let from = self
                .contents
                .partition_point(|content| content.span.start < quotation.start);
            self.contents
                .get(from)
                .filter(|content| quotation.overlaps(content.span))
        })
    }

    /// The innermost content around a span.
    fn around(&self, span: Span) -> Option<&Content> {
        self.before(span).next()
    }

    /// The contents around a span, the innermost first.
    fn before(&self, span: Span) -> impl Iterator<Item = &Content> {
        let until = self
            .contents
            .partition_point(|content| content.span.start <= span.start);
        let before = self.contents[..until].iter().rev().take(WINDOW);
        before.filter(move |content| content.span.contains(span))
    }
}

fn denoted(record: &Record, mention: usize) -> Option<usize> {
    record
        .denotes
        .get(mention)
        .copied()
        .flatten()
        .map(|(entity, _)| entity)
}

/// Whether a mention is a pronoun of the first or second person.
pub(super) fn person(mention: &Mention) -> Option<Person> {
    match mention.form {
        Form::Pronoun => Person::of(&mention.name.to_lowercase()),
        _ => None,
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
