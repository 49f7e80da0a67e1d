//! From the quads of one article's graph to its line.
//!
//! `onrecord extract` comes this way too, although it needs no store: one way from what was found to the line
//! means that both commands cannot but give the same bytes.

use super::facts::Facts;
use super::{
    ArticleLine, AttributionLine, ContentTime, EntityLine, MentionKind, MentionLine, OfficeWord,
    RelationLine, TimeLine,
};
use crate::attribution::{Attitude, Form, Mode, Position};
use crate::claim::RelationKind;
use crate::mention::time::{TimeRole, TimeType};
use crate::mention::{self, Kind};
use crate::rdf::concept::{Concept, timex_type};
use crate::rdf::vocabulary::{dcterms, gaf, grasp, nif, onr, schema, skos};
use crate::span::Anchor;
use oxigraph::model::{NamedNodeRef, Quad};
use std::collections::{BTreeMap, BTreeSet};

/// The line of the article that these quads, the whole of its graph, tell of.
pub(super) fn of_quads(quads: &[Quad]) -> Option<ArticleLine> {
    let facts = Facts::new(quads);
    let article = facts.nodes(schema::NEWS_ARTICLE).next()?;
    let entities = entities(&facts);
    Some(ArticleLine {
        id: facts.text(article, dcterms::IDENTIFIER).unwrap_or_default(),
        title: facts.text(article, schema::HEADLINE),
        published: facts.day(article, schema::DATE_PUBLISHED),
        publisher: facts.text(article, onr::PUBLISHER_NAME),
        byline: facts.all(article, onr::AUTHOR_NAME).map(str::to_owned).collect(),
        url: facts.text(article, schema::URL),
        language: facts.text(article, schema::IN_LANGUAGE),
        read_from: read_from(&facts, article),
        text: facts.text(article, nif::IS_STRING).unwrap_or_default(),
        attributions: attributions(&facts),
        mentions: mentions(&facts),
        times: times(&facts),
        clusters: entities
            .iter()
            .map(|entity| entity.mentions.clone())
            .filter(|mentions| !mentions.is_empty())
            .collect(),
        entities,
    })
}

