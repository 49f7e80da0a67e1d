//! The README's commands, run as a reader would run them.

use crate::workspace::Workspace;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The shell commands of the README's fenced blocks that begin with `onrecord`, in order.
fn commands() -> Vec<String> {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let mut commands = Vec::new();
    let mut in_shell = false;
    for line in readme.lines() {
        if line.starts_with("```") {
            in_shell = line == "```sh";
        } else if in_shell && line.starts_with("onrecord ") {
            commands.push(line.to_owned());
        }
    }
    assert!(commands.len() >= 8, "{commands:?}");
    commands
}

#[test]
fn every_command_of_the_readme_works() {
    let mut workspace = Workspace::new().with_seeds();
    for file in ["tests/gold/seeds.jsonl", "gazetteers/countries.tsv"] {
        let bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        workspace = workspace.with(file, bytes);
    }
    let program = Path::new(env!("CARGO_BIN_EXE_onrecord"));
    let path = format!(
        "{}:{}",
        program.parent().unwrap().display(),
        std::env::var("PATH").unwrap_or_default()
    );
    for command in commands() {
        let ran = Command::new("sh")
            .args(["-c", &command])
            .current_dir(workspace.path(""))
            .env("PATH", &path)
            .env_remove("ONRECORD_STORE")
            .output()
            .unwrap();
        let messages = String::from_utf8_lossy(&ran.stderr);
        assert!(ran.status.success(), "{command}\n{messages}");
    }
}
