//! What is known of the words of a page's layout: boilerplate, labels of paragraphs, outlets, function words.
//!
//! Four tables of `lexicon/`, ready to be asked. Used by `article` alone.

mod boilerplate;
mod function_word;
mod lead_label;
mod outlet;

pub use boilerplate::{Boilerplate, BoilerplateKind, BoilerplateTable};
pub use function_word::FunctionWordTable;
pub use lead_label::{LeadLabelTable, Part};
pub use outlet::OutletTable;

/// The tables about layout.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// Phrases that are not the article's own words.
    pub boilerplate: BoilerplateTable,
    /// Words that hold sentences together.
    pub function_words: FunctionWordTable,
    /// "Background:", "Source:" and the like.
    pub lead_labels: LeadLabelTable,
    /// Those who publish news.
    pub outlets: OutletTable,
}

impl Layout {
    /// The tables that come with the program.
    pub fn standard() -> Self {
        Self {
            boilerplate: BoilerplateTable::standard(),
            function_words: FunctionWordTable::standard(),
            lead_labels: LeadLabelTable::standard(),
            outlets: OutletTable::standard(),
        }
    }
}

/// Reads a column that holds "yes" or "no".
fn yes_or_no<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    match <&str as serde::Deserialize>::deserialize(deserializer)? {
        "yes" => Ok(true),
        "no" => Ok(false),
        other => Err(serde::de::Error::custom(format!(
            "`{other}` is neither yes nor no"
        ))),
    }
}

/// A phrase as the tables spell it: lower case, single spaces, plain apostrophes.
pub fn folded(phrase: &str) -> String {
    let mut folded = String::with_capacity(phrase.len());
    for word in phrase.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(
            word.chars()
                .flat_map(char::to_lowercase)
                .map(|letter| match letter {
                    '’' | '‘' => '\'',
                    other => other,
                }),
        );
    }
    folded
}
