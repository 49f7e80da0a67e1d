//! Records whose files are damaged.

use super::chance::Chance;
use super::{Between, Graphs, STORE, copy_folder, graphs, lines, times};
use crate::workspace::Workspace;
use std::fs;
use std::path::{Path, PathBuf};

/// The kinds of files that RocksDB makes; its log, which is empty in a record that was put away, is another story.
const KINDS: [&str; 4] = [".sst", "MANIFEST-", "CURRENT", "OPTIONS-"];

/// The files of a kind that hold something.
fn files(workspace: &Workspace, kind: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(workspace.path(STORE)).unwrap();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().contains(kind) && fs::metadata(path).unwrap().len() > 0)
        .collect();
    files.sort();
    files
}

/// Damages a file, or takes it away; says how.
fn damage(path: &Path, chance: &mut Chance) -> String {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    if chance.below(8) == 0 {
        fs::remove_file(path).unwrap();
        return format!("{name} is gone");
    }
    let mut bytes = fs::read(path).unwrap();
    let (what, place) = chance.damage(&mut bytes);
    fs::write(path, bytes).unwrap();
    format!("{name}: {what:?} at {place}")
}

/// Whether the record is told to be damaged, with the way back; else it must hold together.
fn is_told(workspace: &Workspace, place: &str) -> bool {
    let checked = workspace.run(&["check"]);
    if checked.code == Some(0) {
        return false;
    }
    for words in ["is damaged", "onrecord restore", "onrecord ingest"] {
        assert!(checked.messages.contains(words), "{place}: {}", checked.messages);
    }
    true
}

/// A record that was put away whole, all of it in the tables of the store.
fn of_lines() -> (Workspace, Graphs) {
    let workspace = Workspace::new()
        .with("first.jsonl", lines(0..1))
        .after(&["ingest", "first.jsonl"]);
    let whole = graphs(&workspace);
    (workspace, whole)
}

#[test]
fn damage_is_told_or_does_no_harm() {
    let mut chance = Chance::of("store");
    let (sound, whole) = of_lines();
    for kind in KINDS {
        let mut told = 0;
        let tries = times(2, 40);
        for _ in 0..tries {
            let workspace = Workspace::new();
            copy_folder(&sound.path(STORE), &workspace.path(STORE));
            let files = files(&workspace, kind);
            assert!(!files.is_empty(), "there is no {kind}");
            let place = damage(&files[chance.below(files.len())], &mut chance);
            if is_told(&workspace, &place) {
                told += 1;
            } else {
                assert!(
                    graphs(&workspace) == whole,
                    "{place}: nobody is told that the record is another"
                );
            }
        }
        println!("{kind}: {told} of {tries} told, the others did no harm");
    }
}

#[test]
fn a_damaged_record_has_its_ways_back() {
    let (workspace, whole) = of_lines();
    let workspace = workspace.after(&["backup", "copy"]);
    // The copy shares its files with the record: another one takes the place of this.
    for file in files(&workspace, ".sst") {
        let bytes = fs::read(&file).unwrap();
        fs::remove_file(&file).unwrap();
        fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    }
    assert!(is_told(&workspace, "half of each table"));
    for arguments in [&["claims"][..], &["ingest", "first.jsonl"], &["stats"]] {
        workspace.run(arguments).fails().saying("is damaged");
    }
    fs::rename(workspace.path(STORE), workspace.path("damaged")).unwrap();
    workspace.run(&["restore", "copy"]).succeeds();
    assert!(graphs(&workspace) == whole, "restored");
    fs::remove_dir_all(workspace.path(STORE)).unwrap();
    workspace.run(&["ingest", "first.jsonl"]).succeeds();
    assert!(graphs(&workspace) == whole, "read again");
}

/// What a process that was killed leaves is in the store's log. What is damaged of that was never reported as done, and may
/// be missing; what is there is whole.
#[test]
fn a_damaged_log_costs_no_more_than_what_was_not_reported() {
    let mut chance = Chance::of("log");
    let (sound, reported) = of_lines();
    let sound = sound.with("rest.jsonl", lines(1..2));
    let whole = Workspace::new().with("rest.jsonl", lines(1..2));
    copy_folder(&sound.path(STORE), &whole.path(STORE));
    whole.run(&["ingest", "rest.jsonl"]).succeeds();
    let after = graphs(&whole);
    let between = Between::new(&reported, &after);
    // All of the second run but its last step is in the log.
    let mut child = sound
        .plain(env!("CARGO_BIN_EXE_onrecord"))
        .args(["ingest", "-"])
        .stdin(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    std::io::Write::write_all(&mut input, lines(1..2).as_bytes()).unwrap();
    let logged = || -> u64 {
        files(&sound, ".log")
            .iter()
            .map(|file| fs::metadata(file).unwrap().len())
            .sum()
    };
    let begun = logged();
    let mut last = 0;
    // It writes until it has all that we sent, and then waits for more.
    while last == 0 || logged() != last {
        last = if logged() > begun { logged() } else { 0 };
        std::thread::sleep(std::time::Duration::from_millis(700));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    for _ in 0..times(2, 40) {
        let workspace = Workspace::new().with("rest.jsonl", lines(1..2));
        copy_folder(&sound.path(STORE), &workspace.path(STORE));
        let logs = files(&workspace, ".log");
        let place = damage(&logs[chance.below(logs.len())], &mut chance);
        if is_told(&workspace, &place) {
            continue;
        }
        between.holds(&workspace, &place);
        workspace.run(&["ingest", "rest.jsonl"]).succeeds();
        assert!(graphs(&workspace) == after, "{place}: the record is another");
    }
}
