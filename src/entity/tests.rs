//! Small articles of several fields with what each mention denotes.

use super::{Entities, Link, resolve};
use crate::article::{Article, Markup, Reading};
use crate::attribution::{Attitude, Attribution, Form as SpeechForm, Frame, Mode, Position};
use crate::lexicon::Lexicon;
use crate::mention::testing::mentions_of;
use crate::mention::time::{TimeBasis, TimeRole, TimeType};
use crate::mention::{Form, Interval, Kind, Mention, Mentions, TimeExpression};
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

    /// Says that a turn of a transcript is spoken by whom its label names.
    fn with_turn(mut self, label: &str, words: &str) -> Self {
        let text = self.article.reading.text();
        let colon = text.find(&format!("{label}:")).expect("the text holds the label") + label.len();
        self = self.with_speech(label, words);
        if let Some(attribution) = self.attributions.last_mut() {
            attribution.frame.cue = vec![Span::new(colon, colon + 1)];
            attribution.form = SpeechForm::Indirect;
        }
        self
    }

    /// Adds a description that the mention finder does not make; the last place where its words stand.
    fn with_description(mut self, words: &str, kind: Kind) -> Self {
        let start = self
            .article
            .reading
            .text()
            .rfind(words)
            .expect("the text holds the words");
        let span = Span::new(start, start + words.len());
        self.mentions.mentions.push(Mention {
            span,
            head: span,
            kind,
            form: Form::Nominal,
            name: words.to_owned(),
            office: None,
            known: false,
        });
        let order = |mention: &Mention| (mention.span.start, std::cmp::Reverse(mention.span.end));
        self.mentions.mentions.sort_by_key(order);
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

    /// Why the last mention with some words denotes what it does.
    fn link(&self, words: &str) -> Option<Link> {
        let text = self.article.reading.text();
        let index = self
            .mentions
            .mentions
            .iter()
            .rposition(|mention| mention.span.of(text) == words);
        self.entities().denotes[index.expect("the words are a mention")].map(|(_, link)| link)
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
        language: None,
        name: String::new(),
        text: text.to_owned(),
        title: None,
        published: None,
        outlet: None,
        authors: Vec::new(),
        sources: Vec::new(),
        url: None,
        reading,
        markup: Markup::None,
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
fn nobody_of_whom_somebody_speaks_is_the_speaker() {
    let read = Read::new(
        "Coach Karl Berg denied it. \"A doctor has seen the wrist,\" he said. The court heard Ivo Lund.",
    )
    .with_speech("he", "\"A doctor has seen the wrist,\"");
    assert_eq!(
        read.links(|_, form| form == Form::Pronoun),
        "it = ?; he = Karl Berg"
    );
}

#[test]
fn an_object_is_not_its_own_subject() {
    let read = Read::new("Ana Reyes met Ruth Oduya. Ruth Oduya praised her.");
    assert_eq!(read.links(|_, form| form == Form::Pronoun), "her = Ana Reyes");
}

#[test]
fn whose_something_is_does_not_act() {
    let read = Read::new("Karl Berg fell. Karl Berg's lawyer, Tomas Lund, was quick. He sued the club.");
    assert_eq!(read.links(|_, form| form == Form::Pronoun), "He = Tomas Lund");
}

#[test]
fn an_office_tells_two_of_a_surname_apart() {
    let read = Read::new(
        "Mayor Ana Reyes and her sister Elena Reyes sang. Elena Reyes won. Elena Reyes wept. Mayor Reyes left.",
    );
    assert_eq!(
        read.links(names),
        "Mayor Ana Reyes = Ana Reyes; Elena Reyes = Elena Reyes; Elena Reyes = Elena Reyes; \
         Elena Reyes = Elena Reyes; Mayor Reyes = Ana Reyes"
    );
}

#[test]
fn i_is_the_speaker_named_behind() {
    let read = Read::new("\"I will sell our boats,\" islander Karl Berg said.")
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

#[test]
fn an_event_on_another_day_is_another_round() {
    let read = Read::new(
        "An attack in Lima on March 3 killed two. The attack shocked Peru. An attack in Lima on May 8 killed one.",
    )
    .with_day("March 3", "2031-03-03")
    .with_day("May 8", "2031-05-08");
    assert_eq!(
        read.links(|kind, _| kind == Kind::Event),
        "An attack = Lima attack, 2031-03-03; The attack = Lima attack; An attack = Lima attack, 2031-05-08"
    );
}

#[test]
fn talks_resume_in_a_round_of_their_own() {
    let read = Read::new("Talks in Geneva began on March 3. Talks resumed on April 10.")
        .with_day("March 3", "2031-03-03")
        .with_day("April 10", "2031-04-10");
    assert_eq!(
        read.links(|kind, _| kind == Kind::Event),
        "Talks = Geneva talks, 2031-03-03; Talks = Geneva talks, 2031-04-10"
    );
}

#[test]
fn events_go_by_what_any_article_would_say_of_them() {
    for (text, name) in [
        ("Peru's talks with Chile failed.", "talks between Chile and Peru"),
        ("Peru held talks with Chile.", "talks between Chile and Peru"),
        ("Chile and Peru began talks.", "talks between Chile and Peru"),
        (
            "A summit between Peru and Chile was held.",
            "summit between Chile and Peru",
        ),
        ("The trial of Ana Reyes in Lima began.", "Ana Reyes trial"),
        ("Ana Reyes's trial began.", "Ana Reyes trial"),
        ("In Lima, the vote was close.", "Lima vote"),
        ("Peru's election was close.", "Peru election"),
        ("The vote was close.", "vote"),
    ] {
        let entities = Read::new(text).entities();
        let events = entities
            .entities
            .iter()
            .filter(|entity| entity.kind == Kind::Event);
        let names: Vec<&str> = events.map(|event| event.name.as_str()).collect();
        assert_eq!(names, [name], "{text}");
    }
}

fn descriptions(_: Kind, form: Form) -> bool {
    form == Form::Nominal
}

fn pronouns(_: Kind, form: Form) -> bool {
    form == Form::Pronoun
}

#[test]
fn what_stands_beside_a_name_is_its_bearer() {
    let read = Read::new("Ana Reyes, a singer, left. Her brother Karl Berg stayed.")
        .with_description("Her brother", Kind::Person);
    assert_eq!(
        read.links(descriptions),
        "a singer = Ana Reyes; Her brother = Karl Berg"
    );
    assert_eq!(read.link("Her brother"), Some(Link::Apposition));
}

#[test]
fn one_of_a_list_is_not_another() {
    let read = Read::new("Ana Reyes, a singer, and Karl Berg left.");
    assert_eq!(
        read.links(|_, _| true),
        "Ana Reyes = Ana Reyes; a singer = Ana Reyes; Karl Berg = Karl Berg"
    );
    let read = Read::new("They met Ana Reyes, a singer and an actress.");
    assert_ne!(read.link("a singer"), Some(Link::Apposition));
}

#[test]
fn what_somebody_is_said_to_be() {
    let read = Read::new("Ana Reyes (born in May) was once a singer and actress.")
        .with_description("actress", Kind::Person);
    assert_eq!(
        read.links(descriptions),
        "a singer = Ana Reyes; actress = Ana Reyes"
    );
    assert_eq!(read.link("actress"), Some(Link::Predicate));
    let read = Read::new("Ana Reyes came to Lima as a teacher.");
    assert_eq!(read.links(descriptions), "a teacher = Ana Reyes");
    let read = Read::new("I'm a teacher.");
    assert_eq!(read.entities().denotes.len(), 2);
}

#[test]
fn the_same_noun_again() {
    let read = Read::new("A small company sued. The company won. Another company lost.")
        .with_description("A small company", Kind::Organisation)
        .with_description("Another company", Kind::Organisation);
    let found = read.entities();
    let [first, again, other] = [0, 1, 2].map(|index| found.of(index));
    assert_eq!(first, again);
    assert_ne!(first, other);
    assert_eq!(read.link("The company"), Some(Link::SameNoun));
}

#[test]
fn what_is_said_to_be_more_is_another() {
    let read = Read::new("The company sued. The small company won.")
        .with_description("The small company", Kind::Organisation);
    let found = read.entities();
    assert_ne!(found.of(0), found.of(found.denotes.len() - 1));
}

#[test]
fn what_belongs_to_another_is_another() {
    let read = Read::new("Ana Reyes met Karl Berg. His company sued her company.")
        .with_description("His company", Kind::Organisation)
        .with_description("her company", Kind::Organisation);
    let found = read.entities();
    let text = read.article.reading.text();
    let entity = |words: &str| {
        let index = read
            .mentions
            .mentions
            .iter()
            .position(|mention| mention.span.of(text) == words);
        found.of(index.expect("the words are a mention"))
    };
    assert_ne!(entity("His company"), entity("her company"));
}

#[test]
fn a_noun_for_what_has_a_name() {
    let read =
        Read::new("Lima is dry. The city has pumps. The Merrow Art Museum shut. The museum will move.")
            .with_description("The city", Kind::Place);
    assert_eq!(
        read.links(descriptions),
        "The city = Lima; The museum = Merrow Art Museum"
    );
}

#[test]
fn whoever_speaks_on_may_be_called_otherwise() {
    let read = Read::new("Ana Reyes left. \"I am glad,\" the biologist said.")
        .with_speech("the biologist", "\"I am glad,\"");
    assert_eq!(read.links(descriptions), "the biologist = Ana Reyes");
    let read = Read::new("Ana Reyes left. \"I am glad,\" the prosecutor said.")
        .with_speech("the prosecutor", "\"I am glad,\"");
    assert_eq!(read.links(descriptions), "the prosecutor = the prosecutor");
}

#[test]
fn a_surname_with_what_tells_whose_it_is() {
    let read = Read::new("Karl Vollan met Anna Vollan. Later Mr. Vollan slept.");
    assert!(read.links(names).ends_with("Mr. Vollan = Karl Vollan"));
    let read = Read::new("Vollan, the finance minister, left. Later Anna Vollan, a baker, slept.");
    assert_eq!(read.links(names), "Vollan = Vollan; Anna Vollan = Anna Vollan");
    let read = Read::new("Ana Reyes, the captain's sister, left. The captain slept.");
    assert!(read.links(descriptions).ends_with("The captain = the captain"));
}

#[test]
fn another_name_in_brackets() {
    let read = Read::new("The Association of Merrow Dockers (Dockside Union) sued. Dockside Union won.");
    let found = read.links(|kind, _| kind == Kind::Organisation);
    assert!(
        found.ends_with("Dockside Union = Association of Merrow Dockers"),
        "{found}"
    );
}

#[test]
fn part_of_the_name_of_a_body() {
    let read = Read::new("The Merrow Maritime Court sat. Later the Maritime Court ruled.");
    assert_eq!(
        read.links(|kind, form| kind == Kind::Organisation && form == Form::Name),
        "The Merrow Maritime Court = Merrow Maritime Court; the Maritime Court = Merrow Maritime Court"
    );
}

#[test]
fn names_in_the_middle_may_be_left_out() {
    let read = Read::new("Kari Anne Holt sang. Later Kari Holt left.");
    assert_eq!(
        read.links(names),
        "Kari Anne Holt = Kari Anne Holt; Kari Holt = Kari Anne Holt"
    );
}

#[test]
fn marks_on_letters_may_be_left_out() {
    let read = Read::new("Kari Holén sang. Later Kari Holen left.");
    assert_eq!(
        read.links(names),
        "Kari Holén = Kari Holén; Kari Holen = Kari Holén"
    );
}

#[test]
fn a_surname_is_whoever_was_named_most() {
    let read = Read::new("Kari Holt sang. Holt danced. Her husband Jon Holt watched. Holt left.");
    assert_eq!(
        read.links(names),
        "Kari Holt = Kari Holt; Holt = Kari Holt; Jon Holt = Jon Holt; Holt = Kari Holt"
    );
}

#[test]
fn in_a_transcript_we_are_many_and_you_are_the_next_to_speak() {
    let read = Read::new("Ana Reyes: Did you and I fail? We did.\nKarl Berg: You did not, I know.")
        .with_turn("Ana Reyes", "Did you and I fail? We did.")
        .with_turn("Karl Berg", "You did not, I know.");
    assert_eq!(read.links(pronouns), "I = Ana Reyes; We = We; I = Karl Berg");
    assert_eq!(read.link("We"), Some(Link::FirstPerson));
}

#[test]
fn outside_all_speech_we_are_whoever_writes() {
    let read = Read::new("We think that the dam leaks. Our view is old.");
    assert_eq!(read.links(pronouns), "We = We; Our = We");
    assert_eq!(read.link("Our"), Some(Link::Writer));
}

#[test]
fn whoever_stands_aside_is_meant_less() {
    let read = Read::new("Reporters saw Karl Berg at the house of Jon Holt. He waved.");
    assert_eq!(read.links(pronouns), "He = Karl Berg");
}

#[test]
fn entities_stand_in_the_order_of_their_mentions() {
    let read = Read::new("Two officials met Ana Reyes in Lima.");
    let found = read.entities();
    let named: Vec<_> = found.entities.iter().map(|entity| entity.name.as_str()).collect();
    assert_eq!(named, ["Two officials", "Ana Reyes", "Lima"]);
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
        "Ana Reyes () is as a president, the company, ",
        "(he),",
    ] {
        let read = Read::new(&unit.repeat(100_000 / unit.len()));
        assert_eq!(read.entities().denotes.len(), read.mentions.mentions.len());
    }
}
