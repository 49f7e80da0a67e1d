//! Quotations, sentences and the network's pieces of words, in any text.

use crate::held;
use onrecord::article::{ReadingBuilder, Role};
use onrecord::span::Span;
use onrecord::tagger::WordPiece;
use std::sync::LazyLock;

static PIECES: LazyLock<WordPiece> = LazyLock::new(|| {
    WordPiece::new(include_str!("../../models/vocabulary.txt"))
        .expect("the vocabulary comes with the program")
});

/// Paragraphs, a line each; a line that begins with a mark plays another part.
pub fn quotation(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut builder = ReadingBuilder::default();
    let mut origin = 0;
    for line in text.split('\n') {
        let role = match line.bytes().next() {
            Some(b'#') => Role::Headline,
            Some(b'@') => Role::SourceLine,
            Some(b'~') => Role::Background,
            _ => Role::Body,
        };
        if !line.trim().is_empty() {
            builder.paragraph(role);
            builder.piece(line, origin);
        }
        origin += line.chars().count() + 1;
    }
    held::segmented(&builder.finish());
}

/// Pieces stand in order, at whole letters, and each belongs to one word.
pub fn wordpiece(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let cut = PIECES.cut(&text);
    let mut last = Span { start: 0, end: 0 };
    let mut next = 0;
    for word in &cut.words {
        assert_eq!(word.pieces.start, next, "each piece is in one word");
        next = word.pieces.end;
        let pieces = &cut.pieces[word.pieces.clone()];
        assert_eq!(
            pieces.first().map(|piece| piece.span.start),
            Some(word.span.start)
        );
        assert_eq!(pieces.last().map(|piece| piece.span.end), Some(word.span.end));
        for piece in pieces {
            let words = text.get(piece.span.start..piece.span.end);
            assert!(words.is_some_and(|words| !words.is_empty()), "{piece:?}");
            assert!(
                piece.span.start >= last.start && piece.span.end >= last.end,
                "{piece:?}"
            );
            last = piece.span;
        }
    }
    assert_eq!(next, cut.pieces.len(), "each piece is in one word");
}
