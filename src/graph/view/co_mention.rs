//! Who and what is mentioned together: in one sentence that holds something said.

use super::entity;
use crate::graph::model::{Count, Graph, GraphBuilder, Node};
use crate::query::{QueryError, Source, rows};
use std::collections::{BTreeMap, BTreeSet};

/// The sentences of an article: for each, where it ends and whom it mentions, by where it begins.
type Sentences<'a> = BTreeMap<usize, (usize, BTreeSet<&'a Node>)>;

/// An article: the day it was published, empty where nobody says, and its sentences.
#[derive(Default)]
struct Printed<'a> {
    day: String,
    sentences: Sentences<'a>,
}

/// An edge for each two entities, its weight the number of sentences. Sentences and mentions are put together here:
/// a join on `begin <= place` would be a product in SPARQL.
pub(super) fn build(source: &dyn Source) -> Result<Graph, QueryError> {
    let entities = entity::all(source)?;
    let mut articles: BTreeMap<String, Printed<'_>> = BTreeMap::new();
    for row in rows(source, include_str!("sentences.rq"), &BTreeMap::new())? {
        if let (Some(article), Some((begin, end))) = (row.get("article"), place(&row)) {
            let printed = articles.entry(article.clone()).or_default();
            printed.day = row.get("day").cloned().unwrap_or_default();
            printed.sentences.insert(begin, (end, BTreeSet::new()));
        }
    }
    for row in rows(source, include_str!("mentions.rq"), &BTreeMap::new())? {
        let printed = row.get("article").and_then(|article| articles.get_mut(article));
        let node = row.get("entity").and_then(|iri| entities.get(iri));
        if let (Some(printed), Some(node), Some((begin, end))) = (printed, node, place(&row))
            && let Some((_, (sentence_end, mentioned))) = printed.sentences.range_mut(..=begin).next_back()
            && end <= *sentence_end
        {
            mentioned.insert(node);
        }
    }
    let mut builder = GraphBuilder::default();
    for printed in articles.values() {
        for (_, mentioned) in printed.sentences.values() {
            for (index, one) in mentioned.iter().enumerate() {
                for other in mentioned.iter().skip(index + 1) {
                    let count = Count {
                        day: printed.day.clone(),
                        attitude: String::new(),
                        number: 1,
                    };
                    builder.add(one, other, count);
                }
            }
        }
    }
    Ok(Graph {
        title: "Who and what is mentioned together".to_owned(),
        edges_mean: "in one sentence; thicker: more sentences",
        directed: false,
        graph: builder.finish(),
    })
}

fn place(row: &BTreeMap<String, String>) -> Option<(usize, usize)> {
    Some((row.get("begin")?.parse().ok()?, row.get("end")?.parse().ok()?))
}
