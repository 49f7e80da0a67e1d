//! The pages of a web archive (WARC, ISO 28500) as documents.
//!
//! Takes the unpacked archive, gives the pages that a server answered with (`response`, as CC-NEWS ships them), those that
//! were saved without an answer (`resource`) and texts taken from pages (`conversion`). Other records (requests, metadata,
//! pictures, errors of servers) are no articles and are passed over. A damaged record is reported; the reading goes on
//! with the next that can be found.

use super::super::document::{Body, Document};
use super::super::error::{ArticleError, Part};
use super::line::read_line;
use super::{Failure, Input, Source, gzip, http};
use std::io::{self, BufRead, Cursor, Read};

/// A record with more bytes is no page.
const LONGEST_RECORD: u64 = 64_000_000;

/// A header with a longer line is none.
const LONGEST_HEADER_LINE: usize = 64_000;

/// What a record begins with.
const VERSIONS: [&[u8]; 4] = [b"WARC/1.0", b"WARC/1.1", b"WARC/0.18", b"WARC/0.17"];

/// The records of an archive.
pub struct Records<'a> {
    source: Source,
    input: Input<'a>,
    /// Records begun.
    read: usize,
    done: bool,
}

/// The header of a record, as far as it matters.
#[derive(Debug, Default)]
struct Header {
    kind: String,
    length: Option<u64>,
    content_type: String,
    address: Option<String>,
}

/// Why a record gives no document.
enum Skip {
    /// It is none that has an article.
    Other,
    /// It is damaged.
    Damaged(String),
    /// The input cannot be read.
    Unreadable(io::Error),
    /// There is none any more.
    End,
}

impl From<io::Error> for Skip {
    fn from(error: io::Error) -> Self {
        match gzip::damage(&error) {
            Some(problem) => Skip::Damaged(problem),
            None if error.kind() == io::ErrorKind::UnexpectedEof => Skip::Damaged("cut off".to_owned()),
            None => Skip::Unreadable(error),
        }
    }
}

impl<'a> Records<'a> {
    pub fn new(source: Source, input: Input<'a>) -> Self {
        Self {
            source,
            input,
            read: 0,
            done: false,
        }
    }

    fn record(&mut self) -> Result<Document, Skip> {
        let found = self.find_record();
        // One that is damaged before it begins counts too.
        self.read += usize::from(!matches!(found, Ok(false)));
        if !found? {
            return Err(Skip::End);
        }
        let header = self.header()?;
        let length = header
            .length
            .ok_or_else(|| Skip::Damaged("no Content-Length".to_owned()))?;
        if length > LONGEST_RECORD {
            self.pass(length)?;
            self.close()?;
            return Err(Skip::Other);
        }
        let mut block = Vec::new();
        self.input.by_ref().take(length).read_to_end(&mut block)?;
        if (block.len() as u64) < length {
            return Err(Skip::Damaged("cut off".to_owned()));
        }
        if let Err(skip) = self.close() {
            // The length was wrong, or bytes are missing: the next record may have begun inside this one.
            self.put_back(block);
            return Err(skip);
        }
        let wanted = matches!(header.kind.as_str(), "response" | "resource" | "conversion");
        wanted
            .then(|| self.document(header, block))
            .flatten()
            .ok_or(Skip::Other)
    }

    /// Goes to the line that begins a record, or behind damage ends with the beginning of one; says whether there is one.
    fn find_record(&mut self) -> Result<bool, Skip> {
        loop {
            let mut line = Vec::new();
            if read_line(&mut self.input, &mut line, LONGEST_HEADER_LINE)? == 0 {
                return Ok(false);
            }
            if VERSIONS
                .iter()
                .any(|version| line.trim_ascii_end().ends_with(version))
            {
                return Ok(true);
            }
        }
    }

