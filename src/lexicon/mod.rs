//! What the rules know of words: cue verbs, offices, organisations, places, event nouns, time words.
//!
//! All of it is data in `lexicon/*.tsv`, compiled in; each line carries an example that a test runs. A later
//! stage takes `&Lexicon`; nothing here is global.

mod anonymity;
mod common_word;
pub mod cue;
mod event;
mod given_name;
mod group;
pub mod layout;
mod office;
mod organisation;
mod phrase;
mod place;
mod place_word;
mod sense;
mod speech_noun;
mod spelling;
pub mod table;
pub mod time_word;

pub use anonymity::Anonymity;
pub use common_word::CommonWords;
pub use event::{EventClass, EventNoun, EventNouns};
pub use given_name::{Gender, PersonNames};
pub use group::{GroupKind, GroupNoun, Groups, Modifier, ModifierKind};
pub use office::{Honorific, OfficeRow, Offices};
pub use organisation::{Organisation, OrganisationKind, OrganisationWord, Organisations, WordPosition};
pub use phrase::Phrases;
pub use place::{Place, PlaceWord, Places};
pub use place_word::{PlaceWordPosition, PlaceWordRow, PlaceWords};
pub use sense::Senses;
pub use speech_noun::{Reference, SpeechNouns};
pub use spelling::Spellings;

/// Every table, read once at the start of the program.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// Words of a page's layout.
    pub layout: layout::Layout,
    /// Words that time expressions are made of.
    pub time_words: time_word::TimeWords,
    /// Countries, capitals, regions, towns, waters.
    pub places: Places,
    /// Words that make a place of a name.
    pub place_words: PlaceWords,
    /// Agencies, outlets, authorities, companies, clubs; words that make an organisation of a name.
    pub organisations: Organisations,
    /// Offices and words of address.
    pub offices: Offices,
    /// Given and family names.
    pub person_names: PersonNames,
    /// Words whose capital says nothing.
    pub common_words: CommonWords,
    /// Nouns for speakers without a name.
    pub groups: Groups,
    /// Event nouns.
    pub event_nouns: EventNouns,
    /// Cue verbs and phrases.
    pub cues: cue::Cues,
    /// Nouns that stand for what somebody said.
    pub speech_nouns: SpeechNouns,
    /// What the words of a claim mean.
    pub senses: Senses,
    /// What sources ask for in return for speaking.
    pub anonymity: Anonymity,
}

impl Lexicon {
    /// The tables that come with the program.
    pub fn standard() -> Self {
        Self {
            layout: layout::Layout::standard(),
            time_words: time_word::TimeWords::standard(),
            places: Places::standard(),
            place_words: PlaceWords::standard(),
            organisations: Organisations::standard(),
            offices: Offices::standard(),
            person_names: PersonNames::standard(),
            common_words: CommonWords::standard(),
            groups: Groups::standard(),
            event_nouns: EventNouns::standard(),
            cues: cue::Cues::standard(),
            speech_nouns: SpeechNouns::standard(),
            senses: Senses::standard(),
            anonymity: Anonymity::standard(),
        }
    }
}

#[cfg(test)]
mod tests;
