//! Judgements in a record: what they do, that they outlast what they speak of, and that no order changes anything.

use super::*;
use crate::check;
use crate::judgement::{Answer, Correction, JudgementError, Named, Ruling, Verdict};
use crate::mention::Kind;
use crate::pipeline::Extraction;
use crate::rdf::fixture::{self, Draft, Said};
use crate::rdf::iri::Base;
use crate::rdf::vocabulary::{grasp, oa};
use crate::store::beside;
use oxigraph::model::{GraphName, NamedNodeRef, Quad, Term};
use proptest::prelude::*;

fn record() -> Record {
    Record::in_memory(&Base::default()).unwrap()
}

fn with(articles: &[Extraction]) -> Record {
    let mut record = record();
    for article in articles {
        record.put(article).unwrap();
    }
    record
}

fn judgement(minute: u32, ruling: Ruling) -> Judgement {
    let at = format!("2026-03-01T10:{minute:02}:00Z").parse().unwrap();
    Judgement::new("mira", at, ruling)
}

fn assess(target: &Target, verdict: Verdict) -> Ruling {
    Ruling::Assess {
        target: target.clone(),
        verdict,
    }
}

fn compare(one: &Target, answer: Answer, other: &Target) -> Ruling {
    Ruling::Compare {
        one: one.clone(),
        other: other.clone(),
        answer,
    }
}

fn name(entity: &str, name: &str) -> Target {
    Target::Name(Named {
        entity: entity.to_owned(),
        name: name.to_owned(),
    })
}

/// Everything but the runs and the vocabulary, sorted.
fn lines(record: &Record) -> BTreeSet<String> {
    let left_out = [record.base.runs(), record.base.ontology()].map(GraphName::from);
    record
        .quads()
        .map(Result::unwrap)
        .filter(|quad| !left_out.contains(&quad.graph_name))
        .map(|quad| quad.to_string().replace("urn:onrecord:", ""))
        .collect()
}

/// The lines that hold all of some words.
fn telling(record: &Record, words: &[&str]) -> Vec<String> {
    let fits = |line: &String| words.iter().all(|word| line.contains(word));
    lines(record).into_iter().filter(fits).collect()
}

fn assert_holds(record: &Record) {
    let failures = check::check(record).unwrap();
    assert!(failures.is_empty(), "{failures:#?}");
}

/// The targets of a record's attributions and mentions, in the order of their nodes.
fn targets(record: &Record, class: oxigraph::model::NamedNodeRef<'_>) -> Vec<Target> {
    let mut nodes: Vec<NamedNode> = record
        .quads_with(None, Some(rdf::TYPE), Some(class.into()))
        .filter_map(|quad| match quad.unwrap().subject {
            NamedOrBlankNode::NamedNode(node) => Some(node),
            NamedOrBlankNode::BlankNode(_) => None,
        })
        .collect();
    nodes.sort();
    nodes
        .iter()
        .filter_map(|node| record.target(node).unwrap())
        .collect()
}

fn attributions(record: &Record) -> Vec<Target> {
    targets(record, grasp::ATTRIBUTION)
}

fn content<'a>(targets: &'a [Target], words: &str) -> &'a Target {
    let fits =
        |target: &&Target| matches!(target, Target::Content(passage) if passage.content.contains(words));
    targets.iter().find(fits).unwrap()
}

#[test]
fn what_is_rejected_is_no_statement_until_that_is_taken_back() {
    let mut record = with(&[fixture::reyes(), fixture::post()]);
    let before = lines(&record);
    let targets = attributions(&record);
    let rejection = judgement(0, assess(content(&targets, "it leaks"), Verdict::Rejected));
    let judged = record.judge(std::slice::from_ref(&rejection)).unwrap();
    assert_eq!((judged.new.len(), judged.articles), (1, 1));
    assert_eq!(telling(&record, &["schema.org/text", "\"it leaks\""]), [""; 0]);
    assert_eq!(
        telling(&record, &["contentText", "“it leaks”"]).len(),
        1,
        "as found it stands"
    );
    assert_eq!(telling(&record, &["ns#judged>", "ns#rejected"]).len(), 1);
    assert_holds(&record);
    record.put(&fixture::reyes()).unwrap();
    assert_eq!(
        record.judge(std::slice::from_ref(&rejection)).unwrap().new.len(),
        0
    );

    let undo = judgement(
        1,
        Ruling::Withdraw {
            judgement: record
                .base
                .path(record.base.judgement(&rejection).as_ref())
                .to_owned(),
        },
    );
    record.judge(&[undo]).unwrap();
    assert_holds(&record);
    let kept = lines(&record);
    assert!(before.is_subset(&kept));
    let judgements = format!("<{}>", record.base.path(record.base.judgements().as_ref()));
    assert!(kept.difference(&before).all(|line| line.ends_with(&judgements)));
}

