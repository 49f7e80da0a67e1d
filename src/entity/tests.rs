//! Small articles of several fields with what each mention denotes.

use super::{Entities, resolve};
use crate::article::{Article, Reading};
use crate::attribution::{Attitude, Attribution, Form as SpeechForm, Frame, Mode, Position};
use crate::lexicon::Lexicon;
use crate::mention::testing::mentions_of;
use crate::mention::time::{TimeBasis, TimeRole, TimeType};
use crate::mention::{Form, Interval, Kind, Mentions, TimeExpression};
use crate::sentence::Segmentation;
use crate::span::Span;
use chrono::NaiveDate;
use proptest::prelude::*;

struct Read {
    article: Article,
    segmentation: Segmentation,
    mentions: Mentions,
    attributions: Vec<Attribution>,
}

impl Read {
    fn new(text: &str) -> Self {
        let (reading, segmentation, mut mentions) = mentions_of(text, &Lexicon::standard());
        mentions.times.clear();
        Self {
            article: article(text, reading),
            segmentation,
            mentions,
            attributions: Vec::new(),
        }
    }

    /// Says that some words are a day.
    fn with_day(mut self, words: &str, day: &str) -> Self {
        let start = self
            .article
            .reading
            .text()
            .find(words)
            .expect("the text holds the words");
        let day: NaiveDate = day.parse().expect("an ISO date");
        let span = Span::new(start, start + words.len());
        self.mentions.times.push(TimeExpression {
            span,
            phrase: span,
            kind: TimeType::Date,
            value: day.to_string(),
            interval: Some(Interval { from: day, to: day }),
            basis: TimeBasis::Stated,
            role: TimeRole::When,
            term: None,
        });
        self.mentions.times.sort_by_key(|time| time.span.start);
        self
    }

    /// Says that some words are the content of what a mention says.
    fn with_speech(mut self, speaker: &str, content: &str) -> Self {
        let text = self.article.reading.text();
        let start = text.find(content).expect("the text holds the content");
        let speaker = self
            .mentions
            .mentions
            .iter()
            .position(|mention| mention.span.of(text) == speaker);
        self.attributions.push(Attribution {
            frame: Frame {
                source: Vec::new(),
                cue: Vec::new(),
                content: vec![Span::new(start, start + content.len())],
                method: "test",
                confidence: 1.0,
                continues: None,
            },
            form: SpeechForm::Direct,
            position: Position::Body,
            attitude: Attitude::Asserts,
            mode: Mode::Speech,
            speaker,
            addressee: None,
            through: Vec::new(),
            when: None,
            before: false,
            about: Vec::new(),
            content_time: None,
            enclosed_by: None,
        });
        self
    }

    fn entities(&self) -> Entities {
        let lexicon = Lexicon::standard();
        resolve(
            &self.article,
            &self.segmentation,
            &self.mentions,
            &self.attributions,
            &lexicon,
        )
    }

    /// Each mention of the given forms with the entity it denotes: "he = Ana Reyes".
    fn links(&self, wanted: impl Fn(Kind, Form) -> bool) -> String {
        let entities = self.entities();
        let mut lines = Vec::new();
        for (index, mention) in self.mentions.mentions.iter().enumerate() {
            if wanted(mention.kind, mention.form) {
                let name = entities
                    .of(index)
                    .map_or("?", |entity| entities.entities[entity].name.as_str());
                lines.push(format!(
                    "{} = {name}",
                    mention.span.of(self.article.reading.text())
                ));
            }
        }
        lines.join("; ")
    }
}

fn article(text: &str, reading: Reading) -> Article {
    Article {
        name: String::new(),
        text: text.to_owned(),
        title: None,
        published: None,
        outlet: None,
        authors: Vec::new(),
        sources: Vec::new(),
        url: None,
        reading,
        set_aside: Vec::new(),
        notes: Vec::new(),
    }
}

fn names(kind: Kind, form: Form) -> bool {
    form == Form::Name && kind != Kind::Event
}

#[test]
fn a_surname_is_the_person_named_in_full() {
    let read = Read::new("Holt quits.\nBank governor Kari Holt resigned. Ms. Holt gave no reason.");
    assert_eq!(
        read.links(names),
        "Holt = Kari Holt; Bank governor Kari Holt = Kari Holt; Ms. Holt = Kari Holt"
    );
}

#[test]
fn initials_in_the_middle_are_left_out() {
    let read = Read::new("Kari T. Holt sang. Later Kari Holt left.");
    let entities = read.entities();
    assert_eq!(entities.entities.len(), 1);
    assert_eq!(entities.entities[0].name, "Kari T. Holt");
}

#[test]
fn organisations_by_initials_and_without_their_form() {
    let read =
        Read::new("The Merrow Port Authority (MPA) sued Vollan Corp. The MPA said Vollan owed it money.");
    assert_eq!(
        read.links(|kind, form| kind == Kind::Organisation && form == Form::Name),
        "The Merrow Port Authority = Merrow Port Authority; MPA = Merrow Port Authority; Vollan Corp. = Vollan Corp.; \
         The MPA = Merrow Port Authority; Vollan = Vollan Corp."
    );
}

