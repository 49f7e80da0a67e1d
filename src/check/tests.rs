//! Sound records, records broken in one way each, and the same verdicts from pySHACL.

use super::*;
use crate::rdf::fixture;
use crate::rdf::iri::Base;
use crate::rdf::vocabulary::{gaf, onr, org, prov, schema, skos};
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{GraphName, Literal, NamedOrBlankNode, Triple};
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::fs;
use std::process::Command;

fn sound() -> Record {
    let mut record = Record::in_memory(&Base::default()).unwrap();
    record.put(&fixture::reyes()).unwrap();
    record.put(&fixture::post()).unwrap();
    record
}

fn quads(record: &Record) -> Vec<Quad> {
    let mut quads: Vec<Quad> = record.quads().map(|quad| quad.unwrap()).collect();
    quads.sort_by_cached_key(Quad::to_string);
    quads
}

/// The first quad with this property, outside the vocabulary.
fn first(quads: &[Quad], property: NamedNodeRef<'_>) -> Quad {
    let found = quads
        .iter()
        .find(|quad| quad.predicate == property && quad.subject.to_string().starts_with("<urn:"));
    found.unwrap_or_else(|| panic!("no quad has {property}")).clone()
}

fn with_object(quad: &Quad, object: impl Into<Term>) -> Quad {
    Quad {
        object: object.into(),
        ..quad.clone()
    }
}

/// One way of breaking a record: the quads to take out and to put in.
type Break = (&'static str, Vec<Quad>, Vec<Quad>);

/// Ways of breaking shapes, at least one for each kind of constraint.
fn broken_shapes(all: &[Quad]) -> Vec<Break> {
    let nowhere = NamedNode::new_unchecked("urn:onrecord:nowhere");
    let change = |name, property, object: Term| -> Break {
        let old = first(all, property);
        let new = with_object(&old, object);
        (name, vec![old], vec![new])
    };
    let drop = |name, property| -> Break { (name, vec![first(all, property)], vec![]) };
    let add = |name, property, object: Term| -> Break {
        (name, vec![], vec![with_object(&first(all, property), object)])
    };
    let typed = |node: &str, class: NamedNodeRef<'_>| {
        let node = NamedNode::new_unchecked(node);
        Quad::new(node, rdf::TYPE, class, GraphName::from(nowhere.clone()))
    };
    vec![
        ("nothing broken", vec![], vec![]),
        drop("no content", onr::CONTENT),
        drop("no claim", onr::EXPRESSES),
        drop("nobody reports it", onr::REPORTED_BY),
        drop("no label", skos::PREF_LABEL),
        add("two labels", skos::PREF_LABEL, Literal::from("Another").into()),
        add("two claims", onr::EXPRESSES, nowhere.clone().into()),
        change(
            "an attitude that is none",
            onr::ATTITUDE,
            onr::DIRECT.into_owned().into(),
        ),
        change(
            "a text instead of a date",
            onr::SAID_ON,
            Literal::from("Tuesday").into(),
        ),
        change(
            "a begin before the text",
            nif::BEGIN_INDEX,
            Literal::new_typed_literal("-1", xsd::INTEGER).into(),
        ),
        change(
            "more than sure",
            nif::CONFIDENCE,
            Literal::new_typed_literal("1.5", xsd::DECIMAL).into(),
        ),
        change("no words", nif::ANCHOR_OF, Literal::from("").into()),
        change("through nobody", onr::THROUGH, nowhere.clone().into()),
        change(
            "a name instead of a source",
            onr::SOURCE,
            Literal::from("Ana Reyes").into(),
        ),
        change(
            "a member that is no person",
            org::HAS_MEMBER,
            nowhere.clone().into(),
        ),
        change("a mention of nothing", gaf::DENOTES, Literal::from("Ana").into()),
        drop("from no article", prov::WAS_DERIVED_FROM),
        (
            "a span with an odd address",
            vec![],
            vec![typed("urn:onrecord:article/x#chars=1", nif::OFFSET_BASED_STRING)],
        ),
        (
            "a claim that nobody makes",
            vec![],
            vec![typed("urn:onrecord:claim/x", schema::CLAIM)],
        ),
        (
            "a hop of no chain",
            vec![],
            vec![typed("urn:onrecord:article/x#hop=1", onr::HOP)],
        ),
    ]
}

