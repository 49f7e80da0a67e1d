//! The words of a piece of HTML, a paragraph a line.

use super::depth::opens_too_many;
use ego_tree::iter::Edge;
use scraper::{Html, Node};

/// Elements that stand in a line.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr",
];

/// Elements whose content is not read.
const UNREAD: &[&str] = &[
    "script", "style", "noscript", "template", "iframe", "svg", "math", "button", "select", "textarea",
    "head", "form",
];

/// The words of a piece of HTML. Paragraphs are parted by an empty line; white space is that of reading, not of the source.
/// There are none in what nests too deep to be read.
pub fn words(piece: &str) -> String {
    if opens_too_many(piece) {
        return String::new();
    }
    let mut lines = Lines::default();
    let mut unread = 0usize;
    for edge in Html::parse_fragment(piece).tree.root().traverse() {
        let (Edge::Open(node) | Edge::Close(node)) = edge;
        match (node.value(), edge) {
            (Node::Text(text), Edge::Open(_)) if unread == 0 => lines.add(text),
            (Node::Element(element), edge) => {
                let name = element.name();
                if UNREAD.contains(&name) {
                    match edge {
                        Edge::Open(_) => unread += 1,
                        Edge::Close(_) => unread -= 1,
                    }
                }
                if !INLINE.contains(&name) {
                    lines.end();
                }
            }
            _ => {}
        }
    }
    lines.end();
    lines.text
}

/// Lines as they grow.
#[derive(Default)]
struct Lines {
    text: String,
    /// The present line, and whether white space stands at its end.
    line: String,
    space: bool,
}

impl Lines {
    fn add(&mut self, words: &str) {
        for letter in words.chars() {
            if letter.is_whitespace() {
                self.space = true;
            } else {
                if std::mem::take(&mut self.space) && !self.line.is_empty() {
                    self.line.push(' ');
                }
                self.line.push(letter);
            }
        }
    }

    fn end(&mut self) {
        self.space = false;
        if self.line.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.text.push_str(&self.line);
        self.line.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn paragraphs_are_lines_and_elements_of_a_line_are_not() {
        let piece = "<h2>Fire</h2>\n<p>The <b>old</b> pier\n  burned<br>on Monday&nbsp;&ndash; “all” of it.</p>\
            <script>var x = 'no';</script><ul><li>One <a href=x>boat</a></li><li>Two</li></ul>Nobody was hurt.";
        insta::assert_snapshot!(words(piece), @r"
        Fire

        The old pier burned

        on Monday – “all” of it.

        One boat

        Two

        Nobody was hurt.
        ");
        assert_eq!(words("5 &lt; 7 &amp; so on"), "5 < 7 & so on");
        assert_eq!(words(""), "");
    }
}
