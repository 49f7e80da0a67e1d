//! Cuts a stretch of text into tokens: words, numbers, and marks one by one.
//!
//! Takes the text and a span, gives [`Token`]s in order. A possessive "'s" is a word of its own, as in the Penn
//! Treebank; other apostrophes, hyphens and the full stops of abbreviations stay inside their word. `lexicon` cuts its
//! phrases here too, so that table and text agree on words.

use crate::span::Span;

/// A word, a number, or one mark of punctuation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
}

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TokenKind {
    /// Letters, with inner apostrophes, hyphens and the full stops of abbreviations ("U.S.", "Mr.").
    /// A possessive "'s" is a word of its own.
    Word,
    /// Digits, with inner separators.
    Number,
    /// Anything else, one mark a token.
    Mark,
}

/// Words that are printed with a full stop and do not end a sentence by it, beside letters with stops ("U.S.").
/// Only what stands before a name, a number or inside a company's name: elsewhere the stop is a mark.
const ABBREVIATIONS: &[&str] = &[
    "Adm", "Apr", "Aug", "Ave", "Bros", "Capt", "Cmdr", "Co", "Col", "Corp", "Cpl", "Dec", "Dept", "Dr",
    "Feb", "Fr", "Fri", "Ft", "Gen", "Gov", "Hon", "Inc", "Insp", "Jan", "Jr", "Lt", "Ltd", "Maj", "Messrs",
    "Mon", "Mr", "Mrs", "Ms", "Mt", "No", "Nov", "Oct", "Pres", "Prof", "Rep", "Rev", "Sat", "Sec", "Sen",
    "Sens", "Sept", "Sep", "Sgt", "Sr", "St", "Ste", "Supt", "Thu", "Thur", "Thurs", "Tue", "Tues", "Univ",
    "Wed", "etc", "vs",
];

/// The tokens of a span, in order.
pub fn tokens_of(text: &str, span: Span) -> Vec<Token> {
    let mut scanner = Scanner {
        text: &text[..span.end],
        place: span.start,
    };
    let mut tokens = Vec::new();
    while let Some(first) = scanner.peek(0) {
        let start = scanner.place;
        if first.is_whitespace() {
            scanner.place += first.len_utf8();
        } else if first.is_alphanumeric() {
            scanner.word();
            push_word(&mut tokens, text, Span::new(start, scanner.place));
        } else if is_possessive(&text[start..span.end]) && ends_a_name(&text[span.start..start]) {
            scanner.place += first.len_utf8() + 1;
            tokens.push(token(start, scanner.place, TokenKind::Word));
        } else {
            scanner.place += first.len_utf8();
            scanner.combining();
            tokens.push(token(start, scanner.place, TokenKind::Mark));
        }
    }
    tokens
}

/// The words and marks of a phrase, cut as the text is.
pub fn words_of(phrase: &str) -> Vec<&str> {
    tokens_of(phrase, Span::new(0, phrase.len()))
        .iter()
        .map(|token| token.span.of(phrase))
        .collect()
}

/// Adds a word or number; a possessive at its end becomes a token of its own.
fn push_word(tokens: &mut Vec<Token>, text: &str, span: Span) {
    let word = span.of(text);
    let kind = |word: &str| match word.starts_with(char::is_numeric) && !word.contains(char::is_alphabetic) {
        true => TokenKind::Number,
        false => TokenKind::Word,
    };
    let stem = ["'s", "’s", "'S", "’S"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending));
    match stem {
        Some(stem) if !stem.is_empty() => {
            let middle = span.start + stem.len();
            tokens.push(token(span.start, middle, kind(stem)));
            tokens.push(token(middle, span.end, TokenKind::Word));
        }
        _ => tokens.push(token(span.start, span.end, kind(word))),
    }
}

fn token(start: usize, end: usize, kind: TokenKind) -> Token {
    Token {
        span: Span::new(start, end),
        kind,
    }
}

/// Whether the text begins with a possessive that stands alone: `"the Post"'s`, `(F.C.)'s`.
fn is_possessive(rest: &str) -> bool {
    let mut characters = rest.chars();
    matches!(characters.next(), Some('\'' | '’'))
        && matches!(characters.next(), Some('s' | 'S'))
        && !characters.next().is_some_and(char::is_alphanumeric)
}

fn ends_a_name(before: &str) -> bool {
    before.ends_with(|last: char| last.is_alphanumeric() || matches!(last, '"' | '”' | ')' | '.'))
}

/// Walks over the characters of a word.
struct Scanner<'text> {
    text: &'text str,
    place: usize,
}

