//! Events: "talks in Istanbul", "the Istanbul talks", "a second round", "a phone call between …".
//!
//! Takes a line with its names, gives mentions of events. The span ends with the noun (or with "of talks" behind
//! "round"); where and when it took place is read by `entity` from the words behind it.

use super::noun_phrase::{Before, Context};
use super::{Form, Kind, Mention};
use crate::lexicon::EventClass;
use std::ops::Range;

/// The events of a line, in order.
pub(super) fn find(context: &Context) -> Vec<Mention> {
    let line = context.line;
    let mut found = Vec::new();
    let mut place = 0;
    while place < line.words.len() {
        match at(context, place) {
            Some((words, form)) => {
                place = words.end;
                let span = line.span(words);
                found.push(Mention {
                    span,
                    head: span,
                    kind: Kind::Event,
                    form,
                    name: String::new(),
                    office: None,
                    known: false,
                });
            }
            None => place += 1,
        }
    }
    found
}

fn at(context: &Context, place: usize) -> Option<(Range<usize>, Form)> {
    let line = context.line;
    let text = &line.words[place].text;
    if context.name_at(place).is_some() || context.lexicon.common_words.is_no_name(text) {
        return None;
    }
    let nouns = &context.lexicon.event_nouns;
    let (length, index) = nouns.phrases.longest(|ahead| line.lower(place + ahead))?;
    let noun = &nouns.rows[*index];
    let before = context.before(place);
    // "There are no negotiations": there is no such event.
    if line.lower(before.start) == Some("no") {
        return None;
    }
    let mut end = place + length;
    if noun.class == EventClass::Round {
        if !(before.qualified || before.counted) {
            return None;
        }
        // "a second round of talks", "the first round of the talks"
        let whole = end + 1 + usize::from(line.lower(end + 1) == Some("the"));
        if line.lower(end) == Some("of")
            && let Some((more, _)) = nouns.phrases.longest(|ahead| line.lower(whole + ahead))
        {
            end = whole + more;
        }
    }
    let plural = noun.noun == noun.kind && noun.noun.ends_with('s');
    stands_as_noun(context, &before, plural || length > 1).then(|| {
        let named = before
            .of
            .is_some_and(|name| context.names[name].form == Form::Name);
        (before.start..end, if named { Form::Name } else { Form::Nominal })
    })
}

/// Whether the words before show a noun: "to visit", "they strike" are verbs.
fn stands_as_noun(context: &Context, before: &Before, surely_noun: bool) -> bool {
    let described =
        before.determined || before.indefinite || before.counted || before.qualified || before.of.is_some();
    let last = context.line.lower_before(before.start);
    let after_preposition = matches!(
        last,
        Some(
            "in" | "during"
                | "after"
                | "before"
                | "at"
                | "of"
                | "for"
                | "since"
                | "until"
                | "from"
                | "on"
                | "about"
                | "by"
        )
    );
    let subject_or_modal = matches!(
        last,
        Some(
            "to" | "will"
                | "would"
                | "can"
                | "could"
                | "may"
                | "might"
                | "should"
                | "must"
                | "not"
                | "we"
                | "they"
                | "i"
                | "you"
        )
    );
    if described {
        return true;
    }
    if surely_noun {
        !subject_or_modal || last == Some("to")
    } else {
        after_preposition
    }
}
