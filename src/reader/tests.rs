//! The reader as the pipeline uses it: what it marks in plain sentences, and that it marks the same everywhere.

use super::*;
use proptest::prelude::*;

const TEXT: &str = "The dam is safe, minister Ana Reyes told reporters on Tuesday.\n\
    “We have no reason to worry,” she said. Engineers in Merrow doubt that the wall will hold.\n\
    The river rose by two metres overnight.";

fn stretches(text: &str) -> Vec<Span> {
    let mut start = 0;
    text.split('\n')
        .map(|line| {
            let span = Span::new(start, start + line.len());
            start += line.len() + 1;
            span
        })
        .collect()
}

/// The attributions with their parts in brackets, a line each.
fn told(text: &str, labels: &Labels) -> Vec<String> {
    let part = |name: &str, span: &Span| format!("[{name} {}]", span.of(text));
    labels
        .attributions
        .iter()
        .map(|found| {
            let source = found.source.iter().map(|span| part("source", span));
            let content = found.content.iter().map(|span| part("content", span));
            let parts: Vec<String> = source.chain([part("cue", &found.cue)]).chain(content).collect();
            parts.join(" ")
        })
        .collect()
}

fn standard() -> Reader {
    Reader::standard().expect("the weights fit the program")
}

#[test]
fn who_said_what_is_marked_and_tied() {
    let labels = standard().read_stretches(TEXT, &stretches(TEXT));
    assert_eq!(
        told(TEXT, &labels),
        [
            "[source minister Ana Reyes] [cue told] [content The dam is safe]",
            "[source she] [cue said] [content “We have no reason to worry,”]",
            "[source Engineers in Merrow] [cue doubt] [content that the wall will hold]",
        ]
    );
}

#[test]
fn names_are_marked_with_their_kind() {
    let labels = standard().read_stretches(TEXT, &stretches(TEXT));
    let reyes = labels
        .names
        .iter()
        .find(|name| name.span.of(TEXT).ends_with("Reyes"));
    assert_eq!(reyes.map(|name| name.kind), Some(NameKind::Person));
}

#[test]
fn every_path_marks_the_same() {
    let supported = Path::ALL.into_iter().filter(|path| path.is_supported());
    let all: Vec<Labels> = supported
        .map(|path| {
            let reader = Reader::on_path(path).expect("the path is supported");
            reader.read_stretches(TEXT, &stretches(TEXT))
        })
        .collect();
    for labels in &all {
        assert_eq!(labels, &all[0]);
    }
}

/// A paragraph with what torch marks in it, in code points (`training/agreement_fixture.py`).
#[derive(serde::Deserialize)]
struct Marked {
    text: String,
    attributions: Vec<MarkedAttribution>,
    names: Vec<MarkedName>,
}

#[derive(serde::Deserialize, PartialEq, Debug)]
struct MarkedAttribution {
    source: Vec<(usize, usize)>,
    cue: Vec<(usize, usize)>,
    content: Vec<(usize, usize)>,
}

#[derive(serde::Deserialize, PartialEq, Debug)]
struct MarkedName {
    span: (usize, usize),
    #[serde(rename = "type")]
    kind: String,
}

/// The share of one and the other that both have (Dice 1945).
fn shared<T: PartialEq>(ours: &[T], theirs: &[T]) -> (usize, usize) {
    let both = ours.iter().filter(|one| theirs.contains(one)).count();
    (2 * both, ours.len() + theirs.len())
}

#[test]
fn what_it_marks_torch_marks_too_but_for_the_rounding_to_8_bits() {
    let reader = standard().at_least(0.0).level();
    let (mut attributions, mut names) = ((0, 0), (0, 0));
    let lines = include_str!("../../tests/fixtures/reader/agreement.jsonl").lines();
    for line in lines {
        let marked: Marked = serde_json::from_str(line).expect("the fixture is JSON");
        let text = &marked.text;
        let labels = reader.read_stretches(text, &stretches(text));
        let place = |span: &Span| {
            let points = |end: usize| text[..end].chars().count();
            (points(span.start), points(span.end))
        };
        let found: Vec<MarkedAttribution> = labels
            .attributions
            .iter()
            .map(|found| MarkedAttribution {
                source: found.source.iter().map(place).collect(),
                cue: vec![place(&found.cue)],
                content: found.content.iter().map(place).collect(),
            })
            .collect();
        let named: Vec<MarkedName> = labels
            .names
            .iter()
            .map(|name| MarkedName {
                span: place(&name.span),
                kind: format!("{:?}", name.kind).to_lowercase(),
            })
            .collect();
        let add = |sum: &mut (usize, usize), (both, all)| *sum = (sum.0 + both, sum.1 + all);
        add(&mut attributions, shared(&found, &marked.attributions));
        add(&mut names, shared(&named, &marked.names));
    }
    let percent = |(both, all): (usize, usize)| 100.0 * both as f64 / all as f64;
    let (attributions, names) = (percent(attributions), percent(names));
    println!("agreement: attributions {attributions:.1} %, names {names:.1} %");
    assert!(attributions > 95.0 && names > 95.0, "{attributions} {names}");
}

#[test]
fn what_is_less_sure_is_left_out() {
    let count = |share| {
        let reader = standard().at_least(share);
        reader.read_stretches(TEXT, &stretches(TEXT)).attributions.len()
    };
    assert!(count(0.0) >= 3);
    assert_eq!(count(1.0), 0);
}

#[test]
fn a_paragraph_longer_than_any_window_is_read_to_its_end() {
    let text = "The river rose again on Monday. ".repeat(80) + "Ana Reyes said the dam was safe.";
    let labels = standard().read_stretches(&text, &stretches(&text));
    assert_eq!(
        told(&text, &labels),
        ["[source Ana Reyes] [cue said] [content the dam was safe]"]
    );
}

#[test]
fn weights_of_another_shape_are_refused_by_name() {
    let damaged = &include_bytes!("../../models/reader.safetensors")[..4000];
    let error = Reader::load(damaged, "[UNK]\n", Path::Portable).expect_err("they are cut short");
    assert!(error.to_string().contains("safetensors"), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_text_makes_it_panic_and_spans_lie_in_their_stretch(text in "[ -~“”’—\u{300}é水🚗\n]{0,400}") {
        let stretches = stretches(&text);
        let labels = standard().at_least(0.0).read_stretches(&text, &stretches);
        for name in &labels.names {
            prop_assert!(!name.span.of(&text).is_empty());
        }
        for found in &labels.attributions {
            prop_assert!(!found.content.is_empty());
            for span in found.content.iter().chain([&found.cue]).chain(&found.source) {
                prop_assert!(!span.of(&text).is_empty());
            }
            prop_assert!((0.0..=1.0).contains(&found.confidence));
        }
    }
}
