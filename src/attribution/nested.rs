//! What stands inside another attribution and is told by its shape: who is cited, and whose word it is where the source is
//! shared.
//!
//! Takes the trained reader's frames, gives them with the sources that they share and with one more for each "citing".

use super::Frame;
use crate::article::Reading;
use crate::lexicon::{GroupKind, Lexicon};
use crate::mention::{Mention, Mentions};
use crate::sentence::Segmentation;
use crate::span::Span;
use std::ops::Range;

/// The rule that finds those from whom another heard it.
pub(super) const CITED: &str = "cited";

/// What the frames stand in.
pub(super) struct Scene<'a> {
    /// The text.
    pub reading: &'a Reading,
    /// Its sentences and tokens.
    pub segmentation: &'a Segmentation,
    /// Its mentions.
    pub mentions: &'a Mentions,
    /// The nouns for what is said.
    pub lexicon: &'a Lexicon,
}

impl Scene<'_> {
    /// The frames, behind each the one of whom it cites: "The wire, citing two officials, reported that …". The officials
    /// said it, and the wire heard it from them.
    pub fn with_cited(&self, mut frames: Vec<Frame>) -> Vec<Frame> {
        for frame in &mut frames {
            self.leave_cited_out(frame);
        }
        let cited: Vec<Option<Frame>> = (0..frames.len())
            .map(|frame| self.cited(&frames, frame))
            .collect();
        // Whoever said it comes last, like the innermost of a chain.
        let pairs = frames.into_iter().zip(cited);
        pairs
            .flat_map(|(frame, cited)| std::iter::once(frame).chain(cited))
            .collect()
    }

    fn cited(&self, frames: &[Frame], index: usize) -> Option<Frame> {
        let frame = &frames[index];
        let sentence = self.segmentation.sentence_at(frame.cue[0].start)?;
        let tokens = self.segmentation.sentences[sentence].tokens.clone();
        let in_content = |at: usize| {
            let contents = frames.iter().flat_map(|frame| &frame.content);
            contents
                .into_iter()
                .any(|content| content.overlaps(self.span(at)))
        };
        let citing = tokens
            .clone()
            .find(|&at| self.cites(frame, at) && !in_content(at))?;
        if nearest(
            frames,
            self.span(citing),
            self.segmentation.sentences[sentence].span,
        ) != Some(index)
        {
            return None;
        }
        // "Quoted two officials as saying" may be one cue.
        let cue = frame
            .cue
            .iter()
            .filter(|cue| cue.start != self.span(citing).start);
        let ends = |&at: &usize| {
            let mut parts = cue.clone().chain(&frame.content);
            parts.any(|part| part.overlaps(self.span(at)))
                || self.word(at) == "as" && matches!(self.word(at + 1).as_str(), "saying" | "telling")
                || matches!(self.word(at).as_str(), "," | ";" | "." | "—" | "–" | ":")
        };
        let end = (citing + 1..tokens.end).find(ends).unwrap_or(tokens.end);
        // A reason is cited, but nobody else than a speaker is quoted.
        let quotes = self.word(citing).starts_with("quot") && citing + 1 < end;
        (quotes || self.can_speak(citing + 1..end)).then(|| Frame {
            source: vec![self.cover(citing + 1..end)],
            cue: vec![self.span(citing)],
            content: frame.content.clone(),
            method: CITED,
            confidence: frame.confidence,
            continues: None,
        })
    }

    /// "The wire quoted [two officials as saying that …]", "the wire, which cites [two officials, …]": whom it quotes is no
    /// part of what they said.
    fn leave_cited_out(&self, frame: &mut Frame) {
        let quotes = matches!(
            self.reading.slice(frame.cue[0]).to_lowercase().as_str(),
            "cited" | "quoted" | "cites" | "quotes"
        );
        let tokens = self.segmentation.tokens_in(frame.content[0]);
        // "Had reported, [citing two officials, that …]"
        if matches!(self.word(tokens.start).as_str(), "citing" | "quoting")
            && let Some(comma) = tokens.clone().find(|&at| self.word(at) == ",")
            && comma + 1 < tokens.end
        {
            frame.content[0] = Span::new(self.span(comma + 1).start, frame.content[0].end);
            return;
        }
        let adjoins = frame.content[0].start == frame.cue[0].end + 1;
        let relative = frame.source.first();
        let relative = relative.is_some_and(|source| matches!(self.reading.slice(*source), "which" | "who"));
        let opens = tokens.clone().skip(1).find(|&at| {
            let saying = self.word(at) == "saying" && self.word(at - 1) == "as";
            saying || relative && self.word(at) == ","
        });
        if let Some(opens) = opens.filter(|&at| quotes && adjoins && at + 1 < tokens.end) {
            frame.content[0] = Span::new(self.span(opens + 1).start, frame.content[0].end);
        }
    }

    /// "Citing", or that word for word: "The wire quoted two officials as saying …", "the wire, which cites two officials".
    fn cites(&self, frame: &Frame, at: usize) -> bool {
        match self.word(at).as_str() {
            "citing" | "quoting" => true,
            "cites" | "quotes" => frame.cue[0].contains(self.span(at)),
            // "Was quoted by the wire as saying": the source stands before.
            "cited" | "quoted" => frame.cue[0].start == self.span(at).start && self.word(at + 1) != "by",
            _ => false,
        }
    }

    /// Whether somebody is named, or what somebody said or wrote; "high fuel prices" are cited as a reason.
    fn can_speak(&self, words: Range<usize>) -> bool {
        if words.is_empty() {
            return false;
        }
        let span = self.cover(words.clone());
        let speaks = |mention: &Mention| span.contains(mention.head) && mention.kind.can_speak();
        let is_word = |at: usize| {
            let word = self.word(at);
            let groups = &self.lexicon.groups;
            self.lexicon.speech_nouns.reference(&word).is_some()
                || groups.noun(&format!("{word}s")) == Some(GroupKind::People)
        };
        words.into_iter().any(is_word) || self.mentions.mentions.iter().any(speaks)
    }

    fn span(&self, token: usize) -> Span {
        self.segmentation.tokens[token].span
    }

    /// From the first of some tokens to the last; there must be one.
    pub fn cover(&self, tokens: Range<usize>) -> Span {
        self.span(tokens.start).cover(self.span(tokens.end - 1))
    }

    /// A token in lower case; empty beyond the end.
    pub fn word(&self, token: usize) -> String {
        let token = self.segmentation.tokens.get(token);
        token.map_or_else(String::new, |token| self.reading.slice(token.span).to_lowercase())
    }
}

