//! The way back: from an article's graph to what is needed to read it again.
//!
//! What the text says itself is not taken from the graph: another version of the program may read it better.

use crate::article::{Basis, Fields, Kept, Markup, Stated};
use crate::rdf::concept::Concept;
use crate::rdf::view::View;
use crate::rdf::vocabulary::{dcterms, nif, onr, schema};
use oxigraph::model::{NamedNodeRef, Quad};

/// The media type of a text in Markdown.
pub(super) const MARKDOWN: &str = "text/markdown";

/// What an article's own graph keeps of it; `None` where the quads are none of an article with its text.
pub fn kept(quads: impl IntoIterator<Item = Quad>) -> Option<Kept> {
    let view = View::new(quads)?;
    let article = &view.article;
    let text = |property| view.text(article, property).map(str::to_owned);
    let beside = |value: NamedNodeRef<'static>, at: NamedNodeRef<'static>, from: NamedNodeRef<'static>| {
        let basis = basis(&view, from).filter(|_| view.object(article, at).is_none())?;
        Some(Stated::beside(text(value)?, basis))
    };
    let authors = basis(&view, onr::AUTHOR_FROM).filter(|_| view.object(article, onr::AUTHOR_AT).is_none());
    let authors = authors.into_iter().flat_map(|basis| {
        let names = view.texts(article, onr::AUTHOR_NAME);
        names.map(move |name| Stated::beside(name.to_owned(), basis))
    });
    let agencies = view.texts(article, onr::CREDITED_NAME);
    let agencies = agencies.map(|name| Stated::beside(name.to_owned(), Basis::Feed));
    let published = beside(schema::DATE_PUBLISHED, onr::PUBLISHED_AT, onr::PUBLISHED_FROM);
    Some(Kept {
        name: text(dcterms::IDENTIFIER)?,
        text: text(nif::IS_STRING)?,
        markup: match view.text(article, schema::ENCODING_FORMAT) {
            Some(MARKDOWN) => Markup::Markdown,
            _ => Markup::None,
        },
        fields: Fields {
            // The headline is told from other lines by it, wherever it was read.
            title: text(schema::HEADLINE)
                .map(|title| Stated::beside(title, basis(&view, onr::HEADLINE_FROM).unwrap_or(Basis::Line))),
            published: published.and_then(|day| Some(Stated::beside(day.value.parse().ok()?, day.basis))),
            publisher: beside(onr::PUBLISHER_NAME, onr::PUBLISHER_AT, onr::PUBLISHER_FROM),
            url: beside(schema::URL, onr::URL_AT, onr::URL_FROM),
            authors: authors.chain(agencies).collect(),
        },
    })
}

fn basis(view: &View, from: NamedNodeRef<'static>) -> Option<Basis> {
    use Basis::{Address, Element, Feed, Field, Line, LinkedData, MetaElement};
    let concept = view.object(&view.article, from)?;
    [Field, Feed, LinkedData, MetaElement, Element, Line, Address]
        .into_iter()
        .find(|basis| basis.concept() == concept)
}
