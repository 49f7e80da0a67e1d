//! Claims against those of the gold, with all that is known about them: the figures of `score_claims.py`, and the errors
//! by kind.
//!
//! A claim is found when the words of its content are much the same and its place, where both tell it, is. What the
//! outlet says in its own voice, without any attribution in it, is counted apart.

use super::case::{self, Case, Fault, Field, Side};
use super::claim_fields::{Answer, answers};
use super::figure::{Counts, Figure, Share, number};
use super::gold::{Claim, Marked};
use super::matching::{Pair, one_to_one};
use super::name::is_same_name;
use super::predictions::{Predicted, Predictions};
use super::words::{Shared, overlap, words_of};
use super::{EvaluateError, Evaluation, GoldKind, relations, shown};
use crate::span::Anchor;
use std::collections::{BTreeMap, BTreeSet};

/// So much of their words two contents must share.
const ENOUGH: f64 = 0.5;

/// Both sides of one article.
struct Sides<'own> {
    name: &'own str,
    gold: Vec<&'own Claim>,
    found: &'own [Marked],
}

/// What was tied, as indices into the two lists: marked first.
type Tied = Vec<(usize, usize)>;

/// Scores the predictions.
pub fn score(claims: &[Claim], predictions: &Predictions) -> Result<Evaluation, EvaluateError> {
    let names: BTreeSet<&str> = claims.iter().map(|claim| claim.document.as_str()).collect();
    let articles = predictions.by_name(Predicted::file_name, &names)?;
    let documents = documents(claims, &articles);
    let tied: Vec<Tied> = documents.iter().map(Sides::tie).collect();
    let pairs = || {
        documents.iter().zip(&tied).flat_map(|(sides, tied)| {
            tied.iter()
                .map(move |(gold, found)| (sides, sides.gold[*gold], &sides.found[*found]))
        })
    };
    let mut cases = Vec::new();
    for (sides, tied) in documents.iter().zip(&tied) {
        cases.extend(sides.cases(tied));
    }
    let mut asked: BTreeMap<Field, (usize, usize)> = BTreeMap::new();
    for (sides, gold, found) in pairs() {
        for answer in answers(gold, found) {
            let (right, all) = asked.entry(answer.field).or_default();
            *right += answer.right;
            *all += answer.asked;
            cases.extend(sides.wrong(gold, found, &answer));
        }
    }
    Ok(Evaluation {
        gold: GoldKind::Claims,
        documents: documents.len(),
        figures: figures(&documents, pairs().map(|(_, gold, found)| (gold, found))),
        fields: asked
            .into_iter()
            .map(|(field, (right, all))| Share::new(field.name(), right, all))
            .collect(),
        relations: relation_counts(claims, &documents, &tied, &articles)
            .map(|counts| Figure::new("relations", counts)),
        errors: case::tallies(Fault::all(), &cases),
        reliability: None,
        worst: cases,
    })
}

/// The articles of the gold, in its order, each with what was found in it.
fn documents<'own>(claims: &'own [Claim], articles: &BTreeMap<&str, &'own Predicted>) -> Vec<Sides<'own>> {
    let mut documents: Vec<Sides> = Vec::new();
    for claim in claims {
        match documents.iter_mut().find(|sides| sides.name == claim.document) {
            Some(sides) => sides.gold.push(claim),
            None => documents.push(Sides {
                name: &claim.document,
                gold: vec![claim],
                found: articles
                    .get(claim.document.as_str())
                    .map_or(&[], |article| &article.attributions),
            }),
        }
    }
    documents
}

/// The figures of what is attributed, and of what is narrated. A pair is right where both sides are of that kind.
fn figures<'own>(
    documents: &[Sides],
    pairs: impl Iterator<Item = (&'own Claim, &'own Marked)> + Clone,
) -> Vec<Figure> {
    [("claims (attributed)", false), ("claims (narrated)", true)]
        .into_iter()
        .map(|(name, narrated)| {
            let marked = documents.iter().flat_map(|sides| &sides.gold);
            let found = documents.iter().flat_map(|sides| sides.found);
            let right = pairs.clone().filter(|(gold, found)| {
                is_narrated(gold.form.as_deref()) == narrated
                    && is_narrated(found.form.as_deref()) == narrated
            });
            let counts = Counts {
                right: right.count(),
                predicted: found
                    .filter(|found| is_narrated(found.form.as_deref()) == narrated)
                    .count(),
                gold: marked
                    .filter(|claim| is_narrated(claim.form.as_deref()) == narrated)
                    .count(),
            };
            Figure::new(name, counts)
        })
        .collect()
}

fn is_narrated(form: Option<&str>) -> bool {
    form == Some("narrated")
}

/// Relations are looked for in all articles, also in those that the gold does not speak of.
fn relation_counts(
    claims: &[Claim],
    documents: &[Sides],
    tied: &[Tied],
    articles: &BTreeMap<&str, &Predicted>,
) -> Option<Counts> {
    let mut lines: Vec<&Predicted> = articles.values().copied().collect();
    lines.sort_by_key(|article| article.line);
    let found: Vec<&[Marked]> = lines
        .iter()
        .map(|article| article.attributions.as_slice())
        .collect();
    let mut claim_of = BTreeMap::new();
    for (sides, tied) in documents.iter().zip(tied) {
        let article = lines.iter().position(|article| article.file_name() == sides.name);
        for (gold, found) in tied {
            claim_of.extend(article.map(|article| ((article, *found), sides.gold[*gold].id.as_str())));
        }
    }
    relations::count(claims, &found, &claim_of)
}