/// What kind of place each piece of metadata was read from, as the concepts are called.
fn read_from(facts: &Facts<'_>, article: &str) -> BTreeMap<&'static str, String> {
    const FIELDS: [(&str, NamedNodeRef<'static>); 5] = [
        ("title", onr::HEADLINE_FROM),
        ("published", onr::PUBLISHED_FROM),
        ("publisher", onr::PUBLISHER_FROM),
        ("byline", onr::AUTHOR_FROM),
        ("url", onr::URL_FROM),
    ];
    FIELDS
        .into_iter()
        .filter_map(|(field, property)| Some((field, fragment(facts.one(article, property)?))))
        .collect()
}

/// The part of an IRI that names a node within its article.
fn fragment(iri: &str) -> String {
    iri.split_once('#')
        .map_or(iri, |(_, fragment)| fragment)
        .to_owned()
}

/// The variant of a concept's IRI.
fn variant<T: Concept + Copy, const N: usize>(iri: Option<&str>, variants: [T; N]) -> Option<T> {
    let iri = iri?;
    variants
        .into_iter()
        .find(|variant| variant.concept().as_str() == iri)
}

fn attributions(facts: &Facts<'_>) -> Vec<AttributionLine> {
    let relations = relations(facts);
    let expressions: BTreeMap<&str, &str> = facts
        .nodes(onr::TIME_EXPRESSION)
        .filter_map(|span| Some((facts.one(span, onr::INTERVAL)?, span)))
        .collect();
    let mut lines: Vec<((Anchor, usize), AttributionLine)> = facts
        .nodes(grasp::ATTRIBUTION)
        .filter_map(|node| {
            let content = facts.anchors(node, onr::CONTENT);
            let hull = content.iter().map(|(anchor, _)| *anchor).reduce(Anchor::cover)?;
            // A second attribution on the same words has a number after them.
            let number = fragment(node)
                .split(',')
                .nth(2)
                .and_then(|number| number.parse().ok());
            let relations = relations.get(node).cloned().unwrap_or_default();
            Some((
                (hull, number.unwrap_or(1)),
                attribution(facts, node, relations, &expressions)?,
            ))
        })
        .collect();
    lines.sort_by_key(|(place, _)| *place);
    lines.into_iter().map(|(_, line)| line).collect()
}

fn attribution(
    facts: &Facts<'_>,
    node: &str,
    relations: BTreeSet<RelationLine>,
    expressions: &BTreeMap<&str, &str>,
) -> Option<AttributionLine> {
    let (source, source_text) = pieces(facts, node, onr::SOURCE);
    let (cue, cue_text) = pieces(facts, node, onr::CUE);
    let (content, _) = pieces(facts, node, onr::CONTENT);
    Some(AttributionLine {
        id: node.to_owned(),
        source,
        cue,
        content,
        source_text,
        cue_text,
        content_text: facts.text(node, onr::CONTENT_TEXT).unwrap_or_default(),
        speaker: facts.text(node, onr::SPEAKER_NAME),
        form: variant(
            facts.one(node, onr::FORM),
            [Form::Direct, Form::Indirect, Form::Mixed, Form::Narrated],
        )?,
        attitude: attitude(facts.one(node, onr::ATTITUDE))?,
        mode: variant(
            facts.one(node, onr::MODE),
            [Mode::Speech, Mode::Belief, Mode::Intention],
        )?,
        position: variant(
            facts.one(node, onr::POSITION),
            [Position::Headline, Position::Body, Position::EditorialNote],
        )?,
        addressee: facts.text(node, onr::ADDRESSEE),
        said_on: facts.day(node, onr::SAID_ON),
        via: via(facts, node),
        about: about(facts, node),
        content_time: content_time(facts, node, expressions),
        nested_in: facts.text(node, onr::ENCLOSED_BY),
        confidence: facts.parsed(node, nif::CONFIDENCE).unwrap_or_default(),
        method: facts.text(node, onr::METHOD).unwrap_or_default(),
        relations: relations.into_iter().collect(),
        claim: None,
        same_claims: Vec::new(),
    })
}

fn attitude(iri: Option<&str>) -> Option<Attitude> {
    use Attitude::{Accuses, Agrees, Asserts, Declines, Denies, Doubts, Promises, Requests, Warns};
    variant(
        iri,
        [
            Asserts, Denies, Accuses, Warns, Promises, Requests, Agrees, Doubts, Declines,
        ],
    )
}

/// The spans that a property leads to, and their words joined by one space.
fn pieces(facts: &Facts<'_>, node: &str, property: NamedNodeRef<'_>) -> (Vec<Anchor>, String) {
    let spans = facts.anchors(node, property);
    let words: Vec<&str> = spans
        .iter()
        .filter_map(|(_, span)| facts.one(span, nif::ANCHOR_OF))
        .flat_map(str::split_whitespace)
        .collect();
    (
        spans.into_iter().map(|(anchor, _)| anchor).collect(),
        words.join(" "),
    )
}

fn via(facts: &Facts<'_>, node: &str) -> Vec<String> {
    let hops: BTreeMap<u32, String> = facts
        .all(node, onr::HAS_HOP)
        .filter_map(|hop| {
            Some((
                facts.parsed(hop, onr::HOP_NUMBER)?,
                facts.text(hop, onr::THROUGH_NAME)?,
            ))
        })
        .collect();
    hops.into_values().collect()
}

/// Names of what the content mentions, in the order of the text, then of what its claim is about besides.
fn about(facts: &Facts<'_>, node: &str) -> Vec<String> {
    let mentioned = facts
        .anchors(node, onr::ABOUT)
        .into_iter()
        .filter_map(|(_, mention)| facts.one(mention, onr::DENOTES_LOCAL));
    let mut names: Vec<String> = Vec::new();
    for entity in mentioned.chain(facts.all(node, onr::CLAIM_ABOUT)) {
        // What people say it is about is told by name alone.
        let name = facts.one(entity, schema::NAME).unwrap_or(entity);
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// The words that name the time; `expressions` has them by their interval.
fn content_time(facts: &Facts<'_>, node: &str, expressions: &BTreeMap<&str, &str>) -> Option<ContentTime> {
    let (interval, role) = match facts.one(node, onr::DEADLINE) {
        Some(interval) => (interval, TimeRole::Deadline),
        None => (facts.one(node, onr::CONTENT_TIME)?, TimeRole::When),
    };
    let span = expressions.get(interval)?;
    Some(ContentTime {
        text: facts.text(span, nif::ANCHOR_OF)?,
        from: facts.day(interval, onr::FROM)?,
        to: facts.day(interval, onr::TO)?,
        role,
    })
}

fn relations<'a>(facts: &Facts<'a>) -> BTreeMap<&'a str, BTreeSet<RelationLine>> {
    let mut relations: BTreeMap<&str, BTreeSet<RelationLine>> = BTreeMap::new();
    for node in facts.nodes(onr::CLAIM_RELATION) {
        let kind = variant(
            facts.one(node, onr::RELATION_KIND),
            [RelationKind::Denies, RelationKind::Confirms],
        );
        let ends = (
            facts.one(node, onr::RELATES_FROM),
            facts.one(node, onr::RELATES_TO),
        );
        if let (Some(kind), (Some(from), Some(to))) = (kind, ends) {
            relations.entry(from).or_default().insert(RelationLine {
                kind,
                target: to.to_owned(),
            });
        }
    }
    relations
}

/// What kind of thing a node is.
fn kind(facts: &Facts<'_>, node: &str, property: NamedNodeRef<'_>) -> Option<Kind> {
    variant(
        facts.one(node, property),
        [
            Kind::Person,
            Kind::Organisation,
            Kind::Place,
            Kind::Event,
            Kind::Group,
        ],
    )
}

fn form(facts: &Facts<'_>, mention: &str) -> Option<mention::Form> {
    use mention::Form::{Adjective, Name, Nominal, Pronoun};
    variant(
        facts.one(mention, onr::MENTION_FORM),
        [Name, Adjective, Nominal, Pronoun],
    )
}

/// The part of a mention that refers: a name without its title, else the whole phrase.
fn referring_part(facts: &Facts<'_>, mention: &str) -> Option<Anchor> {
    let head = match form(facts, mention)? {
        mention::Form::Name | mention::Form::Adjective => facts.one(mention, onr::HEAD),
        mention::Form::Nominal | mention::Form::Pronoun => None,
    };
    facts.anchor(head.unwrap_or(mention))
}

/// Named mentions and offices: what the mention scorer asks for.
fn mentions(facts: &Facts<'_>) -> Vec<MentionLine> {
    let mut lines = BTreeSet::new();
    for mention in facts.nodes(gaf::MENTION) {
        let entity = facts.one(mention, onr::DENOTES_LOCAL).map(fragment);
        if let (Some(mention::Form::Name), Some(kind), Some(span)) = (
            form(facts, mention),
            kind(facts, mention, onr::MENTION_KIND),
            referring_part(facts, mention),
        ) {
            lines.insert(MentionLine {
                span,
                kind: MentionKind::Thing(kind),
                form: mention::Form::Name,
                entity: entity.clone(),
            });
        }
        let office = facts.one(mention, onr::CAPACITY_AT);
        if let Some(span) = office.and_then(|office| facts.anchor(office)) {
            lines.insert(MentionLine {
                span,
                kind: MentionKind::Office(OfficeWord::Office),
                form: mention::Form::Nominal,
                entity,
            });
        }
    }
    lines.into_iter().collect()
}

fn times(facts: &Facts<'_>) -> Vec<TimeLine> {
    let types = [TimeType::Date, TimeType::Time, TimeType::Duration, TimeType::Set];
    let lines: BTreeSet<TimeLine> = facts
        .nodes(onr::TIME_EXPRESSION)
        .filter_map(|time| {
            let written = facts.one(time, onr::TIMEX_TYPE)?;
            Some(TimeLine {
                span: facts.anchor(time)?,
                kind: types.into_iter().find(|kind| timex_type(*kind) == written)?,
                value: facts.text(time, onr::TIMEX_VALUE).unwrap_or_default(),
            })
        })
        .collect();
    lines.into_iter().collect()
}

/// Entities in the order of their first mention.
fn entities(facts: &Facts<'_>) -> Vec<EntityLine> {
    let mut places: BTreeMap<&str, BTreeSet<Anchor>> = BTreeMap::new();
    for mention in facts.nodes(gaf::MENTION) {
        if let Some(entity) = facts.one(mention, onr::DENOTES_LOCAL) {
            places
                .entry(entity)
                .or_default()
                .extend(referring_part(facts, mention));
        }
    }
    let mut lines: Vec<EntityLine> = facts
        .nodes(onr::LOCAL_ENTITY)
        .filter_map(|entity| {
            Some(EntityLine {
                id: fragment(entity),
                kind: kind(facts, entity, onr::ENTITY_KIND)?,
                name: facts.text(entity, schema::NAME)?,
                aliases: facts.all(entity, skos::ALT_LABEL).map(str::to_owned).collect(),
                resolved: None,
                identifiers: Vec::new(),
                mentions: places.remove(entity).unwrap_or_default().into_iter().collect(),
            })
        })
        .collect();
    lines.sort_by(|one, other| (&one.mentions, &one.id).cmp(&(&other.mentions, &other.id)));
    lines
}