#[test]
fn the_latest_judgement_counts() {
    let mut record = with(&[fixture::reyes()]);
    let target = attributions(&record).remove(0);
    for (minute, verdict) in [(5, Verdict::Rejected), (3, Verdict::Accepted)] {
        record
            .judge(&[judgement(minute, assess(&target, verdict))])
            .unwrap();
    }
    assert_eq!(telling(&record, &["ns#judged>", "ns#rejected"]).len(), 1);
    record
        .judge(&[judgement(6, assess(&target, Verdict::Unsure))])
        .unwrap();
    assert_eq!(telling(&record, &["ns#judged>", "ns#unsure"]).len(), 1);
    assert_eq!(telling(&record, &["ns#judged>"]).len(), 1);
    assert_holds(&record);
}

#[test]
fn a_corrected_field_is_told_of_the_statement() {
    let mut record = with(&[fixture::reyes()]);
    let targets = attributions(&record);
    let target = content(&targets, "it leaks");
    let corrections = [
        ("speaker", "Ivo Lund"),
        ("addressee", "the council"),
        ("attitude", "warns"),
        ("said-on", "2026-02-16/2026-02-17"),
        ("form", "mixed"),
    ];
    for (minute, (field, value)) in (0u32..).zip(corrections) {
        let ruling = Ruling::Correct {
            target: target.clone(),
            correction: Correction::read(field, value, None).unwrap(),
        };
        record.judge(&[judgement(minute, ruling)]).unwrap();
        assert_holds(&record);
    }
    assert_eq!(
        telling(
            &record,
            &["<person/ivo-lund> <https://w3id.org/onrecord/ns#warned>"]
        )
        .len(),
        1
    );
    for words in [
        ["<statement/", "schema.org/recipient> \"the council\""],
        ["<statement/", "ns#saidUntil> \"2026-02-17\""],
        ["<statement/", "ns#form> <https://w3id.org/onrecord/ns#mixed>"],
    ] {
        assert_eq!(telling(&record, &words).len(), 1, "{words:?}");
    }
    assert_eq!(telling(&record, &["ns#correctedBy"]).len(), 5);
    assert_eq!(
        telling(&record, &["ns#speakerName> \"Two engineers\""]).len(),
        2,
        "as found it stands"
    );
}

/// An article of ours with a beginning of its own, read under a name.
fn read(name: &str, beginning: &str, sentence: &str) -> Extraction {
    let text = format!(
        "{beginning}\n{sentence} The harbour stayed open all day long.\nNothing else was heard of it."
    );
    let mut draft = Draft::new(name, &text).published("The Coast Gazette", "2026-02-18");
    let smith = draft.entity(Kind::Person, "John Smith");
    let mention = draft.mention(smith, "John Smith");
    let content = sentence
        .split_once("said ")
        .map_or(sentence, |(_, content)| content)
        .trim_end_matches('.');
    draft.said(Said {
        source: "John Smith",
        cue: "said",
        content: &[content],
        speaker: Some(smith),
        mention: Some(mention),
        ..Said::default()
    });
    draft.finish()
}

const SOLD: &str = "On the evening of that long and windy day John Smith said the ship was sold.";
const SENTENCE: &str = "On the evening of that long and windy day John Smith said the port was closed.";

#[test]
fn a_judgement_follows_its_words_into_a_corrected_article_and_nothing_else() {
    let mut record = with(&[read("port.txt", "Port closed", SENTENCE)]);
    let targets = attributions(&record);
    let rejection = judgement(0, assess(&targets[0], Verdict::Rejected));
    record.judge(&[rejection]).unwrap();
    let rejected = |record: &Record| telling(record, &["ns#judged>"]).len();
    // Corrected elsewhere.
    record
        .put(&read(
            "port.txt",
            "The port is closed, says an officer of the harbour",
            SENTENCE,
        ))
        .unwrap();
    assert_eq!(rejected(&record), 2);
    for (name, beginning, sentence) in [
        (
            "port.txt",
            "Port closed",
            "On the evening of that long and windy day John Smith said the port was shut.",
        ),
        (
            "port.txt",
            "Port closed",
            "On the evening of that long and stormy day John Smith said the port was closed.",
        ),
        ("other.txt", "Port is closed", SENTENCE),
    ] {
        record.put(&read(name, beginning, sentence)).unwrap();
        assert_eq!(rejected(&record), 2, "{name} {beginning} {sentence}");
        assert_holds(&record);
    }
    let first = record
        .base
        .article(&read("port.txt", "Port closed", SENTENCE).article);
    record.remove(first.as_ref()).unwrap();
    assert_eq!(rejected(&record), 1);
    assert_holds(&record);
}

