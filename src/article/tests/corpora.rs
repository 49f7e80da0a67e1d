//! What the reader does on the shared corpora, where they are at hand: the two seed pages, and news text without
//! any layout, of which next to nothing may be lost.

use super::super::Role;
use super::{article, articles};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

/// A shared file's bytes; `None`, with a word about it, where it is absent.
fn shared(path: &str) -> Option<Vec<u8>> {
    let root = std::env::var_os("ONRECORD_SHARED").map_or_else(|| PathBuf::from("../shared"), PathBuf::from);
    let bytes = fs::read(root.join(path)).ok();
    if bytes.is_none() {
        println!("skipped: needs ../shared ({path})");
    }
    bytes
}

#[test]
fn the_seed_with_much_navigation_is_told_apart() {
    let Some(bytes) = shared("seeds/000_6eac29a498af5d44.txt") else {
        return;
    };
    let text = String::from_utf8(bytes).expect("UTF-8");
    let article = article(&text);
    let lines: Vec<&str> = text.lines().collect();
    let title = article.title.as_ref().expect("a title");
    assert_eq!(title.value, lines[7]);
    assert_eq!(
        article.published.map(|day| day.value.to_string()).as_deref(),
        Some("2025-03-10")
    );
    assert_eq!(
        article.outlet.map(|outlet| outlet.value).as_deref(),
        Some("Ukrainska Pravda")
    );
    let sources: Vec<&str> = article
        .sources
        .iter()
        .map(|source| source.value.as_str())
        .collect();
    assert_eq!(sources, ["European Pravda", "Interfax"]);
    assert_eq!(article.authors.len(), 2);
    let reading = article.reading;
    assert_eq!(reading.paragraphs().len(), 7);
    let roles: Vec<Role> = reading
        .paragraphs()
        .iter()
        .map(|paragraph| paragraph.role)
        .collect();
    assert_eq!(roles[0], Role::Headline);
    assert_eq!(roles[2], Role::SourceLine);
    assert_eq!(roles[6], Role::Background);
    // Everything behind the last paragraph is navigation, teasers and other headlines.
    let last = reading
        .anchor(reading.paragraphs()[6].span)
        .expect("stands in the text");
    let (kept, behind): (Vec<&str>, Vec<&str>) = text
        .char_indices()
        .nth(last.end)
        .map(|(end, _)| (text[..end].lines().collect(), text[end..].lines().collect()))
        .expect("more text");
    assert!(kept.len() > 20 && behind.len() > 30);
    for line in behind.iter().filter(|line| line.len() > 12) {
        assert!(!reading.text().contains(line), "{line}");
    }
}

#[test]
fn the_seed_with_a_broken_paragraph_is_mended() {
    let Some(bytes) = shared("seeds/001_3fe1eb948e3a1541.txt") else {
        return;
    };
    let text = String::from_utf8(bytes).expect("UTF-8");
    let article = article(&text);
    let first_line = text.lines().find(|line| line.len() > 30).expect("a headline");
    assert_eq!(
        article.title.map(|title| title.value).as_deref(),
        Some(first_line)
    );
    assert_eq!(
        article.published.map(|day| day.value.to_string()).as_deref(),
        Some("2025-07-29")
    );
    assert_eq!(
        article.outlet.map(|outlet| outlet.value).as_deref(),
        Some("The Moscow Times")
    );
    let url = article.url.expect("an address").value;
    assert!(
        url.starts_with("https://www.themoscowtimes.com/2025/07/29/") && url.ends_with("-fast-a90009"),
        "{url}"
    );
    let reading = article.reading;
    assert_eq!(reading.paragraphs().len(), 12);
    assert!(!reading.text().contains(['<', '>']) && !reading.text().contains("Related article"));
    let broken = reading
        .paragraphs()
        .iter()
        .filter(|paragraph| reading.slice(paragraph.span).contains("may impose secondary"));
    assert_eq!(broken.count(), 1);
    let sentences_end =
        |paragraph: &&super::super::Paragraph| reading.slice(paragraph.span).ends_with(['.', '"']);
    assert!(
        reading.paragraphs()[1..]
            .iter()
            .all(|paragraph| sentences_end(&paragraph))
    );
}

/// The share of attribution contents that lie wholly in the reading, of all in the file.
fn contents_inside(bytes: &[u8]) -> (usize, usize) {
    let (mut inside, mut all) = (0, 0);
    let gold = bytes.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
    for (line, article) in gold.zip(articles("polnear", bytes)) {
        let gold: Value = serde_json::from_slice(line).expect("JSON");
        let article = article.expect("an article");
        let mut is_read: Vec<bool> = article.text.chars().map(char::is_whitespace).collect();
        for paragraph in article.reading.paragraphs() {
            for anchor in article.reading.anchors(paragraph.span) {
                is_read[anchor.begin..anchor.end].fill(true);
            }
        }
        for attribution in gold["attributions"].as_array().expect("a list") {
            let spans: Vec<(usize, usize)> =
                serde_json::from_value(attribution["content"].clone()).expect("pairs");
            all += 1;
            inside += usize::from(
                spans
                    .iter()
                    .all(|&(begin, end)| is_read[begin..end].iter().all(|&read| read)),
            );
        }
    }
    (inside, all)
}

#[test]
fn clean_news_text_loses_next_to_nothing() {
    let Some(bytes) = shared("attribution/polnear.dev.jsonl") else {
        return;
    };
    let (inside, all) = contents_inside(&bytes);
    assert!(
        all > 2000 && inside * 1000 >= all * 995,
        "{inside} of {all} contents are read"
    );
}
