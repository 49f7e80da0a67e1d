//! Past one machine: what many programs found, as shards, makes the record that one program makes.

use crate::workspace::{DAM, Workspace, seed_files};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;

const SHARD: [&str; 3] = ["extract", "--format", "nquads"];

fn shard(workspace: &Workspace, what: &[&str]) -> String {
    workspace.run(&[&SHARD, what].concat()).succeeds().output
}

fn packed(text: &str) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(text.as_bytes()).unwrap();
    packer.finish().unwrap()
}

/// Articles as JSON lines, by name and address.
fn article(name: &str, address: &str, text: &str) -> String {
    serde_json::json!({"id": name, "url": address, "published": "2026-02-17", "publisher": "The Coast Gazette", "text": text})
        .to_string()
        + "\n"
}

#[test]
fn extract_prints_the_graphs_that_ingest_stores() {
    let workspace = Workspace::new().with_seeds().after(&["ingest", "seeds"]);
    let extracted = shard(&workspace, &["seeds"]);
    assert_eq!(extracted, shard(&workspace, &["seeds", "--threads", "4"]));
    let extracted: BTreeSet<String> = extracted.lines().map(str::to_owned).collect();
    let is_found = |line: &String| line.ends_with("> .") && line.contains(" <urn:onrecord:article/");
    let stored: BTreeSet<String> = workspace
        .record()
        .into_iter()
        .filter(|line| {
            line.rsplit(' ')
                .nth(1)
                .is_some_and(|graph| graph.contains(":article/"))
        })
        .collect();
    assert!(extracted.len() > 1000 && extracted.iter().all(is_found));
    assert_eq!(extracted, stored);
}

#[test]
fn a_record_of_shards_is_the_record_of_the_articles() {
    let plain = Workspace::new().with_seeds().after(&["ingest", "seeds"]).record();
    let mut workspace = Workspace::new()
        .with_seeds()
        .with("shards/_SUCCESS", "")
        .with("shards/.part.crc", "x");
    for (number, seed) in seed_files().iter().enumerate() {
        let text = shard(&workspace, &[seed.to_str().unwrap()]);
        workspace = match number % 2 {
            0 => workspace.with(&format!("shards/part-{number:02}.gz"), packed(&text)),
            _ => workspace.with(&format!("shards/part-{number:02}"), text),
        };
    }
    workspace.run(&["load", "shards"]).succeeds().saying("11 new");
    assert_eq!(workspace.record(), plain);
    workspace.run(&["load", "shards"]).succeeds().saying("0 new");
    assert_eq!(workspace.record(), plain, "loaded twice");
    workspace.run(&["check"]).succeeds();
    assert!(!workspace.path("onrecord-store.loading").exists());
    assert!(!workspace.path("onrecord-store.before-load").exists());
}

#[test]
fn shards_are_added_to_a_record_and_judgements_stay() {
    let all = Workspace::new().with_seeds();
    all.run(&["ingest", "seeds"]).succeeds();
    let judge = ["judge", "same", "Dmitry Peskov", "Sergei Lavrov", "--by", "Mira"];
    let workspace = Workspace::new().with_seeds();
    let names: Vec<String> = seed_files()
        .iter()
        .map(|seed| seed.display().to_string())
        .collect();
    let (first, rest) = names.split_at(6);
    let ingest: Vec<&str> = ["ingest"]
        .into_iter()
        .chain(first.iter().map(String::as_str))
        .collect();
    workspace.run(&ingest).succeeds();
    workspace.run(&judge).succeeds();
    workspace
        .run(&["judgements", "export", "judged.jsonl"])
        .succeeds();
    let judged = workspace.path("judged.jsonl");
    all.run(&["judgements", "import", judged.to_str().unwrap()])
        .succeeds();
    let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
    let text = shard(&workspace, &rest);
    workspace.run_on(&["load", "-"], text).succeeds().saying("5 new");
    assert_eq!(workspace.record(), all.record());
}

