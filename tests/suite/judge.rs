//! Judging: what people say of what was read takes effect, outlasts new readings, and never moves to a look-alike.

use crate::workspace::{DAM, Ran, Workspace};

const PORT: &str = "Ferry company says sorry

By Sofia Hale
Tuesday, 17 February 2026

The ferry was late again on Monday and many people had to wait for hours in the rain.

After hours of waiting in the cold rain at the harbour, Captain Nora Brandt said on Monday that the engine had failed twice. The company did not answer the questions that were put to it.

In the evening the second ferry took all the remaining passengers over to the island, harbour master Emil Roth said.
";

/// A record of one article of our own.
fn of_port() -> Workspace {
    Workspace::new()
        .with("port.txt", PORT)
        .after(&["ingest", "port.txt"])
}

/// The claims as JSON objects.
fn claims(workspace: &Workspace) -> Vec<serde_json::Value> {
    let printed = workspace.run(&["claims", "--format", "jsonl"]).output;
    printed
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The attributions whose words hold these, by their IRIs.
fn attributions(workspace: &Workspace, words: &str) -> Vec<String> {
    claims(workspace)
        .iter()
        .filter(|claim| claim["words"].as_str().unwrap().contains(words))
        .map(|claim| claim["attribution_iri"].as_str().unwrap().to_owned())
        .collect()
}

fn attribution(workspace: &Workspace, words: &str) -> String {
    let mut found = attributions(workspace, words);
    assert_eq!(found.len(), 1, "{words}: {found:?}");
    found.remove(0)
}

/// Judges as Mira, at a minute of one morning; gives the judgement's IRI.
fn judge(workspace: &Workspace, minute: u32, arguments: &[&str]) -> Ran {
    let at = format!("2026-03-01T10:{minute:02}:00Z");
    let arguments = [&["judge"], arguments, &["--by", "Mira", "--at", &at]].concat();
    workspace.run(&arguments).succeeds()
}

fn id(ran: &Ran) -> String {
    ran.output.trim().to_owned()
}

fn checked(workspace: &Workspace) {
    workspace.run(&["check"]).succeeds().saying("everything holds");
}

#[test]
fn what_is_rejected_is_gone_until_it_is_taken_back() {
    let workspace = of_port();
    let failed = attribution(&workspace, "engine had failed");
    let rejected = id(&judge(&workspace, 0, &["reject", &failed]));
    assert!(attributions(&workspace, "engine had failed").is_empty());
    let exported = workspace.run(&["export", "--format", "jsonl"]).succeeds().output;
    // The article's text still has it.
    assert!(
        !exported.contains("\"content_text\":\"that the engine had failed"),
        "{exported}"
    );
    workspace
        .run(&["show", "port.txt"])
        .succeeds()
        .printing("rejected, by Mira: that the engine had failed twice");
    workspace.run(&["show", &failed]).succeeds().printing("(article)");
    checked(&workspace);
    let again = workspace.after(&["ingest", "port.txt"]);
    assert!(attributions(&again, "engine had failed").is_empty());
    judge(&again, 1, &["undo", &rejected]);
    assert_eq!(attribution(&again, "engine had failed"), failed);
    again
        .run(&["judgements", "list"])
        .succeeds()
        .printing("reject Captain Nora Brandt: “that the engine had failed twice” (port.txt) (taken back)");
    checked(&again);
}

#[test]
fn a_judgement_follows_its_words_and_no_others() {
    let workspace = of_port();
    let failed = attribution(&workspace, "engine had failed");
    judge(&workspace, 0, &["reject", &failed]);
    let elsewhere = PORT.replace("many people had to wait", "nearly a hundred people had to wait");
    let workspace = workspace
        .with("port.txt", elsewhere)
        .after(&["ingest", "port.txt"]);
    assert!(
        attributions(&workspace, "engine had failed").is_empty(),
        "corrected elsewhere"
    );
    workspace.run(&["query", "orphan-judgements"]).finds_nothing();
    // The same words in a sentence that is another one.
    let workspace = Workspace::new()
        .with("port.txt", PORT)
        .after(&["ingest", "port.txt"]);
    judge(
        &workspace,
        0,
        &["reject", &attribution(&workspace, "engine had failed")],
    );
    let exported = workspace.run(&["judgements", "export"]).succeeds().output;
    let changed = PORT.replace(
        "Captain Nora Brandt said on Monday",
        "Captain Nora Brandt denied on Friday",
    );
    let other = Workspace::new()
        .with("port.txt", changed)
        .with("judgements.jsonl", &exported)
        .after(&["ingest", "port.txt"]);
    other
        .run(&["judgements", "import", "judgements.jsonl"])
        .succeeds()
        .saying("1 of the new ones speak of what is not here");
    assert_eq!(
        attributions(&other, "engine had failed").len(),
        1,
        "a look-alike is not touched"
    );
    other
        .run(&["judgements", "list", "--orphans"])
        .succeeds()
        .printing("(orphan: its words stand nowhere today)");
    other
        .run(&["query", "orphan-judgements", "--format", "csv"])
        .succeeds()
        .printing("that the engine had failed twice");
    checked(&other);
    let back = other.with("port.txt", PORT).after(&["ingest", "port.txt"]);
    back.run(&["judgements", "list", "--orphans"])
        .finds_nothing()
        .saying("no judgement is an orphan");
    assert_eq!(
        attributions(&back, "engine had failed").len(),
        0,
        "the other version is gone, and what was judged is here again"
    );
}

#[test]
fn what_is_corrected_is_shown_so() {
    let workspace = of_port();
    let failed = attribution(&workspace, "engine had failed");
    judge(&workspace, 0, &["correct", &failed, "speaker", "Emil Roth"]);
    judge(&workspace, 1, &["correct", &failed, "attitude", "warns"]);
    judge(
        &workspace,
        2,
        &["correct", &failed, "addressee", "the passengers"],
    );
    judge(&workspace, 3, &["correct", &failed, "said-on", "2026-02-15"]);
    judge(&workspace, 4, &["accept", &failed]);
    let all = claims(&workspace);
    let claim = all
        .iter()
        .find(|claim| claim["attribution_iri"] == failed)
        .unwrap();
    for (field, value) in [
        ("speaker", "Emil Roth"),
        ("attitude", "warns"),
        ("addressee", "the passengers"),
        ("said_on", "2026-02-15"),
    ] {
        assert_eq!(claim[field], value, "{claim}");
    }
    assert_eq!(claim["confidence"], 1.0);
    workspace
        .run(&["show", claim["claim_iri"].as_str().unwrap()])
        .succeeds()
        .printing("corrected: attitude is warns, by Mira")
        .printing("accepted, by Mira");
    let exported = workspace.run(&["export", "--format", "jsonl"]).succeeds().output;
    assert!(
        exported.contains("\"addressee\":\"the passengers\""),
        "{exported}"
    );
    checked(&workspace);
}

#[test]
fn names_become_one_and_are_told_apart() {
    let workspace = Workspace::new()
        .with("dam.txt", DAM)
        .with("port.txt", PORT)
        .after(&["ingest", "dam.txt", "port.txt"]);
    let same = id(&judge(&workspace, 0, &["same", "Ivo Lund", "Emil Roth"]));
    workspace
        .run(&["claims", "--by", "Roth", "--format", "csv"])
        .succeeds()
        .printing("We told the ministry");
    workspace
        .run(&["show", "person/emil-roth"])
        .succeeds()
        .printing("Ivo Lund (person)")
        .printing("also called  Emil Roth")
        .printing("same, by Mira: Ivo Lund – Emil Roth");
    checked(&workspace);
    judge(&workspace, 1, &["same", "Emil Roth", "Nora Brandt"]);
    let against = judge(
        &workspace,
        2,
        &["not-same", "person/ivo-lund", "person/nora-brandt"],
    );
    let against = against.saying("contradicts").saying("onrecord judge undo");
    workspace
        .run(&["check"])
        .fails()
        .saying("1 thing does not hold")
        .printing(&id(&against));
    workspace
        .run(&["judgements", "list"])
        .printing("(others keep them apart)");
    judge(&workspace, 3, &["undo", &same]);
    checked(&workspace);
    workspace
        .run(&["claims", "--by", "Ivo Lund", "--format", "csv"])
        .succeeds()
        .printing("We told the ministry");
}

#[test]
fn whoever_an_article_means_can_be_told_apart() {
    let copy = DAM.replace("Merrow", "Nordby").replace("January", "April");
    let workspace = Workspace::new()
        .with("dam.txt", DAM)
        .with("nordby.txt", copy)
        .after(&["ingest", "dam.txt", "nordby.txt"]);
    judge(&workspace, 0, &["not-same", "Ivo Lund@nordby.txt", "Ivo Lund"]);
    checked(&workspace);
    let shown = workspace.run(&["show", "person/ivo-lund"]).succeeds();
    assert!(!shown.output.contains("April"), "{}", shown.output);
    workspace
        .run(&["show", "Ivo Lund"])
        .succeeds()
        .printing("April")
        .printing("January");
}

#[test]
fn judgements_come_from_a_file_and_go_to_another_record() {
    let workspace = of_port();
    let failed = attribution(&workspace, "engine had failed");
    let lines = format!(
        "{{\"verdict\":\"reject\",\"target\":{failed:?}}}\n\n{{\"verdict\":\"same\",\"target\":\"Emil Roth\",\"other\":\"Nora Brandt\",\"by\":\"Jon\"}}\n"
    );
    let workspace = workspace.with("mine.jsonl", lines);
    let judged =
        judge(&workspace, 0, &["--from", "mine.jsonl"]).saying("2 judgements; 1 article looked at again");
    assert_eq!(judged.output.lines().count(), 2);
    judge(&workspace, 0, &["--from", "mine.jsonl"]).saying("2 of them known already");
    workspace.run(&["judgements", "export", "all.jsonl"]).succeeds();
    let exported = std::fs::read_to_string(workspace.path("all.jsonl")).unwrap();
    let other = of_port().with("all.jsonl", &exported);
    for known in ["; ", "2 of them known already"] {
        other
            .run(&["judgements", "import", "all.jsonl"])
            .succeeds()
            .saying(known);
    }
    assert_eq!(other.record(), workspace.record());
    // The judgements first, the article later.
    let later = Workspace::new()
        .with("dam.txt", DAM)
        .with("port.txt", PORT)
        .with("all.jsonl", &exported)
        .after(&["ingest", "dam.txt"])
        .after(&["judgements", "import", "all.jsonl"])
        .after(&["ingest", "port.txt"]);
    assert!(later.record().is_superset(&workspace.record()));
    checked(&later);
}

#[test]
fn a_bad_line_judges_nothing() {
    let workspace = of_port().with(
        "bad.jsonl",
        "{\"verdict\":\"same\",\"target\":\"Emil Roth\",\"other\":\"Nora Brandt\"}\n{\"verdict\":\"sing\"}\n",
    );
    workspace
        .run(&["judge", "--from", "bad.jsonl", "--by", "Mira"])
        .fails()
        .saying("line 2")
        .saying("accept, reject")
        .saying("Nothing was judged");
    workspace
        .run(&["judgements", "list"])
        .finds_nothing()
        .saying("nobody judged anything yet");
}

#[test]
fn judging_is_misused() {
    let workspace = of_port();
    for (arguments, words) in [
        (
            &["reject", "article/x#attribution=1,2"][..],
            "is no attribution of the record",
        ),
        (&["same", "Emil Roth", "Nora Brant"], "did you mean Nora Brandt?"),
        (&["same", "Emil Roth", "Roth"], "one by name"),
        (
            &["not-same", "Emil Roth@nowhere.txt", "Nora Brandt"],
            "the record has no article nowhere.txt",
        ),
        (&["undo", "judgement/00"], "is no judgement of the record"),
    ] {
        let arguments = [&["judge", "--by", "Mira"], arguments].concat();
        workspace.run(&arguments).fails().saying(words);
    }
    let failed = attribution(&workspace, "engine had failed");
    workspace
        .run(&["judge", "--by", "Mira", "correct", &failed, "mode", "song"])
        .fails()
        .saying("it takes speech, belief, intention");
    let mut nobody = workspace.command(&["judge", "reject", &failed]);
    let nobody = nobody.env_remove("USER").env_remove("LOGNAME").output().unwrap();
    assert!(String::from_utf8(nobody.stderr).unwrap().contains("--by NAME"));
}

#[test]
fn a_review_asks_for_the_least_sure_first() {
    let workspace = of_port();
    let before = claims(&workspace).len();
    let answers = "x\nr\nu\nc\nmode\nsong\nc\naddressee\nthe press\na\nq\n";
    let reviewed = workspace
        .run_on(&["judge", "review", "--by", "Mira"], answers)
        .succeeds();
    let reviewed = reviewed
        .saying("2 judgements")
        .printing("1 of ")
        .printing("is taken back")
        .printing("it takes speech, belief, intention");
    let sure: Vec<f64> = reviewed
        .output
        .lines()
        .filter(|line| line.contains(" of ") && line.contains("0."))
        .filter_map(|line| line.split_whitespace().nth(3)?.parse().ok())
        .collect();
    assert!(
        sure.len() > 1 && sure[0] < sure[1],
        "{sure:?}\n{}",
        reviewed.output
    );
    assert!(reviewed.output.contains('['), "its words are marked");
    assert_eq!(claims(&workspace).len(), before);
    let rest = workspace
        .run_on(&["judge", "review", "--by", "Mira"], "q\n")
        .finds_nothing();
    assert!(!rest.output.contains("the press"), "{}", rest.output);
    checked(&workspace);
}

const ISLAND: &str = "Islanders wait for the ferry

By Tom Weir
Wednesday, 18 February 2026

Islanders had to wait for hours on Monday, and some of them slept in the waiting room of the harbour.

The motor of the ferry broke down again and again, Captain Nora Brandt told the islanders on Tuesday. Nobody knows when it will sail again.

Harbour master Emil Roth denied that the ferry was too old for the winter.
";

/// A record of two articles of our own on one story.
fn of_ferry() -> Workspace {
    Workspace::new()
        .with("port.txt", PORT)
        .with("island.txt", ISLAND)
        .after(&["ingest", "port.txt", "island.txt"])
}

/// What a question to the record is answered, as CSV.
fn asked(workspace: &Workspace, sparql: &str) -> Vec<String> {
    let answer = workspace.run(&["query", sparql, "--format", "csv"]).output;
    answer.lines().skip(1).map(str::to_owned).collect()
}

const SAME_CLAIM: &str = "SELECT ?one ?other { GRAPH ?resolved { ?one onr:sameClaim ?other } }";

#[test]
fn claims_are_one_or_two_as_people_say() {
    let workspace = of_ferry();
    let failed = attribution(&workspace, "engine had failed");
    let broke = attribution(&workspace, "broke down");
    let before = asked(&workspace, SAME_CLAIM).len();
    let same = id(&judge(&workspace, 0, &["same", &failed, &broke]));
    assert_eq!(asked(&workspace, SAME_CLAIM).len(), before.max(2));
    checked(&workspace);
    let claim = |words: &str| {
        let all = claims(&workspace);
        let claim = all
            .iter()
            .find(|claim| claim["words"].as_str().unwrap().contains(words));
        claim.unwrap()["claim_iri"].as_str().unwrap().to_owned()
    };
    workspace
        .run(&["show", &claim("broke down")])
        .succeeds()
        .printing("says the same (1)")
        .printing("repeats")
        .printing("same, by Mira");
    let exported = workspace.run(&["export", "--format", "jsonl"]).succeeds().output;
    assert!(exported.contains("\"same_claims\":[\""), "{exported}");
    let told = judge(&workspace, 1, &["not-same", &broke, &failed]);
    assert_eq!(asked(&workspace, SAME_CLAIM), [""; 0]);
    workspace
        .run(&["judgements", "list"])
        .printing("(a later one counts)");
    judge(&workspace, 2, &["undo", &id(&told)]);
    judge(&workspace, 3, &["undo", &same]);
    assert_eq!(asked(&workspace, SAME_CLAIM).len(), before);
    judge(&workspace, 4, &["unsure", "--same", &broke, &failed]);
    assert_eq!(asked(&workspace, SAME_CLAIM).len(), before);
    checked(&workspace);
}

#[test]
fn a_relation_is_there_or_not_as_people_say() {
    let workspace = of_ferry();
    let failed = attribution(&workspace, "engine had failed");
    let old = attribution(&workspace, "too old");
    let edge = "SELECT ?from ?claim { GRAPH ?resolved { ?from onr:denies ?claim . ?claim a schema:Claim } }";
    let before = asked(&workspace, edge).len();
    judge(&workspace, 0, &["relation", "denies", &old, &failed]);
    assert_eq!(asked(&workspace, edge).len(), before + 1);
    checked(&workspace);
    let judged = "SELECT ?relation { GRAPH ?resolved { ?relation onr:judged onr:accepted ; onr:relationKind onr:denies } }";
    let relation = asked(&workspace, judged).remove(0);
    workspace
        .run(&["show", &attribution(&workspace, "engine had failed")])
        .succeeds()
        .printing("Emil Roth denies it")
        .printing(", accepted")
        .printing("accepted: denies, by Mira");
    judge(&workspace, 1, &["reject", &relation]);
    assert_eq!(asked(&workspace, edge).len(), before);
    workspace
        .run(&["judgements", "list"])
        .succeeds()
        .printing("reject that Harbour master Emil Roth: “that the ferry was too old for the winter” (island.txt) denies");
    // In bulk, and taken to another record.
    let line = format!(
        "{{\"verdict\":\"accept\",\"relation\":\"denies\",\"target\":{old:?},\"other\":{failed:?}}}\n"
    );
    let workspace = workspace.with("mine.jsonl", line);
    judge(&workspace, 2, &["--from", "mine.jsonl"]).saying("1 judgement; 2 articles looked at again");
    let exported = workspace.run(&["judgements", "export"]).succeeds().output;
    let other = Workspace::new()
        .with("port.txt", PORT)
        .with("island.txt", ISLAND)
        .with("all.jsonl", exported)
        .after(&["ingest", "island.txt"])
        .after(&["judgements", "import", "all.jsonl"]);
    assert_eq!(asked(&other, judged), [""; 0]);
    other
        .run(&["judgements", "list", "--orphans"])
        .succeeds()
        .printing("(orphan:");
    let other = other.after(&["ingest", "port.txt"]);
    assert_eq!(asked(&other, judged).len(), 1);
    assert_eq!(other.record(), workspace.record());
    checked(&other);
}

#[test]
fn what_a_claim_is_about_can_be_corrected() {
    let workspace = of_ferry();
    let failed = attribution(&workspace, "engine had failed");
    judge(
        &workspace,
        0,
        &["correct", &failed, "about", "Emil Roth; place:Nordby"],
    );
    workspace
        .run(&["claims", "--about", "Nordby", "--format", "csv"])
        .succeeds()
        .printing("engine had failed");
    let exported = workspace.run(&["export", "--format", "jsonl"]).succeeds().output;
    assert!(
        exported.contains("\"about\":[\"Emil Roth\",\"Nordby\"]"),
        "{exported}"
    );
    judge(&workspace, 1, &["correct", &failed, "about", "-"]);
    assert!(
        !workspace
            .run(&["claims", "--about", "Emil Roth", "--format", "csv"])
            .output
            .contains("engine")
    );
    checked(&workspace);
}

#[test]
fn judging_claims_and_relations_is_misused() {
    let workspace = of_ferry();
    let failed = attribution(&workspace, "engine had failed");
    let broke = attribution(&workspace, "broke down");
    for (arguments, words) in [
        (
            &["same", &failed, "Emil Roth"][..],
            "give two attributions, or two names",
        ),
        (&["same", &failed, &failed], "both are one attribution"),
        (&["relation", "mocks", &failed, &broke], "contradicts"),
        (
            &["relation", "denies", &failed, &failed],
            "both are one attribution",
        ),
        (&["reject", "relation/00"], "is no relation of the record"),
        (&["unsure", "--same", &failed], "--same compares two"),
        (
            &["correct", &failed, "about", "a;;b"],
            "it takes names between semicolons",
        ),
    ] {
        let arguments = [&["judge", "--by", "Mira"], arguments].concat();
        workspace.run(&arguments).fails().saying(words);
    }
    let same_words = workspace
        .with("again.txt", PORT.replace("By Sofia Hale", "By Jon Falk"))
        .after(&["ingest", "again.txt"]);
    let both = attributions(&same_words, "engine had failed");
    same_words
        .run(&["judge", "--by", "Mira", "not-same", &both[0], &both[1]])
        .fails()
        .saying("they are one claim")
        .saying("onrecord judge relation");
}

#[test]
fn a_review_asks_about_claims_and_relations_too() {
    let workspace = of_ferry();
    let again = PORT
        .replace("By Sofia Hale", "By Jon Falk")
        .replace(
            "the engine had failed twice",
            "the ferry engine had failed twice on the crossing to the island",
        )
        .replace("17 February", "18 February");
    let workspace = workspace.with("again.txt", again).after(&["ingest", "again.txt"]);
    let pairs = asked(&workspace, SAME_CLAIM).len();
    assert!(pairs > 0);
    let review = |only: &str, answers: &str| {
        workspace.run_on(&["judge", "review", "--by", "Mira", "--only", only], answers)
    };
    let reviewed = review("claims", "c\nr\n").succeeds();
    let reviewed = reviewed.printing("do both say the same?").saying("1 judgement");
    assert!(reviewed.output.matches('[').count() > 3, "{}", reviewed.output);
    assert!(asked(&workspace, SAME_CLAIM).len() < pairs);
    checked(&workspace);
}
