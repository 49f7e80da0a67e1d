//! Joins the names that the rules found with those of the trained reader.
//!
//! The network decides where a name begins and ends and what it names; the tables decide where they know the name, for
//! they hold what the record calls it. The network takes titles for a part of a person's name in some texts, as those who
//! annotated them did; it is then printed so, and called by the name alone. A candidate that nothing explains is no name.

use super::name::Candidate;
use super::word::{Line, Word};
use super::{Form, Kind};
use crate::lexicon::{GroupKind, Lexicon};
use crate::reader::{NameKind, Named};
use crate::span::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// A name of the network with what it names in the whole article.
pub(super) type Sense = (Span, Kind);

/// The names that the network found, each of one kind throughout: that of which it is surest, all places of the name
/// added up. A name has one sense in an article (Gale et al. 1992).
pub(super) fn senses(text: &str, names: &[Named]) -> Vec<Sense> {
    let mut votes: BTreeMap<&str, BTreeMap<NameKind, f32>> = BTreeMap::new();
    for name in names {
        *votes
            .entry(name.span.of(text))
            .or_default()
            .entry(name.kind)
            .or_default() += name.confidence;
    }
    let surest = |name: &Named| {
        let kinds = votes.get(name.span.of(text))?;
        let winner = kinds.iter().max_by(|one, other| one.1.total_cmp(other.1))?;
        Some((name.span, kind(*winner.0)?))
    };
    names.iter().filter_map(surest).collect()
}

/// The candidates of a sentence, the network's among them.
pub(super) fn join(
    line: &Line,
    candidates: Vec<Candidate>,
    names: &[Sense],
    lexicon: &Lexicon,
) -> Vec<Candidate> {
    let Some((first, last)) = line.words.first().zip(line.words.last()) else {
        return candidates;
    };
    let start = names.partition_point(|(span, _)| span.end <= first.span.start);
    let mut trained: Vec<(Range<usize>, Kind)> = names[start..]
        .iter()
        .take_while(|(span, _)| span.start < last.span.end)
        .filter_map(|(span, kind)| Some((words(line, *span)?, *kind)))
        .map(|(words, kind)| (without_addition(line, words, kind), kind))
        .map(|(words, kind)| (words.clone(), unless_with_article(line, words, kind, lexicon)))
        .flat_map(|(words, kind)| parted(line, words, kind, lexicon))
        .collect();
    // "Ana Reyes and Ivo Lund": two persons for the rules are two.
    trained.retain(|(words, kind)| *kind != Kind::Person || persons_in(&candidates, words) < 2);
    let mut joined: Vec<Candidate> = Vec::with_capacity(candidates.len());
    for mut candidate in candidates {
        let overlaps =
            |words: &Range<usize>| words.start < candidate.words.end && candidate.words.start < words.end;
        let at = trained.iter().position(|(words, _)| overlaps(words));
        let sure =
            candidate.known.is_some() || candidate.form == Form::Adjective || candidate.address.is_some();
        match at {
            None => {
                if explained(line, &candidate, lexicon) {
                    joined.push(candidate);
                }
            }
            Some(at) if sure && !is_better(&candidate, &trained[at]) => {
                candidate.titled = title(line, &candidate, &trained[at], lexicon);
                trained.retain(|(words, _)| !overlaps(words));
                joined.push(candidate);
            }
            Some(at) => {
                let (words, kind) = trained.remove(at);
                if let Some(rest) = behind_title(line, &candidate, &words, kind, lexicon) {
                    trained.push((rest, kind));
                    joined.push(candidate);
                    continue;
                }
                // "U.S. State Department": what stands before belongs to a body, not to a person.
                // "Harden & Sons" is one name.
                let joins = |word: &Word| &*word.text == "&";
                let is_firm = candidate.kind == Some(Kind::Organisation)
                    && line.words[candidate.words.clone()].iter().any(joins);
                let wider = is_firm
                    || kind != Kind::Person
                        && candidate.kind == Some(kind)
                        && candidate.words.start < words.start
                        && candidate.words.end == words.end;
                candidate.titled = title(line, &candidate, &(words.clone(), kind), lexicon);
                if candidate.titled.is_none() && !wider {
                    candidate.words = words;
                }
                // "Halden Steel", "Superior Court of Merrow": what a pattern explains is a body, though it may look like
                // a person or a place.
                let body = candidate.kind == Some(Kind::Organisation);
                candidate.kind = Some(if body { Kind::Organisation } else { kind });
                candidate.known = None;
                joined.push(candidate);
            }
        }
    }
    joined.extend(trained.into_iter().map(|(words, kind)| Candidate {
        words,
        kind: Some(kind),
        form: Form::Name,
        known: None,
        address: None,
        titled: None,
    }));
    for candidate in &mut joined {
        if candidate.kind == Some(Kind::Person) && candidate.titled.is_none() && candidate.known.is_none() {
            cut_title(line, candidate, lexicon);
        }
    }
    for candidate in joined.iter_mut().filter(|candidate| candidate.known.is_none()) {
        if candidate.kind == Some(Kind::Place) && is_called_body(line, &candidate.words, lexicon) {
            candidate.kind = Some(Kind::Organisation);
        }
    }
    joined.sort_by_key(|candidate| candidate.words.start);
    let mut end = 0;
    joined.retain(|candidate| {
        let free = candidate.words.start >= end;
        if free {
            end = candidate.words.end;
        }
        free
    });
    joined
}