#[test]
fn another_version_s_reading_keeps_the_judgement_if_it_has_the_same_source() {
    let first = read("port.txt", "Port closed", SENTENCE);
    let mut record = with(std::slice::from_ref(&first));
    let target = attributions(&record).remove(0);
    record
        .judge(&[judgement(0, assess(&target, Verdict::Rejected))])
        .unwrap();
    for (source, judged) in [("windy day John Smith", 1), ("long and windy", 0), ("Smith", 1)] {
        let mut reading = first.clone();
        let start = reading.article.reading.text().find(source).unwrap();
        let frame = &mut reading.attributions[0].frame;
        frame.source = vec![crate::span::Span::new(start, start + source.len())];
        frame.method = "another-version";
        frame.confidence = 0.4;
        record.put(&reading).unwrap();
        assert_eq!(telling(&record, &["ns#judged>"]).len(), judged, "{source}");
        assert_holds(&record);
    }
}

#[test]
fn two_names_become_one() {
    let mut record = with(&[fixture::reyes(), fixture::post()]);
    let before = lines(&record);
    let one = name("person/ana-reyes", "Ana Reyes");
    let other = name("organisation/merrow-institute", "Merrow Institute");
    let same = judgement(0, compare(&one, Answer::Same, &other));
    record.judge(std::slice::from_ref(&same)).unwrap();
    assert_holds(&record);
    assert_eq!(
        telling(
            &record,
            &["<organisation/merrow-institute> <http://purl.org/dc/terms/isReplacedBy> <person/ana-reyes>"]
        )
        .len(),
        1
    );
    assert_eq!(telling(&record, &["<person/ana-reyes>", "ns#said>"]).len(), 1);
    assert_eq!(
        telling(&record, &["<person/ana-reyes>", "altLabel> \"Merrow Institute\""]).len(),
        1
    );
    assert_eq!(
        telling(&record, &["<person/ana-reyes>", "prefLabel> \"Ana Reyes\""]).len(),
        1
    );
    assert_eq!(telling(&record, &["ns#foundAs>"]).len(), 2);
    let id = record.base.path(record.base.judgement(&same).as_ref()).to_owned();
    record
        .judge(&[judgement(1, Ruling::Withdraw { judgement: id })])
        .unwrap();
    assert!(before.is_subset(&lines(&record)));
    assert_holds(&record);
}

#[test]
fn an_outlet_that_is_another_name_stays_described() {
    let mut record = with(&[fixture::reyes(), fixture::post()]);
    let one = name("organisation/harbour-post", "The Harbour Post");
    let other = name("organisation/coast-gazette", "The Coast Gazette");
    record
        .judge(&[judgement(0, compare(&one, Answer::Same, &other))])
        .unwrap();
    assert_holds(&record);
    let through = telling(&record, &["ns#through>", "<organisation/harbour-post>"]);
    assert!(through.len() > 3, "{through:#?}");
}

#[test]
fn one_article_s_namesake_is_told_apart() {
    let mut record = with(&[
        read("port.txt", "Port closed", SENTENCE),
        read("ship.txt", "Ship sold", SOLD),
    ]);
    let mention = targets(&record, crate::rdf::vocabulary::gaf::MENTION)
        .into_iter()
        .find(|target| target.article().unwrap().names.contains("ship.txt"))
        .unwrap();
    let smith = name("person/john-smith", "John Smith");
    record
        .judge(&[judgement(0, compare(&mention, Answer::NotSame, &smith))])
        .unwrap();
    assert_holds(&record);
    let said = telling(&record, &["ns#said>", "<claim/"]);
    assert_eq!(said.len(), 2);
    assert_eq!(
        said.iter()
            .filter(|line| line.starts_with("<person/john-smith> "))
            .count(),
        1
    );
    // The article is corrected elsewhere: he is still another one.
    record.put(&read("ship.txt", "A ship was sold", SOLD)).unwrap();
    assert_eq!(telling(&record, &["<person/john-smith> ", "ns#said>"]).len(), 1);
    assert_holds(&record);
    let jack = name("person/jack-smith", "Jack Smith");
    record
        .judge(&[judgement(1, compare(&mention, Answer::Same, &jack))])
        .unwrap();
    assert_eq!(telling(&record, &["<person/jack-smith> ", "ns#said>"]).len(), 1);
    assert_holds(&record);
}

