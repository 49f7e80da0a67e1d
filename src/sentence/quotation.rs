//! Pairs quotation marks: straight, curly and single ones, nested, and over several paragraphs.
//!
//! Takes the text and the tokens of each paragraph, gives [`Quotation`]s in text order. An apostrophe is told from a
//! single quotation mark by its neighbours and by whether a partner follows. A double mark that is never closed
//! opens a quotation only where the next paragraph opens with such a mark again, as newspapers print long quotations;
//! else it is taken for a misprint.

use super::Quotation;
use crate::article::Role;
use crate::span::Span;
use crate::token::{Token, TokenKind};
use std::ops::Range;

/// More open marks than this are misprints; the oldest is given up, so that the work for a mark is bounded.
const DEEPEST: usize = 16;

/// One paragraph: where it stands and which tokens it holds.
pub(super) struct ParagraphTokens {
    pub(super) span: Span,
    pub(super) role: Role,
    pub(super) tokens: Range<usize>,
}

/// The quotations of a text.
pub(super) fn pair(text: &str, paragraphs: &[ParagraphTokens], tokens: &[Token]) -> Vec<Quotation> {
    let mut found: Vec<Found> = Vec::new();
    let mut goes_on: Option<usize> = None;
    let filled: Vec<&ParagraphTokens> = paragraphs.iter().filter(|each| !each.tokens.is_empty()).collect();
    for (index, paragraph) in filled.iter().enumerate() {
        let own = &tokens[paragraph.tokens.clone()];
        let mut pairing = Pairing::new(text, paragraph.span, own);
        pairing.run();
        let next = filled.get(index + 1).map(|next| tokens[next.tokens.start]);
        let open = pairing
            .open
            .iter()
            .rev()
            .find(|open| open.family != Family::Single)
            .filter(|open| next.is_some_and(|next| Family::opening(next.span.of(text)) == Some(open.family)));
        if let Some(open) = open {
            let inner = Span::new(open.mark.end, paragraph.span.end).trimmed(text);
            pairing.found.push(Found {
                span: Span::new(open.mark.start, inner.end.max(open.mark.end)),
                inner,
                closed: false,
                continues: None,
            });
        }
        let first = own[0].span.start;
        for quotation in &mut pairing.found {
            if quotation.span.start == first {
                quotation.continues = goes_on;
            }
        }
        goes_on = open.map(|open| open.mark.start);
        found.append(&mut pairing.found);
    }
    found.sort_by_key(|quotation| quotation.span.start);
    let starts: Vec<usize> = found.iter().map(|quotation| quotation.span.start).collect();
    found
        .into_iter()
        .map(|quotation| Quotation {
            span: quotation.span,
            inner: quotation.inner,
            closed: quotation.closed,
            continues: quotation
                .continues
                .and_then(|start| starts.binary_search(&start).ok()),
        })
        .collect()
}

/// A quotation whose predecessor is still known by where it starts.
struct Found {
    span: Span,
    inner: Span,
    closed: bool,
    continues: Option<usize>,
}

/// Which marks belong together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Straight,
    Curly,
    Angle,
    Single,
}

impl Family {
    /// The family of a mark that can open a quotation over several paragraphs.
    fn opening(mark: &str) -> Option<Self> {
        match mark {
            "\"" => Some(Family::Straight),
            "“" => Some(Family::Curly),
            "«" => Some(Family::Angle),
            _ => None,
        }
    }
}

struct Open {
    family: Family,
    mark: Span,
}

/// The pairing of one paragraph.
struct Pairing<'text> {
    text: &'text str,
    span: Span,
    tokens: &'text [Token],
    open: Vec<Open>,
    found: Vec<Found>,
    /// How many single marks that can close stand after each token.
    closers_after: Vec<usize>,
}

impl<'text> Pairing<'text> {
    fn new(text: &'text str, span: Span, tokens: &'text [Token]) -> Self {
        let mut closers_after = vec![0; tokens.len()];
        let mut count = 0;
        for (index, token) in tokens.iter().enumerate().rev() {
            closers_after[index] = count;
            if matches!(token.span.of(text), "'" | "’") && !follows_space(text, span, token.span) {
                count += 1;
            }
        }
        Self {
            text,
            span,
            tokens,
            open: Vec::new(),
            found: Vec::new(),
            closers_after,
        }
    }

    fn run(&mut self) {
        for index in 0..self.tokens.len() {
            let mark = self.tokens[index].span;
            if self.tokens[index].kind != TokenKind::Mark {
                continue;
            }
            match mark.of(self.text) {
                "“" => self.push(Family::Curly, mark),
                "«" => self.push(Family::Angle, mark),
                "”" => self.close(Family::Curly, mark),
                "»" => self.close(Family::Angle, mark),
                "\"" if self.can_open(mark) => self.push(Family::Straight, mark),
                "\"" => self.close(Family::Straight, mark),
                "‘" => self.push(Family::Single, mark),
                "'" if self.can_open(mark) && !self.is_clipped_word(mark) => self.push(Family::Single, mark),
                "'" | "’" if !self.is_plural_possessive(index) => self.close(Family::Single, mark),
                _ => {}
            }
        }
    }

