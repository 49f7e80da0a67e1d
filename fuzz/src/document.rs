//! Files of each format. The beginning that tells the format is put before what libFuzzer made up, so that it stays with it.

use crate::held;
use flate2::Compression;
use flate2::write::GzEncoder;
use onrecord::article::{Article, FieldNames, Source, read};
use onrecord::lexicon::Lexicon;
use std::io::Write;
use std::sync::LazyLock;

/// What the rules know of words.
pub static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::standard);

/// A web page.
pub fn page(data: &[u8]) {
    held([b"<!DOCTYPE html>", data].concat());
}

/// A web archive: as it is, or packed by gzip, a member for each part of it, with one byte changed.
pub fn web_archive(data: &[u8]) {
    let Some((how, rest)) = data.split_first_chunk::<4>() else {
        return;
    };
    let archive = [b"WARC/1.0\r\n", rest].concat();
    held(match how[0] {
        0..=95 => archive,
        pieces => packed(
            &archive,
            usize::from(pieces % 8),
            how[1],
            u16::from_le_bytes([how[2], how[3]]),
        ),
    });
}

/// RSS or Atom.
pub fn feed(data: &[u8]) {
    let opening: &[u8] = match data.first() {
        Some(mark) if mark % 2 == 0 => b"<rss version=\"2.0\"><channel>",
        _ => b"<feed xmlns=\"http://www.w3.org/2005/Atom\">",
    };
    held([opening, data].concat());
}

/// JSON lines, an object, or a list of them.
pub fn json(data: &[u8]) {
    let opening: &[u8] = match data.first() {
        Some(b'{' | b'[') => b"",
        Some(mark) if mark % 2 == 0 => b"[{\"text\": \"",
        _ => b"{\"text\": \"",
    };
    held([opening, data].concat());
}

/// Markdown with front matter.
pub fn markdown(data: &[u8]) {
    held([b"---\ntitle: a\n", data].concat());
}

/// Whatever it is.
pub fn any(data: &[u8]) {
    held(data.to_vec());
}

fn held(bytes: Vec<u8>) {
    articles(&bytes).for_each(|article| held::article(&article));
}

/// The articles of a file; why something is none can be told.
pub fn articles(bytes: &[u8]) -> impl Iterator<Item = Article> {
    let source = Source {
        file: "in/file".to_owned(),
        name: "file".to_owned(),
    };
    read(source, bytes).filter_map(|document| {
        let article = document.and_then(|document| document.article(&FieldNames::default(), &LEXICON));
        article.map_err(|error| error.to_string()).ok()
    })
}

/// Bytes in so many members of gzip and one more. `mark` is laid over the byte at `place`, counted round.
fn packed(bytes: &[u8], cuts: usize, mark: u8, place: u16) -> Vec<u8> {
    let mut packed = Vec::new();
    for part in bytes.chunks((bytes.len() / (cuts + 1)).max(1)) {
        let mut encoder = GzEncoder::new(packed, Compression::fast());
        encoder.write_all(part).expect("memory takes all that is written");
        packed = encoder.finish().expect("memory takes all that is written");
    }
    // The first two bytes tell that it is packed.
    let place = 2 + usize::from(place) % (packed.len() - 2);
    packed[place] ^= mark;
    packed
}
