//! A line and what its shape says.
//!
//! Takes a row of a [`Page`](super::page::Page), gives countable features: words, function words, capitals, how
//! it begins and ends. No judgement yet; that is for `shape`.

use crate::lexicon::layout::FunctionWordTable;

/// The features of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Characters.
    pub length: usize,
    /// Runs without white space that hold a letter or digit.
    pub words: usize,
    /// Words that hold English sentences together.
    pub function_words: usize,
    /// Words that begin with a capital letter.
    pub capitalised: usize,
    /// Full stops, question and exclamation marks inside it, before a space and a capital.
    pub inner_stops: usize,
    /// How it begins.
    pub opening: Opening,
    /// How it ends.
    pub ending: Ending,
}

/// How a line begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// With a lower-case letter.
    LowerCase,
    /// With an opening quotation mark or bracket.
    Quotation,
    /// With the mark of a list item.
    Bullet,
    /// With anything else.
    Other,
}

/// How a line ends, closing quotation marks and brackets aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// With a full stop, question or exclamation mark, or dots.
    Stop,
    /// With a colon or semicolon.
    Colon,
    /// With a comma, dash, or a word on which hardly any sentence ends.
    Open,
    /// With a closing quotation mark or bracket that no stop precedes.
    Closed,
    /// With any other word.
    Word,
}

const CLOSING: [char; 9] = ['"', '”', '’', '\'', '»', ')', ']', '*', '}'];
const BULLETS: [char; 8] = ['•', '·', '‣', '▪', '●', '*', '◦', '–'];

/// A line shorter than this, in characters, was not broken in its middle.
const SHORTEST_HALF: usize = 40;

impl Line {
    /// Looks at a line without white space at its ends.
    pub fn of(text: &str, function_words: &FunctionWordTable) -> Line {
        let mut line = Line {
            length: text.chars().count(),
            words: 0,
            function_words: 0,
            capitalised: 0,
            inner_stops: 0,
            opening: opening(text),
            ending: ending(text, function_words),
        };
        let mut after_stop = false;
        for word in text.split_whitespace() {
            let bare = bare_word(word);
            if bare.is_empty() {
                continue;
            }
            let capitalised = bare.starts_with(char::is_uppercase);
            line.words += 1;
            line.capitalised += usize::from(capitalised);
            line.function_words += usize::from(function_words.contains(&bare.to_lowercase()));
            line.inner_stops += usize::from(after_stop && capitalised);
            after_stop =
                word.trim_end_matches(CLOSING).ends_with(['.', '!', '?', '…']) && bare.chars().count() > 2;
        }
        line
    }

    /// Whether a sentence of this line goes on in the next: this one ends in its middle, and the next begins with a
    /// lower-case letter, or this one ends on a comma or a word that calls for more.
    pub fn goes_on_in(&self, next: &Line) -> bool {
        if self.length < SHORTEST_HALF || next.words < 2 {
            return false;
        }
        match self.ending {
            Ending::Stop | Ending::Colon => false,
            Ending::Word | Ending::Closed => next.opening == Opening::LowerCase,
            Ending::Open => {
                next.opening == Opening::LowerCase
                    || next.length >= SHORTEST_HALF && next.opening == Opening::Other
            }
        }
    }

    /// Whether function words are as frequent in it as in sentences.
    pub fn flows(&self) -> bool {
        self.function_words * 6 >= self.words
    }
}

/// The mark of a list item and the space behind it, in bytes.
pub fn bullet_length(text: &str) -> usize {
    let rest = text.trim_start_matches(BULLETS).trim_start_matches('-');
    let item = rest.trim_start();
    if opening(text) == Opening::Bullet && item.len() < rest.len() {
        text.len() - item.len()
    } else {
        0
    }
}

/// A word without punctuation around it.
pub fn bare_word(word: &str) -> &str {
    word.trim_matches(|letter: char| !letter.is_alphanumeric())
}

fn opening(text: &str) -> Opening {
    match text.chars().next() {
        Some(first) if first.is_lowercase() => Opening::LowerCase,
        Some('"' | '“' | '„' | '«' | '‘' | '\'' | '[' | '(') => Opening::Quotation,
        Some('`') if text.starts_with("``") => Opening::Quotation,
        Some('-') if text.starts_with("- ") => Opening::Bullet,
        Some(first) if BULLETS.contains(&first) => Opening::Bullet,
        _ => Opening::Other,
    }
}

fn ending(text: &str, function_words: &FunctionWordTable) -> Ending {
    let inner = text.trim_end_matches(CLOSING).trim_end();
    let last_word = || inner.rsplit(char::is_whitespace).next().unwrap_or_default();
    match inner.chars().next_back() {
        Some('.' | '!' | '?' | '…' | '。' | '！' | '？' | '।' | '؟') => Ending::Stop,
        Some(':' | ';') => Ending::Colon,
        Some(',' | '—' | '–' | '-' | '_') => Ending::Open,
        _ if inner.len() < text.len() => Ending::Closed,
        Some(_) if function_words.leaves_open(&last_word().to_lowercase()) => Ending::Open,
        _ => Ending::Word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line {
        Line::of(text, &FunctionWordTable::standard())
    }

    #[test]
    fn endings_look_behind_quotation_marks() {
        assert_eq!(line("He said: “We lost.”").ending, Ending::Stop);
        assert_eq!(line("It was “a bad day”").ending, Ending::Closed);
        assert_eq!(line("The club, which signed the").ending, Ending::Open);
        assert_eq!(line("The keeper said:").ending, Ending::Colon);
        assert_eq!(line("Port Shut Again").ending, Ending::Word);
    }

    #[test]
    fn a_sentence_goes_on_where_a_line_ends_in_its_middle() {
        let half = line("The coach, who took over in 2022, said that she would");
        assert!(half.goes_on_in(&line("not comment before Monday.")));
        assert!(
            half.goes_on_in(&line("Town officials said the club had asked her to stay on."))
                == (half.ending == Ending::Open)
        );
        assert!(
            !line("The coach said she would not comment on it before Monday.").goes_on_in(&line("not now"))
        );
        assert!(!line("Port shut again").goes_on_in(&line("iron ore piles up")));
    }

    #[test]
    fn bullets_are_measured_with_their_space() {
        assert_eq!(bullet_length("• In March"), 4);
        assert_eq!(bullet_length("- In March"), 2);
        assert_eq!(bullet_length("-5 degrees"), 0);
        assert_eq!(bullet_length("In March"), 0);
    }

    #[test]
    fn sentences_flow_and_menus_do_not() {
        assert!(line("The bank said that it would wait for the board.").flows());
        assert!(!line("News Sport Business Weather Culture Opinion Letters").flows());
    }

    #[test]
    fn initials_do_not_end_a_sentence() {
        assert_eq!(line("Governor A. B. Moss left.").inner_stops, 0);
        assert_eq!(line("The pier burned. Nobody was hurt.").inner_stops, 1);
    }
}
