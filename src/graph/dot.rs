//! Writing DOT, the language of Graphviz.
//!
//! petgraph has a writer of its own, but does not escape what attribute getters give it, and a name may hold
//! any mark. Colours are those of Okabe and Ito (2008), which people who see colours differently can tell
//! apart; shape, dash and words say the same again.

use super::label::{marked_up, quoted, wrapped};
use super::model::{Edge, Graph, Node, NodeKind};
use petgraph::visit::EdgeRef;
use std::fmt::{self, Write};

/// What a page adds to a drawing: where each node leads. Title and key stand on the page itself.
type Link<'a> = Option<&'a dyn Fn(&Node) -> String>;

/// The graph as DOT; the same graph gives the same text.
pub fn write(graph: &Graph) -> String {
    written(graph, None)
}

/// The graph as DOT for a drawing that stands in a page: without title and key, its nodes leading somewhere.
pub fn write_for_page(graph: &Graph, link: &dyn Fn(&Node) -> String) -> String {
    written(graph, Some(link))
}

fn written(graph: &Graph, link: Link<'_>) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write_to(graph, link, &mut text);
    text
}

fn write_to(graph: &Graph, link: Link<'_>, dot: &mut String) -> fmt::Result {
    writeln!(dot, "digraph {{")?;
    let (heading, ground) = match link {
        None => (heading(graph), "#ffffff"),
        Some(_) => (quoted(&[]), "transparent"),
    };
    writeln!(
        dot,
        "  graph [label={heading}, labelloc=t, fontname=\"Helvetica\", bgcolor=\"{ground}\", {}];",
        if graph.directed {
            "rankdir=LR, nodesep=0.25, ranksep=0.9"
        } else {
            "layout=neato, overlap=false, splines=true, sep=\"+18\""
        }
    )?;
    writeln!(
        dot,
        "  node [fontname=\"Helvetica\", fontsize=12, style=filled, color=\"#333333\", fontcolor=\"#000000\"];"
    )?;
    writeln!(
        dot,
        "  edge [fontname=\"Helvetica\", fontsize=10, fontcolor=\"#333333\", arrowsize=0.7{}];",
        if graph.directed { "" } else { ", dir=none" }
    )?;
    for index in graph.graph.node_indices() {
        node(dot, index.index(), &graph.graph[index], link)?;
    }
    for edge in graph.graph.edge_references() {
        write!(dot, "  n{} -> n{} ", edge.source().index(), edge.target().index())?;
        self::edge(dot, edge.weight())?;
    }
    writeln!(dot, "}}")
}

fn node(dot: &mut String, number: usize, node: &Node, link: Link<'_>) -> fmt::Result {
    let (width, lines) = match node.kind {
        NodeKind::Claim => (32, 5),
        _ => (22, 3),
    };
    let address = link.map_or_else(String::new, |link| format!(", URL={}", quoted(&[link(node)])));
    writeln!(
        dot,
        "  n{number} [label={}, tooltip={}, shape={}, fillcolor=\"{}\"{address}];",
        quoted(&wrapped(&node.label, width, lines)),
        quoted(&wrapped(&node.label, 80, 20)),
        shape(node.kind),
        fill(node.kind)
    )
}

fn edge(dot: &mut String, edge: &Edge) -> fmt::Result {
    let attitudes: Vec<String> = edge
        .attitudes
        .iter()
        .map(|(attitude, count)| match count {
            1 => attitude.clone(),
            count => format!("{attitude} {count}"),
        })
        .collect();
    let label = if attitudes.is_empty() && edge.weight > 1 {
        vec![edge.weight.to_string()]
    } else {
        attitudes
    };
    writeln!(
        dot,
        "[label={}, penwidth={:.1}, weight={}, {}];",
        quoted(&label),
        thickness(edge.weight),
        edge.weight.min(100),
        stroke(edge)
    )
}

/// Grows with the logarithm: one report is a line, a hundred are not a wall.
#[allow(clippy::cast_precision_loss, reason = "a count of reports is far below 2^52")]
fn thickness(weight: usize) -> f64 {
    (1.0 + (weight.max(1) as f64).log2()).min(7.0)
}

fn shape(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Person => "ellipse",
        NodeKind::Organisation => "box",
        NodeKind::Group => "component",
        NodeKind::Place => "hexagon",
        NodeKind::Event => "octagon",
        NodeKind::Claim => "note",
    }
}

fn fill(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Person => "#56b4e9",
        NodeKind::Organisation => "#e69f00",
        NodeKind::Group => "#cc79a7",
        NodeKind::Place => "#5fc9a8",
        NodeKind::Event => "#f0e442",
        NodeKind::Claim => "#f4f4f4",
    }
}

/// Colour and dash of an edge's commonest attitude; of equals, the one that matters most to a reader.
fn stroke(edge: &Edge) -> &'static str {
    const SALIENT: [&str; 6] = ["doubts", "declines", "requests", "warns", "accuses", "denies"];
    let salience = |attitude: &str| SALIENT.iter().position(|salient| *salient == attitude);
    let commonest = edge
        .attitudes
        .iter()
        .max_by_key(|(attitude, count)| (**count, salience(attitude)))
        .map(|(attitude, _)| attitude.as_str());
    match commonest {
        Some("denies" | "doubts") => "color=\"#d55e00\", style=dashed",
        Some("accuses" | "warns") => "color=\"#a3195b\", style=bold",
        Some("promises" | "agrees" | "confirms") => "color=\"#009e73\", style=solid",
        Some("requests") => "color=\"#0072b2\", style=solid",
        Some("declines") => "color=\"#777777\", style=dotted",
        _ => "color=\"#555555\", style=solid",
    }
}

/// The title, and what colours and edges mean, as a table: a drawing has one label, and a legend of nodes would be
/// scattered by some layouts.
fn heading(graph: &Graph) -> String {
    let kinds = graph.kinds();
    let mut legend = String::new();
    for kind in &kinds {
        let name = kind.name();
        let _ = write!(
            legend,
            "<TD BORDER=\"1\" BGCOLOR=\"{}\"><FONT POINT-SIZE=\"10\">{name}</FONT></TD>",
            fill(*kind)
        );
    }
    format!(
        "<<TABLE BORDER=\"0\" CELLSPACING=\"4\" CELLPADDING=\"3\">\
         <TR><TD COLSPAN=\"{columns}\"><FONT POINT-SIZE=\"20\">{}</FONT></TD></TR>\
         <TR>{legend}<TD><FONT POINT-SIZE=\"10\">{}</FONT></TD></TR></TABLE>>",
        marked_up(&wrapped(&graph.title, 60, 4)),
        marked_up(&[format!("edge: {}", graph.edges_mean)]),
        columns = kinds.len() + 1,
    )
}
