//! Speakers without a name: groups ("two senior officials", "residents") and bodies ("the company").
//!
//! Takes a line with its names; gives nominal mentions, in order.

use super::noun_phrase::{Before, Context};
use super::{Form, Kind, Mention};
use crate::lexicon::GroupKind;

/// The nominal mentions of a line.
pub(super) fn find(context: &Context) -> Vec<Mention> {
    let line = context.line;
    let mut found = Vec::new();
    let mut place = 0;
    while place < line.words.len() {
        if let Some(mention) = of_age(context, place) {
            found.push(mention);
            place += 1;
            continue;
        }
        let noun = match context.name_at(place) {
            None if !line.words[place].mark => noun(context, place),
            _ => None,
        };
        let Some((length, kind)) = noun else {
            place += 1;
            continue;
        };
        let before = context.before(place);
        let kind = allowed(context, &before, place, kind);
        let end = place + length;
        if let Some(kind) = kind {
            let span = line.span(before.start..end);
            found.push(Mention {
                span,
                head: span,
                kind,
                form: Form::Nominal,
                name: String::new(),
                office: None,
                known: false,
            });
        }
        place = end;
    }
    found
}

/// Somebody by their age: "the 61-year-old".
fn of_age(context: &Context, place: usize) -> Option<Mention> {
    let line = context.line;
    let age = line.lower(place)?.strip_suffix("-year-old")?;
    let ends = line.words.get(place + 1).is_none_or(|next| {
        next.mark
            || context.lexicon.common_words.is_function(&next.lower)
            || !context.lexicon.cues.verbs(&next.lower).is_empty()
    });
    let is_one = age.chars().all(|digit| digit.is_ascii_digit()) && ends;
    if !is_one || !matches!(line.lower_before(place), Some("the" | "a" | "an")) {
        return None;
    }
    let span = line.span(place - 1..place + 1);
    Some(Mention {
        span,
        head: span,
        kind: Kind::Person,
        form: Form::Nominal,
        name: String::new(),
        office: None,
        known: false,
    })
}

fn noun(context: &Context, place: usize) -> Option<(usize, GroupKind)> {
    let line = context.line;
    let plural = &context.lexicon.offices.plural;
    match plural.longest(|ahead| line.lower(place + ahead)) {
        Some((length, _)) => Some((length, GroupKind::People)),
        None => context
            .lexicon
            .groups
            .noun(line.lower(place)?)
            .map(|kind| (1, kind)),
    }
}

/// The kind of the mention, where the words before the noun let it stand.
fn allowed(context: &Context, before: &Before, place: usize, kind: GroupKind) -> Option<Kind> {
    let next = context.line.lower(place + 1);
    match kind {
        // "Ana Reyes, who chairs the board": a verb.
        GroupKind::People => {
            let bare = before.start == place && !before.determined && !before.indefinite;
            (!bare || context.line.lower_before(place) != Some("who")).then_some(Kind::Group)
        }
        GroupKind::Bodies => {
            (before.determined || before.counted || before.of.is_some()).then_some(Kind::Group)
        }
        GroupKind::Body => {
            // "the company spokesman", "the bank holiday": the noun belongs to the next one.
            let goes_on = next.is_some_and(|next| {
                let groups = &context.lexicon.groups;
                let offices = &context.lexicon.offices;
                groups.noun(next).is_some()
                    || offices.singular.word(next).is_some()
                    || offices.plural.word(next).is_some()
            });
            let stands = before.determined
                || before.of.is_some()
                || (before.indefinite && before.qualified)
                || context.is_headline_subject(&(before.start..place + 1));
            (stands && !goes_on).then_some(Kind::Organisation)
        }
    }
}
