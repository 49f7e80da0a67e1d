//! Who and what stands beside an event: whose it is, whom it is about, who holds it together.
//!
//! Takes the mentions around the event's, gives entities. Only what stands directly there counts: "the trial of Ana
//! Reyes", "Norland and Sarn held talks", "In Merrow, the vote".

use super::reading::behind;
use crate::entity::Source;
use crate::entity::record::Record;
use crate::lexicon::EventClass;
use crate::mention::{Form, Kind, Mention};
use crate::span::Span;

/// So many mentions before an event are looked at.
const NEAR: usize = 8;
/// So many words stand at most between those who hold an event and the event.
const FEW: usize = 4;
/// What one does with talks.
const HOLD: [&str; 17] = [
    "hold", "holds", "held", "holding", "have", "has", "had", "begin", "began", "open", "opened", "resume",
    "resumed", "start", "started", "met", "meet",
];

/// Who and what is named inside the words of an event: "Arden" in "the Arden talks".
pub(super) fn inside(source: &Source, index: usize, record: &Record) -> Vec<usize> {
    let mentions = &source.mentions.mentions;
    let outer = mentions[index].span;
    mentions[index + 1..]
        .iter()
        .zip(&record.denotes[index + 1..])
        .take_while(|(inner, _)| inner.span.start < outer.end)
        .filter(|(inner, _)| inner.form == Form::Name && inner.kind != Kind::Event)
        .filter_map(|(_, denotes)| denotes.map(|(entity, _)| entity))
        .collect()
}

/// The person or organisation that an event is about: "the strike at Sarn Steel", "the trial of Ana Reyes".
pub(super) fn of(source: &Source, index: usize, clause: Span, record: &Record) -> Option<usize> {
    let (other, mention) = behind(source, index, clause).next()?;
    let between = source.text[clause.start..mention.span.start].trim();
    let direct = matches!(between, "of" | "at" | "on" | "against" | "into");
    let (entity, _) = record.denotes[other].filter(|_| direct)?;
    let is_party = matches!(mention.kind, Kind::Person | Kind::Organisation);
    (is_party && record.entities[entity].named).then_some(entity)
}

/// Those between whom an event is held: "between A and B", "A held talks with B", "A and B held talks", "a merger of A
/// and B".
pub(super) fn together(
    source: &Source,
    index: usize,
    class: EventClass,
    clause: Span,
    record: &Record,
) -> Vec<usize> {
    let mut found = match class {
        EventClass::Meeting | EventClass::Call => holders(source, index, record),
        _ => Vec::new(),
    };
    let before = found.len();
    let mut place = clause.start;
    for (other, mention) in behind(source, index, clause) {
        let between = source.text[place..mention.span.start].trim();
        let joins = match found.len() == before {
            true => matches!(between, "between" | "with" | "of"),
            false => matches!(between, "and" | "," | ", and"),
        };
        let Some((entity, _)) = record.denotes[other].filter(|_| joins) else {
            break;
        };
        found.push(entity);
        place = mention.span.end;
    }
    found
}

/// Those before an event who are said to hold it.
fn holders(source: &Source, index: usize, record: &Record) -> Vec<usize> {
    let mut before = before(source, index);
    let event = source.mentions.mentions[index].span;
    let Some((last, mention)) = before.pop() else {
        return Vec::new();
    };
    let between: Vec<&str> = source.text[mention.span.end..event.start]
        .split_whitespace()
        .collect();
    if between.len() > FEW || !between.iter().any(|word| HOLD.contains(word)) {
        return Vec::new();
    }
    let first = before.pop().filter(|(_, first)| {
        let joined = first.span.end..mention.span.start;
        source.text[joined].trim() == "and"
    });
    let parties = first.into_iter().chain([(last, mention)]);
    let parties = parties.filter(|(_, mention)| is_somebody(mention));
    parties
        .filter_map(|(index, _)| record.denotes[index].map(|(entity, _)| entity))
        .collect()
}

fn is_somebody(mention: &Mention) -> bool {
    matches!(mention.kind, Kind::Person | Kind::Organisation | Kind::Place)
}

/// The place with which the sentence of an event opens: "In Merrow, the vote".
pub(super) fn opening(source: &Source, index: usize, record: &Record) -> Option<usize> {
    let (other, mention) = before(source, index).into_iter().next()?;
    let sentence = source.segmentation.sentence_at(mention.span.start)?;
    let sentence = source.segmentation.sentences[sentence].span;
    let opens = matches!(
        source.text[sentence.start..mention.span.start].trim(),
        "In" | "At" | "Near"
    );
    let (entity, _) = record.denotes[other].filter(|_| opens)?;
    (mention.kind == Kind::Place && mention.form == Form::Name).then_some(entity)
}

/// The outermost mentions of an event's sentence that stand before it, the last few.
fn before<'source>(source: &'source Source, index: usize) -> Vec<(usize, &'source Mention)> {
    let mentions = &source.mentions.mentions;
    let event = mentions[index].span;
    let sentence = source.segmentation.sentence_at(event.start);
    let start = sentence.map_or(event.start, |sentence| {
        source.segmentation.sentences[sentence].span.start
    });
    let mut end = start;
    let near = index.saturating_sub(NEAR)..index;
    near.map(|index| (index, &mentions[index]))
        .filter(|(_, mention)| {
            let outer = mention.span.start >= end && mention.span.end <= event.start;
            end = end.max(mention.span.end);
            outer
        })
        .collect()
}
