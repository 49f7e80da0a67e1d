//! Joins lines that were broken at a fixed width, as in mail and agency copy.
//!
//! Takes a [`Page`], gives one whose rows are whole paragraphs. A text was wrapped where a line is always so
//! full that the next line's first word did not fit; lists and menus are not like that.

use super::line;
use super::page::{Page, Row};
use super::traced::Traced;
use crate::span::Span;

/// Widths at which texts are wrapped, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=120;
/// A text with fewer full lines gives no width away.
const FEWEST_FULL_LINES: usize = 4;
/// So many characters may be missing from a full line.
const RAGGED: usize = 4;

/// The page with wrapped lines joined; the same page where its lines were not wrapped.
pub fn unwrap(page: Page) -> Page {
    let lengths: Vec<usize> = (0..page.rows.len())
        .map(|row| page.words(row).chars().count())
        .collect();
    let Some(width) = width(&page, &lengths) else {
        return page;
    };
    let mut clean = Traced::default();
    let mut rows: Vec<Row> = Vec::new();
    for (index, row) in page.rows.iter().enumerate() {
        let joins = index > 0 && is_full(&page, &lengths, index - 1, width);
        match rows.last_mut() {
            Some(last) if joins => {
                if !page.words(index - 1).ends_with('-') {
                    clean.added(" ");
                }
                clean.copy(&page.clean, row.span);
                last.span.end = clean.len();
            }
            _ => {
                let start = clean.len();
                clean.copy(&page.clean, row.span);
                rows.push(Row {
                    span: Span::new(start, clean.len()),
                    after_gap: row.after_gap,
                });
            }
        }
    }
    Page {
        clean,
        rows,
        markup: page.markup,
    }
}

/// The width at which the lines were wrapped.
fn width(page: &Page, lengths: &[usize]) -> Option<usize> {
    let followed: Vec<usize> = (0..page.rows.len().saturating_sub(1))
        .filter(|&row| !page.rows[row + 1].after_gap)
        .collect();
    let width = followed.iter().map(|&row| lengths[row]).max()?;
    if !WIDTHS.contains(&width) {
        return None;
    }
    let full = followed
        .iter()
        .filter(|&&row| is_full(page, lengths, row, width))
        .count();
    (full >= FEWEST_FULL_LINES && full * 10 >= followed.len() * 6).then_some(width)
}

/// Whether the first word of the next line did not fit into this one. A list item or a note in brackets is a new
/// paragraph all the same.
fn is_full(page: &Page, lengths: &[usize], row: usize, width: usize) -> bool {
    let Some(next) = page.rows.get(row + 1).filter(|next| !next.after_gap) else {
        return false;
    };
    let next = next.span.of(page.clean.text());
    let new_part = page.words(row).ends_with('.') && next.starts_with('(') || line::bullet_length(next) > 0;
    if new_part {
        return false;
    }
    let first_word = next
        .split_whitespace()
        .next()
        .map_or(0, |word| word.chars().count());
    lengths[row] + 1 + first_word + RAGGED > width
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<String> {
        let page = unwrap(Page::of(text));
        (0..page.rows.len())
            .map(|row| page.words(row).to_owned())
            .collect()
    }

    #[test]
    fn wrapped_paragraphs_are_joined() {
        let text = "Port council votes\n\n\
            The council of the port voted on Monday to close the old quay for the\n\
            winter, after divers had found cracks in the wall below the water line\n\
            that nobody had seen before. The repair will cost two million.\n\n\
            Traders said they would move their stalls to the market square, and\n\
            the ferry will land at the new pier until the work is done in spring,\n\
            the harbour master said.";
        let rows = rows(text);
        assert_eq!(rows.len(), 3);
        assert!(rows[1].contains("for the winter, after") && rows[1].ends_with("two million."));
    }

    #[test]
    fn menus_and_paragraphs_a_line_each_are_left() {
        let menu = "Home\nNews\nSport and leisure\nBusiness\nWeather\nLetters to the editor\nContact";
        assert_eq!(rows(menu).len(), 7);
        let long = "x ".repeat(90);
        assert_eq!(
            rows(&format!("{long}\n{long}\n{long}\n{long}\n{long}\n{long}")).len(),
            6
        );
    }
}
