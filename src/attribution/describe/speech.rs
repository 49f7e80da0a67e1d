//! The act of saying: who spoke, to whom, heard through whom, and when.

use super::passage::Passage;
use crate::lexicon::cue::Pattern;
use crate::mention::time::{TimeRole, TimeType};
use crate::mention::{Form, Kind, Mention};
use crate::span::Span;
use std::ops::Range;

/// The mention that names the speaker: the source's first whole one that can speak; for "who", the one before.
pub(super) fn speaker(passage: &Passage) -> Option<usize> {
    let source = *passage.frame.source.first()?;
    let mentions = &passage.mentions.mentions;
    let relative = matches!(passage.reading.slice(source), "who" | "which" | "Who");
    if relative {
        let before = mentions.partition_point(|mention| mention.span.start < source.start);
        let mut near =
            (before.saturating_sub(4)..before).filter(|&index| mentions[index].kind != Kind::Place);
        let text = passage.reading.text();
        let adjoins = |&index: &usize| {
            let end = mentions[index].span.end;
            end <= source.start && matches!(&text[end..source.start], " " | ", ")
        };
        return near.clone().find(adjoins).or_else(|| near.next_back());
    }
    let text = passage.reading.text();
    let head = head_end(passage, source);
    // What the words of the source are of, not what they hold: "Reyes" of "Reyes's office" does not speak.
    let is_source = |mention: &Mention| {
        let stands_for_it = mention.span.contains(head)
            || mention.span.start == source.start && mention.span.end >= head.start;
        let apposed = text[source.start..mention.span.start].trim_end().ends_with(',');
        stands_for_it || apposed
    };
    let candidates = passage.mentions_in(source).filter(|&index| {
        let mention = &mentions[index];
        mention.form != Form::Adjective && mention.kind != Kind::Event && is_source(mention)
    });
    candidates.min_by_key(|&index| {
        let mention = &mentions[index];
        let apposed = text[source.start..mention.span.start].trim_end().ends_with(',');
        // "Norland, whose foreign minister"
        let owned = mention.span.of(text).starts_with("whose ");
        // "Its chair, Louise Okoro", "the owners, Arden Steel": a name goes before what it is the name of.
        let is_named = mention.form == Form::Name
            && (mention.kind == Kind::Person || mention.kind == Kind::Organisation && apposed);
        (
            !owned,
            !is_named,
            mention.span.start != source.start,
            mention.kind == Kind::Place,
            mention.span.start,
            std::cmp::Reverse(mention.span.end),
        )
    })
}

/// The last word of a source's own noun phrase: the one before a comma, "of", "who" and the like, or before the end.
fn head_end(passage: &Passage, source: Span) -> Span {
    let ends = |word: &str| {
        matches!(
            word,
            "," | "of"
                | "for"
                | "in"
                | "at"
                | "from"
                | "with"
                | "on"
                | "to"
                | "by"
                | "who"
                | "which"
                | "whose"
                | "when"
                | "after"
                | "before"
                | "as"
                | "while"
                | "familiar"
                | "close"
                | "("
        )
    };
    let tokens = passage.segmentation.tokens_in(source);
    let close = tokens
        .clone()
        .skip(1)
        .find(|&at| ends(&passage.word(at)))
        .unwrap_or(tokens.end);
    let last = passage.segmentation.tokens.get(close.saturating_sub(1));
    last.map_or(source, |token| token.span)
}

/// Whom it was said to: the noun phrase between a telling cue and its content or the clause's end.
pub(super) fn addressee(passage: &Passage) -> Option<Span> {
    let (cue, _) = passage.cue()?;
    let sentence = passage.sentence()?.tokens.clone();
    let start = passage.cue_tokens().end;
    let tells = cue.takes(&Pattern::NpThat);
    let urges = cue.takes(&Pattern::NpTo);
    let word = |at: usize| passage.word(at);
    let start = if !tells && word(start) == "to" {
        start + 1
    } else {
        start
    };
    let to_whom =
        !tells && !urges && word(start - usize::from(start > 0)) == "to" && start > passage.cue_tokens().end;
    if !(tells || urges || to_whom) {
        return None;
    }
    if let Some(pronoun) =
        Some(start).filter(|&at| matches!(word(at).as_str(), "him" | "her" | "them" | "me" | "us" | "you"))
    {
        return Some(passage.segmentation.tokens[pronoun].span);
    }
    let limit = sentence.end.min(start + 14);
    let mut end = start;
    while end < limit && !ends_addressee(passage, &word(end), end, tells) {
        end += 1;
    }
    let closed = end < sentence.end || tells;
    let span = token_span(passage, start..end)?;
    let names_someone = passage.mentions_in(span).next().is_some()
        || (start..end).any(|at| passage.lexicon.cues.is_addressee(&word(at)));
    (closed && (tells || names_someone) && !(urges && !tells && word(end) != "to")).then_some(span)
}

