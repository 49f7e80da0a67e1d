//! The only place that makes an IRI.
//!
//! IRIs are made of content alone and are readable: `person/ana-reyes`, `article/the-coast-gazette-2026-02-18-…`,
//! and below an article `#char=19,25` after RFC 5147 with our own words in the same shape. Everything that goes
//! into one is either a number or a [`slug`], so any base that is an IRI gives an IRI.

use super::slug::{digest, normalised_words, slug};
use crate::article::{Article, Basis, Stated};
use crate::entity::without_article;
use crate::gazetteer::Entry;
use crate::judgement::Judgement;
use crate::mention::{Interval, Kind};
use crate::span::Anchor;
use oxigraph::model::{NamedNode, NamedNodeRef};
use std::collections::BTreeSet;
use std::fmt::Display;

/// What the IRIs of a record's data begin with; chosen when its store is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base(String);

/// The base that was asked for cannot begin an IRI.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} cannot begin the record's IRIs: give an absolute IRI that ends with a colon or a slash, such as urn:onrecord: or https://example.org/record/"
)]
pub struct BaseError(pub String);

impl Default for Base {
    /// `urn:onrecord:`
    fn default() -> Self {
        Self("urn:onrecord:".to_owned())
    }
}

impl Base {
    /// Takes an absolute IRI that ends with a colon or a slash.
    ///
    /// # Errors
    /// For anything else.
    pub fn new(base: &str) -> Result<Self, BaseError> {
        let fits = base.ends_with([':', '/'])
            && !base.contains(['#', '?'])
            && NamedNode::new(format!("{base}article/x#char=0,1")).is_ok();
        fits.then(|| Self(base.to_owned()))
            .ok_or_else(|| BaseError(base.to_owned()))
    }

    /// The base as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `local` holds only slugs, numbers, slashes and the marks of a fragment.
    fn node(&self, local: impl Display) -> NamedNode {
        NamedNode::new_unchecked(format!("{}{local}", self.0))
    }

    /// The graph of what all articles share.
    pub fn resolved(&self) -> NamedNode {
        self.node("resolved")
    }

    /// The graph of the keys by which alike claims are found.
    pub fn index(&self) -> NamedNode {
        self.node("index")
    }

    /// Whether a node is a claim.
    pub fn is_claim(&self, node: NamedNodeRef<'_>) -> bool {
        self.path(node).starts_with("claim/")
    }

    /// Whether a node is an article.
    pub fn is_article(&self, node: NamedNodeRef<'_>) -> bool {
        self.path(node).starts_with("article/") && !node.as_str().contains('#')
    }

