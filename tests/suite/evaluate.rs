//! How right a reading is, as the program tells it: against our own gold, and against the scorers of `../shared/bench`,
//! whose figures it must give to the digit.

use crate::workspace::{Workspace, scorer, shared};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// Something of the checkout.
fn here(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    path.to_str().unwrap().to_owned()
}

/// Holds what the program prints for the predictions against what the scorer prints.
fn assert_same_figures(shared: &Path, name: &str, gold: &Path, predictions: &str) {
    let workspace = Workspace::new().with("read.jsonl", predictions);
    let evaluated = workspace
        .run(&[
            "evaluate",
            gold.to_str().unwrap(),
            "--against",
            "read.jsonl",
            "--worst",
            "1",
        ])
        .succeeds()
        .output;
    let expected = scorer(shared, name, gold, &workspace.path("read.jsonl"));
    let figures: Vec<&str> = evaluated.lines().take(expected.lines().count()).collect();
    assert!(figures.len() > 8, "{evaluated}");
    assert_eq!(figures, expected.lines().collect::<Vec<_>>());
}

fn read(from: &Path) -> String {
    let from = from.to_str().unwrap();
    Workspace::new().run(&["extract", from]).succeeds().output
}

fn lines(path: &Path) -> Vec<Value> {
    let lines = fs::read_to_string(path).unwrap();
    lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The attributions with mistakes of every kind, the same in each run.
fn spoiled(attributions: &[Value]) -> Vec<Value> {
    let mut spoiled = Vec::new();
    for (index, attribution) in attributions.iter().enumerate() {
        let mut found = attribution.clone();
        let next = &attributions[(index + 1) % attributions.len()];
        match index % 9 {
            0 => continue,
            1 => found["source"] = json!([]),
            2 => found["source"] = next["source"].clone(),
            3 => found["cue"] = next["cue"].clone(),
            4 => found["content"] = json!([halved(&attribution["content"][0])]),
            5 => found["content"]
                .as_array_mut()
                .unwrap()
                .extend(next["content"].as_array().unwrap().clone()),
            6 => spoiled.push(next.clone()),
            7 => found["cue"] = json!([]),
            _ => {}
        }
        spoiled.push(found);
    }
    spoiled
}

/// The first half of a span, and one character at least.
fn halved(span: &Value) -> Value {
    let (begin, end) = (span[0].as_u64().unwrap(), span[1].as_u64().unwrap());
    json!([begin, begin + (end - begin).div_ceil(2)])
}

#[test]
fn attributions_get_the_figures_of_the_scorer() {
    let Some(shared) = shared() else { return };
    let gold = shared.join("attribution/polnear.dev.jsonl");
    assert_same_figures(&shared, "score_attributions.py", &gold, &read(&gold));
    let spoil = |document: &Value| {
        let attributions = spoiled(document["attributions"].as_array().unwrap());
        json!({"id": document["id"], "attributions": attributions}).to_string()
    };
    let predictions: Vec<String> = lines(&gold).iter().map(spoil).collect();
    assert_same_figures(&shared, "score_attributions.py", &gold, &predictions.join("\n"));
    assert_same_figures(
        &shared,
        "score_attributions.py",
        &gold,
        &predictions[..9].join("\n"),
    );
}

/// The gold claims of an article as if they had been read, with mistakes of every kind.
fn guessed(document: &str, claims: &[Value]) -> Value {
    let mut attributions = Vec::new();
    for (index, claim) in claims
        .iter()
        .filter(|claim| claim["document"] == document)
        .enumerate()
    {
        let mut found = claim.clone();
        let words = claim["content_text"].as_str().unwrap();
        // The gold gives the words of its cue, not its place.
        found["cue"] = json!([]);
        found["relations"] = match &claim["relation"] {
            Value::Object(relations) => relations
                .iter()
                .map(|(kind, target)| json!({"type": kind, "target": target}))
                .collect(),
            _ => json!([]),
        };
        match index % 11 {
            0 => continue,
            1 => found["speaker"] = json!("the spokesman"),
            2 => found["form"] = json!("narrated"),
            3 => found["content"] = json!([]),
            4 => {
                found["content_text"] =
                    json!(words.chars().take(words.chars().count() / 2).collect::<String>())
            }
            5 => found["content_time"] = json!({"from": "2025-07-01", "to": null}),
            6 => {
                found["relations"] = json!([{"type": "denies", "target": "nobody"}, {"type": "contradicts", "target": claims[0]["id"]}])
            }
            7 => attributions.push(found.clone()),
            8 => found["about"] = Value::Null,
            9 => found["via"] = json!(["The Times", "AFP"]),
            _ => {}
        }
        attributions.push(found);
    }
    json!({"id": format!("in/{document}"), "attributions": attributions})
}

#[test]
fn claims_get_the_figures_of_the_scorer() {
    let Some(shared) = shared() else { return };
    let pairs = [
        (
            PathBuf::from(here("tests/gold/seeds.jsonl")),
            PathBuf::from(here("seeds")),
        ),
        (shared.join("gold/seed-claims.jsonl"), shared.join("seeds")),
    ];
    for (gold, articles) in pairs {
        assert_same_figures(&shared, "score_claims.py", &gold, &read(&articles));
        let claims = lines(&gold);
        let mut documents: Vec<&str> = claims
            .iter()
            .map(|claim| claim["document"].as_str().unwrap())
            .collect();
        documents.dedup();
        let predictions: Vec<String> = documents
            .iter()
            .map(|document| guessed(document, &claims).to_string())
            .collect();
        assert_same_figures(&shared, "score_claims.py", &gold, &predictions.join("\n"));
    }
}

/// Our own gold with the articles of the checkout.
fn own_seeds(more: &[&str]) -> String {
    let (gold, articles) = (here("tests/gold/seeds.jsonl"), here("seeds"));
    let arguments = [&["evaluate", &gold, "--articles", &articles], more].concat();
    Workspace::new().run(&arguments).succeeds().output
}

#[test]
fn our_own_seeds_are_read_as_marked() {
    let evaluation: Value = serde_json::from_str(&own_seeds(&["--format", "json", "--worst", "0"])).unwrap();
    let f1 = |place: usize| evaluation["figures"][place]["f1"].as_f64().unwrap();
    assert_eq!(evaluation["gold"], "claims");
    assert_eq!(evaluation["documents"], 11);
    assert!(f1(0) >= 92.0 && f1(1) >= 82.0, "{evaluation}");
    let share = |field: &str| {
        let fields = evaluation["fields"].as_array().unwrap();
        let share = fields.iter().find(|share| share["field"] == field).unwrap();
        share["share"].as_f64().unwrap()
    };
    assert!(
        share("speaker") >= 91.0 && share("attitude") >= 96.0,
        "{evaluation}"
    );
    assert_eq!(evaluation["worst"], json!([]));
}

#[test]
fn the_worst_cases_stand_in_their_sentences() {
    let shown = own_seeds(&["--worst", "1"]);
    for words in [
        "\nerrors                   count\nmissed ",
        "\ninvented, 1 of ",
        "\ncontent too long, 1 of ",
        "    gold   [content \"Inflation is falling, but it has not fallen far enough,\"] [source Vantongeren] told a news conference.",
        "    found  [content \"Inflation is falling, but it has not fallen far enough,\"] [source Vantongeren] [cue told] a news conference.",
    ] {
        assert!(shown.contains(words), "{words}\n--\n{shown}");
    }
    let counted = own_seeds(&["--worst", "0"]);
    assert!(!counted.contains("    gold   ") && !counted.contains("Vantongeren"));
}

/// An article of ours, marked.
const MARKED: &str = "{\"id\": \"dam\", \"text\": \"Engineer Ivo Lund said on Monday that the dam was leaking.\", \"attributions\": [{\"source\": [[0, 17]], \"cue\": [[18, 22]], \"content\": [[33, 57]]}]}\n";

#[test]
fn reading_and_file_score_alike() {
    let workspace = Workspace::new().with("marked.jsonl", MARKED);
    let read = workspace.run(&["extract", "marked.jsonl"]).succeeds().output;
    let workspace = workspace.with("read.jsonl", read);
    let anew = workspace.run(&["evaluate", "marked.jsonl"]).succeeds().output;
    let file = workspace
        .run(&["evaluate", "marked.jsonl", "--against", "read.jsonl"])
        .succeeds()
        .printing("attribution-strict       P 100.0  R 100.0  F1 100.0   (predicted 1, gold 1)")
        .printing("expected calibration error ")
        .output;
    assert_eq!(anew, file);
}

#[test]
fn what_cannot_be_scored_is_told_with_file_and_line() {
    let claim = r#"{"document": "dam.txt", "id": "D1", "speaker": "Lund", "content": [[0, 4]], "content_text": "Lund"}"#;
    let workspace = Workspace::new()
        .with("marked.jsonl", MARKED)
        .with(
            "half.jsonl",
            format!("{MARKED}{{\"id\": \"pier\", \"text\": \"x\"}}\n"),
        )
        .with("other.jsonl", "{\"id\": \"pier\", \"attributions\": []}")
        .with("claims.jsonl", claim)
        .with(
            "in/pier.txt",
            "The pier burned down on Monday, and nobody was hurt.",
        );
    let fails = |arguments: &[&str], words: &[&str]| {
        let ran = workspace.run(&[&["evaluate"], arguments].concat()).fails();
        for words in words {
            assert!(ran.messages.contains(words), "{words}\n--\n{}", ran.messages);
        }
    };
    fails(&["nowhere.jsonl"], &["nowhere.jsonl cannot be read"]);
    fails(
        &["half.jsonl"],
        &[
            "half.jsonl, line 2: missing field `attributions`",
            "expected an article with",
        ],
    );
    fails(
        &["marked.jsonl", "--against", "other.jsonl"],
        &["other.jsonl, line 1: the gold file has no article pier"],
    );
    fails(
        &["marked.jsonl", "--against", "claims.jsonl"],
        &["claims.jsonl, line 1: ", "such as `onrecord extract` prints"],
    );
    fails(&["claims.jsonl"], &["claims.jsonl holds claims", "--articles"]);
    fails(
        &["claims.jsonl", "--articles", "in"],
        &["in: no article dam.txt", "--articles"],
    );
    fails(&["marked.jsonl", "--articles", "in"], &["Leave --articles out"]);
    workspace
        .run(&["evaluate", "claims.jsonl", "--against", "other.jsonl"])
        .succeeds()
        .saying("1 of 1 articles were not read");
}
