//! Holds nodes against their shapes, after SHACL's definitions (sections 2 to 4 of the recommendation).

use super::shape::{Constraint, Path, PropertyShape, Shapes};
use super::{local_name, plain};
use oxigraph::model::{NamedNode, Term};
use std::collections::BTreeSet;
use std::fmt;

/// A graph that shapes can be held against.
pub trait Data {
    /// Why it cannot be read.
    type Error;

    /// What is told of a node, each property with each object once.
    fn description(&self, node: &NamedNode) -> Result<Vec<(NamedNode, Term)>, Self::Error>;

    /// Whether a node is told to be of a class.
    fn is_a(&self, node: &NamedNode, class: &NamedNode) -> Result<bool, Self::Error>;

    /// The nodes from which a property leads to a node, each once.
    fn pointing(&self, property: &NamedNode, node: &NamedNode) -> Result<Vec<Term>, Self::Error>;

    /// The nodes of a class.
    fn instances(&self, class: &NamedNode) -> Result<BTreeSet<NamedNode>, Self::Error>;
}

/// A constraint that a node does not meet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// The node.
    pub focus: String,
    /// The property, with `^` before it where it leads to the node; `None` for the node itself.
    pub path: Option<String>,
    /// SHACL's name for the kind of constraint.
    pub component: &'static str,
    /// The value that does not meet it, where it is one value.
    pub value: Option<String>,
}

impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let component = self.component.trim_end_matches("ConstraintComponent");
        write!(formatter, "breaks {component} of its shape")?;
        if let Some(path) = &self.path {
            write!(formatter, " at {path}")?;
        }
        match &self.value {
            Some(value) => write!(formatter, " with {value:?}"),
            None => Ok(()),
        }
    }
}

/// Everything that breaks the shapes, sorted.
///
/// # Errors
/// Where the data cannot be read.
pub fn validate<D: Data>(shapes: &Shapes, data: &D) -> Result<Vec<Violation>, D::Error> {
    let mut violations = BTreeSet::new();
    for shape in &shapes.shapes {
        let mut nodes = BTreeSet::new();
        for class in &shape.targets {
            nodes.extend(data.instances(class)?);
        }
        for focus in &nodes {
            let mut check = Check {
                data,
                focus,
                description: data.description(focus)?,
                violations: &mut violations,
            };
            check.values(None, &shape.own, &[Term::from(focus.clone())])?;
            for property in &shape.properties {
                check.property(property)?;
            }
        }
    }
    Ok(violations.into_iter().collect())
}

/// The check of one node.
struct Check<'a, D: Data> {
    data: &'a D,
    focus: &'a NamedNode,
    description: Vec<(NamedNode, Term)>,
    violations: &'a mut BTreeSet<Violation>,
}

impl<D: Data> Check<'_, D> {
    fn property(&mut self, shape: &PropertyShape) -> Result<(), D::Error> {
        let (path, values) = match &shape.path {
            Path::Forward(property) => {
                let told = self.description.iter().filter(|(told, _)| told == property);
                let values = told.map(|(_, object)| object.clone()).collect();
                (local_name(property.as_ref()).to_owned(), values)
            }
            Path::Inverse(property) => {
                let values = self.data.pointing(property, self.focus)?;
                (format!("^{}", local_name(property.as_ref())), values)
            }
        };
        self.values(Some(&path), &shape.constraints, &values)
    }

    fn values(
        &mut self,
        path: Option<&str>,
        constraints: &[Constraint],
        values: &[Term],
    ) -> Result<(), D::Error> {
        for constraint in constraints {
            match constraint {
                Constraint::MinCount(least) if values.len() < *least => self.violate(path, constraint, None),
                Constraint::MaxCount(most) if values.len() > *most => self.violate(path, constraint, None),
                Constraint::MinCount(_) | Constraint::MaxCount(_) => {}
                _ => {
                    for value in values {
                        if !holds(self.data, constraint, value)? {
                            self.violate(path, constraint, Some(value));
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn violate(&mut self, path: Option<&str>, constraint: &Constraint, value: Option<&Term>) {
        self.violations.insert(Violation {
            focus: self.focus.as_str().to_owned(),
            path: path.map(str::to_owned),
            component: constraint.component(),
            value: value.map(plain),
        });
    }
}

/// Whether one value meets a constraint.
fn holds<D: Data>(data: &D, constraint: &Constraint, value: &Term) -> Result<bool, D::Error> {
    let number = || match value {
        Term::Literal(literal) => literal.value().parse::<f64>().ok(),
        _ => None,
    };
    Ok(match constraint {
        // How many there are is not for one value to say.
        Constraint::MinCount(_) | Constraint::MaxCount(_) => true,
        Constraint::Datatype(datatype) => {
            matches!(value, Term::Literal(literal) if literal.datatype() == datatype.as_ref())
        }
        Constraint::IsIri => matches!(value, Term::NamedNode(_)),
        Constraint::Class(class) => match value {
            Term::NamedNode(node) => data.is_a(node, class)?,
            _ => false,
        },
        Constraint::In(allowed) => allowed.contains(value),
        Constraint::Pattern(pattern) => pattern.is_match(&plain(value)),
        Constraint::MinInclusive(least) => number().is_some_and(|number| number >= *least),
        Constraint::MaxInclusive(most) => number().is_some_and(|number| number <= *most),
        Constraint::MinLength(least) => plain(value).chars().count() >= *least,
        Constraint::Or(alternatives) => {
            for alternative in alternatives {
                let mut all = true;
                for constraint in alternative {
                    all = all && holds(data, constraint, value)?;
                }
                if all {
                    return Ok(true);
                }
            }
            false
        }
    })
}
