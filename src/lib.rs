//! onrecord reads news articles and keeps a record: who said what, to whom, when, in which words, with which
//! attitude, heard through whom.
//!
//! The modules stand in the order in which the data flows, and each imports only from those above it
//! (`tests/suite/house_rules.rs` holds them to it). From `sentence` to `claim` everything is pure.

#![warn(missing_docs)]

/// Where something stands: bytes inside, Unicode code points outside.
pub mod span;

/// Work shared out over the processors.
pub mod parallel;

/// Words, numbers and marks.
pub mod token;

/// How alike two texts are, told from a short sketch of each.
pub mod likeness;

/// The small transformer that reads: pieces of words, and a vector for each.
pub mod tagger;

/// What the rules know of words; all of it data.
pub mod lexicon;

/// From bytes to articles: charset, layout, metadata, and the text worth reading.
pub mod article;

/// Sentences, tokens and quotations.
pub mod sentence;

/// The trained reader: attributions and names by a small network, and where a claim lies among others.
pub mod reader;

/// Who, what, where and when.
pub mod mention;

/// Who is said to have said what.
pub mod attribution;

/// Which mentions are one person, organisation, place, event or group.
pub mod entity;

/// Statements, claims, chains of reporting, and how claims stand to each other.
pub mod claim;

/// How claims stand to each other across articles.
pub mod relation;

/// The arrows between the stages above, a call for each.
pub mod pipeline;

/// What people judge of what was read, by its words.
pub mod judgement;

/// A list of names that the user gives, with what identifies them elsewhere.
pub mod gazetteer;

/// Records as RDF: the vocabulary, the IRIs, and the quads of all layers.
pub mod rdf;

/// The record on disk: articles in and out, each in one transaction, with all that follows from them.
pub mod store;

/// What must hold of a record, and what to do where it does not.
pub mod check;

/// Asking the record: saved queries with parameters, or any SPARQL.
pub mod query;

/// From what the user calls something to what the record calls it.
pub mod name;

/// Reports of statements: who said what, in which words, printed where.
pub mod report;

/// What the record has of one entity, article or claim.
pub mod dossier;

/// What nobody judged yet, and rulings from what the user names.
pub mod review;

/// Views of the record as graphs, and how they are drawn.
pub mod graph;

/// The record as JSON lines, Turtle, TriG and N-Quads.
pub mod export;

/// How right a reading is, held against what people marked by hand.
pub mod evaluate;

/// The record in a browser, and for programs over HTTP.
pub mod server;
