//! The record under changing articles, and in the hands of the system.

use super::*;
use crate::entity::Event;
use crate::mention::{Interval, Kind};
use crate::pipeline::Extraction;
use crate::rdf::fixture::{self, Draft, Said};
use crate::rdf::vocabulary::{RECORD_FORMAT, dcterms, onr};
use oxigraph::model::{Literal, QuadRef, Term};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs;

fn record() -> Record {
    Record::in_memory(&Base::default()).expect("memory takes it")
}

/// Everything but the runs, sorted.
fn lines(record: &Record) -> BTreeSet<String> {
    let runs = GraphName::NamedNode(record.base.runs());
    record
        .quads()
        .map(|quad| quad.expect("memory gives it"))
        .filter(|quad| quad.graph_name != runs)
        .map(|quad| quad.to_string())
        .collect()
}

fn assert_resolved(record: &Record) {
    let (is, must) = (record.resolved().unwrap(), record.resolve_from_nothing().unwrap());
    let apart: Vec<&Quad> = beside(&is, &must).chain(beside(&must, &is)).collect();
    assert!(apart.is_empty(), "{apart:#?}");
}

/// Small articles that share speakers, claims, offices, events and words in many ways; one for each number.
pub(super) fn article(number: usize) -> Extraction {
    let outlets = ["The Coast Gazette", "THE COAST GAZETTE", "Harbour Post"];
    let spellings = ["Ana Müller", "Ana Muller", "ANA MÜLLER"];
    let spelling = spellings[number / 2 % 3];
    let claims = [
        "the dam leaks",
        "The dam leaks",
        "the bank is sound",
        "the dam does not leak",
        "the dam leaked again",
    ];
    let claim = claims[number / 3 % claims.len()];
    // In full, by the surname and with a namesake: who is meant is told by the office, and by company.
    let captain = ["Per Lund", "Lund", "Ivo Lund"][number / 4 % 3];
    let host = ["Karl Berg", "Berg"][number / 3 % 2];
    let first = [0, 4, 20, 90][number / 2 % 4];
    let words: Vec<String> = (first..first + 60).map(|word| format!("w{word}")).collect();
    let text = format!(
        "Minister {spelling} of Norland said {claim}. Müller met Norland's board. Captain {captain} saw {host} there.\n{}",
        words.join(" ")
    );
    let mut draft = Draft::new(&format!("{}.txt", number % 7), &text)
        .published(outlets[number % 3], &format!("2026-02-{:02}", 1 + number % 5));
    let person = draft.entity(Kind::Person, spelling);
    let norland = draft.entity(Kind::Place, "Norland");
    let mention = draft.mention(person, &format!("Minister {spelling} of Norland"));
    draft.office(
        mention,
        "Minister",
        "minister",
        (!number.is_multiple_of(4)).then_some("Norland"),
    );
    draft.mention(norland, "Norland");
    let lund = draft.entity(Kind::Person, captain);
    let saw = draft.mention(lund, &format!("Captain {captain}"));
    if !number.is_multiple_of(3) {
        draft.office(saw, "Captain", "captain", None);
    }
    let berg = draft.entity(Kind::Person, host);
    draft.mention(berg, host);
    if number.is_multiple_of(2) {
        draft.mention(person, "Müller met");
    }
    let day = (!number.is_multiple_of(3)).then(|| fixture::day(&format!("2026-02-{:02}", 1 + number % 2)));
    let meeting = draft.event(
        "Norland meeting",
        Event {
            kind: "meeting".to_owned(),
            place: Some(norland),
            interval: day.map(|day| Interval { from: day, to: day }),
            ..Event::default()
        },
    );
    let met = draft.mention(meeting, "met");
    let said = draft.said(Said {
        source: spelling,
        cue: "said",
        content: &[claim],
        speaker: Some(person),
        mention: Some(mention),
        about: &[mention, met],
        attitude: [
            crate::attribution::Attitude::Asserts,
            crate::attribution::Attitude::Denies,
        ][number / 5 % 2],
        ..Said::default()
    });
    if number.is_multiple_of(6) {
        draft.relation(crate::claim::RelationKind::Confirms, said, said);
    }
    draft.finish()
}

