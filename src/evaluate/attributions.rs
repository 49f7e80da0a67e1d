//! Attributions against those of the gold: the figures of `score_attributions.py`, the errors by kind, the reliability
//! of the confidence.
//!
//! A narrated claim is no attribution; what has no cue is left out on both sides. A word belongs to a span when one of
//! its characters does.

use super::calibration::{self, Gathered};
use super::case::{self, Case, Fault, Side};
use super::figure::{Counts, Figure, number, share};
use super::gold::{Document, Marked};
use super::matching::{Pair, one_to_one};
use super::predictions::{Predicted, Predictions};
use super::words::{Text, overlap, shared_characters};
use super::{EvaluateError, Evaluation, GoldKind};
use crate::span::Anchor;
use std::collections::BTreeSet;

/// A role, with its name and how an attribution gives it.
type Role = (&'static str, fn(&Marked) -> &[Anchor]);

const ROLES: [Role; 3] = [
    ("source", |marked| &marked.source),
    ("cue", |marked| &marked.cue),
    ("content", |marked| &marked.content),
];

/// So much of their words two contents must share.
const ENOUGH: f64 = 0.5;

/// The counts that become figures, in the order in which they are printed.
#[derive(Default)]
struct Counted {
    roles: [RoleCounts; 3],
    attribution: Counts,
    strict: Counts,
}

#[derive(Clone, Copy, Default)]
struct RoleCounts {
    token: Counts,
    exact: Counts,
    partial: Counts,
}

/// Both sides of one article.
struct Sides<'own> {
    name: &'own str,
    gold: Vec<Item<'own>>,
    found: Vec<Item<'own>>,
}

/// An attribution with the words of its parts.
struct Item<'own> {
    marked: &'own Marked,
    source: BTreeSet<usize>,
    content: BTreeSet<usize>,
}

/// Scores the predictions.
pub fn score(documents: &[Document], predictions: &Predictions) -> Result<Evaluation, EvaluateError> {
    let names = documents.iter().map(|document| document.id.as_str()).collect();
    refuse_unknown(&names, predictions)?;
    let articles = predictions.by_name(|article: &Predicted| &article.id, &names)?;
    let mut counted = Counted::default();
    let mut gathered = Some(Gathered::default());
    let mut cases = Vec::new();
    for document in documents {
        let text = Text::new(&document.text);
        let article = articles.get(document.id.as_str());
        let found = article.map_or(&[][..], |article| &article.attributions);
        for attribution in found {
            let line = article.map_or(0, |article| article.line);
            attribution.lies_inside(text.len(), predictions.file(), line)?;
        }
        let sides = Sides {
            name: &document.id,
            gold: items(&document.attributions, &text),
            found: items(found, &text),
        };
        for (counts, (_, spans)) in counted.roles.iter_mut().zip(ROLES) {
            counts.add(
                &text,
                &spans_of(&sides.gold, spans, &text),
                &spans_of(&sides.found, spans, &text),
            );
        }
        let pairs = sides.pairs();
        let (loose, strict): (Vec<Pair>, Vec<Pair>) = (sides.loose(&pairs), sides.strict(&pairs));
        gathered = gathered.and_then(|mut gathered| {
            let confidences: Option<Vec<f64>> =
                sides.found.iter().map(|item| item.marked.confidence).collect();
            gathered.add(&calibration::Article {
                confidences: &confidences?,
                pairs: &loose,
                gold: sides.gold.len(),
            });
            Some(gathered)
        });
        cases.extend(sides.cases(&one_to_one(loose.clone()), pairs));
        counted.attribution.add(sides.counts(loose));
        counted.strict.add(sides.counts(strict));
    }
    // A reading that found nothing has no confidence to trust or not.
    let gathered = gathered.filter(|_| counted.attribution.predicted > 0);
    Ok(Evaluation {
        gold: GoldKind::Attributions,
        documents: documents.len(),
        figures: counted.figures(),
        fields: Vec::new(),
        relations: None,
        errors: case::tallies(
            Fault::all().filter(|kind| !matches!(kind, Fault::Field(_))),
            &cases,
        ),
        reliability: gathered.map(|gathered| gathered.reliability()),
        worst: cases,
    })
}

