//! Statements, claims and relations of articles put together by hand.

use super::*;
use crate::article::{Basis, Markup, Reading, ReadingBuilder, Stated};
use crate::attribution::{Form, Frame, Mode, Position};
use crate::entity::{Entity, Link};
use crate::mention::{self, Interval, Kind, Mention, TimeExpression};
use crate::sentence::Sentence;
use crate::span::Span;
use chrono::NaiveDate;

/// An article in the making: paragraphs of one sentence each, and what was found in them, by phrase.
struct Scenario {
    article: Article,
    segmentation: Segmentation,
    mentions: Mentions,
    attributions: Vec<Attribution>,
    entities: Entities,
}

impl Scenario {
    fn new(paragraphs: &[(Role, &str)]) -> Self {
        let mut builder = ReadingBuilder::default();
        let mut text = String::new();
        for (role, paragraph) in paragraphs {
            builder.paragraph(*role);
            builder.piece(paragraph, text.chars().count());
            text.push_str(paragraph);
            text.push('\n');
        }
        let reading = builder.finish();
        let sentence = |(paragraph, found): (usize, &crate::article::Paragraph)| Sentence {
            span: found.span,
            paragraph,
            tokens: 0..0,
        };
        let sentences = reading.paragraphs().iter().enumerate().map(sentence).collect();
        Self {
            segmentation: Segmentation {
                sentences,
                ..Segmentation::default()
            },
            article: article(text, reading),
            mentions: Mentions::default(),
            attributions: Vec::new(),
            entities: Entities::default(),
        }
    }

    fn span(&self, phrase: &str) -> Span {
        let start = self
            .article
            .reading
            .text()
            .find(phrase)
            .expect("the phrase stands in the text");
        Span::new(start, start + phrase.len())
    }

    /// The speaker `name`, named by these words of the source.
    fn speaker(&mut self, source: &str, name: &str) -> usize {
        let span = self.span(source);
        let entity = self
            .entities
            .entities
            .iter()
            .position(|entity| entity.name == name);
        let entity = entity.unwrap_or_else(|| {
            let entity = Entity {
                kind: Kind::Person,
                name: name.to_owned(),
                aliases: Default::default(),
                named: true,
                event: None,
            };
            self.entities.entities.push(entity);
            self.entities.entities.len() - 1
        });
        self.mentions.mentions.push(Mention {
            span,
            head: span,
            kind: Kind::Person,
            form: mention::Form::Name,
            name: name.to_owned(),
            office: None,
            known: false,
        });
        self.entities.denotes.push(Some((entity, Link::Name)));
        self.mentions.mentions.len() - 1
    }

    fn says(&mut self, source: &str, name: &str, attitude: Attitude, content: &str) -> &mut Attribution {
        let speaker = self.speaker(source, name);
        let frame = Frame {
            source: vec![self.span(source)],
            cue: Vec::new(),
            content: vec![self.span(content)],
            method: "by hand",
            confidence: 1.0,
            continues: None,
        };
        self.attributions.push(Attribution {
            frame,
            form: Form::Indirect,
            position: Position::Body,
            attitude,
            mode: Mode::Speech,
            speaker: Some(speaker),
            addressee: None,
            through: Vec::new(),
            when: None,
            before: false,
            about: Vec::new(),
            content_time: None,
            enclosed_by: None,
        });
        self.attributions.last_mut().expect("one was just added")
    }

    fn time(&mut self, phrase: &str, day: NaiveDate) -> usize {
        let span = self.span(phrase);
        self.mentions.times.push(TimeExpression {
            span,
            phrase: span,
            kind: mention::time::TimeType::Date,
            value: day.to_string(),
            interval: Some(Interval { from: day, to: day }),
            basis: mention::time::TimeBasis::Stated,
            role: mention::time::TimeRole::When,
            term: None,
        });
        self.mentions.times.len() - 1
    }

    fn read(&self) -> Claims {
        let lexicon = Lexicon::standard();
        read(
            &self.article,
            &self.segmentation,
            &self.mentions,
            &self.attributions,
            &self.entities,
            &lexicon,
        )
    }
}

fn article(text: String, reading: Reading) -> Article {
    let line = |value: &str| Stated {
        value: value.to_owned(),
        anchor: None,
        basis: Basis::Line,
    };
    Article {
        language: None,
        name: "by hand".to_owned(),
        text,
        title: None,
        published: Some(Stated {
            value: day(18),
            anchor: None,
            basis: Basis::Line,
        }),
        outlet: Some(line("The Coast Gazette")),
        authors: Vec::new(),
        sources: vec![line("Harbour Radio"), line("AFP")],
        url: None,
        reading,
        markup: Markup::None,
        set_aside: Vec::new(),
        notes: Vec::new(),
    }
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 2, day).expect("a day of February")
}

