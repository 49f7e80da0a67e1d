//! Labels: wrapped for the eye, escaped for Graphviz.

/// Wraps words to lines of at most `width` characters and at most `lines` lines; what is left out is told by "…".
/// White space is folded.
pub(super) fn wrapped(text: &str, width: usize, lines: usize) -> Vec<String> {
    let clean: String = text.chars().map(drawn).collect();
    let mut wrapped: Vec<String> = vec![String::new()];
    let mut used = 0;
    for word in clean.split_whitespace() {
        for piece in pieces(word, width) {
            let length = piece.chars().count();
            let gap = usize::from(used > 0);
            if used > 0 && used + gap + length > width {
                wrapped.push(String::new());
                used = 0;
            }
            if let Some(line) = wrapped.last_mut() {
                if used > 0 {
                    line.push(' ');
                    used += 1;
                }
                line.push_str(&piece);
                used += length;
            }
        }
    }
    if wrapped.len() > lines {
        wrapped.truncate(lines);
        if let Some(last) = wrapped.last_mut() {
            last.push_str(" …");
        }
    }
    wrapped
}

/// A character as it is drawn. Graphviz ends at a zero, and would pass others on into the XML of its SVG, which knows neither
/// control characters nor these two.
fn drawn(character: char) -> char {
    match character {
        '\u{fffe}' | '\u{ffff}' => ' ',
        character if character.is_control() => ' ',
        character => character,
    }
}

/// A word in pieces of at most `width` characters.
fn pieces(word: &str, width: usize) -> Vec<String> {
    let characters: Vec<char> = word.chars().collect();
    characters
        .chunks(width.max(1))
        .map(|piece| piece.iter().collect())
        .collect()
}

/// A string of DOT, in quotation marks, that Graphviz draws letter by letter.
///
/// Graphviz reads a string three times: as a quoted string (`\"`), as an "escString" (`\n`, `\N`, `\\`), and for HTML
/// entities (`&lt;`), so the quotation mark, the backslash and the ampersand need a guard. `<b>` is only markup
/// where the string stands in angle brackets.
pub(super) fn quoted(lines: &[String]) -> String {
    let mut quoted = String::from("\"");
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            quoted.push_str("\\n");
        }
        for c in line.chars().map(drawn) {
            match c {
                '"' => quoted.push_str("\\\""),
                '\\' => quoted.push_str("\\\\"),
                '&' => quoted.push_str("&amp;"),
                _ => quoted.push(c),
            }
        }
    }
    quoted.push('"');
    quoted
}

/// Lines as the text of an HTML-like label.
pub(super) fn marked_up(lines: &[String]) -> String {
    let escaped: Vec<String> = lines
        .iter()
        .map(|line| {
            line.replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;")
                .replace('"', "&quot;")
        })
        .collect();
    escaped.join("<BR/>")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_wrapped_and_the_rest_is_told() {
        assert_eq!(
            wrapped("the dam\n was leaking", 10, 3),
            ["the dam", "was", "leaking"]
        );
        assert_eq!(wrapped("one two three four", 7, 2), ["one two", "three …"]);
        assert_eq!(wrapped("Donaudampfschiff", 6, 9), ["Donaud", "ampfsc", "hiff"]);
        assert_eq!(wrapped(" \u{7} ", 6, 9), [""]);
    }

    #[test]
    fn marks_are_escaped() {
        assert_eq!(
            quoted(&["a \"b\" \\N <b>".into(), "AT&T &lt;".into()]),
            r#""a \"b\" \\N <b>\nAT&amp;T &amp;lt;""#
        );
    }

    proptest! {
        #[test]
        fn no_line_is_too_long_and_no_word_is_lost(text in "\\PC*") {
            let lines = wrapped(&text, 20, usize::MAX);
            prop_assert!(lines.iter().all(|line| line.chars().count() <= 20));
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }
}
