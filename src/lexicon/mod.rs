//! What the rules know of words: cue verbs, offices, organisations, places, event nouns, time words.
//!
//! All of it is data in `lexicon/*.tsv`, compiled in; each line carries an example that a test runs. A later
//! stage takes `&Lexicon`; nothing here is global.

pub mod cue;
pub mod table;

/// Every table, read once at the start of the program.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// Cue verbs and phrases.
    pub cues: cue::Cues,
}

impl Lexicon {
    /// The tables that come with the program.
    pub fn standard() -> Self {
        Self {
            cues: cue::Cues::standard(),
        }
    }
}