    /// The named fields, up to the empty line.
    fn header(&mut self) -> Result<Header, Skip> {
        let mut header = Header::default();
        loop {
            let mut line = Vec::new();
            if read_line(&mut self.input, &mut line, LONGEST_HEADER_LINE)? == 0 {
                return Err(Skip::Damaged("cut off in its header".to_owned()));
            }
            let line = String::from_utf8_lossy(&line);
            let line = line.trim_end();
            if line.is_empty() {
                return Ok(header);
            }
            let Some((name, value)) = line.split_once(':') else {
                continue;
            };
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "warc-type" => header.kind = value.to_ascii_lowercase(),
                "content-length" => header.length = value.parse().ok(),
                "content-type" => header.content_type = value.to_ascii_lowercase(),
                "warc-target-uri" => {
                    let address = value.trim_matches(['<', '>']);
                    header.address = Some(address.to_owned()).filter(|address| !address.is_empty());
                }
                _ => {}
            }
        }
    }

    fn pass(&mut self, length: u64) -> Result<(), Skip> {
        let passed = io::copy(&mut self.input.by_ref().take(length), &mut io::sink())?;
        if passed < length {
            return Err(Skip::Damaged("cut off".to_owned()));
        }
        Ok(())
    }

    /// Two line breaks end a record. What stands behind them is looked at too, for with it the checksum of a packed record
    /// is read; damage to the next one is left for that.
    fn close(&mut self) -> Result<(), Skip> {
        let mut end = Vec::new();
        self.input.by_ref().take(4).read_to_end(&mut end)?;
        let whole = end.is_empty() || end == b"\r\n\r\n" || end.starts_with(b"\n\n");
        if !whole {
            self.put_back(end);
            return Err(Skip::Damaged("its length is wrong".to_owned()));
        }
        if end.starts_with(b"\n\n") {
            self.put_back(end[2..].to_vec());
        }
        let looked = self.input.fill_buf().map(|_| ());
        match looked {
            Err(problem) if gzip::is_ahead(&problem) => {
                let rest = std::mem::replace(&mut self.input, Box::new(io::empty()));
                self.input = Box::new(Failure(Some(problem)).chain(rest));
                Ok(())
            }
            looked => Ok(looked?),
        }
    }

    /// Puts bytes before what is still to be read.
    fn put_back(&mut self, bytes: Vec<u8>) {
        let rest = std::mem::replace(&mut self.input, Box::new(io::empty()));
        self.input = Box::new(Cursor::new(bytes).chain(rest));
    }

    /// The page or text of a record; `None` where it holds neither.
    fn document(&self, header: Header, block: Vec<u8>) -> Option<Document> {
        // Crawlers keep notes of their own under addresses of their own.
        let address = header.address.filter(|address| address.starts_with("http"))?;
        let body = if header.content_type.starts_with("application/http") {
            let answer = http::read(block)?;
            if answer.is_page() {
                Body::Page {
                    bytes: answer.body,
                    charset: answer.charset,
                    url: Some(address.clone()),
                }
            } else {
                return None;
            }
        } else if http::is_page_type(&header.content_type) {
            Body::Page {
                bytes: block,
                charset: http::charset(&header.content_type),
                url: Some(address.clone()),
            }
        } else if header.content_type.starts_with("text/plain") {
            Body::Plain(block)
        } else {
            return None;
        };
        Some(Document {
            name: address,
            place: self.source.place(Part::Record(self.read)),
            body,
        })
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Document, ArticleError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            match self.record() {
                Ok(document) => return Some(Ok(document)),
                Err(Skip::Other) => {}
                Err(Skip::End) => self.done = true,
                Err(Skip::Damaged(problem)) => {
                    return Some(Err(ArticleError::Damaged {
                        place: self.source.place(Part::Record(self.read)),
                        problem,
                    }));
                }
                Err(Skip::Unreadable(problem)) => {
                    self.done = true;
                    return Some(Err(self.source.unreadable(problem)));
                }
            }
        }
        None
    }
}
