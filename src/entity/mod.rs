//! Which mentions of an article are one person, organisation, place, event or group.
//!
//! Takes an article's mentions, gives its entities and, for each mention, which of them it denotes and why. Names come
//! first, from the whole article; then descriptions and pronouns in text order, the surest rule first: what stands beside
//! or behind "is", an office, the same noun, a name that the noun fits. What none of them ties is a new entity. After the
//! sieves of Lee et al. (2013).
//! Across articles the rule of this version is: same name and kind, same entity.

mod apposition;
mod event;
mod gender;
mod group;
mod metonym;
mod name;
mod office;
mod phrase;
mod pronoun;
mod record;
mod same_noun;
mod speech;

#[cfg(test)]
mod tests;

pub use name::without_article;

use crate::article::{Article, Role};
use crate::attribution::{Attribution, Form as SpeechForm};
use crate::lexicon::{Gender, Lexicon};
use crate::mention::{Form, Interval, Kind, Mentions};
use crate::sentence::Segmentation;
use phrase::Phrase;
use record::Record;
use serde::Serialize;
use std::collections::BTreeSet;

/// Who speaks for or about somebody else: "Reyes left. The prosecutor said …".
const SPEAK_OF_OTHERS: &[&str] = &[
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "prosecutor",
    "lawyer",
    "attorney",
    "solicitor",
    "barrister",
    "judge",
    "magistrate",
    "witness",
    "source",
    "official",
    "officer",
    "aide",
    "adviser",
    "advisor",
    "assistant",
    "insider",
    "agent",
    "doctor",
    "coroner",
    "interviewer",
    "reporter",
    "journalist",
    "moderator",
    "neighbour",
    "neighbor",
    "friend",
];

/// Offices of which one person rarely holds two.
const HOLD_OFFICE: &[&str] = &[
    "president",
    "minister",
    "premier",
    "chancellor",
    "governor",
    "mayor",
    "secretary",
    "ambassador",
    "senator",
    "king",
    "queen",
    "prince",
    "pope",
    "bishop",
    "archbishop",
    "general",
    "chairman",
    "chairwoman",
    "chair",
    "director",
    "chief",
    "head",
    "commissioner",
    "coach",
    "manager",
    "mediator",
];

/// Something that an article speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// What kind of thing it is.
    pub kind: Kind,
    /// Its fullest name: "Dmitry Peskov", "United States", "Istanbul talks"; for an unnamed group or person, the
    /// words as found: "Top Russian officials".
    pub name: String,
    /// Every other name the article uses for it.
    pub aliases: BTreeSet<String>,
    /// Whether it has a name. What has none is an entity of this article only.
    pub named: bool,
    /// For events: kind, place, time, rounds.
    pub event: Option<Event>,
}

/// What is known of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    /// The noun that names its kind, singular: "talks", "summit", "phone call".
    pub kind: String,
    /// Where, an index into [`Entities::entities`].
    pub place: Option<usize>,
    /// When.
    pub interval: Option<Interval>,
    /// The event that this is a round of, an index into [`Entities::entities`].
    pub round_of: Option<usize>,
    /// Which round the words say it is: 2 for "a second round".
    pub round: Option<u32>,
    /// Who took part, indices into [`Entities::entities`].
    pub participants: Vec<usize>,
}

/// Why a mention is taken to denote its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Link {
    /// The same name, or a name that the lexicon gives for it.
    Name,
    /// A surname or another part of the name.
    PartOfName,
    /// A word for a country or people: "Russian".
    Adjective,
    /// A capital or building that stands for a government: "Moscow".
    Metonym,
    /// An office: "the foreign minister".
    Office,
    /// What stands beside it: "Ana Reyes, a fisherman's daughter".
    Apposition,
    /// What it is said to be: "Merrow is a small town".
    Predicate,
    /// The noun by which it was described before: "a bridge … the bridge".
    SameNoun,
    /// A pronoun.
    Pronoun,
    /// "I" or "we": whoever speaks these words, or a group that the speaker belongs to.
    FirstPerson,
    /// "You": whoever these words are spoken to.
    SecondPerson,
    /// "I", "we" or "you" outside all speech: whoever writes, or reads.
    Writer,
    /// What it is, with nothing else in the article to tie it to: "two officials".
    Description,
}

/// The entities of an article.
#[derive(Clone, Debug, Default)]
pub struct Entities {
    /// In the order of their first mention.
    pub entities: Vec<Entity>,
    /// For each of [`Mentions::mentions`], the entity it denotes, where one was found.
    pub denotes: Vec<Option<(usize, Link)>>,
}

