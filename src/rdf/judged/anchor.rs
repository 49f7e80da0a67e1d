//! From an article's nodes to a judgement's words, and back.
//!
//! A judgement applies where the article may be the one that was judged, where its text has the words exactly once with
//! just what stood before and after them, and where the reading has there what was judged. Anything less, and it does
//! not apply: words that look alike are not the words.

use crate::judgement::{ArticleNames, Mentioned, Named, OWN, Passage, Quote, Target};
use crate::rdf::iri::{self, Base};
use crate::rdf::resolved;
use crate::rdf::view::View;
use crate::rdf::vocabulary::{dcterms, gaf, grasp, nif, onr, schema};
use crate::span::Anchor;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedNodeRef, Quad, Term};

/// What a node of an article's as-found graph is to a judgement: an attribution, or a mention with whom it denotes.
/// `None` where it is neither.
pub fn target(found: impl IntoIterator<Item = Quad>, node: &NamedNode, base: &Base) -> Option<Target> {
    let view = View::new(found)?;
    let article = names(&view, base);
    let text = view.text(&view.article, nif::IS_STRING)?;
    if is_a(&view, node, grasp::ATTRIBUTION) {
        return Some(Target::Content(Box::new(Passage {
            article,
            quote: Quote::of(text, hull(&view, node)?)?,
            content: view.text(node, onr::CONTENT_TEXT)?.to_owned(),
            source: source(&view, node),
        })));
    }
    let denotes = denoted(&view, node, base)?;
    let anchor = anchor(&view, node)?;
    Some(Target::Mention(Box::new(Mentioned {
        article,
        quote: Quote::of(text, anchor)?,
        denotes,
    })))
}

/// What an article is known by.
pub(super) fn names(view: &View, base: &Base) -> ArticleNames {
    let article = &view.article;
    let text = |property| view.text(article, property).map(str::to_owned);
    ArticleNames {
        iri: base.path(article.as_ref()).to_owned(),
        names: view
            .texts(article, dcterms::IDENTIFIER)
            .map(str::to_owned)
            .collect(),
        outlet: text(onr::PUBLISHER_NAME),
        published: text(schema::DATE_PUBLISHED).and_then(|day| day.parse().ok()),
        url: text(schema::URL),
    }
}

/// The one attribution of an article that a judgement is about.
pub(super) fn attribution(view: &View, passage: &Passage) -> Option<NamedNode> {
    let text = view.text(&view.article, nif::IS_STRING)?;
    let hull = passage.quote.find(text)?;
    let standing: Vec<NamedNode> = (1..)
        .map(|number| iri::attribution(view.article.as_ref(), hull, number))
        .take_while(|node| is_a(view, node, grasp::ATTRIBUTION))
        .filter(|node| view.text(node, onr::CONTENT_TEXT) == Some(&passage.content))
        .collect();
    let with = |fits: &dyn Fn(&str) -> bool| {
        let mut fitting = standing.iter().filter(|node| fits(&source(view, node)));
        fitting.next().filter(|_| fitting.next().is_none()).cloned()
    };
    with(&|source| source == passage.source).or_else(|| with(&|source| is_part(source, &passage.source)))
}

/// Whom or what in an article a judgement is about.
pub(super) fn local(view: &View, mention: &Mentioned, base: &Base) -> Option<NamedNode> {
    let text = view.text(&view.article, nif::IS_STRING)?;
    let node = iri::span(view.article.as_ref(), mention.quote.find(text)?);
    let same = denoted(view, &node, base)?.entity == mention.denotes.entity;
    same.then(|| view.object(&node, onr::DENOTES_LOCAL))?
}

/// Whom a mention denotes, going by the name alone.
fn denoted(view: &View, mention: &NamedNode, base: &Base) -> Option<Named> {
    if !is_a(view, mention, gaf::MENTION) {
        return None;
    }
    let local = view.object(mention, onr::DENOTES_LOCAL)?;
    let entity = resolved::names(view, base).remove(&local)?;
    Some(Named {
        entity: path(&entity, &view.article, base),
        name: view.text(&local, schema::NAME)?.to_owned(),
    })
}

/// The path of an entity, where [`OWN`] stands in the place of the article.
fn path(entity: &NamedNode, article: &NamedNode, base: &Base) -> String {
    let article = article.as_str().rsplit('/').next().unwrap_or_default();
    base.path(entity.as_ref())
        .replacen(&format!("/{article}/"), OWN, 1)
}

fn is_a(view: &View, node: &NamedNode, class: NamedNodeRef<'static>) -> bool {
    let class = Term::from(class);
    view.terms(node, rdf::TYPE).any(|told| *told == class)
}

/// The range that holds the whole content of an attribution.
fn hull(view: &View, attribution: &NamedNode) -> Option<Anchor> {
    let pieces = view.objects(attribution, onr::CONTENT);
    pieces
        .filter_map(|piece| anchor(view, piece))
        .reduce(Anchor::cover)
}

fn anchor(view: &View, span: &NamedNode) -> Option<Anchor> {
    let place = |property| view.text(span, property)?.parse().ok();
    let (begin, end) = (place(nif::BEGIN_INDEX)?, place(nif::END_INDEX)?);
    (begin <= end).then(|| Anchor::new(begin, end))
}

/// The words of an attribution's source, in the order of the text.
fn source(view: &View, attribution: &NamedNode) -> String {
    let mut pieces: Vec<(Anchor, &str)> = view
        .objects(attribution, onr::SOURCE)
        .filter_map(|piece| Some((anchor(view, piece)?, view.text(piece, nif::ANCHOR_OF)?)))
        .collect();
    pieces.sort_unstable();
    let words: Vec<&str> = pieces.iter().map(|(_, words)| *words).collect();
    words.join(" ")
}

/// Whether one of two phrases holds the other, word by word: "Minister Ana Reyes" and "Ana Reyes" are one source.
fn is_part(one: &str, other: &str) -> bool {
    let words = |phrase: &str| format!(" {} ", phrase.split_whitespace().collect::<Vec<_>>().join(" "));
    let (one, other) = (words(one), words(other));
    !one.trim().is_empty() && !other.trim().is_empty() && (one.contains(&other) || other.contains(&one))
}
