//! Where variables and comments stand in a SPARQL text, strings and IRIs aside.
//!
//! After the terminals of SPARQL 1.1, section 19.8. It only has to be right about what is *not* code; whether
//! the text is a query at all is for the parser.

use std::ops::Range;

/// A variable of a SPARQL text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariableToken<'a> {
    /// Its name, without the `?` or `$`.
    pub name: &'a str,
    /// Where it stands, in bytes, its mark included.
    pub range: Range<usize>,
}

/// Every variable, in the order of the text.
pub fn variables(text: &str) -> Vec<VariableToken<'_>> {
    let mut found = Vec::new();
    walk(text, |token, range| {
        if let Token::Variable = token {
            let name = &text[range.start + 1..range.end];
            found.push(VariableToken { name, range });
        }
    });
    found
}

/// Where comments stand, in bytes, from `#` to before the end of the line.
pub fn comments(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    walk(text, |token, range| {
        if let Token::Comment = token {
            found.push(range);
        }
    });
    found
}

enum Token {
    Variable,
    Comment,
}

fn walk(text: &str, mut meet: impl FnMut(Token, Range<usize>)) {
    let mut place = 0;
    while let Some(first) = text[place..].chars().next() {
        let rest = &text[place..];
        let length = match first {
            '#' => {
                let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
                meet(Token::Comment, place..place + length);
                length
            }
            '<' => iri_length(rest),
            '"' | '\'' => string_length(rest, first),
            '?' | '$' => {
                let length = 1 + variable_name(&rest[1..]).len();
                if length > 1 {
                    meet(Token::Variable, place..place + length);
                }
                length
            }
            _ => first.len_utf8(),
        };
        place += length;
    }
}

/// The length of an IRI in angle brackets, or of the mark alone where it only means "less than".
fn iri_length(rest: &str) -> usize {
    let forbidden = |c: char| matches!(c, '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`' | '\\') || c <= ' ';
    match rest[1..].find(forbidden) {
        Some(end) if rest[1 + end..].starts_with('>') => end + 2,
        _ => 1,
    }
}

/// The length of a string, short or long, that opens with `mark`; of the whole rest where it does not close.
fn string_length(rest: &str, mark: char) -> usize {
    let long: String = [mark; 3].iter().collect();
    let delimiter = if rest.starts_with(&long) {
        &long[..]
    } else {
        &long[..1]
    };
    let mut place = delimiter.len();
    while let Some(next) = rest[place..].chars().next() {
        if rest[place..].starts_with(delimiter) {
            return place + delimiter.len();
        }
        place += next.len_utf8();
        if next == '\\' {
            place += rest[place..].chars().next().map_or(0, char::len_utf8);
        }
    }
    rest.len()
}

/// The longest variable name that `rest` begins with; letters in the sense of Unicode, which holds the
/// characters of the grammar and a few more that the parser will refuse.
fn variable_name(rest: &str) -> &str {
    let end = rest
        .find(|c: char| !(c.is_alphanumeric() || c == '_'))
        .unwrap_or(rest.len());
    &rest[..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn names(text: &str) -> Vec<&str> {
        variables(text)
            .into_iter()
            .map(|variable| variable.name)
            .collect()
    }

    #[test]
    fn strings_iris_and_comments_hold_no_variables() {
        assert_eq!(
            names("SELECT ?a { # ?no\n <http://a/?no> $b \"?no \\\" ?no\", '?no', '''it's ?no''' . }"),
            ["a", "b"]
        );
        assert_eq!(names("\"\"\"a \" ?no\"\"\"@en ?yes"), ["yes"]);
    }

    #[test]
    fn a_comment_ends_with_its_line() {
        let text = "# one\nSELECT * { <http://a/#no> ?p '#no' } #two";
        let found: Vec<&str> = comments(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["# one", "#two"]);
    }

    #[test]
    fn less_than_is_not_an_iri() {
        assert_eq!(names("FILTER(?a < ?b && ?c > ?d)"), ["a", "b", "c", "d"]);
        assert_eq!(names("FILTER(?a <?b )"), ["a", "b"]);
    }

    #[test]
    fn the_question_mark_of_a_path_is_not_a_variable() {
        assert_eq!(names("?a foaf:knows? ?b"), ["a", "b"]);
    }

    proptest! {
        #[test]
        fn any_text_is_walked_to_its_end(text in "\\PC*|[?$<>\"'#\\\\ a\n]*") {
            for variable in variables(&text) {
                prop_assert_eq!(&text[variable.range.start + 1..variable.range.end], variable.name);
            }
        }
    }
}
