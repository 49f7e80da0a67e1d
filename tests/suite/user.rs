//! What a user does with a record: read, ask, show, check.

use crate::workspace::{DAM, Workspace};
use std::process::{Command, Stdio};

#[test]
fn articles_go_in_and_claims_come_out() {
    let workspace = Workspace::of_dam();
    let claims = workspace.run(&["claims"]).succeeds();
    let claims = claims
        .printing("Ivo Lund")
        .printing("denies that the dam was leaking");
    assert!(claims.messages.is_empty(), "{}", claims.messages);
}

#[test]
fn ingest_says_what_it_did() {
    let workspace = Workspace::new().with("a/dam.txt", DAM).with("a/copy.txt", DAM);
    let first = workspace.run(&["ingest", "a"]).succeeds();
    assert_eq!(first.output, "", "messages belong on standard error");
    first.saying("2 articles with ").saying("1 new");
    workspace.run(&["ingest", "a"]).succeeds().saying("2 unchanged");
}

#[test]
fn claims_are_narrowed_by_speaker_topic_day_attitude_and_outlet() {
    let workspace = Workspace::of_dam();
    let words = |arguments: &[&str]| {
        let arguments = [&["claims", "--format", "jsonl"], arguments].concat();
        workspace.run(&arguments).succeeds().output
    };
    let by_lund = words(&["--by", "Lund"]);
    assert!(
        by_lund.contains("Ivo Lund") && !by_lund.contains("\"speaker\":\"Ana Reyes\""),
        "{by_lund}"
    );
    let denied = words(&["--attitude", "denies"]);
    assert!(
        denied.contains("Ana Reyes") && !denied.contains("\"speaker\":\"Ivo Lund\""),
        "{denied}"
    );
    let monday = words(&["--until", "2026-02-16"]);
    assert!(
        monday.contains("Ivo Lund") && !monday.contains("\"speaker\":\"Ana Reyes\""),
        "{monday}"
    );
    assert!(!words(&["--since", "2026-02-17", "--by", "Reyes"]).is_empty());
    workspace
        .run(&["claims", "--since", "2026-02-18"])
        .finds_nothing();
    workspace
        .run(&["claims", "--outlet", "Nowhere News"])
        .finds_nothing();
}

#[test]
fn claims_come_as_csv_for_spreadsheets() {
    let workspace = Workspace::of_dam();
    let csv = workspace
        .run(&["claims", "--by", "Reyes", "--format", "csv"])
        .succeeds()
        .output;
    let mut lines = csv.lines();
    assert!(
        lines
            .next()
            .unwrap()
            .starts_with("said_on,said_until,speaker,attitude,")
    );
    assert!(
        lines
            .next()
            .unwrap()
            .starts_with("2026-02-17,,Ana Reyes,denies,speech,indirect,"),
        "{csv}"
    );
}

#[test]
fn a_table_keeps_to_its_width() {
    let workspace = Workspace::new().with_seeds().after(&["ingest", "seeds"]);
    for columns in ["80", "160"] {
        let table = workspace
            .command(&["claims"])
            .env("COLUMNS", columns)
            .output()
            .unwrap();
        let table = String::from_utf8(table.stdout).unwrap();
        let widest = table.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(widest <= columns.parse().unwrap(), "{widest}\n{table}");
    }
}

#[test]
fn nobody_of_a_name_is_told_with_the_nearest() {
    let workspace = Workspace::of_dam();
    let nobody = workspace.run(&["claims", "--by", "Ivo Lunt"]).finds_nothing();
    nobody.saying("nothing in the record is called Ivo Lunt; did you mean Ivo Lund");
    workspace
        .run(&["show", "Anna Reyes"])
        .finds_nothing()
        .saying("did you mean Ana Reyes");
}

#[test]
fn a_person_is_shown_with_what_they_said() {
    let shown = Workspace::of_dam().run(&["show", "Lund"]).succeeds();
    shown
        .printing("Ivo Lund (person)")
        .printing("said (3)")
        .printing("warns leak in Merrow dam")
        .printing("\"We told the ministry in January,\"");
}

#[test]
fn an_article_is_shown_with_its_claims_marked() {
    let workspace = Workspace::of_dam();
    let shown = workspace.run(&["show", "dam.txt"]).succeeds();
    assert!(!shown.output.contains('\u{1b}'), "no escape sequences in a pipe");
    shown
        .printing("Engineer warns of leak in Merrow dam (article)")
        .printing("said on Monday [that the Merrow dam was leaking].")
        .printing("[\"We told the ministry in January,\"] Lund told reporters.");
}

