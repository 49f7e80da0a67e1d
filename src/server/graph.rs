//! The views of the record as graphs: drawn, and as a table for whoever cannot see a drawing.

use super::link;
use super::node::Cell;
use super::page::{Frame, file, html};
use super::problem::Problem;
use super::shared::Shared;
use crate::graph::{Filter, Graph, Node, View, dot, svg};
use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// How many nodes are drawn where nobody says otherwise.
const TOP: usize = 30;

/// Which view, and what of it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    view: String,
    by: String,
    about: String,
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
        let filter = Filter {
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
            ("min", &self.min),
            ("top", &self.top),
        ])
    }
}

/// An edge in the table.
struct Edge {
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
            html(&GraphPage {
                frame: Frame::new(graph.title.clone(), "/graph"),
                views: View::ALL.map(View::name),
                chosen: wanted.view()?.name(),
                title: graph.title.clone(),
                edges_mean: graph.edges_mean,
                picture: format!("/graph.svg?{}", wanted.query()),
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
                from: cell(from),
                how: how.join(", "),
                to: cell(to),
                weight: edge.weight,
            }
        })
        .collect();
    edges.sort_by_key(|edge| std::cmp::Reverse(edge.weight));
    edges
}

/// The drawing.
pub(super) async fn picture(
    State(shared): State<Arc<Shared>>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    shared
        .work(move |shared| {
            let (graph, _) = wanted.graph(shared)?;
            let drawn = svg::draw(&dot::write(&graph)).map_err(|error| {
                Problem::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    format!("The graph is not drawn: {error}."),
                    "The page of the graph has it as a table.",
                )
            })?;
            Ok(file("image/svg+xml", drawn))
        })
        .await
}
