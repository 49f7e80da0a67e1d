//! Cutting a graph down to what can be read.

use super::model::{Graph, Node};
use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// What to keep of a graph.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only edges of at least this weight.
    pub min_weight: usize,
    /// Only edges from a node of this name.
    pub by: Option<String>,
    /// Only edges to a node of this name; for claims, to those that are about it.
    pub about: Option<String>,
    /// Only this many nodes, those with the heaviest edges first.
    pub top: Option<usize>,
}

impl Filter {
    /// Cuts the graph down, and gives how many nodes `top` left out. Nodes without an edge are never kept.
    pub fn apply(&self, graph: &mut Graph) -> usize {
        let edges = self.edges(graph);
        // `filter_map` keeps the order of nodes and edges, which petgraph's `retain_…` does not.
        graph.graph = graph.graph.filter_map(
            |_, node| Some(node.clone()),
            |index, edge| edges.contains(&index).then(|| edge.clone()),
        );
        drop_lonely(graph);
        let before = graph.graph.node_count();
        if let Some(top) = self.top.filter(|top| *top < before) {
            let nodes = heaviest(graph, top);
            graph.graph = graph.graph.filter_map(
                |index, node| nodes.contains(&index).then(|| node.clone()),
                |_, edge| Some(edge.clone()),
            );
            drop_lonely(graph);
        }
        before - graph.graph.node_count()
    }

    /// The edges that are heavy enough and have the names that are asked for.
    fn edges(&self, graph: &Graph) -> BTreeSet<EdgeIndex> {
        let ends = |name: &Option<String>, end: &Node| name.as_ref().is_none_or(|name| is_called(end, name));
        graph
            .graph
            .edge_references()
            .filter(|edge| edge.weight().weight >= self.min_weight)
            .filter(|edge| {
                let (from, to) = (&graph.graph[edge.source()], &graph.graph[edge.target()]);
                if graph.directed {
                    ends(&self.by, from) && ends(&self.about, to)
                } else {
                    let either = |name| ends(name, from) || ends(name, to);
                    either(&self.by) && either(&self.about)
                }
            })
            .map(|edge| edge.id())
            .collect()
    }
}

fn is_called(node: &Node, name: &str) -> bool {
    node.iri == name || node.names.contains(&name.to_lowercase())
}

fn drop_lonely(graph: &mut Graph) {
    graph.graph = graph.graph.filter_map(
        |index, node| {
            let mut neighbours = graph.graph.neighbors_undirected(index);
            neighbours.next().is_some().then(|| node.clone())
        },
        |_, edge| Some(edge.clone()),
    );
}

/// The nodes whose edges weigh most, the first of equals by kind and label.
fn heaviest(graph: &Graph, top: usize) -> BTreeSet<NodeIndex> {
    let weight = |node: NodeIndex| -> usize {
        let outgoing = graph.graph.edges(node).map(|edge| edge.weight().weight);
        let incoming = graph
            .graph
            .edges_directed(node, petgraph::Incoming)
            .filter(|edge| edge.source() != node)
            .map(|edge| edge.weight().weight);
        outgoing.chain(incoming).sum()
    };
    let mut nodes: Vec<NodeIndex> = graph.graph.node_indices().collect();
    nodes.sort_by_cached_key(|&node| (Reverse(weight(node)), &graph.graph[node]));
    nodes.into_iter().take(top).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::View;
    use crate::query::merrow;

    fn edges(view: View, filter: &Filter) -> Vec<String> {
        let mut graph = view.build(&merrow()).unwrap();
        filter.apply(&mut graph);
        graph
            .graph
            .edge_references()
            .map(|edge| {
                format!(
                    "{} -> {}",
                    graph.graph[edge.source()].label,
                    graph.graph[edge.target()].label
                )
            })
            .collect()
    }

    #[test]
    fn by_and_about_keep_the_edges_of_a_name() {
        let by = Filter {
            by: Some("lund".into()),
            ..Filter::default()
        };
        assert_eq!(
            edges(View::WhoTalksAboutWhom, &by),
            ["Ivo Lund -> Ana Reyes", "Ivo Lund -> Merrow Dam"]
        );
        let about = Filter {
            about: Some("urn:onrecord:place/merrow-dam".into()),
            ..Filter::default()
        };
        assert_eq!(
            edges(View::WhoTalksAboutWhom, &about),
            ["Ana Reyes -> Merrow Dam", "Ivo Lund -> Merrow Dam"]
        );
        let claims = Filter {
            about: Some("the dam".into()),
            ..Filter::default()
        };
        assert_eq!(edges(View::Claims, &claims).len(), 3);
    }

    #[test]
    fn min_weight_and_top_leave_out_the_lightest() {
        let heavy = Filter {
            min_weight: 2,
            ..Filter::default()
        };
        assert_eq!(
            edges(View::WhoTalksAboutWhom, &heavy),
            ["Ana Reyes -> Merrow Dam"]
        );
        let top = Filter {
            top: Some(2),
            ..Filter::default()
        };
        assert_eq!(edges(View::WhoTalksAboutWhom, &top), ["Ivo Lund -> Ana Reyes"]);
    }
}
