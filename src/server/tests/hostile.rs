//! A hundred texts that end up as code where anything is not escaped, in every place where an article, a form or an address
//! has text. Every answer is parsed, and must be made of the same elements, attributes and headers as one of harmless text.

use super::{Answered, Visitor};
use crate::article::{Basis, Stated};
use crate::mention::Kind;
use crate::pipeline::Extraction;
use crate::rdf::fixture::{Draft, Said};
use crate::server::link;
use oxigraph::model::Triple;
use scraper::Html;
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Deserialize)]
struct Hostile {
    what: String,
    text: String,
}

fn hostile() -> Vec<Hostile> {
    let lines = include_str!("../../../tests/fixtures/hostile.jsonl").lines();
    let texts: Vec<Hostile> = lines.map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(texts.len(), 100);
    texts
}

/// An article with such words wherever an article has words.
fn article(words: &str) -> Extraction {
    fn stated<T>(value: T) -> Stated<T> {
        Stated {
            value,
            anchor: None,
            basis: Basis::Field,
        }
    }
    // A line of an article has no line breaks in it.
    let line = words.replace(['\n', '\r'], " ");
    let text = format!("Speaker {line} said of Body {line}: {line} is true. Nobody else heard it.");
    let mut draft =
        Draft::new(&format!("{words}.txt"), &text).published(&format!("Post {words}"), "2026-02-19");
    let speaker = draft.entity(Kind::Person, &format!("Speaker {words}"));
    let body = draft.entity(Kind::Organisation, &format!("Body {words}"));
    let mention = draft.mention(speaker, &format!("Speaker {line}"));
    let about = draft.mention(body, &format!("Body {line}"));
    draft.said(Said {
        source: &format!("Speaker {line}"),
        cue: "said",
        content: &[&format!("{line} is true")],
        claim: &format!("{words} is true"),
        speaker: Some(speaker),
        mention: Some(mention),
        about: &[about, mention],
        addressee: &line,
        via: &[&line],
        ..Said::default()
    });
    let mut extraction = draft.finish();
    extraction.article.title = Some(stated(format!("Title {words}")));
    extraction.article.authors = vec![stated(format!("Author {words}"))];
    extraction.article.url = Some(stated(words.to_owned()));
    extraction
}

/// What answers are made of.
#[derive(Debug, Default)]
struct Parts {
    /// Elements with the names of their attributes; the element alone has an empty one.
    marks: BTreeSet<(String, String)>,
    headers: BTreeSet<String>,
    kinds: BTreeSet<String>,
    properties: BTreeSet<String>,
}

/// Attributes that lead somewhere.
const ADDRESSES: [&str; 6] = ["href", "src", "action", "formaction", "data", "srcset"];

/// Whether an address leads to a page of ours, or to a page on the web.
fn leads_to_a_page(address: &str) -> bool {
    let ours = address.starts_with(['/', '#', '?']) && !address.starts_with("//");
    let on_the_web = address.starts_with("http://") || address.starts_with("https://");
    let is_plain = !address
        .chars()
        .any(|mark| mark.is_whitespace() || mark.is_control() || mark == '\\');
    is_plain && (ours || on_the_web || address == "data:,")
}

impl Parts {
    fn take(&mut self, answered: &Answered, place: &str) {
        self.headers
            .extend(answered.headers.keys().map(|name| name.as_str().to_owned()));
        let kind = answered.header("content-type").to_owned();
        if let Some(location) = answered.headers.get("location") {
            let location = location.to_str().unwrap();
            assert!(
                leads_to_a_page(location) && location.starts_with('/'),
                "{place}: {location}"
            );
        }
        match kind.as_str() {
            "text/html; charset=utf-8" => {
                // Ours have none. (Graphviz writes the numbers of nodes into some.)
                let page = self.take_page(&answered.body, place);
                let mut nodes = page.tree.nodes();
                assert!(!nodes.any(|node| node.value().is_comment()), "{place}");
            }
            "image/svg+xml" => _ = self.take_page(&answered.body, place),
            "application/json" => {
                let _: serde_json::Value =
                    serde_json::from_str(&answered.body).unwrap_or_else(|error| panic!("{place}: {error}"));
            }
            "text/csv; charset=utf-8" => take_table(&answered.body, place),
            "text/turtle; charset=utf-8" => self.take_triples(&answered.body, place),
            _ => {}
        }
        self.kinds.insert(kind);
    }

