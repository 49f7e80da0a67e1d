//! Every page shows what it is for, and is made so that anybody can use it.

use super::Visitor;
use axum::http::StatusCode;
use regex::Regex;

/// Every kind of page of the record of two outlets.
async fn all(visitor: &Visitor) -> Vec<(String, String)> {
    let claim = visitor.claim("the dam was leaking", "claim_iri").await;
    let article = visitor.claim("it leaks", "article_iri").await;
    let paths = [
        "/",
        "/search?q=reyes",
        "/claims",
        "/claims?by=Ana+Reyes&attitude=denies",
        "/articles",
        "/entities",
        "/outlets",
        "/graph",
        "/queries",
        "/queries/denials",
        "/queries/said-by",
        "/queries/said-by?by=Ana+Reyes",
        "/sparql",
        "/sparql?query=SELECT+*+%7B+%3Fs+%3Fp+%3Fo+%7D+LIMIT+3",
        "/review",
        "/judgements",
        "/runs",
        "/person/ana-reyes",
        "/event/merrow-talks",
        "/iri?iri=https%3A%2F%2Fschema.org%2FClaim",
    ];
    let mut pages = Vec::new();
    for path in paths
        .map(str::to_owned)
        .into_iter()
        .chain([format!("/{claim}"), format!("/{article}")])
    {
        let page = visitor.get(&path).await.page();
        pages.push((path, page));
    }
    pages
}

