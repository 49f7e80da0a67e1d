//! A frame with the text around it, and the questions the descriptions ask of both.

use crate::article::{Reading, Role};
use crate::attribution::Frame;
use crate::lexicon::Lexicon;
use crate::lexicon::cue::{Cue, VerbForm};
use crate::mention::Mentions;
use crate::sentence::{Segmentation, Sentence};
use crate::span::Span;
use std::ops::Range;

/// What one attribution is described from.
pub(super) struct Passage<'a> {
    /// The attribution's spans.
    pub frame: &'a Frame,
    /// The text.
    pub reading: &'a Reading,
    /// Its sentences and tokens.
    pub segmentation: &'a Segmentation,
    /// Its mentions and times.
    pub mentions: &'a Mentions,
    /// The cues.
    pub lexicon: &'a Lexicon,
    /// For each time expression, the shortest content of any frame that holds it.
    pub time_contents: &'a [Option<Span>],
}

impl<'a> Passage<'a> {
    /// The span that everything else is seen from: the cue, or the content where there is none.
    pub fn anchor(&self) -> Option<Span> {
        self.frame.cue.first().or(self.frame.content.first()).copied()
    }

    /// The sentence of the anchor.
    pub fn sentence(&self) -> Option<&'a Sentence> {
        let index = self.segmentation.sentence_at(self.anchor()?.start)?;
        self.segmentation.sentences.get(index)
    }

    /// The role of the anchor's paragraph.
    pub fn role(&self) -> Option<Role> {
        let sentence = self.sentence()?;
        self.reading
            .paragraphs()
            .get(sentence.paragraph)
            .map(|paragraph| paragraph.role)
    }

    /// The tokens of the first cue span.
    pub fn cue_tokens(&self) -> Range<usize> {
        self.frame
            .cue
            .first()
            .map_or(0..0, |&cue| self.segmentation.tokens_in(cue))
    }

    /// A token in lower case; empty beyond the end.
    pub fn word(&self, token: usize) -> String {
        let token = self.segmentation.tokens.get(token);
        token.map_or(String::new(), |token| {
            self.reading.slice(token.span).to_lowercase()
        })
    }

    /// The cue's entry in the lexicon and the form it has: the longest that a word of the cue begins, the last of equal ones.
    pub fn cue(&self) -> Option<(&'a Cue, VerbForm)> {
        let tokens = self.cue_tokens();
        let words: Vec<String> = tokens.map(|token| self.word(token)).collect();
        let entries = (0..words.len()).filter_map(|at| {
            let follows = |cue: &Cue| {
                cue.particles
                    .iter()
                    .zip(&words[at + 1..])
                    .filter(|(a, b)| a == b)
                    .count()
                    == cue.particles.len()
            };
            let cues = &self.lexicon.cues;
            let verbs = cues
                .verbs(&words[at])
                .iter()
                .map(|&(cue, form)| (cues.get(cue), form));
            let phrases = cues
                .phrases(&words[at])
                .iter()
                .map(|&cue| (cues.get(cue), VerbForm::Base));
            verbs.chain(phrases).find(|(cue, _)| follows(cue))
        });
        // "pushed back", not "back"; else the last: "has refused to say".
        entries.max_by_key(|(cue, _)| cue.particles.len())
    }

    /// Whether a word, lower case, closes the cue: "did not respond to".
    pub fn cue_ends_with(&self, word: &str) -> bool {
        self.cue_tokens()
            .last()
            .is_some_and(|last| self.word(last) == word)
    }

    /// Whether a span lies in the content.
    pub fn in_content(&self, span: Span) -> bool {
        self.frame.content.iter().any(|content| content.contains(span))
    }

    /// The mentions that begin in a span, as indices.
    pub fn mentions_in(&self, span: Span) -> impl Iterator<Item = usize> {
        let mentions = &self.mentions.mentions;
        let first = mentions.partition_point(|mention| mention.span.start < span.start);
        let length = mentions[first..].partition_point(|mention| mention.span.start < span.end);
        (first..first + length).filter(move |&index| span.contains(mentions[index].head))
    }

    /// The time expressions that lie in a span, as indices.
    pub fn times_in(&self, span: Span) -> impl Iterator<Item = usize> {
        let times = &self.mentions.times;
        let first = times.partition_point(|time| time.span.start < span.start);
        let length = times[first..].partition_point(|time| time.span.end <= span.end);
        first..first + length
    }
}
