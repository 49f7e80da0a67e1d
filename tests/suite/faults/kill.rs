//! Processes that are killed at random moments.

use super::chance::Chance;
use super::{Between, Graphs, STORE, copy_folder, copy_record, graphs, lines, times};
use crate::workspace::Workspace;
use std::fs;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

/// Runs a command and says how long it took.
fn timed(workspace: &Workspace, arguments: &[&str]) -> Duration {
    let begun = Instant::now();
    workspace.run(arguments).succeeds();
    begun.elapsed()
}

/// Starts a command and kills it after a while (`kill` of the standard library is SIGKILL); says whether that hit it before
/// its end.
fn killed(workspace: &Workspace, arguments: &[&str], after: Duration) -> bool {
    let mut child = workspace
        .plain(env!("CARGO_BIN_EXE_onrecord"))
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap().code().is_none()
}

/// What an ingest that was killed may leave: the articles of a run that ended, and some of another one.
struct Ingesting {
    /// The record of the run that ended.
    before: Workspace,
    /// What may be in between.
    between: Between,
    /// What the second run makes of it, undisturbed.
    after: Graphs,
    /// How long that takes.
    takes: Duration,
}

impl Ingesting {
    fn new() -> Self {
        let before = Workspace::new()
            .with("first.jsonl", lines(0..1))
            .after(&["ingest", "first.jsonl"]);
        let whole = Workspace::new().with("rest.jsonl", lines(1..4));
        copy_record(&before, &whole);
        let takes = timed(&whole, &["ingest", "rest.jsonl"]);
        let after = graphs(&whole);
        Self {
            between: Between::new(&graphs(&before), &after),
            before,
            after,
            takes,
        }
    }

    /// Kills so many runs, each going on where the last one stood; what ends before it is hit is compared and begun anew.
    fn kill(&self, kills: usize, chance: &mut Chance) {
        let mut hit = 0;
        while hit < kills {
            let workspace = Workspace::new().with("rest.jsonl", lines(1..4));
            copy_record(&self.before, &workspace);
            loop {
                let wait = chance.within(self.takes);
                if !killed(&workspace, &["ingest", "rest.jsonl"], wait) {
                    break;
                }
                hit += 1;
                self.between.holds(&workspace, &format!("kill {hit}, {wait:?}"));
                if hit == kills {
                    break;
                }
            }
            workspace.run(&["ingest", "rest.jsonl"]).succeeds();
            assert!(
                graphs(&workspace) == self.after,
                "after kill {hit} the record is another"
            );
        }
        println!("{hit} kills of ingest within {:?}", self.takes);
    }
}

#[test]
fn an_ingest_that_is_killed_loses_nothing_and_ends_the_same() {
    Ingesting::new().kill(times(4, 100), &mut Chance::of("ingest"));
}

#[test]
fn an_ingest_that_is_killed_while_it_makes_its_record_can_be_run_again() {
    let mut chance = Chance::of("making");
    let whole = Workspace::new().with("first.jsonl", lines(0..1));
    timed(&whole, &["ingest", "first.jsonl"]);
    let after = graphs(&whole);
    for kill in 0..times(3, 30) {
        let workspace = Workspace::new().with("first.jsonl", lines(0..1));
        let mut child = workspace
            .plain(env!("CARGO_BIN_EXE_onrecord"))
            .args(["ingest", "first.jsonl"])
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        while !workspace.path(STORE).exists() && child.try_wait().unwrap().is_none() {
            thread::sleep(Duration::from_micros(200));
        }
        // A store is made within some milliseconds; a busy machine takes longer.
        thread::sleep(chance.within(Duration::from_millis(60)));
        child.kill().unwrap();
        child.wait().unwrap();
        let checked = workspace.run(&["check"]);
        let is_none = checked.messages.contains("there is no record");
        assert!(
            is_none || checked.code == Some(0),
            "kill {kill}: {}",
            checked.messages
        );
        workspace.run(&["ingest", "first.jsonl"]).succeeds();
        assert!(
            graphs(&workspace) == after,
            "after kill {kill} the record is another"
        );
    }
}

/// Commands that write, on a record of the first articles; `copy` is a copy of it.
const WRITING: &[&[&str]] = &[
    &[
        "judge",
        "same",
        "Marco Rubio",
        "Secretary",
        "--by",
        "Mira",
        "--at",
        "2026-03-01T10:00:00Z",
    ],
    &["forget", "--from", "2025-07-01"],
    &["resolve", "--from-nothing"],
    &["compact"],
    &["restore", "copy"],
];

#[test]
fn a_command_that_is_killed_has_done_all_or_nothing_and_can_be_run_again() {
    let mut chance = Chance::of("commands");
    let ready_made = Workspace::new()
        .with("first.jsonl", lines(0..1))
        .after(&["ingest", "first.jsonl"])
        .after(&["backup", "copy"]);
    let before = graphs(&ready_made);
    for arguments in WRITING {
        let ready = || {
            let workspace = Workspace::new();
            if arguments[0] == "restore" {
                copy_folder(&ready_made.path("copy"), &workspace.path("copy"));
            } else {
                copy_record(&ready_made, &workspace);
            }
            workspace
        };
        let whole = ready();
        let takes = timed(&whole, arguments);
        let after = graphs(&whole);
        let mut hit = 0;
        let mut tried = 0;
        while hit < times(1, 20) {
            tried += 1;
            assert!(tried < 2000, "{arguments:?} ends before it can be killed");
            let workspace = ready();
            let wait = chance.within(takes);
            if killed(&workspace, arguments, wait) {
                hit += 1;
                let place = format!("{arguments:?} killed after {wait:?}");
                all_or_nothing(&workspace, &before, &after, &place);
            }
            run_again(&workspace, arguments);
            assert!(
                graphs(&workspace) == after,
                "{arguments:?} after {wait:?} ends in another record"
            );
        }
        println!("{hit} kills of {arguments:?} within {takes:?}");
    }
}

/// What an article says, and what was judged, is as it was or as it is to be; the rest follows from it.
fn all_or_nothing(workspace: &Workspace, before: &Graphs, after: &Graphs, place: &str) {
    if !workspace.path(STORE).exists() {
        // `restore` puts a record there when it is complete.
        return;
    }
    Between::new(before, after).holds(workspace, place);
    let judged = |graphs: &Graphs| graphs.get("<urn:onrecord:judgements>").cloned();
    let found = judged(&graphs(workspace));
    assert!(
        found == judged(before) || found == judged(after),
        "{place}: half a judgement"
    );
}

/// Runs a command that may have been done already.
fn run_again(workspace: &Workspace, arguments: &[&str]) {
    if arguments[0] == "restore" && workspace.path(STORE).exists() {
        return;
    }
    let ran = workspace.run(arguments);
    assert!(matches!(ran.code, Some(0 | 1)), "{arguments:?}: {}", ran.messages);
    if arguments[0] == "restore" {
        let left = fs::read_dir(workspace.path("")).unwrap().count();
        assert_eq!(left, 2, "the copy and the record, and no draft");
    }
}
