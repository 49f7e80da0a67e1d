//! Every line of the tables for names does what its example, or its table's header, says.

use super::{Lexicon, OrganisationWord, WordPosition};
use crate::mention::testing::mentions_of;
use crate::mention::{Form, Kind, Mention};

/// Complains about all lines of a table that fail at once.
fn all_pass<'line>(table: &str, lines: impl Iterator<Item = (&'line str, bool)>) {
    let failed: Vec<&str> = lines
        .filter(|(_, passes)| !passes)
        .map(|(line, _)| line)
        .collect();
    assert!(
        failed.is_empty(),
        "lexicon/{table}: {} lines fail: {failed:?}",
        failed.len()
    );
}

fn found(text: &str, lexicon: &Lexicon, wanted: impl Fn(&Mention, &str) -> bool) -> bool {
    let (reading, _, mentions) = mentions_of(text, lexicon);
    mentions
        .mentions
        .iter()
        .any(|mention| wanted(mention, reading.slice(mention.head)))
}

#[test]
fn places() {
    let lexicon = Lexicon::standard();
    all_pass(
        "places.tsv",
        lexicon.places.iter().map(|place| {
            let text = format!("Crowds gathered near {} on Sunday.", place.name);
            let passes = found(&text, &lexicon, |mention, head| {
                mention.kind == Kind::Place && head == place.name
            });
            (place.name.as_str(), passes)
        }),
    );
}

#[test]
fn organisations() {
    let lexicon = Lexicon::standard();
    all_pass(
        "organisations.tsv",
        lexicon.organisations.iter().map(|organisation| {
            let passes = organisation.names().all(|name| {
                let text = format!("Officials told {name} so on Sunday.");
                found(&text, &lexicon, |mention, _| {
                    mention.kind == Kind::Organisation && mention.name == organisation.name
                })
            });
            (organisation.name.as_str(), passes)
        }),
    );
}

#[test]
fn organisation_words() {
    let lexicon = Lexicon::standard();
    let expected = |row: &OrganisationWord| match row.position {
        WordPosition::Last => format!("Merrow {}", row.word),
        WordPosition::First | WordPosition::Lead => format!("{} Merrow", row.word),
    };
    all_pass(
        "organisation_words.tsv",
        lexicon.organisations.words.iter().map(|row| {
            let name = expected(row);
            let passes = found(&row.example, &lexicon, |mention, head| {
                mention.kind == Kind::Organisation && head == name
            });
            (row.word.as_str(), passes)
        }),
    );
}

#[test]
fn place_words() {
    let lexicon = Lexicon::standard();
    all_pass(
        "place_words.tsv",
        lexicon.place_words.rows.iter().map(|row| {
            let passes = found(&row.example, &lexicon, |mention, head| {
                mention.kind == Kind::Place && head.contains("Merrow") && head.contains(&row.word)
            });
            (row.word.as_str(), passes)
        }),
    );
}

#[test]
fn offices() {
    let lexicon = Lexicon::standard();
    all_pass(
        "offices.tsv",
        lexicon.offices.offices.iter().map(|row| {
            let passes = found(&row.example, &lexicon, |mention, _| {
                mention.form == Form::Name
                    && mention
                        .office
                        .as_ref()
                        .is_some_and(|office| office.role == row.role)
            });
            (row.role.as_str(), passes)
        }),
    );
}

#[test]
fn honorifics() {
    let lexicon = Lexicon::standard();
    all_pass(
        "honorifics.tsv",
        lexicon.offices.honorifics.iter().map(|row| {
            let passes = found(&row.example, &lexicon, |mention, head| {
                mention.kind == Kind::Person && head == "Orel"
            });
            (row.word.as_str(), passes)
        }),
    );
}

#[test]
fn given_names() {
    let lexicon = Lexicon::standard();
    all_pass(
        "given_names.tsv",
        lexicon.person_names.all_given().map(|name| {
            let text = format!("On Sunday {name} Quillfeather said so.");
            let full = format!("{name} Quillfeather");
            (
                name,
                found(&text, &lexicon, |mention, head| {
                    mention.kind == Kind::Person && head == full
                }),
            )
        }),
    );
}

#[test]
fn surnames() {
    let lexicon = Lexicon::standard();
    all_pass(
        "surnames.tsv",
        lexicon.person_names.all_family().map(|name| {
            let text = format!("On Sunday Mr. {name} said so.");
            (
                name,
                found(&text, &lexicon, |mention, head| {
                    mention.kind == Kind::Person && head == name
                }),
            )
        }),
    );
}

#[test]
fn words_that_name_nothing() {
    let lexicon = Lexicon::standard();
    let is_name = |text: &str| {
        found(text, &lexicon, |mention, _| {
            mention.form == Form::Name && mention.kind != Kind::Event
        })
    };
    all_pass(
        "not_names.tsv",
        lexicon
            .common_words
            .all_no_names()
            .map(|word| (word, !is_name(&format!("They spoke of the {word} again.")))),
    );
}

#[test]
fn groups() {
    let lexicon = Lexicon::standard();
    all_pass(
        "groups.tsv",
        lexicon.groups.nouns.iter().map(|row| {
            let words = format!("The {}", row.noun);
            (
                row.noun.as_str(),
                found(&row.example, &lexicon, |mention, head| {
                    mention.form == Form::Nominal && head == words
                }),
            )
        }),
    );
}

#[test]
fn event_nouns() {
    let lexicon = Lexicon::standard();
    all_pass(
        "events.tsv",
        lexicon
            .event_nouns
            .rows
            .iter()
            .filter(|row| row.kind != "round")
            .map(|row| {
                let words = format!("The {}", row.noun);
                (
                    row.noun.as_str(),
                    found(&row.example, &lexicon, |mention, head| {
                        mention.kind == Kind::Event && head == words
                    }),
                )
            }),
    );
}
