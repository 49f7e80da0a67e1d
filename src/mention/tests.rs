//! Sentences of several fields of news with their mentions in brackets, and what must hold for any text.

use super::testing::{marked, mentions_of};
use super::{Form, Kind};
use crate::lexicon::Lexicon;
use proptest::prelude::*;

fn names(text: &str) -> String {
    marked(text, |kind, form| form == Form::Name && kind != Kind::Event)
}

fn nominals(text: &str) -> String {
    marked(text, |kind, form| form == Form::Nominal && kind != Kind::Event)
}

fn events(text: &str) -> String {
    marked(text, |kind, _| kind == Kind::Event)
}

#[test]
fn persons_with_titles() {
    assert_eq!(
        names("Norwegian Finance Minister Kari Holt met Mr. Brandt and harbour master Ruth Oduya."),
        "[person Norwegian Finance Minister Kari Holt] met [person Mr. Brandt] and [person harbour master Ruth Oduya]."
    );
    assert_eq!(
        names("Governor Quillfeather said J. K. Orrin and Karl van der Berg had left."),
        "[person Governor Quillfeather] said [person J. K. Orrin] and [person Karl van der Berg] had left."
    );
}

#[test]
fn a_surname_of_somebody_introduced() {
    assert_eq!(
        names("Captain Ines Vollan scored twice. Vollan is 21. Later Vollan left the pitch."),
        "[person Captain Ines Vollan] scored twice. [person Vollan] is 21. Later [person Vollan] left the pitch."
    );
}

#[test]
fn organisations_by_their_words() {
    assert_eq!(
        names("Merrow Bank and Vollan Shipping Ltd. sued the University of Lund."),
        "[organisation Merrow Bank] and [organisation Vollan Shipping Ltd.] sued [organisation the University of Lund]."
    );
    assert_eq!(
        names("FC Brandholm beat Aldmoor United while the Reserve Bank of New Zealand watched."),
        "[organisation FC Brandholm] beat [organisation Aldmoor United] while [organisation the Reserve Bank of New Zealand] watched."
    );
}

#[test]
fn an_authority_holds_its_country() {
    assert_eq!(
        names("Peru's Foreign Ministry and the Chilean Supreme Court disagreed."),
        "[organisation [place Peru]'s Foreign Ministry] and [organisation the Chilean Supreme Court] disagreed."
    );
}

#[test]
fn places_by_table_and_pattern() {
    assert_eq!(
        names("Floods hit Zarin Oblast, Lake Merrow, the Ister River and Kuala Lumpur."),
        "Floods hit [place Zarin Oblast], [place Lake Merrow], [place the Ister River] and [place Kuala Lumpur]."
    );
}

#[test]
fn parts_of_hyphenated_words() {
    assert_eq!(
        names("A U.S.-led force guards the Peru-Chile border."),
        "A [place U.S.]-led force guards the [place Peru]-[place Chile] border."
    );
}

#[test]
fn capitals_that_name_nothing() {
    assert_eq!(
        names("Yesterday Rain Fell. Many left on Monday in March."),
        "Yesterday Rain Fell. Many left on Monday in March."
    );
    assert_eq!(
        names("Bank Chief Quits After Talks With Oslo Over Missing Loans"),
        "Bank Chief Quits After Talks With [place Oslo] Over Missing Loans"
    );
}

#[test]
fn offices_alone() {
    assert_eq!(
        nominals("The foreign minister met a spokesman for Vollan Shipping and Peru's president."),
        "[person The foreign minister] met [person a spokesman for Vollan Shipping] and [person Peru's president]."
    );
    assert_eq!(
        nominals("The general mood will head south."),
        "The general mood will head south."
    );
}

#[test]
fn groups_and_bodies() {
    assert_eq!(
        nominals("Two senior Peruvian officials told residents that the company had lied."),
        "[group Two senior Peruvian officials] told [group residents] that [organisation the company] had lied."
    );
}

#[test]
fn nouns_before_offices_and_bodies() {
    assert_eq!(
        nominals("The shipyard owner lied. The employers' federation said the 61-year-old denied it."),
        "[person The shipyard owner] lied. [organisation The employers' federation] said [person the 61-year-old] denied it."
    );
    assert_eq!(
        nominals("Shipyard owner denies it as company admits leak"),
        "[person Shipyard owner] denies it as [organisation company] admits leak"
    );
}

#[test]
fn events_and_verbs() {
    assert_eq!(
        events("The Oslo talks and a second round of talks in Lima followed a phone call."),
        "[event The Oslo talks] and [event a second round of talks] in Lima followed [event a phone call]."
    );
    assert_eq!(
        events("They will visit Lima and strike again."),
        "They will visit Lima and strike again."
    );
}

#[test]
fn pronouns() {
    let pronouns = |text: &str| marked(text, |_, form| form == Form::Pronoun);
    assert_eq!(
        pronouns("She said it is likely that they'd sell it."),
        "[person She] said it is likely that [group they]'d sell [organisation it]."
    );
}

#[test]
fn a_phrase_tells_the_office() {
    let (_, _, mentions) = mentions_of(
        "Kenyan central bank governor Ann Orr resigned.",
        &Lexicon::standard(),
    );
    let office = mentions.mentions[0]
        .office
        .clone()
        .expect("a title stands before the name");
    assert_eq!(
        (office.role.as_str(), office.of.as_deref()),
        ("central bank governor", Some("Kenya"))
    );
}

/// Mentions are in order, on character boundaries, and do not cross.
fn holds_together(text: &str, lexicon: &Lexicon) {
    let (reading, _, found) = mentions_of(text, lexicon);
    let mentions = &found.mentions;
    for mention in mentions {
        assert!(mention.span.contains(mention.head) && !mention.head.is_empty() && !mention.name.is_empty());
        assert!(reading.text().get(mention.span.start..mention.span.end).is_some());
    }
    for pair in mentions.windows(2) {
        let (first, second) = (pair[0].span, pair[1].span);
        assert!(first.start <= second.start);
        assert!(
            !first.overlaps(second) || first.contains(second),
            "{first:?} and {second:?} cross"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_text(text in "\\PC{0,200}") {
        holds_together(&text, &Lexicon::standard());
    }

    #[test]
    fn words_of_news(words in prop::collection::vec(prop::sample::select(vec![
        "Mr.", "Ana", "Reyes", "the", "of", "Bank", "Ministry", "U.S.", "Peru", "'s", "’s", "-", "Peru-Chile", "president",
        "Lake", "two", "officials", "talks", "second", "round", "in", "he", "it", "said", ",", "\"", "FC", "van", "J.", "and",
        "Foreign", "New", "York", "Russian", "ÉLAN", "(", ")", "May", "6", "spokesman", "for", "Kremlin", "ı", "İ", "ß",
    ]), 0..40)) {
        let lexicon = Lexicon::standard();
        holds_together(&words.join(" "), &lexicon);
        holds_together(&words.concat(), &lexicon);
    }
}

#[test]
fn long_lines_do_not_hang() {
    let lexicon = Lexicon::standard();
    for unit in [
        "Ana ",
        "of the Bank ",
        "president ",
        "Peru-",
        "two second round ",
        "van de ",
        "it is ",
        "J. ",
        "Mr. ",
    ] {
        let (_, _, mentions) = mentions_of(&unit.repeat(200_000 / unit.len()), &lexicon);
        assert!(mentions.mentions.len() < 200_000);
    }
}