fn refuse_unknown(names: &BTreeSet<&str>, predictions: &Predictions) -> Result<(), EvaluateError> {
    let mut articles = predictions.articles().iter();
    match articles.find(|article| !names.contains(article.id.as_str())) {
        None => Ok(()),
        Some(article) => Err(EvaluateError::Unknown {
            file: predictions.file().to_owned(),
            line: article.line,
            name: article.id.clone(),
        }),
    }
}

fn items<'own>(attributions: &'own [Marked], text: &Text) -> Vec<Item<'own>> {
    let with_cue = attributions.iter().filter(|attribution| attribution.has_cue());
    with_cue
        .map(|marked| Item {
            marked,
            source: text.words_in(&marked.source),
            content: text.words_in(&marked.content),
        })
        .collect()
}

/// All spans of a role, each once, in text order.
fn spans_of(items: &[Item], spans: fn(&Marked) -> &[Anchor], text: &Text) -> Vec<Anchor> {
    let all = items.iter().flat_map(|item| spans(item.marked));
    let once: BTreeSet<Anchor> = all.map(|span| text.trimmed(*span)).collect();
    once.into_iter().collect()
}

impl RoleCounts {
    fn add(&mut self, text: &Text, gold: &[Anchor], found: &[Anchor]) {
        let (gold_words, found_words) = (text.words_in(gold), text.words_in(found));
        self.token.add(Counts {
            right: gold_words.intersection(&found_words).count(),
            predicted: found_words.len(),
            gold: gold_words.len(),
        });
        let count = |right| Counts {
            right,
            predicted: found.len(),
            gold: gold.len(),
        };
        self.exact
            .add(count(found.iter().filter(|span| gold.contains(span)).count()));
        let pairs = found.iter().enumerate().flat_map(|(first, one)| {
            gold.iter().enumerate().map(move |(second, other)| Pair {
                score: number(shared_characters(*one, *other)),
                first,
                second,
            })
        });
        let touching = pairs.filter(|pair| pair.score > 0.0).collect();
        self.partial.add(count(one_to_one(touching).len()));
    }
}

impl Counted {
    fn figures(&self) -> Vec<Figure> {
        let roles = self.roles.iter().zip(ROLES).flat_map(|(counts, (role, _))| {
            [
                ("token", counts.token),
                ("span exact", counts.exact),
                ("span partial", counts.partial),
            ]
            .map(|(what, counts)| Figure::new(format!("{what} {role}"), counts))
        });
        let whole = [
            ("attribution", self.attribution),
            ("attribution-strict", self.strict),
        ];
        roles
            .chain(whole.map(|(name, counts)| Figure::new(name, counts)))
            .collect()
    }
}

