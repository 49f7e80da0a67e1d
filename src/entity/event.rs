//! Events: which of them are one, where and when they were, and which are rounds of others.
//!
//! "Talks in Lima on May 2" and "a second round on May 9" are two rounds of one series, the "Lima talks". A series
//! is known by its kind and place; an event without a place joins the one series of its kind that the article has
//! named, or stays an event of this article alone.

use super::register::Register;
use super::{Event, Link, Scene};
use crate::lexicon::EventClass;
use crate::mention::time::TimeRole;
use crate::mention::{Form, Interval, Kind, Mention};
use crate::sentence::TokenKind;
use crate::span::Span;

/// How many words may stand between an event and the day it was on.
const WORDS_TO_DAY: usize = 8;

/// An event mention as its own words and neighbours show it.
struct Sighting {
    mention: usize,
    kind: String,
    class: EventClass,
    place: Option<usize>,
    interval: Option<Interval>,
    round: Option<u32>,
}

/// Resolves the event mentions of an article.
pub(super) fn resolve(scene: &Scene, register: &mut Register) {
    let sightings = sightings(scene, register);
    let mut series: Vec<(String, usize)> = Vec::new();
    for (position, sighting) in sightings.iter().enumerate() {
        let event = if sighting.class == EventClass::Round {
            let Some((_, parent)) = series.last() else {
                continue;
            };
            add_round(scene, register, *parent, sighting)
        } else {
            let whole = find_series(scene, register, &mut series, sighting);
            let has_rounds = sightings[position + 1..]
                .iter()
                .take_while(|later| later.place.is_none())
                .any(is_round);
            match sighting.interval.filter(|_| has_rounds) {
                Some(_) => add_round(scene, register, whole, sighting),
                None => {
                    fill(register, whole, sighting);
                    whole
                }
            }
        };
        let takes_part = participants(scene, register, sighting);
        add_participants(register, event, takes_part);
        register.denote(sighting.mention, event, Link::Name);
    }
}

fn is_round(sighting: &Sighting) -> bool {
    sighting.class == EventClass::Round
}

fn sightings(scene: &Scene, register: &Register) -> Vec<Sighting> {
    let mentions = &scene.mentions.mentions;
    let events = mentions
        .iter()
        .enumerate()
        .filter(|(_, mention)| mention.kind == Kind::Event);
    events
        .filter_map(|(index, mention)| {
            let words = scene.words(mention);
            let (kind, class) = kind_in(scene, words)?;
            Some(Sighting {
                mention: index,
                kind: kind.to_owned(),
                class,
                place: place(scene, register, index),
                interval: day(scene, mention),
                round: ordinal(words),
            })
        })
        .collect()
}

/// The first event noun among an event's words: "talks" in "talks on a vote", "round" in "a second round of talks".
fn kind_in<'a>(scene: &Scene<'a>, words: &str) -> Option<(&'a str, EventClass)> {
    let nouns = &scene.lexicon.event_nouns;
    let lower = words.to_lowercase();
    let words = crate::sentence::words_of(&lower);
    (0..words.len()).find_map(|start| {
        let (_, row) = nouns
            .phrases
            .longest(|offset| words.get(start + offset).copied())?;
        let noun = &nouns.rows[*row];
        Some((noun.kind.as_str(), noun.class))
    })
}

/// The place inside the event's own words, or right after "in" or "at".
fn place(scene: &Scene, register: &Register, event: usize) -> Option<usize> {
    let mentions = &scene.mentions.mentions;
    let span = mentions[event].span;
    let near = |place: &&(usize, &Mention)| {
        let between = Span::new(span.end.min(place.1.span.start), place.1.span.start);
        let joined = matches!(
            scene.reading.slice(between).trim(),
            "in" | "at" | "in the" | "at the"
        );
        span.contains(place.1.span) || place.1.span.start >= span.end && joined
    };
    let following: Vec<(usize, &Mention)> = mentions
        .iter()
        .enumerate()
        .skip(event + 1)
        .take(6)
        .filter(|(_, mention)| mention.kind == Kind::Place && mention.form == Form::Name)
        .collect();
    let (index, mention) = following.iter().find(near)?;
    // Inside "Lima talks" the town is meant, even where the same word elsewhere stands for a government.
    register
        .find(Kind::Place, &mention.name)
        .or_else(|| register.of(*index))
}

/// The day in the same sentence that stands right behind the event and its place, or in front of it.
fn day(scene: &Scene, event: &Mention) -> Option<Interval> {
    let sentence = scene.segmentation.sentence_at(event.span.start)?;
    let bounds = scene.segmentation.sentences[sentence].span;
    let words_between = |start: usize, end: usize| {
        let tokens = scene.segmentation.tokens_in(Span::new(start, end.max(start)));
        let tokens = &scene.segmentation.tokens[tokens];
        let breaks = tokens
            .iter()
            .any(|token| matches!(scene.reading.slice(token.span), ";" | ":" | "\"" | "”"));
        let words = tokens
            .iter()
            .filter(|token| token.kind != TokenKind::Mark)
            .count();
        (!breaks).then_some(words)
    };
    let times = &scene.mentions.times;
    let first = times.partition_point(|time| time.span.start < bounds.start);
    let in_sentence = times[first..]
        .iter()
        .take_while(|time| time.span.end <= bounds.end);
    let near = in_sentence.filter_map(|time| {
        let interval = time.interval.filter(|interval| interval.from == interval.to)?;
        let distance = match time.span.start >= event.span.end {
            true => words_between(event.span.end, time.span.start)?,
            false => words_between(time.span.end.min(event.span.start), event.span.start)? + 2,
        };
        (time.role == TimeRole::When && distance <= WORDS_TO_DAY).then_some((distance, interval))
    });
    near.min_by_key(|(distance, _)| *distance)
        .map(|(_, interval)| interval)
}

