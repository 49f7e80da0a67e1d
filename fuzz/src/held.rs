//! What must hold of every article, whatever it was made of: each place that it names holds what it is said to hold.

use onrecord::article::{Article, Reading};
use onrecord::rdf::code_points::CodePoints;
use onrecord::sentence::{self, Segmentation};
use onrecord::span::{Anchor, Span};

/// Holds an article against its text.
pub fn article(article: &Article) {
    let text = CodePoints::new(&article.text);
    let stated = [&article.title, &article.outlet, &article.url]
        .into_iter()
        .flatten()
        .chain(&article.authors)
        .chain(&article.sources)
        .filter_map(|stated| stated.anchor)
        .chain(article.published.iter().filter_map(|stated| stated.anchor))
        .chain(article.set_aside.iter().map(|aside| aside.anchor));
    for anchor in stated {
        assert!(text.slice(anchor).is_some(), "{anchor:?} is not in the text");
    }
    let mut last = 0;
    for paragraph in article.reading.paragraphs() {
        let words = article.reading.slice(paragraph.span);
        assert!(!words.trim().is_empty(), "a paragraph without words");
        let anchors = article.reading.anchors(paragraph.span);
        for anchor in &anchors {
            assert!(
                last <= anchor.begin && anchor.begin < anchor.end,
                "{anchor:?} begins before {last}, or is empty"
            );
            last = anchor.end;
        }
        same_words(&text, &anchors, words);
    }
    let segmentation = segmented(&article.reading);
    for token in &segmentation.tokens {
        let anchors = article.reading.anchors(token.span);
        same_words(&text, &anchors, article.reading.slice(token.span));
    }
}

/// The places must hold the words, white space aside. What is spelt by character references is not decoded here: it is
/// enough that it stands there.
fn same_words(text: &CodePoints<'_>, anchors: &[Anchor], words: &str) {
    let told: String = anchors
        .iter()
        .map(|anchor| {
            text.slice(*anchor)
                .unwrap_or_else(|| panic!("{anchor:?} is not in the text"))
        })
        .collect();
    if !told.contains('&') {
        assert_eq!(without_space(&told), without_space(words), "at {anchors:?}");
    }
}

fn without_space(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// The sentences, tokens and quotations of a text, held against it and each other.
pub fn segmented(reading: &Reading) -> Segmentation {
    let segmentation = sentence::segment(reading);
    let text = reading.text();
    tokens(text, &segmentation);
    let mut first = 0;
    for sentence in &segmentation.sentences {
        assert_eq!(sentence.tokens.start, first, "each token is in one sentence");
        first = sentence.tokens.end;
        let paragraph = reading.paragraphs()[sentence.paragraph];
        assert!(
            paragraph.span.contains(sentence.span),
            "{sentence:?} leaves its paragraph"
        );
        assert_eq!(sentence.span.trimmed(text), sentence.span);
        assert_eq!(segmentation.tokens_in(sentence.span), sentence.tokens);
    }
    assert_eq!(first, segmentation.tokens.len(), "each token is in one sentence");
    for (index, quotation) in segmentation.quotations.iter().enumerate() {
        words_at(text, quotation.span);
        words_at(text, quotation.inner);
        assert!(quotation.span.contains(quotation.inner), "{quotation:?}");
        assert!(
            quotation.continues.is_none_or(|before| before < index),
            "{quotation:?}"
        );
    }
    segmentation
}

/// Tokens stand in order, and nothing but white space between them.
fn tokens(text: &str, segmentation: &Segmentation) {
    let mut place = 0;
    for token in &segmentation.tokens {
        let between = words_at(
            text,
            Span {
                start: place,
                end: token.span.start,
            },
        );
        assert!(between.trim().is_empty(), "no token has {between:?}");
        assert!(!words_at(text, token.span).is_empty());
        place = token.span.end;
    }
    assert!(
        text[place..].trim().is_empty(),
        "no token has {:?}",
        &text[place..]
    );
}

fn words_at(text: &str, span: Span) -> &str {
    text.get(span.start..span.end)
        .unwrap_or_else(|| panic!("{span:?} is not in the text, or cuts a letter"))
}
