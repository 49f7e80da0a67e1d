//! DOT of any labels, held against the grammar of Graphviz.

use arbitrary::{Arbitrary, Unstructured};
use onrecord::graph::{Edge, Graph, Node, NodeKind, dot};
use petgraph::graph::DiGraph;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::{BTreeMap, BTreeSet};

const KINDS: [NodeKind; 6] = [
    NodeKind::Person,
    NodeKind::Organisation,
    NodeKind::Group,
    NodeKind::Place,
    NodeKind::Event,
    NodeKind::Claim,
];

/// One statement for each node and edge, and no label that ends early.
pub fn dot(data: &[u8]) {
    let Ok(graph) = graph(&mut Unstructured::new(data)) else {
        return;
    };
    // Three more set what holds for the graph, its nodes and its edges.
    let wanted = 3 + graph.graph.node_count() + graph.graph.edge_count();
    let for_page = dot::write_for_page(&graph, &|node| node.label.clone());
    for text in [dot::write(&graph), for_page] {
        assert_eq!(statements(&text), wanted, "{text}");
    }
}

fn graph(input: &mut Unstructured<'_>) -> arbitrary::Result<Graph> {
    let title = String::arbitrary(input)?;
    let directed = bool::arbitrary(input)?;
    let mut graph = DiGraph::new();
    for _ in 0..input.int_in_range(1..=6)? {
        graph.add_node(Node {
            kind: *input.choose(&KINDS)?,
            label: String::arbitrary(input)?,
            iri: String::new(),
            topics: BTreeSet::new(),
        });
    }
    let places: Vec<_> = graph.node_indices().collect();
    for _ in 0..input.int_in_range(0..=6)? {
        let edge = Edge {
            weight: usize::arbitrary(input)?,
            attitudes: BTreeMap::arbitrary(input)?,
            counts: Vec::new(),
        };
        graph.add_edge(*input.choose(&places)?, *input.choose(&places)?, edge);
    }
    Ok(Graph {
        title,
        edges_mean: "a report",
        directed,
        graph,
    })
}

/// How many statements there are, by the lexer of Graphviz: strings between quotation marks, in which a backslash takes the
/// next mark along, and labels between angle brackets, which must be well-formed.
fn statements(text: &str) -> usize {
    let body = text
        .strip_prefix("digraph {\n")
        .and_then(|text| text.strip_suffix("}\n"));
    let mut rest = body.unwrap_or_else(|| panic!("no graph: {text}"));
    let mut count = 0;
    while let Some(mark) = rest.chars().next() {
        rest = match mark {
            '"' => after_string(rest),
            '<' => after_markup(rest),
            ';' => {
                count += 1;
                &rest[1..]
            }
            _ => {
                let plain = mark.is_ascii_alphanumeric() || " \n[]=,.->_".contains(mark);
                assert!(plain, "{mark:?} outside of a label in\n{text}");
                &rest[1..]
            }
        };
    }
    count
}

fn after_string(rest: &str) -> &str {
    let mut letters = rest.char_indices().skip(1);
    while let Some((place, letter)) = letters.next() {
        match letter {
            '"' => return &rest[place + 1..],
            '\\' => drop(letters.next()),
            '\0' => panic!("Graphviz ends at a zero: {rest}"),
            _ => {}
        }
    }
    panic!("a label that does not end: {rest}")
}

fn after_markup(rest: &str) -> &str {
    let mut depth = 0;
    for (place, letter) in rest.char_indices() {
        match letter {
            '<' => depth += 1,
            '>' => depth -= 1,
            '\0' => panic!("Graphviz ends at a zero: {rest}"),
            _ => {}
        }
        if depth == 0 {
            well_formed(&rest[1..place]);
            return &rest[place + 1..];
        }
    }
    panic!("a label that does not end: {rest}")
}

fn well_formed(label: &str) {
    let unknown = |letter: char| letter.is_control() && letter != '\n';
    assert!(
        !label.contains(unknown),
        "a mark that XML does not know: {label:?}"
    );
    let mut reader = Reader::from_str(label);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return,
            Ok(_) => {}
            Err(error) => panic!("{error} in {label}"),
        }
    }
}
