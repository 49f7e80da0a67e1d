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

/// An edge: how often, and in which spirit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edge {
    /// How many statements, reports or sentences it stands for.
    pub weight: usize,
    /// How many of them with which attitude or relation; empty where edges have none.
    pub attitudes: BTreeMap<String, usize>,
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
    /// The edges with their ends, in the order of their nodes.
    pub fn edges(&self) -> impl Iterator<Item = (&Node, &Node, &Edge)> {
        let edges = self.graph.edge_references();
        edges.map(|edge| {
            (
                &self.graph[edge.source()],
                &self.graph[edge.target()],
                edge.weight(),
            )
        })
    }
}

/// Puts a graph together from edges in any order; nodes and edges come out sorted.
#[derive(Debug, Default)]
pub(super) struct GraphBuilder {
    edges: BTreeMap<(Node, Node), Edge>,
}

impl GraphBuilder {
    /// Adds to the edge from one node to another.
    pub(super) fn add(&mut self, from: &Node, to: &Node, weight: usize, attitude: Option<&str>) {
        let edge = self.edges.entry((from.clone(), to.clone())).or_default();
        edge.weight += weight;
        if let Some(attitude) = attitude {
            *edge.attitudes.entry(attitude.to_owned()).or_default() += weight;
        }
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