/// A name without what the network takes for its end: what stands in brackets, what a person is ("Ana Reyes, head of the SWB", "Ana Reyes of the SWB"), and where
/// a body is ("the Kelp Institute in Merrow").
fn without_addition(line: &Line, words: Range<usize>, kind: Kind) -> Range<usize> {
    let adds = |at: usize| match (line.lower(at), kind) {
        (Some("("), _) => true,
        (Some("," | "of" | "from" | "in" | "at" | "for"), Kind::Person) => true,
        (Some("in"), Kind::Organisation) => at > words.start + 1,
        _ => false,
    };
    let end = (words.start + 1..words.end).find(|&at| adds(at));
    words.start..end.unwrap_or(words.end)
}

/// "The Morning Tide" is no person: none has an article and a name of nothing but ordinary words.
fn unless_with_article(line: &Line, words: Range<usize>, kind: Kind, lexicon: &Lexicon) -> Kind {
    let ordinary = |word: &Word| lexicon.common_words.is_common(&word.lower);
    let has_article = [line.lower_before(words.start), line.lower(words.start)].contains(&Some("the"));
    let all = line.words[words].iter().all(ordinary);
    match kind {
        Kind::Person if has_article && all => Kind::Organisation,
        kind => kind,
    }
}

/// "Merrow Oregon" is a town and its state, though the network sees one place; "Northern Oregon" is one.
fn parted(line: &Line, words: Range<usize>, kind: Kind, lexicon: &Lexicon) -> Vec<(Range<usize>, Kind)> {
    let places = &lexicon.places;
    let is_known = |range: Range<usize>, wider: &[&str]| {
        let found = places.phrases.longest(|ahead| line.text(range.start + ahead));
        found.is_some_and(|(length, word)| {
            let kind = places.get(word.place()).kind.as_str();
            length == range.len() && (wider.is_empty() || wider.contains(&kind))
        })
    };
    let names_part = |at: &usize| {
        let before = &line.words[words.start..*at];
        let ordinary = |word: &Word| lexicon.common_words.is_common(&word.lower) || word.mark;
        !before.iter().any(ordinary) && is_known(*at..words.end, &["country", "state", "province"])
    };
    let second = (words.start + 1..words.end).find(names_part);
    match second {
        Some(second) if kind == Kind::Place && !is_known(words.clone(), &[]) => {
            vec![(words.start..second, kind), (second..words.end, kind)]
        }
        _ => vec![(words, kind)],
    }
}

