//! What the record has of one thing: an entity, an article or a claim, with its evidence.
//!
//! Takes a [`Source`] and an IRI, gives rows of text, a question of `.rq` each, and the sentences that a claim stands
//! in. Whoever shows a thing (`onrecord show`, the pages of the server) puts the rows together as its medium asks.

/// Sentences with the words marked that carry a claim.
mod sentence;

pub use sentence::{Sentence, sentences_by_attribution, sentences_by_statement, sentences_of};

use crate::query::{self, QueryError, Source};
use crate::span::Anchor;
use std::collections::{BTreeMap, BTreeSet};

/// A row of an answer: what is bound, by column.
pub type Row = BTreeMap<String, String>;

/// One value of a row, or nothing.
pub fn value<'row>(row: &'row Row, column: &str) -> &'row str {
    row.get(column).map_or("", String::as_str)
}

/// The range that two columns give.
pub fn anchor(row: &Row, begin: &str, end: &str) -> Option<Anchor> {
    let (begin, end) = (value(row, begin).parse().ok()?, value(row, end).parse().ok()?);
    (begin <= end).then(|| Anchor::new(begin, end))
}

/// What can be shown, by its IRI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Thing {
    /// Somebody or something with a name, or a group without.
    Entity(String),
    /// An article.
    Article(String),
    /// A claim.
    Claim(String),
}

/// The thing that an IRI stands for: statements and attributions lead to their claim, a name that people made another
/// one's to that one. `None` where the record has nothing of it to show.
pub fn thing(source: &dyn Source, iri: &str) -> Result<Option<Thing>, QueryError> {
    let can_stand_in_an_iri =
        |mark: char| !mark.is_whitespace() && !mark.is_control() && !"<>\"{}|\\^`".contains(mark);
    if !iri.chars().all(can_stand_in_an_iri) {
        return Ok(None);
    }
    let mut rows = ask(source, include_str!("kind.rq"), "node", iri)?;
    let Some(row) = rows.first_mut() else {
        return Ok(None);
    };
    let node = row.remove("node").unwrap_or_else(|| iri.to_owned());
    Ok(match value(row, "kind") {
        "article" => Some(Thing::Article(node)),
        "claim" => Some(Thing::Claim(node)),
        "entity" => Some(Thing::Entity(node)),
        _ => None,
    })
}

/// The articles that were read under a name.
pub fn articles_named(source: &dyn Source, name: &str) -> Result<Vec<String>, QueryError> {
    let rows = ask(source, include_str!("named.rq"), "name", name)?;
    Ok(rows
        .into_iter()
        .filter_map(|mut row| row.remove("article"))
        .collect())
}

/// An article's own data and its text: one row for each name and author that it has.
pub fn article(source: &dyn Source, iri: &str) -> Result<Vec<Row>, QueryError> {
    ask(source, include_str!("article.rq"), "article", iri)
}

/// Where the sources, cues and contents of an article's attributions stand, in the order of the text.
pub fn pieces(source: &dyn Source, article: &str) -> Result<Vec<Row>, QueryError> {
    ask(source, include_str!("pieces.rq"), "article", article)
}

/// A claim's words and what it is about.
pub fn claim(source: &dyn Source, iri: &str) -> Result<Vec<Row>, QueryError> {
    ask(source, include_str!("claim.rq"), "claim", iri)
}

/// The claims that say the same in other words.
pub fn same_claims(source: &dyn Source, claim: &str) -> Result<Vec<Row>, QueryError> {
    ask(source, include_str!("same.rq"), "claim", claim)
}

/// How statements of a claim and of others stand to each other. What a speaker states, and what was inferred of the same two
/// besides, is told once: as stated.
pub fn relations(source: &dyn Source, claim: &str) -> Result<Vec<Row>, QueryError> {
    let rows = ask(source, include_str!("relations.rq"), "claim", claim)?;
    Ok(each_once(rows))
}

