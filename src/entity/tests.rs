//! Entities of texts whose mentions are marked by hand.
//!
//! A text marks its mentions: `{p:Ana Reyes}`, with the kinds p(erson), o(rganisation), l(ocation), e(vent) and
//! g(roup); `*` before the name for an adjective, `~` for a nominal, `?` for a pronoun; `=…` after it gives the
//! name that the lexicon knows, `#role` an office that the phrase states, `@day` of May 2026 a day. Contents of
//! attributions stand in `<…>`, each said by the mention before it.

use super::*;
use crate::article::{Paragraph, ReadingBuilder, Role};
use crate::attribution::{Attitude, Form as Wording, Frame, Mode, Position};
use crate::mention::time::{TimeBasis, TimeRole, TimeType};
use crate::mention::{Form, Mention, Office, TimeExpression};
use crate::sentence;
use crate::span::Span;
use chrono::NaiveDate;
use std::fmt::Write;

fn resolved(marked: &str) -> String {
    let (text, mentions, contents) = unmark(marked);
    let mut builder = ReadingBuilder::default();
    builder.paragraph(Role::Body);
    builder.piece(&text, 0);
    let article = Article {
        name: "by hand".to_owned(),
        text: text.clone(),
        title: None,
        published: None,
        outlet: None,
        authors: Vec::new(),
        sources: Vec::new(),
        url: None,
        reading: builder.finish(),
        set_aside: Vec::new(),
        notes: Vec::new(),
    };
    assert_eq!(
        article.reading.paragraphs(),
        [Paragraph {
            span: Span::new(0, text.len()),
            role: Role::Body
        }]
    );
    let attributions: Vec<Attribution> = contents.into_iter().map(attribution).collect();
    let segmentation = sentence::segment(&article.reading);
    let entities = resolve(
        &article,
        &segmentation,
        &mentions,
        &attributions,
        &Lexicon::standard(),
    );
    let mut lines = String::new();
    for (mention, denoted) in mentions.mentions.iter().zip(&entities.denotes) {
        let words = mention.span.of(&text);
        match denoted {
            Some((entity, link)) => {
                let name = &entities.entities[*entity].name;
                writeln!(lines, "{words} = {name} ({link:?})").expect("a string takes all");
            }
            None => writeln!(lines, "{words} = ?").expect("a string takes all"),
        }
    }
    lines
}

/// The text without its marks, what they mark, and for each content the index of who says it.
fn unmark(marked: &str) -> (String, Mentions, Vec<(usize, Span)>) {
    let mut text = String::new();
    let mut mentions = Mentions::default();
    let mut contents = Vec::new();
    let mut opened = None;
    let mut rest = marked;
    while let Some(place) = rest.find(['{', '<', '>']) {
        text.push_str(&rest[..place]);
        match rest.as_bytes()[place] {
            b'<' => opened = Some((mentions.mentions.len() - 1, text.len())),
            b'>' => {
                let (speaker, start) = opened.take().expect("a content was opened");
                contents.push((speaker, Span::new(start, text.len())));
            }
            _ => {
                let end = place + rest[place..].find('}').expect("the mark is closed");
                mark(&rest[place + 1..end], &mut text, &mut mentions);
                rest = &rest[end + 1..];
                continue;
            }
        }
        rest = &rest[place + 1..];
    }
    text.push_str(rest);
    (text, mentions, contents)
}

fn mark(marked: &str, text: &mut String, mentions: &mut Mentions) {
    let (kind, words) = marked.split_once(':').unwrap_or(("t", marked));
    let (words, office) = words
        .split_once('#')
        .map_or((words, None), |(words, role)| (words, Some(role)));
    let (words, name) = words
        .split_once('=')
        .map_or((words, None), |(words, name)| (words, Some(name)));
    let form = match words.chars().next() {
        Some('*') => Form::Adjective,
        Some('~') => Form::Nominal,
        Some('?') => Form::Pronoun,
        _ => Form::Name,
    };
    let words = words.trim_start_matches(['*', '~', '?']);
    let start = text.len();
    if let Some(day) = words.strip_prefix('@') {
        text.push_str(&format!("May {day}"));
        mentions
            .times
            .push(may(day.parse().expect("a day"), Span::new(start, text.len())));
        return;
    }
    text.push_str(words);
    let span = Span::new(start, text.len());
    mentions.mentions.push(Mention {
        span,
        head: span,
        kind: match kind {
            "p" => Kind::Person,
            "o" => Kind::Organisation,
            "l" => Kind::Place,
            "e" => Kind::Event,
            _ => Kind::Group,
        },
        form,
        name: name.unwrap_or(words).to_owned(),
        office: office.map(|role| Office {
            span,
            role: role.to_owned(),
            of: None,
        }),
        known: name.is_some(),
    });
}

fn may(day: u32, span: Span) -> TimeExpression {
    let day = NaiveDate::from_ymd_opt(2026, 5, day).expect("a day of May");
    TimeExpression {
        span,
        phrase: span,
        kind: TimeType::Date,
        value: day.to_string(),
        interval: Some(Interval { from: day, to: day }),
        basis: TimeBasis::Stated,
        role: TimeRole::When,
        term: None,
    }
}