#[test]
fn offices_stand_for_their_holders() {
    let read = Read::new(
        "Chilean Foreign Minister Ana Reyes met Peruvian Foreign Minister Luis Soto. The Chilean foreign minister smiled. A spokesman did not.",
    );
    assert_eq!(
        read.links(|kind, form| kind == Kind::Person && form == Form::Nominal),
        "The Chilean foreign minister = Ana Reyes; A spokesman = A spokesman"
    );
}

#[test]
fn pronouns_follow_gender_and_subject() {
    let read = Read::new(
        "Coach Ines Vollan praised Karl Berg. She said he was ready. Merrow Bank lost money. It will close.",
    );
    assert_eq!(
        read.links(|_, form| form == Form::Pronoun),
        "She = Ines Vollan; he = Karl Berg; It = Merrow Bank"
    );
}

#[test]
fn i_is_the_speaker_named_behind() {
    let read = Read::new("\"I will sell our boats,\" fisherman Karl Berg said.")
        .with_speech("Karl Berg", "\"I will sell our boats,\"");
    assert_eq!(
        read.links(|_, form| form == Form::Pronoun),
        "I = Karl Berg; our = Karl Berg"
    );
}

#[test]
fn a_capital_that_acts_is_its_country() {
    let read = Read::new(
        "Lima rejected the plan of Chile. Crowds met in Lima. Talks between Lima and Santiago failed.",
    );
    assert_eq!(
        read.links(|kind, form| kind == Kind::Place && form == Form::Name),
        "Lima = Peru; Chile = Chile; Lima = Lima; Lima = Peru; Santiago = Chile"
    );
}

#[test]
fn a_capital_under_water_is_a_town() {
    let read = Read::new("Lima was flooded on Monday. Lima has no pumps.");
    assert_eq!(read.links(names), "Lima = Lima; Lima = Lima");
}

#[test]
fn adjectives_and_authorities() {
    let read = Read::new("Peru's Foreign Ministry spoke. The Peruvian government did not.");
    assert_eq!(
        read.links(|_, _| true),
        "Peru's Foreign Ministry = Peru's Foreign Ministry; Peru = Peru; \
         The Peruvian government = Peruvian government; Peruvian = Peru"
    );
}

#[test]
fn groups_have_no_name() {
    let read = Read::new("Two senior officials resigned. Residents cheered.");
    let entities = read.entities();
    let found: Vec<_> = entities
        .entities
        .iter()
        .map(|entity| (entity.name.as_str(), entity.named))
        .collect();
    assert_eq!(found, [("Two senior officials", false), ("Residents", false)]);
}

#[test]
fn a_second_round_makes_the_first_one() {
    let read = Read::new("They met for talks in Geneva on March 3. A second round was held on May 8.")
        .with_day("March 3", "2031-03-03")
        .with_day("May 8", "2031-05-08");
    let entities = read.entities();
    let events: Vec<_> = entities
        .entities
        .iter()
        .filter_map(|entity| Some((entity.name.as_str(), entity.event.as_ref()?)))
        .collect();
    let [(whole, _), (second, one), (first, two)] = events.as_slice() else {
        panic!("{events:?}");
    };
    assert_eq!(
        (*whole, *second, *first),
        (
            "Geneva talks",
            "Geneva talks, 2031-03-03",
            "Geneva talks, 2031-05-08"
        )
    );
    assert_eq!((one.round, two.round), (Some(1), Some(2)));
    assert_eq!(one.round_of, two.round_of);
    assert_eq!(
        read.links(|kind, _| kind == Kind::Event),
        "talks = Geneva talks, 2031-03-03; A second round = Geneva talks, 2031-05-08"
    );
}

#[test]
fn events_by_their_parties_and_again() {
    let read = Read::new(
        "A phone call between Ana Reyes and Karl Berg lasted an hour. The call was cordial. The merger talks failed; the talks will resume.",
    );
    assert_eq!(
        read.links(|kind, _| kind == Kind::Event),
        "A phone call = phone call between Ana Reyes and Karl Berg; The call = call; \
         The merger talks = merger talks; the talks = talks"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_text(words in prop::collection::vec(prop::sample::select(vec![
        "Ana Reyes", "Reyes", "he", "she", "it", "Lima", "Peru", "the", "president", "officials", "talks", "in", "a second round",
        "said", ".", "\"", "I", "Vollan Corp.", "company", "\n", "É", "between", "and", "with", "(", "Peruvian", "’s", "ministry",
    ]), 0..60)) {
        let read = Read::new(&words.join(" "));
        let entities = read.entities();
        prop_assert_eq!(entities.denotes.len(), read.mentions.mentions.len());
        for (entity, _) in entities.denotes.iter().flatten() {
            prop_assert!(*entity < entities.entities.len());
        }
        for event in entities.entities.iter().filter_map(|entity| entity.event.as_ref()) {
            prop_assert!(event.place.into_iter().chain(event.round_of).all(|other| other < entities.entities.len()));
        }
    }
}

#[test]
fn long_articles_do_not_hang() {
    for unit in [
        "Ana Reyes met him. ",
        "the second round of talks in Lima ",
        "the company of officials ",
        "\"I said he ",
    ] {
        let read = Read::new(&unit.repeat(100_000 / unit.len()));
        assert_eq!(read.entities().denotes.len(), read.mentions.mentions.len());
    }
}