impl<'own> Sides<'own> {
    /// Ties claims to what was found: by the words of their contents, unless the two stand in different places.
    fn tie(&self) -> Tied {
        let enough = self.pairs().into_iter().filter(|pair| pair.score >= ENOUGH);
        one_to_one(enough.collect())
    }

    /// The pairs that could be tied, marked first.
    fn pairs(&self) -> Vec<Pair> {
        let mut pairs = Vec::new();
        for (first, gold) in self.gold.iter().enumerate() {
            for (second, found) in self.found.iter().enumerate() {
                let both_placed = !gold.content.is_empty() && !found.content.is_empty();
                if !both_placed || overlap(&gold.content, &found.content) {
                    let score = Shared::of(&gold.content_text, &found.content_text).jaccard();
                    pairs.push(Pair { score, first, second });
                }
            }
        }
        pairs
    }

    /// What is wrong with the spans. Beside what was tied, whatever shares a character is compared; what is left was
    /// missed or invented.
    fn cases(&self, tied: &Tied) -> Vec<Case> {
        let is_free = |pair: &Pair| {
            let touch = overlap(&self.gold[pair.first].content, &self.found[pair.second].content);
            touch
                && tied
                    .iter()
                    .all(|(gold, found)| *gold != pair.first && *found != pair.second)
        };
        let rest = one_to_one(self.pairs().into_iter().filter(is_free).collect());
        let mut all: Tied = tied.iter().chain(&rest).copied().collect();
        all.sort_unstable();
        let mut cases: Vec<Case> = all
            .iter()
            .flat_map(|(gold, found)| self.compare(self.gold[*gold], &self.found[*found]))
            .collect();
        for (index, gold) in self.gold.iter().enumerate() {
            if all.iter().all(|(gold, _)| *gold != index) {
                let words = number(words_of(&gold.content_text).len());
                cases.push(self.case(Fault::Missed, Some(gold), None, words));
            }
        }
        for (index, found) in self.found.iter().enumerate() {
            if all.iter().all(|(_, found)| *found != index) {
                cases.push(self.case(Fault::Invented, None, Some(found), sureness(found)));
            }
        }
        cases
    }

    fn compare(&self, gold: &'own Claim, found: &'own Marked) -> Vec<Case> {
        let mut faults = Vec::new();
        // Another mention of the same speaker will do.
        let same_speaker = is_same_name(gold.speaker.as_deref(), found.speaker.as_deref());
        if let Some(source) = gold.source_anchor.filter(|_| !same_speaker) {
            let elsewhere = self
                .found
                .iter()
                .flat_map(|found| characters(&found.source))
                .collect();
            let (gold, found) = (characters(&[source]), characters(&found.source));
            faults.extend(Fault::of_source(&gold, &found, &elsewhere));
        }
        let has_cue = !gold.cue.is_empty() && !is_narrated(gold.form.as_deref());
        if has_cue && !is_same_cue(&gold.cue, &found.cue_text) {
            faults.push(Fault::WrongCue);
        }
        let shared = Shared::of(&gold.content_text, &found.content_text);
        let mut faults: Vec<(Fault, f64)> =
            faults.into_iter().map(|fault| (fault, sureness(found))).collect();
        for (fault, words) in [
            (Fault::ContentTooLong, shared.second),
            (Fault::ContentTooShort, shared.first),
        ] {
            if words > 0 {
                faults.push((fault, number(words)));
            }
        }
        faults
            .into_iter()
            .map(|(fault, weight)| self.case(fault, Some(gold), Some(found), weight))
            .collect()
    }

    /// The case of a field that is not right.
    fn wrong(&self, gold: &'own Claim, found: &'own Marked, answer: &Answer) -> Option<Case> {
        let kind = Fault::Field(answer.field);
        (answer.right < answer.asked).then(|| Case {
            note: Some(format!("gold {}, found {}", answer.gold, answer.found)),
            ..self.case(kind, Some(gold), Some(found), 0.0)
        })
    }

    fn case(&self, kind: Fault, gold: Option<&Claim>, found: Option<&Marked>, weight: f64) -> Case {
        let sides = (gold.map(side_of_claim), found.map(side_of_found));
        Case {
            claim: gold.map(|claim| claim.id.clone()),
            ..Case::new(kind, self.name, sides.0, sides.1, weight)
        }
    }
}

/// What a mistake was held for; the surer, the worse.
fn sureness(found: &Marked) -> f64 {
    found.confidence.unwrap_or_default()
}

fn characters(spans: &[Anchor]) -> BTreeSet<usize> {
    spans.iter().flat_map(|span| span.begin..span.end).collect()
}

/// Whether two cues share a word; marks, such as ":", must be the same.
fn is_same_cue(gold: &str, found: &str) -> bool {
    let (gold_words, found_words) = (words_of(gold), words_of(found));
    match gold_words.is_empty() {
        true => gold.trim() == found.trim(),
        false => gold_words.iter().any(|word| found_words.contains(word)),
    }
}

/// The gold does not say where its cue stands.
fn side_of_claim(claim: &Claim) -> Side {
    Side {
        source: claim.source_anchor.into_iter().collect(),
        content: claim.content.clone(),
        text: shown::parts(&claim.source_text, &claim.cue, &claim.content_text),
        ..Side::default()
    }
}

fn side_of_found(found: &Marked) -> Side {
    Side {
        source: found.source.clone(),
        cue: found.cue.clone(),
        content: found.content.clone(),
        confidence: found.confidence,
        text: shown::parts(&found.source_text, &found.cue_text, &found.content_text),
    }
}
