//! From the pipeline's own values to the concepts that the vocabulary has for them, and back.

use super::vocabulary::{onr, schema, sem};
use crate::article::Basis;
use crate::attribution::{Attitude, Form as WordForm, Mode, Position};
use crate::claim::{RelationKind, SaidBasis};
use crate::entity::Link;
use crate::mention::time::{TimeBasis, TimeType};
use crate::mention::{Form, Kind};
use crate::relation::Ground;
use oxigraph::model::NamedNodeRef;

/// A value of the pipeline that the vocabulary has a concept for.
pub trait Concept {
    /// Its concept.
    fn concept(self) -> NamedNodeRef<'static>;
}

macro_rules! concepts {
    ($type:ident { $($variant:pat => $constant:ident,)* }) => {
        impl Concept for $type {
            fn concept(self) -> NamedNodeRef<'static> {
                use $type::*;
                match self { $($variant => onr::$constant,)* }
            }
        }
    };
}

concepts! { Attitude {
    Asserts => ASSERTS, Denies => DENIES, Accuses => ACCUSES, Warns => WARNS, Promises => PROMISES,
    Requests => REQUESTS, Agrees => AGREES, Doubts => DOUBTS, Declines => DECLINES,
} }
concepts! { WordForm { Direct => DIRECT, Indirect => INDIRECT, Mixed => MIXED, Narrated => NARRATED, } }
concepts! { Mode { Speech => SPEECH, Belief => BELIEF, Intention => INTENTION, } }
concepts! { Position { Headline => HEADLINE, Body => BODY, EditorialNote => EDITORIAL_NOTE, } }
concepts! { Kind {
    Person => PERSON, Organisation => ORGANISATION, Place => PLACE, Event => EVENT, Group => GROUP,
} }
concepts! { Form { Name => NAME, Adjective => ADJECTIVE, Nominal => NOMINAL, Pronoun => PRONOUN, } }
concepts! { Link {
    Name => NAME, PartOfName => PART_OF_NAME, Adjective => ADJECTIVE, Metonym => METONYM, Office => OFFICE,
    Apposition => APPOSITION, Predicate => PREDICATE, SameNoun => SAME_NOUN,
    Pronoun => PRONOUN, FirstPerson => FIRST_PERSON, SecondPerson => SECOND_PERSON,
    Writer => WRITER, Description => DESCRIPTION,
} }
concepts! { RelationKind {
    Denies => DENIES, Confirms => CONFIRMS, Repeats => REPEATS, Contradicts => CONTRADICTS, Updates => UPDATES,
} }
concepts! { Ground { SameWords => SAME_WORDS, SameClaim | Judged => SAME_CLAIM_GRADE, SameTopic | Differ(_) => SAME_TOPIC, } }
concepts! { SaidBasis { Expression(_) => EXPRESSION, Carried(_) => CARRIED, Publication => PUBLICATION, } }
concepts! { TimeBasis {
    Stated => STATED, Publication => PUBLICATION, Expression(_) => EXPRESSION, Unresolved => UNRESOLVED,
} }
concepts! { Basis {
    Field => BASIS_FIELD, Feed => BASIS_FEED, LinkedData => BASIS_LINKED_DATA, MetaElement => BASIS_META_ELEMENT,
    Element => BASIS_ELEMENT, Line => BASIS_LINE, Address => BASIS_ADDRESS,
} }

/// The TIMEX3 name of a time expression's type.
pub fn timex_type(kind: TimeType) -> &'static str {
    match kind {
        TimeType::Date => "DATE",
        TimeType::Time => "TIME",
        TimeType::Duration => "DURATION",
        TimeType::Set => "SET",
    }
}

/// The property that leads from a speaker straight to a claim, for each stance.
pub const SHORTCUTS: &[(NamedNodeRef<'static>, NamedNodeRef<'static>)] = &[
    (onr::ASSERTS, onr::SAID),
    (onr::DENIES, onr::DENIED),
    (onr::ACCUSES, onr::ACCUSED),
    (onr::WARNS, onr::WARNED),
    (onr::PROMISES, onr::PROMISED),
    (onr::REQUESTS, onr::REQUESTED),
    (onr::AGREES, onr::AGREED),
    (onr::DOUBTS, onr::DOUBTED),
    (onr::DECLINES, onr::DECLINED),
];

/// The attitude that a concept stands for.
pub fn attitude_of(concept: NamedNodeRef<'_>) -> Option<Attitude> {
    use Attitude::{Accuses, Agrees, Asserts, Declines, Denies, Doubts, Promises, Requests, Warns};
    [
        Asserts, Denies, Accuses, Warns, Promises, Requests, Agrees, Doubts, Declines,
    ]
    .into_iter()
    .find(|attitude| attitude.concept() == concept)
}

/// The class of the entities of a kind.
pub fn class_of(kind: Kind) -> NamedNodeRef<'static> {
    match kind {
        Kind::Person => schema::PERSON,
        Kind::Organisation => schema::ORGANIZATION,
        Kind::Place => schema::PLACE,
        Kind::Event => sem::EVENT,
        Kind::Group => onr::GROUP,
    }
}

/// The kind that a concept stands for.
pub fn kind_of(concept: NamedNodeRef<'_>) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| kind.concept() == concept)
}
