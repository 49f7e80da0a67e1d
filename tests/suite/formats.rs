//! Whatever people saved: pages, feeds, archives, lists, other languages.

use super::workspace::Workspace;
use flate2::{Compression, write::GzEncoder};
use std::io::Write;

const PAGE: &str = r#"<!DOCTYPE html><html lang="en"><head><title>Dam leak denied - Coast Gazette</title>
<meta property="og:site_name" content="The Coast Gazette"><meta property="article:published_time" content="2026-02-18T09:00:00+01:00">
<link rel="canonical" href="https://coast-gazette.example/dam"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav><article><h1>Dam leak denied</h1>
<p>The Merrow dam was leaking, the engineer Ivo Lund said on Monday. He had seen water in the gallery, he told reporters at the gate.</p>
<p>Minister Ana Reyes denied on Tuesday that the dam was leaking. &ldquo;We measured everything twice,&rdquo; she said.</p></article>
<section class="comments"><p>Bystander said that the minister had lied to everybody in the town.</p></section></body></html>"#;

const FEED: &str = r#"<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Wire</title>
<item><title>Port to close</title><link>https://wire.example/port</link><pubDate>Wed, 18 Feb 2026 22:30:00 -0500</pubDate>
<description>&lt;p&gt;The port of Merrow will close in May, Captain Nora Brandt said on Wednesday.&lt;/p&gt;</description></item></channel></rss>"#;

const GERMAN: &str = "Die alte Seebrücke in Merrow ist am Montag abgebrannt, verletzt wurde niemand, wie die Feuerwehr am Abend \
    mitteilte. Bürgermeisterin Ana Reyes versprach, dass sie noch vor dem Sommer wieder aufgebaut werde.";

fn archive() -> Vec<u8> {
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{PAGE}");
    let record = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://coast-gazette.example/dam?utm=1\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{answer}\r\n\r\n",
        answer.len()
    );
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(record.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn pages_feeds_and_archives_become_claims() {
    let workspace = Workspace::new()
        .with("in/page.html", PAGE)
        .with("in/feed.xml", FEED)
        .with("in/crawl.warc.gz", archive())
        .with(
            "in/notes.md",
            "# Bridge\n\nThe *bridge* is safe, Mayor Ida Roy said on Monday.",
        );
    let ran = workspace.run(&["ingest", "in"]).succeeds();
    // The page is saved twice: once as a file, once in the archive.
    ran.saying("4 articles").saying("3 new, 1");
    workspace.run(&["check"]).succeeds().saying("everything holds");
    let claims = workspace.run(&["claims", "--format", "csv"]).succeeds().output;
    assert!(
        claims.contains("Ana Reyes")
            && claims.contains("The Coast Gazette")
            && claims.contains("Harbour Wire"),
        "{claims}"
    );
    assert!(
        claims.contains("2026-02-17") && !claims.contains("Bystander"),
        "{claims}"
    );
    workspace
        .run(&["show", "page.html"])
        .succeeds()
        .printing("the dam was leaking");
}

#[test]
fn an_extracted_page_gives_its_text_and_where_its_metadata_stood() {
    let workspace = Workspace::new().with("page.html", PAGE);
    let line = workspace.run(&["extract", "page.html"]).succeeds().output;
    let article: serde_json::Value = serde_json::from_str(&line).unwrap();
    let text: Vec<char> = article["text"].as_str().unwrap().chars().collect();
    assert!(text.starts_with(&"The Merrow dam was leaking".chars().collect::<Vec<_>>()));
    assert_eq!(article["language"], "en");
    assert_eq!(article["title"], "Dam leak denied");
    assert_eq!(article["published"], "2026-02-18");
    assert_eq!(
        article["from"],
        serde_json::json!({"published": "meta-element", "publisher": "meta-element", "title": "element", "url": "element"})
    );
    for attribution in article["attributions"].as_array().unwrap() {
        let span = &attribution["content"][0];
        let place = |index: usize| usize::try_from(span[index].as_u64().unwrap()).unwrap();
        let quoted: String = text[place(0)..place(1)].iter().collect();
        assert!(attribution["content_text"].as_str().unwrap().starts_with(&quoted));
    }
}

#[test]
fn another_language_is_kept_without_claims_and_counted() {
    let workspace = Workspace::new().with("brand.txt", GERMAN);
    workspace
        .run(&["ingest", "brand.txt"])
        .succeeds()
        .saying("1 article with 0 claims")
        .saying("1 not in English, so without claims (1 German)");
    workspace.run(&["check"]).succeeds();
    workspace.run(&["stats"]).succeeds().printing("de 1");
}

#[test]
fn lists_of_paths_and_fields_of_other_names_are_followed() {
    let json = r#"{"nr": 7, "story": {"words": "The bridge is safe, Mayor Ida Roy said on Monday."}}"#;
    let workspace = Workspace::new()
        .with("in/a.json", json)
        .with(
            "in/b.txt",
            "The port is open, Captain Nora Brandt said on Monday.",
        )
        .with("list.txt", "in/a.json\n\nin/b.txt\n");
    let ran = workspace.run(&[
        "ingest",
        "--list",
        "list.txt",
        "--field",
        "text=story.words",
        "--field",
        "id=nr",
    ]);
    ran.succeeds().saying("2 articles");
    workspace
        .run(&["show", "7"])
        .succeeds()
        .printing("The bridge is safe");
    workspace
        .run(&["ingest", "--list", "nowhere.txt"])
        .fails()
        .saying("nowhere.txt cannot be read");
    workspace
        .run(&["ingest", "in", "--field", "words=story"])
        .fails()
        .saying("such as text=body");
}

#[test]
fn whatever_was_read_can_be_read_again_from_the_record() {
    let named = r#"{"id": "port", "text": "The port is safe, Captain Nora Brandt said.", "authors": ["Zoe Lund", "Ana Falk"], "published": "2026-02-19"}"#;
    let agency = r#"{"id": "pier", "text": "The pier is safe, Captain Nora Brandt said on Monday.", "author": "Reuters", "published": "2026-02-19"}"#;
    let front = "---\ntitle: Bridge\ndate: 2026-02-17\n---\n# Bridge\n\nThe *bridge* is safe, Mayor Ida Roy said on Monday.";
    let workspace = Workspace::new()
        .with_seeds()
        .with("in/page.html", PAGE)
        .with("in/feed.xml", FEED)
        .with("in/named.jsonl", named)
        .with("in/agency.jsonl", agency)
        .with("in/notes.md", front)
        .with("in/brand.txt", GERMAN)
        .after(&["ingest", "seeds", "in"]);
    let before = workspace.record();
    workspace
        .run(&["refresh"])
        .finds_nothing()
        .saying("this version read every article");
    workspace
        .run(&["refresh", "--all", "--dry-run"])
        .succeeds()
        .printing("urn:onrecord:article/the-coast-gazette-2026-02-18-")
        .saying("17 articles would be read again");
    workspace
        .run(&["refresh", "--all"])
        .succeeds()
        .saying("17 articles read again, 0 of them changed");
    assert_eq!(workspace.record(), before);
}
