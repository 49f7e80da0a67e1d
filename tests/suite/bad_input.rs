//! What goes in is broken: a clear message, the right exit code, and no harm to the rest.

use crate::workspace::{DAM, Workspace};
use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

#[test]
fn a_broken_file_is_named_with_its_reason_and_the_others_are_read() {
    let bad: &[(&str, &[u8], &str)] = &[
        ("empty.txt", b"", "empty.txt: no text"),
        ("blank.txt", b" \n\t\n", "blank.txt: no text"),
        (
            "picture.txt",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            "picture.txt: not text but binary data",
        ),
        (
            "half.jsonl",
            b"{\"id\": \"a\", \"text\": \"The dam\n",
            "half.jsonl, line 1: not a JSON object",
        ),
        (
            "other.jsonl",
            b"{\"id\": \"a\", \"wording\": \"The dam\"}\n",
            "other.jsonl, line 1: no text",
        ),
    ];
    for (file, contents, reason) in bad {
        let workspace = Workspace::new()
            .with("in/dam.txt", DAM)
            .with(&format!("in/{file}"), contents);
        let ran = workspace.run(&["ingest", "in"]).succeeds();
        ran.saying(reason).saying("1 new; 1 could not be read");
        workspace.run(&["claims", "--by", "Lund"]).succeeds();

        let alone = workspace
            .run(&["ingest", &format!("in/{file}"), "--store", "alone"])
            .fails();
        alone.saying(reason).saying("onrecord: nothing could be read");
        assert!(
            !workspace.path("alone").exists(),
            "a run that reads nothing leaves nothing"
        );
    }
}

#[test]
fn a_bad_line_harms_no_other_line() {
    let good = serde_json::json!({"id": "good", "text": DAM});
    let lines = format!("{{\"id\": \"bad\"\n[1, 2]\n{good}\n{{\"id\": 7, \"text\": true}}\n");
    let workspace = Workspace::new().with("wire.jsonl", lines);
    let ran = workspace.run(&["extract", "wire.jsonl"]).succeeds();
    assert_eq!(ran.output.lines().count(), 1);
    ran.saying("wire.jsonl, line 1: ")
        .saying("wire.jsonl, line 2: ")
        .saying("wire.jsonl, line 4: ");
}

#[test]
fn a_missing_file_is_named() {
    let workspace = Workspace::new().with("dam.txt", DAM);
    workspace
        .run(&["ingest", "nowhere.txt"])
        .fails()
        .saying("nowhere.txt: cannot be read");
    workspace
        .run(&["ingest", "nowhere.txt", "dam.txt"])
        .succeeds()
        .saying("1 new; 1 could not be read");
}

#[test]
fn a_folder_without_articles_is_named() {
    let workspace = Workspace::new()
        .with("in/README.md", "# Notes")
        .with("in/logo.png", "x");
    workspace
        .run(&["ingest", "in"])
        .fails()
        .saying("in: no articles in this folder");
}

#[test]
fn bytes_that_are_not_utf8_are_read_as_what_they_are() {
    let mut latin =
        b"Minister Ren\xe9e M\xfcller said on Monday that the caf\xe9 was safe. \x93It is,\x94 she added.\n"
            .to_vec();
    latin.extend(DAM.bytes());
    let workspace = Workspace::new().with("latin.txt", latin);
    let ran = workspace.run(&["extract", "latin.txt"]).succeeds();
    ran.saying("latin.txt: not UTF-8; read as ")
        .printing("Müller")
        .printing("the café was safe");
}

#[test]
fn a_weekday_without_a_date_stays_unresolved() {
    let workspace = Workspace::new().with(
        "dam.txt",
        "Engineer Ivo Lund said on Monday that the dam was leaking.",
    );
    let read = workspace.run(&["extract", "dam.txt"]).succeeds().output;
    let read: serde_json::Value = serde_json::from_str(&read).unwrap();
    assert_eq!(read["attributions"][0]["speaker"], "Ivo Lund");
    assert!(read["attributions"][0].get("said_on").is_none(), "{read}");
    assert!(read.get("published").is_none(), "{read}");
}

