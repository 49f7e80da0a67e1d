//! The views of the record as graphs: drawn, and as a table for whoever cannot see a drawing.
//!
//! The drawing stands in the page, its nodes as links; `graph.js` makes it larger, and hides what is not asked for. What it
//! needs to know of edges stands in the rows of the table.

use super::choice::ATTITUDES;
use super::link;
use super::node::Cell;
use super::page::{Frame, file, html};
use super::problem::Problem;
use super::shared::Shared;
use crate::graph::svg::DrawError;
use crate::graph::{Count, Filter, Graph, Node, NodeKind, View, dot, svg};
use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How many nodes are drawn where nobody says otherwise.
const TOP: usize = 30;

/// How many nodes are drawn at most: beyond that Graphviz takes long, and nobody can read it.
const MOST: usize = 400;

/// Which view, and what of it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    view: String,
    by: String,
    about: String,
    attitude: String,
    from: String,
    until: String,
    min: String,
    top: String,
}

impl Wanted {
    fn view(&self) -> Result<View, Problem> {
        if self.view.is_empty() {
            return Ok(View::WhoTalksAboutWhom);
        }
        let view = View::ALL.into_iter().find(|view| view.name() == self.view);
        view.ok_or_else(|| {
            let known = View::ALL.map(View::name).join(", ");
            Problem::new(
                StatusCode::NOT_FOUND,
                format!("There is no view “{}”.", self.view),
                format!("The views are {known}."),
            )
        })
    }

    /// The graph, cut down, and how many nodes were left out.
    fn graph(&self, shared: &Shared) -> Result<(Graph, usize), Problem> {
        let index = shared.index()?;
        let named = |name: &str| -> Option<BTreeSet<String>> {
            let name = name.trim();
            (!name.is_empty()).then(|| index.named(shared, name).into_iter().map(str::to_owned).collect())
        };
        let given = |text: &String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let filter = Filter {
            since: given(&self.from),
            until: given(&self.until),
            attitude: given(&self.attitude),
            min_weight: self.min.parse().unwrap_or(1),
            by: named(&self.by),
            about: named(&self.about),
            top: Some(self.top.parse().unwrap_or(TOP)).filter(|top| *top > 0),
        };
        let mut graph = self.view()?.build(shared)?;
        let left_out = filter.apply(&mut graph);
        Ok((graph, left_out))
    }

    fn query(&self) -> String {
        link::query([
            ("view", self.view.as_str()),
            ("by", &self.by),
            ("about", &self.about),
            ("attitude", &self.attitude),
            ("from", &self.from),
            ("until", &self.until),
            ("min", &self.min),
            ("top", &self.top),
        ])
    }
}

/// An edge in the table.
struct Edge {
    /// What Graphviz calls it.
    key: String,
    /// Its counts: day, attitude and number, for the script.
    told: String,
    from: Cell,
    how: String,
    to: Cell,
    weight: usize,
}

