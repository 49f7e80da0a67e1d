//! A text with its mentions in brackets, for the tests of this room: `[person Ana Reyes]`.

use super::{Form, Kind, Mentions};
use crate::article::{Reading, ReadingBuilder, Role};
use crate::lexicon::Lexicon;
use crate::sentence::{Segmentation, segment};

/// The reading of a text, a paragraph a line.
pub(crate) fn reading_of(text: &str) -> Reading {
    let mut builder = ReadingBuilder::default();
    let mut origin = 0;
    for paragraph in text.split('\n') {
        builder.paragraph(Role::Body);
        builder.piece(paragraph, origin);
        origin += paragraph.chars().count() + 1;
    }
    builder.finish()
}

/// A text read as far as mentions.
pub(crate) fn mentions_of(text: &str, lexicon: &Lexicon) -> (Reading, Segmentation, Mentions) {
    let reading = reading_of(text);
    let segmentation = segment(&reading);
    let mentions = super::find(&reading, &segmentation, None, None, lexicon);
    (reading, segmentation, mentions)
}

/// The text with every mention that `wanted` lets through in brackets, its kind before it.
pub(super) fn marked(text: &str, wanted: impl Fn(Kind, Form) -> bool) -> String {
    let (reading, _, mentions) = mentions_of(text, &Lexicon::standard());
    let kept: Vec<_> = mentions
        .mentions
        .iter()
        .filter(|mention| wanted(mention.kind, mention.form))
        .collect();
    let mut out = String::new();
    for (place, character) in reading.text().char_indices() {
        for mention in kept.iter().filter(|mention| mention.span.start == place) {
            out.push_str(&format!("[{} ", word(mention.kind)));
        }
        out.push(character);
        let end = place + character.len_utf8();
        out.extend(kept.iter().filter(|mention| mention.span.end == end).map(|_| ']'));
    }
    out
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "person",
        Kind::Organisation => "organisation",
        Kind::Place => "place",
        Kind::Event => "event",
        Kind::Group => "group",
    }
}
