//! The article itself: its text, the names it was read under, and what its layout or its fields say of it.

use super::graph::date;
use super::kept::MARKDOWN;
use super::{EXTRACTOR, EXTRACTOR_VERSION, Found};
use crate::article::{Markup, Role, Stated};
use crate::likeness::Sketch;
use crate::mention::Kind;
use crate::rdf::concept::Concept;
use crate::rdf::vocabulary::{dcterms, nif, onr, prov, schema};
use oxigraph::model::{NamedNode, NamedNodeRef};

impl Found<'_> {
    pub(super) fn describe_article(&mut self) {
        let source = &self.extraction.article;
        let article = self.graph.article();
        self.graph.is_a(&article, schema::NEWS_ARTICLE);
        self.graph.is_a(&article, nif::CONTEXT);
        self.graph.text(&article, nif::IS_STRING, &source.text);
        self.graph.text(&article, dcterms::IDENTIFIER, &source.name);
        if let Some(title) = &source.title {
            self.graph.text(&article, schema::HEADLINE, &title.value);
            self.stated(&article, title, onr::HEADLINE_AT, onr::HEADLINE_FROM);
        }
        if let Some(published) = &source.published {
            self.graph
                .tell(&article, schema::DATE_PUBLISHED, date(published.value));
            self.stated(&article, published, onr::PUBLISHED_AT, onr::PUBLISHED_FROM);
        }
        if let Some(outlet) = &source.outlet {
            self.graph.text(&article, onr::PUBLISHER_NAME, &outlet.value);
            let publisher = self.base.entity(Kind::Organisation, &outlet.value);
            self.graph.tell(&article, schema::PUBLISHER, publisher);
            self.stated(&article, outlet, onr::PUBLISHER_AT, onr::PUBLISHER_FROM);
        }
        for author in &source.authors {
            self.graph.text(&article, onr::AUTHOR_NAME, &author.value);
            let person = self.base.entity(Kind::Person, &author.value);
            self.graph.tell(&article, schema::AUTHOR, person);
            self.stated(&article, author, onr::AUTHOR_AT, onr::AUTHOR_FROM);
        }
        // Those that the text names are found in it again.
        for agency in source.sources.iter().filter(|agency| agency.anchor.is_none()) {
            self.graph.text(&article, onr::CREDITED_NAME, &agency.value);
        }
        if source.markup == Markup::Markdown {
            self.graph.text(&article, schema::ENCODING_FORMAT, MARKDOWN);
        }
        if let Some(url) = &source.url {
            // A string, not an IRI: what stands in a text as an address need not be one.
            self.graph.text(&article, schema::URL, &url.value);
            self.stated(&article, url, onr::URL_AT, onr::URL_FROM);
        }
        if let Some(language) = source.language {
            self.graph.text(&article, schema::IN_LANGUAGE, language.tag());
        }
        self.describe_sketch(&article);
        self.describe_extractor(&article);
    }

    /// What other prints of the same text are found by: the article's own words, without headline, dateline and
    /// source line, which each outlet sets anew.
    fn describe_sketch(&mut self, article: &NamedNode) {
        let reading = &self.extraction.article.reading;
        let text: Vec<&str> = reading
            .paragraphs()
            .iter()
            .filter(|paragraph| matches!(paragraph.role, Role::Body | Role::Background))
            .map(|paragraph| reading.slice(paragraph.span))
            .collect();
        for band in Sketch::of(&text.join("\n")).bands() {
            self.graph.text(article, onr::TEXT_BAND, &band);
        }
    }

    /// Points to where the text states a piece of metadata, and says what kind of place that is.
    fn stated<T>(
        &mut self,
        article: &NamedNode,
        stated: &Stated<T>,
        at: NamedNodeRef<'_>,
        from: NamedNodeRef<'_>,
    ) {
        let span = stated.anchor.and_then(|anchor| self.graph.span(anchor));
        self.graph.tell_if(article, at, span);
        self.graph.tell(article, from, stated.basis.concept());
    }

    /// Never the run that read it: that would make the graph another one each time.
    fn describe_extractor(&mut self, article: &NamedNode) {
        let extractor = self.base.extractor(EXTRACTOR_VERSION);
        self.graph
            .tell(article, prov::WAS_ATTRIBUTED_TO, extractor.clone());
        self.graph.is_a(&extractor, prov::SOFTWARE_AGENT);
        self.graph.text(&extractor, schema::NAME, EXTRACTOR);
        self.graph
            .text(&extractor, schema::SOFTWARE_VERSION, EXTRACTOR_VERSION);
    }
}
