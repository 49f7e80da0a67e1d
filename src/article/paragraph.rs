//! Puts the reading together from the lines that are kept.
//!
//! Takes lines and verdicts, gives the [`Reading`] and what was set aside. Labels and datelines are taken off,
//! a paragraph that was broken in its middle is joined.

use super::line::{self, Line, Opening};
use super::main_text::Verdict;
use super::metadata::source_line;
use super::page::Page;
use super::sketch::Sketch;
use super::{Reading, ReadingBuilder, Reason, Role, SetAside};
use crate::lexicon::Lexicon;
use crate::lexicon::layout::Part;
use crate::span::Span;

/// The reading of a page and what is not in it, in text order.
pub fn assemble(
    page: &Page,
    sketch: &Sketch,
    verdicts: &[Verdict],
    lexicon: &Lexicon,
) -> (Reading, Vec<SetAside>) {
    let mut assembly = Assembly {
        page,
        lexicon,
        builder: ReadingBuilder::default(),
        set_aside: page
            .markup
            .iter()
            .map(|&anchor| SetAside {
                anchor,
                reason: Reason::Markup,
            })
            .collect(),
        open: None,
        part: Carried::No,
    };
    for (row, verdict) in verdicts.iter().enumerate() {
        let span = page.rows[row].span;
        match verdict {
            Verdict::Aside(reason) => assembly.leave_out(span, *reason),
            Verdict::Headline => assembly.whole(span, Role::Headline),
            Verdict::Keep => assembly.keep(span, &sketch.units[row].line),
        }
    }
    let mut set_aside = assembly.set_aside;
    set_aside.sort_by_key(|aside| (aside.anchor.begin, aside.anchor.end));
    (assembly.builder.finish(), set_aside)
}

/// Whether a label speaks for the next paragraph.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Carried {
    No,
    /// The label stood alone on its line: for the next paragraph, whatever it is, and list items after it.
    ToNext(Role),
    /// For list items only.
    ToItems(Role),
}

struct Assembly<'page> {
    page: &'page Page,
    lexicon: &'page Lexicon,
    builder: ReadingBuilder,
    set_aside: Vec<SetAside>,
    /// The last line kept, where its paragraph may go on: its features and role.
    open: Option<(Line, Role)>,
    part: Carried,
}

impl Assembly<'_> {
    fn keep(&mut self, span: Span, line: &Line) {
        let words = span.of(self.page.clean.text());
        if let Some((before, role)) = self.open
            && before.goes_on_in(line)
        {
            self.builder.join();
            self.builder.copy(&self.page.clean, span);
            self.open = Some((*line, role));
            return;
        }
        let (role, label_length) = self.role(words, line);
        let bullet_length = line::bullet_length(&words[label_length..]);
        let text = Span::new(span.start + label_length + bullet_length, span.end);
        self.leave_out(Span::new(span.start, text.start), Reason::Label);
        let dateline = source_line::dateline(text.of(self.page.clean.text()), &self.lexicon.layout.outlets)
            .filter(|_| role == Role::Body);
        let text = match dateline {
            Some(dateline) => {
                let body = Span::new(text.start + dateline.length, text.end);
                self.leave_out(Span::new(text.start, body.start), Reason::Dateline);
                body
            }
            _ => text,
        };
        if text.is_empty() {
            return;
        }
        self.whole(text, role);
        self.open = Some((*line, role));
    }

    /// The role of a paragraph, and the length of the label that gives it.
    fn role(&mut self, words: &str, line: &Line) -> (Role, usize) {
        if let Some((length, part)) = self.lexicon.layout.lead_labels.find(words) {
            let role = match part {
                Part::Body => Role::Body,
                Part::Background => Role::Background,
                Part::Source => Role::SourceLine,
            };
            let alone = length == words.len();
            self.part = if alone {
                Carried::ToNext(role)
            } else {
                Carried::ToItems(role)
            };
            return (role, length);
        }
        let item = line.opening == Opening::Bullet;
        let role = match self.part {
            Carried::ToNext(role) => {
                self.part = Carried::ToItems(role);
                role
            }
            Carried::ToItems(role) if item => role,
            _ => {
                self.part = Carried::No;
                Role::Body
            }
        };
        (role, 0)
    }

    fn whole(&mut self, span: Span, role: Role) {
        self.builder.paragraph(role);
        self.builder.copy(&self.page.clean, span);
        self.open = None;
    }

    fn leave_out(&mut self, span: Span, reason: Reason) {
        let trimmed = span.trimmed(self.page.clean.text());
        if let Some(anchor) = self.page.clean.anchor(trimmed) {
            self.set_aside.push(SetAside { anchor, reason });
        }
    }
}