#[derive(Template)]
#[template(path = "graph.html")]
struct GraphPage {
    frame: Frame,
    wanted: Wanted,
    views: [&'static str; 4],
    chosen: &'static str,
    title: String,
    edges_mean: &'static str,
    picture: String,
    drawing: String,
    /// Why there is no drawing; empty where there is one.
    not_drawn: String,
    kinds: Vec<&'static str>,
    all_attitudes: [&'static str; 9],
    /// The attitudes of the edges, with how often each is told.
    attitudes: Vec<(String, usize)>,
    edges: Vec<Edge>,
    left_out: usize,
    top: usize,
}

pub(super) async fn page(
    State(shared): State<Arc<Shared>>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    shared
        .work(move |shared| {
            let (graph, left_out) = wanted.graph(shared)?;
            let drawn = draw(&graph, Some(shared));
            html(&GraphPage {
                frame: Frame::new(graph.title.clone(), "/graph"),
                views: View::ALL.map(View::name),
                chosen: wanted.view()?.name(),
                title: graph.title.clone(),
                edges_mean: graph.edges_mean,
                picture: format!("/graph.svg?{}", wanted.query()),
                not_drawn: drawn.as_ref().err().map_or_else(String::new, Undrawn::sentence),
                drawing: drawn.unwrap_or_default(),
                kinds: graph.kinds().into_iter().map(NodeKind::name).collect(),
                all_attitudes: ATTITUDES,
                attitudes: attitudes(&graph),
                edges: edges(&graph, shared),
                left_out,
                top: TOP,
                wanted,
            })
        })
        .await
}

/// The heaviest edges first.
fn edges(graph: &Graph, shared: &Shared) -> Vec<Edge> {
    let cell = |node: &Node| Cell {
        text: node.label.clone(),
        href: Some(link::to(shared.base(), &node.iri)),
    };
    let mut edges: Vec<Edge> = graph
        .edges()
        .map(|(from, to, edge)| {
            let attitudes = edge.attitudes.iter();
            let how: Vec<String> = attitudes
                .map(|(attitude, count)| match count {
                    1 => attitude.clone(),
                    count => format!("{attitude} {count}"),
                })
                .collect();
            Edge {
                key: format!("n{}->n{}", from.0, to.0),
                told: edge.counts.iter().map(written).collect::<Vec<_>>().join(";"),
                from: cell(from.1),
                how: how.join(", "),
                to: cell(to.1),
                weight: edge.weight,
            }
        })
        .collect();
    edges.sort_by_key(|edge| std::cmp::Reverse(edge.weight));
    edges
}

fn written(count: &Count) -> String {
    format!("{}|{}|{}", count.day, count.attitude, count.number)
}

/// The attitudes of all edges, the commonest first.
fn attitudes(graph: &Graph) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    for (_, _, edge) in graph.edges() {
        for (attitude, count) in &edge.attitudes {
            *counts.entry(attitude).or_default() += count;
        }
    }
    let mut counts: Vec<(String, usize)> = counts
        .into_iter()
        .map(|(attitude, count)| (attitude.clone(), count))
        .collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

/// Why there is no drawing.
enum Undrawn {
    TooLarge(usize),
    Failed(DrawError),
}

impl Undrawn {
    fn sentence(&self) -> String {
        match self {
            Self::TooLarge(nodes) => {
                format!("The graph has {nodes} nodes, and no more than {MOST} are drawn: ask for fewer.")
            }
            Self::Failed(error) => format!("The graph is not drawn: {error}."),
        }
    }
}

/// The drawing as SVG: for a page of this server, or to stand alone.
fn draw(graph: &Graph, page: Option<&Shared>) -> Result<String, Undrawn> {
    let nodes = graph.graph.node_count();
    if nodes > MOST {
        return Err(Undrawn::TooLarge(nodes));
    }
    let dot = match page {
        Some(shared) => dot::write_for_page(graph, &|node| link::to(shared.base(), &node.iri)),
        None => dot::write(graph),
    };
    let drawn = svg::draw(&dot).map_err(Undrawn::Failed)?;
    Ok(match (page, drawn.find("<svg")) {
        // What stands before it is for files, and so are Graphviz' comments, each of them a line.
        (Some(_), Some(start)) => {
            let lines = drawn[start..].lines();
            lines
                .filter(|line| !line.starts_with("<!--"))
                .collect::<Vec<_>>()
                .join("\n")
        }
        _ => drawn,
    })
}

/// The drawing alone.
pub(super) async fn picture(
    State(shared): State<Arc<Shared>>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    shared
        .work(move |shared| {
            let (graph, _) = wanted.graph(shared)?;
            let drawn = draw(&graph, None).map_err(|undrawn| {
                Problem::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    undrawn.sentence(),
                    "The page of the graph has it as a table.",
                )
            })?;
            Ok(file("image/svg+xml", drawn))
        })
        .await
}
