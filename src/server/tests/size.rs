//! The lists of a large record: a million claims, which are too many to read for a test, so they are made up.
//!
//! Run with `cargo test --release --lib a_list_of_a_million_claims -- --ignored --nocapture`; it takes some two gigabytes of
//! memory.

use super::Visitor;
use crate::name::Entity;
use crate::report::Report;
use crate::server::index::{Index, Known, Line, Printed, Topic};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

const CLAIMS: usize = 1_000_000;
const ARTICLES: usize = 100_000;
const SPEAKERS: usize = 40_000;
const WORDS: usize = 60_000;

/// Numbers that look random (SplitMix64), the lower the commoner, as names and words are.
struct Chance(u64);

impl Chance {
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.share().powi(3) * limit as f64) as usize
    }
}

fn day(number: usize) -> String {
    format!(
        "20{:02}-{:02}-{:02}",
        26 - number / 336,
        12 - number / 28 % 12,
        28 - number % 28
    )
}

fn line(number: usize, chance: &mut Chance) -> Line {
    const ATTITUDES: [&str; 5] = ["asserts", "denies", "warns", "accuses", "promises"];
    const FORMS: [&str; 4] = ["indirect", "direct", "narrated", "mixed"];
    let speaker = chance.below(SPEAKERS);
    let said_on = Some(day(number / 400)).filter(|_| number < CLAIMS * 9 / 10);
    let words: Vec<String> = (0..18).map(|_| format!("word{}", chance.below(WORDS))).collect();
    let words = words.join(" ");
    let article = chance.below(ARTICLES);
    let topic = |number: usize| Topic {
        iri: format!("urn:onrecord:person/name-{number}"),
        label: format!("Name {number}"),
    };
    Line {
        relations: match chance.below(20) {
            19 => BTreeSet::from(["denied"]),
            _ => BTreeSet::new(),
        },
        about: (0..chance.below(4))
            .map(|_| topic(chance.below(SPEAKERS)))
            .collect(),
        report: Report {
            published: said_on.clone(),
            said_on,
            said_until: None,
            speaker: Some(format!("Name {speaker}")),
            attitude: ATTITUDES[chance.below(ATTITUDES.len())].to_owned(),
            mode: "speech".to_owned(),
            form: FORMS[chance.below(FORMS.len())].to_owned(),
            addressee: None,
            claim_text: words.clone(),
            words,
            outlet: Some(format!("Outlet {}", chance.below(500))),
            via: Vec::new(),
            confidence: Some(chance.share()),
            speaker_iri: Some(topic(speaker).iri),
            claim_iri: format!("urn:onrecord:claim/{number:016x}"),
            attribution_iri: format!(
                "urn:onrecord:article/outlet-{article:08x}#attribution={number},{}",
                number + 9
            ),
            article_iri: format!("urn:onrecord:article/outlet-{article:08x}"),
        },
    }
}

fn index() -> Index {
    let mut chance = Chance(7);
    let lines = (0..CLAIMS).map(|number| line(number, &mut chance)).collect();
    let entities = (0..SPEAKERS).map(|number| {
        let entity = Entity {
            iri: format!("urn:onrecord:person/name-{number}"),
            label: format!("Name {number}"),
        };
        let names = vec![entity.label.clone(), format!("N. {number}")];
        Known::new(entity, names, "person", SPEAKERS - number, SPEAKERS - number)
    });
    let articles = (0..ARTICLES).map(|number| Printed {
        iri: format!("urn:onrecord:article/outlet-{number:08x}"),
        name: format!("{number}.txt"),
        headline: format!("Headline {number}"),
        published: day(number / 40),
        outlet: format!("Outlet {}", number % 500),
        claims: 10,
    });
    Index::made_of(entities.collect(), articles.collect(), lines)
}

#[tokio::test]
#[ignore = "makes a million claims, and asks for them by the clock"]
async fn a_list_of_a_million_claims_is_quick() {
    let begun = Instant::now();
    let visitor = Visitor::new();
    visitor.shared.tell_from(index());
    println!("made in {:?}", begun.elapsed());
    let mut paths = vec!["/".to_owned(), "/claims".to_owned(), "/api/claims".to_owned()];
    for number in 0..60 {
        let (common, rare) = (number % 7, number * 300);
        paths.extend([
            format!("/claims?page={}", 1 + number * 250),
            format!("/claims?by=person/name-{common}"),
            format!("/claims?by=Name+{rare}"),
            format!("/claims?about=Name+{common}&attitude=denies"),
            format!("/claims?q=word{common}"),
            format!("/claims?q=word{rare}+name"),
            format!("/claims?outlet=Outlet+{number}&form=direct"),
            format!("/claims?from=2024-01-01&until={}", day(number)),
            format!("/claims?sure=0.{}&sort=unsure", number % 10),
            format!(
                "/claims?sort={}",
                ["oldest", "printed", "speaker", "sure"][number % 4]
            ),
            format!("/claims?relation=denied&page={}", number + 1),
            format!("/search?q=word{rare}"),
            format!("/api/claims?attitude=warns&page={}", number + 1),
        ]);
    }
    let mut times: Vec<(Duration, String)> = Vec::new();
    for path in paths {
        let begun = Instant::now();
        let answered = visitor.get(&path).await;
        assert!(answered.status.is_success(), "{path}: {}", answered.body);
        times.push((begun.elapsed(), path));
    }
    times.sort();
    let at = |share: usize| &times[(times.len() - 1) * share / 100];
    for share in [50, 90, 95, 99, 100] {
        println!(
            "{share} of 100 in {:?}, the last of them {}",
            at(share).0,
            at(share).1
        );
    }
    assert!(at(95).0 < Duration::from_millis(200), "{:?}", at(95));
}