fn ends_addressee(passage: &Passage, word: &str, at: usize, tells: bool) -> bool {
    let Some(token) = passage.segmentation.tokens.get(at) else {
        return true;
    };
    let timed = passage.times_in(token.span).next().is_some()
        || passage
            .mentions
            .times
            .iter()
            .rev()
            .any(|time| time.span.start <= token.span.start && token.span.end <= time.span.end);
    timed
        || tells && passage.in_content(token.span)
        || !word.chars().any(char::is_alphanumeric)
        || matches!(
            word,
            "that"
                | "to"
                | "on"
                | "in"
                | "at"
                | "during"
                | "after"
                | "when"
                | "how"
                | "whether"
                | "as"
                | "while"
                | "about"
                | "by"
                | "before"
                | "and"
        )
}

/// Through whom it was heard: an outlet that was told it, and "citing", "as quoted by".
pub(super) fn through(passage: &Passage) -> Vec<Span> {
    let told = addressee(passage).filter(|&span| names_organisation(passage, span));
    let mut through: Vec<Span> = Vec::new();
    through.extend(told.and_then(|span| organisation(passage, span)));
    if let Some(sentence) = passage.sentence() {
        let tokens = sentence.tokens.clone();
        for at in tokens.clone().filter(|_| !passage.frame.cue.is_empty()) {
            let named = match passage.word(at).as_str() {
                "citing" => at + 1,
                "quoted" | "cited" | "reported" | "seen" | "obtained" if passage.word(at + 1) == "by" => {
                    at + 2
                }
                _ => continue,
            };
            let rest = token_span(passage, named..tokens.end.min(named + 8));
            let span = rest.and_then(|span| organisation(passage, span));
            through.extend(span.filter(|span| {
                !passage.frame.source.iter().any(|source| source.overlaps(*span)) && !through.contains(span)
            }));
        }
    }
    through
}

fn names_organisation(passage: &Passage, span: Span) -> bool {
    organisation(passage, span).is_some()
}

fn organisation(passage: &Passage, span: Span) -> Option<Span> {
    let mentions = &passage.mentions.mentions;
    let mut named = passage
        .mentions_in(span)
        .filter(|&index| mentions[index].kind == Kind::Organisation && mentions[index].form == Form::Name);
    named.next().map(|index| mentions[index].span)
}

/// The time expression that says when it was said: beside the cue, else in the sentence outside the content.
pub(super) fn when(passage: &Passage) -> Option<usize> {
    let cue = *passage.frame.cue.first()?;
    let sentence = passage.sentence()?.span;
    let mut outside: Vec<usize> = passage.times_in(sentence).collect();
    outside.retain(|&index| {
        let time = &passage.mentions.times[index];
        let said_by_another = passage.time_contents[index].is_some_and(|content| !content.contains(cue));
        time.kind != TimeType::Set
            && time.role == TimeRole::When
            && !passage.in_content(time.span)
            && !said_by_another
            && !passage
                .frame
                .source
                .iter()
                .any(|source| source.contains(time.span))
    });
    // A clause with a cue of its own may stand between: the nearest expression counts, one after the cue first.
    let text = passage.reading.text();
    let clear = |index: &usize| {
        let time = passage.mentions.times[*index].span;
        let between = if time.start >= cue.end {
            cue.end..time.start
        } else {
            time.end..cue.start.max(time.end)
        };
        let between = &text[between];
        between.len() < 120 && !between.contains([';', '"', '”'])
    };
    let duration_ago = |index: &usize| {
        let time = &passage.mentions.times[*index];
        time.kind != TimeType::Duration || time.interval.is_some()
    };
    outside
        .into_iter()
        .filter(clear)
        .filter(duration_ago)
        .min_by_key(|&index| {
            let time = passage.mentions.times[index].span;
            if time.start >= cue.end {
                time.start - cue.end
            } else {
                cue.start.saturating_sub(time.end) * 2
            }
        })
}

/// Whether it was said before the news of the day. A bare perfect ("has said") is how British papers tell the news
/// of the day; "has repeatedly said" is not.
pub(super) fn before(passage: &Passage) -> bool {
    let Some(sentence) = passage.sentence().filter(|_| !passage.frame.cue.is_empty()) else {
        return false;
    };
    let cue = passage.cue_tokens();
    let earlier = |at: usize| {
        matches!(
            passage.word(at).as_str(),
            "earlier" | "previously" | "formerly" | "repeatedly" | "long" | "often" | "once"
        )
    };
    let within = cue.clone().any(|at| passage.word(at) == "had" || earlier(at));
    let lead = (sentence.tokens.start..cue.start.min(sentence.tokens.start + 2)).any(earlier);
    let beside = (cue.end..cue.end + 3).any(|at| earlier(at) && sentence.tokens.contains(&at));
    within || lead || beside
}

fn token_span(passage: &Passage, tokens: Range<usize>) -> Option<Span> {
    let own = passage.segmentation.tokens.get(tokens)?;
    Some(own.first()?.span.cover(own.last()?.span))
}