    fn take_page(&mut self, body: &str, place: &str) -> Html {
        let page = Html::parse_document(body);
        for node in page.tree.nodes() {
            let Some(element) = node.value().as_element() else {
                continue;
            };
            self.marks.insert((element.name().to_owned(), String::new()));
            for (name, value) in element.attrs() {
                self.marks.insert((element.name().to_owned(), name.to_owned()));
                if ADDRESSES.contains(&name) {
                    assert!(leads_to_a_page(value), "{place}: {name} is {value:?}");
                }
            }
            if element.name() == "script" {
                let own = ["/script.js", "/graph.js", "/editor.js"].map(Some);
                assert!(own.contains(&element.attr("src")), "{place}");
                assert_eq!(node.children().count(), 0, "{place}");
            }
        }
        page
    }

    fn take_triples(&mut self, body: &str, place: &str) {
        let triples = oxttl::TurtleParser::new().for_slice(body);
        let triples: Vec<Triple> = triples
            .collect::<Result<_, _>>()
            .unwrap_or_else(|error| panic!("{place}: {error}"));
        let properties = triples.iter().map(|triple| triple.predicate.as_str().to_owned());
        self.properties.extend(properties);
    }

    /// What these answers have that those have not.
    fn beside(&self, those: &Self) -> Vec<String> {
        let marks = self
            .marks
            .difference(&those.marks)
            .map(|mark| format!("<{} {}>", mark.0, mark.1));
        let headers = self.headers.difference(&those.headers).cloned();
        let kinds = self.kinds.difference(&those.kinds).cloned();
        let properties = self.properties.difference(&those.properties).cloned();
        marks.chain(headers).chain(kinds).chain(properties).collect()
    }
}

/// Every row has as many cells as the first, and none is a formula to a spreadsheet.
fn take_table(body: &str, place: &str) {
    let mut rows = csv::Reader::from_reader(body.as_bytes());
    for row in rows.records() {
        let row = row.unwrap_or_else(|error| panic!("{place}: {error}"));
        for cell in &row {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t']), "{place}: {cell:?}");
        }
    }
}

/// Asks for everything that shows words of articles.
async fn look_everywhere(visitor: &Visitor, parts: &mut Parts) {
    for path in [
        "/",
        "/claims",
        "/claims?page=2",
        "/claims.csv",
        "/claims.json",
        "/articles",
        "/entities",
        "/outlets",
        "/graph",
        "/graph?view=claims",
        "/graph.svg?view=claims",
        "/review",
        "/judgements",
        "/queries/timeline",
        "/queries/denials",
        "/api/claims",
        "/api/entities",
        "/api/articles",
        "/search?q=true",
    ] {
        parts.take(&visitor.get(path).await, path);
    }
}

/// Gives words to everything that takes some.
async fn say_everywhere(visitor: &Visitor, words: &str, parts: &mut Parts) {
    let all = link::query([
        ("q", words),
        ("by", words),
        ("about", words),
        ("outlet", words),
        ("attitude", words),
        ("from", words),
        ("sort", words),
        ("page", words),
        ("kind", words),
        ("view", words),
        ("only", words),
        ("judged", words),
        ("name", words),
        ("format", words),
    ]);
    let one = |name: &'static str| link::query([(name, words)]);
    let path = one("x").replacen("x=", "", 1);
    for path in [
        format!("/search?{all}"),
        format!("/claims?{all}"),
        format!("/claims?{}", one("q")),
        format!("/claims.csv?{all}"),
        format!("/entities?{all}"),
        format!("/graph?{all}"),
        format!("/review?{all}"),
        format!("/judgements?{all}"),
        format!("/queries/said-by?{}", one("by")),
        format!("/queries/{path}"),
        format!("/sparql?{}", one("edit")),
        format!("/sparql?{}", one("query")),
        format!("/sparql?query=ASK%7B%7D&{all}"),
        format!("/iri?{}", one("iri")),
        format!("/person/{path}"),
        format!("/{path}"),
        format!("/api/search?{}", one("q")),
        format!("/rdf-graph-store?{}", one("graph")),
    ] {
        parts.take(&visitor.get(&path).await, &path);
    }
}

