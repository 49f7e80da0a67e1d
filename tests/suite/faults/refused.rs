//! Records that may not be written, and records that another process holds.

use super::{STORE, graphs, lines, times};
use crate::workspace::{DAM, Ran, Workspace};
use assert_cmd::Command;
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Stdio;

/// A user whom permissions hold off, as they do not hold off root.
const NOBODY: u32 = 65534;

fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

/// The program as somebody who may read the folder and not write it.
fn as_reader(workspace: &Workspace, arguments: &[&str]) -> Ran {
    let mut command = if fs::metadata(workspace.path("")).unwrap().uid() == 0 {
        // Root's own folders are closed to others, and the program may lie in one.
        let program = workspace.path("program");
        if !program.exists() {
            fs::copy(env!("CARGO_BIN_EXE_onrecord"), &program).unwrap();
        }
        let mut command = workspace.plain(program);
        command.uid(NOBODY).gid(NOBODY);
        command
    } else {
        workspace.plain(env!("CARGO_BIN_EXE_onrecord"))
    };
    command.args(arguments);
    Ran::of(Command::from_std(command), arguments)
}

#[test]
fn a_folder_that_may_not_be_written_is_told_and_stays_as_it_is() {
    let workspace = Workspace::of_dam().with("more.txt", DAM.replace("Lund", "Holm"));
    let before = graphs(&workspace);
    let folders = [workspace.path(STORE), workspace.path("")];
    as_reader(&workspace, &["queries"]).succeeds();
    folders.iter().for_each(|folder| allow(folder, 0o555));
    for arguments in [
        &["ingest", "more.txt"][..],
        &["ingest", "more.txt", "--store", "another"],
        &["claims"],
        &["compact"],
        &["resolve", "--from-nothing"],
        &["forget", "dam.txt"],
        &["backup", "copy"],
    ] {
        as_reader(&workspace, arguments)
            .fails()
            .saying("cannot be written")
            .saying("give a --store where you may write");
    }
    folders.iter().for_each(|folder| allow(folder, 0o755));
    assert!(!workspace.path("another").exists() && !workspace.path("copy").exists());
    assert!(graphs(&workspace) == before);
}

#[test]
fn two_processes_at_once_take_turns_or_are_told() {
    let files = ["one.jsonl", "two.jsonl"];
    let ready = || {
        Workspace::new()
            .with("one.jsonl", lines(0..1))
            .with("two.jsonl", lines(1..2))
    };
    let whole = ready()
        .after(&["ingest", "one.jsonl"])
        .after(&["ingest", "two.jsonl"]);
    let after = graphs(&whole);
    for round in 0..times(1, 12) {
        let workspace = ready();
        let children = files.map(|file| {
            workspace
                .plain(env!("CARGO_BIN_EXE_onrecord"))
                .args(["ingest", file])
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        });
        let ended = children.map(|child| child.wait_with_output().unwrap());
        let done = ended.iter().filter(|ended| ended.status.success()).count();
        assert!(done > 0, "round {round}: neither was let in");
        for told in ended.iter().filter(|ended| !ended.status.success()) {
            let messages = String::from_utf8_lossy(&told.stderr);
            assert!(
                messages.contains("is in use by another process"),
                "round {round}: {messages}"
            );
        }
        workspace.run(&["check"]).succeeds();
        files
            .iter()
            .for_each(|file| drop(workspace.run(&["ingest", file]).succeeds()));
        assert!(graphs(&workspace) == after, "round {round}");
    }
}
