//! Names as readable parts of an IRI.
//!
//! Takes any text, gives a short word of `a-z`, `0-9` and hyphens. Two names get the same slug only if they are
//! the same up to case, diacritics, spacing and light punctuation; whatever else tells names apart (another
//! script, symbols, a length beyond the bound) goes into a hash at the slug's end. Next: [`super::iri`].

use deunicode::deunicode_char;
use sha2::{Digest, Sha256};

/// The longest readable part of a slug.
const LONGEST: usize = 60;

/// The first `length` hexadecimal digits of the SHA-256 of the given parts, which are kept apart by their length.
pub fn digest<'a>(parts: impl IntoIterator<Item = &'a str>, length: usize) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part.as_bytes());
    }
    let mut digits: String = hasher
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    digits.truncate(length);
    digits
}

/// The words of a text, lower case, one space between them: what two wordings of a claim are compared by.
/// Where a text has no word at all, the text itself.
pub fn normalised_words(text: &str) -> String {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() {
        text.to_owned()
    } else {
        words.join(" ")
    }
}

/// A name as a slug; never empty.
pub fn slug(name: &str) -> String {
    let (words, whole) = readable(name);
    if whole && !words.is_empty() {
        return words;
    }
    let folded = name.to_lowercase();
    let key: Vec<&str> = folded.split_whitespace().collect();
    let hash = digest([key.join(" ").as_str()], 8);
    if words.is_empty() {
        hash
    } else {
        format!("{words}-{hash}")
    }
}

/// The readable part of a slug, and whether it alone tells the name from others.
fn readable(name: &str) -> (String, bool) {
    let mut words = String::new();
    let mut whole = true;
    for character in name.chars() {
        if words.len() >= LONGEST {
            whole = false;
            break;
        }
        match character {
            '.' | '\'' | '’' | '\u{300}'..='\u{36f}' => {}
            '-' | ',' => part(&mut words),
            _ if character.is_whitespace() => part(&mut words),
            _ if is_latin(character) => push(&mut words, character),
            _ => {
                whole = false;
                match character.is_alphanumeric() {
                    true => push(&mut words, character),
                    false => part(&mut words),
                }
            }
        }
    }
    words.truncate(LONGEST);
    (words.trim_end_matches('-').to_owned(), whole)
}

/// Latin letters, with or without diacritics, and ASCII digits.
fn is_latin(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || (character.is_alphabetic() && matches!(character, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}'))
}

fn part(words: &mut String) {
    if !words.is_empty() && !words.ends_with('-') {
        words.push('-');
    }
}

/// Adds the ASCII spelling of a letter: "é" as "e", "ß" as "ss", "ж" as "zh".
fn push(words: &mut String, character: char) {
    let spelling = deunicode_char(character).unwrap_or_default();
    words.extend(
        spelling
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|letter| letter.to_ascii_lowercase()),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_names_are_readable() {
        for (name, expected) in [
            ("Ana Reyes", "ana-reyes"),
            ("  Ana\u{a0} Reyes ", "ana-reyes"),
            ("Recep Müller-Łoś", "recep-muller-los"),
            ("Rece\u{301}p", "recep"),
            ("U.S. Steel", "us-steel"),
            ("Norway’s Foreign Ministry", "norways-foreign-ministry"),
            ("Port 21, Inc.", "port-21-inc"),
        ] {
            assert_eq!(slug(name), expected, "{name}");
        }
    }

    #[test]
    fn what_the_letters_do_not_tell_the_hash_does() {
        let names = [
            "C Alliance",
            "C++ Alliance",
            "C# Alliance",
            "Мерроу",
            "Merrou",
            "<b>Ana</b>",
            "b Ana b",
            "Ana \u{202e}Reyes",
            "Ana Reyes",
            "A\nB \"C\"",
            "A B C",
            "AT&T",
            "AT T",
            "",
            "?",
            "!",
            "北京",
        ];
        let slugs: std::collections::BTreeSet<String> = names.iter().map(|name| slug(name)).collect();
        assert_eq!(slugs.len(), names.len(), "{slugs:?}");
        assert!(slug("Мерроу").starts_with("merrou-"), "{}", slug("Мерроу"));
        assert_eq!(slug("Мерроу"), slug("МЕРРОУ"));
    }

    #[test]
    fn long_names_are_cut_but_told_apart() {
        let long = "very ".repeat(2000);
        let (one, other) = (slug(&long), slug(&format!("{long}x")));
        assert!(one.len() <= LONGEST + 9, "{one}");
        assert_ne!(one, other);
    }

    #[test]
    fn words_are_compared_without_marks_and_case() {
        assert_eq!(
            normalised_words("“The dam, was — leaking”"),
            "the dam was leaking"
        );
        assert_eq!(normalised_words("?!"), "?!");
    }

    proptest! {
        #[test]
        fn any_name_gives_a_bounded_safe_slug(name in "\\PC{0,80}|.{0,80}") {
            let slug = slug(&name);
            prop_assert!(!slug.is_empty() && slug.len() <= LONGEST + 9);
            prop_assert!(slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'));
        }
    }
}
