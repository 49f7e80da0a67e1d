//! From a reading to its line.
//!
//! Takes what the stages found ([`Extraction`]), turns spans of the reading into code points of the text as
//! given and indices into names.

use super::{
    ArticleLine, AttributionLine, ContentTime, EntityLine, MentionKind, MentionLine, OfficeWord,
    RelationLine, TimeLine, thousandths,
};
use crate::attribution::Attribution;
use crate::claim::Statement;
use crate::mention::{Form, Mention};
use crate::pipeline::Extraction;
use crate::span::{Anchor, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that was read in one article, as a line.
pub fn article_line(extraction: &Extraction) -> ArticleLine {
    let article = &extraction.article;
    let lines = LineBuilder::new(extraction);
    let entities = lines.entities();
    ArticleLine {
        id: article.name.clone(),
        title: article.title.as_ref().map(|title| title.value.clone()),
        published: article.published.as_ref().map(|published| published.value),
        publisher: article.outlet.as_ref().map(|outlet| outlet.value.clone()),
        byline: article
            .authors
            .iter()
            .map(|author| author.value.clone())
            .collect(),
        url: article.url.as_ref().map(|url| url.value.clone()),
        attributions: lines.attributions(),
        mentions: lines.mentions(),
        times: lines.times(),
        clusters: entities.iter().map(|entity| entity.mentions.clone()).collect(),
        entities,
    }
}

/// An extraction with the names that its lines refer to each other by.
struct LineBuilder<'a> {
    extraction: &'a Extraction,
    /// For each attribution, its hull and how many before it share that hull; `None` for one without content.
    places: Vec<Option<(Anchor, usize)>>,
    /// For each attribution, its statement.
    statements: BTreeMap<usize, &'a Statement>,
}

impl<'a> LineBuilder<'a> {
    fn new(extraction: &'a Extraction) -> Self {
        let mut taken: BTreeMap<Anchor, usize> = BTreeMap::new();
        let places = extraction
            .attributions
            .iter()
            .map(|attribution| {
                let hull = anchors(extraction, &attribution.frame.content)
                    .into_iter()
                    .reduce(Anchor::cover)?;
                let before = taken.entry(hull).or_default();
                *before += 1;
                Some((hull, *before))
            })
            .collect();
        let statements = extraction
            .claims
            .statements
            .iter()
            .map(|statement| (statement.attribution, statement))
            .collect();
        Self {
            extraction,
            places,
            statements,
        }
    }

    fn attributions(&self) -> Vec<AttributionLine> {
        let mut order: Vec<(Anchor, usize, usize)> = self
            .places
            .iter()
            .enumerate()
            .filter_map(|(index, place)| place.map(|(hull, number)| (hull, number, index)))
            .collect();
        order.sort_unstable();
        order
            .into_iter()
            .filter_map(|(_, _, index)| self.attribution(index))
            .collect()
    }

    fn attribution(&self, index: usize) -> Option<AttributionLine> {
        let attribution = self.extraction.attributions.get(index)?;
        let statement = self.statements.get(&index).copied();
        let frame = &attribution.frame;
        Some(AttributionLine {
            id: self.attribution_id(index)?,
            source: anchors(self.extraction, &frame.source),
            cue: anchors(self.extraction, &frame.cue),
            content: anchors(self.extraction, &frame.content),
            source_text: self.words(&frame.source),
            cue_text: self.words(&frame.cue),
            content_text: self.words(&frame.content),
            speaker: statement.and_then(|statement| statement.speaker_name.clone()),
            form: attribution.form,
            attitude: attribution.attitude,
            mode: attribution.mode,
            position: attribution.position,
            addressee: self.addressee(attribution, statement),
            said_on: statement
                .and_then(|statement| statement.said_on)
                .map(|said_on| said_on.interval.from),
            via: statement
                .into_iter()
                .flat_map(|statement| &statement.via)
                .map(|hop| hop.name.clone())
                .collect(),
            about: self.about(attribution),
            content_time: self.content_time(attribution),
            nested_in: attribution
                .enclosed_by
                .and_then(|outer| self.attribution_id(outer)),
            confidence: thousandths(f64::from(frame.confidence)),
            method: frame.method.to_owned(),
            relations: self.relations(index),
        })
    }

    fn attribution_id(&self, index: usize) -> Option<String> {
        let (hull, number) = self.places.get(index).copied().flatten()?;
        Some(match number {
            1 => format!("attribution={},{}", hull.begin, hull.end),
            _ => format!("attribution={},{},{number}", hull.begin, hull.end),
        })
    }

    fn addressee(&self, attribution: &Attribution, statement: Option<&Statement>) -> Option<String> {
        let stated = statement.and_then(|statement| statement.addressee.clone());
        stated.or_else(|| attribution.addressee.map(|span| self.words(&[span])))
    }