    /// The kind and slug of the node of a name that articles share; `None` for any other node, and for events.
    pub fn named<'a>(&self, node: &'a str) -> Option<(Kind, &'a str)> {
        let (within, name) = node.strip_prefix(&self.0)?.split_once('/')?;
        let kind = [Kind::Person, Kind::Organisation, Kind::Place]
            .into_iter()
            .find(|kind| folder(*kind) == within)?;
        (!name.contains('/')).then_some((kind, name))
    }

    /// The graph that says which run read which article.
    pub fn runs(&self) -> NamedNode {
        self.node("runs")
    }

    /// The graph of the vocabulary.
    pub fn ontology(&self) -> NamedNode {
        self.node("ontology")
    }

    /// The graph of what people judged.
    pub fn judgements(&self) -> NamedNode {
        self.node("judgements")
    }

    /// The graph of the list of names that the user gave.
    pub fn gazetteer(&self) -> NamedNode {
        self.node("gazetteer")
    }

    /// An entry of that list, by its content.
    pub fn entry(&self, entry: &Entry) -> NamedNode {
        let kind = folder(entry.kind);
        let identifiers: Vec<String> = entry.identifiers.iter().map(ToString::to_string).collect();
        let names = entry.names().chain([""]);
        let parts = std::iter::once(kind).chain(names);
        let parts = parts.chain(identifiers.iter().map(String::as_str));
        self.node(format_args!("entry/{}", digest(parts, 16)))
    }

    /// A judgement, by its content, and so the same in every record but for the base.
    pub fn judgement(&self, judgement: &Judgement) -> NamedNode {
        self.node(format_args!(
            "judgement/{}",
            digest([judgement.line().as_str()], 16)
        ))
    }

    /// The node of a path that [`Base::path`] gave, in this record or another one; `None` where the text cannot be
    /// the end of an IRI.
    pub fn at(&self, path: &str) -> Option<NamedNode> {
        NamedNode::new(format!("{}{path}", self.0)).ok()
    }

    /// What follows the base in the IRI of one of the record's nodes.
    pub fn path<'a>(&self, node: NamedNodeRef<'a>) -> &'a str {
        let iri = node.as_str();
        iri.strip_prefix(self.as_str()).unwrap_or(iri)
    }

    /// The kind of an entity, by its folder.
    pub fn kind_of(&self, entity: NamedNodeRef<'_>) -> Option<Kind> {
        let (found, _) = self.path(entity).split_once('/')?;
        Kind::ALL.into_iter().find(|kind| folder(*kind) == found)
    }

    /// The record itself, and the graph that says which format it is written in.
    pub fn record(&self) -> NamedNode {
        self.node("record")
    }

    /// A run of the program.
    pub fn run(&self, started: &str) -> NamedNode {
        self.node(format_args!("run/{}", slug(started)))
    }

    /// This program at a version.
    pub fn extractor(&self, version: &str) -> NamedNode {
        let version: String = version
            .chars()
            .map(|mark| match mark {
                'a'..='z' | 'A'..='Z' | '0'..='9' | '.' => mark,
                _ => '-',
            })
            .collect();
        self.node(format_args!("extractor/{version}"))
    }

    /// An article: outlet, date, and a hash of its text and of the fields given beside it. So the same text read
    /// under two names is one article, and one article has one extraction.
    pub fn article(&self, article: &Article) -> NamedNode {
        let outlet = article
            .outlet
            .as_ref()
            .map_or_else(|| "unknown".to_owned(), |outlet| slug(&outlet.value));
        let date = article
            .published
            .as_ref()
            .map_or_else(|| "undated".to_owned(), |published| published.value.to_string());
        self.node(format_args!(
            "article/{outlet}-{date}-{}",
            article_digest(article)
        ))
    }

    /// Something with a name, the same in every article; "the" before an organisation's name does not count.
    pub fn entity(&self, kind: Kind, name: &str) -> NamedNode {
        let name = match kind {
            Kind::Organisation => without_article(name),
            _ => name,
        };
        self.node(format_args!("{}/{}", folder(kind), slug(name)))
    }

    /// Something without a name, known from one article only; `local` is its node there.
    pub fn unnamed(&self, kind: Kind, article: NamedNodeRef<'_>, local: NamedNodeRef<'_>) -> NamedNode {
        let article = article.as_str().rsplit('/').next().unwrap_or_default();
        let slug = local.as_str().rsplit('=').next().unwrap_or_default();
        self.node(format_args!("{}/{article}/{slug}", folder(kind)))
    }

    /// A round of a named event: by its first day, else by its number.
    pub fn round(&self, event: &str, day: Option<&str>, number: Option<&str>) -> NamedNode {
        let event = slug(event);
        match (day, number) {
            (Some(day), _) => self.node(format_args!("event/{event}-{}", slug(day))),
            (None, Some(number)) => self.node(format_args!("event/{event}-round-{}", slug(number))),
            (None, None) => self.node(format_args!("event/{event}-round")),
        }
    }

    /// A claim, by its words.
    pub fn claim(&self, text: &str) -> NamedNode {
        self.node(format_args!(
            "claim/{}",
            digest([normalised_words(text).as_str()], 16)
        ))
    }

    /// A speech event, by all that makes it one: speaker, day, stance, mode, words.
    pub fn statement(&self, parts: &[&str], text: &str) -> NamedNode {
        let words = normalised_words(text);
        let parts = parts.iter().copied().chain([words.as_str()]);
        self.node(format_args!("statement/{}", digest(parts, 16)))
    }

    /// A relation, by its kind and ends.
    pub fn relation(&self, parts: &[&str]) -> NamedNode {
        self.node(format_args!("relation/{}", digest(parts.iter().copied(), 16)))
    }

    /// A role such as "foreign minister".
    pub fn role(&self, role: &str) -> NamedNode {
        self.node(format_args!("role/{}", slug(role)))
    }

    /// A person's holding of a role, and the node of the time it lasts. What it belongs to stands in it with its kind:
    /// the House is an organisation in one article and a place in another.
    pub fn membership(
        &self,
        person: NamedNodeRef<'_>,
        role: &str,
        of: Option<NamedNodeRef<'_>>,
    ) -> (NamedNode, NamedNode) {
        let path = |node: NamedNodeRef<'_>| {
            let local = node.as_str().strip_prefix(self.as_str()).unwrap_or_default();
            local.replace('/', "-")
        };
        let person = path(person);
        let mut local = format!(
            "membership/{}.{}",
            person.strip_prefix("person-").unwrap_or(&person),
            slug(role)
        );
        if let Some(of) = of {
            local = format!("{local}.{}", path(of));
        }
        (self.node(&local), self.node(format_args!("{local}#during")))
    }

    /// A stretch of days.
    pub fn interval(&self, from: &str, to: &str) -> NamedNode {
        self.node(format_args!("interval/{}_{}", slug(from), slug(to)))
    }

    /// A stretch of days.
    pub fn interval_of(&self, interval: Interval) -> NamedNode {
        self.interval(&interval.from.to_string(), &interval.to.to_string())
    }
}