#[test]
fn an_article_is_added_once_and_known_under_each_of_its_names() {
    let mut record = record();
    assert_eq!(record.put(&fixture::reyes()).unwrap(), Change::Added);
    assert_eq!(record.put(&fixture::reyes()).unwrap(), Change::Unchanged);
    let mut copy = fixture::reyes();
    copy.article.name = "copy.txt".to_owned();
    assert_eq!(record.put(&copy).unwrap(), Change::Replaced);
    assert_eq!(record.put(&fixture::reyes()).unwrap(), Change::Unchanged);
    assert_eq!(record.articles().unwrap().len(), 1);
    let names = record
        .quads()
        .filter(|quad| quad.as_ref().unwrap().predicate == dcterms::IDENTIFIER)
        .count();
    assert_eq!(names, 2);
    assert_resolved(&record);
}

#[test]
fn the_store_gives_back_what_it_was_given() {
    let mut record = record();
    for extraction in [fixture::reyes(), fixture::post()] {
        record.put(&extraction).unwrap();
        let article = record.base.article(&extraction.article);
        let lines = |quads: Vec<Quad>| quads.iter().map(Quad::to_string).collect::<BTreeSet<_>>();
        let given = lines(crate::rdf::found::quads(&extraction, &record.base));
        let got = lines(record.found(article.as_ref()).unwrap());
        let apart: Vec<&String> = got.symmetric_difference(&given).take(4).collect();
        assert!(apart.is_empty(), "{apart:#?}");
    }
}

#[test]
fn another_reading_takes_the_place_of_the_first() {
    let mut record = record();
    record.put(&fixture::reyes()).unwrap();
    record.put(&fixture::post()).unwrap();
    let mut less = fixture::reyes();
    less.attributions.clear();
    less.claims = Default::default();
    assert_eq!(record.put(&less).unwrap(), Change::Replaced);
    assert_resolved(&record);
    let mut fresh = self::record();
    fresh.put(&fixture::post()).unwrap();
    fresh.put(&less).unwrap();
    assert_eq!(lines(&record), lines(&fresh));
}

#[test]
fn a_removed_article_leaves_nothing() {
    let mut record = record();
    let empty = lines(&record);
    record.put(&fixture::reyes()).unwrap();
    let article = record.articles().unwrap().remove(0);
    assert!(record.remove(article.as_ref()).unwrap());
    assert!(!record.remove(article.as_ref()).unwrap());
    assert_eq!(lines(&record), empty);
    assert_eq!(
        record
            .store
            .named_graphs()
            .filter(|name| name.as_ref().unwrap() == &article.clone().into())
            .count(),
        0
    );
}

/// The article of some words, in an outlet on a day; gives its node.
fn put_words(record: &mut Record, words: std::ops::Range<usize>, outlet: &str, day: &str) -> NamedNode {
    let words: Vec<String> = words.map(|word| format!("w{word}")).collect();
    let extraction = Draft::new("words.txt", &words.join(" "))
        .published(outlet, day)
        .finish();
    record.put(&extraction).unwrap();
    record.base.article(&extraction.article)
}

/// What an article reprints, with the similarity.
fn reprinted(record: &Record, article: &NamedNode) -> Vec<String> {
    let told = |property| {
        record
            .quads_with(Some(article.as_ref()), Some(property), None)
            .map(|quad| match quad.unwrap().object {
                Term::NamedNode(node) => node.into_string(),
                Term::Literal(value) => value.value().to_owned(),
                Term::BlankNode(node) => node.to_string(),
            })
    };
    told(onr::REPRINTS).chain(told(onr::SIMILARITY)).collect()
}

#[test]
fn a_print_leads_to_the_earliest_of_its_text() {
    let mut record = record();
    let cut = put_words(&mut record, 0..80, "Harbour Post", "2026-02-03");
    assert_eq!(reprinted(&record, &cut), Vec::<String>::new());
    let second = put_words(&mut record, 0..100, "Lowland Post", "2026-02-02");
    let share = reprinted(&record, &cut)[1].clone();
    assert_eq!(reprinted(&record, &cut), [second.as_str(), &share]);
    assert!((0.7..0.9).contains(&share.parse::<f32>().unwrap()), "{share}");
    // The earliest comes last, and both lead to it; what is not alike leads nowhere.
    let first = put_words(&mut record, 0..100, "The Coast Gazette", "2026-02-01");
    let other = put_words(&mut record, 200..300, "Harbour Post", "2026-02-04");
    assert_eq!(reprinted(&record, &second), [first.as_str(), "1"]);
    assert_eq!(reprinted(&record, &cut), [first.as_str(), &share]);
    assert_eq!(reprinted(&record, &other), Vec::<String>::new());
    assert_resolved(&record);
    record.remove(first.as_ref()).unwrap();
    assert_eq!(reprinted(&record, &second), Vec::<String>::new());
    assert_eq!(reprinted(&record, &cut), [second.as_str(), &share]);
    assert_resolved(&record);
}

