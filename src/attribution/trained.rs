//! Frames of the trained reader: its labels, with the edges of contents set as a reader of the record expects them.
//!
//! The network marks what PolNeAR marks, and there whether a span holds its quotation marks and its last stop is as the
//! annotators pleased. Here a content that is a quotation has both its marks, and no comma or stop at its end.
//! Where it is sure that something is said inside a content, the content is read as a text of its own; what only the first
//! reading marked there is kept too.

use super::Frame;
use crate::article::Reading;
use crate::mention::{Kind, Mentions};
use crate::reader::{Labels, Reader, Tied};
use crate::sentence::Segmentation;
use crate::span::Span;

/// An attribution inside another's content is left out where it is less sure than this.
const INNER: f32 = 0.55;

/// "A said that B had told C that …" is read no deeper than that.
const DEEPEST: usize = 3;

/// The frames of a reading, in the order of their cues.
pub(super) fn frames(
    reading: &Reading,
    segmentation: &Segmentation,
    mentions: &Mentions,
    labels: &Labels,
    reader: &Reader,
) -> Vec<Frame> {
    let is_inner = |found: &&Tied| found.inside.is_some();
    let (inner, outer): (Vec<&Tied>, Vec<&Tied>) = labels.attributions.iter().partition(is_inner);
    let mut frames: Vec<Frame> = outer.into_iter().map(frame).collect();
    let mut worth_reading = labels.worth_reading.clone();
    for _ in 1..DEEPEST {
        if worth_reading.is_empty() {
            break;
        }
        let read = reader.read_stretches(reading.text(), &worth_reading);
        let stays = |found: &&Tied| worth_reading.iter().any(|content| holds(*content, found));
        let outer = read.attributions.iter().filter(|found| found.inside.is_none());
        add_inner(&mut frames, outer.filter(stays), mentions);
        worth_reading = read.worth_reading;
    }
    add_inner(&mut frames, inner.into_iter(), mentions);
    for frame in &mut frames {
        for content in &mut frame.content {
            *content = edged(*content, reading.text(), segmentation);
        }
        frame.content.retain(|content| !content.is_empty());
    }
    frames.retain(|frame| !frame.content.is_empty() && !cites_a_source(frame, reading, mentions));
    frames.sort_by_key(|frame| (frame.cue[0], frame.content[0]));
    frames
}

/// Adds those that are sure enough, whose cue is not taken, and whose source is no event ("the talks require …").
fn add_inner<'found>(
    frames: &mut Vec<Frame>,
    found: impl Iterator<Item = &'found Tied>,
    mentions: &Mentions,
) {
    let is_event = |source: Span| {
        let mut events = mentions
            .mentions
            .iter()
            .filter(|mention| mention.kind == Kind::Event);
        events.any(|event| event.span == source || event.head == source)
    };
    for found in found {
        let known = |other: &Frame| other.cue[0].overlaps(found.cue);
        if found.confidence >= INNER && !frames.iter().any(known) && !found.source.is_some_and(is_event) {
            frames.push(frame(found));
        }
    }
}

fn frame(found: &Tied) -> Frame {
    Frame {
        source: found.source.into_iter().collect(),
        cue: vec![found.cue],
        content: found.content.clone(),
        method: "trained",
        confidence: found.confidence,
        continues: None,
    }
}

/// "The paper, citing two officials, reported …": through whom it was heard, nothing that was said.
fn cites_a_source(frame: &Frame, reading: &Reading, mentions: &Mentions) -> bool {
    let cue = reading.slice(frame.cue[0]).to_lowercase();
    let content = frame.content[0];
    let first = mentions
        .mentions
        .partition_point(|mention| mention.span.start < content.start);
    let speaks = mentions.mentions[first..]
        .iter()
        .take_while(|mention| mention.span.start < content.end)
        .any(|mention| mention.head.end >= content.end && !matches!(mention.kind, Kind::Event | Kind::Place));
    matches!(cue.as_str(), "citing" | "quoting" | "cited" | "quoted") && speaks
}

/// Whether all of it lies in a stretch.
fn holds(stretch: Span, found: &Tied) -> bool {
    let mut spans = found.source.iter().chain([&found.cue]).chain(&found.content);
    spans.all(|span| stretch.contains(*span)) && found.content.iter().all(|content| *content != stretch)
}

/// The content without comma or stop at its ends, and with both marks where it has all else of a quotation.
fn edged(content: Span, text: &str, segmentation: &Segmentation) -> Span {
    let quotations = &segmentation.quotations;
    let trimmed = trim(content, text);
    let first = quotations.partition_point(|quotation| quotation.span.end <= trimmed.start);
    let whole = quotations[first..]
        .iter()
        .take_while(|quotation| quotation.span.start < trimmed.end)
        .find(|quotation| trim(quotation.inner, text) == bare(trimmed, text));
    whole.map_or(trimmed, |quotation| quotation.span)
}

fn trim(span: Span, text: &str) -> Span {
    let slice = span.of(text);
    let kept = slice.trim_start_matches(|mark: char| mark.is_whitespace() || matches!(mark, ',' | ';' | ':'));
    let start = span.end - kept.len();
    let kept =
        kept.trim_end_matches(|mark: char| mark.is_whitespace() || matches!(mark, ',' | ';' | ':' | '.'));
    Span::new(start, start + kept.len())
}

/// Without quotation marks at its ends either.
fn bare(span: Span, text: &str) -> Span {
    const MARKS: [char; 7] = ['"', '“', '”', '\'', '‘', '’', '«'];
    let slice = span.of(text);
    let kept = slice.trim_start_matches(MARKS);
    let start = span.end - kept.len();
    let end = start + kept.trim_end_matches(MARKS).len();
    trim(Span::new(start, end), text)
}
