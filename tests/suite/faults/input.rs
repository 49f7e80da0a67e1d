//! Articles in files that are damaged: what is whole is read as before, and nothing ends the run.

use super::chance::{Chance, Damage};
use super::times;
use crate::workspace::Workspace;
use flate2::{Compression, write::GzEncoder};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Write;

/// So many articles has each file.
const ARTICLES: usize = 5;

fn text(number: usize) -> String {
    format!(
        "The pier {number} of Merrow was leaking, the engineer Ivo Lund said on Monday. Minister Ana Reyes denied on Tuesday that \
         the pier {number} was leaking. \u{201c}We measured everything twice,\u{201d} she told reporters in Halden \u{2013} again."
    )
}

fn page(number: usize) -> String {
    let text = text(number).replace(". ", ".</p>\n<p>");
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>Pier {number}</title>\
         <meta property=\"article:published_time\" content=\"2026-02-18T09:00:00+01:00\">\
         <script type=\"application/ld+json\">{{\"@type\": \"NewsArticle\", \"headline\": \"Pier {number} &amp; dam\"}}</script></head>\
         <body><nav><a href=\"/\">Home</a></nav><article><h1>Pier {number}</h1>\n<p>{text}</p></article></body></html>"
    )
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn archived(number: usize) -> Vec<u8> {
    let answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{}",
        page(number)
    );
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{number}\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{answer}\r\n\r\n",
        answer.len()
    )
    .into_bytes()
}

/// A kind of file: how an article is written into it.
type Write1 = fn(usize) -> Vec<u8>;

const KINDS: [(&str, Write1); 3] = [
    ("warc", archived),
    ("warc.gz", |number| packed(&archived(number))),
    ("jsonl", |number| {
        let line =
            serde_json::json!({"id": format!("{number}"), "published": "2026-02-18", "text": text(number)});
        format!("{line}\n").into_bytes()
    }),
];

/// The articles that are read from the files of a folder, by the text that they have; each holds what its places say.
fn extracted(workspace: &Workspace) -> (BTreeMap<String, usize>, String) {
    let ran = workspace.run(&["extract", "in"]);
    assert!(matches!(ran.code, Some(0 | 2)), "{}", ran.messages);
    for failure in ["panicked", "onrecord failed on this article"] {
        assert!(!ran.messages.contains(failure), "{}", ran.messages);
    }
    let mut texts = BTreeMap::new();
    for line in ran.output.lines() {
        let article: Value = serde_json::from_str(line).unwrap();
        let text = article["text"].as_str().unwrap();
        holds(text, &article);
        *texts.entry(text.to_owned()).or_default() += 1;
    }
    (texts, ran.messages)
}

/// Each place of an attribution has the words that it is said to have.
fn holds(text: &str, article: &Value) {
    let letters: Vec<char> = text.chars().collect();
    for attribution in article["attributions"].as_array().unwrap() {
        for part in ["source", "cue", "content"] {
            let pieces = attribution[part].as_array().unwrap().iter().map(|span| {
                let place = |end: usize| usize::try_from(span[end].as_u64().unwrap()).unwrap();
                letters[place(0)..place(1)].iter().collect::<String>()
            });
            let told = attribution[format!("{part}_text")].as_str().unwrap_or_default();
            assert_eq!(pieces.collect::<Vec<_>>().join(" "), told, "{part} in {text}");
        }
    }
}

/// The texts of a file with one article.
fn read_alone(file: &str, bytes: &[u8]) -> String {
    let workspace = Workspace::new().with(&format!("in/{file}"), bytes);
    let (texts, messages) = extracted(&workspace);
    assert_eq!(texts.len(), 1, "{messages}");
    texts.into_keys().next().unwrap()
}

#[test]
fn damage_to_one_article_takes_no_other_along() {
    let mut chance = Chance::of("input");
    for (kind, write) in KINDS {
        let parts: Vec<Vec<u8>> = (0..ARTICLES).map(write).collect();
        let whole: Vec<String> = (0..ARTICLES)
            .map(|number| read_alone(&format!("file.{kind}"), &write(number)))
            .collect();
        for _ in 0..times(4, 150) {
            // The first bytes tell what kind of file it is.
            let first = 1 + chance.below(ARTICLES - 1);
            let mut part = parts[first].clone();
            let (what, place) = chance.damage(&mut part);
            let mut file = parts[..first].concat();
            file.extend(part);
            let mut intact: Vec<&String> = whole[..first].iter().collect();
            if what == Damage::Flipped {
                file.extend(parts[first + 1..].concat());
                // The end of a line, or of an archive's record, is what parts it from the next.
                let parting = place + 4 >= parts[first].len();
                intact.extend(&whole[(first + 1 + usize::from(parting)).min(ARTICLES)..]);
            }
            let workspace = Workspace::new().with(&format!("in/file.{kind}"), file);
            let (texts, messages) = extracted(&workspace);
            for text in intact {
                assert!(
                    texts.contains_key(text),
                    "{kind}: {what:?} at {place} of {first}: {messages}"
                );
            }
        }
    }
}

#[test]
fn damaged_pages_are_read_or_refused() {
    let mut chance = Chance::of("page");
    let mut workspace = Workspace::new();
    for number in 0..times(20, 600) {
        let mut page = page(number).into_bytes();
        let ending = if chance.below(3) == 0 {
            page = packed(&page);
            "html.gz"
        } else {
            "html"
        };
        for _ in 0..=chance.below(4) {
            if !page.is_empty() {
                chance.damage(&mut page);
            }
        }
        workspace = workspace.with(&format!("in/{number:03}.{ending}"), page);
    }
    let (texts, messages) = extracted(&workspace);
    assert!(!texts.is_empty(), "{messages}");
}
