//! Drawing SVG with Graphviz, where it is installed.

use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::thread;
use thiserror::Error;

/// Why there is no drawing.
#[derive(Debug, Error)]
pub enum DrawError {
    /// There is no program `dot`.
    #[error(
        "Graphviz is not installed, so there is no SVG: install it (Debian: apt install graphviz), or take --format dot"
    )]
    NotInstalled,
    /// It did not take the graph.
    #[error("Graphviz could not draw the graph: {0}")]
    Refused(String),
    /// It could not be talked to.
    #[error("Graphviz cannot be run: {0}")]
    Io(#[from] io::Error),
}

/// Has Graphviz draw a graph given as DOT.
pub fn draw(dot: &str) -> Result<String, DrawError> {
    run("dot", &["-Tsvg"], dot)
}

/// Runs a program of Graphviz with a text as its input.
fn run(program: &str, arguments: &[&str], input: &str) -> Result<String, DrawError> {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => DrawError::NotInstalled,
            _ => DrawError::Io(error),
        })?;
    let stdin = child.stdin.take();
    // Input is written from a thread of its own: Graphviz may fill its output before it has read everything.
    let output = thread::scope(|scope| {
        scope.spawn(move || {
            // Should Graphviz stop reading, its own message says why.
            let _ = stdin.map(|mut stdin| stdin.write_all(input.as_bytes()));
        });
        child.wait_with_output()
    })?;
    if !output.status.success() {
        return Err(DrawError::Refused(
            String::from_utf8_lossy(&output.stderr).trim().to_owned(),
        ));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::model::{Count, GraphBuilder, Node, NodeKind};
    use crate::graph::{Graph, View, dot};
    use crate::query::merrow;
    use std::collections::BTreeSet;

    /// Whether Graphviz is there; says so where it is not.
    fn graphviz() -> bool {
        let installed = !matches!(run("dot", &["-V"], ""), Err(DrawError::NotInstalled));
        if !installed {
            println!("skipped: needs Graphviz");
        }
        installed
    }

    #[test]
    fn a_missing_program_is_told_with_the_remedy() {
        let message = run("no-such-program-of-graphviz", &[], "")
            .unwrap_err()
            .to_string();
        assert!(message.contains("apt install graphviz"), "{message}");
    }

    #[test]
    fn graphviz_draws_every_view() {
        if !graphviz() {
            return;
        }
        for view in View::ALL {
            let graph = view.build(&merrow()).unwrap();
            assert!(graph.graph.edge_count() > 0, "{view:?} is empty");
            let svg = draw(&dot::write(&graph)).unwrap_or_else(|error| panic!("{view:?}: {error}"));
            assert!(svg.contains("</svg>"), "{view:?}");
        }
    }

    #[test]
    fn a_broken_graph_is_refused() {
        if graphviz() {
            assert!(matches!(draw("digraph {"), Err(DrawError::Refused(_))));
        }
    }

    const HOSTILE: [&str; 8] = [
        "say \"no\"",
        "back\\slash \\N \\",
        "<b>bold</b>",
        "AT&T &lt;b&gt;",
        "אנה רייס",
        "آنا ریس",
        "a -> b; }",
        "emoji 🚢 é",
    ];

    /// A ring of nodes with hostile labels.
    fn hostile() -> Graph {
        let node = |label: &str| Node {
            kind: NodeKind::Person,
            label: label.to_owned(),
            iri: format!("urn:x:{}", label.len()),
            topics: BTreeSet::new(),
        };
        let mut builder = GraphBuilder::default();
        for (one, other) in HOSTILE.iter().zip(HOSTILE.iter().cycle().skip(1)) {
            let count = Count {
                day: String::new(),
                attitude: "says \"\\\" & <i>".to_owned(),
                number: 1,
            };
            builder.add(&node(one), &node(other), count);
        }
        Graph {
            title: "</svg> \"\\ &".to_owned(),
            edges_mean: "test",
            directed: true,
            graph: builder.finish(),
        }
    }

    /// The texts of an SVG, its own escapes undone.
    fn texts(svg: &str) -> BTreeSet<String> {
        svg.split("<text ")
            .skip(1)
            .filter_map(|rest| rest.split_once('>')?.1.split_once("</text>"))
            .map(|(text, _)| {
                text.replace("&#45;", "-")
                    .replace("&#160;", " ")
                    .replace("&#39;", "'")
                    .replace("&quot;", "\"")
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&amp;", "&")
            })
            .collect()
    }

    #[test]
    fn hostile_labels_are_drawn_letter_by_letter() {
        if !graphviz() {
            return;
        }
        let drawn = texts(&draw(&dot::write(&hostile())).unwrap());
        for label in HOSTILE.iter().chain(&["</svg> \"\\ &", "says \"\\\" & <i>"]) {
            assert!(drawn.contains(*label), "{label:?} is not among {drawn:?}");
        }
    }

    #[test]
    fn hostile_labels_are_read_back_as_they_were_written() {
        if !graphviz() {
            return;
        }
        let json: serde_json::Value =
            serde_json::from_str(&run("dot", &["-Tjson"], &dot::write(&hostile())).unwrap()).unwrap();
        let read: BTreeSet<String> = json["objects"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|object| object["label"].as_str())
            // Graphviz keeps the escapes of its own language in the attribute.
            .map(|label| label.replace("\\\\", "\\").replace("&amp;", "&"))
            .collect();
        for label in HOSTILE {
            assert!(read.contains(label), "{label:?} is not among {read:?}");
        }
    }

    #[test]
    fn the_same_record_gives_the_same_dot() {
        for view in View::ALL {
            let dot = || dot::write(&view.build(&merrow()).unwrap());
            assert_eq!(dot(), dot());
        }
    }
}
