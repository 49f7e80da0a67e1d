//! From what the user calls something to what a judgement calls it.

use super::ReviewError;
use crate::dossier;
use crate::judgement::cluster::Element;
use crate::judgement::{Correction, Named, Target, kind_and_name};
use crate::name::{self, Entity, Found};
use crate::query;
use crate::store::Record;
use oxigraph::model::{NamedNode, NamedNodeRef};
use std::collections::BTreeMap;

/// The mentions of an entity in an article, the longest first.
const MENTIONS: &str = "
SELECT ?mention ?article WHERE {
  GRAPH ?resolved { ?mention gaf:denotes ?_entity_iri }
  GRAPH ?article { ?mention a gaf:Mention ; nif:referenceContext ?article ; nif:anchorOf ?words ; nif:beginIndex ?begin }
}
ORDER BY DESC(STRLEN(?words)) ?begin";

/// The attributions between which a relation stands: an inferred one names them, a stated one the articles' own.
const ENDS: &str = "
SELECT DISTINCT ?kind ?from ?to WHERE {
  GRAPH ?resolved {
    ?_relation_iri onr:relationKind ?related ; onr:relatesFrom ?one ; onr:relatesTo ?other ; onr:evidence ?evidence .
  }
  {
    GRAPH ?resolved {
      ?_relation_iri onr:evidence ?to .
      ?one onr:reportedBy ?evidence . ?other onr:reportedBy ?to .
    }
    BIND(?evidence AS ?from)
  } UNION {
    GRAPH ?article { ?evidence onr:relatesFrom ?from ; onr:relatesTo ?to }
  }
  BIND(STRAFTER(STR(?related), '#') AS ?kind)
}
ORDER BY ?from ?to";

/// The node of an IRI, whole or without the record's base.
fn node(record: &Record, text: &str) -> Option<NamedNode> {
    let text = text.trim();
    if text.starts_with(record.base().as_str()) {
        return NamedNode::new(text).ok();
    }
    record.base().at(text)
}

/// The attribution that the user means.
pub(super) fn attribution(record: &Record, text: &str) -> Result<Target, ReviewError> {
    let found = match node(record, text) {
        Some(node) => record.target(&node)?,
        None => None,
    };
    match found {
        Some(target @ Target::Content(_)) => Ok(target),
        _ => Err(ReviewError::named(
            format!("{text} is no attribution of the record"),
            "Give the IRI of one, as `onrecord show CLAIM` and `onrecord claims --format jsonl` print it.",
        )),
    }
}

/// Whether the user means a relation, by its IRI.
pub(super) fn is_relation(record: &Record, text: &str) -> bool {
    let node = node(record, text);
    node.is_some_and(|node| record.base().path(node.as_ref()).starts_with("relation/"))
}

/// Whether the user means an entity rather than an attribution.
fn is_entity(text: &str) -> bool {
    !text.contains("#attribution=")
}

/// Whether the user means two entities rather than readings.
pub(super) fn are_entities(record: &Record, texts: [&str; 2]) -> bool {
    texts
        .iter()
        .all(|text| is_entity(text) && !is_relation(record, text))
}

/// The attribution or the entity that the user means.
pub(super) fn any(record: &Record, text: &str) -> Result<Target, ReviewError> {
    match is_entity(text) {
        true => entity(record, text),
        false => attribution(record, text),
    }
}

/// Two attributions with the same words put forward one claim: no judgement makes it two.
pub(super) fn assert_two_claims(record: &Record, one: &str, other: &str) -> Result<(), ReviewError> {
    let claim = |text| match node(record, text).filter(|_| !is_entity(text)) {
        Some(node) => record.claim_of(&node),
        None => Ok(None),
    };
    match (claim(one)?, claim(other)?) {
        (Some(first), Some(second)) if first == second && one != other => Err(ReviewError::named(
            format!(
                "both put forward {} in the same words: they are one claim",
                short(record, first.as_str())
            ),
            "Say how the two remarks stand to each other with `onrecord judge relation`.",
        )),
        _ => Ok(()),
    }
}

