//! One record out of several articles: who is meant by a short name, the same claim again, what has changed since.

use crate::workspace::Workspace;

/// Three reports of one flood, in the order of their days.
const ARTICLES: &str = r#"{"id":"one","publisher":"The Merrow Herald","published":"2026-03-02","title":"Flood reaches Merrow","text":"The flood reached Merrow on Sunday night.\n\nMayor Ingrid Halloran said on Monday that 12 people had died in the Merrow flood. The Sarn Water Board said that the dam at Merrow was safe.\n\nHalloran thanked the crews of the Sarn Water Board.\n"}
{"id":"two","publisher":"Upland Post","published":"2026-03-04","title":"More rain in Merrow","text":"It rained in Merrow again on Tuesday, and the Sarn Water Board closed the road.\n\nHalloran said on Wednesday that 19 people had died in the Merrow flood. She has asked the Sarn Water Board for a report.\n"}
{"id":"three","publisher":"Harbour Echo","published":"2026-03-05","title":"Board under fire","text":"Farmers above Merrow blame the Sarn Water Board.\n\nEngineer Petra Lund said on Thursday that the dam at Merrow was not safe. The Upland Farmers Union said on Wednesday that 26 people had died in the Merrow flood. Ingrid Halloran did not want to comment.\n"}
"#;

fn story() -> Workspace {
    Workspace::new()
        .with("story.jsonl", ARTICLES)
        .after(&["ingest", "story.jsonl"])
}

#[test]
fn a_surname_alone_is_whoever_keeps_the_same_company_elsewhere() {
    let said = story()
        .run(&["claims", "--by", "Ingrid Halloran", "--format", "csv"])
        .succeeds()
        .output;
    assert!(said.contains("19 people") && said.contains("12 people"), "{said}");
    story()
        .run(&["show", "Ingrid Halloran"])
        .succeeds()
        .printing("as “Halloran” (name), “She” (pronoun)")
        .printing("taken for one: stands in other articles, too, with organisation/sarn-water-board");
}

#[test]
fn a_figure_that_changed_is_a_series_and_a_claim_of_another_a_denial() {
    let story = story();
    let series = story
        .run(&["query", "series", "--format", "csv"])
        .succeeds()
        .output;
    assert!(
        series.contains("19 people") && series.contains("12 people"),
        "{series}"
    );
    let of = |what| story.run(&["query", "series", "--what", what, "--format", "csv"]);
    assert_eq!(
        of("toll").succeeds().output,
        series,
        "nothing but the toll has changed"
    );
    of("position").finds_nothing();
    let changed = story.run(&[
        "query",
        "position-changes",
        "--by",
        "Ingrid Halloran",
        "--format",
        "csv",
    ]);
    assert_eq!(changed.succeeds().output.lines().count(), 2);
    let related =
        "SELECT ?who ?whom { ?relation onr:relationKind onr:denies ; onr:relatesFrom ?a ; onr:relatesTo ?b .
                   ?a schema:agent/skos:prefLabel ?who . ?b schema:agent/skos:prefLabel ?whom }";
    let denials = story
        .run(&["query", related, "--format", "csv"])
        .succeeds()
        .output;
    assert!(denials.contains("Petra Lund,Sarn Water Board"), "{denials}");
}

#[test]
fn two_figures_of_one_day_contradict_each_other() {
    let told = story()
        .run(&["query", "contradictions", "--format", "csv"])
        .succeeds()
        .output;
    let row = told
        .lines()
        .find(|row| row.contains("26 people"))
        .unwrap_or_default();
    assert!(row.contains("19 people") && row.contains("number"), "{told}");
}

#[test]
fn a_claim_is_found_again_in_words_of_its_own() {
    let articles = r#"{"id":"four","publisher":"The Merrow Herald","published":"2026-04-07","text":"Sarn Paper employs 300 people in Merrow.\n\nOrla Venn, who runs Sarn Paper, said on Tuesday that the mill would close in spring.\n"}
{"id":"five","publisher":"Upland Post","published":"2026-04-09","text":"Sarn Paper is the largest employer in Merrow.\n\n“We are shutting the plant next year,” Orla Venn of Sarn Paper said on Wednesday. “The roof of the mill is a hundred years old,” she said.\n"}
"#;
    let record = Workspace::new()
        .with("mill.jsonl", articles)
        .after(&["ingest", "mill.jsonl"]);
    let again = record
        .run(&["query", "same-claim", "--format", "csv"])
        .succeeds()
        .output;
    assert!(
        again.contains("would close") && again.contains("shutting the plant"),
        "{again}"
    );
    assert!(!again.contains("roof"), "{again}");
}

#[test]
fn the_order_of_the_articles_changes_nothing() {
    let mut lines: Vec<&str> = ARTICLES.lines().collect();
    lines.reverse();
    let backwards = Workspace::new()
        .with("story.jsonl", lines.join("\n"))
        .after(&["ingest", "story.jsonl"]);
    let record = |workspace: &Workspace| {
        workspace.run(&["check"]).succeeds().saying("everything holds");
        let lines = workspace.run(&["export", "--format", "nquads"]).succeeds().output;
        let lines = lines.lines().filter(|line| !line.contains("<urn:onrecord:runs>"));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(record(&story()), record(&backwards));
}

#[test]
fn resolving_from_nothing_changes_nothing() {
    story()
        .run(&["resolve", "--from-nothing"])
        .succeeds()
        .saying("nothing changed");
    story().run(&["resolve"]).fails().saying("--from-nothing");
}
