//! What is known about a claim, field by field: the gold's against what was found.
//!
//! Only what the gold gives is asked. Days and words of a scheme must be the same, names may differ in titles
//! (`name`), and a time may be told more exactly than the gold has it.

use super::case::Field;
use super::gold::{Claim, Marked, Time};
use super::name::{is_same_name, name_key};
use std::collections::BTreeSet;

/// How a field of a claim went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The field.
    pub field: Field,
    /// How many values were asked for; one, but for what a claim is about.
    pub asked: usize,
    /// How many of them were right.
    pub right: usize,
    /// What the gold has.
    pub gold: String,
    /// What was found.
    pub found: String,
}

/// The answers to all that the gold gives of a claim.
pub fn answers(gold: &Claim, found: &Marked) -> Vec<Answer> {
    let one = |field, is_right, gold: String, found: String| Answer {
        field,
        asked: 1,
        right: usize::from(is_right),
        gold,
        found,
    };
    let said = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
    let speaks = is_same_name(gold.speaker.as_deref(), found.speaker.as_deref());
    let mut answers = vec![one(
        Field::Speaker,
        speaks,
        said(&gold.speaker),
        said(&found.speaker),
    )];
    let exact = [
        (Field::Form, &gold.form, &found.form),
        (Field::Attitude, &gold.attitude, &found.attitude),
        (Field::SaidOn, &gold.said_on, &found.said_on),
    ];
    for (field, gold, found) in exact {
        if is_given(gold) {
            answers.push(one(field, gold == found, said(gold), said(found)));
        }
    }
    if is_given(&gold.addressee) {
        let is_right = is_same_name(gold.addressee.as_deref(), found.addressee.as_deref());
        answers.push(one(
            Field::Addressee,
            is_right,
            said(&gold.addressee),
            said(&found.addressee),
        ));
    }
    if !gold.via.is_empty() {
        let keys = |names: &[String]| names.iter().map(|name| name_key(name)).collect::<Vec<_>>();
        let is_right = keys(&gold.via) == keys(&found.via);
        answers.push(one(
            Field::Via,
            is_right,
            list(&gold.via, " ← "),
            list(&found.via, " ← "),
        ));
    }
    if !gold.about.is_empty() {
        let keys = |names: &[String]| names.iter().map(|name| name_key(name)).collect::<BTreeSet<_>>();
        let wanted = keys(&gold.about);
        answers.push(Answer {
            field: Field::About,
            asked: wanted.len(),
            right: wanted.intersection(&keys(&found.about)).count(),
            gold: list(&gold.about, ", "),
            found: list(&found.about, ", "),
        });
    }
    if let Some(time) = &gold.content_time {
        let found = found.content_time.clone().unwrap_or_default();
        answers.push(one(
            Field::ContentTime,
            is_within(time, &found),
            days(time),
            days(&found),
        ));
    }
    answers
}

fn is_given(value: &Option<String>) -> bool {
    value.as_ref().is_some_and(|value| !value.is_empty())
}

/// Whether the days that were found are those of the gold, or lie in its year or month.
fn is_within(gold: &Time, found: &Time) -> bool {
    let begins = |gold: &Option<String>, found: &Option<String>| {
        let gold = gold.as_deref().unwrap_or_default();
        found.as_deref().unwrap_or_default().starts_with(gold)
    };
    begins(&gold.from, &found.from) && begins(&gold.to, &found.to)
}

fn list(names: &[String], separator: &str) -> String {
    if names.is_empty() {
        return "nothing".to_owned();
    }
    names.join(separator)
}

fn days(time: &Time) -> String {
    match (&time.from, &time.to) {
        (None, None) => "nothing".to_owned(),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("from {from}"),
        (None, Some(to)) => format!("to {to}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(gold: &str, found: &str) -> Vec<(&'static str, usize, usize)> {
        let claim: Claim = serde_json::from_str(&format!(
            r#"{{"document": "d", "id": "D1", "content_text": "no", {gold}}}"#
        ))
        .unwrap();
        answers(&claim, &serde_json::from_str(found).unwrap())
            .iter()
            .map(|answer| (answer.field.name(), answer.right, answer.asked))
            .collect()
    }

    #[test]
    fn only_what_the_gold_gives_is_asked_but_the_speaker_always() {
        let found = r#"{"speaker": "Mr Lund", "form": "direct", "said_on": "2026-02-17"}"#;
        assert_eq!(asked(r#""speaker": "Lund""#, found), [("speaker", 1, 1)]);
        assert_eq!(
            asked(
                r#""speaker": null, "form": "mixed", "attitude": "denies", "said_on": "2026-02-17""#,
                found
            ),
            [
                ("speaker", 0, 1),
                ("form", 0, 1),
                ("attitude", 0, 1),
                ("said_on", 1, 1)
            ]
        );
    }

    #[test]
    fn a_chain_is_right_in_its_order_and_topics_count_one_by_one() {
        let found = r#"{"via": ["The Gazette", "AFP"], "about": ["Merrow Dam"]}"#;
        let gold = r#""speaker": "x", "via": ["Gazette", "AFP"], "about": ["the Merrow dam", "Orrin"]"#;
        assert_eq!(asked(gold, found)[1..], [("via", 1, 1), ("about", 1, 2)]);
        let turned = gold.replace(r#""Gazette", "AFP""#, r#""AFP", "Gazette""#);
        assert_eq!(asked(&turned, found)[1], ("via", 0, 1));
    }

    #[test]
    fn a_time_may_be_told_more_exactly() {
        let found = r#"{"content_time": {"from": "2016-01-01", "to": "2018-12-31"}}"#;
        let right = |gold: &str| asked(&format!(r#""speaker": "x", "content_time": {gold}"#), found)[1].1;
        assert_eq!(right(r#"{"from": "2016", "to": 2018}"#), 1);
        assert_eq!(right(r#"{"to": "2018-12"}"#), 1);
        assert_eq!(right(r#"{"from": "2016-02"}"#), 0);
        assert_eq!(
            asked(r#""speaker": "x", "content_time": {"from": "2016"}"#, "{}")[1].1,
            0
        );
    }
}