/// Between which attributions a relation stands: for one that speakers state, those of each article that says so.
pub(super) fn relations(record: &Record, text: &str) -> Result<Vec<(String, Target, Target)>, ReviewError> {
    let unknown = || {
        ReviewError::named(
            format!("{text} is no relation of the record"),
            "`onrecord show CLAIM` prints the IRIs of a claim's relations.",
        )
    };
    let whole = node(record, text).ok_or_else(unknown)?;
    let given = BTreeMap::from([("relation".to_owned(), whole.into_string())]);
    let mut relations = Vec::new();
    for mut row in query::rows(record, ENDS, &given)? {
        let mut end = |column: &str| attribution(record, &row.remove(column).unwrap_or_default());
        let (from, to) = (end("from")?, end("to")?);
        relations.push((row.remove("kind").unwrap_or_default(), from, to));
    }
    if relations.is_empty() {
        return Err(unknown());
    }
    Ok(relations)
}

/// The person, organisation, place, event or group that the user means.
pub(super) fn entity(record: &Record, text: &str) -> Result<Target, ReviewError> {
    if text.contains("#char=") {
        let found = node(record, text).map(|node| record.target(&node)).transpose()?;
        return match found.flatten() {
            Some(target @ Target::Mention(_)) => Ok(target),
            _ => Err(ReviewError::named(
                format!("{text} is no mention of the record"),
                "Give the IRI of one, or the name with its article, as in 'John Smith@dam.txt'.",
            )),
        };
    }
    if let Some((name, article)) = text.rsplit_once('@') {
        return in_article(record, name, article);
    }
    if let Some(target) = replaced(record, text) {
        return Ok(target);
    }
    let entities = looked_up(record, text)?;
    let [entity] = entities.as_slice() else {
        let iris: Vec<&str> = entities.iter().map(|entity| short(record, &entity.iri)).collect();
        return Err(ReviewError::named(
            format!("{text} may be {}", iris.join(" or ")),
            "Give the IRI of the one that is meant.",
        ));
    };
    named(record, entity)
}

/// The value and kind of a correction, where whoever the record knows by a name without a kind has that of the record.
pub(super) fn known(
    record: &Record,
    field: &str,
    value: &str,
    kind: Option<&str>,
) -> Result<(String, Option<String>), ReviewError> {
    let kind = kind.map(str::to_owned);
    match (field, &kind) {
        ("speaker", None) => Ok(match named_so(record, value)? {
            Some(speaker) => (speaker.value(), speaker.kind()),
            None => (value.to_owned(), None),
        }),
        ("about", None) => {
            let mut topics = Vec::new();
            for topic in value.split(';') {
                let known = match kind_and_name(topic) {
                    (None, name) => named_so(record, name)?,
                    _ => None,
                };
                topics.push(match known {
                    Some(known) => format!("{}:{}", known.kind().unwrap_or_default(), known.value()),
                    None => topic.trim().to_owned(),
                });
            }
            Ok((topics.join("; "), None))
        }
        _ => Ok((value.to_owned(), kind)),
    }
}

/// Whoever the record knows by a name, as a speaker: its kind, and the name that leads to it.
fn named_so(record: &Record, text: &str) -> Result<Option<Correction>, ReviewError> {
    let Found::Entities(entities) = name::look_up(record, record.base().as_str(), text)? else {
        return Ok(None);
    };
    let mut leading = entities.into_iter().filter_map(|entity| {
        let node = NamedNodeRef::new(&entity.iri).ok()?;
        let kind = record.base().kind_of(node)?;
        let leads = record.base().entity(kind, &entity.label).as_ref() == node;
        leads.then_some(Correction::Speaker {
            kind,
            name: entity.label,
        })
    });
    Ok(leading.next().filter(|_| leading.next().is_none()))
}

/// The judgement of an IRI, or of the first digits of one.
pub(super) fn judgement_node(record: &Record, text: &str) -> Result<NamedNode, ReviewError> {
    /// As many digits are seldom shared by two.
    const ENOUGH: usize = 6;
    let digits = text.trim().rsplit('/').next().unwrap_or_default();
    let fits = |node: &&NamedNode| {
        node.as_str()
            .rsplit('/')
            .next()
            .is_some_and(|id| id.starts_with(digits))
    };
    let fitting: Vec<&NamedNode> = record.judgements().all().keys().filter(fits).collect();
    match fitting.as_slice() {
        [one] if digits.len() >= ENOUGH => Ok((*one).clone()),
        [] => Err(ReviewError::named(
            format!("{text} is no judgement of the record"),
            "`onrecord judgements list` prints the IRIs of all.",
        )),
        _ => Err(ReviewError::named(
            format!("{text} is too short for the IRI of a judgement"),
            "Give more of its digits.",
        )),
    }
}

