//! Events and their rounds.
//!
//! "Talks in Arden on 3 May" are the event "Arden talks"; "a second round on 9 June" makes the first its first round, and
//! so do talks in Arden on another day. An event has the place and day that stand in its own clause, and as
//! participants those who hold it and whom it is about. It goes by its place, by its two parties, or by whom it is about:
//! by what any article would say of it. After the other entities are known: takes their record, adds events.

mod party;
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
                EventClass::Round => events.round(index, &reading, record),
                _ => events.event(index, &reading, record),
            };
            record.denotes[index] = Some(found);
            let entity = found.0;
            events.see(&reading, entity);
        }
    }
}

/// The events of the article so far.
#[derive(Default)]
struct Events {
    /// For each kind, what was mentioned last.
    by_kind: BTreeMap<String, usize>,
    /// What was mentioned last of what can have rounds.
    last: Option<usize>,
    /// The mention that gave each event its day.
    dated: BTreeMap<usize, usize>,
    /// The rounds of each event.
    rounds: BTreeMap<usize, Vec<usize>>,
}

impl Events {
    fn see(&mut self, reading: &Reading, entity: usize) {
        if matches!(
            reading.class,
            EventClass::Meeting | EventClass::Contest | EventClass::Vote | EventClass::Round
        ) {
            self.last = Some(entity);
        }
        self.by_kind.insert(reading.kind.clone(), entity);
    }

    /// The entity of an event: one mentioned before, a round of it, or a new one.
    fn event(&mut self, mention: usize, reading: &Reading, record: &mut Record) -> (usize, Link) {
        if let Some(name) = event_name(reading, record) {
            let entity = record.entity(Kind::Event, &name.to_lowercase(), &name, true);
            let found = self.on_its_day(mention, entity, reading, record);
            return (found, Link::Name);
        }
        let latest = self.by_kind.get(&reading.kind).copied();
        if let Some(latest) = latest.filter(|_| !reading.fresh) {
            let event = whole(record, latest);
            let may_be_on_it = |entity: usize| {
                let known = record.entities[entity].event.as_ref();
                let day = known.and_then(|event| event.interval);
                day.is_none() || day == reading.interval
            };
            if reading.interval.is_none() {
                return (event, Link::Description);
            }
            if reading.known && may_be_on_it(latest) {
                self.describe(mention, latest, reading, record);
                return (latest, Link::Description);
            }
            if reading.goes_on {
                let found = self.on_its_day(mention, event, reading, record);
                return (found, Link::Description);
            }
        }
        let entity = record.add(Kind::Event, &reading.bare, false);
        self.describe(mention, entity, reading, record);
        (entity, Link::Description)
    }

    /// The event itself, or its round of the day where it has other days: two attacks in a town are not one.
    fn on_its_day(&mut self, mention: usize, event: usize, reading: &Reading, record: &mut Record) -> usize {
        let known = record.entities[event].event.as_ref();
        let days = known.and_then(|event| event.interval).zip(reading.interval);
        let apart = days.is_some_and(|(known, day)| known.to < day.from || day.to < known.from);
        let in_rounds = self.rounds.contains_key(&event) && reading.interval.is_some();
        if !apart && !in_rounds {
            self.describe(mention, event, reading, record);
            return event;
        }
        self.first_round(record, event, None);
        self.add_round(record, event, None, reading.interval, reading.place)
    }

    /// Adds what a mention says to an event.
    fn describe(&mut self, mention: usize, entity: usize, reading: &Reading, record: &mut Record) {
        let event = record.entities[entity].event.get_or_insert_with(|| Event {
            kind: reading.kind.clone(),
            ..Event::default()
        });
        event.place = event.place.or(reading.place);
        if event.interval.is_none() && reading.interval.is_some() {
            event.interval = reading.interval;
            self.dated.insert(entity, mention);
        }
        for participant in &reading.participants {
            if !event.participants.contains(participant) {
                event.participants.push(*participant);
            }
        }
    }

    /// The entity of a round. The event it belongs to is the one mentioned last that can have rounds; where that has a
    /// day of its own, its mention is that of round one.
    fn round(&mut self, mention: usize, reading: &Reading, record: &mut Record) -> (usize, Link) {
        let seen = match reading.kind.is_empty() {
            true => self.last,
            false => self.by_kind.get(&reading.kind).copied(),
        };
        let Some(seen) = seen else {
            let entity = record.add(Kind::Event, &reading.bare, false);
            self.describe(mention, entity, reading, record);
            return (entity, Link::Description);
        };
        let event = whole(record, seen);
        if reading.ordinal.is_some_and(|ordinal| ordinal > 1) {
            self.first_round(record, event, Some(1));
        }
        let entity = self.add_round(record, event, reading.ordinal, reading.interval, reading.place);
        (entity, Link::Description)
    }

    /// Makes a round of the day that an event was mentioned with.
    fn first_round(&mut self, record: &mut Record, event: usize, ordinal: Option<u32>) {
        let Some(parent) = record.entities[event].event.as_ref() else {
            return;
        };
        if parent.interval.is_none() || self.rounds.contains_key(&event) {
            return;
        }
        let (interval, place) = (parent.interval, parent.place);
        let round = self.add_round(record, event, ordinal, interval, place);
        if let Some(mention) = self.dated.get(&event) {
            record.denotes[*mention] = Some((round, Link::Description));
        }
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

/// The name of an event by its place, its two parties or whom it is about; `None` where it has none of them. The parties
/// stand in the order of the alphabet, so that "A's talks with B" and "B's talks with A" are one.
fn event_name(reading: &Reading, record: &Record) -> Option<String> {
    let name = |entity: usize| record.entities[entity].name.as_str();
    let by = |entity: usize| format!("{} {}", name(entity), reading.kind);
    let (place, subject) = (reading.place.map(by), reading.subject.map(by));
    let pair = match reading.participants.as_slice() {
        [one, other] if [one, other].iter().all(|party| record.entities[**party].named) => {
            let (one, other) = (name(*one), name(*other));
            let joint = match reading.class {
                EventClass::Legal => "of",
                _ => "between",
            };
            let (first, second) = (one.min(other), one.max(other));
            Some(format!("{} {joint} {first} and {second}", reading.kind))
        }
        _ => None,
    };
    let known = match reading.class.goes_by_subject() {
        true => pair.or(subject).or(place),
        false => place.or(pair).or(subject),
    };
    known.or_else(|| reading.named.then(|| reading.bare.clone()))
}
