//! Numbers in figures and words: "10", "1,500", "twenty-four", "two thousand", "2 1/2", "several", "a couple of".

use super::token::{Kind, Tokens};
use crate::lexicon::time_word::Sense;

/// A number as a text gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quantity {
    /// `None` for "several".
    pub(super) count: Option<u32>,
    /// "two and a half".
    pub(super) half: bool,
}

impl Quantity {
    pub(super) fn of(count: u32) -> Self {
        Self {
            count: Some(count),
            half: false,
        }
    }
}

/// Reads a number, "a" and "an" included, with the place after it.
pub(super) fn quantity(tokens: &Tokens, at: usize) -> Option<(usize, Quantity)> {
    if tokens.is(at, &["a", "an"]) {
        return Some(
            vague(tokens, at + 1)
                .or_else(|| spelled(tokens, at))
                .unwrap_or((at + 1, Quantity::of(1))),
        );
    }
    figures(tokens, at)
        .or_else(|| spelled(tokens, at))
        .or_else(|| vague(tokens, at))
}

/// "several", "a few", "couple of".
fn vague(tokens: &Tokens, at: usize) -> Option<(usize, Quantity)> {
    let (end, count) = tokens.sense(at, |sense| match sense {
        Sense::Vague(count) => Some(*count),
        _ => None,
    })?;
    let end = if tokens.is(end, &["of"]) { end + 1 } else { end };
    Some((end, Quantity { count, half: false }))
}

/// "10", "1,500", "2 1/2", "2.5" (a half is the only fraction that time words take).
fn figures(tokens: &Tokens, at: usize) -> Option<(usize, Quantity)> {
    let (_, mut count) = tokens.digits(at)?;
    if at > 0 && tokens.joined(at) && tokens.is(at - 1, &["$", "£", "€", ".", ",", "/", ":"]) {
        return None;
    }
    let mut end = at + 1;
    while tokens.is(end, &[","]) && tokens.joined(end) && tokens.joined(end + 1) {
        let Some((3, group)) = tokens.digits(end + 1) else {
            break;
        };
        count = count.checked_mul(1000)?.checked_add(group)?;
        end += 2;
    }
    let decimal = tokens.is(end, &["."]) && tokens.joined(end) && tokens.joined(end + 1);
    if decimal && tokens.kind(end + 1) == Kind::Number {
        let half = tokens.text(end + 1) == "5";
        return half.then_some((
            end + 2,
            Quantity {
                count: Some(count),
                half,
            },
        ));
    }
    if tokens.are(end, &["1", "/", "2"]) && tokens.joined(end + 1) {
        return Some((
            end + 3,
            Quantity {
                count: Some(count),
                half: true,
            },
        ));
    }
    Some(and_a_half(tokens, end, count))
}

/// "twenty-four", "a hundred", "two thousand", "one hundred and eighty".
fn spelled(tokens: &Tokens, at: usize) -> Option<(usize, Quantity)> {
    let mut end = if tokens.is(at, &["a", "an"]) { at + 1 } else { at };
    let (mut total, mut group) = (0_u32, None::<u32>);
    loop {
        let linked = group.is_some() && (tokens.hyphen(end) || tokens.is(end, &["and"]));
        let place = if linked { end + 1 } else { end };
        let Some((next, number)) = tokens.sense(place, |sense| match sense {
            Sense::Number(number) => Some(*number),
            _ => None,
        }) else {
            break;
        };
        group = Some(match (group, number) {
            // "a hundred", "a dozen", and no other number, take an article; "hundred" alone is none.
            (None, 100 | 1000) if end == at => return None,
            (None, small) if end > at && small < 100 && small != 12 => return None,
            // One "thousand" a number: "two thousand two thousand …" must not be read to its end again and again.
            (_, 1000) if total > 0 => break,
            (group, 1000) => {
                total = total.checked_add(group.unwrap_or(1).checked_mul(1000)?)?;
                0
            }
            (group, 100) => group.unwrap_or(1).checked_mul(100)?,
            (Some(group), small) if group % 100 == 0 || (group % 10 == 0 && small < 10) => {
                group.checked_add(small)?
            }
            (Some(_), _) => break,
            (None, small) => small,
        });
        end = next;
    }
    let count = total.checked_add(group?)?;
    Some(and_a_half(tokens, end, count))
}

fn and_a_half(tokens: &Tokens, end: usize, count: u32) -> (usize, Quantity) {
    let half = tokens.are(end, &["and", "a", "half"]);
    let end = if half { end + 3 } else { end };
    (
        end,
        Quantity {
            count: Some(count),
            half,
        },
    )
}

/// "first", "21st": the number of an ordinal.
pub(super) fn ordinal(tokens: &Tokens, at: usize) -> Option<(usize, u32)> {
    if let Some((_, number)) = tokens.digits(at) {
        let suffixed = tokens.joined(at + 1) && tokens.is(at + 1, &["st", "nd", "rd", "th"]);
        return suffixed.then_some((at + 2, number));
    }
    let word = |at| {
        tokens.sense(at, |sense| match sense {
            Sense::Ordinal(number) => Some(*number),
            _ => None,
        })
    };
    let tens = tokens.sense(at, |sense| match sense {
        Sense::Number(number @ (20 | 30)) => Some(*number),
        _ => None,
    });
    match tens {
        Some((end, tens)) if tokens.hyphen(end) => word(end + 1).map(|(end, number)| (end, tens + number)),
        _ => word(at),
    }
}

/// A year spelled as it is spoken: "nineteen ninety-six", "two thousand".
pub(super) fn spoken_year(tokens: &Tokens, at: usize) -> Option<(usize, u32)> {
    let number = |at| {
        tokens.sense(at, |sense| match sense {
            Sense::Number(number) => Some(*number),
            _ => None,
        })
    };
    let (end, century) = number(at).filter(|(_, number)| (17..=20).contains(number))?;
    let (end, tens) = number(end).filter(|(_, number)| (10..=90).contains(number))?;
    let place = if tokens.hyphen(end) { end + 1 } else { end };
    match number(place).filter(|(_, ones)| *ones < 10 && tens >= 20) {
        Some((end, ones)) => Some((end, century * 100 + tens + ones)),
        None => Some((end, century * 100 + tens)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn numbers_in_figures_and_words() {
        let lexicon = Lexicon::standard();
        let read = |text: &str| {
            let tokens = Tokens::of(text, &lexicon.time_words);
            quantity(&tokens, 0).map(|(end, quantity)| (end == tokens.len(), quantity.count, quantity.half))
        };
        let cases = [
            ("10", 10, false),
            ("1,500", 1500, false),
            ("2 1/2", 2, true),
            ("2.5", 2, true),
            ("twenty-four", 24, false),
            ("two thousand", 2000, false),
            ("a hundred", 100, false),
            ("one hundred and eighty", 180, false),
            ("a dozen", 12, false),
            ("a couple of", 2, false),
            ("three and a half", 3, true),
        ];
        for (text, count, half) in cases {
            assert_eq!(read(text), Some((true, Some(count), half)), "{text}");
        }
        assert_eq!(read("a few"), Some((true, None, false)));
        assert_eq!(read("2.7"), None);
        assert_eq!(read("99999999999"), None);
    }

    #[test]
    fn spoken_years() {
        let lexicon = Lexicon::standard();
        let tokens = Tokens::of("nineteen ninety-six", &lexicon.time_words);
        assert_eq!(spoken_year(&tokens, 0), Some((4, 1996)));
    }
}
