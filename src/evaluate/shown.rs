//! The sentences in which an attribution stands, its spans in brackets.

use super::case::Side;
use super::words::shared_characters;
use crate::article::{ReadingBuilder, Role};
use crate::sentence;
use crate::span::Anchor;

/// A stretch of more characters than this is shown with its beginning and end.
const LONGEST: usize = 240;

/// A text cut into its sentences.
pub struct Sentences {
    characters: Vec<char>,
    sentences: Vec<Anchor>,
}

/// What a character belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Plain,
    Source,
    Cue,
    Content,
}

impl Part {
    fn open(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Source => "[source ",
            Self::Cue => "[cue ",
            Self::Content => "[content ",
        }
    }

    fn close(self) -> &'static str {
        if self == Self::Plain { "" } else { "]" }
    }
}

impl Sentences {
    /// Cuts the whole text, each line a paragraph.
    pub fn of(text: &str) -> Self {
        let mut reading = ReadingBuilder::default();
        let mut begin = 0;
        for line in text.split('\n') {
            if !line.trim().is_empty() {
                reading.paragraph(Role::Body);
                reading.piece(line, begin);
            }
            begin += line.chars().count() + 1;
        }
        let reading = reading.finish();
        let segmentation = sentence::segment(&reading);
        let spans = segmentation.sentences.iter().map(|sentence| sentence.span);
        Self {
            characters: text.chars().collect(),
            sentences: spans.filter_map(|span| reading.anchor(span)).collect(),
        }
    }

    /// The sentences that the spans touch, with ` … ` for those between them that they do not.
    pub fn show(&self, side: &Side) -> String {
        let holds = |sentence: &Anchor| side.spans().any(|span| shared_characters(*span, *sentence) > 0);
        let runs: Vec<String> = self
            .sentences
            .chunk_by(|one, other| holds(one) && holds(other))
            .filter_map(|run| Some((run.first()?, run.last()?)))
            .filter(|(first, _)| holds(first))
            .map(|(first, last)| self.marked(first.cover(*last), side))
            .collect();
        runs.join(" … ")
    }

    /// A stretch of the text with its parts in brackets. Where spans overlap, the cue goes before the source, and that
    /// before the content.
    fn marked(&self, stretch: Anchor, side: &Side) -> String {
        let characters = self
            .characters
            .get(stretch.begin..stretch.end)
            .unwrap_or_default();
        let inside =
            |spans: &[Anchor], place| spans.iter().any(|span| span.begin <= place && place < span.end);
        let parts: Vec<Part> = (stretch.begin..stretch.end)
            .map(|place| match place {
                place if inside(&side.cue, place) => Part::Cue,
                place if inside(&side.source, place) => Part::Source,
                place if inside(&side.content, place) => Part::Content,
                _ => Part::Plain,
            })
            .collect();
        let mut pieces: Vec<(Part, String)> = Vec::new();
        for (part, character) in parts.into_iter().zip(characters) {
            match pieces.last_mut() {
                Some((last, words)) if *last == part => words.push(*character),
                _ => pieces.push((part, character.to_string())),
            }
        }
        joined(pieces)
            .iter()
            .map(|(part, words)| format!("{}{}{}", part.open(), shortened(words), part.close()))
            .collect()
    }
}

/// The pieces, two of one part as one where nothing but white space parts them, as it often does the sentences of a
/// content.
fn joined(pieces: Vec<(Part, String)>) -> Vec<(Part, String)> {
    let mut joined: Vec<(Part, String)> = Vec::new();
    for (part, words) in pieces {
        match joined.as_mut_slice() {
            [.., (last, text), (Part::Plain, gap)] if *last == part && gap.trim().is_empty() => {
                text.push_str(gap);
                text.push_str(&words);
                joined.pop();
            }
            _ => joined.push((part, words)),
        }
    }
    joined
}

/// Its beginning and its end, where it is long.
fn shortened(words: &str) -> String {
    let characters: Vec<char> = words.chars().collect();
    if characters.len() <= LONGEST {
        return words.to_owned();
    }
    let (begin, end) = (
        &characters[..LONGEST / 2],
        &characters[characters.len() - LONGEST / 3..],
    );
    format!(
        "{} … {}",
        begin.iter().collect::<String>().trim_end(),
        end.iter().collect::<String>().trim_start()
    )
}

/// The parts alone, each in its brackets.
pub fn parts(source: &str, cue: &str, content: &str) -> String {
    let parts = [(Part::Source, source), (Part::Cue, cue), (Part::Content, content)];
    let given: Vec<String> = parts
        .iter()
        .filter(|(_, words)| !words.is_empty())
        .map(|(part, words)| format!("{}{}{}", part.open(), shortened(words), part.close()))
        .collect();
    given.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "The pier burned. “Škoda is safe,” said Ana Reyes on Monday.\n\nNobody came. She left.";

    fn spans(words: &[&str]) -> Vec<Anchor> {
        words
            .iter()
            .map(|words| {
                let begin = TEXT[..TEXT.find(words).unwrap()].chars().count();
                Anchor::new(begin, begin + words.chars().count())
            })
            .collect()
    }

    fn shown(source: &[&str], cue: &[&str], content: &[&str]) -> String {
        Sentences::of(TEXT).show(&Side {
            source: spans(source),
            cue: spans(cue),
            content: spans(content),
            ..Side::default()
        })
    }

    #[test]
    fn the_sentence_is_shown_with_its_parts_in_brackets() {
        assert_eq!(
            shown(&["Ana Reyes"], &["said"], &["“Škoda is safe,”"]),
            "[content “Škoda is safe,”] [cue said] [source Ana Reyes] on Monday."
        );
    }

    #[test]
    fn a_sentence_between_is_left_out() {
        assert_eq!(
            shown(&["Ana Reyes"], &[], &["She left."]),
            "“Škoda is safe,” said [source Ana Reyes] on Monday. … [content She left.]"
        );
        assert_eq!(
            shown(&[], &[], &["Nobody came. She left"]),
            "[content Nobody came. She left]."
        );
    }

    #[test]
    fn pieces_with_a_space_between_are_shown_as_one() {
        assert_eq!(
            shown(&[], &[], &["Nobody came.", "She"]),
            "[content Nobody came. She] left."
        );
    }

    #[test]
    fn a_source_inside_the_content_parts_it() {
        assert_eq!(
            shown(
                &["said Ana Reyes"],
                &["said"],
                &["“Škoda is safe,” said Ana Reyes on"]
            ),
            "[content “Škoda is safe,” ][cue said][source  Ana Reyes][content  on] Monday."
        );
    }

    #[test]
    fn a_long_stretch_is_shown_by_its_ends() {
        let told = shortened(&format!("begin {}end", "word ".repeat(80)));
        assert!(
            told.starts_with("begin word") && told.ends_with("word end"),
            "{told}"
        );
        assert!(told.contains(" … ") && told.chars().count() < LONGEST, "{told}");
    }

    #[test]
    fn the_parts_alone_are_those_that_are_there() {
        assert_eq!(parts("", "said", "no"), "[cue said] [content no]");
    }
}
