//! Tests of the whole way from a reading to its time expressions.

use super::testing::{days, find_in, reading, values};
use super::*;
use proptest::prelude::*;

/// Each line of the lexicon shows its word in an example, `{words=value}`, read on Wednesday 2025-06-18.
#[test]
fn every_example_of_the_lexicon_holds() {
    let lexicon = Lexicon::standard();
    let mut failures = Vec::new();
    for word in lexicon.time_words.iter() {
        let Some((before, rest)) = word.example.split_once('{') else {
            failures.push(format!("no {{words=value}} in: {}", word.example));
            continue;
        };
        let (marked, after) = rest.split_once('}').unwrap_or((rest, ""));
        let (words, value) = marked.split_once('=').unwrap_or((marked, ""));
        let (reading, times) = find_in(&format!("{before}{words}{after}"), "2025-06-18");
        let found: Vec<(&str, &str)> = times
            .iter()
            .map(|time| (reading.slice(time.span), time.value.as_str()))
            .collect();
        if !found.contains(&(words, value)) {
            failures.push(format!("{}: found {found:?}", word.example));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn a_range_is_two_expressions_of_which_the_first_has_it_all() {
    let (reading, times) = find_in("The quay was rebuilt between 2016 and 2018.", "2025-06-18");
    let shown: Vec<String> = times
        .iter()
        .map(|time| {
            let days = time.interval.expect("both years are stated");
            format!(
                "{} in {:?}: {}..{}",
                reading.slice(time.span),
                reading.slice(time.phrase),
                days.from,
                days.to
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            "2016 in \"between 2016 and 2018\": 2016-01-01..2018-12-31",
            "2018 in \"2018\": 2018-01-01..2018-12-31"
        ]
    );
}

#[test]
fn nothing_is_guessed_without_a_day_of_publication() {
    let text = "On Tuesday the port closed. Last month and on 9 May it was open, in 2024 too. It may reopen within ten days.";
    let (_, times) = find_in(text, "");
    let shown: Vec<String> = times
        .iter()
        .map(|time| format!("{} {:?} {}", time.value, time.basis, time.interval.is_some()))
        .collect();
    assert_eq!(
        shown,
        [
            "XXXX-WXX-2 Unresolved false",
            "XXXX-XX Unresolved false",
            "XXXX-05-09 Unresolved false",
            "2024 Stated true",
            "P10D Unresolved false"
        ]
    );
}

#[test]
fn a_deadline_can_be_counted_from_another_day() {
    let (_, times) = find_in("The bank must answer within 10 to 12 days.", "2025-06-18");
    let spoken = "2025-06-17".parse().expect("a date");
    let days = times[0].counted_from(spoken).expect("a term in days");
    assert_eq!(
        (days.from.to_string(), days.to.to_string()),
        ("2025-06-27".into(), "2025-06-29".into())
    );
}

/// How words that only look like times are passed over.
#[test]
fn what_is_no_time() {
    let text = "\
        The crew may march on; a second boat sat in the sun.
        Theresa May met April Jones and Mr. March.
        Some 1,900 people and 2000 sheep crossed; he scored in the 2-1 win.
        The three-year-old, 42 years old, sings.
        The fall of the club was a fall from grace.
        He paid $2016 for 3.5 acres of May Street 12.
        They need a quarter of the votes, or three quarters of them.";
    assert_eq!(
        values(text),
        text.lines().map(str::trim).collect::<Vec<_>>().join("\n")
    );
}

#[test]
fn a_report_is_resolved_as_its_reader_would() {
    insta::assert_snapshot!(days("\
        The bank said on Monday, 16 June, that it will vote on Friday; the vote of last Friday was void.
        Rivers rose on April 10. A first flood had come on Feb. 27. Earlier in February, the dam had leaked.
        On 30 May the club sold its ground; three days later it bought another one. A week earlier it had denied it.
        His words came a day after the mayor resigned.
        The union said on Monday that it would strike within ten days."), @r"
    The bank said on [Monday, 16 June = 2025-06-16], that it will vote on [Friday = 2025-06-20]; the vote of [last Friday = 2025-06-13] was void.
    Rivers rose on [April 10 = 2025-04-10]. A first flood had come on [Feb. 27 = 2025-02-27]. [Earlier in February = 2025-02-01..2025-02-27], the dam had leaked.
    On [30 May = 2025-05-30] the club sold its ground; [three days later = 2025-06-02] it bought another one. [A week earlier = 2025-05-26..2025-06-01] it had denied it.
    His words came [a day = 2025-06-17] after the mayor resigned.
    The union said on [Monday = 2025-06-16] that it would strike within [ten days = 2025-06-26!].
    ");
}

#[test]
fn long_lines_take_linear_time() {
    let phrases = "Until the end of May 10 to 12 days before last Friday ".repeat(20_000);
    let numbers = "two thousand and ".repeat(50_000);
    let text = phrases + &numbers;
    let times = find(&reading(&text), "2025-06-18".parse().ok(), &Lexicon::standard());
    assert!(times.len() > 20_000);
}

proptest! {
    #[test]
    fn spans_stand_on_characters_in_order(text in any::<String>(), parts in prop::collection::vec(part(), 0..12)) {
        for text in [text, parts.concat()] {
            let reading = reading(&text);
            let times = find(&reading, "2024-02-29".parse().ok(), &Lexicon::standard());
            let mut end = 0;
            for time in &times {
                prop_assert!(time.span.start >= end && time.span.start < time.span.end);
                prop_assert!(reading.text().get(time.span.start..time.span.end).is_some());
                prop_assert!(reading.text().get(time.phrase.start..time.phrase.end).is_some());
                prop_assert!(time.phrase.contains(time.span));
                prop_assert!(time.interval.is_none_or(|days| days.from <= days.to));
                if let TimeBasis::Expression(index) = time.basis {
                    prop_assert!(index < times.len());
                }
                end = time.span.end;
            }
        }
    }
}

/// Pieces of time expressions, so that the grammar is met with more than noise.
fn part() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "May ",
        "31 ",
        "Feb. ",
        "29",
        "-",
        "the ",
        "end of ",
        "between ",
        "and ",
        "last ",
        "Friday",
        ", ",
        "2023 ",
        "99999999999 ",
        "thousand ",
        "centuries ",
        "ago ",
        "later ",
        "within ",
        "mid-",
        "’80s",
        "Q",
        "4",
        ":",
        "12",
        "\n",
        "ß",
        "before ",
        "a ",
        "year",
        "earlier ",
        "next ",
        "few ",
        "days ",
        "that ",
        "quarter ",
        "noon ",
        "to ",
        "10,000 ",
    ];
    prop::sample::select(WORDS).prop_map(str::to_owned)
}
