//! Marked documents as the program reads articles.

use onrecord::article::{Article, Markup, ReadingBuilder, Role};
use std::collections::BTreeMap;

/// The document as an article that is read whole, and for each of its code points the byte of the reading.
pub fn article(id: &str, text: &str, paragraphs: &[(usize, usize)]) -> (Article, BTreeMap<usize, usize>) {
    let characters: Vec<char> = text.chars().collect();
    let (mut builder, mut places, mut byte) = (ReadingBuilder::default(), BTreeMap::new(), 0);
    for (index, (start, end)) in paragraphs.iter().copied().enumerate() {
        builder.paragraph(if index == 0 { Role::Headline } else { Role::Body });
        builder.piece(&characters[start..end].iter().collect::<String>(), start);
        for (place, character) in characters[start..end].iter().enumerate() {
            places.insert(start + place, byte);
            byte += character.len_utf8();
        }
        places.insert(end, byte);
        byte += '\n'.len_utf8();
    }
    let article = Article {
        language: None,
        name: id.to_owned(),
        text: text.to_owned(),
        title: None,
        published: None,
        outlet: None,
        authors: Vec::new(),
        sources: Vec::new(),
        url: None,
        reading: builder.finish(),
        markup: Markup::None,
        set_aside: Vec::new(),
        notes: Vec::new(),
    };
    (article, places)
}