#[test]
fn denied_report_is_the_reported_claim() {
    let mut scene = Scenario::new(&[
        (Role::Body, "The Gazette reported that the dam was leaking."),
        (Role::Body, "The water board denied the report."),
    ]);
    scene.says(
        "The Gazette",
        "Gazette",
        Attitude::Asserts,
        "that the dam was leaking",
    );
    scene.says("The water board", "water board", Attitude::Denies, "the report");
    let claims = scene.read();
    assert_eq!(claims.relations.len(), 1);
    assert_eq!((claims.relations[0].from, claims.relations[0].to), (1, 0));
    assert_eq!(claims.statements[0].claim, claims.statements[1].claim);
    assert_eq!(
        claims.claims[claims.statements[1].claim].text,
        "the dam was leaking"
    );
    assert_eq!(claims.statements[1].stance, Attitude::Denies);
}

#[test]
fn denial_in_the_same_words_is_found_and_in_others_is_not() {
    let mut scene = Scenario::new(&[
        (
            Role::Body,
            "Residents said water was leaking from the northern dam.",
        ),
        (
            Role::Body,
            "Mayor Reyes denied that the northern dam was leaking.",
        ),
        (Role::Body, "She denied that taxes would rise this summer."),
    ]);
    scene.says(
        "Residents",
        "Residents",
        Attitude::Asserts,
        "water was leaking from the northern dam",
    );
    scene.says(
        "Mayor Reyes",
        "Ana Reyes",
        Attitude::Denies,
        "that the northern dam was leaking",
    );
    scene.says(
        "She",
        "Ana Reyes",
        Attitude::Denies,
        "that taxes would rise this summer",
    );
    let claims = scene.read();
    let found: Vec<_> = claims
        .relations
        .iter()
        .map(|relation| (relation.from, relation.to))
        .collect();
    assert_eq!(found, [(1, 0)]);
}

#[test]
fn what_is_called_nonsense_or_is_no_such_thing_is_denied() {
    for (denial, content) in [
        ("called that “nonsense on stilts”", "that “nonsense on stilts”"),
        ("said the report was untrue", "the report was untrue"),
        ("said no such warning existed", "no such warning existed"),
    ] {
        let paragraph = format!("The water board {denial}.");
        let mut scene = Scenario::new(&[
            (Role::Body, "The Gazette reported that the dam was leaking."),
            (Role::Body, &paragraph),
        ]);
        scene.says(
            "The Gazette",
            "Gazette",
            Attitude::Asserts,
            "that the dam was leaking",
        );
        scene.says("The water board", "water board", Attitude::Asserts, content);
        let cue = scene.span(denial.split(' ').next().unwrap());
        scene.attributions[1].frame.cue = vec![cue];
        let claims = scene.read();
        assert_eq!(claims.relations.len(), 1, "{denial}");
        assert_eq!(claims.relations[0].kind, RelationKind::Denies, "{denial}");
        assert_eq!(claims.statements[1].stance, Attitude::Denies, "{denial}");
        assert_eq!(claims.statements[1].claim, claims.statements[0].claim, "{denial}");
    }
}

#[test]
fn a_story_is_what_it_begins_with() {
    let mut scene = Scenario::new(&[
        (
            Role::Body,
            "A clerk said the mayor had hidden the letter and that it was loud.",
        ),
        (Role::Body, "The mayor denied the story."),
    ]);
    scene.says(
        "A clerk",
        "clerk",
        Attitude::Asserts,
        "the mayor had hidden the letter",
    );
    scene.says("A clerk", "clerk", Attitude::Asserts, "that it was loud");
    scene.says("The mayor", "mayor", Attitude::Denies, "the story");
    let claims = scene.read();
    let found: Vec<_> = claims
        .relations
        .iter()
        .map(|found| (found.from, found.to))
        .collect();
    assert_eq!(found, [(2, 0)]);
}

#[test]
fn denial_of_a_report_denies_what_it_holds() {
    let mut scene = Scenario::new(&[(
        Role::Body,
        "The water board denied a report by the Gazette that the dam was leaking.",
    )]);
    let report = "a report by the Gazette that the dam was leaking";
    scene.says("The water board", "water board", Attitude::Denies, report);
    scene.says(
        "the Gazette",
        "Gazette",
        Attitude::Asserts,
        "that the dam was leaking",
    );
    scene.attributions[1].enclosed_by = Some(0);
    let claims = scene.read();
    let found: Vec<_> = claims
        .relations
        .iter()
        .map(|found| (found.from, found.to))
        .collect();
    assert_eq!(found, [(0, 1)]);
    assert_eq!(
        claims.claims[claims.statements[0].claim].text,
        "the dam was leaking"
    );
}

