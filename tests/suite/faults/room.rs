//! Disks that are full.

use super::chance::Chance;
use super::{Between, Graphs, STORE, copy_folder, graphs, lines, times};
use crate::workspace::{Ran, Workspace};
use assert_cmd::Command;
use std::fs;
use std::path::PathBuf;

/// A record of a run that ended, and what a second one makes of it.
struct Filling {
    before: Workspace,
    between: Between,
    after: Graphs,
}

impl Filling {
    fn new() -> Self {
        let before = Workspace::new()
            .with("first.jsonl", lines(0..1))
            .with("rest.jsonl", lines(1..3))
            .after(&["ingest", "first.jsonl"]);
        let whole = Workspace::new().with("rest.jsonl", lines(1..3));
        copy_folder(&before.path(STORE), &whole.path(STORE));
        whole.run(&["ingest", "rest.jsonl"]).succeeds();
        let after = graphs(&whole);
        Self {
            between: Between::new(&graphs(&before), &after),
            before,
            after,
        }
    }

    /// What a run says that found no room.
    fn is_told(ran: &Ran, place: &str) {
        assert_eq!(ran.code, Some(2), "{place}: {}", ran.messages);
        let told =
            ran.messages.contains("there is no room for the record") && ran.messages.contains("make room");
        assert!(told, "{place}: {}", ran.messages);
    }

    /// What stands in the record after it.
    fn is_kept(&self, workspace: &Workspace, place: &str) {
        self.between.holds(workspace, place);
        workspace.run(&["ingest", "rest.jsonl"]).succeeds();
        assert!(graphs(workspace) == self.after, "{place}: the record is another");
    }
}

/// Reads the rest, with no file longer than so many blocks of 512 bytes. `trap` makes that an error; without it the
/// system kills the process.
fn read_within(workspace: &Workspace, blocks: usize, trap: &str) -> Ran {
    let mut shell = workspace.plain("sh");
    shell.args([
        "-c",
        &format!("{trap} ulimit -f {blocks}; exec \"$0\" ingest rest.jsonl"),
    ]);
    shell.arg(env!("CARGO_BIN_EXE_onrecord"));
    Ran::of(
        Command::from_std(shell),
        &["ingest", "rest.jsonl", "within", &blocks.to_string()],
    )
}

#[test]
fn a_file_that_may_not_grow_is_told_and_costs_nothing_that_was_stored() {
    let mut chance = Chance::of("limit");
    let filling = Filling::new();
    let mut hit = 0;
    while hit < times(3, 30) {
        let workspace = Workspace::new().with("rest.jsonl", lines(1..3));
        copy_folder(&filling.before.path(STORE), &workspace.path(STORE));
        let blocks = 1 + chance.below(40_000);
        let is_killed = chance.below(4) == 0;
        let ran = read_within(&workspace, blocks, if is_killed { "" } else { "trap '' XFSZ;" });
        let place = format!("{blocks} blocks");
        if ran.code != Some(0) {
            hit += 1;
            if !is_killed {
                Filling::is_told(&ran, &place);
            }
        }
        filling.is_kept(&workspace, &place);
    }
}

/// A small disk, gone at the end of the test.
struct Disk(PathBuf);

impl Disk {
    /// `None` where one may not be made.
    fn new(place: PathBuf, megabytes: usize) -> Option<Disk> {
        let options = format!("size={megabytes}m");
        let made = std::process::Command::new("mount")
            .args(["-t", "tmpfs", "-o", &options, "tmpfs"])
            .arg(&place)
            .output()
            .is_ok_and(|made| made.status.success());
        if !made {
            println!("skipped: needs the right to mount a disk");
        }
        made.then_some(Disk(place))
    }

    fn grow(&self) {
        let grown = std::process::Command::new("mount")
            .args(["-o", "remount,size=400m"])
            .arg(&self.0)
            .status();
        assert!(grown.unwrap().success());
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Nothing to be done where it stays.
        let _ = std::process::Command::new("umount")
            .arg("-l")
            .arg(&self.0)
            .status();
    }
}

#[test]
fn a_full_disk_is_told_and_costs_nothing_that_was_stored() {
    let mut chance = Chance::of("disk");
    let filling = Filling::new();
    let record = fs::read_dir(filling.before.path(STORE)).unwrap();
    let bytes: u64 = record.map(|file| file.unwrap().metadata().unwrap().len()).sum();
    // Each file takes whole pages.
    let needed = usize::try_from(bytes / 1_000_000).unwrap() + 1;
    let mut hit = 0;
    while hit < times(1, 12) {
        let workspace = Workspace::new()
            .with("rest.jsonl", lines(1..3))
            .with(&format!("{STORE}/none"), "");
        let Some(disk) = Disk::new(workspace.path(STORE), needed + chance.below(6)) else {
            return;
        };
        copy_folder(&filling.before.path(STORE), &disk.0);
        let ran = workspace.run(&["ingest", "rest.jsonl"]);
        if ran.code != Some(0) {
            hit += 1;
            Filling::is_told(&ran, "a full disk");
        }
        disk.grow();
        filling.is_kept(&workspace, "a full disk");
    }
}
