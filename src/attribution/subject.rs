//! Whose word it is where the trained reader marked nobody beside the cue, or somebody else: the subject of the cue, the
//! agent of a passive.
//!
//! Takes the trained reader's frames, gives them with these sources.

use super::Frame;
use super::nested::Scene;
use crate::article::Role;
use crate::mention::{Form, Kind, Mention};
use crate::span::Span;
use std::ops::Range;

/// Tokens of an aside between a subject and its cue, at most: "Ana Reyes, 58, pleaded".
const LONGEST_ASIDE: usize = 8;
/// Tokens of an agent, at most.
const LONGEST_AGENT: usize = 8;

impl Scene<'_> {
    /// Gives each frame the source that its cue shows.
    pub(super) fn find_sources(&self, frames: &mut [Frame]) {
        for index in 0..frames.len() {
            let frame = &frames[index];
            let found = match frame.source.first() {
                Some(source) => self.agent(frame, *source),
                None => self.subject(frame).or_else(|| self.shared(frames, index)),
            };
            if let Some(source) = found {
                frames[index].source = vec![source];
            }
        }
    }

    /// "The bank had been assured by [its own staff] that …": the reader took whom it was said to.
    fn agent(&self, frame: &Frame, source: Span) -> Option<Span> {
        let cue = self.segmentation.tokens_in(frame.cue[0]);
        let content = self.segmentation.tokens_in(frame.content[0]);
        let is_passive = cue
            .clone()
            .any(|at| matches!(self.word(at).as_str(), "been" | "was" | "were" | "being"));
        let by = cue.end;
        if !is_passive || source.end > frame.cue[0].start || self.word(by) != "by" || content.start < by {
            return None;
        }
        let ends = |at: &usize| matches!(self.word(*at).as_str(), "that" | "to" | "of" | "," | "not");
        let end = (by + 1..content.start).find(ends).unwrap_or(content.start);
        (end > by + 1 && end - by <= LONGEST_AGENT).then(|| self.cover(by + 1..end))
    }

    /// Who stands right before the cue, or behind it at the end of a headline: "Reyes, 58, [pleaded]", "“No,” [swears] boss".
    fn subject(&self, frame: &Frame) -> Option<Span> {
        let cue = self.segmentation.tokens_in(frame.cue[0]);
        let sentence = &self.segmentation.sentences[self.segmentation.sentence_at(frame.cue[0].start)?];
        let first = self.word(cue.start);
        // "Ivo Lund, the captain, with a towel over his head: “…”"
        if first == ":" {
            let mut named = self.mentions.within(sentence.span);
            let is_person = |mention: &&Mention| mention.form == Form::Name && mention.kind == Kind::Person;
            return named
                .find(|mention| is_person(mention) && self.is_free(frame, mention.span))
                .map(|mention| mention.span);
        }
        let takes_subject =
            !first.ends_with("ing") && !matches!(first.as_str(), "been" | "was" | "were" | "is" | "are");
        let before = match self.word(cue.start.checked_sub(1)?).as_str() {
            "," => {
                let from = cue.start.saturating_sub(LONGEST_ASIDE).max(sentence.tokens.start);
                (from..cue.start - 1).rev().find(|&at| self.word(at) == ",")
            }
            _ => Some(cue.start),
        };
        let end = before.and_then(|before| self.segmentation.tokens.get(before.checked_sub(1)?));
        let ends_there = |mention: &&Mention| {
            end.is_some_and(|end| mention.span.end == end.span.end)
                && mention.kind.can_speak()
                && mention.form != Form::Adjective
                && self.is_free(frame, mention.span)
        };
        let mut ending = self.mentions.within(sentence.span).filter(ends_there);
        let subject = ending
            .next()
            .map(|mention| mention.span)
            .filter(|_| takes_subject);
        subject.or_else(|| self.behind(frame, &cue, &sentence.tokens))
    }

    /// The last words of a headline, behind a cue behind its content.
    fn behind(&self, frame: &Frame, cue: &Range<usize>, sentence: &Range<usize>) -> Option<Span> {
        let paragraph = self.segmentation.sentence_at(frame.cue[0].start)?;
        let paragraph = self.segmentation.sentences[paragraph].paragraph;
        let is_headline = self.reading.paragraphs().get(paragraph)?.role == Role::Headline;
        let rest = cue.end..sentence.end;
        let is_name = |at: usize| self.word(at).starts_with(char::is_alphabetic);
        let fits = (1..5).contains(&rest.len()) && rest.clone().all(is_name);
        let behind = frame
            .content
            .iter()
            .all(|content| content.end <= frame.cue[0].start);
        (is_headline && fits && behind).then(|| self.cover(rest))
    }

    /// "The board told shareholders to accept, a month after [calling] …": whose word the rest of the sentence is.
    fn shared(&self, frames: &[Frame], index: usize) -> Option<Span> {
        let cue = frames[index].cue[0];
        let opens = self.segmentation.tokens_in(cue).start;
        let sentence = self.segmentation.sentences[self.segmentation.sentence_at(cue.start)?].span;
        let before = frames[..index].iter().rev().find(|other| {
            !other.source.is_empty()
                && sentence.contains(other.cue[0])
                && other.source[0].end <= other.cue[0].start
        })?;
        let inside = frames[..index]
            .iter()
            .any(|other| other.content.iter().any(|content| content.contains(cue)));
        (self.word(opens).ends_with("ing") && !inside).then(|| before.source[0])
    }

    fn is_free(&self, frame: &Frame, span: Span) -> bool {
        !frame.content.iter().any(|content| content.overlaps(span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::mention::testing::mentions_of;

    /// The source that a frame of some words of a text is given.
    fn source(text: &str, source: Option<&str>, cue: &str, content: &str) -> Option<String> {
        let lexicon = Lexicon::standard();
        let (reading, segmentation, mentions) = mentions_of(text, &lexicon);
        let span = |part: &str| {
            let start = text.find(part).expect("the text holds the part");
            Span::new(start, start + part.len())
        };
        let mut frames = vec![Frame {
            source: source.map(span).into_iter().collect(),
            cue: vec![span(cue)],
            content: vec![span(content)],
            method: "trained",
            confidence: 0.9,
            continues: None,
        }];
        let scene = Scene {
            reading: &reading,
            segmentation: &segmentation,
            mentions: &mentions,
            lexicon: &lexicon,
        };
        scene.find_sources(&mut frames);
        frames[0].source.first().map(|source| source.of(text).to_owned())
    }

    #[test]
    fn the_agent_of_a_passive_speaks() {
        let text = "The bank had been assured by its own staff that a cut was safe.";
        let found = source(text, Some("The bank"), "had been assured", "that a cut was safe");
        assert_eq!(found.as_deref(), Some("its own staff"));
        let active = "The staff had assured the bank that a cut was safe.";
        let found = source(active, Some("The staff"), "had assured", "that a cut was safe");
        assert_eq!(found.as_deref(), Some("The staff"));
    }

    #[test]
    fn who_stands_before_the_cue_speaks() {
        for (text, cue, content) in [
            ("Ana Reyes, 58, pleaded not guilty.", "pleaded", "not guilty"),
            (
                "Ana Reyes, the captain, with a flag in hand: “We row on.”",
                ":",
                "“We row on.”",
            ),
        ] {
            let found = source(text, None, cue, content);
            assert_eq!(found.as_deref(), Some("Ana Reyes"), "{text}");
        }
        let nobody = "The plan was announced on Monday.";
        assert_eq!(source(nobody, None, "was announced", "The plan"), None);
    }
}
