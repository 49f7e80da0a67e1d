//! Whole pairs of claims: what the words of two claims say of them.

use super::{Circumstances, Comparer, Conflict, compare};

/// The likeness of two claims without known entities, as a word.
fn between(one: &str, other: &str) -> &'static str {
    within(one, other, &[])
}

/// The same, where both articles speak most of somebody or something.
fn within(one: &str, other: &str, setting: &[&str]) -> &'static str {
    let comparer = Comparer::standard();
    let [one, other] = [one, other].map(|text| {
        let content = comparer.read(text, [], setting.iter().map(|&name| name.to_owned()), []);
        let vector = comparer.vector(text).expect("the weights fit");
        comparer.place(content, vector).expect("the weights fit")
    });
    match compare(&one, &other, Circumstances::default(), &comparer) {
        None => "none",
        Some(likeness) if likeness.is_same => "same",
        Some(likeness) => likeness.conflict.map_or("none", Conflict::name),
    }
}

#[test]
fn pairs_of_claims() {
    let pairs = [
        (
            "the dam at Merrow was leaking",
            "the Merrow dam had been leaking",
            "same",
        ),
        (
            "the dam at Merrow was leaking",
            "the Merrow dam was not leaking",
            "negation",
        ),
        (
            "the flood at Merrow killed 12 people",
            "nineteen people died in the Merrow flood",
            "number",
        ),
        (
            "the flood at Merrow killed 12 people",
            "twelve people died in the Merrow flood",
            "same",
        ),
        (
            "talks on the Merrow dam will resume on Monday",
            "talks on the Merrow dam will resume on Friday",
            "day",
        ),
        (
            "the Sarn mill will close",
            "the Sarn mill will stay open",
            "opposite",
        ),
        (
            "the Sarn mill will not close",
            "the Sarn mill will stay open",
            "same",
        ),
        (
            "whether the dam at Merrow was leaking",
            "the dam at Merrow was leaking",
            "none",
        ),
        (
            "the dam at Merrow was leaking",
            "the harvest at Merrow was late",
            "none",
        ),
        (
            "talks on the Merrow dam, planned for May 12, will be held on June 2 instead",
            "talks on the Merrow dam will be held on May 12",
            "day",
        ),
        (
            "the Merrow ferry was put off",
            "the Merrow ferry was delayed",
            "same",
        ),
        (
            "the bank cut its rate to 4 per cent",
            "the bank cut its rate to 4.25 percent",
            "number",
        ),
        (
            "18.02 the Merrow dam is not leaking. It never was",
            "the Merrow dam is leaking",
            "negation",
        ),
        (
            "there were 196 leaks at the Merrow dam, and not 214",
            "196 leaks were found at the Merrow dam",
            "same",
        ),
        (
            "the first round of talks on the Merrow dam took place on May 12",
            "a second round of talks on the Merrow dam was held, two weeks after the first round on May 12",
            "none",
        ),
        (
            "the mayor of Sarn resigned",
            "the mayor of Merrow opened the bridge",
            "none",
        ),
    ];
    for (one, other, expected) in pairs {
        assert_eq!(between(one, other), expected, "{one} | {other}");
        assert_eq!(between(other, one), expected, "{other} | {one}");
    }
}

#[test]
fn claims_of_one_story_are_the_same_in_other_words() {
    let pairs = [
        (
            "that the mill was to close",
            "“We are shutting the plant”",
            "same",
        ),
        (
            "that the mill was to close",
            "“The roof of the mill is a hundred years old”",
            "none",
        ),
    ];
    for (one, other, expected) in pairs {
        assert_eq!(
            within(one, other, &["sarn-mill", "orla-venn"]),
            expected,
            "{one} | {other}"
        );
    }
    let (one, other, _) = pairs[0];
    assert_eq!(between(one, other), "none", "nothing says that it is one mill");
}
