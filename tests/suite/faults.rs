//! Faults, made on purpose: kills, full disks, folders that may not be written, two processes at once, damaged files.
//!
//! After each of them, what was reported as done must be there and whole, nothing half, and the next run must end in the
//! same record as an undisturbed one. `make test` tries each fault a few times; `make test-faults` sets
//! `ONRECORD_FAULTS`, and then it is hundreds. All chance is seeded, and the seed is printed; `ONRECORD_SEED` sets another.

mod chance;
mod input;
mod kill;
mod refused;
mod room;
mod store;

use crate::workspace::{Workspace, seed_files};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Where the record of a workspace lies.
const STORE: &str = "onrecord-store";

/// How many times a fault is tried: few times in the short form, many in the long one.
fn times(few: usize, many: usize) -> usize {
    if std::env::var_os("ONRECORD_FAULTS").is_some() {
        many
    } else {
        few
    }
}

/// Articles as JSON lines: seeds that are texts, so many times, each time with another last line. The first two copies of
/// an article have the same address, so that the second is a new version of the first.
fn lines(copies: std::ops::Range<usize>) -> String {
    // The short form needs no more than those that have an address, and one other.
    let (first, most) = (times(2, 0), times(3, usize::MAX));
    let seeds = seed_files();
    let texts = seeds
        .iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .skip(first)
        .take(most);
    let mut lines = String::new();
    for copy in copies {
        for path in texts.clone() {
            let name = path.file_name().unwrap().to_string_lossy();
            let address = format!(".example/{}/", copy.saturating_sub(1));
            let text = fs::read_to_string(path).unwrap().replace(".example/", &address);
            let text = format!("{text}\nCopy {copy}\n");
            let line = serde_json::json!({"id": format!("{copy}-{name}"), "text": text});
            lines.push_str(&format!("{line}\n"));
        }
    }
    lines
}

/// Copies the record of one workspace into another, which has none.
fn copy_record(from: &Workspace, to: &Workspace) {
    copy_folder(&from.path(STORE), &to.path(STORE));
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

/// A record by its graphs, without the one that tells when something was read.
type Graphs = BTreeMap<String, BTreeSet<String>>;

fn graphs(workspace: &Workspace) -> Graphs {
    let mut graphs = Graphs::new();
    for quad in workspace.record() {
        let graph = quad.rsplit(' ').nth(1).unwrap().to_owned();
        graphs.entry(graph).or_default().insert(quad);
    }
    graphs
}

/// The graphs of its articles alone.
fn articles(graphs: &Graphs) -> Graphs {
    let all = graphs.iter().filter(|(graph, _)| graph.contains(":article/"));
    all.map(|(graph, quads)| (graph.clone(), quads.clone())).collect()
}

/// What a record may hold between two states, when something was stopped on its way from one to the other.
struct Between {
    before: Graphs,
    after: Graphs,
}

impl Between {
    fn new(before: &Graphs, after: &Graphs) -> Self {
        let (before, after) = (articles(before), articles(after));
        Self { before, after }
    }

    /// The record holds together; each of its articles is whole, as it was or as it is to be; what stays is there.
    fn holds(&self, workspace: &Workspace, place: &str) {
        let checked = workspace.run(&["check"]);
        assert_eq!(
            checked.code,
            Some(0),
            "{place}: {}{}",
            checked.output,
            checked.messages
        );
        let found = articles(&graphs(workspace));
        for (article, quads) in &found {
            let whole = self.before.get(article) == Some(quads) || self.after.get(article) == Some(quads);
            assert!(whole, "{place}: {article} is not whole");
        }
        for article in self
            .before
            .keys()
            .filter(|article| self.after.contains_key(*article))
        {
            assert!(found.contains_key(article), "{place}: {article} is lost");
        }
    }
}