#[test]
fn groups_without_a_name_can_be_one_with_others() {
    let mut record = with(&[fixture::reyes(), fixture::post()]);
    let before = lines(&record);
    let group = targets(&record, crate::rdf::vocabulary::gaf::MENTION)
        .into_iter()
        .find(|target| matches!(target, Target::Mention(mention) if mention.denotes.entity.starts_with("group/-/")))
        .unwrap();
    let institute = name("organisation/merrow-institute", "Merrow Institute");
    let same = judgement(0, compare(&institute, Answer::Same, &group));
    record.judge(std::slice::from_ref(&same)).unwrap();
    assert_holds(&record);
    assert_eq!(
        telling(&record, &["<organisation/merrow-institute> ", "ns#warned>"]).len(),
        1
    );
    let id = record.base.path(record.base.judgement(&same).as_ref()).to_owned();
    record
        .judge(&[judgement(1, Ruling::Withdraw { judgement: id })])
        .unwrap();
    assert!(before.is_subset(&lines(&record)));
}

#[test]
fn a_contradiction_is_a_failure_of_the_check() {
    let mut record = with(&[fixture::reyes(), fixture::post()]);
    let [a, b, c] = ["Ana Reyes", "Merrow Institute", "AFP"];
    let targets = [
        name("person/ana-reyes", a),
        name("organisation/merrow-institute", b),
        name("organisation/afp", c),
    ];
    let rulings = [
        compare(&targets[0], Answer::Same, &targets[1]),
        compare(&targets[1], Answer::Same, &targets[2]),
        compare(&targets[2], Answer::NotSame, &targets[0]),
    ];
    for (minute, ruling) in (0u32..).zip(rulings) {
        record.judge(&[judgement(minute, ruling)]).unwrap();
    }
    let failures = check::check(&record).unwrap();
    assert_eq!(failures.len(), 1, "{failures:#?}");
    assert!(failures[0].to_string().contains("contradicts"), "{}", failures[0]);
}

#[test]
fn a_judgement_that_was_changed_is_noticed() {
    let mut record = with(&[fixture::reyes()]);
    let target = attributions(&record).remove(0);
    record
        .judge(&[judgement(0, assess(&target, Verdict::Accepted))])
        .unwrap();
    let quad = record
        .quads_with(None, Some(dcterms::CREATOR), None)
        .next()
        .unwrap()
        .unwrap();
    let mut other = quad.clone();
    other.object = Term::from(Literal::from("somebody else"));
    record.tamper(&[quad], &[other]);
    let failures = check::check(&record).unwrap();
    assert!(
        failures[0].to_string().contains("is not what was judged"),
        "{failures:#?}"
    );
    assert_eq!(
        record
            .quads_with(None, Some(rdf::TYPE), Some(oa::ANNOTATION.into()))
            .count(),
        1
    );
}

/// Two articles, one of which says what the other one denies, and a third that says something else.
fn of_leak() -> Record {
    with(&[
        read("port.txt", "Port closed", SENTENCE),
        read("ship.txt", "Ship sold", SOLD),
        fixture::reyes(),
    ])
}

/// The method and the kind of each inferred or judged relation between two remarks.
fn between(record: &Record) -> Vec<(String, String)> {
    let of = |node: NamedNodeRef<'_>, property| {
        let told = record
            .quads_with(Some(node), Some(property), None)
            .next()
            .unwrap();
        told.unwrap().object.to_string()
    };
    let relations = record.quads_with(None, Some(rdf::TYPE), Some(onr::CLAIM_RELATION.into()));
    let mut told: Vec<(String, String)> = relations
        .map(Result::unwrap)
        .filter(|quad| quad.graph_name == GraphName::from(record.base.resolved()))
        .filter_map(|quad| match quad.subject {
            NamedOrBlankNode::NamedNode(node) => Some(node),
            NamedOrBlankNode::BlankNode(_) => None,
        })
        .map(|node| {
            let kind = of(node.as_ref(), onr::RELATION_KIND);
            (of(node.as_ref(), onr::METHOD), kind)
        })
        .collect();
    told.sort();
    told
}

#[test]
fn claims_are_one_or_two_as_people_say() {
    let mut record = of_leak();
    let before = record.resolved().unwrap();
    let all = attributions(&record);
    let (closed, sold) = (
        content(&all, "port was closed").clone(),
        content(&all, "ship was sold").clone(),
    );
    let same = |record: &Record| telling(record, &["ns#sameClaim>"]).len();
    let was = (same(&record), between(&record).len());
    let compare = |minute, answer| {
        judgement(
            minute,
            Ruling::compare(closed.clone(), sold.clone(), answer).unwrap(),
        )
    };
    record.judge(&[compare(0, Answer::Same)]).unwrap();
    assert_eq!(same(&record), was.0 + 2, "both ways");
    assert_holds(&record);
    record.judge(&[compare(1, Answer::NotSame)]).unwrap();
    assert_eq!((same(&record), between(&record).len()), was);
    assert_holds(&record);
    let states: Vec<State> = record.states().unwrap().into_values().collect();
    assert!(
        states.contains(&State::Superseded) && states.contains(&State::Stands),
        "{states:?}"
    );
    record.judge(&[compare(2, Answer::Same)]).unwrap();
    for judgement in [
        compare(0, Answer::Same),
        compare(1, Answer::NotSame),
        compare(2, Answer::Same),
    ] {
        let id = record
            .base
            .path(record.base.judgement(&judgement).as_ref())
            .to_owned();
        record
            .judge(&[super::Judgement::new(
                "mira",
                judgement.at,
                Ruling::Withdraw { judgement: id },
            )])
            .unwrap();
        assert_holds(&record);
    }
    assert_eq!(record.resolved().unwrap(), before);
}

