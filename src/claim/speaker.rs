//! Who makes a statement: the entity that the source denotes, else the words of the source; the outlet for what
//! it says in its own voice.

use super::{Scene, headline, words};
use crate::attribution::{Attribution, Position};
use crate::lexicon::Lexicon;

/// The entity that speaks; `None` for the outlet's own voice and for a source that nothing resolves.
pub fn entity(scene: &Scene, attribution: &Attribution) -> Option<usize> {
    let own = attribution.speaker.and_then(|mention| scene.entities.of(mention));
    let is_named = own.is_some_and(|entity| scene.entities.entities[entity].named);
    match attribution.position == Position::Headline && !is_named && !attribution.is_own_voice() {
        true => headline::speaker(scene, attribution, own).or(own),
        false => own,
    }
}

/// "The Merrow Tide, citing two officials" is "The Merrow Tide".
fn without_apposition(source: &str) -> &str {
    source
        .split_once(", ")
        .map_or(source, |(name, _)| name)
        .trim_end_matches(',')
}

/// The words of a source without what does not name it: the time that opens an entry ("18.20 Sportline"), an apposition,
/// what stands in brackets, the ending of "the paper's".
fn bare(source: &str) -> &str {
    let is_clock = |first: &str| {
        let digits = |part: &str| part.len() <= 2 && part.parse::<u8>().is_ok();
        first
            .split_once(['.', ':'])
            .is_some_and(|(hours, minutes)| digits(hours) && digits(minutes))
    };
    let source = match source.split_once(' ') {
        Some((first, rest)) if is_clock(first) => rest,
        _ => source,
    };
    let source = without_apposition(source);
    let source = source.split_once(" (").map_or(source, |(name, _)| name);
    // "Lund the baker"
    let source = match source.split_once(" the ") {
        Some((name, what)) if !name.contains(' ') && is_name(name) && !what.contains(char::is_uppercase) => {
            name
        }
        _ => source,
    };
    source
        .strip_suffix("'s")
        .or_else(|| source.strip_suffix("’s"))
        .unwrap_or(source)
}

fn is_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// A name without what is said before it that somebody or something is: "Mayor Ana Reyes", "the residents' group Keep Our
/// Pier". Behind a preposition it is what somebody is of.
fn without_calling<'source>(source: &'source str, lexicon: &Lexicon) -> &'source str {
    const JOIN: &[&str] = &[
        "of", "for", "at", "in", "from", "to", "with", "by", "on", "near", "and", "or", "the", "a", "an",
    ];
    let words: Vec<&str> = source.split(' ').collect();
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let offices = &lexicon.offices.singular;
    let titled = offices.longest(|ahead| lower.get(ahead).map(String::as_str));
    let from = match titled {
        Some((length, _)) => length,
        None => {
            let named = words.iter().rev().take_while(|word| is_name(word)).count();
            words.len() - named
        }
    };
    let rest = &words[from..];
    let joined = from > 0 && JOIN.contains(&lower[from - 1].as_str());
    match !joined && from > 0 && !rest.is_empty() && rest.iter().all(|word| is_name(word)) {
        true => &source[source.len() - rest.join(" ").len()..],
        false => source,
    }
}

/// The name of who speaks.
pub fn name(scene: &Scene, attribution: &Attribution) -> Option<String> {
    if attribution.is_own_voice() {
        return scene.article.outlet.as_ref().map(|outlet| outlet.value.clone());
    }
    match entity(scene, attribution) {
        Some(entity) => Some(scene.entities.entities[entity].name.clone()),
        None => attribution
            .frame
            .source
            .first()
            .map(|span| words::folded(scene.article.reading.slice(*span)))
            .map(|source| without_calling(bare(&source), scene.lexicon).to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{bare, without_calling};
    use crate::lexicon::Lexicon;

    #[test]
    fn what_does_not_name_a_source_is_left_out() {
        assert_eq!(bare("18.20 Sportline"), "Sportline");
        assert_eq!(bare("18 people"), "18 people");
        assert_eq!(bare("a newspaper’s"), "a newspaper");
        assert_eq!(bare("the Sarn Water Board (SWB)"), "the Sarn Water Board");
        assert_eq!(bare("Lund the baker"), "Lund");
        assert_eq!(
            bare("Merrow the Federation of Builders"),
            "Merrow the Federation of Builders"
        );
        assert_eq!(bare("The Merrow Tide, citing two officials"), "The Merrow Tide");
    }

    #[test]
    fn what_somebody_is_stands_before_the_name() {
        let lexicon = Lexicon::standard();
        for (source, name) in [
            ("Mayor Ana Reyes", "Ana Reyes"),
            ("the residents' group Keep Our Pier", "Keep Our Pier"),
            ("a spokesman for Arden Steel", "a spokesman for Arden Steel"),
            ("The mayor", "The mayor"),
            ("Ana Reyes", "Ana Reyes"),
            ("the Sarn Council", "the Sarn Council"),
        ] {
            assert_eq!(without_calling(source, &lexicon), name);
        }
    }
}
