//! What a correction says, field by field.

use super::JudgementError;
use crate::attribution::{Attitude, Form, Mode};
use crate::mention::Kind;
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeSet;

/// The fields of an attribution that can be corrected.
pub const FIELDS: &[&str] = &[
    "speaker",
    "addressee",
    "attitude",
    "mode",
    "form",
    "said-on",
    "about",
];

const ATTITUDES: &[Attitude] = &[
    Attitude::Asserts,
    Attitude::Denies,
    Attitude::Accuses,
    Attitude::Warns,
    Attitude::Promises,
    Attitude::Requests,
    Attitude::Agrees,
    Attitude::Doubts,
    Attitude::Declines,
];
const MODES: &[Mode] = &[Mode::Speech, Mode::Belief, Mode::Intention];
const FORMS: &[Form] = &[Form::Direct, Form::Indirect, Form::Mixed, Form::Narrated];
const KINDS: &[Kind] = &[
    Kind::Person,
    Kind::Organisation,
    Kind::Place,
    Kind::Event,
    Kind::Group,
];

/// What a field is instead of what was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Correction {
    /// Who speaks.
    Speaker {
        /// What kind of speaker it is.
        kind: Kind,
        /// Its name.
        name: String,
    },
    /// To whom.
    Addressee(String),
    /// The speaker's stance.
    Attitude(Attitude),
    /// Speech, belief or intention.
    Mode(Mode),
    /// How the words are given.
    Form(Form),
    /// The days on which it may have been said.
    SaidOn {
        /// The first.
        from: NaiveDate,
        /// The last.
        to: NaiveDate,
    },
    /// All that the claim is about, in order; nothing where it is about nothing that has a name.
    About(BTreeSet<(Kind, String)>),
}

/// How a value says that a claim is about nothing that has a name.
const NOTHING: &str = "-";

/// The word that is written for a value.
fn word(value: impl Serialize) -> String {
    let written = serde_json::to_value(value).ok();
    written
        .as_ref()
        .and_then(|value| value.as_str())
        .unwrap_or_default()
        .to_owned()
}

/// The kind of a word: `person`, `organisation`, `place`, `event` or `group`.
pub fn kind_of_word(word: &str) -> Option<Kind> {
    of_word(KINDS, word).ok()
}

/// The value of a word, or what the words are.
fn of_word<T: Serialize + Copy>(all: &[T], wanted: &str) -> Result<T, String> {
    all.iter()
        .copied()
        .find(|value| word(value) == wanted)
        .ok_or_else(|| all.iter().map(word).collect::<Vec<_>>().join(", "))
}

impl Correction {
    /// Reads what was written for a field. `kind` is that of a speaker, a person where it is not given.
    ///
    /// # Errors
    /// Where there is no such field, or it takes no such value.
    pub fn read(field: &str, value: &str, kind: Option<&str>) -> Result<Self, JudgementError> {
        let value = value.trim();
        let bad = |wanted: String| JudgementError::Value {
            field: field.to_owned(),
            value: value.to_owned(),
            wanted,
        };
        let name = || match value {
            "" => Err(bad("a name".to_owned())),
            name => Ok(name.to_owned()),
        };
        Ok(match field {
            "speaker" => Self::Speaker {
                kind: of_word(KINDS, kind.unwrap_or("person")).map_err(|kinds| JudgementError::Value {
                    field: "kind".to_owned(),
                    value: kind.unwrap_or_default().to_owned(),
                    wanted: kinds,
                })?,
                name: name()?,
            },
            "addressee" => Self::Addressee(name()?),
            "attitude" => Self::Attitude(of_word(ATTITUDES, value).map_err(bad)?),
            "mode" => Self::Mode(of_word(MODES, value).map_err(bad)?),
            "form" => Self::Form(of_word(FORMS, value).map_err(bad)?),
            "said-on" => days(value)
                .ok_or_else(|| bad("a day, 2026-03-01, or two, 2026-03-01/2026-03-07".to_owned()))?,
            "about" => topics(value).ok_or_else(|| {
                bad(format!(
                    "names between semicolons, each with its kind as in 'person:Ana Reyes; place:Merrow', or {NOTHING} for nothing"
                ))
            })?,
            _ => return Err(JudgementError::Field(field.to_owned())),
        })
    }

