//! Pages of invented outlets, as news systems build them.

use super::super::document::whole;
use super::super::{Basis, Stated};
use super::*;
use proptest::prelude::*;

const STORY: &str = "<p>The old pier in Merrow burned down on Monday night, and nobody was hurt, the fire brigade said.</p>\
    <p>“We will build it again before the summer,” Mayor Ana Reyes told reporters on the beach, where some two hundred \
    people had gathered to watch the flames from behind a fence.</p><p>The harbour master, Teo Brandt, denied that the \
    wiring had been faulty. He said an inspection in March had found nothing to complain of, and that the report would \
    be published in full.</p>";

const AROUND: &str = "<nav><ul><li><a href=/>Home</a></li><li><a href=/sport>Sport</a></li></ul></nav>";

const BELOW: &str = "<section class=comments><h3>Comments</h3><p>Bystander42 said the mayor had lit it herself, and that everybody \
    in the town knew it.</p></section><aside><h3>Most read</h3><a href=/b>Minister denies plan to sell the port</a></aside>\
    <div class=cookie-banner>We use cookies. By clicking accept you agree that we may store them.</div>\
    <footer>© 2024 The Coast Gazette. All rights reserved.</footer>";

fn page(head: &str, above: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=en><head>{head}</head><body>{AROUND}<main><article><h1>Pier burns</h1>{above}{STORY}\
         </article></main>{BELOW}</body></html>"
    )
}

fn read(page: &str) -> (String, Fields) {
    article(
        page,
        Some("https://coast-gazette.example/p?utm=1"),
        &whole("page.html"),
        &Lexicon::standard(),
    )
    .unwrap()
}

fn told<T: ToString>(stated: Option<Stated<T>>) -> String {
    stated.map_or("-".to_owned(), |stated| {
        format!("{} ({:?})", stated.value.to_string(), stated.basis)
    })
}

fn published(head: &str, above: &str) -> String {
    told(read(&page(head, above)).1.published)
}

#[test]
fn the_article_is_told_from_what_stands_around_it() {
    let (text, _) = read(&page("", ""));
    assert!(text.contains("The old pier in Merrow burned down") && text.contains("published in full."));
    assert!(text.contains("said.\n\n“We will"), "paragraphs are kept");
    for other in [
        "Sport",
        "Bystander42",
        "sell the port",
        "cookies",
        "rights reserved",
    ] {
        assert!(!text.contains(other), "{other}");
    }
}

#[test]
fn metadata_is_read_from_the_surest_place_and_says_where() {
    let linked = r#"<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Pier burns in Merrow",
        "datePublished": "2024-05-03T23:30:00+02:00", "author": {"name": "Anna Moss"}, "publisher": {"name": "The Coast Gazette"}}</script>"#;
    let meta = r#"<meta property="og:title" content="Pier burns | The Gazette"><meta property="og:site_name" content="The Gazette">
        <meta name="author" content="By Tom Lind and Ida Roy"><link rel=canonical href="https://coast-gazette.example/pier-burns">
        <meta property="article:published_time" content="2024-05-02">"#;
    let fields = read(&page(&format!("{meta}{linked}"), "")).1;
    assert_eq!(told(fields.title), "Pier burns in Merrow (LinkedData)");
    assert_eq!(told(fields.published), "2024-05-03 (LinkedData)");
    assert_eq!(told(fields.publisher), "The Coast Gazette (LinkedData)");
    assert_eq!(
        told(fields.url),
        "https://coast-gazette.example/pier-burns (Element)"
    );
    assert_eq!(told(fields.authors.into_iter().next()), "Anna Moss (LinkedData)");
    let fields = read(&page(meta, "")).1;
    assert_eq!(told(fields.title), "Pier burns (MetaElement)");
    assert_eq!(told(fields.publisher), "The Gazette (MetaElement)");
    let authors: Vec<String> = fields.authors.into_iter().map(|author| author.value).collect();
    assert_eq!(authors, ["Tom Lind", "Ida Roy"]);
    let fields = read(&page(
        "<title>Pier burns - Gazette</title>",
        "<p class=byline>By Anna Moss</p>",
    ))
    .1;
    assert_eq!(told(fields.title), "Pier burns (Element)");
    assert_eq!(told(fields.authors.into_iter().next()), "Anna Moss (Element)");
    assert_eq!(told(fields.url), "https://coast-gazette.example/p?utm=1 (Field)");
}

