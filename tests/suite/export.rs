//! What is written is read by programs that are not ours: rdflib, pySHACL, a second store, Graphviz.

use crate::workspace::Workspace;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn record() -> Workspace {
    Workspace::new().with_seeds().after(&["ingest", "seeds"])
}

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The Python that has a module; where there is none, says that the test is skipped.
fn python_with(module: &str) -> Option<String> {
    let python = std::env::var("ONRECORD_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let import = format!("import {module}");
    let found = Command::new(&python).args(["-c", &import]).output();
    let found = found.is_ok_and(|output| output.status.success());
    if !found {
        println!("skipped: needs python3 with {module}");
    }
    found.then_some(python)
}

fn succeeded(output: Output) -> String {
    let messages = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{messages}");
    String::from_utf8(output.stdout).unwrap()
}

/// A quad's line without its graph, or `None` where the graph is none that Turtle has.
fn triple(line: &str) -> Option<String> {
    let (triple, graph) = line.strip_suffix(" .").unwrap().rsplit_once(' ').unwrap();
    let left_out = [
        "<urn:onrecord:runs>",
        "<urn:onrecord:ontology>",
        "<urn:onrecord:index>",
    ];
    (!left_out.contains(&graph)).then(|| format!("{triple} .\n"))
}

#[test]
fn rdflib_reads_the_same_triples_and_pyshacl_finds_nothing_wrong() {
    let Some(python) = python_with("rdflib, pyshacl") else {
        return;
    };
    let workspace = record().after(&["export", "-o", "record.ttl"]);
    let triples: String = workspace
        .record()
        .iter()
        .filter_map(|line| triple(line))
        .collect();
    let workspace = workspace.with("triples.nt", triples);
    let read = Command::new(python)
        .arg(here("tests/readers/turtle_says_the_same.py"))
        .args([workspace.path("record.ttl"), workspace.path("triples.nt")])
        .args([here("ontology/onrecord.ttl"), here("ontology/shapes.ttl")])
        .output()
        .unwrap();
    let read = succeeded(read);
    let (count, faults) = read.split_once('\n').unwrap();
    assert_eq!(faults, "");
    assert!(count.parse::<usize>().unwrap() > 5000, "{count}");
}

#[test]
fn a_second_store_gives_the_same_rows() {
    let Some(python) = python_with("sys") else { return };
    let oxigraph = PathBuf::from(python).with_file_name("oxigraph");
    if Command::new(&oxigraph).arg("--version").output().is_err() {
        println!("skipped: needs the command oxigraph of PyPI");
        return;
    }
    let workspace = record().after(&["export", "-o", "record.trig"]);
    let second = workspace.path("second");
    let load = Command::new(&oxigraph)
        .arg("load")
        .arg("--location")
        .arg(&second)
        .arg("--file")
        .arg(workspace.path("record.trig"))
        .output()
        .unwrap();
    succeeded(load);
    for query in ["denials", "source-chains", "event-rounds", "outlets"] {
        let theirs = Command::new(&oxigraph)
            .arg("query")
            .arg("--location")
            .arg(&second)
            .arg("--query-file")
            .arg(here(&format!("queries/{query}.rq")))
            .args(["--results-format", "csv"])
            .output()
            .unwrap();
        let ours = workspace
            .run(&["query", query, "--format", "csv"])
            .succeeds()
            .output;
        assert!(ours.lines().count() > 1, "{query} has no rows");
        assert_eq!(succeeded(theirs), ours, "{query}");
    }
}

#[test]
fn graphviz_draws_every_view_of_the_seeds() {
    if Command::new("dot").arg("-V").output().is_err() {
        println!("skipped: needs Graphviz");
        return;
    }
    let workspace = record();
    for view in ["who-talks-about-whom", "who-cites-whom", "co-mention", "claims"] {
        let file = format!("{view}.svg");
        workspace.run(&["graph", view, "-o", &file]).succeeds();
        let svg = fs::read_to_string(workspace.path(&file)).unwrap();
        assert!(svg.contains("</svg>"), "{view}");
    }
}

#[test]
fn without_graphviz_there_is_dot_and_a_plain_message() {
    let workspace = Workspace::of_dam();
    let no_graphviz = |arguments: &[&str]| workspace.command(arguments).env("PATH", "").output().unwrap();
    let dot = no_graphviz(&["graph", "claims"]);
    assert!(succeeded(dot).starts_with("digraph {\n"));
    let svg = no_graphviz(&["graph", "claims", "--format", "svg"]);
    assert_eq!(svg.status.code(), Some(2));
    let message = String::from_utf8(svg.stderr).unwrap();
    assert!(message.contains("Graphviz is not installed"), "{message}");
    assert!(message.contains("--format dot"), "{message}");
}

/// The lines without what only other articles tell, sorted.
fn of_one_article(lines: &str) -> Vec<String> {
    let told_by_others = ["speaker", "relations", "claim", "same_claims", "resolved"];
    let mut lines: Vec<String> = lines
        .lines()
        .map(|line| {
            let mut line: serde_json::Value = serde_json::from_str(line).unwrap();
            for part in ["attributions", "entities"] {
                for thing in line[part].as_array_mut().unwrap() {
                    let thing = thing.as_object_mut().unwrap();
                    thing.retain(|key, _| !told_by_others.contains(&key.as_str()));
                }
            }
            line.to_string()
        })
        .collect();
    lines.sort_unstable();
    lines
}

#[test]
fn exports_are_the_same_each_time_and_the_ending_tells_the_format() {
    let workspace = record();
    for (file, format, begins) in [
        ("record.ttl", "turtle", "@prefix "),
        ("record.trig", "trig", "@prefix "),
        ("record.nq", "nquads", "<"),
        ("record.jsonl", "jsonl", "{\"id\":"),
    ] {
        workspace.run(&["export", "-o", file]).succeeds();
        let written = fs::read_to_string(workspace.path(file)).unwrap();
        assert!(written.starts_with(begins), "{file}");
        let printed = workspace.run(&["export", "--format", format]).succeeds().output;
        assert_eq!(written, printed, "{file}");
    }
    let extracted = workspace.run(&["extract", "seeds"]).succeeds().output;
    let exported = fs::read_to_string(workspace.path("record.jsonl")).unwrap();
    assert_eq!(
        of_one_article(&exported),
        of_one_article(&extracted),
        "extract and export print the same of an article"
    );
}

#[test]
fn an_export_that_cannot_be_written_is_told() {
    let workspace = Workspace::of_dam();
    let ran = workspace.run(&["export", "-o", "nowhere/record.ttl"]).fails();
    ran.saying("nowhere/record.ttl cannot be written")
        .saying("Give -o a file");
}