#[test]
fn a_line_of_fifty_megabytes_is_refused_and_the_others_are_read() {
    let sentence =
        "Mayor Ana Reyes said on Monday that the pier in Orrin would stay closed, and nobody denied it. ";
    let line = sentence.repeat(50_000_000 / sentence.len());
    let workspace = Workspace::new().with("in/long.txt", line).with("in/dam.txt", DAM);
    let ran = workspace.run(&["extract", "in"]).succeeds();
    assert_eq!(ran.output.lines().count(), 1);
    ran.saying("long.txt: more than 2 MB in one article; split it into its articles")
        .saying("1 could not be read");
    workspace.run(&["extract", "in/long.txt"]).fails();
}

#[test]
fn a_missing_record_is_told_with_what_to_do() {
    let workspace = Workspace::new();
    for arguments in [
        &["claims"][..],
        &["show", "Reyes"],
        &["check"],
        &["export"],
        &["query", "denials"],
    ] {
        workspace
            .run(arguments)
            .fails()
            .saying("there is no record at onrecord-store")
            .saying("onrecord ingest");
        assert!(
            !workspace.path("onrecord-store").exists(),
            "asking makes no record"
        );
    }
}

#[test]
fn a_record_that_cannot_be_written_is_told() {
    let workspace = Workspace::new()
        .with("dam.txt", DAM)
        .with("file", "x")
        .with("full/notes.md", "x");
    let below_a_file = workspace
        .run(&["ingest", "dam.txt", "--store", "file/store"])
        .fails();
    below_a_file.saying("file/store").saying("cannot be written");
    let a_file = workspace.run(&["ingest", "dam.txt", "--store", "file"]).fails();
    a_file.saying("file is not a record of onrecord");
    let something_else = workspace.run(&["ingest", "dam.txt", "--store", "full"]).fails();
    something_else.saying("full is not a record of onrecord");
    assert_eq!(fs::read_to_string(workspace.path("full/notes.md")).unwrap(), "x");
}

#[test]
fn a_record_in_use_is_told() {
    let workspace = Workspace::of_dam();
    let mut holder = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["ingest", "-"])
        .current_dir(workspace.path(""))
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // The record is opened by the first article, and held while we send no end.
    let article = serde_json::json!({"id": "held", "text": DAM.replace("Lund", "Holm")});
    let mut input = holder.stdin.take().unwrap();
    std::io::Write::write_all(&mut input, format!("{article}\n{article}\n").as_bytes()).unwrap();
    let begun = Instant::now();
    let ran = loop {
        let ran = workspace.run(&["claims"]);
        if !ran.messages.is_empty() || begun.elapsed() > Duration::from_secs(20) {
            break ran;
        }
        // Long enough for the holder, which waits for the lock as we do, to find it free.
        thread::sleep(Duration::from_millis(300));
    };
    drop(input);
    assert!(holder.wait().unwrap().success());
    ran.fails().saying("is in use by another process");
    workspace.run(&["claims", "--by", "Holm"]).succeeds();
}

#[test]
fn a_mistake_in_a_query_is_shown_where_it_stands() {
    let workspace = Workspace::of_dam();
    let ran = workspace
        .run(&["query", "SELECT ?claim\nWHERE { ?claim ?p }"])
        .fails();
    ran.saying("line 2, column 19")
        .saying("  WHERE { ?claim ?p }\n")
        .saying("                    ^");
}

#[test]
fn an_unknown_query_or_parameter_is_told_with_the_nearest() {
    let workspace = Workspace::of_dam();
    workspace
        .run(&["query", "denial"])
        .fails()
        .saying("did you mean denials?");
    workspace
        .run(&["query", "said-by", "--buy", "Ivo Lund"])
        .fails()
        .saying("--buy")
        .saying("did you mean --by?");
}

#[test]
fn a_wrong_argument_is_told_by_its_name() {
    let workspace = Workspace::new();
    workspace
        .run(&["claims", "--since", "yesterday"])
        .fails()
        .saying("--since");
    workspace
        .run(&["claims", "--attitude", "shouts"])
        .fails()
        .saying("shouts");
    workspace.run(&["ingest"]).fails().saying("FILE|FOLDER|-");
}