#[test]
fn reports_of_one_claim_judged_apart_are_a_conflict_and_no_counts() {
    let mut record = with(&[
        read("port.txt", "Port closed", SENTENCE),
        read("again.txt", "Port is closed again", SENTENCE),
        read("ship.txt", "Ship sold", SOLD),
    ]);
    let all = attributions(&record);
    let closed: Vec<&Target> = all
        .iter()
        .filter(|target| matches!(target, Target::Content(passage) if passage.content.contains("port")))
        .collect();
    assert_eq!(closed.len(), 2);
    let sold = content(&all, "ship was sold");
    let rulings = [
        Ruling::compare(closed[0].clone(), sold.clone(), Answer::NotSame),
        Ruling::compare(sold.clone(), closed[1].clone(), Answer::Same),
        Ruling::relate("denies", closed[0].clone(), sold.clone(), Verdict::Accepted),
        Ruling::relate("denies", closed[1].clone(), sold.clone(), Verdict::Rejected),
    ];
    for (minute, ruling) in (0u32..).zip(rulings) {
        record.judge(&[judgement(minute, ruling.unwrap())]).unwrap();
    }
    assert_eq!(telling(&record, &["ns#sameClaim>"]).len(), 0);
    assert_eq!(between(&record), []);
    let conflicts = record.conflicts().unwrap();
    assert_eq!(conflicts.len(), 2, "{conflicts:#?}");
    let failures = check::check(&record).unwrap();
    assert!(
        failures
            .iter()
            .all(|failure| failure.what.contains("contradicts")),
        "{failures:#?}"
    );
    assert_eq!(failures.len(), 2);
}

#[test]
fn a_relation_is_there_or_not_as_people_say() {
    let mut record = of_leak();
    let all = attributions(&record);
    let (closed, sold) = (content(&all, "port was closed"), content(&all, "ship was sold"));
    let was = between(&record);
    let relate = |minute, kind, verdict| {
        judgement(
            minute,
            Ruling::relate(kind, closed.clone(), sold.clone(), verdict).unwrap(),
        )
    };
    record
        .judge(&[relate(0, "contradicts", Verdict::Accepted)])
        .unwrap();
    assert_eq!(between(&record).len(), was.len() + 1);
    assert_eq!(
        telling(&record, &["<statement/", "ns#contradicts> <statement/"]).len(),
        1
    );
    assert_holds(&record);
    record
        .judge(&[relate(1, "contradicts", Verdict::Unsure)])
        .unwrap();
    assert_eq!(
        between(&record),
        was,
        "what nobody is sure of was not found either"
    );
    assert_holds(&record);
    // Two reports of one claim: the later one repeats the earlier.
    record
        .put(&read(
            "again.txt",
            "Port is closed again",
            &SENTENCE.replace("closed.", "shut."),
        ))
        .unwrap();
    let all = attributions(&record);
    let (closed, shut) = (content(&all, "port was closed"), content(&all, "port was shut"));
    let said = Ruling::compare(closed.clone(), shut.clone(), Answer::Same).unwrap();
    record.judge(&[judgement(2, said)]).unwrap();
    let repeats = telling(&record, &["<statement/", "ns#repeats> <statement/"]);
    assert_eq!(repeats.len(), 1, "{repeats:#?}");
    for (minute, (one, other)) in (3u32..).zip([(closed, shut), (shut, closed)]) {
        let no = Ruling::relate("repeats", one.clone(), other.clone(), Verdict::Rejected).unwrap();
        record.judge(&[judgement(minute, no)]).unwrap();
    }
    assert_eq!(telling(&record, &["ns#repeats>", "<statement/"]), [""; 0]);
    assert!(
        !telling(&record, &["ns#sameClaim>"]).is_empty(),
        "they are still one claim"
    );
    assert_holds(&record);
}

