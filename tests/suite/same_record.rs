//! The same articles give the same record, byte for byte: in any order, any number of times, on any number of
//! threads. The graph of runs is left out; it is there to tell runs apart.

use crate::workspace::{Workspace, seed_files};
use std::collections::BTreeSet;

/// The seeds, read in one go by one thread.
fn plain() -> BTreeSet<String> {
    let workspace = Workspace::new().with_seeds();
    let workspace = workspace.after(&["ingest", "seeds", "--threads", "1"]);
    let record = workspace.record();
    assert!(record.len() > 1000, "{}", record.len());
    record
}

fn names() -> Vec<String> {
    let name = |path: &std::path::PathBuf| format!("seeds/{}", path.file_name().unwrap().to_str().unwrap());
    seed_files().iter().map(name).collect()
}

#[test]
fn in_another_order_twice_and_on_four_threads() {
    let plain = plain();
    let workspace = Workspace::new().with_seeds();
    let backwards: Vec<String> = names().into_iter().rev().collect();
    for round in 0..2 {
        let arguments: Vec<&str> = ["ingest", "--threads", "4"]
            .into_iter()
            .chain(backwards.iter().map(String::as_str))
            .collect();
        workspace.run(&arguments).succeeds();
        assert_eq!(workspace.record(), plain, "round {round}");
    }
}

#[test]
fn one_by_one() {
    let workspace = Workspace::new().with_seeds();
    let (odd, even): (Vec<_>, Vec<_>) = names()
        .into_iter()
        .enumerate()
        .partition(|(index, _)| index % 2 == 1);
    for (_, name) in odd.iter().chain(&even) {
        workspace.run(&["ingest", name]).succeeds();
    }
    assert_eq!(workspace.record(), plain());
}

#[test]
fn from_another_folder() {
    let workspace = Workspace::new().with_seeds();
    let whole = workspace.path("seeds");
    workspace.run(&["ingest", whole.to_str().unwrap()]).succeeds();
    assert_eq!(workspace.record(), plain());
}
