//! Reads shapes: the part of SHACL Core (W3C, 2017) that `ontology/shapes.ttl` uses, and nothing else.
//!
//! A construct that is not known here is an error, never skipped: a constraint that nobody checks is worse than
//! none. (rudof's `shacl_validation` knows all of SHACL, but brings 327 crates and an HTTP client.)

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use oxttl::{TurtleParser, TurtleSyntaxError};
use regex::Regex;
use std::collections::BTreeMap;

const SH: &str = "http://www.w3.org/ns/shacl#";

/// Why shapes cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ShapeError {
    /// They are not Turtle.
    #[error("the shapes are not Turtle: {0}")]
    Syntax(#[from] TurtleSyntaxError),
    /// They use something that is not known here.
    #[error("the shape {shape} uses {construct}, which is not known here")]
    Unknown {
        /// The shape's node.
        shape: String,
        /// What it uses.
        construct: String,
    },
}

/// Shapes, ready to be checked.
#[derive(Debug)]
pub struct Shapes {
    pub(super) shapes: Vec<NodeShape>,
}

/// A shape with the classes it speaks of.
#[derive(Debug)]
pub(super) struct NodeShape {
    pub(super) targets: Vec<NamedNode>,
    pub(super) own: Vec<Constraint>,
    pub(super) properties: Vec<PropertyShape>,
}

/// What must hold of the nodes that a path leads to.
#[derive(Debug)]
pub(super) struct PropertyShape {
    pub(super) path: Path,
    pub(super) constraints: Vec<Constraint>,
}

/// One step along a property, or back.
#[derive(Clone, Debug)]
pub(super) enum Path {
    Forward(NamedNode),
    Inverse(NamedNode),
}

/// A constraint component of SHACL Core.
#[derive(Debug)]
pub(super) enum Constraint {
    MinCount(usize),
    MaxCount(usize),
    Datatype(NamedNode),
    IsIri,
    Class(NamedNode),
    In(Vec<Term>),
    Pattern(Regex),
    MinInclusive(f64),
    MaxInclusive(f64),
    MinLength(usize),
    Or(Vec<Vec<Constraint>>),
}

impl Constraint {
    /// The name that SHACL gives the component.
    pub(super) fn component(&self) -> &'static str {
        match self {
            Self::MinCount(_) => "MinCountConstraintComponent",
            Self::MaxCount(_) => "MaxCountConstraintComponent",
            Self::Datatype(_) => "DatatypeConstraintComponent",
            Self::IsIri => "NodeKindConstraintComponent",
            Self::Class(_) => "ClassConstraintComponent",
            Self::In(_) => "InConstraintComponent",
            Self::Pattern(_) => "PatternConstraintComponent",
            Self::MinInclusive(_) => "MinInclusiveConstraintComponent",
            Self::MaxInclusive(_) => "MaxInclusiveConstraintComponent",
            Self::MinLength(_) => "MinLengthConstraintComponent",
            Self::Or(_) => "OrConstraintComponent",
        }
    }
}

type Description = Vec<(NamedNode, Term)>;

impl Shapes {
    /// Reads shapes from Turtle.
    ///
    /// # Errors
    /// Where it is not Turtle, or uses what is not known here.
    pub fn read(turtle: &str) -> Result<Self, ShapeError> {
        let mut source = Source::default();
        for triple in TurtleParser::new().for_slice(turtle) {
            let triple = triple?;
            source
                .0
                .entry(triple.subject.to_string())
                .or_default()
                .push((triple.predicate, triple.object));
        }
        let shapes = source
            .0
            .keys()
            .filter(|node| source.is_node_shape(node))
            .map(|node| source.node_shape(node))
            .collect::<Result<_, _>>()?;
        Ok(Self { shapes })
    }
}

/// The triples of a shapes file, by subject.
#[derive(Default)]
struct Source(BTreeMap<String, Description>);

impl Source {
    fn description(&self, node: &str) -> &[(NamedNode, Term)] {
        self.0.get(node).map_or(&[], Vec::as_slice)
    }

    fn is_node_shape(&self, node: &str) -> bool {
        let class = Term::from(NamedNodeRef::new_unchecked(
            "http://www.w3.org/ns/shacl#NodeShape",
        ));
        self.description(node)
            .iter()
            .any(|(property, object)| *property == rdf::TYPE && *object == class)
    }