/// The folder of a kind's IRIs, which is the word for it.
pub fn folder(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "person",
        Kind::Organisation => "organisation",
        Kind::Place => "place",
        Kind::Event => "event",
        Kind::Group => "group",
    }
}

/// What goes into an article's IRI beside outlet and date: its text, and what was given beside the text, for
/// with another field beside it the same text reads differently.
fn article_digest(article: &Article) -> String {
    fn given<T: ToString>(field: &'static str, stated: Option<&Stated<T>>) -> Option<(&'static str, String)> {
        stated
            .filter(|stated| stated.anchor.is_none() && stated.basis != Basis::Address)
            .map(|stated| (field, stated.value.to_string()))
    }
    // In whatever order they are named, it is the same article.
    fn each(field: &'static str, stated: &[Stated<String>]) -> BTreeSet<(&'static str, String)> {
        stated.iter().filter_map(|one| given(field, Some(one))).collect()
    }
    let fields: Vec<(&str, String)> = [
        given("title", article.title.as_ref()),
        given("published", article.published.as_ref()),
        given("outlet", article.outlet.as_ref()),
        given("url", article.url.as_ref()),
    ]
    .into_iter()
    .flatten()
    .chain(each("author", &article.authors))
    .chain(each("source", &article.sources))
    .collect();
    let parts = fields.iter().flat_map(|(field, value)| [*field, value.as_str()]);
    digest(std::iter::once(article.text.as_str()).chain(parts), 12)
}

/// A node below an article.
fn below(article: NamedNodeRef<'_>, fragment: impl Display) -> NamedNode {
    NamedNode::new_unchecked(format!("{}#{fragment}", article.as_str()))
}

/// `,2` for the second that would have the same IRI; nothing for the first.
fn ordinal(number: usize) -> String {
    match number {
        0 | 1 => String::new(),
        number => format!(",{number}"),
    }
}

/// A range of an article's text (RFC 5147).
pub fn span(article: NamedNodeRef<'_>, anchor: Anchor) -> NamedNode {
    below(article, format_args!("char={},{}", anchor.begin, anchor.end))
}

/// The days that a time expression covers.
pub fn time(article: NamedNodeRef<'_>, anchor: Anchor) -> NamedNode {
    below(article, format_args!("time={},{}", anchor.begin, anchor.end))
}

/// The `number`th attribution with this content.
pub fn attribution(article: NamedNodeRef<'_>, hull: Anchor, number: usize) -> NamedNode {
    below(
        article,
        format_args!("attribution={},{}{}", hull.begin, hull.end, ordinal(number)),
    )
}

/// A step of the chain of reporting of the `number`th attribution with this content.
pub fn hop(article: NamedNodeRef<'_>, hull: Anchor, number: usize, place: usize) -> NamedNode {
    below(
        article,
        format_args!("hop={},{}{},{place}", hull.begin, hull.end, ordinal(number)),
    )
}

/// The `number`th relation that an article states.
pub fn relation(article: NamedNodeRef<'_>, number: usize) -> NamedNode {
    below(article, format_args!("relation={number}"))
}

/// The `number`th entity of an article with this slug.
pub fn local_entity(article: NamedNodeRef<'_>, slug: &str, number: usize) -> NamedNode {
    below(article, format_args!("entity={slug}{}", ordinal(number)))
}

