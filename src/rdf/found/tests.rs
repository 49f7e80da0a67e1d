//! The as-found graph of hand-read articles, and of arbitrary text.

use super::*;
use crate::attribution::Attitude;
use crate::entity::Event;
use crate::mention::Kind;
use crate::mention::time::TimeRole;
use crate::rdf::fixture::{self, Draft, Said};
use crate::rdf::vocabulary::{gaf, nif, onr};
use crate::span::{Anchor, Span};
use oxigraph::model::{Literal, NamedNodeRef, Term};
use oxttl::{NQuadsParser, NQuadsSerializer};
use proptest::prelude::*;
use rio_api::parser::QuadsParser;
use std::collections::BTreeSet;

fn lines(quads: &[Quad]) -> Vec<String> {
    let mut serializer = NQuadsSerializer::new().for_writer(Vec::new());
    for quad in quads {
        serializer.serialize_quad(quad).expect("memory takes it");
    }
    let text = String::from_utf8(serializer.finish()).expect("N-Quads are UTF-8");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines.sort();
    lines
}

fn objects(quads: &[Quad], subject: &NamedNode, property: NamedNodeRef<'_>) -> Vec<Term> {
    quads
        .iter()
        .filter(|quad| quad.subject == subject.clone().into() && quad.predicate == property)
        .map(|quad| quad.object.clone())
        .collect()
}

/// The words of the spans that a node points to.
fn words(quads: &[Quad], subject: &NamedNode, property: NamedNodeRef<'_>) -> Vec<String> {
    objects(quads, subject, property)
        .into_iter()
        .flat_map(|term| match term {
            Term::NamedNode(span) => objects(quads, &span, nif::ANCHOR_OF),
            _ => Vec::new(),
        })
        .map(|term| match term {
            Term::Literal(literal) => literal.value().to_owned(),
            other => other.to_string(),
        })
        .collect()
}

#[test]
fn the_example_of_the_design() {
    let base = Base::default();
    let extraction = fixture::reyes();
    let quads = quads(&extraction, &base);
    let article = base.article(&extraction.article);
    assert!(
        article
            .as_str()
            .starts_with("urn:onrecord:article/the-coast-gazette-2026-02-18-")
    );
    let attribution = NamedNode::new_unchecked(format!("{}#attribution=37,61", article.as_str()));
    assert_eq!(words(&quads, &attribution, onr::SOURCE), ["Minister Ana Reyes"]);
    assert_eq!(words(&quads, &attribution, onr::CUE), ["denied"]);
    assert_eq!(
        words(&quads, &attribution, onr::CONTENT),
        ["that the dam was leaking"]
    );
    assert_eq!(words(&quads, &attribution, onr::TIME_BASIS), ["Tuesday"]);
    assert_eq!(
        objects(&quads, &attribution, onr::ATTITUDE),
        [Term::from(onr::DENIES.into_owned())]
    );
    let hop = NamedNode::new_unchecked(format!("{}#hop=37,61,2", article.as_str()));
    assert_eq!(words(&quads, &hop, onr::ANCHOR), ["AFP"]);
    assert_eq!(
        objects(&quads, &hop, onr::THROUGH_NAME),
        [Term::from(Literal::from("AFP"))]
    );
}

#[test]
fn the_same_article_under_two_names_differs_in_its_names_alone() {
    let base = Base::default();
    let mut other = fixture::reyes();
    other.article.name = "copy.txt".to_owned();
    let (one, two) = (
        lines(&quads(&fixture::reyes(), &base)),
        lines(&quads(&other, &base)),
    );
    let apart: Vec<&String> = one.iter().filter(|line| !two.contains(line)).collect();
    assert_eq!(apart.len(), 1);
    assert!(apart[0].contains("\"gazette.txt\""), "{apart:?}");
}

#[test]
fn what_stands_nowhere_in_the_text_is_left_out() {
    let base = Base::default();
    let mut draft = Draft::new("a.txt", "The bank closed, Lund said.");
    let lund = draft.entity(Kind::Person, "Lund");
    let nobody = draft.entity(Kind::Person, "Nobody");
    let mention = draft.mention(lund, "Lund");
    let said = draft.said(Said {
        source: "Lund",
        cue: "said",
        content: &["The bank closed"],
        speaker: Some(nobody),
        mention: Some(mention),
        ..Said::default()
    });
    let end = draft.extraction.article.reading.text().len();
    let mut extraction = draft.finish();
    let mut empty = extraction.attributions[said].clone();
    empty.frame.content = vec![Span::new(end, end)];
    extraction.attributions.push(empty);
    let lines = lines(&quads(&extraction, &base));
    assert!(
        !lines
            .iter()
            .any(|line| line.contains("entity=nobody") || line.contains("onr:speaker>"))
    );
    let attributions: BTreeSet<&str> = lines
        .iter()
        .filter(|line| line.contains("grasp#Attribution>"))
        .map(String::as_str)
        .collect();
    assert_eq!(attributions.len(), 1);
}

