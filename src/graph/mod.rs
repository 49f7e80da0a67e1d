//! The record as graphs: who talks about whom, who cites whom, what is mentioned together, who claims what.
//!
//! Takes a [`Source`], gives a [`Graph`] ([`View::build`]), cut down to what can be read ([`Filter`]), as
//! DOT ([`dot::write`]) or SVG ([`svg::draw`], by Graphviz). The only place that knows petgraph.

/// What nodes and edges are.
mod model;

/// The views, one a file.
mod view;

/// Cutting a graph down to what can be read.
mod filter;

/// Labels: wrapped for the eye, escaped for Graphviz.
mod label;

/// Writing DOT.
pub mod dot;

/// Drawing SVG with Graphviz.
pub mod svg;

pub use filter::Filter;
pub use model::{Count, Edge, Graph, Node, NodeKind};
pub use view::View;

#[cfg(doc)]
use crate::query::Source;