#[test]
fn what_too_many_articles_have_says_nothing() {
    let mut record = record();
    let mut put = |day: u32| {
        let day = format!("2026-02-{day:02}");
        put_words(&mut record, 0..100, "Harbour Post", &day)
    };
    // Four may have a band in common in tests.
    let articles: Vec<NamedNode> = (1..5).map(&mut put).collect();
    let fifth = put(5);
    assert_eq!(reprinted(&record, &articles[3]), Vec::<String>::new());
    assert_resolved(&record);
    record.remove(fifth.as_ref()).unwrap();
    assert_eq!(reprinted(&record, &articles[3]), [articles[0].as_str(), "1"]);
    assert_resolved(&record);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn step_by_step_is_from_nothing(steps in proptest::collection::vec((0usize..24, 0usize..4), 1..30)) {
        let mut stepwise = record();
        let mut standing = std::collections::BTreeMap::new();
        for (number, action) in steps {
            let extraction = article(number);
            let node = stepwise.base.article(&extraction.article);
            if action == 0 {
                let was = standing.remove(&node).is_some();
                prop_assert_eq!(stepwise.remove(node.as_ref()).unwrap(), was);
            } else {
                stepwise.put(&extraction).unwrap();
                standing.insert(node, extraction);
            }
        }
        let keys = |quads: QuadSet| quads.into_keys().collect::<Vec<_>>();
        prop_assert_eq!(keys(stepwise.resolved().unwrap()), keys(stepwise.resolve_from_nothing().unwrap()));
        let mut backwards = record();
        for extraction in standing.values().rev() {
            backwards.put(extraction).unwrap();
        }
        // The names of an article are all that the order of its copies could leave behind.
        let shared = |record: &Record| keys(record.resolved().unwrap());
        prop_assert_eq!(shared(&stepwise), shared(&backwards));
    }

    #[test]
    fn neither_order_nor_repetition_changes_anything(order in Just((0usize..24).collect::<Vec<_>>()).prop_shuffle()) {
        let (mut one, mut other) = (record(), record());
        for number in 0..24 {
            one.put(&article(number)).unwrap();
        }
        for number in order.iter().chain(&order[..7]) {
            other.put(&article(*number)).unwrap();
        }
        prop_assert_eq!(lines(&one), lines(&other));
    }
}

#[test]
fn runs_tell_which_read_what() {
    let mut record = record();
    record.put(&fixture::reyes()).unwrap();
    let before = lines(&record);
    let articles = record.articles().unwrap();
    let started = "2026-03-01T10:00:00Z".parse().unwrap();
    let problem = "crawl.warc, record 3: no text".to_owned();
    let part = RunPart {
        articles,
        not_read: vec![problem.clone()],
    };
    record.record_run(started, &part).unwrap();
    assert_eq!(lines(&record), before);
    assert_eq!(record.graph(record.base.runs().as_ref()).count(), 5);
    let log = record.log().unwrap();
    assert_eq!((log.runs.len(), log.runs[0].articles.len()), (1, 1));
    assert_eq!(log.runs[0].not_read, BTreeSet::from([problem]));
}

#[test]
fn a_first_query_needs_no_graph() {
    let mut record = record();
    record.put(&fixture::reyes()).unwrap();
    let query = SparqlEvaluator::new()
        .parse_query("SELECT ?who ?claim { ?who <https://w3id.org/onrecord/ns#denied> ?claim }")
        .unwrap();
    let QueryResults::Solutions(solutions) = record.ask(query).unwrap() else {
        panic!("a SELECT gives solutions")
    };
    assert_eq!(solutions.count(), 1);
}