/// Whether a candidate stands though the network sees no name there: a person that a rule explains, a name of the tables
/// whose capital says something or that is no ordinary word ("Nice people"), or one that the rest of the article may
/// explain ("Reyes" of "Ana Reyes").
fn explained(line: &Line, candidate: &Candidate, lexicon: &Lexicon) -> bool {
    let says_little = |word: &Word| word.weak && !word.shout && lexicon.common_words.is_common(&word.lower);
    match (&candidate.known, candidate.kind) {
        (Some(_), _) => !line.words[candidate.words.clone()].iter().all(says_little),
        (None, Some(Kind::Organisation | Kind::Place)) if is_called_body(line, &candidate.words, lexicon) => {
            true
        }
        (None, kind) => candidate.form == Form::Adjective || matches!(kind, Some(Kind::Person) | None),
    }
}

/// Whether the sentence says that several words name a body: their initials follow in brackets ("Keep Our Pier (KOP)"),
/// or what it is stands before ("the residents' group Keep Our Pier").
fn is_called_body(line: &Line, words: &Range<usize>, lexicon: &Lexicon) -> bool {
    let noun = words.start.checked_sub(1).and_then(|before| line.lower(before));
    let is_told = noun.is_some_and(|noun| lexicon.groups.noun(noun) == Some(GroupKind::Body));
    words.len() > 1 && (is_told || defined_acronym(line, words).is_some())
}

/// The acronym in brackets behind a name that has its initials.
pub(super) fn defined_acronym<'line>(line: &'line Line, words: &Range<usize>) -> Option<&'line str> {
    let acronym = line.text(words.end + 1)?;
    let bracketed = line.text(words.end) == Some("(") && line.text(words.end + 2) == Some(")");
    let initial = |word: &Word| word.text.chars().next().filter(|_| word.capital);
    let initials: String = line.words[words.clone()].iter().filter_map(initial).collect();
    (bracketed && initials.len() > 1 && initials.eq_ignore_ascii_case(acronym)).then_some(acronym)
}

/// Whether the network's name is better evidence than what the tables know here: a longer name ("Boston Globe", not
/// "Boston"; "Ana Fox", not "Fox").
fn is_better(candidate: &Candidate, (words, kind): &(Range<usize>, Kind)) -> bool {
    if candidate.form != Form::Name || candidate.address.is_some() {
        return false;
    }
    let inside = words.start <= candidate.words.start && candidate.words.end <= words.end;
    let longer = inside && words.len() > candidate.words.len();
    match kind {
        Kind::Person => longer && candidate.words.end == words.end && candidate.words.len() == 1,
        _ => longer,
    }
}

/// Where the network's name of a person begins with a title that the candidate leaves out: "Judge Reyes", "Mr. Lund".
fn title(
    line: &Line,
    candidate: &Candidate,
    (words, kind): &(Range<usize>, Kind),
    lexicon: &Lexicon,
) -> Option<usize> {
    let longer = candidate.words.end == words.end && words.start < candidate.words.start;
    let titled =
        *kind == Kind::Person && longer && ends_as_title(line, words.start..candidate.words.start, lexicon);
    titled.then_some(words.start)
}

/// Leaves the title out of a person's name that the network gives with it, where two words are left: "Mayor Ana Reyes",
/// "Rovers coach Ana Reyes".
fn cut_title(line: &Line, candidate: &mut Candidate, lexicon: &Lexicon) {
    let words = candidate.words.clone();
    let cut = (words.start + 1..words.end.saturating_sub(1))
        .rev()
        .find(|cut| ends_as_title(line, words.start..*cut, lexicon));
    if let Some(cut) = cut {
        candidate.titled = Some(words.start);
        candidate.words = cut..words.end;
    }
}

