//! Denials and confirmations of what somebody else said in the same article.
//!
//! Four ways to speak of another's claim: by a noun or pronoun that points back ("denied the report", "no such report
//! exists"), by a verdict on it ("called the report nonsense"), by reporting it ("denied a report by the Post that the dam
//! leaked"), and in its own words ("denied that the dam was leaking"). Across articles `relation` does it.

use super::{Relation, RelationKind, Scene, words};
use crate::attribution::{Attitude, Attribution, Form, Mode};
use crate::lexicon::{Lexicon, Reference};
use crate::span::Span;

/// How many attributions on either side are looked at, so that the cost of an article grows with its length alone.
const NEIGHBOURS: usize = 40;
/// How many sentences back a noun such as "the report" may reach.
const REACH: usize = 4;
/// The share of the shorter content's words that must recur for it to count as the same claim.
const SAME_CLAIM: f64 = 0.6;

/// The relations stated in one article, in the order of the attributions that make them.
pub fn relate(scene: &Scene, texts: &[String], lexicon: &Lexicon) -> Vec<Relation> {
    let answers = (0..scene.attributions.len()).filter_map(|from| answer(scene, texts, from, lexicon));
    answers.collect()
}

/// What a statement denies or confirms, if it does.
fn answer(scene: &Scene, texts: &[String], from: usize, lexicon: &Lexicon) -> Option<Relation> {
    let (attribution, text) = (&scene.attributions[from], &texts[from]);
    let relation = |kind, to, method, confidence| Relation {
        kind,
        from,
        to,
        method,
        confidence,
    };
    let Some(kind) = kind(attribution.attitude) else {
        let is_said = attribution.mode == Mode::Speech && attribution.form != Form::Narrated;
        // "Called that nonsense": here "that" points back, and no clause follows it.
        let words = |spans: &[Span]| {
            let pieces: Vec<&str> = spans
                .iter()
                .map(|span| scene.article.reading.slice(*span))
                .collect();
            words::compared(&pieces.join(" "))
        };
        let frame = &attribution.frame;
        let found = verdict(&words(&frame.cue), &words(&frame.content), lexicon);
        let (kind, pointer) = found.filter(|_| is_said)?;
        return Some(relation(
            kind,
            antecedent(scene, texts, from, pointer, lexicon)?,
            "points-back",
            0.7,
        ));
    };
    let such = || has_such(&words::compared(text), "any").then_some(Pointer::NEAREST);
    if let Some(pointer) = pointer(text, lexicon).or_else(such) {
        return Some(relation(
            kind,
            antecedent(scene, texts, from, pointer, lexicon)?,
            "points-back",
            0.8,
        ));
    }
    if let Some(to) = reported(scene, from, text, lexicon) {
        return Some(relation(kind, to, "report", 0.8));
    }
    Some(relation(kind, same_words(scene, texts, from)?, "same-words", 0.7))
}

/// What words point back to.
#[derive(Clone, Copy)]
struct Pointer {
    /// Which statements it may be.
    reference: Reference,
    /// Whether it is what was told first, where a speaker goes on: "the story" is what it begins with, "this" its end.
    is_first: bool,
}

impl Pointer {
    /// A pronoun, or "such".
    const NEAREST: Self = Self {
        reference: Reference::Any,
        is_first: false,
    };
}

fn kind(attitude: Attitude) -> Option<RelationKind> {
    match attitude {
        Attitude::Denies => Some(RelationKind::Denies),
        Attitude::Agrees => Some(RelationKind::Confirms),
        _ => None,
    }
}

/// The statement within a content that is a report of it: "denied a report by the Post that the dam leaked".
fn reported(scene: &Scene, from: usize, text: &str, lexicon: &Lexicon) -> Option<usize> {
    let content = scene.attributions[from].frame.content.first()?;
    let is_clause = scene.article.reading.slice(*content).starts_with("that ");
    lexicon.speech_nouns.held(text).filter(|_| !is_clause)?;
    let held = |to: &usize| {
        scene.attributions[*to].enclosed_by == Some(from) && is_told_by_another(scene, from, *to)
    };
    neighbours(from, scene.attributions.len()).find(held)
}