/// Which round the words say it is.
fn ordinal(words: &str) -> Option<u32> {
    const ORDINALS: [&str; 10] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    ];
    words.to_lowercase().split_whitespace().find_map(|word| {
        let spelled = ORDINALS
            .iter()
            .position(|ordinal| *ordinal == word)
            .map(|at| at as u32 + 1);
        let digits = || {
            word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic())
                .parse()
                .ok()
        };
        spelled.or_else(digits)
    })
}

/// The series that an event belongs to, made where the article has not named it yet.
fn find_series(
    scene: &Scene,
    register: &mut Register,
    series: &mut Vec<(String, usize)>,
    sighting: &Sighting,
) -> usize {
    let mention = &scene.mentions.mentions[sighting.mention];
    let definite = scene.words(mention).to_lowercase().starts_with("the ") || sighting.round.is_some();
    let earlier = series
        .iter()
        .rev()
        .find(|(kind, _)| *kind == sighting.kind)
        .map(|(_, event)| *event);
    let event = match (sighting.place, earlier) {
        (Some(place), _) => {
            let name = format!("{} {}", register.entity(place).name, sighting.kind);
            register.named(Kind::Event, &name)
        }
        (None, Some(event)) if definite => event,
        // A proper name ("Champions League final") names its event everywhere; "the vote" only here.
        (None, _) if mention.known || mention.form == Form::Name => {
            register.named(Kind::Event, &mention.name)
        }
        (None, _) => register.described(Kind::Event, scene.words(mention)),
    };
    series.push((sighting.kind.clone(), event));
    event
}

fn fill(register: &mut Register, event: usize, sighting: &Sighting) {
    let known = register
        .entity_mut(event)
        .event
        .get_or_insert_with(Event::default);
    if known.kind.is_empty() {
        known.kind = sighting.kind.clone();
    }
    known.place = known.place.or(sighting.place);
    known.interval = known.interval.or(sighting.interval);
}

/// A round of a series, known by its day, else by its number, else by its words.
fn add_round(scene: &Scene, register: &mut Register, series: usize, sighting: &Sighting) -> usize {
    let whole = Sighting {
        interval: None,
        mention: sighting.mention,
        kind: series_kind(register, series, sighting),
        ..*sighting
    };
    fill(register, series, &whole);
    let label = match (sighting.interval, sighting.round) {
        (Some(interval), _) => interval.from.to_string(),
        (None, Some(round)) => format!("round {round}"),
        (None, None) => scene
            .words(&scene.mentions.mentions[sighting.mention])
            .to_lowercase(),
    };
    let (name, named) = (
        format!("{}, {label}", register.entity(series).name),
        register.entity(series).named,
    );
    let round = if named {
        register.named(Kind::Event, &name)
    } else {
        register.described(Kind::Event, &name)
    };
    let place = register
        .entity(series)
        .event
        .as_ref()
        .and_then(|event| event.place);
    register.entity_mut(round).event.get_or_insert_with(|| Event {
        kind: whole.kind,
        place,
        interval: sighting.interval,
        round_of: Some(series),
        round: sighting.round,
        participants: Vec::new(),
    });
    round
}

fn series_kind(register: &Register, series: usize, sighting: &Sighting) -> String {
    let known = register
        .entity(series)
        .event
        .as_ref()
        .map(|event| event.kind.clone());
    known.unwrap_or_else(|| sighting.kind.clone())
}

/// Who took part: those named after "between" or "with", and who "held" or "attended" it.
fn participants(scene: &Scene, register: &Register, sighting: &Sighting) -> Vec<usize> {
    const HOLDING: [&str; 8] = [
        "held", "hold", "holds", "holding", "attended", "joined", "opened", "began",
    ];
    let mentions = &scene.mentions.mentions;
    let event = &mentions[sighting.mention];
    let Some(sentence) = scene.segmentation.sentence_at(event.span.start) else {
        return Vec::new();
    };
    let bounds = scene.segmentation.sentences[sentence].span;
    let text = scene.reading.text();
    let between = |from: usize, to: usize| if from <= to { &text[from..to] } else { "" };
    let takes_part = |mention: &Mention| match mention.span.start >= event.span.end {
        true => {
            let words = between(event.span.end, mention.span.start);
            let tied = words.trim_start().starts_with("between ") || words.trim_start().starts_with("with ");
            tied && !words.contains([',', ';', ':', '"', '“'])
        }
        false => {
            let words = between(mention.span.end, event.span.start);
            words.split_whitespace().any(|word| HOLDING.contains(&word))
                && !words.contains([';', ':', '"', '“'])
        }
    };
    let first = mentions.partition_point(|mention| mention.span.start < bounds.start);
    let in_sentence = mentions
        .iter()
        .enumerate()
        .skip(first)
        .take_while(|(_, found)| found.span.end <= bounds.end);
    in_sentence
        .filter(|(_, found)| matches!(found.kind, Kind::Person | Kind::Organisation | Kind::Place))
        .filter(|(index, found)| {
            found.form != Form::Adjective && *index != sighting.mention && takes_part(found)
        })
        .filter_map(|(index, _)| register.of(index))
        .filter(|entity| Some(*entity) != sighting.place)
        .collect()
}

fn add_participants(register: &mut Register, event: usize, participants: Vec<usize>) {
    if let Some(known) = register.entity_mut(event).event.as_mut() {
        for participant in participants {
            if !known.participants.contains(&participant) {
                known.participants.push(participant);
            }
        }
    }
}
