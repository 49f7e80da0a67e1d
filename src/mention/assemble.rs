//! Puts the mentions of an article together from what its sentences show.
//!
//! Three passes over the sentences: the first gathers what the article shows about its words, the second finds names,
//! the third decides what they are and adds titles, nominals, events and pronouns. Gives mentions in text order, the
//! outer one first, none crossing another.

use super::classify;
use super::name::{Candidate, Names};
use super::noun_phrase::Context;
use super::title::{self, Title};
use super::trained;
use super::word::{Evidence, Line, Word};
use super::{Form, Kind, Mention, Office, event, nominal, pronoun};
use crate::lexicon::{Lexicon, OrganisationKind};
use crate::reader::Named;
use crate::sentence::Segmentation;
use crate::span::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// The mentions of an article.
pub(super) fn mentions(
    text: &str,
    segmentation: &Segmentation,
    trained: Option<&[Named]>,
    lexicon: &Lexicon,
) -> Vec<Mention> {
    let sentences = 0..segmentation.sentences.len();
    let lines: Vec<Line> = sentences
        .map(|index| Line::new(text, segmentation, index, lexicon))
        .collect();
    let mut evidence = Evidence::default();
    for line in &lines {
        evidence.read(line);
    }
    let mut article = classify::Article::new(trained.is_some());
    let mut names: Vec<Vec<Candidate>> = Vec::with_capacity(lines.len());
    let senses = trained.map(|names| trained::senses(text, names));
    for line in &lines {
        let mut found = Names::new(line, &evidence, lexicon).find();
        if let Some(senses) = &senses {
            found = trained::join(line, found, senses, lexicon);
        }
        article.read(line, &found, lexicon);
        names.push(found);
    }
    let mut mentions = Vec::new();
    for (line, mut candidates) in lines.iter().zip(names) {
        candidates.retain_mut(|candidate| {
            candidate.kind = article.kind(line, candidate, lexicon);
            candidate.kind.is_some()
        });
        let context = Context::new(line, &candidates, lexicon);
        mentions.append(&mut of_line(&context, text));
    }
    mentions
}

/// The mentions of one sentence.
fn of_line(context: &Context, text: &str) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let mut titles: BTreeMap<usize, Title> = title::titles(context)
        .into_iter()
        .map(|title| (title.words.end, title))
        .collect();
    mentions.append(&mut names(context, &mut titles, text));
    mentions.extend(
        titles
            .into_values()
            .filter_map(|title| title::nominal(context, title)),
    );
    mentions.append(&mut nominal::find(context));
    mentions.append(&mut event::find(context));
    mentions.append(&mut pronoun::find(context.line));
    for mention in &mut mentions {
        if mention.name.is_empty() {
            mention.name = folded(mention.head.of(text));
        }
    }
    let mut mentions = without_crossing(mentions);
    give_apposed_offices(&mut mentions, text);
    mentions
}

/// The names of a sentence, with the titles (by their end) that stand before them; those that were used are taken out.
fn names(context: &Context, titles: &mut BTreeMap<usize, Title>, text: &str) -> Vec<Mention> {
    let line = context.line;
    let mut mentions = Vec::new();
    for (index, candidate) in context.names.iter().enumerate() {
        let Some(kind) = candidate.kind else { continue };
        let head = candidate.words.clone();
        let (mut start, mut office) = (head.start, None);
        if let Some((address, role)) = &candidate.address {
            start = *address;
            office = role.clone().map(|role| Office {
                span: line.span(*address..head.start),
                role,
                of: None,
            });
        }
        if kind == Kind::Person {
            if let Some(title) = titles.remove(&start) {
                start = title.words.start;
                office = Some(title.office);
            }
        } else if candidate.form == Form::Name
            && line.lower_before(start) == Some("the")
            && !is_joined(line, candidate)
        {
            start -= 1;
        }
        let widened = possessor(context, index);
        let mut mention = named(line, candidate, kind, start, office, widened);
        if let Some(title) = candidate.titled {
            if mention.name.is_empty() {
                mention.name = folded(mention.head.of(text));
            }
            mention.head = line.span(title..head.end);
            mention.span = mention.span.cover(mention.head);
        }
        mentions.push(mention);
        mentions.extend(inner_place(context, candidate, kind));
    }
    mentions
}

