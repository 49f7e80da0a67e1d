//! Whether the clause around an expression speaks of what has happened or of what is to come.
//!
//! News writes a bare "Friday" for the last one and the next one alike; the verb tells which. Without a tagger the
//! nearest word that shows tense decides: the nearest before the expression in its sentence, else the first after it.

use super::token::Tokens;
use crate::lexicon::time_word::{Sense, Tense};

/// How many tokens are looked at on either side; a bound that keeps the whole linear.
const REACH: usize = 40;

/// The tense that governs the tokens from `first` to `end`, where one shows.
pub(super) fn around(tokens: &Tokens, first: usize, end: usize) -> Option<Tense> {
    let before = (first.saturating_sub(REACH)..first)
        .rev()
        .take_while(|at| !tokens.closes_sentence(*at))
        .find_map(|at| sign(tokens, at, Side::Before));
    let sign = before.or_else(|| {
        (end..end + REACH)
            .take_while(|at| !tokens.closes_sentence(*at))
            .find_map(|at| sign(tokens, at, Side::After))
    })?;
    match sign {
        Sign::Tense(tense) => Some(tense),
        Sign::Infinitive => None,
    }
}

/// Whether the verb right before an expression, a preposition between them aside, is past and so its own:
/// "closed on Dec. 7", but not "declared a dividend payable Dec. 7".
pub(super) fn own_verb_is_past(tokens: &Tokens, first: usize) -> bool {
    let prepositions = ["on", "in", "at", "since", "during", "from"];
    let preposition = first > 0 && tokens.is(first - 1, &prepositions);
    let place = first.checked_sub(if preposition { 2 } else { 1 });
    place.is_some_and(|at| matches!(sign(tokens, at, Side::Before), Some(Sign::Tense(Tense::Past))))
}

/// What a word shows.
enum Sign {
    Tense(Tense),
    /// "to meet": what governs it tells nothing of when ("agreed to meet", "refused to meet").
    Infinitive,
}

/// On which side of the expression a word stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

fn sign(tokens: &Tokens, at: usize, side: Side) -> Option<Sign> {
    if tokens.is(at, &["to"]) {
        let told = at > 0 && (tokens.is(at - 1, &["is", "are"]) || looks_ahead(tokens, at - 1));
        let verb = tokens.is_word(at + 1)
            && !tokens.capital(at + 1)
            && !tokens.is(
                at + 1,
                &["the", "a", "an", "its", "his", "her", "their", "this", "that"],
            );
        return match (told, verb) {
            (true, true) => Some(Sign::Tense(Tense::Future)),
            (false, true) => Some(Sign::Infinitive),
            _ => None,
        };
    }
    // "May" with a capital is the month.
    let listed = tokens
        .sense(at, |sense| match sense {
            Sense::Tense(tense) => Some(*tense),
            _ => None,
        })
        .map(|(_, tense)| tense)
        .filter(|_| !tokens.capital(at) || tokens.opens_sentence(at));
    let participle = tokens.text(at).len() > 3 && tokens.text(at).ends_with("ed");
    // "plans a vote" looks ahead, "announced plans" does not.
    if looks_ahead(tokens, at) {
        // "On Friday, the bank planned to …": the planning was on Friday.
        if side == Side::After && participle && !helped(tokens, at) {
            return Some(Sign::Tense(Tense::Past));
        }
        let takes_object = tokens.is(at + 1, &["to", "a", "an", "the"]);
        let takes_day =
            (participle || tokens.is(at, &["due"])) && tokens.is(at + 1, &["for", "on", "by", "in"]);
        return (takes_object || takes_day).then_some(Sign::Tense(Tense::Future));
    }
    // "would face tariffs if it did not agree within 10 days": nothing has happened yet.
    let conditional = || (1..=5).any(|back| ["if", "unless"].contains(&tokens.before(at, back)));
    match listed {
        Some(Tense::Future) => Some(Sign::Tense(Tense::Future)),
        Some(Tense::Past) if helped(tokens, at) || conditional() => None,
        Some(Tense::Past) => Some(Sign::Tense(Tense::Past)),
        None if participle && !helped(tokens, at) => Some(Sign::Tense(Tense::Past)),
        None => None,
    }
}

/// Whether a word is one of intention, whose object is to come even where it is past: "planned a vote for Friday",
/// but not "had planned".
fn looks_ahead(tokens: &Tokens, at: usize) -> bool {
    let listed = tokens.sense(at, |sense| (*sense == Sense::Intent).then_some(()));
    listed.is_some() && !auxiliary_before(tokens, at, &["had"])
}

/// Whether a word shows past tense by itself.
pub(super) fn is_past(tokens: &Tokens, at: usize) -> bool {
    matches!(sign(tokens, at, Side::After), Some(Sign::Tense(Tense::Past)))
}

/// Whether a form that looks past hangs on an auxiliary that is not: "will be held", "to be paid", "is based".
fn helped(tokens: &Tokens, at: usize) -> bool {
    auxiliary_before(
        tokens,
        at,
        &[
            "be", "will", "to", "would", "can", "could", "may", "must", "should", "is", "are", "being",
        ],
    )
}

fn auxiliary_before(tokens: &Tokens, at: usize, auxiliaries: &[&str]) -> bool {
    (1..=2).any(|distance| auxiliaries.contains(&tokens.before(at, distance)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    /// The tense around the word "Friday".
    fn tense(text: &str) -> Option<Tense> {
        let lexicon = Lexicon::standard();
        let tokens = Tokens::of(text, &lexicon.time_words);
        let at = (0..tokens.len())
            .find(|at| tokens.text(*at) == "friday")
            .expect("a Friday");
        around(&tokens, at, at + 1)
    }

    #[test]
    fn the_nearest_verb_tells() {
        assert_eq!(
            tense("The union said the port will close on Friday."),
            Some(Tense::Future)
        );
        assert_eq!(
            tense("The union said Friday that the port will close."),
            Some(Tense::Past)
        );
        assert_eq!(tense("On Friday the port closed."), Some(Tense::Past));
        assert_eq!(
            tense("It closed. Friday, the port will open."),
            Some(Tense::Future)
        );
        assert_eq!(tense("The vote is to be held Friday."), Some(Tense::Future));
        assert_eq!(tense("The clubs agreed to meet Friday."), None);
        assert_eq!(tense("Friday's papers"), None);
        assert_eq!(
            tense("It will be fined if it did not pay by Friday."),
            Some(Tense::Future)
        );
    }
}
