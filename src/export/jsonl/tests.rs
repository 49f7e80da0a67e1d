//! Lines of a hand-made extraction, and of the same articles kept in a record.

use super::*;
use crate::article::{Article, Basis, Markup, ReadingBuilder, Role, Stated};
use crate::attribution::{self, Frame};
use crate::claim::{Claims, Hop, Relation, RelationKind, SaidBasis, SaidOn, Statement};
use crate::entity::{Entities, Entity, Link};
use crate::mention::time::{TimeBasis, TimeRole, TimeType};
use crate::mention::{self, Interval, Kind, Mention, Mentions, Office, TimeExpression};
use crate::rdf::fixture;
use crate::sentence::Segmentation;
use crate::span::Span;
use crate::store::Record;
use chrono::NaiveDate;

const TEXT: &str =
    "“Škoda” <u>Minister</u> Ana Reyes denied on Tuesday that the dam was leaking, AFP reported.";

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 2, day).unwrap()
}

/// The article as read, its markup left out.
fn article() -> Article {
    let mut reading = ReadingBuilder::default();
    reading.paragraph(Role::Body);
    let origin = |words: &str| TEXT[..TEXT.find(words).unwrap()].chars().count();
    reading.piece("Minister", origin("Minister"));
    reading.piece(
        " Ana Reyes denied on Tuesday that the dam was leaking, AFP reported.",
        origin(" Ana"),
    );
    Article {
        language: None,
        name: "dam.txt".into(),
        text: TEXT.into(),
        title: None,
        published: Some(Stated {
            value: day(18),
            anchor: None,
            basis: Basis::Field,
        }),
        outlet: None,
        authors: Vec::new(),
        sources: Vec::new(),
        url: None,
        reading: reading.finish(),
        markup: Markup::None,
        set_aside: Vec::new(),
        notes: Vec::new(),
    }
}

/// A hand-made extraction: a report by AFP of a denial by the minister, the second of which holds the first.
fn extraction() -> Extraction {
    let article = article();
    let span = |words: &str| {
        let start = article.reading.text().find(words).unwrap();
        Span::new(start, start + words.len())
    };
    let attribution = |source: &str, cue: &str, content: &str, attitude| attribution::Attribution {
        frame: Frame {
            source: vec![span(source)],
            cue: vec![span(cue)],
            content: vec![span(content)],
            method: "by hand",
            confidence: 0.97,
            continues: None,
        },
        form: attribution::Form::Indirect,
        position: Position::Body,
        attitude,
        mode: Mode::Speech,
        speaker: Some(0),
        addressee: None,
        through: Vec::new(),
        when: None,
        before: false,
        about: vec![1],
        content_time: Some(0),
        enclosed_by: None,
    };
    let report = attribution("AFP", "reported", "Minister Ana Reyes denied", Attitude::Asserts);
    let denial = attribution::Attribution {
        enclosed_by: Some(0),
        ..attribution(
            "Minister Ana Reyes",
            "denied",
            "that the dam was leaking",
            Attitude::Denies,
        )
    };
    let statement = |attribution, speaker_name: &str, stance| Statement {
        attribution,
        speaker: Some(0),
        speaker_name: Some(speaker_name.into()),
        addressee: None,
        said_on: Some(SaidOn {
            interval: Interval {
                from: day(17),
                to: day(17),
            },
            basis: SaidBasis::Expression(0),
        }),
        via: vec![Hop {
            name: "AFP".into(),
            anchor: None,
        }],
        stance,
        claim: 0,
    };
    let mention = |phrase: &str, head: &str, kind, office| Mention {
        span: span(phrase),
        head: span(head),
        kind,
        form: mention::Form::Name,
        name: head.into(),
        office,
        known: false,
    };
    let minister = Office {
        span: span("Minister"),
        role: "minister".into(),
        of: None,
    };
    let entity = |kind, name: &str| Entity {
        kind,
        name: name.into(),
        aliases: Default::default(),
        named: true,
        event: None,
    };
    Extraction {
        segmentation: Segmentation::default(),
        mentions: Mentions {
            mentions: vec![
                mention("Minister Ana Reyes", "Ana Reyes", Kind::Person, Some(minister)),
                mention("the dam", "dam", Kind::Place, None),
            ],
            times: vec![TimeExpression {
                span: span("Tuesday"),
                phrase: span("on Tuesday"),
                kind: TimeType::Date,
                value: "2026-02-17".into(),
                interval: Some(Interval {
                    from: day(17),
                    to: day(17),
                }),
                basis: TimeBasis::Publication,
                role: TimeRole::When,
                term: None,
            }],
        },
        attributions: vec![report, denial],
        entities: Entities {
            entities: vec![
                entity(Kind::Person, "Ana Reyes"),
                entity(Kind::Place, "Merrow Dam"),
            ],
            denotes: vec![Some((0, Link::Name)), Some((1, Link::Description))],
        },
        claims: Claims {
            statements: vec![
                statement(0, "AFP", Attitude::Asserts),
                statement(1, "Ana Reyes", Attitude::Denies),
            ],
            claims: Vec::new(),
            relations: vec![Relation {
                kind: RelationKind::Denies,
                from: 1,
                to: 0,
                method: "by hand",
                confidence: 1.0,
            }],
        },
        article,
    }
}