    fn about(&self, attribution: &Attribution) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for &mention in &attribution.about {
            let entity = self.extraction.entities.of(mention);
            let name = entity.and_then(|entity| self.extraction.entities.entities.get(entity));
            if let Some(entity) = name.filter(|entity| !names.contains(&entity.name)) {
                names.push(entity.name.clone());
            }
        }
        names
    }

    fn content_time(&self, attribution: &Attribution) -> Option<ContentTime> {
        let time = self.extraction.mentions.times.get(attribution.content_time?)?;
        Some(ContentTime {
            text: self.words(&[time.span]),
            from: time.interval.map(|interval| interval.from),
            to: time.interval.map(|interval| interval.to),
            role: time.role,
        })
    }

    fn relations(&self, attribution: usize) -> Vec<RelationLine> {
        let statements = &self.extraction.claims.statements;
        let attribution_of = |statement: usize| statements.get(statement).map(|found| found.attribution);
        let relations: BTreeSet<RelationLine> = self
            .extraction
            .claims
            .relations
            .iter()
            .filter(|relation| attribution_of(relation.from) == Some(attribution))
            .filter_map(|relation| {
                Some(RelationLine {
                    kind: relation.kind,
                    target: self.attribution_id(attribution_of(relation.to)?)?,
                })
            })
            .collect();
        relations.into_iter().collect()
    }

    /// Named mentions and offices: what the mention scorer asks for.
    fn mentions(&self) -> Vec<MentionLine> {
        let mut lines = BTreeSet::new();
        for (index, mention) in self.extraction.mentions.mentions.iter().enumerate() {
            if mention.form == Form::Name {
                lines.extend(self.mention_line(
                    index,
                    mention.head,
                    MentionKind::Thing(mention.kind),
                    Form::Name,
                ));
            }
            if let Some(office) = &mention.office {
                let kind = MentionKind::Office(OfficeWord::Office);
                lines.extend(self.mention_line(index, office.span, kind, Form::Nominal));
            }
        }
        lines.into_iter().collect()
    }

    fn mention_line(&self, index: usize, span: Span, kind: MentionKind, form: Form) -> Option<MentionLine> {
        Some(MentionLine {
            span: self.extraction.article.reading.anchor(span)?,
            kind,
            form,
            entity: self.extraction.entities.of(index).map(entity_id),
        })
    }

    fn times(&self) -> Vec<TimeLine> {
        let reading = &self.extraction.article.reading;
        let lines: BTreeSet<TimeLine> = self
            .extraction
            .mentions
            .times
            .iter()
            .filter_map(|time| {
                Some(TimeLine {
                    span: reading.anchor(time.span)?,
                    kind: time.kind,
                    value: time.value.clone(),
                })
            })
            .collect();
        lines.into_iter().collect()
    }

    fn entities(&self) -> Vec<EntityLine> {
        let entities = &self.extraction.entities;
        let mut mentions: Vec<BTreeSet<Anchor>> = vec![BTreeSet::new(); entities.entities.len()];
        for (index, mention) in self.extraction.mentions.mentions.iter().enumerate() {
            if let Some(places) = entities.of(index).and_then(|entity| mentions.get_mut(entity)) {
                places.extend(self.extraction.article.reading.anchor(referring_part(mention)));
            }
        }
        entities
            .entities
            .iter()
            .zip(mentions)
            .enumerate()
            .map(|(index, (entity, mentions))| EntityLine {
                id: entity_id(index),
                kind: entity.kind,
                name: entity.name.clone(),
                aliases: entity.aliases.iter().cloned().collect(),
                mentions: mentions.into_iter().collect(),
            })
            .collect()
    }

    fn words(&self, spans: &[Span]) -> String {
        let reading = &self.extraction.article.reading;
        let pieces: Vec<&str> = spans.iter().map(|&span| reading.slice(span)).collect();
        pieces.join(" ")
    }
}

fn entity_id(index: usize) -> String {
    format!("entity={}", index + 1)
}

/// The part of a mention that refers: a name without its title, else the whole phrase.
fn referring_part(mention: &Mention) -> Span {
    match mention.form {
        Form::Name | Form::Adjective => mention.head,
        Form::Nominal | Form::Pronoun => mention.span,
    }
}

fn anchors(extraction: &Extraction, spans: &[Span]) -> Vec<Anchor> {
    spans
        .iter()
        .flat_map(|&span| extraction.article.reading.anchors(span))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Basis, ReadingBuilder, Role, Stated};
    use crate::attribution::{self, Attitude, Frame, Mode, Position};
    use crate::claim::{Claims, Hop, Relation, RelationKind, SaidBasis, SaidOn};
    use crate::entity::{Entities, Entity, Link};
    use crate::mention::time::{TimeBasis, TimeRole, TimeType};
    use crate::mention::{Interval, Kind, Mentions, Office, TimeExpression};
    use crate::sentence::Segmentation;
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
            form: Form::Name,
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
            serde_json::json!([{"type": "denies", "target": "attribution=11,40"}])
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
            .map(|attribution| attribution.id)
            .collect();
        assert_eq!(ids, ["attribution=11,40", "attribution=11,40,2"]);
    }
}