impl Entities {
    /// The entity that a mention denotes.
    pub fn of(&self, mention: usize) -> Option<usize> {
        self.denotes
            .get(mention)
            .copied()
            .flatten()
            .map(|(entity, _)| entity)
    }
}

/// What the resolvers read.
struct Source<'article> {
    text: &'article str,
    segmentation: &'article Segmentation,
    mentions: &'article Mentions,
    attributions: &'article [Attribution],
    /// The mentions that name the speaker of an attribution.
    speakers: BTreeSet<usize>,
    /// For each mention, where it counts as standing: whoever speaks by a pronoun or a description behind a quotation, before
    /// it, for nobody in it is meant.
    places: Vec<usize>,
    /// Where the headline ends.
    headline: usize,
    lexicon: &'article Lexicon,
}

/// Resolves the mentions of one article, in text order.
pub fn resolve(
    article: &Article,
    segmentation: &Segmentation,
    mentions: &Mentions,
    attributions: &[Attribution],
    lexicon: &Lexicon,
) -> Entities {
    let source = Source {
        text: article.reading.text(),
        segmentation,
        mentions,
        attributions,
        speakers: attributions
            .iter()
            .filter_map(|attribution| attribution.speaker)
            .collect(),
        places: places(mentions, attributions),
        headline: headline_end(article),
        lexicon,
    };
    let mut record = Record::new(mentions.mentions.len());
    resolve_names(&source, article, &mut record);
    resolve_others(&source, &mut record);
    event::resolve(&source, &mut record);
    add_press(article, &mut record);
    record.finish()
}

/// Where each mention counts as standing.
fn places(mentions: &Mentions, attributions: &[Attribution]) -> Vec<usize> {
    let mentions = &mentions.mentions;
    let mut places: Vec<usize> = mentions.iter().map(|mention| mention.head.start).collect();
    let quoted = |attribution: &&Attribution| attribution.form == SpeechForm::Direct;
    for attribution in attributions.iter().filter(quoted) {
        let opens = attribution.frame.content.first().map(|content| content.start);
        if let Some((speaker, opens)) = attribution.speaker.zip(opens)
            && matches!(mentions[speaker].form, Form::Pronoun | Form::Nominal)
        {
            places[speaker] = places[speaker].min(opens);
        }
    }
    places
}

/// Where the headline ends; 0 where there is none.
fn headline_end(article: &Article) -> usize {
    let paragraphs = article.reading.paragraphs().iter();
    let headline = paragraphs.take_while(|paragraph| paragraph.role == Role::Headline);
    headline.last().map_or(0, |paragraph| paragraph.span.end)
}

/// Names and words for a people: what they denote does not depend on other mentions.
fn resolve_names(source: &Source, article: &Article, record: &mut Record) {
    let mut names = name::Names::new(source, article);
    let metonyms = metonym::Metonyms::new(source);
    for (index, mention) in source.mentions.mentions.iter().enumerate() {
        record.denotes[index] = match (mention.form, mention.kind) {
            (_, Kind::Event) => None,
            (Form::Adjective, _) => Some(names.adjective(source, index, record)),
            (Form::Name, Kind::Place) if metonyms.is_metonym(source, index) => {
                metonyms.country(source, index, record)
            }
            (Form::Name, _) => Some(names.resolve(source, index, record)),
            _ => None,
        };
    }
}

/// Descriptions and pronouns, in the order of their nouns: whose something is, is known before what it is. What a headline
/// describes without an article ("Mayor resigns") is told by the text below it.
fn resolve_others(source: &Source, record: &mut Record) {
    let mut readers = Readers {
        offices: office::Offices::default(),
        described: same_noun::Described::default(),
        speech: speech::Speech::new(source),
        salience: pronoun::Salience::new(source),
    };
    let mentions = &source.mentions.mentions;
    let phrases: Vec<Option<Phrase>> = (0..mentions.len())
        .map(|index| (mentions[index].form == Form::Nominal).then(|| Phrase::of(source, index)))
        .collect();
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by_key(|index| {
        let phrase = phrases[*index].as_ref();
        let place = phrase.map_or(source.places[*index], |phrase| {
            phrase.place.min(source.places[*index])
        });
        let bare = phrase.is_some_and(|phrase| phrase.opening == phrase::Opening::Bare);
        (bare && place < source.headline, place, *index)
    });
    for index in order {
        let mention = &mentions[index];
        let found = match (mention.form, mention.kind, &phrases[index]) {
            (_, Kind::Event, _) => None,
            (Form::Pronoun, ..) => readers.pronoun(source, index, record),
            (_, _, Some(phrase)) => readers.description(source, index, phrase, record),
            _ => record.denotes[index],
        };
        record.denotes[index] = found;
        if let Some((entity, _)) = found {
            readers.offices.hold(mention, entity);
            readers
                .salience
                .note(source, &readers.speech, index, entity, record);
            if let Some(phrase) = &phrases[index] {
                record.set_gender(entity, phrase.gender);
                readers.described.see(mention.kind, phrase, entity, record);
            }
        }
    }
    for (index, mention) in mentions.iter().enumerate() {
        if let Some(person) = speech::person(mention).filter(|_| record.denotes[index].is_none()) {
            record.denotes[index] = readers.speech.resolve(source, index, person, record);
        }
    }
}

