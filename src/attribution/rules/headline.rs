//! Headlines that name their source by a mark alone: `Reyes: dam is safe`, `Dam is safe – mayor`, `Dam is safe: mayor`.
//!
//! Also a line of the body that gives a speaker, a colon and a quotation.

use super::words::Words;
use crate::article::Role;
use crate::attribution::Frame;
use crate::lexicon::Lexicon;
use crate::mention::Mentions;
use std::ops::Range;

const METHOD: &str = "headline";

/// The attribution of a line that has no cue verb.
pub(super) fn read(
    words: &Words,
    line: &Range<usize>,
    role: Role,
    mentions: &Mentions,
    lexicon: &Lexicon,
) -> Option<Frame> {
    let mark = |at: usize, marks: &[&str]| marks.contains(&words.word(at)) && words.quotation(at).is_none();
    let speaks = |range: &Range<usize>| {
        let last = words.word(range.end.saturating_sub(1));
        let is_document = range.len() < 3 && lexicon.speech_nouns.reference(last).is_some();
        let is_role = range.len() < 3
            && (lexicon.offices.singular.word(last).is_some() || lexicon.groups.noun(last).is_some());
        let mut named = (!range.is_empty())
            .then(|| mentions.of(words.span(range)))
            .into_iter()
            .flatten();
        is_document || is_role || named.any(|mention| mention.kind.can_speak())
    };
    let colon = line.clone().take(10).find(|&at| mark(at, &[":"]));
    if let Some(colon) = colon {
        let (source, content) = (line.start..colon, words.trimmed(colon + 1..line.end));
        let quoted = words.quotation(colon + 1).is_some();
        let named = speaks(&source) || quoted && source.len() < 5 && words.is_capitalised(source.start);
        if named && !content.is_empty() && (quoted || role == Role::Headline) {
            return Some(words.tied(&source, colon, &content, METHOD));
        }
        // "“It never leaked”: mayor defends dam": below it stands whose words they are.
        let opens = source.clone().all(|at| words.quotation(at).is_some()) && source.len() > 3;
        if opens && role == Role::Headline {
            return Some(Frame {
                source: Vec::new(),
                ..words.tied(&source, colon, &source, METHOD)
            });
        }
    }
    // "Dam is safe: mayor", "Dam is safe – mayor"
    let dash = line
        .clone()
        .rev()
        .take(10)
        .find(|&at| mark(at, &["–", "—", "-", ":"]))?;
    let (source, content) = (words.trimmed(dash + 1..line.end), words.trimmed(line.start..dash));
    (role == Role::Headline && speaks(&source) && content.len() > 2)
        .then(|| words.tied(&source, dash, &content, METHOD))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::testing::mentions_of;

    /// Source and content of a headline.
    fn told(text: &str) -> Option<(Option<String>, String)> {
        let lexicon = Lexicon::standard();
        let (reading, segmentation, mentions) = mentions_of(text, &lexicon);
        let words = Words::new(&reading, &segmentation);
        let line = 0..segmentation.tokens.len();
        let frame = read(&words, &line, Role::Headline, &mentions, &lexicon)?;
        let of = |span: &crate::span::Span| span.of(text).to_owned();
        Some((frame.source.first().map(of), of(&frame.content[0])))
    }

    #[test]
    fn a_mark_ties_a_source_to_what_it_says() {
        let dam = "Dam at Merrow is safe".to_owned();
        for (text, source) in [
            ("Ana Reyes: Dam at Merrow is safe", "Ana Reyes"),
            ("Dam at Merrow is safe – mayor", "mayor"),
            ("Dam at Merrow is safe: minister", "minister"),
            ("Inquiry: Dam at Merrow is safe", "Inquiry"),
        ] {
            assert_eq!(told(text), Some((Some(source.to_owned()), dam.clone())), "{text}");
        }
        assert_eq!(told("Weather: Dam at Merrow is safe"), None);
    }

    #[test]
    fn a_quotation_before_a_colon_is_somebodys() {
        let found = told("‘It never leaked’: star of the dam trial sings");
        assert_eq!(found, Some((None, "‘It never leaked’".to_owned())));
    }
}
