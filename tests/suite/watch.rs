//! `onrecord ingest --watch`: what comes to a folder goes into the record, and other commands can have the record meanwhile.

use crate::serve::Serving;
use crate::workspace::{DAM, Workspace};
use serde_json::Value;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdout, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, SystemTime};

const PIER: &str = "\
The Strait Dispatch
2 March 2026

Harbour master Ivo Lund denied that the pier was closed.

Boats had been told to keep away from it since Monday, after a crane fell into the water beside the ferry. Nobody was hurt, and two
of the five ferries went on as usual.
";

/// Longer than any run of these tests takes.
const PATIENCE: Duration = Duration::from_secs(60);

/// A watching command, and what it tells of its runs.
struct Watching {
    process: Child,
    runs: Receiver<Value>,
}

impl Watching {
    fn begin(workspace: &Workspace) -> Self {
        let mut process = workspace
            .plain(env!("CARGO_BIN_EXE_onrecord"))
            .args(["ingest", "--watch", "inbox", "--format", "json"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let runs = runs(process.stdout.take().unwrap());
        Self { process, runs }
    }

    /// What the next run did.
    fn run(&self) -> Value {
        self.runs.recv_timeout(PATIENCE).expect("a run within a minute")
    }

    /// Ends it; gives its messages.
    fn end(mut self) -> String {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        let mut messages = String::new();
        let mut stream = self.process.stderr.take().unwrap();
        stream.read_to_string(&mut messages).unwrap();
        messages
    }
}

fn runs(output: ChildStdout) -> Receiver<Value> {
    let (sender, runs) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(output).lines() {
            let run = serde_json::from_str(&line.unwrap()).unwrap();
            if sender.send(run).is_err() {
                return;
            }
        }
    });
    runs
}

fn counts(run: &Value) -> [u64; 4] {
    [
        "articles",
        "new",
        "unchanged",
        "in_the_place_of_an_earlier_version",
    ]
    .map(|name| run[name].as_u64().unwrap())
}

#[test]
fn what_comes_to_a_folder_is_read_and_others_can_have_the_record_meanwhile() {
    let workspace = Workspace::new().with("inbox/dam.txt", DAM);
    let watching = Watching::begin(&workspace);
    assert_eq!(counts(&watching.run()), [1, 1, 0, 0]);
    workspace.run(&["claims", "--by", "Ana Reyes"]).succeeds();

    // Written in two steps: the first half is no article to be read.
    let mut file = File::create(workspace.path("inbox/pier.txt")).unwrap();
    let (head, rest) = PIER.split_at(PIER.len() / 2);
    file.write_all(head.as_bytes()).unwrap();
    file.set_modified(SystemTime::now()).unwrap();
    file.write_all(rest.as_bytes()).unwrap();
    drop(file);
    fs::write(workspace.path("inbox/empty.txt"), "").unwrap();
    let run = watching.run();
    let run = match run["articles"].as_u64() {
        // A slow machine looks at one of the two alone.
        Some(0) => watching.run(),
        _ => run,
    };
    assert_eq!(counts(&run), [1, 1, 0, 0]);
    workspace.run(&["claims", "--by", "Ivo Lund"]).succeeds();

    fs::write(
        workspace.path("inbox/pier.txt"),
        PIER.replace("was closed", "was shut"),
    )
    .unwrap();
    assert_eq!(counts(&watching.run()), [1, 1, 0, 1]);
    let messages = watching.end();
    assert!(messages.contains("stop with Ctrl-C"), "{messages}");
    assert_eq!(messages.matches("empty.txt: no text").count(), 1, "{messages}");

    let alone = Workspace::new()
        .with("inbox/dam.txt", DAM)
        .with("inbox/pier.txt", PIER.replace("was closed", "was shut"))
        .after(&["ingest", "inbox"]);
    assert_eq!(workspace.record(), alone.record());
}

#[test]
fn a_watch_goes_through_the_server_that_has_the_record() {
    let workspace = Workspace::of_dam().with("inbox/pier.txt", PIER);
    let serving = Serving::begin(&workspace);
    let watching = Watching::begin(&workspace);
    assert_eq!(counts(&watching.run()), [1, 1, 0, 0]);
    let claims = serving.get("/claims?by=Ivo+Lund");
    assert!(claims.contains("pier"), "{claims}");
    watching.end();
    assert!(serving.stop(), "the server goes on, and stops as ever");
}

#[test]
fn what_cannot_be_watched_is_said_at_once() {
    let workspace = Workspace::new();
    workspace
        .run(&["ingest", "--watch", "inbox"])
        .fails()
        .saying("inbox cannot be watched")
        .saying("Make the folder first");
    workspace
        .run_on(&["ingest", "--watch", "-"], "The dam is safe.")
        .fails()
        .saying("standard input cannot be watched");
    assert!(
        !workspace.path("onrecord-store").exists(),
        "nothing is left behind"
    );
}

#[test]
fn a_program_learns_what_a_run_did() {
    let workspace = Workspace::new().with("in/dam.txt", DAM).with("in/empty.txt", "");
    let ran = workspace.run(&["ingest", "in", "--format", "json"]).succeeds();
    let run: Value = serde_json::from_str(&ran.output).unwrap();
    assert_eq!(counts(&run), [1, 1, 0, 0]);
    assert_eq!(run["store"], "onrecord-store");
    assert_eq!(run["claims"], 4);
    assert_eq!(run["not_read"][0]["file"], "in/empty.txt");
    let query = "SELECT ?what { ?run a prov:Activity ; onr:notRead ?what }";
    workspace
        .run(&["query", query])
        .succeeds()
        .printing("in/empty.txt: no text");
}