#[test]
fn of_two_versions_the_later_one_stays_as_with_ingest() {
    let port = |last: &str| {
        format!(
            "The port of Merrow was closed on Monday after a crane fell into the basin, and the ferries to the islands were sent to \
             Halden instead. Captain Nora Brandt said on Monday that nobody had been hurt. The harbour office counted eleven ships \
             that had to wait outside the mole. Mayor Ida Roy promised that the port would open on {last}."
        )
    };
    let (one, two) = ("https://example.org/port", "https://example.org/other");
    let workspace = Workspace::new()
        .with(
            "1.jsonl",
            article("a", one, &port("Tuesday")) + &article("b", two, DAM),
        )
        .with("2.jsonl", article("a", one, &port("Friday")));
    workspace
        .run(&["ingest", "1.jsonl", "2.jsonl", "--store", "ingested"])
        .succeeds();
    let exported = |store: &str| {
        let all = workspace
            .run(&["export", "--store", store, "--format", "nquads"])
            .succeeds()
            .output;
        let lines = all
            .lines()
            .filter(|line| !line.ends_with("<urn:onrecord:runs> ."));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let text = shard(&workspace, &["1.jsonl", "2.jsonl"]);
    let said = workspace
        .run_on(&["load", "-", "--store", "loaded"], text.clone())
        .succeeds();
    said.saying("1 earlier versions left out");
    assert_eq!(exported("loaded"), exported("ingested"));
    workspace
        .run_on(&["load", "-", "--store", "loaded"], text)
        .succeeds();
    assert_eq!(exported("loaded"), exported("ingested"), "loaded twice");
    // The record had the earlier version.
    workspace
        .run(&["ingest", "1.jsonl", "--store", "later"])
        .succeeds();
    workspace
        .run_on(
            &["load", "-", "--store", "later"],
            shard(&workspace, &["2.jsonl"]),
        )
        .succeeds();
    assert_eq!(exported("later"), exported("ingested"));
}

#[test]
fn a_damaged_shard_is_named_and_nothing_is_stored() {
    let workspace = Workspace::of_dam();
    let before = workspace.record();
    let text = shard(&workspace, &["dam.txt"]);
    let lines: Vec<&str> = text.lines().collect();
    let cut = &text[..text.len() - 20];
    let broken = text.replacen("<urn:onrecord:", "<urn onrecord:", 1);
    let foreign = text.clone() + "<urn:a> <urn:b> <urn:c> <urn:onrecord:resolved> .\n";
    let class = "<https://schema.org/NewsArticle>";
    let part: String = lines
        .iter()
        .filter(|line| !line.contains(class))
        .map(|line| format!("{line}\n"))
        .collect();
    let mut half = packed(&text);
    half.truncate(half.len() / 2);
    let last = format!("last.nq, line {}", lines.len());
    let foreign_line = format!("foreign.nq, line {}", lines.len() + 1);
    let workspace = workspace
        .with("last.nq", cut)
        .with("first.nq", broken)
        .with("foreign.nq", foreign)
        .with("part.nq", part)
        .with("half.nq.gz", half)
        .with("running/_temporary/x", "");
    for (shard, words) in [
        ("last.nq", last.as_str()),
        ("first.nq", "first.nq, line 1: damaged or cut off"),
        ("foreign.nq", &foreign_line),
        ("part.nq", "is not whole"),
        ("half.nq.gz", "half.nq.gz cannot be read"),
        ("nowhere.nq", "nowhere.nq cannot be read"),
        ("running", "run the job again"),
    ] {
        for store in ["onrecord-store", "fresh"] {
            workspace
                .run(&["load", shard, "--store", store])
                .fails()
                .saying(words);
        }
        assert!(
            !workspace.path("fresh").exists() && !workspace.path("fresh.loading").exists(),
            "{shard}"
        );
        assert!(!workspace.path("onrecord-store.loading").exists(), "{shard}");
    }
    assert_eq!(workspace.record(), before);
    workspace
        .run_on(&["load", "-", "--store", "fresh"], "")
        .finds_nothing()
        .saying("no articles");
    assert!(!workspace.path("fresh").exists());
}

#[test]
fn what_an_interrupted_load_left_is_cleared_away() {
    let workspace = Workspace::of_dam();
    let before = workspace.record();
    let text = shard(&workspace, &["dam.txt"]);
    workspace.run(&["backup", "onrecord-store.loading"]).succeeds();
    // As a process leaves it that is killed between the two last steps.
    fs::rename(
        workspace.path("onrecord-store"),
        workspace.path("onrecord-store.before-load"),
    )
    .unwrap();
    workspace.run_on(&["load", "-"], text).succeeds().saying("0 new");
    assert_eq!(workspace.record(), before);
    assert!(!workspace.path("onrecord-store.loading").exists());
    assert!(!workspace.path("onrecord-store.before-load").exists());
}

#[test]
fn each_bad_article_is_a_line_for_programs_and_the_rest_is_read() {
    let lines = article("a", "https://example.org/a", DAM) + "{\"id\": \"b\"}\nno JSON\n";
    let workspace = Workspace::new()
        .with("wire.jsonl", lines)
        .with("empty.txt", " \n");
    let arguments = ["wire.jsonl", "empty.txt", "--errors", "bad.jsonl"];
    let found = shard(&workspace, &arguments);
    assert!(found.contains("<https://schema.org/NewsArticle>"));
    let bad = fs::read_to_string(workspace.path("bad.jsonl")).unwrap();
    let bad: Vec<serde_json::Value> = bad
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let places: Vec<_> = bad
        .iter()
        .map(|each| (each["file"].as_str().unwrap(), each["line"].as_u64()))
        .collect();
    assert_eq!(
        places,
        [
            ("wire.jsonl", Some(2)),
            ("wire.jsonl", Some(3)),
            ("empty.txt", None)
        ]
    );
    assert!(bad.iter().all(|each| !each["error"].as_str().unwrap().is_empty()));
    let nothing = [&SHARD[..], &["empty.txt", "--errors", "bad.jsonl"]].concat();
    workspace.run(&nothing).finds_nothing();
    workspace
        .run(&[&SHARD[..], &["empty.txt"]].concat())
        .fails()
        .saying("nothing could be read");
}
