//! What the words around a mention say of an event: its kind, place, day, whose it is, and who takes part.

use super::party;
use crate::entity::Source;
use crate::entity::record::Record;
use crate::lexicon::{EventClass, EventNoun};
use crate::mention::{Form, Interval, Kind, Mention, time::TimeType};
use crate::span::Span;

/// Place and day are looked for so many bytes behind the event's noun.
const REACH: usize = 120;
/// A day that an event took place on is told to within so many days.
const LONGEST_EVENT: i64 = 31;

/// What the words around a mention say of an event.
pub(super) struct Reading {
    /// "talks", "phone call"; for "a second round of talks", "talks"; for "a second round", empty.
    pub(super) kind: String,
    pub(super) class: EventClass,
    /// The words without article.
    pub(super) bare: String,
    /// "a", "new", "first": not one that was mentioned before.
    pub(super) fresh: bool,
    /// "the", or "talks resumed": one that the reader has heard of.
    pub(super) known: bool,
    /// "Talks resumed", "a new round": what was mentioned before goes on.
    pub(super) goes_on: bool,
    /// 2 for "second".
    pub(super) ordinal: Option<u32>,
    /// Whether the mention has a place in its name: "the Arden talks".
    pub(super) named: bool,
    pub(super) place: Option<usize>,
    /// Whose it is or whom it is about: "Reyes's trial", "the strike at Sarn Steel".
    pub(super) subject: Option<usize>,
    pub(super) interval: Option<Interval>,
    pub(super) participants: Vec<usize>,
}

impl Reading {
    pub(super) fn of(source: &Source, index: usize, record: &Record) -> Option<Self> {
        let mention = &source.mentions.mentions[index];
        let words = mention.span.of(source.text).to_lowercase();
        let nouns = nouns(source, &words);
        let (first, last) = (nouns.first()?, nouns.last()?);
        let clause = clause(source, mention.span);
        let kind = match (first.class, last.class) {
            (EventClass::Round, EventClass::Round) => String::new(),
            _ => last.kind.clone(),
        };
        let inner = party::inside(source, index, record);
        let (places, others): (Vec<usize>, Vec<usize>) = inner
            .into_iter()
            .partition(|inner| record.entities[*inner].kind == Kind::Place);
        // "Arden's invasion": whose it is, not where; "Arden's election": both.
        let owned = words.contains("'s ") || words.contains("’s ");
        let elsewhere = owned && !first.class.is_where_it_is_told();
        let mut participants = match (elsewhere, places.len()) {
            (true, _) | (_, 2..) => places.clone(),
            _ => Vec::new(),
        };
        let subject = match others.as_slice() {
            [one] => Some(*one),
            _ => party::of(source, index, clause, record),
        };
        let together = party::together(source, index, first.class, clause, record);
        for party in others.into_iter().chain(subject).chain(together) {
            if !participants.contains(&party) {
                participants.push(party);
            }
        }
        let goes_on = goes_on(source, mention, clause);
        Some(Self {
            kind,
            class: first.class,
            bare: without_article(mention.span.of(source.text)),
            fresh: words.starts_with("a ")
                || words.starts_with("an ")
                || words
                    .split(' ')
                    .any(|word| matches!(word, "new" | "fresh" | "another" | "first")),
            known: words.starts_with("the ") || goes_on,
            goes_on,
            ordinal: words.split(' ').find_map(ordinal),
            named: mention.form == Form::Name,
            place: places
                .first()
                .copied()
                .filter(|_| places.len() == 1 && !elsewhere)
                .or_else(|| place_behind(source, index, clause, record))
                .or_else(|| party::opening(source, index, record)),
            subject,
            interval: day_near(source, mention, clause),
            participants,
        })
    }
}

/// The event nouns in the words of a mention, in order.
fn nouns<'lexicon>(source: &Source<'lexicon>, words: &str) -> Vec<&'lexicon EventNoun> {
    let words = crate::token::words_of(words);
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

/// The place behind an event: "talks in Arden".
fn place_behind(source: &Source, index: usize, clause: Span, record: &Record) -> Option<usize> {
    let (place, mention) = behind(source, index, clause).find(|(_, mention)| mention.kind == Kind::Place)?;
    let between = source.text[clause.start..mention.span.start].trim();
    let direct = matches!(between, "in" | "at" | "near" | "of" | "on")
        || (between.ends_with(" in") && !between.contains(','));
    let entity = record.denotes[place].map(|(entity, _)| entity)?;
    (direct && mention.form == Form::Name).then_some(entity)
}

/// The outermost mentions behind an event in its clause.
pub(super) fn behind<'source>(
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

/// Whether the words beside an event say that it goes on after a break: "talks resumed", "resumed talks".
fn goes_on(source: &Source, mention: &Mention, clause: Span) -> bool {
    const RESUMED: [&str; 9] = [
        "resume",
        "resumed",
        "resumes",
        "restart",
        "restarted",
        "reconvene",
        "reconvened",
        "continue",
        "continued",
    ];
    let says_so = |word: &str| RESUMED.contains(&word.to_lowercase().as_str());
    let behind = crate::token::words_of(clause.of(source.text));
    let before = source.text[..mention.span.start].split_whitespace().next_back();
    behind.iter().take(3).any(|word| says_so(word)) || before.is_some_and(says_so)
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
