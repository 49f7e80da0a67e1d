//! Claims in the outlet's own voice: sentences without any attribution, and notes of the editors.
//!
//! A narrated claim has content only. What is no statement (questions, appeals to the reader, fragments) is none.

use super::words::Words;
use crate::article::Role;
use crate::attribution::Frame;
use crate::sentence::Sentence;
use std::ops::Range;

/// The rule that finds notes of the editors.
pub(in crate::attribution) const NOTE: &str = "note";

/// The claim of a sentence that attributes nothing to anybody.
pub(super) fn claim(words: &Words, sentence: &Sentence, role: Role) -> Option<Frame> {
    let note = is_note(words, &sentence.tokens);
    let range = if note {
        note_content(words, &sentence.tokens)
    } else {
        sentence.tokens.clone()
    };
    let own_voice = note || !is_question(words, &range) && is_statement(words, &range, role);
    (own_voice && range.len() > 2).then(|| Frame {
        source: Vec::new(),
        cue: Vec::new(),
        content: vec![words.span(&range)],
        method: if note { NOTE } else { "narrated" },
        confidence: 0.7,
        continues: None,
    })
}

/// Whether the sentence asks; a question inside a quotation is none.
fn is_question(words: &Words, range: &Range<usize>) -> bool {
    range
        .clone()
        .next_back()
        .is_some_and(|last| words.word(last) == "?" && words.quotation(last).is_none())
}

/// "[N.B. … – ed.]", "(Editor's note: …)", "Editor's note: …"
pub(super) fn is_note(words: &Words, range: &Range<usize>) -> bool {
    let bracketed = matches!(words.word(range.start), "[" | "(");
    let lead = range.start + usize::from(bracketed);
    let names_editor = |at: usize| {
        matches!(
            words.word(at),
            "editor" | "editors" | "editor's" | "editor’s" | "editors'" | "editors’"
        )
    };
    let opens = names_editor(lead) && (lead..range.end.min(lead + 6)).any(|at| words.word(at) == ":");
    let nota_bene = matches!(words.word(lead), "n.b." | "n.b" | "nb");
    let signed = (range.end.saturating_sub(5).max(lead)..range.end)
        .any(|at| matches!(words.word(at), "ed" | "ed.") && matches!(words.word(at - 1), "–" | "—" | "-"));
    opens || bracketed && (nota_bene || signed)
}

fn note_content(words: &Words, range: &Range<usize>) -> Range<usize> {
    let head = range.end.min(range.start + 7);
    let colon = (range.start..head)
        .find(|&at| words.word(at) == ":")
        .map(|at| at + 1);
    let start = colon.unwrap_or_else(|| {
        (range.start..head)
            .find(|&at| !matches!(words.word(at), "[" | "(" | "n.b." | "n.b" | "nb" | "." | ":"))
            .unwrap_or(head)
    });
    let tail = (start.max(range.end.saturating_sub(5))..range.end).find(|&at| {
        matches!(words.word(at), "–" | "—" | "-") && words.word(at + 1).starts_with("ed")
            || matches!(words.word(at), "]" | ")")
    });
    words.trimmed(start..tail.unwrap_or(range.end))
}

fn is_statement(words: &Words, range: &Range<usize>, role: Role) -> bool {
    let plain = range
        .clone()
        .filter(|&at| words.quotation(at).is_none() && !words.is_mark(at))
        .count();
    let ends = range
        .clone()
        .next_back()
        .is_some_and(|last| matches!(words.word(last), "." | "!" | "”" | "\"" | ")"));
    let to_reader = matches!(
        words.word(range.start),
        "we" | "you"
            | "i"
            | "read"
            | "click"
            | "subscribe"
            | "follow"
            | "sign"
            | "please"
            | "support"
            | "join"
            | "watch"
    );
    plain > 3 && !to_reader && (ends || role == Role::Headline)
}
