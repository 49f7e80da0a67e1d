//! What hand-read articles add to the shared nodes.

use super::*;
use crate::entity::Event;
use crate::mention::{Interval, Kind};
use crate::pipeline::Extraction;
use crate::rdf::fixture;
use crate::rdf::found;
use std::collections::BTreeSet;

/// The resolved triples of some articles, in short form.
fn resolved(extractions: &[Extraction]) -> BTreeSet<String> {
    let base = Base::default();
    let mut shared: BTreeMap<NamedNode, Facts> = BTreeMap::new();
    let mut told = BTreeSet::new();
    for extraction in extractions {
        let contribution = contribution(found::quads(extraction, &base), &base, &Judgements::default());
        told.extend(contribution.own.into_keys());
        for (node, facts) in contribution.shared {
            shared.entry(node).or_default().join(&facts);
        }
    }
    for (node, facts) in &shared {
        told.extend(facts.told(node).into_keys());
    }
    told.into_iter().map(|line| short(&line)).collect()
}

fn short(line: &str) -> String {
    let mut line = line.replace("<urn:onrecord:", "<");
    for (prefix, namespace) in crate::rdf::vocabulary::PREFIXES {
        line = line.replace(&format!("<{namespace}"), &format!("<{prefix}:"));
    }
    line
}

/// The lines that hold all of some words.
fn with<'a>(told: &'a BTreeSet<String>, words: &[&str]) -> Vec<&'a str> {
    told.iter()
        .filter(|line| words.iter().all(|word| line.contains(word)))
        .map(String::as_str)
        .collect()
}

#[test]
fn the_same_remark_in_two_articles_is_one_statement() {
    let told = resolved(&[fixture::reyes(), fixture::post()]);
    let denials: BTreeSet<&str> = with(&told, &["onr:stance", "onr:denies", "<statement/"])
        .iter()
        .filter_map(|line| line.split(' ').next())
        .collect();
    let reported: Vec<usize> = denials
        .iter()
        .map(|statement| with(&told, &[statement, "onr:reportedBy"]).len())
        .collect();
    assert_eq!(reported.iter().sum::<usize>(), 3, "three attributions of denials");
    assert!(
        reported.contains(&2),
        "one of them is reported by both outlets: {reported:?}"
    );
}

#[test]
fn a_denied_report_and_its_denial_meet_in_one_claim() {
    let told = resolved(&[fixture::post()]);
    let claim = with(&told, &["schema:text", "dam was leaking"]);
    let [claim] = claim[..] else {
        panic!("one claim, not {claim:?}")
    };
    let claim = claim.split(' ').next().expect("a subject");
    assert_eq!(
        with(&told, &["<onr:said>", claim]),
        [format!("<organisation/merrow-institute> <onr:said> {claim}")]
    );
    assert_eq!(
        with(&told, &["<onr:denied>", claim]),
        [format!("<person/ana-reyes> <onr:denied> {claim}")]
    );
    assert_eq!(with(&told, &["<statement/", "<onr:denies>", claim]).len(), 1);
    assert_eq!(with(&told, &["<onr:relationKind> <onr:denies>"]).len(), 1);
}

#[test]
fn groups_without_a_name_stay_in_their_article() {
    let told = resolved(&[fixture::reyes()]);
    let groups = with(&told, &["rdf:type", "<onr:Group>"]);
    assert_eq!(groups.len(), 1);
    assert!(
        groups[0].starts_with("<group/the-coast-gazette-2026-02-18-"),
        "{groups:?}"
    );
    assert!(groups[0].contains("/two-engineers>"), "{groups:?}");
}

#[test]
fn rounds_belong_to_their_event() {
    let told = resolved(&[fixture::post()]);
    for expected in [
        "<event/merrow-talks-2026-03-05> <sem:subEventOf> <event/merrow-talks>",
        "<event/merrow-talks-2026-03-05> <sem:hasTime> <interval/2026-03-05_2026-03-05>",
        "<event/merrow-talks-2026-03-05> <sem:hasActor> <place/norland>",
        "<event/merrow-talks> <sem:eventType> \"talks\"",
        "<event/merrow-talks> <skos:prefLabel> \"Merrow talks\"",
    ] {
        assert!(
            told.contains(expected),
            "{expected} is not in {:#?}",
            with(&told, &["<event/"])
        );
    }
}