#[test]
fn a_record_is_there_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep/record");
    let base = Base::new("https://example.org/r/").unwrap();
    let mut record = Record::open_or_create(&path, Some(&base)).unwrap();
    record.put(&fixture::reyes()).unwrap();
    record.put(&fixture::post()).unwrap();
    record.flush().unwrap();
    let before = lines(&record);
    drop(record);
    let again = Record::open(&path).unwrap();
    assert_eq!(again.base(), &base);
    assert_eq!(lines(&again), before);
    assert_resolved(&again);
    drop(again);
    let other = Record::open_or_create(&path, Some(&Base::default()));
    assert_sentence(other, "begin with https://example.org/r/, not with urn:onrecord:");
}

fn assert_sentence(result: Result<Record, StoreError>, words: &str) {
    let message = result.err().expect("it cannot be opened").to_string();
    assert!(message.contains(words), "{message:?} does not say {words:?}");
    assert!(!message.contains('\n'), "{message:?}");
}

#[test]
fn what_cannot_be_opened_says_so_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    assert_sentence(
        Record::open(&path.join("none")),
        "make one with `onrecord ingest FILE",
    );
    assert_sentence(Record::open(path), "there is no record");
    fs::write(path.join("letter.txt"), "Dear all").unwrap();
    assert_sentence(Record::open_or_create(path, None), "is not a record");
    assert_sentence(Record::open(path), "is not a record");
    assert_sentence(Record::open(&path.join("letter.txt")), "is not a record");
    assert_sentence(
        Record::open_or_create(&path.join("letter.txt/x"), None),
        "cannot be written",
    );

    let held = Record::open_or_create(&path.join("held"), None).unwrap();
    assert_sentence(Record::open(&path.join("held")), "in use by another process");
    drop(held);

    let foreign = path.join("foreign");
    let store = Store::open(&foreign).unwrap();
    store
        .insert(QuadRef::new(
            onr::BASE,
            dcterms::IDENTIFIER,
            onr::BASE,
            GraphNameRef::DefaultGraph,
        ))
        .unwrap();
    drop(store);
    assert_sentence(Record::open(&foreign), "is not a record");
}

#[test]
fn a_record_of_a_newer_program_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record");
    let record = Record::open_or_create(&path, None).unwrap();
    let node = record.base.record();
    let format = |number: u32| {
        let number = Literal::from(i64::from(number));
        quad_in(&node, Triple::new(node.clone(), onr::RECORD_FORMAT, number))
    };
    record.store.remove(&format(RECORD_FORMAT)).unwrap();
    record.store.insert(&format(RECORD_FORMAT + 1)).unwrap();
    drop(record);
    assert_sentence(Record::open(&path), "use a newer onrecord");
}

#[test]
fn a_damaged_record_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record");
    drop(Record::open_or_create(&path, None).unwrap());
    fs::write(path.join("CURRENT"), "MANIFEST-999999\n").unwrap();
    assert_sentence(Record::open(&path), "is damaged");
}

/// The other side of [`a_killed_process_leaves_nothing_half_stored`].
#[test]
#[ignore = "runs in a process of its own, which is killed"]
fn put_until_killed() {
    let path = std::env::var("ONRECORD_TEST_STORE").expect("the killer says where");
    let mut record = Record::open_or_create(path.as_ref(), None).unwrap();
    for round in 0.. {
        for number in 0..24 {
            let node = record.base.article(&article(number).article);
            if round > 0 && number % 3 == round % 3 {
                record.remove(node.as_ref()).unwrap();
            } else {
                record.put(&article(number)).unwrap();
            }
        }
    }
}

#[test]
fn a_killed_process_leaves_nothing_half_stored() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record");
    for milliseconds in [3, 5, 7, 9, 12, 16, 20, 40, 120, 250] {
        let mut child = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "store::tests::put_until_killed", "--ignored"])
            .env("ONRECORD_TEST_STORE", &path)
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(milliseconds));
        child.kill().unwrap();
        child.wait().unwrap();
        assert_resolved(&Record::open_or_create(&path, None).unwrap());
    }
    let mut finished = Record::open_or_create(&path, None).unwrap();
    let mut fresh = record();
    for number in 0..24 {
        finished.put(&article(number)).unwrap();
        fresh.put(&article(number)).unwrap();
    }
    assert_eq!(lines(&finished), lines(&fresh));
}