/// What the article has shown so far.
struct Readers {
    offices: office::Offices,
    described: same_noun::Described,
    speech: speech::Speech,
    salience: pronoun::Salience,
}

impl Readers {
    fn pronoun(&mut self, source: &Source, index: usize, record: &mut Record) -> Option<(usize, Link)> {
        match speech::person(&source.mentions.mentions[index]) {
            Some(person) => self.speech.resolve(source, index, person, record),
            None => self.salience.resolve(source, &self.speech, index, record),
        }
    }

    fn description(
        &mut self,
        source: &Source,
        index: usize,
        phrase: &Phrase,
        record: &mut Record,
    ) -> Option<(usize, Link)> {
        let mention = &source.mentions.mentions[index];
        if matches!(phrase.noun.as_str(), "there" | "here") {
            return self.salience.resolve(source, &self.speech, index, record);
        }
        if mention.kind == Kind::Person
            && let Some(name) = office::apposed_behind(source, index)
        {
            return record.denotes[name].map(|(entity, _)| (entity, Link::Office));
        }
        if let Some((other, link)) = apposition::described(source, index, phrase)
            && let Some((entity, _)) = record.denotes[other]
        {
            return Some((entity, link));
        }
        if let Some(other) = apposition::listed_with(source, index, phrase)
            && let Some((entity, link @ (Link::Apposition | Link::Predicate))) = record.denotes[other]
        {
            return Some((entity, link));
        }
        let known = match (mention.kind, &mention.office) {
            // "The former mayor" is not who is mayor.
            (Kind::Person, Some(office)) if !phrase.qualities.contains("former") => {
                self.offices.resolve(source, index, office, record)
            }
            _ => None,
        };
        known
            .or_else(|| self.described.find(mention.kind, phrase, record))
            .or_else(|| same_noun::named(source, index, phrase, record))
            .or_else(|| self.told_otherwise(source, index, phrase, record))
            .or_else(|| group::resolve(source, index, record))
    }
}

impl Readers {
    /// Who speaks on under another description: "Ana Reyes left the court. “I am glad,” the biologist said."
    fn told_otherwise(
        &self,
        source: &Source,
        index: usize,
        phrase: &Phrase,
        record: &Record,
    ) -> Option<(usize, Link)> {
        let mention = &source.mentions.mentions[index];
        let may = mention.kind == Kind::Person
            && !phrase.plural
            && source.speakers.contains(&index)
            && !SPEAK_OF_OTHERS.contains(&phrase.noun.as_str());
        let definite = may && phrase.opening == phrase::Opening::Definite;
        let person = self
            .salience
            .alone_before(source, index, record)
            .filter(|_| definite)?;
        let known = record.gender(person);
        let fits = known == phrase.gender || known == Gender::Unknown || phrase.gender == Gender::Unknown;
        // Of whoever holds an office, another one is not said without a word.
        let holds = HOLD_OFFICE.contains(&phrase.noun.as_str());
        let other = holds && (self.offices.holds_one(person) || !is_behind_words(source, index));
        (fits && !other).then_some((person, Link::Description))
    }
}

/// Whether a speaker is named behind what they say: "“I am glad,” the minister said".
fn is_behind_words(source: &Source, index: usize) -> bool {
    let own = source
        .attributions
        .iter()
        .filter(|attribution| attribution.speaker == Some(index));
    let place = source.mentions.mentions[index].span.start;
    own.filter_map(|attribution| attribution.frame.content.first())
        .any(|content| content.start < place)
}

/// Adds the outlet and those that its source line names: they pass the words on, also where no sentence names them.
fn add_press(article: &Article, record: &mut Record) {
    for body in article.outlet.iter().chain(&article.sources) {
        record.entity(
            Kind::Organisation,
            &name::key(Kind::Organisation, &body.value),
            &body.value,
            true,
        );
    }
}
