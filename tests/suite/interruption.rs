//! A process that is killed in the middle leaves a sound record, and running it again completes it.

use crate::workspace::{Workspace, seed_files};
use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Many articles: every seed, over and over, each time with another last line.
fn many() -> String {
    let mut lines = String::new();
    for copy in 0..30 {
        for path in seed_files()
            .iter()
            .filter(|path| path.extension().unwrap() == "txt")
        {
            let name = path.file_name().unwrap().to_str().unwrap();
            let text = format!("{}\nCopy {copy}\n", fs::read_to_string(path).unwrap());
            let line = serde_json::json!({"id": format!("{copy}-{name}"), "text": text});
            lines.push_str(&format!("{line}\n"));
        }
    }
    lines
}

/// How many articles the record holds.
fn articles(workspace: &Workspace) -> usize {
    let class = "<https://schema.org/NewsArticle> ";
    workspace
        .record()
        .iter()
        .filter(|quad| quad.contains(class))
        .count()
}

#[test]
fn killed_and_started_again() {
    let lines = many();
    let whole = Workspace::new()
        .with("many.jsonl", &lines)
        .after(&["ingest", "many.jsonl"]);
    let all = articles(&whole);
    let workspace = Workspace::new().with("many.jsonl", &lines);
    let mut kills = 0;
    for wait in [80, 200, 400] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_onrecord"))
            .args(["ingest", "many.jsonl"])
            .current_dir(workspace.path(""))
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Before RocksDB writes this file there is no record, and nothing that could be lost.
        let begun = workspace.path("onrecord-store/CURRENT");
        while !begun.exists() && child.try_wait().unwrap().is_none() {
            thread::sleep(Duration::from_millis(1));
        }
        thread::sleep(Duration::from_millis(wait));
        // `kill` of the standard library is SIGKILL.
        child.kill().unwrap();
        let unfinished = !child.wait().unwrap().success();
        if unfinished && begun.exists() {
            let asked = Instant::now();
            workspace.run(&["check"]).succeeds();
            assert!(articles(&workspace) <= all, "{:?}", asked.elapsed());
            kills += 1;
        }
    }
    assert!(kills > 0, "the machine was too fast: give it more articles");
    workspace.run(&["ingest", "many.jsonl"]).succeeds();
    assert_eq!(workspace.record(), whole.record());
}
