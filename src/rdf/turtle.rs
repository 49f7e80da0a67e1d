//! Quads as Turtle, or TriG where graphs have names, that a reader can follow and that git can compare.

use super::vocabulary::PREFIXES;
use oxigraph::model::Quad;
use oxttl::TriGSerializer;

/// The folders of the record's IRIs that are written with a prefix. Nodes below an article stay whole: as prefixed
/// names their marks would need a backslash each (`article:x\#char\=0\,18`).
const FOLDERS: [&str; 13] = [
    "claim",
    "event",
    "extractor",
    "group",
    "interval",
    "judgement",
    "membership",
    "organisation",
    "person",
    "place",
    "relation",
    "role",
    "statement",
];

/// Writes quads in the order in which they are given ([`sorted`](super::order::sorted)), after the prefixes that they
/// use, with an empty line before each node. `base` is what the record's IRIs begin with.
pub fn turtle(quads: &[Quad], base: &str) -> String {
    let folders = FOLDERS.map(|folder| (folder, format!("{base}{folder}/")));
    let folders = folders.iter().map(|(prefix, iri)| (*prefix, iri.as_str()));
    let mut serializer = TriGSerializer::new();
    for (prefix, iri) in PREFIXES.iter().copied().chain(folders) {
        serializer = serializer
            .with_prefix(prefix, iri)
            .expect("the vocabulary's namespaces and the record's base are IRIs");
    }
    let mut writer = serializer.for_writer(Vec::new());
    for quad in quads {
        writer
            .serialize_quad(quad)
            .expect("memory takes all that is written");
    }
    let written = writer.finish().expect("memory takes all that is written");
    laid_out(&String::from_utf8_lossy(&written))
}

/// The writer's text, its prefixes sorted (it has them in an order that changes from run to run) and its nodes parted.
fn laid_out(written: &str) -> String {
    let is_prefix = |line: &&str| line.starts_with("@prefix ");
    let (mut prefixes, body): (Vec<&str>, Vec<&str>) = written.lines().partition(is_prefix);
    prefixes.sort_unstable();
    prefixes.retain(|line| {
        let name = line["@prefix ".len()..].split_inclusive(':').next();
        name.is_some_and(|name| body.iter().any(|line| line.contains(name)))
    });
    let mut text: String = prefixes.iter().map(|line| format!("{line}\n")).collect();
    let mut parted = true;
    for line in body {
        // A node's description begins on a line of its own and ends with a full stop; strings stay on one line.
        if parted && line != "}" {
            text.push('\n');
        }
        text.push_str(line);
        text.push('\n');
        parted = line.ends_with(" .") || line == "}";
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::{GraphName, Literal, NamedNode};

    fn quad(subject: &str, value: &str, graph: GraphName) -> Quad {
        let property = NamedNode::new_unchecked("https://schema.org/text");
        Quad::new(
            NamedNode::new_unchecked(subject),
            property,
            Literal::from(value),
            graph,
        )
    }

    #[test]
    fn nodes_are_parted_and_only_used_prefixes_stand_there() {
        let merged = GraphName::DefaultGraph;
        let quads = [
            quad("urn:x:claim/1", "a \n.\r b .", merged.clone()),
            quad("urn:x:claim/1", "c", merged.clone()),
            quad("urn:x:article/y#char=1,2", "d", merged),
        ];
        let text = "@prefix claim: <urn:x:claim/> .\n@prefix schema: <https://schema.org/> .\n\n\
                    claim:1 schema:text \"a \\n.\\r b .\" , \"c\" .\n\n\
                    <urn:x:article/y#char=1,2> schema:text \"d\" .\n";
        assert_eq!(turtle(&quads, "urn:x:"), text);
        let graph = GraphName::from(NamedNode::new_unchecked("urn:x:resolved"));
        let quads = quads.map(|quad| Quad {
            graph_name: graph.clone(),
            ..quad
        });
        let text = turtle(&quads, "urn:x:");
        assert!(
            text.contains("\n\n<urn:x:resolved> {\n\tclaim:1 schema:text"),
            "{text}"
        );
        assert!(text.ends_with(" .\n}\n"), "{text}");
        assert_eq!(turtle(&[], "urn:x:"), "");
    }
}
