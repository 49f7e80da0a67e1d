//! Files of every kind, whole and broken, to articles.

use super::super::json::FieldNames;
use super::*;
use crate::lexicon::Lexicon;
use flate2::{Compression, write::GzEncoder};
use std::io::Write;

fn told(bytes: &[u8]) -> Vec<String> {
    let source = Source {
        file: "wire".to_owned(),
        name: "wire".to_owned(),
    };
    let lexicon = Lexicon::standard();
    read(source, bytes)
        .map(|document| {
            match document.and_then(|document| document.article(&FieldNames::default(), &lexicon)) {
                Ok(article) => format!(
                    "{}: {}",
                    article.name,
                    article.reading.text().replace('\n', " ¶ ")
                ),
                Err(error) => format!("error: {error}"),
            }
        })
        .collect()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn the_content_tells_the_format() {
    assert_eq!(
        told(b"The pier burned on Monday."),
        ["wire: The pier burned on Monday."]
    );
    assert_eq!(
        told(b"{\"id\": \"a\", \"text\": \"The pier burned.\"}"),
        ["a: The pier burned."]
    );
    let spread = b"{\n  \"id\": \"a\",\n  \"text\": \"The pier burned.\"\n}\n";
    assert_eq!(told(spread), ["a: The pier burned."]);
    let list = b"[{\"id\": \"a\", \"text\": \"The pier burned.\"},\n {\"text\": \"The pier was saved.\"}]";
    assert_eq!(told(list), ["a: The pier burned.", "wire:2: The pier was saved."]);
    let answer = b"{\"status\": \"ok\", \"articles\": [{\"content\": \"The pier burned.\"}, {\"content\": \"It was saved.\"}]}";
    assert_eq!(
        told(answer),
        ["wire:1: The pier burned.", "wire:2: It was saved."]
    );
    assert_eq!(
        told(b"# Fire\n\nThe *old* pier burned on Monday."),
        ["wire: Fire ¶ The old pier burned on Monday."]
    );
    assert_eq!(told(&packed(&packed(spread))), ["a: The pier burned."]);
}

#[test]
fn a_bad_line_harms_no_other() {
    let lines = told(
        b"\n{\"id\": \"a\", \"text\": \"The pier burned.\"}\n{\"id\": \"b\", \"text\": \n\n{\"id\": \"c\"}\n{\"id\": \"d\", \"text\": \"The pier was saved.\"}",
    );
    insta::assert_snapshot!(lines.join("\n"), @r##"
    a: The pier burned.
    error: wire, line 3: not a JSON object (EOF while parsing a value, column 19) at `{"id": "b", "text":`; write one object a line, such as {"id": "a1", "text": "…"}
    error: wire, line 5: no text; give the article's words in the field "text", or name the field that has them with --field text=NAME
    d: The pier was saved.
    "##);
    let lines = told(b"{\"id\": \"a\", \"text\": \n{\"id\": \"b\", \"text\": \"The pier burned.\"}\n");
    assert_eq!((lines.len(), lines[1].as_str()), (2, "b: The pier burned."));
}

#[test]
fn json_that_is_no_article_is_not_read_as_prose() {
    let lines = [
        told(b"{\"name\": \"pier\",\n \"version\": 1}\n"),
        told(b"{\"id\": \"a\"\n[1, 2]\n"),
        told(b"[{\"id\": \"a\", \"text\": \"The pier burned.\"}"),
    ];
    insta::assert_snapshot!(lines.concat().join("\n"), @r##"
    error: wire, line 1: no text; give the article's words in the field "text", or name the field that has them with --field text=NAME
    error: wire, line 1: not a JSON object (EOF while parsing an object, column 10) at `{"id": "a"`; write one object a line, such as {"id": "a1", "text": "…"}
    error: wire, line 2: not a JSON object (invalid type: sequence, expected a map) at `[1, 2]`; write one object a line, such as {"id": "a1", "text": "…"}
    error: wire, line 1: not a JSON object (EOF while parsing a list, column 40) at `[{"id": "a", "text": "The pier burned."}`; write one object a line, such as {"id": "a1", "text": "…"}
    "##);
}

#[test]
fn what_is_too_long_is_refused_and_the_rest_is_read() {
    let sentence = "The pier burned on Monday. ";
    let long = sentence.repeat(LONGEST_TEXT / sentence.len() + 1);
    let refused = "error: wire: more than 2 MB in one article; split it into its articles";
    assert_eq!(told(long.as_bytes()), [refused]);
    assert_eq!(told(sentence.repeat(700_000).as_bytes()), [refused]);
    let lines = format!(
        "{{\"text\": \"{long}\"}}\n{{\"text\": \"{}\"}}\n{{\"id\": \"c\", \"text\": \"The pier was saved.\"}}\n",
        "x".repeat(8 * LONGEST_TEXT)
    );
    let lines = told(lines.as_bytes());
    let refused =
        |line| format!("error: wire, line {line}: more than 2 MB in one article; split it into its articles");
    assert_eq!(
        lines,
        [refused(1), refused(2), "c: The pier was saved.".to_owned()]
    );
}

#[test]
fn files_without_text_are_refused() {
    insta::assert_snapshot!(
        [told(b""), told(b" \n\t\n"), told(b"\x00\x01PNG")].concat().join("\n"),
        @r##"
    error: wire: no text; give a file with an article in it
    error: wire: no text; give a file with an article in it
    error: wire: not text but binary data (a zero byte at 0); convert it to plain text or JSON lines first
    "##
    );
}

#[test]
fn the_entries_of_a_feed_are_articles() {
    let rss = r#"<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
        <title>The Coast Gazette</title>
        <item><title>Pier burns</title><link>https://example.org/pier</link><pubDate>Fri, 03 May 2024 23:30:00 -0500</pubDate>
        <description>A fire.</description><content:encoded><![CDATA[<p>The pier burned.</p><p>All of it.</p>]]></content:encoded></item>
        <item><title>Nothing</title></item>
        <item><description>&lt;b&gt;The pier&lt;/b&gt; was saved.</description></item></channel></rss>"#;
    insta::assert_snapshot!(told(rss.as_bytes()).join("\n"), @r"
    https://example.org/pier: The pier burned. ¶ All of it.
    error: wire, entry 2: no text; give a file with an article in it
    wire:3: The pier was saved.
    ");
    let source = Source {
        file: "wire".to_owned(),
        name: "wire".to_owned(),
    };
    let first = read(source, rss.as_bytes()).next().unwrap().unwrap();
    let article = first
        .article(&FieldNames::default(), &Lexicon::standard())
        .unwrap();
    assert_eq!(article.published.unwrap().value.to_string(), "2024-05-03");
    assert_eq!(article.outlet.unwrap().value, "The Coast Gazette");
    assert!(told(b"<rss><channel><item>")[0].starts_with("error: wire: not a feed that can be read"));
}

/// A record of a web archive.
fn record(kind: &str, content_type: &str, address: &str, block: &str) -> String {
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
}

/// The record of a page that was fetched.
fn fetched(name: &str, sentence: &str) -> String {
    let page = format!(
        "<!DOCTYPE html><html><body><article><p>{sentence} The fire brigade said that nobody was hurt, and that the cause \
         was not yet known to it.</p></article></body></html>"
    );
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    record(
        "response",
        "application/http; msgtype=response",
        &format!("https://example.org/{name}"),
        &answer,
    )
}

/// Where each thing was found, without what it says.
fn names(bytes: &[u8]) -> Vec<String> {
    let cut = |line: String| {
        let end = line
            .find(if line.starts_with("error") { ';' } else { ' ' })
            .unwrap_or(line.len());
        line[..end].to_owned()
    };
    told(bytes).into_iter().map(cut).collect()
}

fn archive() -> Vec<String> {
    vec![
        record("warcinfo", "application/warc-fields", "", "software: a crawler"),
        record(
            "request",
            "application/http",
            "https://example.org/a",
            "GET / HTTP/1.1\r\n\r\n",
        ),
        fetched("a", "The pier burned on Monday."),
        record(
            "response",
            "application/http",
            "https://example.org/x",
            "HTTP/1.1 404 Not Found\r\n\r\n<html>gone</html>",
        ),
        fetched("b", "The port was closed on Tuesday."),
        fetched("c", "The ferry sailed on Wednesday."),
        record(
            "resource",
            "text/plain",
            "metadata://crawler.example/log",
            "GET done",
        ),
        record(
            "conversion",
            "text/plain",
            "https://example.org/d",
            "The pier burned on Monday.",
        ),
    ]
}

#[test]
fn the_pages_of_a_web_archive_are_articles() {
    let all = [
        "https://example.org/a:",
        "https://example.org/b:",
        "https://example.org/c:",
        "https://example.org/d:",
    ];
    let records = archive();
    assert_eq!(names(records.concat().as_bytes()), all);
    let members: Vec<u8> = records
        .iter()
        .flat_map(|record| packed(record.as_bytes()))
        .collect();
    assert_eq!(names(&members), all);
    assert_eq!(names(&packed(records.concat().as_bytes())), all);
}

/// Found by damaging archives at random: what was read ahead of one record took the sound one before it along.
#[test]
fn a_record_that_is_damaged_from_its_beginning_leaves_the_one_before_it() {
    let members: Vec<Vec<u8>> = ["a", "b", "c"]
        .map(|name| packed(fetched(name, "The pier burned on Monday.").as_bytes()))
        .to_vec();
    for place in 0..members[1].len() {
        let mut broken = members.clone();
        broken[1][place] ^= 0x10;
        let found = names(&broken.concat());
        assert_eq!(
            found.first().map(String::as_str),
            Some("https://example.org/a:"),
            "byte {place}: {found:?}"
        );
        assert_eq!(
            found.last().map(String::as_str),
            Some("https://example.org/c:"),
            "byte {place}: {found:?}"
        );
        let reported = found
            .iter()
            .filter(|name| name.starts_with("error: wire, record 2: damaged"))
            .count();
        let read = found
            .iter()
            .filter(|name| *name == "https://example.org/b:")
            .count();
        // The header of a member holds bytes that nobody needs.
        assert!(reported == 1 || read == 1, "byte {place}: {found:?}");
    }
}

#[test]
fn a_damaged_record_is_reported_and_the_others_are_read() {
    let others = [
        "https://example.org/a:",
        "https://example.org/c:",
        "https://example.org/d:",
    ];
    let check = |archive: &[u8], what: &str| {
        let mut found = names(archive);
        let reported = found
            .iter()
            .position(|name| name.starts_with("error"))
            .expect(what);
        let report = found.remove(reported);
        assert!(
            report.starts_with("error: wire, record") && report.contains("damaged"),
            "{what}: {report}"
        );
        assert_eq!(found, others, "{what}");
    };
    // Its bytes are missing, so that the length reaches into the next.
    let mut records = archive();
    let cut = records[4].len() - 60;
    records[4].truncate(cut);
    check(records.concat().as_bytes(), "short");
    // Its length is missing.
    let mut records = archive();
    records[4] = records[4].replace("Content-Length", "Content-Size");
    check(records.concat().as_bytes(), "without length");
    // Any one byte of a packed record is another.
    let members: Vec<Vec<u8>> = archive().iter().map(|record| packed(record.as_bytes())).collect();
    for place in (10..members[4].len()).step_by(7) {
        let mut broken = members.clone();
        broken[4][place] ^= 0x10;
        let found = names(&broken.concat());
        assert!(
            others.iter().all(|other| found.iter().any(|name| name == other)),
            "byte {place}: {found:?}"
        );
        assert!(
            !found.iter().any(|name| name == "https://example.org/b:"),
            "byte {place}: {found:?}"
        );
    }
    // The end is missing.
    let whole = members.concat();
    let found = names(&whole[..whole.len() - members[6].len() / 2]);
    assert_eq!(
        found[..3],
        [
            "https://example.org/a:",
            "https://example.org/b:",
            "https://example.org/c:"
        ]
    );
    assert!(found[3].contains("damaged"));
}