impl Scanner<'_> {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.text[self.place..].chars().nth(ahead)
    }

    /// Moves over one word or number.
    fn word(&mut self) {
        loop {
            let part = self.place;
            self.letters();
            if self.place - part <= 4 && self.is_initialism(part) {
                self.initialism();
            }
            let (Some(joint), next) = (self.peek(0), self.peek(1)) else {
                return;
            };
            let word = &self.text[part..self.place];
            if !joins(word, joint, next) {
                if joint == '.' && ABBREVIATIONS.contains(&word) {
                    self.place += 1;
                }
                return;
            }
            self.place += joint.len_utf8();
        }
    }

    fn letters(&mut self) {
        while let Some(character) = self.peek(0).filter(|c| c.is_alphanumeric() || is_combining(*c)) {
            self.place += character.len_utf8();
        }
    }

    fn combining(&mut self) {
        while let Some(character) = self.peek(0).filter(|c| is_combining(*c)) {
            self.place += character.len_utf8();
        }
    }

    /// Whether the part that was just read is one letter with a stop that belongs to it: "U." of "U.S.", "J." of
    /// "J. Arlen". "I." ends a sentence more often than it opens a name.
    fn is_initialism(&self, part: usize) -> bool {
        let mut letters = self.text[part..self.place].chars();
        let Some(letter) = letters.next().filter(|letter| letter.is_alphabetic()) else {
            return false;
        };
        let single = letters.next().is_none() && self.peek(0) == Some('.');
        let doubled = self.peek(1).is_some_and(char::is_alphabetic) && self.peek(2) == Some('.');
        single && (doubled || (letter.is_uppercase() && letter != 'I'))
    }

    /// Moves over ".S.", ".m." and the like.
    fn initialism(&mut self) {
        self.place += 1;
        while let (Some(letter), Some('.')) = (self.peek(0).filter(|c| c.is_alphabetic()), self.peek(1)) {
            self.place += letter.len_utf8() + 1;
        }
    }
}

/// Whether a mark between two characters stays inside the word.
fn joins(word: &str, joint: char, next: Option<char>) -> bool {
    let Some(next) = next else { return false };
    let after_digit = word.ends_with(|last: char| last.is_numeric());
    let after_letter = word.ends_with(|last: char| last.is_alphabetic());
    match joint {
        '\'' | '’' => next.is_alphabetic(),
        '-' | '‐' | '‑' | '&' => next.is_alphanumeric(),
        ',' | ':' | '/' => after_digit && next.is_numeric(),
        // "kremlin.ru" and "3.5" go on; "end.Then" is two sentences without a space.
        '.' => (after_digit && next.is_numeric()) || (after_letter && next.is_lowercase()),
        '_' => true,
        _ => false,
    }
}

fn is_combining(character: char) -> bool {
    matches!(
        character,
        '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        tokens_of(text, Span::new(0, text.len()))
            .iter()
            .map(|token| token.span.of(text))
            .collect::<Vec<_>>()
            .join("|")
    }

    #[test]
    fn abbreviations_keep_their_stops() {
        assert_eq!(
            words("Mr. Hill left the U.S. at 10 a.m."),
            "Mr.|Hill|left|the|U.S.|at|10|a.m."
        );
        assert_eq!(
            words("The U.S.-led fleet, J. K. Arlen."),
            "The|U.S.-led|fleet|,|J.|K.|Arlen|."
        );
        assert_eq!(words("on Feb. 27. So did I."), "on|Feb.|27|.|So|did|I|.");
    }

    #[test]
    fn possessives_are_words_of_their_own() {
        assert_eq!(
            words("Arden's port, U.S.’s fleet"),
            "Arden|'s|port|,|U.S.|’s|fleet"
        );
        assert_eq!(
            words("we don't know O'Dell's dogs' names"),
            "we|don't|know|O'Dell|'s|dogs|'|names"
        );
        assert_eq!(words("the “Gazette”’s own"), "the|“|Gazette|”|’s|own");
    }

    #[test]
    fn numbers_keep_inner_separators() {
        assert_eq!(
            words("10-12 days, 1,250.5 tons at 12:38"),
            "10-12|days|,|1,250.5|tons|at|12:38"
        );
        assert_eq!(
            words("a 12-day strike (5th) $3.5bn 40%"),
            "a|12-day|strike|(|5th|)|$|3.5bn|40|%"
        );
    }

    #[test]
    fn names_with_inner_marks() {
        assert_eq!(
            words("port.example, AT&T end.Then al-Arden"),
            "port.example|,|AT&T|end|.|Then|al-Arden"
        );
    }
}
