//! Every line of the cue tables gives its example the stance and mode that it names, and what it lists as speech is speech.

use super::*;
use crate::attribution::Form;
use crate::lexicon::cue::{Attitude, Mode};
use crate::mention::testing::mentions_of;
use crate::span::Span;
use serde::Deserialize;

#[derive(Deserialize)]
struct Line {
    attitude: Attitude,
    mode: Mode,
    example: String,
}

/// A bracketed example as text and frame: `{source} [cue] <content>`.
fn framed(example: &str) -> (String, Frame) {
    let (mut text, mut open) = (String::new(), 0);
    let mut frame = Frame {
        source: Vec::new(),
        cue: Vec::new(),
        content: Vec::new(),
        method: "trained",
        confidence: 1.0,
        continues: None,
    };
    for character in example.chars() {
        let parts = match character {
            '{' | '[' | '<' => {
                open = text.len();
                continue;
            }
            '}' => &mut frame.source,
            ']' => &mut frame.cue,
            '>' => &mut frame.content,
            other => {
                text.push(other);
                continue;
            }
        };
        parts.push(Span::new(open, text.len()));
    }
    (text, frame)
}

fn described(example: &str, lexicon: &Lexicon) -> Attribution {
    let (text, frame) = framed(example);
    let (reading, segmentation, mentions) = mentions_of(&text, lexicon);
    let mut all = describe(vec![frame], &reading, &segmentation, &mentions, lexicon);
    all.remove(0)
}

fn check(file: &str, table: &str) {
    let lexicon = Lexicon::standard();
    let lines: Vec<Line> = crate::lexicon::table::rows(file, table);
    let fails = |line: &&Line| {
        let found = described(&line.example, &lexicon);
        let is_nobodys = match line.mode {
            Mode::Speech => false,
            Mode::Belief => found.frame.source.is_empty(),
            Mode::Intention => true,
        };
        let told = (found.attitude, found.mode, found.form == Form::Narrated);
        told != (line.attitude, line.mode, is_nobodys)
    };
    let failed: Vec<&str> = lines.iter().filter(fails).map(|line| &*line.example).collect();
    assert!(failed.is_empty(), "lexicon/{file}: {failed:?}");
}

#[test]
fn cue_verbs() {
    check("cues.tsv", include_str!("../../../lexicon/cues.tsv"));
}

#[test]
fn cue_phrases() {
    check(
        "cue_phrases.tsv",
        include_str!("../../../lexicon/cue_phrases.tsv"),
    );
}

#[test]
fn what_is_done_about_a_thing_is_not_said() {
    let lexicon = Lexicon::standard();
    let mode = |example| described(example, &lexicon).mode;
    assert_eq!(
        mode("{The envoy} [rejected] <the efforts of the guild>."),
        Mode::Intention
    );
    assert_eq!(
        mode("{The envoy} [rejected] <the guild's allegations>."),
        Mode::Speech
    );
    assert_eq!(
        mode("{The minister} [ordered] <an inquiry into the dam>."),
        Mode::Intention
    );
    assert_eq!(mode("{The minister} [ordered] <the army to help>."), Mode::Speech);
}