fn named(
    line: &Line,
    candidate: &Candidate,
    kind: Kind,
    start: usize,
    office: Option<Office>,
    widened: Option<usize>,
) -> Mention {
    let first = widened.unwrap_or(candidate.words.start);
    let head = line.span(first..candidate.words.end);
    let form = match kind {
        Kind::Group => Form::Nominal,
        _ => candidate.form,
    };
    Mention {
        span: line.span(start.min(first)..candidate.words.end),
        head,
        kind,
        form,
        name: match form {
            Form::Nominal => String::new(),
            _ => candidate.known.clone().unwrap_or_default(),
        },
        office,
        known: candidate.known.is_some(),
    }
}

/// "the Peru-Chile border": the article belongs to the border.
fn is_joined(line: &Line, candidate: &Candidate) -> bool {
    line.text(candidate.words.end) == Some("-")
}

/// Where the name of an authority begins whose country stands before it: "Arden's Foreign Ministry".
fn possessor(context: &Context, index: usize) -> Option<usize> {
    let line = context.line;
    let candidate = &context.names[index];
    let before = &context.names[index.checked_sub(1)?];
    let adjoins = before.words.end + 1 == candidate.words.start && line.is_possessive(before.words.end);
    let is_body = candidate.kind == Some(Kind::Organisation) && candidate.known.is_none();
    let is_place = before.kind == Some(Kind::Place) && before.form == Form::Name;
    (adjoins && is_body && is_place && is_generic(context, candidate.words.clone()))
        .then_some(before.words.start)
}

/// The place inside the name of an authority: "Ardenian" in "Ardenian Foreign Ministry".
fn inner_place(context: &Context, candidate: &Candidate, kind: Kind) -> Option<Mention> {
    let line = context.line;
    if kind != Kind::Organisation || candidate.known.is_some() {
        return None;
    }
    let start = candidate.words.start;
    let places = &context.lexicon.places;
    let (length, word) = places.phrases.longest(|ahead| line.text(start + ahead))?;
    let rest = start + length..candidate.words.end;
    // "Georgia Tech", "El Paso Energy": only an authority has its place beside its name.
    let authority = |word: &Word| {
        let kind = context.lexicon.organisations.last.word(&word.text);
        kind.is_none_or(|kind| *kind == OrganisationKind::Government)
    };
    if rest.is_empty() || !is_generic(context, rest.clone()) || !line.words[rest].iter().all(authority) {
        return None;
    }
    let mut inner = Candidate {
        words: start..start + length,
        kind: Some(Kind::Place),
        form: Form::Adjective,
        known: Some(places.get(word.place()).name.clone()),
        address: None,
        titled: None,
    };
    if matches!(word, crate::lexicon::PlaceWord::Name(_)) {
        inner.form = Form::Name;
    }
    Some(named(line, &inner, Kind::Place, start, None, None))
}

/// Whether a name is made of ordinary words only: "Foreign Ministry".
fn is_generic(context: &Context, words: Range<usize>) -> bool {
    let makes_body = |word: &str| context.lexicon.organisations.last.word(word).is_some();
    context.line.words[words]
        .iter()
        .all(|word| context.lexicon.common_words.is_common(&word.lower) || makes_body(&word.text))
}

/// In text order, the outer mention first; of two that cross, or that have the same span, the first one stays.
fn without_crossing(mut mentions: Vec<Mention>) -> Vec<Mention> {
    mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
    let mut open: Vec<Span> = Vec::new();
    mentions.retain(|mention| {
        while open.last().is_some_and(|outer| outer.end <= mention.span.start) {
            open.pop();
        }
        let fits = open
            .last()
            .is_none_or(|outer| outer.contains(mention.span) && *outer != mention.span);
        if fits {
            open.push(mention.span);
        }
        fits
    });
    mentions
}

/// "Ana Reyes, the harbour master," gives the name the office; "Ana Reyes, the harbour master's sister," does not.
fn give_apposed_offices(mentions: &mut [Mention], text: &str) {
    for index in 1..mentions.len() {
        let (before, rest) = mentions.split_at_mut(index);
        let nominal = &rest[0];
        let Some(office) = nominal.office.clone().filter(|_| nominal.form == Form::Nominal) else {
            continue;
        };
        let person = before
            .iter_mut()
            .rev()
            .take(4)
            .find(|mention| mention.span.end < nominal.span.start);
        if let Some(person) = person
            && person.kind == Kind::Person
            && person.form == Form::Name
            && person.office.is_none()
            && text[person.span.end..nominal.span.start].trim_end() == ","
            && !text[nominal.span.end..].starts_with(['\'', '’'])
        {
            person.office = Some(office);
        }
    }
}

/// The words of a name, white space folded and apostrophes straight.
fn folded(name: &str) -> String {
    name.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace('’', "'")
}