impl Sides<'_> {
    /// The pairs that share words of their contents, found first, scored by the part that they share.
    fn pairs(&self) -> Vec<Pair> {
        let mut pairs = Vec::new();
        for (first, found) in self.found.iter().enumerate() {
            for (second, gold) in self.gold.iter().enumerate() {
                let both = found.content.intersection(&gold.content).count();
                if both > 0 {
                    let all = found.content.len() + gold.content.len() - both;
                    let score = share(both, all);
                    pairs.push(Pair { score, first, second });
                }
            }
        }
        pairs
    }

    /// The contents are much the same, and the sources share a word or are missing on both sides.
    fn loose(&self, pairs: &[Pair]) -> Vec<Pair> {
        let is_right = |pair: &&Pair| {
            let (found, gold) = (&self.found[pair.first].source, &self.gold[pair.second].source);
            let same_source = !found.is_disjoint(gold) || (found.is_empty() && gold.is_empty());
            pair.score >= ENOUGH && same_source
        };
        pairs.iter().filter(is_right).copied().collect()
    }

    /// Contents and sources have the same words, and the cues share a character, since a cue may be a mere ":".
    fn strict(&self, pairs: &[Pair]) -> Vec<Pair> {
        let is_right = |pair: &&Pair| {
            let (found, gold) = (&self.found[pair.first], &self.gold[pair.second]);
            found.content == gold.content
                && found.source == gold.source
                && overlap(&found.marked.cue, &gold.marked.cue)
        };
        pairs.iter().filter(is_right).copied().collect()
    }

    fn counts(&self, pairs: Vec<Pair>) -> Counts {
        Counts {
            right: one_to_one(pairs).len(),
            predicted: self.found.len(),
            gold: self.gold.len(),
        }
    }

    /// What is wrong: first those that are right by their figure are compared in detail, then those that share any
    /// words; what is left was missed or invented.
    fn cases(&self, right: &[(usize, usize)], pairs: Vec<Pair>) -> Vec<Case> {
        let is_free = |pair: &Pair| {
            right
                .iter()
                .all(|(found, gold)| *found != pair.first && *gold != pair.second)
        };
        let rest = one_to_one(pairs.into_iter().filter(is_free).collect());
        let mut tied: Vec<(usize, usize)> = right.iter().chain(&rest).copied().collect();
        // In the order of the text, so that equally bad cases come in it.
        tied.sort_by_key(|(found, gold)| (*gold, *found));
        let mut cases: Vec<Case> = tied
            .iter()
            .flat_map(|(found, gold)| self.compare(*found, *gold))
            .collect();
        for (index, gold) in self.gold.iter().enumerate() {
            if tied.iter().all(|(_, gold)| *gold != index) {
                let side = Some(side(gold.marked));
                cases.push(Case::new(
                    Fault::Missed,
                    self.name,
                    side,
                    None,
                    number(gold.content.len()),
                ));
            }
        }
        for (index, found) in self.found.iter().enumerate() {
            if tied.iter().all(|(found, _)| *found != index) {
                let side = Some(side(found.marked));
                cases.push(Case::new(
                    Fault::Invented,
                    self.name,
                    None,
                    side,
                    sureness(found.marked),
                ));
            }
        }
        cases
    }

    fn compare(&self, found: usize, gold: usize) -> Vec<Case> {
        let (found, gold) = (&self.found[found], &self.gold[gold]);
        let elsewhere = self.found.iter().flat_map(|item| &item.source).copied().collect();
        let sure = sureness(found.marked);
        let mut faults = Vec::new();
        faults.extend(Fault::of_source(&gold.source, &found.source, &elsewhere).map(|fault| (fault, sure)));
        if !overlap(&found.marked.cue, &gold.marked.cue) {
            faults.push((Fault::WrongCue, sure));
        }
        let too_much = found.content.difference(&gold.content).count();
        let too_little = gold.content.difference(&found.content).count();
        for (fault, words) in [
            (Fault::ContentTooLong, too_much),
            (Fault::ContentTooShort, too_little),
        ] {
            if words > 0 {
                faults.push((fault, number(words)));
            }
        }
        let sides = || (Some(side(gold.marked)), Some(side(found.marked)));
        faults
            .into_iter()
            .map(|(fault, weight)| {
                let (gold, found) = sides();
                Case::new(fault, self.name, gold, found, weight)
            })
            .collect()
    }
}

/// What a mistake was held for; the surer, the worse.
fn sureness(found: &Marked) -> f64 {
    found.confidence.unwrap_or_default()
}

/// Its sentence is shown later, if at all.
fn side(marked: &Marked) -> Side {
    Side {
        source: marked.source.clone(),
        cue: marked.cue.clone(),
        content: marked.content.clone(),
        confidence: marked.confidence,
        text: String::new(),
    }
}