/// "No such plan existed", "any such report": whether a content speaks of what was said before.
fn has_such(words: &[String], before: &str) -> bool {
    words
        .windows(2)
        .any(|pair| pair[0] == before && pair[1] == "such")
}

/// What is said of a statement before: "the report was false", "it nonsense", "no such advice existed".
fn verdict(cue: &[String], words: &[String], lexicon: &Lexicon) -> Option<(RelationKind, Pointer)> {
    if has_such(words, "no") {
        return Some((RelationKind::Denies, Pointer::NEAREST));
    }
    let noun = || (2..=words.len().min(4)).find_map(|end| Some((determined(&words[..end], lexicon)?, end)));
    // "Said it was wrong to wait" judges no statement; "called it wrong" does.
    let pronoun = || {
        let judges = cue
            .iter()
            .any(|word| JUDGING.iter().any(|verb| word.starts_with(verb)));
        let points = words
            .first()
            .is_some_and(|word| PRONOUNS.contains(&word.as_str()));
        (points && judges).then_some((Pointer::NEAREST, 1))
    };
    let (pointer, end) = noun().or_else(pronoun)?;
    // "The claim that it leaks is false" has its claim within.
    let said = words
        .get(end..)
        .filter(|said| said.first().is_none_or(|word| word != "that"))?;
    let senses = &lexicon.senses;
    let sense = |at: usize| {
        let both = said.get(at + 1).and_then(|next| senses.of_both(&said[at], next));
        both.or_else(|| senses.of(&senses.stem(&said[at])))
    };
    let is_true = (0..said.len()).find_map(|at| match sense(at)? {
        "false" => Some(false),
        "true" => Some(true),
        _ => None,
    })?;
    let negates = |word: &String| matches!(word.as_str(), "not" | "never" | "no") || word.ends_with("n't");
    let kind = match is_true != said.iter().any(negates) {
        true => RelationKind::Confirms,
        false => RelationKind::Denies,
    };
    Some((kind, pointer))
}

const DETERMINERS: [&str; 8] = ["the", "this", "that", "these", "those", "such", "any", "all"];
const PRONOUNS: [&str; 4] = ["it", "this", "that", "them"];
/// Verbs by which something is called what it is, as far as their forms share.
const JUDGING: [&str; 6] = ["call", "brand", "label", "dismiss", "describ", "denounc"];

/// What a noun phrase that ends in a noun of speech points back to: "the latest report".
fn determined(words: &[String], lexicon: &Lexicon) -> Option<Pointer> {
    let (first, noun) = (words.first()?, words.last()?);
    let reference = lexicon.speech_nouns.reference(noun)?;
    DETERMINERS.contains(&first.as_str()).then_some(Pointer {
        reference,
        is_first: true,
    })
}

/// What a content points back to, where it is no more than a pronoun or a noun of speech with its determiner.
fn pointer(text: &str, lexicon: &Lexicon) -> Option<Pointer> {
    let words = words::compared(text);
    match words.as_slice() {
        [word] if PRONOUNS.contains(&word.as_str()) => Some(Pointer::NEAREST),
        [noun] => Some(Pointer {
            reference: lexicon.speech_nouns.reference(noun)?,
            is_first: true,
        }),
        words if words.len() <= 4 => determined(words, lexicon),
        _ => None,
    }
}