#[test]
fn every_span_is_counted_in_the_text_as_given() {
    let line = article_line(&extraction());
    let denial = &line.attributions[1];
    assert_eq!(denial.content[0].of(TEXT), Some("that the dam was leaking"));
    let source: Vec<_> = denial
        .source
        .iter()
        .filter_map(|anchor| anchor.of(TEXT))
        .collect();
    assert_eq!(
        source,
        ["Minister", " Ana Reyes"],
        "the markup between them is left out"
    );
    assert_eq!(denial.source_text, "Minister Ana Reyes");
    let mentions: Vec<_> = line
        .mentions
        .iter()
        .map(|mention| mention.span.of(TEXT))
        .collect();
    assert_eq!(mentions, [Some("Minister"), Some("Ana Reyes"), Some("dam")]);
    assert_eq!(line.clusters[0][0].of(TEXT), Some("Ana Reyes"));
}

#[test]
fn line_has_the_keys_that_the_scorers_read() {
    let line: serde_json::Value =
        serde_json::from_str(&article_line(&extraction()).to_json().unwrap()).unwrap();
    let denial = &line["attributions"][1];
    assert_eq!(denial["speaker"], "Ana Reyes");
    assert_eq!(denial["said_on"], "2026-02-17");
    assert_eq!(denial["attitude"], "denies");
    assert_eq!(denial["about"], serde_json::json!(["Merrow Dam"]));
    assert_eq!(denial["via"], serde_json::json!(["AFP"]));
    assert_eq!(denial["confidence"], 0.97);
    assert_eq!(denial["nested_in"], line["attributions"][0]["id"]);
    assert_eq!(
        denial["relations"],
        serde_json::json!([{"type": "denies", "target": line["attributions"][0]["id"]}])
    );
    assert_eq!(
        denial["content_time"],
        serde_json::json!({"text": "Tuesday", "from": "2026-02-17", "to": "2026-02-17", "role": "when"})
    );
    assert_eq!(line["mentions"][0]["type"], "office");
    assert_eq!(line["times"][0]["type"], "DATE");
}

#[test]
fn attributions_on_the_same_words_have_ids_of_their_own() {
    let mut extraction = extraction();
    extraction.attributions[1].frame.content = extraction.attributions[0].frame.content.clone();
    let ids: Vec<String> = article_line(&extraction)
        .attributions
        .into_iter()
        .map(|attribution| attribution.id.split_once('#').unwrap().1.to_owned())
        .collect();
    assert_eq!(ids, ["attribution=11,40", "attribution=11,40,2"]);
}

/// Leaves out what the record knows from all its articles.
fn forget_resolved(line: &mut ArticleLine) {
    for attribution in &mut line.attributions {
        attribution.claim = None;
        attribution.same_claims.clear();
    }
    for entity in &mut line.entities {
        entity.resolved = None;
    }
}

#[test]
fn the_record_gives_the_same_bytes_as_the_reading() {
    for extraction in [extraction(), fixture::reyes(), fixture::post()] {
        let mut record = Record::in_memory(&Base::default()).unwrap();
        record.put(&extraction).unwrap();
        let mut lines = Vec::new();
        article_lines(&record, |mut line| {
            forget_resolved(&mut line);
            lines.push(line.to_json().unwrap());
            Ok::<_, QueryError>(())
        })
        .unwrap();
        assert_eq!(lines, [article_line(&extraction).to_json().unwrap()]);
    }
}
