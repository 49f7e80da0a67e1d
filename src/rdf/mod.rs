//! Records as RDF: the vocabulary, the IRIs, and the quads of all layers.
//!
//! Pure. [`found`] turns one article's [`Extraction`](crate::pipeline::Extraction) into the quads of its own
//! graph; [`judged`] does so for what people judged, and finds what of it applies to an article; [`resolved`] turns
//! an article's graph and these judgements into what the article adds to the nodes that all articles share.
//! [`iri`] is the only place of the program that makes an IRI. Next: `store` keeps the quads.

/// Every term that the record is written in.
pub mod vocabulary;

/// The concepts that the vocabulary has for the pipeline's values.
pub mod concept;

/// Names as readable parts of an IRI.
pub mod slug;

/// The only place that makes an IRI.
pub mod iri;

/// Quads in an order that a reader can follow.
pub mod order;

/// Quads as Turtle or TriG.
pub mod turtle;

/// Finds code points in a text.
pub mod code_points;

/// One article's extraction as the quads of its own graph.
pub mod found;

/// One article's as-found graph, to be looked up by node.
mod view;

/// What people judged as quads, and what of it applies to an article.
pub mod judged;

/// The list of names that the user gave.
pub mod gazetteer;

/// What one article adds to the nodes that all articles share.
pub mod resolved;

/// By which words an entity can be meant in another article.
pub mod namesake;

/// Inferred relations between remarks.
pub mod related;

/// Articles read by hand, for tests; public so that the tests of later modules can use them.
#[doc(hidden)]
pub mod fixture;