fn antecedent(
    scene: &Scene,
    texts: &[String],
    from: usize,
    pointer: Pointer,
    lexicon: &Lexicon,
) -> Option<usize> {
    let here = sentence(scene, from)?;
    // "A report premature", "the story nonsense": what judges another statement is not what is judged.
    let judges = |candidate: usize| {
        let words = words::compared(&texts[candidate]);
        let begins = words
            .first()
            .is_some_and(|word| word == "a" || DETERMINERS.contains(&word.as_str()));
        let speaks = words
            .get(1)
            .is_some_and(|noun| lexicon.speech_nouns.reference(noun).is_some());
        begins && speaks && lexicon.speech_nouns.held(&texts[candidate]).is_none()
    };
    let reachable = |candidate: &usize| {
        sentence(scene, *candidate).is_some_and(|there| there <= here && here - there <= REACH)
            && is_anothers_claim(scene, from, *candidate)
            && !judges(*candidate)
    };
    let accuses = |candidate: &usize| scene.attributions[*candidate].attitude == Attitude::Accuses;
    let nearest = |wanted: &dyn Fn(&usize) -> bool| {
        neighbours(from, from)
            .rev()
            .filter(reachable)
            .find(|index| wanted(index))
    };
    let found = match pointer.reference {
        Reference::Any => nearest(&|_| true),
        Reference::Accuses => nearest(&accuses).or_else(|| nearest(&|_| true)),
    }?;
    let found = outermost(scene, from, found);
    // A quotation, and what the same speaker adds, only goes on from what was told first.
    let goes_on = |earlier: &usize| {
        let by_one = super::speaker::name(scene, &scene.attributions[*earlier])
            == super::speaker::name(scene, &scene.attributions[found]);
        (by_one || scene.attributions[found].form == Form::Direct)
            && paragraph(scene, *earlier) == paragraph(scene, found)
    };
    let first = neighbours(from, found)
        .filter(reachable)
        .find(|earlier| pointer.is_first && goes_on(earlier));
    Some(first.map_or(found, |first| outermost(scene, from, first)))
}

/// "The paper said engineers had warned of a faulty gate. The company denied this": what the paper said.
fn outermost(scene: &Scene, from: usize, found: usize) -> usize {
    let outer = scene.attributions[found].enclosed_by;
    match outer.filter(|outer| *outer < found && is_anothers_claim(scene, from, *outer)) {
        Some(outer) => outermost(scene, from, outer),
        None => found,
    }
}

fn same_words(scene: &Scene, texts: &[String], from: usize) -> Option<usize> {
    let denied = words::telling(&texts[from]);
    let shared = |to: &usize| {
        let asserted = words::telling(&texts[*to]);
        let shorter = denied.len().min(asserted.len());
        // Two words or fewer in common say little about what is claimed.
        if shorter < 3 {
            0.0
        } else {
            denied.intersection(&asserted).count() as f64 / shorter as f64
        }
    };
    neighbours(from, texts.len())
        .filter(|to| is_anothers_claim(scene, from, *to))
        .filter(|to| shared(to) >= SAME_CLAIM)
        .max_by(|left, right| shared(left).total_cmp(&shared(right)).then(right.cmp(left)))
}

/// The attributions near `from`, up to `end`.
fn neighbours(from: usize, end: usize) -> std::ops::Range<usize> {
    from.saturating_sub(NEIGHBOURS)..end.min(from + NEIGHBOURS)
}

/// Whether `to` is a claim that the speaker of `from` can speak of: attributed, another's, and not itself a denial.
fn is_anothers_claim(scene: &Scene, from: usize, to: usize) -> bool {
    let (speaking, spoken_of) = (&scene.attributions[from], &scene.attributions[to]);
    let apart = speaking.enclosed_by != Some(to) && spoken_of.enclosed_by != Some(from);
    apart && is_told_by_another(scene, from, to)
}

/// Whether `to` is a claim of another speaker's, wherever it stands.
fn is_told_by_another(scene: &Scene, from: usize, to: usize) -> bool {
    let attributed = |attribution: &Attribution| attribution.form != Form::Narrated;
    let claimed = |attribution: &Attribution| {
        !matches!(
            attribution.attitude,
            Attitude::Denies | Attitude::Agrees | Attitude::Declines
        )
    };
    let (speaking, spoken_of) = (&scene.attributions[from], &scene.attributions[to]);
    let speaker = |attribution| super::speaker::name(scene, attribution);
    from != to && attributed(spoken_of) && claimed(spoken_of) && speaker(speaking) != speaker(spoken_of)
}

fn paragraph(scene: &Scene, attribution: usize) -> Option<usize> {
    let sentence = sentence(scene, attribution)?;
    Some(scene.segmentation.sentences[sentence].paragraph)
}

fn sentence(scene: &Scene, attribution: usize) -> Option<usize> {
    scene
        .segmentation
        .sentence_at(scene.place(&scene.attributions[attribution])?)
}