#[test]
fn a_claim_is_shown_in_its_sentence() {
    let workspace = Workspace::of_dam();
    let claims = workspace
        .run(&["claims", "--by", "Reyes", "--format", "jsonl"])
        .succeeds();
    let claim: serde_json::Value = serde_json::from_str(claims.output.lines().next().unwrap()).unwrap();
    let shown = workspace
        .run(&["show", claim["claim_iri"].as_str().unwrap()])
        .succeeds();
    shown.printing("Minister Ana Reyes denied on Tuesday [that the dam was leaking].");
}

#[test]
fn a_denial_is_tied_to_what_it_denies() {
    for denial in ["denied that.", "denied this.", "denied the accusation."] {
        let text =
            format!("Coach Lena Fisk accused the board of breaking a promise. Chairman Omar Haddad {denial}");
        let read = Workspace::new().run_on(&["extract", "-"], text).succeeds().output;
        let read: serde_json::Value = serde_json::from_str(&read).unwrap();
        let [accusation, denied] = read["attributions"].as_array().unwrap().as_slice() else {
            panic!("{denial}: {read}")
        };
        assert_eq!(denied["attitude"], "denies", "{denial}");
        assert_eq!(denied["relations"][0]["target"], accusation["id"], "{denial}");
    }
}

#[test]
fn a_sound_record_passes_its_check() {
    let workspace = Workspace::new().with_seeds().after(&["ingest", "seeds"]);
    workspace
        .run(&["check"])
        .succeeds()
        .saying("everything holds, in 11 articles");
}

#[test]
fn extract_prints_a_line_for_each_article_in_order_and_stores_nothing() {
    let workspace = Workspace::new().with_seeds();
    let one = workspace
        .run(&["extract", "seeds", "--threads", "1"])
        .succeeds()
        .output;
    let four = workspace
        .run(&["extract", "seeds", "--threads", "4"])
        .succeeds()
        .output;
    assert_eq!(one, four);
    assert_eq!(one.lines().count(), 11);
    assert!(!workspace.path("onrecord-store").exists());
}

#[test]
fn what_is_read_is_the_same_through_every_door() {
    let workspace = Workspace::new().with("dam.txt", DAM);
    let line = serde_json::json!({"id": "dam.txt", "text": DAM}).to_string();
    let from_file = workspace.run(&["extract", "dam.txt"]).succeeds().output;
    assert_eq!(
        workspace.run_on(&["extract", "-"], line).succeeds().output,
        from_file
    );
    let from_text = workspace.run_on(&["extract", "-"], DAM).succeeds().output;
    assert_eq!(from_text.replace("standard input", "dam.txt"), from_file);
}

#[test]
fn offsets_quote_the_text_as_it_was_given() {
    let given = "\u{feff}  Škoda <b>🚗</b> &amp; Co\n\nDirector Jana Nováková said on Friday that the <u>plant</u> “won’t close”.\n";
    let workspace = Workspace::new();
    let line = serde_json::json!({"id": "a", "text": given, "published": "2026-02-21"}).to_string();
    let read = workspace.run_on(&["extract", "-"], line).succeeds().output;
    let read: serde_json::Value = serde_json::from_str(&read).unwrap();
    let content = &read["attributions"][0]["content"];
    let quoted: String = content
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|range| {
            let place = |end: usize| usize::try_from(range[end].as_u64().unwrap()).unwrap();
            given
                .chars()
                .skip(place(0))
                .take(place(1) - place(0))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(
        quoted.contains("plant") && quoted.contains("“won’t close”"),
        "{quoted}"
    );
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let workspace = Workspace::new().with_seeds().after(&["ingest", "seeds"]);
    for arguments in [
        &["claims"][..],
        &["extract", "seeds"],
        &["completions", "bash"],
        &["show", "Russia"],
        &["queries"],
        &["query", "denials"],
        &["query", "denials", "--format", "csv"],
        &["export"],
        &["export", "--format", "jsonl"],
        &["graph", "claims", "--top", "0"],
    ] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_onrecord"))
            .args(arguments)
            .current_dir(workspace.path(""))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Closed before a word was written.
        drop(child.stdout.take());
        let ran = child.wait_with_output().unwrap();
        assert_eq!(ran.status.code(), Some(0), "{arguments:?}");
        assert_eq!(String::from_utf8(ran.stderr).unwrap(), "", "{arguments:?}");
    }
}

#[test]
fn the_environment_names_the_store() {
    let workspace = Workspace::new().with("dam.txt", DAM);
    let mut ingest = workspace.command(&["ingest", "dam.txt"]);
    assert!(
        ingest
            .env("ONRECORD_STORE", "elsewhere")
            .output()
            .unwrap()
            .status
            .success()
    );
    assert!(workspace.path("elsewhere").is_dir());
    workspace.run(&["claims", "--store", "elsewhere"]).succeeds();
}
