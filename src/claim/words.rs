//! The words of a claim: as they are shown, and as they are compared.

use crate::article::Reading;
use crate::attribution::Attribution;
use std::collections::BTreeSet;

/// The words of a content as a claim's text: pieces joined by a space, white space folded, without a leading
/// "that", and without quotation marks where they hold the whole.
pub fn claim_text(reading: &Reading, attribution: &Attribution) -> String {
    let pieces: Vec<String> = attribution
        .frame
        .content
        .iter()
        .map(|span| folded(reading.slice(*span)))
        .collect();
    let joined = pieces.join(" ");
    let text = without_outer_marks(joined.trim_matches([' ', ',', ';']));
    // "that prices fell", not "that view".
    let clause = text.strip_prefix("that ").filter(|clause| clause.contains(' '));
    let text = clause.unwrap_or(text);
    text.trim_end_matches([' ', ',', ';']).to_owned()
}

/// Text with each run of white space as one space, and none at its ends.
pub fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words by which two claims are compared: lower case, without punctuation, typographic variants made one.
pub fn compared(text: &str) -> Vec<String> {
    text.replace('’', "'")
        .split(|character: char| !(character.is_alphanumeric() || matches!(character, '\'' | '-' | '%')))
        .map(|word| word.trim_matches(['\'', '-']).to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}

/// Those of the words that say what is claimed, each once.
pub fn telling(text: &str) -> BTreeSet<String> {
    const FUNCTION_WORDS: [&str; 12] = [
        "the", "and", "was", "were", "has", "had", "have", "that", "from", "for", "with", "its",
    ];
    compared(text)
        .into_iter()
        .filter(|word| word.chars().count() > 2 && !FUNCTION_WORDS.contains(&word.as_str()))
        .collect()
}

fn without_outer_marks(text: &str) -> &str {
    const OPENING: [char; 4] = ['"', '“', '\'', '‘'];
    const CLOSING: [char; 4] = ['"', '”', '\'', '’'];
    let inner = text
        .strip_prefix(OPENING)
        .and_then(|rest| rest.strip_suffix(CLOSING));
    match inner {
        // A mark inside means that the outer two belong to different quotations: “no” and “never”.
        Some(inner) if !inner.contains(['"', '“', '”']) => inner,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outer_marks_go_only_where_they_are_a_pair() {
        assert_eq!(without_outer_marks("“The dam holds,”"), "The dam holds,");
        assert_eq!(without_outer_marks("“no” and “never”"), "“no” and “never”");
    }

    #[test]
    fn compared_ignores_case_and_marks() {
        assert_eq!(
            compared("The DAM’s wall, “holds”."),
            ["the", "dam's", "wall", "holds"]
        );
    }
}
