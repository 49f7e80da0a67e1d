//! Events and their rounds.
//!
//! "Talks in Arden on 3 May" are the event "Arden talks"; "a second round on 9 June" makes the first its first round. An
//! event has the place and day that stand in its own clause, and as participants those between whom it is held. After
//! the other entities are known: takes their record, adds events.

use super::record::Record;
use super::{Event, Link, Source};
use crate::lexicon::{EventClass, EventNoun};
use crate::mention::{Form, Interval, Kind, Mention, time::TimeType};
use crate::span::Span;
use std::collections::BTreeMap;

/// Place and day are looked for so many bytes behind the event's noun.
const REACH: usize = 120;
/// A day that an event took place on is told to within so many days.
const LONGEST_EVENT: i64 = 31;

/// Resolves the mentions of events, in text order.
pub(super) fn resolve(source: &Source, record: &mut Record) {
    let mut events = Events::default();
    for (index, mention) in source.mentions.mentions.iter().enumerate() {
        if mention.kind == Kind::Event
            && let Some(reading) = Reading::of(source, index, record)
        {
            let found = match reading.class {
                EventClass::Round => events.round(&reading, record),
                _ => events.event(&reading, record),
            };
            record.denotes[index] = Some(found);
            let entity = found.0;
            events.see(
                &reading,
                Seen {
                    mention: index,
                    entity,
                },
            );
        }
    }
}

/// What the words around a mention say of an event.
struct Reading {
    /// "talks", "phone call"; for "a second round of talks", "talks"; for "a second round", empty.
    kind: String,
    class: EventClass,
    /// The words without article.
    bare: String,
    /// "a", "new", "first": not one that was mentioned before.
    fresh: bool,
    /// 2 for "second".
    ordinal: Option<u32>,
    /// Whether the mention has a place in its name: "the Arden talks".
    named: bool,
    place: Option<usize>,
    interval: Option<Interval>,
    participants: Vec<usize>,
}

impl Reading {
    fn of(source: &Source, index: usize, record: &Record) -> Option<Self> {
        let mention = &source.mentions.mentions[index];
        let words = mention.span.of(source.text).to_lowercase();
        let nouns = nouns(source, &words);
        let (first, last) = (nouns.first()?, nouns.last()?);
        let clause = clause(source, mention.span);
        let kind = match (first.class, last.class) {
            (EventClass::Round, EventClass::Round) => String::new(),
            _ => last.kind.clone(),
        };
        let mut inner = inner_places(source, index, record);
        // "Arden's invasion": whose it is, not where.
        let owned = words.contains("'s ") || words.contains("’s ");
        let owners = if owned {
            std::mem::take(&mut inner)
        } else {
            Vec::new()
        };
        Some(Self {
            kind,
            class: first.class,
            bare: without_article(mention.span.of(source.text)),
            fresh: words.starts_with("a ")
                || words.starts_with("an ")
                || words
                    .split(' ')
                    .any(|word| matches!(word, "new" | "fresh" | "another" | "first")),
            ordinal: words.split(' ').find_map(ordinal),
            named: mention.form == Form::Name,
            place: inner
                .first()
                .copied()
                .filter(|_| inner.len() == 1)
                .or_else(|| place_behind(source, index, clause, record)),
            interval: day_near(source, mention, clause),
            participants: match inner.len() {
                0 | 1 => owners
                    .into_iter()
                    .chain(participants(source, index, clause, record))
                    .collect(),
                _ => inner,
            },
        })
    }
}

/// The event nouns in the words of a mention, in order.
fn nouns<'lexicon>(source: &Source<'lexicon>, words: &str) -> Vec<&'lexicon EventNoun> {
    let words = crate::sentence::words_of(words);
    let table = &source.lexicon.event_nouns;
    let mut found = Vec::new();
    let mut place = 0;
    while place < words.len() {
        match table.phrases.longest(|ahead| words.get(place + ahead).copied()) {
            Some((length, row)) => {
                found.push(&table.rows[*row]);
                place += length;
            }
            None => place += 1,
        }
    }
    found
}

/// The events of the article so far.
#[derive(Default)]
struct Events {
    /// For each kind, what was mentioned last.
    by_kind: BTreeMap<String, Seen>,
    /// What was mentioned last of what can have rounds.
    last: Option<Seen>,
    /// The rounds of each event.
    rounds: BTreeMap<usize, Vec<usize>>,
}

#[derive(Clone, Copy)]
struct Seen {
    mention: usize,
    entity: usize,
}

impl Events {
    fn see(&mut self, reading: &Reading, seen: Seen) {
        if matches!(
            reading.class,
            EventClass::Meeting | EventClass::Contest | EventClass::Vote | EventClass::Round
        ) {
            self.last = Some(seen);
        }
        self.by_kind.insert(reading.kind.clone(), seen);
    }