/// The person behind a body and a title that the network takes for a part of the name: "Rovers coach Ana Reyes".
fn behind_title(
    line: &Line,
    candidate: &Candidate,
    words: &Range<usize>,
    kind: Kind,
    lexicon: &Lexicon,
) -> Option<Range<usize>> {
    let opens = kind == Kind::Person
        && candidate.kind == Some(Kind::Organisation)
        && candidate.words.start <= words.start;
    let mut cuts = (candidate.words.end + 1..words.end).rev();
    let cut = cuts.find(|cut| opens && ends_as_title(line, candidate.words.end..*cut, lexicon))?;
    Some(cut..words.end)
}

/// Whether the words before a person's name end as a title does.
fn ends_as_title(line: &Line, before: Range<usize>, lexicon: &Lexicon) -> bool {
    let offices = &lexicon.offices;
    before.clone().any(|place| {
        let rest = before.end - place;
        let address = offices.address.longest(|ahead| line.text(place + ahead));
        let office = offices.singular.longest(|ahead| line.lower(place + ahead));
        address.is_some_and(|(length, _)| length == rest) || office.is_some_and(|(length, _)| length == rest)
    })
}

/// How many persons the rules see in a stretch of words.
fn persons_in(candidates: &[Candidate], words: &Range<usize>) -> usize {
    let overlaps =
        |candidate: &&Candidate| candidate.words.start < words.end && words.start < candidate.words.end;
    let may_be = |candidate: &&Candidate| matches!(candidate.kind, Some(Kind::Person) | None);
    candidates.iter().filter(overlaps).filter(may_be).count()
}

/// The words of a line that a name covers.
fn words(line: &Line, name: Span) -> Option<Range<usize>> {
    let start = line.words.partition_point(|word| word.span.end <= name.start);
    let end = line.words.partition_point(|word| word.span.start < name.end);
    (start < end).then_some(start..end)
}

fn kind(kind: NameKind) -> Option<Kind> {
    match kind {
        NameKind::Person => Some(Kind::Person),
        NameKind::Organisation => Some(Kind::Organisation),
        NameKind::Place => Some(Kind::Place),
        // Events are found by their nouns, with their rounds.
        NameKind::Event => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::testing::reading_of;
    use crate::sentence::segment;

    /// What the network's name for the first words of a text is taken for.
    fn taken(text: &str, count: usize, kind: Kind) -> Vec<String> {
        let lexicon = Lexicon::standard();
        let reading = reading_of(text);
        let segmentation = segment(&reading);
        let line = Line::new(reading.text(), &segmentation, 0, &lexicon);
        let parts = parted(&line, 0..count, kind, &lexicon).into_iter();
        parts
            .map(|(words, _)| line.span(words).of(reading.text()).to_owned())
            .collect()
    }

    #[test]
    fn an_article_before_ordinary_words_is_no_person() {
        let lexicon = Lexicon::standard();
        let kind = |text: &str, words| {
            let reading = reading_of(text);
            let segmentation = segment(&reading);
            let line = Line::new(reading.text(), &segmentation, 0, &lexicon);
            unless_with_article(&line, words, Kind::Person, &lexicon)
        };
        assert_eq!(kind("The Morning Tide wrote it.", 0..3), Kind::Organisation);
        assert_eq!(kind("The Morning Tide wrote it.", 1..3), Kind::Organisation);
        assert_eq!(kind("The Sergei Lavrov of the film sings.", 1..3), Kind::Person);
    }

    #[test]
    fn a_town_and_its_state_are_two_places() {
        assert_eq!(
            taken("Merrowby Oregon is wet.", 2, Kind::Place),
            ["Merrowby", "Oregon"]
        );
        assert_eq!(
            taken("Northern Oregon is wet.", 2, Kind::Place),
            ["Northern Oregon"]
        );
        assert_eq!(
            taken("New South Wales is dry.", 3, Kind::Place),
            ["New South Wales"]
        );
        assert_eq!(
            taken("Merrowby Oregon is wet.", 2, Kind::Organisation),
            ["Merrowby Oregon"]
        );
    }
}