#[test]
fn a_stated_relation_that_people_do_not_see_is_none() {
    let mut record = with(&[fixture::reyes(), fixture::post()]);
    let is_stated = |record: &Record| between(record).len();
    let all: Vec<NamedNode> = record
        .quads_with(None, Some(onr::RELATES_FROM), None)
        .map(Result::unwrap)
        .filter(|quad| quad.graph_name != GraphName::from(record.base.resolved()))
        .filter_map(|quad| match quad.subject {
            NamedOrBlankNode::NamedNode(node) => Some(node),
            NamedOrBlankNode::BlankNode(_) => None,
        })
        .collect();
    let end = |record: &Record, property| {
        let quad = record
            .quads_with(Some(all[0].as_ref()), Some(property), None)
            .next();
        match quad.unwrap().unwrap().object {
            Term::NamedNode(node) => node,
            other => panic!("{other} is no attribution"),
        }
    };
    let kind = end(&record, onr::RELATION_KIND);
    let kind = kind.as_str().rsplit('#').next().unwrap();
    let ends = [onr::RELATES_FROM, onr::RELATES_TO].map(|property| {
        let node = end(&record, property);
        record.target(&node).unwrap().unwrap()
    });
    let before = is_stated(&record);
    let relate = |minute, verdict| {
        judgement(
            minute,
            Ruling::relate(kind, ends[0].clone(), ends[1].clone(), verdict).unwrap(),
        )
    };
    record.judge(&[relate(0, Verdict::Accepted)]).unwrap();
    assert_eq!(is_stated(&record), before, "it is marked, and stands once");
    assert!(
        !telling(
            &record,
            &["<relation/", "ns#judged> <https://w3id.org/onrecord/ns#accepted>"]
        )
        .is_empty()
    );
    assert_holds(&record);
    record.judge(&[relate(1, Verdict::Rejected)]).unwrap();
    assert!(is_stated(&record) < before);
    assert_holds(&record);
    record.put(&fixture::reyes()).unwrap();
    assert_holds(&record);
}

#[test]
fn a_claim_is_about_what_people_say() {
    let mut record = with(&[fixture::reyes()]);
    let targets = attributions(&record);
    let ruling = Ruling::Correct {
        target: content(&targets, "it leaks").clone(),
        correction: Correction::read("about", "Ivo Lund; place:Norland", None).unwrap(),
    };
    record.judge(&[judgement(0, ruling)]).unwrap();
    let claim = telling(&record, &["schema.org/text", "\"it leaks\""]).remove(0);
    let claim = claim.split(' ').next().unwrap();
    let about = telling(&record, &[claim, "schema.org/about>"]);
    assert_eq!(about.len(), 2, "{about:#?}");
    assert!(
        about[0].contains("<person/ivo-lund>") && about[1].contains("<place/norland>"),
        "{about:#?}"
    );
    assert_holds(&record);
}

/// One thing that happens to a record.
#[derive(Clone, Debug)]
enum Step {
    Put(usize),
    Remove(usize),
    /// Minute, kind, and which of what there is to judge.
    Judge(u32, usize, usize, usize),
    /// Which of some lists of names.
    List(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        3 => (0usize..10).prop_map(Step::Put),
        1 => (0usize..10).prop_map(Step::Remove),
        4 => (0u32..60, 0usize..16, 0usize..40, 0usize..40)
            .prop_map(|(minute, kind, one, other)| Step::Judge(minute, kind, one, other)),
        1 => (0..LISTS.len()).prop_map(Step::List),
    ];
    proptest::collection::vec(step, 1..24)
}

/// Lists of names that fit the articles' in several ways.
const LISTS: [&str; 4] = [
    "",
    "person\tAna Reyes\tAna Müller|Ana Muller\tQ1\nplace\tNorland\t\tNO\norganisation\tAFP\tThe Coast Gazette\tQ2",
    "person\tAna Müller\tAna Reyes\tQ3\nperson\tAna Reyes\tJohn Smith\tQ4\nevent\tMerrow talks\t\tQ5",
    "person\tJohn Smith\t\tQ6\nperson\tMüller\tAna Müller\thttps://example.org/m",
];

fn list(number: usize) -> Vec<crate::gazetteer::Entry> {
    crate::gazetteer::read(LISTS[number])
        .unwrap()
        .into_keys()
        .collect()
}

fn story(number: usize) -> Extraction {
    match number {
        0 => fixture::reyes(),
        1 => fixture::post(),
        2 => read("port.txt", "Port closed", SENTENCE),
        3 => read("port.txt", "Port is closed", SENTENCE),
        4 => read("ship.txt", "Ship sold", SOLD),
        number => super::super::tests::article(number),
    }
}

