//! One article's extraction as the quads of its own graph: the layer *as found*.
//!
//! Takes an [`Extraction`], gives the quads that stand in the graph named after the article; everything that
//! the resolved layer is computed from is among them. What has no place in the text (a mention, a source, a
//! content without anchors) is left out, and so is whatever would refer to it. Next: [`super::resolved`].

mod article;
mod attribution;
mod entity;
mod graph;
mod kept;
mod mention;
mod relation;
mod time;

use super::iri::Base;
use crate::pipeline::Extraction;
use crate::span::Span;
use graph::Graph;
pub(crate) use graph::confidence;
pub use kept::kept;
use oxigraph::model::{NamedNode, Quad};

/// What the quads say made them.
pub const EXTRACTOR: &str = env!("CARGO_PKG_NAME");

/// The version of it.
pub const EXTRACTOR_VERSION: &str = env!("CARGO_PKG_VERSION");

/// The quads of an article's own graph, each once.
pub fn quads(extraction: &Extraction, base: &Base) -> Vec<Quad> {
    let mut found = Found {
        extraction,
        base,
        graph: Graph::new(base.article(&extraction.article), &extraction.article.text),
        times: Vec::new(),
        entities: Vec::new(),
        mentions: Vec::new(),
        attributions: Vec::new(),
    };
    found.describe_article();
    found.describe_times();
    found.name_entities();
    found.describe_mentions();
    found.describe_entities();
    found.describe_attributions();
    found.describe_relations();
    found.graph.finish()
}

/// The graph in the making, with the nodes of what was described so far. Each list runs beside that of the
/// extraction; `None` stands for what is left out.
struct Found<'a> {
    extraction: &'a Extraction,
    base: &'a Base,
    graph: Graph<'a>,
    times: Vec<Option<time::Nodes>>,
    entities: Vec<Option<NamedNode>>,
    mentions: Vec<Option<NamedNode>>,
    attributions: Vec<Option<attribution::Named>>,
}

impl Found<'_> {
    /// The node of the one place that holds a whole span of the reading.
    fn place(&mut self, span: Span) -> Option<NamedNode> {
        let anchor = self.extraction.article.reading.anchor(span)?;
        self.graph.span(anchor)
    }

    /// The nodes of the places that a span of the reading was read from.
    fn places(&mut self, span: Span) -> Vec<NamedNode> {
        let anchors = self.extraction.article.reading.anchors(span);
        anchors
            .into_iter()
            .filter_map(|anchor| self.graph.span(anchor))
            .collect()
    }

    fn entity(&self, entity: usize) -> Option<NamedNode> {
        self.entities.get(entity).cloned().flatten()
    }

    fn mention(&self, mention: usize) -> Option<NamedNode> {
        self.mentions.get(mention).cloned().flatten()
    }
}

#[cfg(test)]
mod tests;