#[tokio::test]
async fn every_page_has_one_heading_landmarks_and_labels() {
    let input = Regex::new(r"<(?:input|select|textarea)[^>]*>").unwrap();
    let id = Regex::new(r#"\bid="([^"]+)""#).unwrap();
    let without_scope = Regex::new(r"<th(?: class|>)").unwrap();
    for (path, page) in all(&Visitor::new()).await {
        for part in [
            "<h1",
            "<main id=\"main\"",
            "<nav aria-label=\"Sections\"",
            "<meta charset",
            "lang=\"en\"",
        ] {
            assert_eq!(page.matches(part).count(), 1, "{part} in {path}");
        }
        for field in input
            .find_iter(&page)
            .filter(|field| !field.as_str().contains("type=\"hidden\""))
        {
            let inside_label = page[..field.start()]
                .rfind("<label")
                .is_some_and(|label| !page[label..field.start()].contains("</label>"));
            let labelled = id
                .captures(field.as_str())
                .is_some_and(|id| page.contains(&format!("for=\"{}\"", &id[1])));
            assert!(
                inside_label || labelled,
                "{} in {path} has no label",
                field.as_str()
            );
        }
        for table in page.split("<table>").skip(1) {
            assert!(
                table.trim_start().starts_with("<caption>"),
                "a table of {path} without a caption"
            );
        }
        assert!(
            !without_scope.is_match(&page),
            "a heading of a table without scope in {path}"
        );
    }
}

#[tokio::test]
async fn no_page_needs_what_the_policy_forbids() {
    let forbidden =
        Regex::new(r#"<script(?:>| [^>]*>[^<])|<style|\sstyle=|\son[a-z]+="|javascript:"#).unwrap();
    let loading = Regex::new(r#"\s(?:src|action)="([^"]*)""#).unwrap();
    for (path, page) in all(&Visitor::new()).await {
        assert!(!forbidden.is_match(&page), "{path}: {:?}", forbidden.find(&page));
        for loaded in loading.captures_iter(&page) {
            assert!(loaded[1].starts_with('/'), "{path} reaches for {}", &loaded[1]);
        }
    }
}

#[tokio::test]
async fn links_of_every_page_lead_somewhere() {
    let visitor = Visitor::new();
    let link = Regex::new(r##"href="(/[^"#]*)[^"]*""##).unwrap();
    let mut seen = std::collections::BTreeSet::new();
    for (path, page) in all(&visitor).await {
        for link in link.captures_iter(&page) {
            let there = link[1].replace("&#38;", "&").replace("&amp;", "&");
            if seen.insert(there.clone()) {
                let answered = visitor.get(&there).await;
                assert!(
                    answered.status.is_success() || answered.status.is_redirection(),
                    "{path} leads to {there}: {}",
                    answered.body
                );
            }
        }
    }
    assert!(seen.len() > 60, "{seen:?}");
}

#[tokio::test]
async fn the_list_of_claims_is_narrowed_and_taken_elsewhere() {
    let visitor = Visitor::new();
    let page = visitor.get("/claims?by=Reyes&attitude=denies").await.page();
    assert!(page.contains("3 claims"), "{page}");
    assert!(
        page.contains("by: Reyes") && page.contains("/claims?attitude=denies"),
        "{page}"
    );
    assert!(!page.contains("it leaks"));
    assert!(
        page.to_lowercase().contains("[the dam was leaking]"),
        "what “this report” points to: {page}"
    );
    let csv = visitor.get("/claims.csv?q=cleared").await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(csv.body.lines().count(), 2, "{}", csv.body);
    let none = visitor.get("/claims?by=Nobody").await.page();
    assert!(none.contains("No claim fits"), "{none}");
    let narrated = visitor.get("/claims?form=narrated").await.page();
    assert!(narrated.contains("second round"), "{narrated}");
    for days in ["from=2026-02-20", "until=2026-02-16"] {
        let page = visitor.get(&format!("/claims?{days}&by=Reyes")).await.page();
        assert!(page.contains("0 claims"), "{days}: {page}");
    }
}

#[tokio::test]
async fn claims_are_narrowed_by_how_they_stand_to_others() {
    let visitor = Visitor::new();
    let page = visitor.get("/claims").await.page();
    assert!(page.contains("<h2>relation</h2>"), "{page}");
    for relation in ["denied", "denies"] {
        let address = format!("/claims?relation={relation}");
        assert!(page.contains(&format!("\"{address}\"")), "{relation}: {page}");
        let narrowed = visitor.get(&address).await.page();
        assert!(
            narrowed.contains(&format!("relation: {relation}")),
            "{relation}: {narrowed}"
        );
        let list = visitor
            .get(&format!("/api/claims?relation={relation}"))
            .await
            .body;
        let list: serde_json::Value = serde_json::from_str(&list).unwrap();
        let items = list["items"].as_array().unwrap();
        assert!(!items.is_empty(), "{relation}");
        for item in items {
            let relations = item["relations"].as_array().unwrap();
            assert!(relations.contains(&relation.into()), "{item}");
        }
        let csv = visitor
            .get(&format!("/claims.csv?relation={relation}"))
            .await
            .body;
        assert_eq!(csv.lines().count(), items.len() + 1, "{csv}");
    }
    let none = visitor.get("/claims?relation=updated").await.page();
    assert!(none.contains("No claim fits"), "{none}");
}

#[tokio::test]
async fn a_relation_that_is_rejected_is_none() {
    let visitor = Visitor::new();
    let found = async |relation: &str| {
        let page = visitor.get(&format!("/claims?relation={relation}")).await.page();
        let found = Regex::new(r"(\d+) claims?").unwrap();
        found.captures(&page).unwrap()[1].parse::<usize>().unwrap()
    };
    let before = found("denied").await;
    let claim = visitor.claim("the dam was leaking", "claim_iri").await;
    let page = visitor.get(&format!("/{claim}")).await.page();
    let relation = Regex::new(r#"name="target" value="([^"]*relation[/=][^"]+)""#).unwrap();
    let relations: Vec<String> = relation
        .captures_iter(&page)
        .map(|target| target[1].to_owned())
        .collect();
    assert!(!relations.is_empty(), "{page}");
    for relation in relations {
        visitor
            .fill(&[("target", &relation), ("verdict", "reject"), ("back", "/")])
            .await;
    }
    assert!(found("denied").await < before);
}

#[tokio::test]
async fn runs_tell_what_was_read_when_and_what_was_new() {
    let visitor = Visitor::new();
    let page = visitor.get("/runs").await.page();
    for part in [
        "Read in the run of 2026-03-02 08:00:00 UTC",
        "The run before began on 2026-03-01 08:00:00 UTC",
        "/queries/since-last?since=2026-03-01T08%3A00%3A00Z",
        "The Harbour Post",
        "<td>new</td>",
        "<h3>Not read</h3>",
        ".part: no text</li>",
        env!("CARGO_PKG_VERSION"),
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert!(!page.contains("The Coast Gazette"), "{page}");
    let first = visitor.get("/runs?run=2026-03-01T08:00:00Z").await.page();
    for part in ["It was the first run", "The Coast Gazette"] {
        assert!(first.contains(part), "{part}\n{first}");
    }
    let answered = visitor.get("/runs?run=2026-03-05T08:00:00Z").await;
    assert_eq!(answered.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_editor_has_every_name_with_what_it_means() {
    let page = Visitor::new().get("/sparql").await.page();
    for part in [
        "data-term=\"onr:denies\"",
        "holds the content to be untrue",
        "data-term=\"schema:text\"",
        "data-term=\"&#60;urn:onrecord:resolved&#62;\"",
    ] {
        assert!(page.contains(part), "{part}");
    }
}

#[tokio::test]
async fn search_finds_names_claims_and_articles() {
    let page = Visitor::new().get("/search?q=merrow").await.page();
    for part in ["/place/merrow\"", "Merrow must be cleared", "Merrow Institute"] {
        assert!(page.contains(part), "{part}\n{page}");
    }
}

#[tokio::test]
async fn an_article_has_its_claims_marked_and_told() {
    let visitor = Visitor::new();
    let article = visitor.claim("it leaks", "article_iri").await;
    let page = visitor.get(&format!("/{article}")).await.page();
    for part in [
        "<span class=\"source\">Minister Ana Reyes</span>",
        "<span class=\"cue\">denied</span>",
        "title=\"Ana Reyes denies\">that the dam was leaking</a>",
        "class=\"content a-denies\"",
        "aria-label=\"claim 1: Ana Reyes denies\"",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    let text = page
        .split_once("<article")
        .unwrap()
        .1
        .split_once("</article>")
        .unwrap()
        .0;
    let plain = Regex::new(r"<a class=.number-of.[^>]*>\d+</a>|<[^>]*>")
        .unwrap()
        .replace_all(text, "");
    assert!(
        plain.contains(
            "Minister Ana Reyes denied on Tuesday that the dam was leaking, AFP reported.\nTwo engineers"
        ),
        "{plain}"
    );
}

#[tokio::test]
async fn a_claim_shows_both_sides_with_evidence_and_chain() {
    let visitor = Visitor::new();
    let claim = visitor.claim("the dam was leaking", "claim_iri").await;
    let page = visitor.get(&format!("/{claim}")).await.page();
    assert!(
        !page.contains(">Merrow must be cleared within 10 days</a>"),
        "what has nothing to do with it: {page}"
    );
    for part in [
        "Merrow Institute",
        "<mark>that the dam was leaking</mark>",
        "<span class=\"step\">AFP</span>",
        "How others stand to it",
        "a-denies",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
}

#[tokio::test]
async fn a_person_has_offices_and_a_line_of_time_and_an_event_its_rounds() {
    let visitor = Visitor::new();
    let person = visitor.get("/person/ana-reyes").await.page();
    for part in [
        "energy minister, Norland",
        "<svg viewBox",
        "<circle class=\"a-denies\"",
        "Speaks of:",
        "/claims?by=person%2Fana-reyes&#38;about=place%2Fmerrow-dam",
        "Said",
    ] {
        assert!(person.contains(part), "{part}\n{person}");
    }
    let event = visitor.get("/event/merrow-talks").await.page();
    assert!(
        event.contains("Rounds") && event.contains("2026-03-05"),
        "{event}"
    );
}

#[tokio::test]
async fn what_is_not_there_is_told_with_a_remedy() {
    let answered = Visitor::new().get("/person/nobody").await;
    assert_eq!(answered.status, StatusCode::NOT_FOUND);
    assert!(answered.body.contains("search for it"), "{}", answered.body);
    let answered = Visitor::new().get("/queries/nothing").await;
    assert_eq!(answered.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_empty_record_has_its_pages_too() {
    let visitor = Visitor::of(&[]);
    assert!(visitor.get("/").await.page().contains("onrecord ingest"));
    for path in [
        "/claims",
        "/articles",
        "/entities",
        "/outlets",
        "/graph",
        "/review",
        "/runs",
        "/queries/denials",
    ] {
        visitor.get(path).await.page();
    }
}

#[tokio::test]
async fn the_graph_is_a_table_even_without_a_drawing() {
    let page = Visitor::new()
        .get("/graph?view=claims&about=Merrow+Dam")
        .await
        .page();
    assert!(page.contains("/claim/") && page.contains("denies"), "{page}");
    assert!(page.contains("|denies|"), "what the script reads: {page}");
}

#[tokio::test]
async fn the_graph_is_narrowed_by_time_and_attitude_and_its_nodes_lead_somewhere() {
    let visitor = Visitor::new();
    let how = Regex::new(r"<td>([a-z]+)[^<]*</td>").unwrap();
    let denied = visitor.get("/graph?attitude=denies").await.page();
    let attitudes: Vec<&str> = how
        .captures_iter(&denied)
        .map(|how| how.get(1).unwrap().as_str())
        .collect();
    assert!(
        !attitudes.is_empty() && attitudes.iter().all(|how| *how == "denies"),
        "{attitudes:?}"
    );
    // Where there is no Graphviz the page says so.
    assert!(
        denied.contains("xlink:href=\"/person/ana-reyes\"") || denied.contains("Graphviz is not installed"),
        "{denied}"
    );
    for days in ["from=2027-01-01", "until=2000-01-01"] {
        let page = visitor.get(&format!("/graph?{days}")).await.page();
        assert!(page.contains("Nothing fits"), "{days}: {page}");
    }
}