/// Triples in memory, for shapes to be held against.
struct Triples(BTreeMap<String, Triple>);

impl Triples {
    fn new(quads: impl IntoIterator<Item = Quad>) -> Self {
        let triples = quads.into_iter().map(Triple::from);
        Self(triples.map(|triple| (triple.to_string(), triple)).collect())
    }

    fn subjects(&self, property: NamedNodeRef<'_>, object: &Term) -> BTreeSet<NamedNode> {
        self.0
            .values()
            .filter(|triple| triple.predicate == property && triple.object == *object)
            .filter_map(|triple| shape::node(&triple.subject))
            .collect()
    }
}

impl Data for Triples {
    type Error = Infallible;

    fn description(&self, node: &NamedNode) -> Result<Vec<(NamedNode, Term)>, Infallible> {
        let node = NamedOrBlankNode::from(node.clone());
        let told = self.0.values().filter(|triple| triple.subject == node);
        Ok(told
            .map(|triple| (triple.predicate.clone(), triple.object.clone()))
            .collect())
    }

    fn is_a(&self, node: &NamedNode, class: &NamedNode) -> Result<bool, Infallible> {
        let class = Triple::new(node.clone(), rdf::TYPE, class.clone());
        Ok(self.0.contains_key(&class.to_string()))
    }

    fn pointing(&self, property: &NamedNode, node: &NamedNode) -> Result<Vec<Term>, Infallible> {
        let nodes = self.subjects(property.as_ref(), &node.clone().into());
        Ok(nodes.into_iter().map(Term::from).collect())
    }

    fn instances(&self, class: &NamedNode) -> Result<BTreeSet<NamedNode>, Infallible> {
        Ok(self.subjects(rdf::TYPE, &class.clone().into()))
    }
}

fn apply(all: &[Quad], (_, out, put): &Break) -> Triples {
    let rest = all.iter().filter(|quad| !out.contains(quad));
    Triples::new(rest.chain(put).cloned())
}

#[test]
fn a_sound_record_fails_nothing() {
    assert_eq!(check(&sound()).unwrap(), []);
    assert_eq!(check(&Record::in_memory(&Base::default()).unwrap()).unwrap(), []);
}

#[test]
fn each_kind_of_constraint_is_seen_to_break() {
    let all = quads(&sound());
    let shapes = Shapes::read(SHAPES).unwrap();
    let mut components = BTreeSet::new();
    for broken in broken_shapes(&all) {
        let violations = validate(&shapes, &apply(&all, &broken)).unwrap_or_else(|never| match never {});
        assert_eq!(
            violations.is_empty(),
            broken.0 == "nothing broken",
            "{}: {violations:?}",
            broken.0
        );
        components.extend(violations.iter().map(|violation| violation.component));
    }
    let used: BTreeSet<&str> = shapes
        .shapes
        .iter()
        .flat_map(|shape| {
            shape
                .own
                .iter()
                .chain(shape.properties.iter().flat_map(|p| &p.constraints))
        })
        .map(shape::Constraint::component)
        .collect();
    assert_eq!(components, used);
}

#[test]
fn the_record_and_the_triples_in_memory_are_one_data() {
    let record = sound();
    let all = quads(&record);
    for broken in broken_shapes(&all) {
        let record = sound();
        record.tamper(&broken.1, &broken.2);
        let shapes = Shapes::read(SHAPES).unwrap();
        let here = validate(&shapes, &record).unwrap();
        let there = validate(&shapes, &apply(&all, &broken)).unwrap_or_else(|never| match never {});
        assert_eq!(here, there, "{}", broken.0);
    }
}

