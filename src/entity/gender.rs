//! What a name tells of a person's gender: by its title, by the office before it, by the given name.

use super::Source;
use crate::lexicon::Gender;
use crate::mention::Mention;

/// What a name with its title tells of a person's gender.
pub(super) fn gender(source: &Source, mention: &Mention, full: &str) -> Gender {
    match titled_gender(source, mention) {
        Gender::Unknown => given_gender(source, full),
        titled => titled,
    }
}

/// What the title before a name tells of a person's gender.
pub(super) fn titled_gender(source: &Source, mention: &Mention) -> Gender {
    let offices = &source.lexicon.offices;
    let called: Vec<&str> = source.text[mention.span.start..mention.head.end]
        .split_whitespace()
        .collect();
    let by_address = offices
        .address
        .longest(|ahead| called.get(ahead).copied())
        .map(|(_, index)| offices.honorifics[*index].gender);
    let by_office = mention.office.as_ref().map(|office| offices.gender(&office.role));
    let told = [by_address, by_office].into_iter().flatten();
    told.into_iter()
        .find(|gender| *gender != Gender::Unknown)
        .unwrap_or(Gender::Unknown)
}

/// What a person's given name tells of the gender.
pub(super) fn given_gender(source: &Source, full: &str) -> Gender {
    let first = full.split(' ').next().unwrap_or_default();
    source
        .lexicon
        .person_names
        .given(first)
        .unwrap_or(Gender::Unknown)
}
