//! N-Quads of as-found graphs, as `onrecord extract --format nquads` writes them, from files that may be packed.

use super::StoreError;
use crate::rdf::iri::Base;
use flate2::bufread::MultiGzDecoder;
use oxigraph::model::{GraphName, NamedNode, Quad};
use oxigraph::store::StorageError;
use oxttl::{NQuadsParser, TurtleParseError};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// What a file begins with that is packed by gzip.
const GZIP: [u8; 2] = [0x1f, 0x8b];
const BUFFER: usize = 1 << 18;

/// Why shards cannot be loaded. Nothing of them is stored then.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// It cannot be opened or read to its end.
    #[error(
        "{name} cannot be read ({reason}): check the file, and write it again if it was cut off; nothing was stored"
    )]
    Unreadable {
        /// The shard.
        name: String,
        /// What the system or the unpacking says.
        reason: String,
    },
    /// A line is no quad.
    #[error(
        "{name}, line {line}: damaged or cut off ({reason}); write the shard again with `onrecord extract --format nquads`. Nothing was stored"
    )]
    Damaged {
        /// The shard.
        name: String,
        /// The line, from 1.
        line: u64,
        /// What the parser says.
        reason: String,
    },
    /// A quad that no article of this record can have.
    #[error(
        "{name}, line {line}: {graph} is not the graph of an article of this record ({base}article/…); load what `onrecord extract --format nquads` wrote. Nothing was stored"
    )]
    NoArticle {
        /// The shard.
        name: String,
        /// The line, from 1, where each line is a quad.
        line: u64,
        /// The graph.
        graph: String,
        /// What the IRIs of the record begin with.
        base: String,
    },
    /// An article whose graph does not say what it is.
    #[error(
        "{article} in {name} is not whole: the shard was cut off or is a part; load all parts, or write it again with `onrecord extract --format nquads`. Nothing was stored"
    )]
    Incomplete {
        /// The last shard that has something of it.
        name: String,
        /// The article.
        article: String,
    },
    /// The record cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<StorageError> for LoadError {
    fn from(error: StorageError) -> Self {
        Self::Store(error.into())
    }
}

/// A part of what was found in many articles.
pub struct Shard {
    name: String,
    input: Box<dyn BufRead>,
}

impl Shard {
    /// A shard in a file, packed or not.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn open(path: &Path) -> Result<Self, LoadError> {
        let name = path.display().to_string();
        match File::open(path) {
            Ok(file) => Self::new(name, file),
            Err(error) => Err(unreadable(&name, &error)),
        }
    }

    /// A shard from anywhere, packed or not; `name` is what errors call it.
    ///
    /// # Errors
    /// Where its beginning cannot be read.
    pub fn new(name: String, input: impl Read + 'static) -> Result<Self, LoadError> {
        let mut input = BufReader::with_capacity(BUFFER, input);
        let is_packed = match input.fill_buf() {
            Ok(beginning) => beginning.starts_with(&GZIP),
            Err(error) => return Err(unreadable(&name, &error)),
        };
        let input: Box<dyn BufRead> = if is_packed {
            Box::new(BufReader::with_capacity(BUFFER, MultiGzDecoder::new(input)))
        } else {
            Box::new(input)
        };
        Ok(Self { name, input })
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Its quads with the article that each is of.
    pub(super) fn quads(self, base: &Base) -> impl Iterator<Item = Result<(NamedNode, Quad), LoadError>> {
        let Self { name, input } = self;
        let quads = NQuadsParser::new().for_reader(input).enumerate();
        quads.map(move |(index, quad)| {
            let quad = quad.map_err(|error| damaged(&name, error))?;
            match &quad.graph_name {
                GraphName::NamedNode(graph) if base.is_article(graph.as_ref()) => Ok((graph.clone(), quad)),
                other => Err(LoadError::NoArticle {
                    name: name.clone(),
                    line: index as u64 + 1,
                    graph: other.to_string(),
                    base: base.as_str().to_owned(),
                }),
            }
        })
    }
}

fn unreadable(name: &str, error: &io::Error) -> LoadError {
    LoadError::Unreadable {
        name: name.to_owned(),
        reason: error.to_string(),
    }
}

fn damaged(name: &str, error: TurtleParseError) -> LoadError {
    match error {
        TurtleParseError::Io(error) => unreadable(name, &error),
        TurtleParseError::Syntax(error) => LoadError::Damaged {
            name: name.to_owned(),
            line: error.location().start.line + 1,
            reason: error.message().to_owned(),
        },
    }
}
