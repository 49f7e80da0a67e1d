//! Every place of a reading leads back to the same characters of the text, whatever the text.

use super::super::plain::{self, Fields, Given};
use super::super::{Article, character_reference};
use crate::lexicon::Lexicon;
use crate::span::{Anchor, Span};
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn read_as_it_is(text: &str, lexicon: &Lexicon) -> Article {
    let given = Given::plain("page".to_owned(), text.to_owned(), Fields::default(), Vec::new());
    plain::article(given, lexicon)
}

/// The characters at some anchors, character references decoded, white space left out.
fn told(text: &str, anchors: &[Anchor]) -> String {
    let words: String = anchors
        .iter()
        .map(|anchor| anchor.of(text).expect("anchor lies in the text"))
        .collect();
    let mut decoded = String::new();
    let mut rest = words.as_str();
    while let Some(first) = rest.chars().next() {
        let (character, length) = character_reference::read(rest).unwrap_or((first, first.len_utf8()));
        decoded.push(character);
        rest = &rest[length..];
    }
    without_space(&decoded)
}

fn without_space(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

fn check(text: &str, lexicon: &Lexicon) {
    let article = read_as_it_is(text, lexicon);
    assert_eq!(article.text, text);
    let reading = &article.reading;
    let mut last_end = 0;
    for paragraph in reading.paragraphs() {
        let slice = reading.slice(paragraph.span);
        assert!(!slice.contains('\n') && !slice.trim().is_empty());
        let anchors = reading.anchors(paragraph.span);
        assert_eq!(told(text, &anchors), without_space(slice));
        for anchor in &anchors {
            assert!(
                last_end <= anchor.begin && anchor.begin < anchor.end,
                "anchors in order"
            );
            last_end = anchor.end;
        }
        for (word, part) in slice.split_word_bounds_by_space() {
            let span = Span::new(
                paragraph.span.start + word,
                paragraph.span.start + word + part.len(),
            );
            assert_eq!(told(text, &reading.anchors(span)), without_space(part));
        }
    }
    let stated = article
        .title
        .iter()
        .chain(&article.outlet)
        .chain(&article.authors)
        .chain(&article.sources)
        .chain(&article.url);
    for anchor in stated
        .filter_map(|stated| stated.anchor)
        .chain(article.set_aside.iter().map(|aside| aside.anchor))
    {
        assert!(anchor.of(text).is_some());
    }
}

trait WordPlaces {
    /// Words with the byte at which each begins.
    fn split_word_bounds_by_space(&self) -> Vec<(usize, &str)>;
}

impl WordPlaces for str {
    fn split_word_bounds_by_space(&self) -> Vec<(usize, &str)> {
        self.split_whitespace()
            .map(|word| (word.as_ptr() as usize - self.as_ptr() as usize, word))
            .collect()
    }
}

/// Parts of which pages are made, and of which trouble is made.
fn page_part() -> impl Strategy<Value = String> {
    let fixed = [
        "The council of the port said on Monday that the old quay would stay shut until the spring.",
        "Port shut for a third week",
        "Advertisement:",
        "Related:",
        "All News",
        "17:30",
        "By Anna Moss, 3 May 2024",
        "Source: Harbour Wire, citing the Caldan agency Merinform",
        "Background: <b>The quay</b> was built in 1911 &amp; widened twice, the council said",
        "MERROW (Reuters) – The",
        "https://example.org/2024/05/quay-",
        "shut-a77 -b",
        "<u>",
        "</u>",
        "<br/>",
        "<p>",
        "&nbsp;",
        "&#8217;",
        "&amp;amp;lt;",
        "\u{ad}\u{200b}\u{feff}",
        "\n",
        "\r\n",
        "\n\n",
        "\u{2028}",
        " ",
        "“",
        "(Source: ",
        ")",
        "—",
        "© 2024 The Coast Gazette",
        "Support The Coast Gazette on Patreon!",
        "naïve 🚗 ünïcode",
    ];
    prop_oneof![
        4 => proptest::sample::select(fixed.to_vec()).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

proptest! {
    #[test]
    fn anchors_tell_the_words_of_any_text(text in any::<String>()) {
        check(&text, &Lexicon::standard());
    }

    #[test]
    fn anchors_tell_the_words_of_any_page(parts in prop::collection::vec(page_part(), 0..40)) {
        check(&parts.concat(), &Lexicon::standard());
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for result in super::articles("bytes", &bytes) {
            let _ = result.map(|article| article.reading.paragraphs().len());
        }
    }
}

#[test]
fn the_time_grows_with_the_length_and_no_faster() {
    let lexicon = Lexicon::standard();
    for part in [
        "word ",
        "<",
        "&",
        "<u>",
        "a\n",
        "The quay is shut, and the ferry stays in port.\n",
        "(",
        "\u{ad}",
        "https://a.b/-\n",
        "- ",
    ] {
        let time = |length: usize| -> Duration {
            let text = part.repeat(length / part.len());
            let start = Instant::now();
            let article = read_as_it_is(&text, &lexicon);
            let paragraphs = article.reading.paragraphs();
            paragraphs
                .iter()
                .for_each(|paragraph| drop(article.reading.anchors(paragraph.span)));
            start.elapsed()
        };
        let (short, long) = (time(200_000), time(1_600_000));
        // Eight times the length: eight times the time, and room for a busy machine; a square would be 64 times.
        assert!(
            long < short * 30 + Duration::from_millis(300),
            "{part:?}: {short:?} for 200 kB, {long:?} for 1.6 MB"
        );
    }
}
