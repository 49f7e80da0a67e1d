//! Descriptions that the sentence itself gives to somebody: beside a name, or behind "is".
//!
//! "Ana Reyes, a fisherman's daughter, …", "the port's owner, Vollan Corp.", "her brother Karl" – and "Merrow is a small
//! town". Takes a mention, gives the one that its sentence says it is.

use super::phrase::{Opening, Phrase, are_alike};
use super::{Link, Source};
use crate::mention::{Form, Kind, Mention};

/// Mentions beside another are looked for among so many.
const WINDOW: usize = 12;

/// So many brackets may stand between somebody and the verb.
const ASIDES: usize = 3;

/// No word that counts here is longer, in characters.
const LONGEST: usize = 16;

/// Verbs between somebody and what they are said to be.
const COPULAS: &[&str] = &[
    "is", "was", "are", "were", "am", "be", "been", "'s", "'m", "'re", "become", "became", "becomes",
    "remains", "remained",
];

/// Words that may stand beside such a verb.
const BESIDE: &[&str] = &[
    "also",
    "now",
    "still",
    "once",
    "already",
    "currently",
    "then",
    "later",
    "has",
    "have",
    "had",
    "will",
    "would",
    "who",
    "which",
    "itself",
    "himself",
    "herself",
    "basically",
    "actually",
    "really",
    "officially",
    "again",
    "probably",
    "best",
    "known",
    "as",
    "and",
    ",",
];

/// The mention that a description is said to be, and how its sentence says so.
pub(super) fn described(source: &Source, index: usize, phrase: &Phrase) -> Option<(usize, Link)> {
    let beside = apposed_before(source, index, phrase).or_else(|| apposed_behind(source, index, phrase));
    match beside {
        Some(other) => Some((other, Link::Apposition)),
        None => predicated(source, index)
            .or_else(|| served_as(source, index, phrase))
            .map(|other| (other, Link::Predicate)),
    }
}

/// "Reyes went to Merrow as harbour master": the subject of the sentence.
fn served_as(source: &Source, index: usize, phrase: &Phrase) -> Option<usize> {
    let mentions = &source.mentions.mentions;
    let own = &mentions[index];
    let before = source.text[..own.span.start].trim_end();
    let is_role = own.kind == Kind::Person
        && matches!(phrase.opening, Opening::Bare | Opening::Indefinite)
        && !phrase.plural
        && before.ends_with(" as");
    if !is_role {
        return None;
    }
    let sentence = source.segmentation.sentences[source.segmentation.sentence_at(own.span.start)?].span;
    (0..index)
        .rev()
        .take(WINDOW)
        .take_while(|other| mentions[*other].span.start >= sentence.start)
        .filter(|other| mentions[*other].kind == Kind::Person && mentions[*other].span.end < own.span.start)
        .last()
}

/// "A singer, actress and painter": more of the same, behind what a sentence says of somebody.
pub(super) fn listed_with(source: &Source, index: usize, phrase: &Phrase) -> Option<usize> {
    let own = &source.mentions.mentions[index];
    let before = source.text[..own.span.start].trim_end();
    let before = before.strip_suffix(" and").unwrap_or(before);
    let before = before.strip_suffix(',').unwrap_or(before).trim_end();
    let new = matches!(phrase.opening, Opening::Bare | Opening::Indefinite) && !phrase.plural;
    let cut = before.len() < source.text[..own.span.start].trim_end().len();
    ending_at(source, index, before.len())
        .filter(|other| new && cut && source.mentions.mentions[*other].kind == own.kind)
}

/// "Ana Reyes, the harbour master,"
fn apposed_before(source: &Source, index: usize, phrase: &Phrase) -> Option<usize> {
    let mentions = &source.mentions.mentions;
    let own = &mentions[index];
    let before = source.text[..own.span.start]
        .trim_end()
        .strip_suffix([',', '('])?;
    let end = before.trim_end().len();
    let other = ending_at(source, index, end)?;
    let one = &mentions[other];
    let closed = source.text[own.span.end..]
        .trim_start()
        .starts_with([',', '.', ')', ';', '–', '—']);
    let fits = are_alike(one.kind, own.kind)
        && (one.form == Form::Name || (one.form == Form::Nominal && phrase.opening != Opening::Bare))
        && !(own.kind == Kind::Group && one.kind == Kind::Person)
        && (closed || phrase.opening == Opening::Indefinite)
        && !is_listed(source, one, own);
    fits.then_some(other)
}