fn attribution((speaker, content): (usize, Span)) -> Attribution {
    Attribution {
        frame: Frame {
            source: Vec::new(),
            cue: Vec::new(),
            content: vec![content],
            method: "by hand",
            confidence: 1.0,
            continues: None,
        },
        form: Wording::Indirect,
        position: Position::Body,
        attitude: Attitude::Asserts,
        mode: Mode::Speech,
        speaker: Some(speaker),
        addressee: None,
        through: Vec::new(),
        when: None,
        before: false,
        about: Vec::new(),
        content_time: None,
        enclosed_by: None,
    }
}

#[test]
fn a_surname_is_the_person_named_in_full_even_before() {
    insta::assert_snapshot!(
        resolved("{p:Okafor} won. {p:Obi Okafor} beat {p:Lena Brandt}. {p:Brandt} left."), @r"
    Okafor = Obi Okafor (PartOfName)
    Obi Okafor = Obi Okafor (Name)
    Lena Brandt = Lena Brandt (Name)
    Brandt = Lena Brandt (PartOfName)
    ");
}

#[test]
fn of_two_with_one_surname_the_last_named_is_meant() {
    insta::assert_snapshot!(
        resolved("{p:Ana Reyes} met {p:Tomas Reyes}. {p:Reyes} left."), @r"
    Ana Reyes = Ana Reyes (Name)
    Tomas Reyes = Tomas Reyes (Name)
    Reyes = Tomas Reyes (PartOfName)
    ");
}

#[test]
fn an_office_is_whoever_was_said_to_hold_it() {
    insta::assert_snapshot!(
        resolved("{p:Foreign Minister Ana Reyes#foreign minister} flew home. {p:~The minister#minister} was tired. \
                  {p:~The coach#coach} was not."), @r"
    Foreign Minister Ana Reyes = Foreign Minister Ana Reyes (Name)
    The minister = Foreign Minister Ana Reyes (Office)
    The coach = The coach (Description)
    ");
}

#[test]
fn a_capital_that_acts_is_its_country_and_one_that_holds_is_a_town() {
    insta::assert_snapshot!(
        resolved("{l:Paris=Paris} rejected the plan of {l:Germany=Germany}. Talks in {l:Paris=Paris} ended. \
                  The {l:*German=Germany} team left for {l:Paris=Paris}, {l:France=France}."), @r"
    Paris = France (Metonym)
    Germany = Germany (Name)
    Paris = Paris (Name)
    German = Germany (Adjective)
    Paris = Paris (Name)
    France = France (Name)
    ");
}

#[test]
fn a_pronoun_that_speaks_is_who_spoke_last() {
    insta::assert_snapshot!(
        resolved("{p:Ana Reyes} said <the dam that {p:Karin Holm} built was safe>. {p:?She} added <that repairs had begun>."),
        @r"
    Ana Reyes = Ana Reyes (Name)
    Karin Holm = Karin Holm (Name)
    She = Ana Reyes (Pronoun)
    ");
}

#[test]
fn gender_and_number_keep_pronouns_apart() {
    insta::assert_snapshot!(
        resolved("{p:Robert Lang} met {p:Mary Stone}. {p:?He} was late. {p:?She} was not. {g:~Two officials} waited. \
                  {g:?They} left."), @r"
    Robert Lang = Robert Lang (Name)
    Mary Stone = Mary Stone (Name)
    He = Robert Lang (Pronoun)
    She = Mary Stone (Pronoun)
    Two officials = Two officials (Description)
    They = Two officials (Pronoun)
    ");
}

#[test]
fn inside_a_quotation_i_is_the_speaker_and_he_is_not() {
    insta::assert_snapshot!(
        resolved("{p:Robert Lang} praised {p:Hugo Stone}. {p:Lang} said <\"{p:?I} trust {p:?him}.\">"), @r"
    Robert Lang = Robert Lang (Name)
    Hugo Stone = Hugo Stone (Name)
    Lang = Robert Lang (PartOfName)
    I = Robert Lang (Pronoun)
    him = Hugo Stone (Pronoun)
    ");
}

#[test]
fn a_second_round_makes_rounds_of_the_first_talks() {
    insta::assert_snapshot!(
        resolved("They met for {e:~talks} in {l:Geneva=Geneva} on {@2}. {e:~A second round} took place on {@9}. \
                  {e:~The talks} went well."), @r"
    talks = Geneva talks, 2026-05-02 (Description)
    Geneva = Geneva (Name)
    A second round = Geneva talks, 2026-05-09 (Description)
    The talks = Geneva talks (Description)
    ");
}

#[test]
fn a_round_of_nothing_is_an_event_of_its_own() {
    insta::assert_snapshot!(resolved("{e:~A second round} was poured on {@9}."), @"A second round = second round (Description)");
}