    /// The entity of an event: one mentioned before, or a new one.
    fn event(&self, reading: &Reading, record: &mut Record) -> (usize, Link) {
        if let Some(name) = event_name(reading, record) {
            let entity = record.entity(Kind::Event, &name.to_lowercase(), &name, true);
            describe(record, entity, reading);
            return (entity, Link::Name);
        }
        let latest = self.by_kind.get(&reading.kind);
        if !reading.fresh
            && reading.interval.is_none()
            && let Some(seen) = latest
        {
            return (whole(record, seen.entity), Link::Description);
        }
        let entity = record.add(Kind::Event, &reading.bare, false);
        describe(record, entity, reading);
        (entity, Link::Description)
    }

    /// The entity of a round. The event it belongs to is the one mentioned last that can have rounds; where that has a
    /// day of its own, its mention is that of round one.
    fn round(&mut self, reading: &Reading, record: &mut Record) -> (usize, Link) {
        let seen = match reading.kind.is_empty() {
            true => self.last,
            false => self.by_kind.get(&reading.kind).copied(),
        };
        let Some(seen) = seen else {
            let entity = record.add(Kind::Event, &reading.bare, false);
            describe(record, entity, reading);
            return (entity, Link::Description);
        };
        let event = whole(record, seen.entity);
        if reading.ordinal.is_some_and(|ordinal| ordinal > 1) {
            self.first_round(record, event, seen.mention);
        }
        let entity = self.add_round(record, event, reading.ordinal, reading.interval, reading.place);
        (entity, Link::Description)
    }

    /// Makes a round of the day that an event was mentioned with.
    fn first_round(&mut self, record: &mut Record, event: usize, mention: usize) {
        let Some(parent) = record.entities[event].event.as_ref() else {
            return;
        };
        if parent.interval.is_none() || self.rounds.contains_key(&event) {
            return;
        }
        let (interval, place) = (parent.interval, parent.place);
        let round = self.add_round(record, event, Some(1), interval, place);
        record.denotes[mention] = Some((round, Link::Description));
    }

    /// The round of an event with an ordinal or a day, made where there is none.
    fn add_round(
        &mut self,
        record: &mut Record,
        event: usize,
        ordinal: Option<u32>,
        interval: Option<Interval>,
        place: Option<usize>,
    ) -> usize {
        let is_same = |round: &&usize| {
            let round = record.entities[**round].event.as_ref();
            round.is_some_and(|round| {
                (ordinal.is_some() && round.round == ordinal)
                    || (interval.is_some() && round.interval == interval)
            })
        };
        // News counts few rounds; looking back a bounded way keeps odd text linear.
        let known = self
            .rounds
            .get(&event)
            .and_then(|rounds| rounds.iter().rev().take(16).find(is_same))
            .copied();
        let entity = known.unwrap_or_else(|| {
            let name = round_name(&record.entities[event].name, interval, ordinal);
            let named = record.entities[event].named;
            let entity = record.add(Kind::Event, &name, named);
            self.rounds.entry(event).or_default().push(entity);
            entity
        });
        describe_round(record, event, entity, ordinal, interval, place);
        entity
    }
}

fn round_name(event: &str, interval: Option<Interval>, ordinal: Option<u32>) -> String {
    match (interval, ordinal) {
        (Some(interval), _) => format!("{event}, {}", interval.from),
        (None, Some(ordinal)) => format!("{event}, round {ordinal}"),
        (None, None) => format!("{event}, next round"),
    }
}

/// Adds what is said of a round to it, and its day to those of the whole event.
fn describe_round(
    record: &mut Record,
    event: usize,
    entity: usize,
    ordinal: Option<u32>,
    interval: Option<Interval>,
    place: Option<usize>,
) {
    let parent = record.entities[event].event.get_or_insert_default();
    if let Some(interval) = interval {
        parent.interval = Some(parent.interval.map_or(interval, |whole| Interval {
            from: whole.from.min(interval.from),
            to: whole.to.max(interval.to),
        }));
    }
    let (kind, participants) = (parent.kind.clone(), parent.participants.clone());
    let round = record.entities[entity].event.get_or_insert_with(|| Event {
        kind,
        round_of: Some(event),
        round: ordinal,
        participants,
        ..Event::default()
    });
    round.interval = round.interval.or(interval);
    round.place = round.place.or(place);
}

fn whole(record: &Record, entity: usize) -> usize {
    let event = record.entities[entity].event.as_ref();
    event.and_then(|event| event.round_of).unwrap_or(entity)
}

/// The name of an event by its place or its two parties; `None` where it has neither.
fn event_name(reading: &Reading, record: &Record) -> Option<String> {
    if let Some(place) = reading.place {
        return Some(format!("{} {}", record.entities[place].name, reading.kind));
    }
    if let [first, second] = reading.participants.as_slice() {
        let (first, second) = (&record.entities[*first].name, &record.entities[*second].name);
        return Some(format!("{} between {first} and {second}", reading.kind));
    }
    reading.named.then(|| reading.bare.clone())
}

/// Adds what a mention says to an event.
fn describe(record: &mut Record, entity: usize, reading: &Reading) {
    let event = record.entities[entity].event.get_or_insert_with(|| Event {
        kind: reading.kind.clone(),
        ..Event::default()
    });
    event.place = event.place.or(reading.place);
    event.interval = event.interval.or(reading.interval);
    for participant in &reading.participants {
        if !event.participants.contains(participant) {
            event.participants.push(*participant);
        }
    }
}