fn ruling(record: &Record, kind: usize, one: usize, other: usize) -> Option<Ruling> {
    let attributions = attributions(record);
    let attribution = || attributions.get(one % attributions.len().max(1)).cloned();
    let another = attributions.get(other % attributions.len().max(1)).cloned();
    let between = |how: fn(Target, Target) -> Result<Ruling, JudgementError>| {
        how(attribution()?, another.clone()?).ok()
    };
    let mut entities = targets(record, crate::rdf::vocabulary::gaf::MENTION);
    for (path, called) in [
        ("person/ana-reyes", "Ana Reyes"),
        ("person/john-smith", "John Smith"),
        ("organisation/afp", "AFP"),
        ("organisation/coast-gazette", "The Coast Gazette"),
        ("person/ana-muller", "Ana Müller"),
        ("place/norland", "Norland"),
        ("event/merrow-talks", "Merrow talks"),
    ] {
        entities.push(name(path, called));
    }
    let (one, other) = (&entities[one % entities.len()], &entities[other % entities.len()]);
    let element = crate::judgement::cluster::Element::of;
    let apart = element(one) != element(other) && element(one)?.is_event() == element(other)?.is_event();
    let verdict = |verdict| Some(assess(&attribution()?, verdict));
    match kind {
        0 => verdict(Verdict::Accepted),
        1 => verdict(Verdict::Rejected),
        2 => verdict(Verdict::Unsure),
        3 => Some(Ruling::Correct {
            target: attribution()?,
            correction: Correction::read("speaker", "Ana Reyes", None).unwrap(),
        }),
        4 => Some(Ruling::Correct {
            target: attribution()?,
            correction: Correction::read("attitude", "denies", None).unwrap(),
        }),
        5 | 6 => apart.then(|| compare(one, Answer::Same, other)),
        7 => apart.then(|| compare(one, Answer::NotSame, other)),
        8 => between(|one, other| Ruling::compare(one, other, Answer::Same)),
        9 => between(|one, other| Ruling::compare(one, other, Answer::NotSame)),
        10 => between(|one, other| Ruling::relate("denies", one, other, Verdict::Accepted)),
        11 => between(|one, other| Ruling::relate("denies", one, other, Verdict::Rejected)),
        12 => between(|one, other| Ruling::relate("repeats", one, other, Verdict::Rejected)),
        13 => between(|one, other| Ruling::relate("contradicts", one, other, Verdict::Accepted)),
        14 => Some(Ruling::Correct {
            target: attribution()?,
            correction: Correction::read("about", "Ana Reyes; place:Norland", None).unwrap(),
        }),
        _ => {
            let all: Vec<&NamedNode> = record.judgements().all().keys().collect();
            let node = all.get(record.judgements().all().len().checked_sub(1)? % 7)?;
            Some(Ruling::Withdraw {
                judgement: record.base.path(node.as_ref()).to_owned(),
            })
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn articles_and_judgements_give_the_same_record_in_any_order(steps in steps()) {
        let mut stepwise = record();
        let mut standing = std::collections::BTreeMap::new();
        let mut listed = Vec::new();
        for step in steps {
            match step {
                Step::Put(number) => {
                    stepwise.put(&story(number)).unwrap();
                    standing.insert(stepwise.base.article(&story(number).article), story(number));
                }
                Step::Remove(number) => {
                    let node = stepwise.base.article(&story(number).article);
                    stepwise.remove(node.as_ref()).unwrap();
                    standing.remove(&node);
                }
                Step::List(number) => {
                    listed = list(number);
                    stepwise.list(listed.clone()).unwrap();
                }
                Step::Judge(minute, kind, one, other) => {
                    if let Some(ruling) = ruling(&stepwise, kind, one, other) {
                        stepwise.judge(&[judgement(minute, ruling)]).unwrap();
                    }
                }
            }
            let (is, must) = (stepwise.resolved().unwrap(), stepwise.resolve_from_nothing().unwrap());
            let apart = beside(&is, &must).chain(beside(&must, &is));
            prop_assert_eq!(apart.collect::<Vec<_>>(), Vec::<&Quad>::new());
        }
        let failures = check::check(&stepwise).unwrap();
        let broken: Vec<_> = failures.iter().filter(|failure| !failure.what.contains("contradicts")).collect();
        prop_assert!(broken.is_empty(), "{:#?}", broken);
        let all: Vec<Judgement> = stepwise.judgements().all().values().rev().cloned().collect();
        let (early, late) = all.split_at(all.len() / 2);
        let mut other = record();
        other.judge(early).unwrap();
        other.list(list(1)).unwrap();
        for article in standing.values().rev() {
            other.put(article).unwrap();
        }
        other.judge(late).unwrap();
        other.list(listed).unwrap();
        let resolved = |record: &Record| record.resolved().unwrap();
        prop_assert_eq!(resolved(&other), other.resolve_from_nothing().unwrap());
        prop_assert_eq!(resolved(&stepwise), resolved(&other));
    }
}

/// A sentence of a statement: on which side of the river who said what, of a few each.
type Line = (usize, usize, usize);

const PLACES: [&str; 3] = ["northern", "southern", "far"];
const SPEAKERS: [&str; 3] = ["Ana Reyes", "Ivo Lund", "Captain Ivo Lund"];
const CONTENTS: [&str; 3] = ["the dam was leaking", "the dam was dry", "it was late"];

fn words((place, speaker, content): &Line) -> (String, &'static str, &'static str) {
    let beginning = format!(
        "On the {} side of the river {} told everyone that ",
        PLACES[*place], SPEAKERS[*speaker]
    );
    (beginning, SPEAKERS[*speaker], CONTENTS[*content])
}

/// An article of such sentences, each read as an attribution, and the ranges of their contents in code points.
fn told(lines: &[Line]) -> (Extraction, Vec<crate::span::Anchor>) {
    let text: Vec<String> = lines
        .iter()
        .map(|line| {
            let (beginning, _, content) = words(line);
            format!("{beginning}{content}.")
        })
        .collect();
    let mut draft = Draft::new("river.txt", &text.join(" ")).published("The Coast Gazette", "2026-02-18");
    let mut anchors = Vec::new();
    let mut start = 0;
    for (line, sentence) in lines.iter().zip(&text) {
        let (beginning, speaker, content) = words(line);
        let said = draft.said(Said {
            source: speaker,
            content: &[content],
            ..Said::default()
        });
        let from = start + beginning.len();
        let frame = &mut draft.extraction.attributions[said].frame;
        frame.content = vec![crate::span::Span::new(from, from + content.len())];
        let from_speaker = start + beginning.find(speaker).unwrap();
        frame.source = vec![crate::span::Span::new(from_speaker, from_speaker + speaker.len())];
        // The sentences are ASCII, so bytes and code points count alike.
        anchors.push(crate::span::Anchor::new(from, from + content.len()));
        start += sentence.len() + 1;
    }
    (draft.finish(), anchors)
}

/// One change to an article: of a word, or of the sentences' order and number.
fn edit(lines: &mut Vec<Line>, (kind, one, other): (usize, usize, usize)) {
    let (one, length) = (one % lines.len(), lines.len());
    match kind {
        0 => lines[one].0 = other % 3,
        1 => lines[one].1 = other % 3,
        2 => lines[one].2 = other % 3,
        3 => lines.insert(other % (length + 1), lines[one]),
        4 => lines.swap(one, other % length),
        _ if length > 1 => _ = lines.remove(one),
        _ => {}
    }
}

/// The places of a text at which a range of another one stands with 32 code points around it, found the slow way.
fn alike(one: &str, anchor: crate::span::Anchor, other: &str) -> Vec<usize> {
    let around = |text: &str, begin: usize, end: usize| {
        let from = begin.saturating_sub(32);
        let to = (end + 32).min(text.len());
        (
            text[from..begin].to_owned(),
            text[begin..end].to_owned(),
            text[end..to].to_owned(),
        )
    };
    let judged = around(one, anchor.begin, anchor.end);
    let length = anchor.end - anchor.begin;
    (0..(other.len() + 1).saturating_sub(length))
        .filter(|begin| around(other, *begin, begin + length) == judged)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn no_judgement_moves_to_words_that_look_alike(
        lines in proptest::collection::vec((0usize..3, 0usize..3, 0usize..3), 1..7),
        judged in 0usize..7,
        edits in proptest::collection::vec((0usize..6, 0usize..7, 0usize..7), 0..5),
    ) {
        let (before, anchors) = told(&lines);
        let anchor = anchors[judged % lines.len()];
        let mut record = with(std::slice::from_ref(&before));
        let article = record.base.article(&before.article);
        let target = record.target(&iri::attribution(article.as_ref(), anchor, 1)).unwrap().unwrap();
        record.judge(&[judgement(0, assess(&target, Verdict::Rejected))]).unwrap();
        let mut edited = lines.clone();
        edits.iter().for_each(|change| edit(&mut edited, *change));
        let (after, anchors) = told(&edited);
        record.remove(article.as_ref()).unwrap();
        record.put(&after).unwrap();
        let places = alike(&before.article.text, anchor, &after.article.text);
        let rejected: Vec<NamedNode> = record
            .quads_with(None, Some(onr::JUDGED), None)
            .filter_map(|quad| match quad.unwrap().subject {
                NamedOrBlankNode::NamedNode(node) => Some(node),
                NamedOrBlankNode::BlankNode(_) => None,
            })
            .collect();
        let expected: Vec<NamedNode> = match places.as_slice() {
            [one] => anchors
                .iter()
                .filter(|anchor| anchor.begin == *one)
                .map(|anchor| iri::attribution(record.base.article(&after.article).as_ref(), *anchor, 1))
                .collect(),
            _ => Vec::new(),
        };
        prop_assert_eq!(&rejected, &expected);
        let states: Vec<State> = record.states().unwrap().into_values().collect();
        let state = if expected.is_empty() { State::Orphan } else { State::Stands };
        prop_assert_eq!(states, [state]);
    }
}
