//! Looking after a record: numbers, copies, tidying, forgetting.

use super::workspace::{DAM, Workspace};
use std::fs;

/// All quads but those that tell when something was read.
fn quads(workspace: &Workspace, store: &str) -> String {
    let exported = workspace
        .run(&["export", "--store", store, "--format", "nquads"])
        .succeeds();
    let mut lines: Vec<&str> = exported
        .output
        .lines()
        .filter(|line| !line.ends_with("<urn:onrecord:runs> ."))
        .collect();
    lines.sort_unstable();
    lines.join("\n")
}

#[test]
fn a_copy_is_a_record_of_its_own() {
    let workspace = Workspace::of_dam();
    workspace.run(&["backup", "copy"]).succeeds().saying("1 articles");
    let before = quads(&workspace, "onrecord-store");
    workspace
        .run(&["backup", "copy"])
        .fails()
        .saying("copy is there already");
    workspace
        .run(&["forget", "dam.txt"])
        .succeeds()
        .saying("1 article forgotten");
    workspace.run(&["claims"]).finds_nothing();
    workspace
        .run(&["restore", "copy"])
        .fails()
        .saying("onrecord-store is there already");
    workspace.run(&["restore", "copy", "--store", "again"]).succeeds();
    assert_eq!(quads(&workspace, "again"), before);
    workspace.run(&["compact", "--store", "again"]).succeeds();
    assert_eq!(quads(&workspace, "again"), before);
}

#[test]
fn a_damaged_copy_leaves_nothing_behind() {
    let workspace = Workspace::of_dam().with("other/notes.txt", "no record");
    workspace.run(&["backup", "copy"]).succeeds();
    let files = fs::read_dir(workspace.path("copy"))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    for file in files.filter(|file| file.to_string_lossy().contains("MANIFEST")) {
        // The copy shares its files with the record: another one takes the place of this.
        fs::remove_file(&file).unwrap();
        fs::write(&file, "damaged").unwrap();
    }
    workspace
        .run(&["restore", "copy", "--store", "again"])
        .fails()
        .saying("damaged");
    workspace
        .run(&["restore", "other", "--store", "again"])
        .fails()
        .saying("is not a record");
    workspace
        .run(&["restore", "nowhere", "--store", "again"])
        .fails()
        .saying("is not a record");
    for left in ["again", "again.restoring"] {
        assert!(!workspace.path(left).exists(), "{left}");
    }
}

#[test]
fn what_is_forgotten_is_gone_with_all_that_rests_on_it() {
    let dated =
        |day: &str, text: &str| serde_json::json!({"id": day, "published": day, "text": text}).to_string();
    let workspace = Workspace::new()
        .with("one.json", dated("2024-05-03", DAM))
        .with("two.json", dated("2024-05-05", &DAM.replace("Lund", "Holm")));
    workspace.run(&["ingest", "one.json"]).succeeds();
    let alone = quads(&workspace, "onrecord-store");
    workspace.run(&["ingest", "two.json"]).succeeds();
    workspace
        .run(&["forget", "--from", "2024-05-04", "--dry-run"])
        .succeeds()
        .saying("1 article would be forgotten");
    workspace
        .run(&["forget", "--from", "2024-05-04"])
        .succeeds()
        .saying("1 article forgotten");
    assert_eq!(quads(&workspace, "onrecord-store"), alone);
    let all = workspace.run(&["export", "--format", "nquads"]).succeeds().output;
    assert!(!all.contains("2024-05-05"), "{all}");
    workspace
        .run(&["forget", "--outlet", "The Coast Gazette"])
        .finds_nothing();
    workspace
        .run(&["forget", "three.txt"])
        .fails()
        .saying("the record has no article three.txt");
    workspace.run(&["forget"]).fails();
}

#[test]
fn a_record_is_counted() {
    let workspace = Workspace::of_dam();
    workspace
        .run(&["stats"])
        .succeeds()
        .printing("articles       1\n");
    let json = workspace.run(&["stats", "--format", "json"]).succeeds().output;
    let stats: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(stats["articles"], 1);
    assert!(stats["attributions"].as_u64() > Some(2) && stats["bytes"].as_u64() > Some(1000));
}

#[test]
fn a_new_version_takes_the_place_of_the_earlier_one() {
    let long = |last: &str| {
        format!(
            "The port of Merrow was closed on Monday after a crane fell into the basin, and the ferries to the islands were sent to \
             Halden instead. Captain Nora Brandt said on Monday that nobody had been hurt. The harbour office counted eleven ships \
             that had to wait outside the mole. {last}"
        )
    };
    let first = long("Mayor Ida Roy promised that the port would open on Tuesday.");
    let second = long("Mayor Ida Roy promised that the port would open on Friday.");
    let workspace = Workspace::new()
        .with("port.txt", &first)
        .after(&["ingest", "port.txt"]);
    let workspace = workspace.with("port.txt", &second);
    workspace
        .run(&["ingest", "port.txt"])
        .succeeds()
        .saying("1 in the place of an earlier version");
    let claims = workspace.run(&["claims", "--format", "csv"]).succeeds().output;
    assert!(
        claims.contains("on Friday") && !claims.contains("on Tuesday"),
        "{claims}"
    );
    workspace
        .run(&["stats"])
        .succeeds()
        .printing("articles       1\n");
    workspace.run(&["check"]).succeeds();
    // Another article under the same name is one of its own.
    let workspace = workspace.with(
        "port.txt",
        "The mine is safe, the engineer Ivo Lund said on Monday.",
    );
    workspace.run(&["ingest", "port.txt"]).succeeds();
    workspace
        .run(&["stats"])
        .succeeds()
        .printing("articles       2\n");
}