fn short<'a>(record: &Record, iri: &'a str) -> &'a str {
    iri.strip_prefix(record.base().as_str()).unwrap_or(iri)
}

fn looked_up(record: &Record, text: &str) -> Result<Vec<Entity>, ReviewError> {
    match name::look_up(record, record.base().as_str(), text)? {
        Found::Entities(entities) => Ok(entities),
        Found::Nothing(nearest) => Err(ReviewError::plain(Found::nothing(text, &nearest))),
    }
}

/// A name that judgements or the list of names made another one's, by itself or by its IRI: nothing is called by it alone
/// any more, but it can be judged again.
fn replaced(record: &Record, text: &str) -> Option<Target> {
    let path = node(record, text).map(|node| record.base().path(node.as_ref()).to_owned());
    let clusters = record.judgements().clusters();
    let is_replaced = |target: &Target| {
        let canonical = Element::of(target).and_then(|element| clusters.canonical(&element));
        match target {
            Target::Name(named) => {
                let called =
                    Some(&named.entity) == path.as_ref() || named.name.to_lowercase() == text.to_lowercase();
                called && canonical.is_some_and(|canonical| canonical.path != named.entity)
            }
            _ => false,
        }
    };
    let standing = record.judgements().standing();
    let judged = standing.flat_map(|(_, judgement)| judgement.targets()).cloned();
    let entries = record.judgements().entries().values();
    let listed = entries.flat_map(|entry| {
        entry.names().map(|name| {
            let node = record.base().entity(entry.kind, name);
            Target::Name(Named {
                entity: record.base().path(node.as_ref()).to_owned(),
                name: name.to_owned(),
            })
        })
    });
    judged.chain(listed).filter(is_replaced).min()
}

/// An entity by its name, or by a mention where the node is one article's own.
fn named(record: &Record, entity: &Entity) -> Result<Target, ReviewError> {
    let path = short(record, &entity.iri);
    let is_name = path.matches('/').count() == 1;
    if !is_name {
        return mention(record, &entity.iri, None)?
            .ok_or_else(|| ReviewError::plain(format!("{} is mentioned nowhere", entity.label)));
    }
    Ok(Target::Name(Named {
        entity: path.to_owned(),
        name: entity.label.clone(),
    }))
}

/// Whoever an article means by a name.
fn in_article(record: &Record, name: &str, article: &str) -> Result<Target, ReviewError> {
    let articles = articles(record, article)?;
    let [article_iri] = articles.as_slice() else {
        return match articles.as_slice() {
            [] => Err(ReviewError::named(
                format!("the record has no article {article}"),
                "Give the name of the file that it was read from, or its IRI.",
            )),
            several => {
                let several: Vec<&str> = several.iter().map(|iri| short(record, iri)).collect();
                Err(ReviewError::named(
                    format!("{article} may be {}", several.join(" or ")),
                    "Give the IRI of one.",
                ))
            }
        };
    };
    let mut targets = Vec::new();
    for entity in looked_up(record, name)? {
        targets.extend(mention(record, &entity.iri, Some(article_iri))?);
    }
    match targets.len() {
        1 => Ok(targets.remove(0)),
        0 => Err(ReviewError::plain(format!("{article} does not mention {name}"))),
        _ => Err(ReviewError::named(
            format!("{article} calls several by {name}"),
            "Give the IRI of a mention, as article/…#char=10,19.",
        )),
    }
}

/// The articles that were read under a name, or the one of an IRI.
fn articles(record: &Record, text: &str) -> Result<Vec<String>, ReviewError> {
    let text = text.trim();
    if let Some(node) = node(record, text)
        && record.articles()?.contains(&node)
    {
        return Ok(vec![node.into_string()]);
    }
    Ok(dossier::articles_named(record, text)?)
}

/// The longest mention of an entity, in an article or in any.
fn mention(record: &Record, entity: &str, article: Option<&String>) -> Result<Option<Target>, ReviewError> {
    let given = BTreeMap::from([("entity".to_owned(), entity.to_owned())]);
    for row in query::rows(record, MENTIONS, &given)? {
        if article.is_some() && row.get("article") != article {
            continue;
        }
        if let Some(mention) = row
            .get("mention")
            .and_then(|iri| NamedNode::new(iri.as_str()).ok())
            && let Some(target) = record.target(&mention)?
        {
            return Ok(Some(target));
        }
    }
    Ok(None)
}
