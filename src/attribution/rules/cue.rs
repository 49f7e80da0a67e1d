//! Which words of a sentence are cues: verbs of the lexicon that somebody is reported to have done.
//!
//! Gives candidates; `clause` decides which of them have a content. What was not said ("did not say"), might be
//! said, or is only asked about is no candidate.

use super::words::Words;
use crate::lexicon::cue::{Cues, VerbForm};
use std::ops::Range;

/// A verb that may be a cue.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// The cue, an index into the lexicon's.
    pub cue: usize,
    /// Its form.
    pub form: VerbForm,
    /// The verb with its auxiliaries, adverbs and particles.
    pub group: Range<usize>,
}

/// The candidates of a sentence, in order; for one word those with more particles first.
pub(super) fn candidates(words: &Words, sentence: &Range<usize>, cues: &Cues) -> Vec<Candidate> {
    let mut found = Vec::new();
    for verb in sentence.clone() {
        if words.quotation(verb).is_some() {
            continue;
        }
        for &(cue, form) in cues.verbs(words.word(verb)) {
            let particles = &cues.get(cue).particles;
            let end = verb + 1 + particles.len();
            let whole = particles
                .iter()
                .enumerate()
                .all(|(at, particle)| words.word(verb + 1 + at) == particle);
            if whole && end <= sentence.end {
                let group = group_start(words, sentence, verb, form).map(|start| start..end);
                found.extend(group.map(|group| Candidate { cue, form, group }));
            }
        }
    }
    found
}

/// The first token of the verb group, or `None` where the verb is not reported as done.
fn group_start(words: &Words, sentence: &Range<usize>, verb: usize, form: VerbForm) -> Option<usize> {
    let mut start = verb;
    let (mut is_passive, mut has_auxiliary) = (false, false);
    if form == VerbForm::Ing
        && words.before(start, sentence) == "as"
        && matches!(words.word(start.saturating_sub(2)), "quoted" | "cited")
    {
        start -= 2;
    }
    let quoted_as = start < verb;
    while start > sentence.start && verb - start < 8 {
        match words.word(start - 1) {
            "not" | "never" | "n't" | "n’t" | "cannot" | "hardly" | "neither" | "nor" => return None,
            "would" | "could" | "should" | "might" | "may" | "must" | "can" | "will" | "shall" | "'d"
            | "’d" | "'ll" | "’ll" => return None,
            word if word.ends_with("n't") || word.ends_with("n’t") => return None,
            "has" | "have" | "had" | "'ve" | "’ve" | "did" | "do" | "does" | "having" => {
                has_auxiliary = true
            }
            "is" | "are" | "was" | "were" | "been" | "be" | "being" | "am" | "'re" | "’re" => {
                is_passive = form != VerbForm::Ing && !quoted_as;
            }
            _ if words.is_adverb(start - 1) && !words.is_determiner(start.saturating_sub(2)) => {}
            _ => break,
        }
        start -= 1;
    }
    let refused = is_passive
        || !fits(words, sentence, start, form, has_auxiliary)
        || is_hypothetical(words, sentence, start);
    (!refused).then_some(start)
}

/// Whether the word before the group lets it be a verb of this form, and not a noun or a bare infinitive.
fn fits(words: &Words, sentence: &Range<usize>, start: usize, form: VerbForm, has_auxiliary: bool) -> bool {
    if start == sentence.start {
        return form != VerbForm::Base;
    }
    let at = start - 1;
    if words.is_determiner(at) || words.raw(start).len() > 1 && matches!(words.word(at), "'s" | "’s" | "to")
    {
        return false;
    }
    let previous = words.word(at);
    match form {
        VerbForm::Ing => true,
        _ if words.is_preposition(at) => false,
        VerbForm::Base if !has_auxiliary => {
            words.is_timed(at)
                || matches!(
                    previous,
                    "they"
                        | "we"
                        | "i"
                        | "who"
                        | "people"
                        | "police"
                        | "many"
                        | "some"
                        | "others"
                        | "most"
                        | "both"
                        | "and"
                        | ","
                        | "all"
                )
                || previous.ends_with('s') && !previous.ends_with("ss") && !previous.ends_with("'s")
        }
        VerbForm::ThirdPerson => !matches!(
            previous,
            "these" | "those" | "and" | "of" | "they" | "we" | "i" | "new"
        ),
        _ => true,
    }
}

/// "If the bank says so": the clause opens with a condition.
fn is_hypothetical(words: &Words, sentence: &Range<usize>, start: usize) -> bool {
    let floor = sentence.start.max(start.saturating_sub(12));
    (floor..start)
        .rev()
        .take_while(|&at| !matches!(words.word(at), "," | ";" | ":" | "that"))
        .any(|at| matches!(words.word(at), "if" | "unless" | "whether" | "should" | "whoever"))
}
