//! The help that a user sees, as a picture that a change to it must redraw: review it like prose.

use crate::workspace::Workspace;

const COMMANDS: &[&str] = &[
    "ingest",
    "extract",
    "load",
    "claims",
    "show",
    "judge",
    "judgements",
    "queries",
    "query",
    "export",
    "graph",
    "serve",
    "check",
    "resolve",
    "evaluate",
    "completions",
];

#[test]
fn every_command_explains_itself_with_an_example() {
    let workspace = Workspace::new();
    let mut pages = workspace.run(&["--help"]).succeeds().output;
    for command in COMMANDS {
        let page = workspace.run(&[command, "--help"]).succeeds().output;
        assert!(
            page.contains(&format!("onrecord {command}")),
            "{command} shows no example"
        );
        pages.push_str(&format!("\n\n==== onrecord {command} --help\n{page}"));
    }
    insta::assert_snapshot!(pages);
}

#[test]
fn the_shells_complete_every_command() {
    let workspace = Workspace::new();
    for shell in ["bash", "zsh", "fish"] {
        let script = workspace.run(&["completions", shell]).succeeds().output;
        for command in COMMANDS {
            assert!(script.contains(command), "{shell}: {command}");
        }
    }
}