fn each_once(mut rows: Vec<Row>) -> Vec<Row> {
    // Only what was inferred has a grade.
    let is_inferred = |row: &Row| !value(row, "grade").is_empty();
    let ends = |row: &Row| ["direction", "kind", "own", "statement"].map(|end| value(row, end).to_owned());
    let stated = rows.iter().filter(|row| !is_inferred(row));
    let stated: BTreeSet<[String; 4]> = stated.map(ends).collect();
    rows.retain(|row| !is_inferred(row) || !stated.contains(&ends(row)));
    rows
}

/// What is known of an entity: a row for each thing, what it is in `what`.
pub fn entity(source: &dyn Source, iri: &str) -> Result<Vec<Row>, QueryError> {
    ask(source, include_str!("entity.rq"), "entity", iri)
}

/// The articles that mention an entity, the oldest first.
pub fn mentions(source: &dyn Source, entity: &str) -> Result<Vec<Row>, QueryError> {
    ask(source, include_str!("mentions.rq"), "entity", entity)
}

/// By which words an entity is mentioned in each article, and why they are taken for it.
pub fn wordings(source: &dyn Source, entity: &str) -> Result<Vec<Row>, QueryError> {
    ask(source, include_str!("wordings.rq"), "entity", entity)
}

/// What people judged of an attribution, of what stands in an article, or of an entity.
pub fn judged(source: &dyn Source, node: &str) -> Result<Vec<Row>, QueryError> {
    ask(source, include_str!("judged.rq"), "node", node)
}

/// The word for a class of the vocabularies in use, by its local name.
pub fn class_word(local_name: &str) -> &str {
    match local_name {
        "Person" => "person",
        "Organization" => "organisation",
        "Place" => "place",
        "Event" => "event",
        "Group" => "group without a name",
        other => other,
    }
}

/// "2025-03-10", "2025-03-10 to 2025-03-16", or nothing: the days of a row's columns `from` and `to`.
pub fn days(row: &Row) -> String {
    match (value(row, "from"), value(row, "to")) {
        ("", "") => String::new(),
        (from, to) if from == to => from.to_owned(),
        (from, to) => format!("{from} to {to}"),
    }
}

/// Asks a question about one node or name.
fn ask(source: &dyn Source, text: &str, parameter: &str, value: &str) -> Result<Vec<Row>, QueryError> {
    let given = BTreeMap::from([(parameter.to_owned(), value.to_owned())]);
    query::rows(source, text, &given)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::merrow;

    #[test]
    fn a_statement_leads_to_its_claim_and_nonsense_nowhere() {
        let leak = Some(Thing::Claim("urn:onrecord:claim/leak".to_owned()));
        assert_eq!(thing(&merrow(), "urn:onrecord:statement/2").unwrap(), leak);
        assert_eq!(thing(&merrow(), "urn:onrecord:claim/leak").unwrap(), leak);
        assert_eq!(thing(&merrow(), "urn:onrecord:no <such> thing").unwrap(), None);
        assert_eq!(thing(&merrow(), "urn:onrecord:person/nobody").unwrap(), None);
    }

    #[test]
    fn what_is_stated_and_inferred_of_two_remarks_is_told_once() {
        let row = |grade: &str, own: &str| -> Row {
            [
                ("direction", "by"),
                ("kind", "denies"),
                ("grade", grade),
                ("own", own),
                ("statement", "s"),
            ]
            .map(|(column, value)| (column.to_owned(), value.to_owned()))
            .into()
        };
        let rows = vec![row("sameWords", "a"), row("", "a"), row("sameWords", "b")];
        assert_eq!(each_once(rows), [row("", "a"), row("sameWords", "b")]);
    }

    #[test]
    fn an_office_has_its_days() {
        let known = entity(&merrow(), "urn:onrecord:person/ana-reyes").unwrap();
        let office = known.iter().find(|row| value(row, "what") == "office").unwrap();
        assert_eq!(value(office, "value"), "minister, Ministry of Works");
        assert_eq!(days(office), "2026-02-18 to 2026-02-20");
    }
}
