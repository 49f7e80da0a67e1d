//! The sentences that a claim stands in, and where in them its words are.

use super::{Row, anchor, ask, value};
use crate::query::{QueryError, Source};
use crate::span::Anchor;
use std::collections::BTreeMap;

/// A sentence of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// Its words.
    pub words: String,
    /// The ranges of them that carry the claim, in code points from the first of them.
    pub marked: Vec<Anchor>,
}

/// For each report of a claim, by its attribution, its sentences in the order of the text.
pub fn sentences_by_attribution(
    source: &dyn Source,
    claim: &str,
) -> Result<BTreeMap<String, Vec<Sentence>>, QueryError> {
    let rows = ask(source, include_str!("evidence.rq"), "claim", claim)?;
    let mut by_attribution: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in rows {
        let attribution = value(&row, "attribution").to_owned();
        by_attribution.entry(attribution).or_default().push(row);
    }
    Ok(by_attribution
        .into_iter()
        .map(|(attribution, rows)| (attribution, put_together(&rows)))
        .collect())
}

/// For each statement of a claim, the sentences of one report of it.
pub fn sentences_by_statement(
    source: &dyn Source,
    claim: &str,
) -> Result<BTreeMap<String, Vec<Sentence>>, QueryError> {
    let mut by_statement: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in ask(source, include_str!("evidence.rq"), "claim", claim)? {
        let of_statement = by_statement
            .entry(value(&row, "statement").to_owned())
            .or_default();
        let is_of_one_report = |first: &Row| value(first, "attribution") == value(&row, "attribution");
        if of_statement.first().is_none_or(is_of_one_report) {
            of_statement.push(row);
        }
    }
    Ok(by_statement
        .into_iter()
        .map(|(statement, rows)| (statement, put_together(&rows)))
        .collect())
}

/// The sentences of one attribution, in the order of the text.
pub fn sentences_of(source: &dyn Source, attribution: &str) -> Result<Vec<Sentence>, QueryError> {
    let rows = ask(source, include_str!("sentences.rq"), "attribution", attribution)?;
    Ok(put_together(&rows))
}

/// Sentences of rows that each give one with one piece of the words to mark.
fn put_together(rows: &[Row]) -> Vec<Sentence> {
    let mut sentences: BTreeMap<usize, Sentence> = BTreeMap::new();
    for row in rows {
        let (Some(whole), Some(piece)) = (
            anchor(row, "sentence_begin", "sentence_end"),
            anchor(row, "begin", "end"),
        ) else {
            continue;
        };
        let sentence = sentences.entry(whole.begin).or_default();
        value(row, "sentence_words").clone_into(&mut sentence.words);
        if piece.end > whole.begin {
            sentence.marked.push(within(piece, whole.begin));
        }
    }
    sentences.into_values().collect()
}

/// A range of the whole text, told from where a sentence begins in it.
fn within(range: Anchor, begin: usize) -> Anchor {
    Anchor::new(range.begin.saturating_sub(begin), range.end.saturating_sub(begin))
}
