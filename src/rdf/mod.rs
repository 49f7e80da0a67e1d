//! Records as RDF: the vocabulary, the IRIs, and the quads of both layers.
//!
//! Pure. [`found`] turns one article's [`Extraction`](crate::pipeline::Extraction) into the quads of its own
//! graph; [`resolved`] turns such a graph into what the article adds to the nodes that all articles share.
//! [`iri`] is the only place of the program that makes an IRI. Next: `store` keeps the quads.

/// Every term that the record is written in.
pub mod vocabulary;
