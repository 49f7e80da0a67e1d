//! Cutting a graph down to what can be read.

use super::model::{Count, Graph, Node};
use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What to keep of a graph.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only edges of at least this weight.
    pub min_weight: usize,
    /// Only edges from one of these entities, by their IRIs.
    pub by: Option<BTreeSet<String>>,
    /// Only edges to one of these; for claims, to those that are about one of them.
    pub about: Option<BTreeSet<String>>,
    /// Only what was told on this day, `2025-03-10`, or after it.
    pub since: Option<String>,
    /// Only what was told on this day or before it.
    pub until: Option<String>,
    /// Only what was told in this attitude.
    pub attitude: Option<String>,
    /// Only this many nodes, the ends of the heaviest edges first.
    pub top: Option<usize>,
}

impl Filter {
    /// Cuts the graph down, and gives how many nodes `top` left out. Nodes without an edge are never kept.
    pub fn apply(&self, graph: &mut Graph) -> usize {
        self.narrow(graph);
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

    /// Leaves of each edge what was told in the time and the attitude that are asked for. What has no day was told in no
    /// such time, as far as anybody knows.
    fn narrow(&self, graph: &mut Graph) {
        let wanted = |count: &Count| {
            let (day, since, until) = (count.day.as_str(), self.since.as_deref(), self.until.as_deref());
            let is_dated = !day.is_empty() || (since.is_none() && until.is_none());
            is_dated
                && since.is_none_or(|since| day >= since)
                && until.is_none_or(|until| day <= until)
                && self
                    .attitude
                    .as_ref()
                    .is_none_or(|attitude| count.attitude == *attitude)
        };
        graph.graph = graph
            .graph
            .filter_map(|_, node| Some(node.clone()), |_, edge| edge.with(wanted));
    }

    /// The edges that are heavy enough and have the ends that are asked for.
    fn edges(&self, graph: &Graph) -> BTreeSet<EdgeIndex> {
        let ends = |wanted: &Option<BTreeSet<String>>, end: &Node| {
            wanted.as_ref().is_none_or(|wanted| is_or_concerns(end, wanted))
        };
        graph
            .graph
            .edge_references()
            .filter(|edge| edge.weight().weight >= self.min_weight)
            .filter(|edge| {
                let (from, to) = (&graph.graph[edge.source()], &graph.graph[edge.target()]);
                if graph.directed {
                    ends(&self.by, from) && ends(&self.about, to)
                } else {
                    let either = |wanted| ends(wanted, from) || ends(wanted, to);
                    either(&self.by) && either(&self.about)
                }
            })
            .map(|edge| edge.id())
            .collect()
    }
}

fn is_or_concerns(node: &Node, wanted: &BTreeSet<String>) -> bool {
    wanted.contains(&node.iri) || !wanted.is_disjoint(&node.topics)
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

/// The ends of the heaviest edges, as many as fit. Of edges that weigh the same, those go first whose end others
/// lead to as well: a claim that two speak of, then those between the heavier nodes. Taking the heaviest nodes would not
/// do: where all speakers weigh more than any claim, no edge is left.
fn heaviest(graph: &Graph, top: usize) -> BTreeSet<NodeIndex> {
    let graph = &graph.graph;
    let (mut into, mut all): (BTreeMap<_, usize>, BTreeMap<_, usize>) = Default::default();
    for edge in graph.edge_references() {
        let weight = edge.weight().weight;
        *into.entry(edge.target()).or_default() += weight;
        *all.entry(edge.target()).or_default() += weight;
        *all.entry(edge.source()).or_default() += weight;
    }
    let mut edges: Vec<_> = graph.edge_references().collect();
    edges.sort_by_cached_key(|edge| {
        let (from, to) = (edge.source(), edge.target());
        let weights = (edge.weight().weight, into[&to], all[&from] + all[&to]);
        (Reverse(weights), &graph[from], &graph[to])
    });
    let mut kept = BTreeSet::new();
    for edge in edges {
        let ends = BTreeSet::from([edge.source(), edge.target()]);
        if kept.union(&ends).count() <= top {
            kept.extend(ends);
        }
    }
    kept
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

    fn entity(iri: &str) -> Option<BTreeSet<String>> {
        Some(BTreeSet::from([format!("urn:onrecord:{iri}")]))
    }

    #[test]
    fn by_and_about_keep_the_edges_of_an_entity() {
        let by = Filter {
            by: entity("person/ivo-lund"),
            ..Filter::default()
        };
        assert_eq!(
            edges(View::WhoTalksAboutWhom, &by),
            ["Ivo Lund -> Ana Reyes", "Ivo Lund -> Merrow Dam"]
        );
        let about = Filter {
            about: entity("place/merrow-dam"),
            ..Filter::default()
        };
        assert_eq!(
            edges(View::WhoTalksAboutWhom, &about),
            ["Ana Reyes -> Merrow Dam", "Ivo Lund -> Merrow Dam"]
        );
        let claims = Filter {
            about: entity("place/merrow-dam"),
            ..Filter::default()
        };
        assert_eq!(edges(View::Claims, &claims).len(), 3);
    }

    #[test]
    fn a_time_and_an_attitude_leave_what_was_told_in_them() {
        let day = |day: &str| Some(day.to_owned());
        let counted = |filter: Filter| edges(View::WhoTalksAboutWhom, &filter).len();
        let all = counted(Filter::default());
        let denied = Filter {
            attitude: Some("denies".to_owned()),
            ..Filter::default()
        };
        assert_eq!(
            edges(View::WhoTalksAboutWhom, &denied),
            ["Ana Reyes -> Merrow Dam"]
        );
        let dated = counted(Filter {
            since: day("2000-01-01"),
            ..Filter::default()
        });
        assert!(
            dated > 0 && dated < all,
            "what has no day is left out: {dated} of {all}"
        );
        for (since, until) in [(day("2026-02-21"), None), (None, day("2026-02-15"))] {
            let nothing = Filter {
                since,
                until,
                ..Filter::default()
            };
            assert_eq!(edges(View::WhoTalksAboutWhom, &nothing), [""; 0], "{nothing:?}");
        }
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
        assert_eq!(edges(View::WhoTalksAboutWhom, &top), ["Ana Reyes -> Merrow Dam"]);
        assert_eq!(
            edges(View::Claims, &top).len(),
            1,
            "a graph is never cut down to nothing"
        );
    }
}
