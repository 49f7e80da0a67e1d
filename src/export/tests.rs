//! What is written says what the record says, and a writer's mistake would be noticed.

use super::read_back::{Syntax, check};
use super::*;
use crate::rdf::fixture;
use crate::rdf::iri::Base;
use crate::store::Record;
use oxigraph::model::{GraphName, Literal, NamedNode, Quad};

fn record() -> Record {
    let mut record = Record::in_memory(&Base::default()).unwrap();
    record.put(&fixture::reyes()).unwrap();
    record.put(&fixture::post()).unwrap();
    record
}

#[test]
fn nquads_are_sorted_lines_of_the_whole_record() {
    let record = record();
    let text = nquads(&record).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines.is_sorted());
    assert_eq!(lines.len(), record.quads().count());
}

#[test]
fn turtle_tells_of_a_node_in_one_place() {
    let text = turtle(&record()).unwrap();
    let person = "\nperson:ana-reyes a schema:Person ;\n\tskos:";
    assert_eq!(text.matches(person).count(), 1, "{text}");
    assert!(text.contains("\n\tgaf:denotes person:ana-reyes ;\n"), "{text}");
    assert!(
        !text.contains("onr:Statement a "),
        "the vocabulary stands elsewhere"
    );
}

#[test]
fn trig_has_a_graph_for_each_article_and_one_for_what_follows() {
    let text = trig(&record()).unwrap();
    let opens = text.lines().filter(|line| line.ends_with('{')).count();
    assert_eq!(
        opens, 6,
        "two articles, the resolved graph and its keys, the vocabulary, the record's mark"
    );
    assert!(
        text.contains("\n\n<urn:onrecord:resolved> {\n\t<urn:onrecord:article/"),
        "{text}"
    );
}

fn quad(value: &str) -> Quad {
    let node = |name: &str| NamedNode::new_unchecked(format!("urn:x:{name}"));
    Quad::new(
        node("s"),
        node("p"),
        Literal::from(value),
        GraphName::DefaultGraph,
    )
}

#[test]
fn what_differs_from_the_record_is_noticed() {
    let wanted = [quad("one"), quad("two")];
    let read = |text: &str| check(text, Syntax::Turtle, &wanted).map_err(|error| error.to_string());
    assert_eq!(read("<urn:x:s> <urn:x:p> \"one\" , \"two\" ."), Ok(()));
    let missing = read("<urn:x:s> <urn:x:p> \"one\" .").unwrap_err();
    assert_eq!(missing, "<urn:x:s> <urn:x:p> \"two\" is missing at its end");
    let other = read("<urn:x:s> <urn:x:p> \"one\" , \"too\" .").unwrap_err();
    assert!(other.ends_with("\"two\" was to stand"), "{other}");
    let more = read("<urn:x:s> <urn:x:p> \"one\" , \"two\" , \"three\" .").unwrap_err();
    assert!(more.ends_with("nothing more was to stand"), "{more}");
    assert!(
        read("<urn:x:s> <urn:x:p> ")
            .unwrap_err()
            .starts_with("rio_turtle cannot read it")
    );
}

proptest::proptest! {
    #[test]
    fn any_words_come_back(value in "\\PC*|[\\\\\"'\n\r\t\u{2028}\u{1}<>{}.;,]*") {
        let record = Record::in_memory(&Base::default()).unwrap();
        let mut told = quad(&value);
        told.graph_name = GraphName::NamedNode(record.base().resolved());
        record.tamper(&[], std::slice::from_ref(&told));
        for written in [turtle(&record), trig(&record), nquads(&record)] {
            proptest::prop_assert!(written.is_ok(), "{:?}", written);
        }
    }
}
