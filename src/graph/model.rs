//! What nodes and edges are.

use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use std::collections::{BTreeMap, BTreeSet};

/// What a node stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NodeKind {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// People without a name.
    Group,
    /// A place.
    Place,
    /// An event.
    Event,
    /// A claim.
    Claim,
}

impl NodeKind {
    /// Its name for readers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Group => "group",
            Self::Place => "place",
            Self::Event => "event",
            Self::Claim => "claim",
        }
    }

    /// The kind of an entity's class.
    pub fn of_class(iri: &str) -> Option<Self> {
        use crate::rdf::vocabulary::{onr, schema, sem};
        [
            (schema::PERSON, Self::Person),
            (schema::ORGANIZATION, Self::Organisation),
            (onr::GROUP, Self::Group),
            (schema::PLACE, Self::Place),
            (sem::EVENT, Self::Event),
            (schema::CLAIM, Self::Claim),
        ]
        .into_iter()
        .find(|(class, _)| class.as_str() == iri)
        .map(|(_, kind)| kind)
    }
}

/// A node.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node {
    /// What it stands for.
    pub kind: NodeKind,
    /// What it is called.
    pub label: String,
    /// Its address in the record.
    pub iri: String,
    /// For a claim, the IRIs of what it is about.
    pub topics: BTreeSet<String>,
}

/// How often something was told on a day in an attitude.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The first day on which it may have been said, or that on which it was printed; empty where nobody says.
    pub day: String,
    /// The attitude or relation; empty where edges have none.
    pub attitude: String,
    /// How many statements, reports or sentences.
    pub number: usize,
}

impl Count {
    /// From the columns `day` and `attitude` of a row.
    pub(super) fn of(row: &BTreeMap<String, String>, number: usize) -> Self {
        let text = |column: &str| row.get(column).cloned().unwrap_or_default();
        Self {
            day: text("day"),
            attitude: text("attitude"),
            number,
        }
    }
}

/// An edge: how often, in which spirit, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edge {
    /// How many statements, reports or sentences it stands for.
    pub weight: usize,
    /// How many of them with which attitude or relation; empty where edges have none.
    pub attitudes: BTreeMap<String, usize>,
    /// The counts that these are the sums of.
    pub counts: Vec<Count>,
}

impl Edge {
    fn add(&mut self, count: Count) {
        self.weight += count.number;
        if !count.attitude.is_empty() {
            *self.attitudes.entry(count.attitude.clone()).or_default() += count.number;
        }
        self.counts.push(count);
    }

    /// The edge with those counts alone that are wanted; `None` where it has none of them.
    pub(super) fn with(&self, wanted: impl Fn(&Count) -> bool) -> Option<Self> {
        let mut edge = Self::default();
        let counts = self.counts.iter().filter(|count| wanted(count));
        counts.for_each(|count| edge.add(count.clone()));
        (edge.weight > 0).then_some(edge)
    }
}

/// A view of the record. Edges without direction (`directed` false) are kept once, from the smaller node.
#[derive(Clone, Debug)]
pub struct Graph {
    /// What is shown, as a title.
    pub title: String,
    /// What an edge and its thickness stand for.
    pub edges_mean: &'static str,
    /// Whether edges have a direction.
    pub directed: bool,
    /// Nodes and edges.
    pub graph: DiGraph<Node, Edge>,
}

impl Graph {
    /// The edges with their ends, in the order of their nodes; each node with the number that it has in a drawing.
    pub fn edges(&self) -> impl Iterator<Item = ((usize, &Node), (usize, &Node), &Edge)> {
        let node = |index: NodeIndex| (index.index(), &self.graph[index]);
        let edges = self.graph.edge_references();
        edges.map(move |edge| (node(edge.source()), node(edge.target()), edge.weight()))
    }

    /// What kinds of nodes there are.
    pub fn kinds(&self) -> BTreeSet<NodeKind> {
        self.graph.node_weights().map(|node| node.kind).collect()
    }
}

/// Puts a graph together from edges in any order; nodes and edges come out sorted.
#[derive(Debug, Default)]
pub(super) struct GraphBuilder {
    edges: BTreeMap<(Node, Node), Edge>,
}

impl GraphBuilder {
    /// Adds to the edge from one node to another.
    pub(super) fn add(&mut self, from: &Node, to: &Node, count: Count) {
        self.edges
            .entry((from.clone(), to.clone()))
            .or_default()
            .add(count);
    }

    /// Nodes in the order of their kind and label, edges in that of their nodes.
    pub(super) fn finish(self) -> DiGraph<Node, Edge> {
        let nodes: BTreeSet<&Node> = self.edges.keys().flat_map(|(from, to)| [from, to]).collect();
        let mut graph = DiGraph::new();
        let places: BTreeMap<&Node, NodeIndex> = nodes
            .into_iter()
            .map(|node| (node, graph.add_node(node.clone())))
            .collect();
        for ((from, to), edge) in &self.edges {
            graph.add_edge(places[from], places[to], edge.clone());
        }
        graph
    }
}