/// The hull of the content of an attribution, by its node.
pub fn hull(attribution: NamedNodeRef<'_>) -> Option<Anchor> {
    let (_, range) = attribution.as_str().split_once("#attribution=")?;
    let mut ends = range.split(',').map(str::parse);
    let (begin, end) = (ends.next()?.ok()?, ends.next()?.ok()?);
    (begin <= end).then(|| Anchor::new(begin, end))
}

/// The `number`th thing that a judgement is about, and the words by which it is known.
pub fn target(judgement: NamedNodeRef<'_>, number: usize) -> (NamedNode, NamedNode) {
    (
        below(judgement, format_args!("target={number}")),
        below(judgement, format_args!("quote={number}")),
    )
}

/// The article that a node stands below.
pub fn article_of(node: NamedNodeRef<'_>) -> NamedNode {
    let article = node.as_str().split('#').next().unwrap_or_default();
    NamedNode::new_unchecked(article)
}

/// The day on which an article was published, as its node says it.
pub fn day_of(article: NamedNodeRef<'_>) -> Option<&str> {
    let (dated, _hash) = article.as_str().rsplit_once('-')?;
    let day = dated.get(dated.len().checked_sub("2026-02-18".len())?..)?;
    day.parse::<chrono::NaiveDate>().is_ok().then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_says_its_day() {
        let day = |article| day_of(NamedNodeRef::new_unchecked(article));
        assert_eq!(
            day("urn:onrecord:article/the-coast-gazette-2026-02-18-3f9a"),
            Some("2026-02-18")
        );
        assert_eq!(day("urn:onrecord:article/the-coast-gazette-undated-3f9a"), None);
    }

    #[test]
    fn a_base_must_be_able_to_begin_an_iri() {
        for base in ["urn:onrecord:", "https://example.org/record/"] {
            assert_eq!(Base::new(base).map(|base| base.0), Ok(base.to_owned()));
        }
        for base in [
            "",
            "onrecord",
            "record/",
            "https://example.org/#",
            "https://exa mple.org/",
        ] {
            assert_eq!(Base::new(base), Err(BaseError(base.to_owned())));
        }
    }

    #[test]
    fn the_article_of_an_organisation_does_not_count() {
        let of = |kind, name| Base::default().entity(kind, name).into_string();
        for name in [
            "The Coast Gazette",
            "the Coast Gazette",
            "THE COAST GAZETTE",
            "Coast Gazette",
        ] {
            assert_eq!(
                of(Kind::Organisation, name),
                "urn:onrecord:organisation/coast-gazette"
            );
        }
        assert_eq!(of(Kind::Organisation, "The"), "urn:onrecord:organisation/the");
        assert_eq!(of(Kind::Place, "The Hague"), "urn:onrecord:place/the-hague");
    }

    #[test]
    fn an_office_of_a_place_is_not_that_of_an_organisation_of_the_same_name() {
        let base = Base::default();
        let person = base.entity(Kind::Person, "Ana Reyes");
        let office = |of: Kind| {
            let of = base.entity(of, "House");
            let (office, _) = base.membership(person.as_ref(), "whip", Some(of.as_ref()));
            office.into_string()
        };
        assert_eq!(
            office(Kind::Place),
            "urn:onrecord:membership/ana-reyes.whip.place-house"
        );
        assert_ne!(office(Kind::Place), office(Kind::Organisation));
    }

    #[test]
    fn statements_are_one_where_words_and_circumstances_are() {
        let base = Base::default();
        let parts = ["urn:onrecord:person/ana-reyes", "2026-02-17"];
        assert_eq!(
            base.statement(&parts, "The dam was leaking."),
            base.statement(&parts, "the dam was leaking")
        );
        assert_ne!(
            base.statement(&["a", "bc"], "x"),
            base.statement(&["ab", "c"], "x"),
            "the parts are kept apart"
        );
    }

    #[test]
    fn nodes_below_an_article_lead_back_to_it() {
        let article = NamedNode::new_unchecked("urn:onrecord:article/x-undated-0");
        let attribution = attribution(article.as_ref(), Anchor::new(3, 9), 2);
        assert_eq!(
            attribution.as_str(),
            "urn:onrecord:article/x-undated-0#attribution=3,9,2"
        );
        assert_eq!(article_of(attribution.as_ref()), article);
    }
}
