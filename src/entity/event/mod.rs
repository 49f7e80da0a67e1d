//! Events and their rounds.
//!
//! "Talks in Arden on 3 May" are the event "Arden talks"; "a second round on 9 June" makes the first its first round. An
//! event has the place and day that stand in its own clause, and as participants those between whom it is held. After
//! the other entities are known: takes their record, adds events.

mod reading;

use super::record::Record;
use super::{Event, Link, Source};
use crate::lexicon::EventClass;
use crate::mention::{Interval, Kind};
use reading::Reading;
use std::collections::BTreeMap;

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
