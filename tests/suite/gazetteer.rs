//! A list of names that the user gives: who is one by it, and how others identify them.

use crate::workspace::Workspace;

const TALKS: &str = "Talks in the capital

By Sofia Hale
Tuesday, 17 February 2026

Minister Ana Reyes said in Ostwick on Monday that the talks had gone well. She will travel to Georgia next.
";

const VISIT: &str = "Minister back from Eastholm

By Tom Weir
Wednesday, 18 February 2026

Minister Ana Reyes arrived in Eastholm on Tuesday and said that Eastholm would host another round.
";

const NAMES: &str = "# kind\tname\tother names\tidentifiers
place\tOstwick\tEastholm\tQ1899 iso3166:UA-30
{\"kind\": \"person\", \"name\": \"Ana Reyes\", \"identifiers\": [\"https://example.org/people/17\"]}
place\tGeorgia\t\tGE
place\tGeorgia\tPeach State\tQ1428
organisation\tOstwick\t\tQ4152
";

fn of_talks() -> Workspace {
    Workspace::new()
        .with("talks.txt", TALKS)
        .with("visit.txt", VISIT)
        .with("names.tsv", NAMES)
}

fn identifiers(workspace: &Workspace) -> Vec<String> {
    let answer = workspace.run(&["query", "identifiers", "--format", "csv"]).output;
    answer.lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn a_list_joins_spellings_and_tells_identifiers() {
    let workspace = of_talks();
    workspace
        .run(&["ingest", "--gazetteer", "names.tsv", "talks.txt", "visit.txt"])
        .succeeds()
        .saying("names.tsv: Georgia stands on lines 4, 5: nobody is told by it")
        .saying("a list of 5 entries");
    assert_eq!(
        identifiers(&workspace),
        [
            "Ana Reyes,https://example.org/people/17,urn:onrecord:person/ana-reyes",
            "Ostwick,http://www.wikidata.org/entity/Q1899,urn:onrecord:place/ostwick",
            "Ostwick,iso3166:UA-30,urn:onrecord:place/ostwick",
        ]
    );
    workspace
        .run(&["show", "Eastholm"])
        .succeeds()
        .printing("Ostwick (place)")
        .printing("also called  Eastholm")
        .printing("known as     http://www.wikidata.org/entity/Q1899")
        .printing("mentioned in (2)");
    let exported = workspace.run(&["export", "--format", "jsonl"]).succeeds().output;
    assert!(
        exported.contains("\"identifiers\":[\"http://www.wikidata.org/entity/Q1899\",\"iso3166:UA-30\"]"),
        "{exported}"
    );
    workspace
        .run(&["export", "--format", "turtle"])
        .succeeds()
        .printing("schema:sameAs <http://www.wikidata.org/entity/Q1899>");
    workspace.run(&["check"]).succeeds().saying("everything holds");
    // The list later, in another order, by itself.
    let later = of_talks()
        .with("names.tsv", NAMES.lines().rev().collect::<Vec<_>>().join("\n"))
        .after(&["ingest", "talks.txt", "visit.txt"])
        .after(&["ingest", "--gazetteer", "names.tsv"]);
    assert_eq!(later.record(), workspace.record());
}

#[test]
fn a_list_is_replaced_and_taken_out() {
    let workspace = of_talks().after(&["ingest", "talks.txt", "visit.txt"]);
    let bare = workspace.record();
    let workspace = workspace
        .after(&["ingest", "--gazetteer", "names.tsv"])
        .with("names.tsv", "place\tEastholm\t\tQ1899\n")
        .after(&["ingest", "--gazetteer", "names.tsv"]);
    assert_eq!(
        identifiers(&workspace),
        ["Eastholm,http://www.wikidata.org/entity/Q1899,urn:onrecord:place/eastholm"]
    );
    workspace.run(&["check"]).succeeds();
    let workspace = workspace
        .with("names.tsv", "")
        .after(&["ingest", "--gazetteer", "names.tsv"]);
    assert_eq!(workspace.record(), bare);
}

#[test]
fn a_judgement_wins_over_the_list() {
    let workspace = of_talks().after(&["ingest", "--gazetteer", "names.tsv", "talks.txt", "visit.txt"]);
    workspace
        .run(&[
            "judge",
            "not-same",
            "place/eastholm",
            "place/ostwick",
            "--by",
            "Mira",
        ])
        .succeeds();
    assert!(
        workspace
            .run(&["show", "place/eastholm"])
            .succeeds()
            .output
            .starts_with("Eastholm (place)")
    );
    assert!(
        !workspace
            .run(&["show", "place/eastholm"])
            .output
            .contains("Q1899")
    );
    workspace.run(&["check"]).succeeds().saying("everything holds");
}

#[test]
fn a_malformed_line_changes_nothing() {
    let workspace = of_talks().with("bad.tsv", "place\tOstwick\nship\tMerrow\n");
    workspace
        .run(&["ingest", "--gazetteer", "bad.tsv", "talks.txt"])
        .fails()
        .saying("bad.tsv: line 2: \"ship\" is no kind")
        .saying("Nothing was read into the record");
    workspace.run(&["claims"]).fails().saying("there is no record");
    workspace
        .run(&["ingest", "--gazetteer", "nowhere.tsv"])
        .fails()
        .saying("nowhere.tsv cannot be read");
    workspace.run(&["ingest"]).fails().saying("FILE|FOLDER|-");
}

#[test]
fn the_list_of_countries_can_be_read() {
    let list = include_str!("../../gazetteers/countries.tsv");
    let workspace = of_talks().with("countries.tsv", list);
    let ran = workspace
        .run(&["ingest", "--gazetteer", "countries.tsv", "talks.txt"])
        .succeeds();
    assert!(!ran.messages.contains("stands on lines"), "{}", ran.messages);
    workspace.run(&["check"]).succeeds().saying("everything holds");
}