/// The part of the sentence behind an event that speaks of it: up to a semicolon or the next event.
fn clause(source: &Source, event: Span) -> Span {
    let sentence = source
        .segmentation
        .sentence_at(event.start)
        .map(|index| source.segmentation.sentences[index].span);
    let mut end = sentence.map_or(event.end, |sentence| sentence.end.max(event.end));
    end = end.min(event.end + REACH);
    while !source.text.is_char_boundary(end) {
        end -= 1;
    }
    let behind = &source.text[event.end..end];
    let end = behind.find(';').map_or(end, |place| event.end + place);
    let next = source
        .mentions
        .mentions
        .partition_point(|mention| mention.span.start < event.end);
    let other = source.mentions.mentions[next..]
        .iter()
        .take_while(|mention| mention.span.start < end)
        .find(|mention| mention.kind == Kind::Event);
    Span::new(event.end, other.map_or(end, |other| other.span.start))
}

/// Places inside the words of a mention: "Arden" in "the Arden talks".
fn inner_places(source: &Source, index: usize, record: &Record) -> Vec<usize> {
    let mentions = &source.mentions.mentions;
    let outer = mentions[index].span;
    mentions[index + 1..]
        .iter()
        .zip(&record.denotes[index + 1..])
        .take_while(|(inner, _)| inner.span.start < outer.end)
        .filter(|(inner, _)| inner.kind == Kind::Place && inner.form == Form::Name)
        .filter_map(|(_, denotes)| denotes.map(|(entity, _)| entity))
        .collect()
}

/// The place behind an event: "talks in Arden".
fn place_behind(source: &Source, index: usize, clause: Span, record: &Record) -> Option<usize> {
    let (place, mention) = behind(source, index, clause).find(|(_, mention)| mention.kind == Kind::Place)?;
    let between = source.text[clause.start..mention.span.start].trim();
    let direct = matches!(between, "in" | "at" | "near" | "of" | "on")
        || (between.ends_with(" in") && !between.contains(','));
    let entity = record.denotes[place].map(|(entity, _)| entity)?;
    (direct && mention.form == Form::Name).then_some(entity)
}

/// Those between whom an event is held: "between A and B", "with B".
fn participants(source: &Source, index: usize, clause: Span, record: &Record) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    let mut place = clause.start;
    for (other, mention) in behind(source, index, clause) {
        let between = source.text[place..mention.span.start].trim();
        let joins = match found.is_empty() {
            true => matches!(between, "between" | "with"),
            false => matches!(between, "and" | "," | ", and"),
        };
        let Some((entity, _)) = record.denotes[other].filter(|_| joins) else {
            break;
        };
        if !found.contains(&entity) {
            found.push(entity);
        }
        place = mention.span.end;
    }
    found
}

/// The outermost mentions behind an event in its clause.
fn behind<'source>(
    source: &'source Source,
    index: usize,
    clause: Span,
) -> impl Iterator<Item = (usize, &'source Mention)> {
    let mut end = clause.start;
    source.mentions.mentions[index..]
        .iter()
        .enumerate()
        .map(move |(offset, mention)| (index + offset, mention))
        .skip_while(move |(_, mention)| mention.span.start < clause.start)
        .take_while(move |(_, mention)| mention.span.end <= clause.end)
        .filter(move |(_, mention)| {
            let outer = mention.span.start >= end;
            end = end.max(mention.span.end);
            outer
        })
}

/// The day of an event: the time expression behind it in its clause, else one that opens its sentence.
fn day_near(source: &Source, mention: &Mention, clause: Span) -> Option<Interval> {
    let times = &source.mentions.times;
    let is_day = |interval: &Interval| (interval.to - interval.from).num_days() < LONGEST_EVENT;
    let first = times.partition_point(|time| time.span.start < clause.start);
    let behind = times[first..]
        .iter()
        .take_while(|time| time.span.end <= clause.end);
    let found = behind
        .filter(|time| matches!(time.kind, TimeType::Date | TimeType::Time))
        .find_map(|time| time.interval.filter(is_day));
    found.or_else(|| {
        let sentence = source.segmentation.sentence_at(mention.span.start)?;
        let sentence = source.segmentation.sentences[sentence].span;
        let opening = times.partition_point(|time| time.span.start < sentence.start);
        let opening = times[..first].get(opening)?;
        let opens = source.text[sentence.start..opening.span.start]
            .split_whitespace()
            .count()
            <= 2;
        opening.interval.filter(is_day).filter(|_| opens)
    })
}

fn without_article(words: &str) -> String {
    let bare = match words.split_once(' ') {
        Some((article, rest))
            if matches!(
                article.to_lowercase().as_str(),
                "the" | "a" | "an" | "this" | "these"
            ) =>
        {
            rest
        }
        _ => words,
    };
    bare.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace('’', "'")
}

fn ordinal(word: &str) -> Option<u32> {
    const ORDINALS: [&str; 10] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    ];
    let place = ORDINALS.iter().position(|ordinal| *ordinal == word)?;
    u32::try_from(place + 1).ok()
}
