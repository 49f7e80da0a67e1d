//! Offices: before a person's name ("Kremlin spokesman Dmitry Peskov") and alone ("the foreign minister").
//!
//! Takes a line with its names; gives titles for names and nominal mentions of persons.

use super::noun_phrase::{Before, Context};
use super::{Form, Kind, Mention, Office};
use crate::lexicon::ModifierKind;
use std::ops::Range;

/// Offices whose word is as often an adjective or another noun: alone they count only where nothing goes on.
const AMBIGUOUS: &[&str] = &[
    "chair",
    "chief",
    "forward",
    "general",
    "head",
    "justice",
    "major",
    "principal",
    "private",
    "deputy",
    "manager",
    "author",
    "secretary",
    "representative",
    "cardinal",
    "count",
];

/// An office in the text.
pub(super) struct Title {
    /// The whole phrase with its article.
    pub(super) words: Range<usize>,
    /// The office as the phrase states it.
    pub(super) office: Office,
    /// Whether it says "the", "his" or whose office it is.
    pub(super) definite: bool,
    /// Whether it says "a".
    pub(super) indefinite: bool,
}

/// The offices of a line, in order.
pub(super) fn titles(context: &Context) -> Vec<Title> {
    let line = context.line;
    let offices = &context.lexicon.offices;
    let mut found = Vec::new();
    let mut place = 0;
    while place < line.words.len() {
        let office = match context.name_at(place) {
            None => offices.singular.longest(|ahead| line.lower(place + ahead)),
            Some(_) => None,
        };
        let Some((length, index)) = office else {
            place += 1;
            continue;
        };
        let before = context.before(place);
        found.push(title(
            context,
            &before,
            place..place + length,
            &offices.offices[*index].role,
        ));
        place += length;
    }
    found
}

fn title(context: &Context, before: &Before, noun: Range<usize>, role: &str) -> Title {
    let line = context.line;
    let end = noun.end;
    Title {
        words: before.start..end,
        office: Office {
            span: line.span(before.bare..end),
            role: role.to_owned(),
            of: before.of.map(|name| context.name_of(name)),
        },
        definite: before.determined
            || before.of.is_some()
            || (!line.words[noun.start].weak && line.words[noun.start].capital),
        indefinite: before.indefinite,
    }
}

/// The title as a mention of its holder, where it stands alone and says enough.
pub(super) fn nominal(context: &Context, mut title: Title) -> Option<Mention> {
    let line = context.line;
    if !title.definite && !title.indefinite {
        open_compound(context, &mut title);
    }
    let is_subject = || context.is_headline_subject(&title.words);
    if !title.definite && !title.indefinite && !is_subject() {
        return None;
    }
    let next = &line.words.get(title.words.end);
    let goes_on = next.is_some_and(|word| {
        !word.mark
            && !context.lexicon.common_words.is_function(&word.lower)
            && !line.is_possessive(title.words.end)
    });
    if goes_on && AMBIGUOUS.contains(&title.office.role.as_str()) {
        return None;
    }
    if title.office.of.is_none()
        && let Some(name) = context.complement(title.words.end)
    {
        title.words.end = context.names[name].words.end;
        title.office.of = Some(context.name_of(name));
    }
    // "The engineer of the day" is nobody who is now one.
    let of_then = line.lower(title.words.end) == Some("of")
        && line.lower(title.words.end + 1) == Some("the")
        && matches!(line.lower(title.words.end + 2), Some("day" | "time"));
    let span = line.span(title.words);
    Some(Mention {
        span,
        head: span,
        kind: Kind::Person,
        form: Form::Nominal,
        name: String::new(),
        office: Some(title.office).filter(|_| !of_then),
        known: false,
    })
}

/// Takes the noun before an office into its phrase, where an article before that opens it ("the shipyard owner"), or
/// where it opens a headline ("Shipyard owner admits …").
fn open_compound(context: &Context, title: &mut Title) {
    let line = context.line;
    let Some(first) = context.compound_start(title.words.start) else {
        return;
    };
    let determiner = line.lower_before(first).filter(|word| {
        context.lexicon.groups.modifier(word) == Some(ModifierKind::Determiner)
            && context.name_at(first - 1).is_none()
    });
    match determiner {
        Some(word) => {
            title.indefinite = matches!(word, "a" | "an" | "another");
            title.definite = !title.indefinite;
            title.words.start = first - 1;
        }
        None if context.is_headline_subject(&(first..title.words.end)) => title.words.start = first,
        None => {}
    }
}