    /// The field.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Speaker { .. } => "speaker",
            Self::Addressee(_) => "addressee",
            Self::Attitude(_) => "attitude",
            Self::Mode(_) => "mode",
            Self::Form(_) => "form",
            Self::SaidOn { .. } => "said-on",
            Self::About(_) => "about",
        }
    }

    /// Its value, as [`Correction::read`] takes it.
    pub fn value(&self) -> String {
        match self {
            Self::Speaker { name, .. } => name.clone(),
            Self::Addressee(words) => words.clone(),
            Self::Attitude(attitude) => word(attitude),
            Self::Mode(mode) => word(mode),
            Self::Form(form) => word(form),
            Self::SaidOn { from, to } if from == to => from.to_string(),
            Self::SaidOn { from, to } => format!("{from}/{to}"),
            Self::About(topics) if topics.is_empty() => NOTHING.to_owned(),
            Self::About(topics) => {
                let topics = topics.iter().map(|(kind, name)| format!("{}:{name}", word(kind)));
                topics.collect::<Vec<_>>().join("; ")
            }
        }
    }

    /// The kind of a speaker.
    pub fn kind(&self) -> Option<String> {
        match self {
            Self::Speaker { kind, .. } => Some(word(kind)),
            _ => None,
        }
    }
}

/// The kind that a name in a list of topics has before it, and the name.
pub fn kind_and_name(topic: &str) -> (Option<Kind>, &str) {
    let told = topic.split_once(':');
    match told.and_then(|(kind, name)| Some((kind_of_word(kind.trim())?, name))) {
        Some((kind, name)) => (Some(kind), name.trim()),
        None => (None, topic.trim()),
    }
}

/// The topics of a list, a person where no kind is told.
fn topics(value: &str) -> Option<Correction> {
    if value == NOTHING {
        return Some(Correction::About(BTreeSet::new()));
    }
    let topic = |topic| match kind_and_name(topic) {
        (_, "") => None,
        (kind, name) => Some((kind.unwrap_or(Kind::Person), name.to_owned())),
    };
    let topics: Option<BTreeSet<_>> = value.split(';').map(topic).collect();
    topics.map(Correction::About)
}

fn days(value: &str) -> Option<Correction> {
    let (from, to) = value.split_once('/').unwrap_or((value, value));
    let (from, to): (NaiveDate, NaiveDate) = (from.parse().ok()?, to.parse().ok()?);
    (from <= to).then_some(Correction::SaidOn { from, to })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for (field, value, kind) in [
            ("speaker", "Ana Reyes", Some("person")),
            ("speaker", "Harbour Board", Some("organisation")),
            ("addressee", "reporters", None),
            ("attitude", "denies", None),
            ("mode", "belief", None),
            ("form", "direct", None),
            ("said-on", "2026-02-17", None),
            ("said-on", "2026-02-17/2026-02-19", None),
            ("about", "person:Ana Reyes; place:Merrow Dam", None),
            ("about", "-", None),
        ] {
            let read = Correction::read(field, value, kind).unwrap();
            assert_eq!(
                (read.field(), read.value().as_str(), read.kind().as_deref()),
                (field, value, kind)
            );
        }
    }

    #[test]
    fn a_topic_without_a_kind_is_a_person() {
        let about = |value| Correction::read("about", value, None).map(|read| read.value());
        assert_eq!(
            about("place:Merrow;Ana Reyes ; re: the dam").as_deref(),
            Ok("person:Ana Reyes; person:re: the dam; place:Merrow")
        );
        let message = about("Ana Reyes;;").unwrap_err().to_string();
        assert!(message.contains("it takes names between semicolons"), "{message}");
    }

    #[test]
    fn a_wrong_value_is_told_with_the_right_ones() {
        let message = |field, value| Correction::read(field, value, None).unwrap_err().to_string();
        assert!(message("mode", "song").ends_with("it takes speech, belief, intention"));
        assert!(message("said-on", "2026-02-19/2026-02-17").contains("it takes a day"));
        assert!(message("speaker", " ").ends_with("it takes a name"));
        assert!(message("colour", "red").contains("the fields are speaker, addressee,"));
        let kind = Correction::read("speaker", "x", Some("ship"))
            .unwrap_err()
            .to_string();
        assert!(
            kind.contains("\"ship\" is no value for kind: it takes person,"),
            "{kind}"
        );
    }
}
