//! Whether a noun stands for one or for several.

use crate::lexicon::{GroupKind, Lexicon};

/// Plurals without an ending, and words for several persons.
const MANY: &[&str] = &[
    "people", "men", "women", "children", "police", "others", "those", "both", "feet", "lives", "wives",
    "family", "couple", "folk", "wolves",
];

/// Words in "-s" that stand for one.
const ONE: &[&str] = &[
    "boss",
    "princess",
    "waitress",
    "actress",
    "hostess",
    "duchess",
    "countess",
    "heiress",
    "mistress",
    "empress",
    "goddess",
    "witness",
    "business",
    "congress",
    "campus",
    "gas",
    "bus",
    "headquarters",
    "series",
    "news",
    "species",
    "virus",
    "census",
    "chaos",
    "crossroads",
    "outskirts",
];

/// Whether a noun in lower case stands for several.
pub fn is_plural(noun: &str, lexicon: &Lexicon) -> bool {
    if ONE.contains(&noun) || noun.ends_with("ss") {
        return false;
    }
    MANY.contains(&noun)
        || noun.ends_with("men")
        || lexicon
            .groups
            .noun(noun)
            .is_some_and(|kind| kind != GroupKind::Body)
        || (noun.len() > 3 && noun.ends_with('s') && !noun.ends_with("us") && !noun.ends_with("is"))
}

/// The singular of a noun in lower case, as far as its letters show it.
pub fn singular(noun: &str) -> String {
    match noun {
        "people" => return "person".to_owned(),
        "children" => return "child".to_owned(),
        _ => {}
    }
    if let Some(stem) = noun.strip_suffix("men") {
        return format!("{stem}man");
    }
    if ONE.contains(&noun) || noun.ends_with("ss") || noun.ends_with("us") || noun.ends_with("is") {
        return noun.to_owned();
    }
    if let Some(stem) = noun.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    let sibilant = ["ches", "shes", "sses", "xes"]
        .iter()
        .any(|ending| noun.ends_with(ending));
    match noun.strip_suffix(if sibilant { "es" } else { "s" }) {
        Some(stem) if noun.len() > 3 => stem.to_owned(),
        _ => noun.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_and_their_singulars() {
        let lexicon = Lexicon::standard();
        for (plural, one) in [
            ("officials", "official"),
            ("fishermen", "fisherman"),
            ("churches", "church"),
            ("cities", "city"),
            ("people", "person"),
            ("women", "woman"),
        ] {
            assert!(is_plural(plural, &lexicon), "{plural}");
            assert_eq!(singular(plural), one);
        }
        for one in ["boss", "campus", "analysis", "company", "bus", "actress"] {
            assert!(!is_plural(one, &lexicon), "{one}");
            assert_eq!(singular(one), one);
        }
    }
}