#[test]
fn of_several_days_the_outlets_own_is_taken() {
    let utc = r#"<meta property="article:published_time" content="2024-05-04T01:30:00Z">"#;
    assert_eq!(published(utc, ""), "2024-05-04 (MetaElement)");
    assert_eq!(published(utc, "<p>May 3, 2024, 9:30 pm</p>"), "2024-05-03 (Line)");
    let address = r#"<link rel=canonical href="https://coast-gazette.example/2024/05/03/pier">"#;
    assert_eq!(published(&format!("{utc}{address}"), ""), "2024-05-03 (Address)");
    assert_eq!(published(address, ""), "2024-05-03 (Address)");
    let times =
        "<time class=updated datetime=2024-05-05>5 May</time><time datetime=2024-05-03T10:00>3 May</time>";
    assert_eq!(published("", times), "2024-05-03 (Element)");
    assert_eq!(published("", "<p>Published 3 May 2024</p>"), "2024-05-03 (Line)");
    assert_eq!(published("", ""), "-");
}

#[test]
fn what_is_no_article_is_refused() {
    let place = whole("page.html");
    let refused = |page: &str| {
        article(page, None, &place, &Lexicon::standard())
            .map(|_| ())
            .unwrap_err()
            .to_string()
    };
    insta::assert_snapshot!(
        [
            refused("<html><body><ul><li><a href=/a>Pier</a></li><li><a href=/b>Port</a></li></ul></body></html>"),
            refused(&format!("<html><body>{}", "<div>".repeat(100_000))),
        ]
        .join("\n"),
        @r"
    page.html: no article on this page, only menus, lists and the like; save its text if there is one
    page.html: a page with more than 400 elements inside each other; save its text instead
    "
    );
}

#[test]
fn a_piece_of_a_page_is_read_whole() {
    let (text, fields) = article(
        "<p>The pier burned.</p><p>All of it.</p>",
        None,
        &whole("x"),
        &Lexicon::standard(),
    )
    .unwrap();
    assert_eq!(text, "The pier burned.\n\nAll of it.");
    assert_eq!(fields, Fields::default());
}

#[test]
fn the_table_of_outlets_knows_an_address() {
    let head = r#"<link rel=canonical href="https://edition.cnn.com/2024/05/03/pier"><meta property="og:site_name" content="Some Name">"#;
    let publisher = read(&page(head, "")).1.publisher.unwrap();
    assert_eq!(
        (publisher.value.as_str(), publisher.basis),
        ("CNN", Basis::Address)
    );
}

/// Pieces that pages are made of, whole and broken.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(STORY.to_owned()),
        Just(AROUND.to_owned()),
        Just(BELOW.to_owned()),
        Just("<script type=\"application/ld+json\">{\"@type\": \"NewsArticle\", \"datePublished\": [[\"2024\"]], \"author\": [[{}]]}</script>".to_owned()),
        Just("<meta property=article:published_time content=\"2024-13-45T99:00\">".to_owned()),
        "<(div|p|table|tr|td|article|h1|time|b|a|svg|math|template|select)( [a-z]{1,8}=\"[^\"]{0,12}\")?>",
        "</(div|p|table|article|b|a|body|html)>",
        "\\PC{0,40}",
        Just("<!--".to_owned()),
        Just("<![CDATA[".to_owned()),
        Just("&#x110000;&#0;&nbsp".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_page_is_read_or_refused(pieces in prop::collection::vec(piece(), 0..30)) {
        let page = format!("<!DOCTYPE html><html><body>{}", pieces.concat());
        if let Ok((text, _)) = article(&page, None, &whole("page"), &Lexicon::standard()) {
            prop_assert!(text.chars().all(|letter| letter != '\r') && !text.starts_with(char::is_whitespace));
        }
    }
}