#[test]
fn nobody_denies_a_report_of_their_own() {
    let mut scene = Scenario::new(&[
        (Role::Body, "Reyes said the dam was safe."),
        (Role::Body, "Reyes denied the report."),
    ]);
    scene.says("Reyes", "Ana Reyes", Attitude::Asserts, "the dam was safe");
    scene.says("Reyes", "Ana Reyes", Attitude::Denies, "the report");
    assert!(scene.read().relations.is_empty());
}

#[test]
fn day_is_carried_to_the_same_speakers_next_remark() {
    let mut scene = Scenario::new(&[
        (Role::Body, "Reyes said on Tuesday the dam was safe."),
        (Role::Body, "Okafor said it was not."),
        (Role::Body, "She added that repairs had begun."),
        (Role::Body, "Reyes had earlier promised an inquiry."),
    ]);
    let tuesday = scene.time("Tuesday", day(17));
    scene
        .says("Reyes", "Ana Reyes", Attitude::Asserts, "the dam was safe")
        .when = Some(tuesday);
    scene.says("Okafor", "Obi Okafor", Attitude::Asserts, "it was not");
    scene.says("She", "Ana Reyes", Attitude::Asserts, "that repairs had begun");
    scene
        .says("Reyes", "Ana Reyes", Attitude::Promises, "an inquiry")
        .before = true;
    let days: Vec<_> = scene
        .read()
        .statements
        .iter()
        .map(|statement| statement.said_on)
        .collect();
    let on = |from, basis| {
        Some(SaidOn {
            interval: Interval { from, to: from },
            basis,
        })
    };
    assert_eq!(days[0], on(day(17), SaidBasis::Expression(tuesday)));
    assert_eq!(days[1], on(day(18), SaidBasis::Publication));
    assert_eq!(days[2], on(day(17), SaidBasis::Carried(0)));
    assert_eq!(days[3], None);
}

#[test]
fn without_a_day_of_publication_no_day_is_guessed() {
    let mut scene = Scenario::new(&[(Role::Body, "Reyes said the dam was safe.")]);
    scene.article.published = None;
    scene.says("Reyes", "Ana Reyes", Attitude::Asserts, "the dam was safe");
    assert_eq!(scene.read().statements[0].said_on, None);
}

#[test]
fn source_line_does_not_speak_for_the_background() {
    let mut scene = Scenario::new(&[
        (Role::Body, "Reyes told AFP the dam was safe."),
        (Role::Background, "Okafor warned of leaks."),
    ]);
    let told = scene.span("AFP");
    scene
        .says("Reyes", "Ana Reyes", Attitude::Asserts, "the dam was safe")
        .through = vec![told];
    scene.says("Okafor", "Obi Okafor", Attitude::Warns, "of leaks");
    let claims = scene.read();
    let names = |statement: usize| -> Vec<&str> {
        claims.statements[statement]
            .via
            .iter()
            .map(|hop| hop.name.as_str())
            .collect()
    };
    assert_eq!(names(0), ["The Coast Gazette", "Harbour Radio", "AFP"]);
    assert_eq!(names(1), ["The Coast Gazette"]);
}

#[test]
fn outlet_speaks_for_what_is_narrated() {
    let mut scene = Scenario::new(&[(Role::Body, "The dam was built in 1961.")]);
    let narrated = scene.says("The dam", "dam", Attitude::Asserts, "The dam was built in 1961.");
    narrated.form = Form::Narrated;
    narrated.speaker = None;
    let claims = scene.read();
    assert_eq!(claims.statements[0].speaker, None);
    assert_eq!(
        claims.statements[0].speaker_name.as_deref(),
        Some("The Coast Gazette")
    );
}

#[test]
fn a_headline_means_who_says_it_below() {
    let mut scenario = Scenario::new(&[
        (Role::Headline, "Dam at Merrow is safe: minister"),
        (Role::Body, "Nobody will drown, Karl Berg said."),
        (Role::Body, "The dam is safe, Ana Reyes said."),
    ]);
    scenario.says("minister", "minister", Attitude::Asserts, "Dam at Merrow is safe");
    scenario.attributions[0].position = Position::Headline;
    scenario.entities.entities[0].named = false;
    scenario.says("Karl Berg", "Karl Berg", Attitude::Asserts, "Nobody will drown");
    scenario.says("Ana Reyes", "Ana Reyes", Attitude::Asserts, "The dam is safe");
    let read = scenario.read();
    assert_eq!(read.statements[0].speaker_name.as_deref(), Some("Ana Reyes"));
    // Where nobody says the like of it, the headline's own word stays.
    scenario.attributions.remove(2);
    assert_eq!(
        scenario.read().statements[0].speaker_name.as_deref(),
        Some("minister")
    );
}
