//! The numbers, ordinals and days of a claim.

use super::content::{Comparer, Content};
use crate::lexicon::time_word::Sense;
use crate::token::{Token, TokenKind};

impl Comparer {
    /// Reads a day of a month at a token; gives how many tokens it takes.
    pub(super) fn date(
        &self,
        tokens: &[Token],
        text: &str,
        at: usize,
        content: &mut Content,
    ) -> Option<usize> {
        let words = [at, at + 1].map(|index| tokens.get(index).map_or("", |token| token.span.of(text)));
        let day = |word: &str| word.parse::<u32>().ok().filter(|day| (1..=31).contains(day));
        let (month, day) = match day(words[0]) {
            Some(day) => (self.month(words[1])?, day),
            None => (self.month(words[0])?, day(words[1])?),
        };
        content.days.insert(format!("{month}-{day}"));
        Some(2)
    }

    fn month(&self, word: &str) -> Option<u32> {
        let lower = word.trim_end_matches('.').to_lowercase();
        self.sense(&lower, |sense| match sense {
            Sense::Month { month, .. } => Some(*month),
            _ => None,
        })
    }

    /// What a word of time by itself means, where that is of the wanted kind.
    fn sense<T>(&self, lower: &str, wanted: impl Fn(&Sense) -> Option<T>) -> Option<T> {
        let words = self.lexicon.time_words.beginning_with(lower).iter();
        words
            .filter(|word| word.words.len() == 1)
            .find_map(|word| wanted(&word.sense))
    }

    /// "First", "2nd".
    pub(super) fn ordinal(&self, lower: &str) -> Option<u32> {
        let figures = ["st", "nd", "rd", "th"]
            .iter()
            .find_map(|end| lower.strip_suffix(end));
        let word = self.sense(lower, |sense| match sense {
            Sense::Ordinal(number) => Some(*number),
            _ => None,
        });
        word.or_else(|| figures?.parse().ok())
    }

    /// Reads a number at a token; gives how many tokens it takes.
    pub(super) fn number(
        &self,
        tokens: &[Token],
        text: &str,
        at: usize,
        content: &mut Content,
    ) -> Option<usize> {
        let lower = |index: usize| tokens.get(index).map(|token| token.span.of(text).to_lowercase());
        let mut end = at;
        let mut value = 0.0_f64;
        let mut group = None::<f64>;
        while let Some(word) = lower(end) {
            let linked = end > at && matches!(word.as_str(), "and" | "-");
            let next = match linked {
                true => lower(end + 1).unwrap_or_default(),
                false => word,
            };
            let Some(number) = self.value(&next) else { break };
            group = Some(match (group, number) {
                (Some(before), 100.0) => before * number,
                (before, 1e3 | 1e6 | 1e9) => {
                    value += before.unwrap_or(1.0) * number;
                    0.0
                }
                (Some(before), small) if before % 100.0 == 0.0 || (before % 10.0 == 0.0 && small < 10.0) => {
                    before + small
                }
                (Some(_), _) => break,
                (None, number) => number,
            });
            end += 1 + usize::from(linked);
        }
        value += group?;
        let is_figure = tokens[at].kind == TokenKind::Number;
        if is_figure && end == at + 1 && value.fract() == 0.0 && (1900.0..2100.0).contains(&value) {
            content.years.insert(value.to_string());
            return Some(1);
        }
        // "One gate" is a count; "one of them" and "no one" are none.
        let counts = lower(end).is_some_and(|next| {
            next.starts_with(char::is_alphabetic) && !self.lexicon.common_words.is_function(&next)
        });
        if !is_figure && end == at + 1 && value < 2.0 && !counts {
            return None;
        }
        let mut unit = end;
        while lower(unit)
            .is_some_and(|word| matches!(word.as_str(), "more" | "other" | "of" | "the" | "-" | "a"))
        {
            unit += 1;
        }
        let before = at.checked_sub(1).and_then(lower).unwrap_or_default();
        let unit = match (before.as_str(), lower(unit).unwrap_or_default().as_str()) {
            ("$", _) => "dollar".to_owned(),
            ("€", _) => "euro".to_owned(),
            ("£", _) => "pound".to_owned(),
            (_, "per" | "percent" | "%") => "percent".to_owned(),
            (_, word) => self.term(word),
        };
        content.numbers.push((value, unit));
        Some(end - at)
    }

    fn value(&self, lower: &str) -> Option<f64> {
        match lower {
            "million" | "m" => return Some(1e6),
            "billion" | "bn" => return Some(1e9),
            "thousand" => return Some(1e3),
            _ => {}
        }
        if lower.starts_with(|first: char| first.is_ascii_digit()) {
            return lower.replace(',', "").parse().ok();
        }
        self.sense(lower, |sense| match sense {
            Sense::Number(number) => Some(f64::from(*number)),
            _ => None,
        })
    }
}
