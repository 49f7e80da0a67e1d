//! Small articles of our own, scored; what the scorers in Python give for them was worked out by hand.

use super::*;

/// "Lund said the dam leaks. Reyes denied it, she told AFP: nothing leaks." with two attributions.
const GOLD: &str = r#"{"id": "dam", "text": "Lund said the dam leaks. Reyes denied it, she told AFP: nothing leaks.", "attributions": [
{"source": [[0, 4]], "cue": [[5, 9]], "content": [[10, 23]]},
{"source": [[42, 45]], "cue": [[46, 50]], "content": [[56, 69]]},
{"source": [], "cue": [], "content": [[0, 69]]}]}"#;

fn scored(found: &str, worst: usize) -> Evaluation {
    let gold = Gold::read("gold.jsonl", &GOLD.replace('\n', " ")).unwrap();
    let line = format!(r#"{{"id": "dam", "attributions": [{found}]}}"#).replace('\n', " ");
    let predictions = Predictions::read("read.jsonl", &line).unwrap();
    evaluate(&gold, &predictions, &BTreeMap::new(), worst).unwrap()
}

fn counts(evaluation: &Evaluation, name: &str) -> (usize, usize, usize) {
    let figure = evaluation
        .figures
        .iter()
        .find(|figure| figure.name == name)
        .unwrap();
    (figure.rates.right, figure.rates.predicted, figure.rates.gold)
}

fn errors(evaluation: &Evaluation) -> Vec<(String, usize)> {
    let some = evaluation.errors.iter().filter(|tally| tally.count > 0);
    some.map(|tally| (tally.kind.to_string(), tally.count)).collect()
}

fn kinds(kinds: &[(&str, usize)]) -> Vec<(String, usize)> {
    kinds
        .iter()
        .map(|(kind, count)| ((*kind).to_owned(), *count))
        .collect()
}

#[test]
fn what_is_right_is_right_whatever_stands_at_its_ends() {
    let evaluation = scored(
        r#"{"source": [[0, 5]], "cue": [[5, 10]], "content": [[9, 24]]},
           {"source": [[42, 45]], "cue": [[46, 50]], "content": [[54, 70]]}"#,
        5,
    );
    for name in [
        "token source",
        "span exact cue",
        "span partial content",
        "attribution",
        "attribution-strict",
    ] {
        let (right, predicted, gold) = counts(&evaluation, name);
        assert!(
            right == predicted && right == gold,
            "{name}: {right} {predicted} {gold}"
        );
    }
    assert_eq!(errors(&evaluation), []);
    assert_eq!(evaluation.worst, []);
    assert_eq!(evaluation.reliability, None, "no confidence is given");
}

#[test]
fn half_of_the_content_is_enough_for_the_loose_figure_only() {
    let evaluation = scored(
        r#"{"source": [[0, 4]], "cue": [[5, 9]], "content": [[14, 23]], "confidence": 0.8}"#,
        5,
    );
    assert_eq!(counts(&evaluation, "attribution"), (1, 1, 2));
    assert_eq!(counts(&evaluation, "attribution-strict"), (0, 1, 2));
    assert_eq!(counts(&evaluation, "token content"), (2, 2, 5));
    assert_eq!(counts(&evaluation, "span exact content"), (0, 1, 2));
    assert_eq!(counts(&evaluation, "span partial content"), (1, 1, 2));
    assert_eq!(
        errors(&evaluation),
        kinds(&[("missed", 1), ("content too short", 1)])
    );
    assert_eq!(evaluation.reliability.unwrap().bins[8].right, 100.0);
}

#[test]
fn without_the_source_it_is_not_tied_and_with_another_it_is_wrong() {
    let found = |source: &str| {
        format!(r#"{{"source": {source}, "cue": [[46, 50]], "content": [[56, 69]], "confidence": 0.9}}"#)
    };
    let untied = scored(&found("[]"), 5);
    assert_eq!(counts(&untied, "attribution"), (0, 1, 2));
    assert_eq!(errors(&untied), kinds(&[("missed", 1), ("not tied", 1)]));
    let wrong = scored(&found("[[51, 54]]"), 5);
    assert_eq!(errors(&wrong), kinds(&[("missed", 1), ("wrong source", 1)]));
    assert_eq!(wrong.reliability.unwrap().expected_calibration_error, 90.0);
}

#[test]
fn a_wrong_cue_costs_the_strict_figure_alone() {
    let evaluation = scored(
        r#"{"source": [[0, 4]], "cue": [[31, 37]], "content": [[10, 23]]}"#,
        5,
    );
    assert_eq!(counts(&evaluation, "attribution"), (1, 1, 2));
    assert_eq!(counts(&evaluation, "attribution-strict"), (0, 1, 2));
    assert_eq!(errors(&evaluation), kinds(&[("missed", 1), ("wrong cue", 1)]));
}

#[test]
fn a_case_is_shown_in_its_sentence_with_its_place() {
    let invented = r#"{"source": [[25, 30]], "cue": [[31, 37]], "content": [[38, 40]], "confidence": 0.5}"#;
    let evaluation = scored(invented, 1);
    let [missed, invented] = evaluation.worst.as_slice() else {
        panic!("{:?}", evaluation.worst)
    };
    assert_eq!(
        missed.gold.as_ref().unwrap().text,
        "[source Lund] [cue said] [content the dam leaks]."
    );
    assert_eq!((missed.begin, missed.end, &missed.found), (0, 23, &None));
    assert_eq!(
        invented.found.as_ref().unwrap().text,
        "[source Reyes] [cue denied] [content it], she told AFP: nothing leaks."
    );
    assert_eq!(
        errors(&evaluation),
        kinds(&[("missed", 2), ("invented", 1)]),
        "counted, not kept"
    );
    assert_eq!(scored("", 0).worst, []);
}

#[test]
fn an_article_that_was_not_read_counts_as_missed() {
    let gold = Gold::read("gold.jsonl", &GOLD.replace('\n', " ")).unwrap();
    let none = Predictions::new("read.jsonl");
    let evaluation = evaluate(&gold, &none, &BTreeMap::new(), 5).unwrap();
    assert_eq!(counts(&evaluation, "attribution"), (0, 0, 2));
}

#[test]
fn predictions_of_other_articles_or_outside_the_text_are_refused() {
    let gold = Gold::read("gold.jsonl", &GOLD.replace('\n', " ")).unwrap();
    let told = |line: &str| {
        let predictions = Predictions::read("read.jsonl", line).unwrap();
        let error = evaluate(&gold, &predictions, &BTreeMap::new(), 5).unwrap_err();
        error.to_string()
    };
    assert_eq!(
        told(r#"{"id": "pier", "attributions": []}"#),
        "read.jsonl, line 1: the gold file has no article pier; give what was read in its articles"
    );
    assert_eq!(
        told(r#"{"id": "dam", "attributions": [{"source": [], "cue": [[5, 9]], "content": [[60, 71]]}]}"#),
        "read.jsonl, line 1: the span [60, 71] is empty or outside the text, which has 70 code points"
    );
}

const CLAIMS: &str = r#"{"document": "dam.txt", "id": "D1", "speaker": "Ivo Lund", "form": "indirect", "attitude": "asserts", "content": [[10, 23]], "content_text": "the dam leaks", "source_anchor": [0, 4], "source_text": "Lund", "cue": "said"}
{"document": "dam.txt", "id": "D2", "speaker": "The Gazette", "form": "narrated", "attitude": "asserts", "content": [[25, 36]], "content_text": "It rains on", "relation": {"denies": "D1"}}"#;

const TEXT: &str = "Lund said the dam leaks. It rains on.";

fn claims_scored(found: &str) -> Evaluation {
    let gold = Gold::read("gold.jsonl", CLAIMS).unwrap();
    let line = format!(r#"{{"id": "in/dam.txt", "attributions": [{found}]}}"#).replace('\n', " ");
    let predictions = Predictions::read("read.jsonl", &line).unwrap();
    let texts = BTreeMap::from([("dam.txt".to_owned(), TEXT.to_owned())]);
    evaluate(&gold, &predictions, &texts, 5).unwrap()
}

#[test]
fn claims_are_tied_by_words_and_place_and_narrated_ones_count_apart() {
    let evaluation = claims_scored(
        r#"{"id": "a", "content": [[10, 23]], "content_text": "The dam leaks", "speaker": "Lund", "form": "indirect", "attitude": "denies", "source": [[0, 4]], "cue_text": "said"},
           {"id": "b", "content": [[25, 36]], "content_text": "It rains on", "speaker": "Gazette", "form": "narrated", "attitude": "asserts", "relations": [{"type": "denies", "target": "a"}]},
           {"id": "c", "content": [[14, 23]], "content_text": "dam leaks", "form": "narrated"},
           {"id": "d", "content": [[0, 9]], "content_text": "the dam leaks", "form": "direct"}"#,
    );
    assert_eq!(counts(&evaluation, "claims (attributed)"), (1, 2, 1));
    assert_eq!(counts(&evaluation, "claims (narrated)"), (1, 2, 1));
    let fields: Vec<(&str, usize, usize)> = evaluation
        .fields
        .iter()
        .map(|share| (share.field.as_str(), share.right, share.asked))
        .collect();
    assert_eq!(fields, [("speaker", 1, 2), ("form", 2, 2), ("attitude", 1, 2)]);
    let relations = evaluation.relations.as_ref().unwrap().rates;
    assert_eq!((relations.right, relations.predicted, relations.gold), (1, 1, 1));
    let expected = kinds(&[("invented", 2), ("wrong speaker", 1), ("wrong attitude", 1)]);
    assert_eq!(errors(&evaluation), expected);
    let speaker = evaluation.worst.iter().find(|case| case.note.is_some()).unwrap();
    assert_eq!(speaker.note.as_deref(), Some("gold Ivo Lund, found Lund"));
    assert_eq!(speaker.claim.as_deref(), Some("D1"));
    assert_eq!(
        speaker.gold.as_ref().unwrap().text,
        "[source Lund] said [content the dam leaks]."
    );
}

#[test]
fn a_claim_of_which_too_little_was_found_is_missed_by_the_figure_and_told_as_too_short() {
    let evaluation = claims_scored(
        r#"{"id": "a", "content": [[14, 17]], "content_text": "dam", "form": "indirect", "source": [], "cue_text": "leaks"}"#,
    );
    assert_eq!(counts(&evaluation, "claims (attributed)"), (0, 1, 1));
    assert_eq!(
        errors(&evaluation),
        kinds(&[
            ("missed", 1),
            ("not tied", 1),
            ("wrong cue", 1),
            ("content too short", 1)
        ])
    );
}

#[test]
fn without_the_text_the_parts_are_shown_alone() {
    let gold = Gold::read("gold.jsonl", CLAIMS).unwrap();
    let none = Predictions::new("read.jsonl");
    let evaluation = evaluate(&gold, &none, &BTreeMap::new(), 1).unwrap();
    let missed = evaluation.worst[0].gold.as_ref().unwrap();
    assert_eq!(missed.text, "[source Lund] [cue said] [content the dam leaks]");
}
