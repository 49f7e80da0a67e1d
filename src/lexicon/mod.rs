//! What the rules know of words: cue verbs, offices, organisations, places, event nouns, time words.
//!
//! All of it is data in `lexicon/*.tsv`, compiled in; each line carries an example that a test runs. A later
//! stage takes `&Lexicon`; nothing here is global.

pub mod layout;
pub mod cue;
pub mod table;
pub mod time_word;

mod speech_noun;

pub use speech_noun::{Reference, SpeechNouns};

/// Every table, read once at the start of the program.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// Words of a page's layout.
    pub layout: layout::Layout,
    /// Nouns that stand for what somebody said.
    pub speech_nouns: SpeechNouns,
    /// Words that time expressions are made of.
    pub time_words: time_word::TimeWords,
    /// Words of a page's layout.
    pub layout: layout::Layout,
    /// Cue verbs and phrases.
    pub cues: cue::Cues,
}

impl Lexicon {
    /// The tables that come with the program.
    pub fn standard() -> Self {
        Self {
            speech_nouns: SpeechNouns::standard(),
            time_words: time_word::TimeWords::standard(),
            layout: layout::Layout::standard(),
            layout: layout::Layout::standard(),
            speech_nouns: SpeechNouns::standard(),
            time_words: time_word::TimeWords::standard(),
            cues: cue::Cues::standard(),
        }
    }
}
