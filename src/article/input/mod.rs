//! The one door: a file's bytes to documents, one at a time.
//!
//! Takes anything that can be read, gives an iterator, so that a file of JSON lines or a web archive never has to be
//! in memory whole. The format is told by the content, never by the name. A [`Document`] is still as it lay in the
//! file; making an [`Article`](super::Article) of it takes long and is for the threads that read.

mod http;
mod feed;
mod format;
mod gzip;
mod json;
mod line;
mod warc;

use super::document::{Body, Document, whole};
use super::error::{ArticleError, Place};
use format::Format;
use std::io::{self, BufRead, Cursor, Read};

/// The longest text of one article, in bytes of UTF-8: some 300 thousand words, more than a day of hearings. What is
/// longer is not one article, and would take gigabytes of memory.
pub(super) const LONGEST_TEXT: usize = 2_000_000;

/// The longest page, feed or JSON list that is taken into memory, in bytes.
const LONGEST_WHOLE: usize = 64_000_000;

/// So much of the beginning is looked at to tell the format.
const LOOKED_AT: usize = 4096;

type Input<'a> = Box<dyn BufRead + Send + 'a>;

/// The documents of a file, or for each thing that is none, the reason.
pub type Documents<'a> = Box<dyn Iterator<Item = Result<Document, ArticleError>> + Send + 'a>;

/// Where documents come from.
#[derive(Clone, Debug)]
pub struct Source {
    /// As errors name it: the path that the user gave.
    pub file: String,
    /// What is called by it where it has no name of its own: the file's name alone, since the record must not depend on
    /// where the file lay.
    pub name: String,
}

impl Source {
    fn place(&self, part: super::error::Part) -> Place {
        Place {
            file: self.file.clone(),
            part,
        }
    }

    fn unreadable(&self, problem: io::Error) -> ArticleError {
        ArticleError::Unreadable {
            file: self.file.clone(),
            problem,
        }
    }
}

/// Reads the documents of a file.
pub fn read<'a>(source: Source, input: impl BufRead + Send + 'a) -> Documents<'a> {
    match open(&source, Box::new(input)) {
        Ok(documents) => documents,
        Err(error) => only(Err(error)),
    }
}

/// Tells the format by what the input begins with, and opens it as that.
fn open<'a>(source: &Source, input: Input<'a>) -> Result<Documents<'a>, ArticleError> {
    let (start, mut input) = peek(input).map_err(|problem| source.unreadable(problem))?;
    let format = Format::of(&start);
    let source = source.clone();
    Ok(match format {
        Format::Gzip => return open(&source, Box::new(io::BufReader::new(gzip::Members::new(input)))),
        Format::WebArchive => Box::new(warc::Records::new(source, input)),
        Format::JsonLines => Box::new(json::Lines::new(source, input)),
        Format::JsonList => json::list(&source, &all(&source, &mut input, LONGEST_WHOLE)?)?,
        Format::Feed => feed::entries(&source, &all(&source, &mut input, LONGEST_WHOLE)?)?,
        Format::Json => json::object(&source, &all(&source, &mut input, LONGEST_WHOLE)?)?,
        Format::Page => one(source, &mut input, LONGEST_WHOLE, Body::page)?,
        Format::Markdown => one(source, &mut input, most_bytes(), Body::Markdown)?,
        Format::Plain => one(source, &mut input, most_bytes(), Body::Plain)?,
    })
}

/// What an input begins with, and the same input from its beginning. Damage is met again where it was.
fn peek(mut input: Input<'_>) -> io::Result<(Vec<u8>, Input<'_>)> {
    let mut start = Vec::new();
    let mut failures = (None, None);
    // What comes line by line is not waited for longer than its first line tells.
    while start.len() < LOOKED_AT && !format::is_told(&start) {
        match input.fill_buf() {
            Ok([]) => break,
            Ok(bytes) => {
                let taken = bytes.len().min(LOOKED_AT - start.len());
                start.extend_from_slice(&bytes[..taken]);
                input.consume(taken);
            }
            Err(problem) if problem.kind() == io::ErrorKind::Interrupted => {}
            Err(problem) if gzip::damage(&problem).is_none() => return Err(problem),
            Err(problem) if start.is_empty() => failures.0 = Some(problem),
            Err(problem) => {
                failures.1 = Some(problem);
                break;
            }
        }
    }
    let again = Failure(failures.0)
        .chain(Cursor::new(start.clone()))
        .chain(Failure(failures.1));
    Ok((start, Box::new(again.chain(input))))
}

/// Fails once.
struct Failure(Option<io::Error>);

impl Read for Failure {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

impl BufRead for Failure {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.0.take().map_or(Ok(&[]), Err)
    }

    fn consume(&mut self, _: usize) {}
}

/// No charset takes more than four bytes for what UTF-8 has in one.
const fn most_bytes() -> usize {
    4 * LONGEST_TEXT
}

/// A file that is one document.
fn one<'a>(
    source: Source,
    input: &mut Input<'_>,
    most: usize,
    body: impl Fn(Vec<u8>) -> Body,
) -> Result<Documents<'a>, ArticleError> {
    let bytes = all(&source, input, most)?;
    let place = whole(&source.file);
    Ok(only(Ok(Document {
        name: source.name,
        place,
        body: body(bytes),
    })))
}

fn only<'a>(document: Result<Document, ArticleError>) -> Documents<'a> {
    Box::new(std::iter::once(document))
}

/// All that an input holds.
fn all(source: &Source, input: &mut Input<'_>, most: usize) -> Result<Vec<u8>, ArticleError> {
    let mut bytes = Vec::new();
    input
        .by_ref()
        .take(most as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|problem| match gzip::damage(&problem) {
            Some(problem) => ArticleError::Damaged {
                place: whole(&source.file),
                problem,
            },
            None => source.unreadable(problem),
        })?;
    if bytes.len() > most {
        return Err(too_long(whole(&source.file)));
    }
    Ok(bytes)
}

/// The error for a text that is longer than [`LONGEST_TEXT`].
pub(super) fn too_long(place: Place) -> ArticleError {
    ArticleError::TooLong {
        place,
        most: LONGEST_TEXT / 1_000_000,
    }
}

#[cfg(test)]
mod tests;