/// The frame of a sentence whose cue stands nearest to a span, the first of equal ones; those inside another's content are not
/// asked.
fn nearest(frames: &[Frame], span: Span, sentence: Span) -> Option<usize> {
    let distance = |cue: Span| {
        cue.start
            .saturating_sub(span.end)
            .max(span.start.saturating_sub(cue.end))
    };
    let outermost = |frame: &Frame| !frames.iter().any(|outer| lies_in(frame, outer));
    let asked = frames
        .iter()
        .enumerate()
        .filter(|(_, frame)| sentence.contains(frame.cue[0]) && outermost(frame));
    asked
        .min_by_key(|(_, frame)| distance(frame.cue[0]))
        .map(|(index, _)| index)
}

fn lies_in(inner: &Frame, outer: &Frame) -> bool {
    let within = |span: &Span| outer.content.iter().any(|content| content.contains(*span));
    within(&inner.cue[0]) && inner.content.iter().all(within)
}

/// Gives a frame that opens the content of another, and has no source of its own, the one that it shares: the subject
/// that the passive took out of the content ("[The firm] is believed to have rejected …"), else the outer source ("[She]
/// denied having threatened …").
pub(super) fn share_sources(frames: &mut [Frame], reading: &Reading) {
    for index in 0..frames.len() {
        let inner = &frames[index];
        if !inner.source.is_empty() {
            continue;
        }
        let length = |outer: &&Frame| {
            outer
                .content
                .iter()
                .map(|span| span.end - span.start)
                .sum::<usize>()
        };
        let outer = frames
            .iter()
            .filter(|outer| lies_in(inner, outer))
            .min_by_key(length);
        let Some(outer) = outer else { continue };
        let cue = inner.cue[0];
        let opens = |content: &Span| {
            let before = reading.slice(Span::new(content.start, cue.start)).trim();
            matches!(before, "" | "to" | "not to")
        };
        let holding = outer.content.iter().find(|content| content.contains(cue));
        let raised = outer
            .content
            .first()
            .filter(|first| first.end <= outer.cue[0].start);
        if holding.is_some_and(opens) {
            frames[index].source = raised.or(outer.source.first()).copied().into_iter().collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::testing::mentions_of;

    /// A frame of the words of a text.
    fn frame(text: &str, source: &str, cue: &str, content: &[&str]) -> Frame {
        let span = |part: &str| {
            let start = text.find(part).expect("the text holds the part");
            Span::new(start, start + part.len())
        };
        Frame {
            source: Some(source)
                .filter(|source| !source.is_empty())
                .map(span)
                .into_iter()
                .collect(),
            cue: vec![span(cue)],
            content: content.iter().map(|part| span(part)).collect(),
            method: "trained",
            confidence: 0.9,
            continues: None,
        }
    }

    /// The sources of those who are cited.
    fn cited(text: &str, frames: Vec<Frame>) -> Vec<String> {
        let lexicon = Lexicon::standard();
        let (reading, segmentation, mentions) = mentions_of(text, &lexicon);
        let scene = Scene {
            reading: &reading,
            segmentation: &segmentation,
            mentions: &mentions,
            lexicon: &lexicon,
        };
        let all = scene.with_cited(frames).into_iter();
        all.filter(|frame| frame.method == CITED)
            .map(|frame| frame.source[0].of(text).to_owned())
            .collect()
    }

    #[test]
    fn those_who_are_cited_said_it_too() {
        let before = "The Merrow Tide, citing two officials, reported that the dam was safe.";
        let frames = vec![frame(
            before,
            "The Merrow Tide",
            "reported",
            &["that the dam was safe"],
        )];
        assert_eq!(cited(before, frames), ["two officials"]);
        let behind = "The dam was safe, the paper said, citing a report by the ministry.";
        let frames = vec![frame(behind, "the paper", "said", &["The dam was safe"])];
        assert_eq!(cited(behind, frames), ["a report by the ministry"]);
        let quoted = "The Merrow Tide quoted two officials as saying that the dam was safe.";
        let frames = vec![frame(
            quoted,
            "The Merrow Tide",
            "quoted",
            &["that the dam was safe"],
        )];
        assert_eq!(cited(quoted, frames), ["two officials"]);
        let inside = "Said the Merrow Tide, which cites two officials, the dam was safe.";
        let frames = vec![frame(
            inside,
            "which",
            "cites",
            &["two officials, the dam was safe"],
        )];
        assert_eq!(cited(inside, frames), ["two officials"]);
        // Whoever is quoted speaks, whatever they are, and the sentence before does not matter.
        let quoting =
            "The dam leaked, Lund said. The wire, quoting an adjuster, reported that the dam was safe.";
        let frames = vec![
            frame(quoting, "Lund", "said", &["The dam leaked"]),
            frame(quoting, "The wire", "reported", &["that the dam was safe"]),
        ];
        assert_eq!(cited(quoting, frames), ["an adjuster"]);
        let in_cue = "The dam was safe, the wire quoted a Merrow adviser as saying.";
        let frames = vec![frame(
            in_cue,
            "the wire",
            "quoted a Merrow adviser as saying",
            &["The dam was safe"],
        )];
        assert_eq!(cited(in_cue, frames), ["a Merrow adviser"]);
        let in_content = "The wire had reported, citing two officials, that the dam was safe.";
        let frames = vec![frame(
            in_content,
            "The wire",
            "had reported",
            &["citing two officials, that the dam was safe"],
        )];
        assert_eq!(cited(in_content, frames), ["two officials"]);
        let passive = "Two officials were quoted by the Merrow Tide as saying that the dam was safe.";
        let frames = vec![frame(
            passive,
            "Two officials",
            "were quoted",
            &["that the dam was safe"],
        )];
        assert!(cited(passive, frames).is_empty());
    }

    #[test]
    fn a_reason_is_not_somebody() {
        let text = "The airline said fares would rise, citing high fuel prices.";
        let frames = vec![frame(text, "The airline", "said", &["fares would rise"])];
        assert!(cited(text, frames).is_empty());
    }

    #[test]
    fn a_frame_without_a_source_shares_one() {
        let text = "The firm is believed to have rejected the offer.";
        let outer = frame(
            text,
            "",
            "is believed",
            &["The firm", "to have rejected the offer"],
        );
        let mut frames = vec![outer, frame(text, "", "have rejected", &["the offer"])];
        let reading = crate::mention::testing::reading_of(text);
        share_sources(&mut frames, &reading);
        assert_eq!(frames[1].source, frames[0].content[..1]);
        let text = "Ana Reyes denied having threatened to sue.";
        let outer = frame(text, "Ana Reyes", "denied", &["having threatened to sue"]);
        let mut frames = vec![outer, frame(text, "", "having threatened", &["to sue"])];
        let reading = crate::mention::testing::reading_of(text);
        share_sources(&mut frames, &reading);
        assert_eq!(frames[1].source, frames[0].source);
    }
}