/// Judges with words in every field that is free, and looks at what was judged.
async fn judge(visitor: &Visitor, claim: &serde_json::Value, words: &str, parts: &mut Parts) {
    let node = |column: &str| {
        let iri = claim[column].as_str().unwrap();
        iri.strip_prefix("urn:onrecord:").unwrap().to_owned()
    };
    let target = node("attribution_iri");
    let corrected = [
        ("verdict", "correct"),
        ("target", target.as_str()),
        ("field", "addressee"),
        ("value", words),
        ("by", words),
        ("back", words),
    ];
    parts.take(&visitor.fill(&corrected).await, "a correction");
    for verdict in [words, "reject"] {
        let fields = [("verdict", verdict), ("target", words), ("kind", words)];
        parts.take(&visitor.fill(&fields).await, "a wrong judgement");
    }
    for column in ["claim_iri", "article_iri", "speaker_iri", "attribution_iri"] {
        let path = node(column);
        let path = link::to(visitor.shared.base(), &format!("urn:onrecord:{path}"));
        parts.take(&visitor.get(&path).await, &path);
        parts.take(&visitor.get_as(&path, "text/turtle").await, &path);
    }
}

/// All that a record and its visitors' words come to.
async fn parts_of(texts: &[Hostile]) -> Parts {
    let articles: Vec<Extraction> = texts.iter().map(|hostile| article(&hostile.text)).collect();
    let visitor = Visitor::of(&articles);
    let mut parts = Parts::default();
    let claims = visitor.get("/claims.json").await.body;
    let claims: Vec<serde_json::Value> = serde_json::from_str(&claims).unwrap();
    assert_eq!(claims.len(), texts.len());
    for hostile in texts {
        say_everywhere(&visitor, &hostile.text, &mut parts).await;
        let line = hostile.text.replace(['\n', '\r'], " ");
        let claim = claims
            .iter()
            .find(|claim| claim["words"].as_str() == Some(&format!("{line} is true")));
        let claim = claim.unwrap_or_else(|| panic!("{}: nobody says it", hostile.what));
        judge(&visitor, claim, &hostile.text, &mut parts).await;
    }
    look_everywhere(&visitor, &mut parts).await;
    parts
}

#[tokio::test]
async fn what_others_say_is_never_code() {
    let harmless: Vec<Hostile> = ["plain", "plain words", "http://plain.example/words"]
        .into_iter()
        .chain(["person/plain", "a\nb"])
        .flat_map(|text| {
            (0..20).map(move |number| Hostile {
                what: text.to_owned(),
                text: format!("{text}{number}"),
            })
        })
        .collect();
    let (mut usual, found) = (parts_of(&harmless).await, parts_of(&hostile()).await);
    // Texts without letters make one speaker of several, and Graphviz draws what several say with a wider line.
    let wide = ["path", "polygon"].map(|shape| (shape.to_owned(), "stroke-width".to_owned()));
    usual.marks.extend(wide);
    assert!(
        usual.marks.len() > 100 && usual.properties.len() > 20,
        "{usual:?}"
    );
    assert_eq!(found.beside(&usual), [""; 0]);
}

#[tokio::test]
async fn what_others_say_is_shown_as_they_say_it() {
    for hostile in hostile() {
        let visitor = Visitor::of(&[article(&hostile.text)]);
        let claims = visitor.get("/claims").await.page();
        let page = Html::parse_document(&claims);
        let shown: String = page.root_element().text().collect();
        // A parser of pages takes NUL for a mark of its own, and white space is folded.
        let folded = |text: &str| -> String {
            let marks = text
                .chars()
                .filter(|mark| !mark.is_control() && *mark != '\u{fffd}');
            marks.filter(|mark| !mark.is_whitespace()).collect()
        };
        let words = folded(&format!("{} is true", hostile.text));
        assert!(folded(&shown).contains(&words), "{}: {shown}", hostile.what);
    }
}
