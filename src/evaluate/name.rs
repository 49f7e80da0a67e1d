//! When two names are one, as the scorer of claims sees it: in small letters, without titles.

use super::words::words_of;
use std::collections::BTreeSet;

/// What a name may lack.
const DROPPED: &[&str] = &[
    "the",
    "mr",
    "ms",
    "mrs",
    "president",
    "spokesman",
    "spokesperson",
    "spokeswoman",
];

/// What names are compared by.
pub fn name_key(name: &str) -> String {
    let name = name.replace("'s ", " ").replace("’s ", " ");
    let words: Vec<String> = words_of(&name)
        .into_iter()
        .filter(|word| !DROPPED.contains(&word.as_str()))
        .collect();
    words.join(" ")
}

/// Whether the name that was found is that of the gold. Somebody without a name ("two delegates") is the same also
/// where one wording holds the other.
pub fn is_same_name(gold: Option<&str>, found: Option<&str>) -> bool {
    let gold_key = name_key(gold.unwrap_or_default());
    let found_key = name_key(found.unwrap_or_default());
    if found_key.is_empty() {
        return false;
    }
    let unnamed = gold.is_some_and(|name| name.starts_with(char::is_lowercase));
    if !unnamed {
        return gold_key == found_key;
    }
    let words = |key: &'_ str| -> BTreeSet<String> {
        key.split(' ')
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (gold, found) = (words(&gold_key), words(&found_key));
    gold.is_subset(&found) || found.is_subset(&gold)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_articles_and_possessives_do_not_count() {
        assert_eq!(
            name_key("The Kremlin’s spokesman Dmitry Peskov"),
            "kremlin dmitry peskov"
        );
        assert!(is_same_name(Some("President Ana Reyes"), Some("Ana Reyes")));
        assert!(!is_same_name(Some("Ana Reyes"), Some("Reyes")));
    }

    #[test]
    fn somebody_without_a_name_may_be_told_in_fewer_words() {
        assert!(is_same_name(
            Some("two delegates"),
            Some("Two delegates from Orrin")
        ));
        assert!(is_same_name(Some("two senior delegates"), Some("delegates")));
        assert!(!is_same_name(Some("two delegates"), Some("two officials")));
    }

    #[test]
    fn nobody_is_never_right() {
        assert!(!is_same_name(None, None));
        assert!(!is_same_name(Some("two delegates"), Some("the")));
        assert!(!is_same_name(Some("Ana Reyes"), None));
    }
}