    fn node_shape(&self, node: &str) -> Result<NodeShape, ShapeError> {
        let mut shape = NodeShape {
            targets: Vec::new(),
            own: Vec::new(),
            properties: Vec::new(),
        };
        for (property, object) in self.description(node) {
            match (construct(property), object) {
                (Some("targetClass"), Term::NamedNode(class)) => shape.targets.push(class.clone()),
                (Some("property"), object) => {
                    shape.properties.push(self.property_shape(&object.to_string())?)
                }
                _ => shape.own.extend(self.constraint(node, property, object)?),
            }
        }
        Ok(shape)
    }

    fn property_shape(&self, node: &str) -> Result<PropertyShape, ShapeError> {
        let mut path = None;
        let mut constraints = Vec::new();
        for (property, object) in self.description(node) {
            match construct(property) {
                Some("path") => path = self.path(object),
                _ => constraints.extend(self.constraint(node, property, object)?),
            }
        }
        let path = path.ok_or_else(|| unknown(node, "a property shape whose path is not one step"))?;
        Ok(PropertyShape { path, constraints })
    }

    fn path(&self, path: &Term) -> Option<Path> {
        if let Term::NamedNode(property) = path {
            return Some(Path::Forward(property.clone()));
        }
        match self.description(&path.to_string()) {
            [(property, Term::NamedNode(inverse))] if construct(property) == Some("inversePath") => {
                Some(Path::Inverse(inverse.clone()))
            }
            _ => None,
        }
    }

    /// `None` for what only describes the shape.
    fn constraint(
        &self,
        node: &str,
        property: &NamedNode,
        object: &Term,
    ) -> Result<Option<Constraint>, ShapeError> {
        if [rdf::TYPE, rdfs::LABEL, rdfs::COMMENT].contains(&property.as_ref()) {
            return Ok(None);
        }
        let constraint = construct(property).and_then(|name| match (name, object) {
            ("datatype", Term::NamedNode(datatype)) => Some(Constraint::Datatype(datatype.clone())),
            ("class", Term::NamedNode(class)) => Some(Constraint::Class(class.clone())),
            ("nodeKind", Term::NamedNode(kind)) => {
                (construct(kind) == Some("IRI")).then_some(Constraint::IsIri)
            }
            ("in", list) => Some(Constraint::In(self.list(list)?)),
            ("or", list) => self.alternatives(node, list).map(Constraint::Or),
            (name, Term::Literal(value)) => number_or_pattern(name, value.value()),
            _ => None,
        });
        match constraint {
            Some(constraint) => Ok(Some(constraint)),
            None => Err(unknown(node, &format!("{property} {object}"))),
        }
    }

    /// The shapes of an `sh:or`, which have constraints of their own only.
    fn alternatives(&self, node: &str, list: &Term) -> Option<Vec<Vec<Constraint>>> {
        let alternative = |shape: Term| {
            self.description(&shape.to_string())
                .iter()
                .map(|(property, object)| self.constraint(node, property, object).ok().flatten())
                .collect::<Option<Vec<_>>>()
        };
        self.list(list)?.into_iter().map(alternative).collect()
    }

    fn list(&self, list: &Term) -> Option<Vec<Term>> {
        let mut items = Vec::new();
        let mut rest = list.clone();
        while rest != Term::from(rdf::NIL) {
            let cell = self.description(&rest.to_string());
            let of = |property| {
                let mut found = cell.iter().filter(|(told, _)| *told == property);
                found.next().map(|(_, object)| object.clone())
            };
            items.push(of(rdf::FIRST)?);
            rest = of(rdf::REST)?;
        }
        Some(items)
    }
}

fn number_or_pattern(name: &str, value: &str) -> Option<Constraint> {
    Some(match name {
        "minCount" => Constraint::MinCount(value.parse().ok()?),
        "maxCount" => Constraint::MaxCount(value.parse().ok()?),
        "minLength" => Constraint::MinLength(value.parse().ok()?),
        "minInclusive" => Constraint::MinInclusive(value.parse().ok()?),
        "maxInclusive" => Constraint::MaxInclusive(value.parse().ok()?),
        "pattern" => Constraint::Pattern(Regex::new(value).ok()?),
        _ => return None,
    })
}

/// The local name of a SHACL term.
fn construct(term: &NamedNode) -> Option<&str> {
    term.as_str().strip_prefix(SH)
}

fn unknown(shape: &str, construct: &str) -> ShapeError {
    ShapeError::Unknown {
        shape: shape.to_owned(),
        construct: construct.to_owned(),
    }
}

/// The text under which a node's description is found.
pub(super) fn node(subject: &NamedOrBlankNode) -> Option<NamedNode> {
    match subject {
        NamedOrBlankNode::NamedNode(node) => Some(node.clone()),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}