/// An extraction that names arbitrary pieces of arbitrary text.
fn arbitrary(text: &str, name: &str, cuts: &[usize]) -> crate::pipeline::Extraction {
    let mut draft = Draft::new(name, text).published(name, "2026-01-05");
    let length = draft.extraction.article.reading.text().len();
    let pieces: Vec<Span> = cuts
        .windows(2)
        .map(|cut| (cut[0] % (length + 1), cut[1] % (length + 1)))
        .map(|(one, other)| (one.min(other), one.max(other)))
        .map(|(start, end)| {
            let text = draft.extraction.article.reading.text();
            Span::new(text.floor_char_boundary(start), text.ceil_char_boundary(end))
        })
        .collect();
    let entity = draft.event(
        name,
        Event {
            round: Some(2),
            ..Event::default()
        },
    );
    for span in pieces {
        let words = draft.extraction.article.reading.slice(span).to_owned();
        if words.is_empty() || draft.extraction.mentions.mentions.iter().any(|m| m.span == span) {
            continue;
        }
        let standing = draft.extraction.article.reading.text().matches(&words).count();
        let taken = |spans: Vec<Span>| {
            spans
                .iter()
                .filter(|s| draft.extraction.article.reading.slice(**s) == words)
                .count()
                >= standing
        };
        if taken(
            draft
                .extraction
                .mentions
                .mentions
                .iter()
                .map(|m| m.span)
                .collect(),
        ) || taken(draft.extraction.mentions.times.iter().map(|t| t.span).collect())
        {
            continue;
        }
        let mention = draft.mention(entity, &words);
        draft.time(&words, "2026-01-01", "2026-01-09", TimeRole::Deadline);
        draft.said(Said {
            source: &words,
            content: &[&words, &words],
            claim: name,
            speaker: Some(entity),
            mention: Some(mention),
            addressee: &words,
            attitude: Attitude::Warns,
            via: &[&words],
            ..Said::default()
        });
    }
    draft.finish()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_gives_valid_quads_whose_quotes_stand_in_it(
        text in "\\PC{0,60}|(?s).{0,60}|[a-z\"\\\\\n\r<>{}\u{202e}\u{0}\u{7f}\u{fffe}“é🚗 ]{0,60}",
        name in "\\PC{0,20}|(?s).{0,20}",
        cuts in proptest::collection::vec(0usize..400, 2..8),
    ) {
        let extraction = arbitrary(&text, &name, &cuts);
        let quads = quads(&extraction, &Base::default());
        let lines = lines(&quads);
        let document = lines.join("\n") + "\n";
        let again: Vec<Quad> = NQuadsParser::new()
            .for_slice(&document)
            .collect::<Result<_, _>>()
            .expect("oxttl reads what it wrote");
        prop_assert_eq!(&lines, &super::tests::lines(&again));
        let mut independent = 0;
        rio_turtle::NQuadsParser::new(document.as_bytes())
            .parse_all(&mut |_| -> Result<(), rio_turtle::TurtleError> { independent += 1; Ok(()) })
            .expect("rio reads it too");
        prop_assert_eq!(independent, quads.len());

        for quad in quads.iter().filter(|quad| quad.predicate == nif::ANCHOR_OF) {
            let number = |property| match &objects(&quads, &named(&quad.subject), property)[..] {
                [Term::Literal(literal)] => literal.value().parse::<usize>().expect("a number"),
                other => panic!("{other:?}"),
            };
            let anchor = Anchor::new(number(nif::BEGIN_INDEX), number(nif::END_INDEX));
            let Term::Literal(quote) = &quad.object else { panic!("{quad}") };
            prop_assert_eq!(anchor.of(&text), Some(quote.value()));
        }
    }
}

fn named(subject: &oxigraph::model::NamedOrBlankNode) -> NamedNode {
    match subject {
        oxigraph::model::NamedOrBlankNode::NamedNode(node) => node.clone(),
        oxigraph::model::NamedOrBlankNode::BlankNode(node) => panic!("{node} is blank"),
    }
}

#[test]
fn every_mention_has_a_name_and_a_kind() {
    for extraction in [fixture::reyes(), fixture::post()] {
        let quads = quads(&extraction, &Base::default());
        let mentions = quads
            .iter()
            .filter(|quad| quad.object == Term::from(gaf::MENTION.into_owned()));
        for mention in mentions {
            let node = named(&mention.subject);
            assert_eq!(objects(&quads, &node, onr::MENTION_KIND).len(), 1, "{node}");
            assert_eq!(objects(&quads, &node, onr::DENOTES_LOCAL).len(), 1, "{node}");
        }
    }
}