    fn push(&mut self, family: Family, mark: Span) {
        if self.open.len() == DEEPEST {
            self.open.remove(0);
        }
        self.open.push(Open { family, mark });
    }

    /// Closes the innermost open quotation of a family; those opened inside it were no quotations.
    fn close(&mut self, family: Family, mark: Span) {
        let Some(depth) = self.open.iter().rposition(|open| open.family == family) else {
            return;
        };
        let open = self.open[depth].mark;
        self.open.truncate(depth);
        self.found.push(Found {
            span: open.cover(mark),
            inner: Span::new(open.end, mark.start),
            closed: true,
            continues: None,
        });
    }

    /// Whether a mark that looks the same on both sides stands where a quotation opens.
    fn can_open(&self, mark: Span) -> bool {
        let before = self.text[self.span.start..mark.start].chars().next_back();
        let after = self.text[mark.end..self.span.end].chars().next();
        let opens = |c: char| c.is_whitespace() || "([{—–-/:“‘\"'".contains(c);
        before.is_none_or(opens)
            && after.is_some_and(|c| c.is_alphanumeric() || "([{$£€“‘\"'#@….".contains(c))
    }

    /// "'90s", "'em".
    fn is_clipped_word(&self, mark: Span) -> bool {
        let rest = &self.text[mark.end..self.span.end];
        let word = rest
            .split(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or_default();
        let decade = word.len() == 3 && word.ends_with('s') && word.starts_with(|c: char| c.is_ascii_digit());
        decade || matches!(word, "em" | "til" | "tis" | "twas" | "cause" | "n")
    }

    /// "workers' rights": after an "s", before a word, while another mark that can close is still to come.
    fn is_plural_possessive(&self, index: usize) -> bool {
        let mark = self.tokens[index].span;
        let before = &self.text[self.span.start..mark.start];
        let mut after = self.text[mark.end..self.span.end].chars();
        before.ends_with(['s', 'S'])
            && after.next().is_some_and(char::is_whitespace)
            && after.next().is_some_and(char::is_alphabetic)
            && self.closers_after[index] > 0
    }
}

fn follows_space(text: &str, paragraph: Span, mark: Span) -> bool {
    text[paragraph.start..mark.start]
        .chars()
        .next_back()
        .is_none_or(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use crate::article::{ReadingBuilder, Role};
    use crate::sentence::segment;

    /// The text with its quotations in brackets; `…` before the closing bracket where the mark is missing, `^`
    /// after the opening one where it goes on from another.
    fn marked(text: &str) -> String {
        let mut builder = ReadingBuilder::default();
        for paragraph in text.split('\n') {
            builder.paragraph(Role::Body);
            builder.piece(paragraph, 0);
        }
        let reading = builder.finish();
        let quotations = segment(&reading).quotations;
        let mut out = String::new();
        for (place, character) in reading.text().char_indices() {
            for quotation in &quotations {
                if quotation.span.start == place {
                    out.push_str(if quotation.continues.is_some() { "[^" } else { "[" });
                }
            }
            out.push(character);
            for quotation in quotations.iter().rev() {
                if quotation.span.end == place + character.len_utf8() {
                    out.push_str(if quotation.closed { "]" } else { "…]" });
                }
            }
        }
        out
    }

    #[test]
    fn straight_curly_and_single() {
        assert_eq!(
            marked(r#"The "port" is “safe”, ‘dry’."#),
            r#"The ["port"] is [“safe”], [‘dry’]."#
        );
        assert_eq!(marked("Port 'Going Under Again'"), "Port ['Going Under Again']");
        assert_eq!(marked(r#""Yes," he said. "No.""#), r#"["Yes,"] he said. ["No."]"#);
    }

    #[test]
    fn apostrophes_are_no_quotations() {
        assert_eq!(
            marked("The dockers' union isn't Arden's."),
            "The dockers' union isn't Arden's."
        );
        assert_eq!(
            marked("'The dockers' pay is low' in the '90s"),
            "['The dockers' pay is low'] in the '90s"
        );
    }

    #[test]
    fn nested() {
        assert_eq!(marked("“He said ‘no’ twice.”"), "[“He said [‘no’] twice.”]");
        assert_eq!(marked(r#""He said 'no' twice.""#), r#"["He said ['no'] twice."]"#);
    }

    #[test]
    fn over_paragraphs() {
        assert_eq!(
            marked("“One.\n“Two.\n“Three,” he said."),
            "[“One.…]\n[^“Two.…]\n[^“Three,”] he said."
        );
    }

    #[test]
    fn lost_mark_is_no_quotation() {
        assert_eq!(
            marked("He said: “One.\nThen he left.\n“Two.”"),
            "He said: “One.\nThen he left.\n[“Two.”]"
        );
    }
}