/// "The port's owner, Vollan Corp.,", "her brother Karl"
fn apposed_behind(source: &Source, index: usize, phrase: &Phrase) -> Option<usize> {
    let mentions = &source.mentions.mentions;
    let own = &mentions[index];
    if phrase.plural || phrase.opening == Opening::Indefinite {
        return None;
    }
    let (offset, other) = mentions[index + 1..]
        .iter()
        .enumerate()
        .take(WINDOW)
        .find(|(_, other)| other.span.start >= own.span.end)?;
    if other.form != Form::Name || other.kind != own.kind {
        return None;
    }
    let gap = &source.text[own.span.end..other.span.start];
    let fits = match gap {
        " " => true,
        ", " | " (" | " — " | " – " if phrase.opening != Opening::Bare => {
            let after = source.text[other.span.end..].trim_start();
            after.starts_with([',', ')', '.', ';', '–', '—']) && !is_listed(source, own, other)
        }
        _ => false,
    };
    fits.then_some(index + 1 + offset)
}

/// "Merrow is a small town": the mention before the verb, the longest that ends there.
fn predicated(source: &Source, index: usize) -> Option<usize> {
    let mentions = &source.mentions.mentions;
    let own = &mentions[index];
    let sentence = &source.segmentation.sentences[source.segmentation.sentence_at(own.span.start)?];
    let between = source.text[sentence.span.start..own.span.start].trim_end();
    let (mut end, mut seen) = (between.len(), false);
    for _ in 0..4 {
        let word = last_word(&between[..end]);
        let lower = word.to_lowercase().replace('’', "'");
        if COPULAS.contains(&lower.as_str()) {
            seen = true;
        } else if !BESIDE.contains(&lower.as_str()) {
            break;
        }
        end = between[..end].trim_end().len() - word.len();
    }
    if !seen {
        return None;
    }
    let mut subject = between[..end].trim_end();
    for _ in 0..ASIDES {
        let other = ending_at(source, index, sentence.span.start + subject.len());
        if let Some(other) = other.filter(|other| are_alike(mentions[*other].kind, own.kind)) {
            return Some(other);
        }
        subject = without_aside(subject)?;
    }
    None
}

/// Some words without what stands in brackets at their end: "Ana Reyes (born 1961)".
fn without_aside(words: &str) -> Option<&str> {
    let open = match words.chars().next_back()? {
        ')' => '(',
        ']' => '[',
        _ => return None,
    };
    Some(words[..words.rfind(open)?].trim_end())
}

/// The last word of some text, with an apostrophe as a word's beginning ("I'm").
fn last_word(text: &str) -> &str {
    let text = text.trim_end();
    let mut ends = text.char_indices().rev().take(LONGEST);
    match ends.find(|(_, mark)| mark.is_whitespace() || matches!(mark, '\'' | '’' | ',')) {
        Some((place, mark)) if mark.is_whitespace() => &text[place + mark.len_utf8()..],
        Some((place, _)) => &text[place..],
        None if text.len() <= LONGEST => text,
        None => "",
    }
}

/// The outermost mention before another that ends at a place.
fn ending_at(source: &Source, index: usize, end: usize) -> Option<usize> {
    let mentions = &source.mentions.mentions;
    (index.saturating_sub(WINDOW)..index).find(|other| mentions[*other].span.end == end)
}

/// "Ana Reyes, the mayor, and Karl Berg" names three: one of a list is not another.
fn is_listed(source: &Source, one: &Mention, other: &Mention) -> bool {
    let before = source.text[..one.span.start].trim_end();
    let after = source.text[other.span.end..].trim_start();
    let listed = after.strip_prefix(',').is_some_and(|after| {
        let after = after.trim_start();
        after.starts_with("and ") || after.starts_with("or ")
    });
    let goes_on = after.starts_with("and ") || after.starts_with("or ");
    listed || goes_on || (before.ends_with(',') && other.form == Form::Name && one.form == Form::Name)
}