/// An article that speaks of talks in Merrow on a day, or on none.
fn talks(outlet: &str, on: Option<&str>) -> Extraction {
    let mut draft = fixture::Draft::new("talks.txt", "Talks in Merrow went well, Ana Reyes said.")
        .published(outlet, "2026-03-06");
    let merrow = draft.entity(Kind::Place, "Merrow");
    let reyes = draft.entity(Kind::Person, "Ana Reyes");
    let day = on.map(fixture::day);
    let talks = draft.event(
        "Merrow talks",
        Event {
            kind: "talks".to_owned(),
            place: Some(merrow),
            interval: day.map(|day| Interval { from: day, to: day }),
            ..Event::default()
        },
    );
    let about = draft.mention(talks, "Talks");
    draft.mention(merrow, "Merrow");
    let speaker = draft.mention(reyes, "Ana Reyes");
    draft.said(fixture::Said {
        source: "Ana Reyes",
        cue: "said",
        content: &["Talks in Merrow went well"],
        speaker: Some(reyes),
        mention: Some(speaker),
        about: &[about],
        ..fixture::Said::default()
    });
    draft.finish()
}

#[test]
fn an_event_of_one_day_is_the_round_of_that_day_in_every_article() {
    let told = resolved(&[
        fixture::post(),
        talks("Bay Radio", Some("2026-03-05")),
        talks("Coast Radio", Some("2026-04-09")),
        talks("Hill Radio", None),
    ]);
    let is_a: Vec<&str> = with(&told, &["<event/", "<rdf:type>", "<sem:Event>"]);
    assert_eq!(
        is_a,
        [
            "<event/merrow-talks-2026-03-05> <rdf:type> <sem:Event>",
            "<event/merrow-talks-2026-04-09> <rdf:type> <sem:Event>",
            "<event/merrow-talks> <rdf:type> <sem:Event>",
        ]
    );
    for expected in [
        "<event/merrow-talks-2026-04-09> <sem:subEventOf> <event/merrow-talks>",
        "<event/merrow-talks-2026-04-09> <skos:prefLabel> \"Merrow talks, 2026-04-09\"",
        "<event/merrow-talks> <skos:prefLabel> \"Merrow talks\"",
        "<event/merrow-talks> <sem:hasPlace> <place/merrow>",
    ] {
        assert!(
            told.contains(expected),
            "{expected} is not in {:#?}",
            with(&told, &["<event/"])
        );
    }
    let about = with(&told, &["<claim/", "<schema:about>", "<event/"]);
    assert_eq!(
        about.len(),
        5,
        "of both rounds and, twice, of the talks: {about:#?}"
    );
}

#[test]
fn titles_become_offices_with_the_days_they_were_seen() {
    let told = resolved(&[fixture::reyes(), fixture::post()]);
    for expected in [
        "<membership/ana-reyes.energy-minister.place-norland> <org:organization> <place/norland>",
        "<membership/ana-reyes.energy-minister.place-norland> <org:member> <person/ana-reyes>",
        "<role/minister> <skos:prefLabel> \"minister\"",
        "<membership/ana-reyes.minister#during> <onr:from> \"2026-02-18\"^^<xsd:date>",
    ] {
        assert!(
            told.contains(expected),
            "{expected} is not in {:#?}",
            with(&told, &["<membership/"])
        );
    }
}

#[test]
fn the_chain_leads_to_entities() {
    let told = resolved(&[fixture::reyes()]);
    let through: Vec<&str> = with(&told, &["#hop=37,61,", "<onr:through>"])
        .iter()
        .filter_map(|line| line.rsplit(' ').next())
        .collect();
    assert_eq!(through, ["<organisation/coast-gazette>", "<organisation/afp>"]);
}
