//! One article's as-found graph, to be looked up by node.

use crate::rdf::vocabulary::schema;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::BTreeMap;

/// What is told of one node, sorted by property and then by the object's text.
type Description = Vec<(NamedNode, Term)>;

/// One article's as-found graph.
pub(super) struct View {
    pub(super) article: NamedNode,
    nodes: BTreeMap<NamedNode, Description>,
}

impl View {
    /// `None` where the quads describe no article.
    pub(super) fn new(quads: impl IntoIterator<Item = Quad>) -> Option<Self> {
        let mut nodes: BTreeMap<NamedNode, Description> = BTreeMap::new();
        for quad in quads {
            if let NamedOrBlankNode::NamedNode(subject) = quad.subject {
                nodes
                    .entry(subject)
                    .or_default()
                    .push((quad.predicate, quad.object));
            }
        }
        for description in nodes.values_mut() {
            // A store gives quads in an order of its own.
            description.sort_by_cached_key(|(property, object)| (property.clone(), object.to_string()));
        }
        let mut view = Self {
            article: NamedNode::new_unchecked(""),
            nodes,
        };
        let article = view.instances(schema::NEWS_ARTICLE).next().cloned();
        view.article = article?;
        Some(view)
    }

    /// Takes something back that is told of a node.
    pub(super) fn retract(&mut self, node: &NamedNode, property: NamedNodeRef<'_>, object: &Term) {
        if let Some(description) = self.nodes.get_mut(node) {
            description.retain(|(told, value)| *told != property || value != object);
        }
    }

    /// Takes back whatever leads to a node by one of some properties.
    pub(super) fn retract_all(&mut self, properties: &[NamedNodeRef<'_>], object: &NamedNode) {
        let object = Term::from(object.clone());
        for description in self.nodes.values_mut() {
            description.retain(|(told, value)| *value != object || !properties.contains(&told.as_ref()));
        }
    }

    /// The quads, in the graph of the article.
    pub(super) fn quads(self) -> Vec<Quad> {
        let graph = GraphName::from(self.article);
        let nodes = self.nodes.into_iter();
        let quads = nodes.flat_map(|(node, description)| {
            let graph = graph.clone();
            let quad = move |(property, object)| Quad::new(node.clone(), property, object, graph.clone());
            description.into_iter().map(quad)
        });
        quads.collect()
    }

    /// Tells other values of a node, or none.
    pub(super) fn replace(&mut self, node: &NamedNode, property: NamedNodeRef<'_>, objects: Vec<Term>) {
        let description = self.nodes.entry(node.clone()).or_default();
        description.retain(|(told, _)| *told != property);
        description.extend(objects.into_iter().map(|object| (property.into_owned(), object)));
    }

    /// The nodes of a class, in order.
    pub(super) fn instances(&self, class: NamedNodeRef<'static>) -> impl Iterator<Item = &NamedNode> {
        let class = Term::from(class);
        self.nodes
            .iter()
            .filter(move |(_, description)| {
                description
                    .iter()
                    .any(|(property, object)| *property == rdf::TYPE && *object == class)
            })
            .map(|(node, _)| node)
    }

    /// Everything that a property leads to from a node.
    pub(super) fn terms(
        &self,
        node: &NamedNode,
        property: NamedNodeRef<'static>,
    ) -> impl Iterator<Item = &Term> {
        let description = self.nodes.get(node).map_or(&[][..], Vec::as_slice);
        description
            .iter()
            .filter(move |(told, _)| *told == property)
            .map(|(_, object)| object)
    }

    /// The nodes that a property leads to.
    pub(super) fn objects(
        &self,
        node: &NamedNode,
        property: NamedNodeRef<'static>,
    ) -> impl Iterator<Item = &NamedNode> {
        self.terms(node, property).filter_map(|term| match term {
            Term::NamedNode(object) => Some(object),
            _ => None,
        })
    }

    /// The node that a property leads to.
    pub(super) fn object(&self, node: &NamedNode, property: NamedNodeRef<'static>) -> Option<NamedNode> {
        self.objects(node, property).next().cloned()
    }

    /// The texts that a property leads to.
    pub(super) fn texts(
        &self,
        node: &NamedNode,
        property: NamedNodeRef<'static>,
    ) -> impl Iterator<Item = &str> {
        self.terms(node, property).filter_map(|term| match term {
            Term::Literal(literal) => Some(literal.value()),
            _ => None,
        })
    }

    /// The text that a property leads to.
    pub(super) fn text(&self, node: &NamedNode, property: NamedNodeRef<'static>) -> Option<&str> {
        self.texts(node, property).next()
    }
}