#[test]
fn pyshacl_comes_to_the_same_verdicts() {
    let python = std::env::var("ONRECORD_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let present = Command::new(&python).args(["-c", "import pyshacl"]).output();
    if !present.is_ok_and(|output| output.status.success()) {
        println!("skipped: needs python3 with pyshacl");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("verdicts.py"), include_str!("pyshacl_verdicts.py")).unwrap();
    fs::write(path("shapes.ttl"), SHAPES).unwrap();
    let all = quads(&sound());
    let shapes = Shapes::read(SHAPES).unwrap();
    let mut ours = BTreeSet::new();
    let mut files = Vec::new();
    for (number, broken) in broken_shapes(&all).iter().enumerate() {
        let data = apply(&all, broken);
        let file = path(&format!("{number:02}.nt"));
        let lines: Vec<String> = data.0.keys().map(|line| format!("{line} .\n")).collect();
        fs::write(&file, lines.concat()).unwrap();
        for violation in validate(&shapes, &data).unwrap_or_else(|never| match never {}) {
            let step = violation.path.unwrap_or_else(|| "-".to_owned());
            ours.insert(format!(
                "{}\t{}\t{step}\t{}",
                file.display(),
                violation.focus,
                violation.component
            ));
        }
        files.push(file);
    }
    let output = Command::new(&python)
        .arg(path("verdicts.py"))
        .arg(path("shapes.ttl"))
        .args(&files)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let theirs = String::from_utf8(output.stdout).unwrap();
    let theirs: BTreeSet<String> = theirs.lines().map(str::to_owned).collect();
    let apart: Vec<&String> = ours.symmetric_difference(&theirs).collect();
    assert!(apart.is_empty(), "only one of the two sees {apart:#?}");
    assert!(!theirs.is_empty());
}

#[test]
fn what_shapes_cannot_say_is_checked_too() {
    let all = quads(&sound());
    let other_words = |quad: &Quad| with_object(quad, Literal::from("something else"));
    let quote = first(&all, nif::ANCHOR_OF);
    let hop = first(&all, onr::HOP_NUMBER);
    let ninth = with_object(&hop, Literal::new_typed_literal("9", xsd::INTEGER));
    let nowhere = NamedNode::new_unchecked("urn:onrecord:nowhere");
    let about = first(&all, schema::ABOUT);
    let text = first(&all, schema::TEXT);
    let label = first(&all, skos::PREF_LABEL);
    let cases: [(Quad, Quad, &str); 5] = [
        (quote.clone(), other_words(&quote), "not \"something else\""),
        (hop, ninth, "its hops are numbered"),
        (
            about.clone(),
            with_object(&about, nowhere),
            "leads to <urn:onrecord:nowhere>",
        ),
        (text.clone(), other_words(&text), "no article supports this"),
        (
            label.clone(),
            other_words(&label),
            "follows from the articles and is missing",
        ),
    ];
    for (old, new, expected) in cases {
        let record = sound();
        record.tamper(&[old], &[new]);
        let failures = check(&record).unwrap();
        let lines: Vec<String> = failures.iter().map(Failure::to_string).collect();
        assert!(
            lines.iter().any(|line| line.contains(expected)),
            "{expected}: {lines:#?}"
        );
        assert!(
            lines.iter().all(|line| line.starts_with("urn:onrecord:")),
            "{lines:#?}"
        );
    }
}

#[test]
fn a_construct_that_is_not_known_is_an_error() {
    let shapes = |constraint: &str| {
        Shapes::read(&format!(
            "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<urn:s> a sh:NodeShape ; sh:property [ sh:path <urn:p> ; {constraint} ] ."
        ))
    };
    assert!(shapes("sh:minCount 1").is_ok());
    for constraint in [
        "sh:uniqueLang true",
        "sh:minCount \"some\"",
        "sh:nodeKind sh:Literal",
        "sh:pattern \"(\"",
        "sh:or 1",
    ] {
        let error = shapes(constraint).map(|_| ()).unwrap_err().to_string();
        assert!(error.contains("not known here"), "{constraint}: {error}");
    }
    assert!(matches!(Shapes::read("nonsense"), Err(ShapeError::Syntax(_))));
}
