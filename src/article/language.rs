//! The language of a text.
//!
//! Takes the text that is read, gives its language where that can be told; a page's own word for it is not asked, since it
//! is often that of a template. What the reader does not know is kept as an article without claims.

use super::{Reading, Role};
use std::fmt;

/// Fewer letters do not tell.
const FEWEST_LETTERS: usize = 100;

/// A language (ISO 639).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Language(isolang::Language);

impl Language {
    /// The one that is read.
    pub const ENGLISH: Language = Language(isolang::Language::Eng);

    /// Its tag (BCP 47): "en".
    pub fn tag(self) -> &'static str {
        self.0.to_639_1().unwrap_or_else(|| self.0.to_639_3())
    }

    /// Whether claims are read in it.
    pub fn is_read(self) -> bool {
        self == Self::ENGLISH
    }
}

/// Its English name.
impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.to_name())
    }
}

/// The language of what is read; `None` where there is too little of it, or where it may be one of several.
pub fn of(reading: &Reading) -> Option<Language> {
    let bodies = reading
        .paragraphs()
        .iter()
        .filter(|paragraph| matches!(paragraph.role, Role::Body | Role::Background));
    let text: Vec<&str> = bodies.map(|paragraph| reading.slice(paragraph.span)).collect();
    let text = text.join("\n");
    if text.chars().filter(|letter| letter.is_alphabetic()).count() < FEWEST_LETTERS {
        return None;
    }
    let found = whatlang::detect(&text)?;
    let language = isolang::Language::from_639_3(found.lang().code()).map(Language)?;
    (language.is_read() || found.is_reliable()).then_some(language)
}

#[cfg(test)]
mod tests {
    use super::super::plain::{self, Fields, Given};
    use super::*;
    use crate::lexicon::Lexicon;

    fn told(text: &str) -> Option<&'static str> {
        let given = Given::plain("page".to_owned(), text.to_owned(), Fields::default(), Vec::new());
        plain::article(given, &Lexicon::standard())
            .language
            .map(Language::tag)
    }

    #[test]
    fn the_words_tell() {
        let english = "The old pier in Merrow burned down on Monday, and nobody was hurt, the fire brigade said in the evening. \
            Mayor Ana Reyes promised that it would be built again before the summer.";
        let german = "Die alte Seebrücke in Merrow ist am Montag abgebrannt, verletzt wurde niemand, wie die Feuerwehr am Abend \
            mitteilte. Bürgermeisterin Ana Reyes versprach, dass sie noch vor dem Sommer wieder aufgebaut werde.";
        let russian = "Старый пирс в Мерроу сгорел в понедельник, никто не пострадал, сообщили пожарные вечером. Мэр Ана Рейес \
            пообещала, что его восстановят до начала лета, и поблагодарила спасателей.";
        assert_eq!(told(english), Some("en"));
        assert_eq!(told(german), Some("de"));
        assert_eq!(told(russian), Some("ru"));
        assert_eq!(told("Der Pier brannte."), None);
        assert_eq!(Language::ENGLISH.to_string(), "English");
    }
}
