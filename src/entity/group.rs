//! Speakers without a name: groups and bodies.
//!
//! A group is an entity of its article with the words as found; the same words, or "the" with the same noun, are the same
//! group. A body ("the company", "the ministry") is the organisation last named that the noun fits. An authority with
//! its country ("Russia's foreign ministry") has a name by that.

use super::record::Record;
use super::{Link, Source};
use crate::lexicon::OrganisationKind;
use crate::mention::{Kind, Mention};

/// Words in the names of journals.
const JOURNALS: &[&str] = &[
    "Annals",
    "Archives",
    "Bulletin",
    "Letters",
    "Proceedings",
    "Quarterly",
    "Review",
    "Reviews",
    "Transactions",
];

/// The entity of a group or body.
pub(super) fn resolve(source: &Source, index: usize, record: &mut Record) -> Option<(usize, Link)> {
    let mention = &source.mentions.mentions[index];
    let words = mention.span.of(source.text);
    let lower = words.to_lowercase();
    let (article, bare) = match lower.split_once(' ') {
        Some((
            first @ ("the" | "a" | "an" | "its" | "his" | "her" | "their" | "our" | "my" | "this"),
            rest,
        )) => (first, rest),
        _ => ("", lower.as_str()),
    };
    let noun = bare.rsplit(' ').next().unwrap_or_default();
    // "The two countries" refers to several entities at once, which one entity cannot say.
    if mention.kind == Kind::Group
        && (matches!(noun, "countries" | "sides" | "nations" | "states") || bare.starts_with("both "))
    {
        return None;
    }
    if mention.kind == Kind::Organisation
        && let Some(country) = country_inside(source, index)
    {
        let name = words
            .split_once(' ')
            .filter(|_| !article.is_empty())
            .map_or(words, |(_, rest)| rest);
        let key = format!("{} {noun}", country.to_lowercase());
        let printed = name.replace('’', "'");
        return Some((
            record.entity(Kind::Organisation, &key, &printed, true),
            Link::Name,
        ));
    }
    Some((record.add(mention.kind, words, false), Link::Description))
}

/// The country in the words of an authority.
fn country_inside(source: &Source, index: usize) -> Option<String> {
    let mentions = &source.mentions.mentions;
    let outer = mentions[index].span;
    mentions[index + 1..]
        .iter()
        .take_while(|inner| inner.span.start < outer.end)
        .find(|inner| inner.kind == Kind::Place && inner.known)
        .map(|inner| inner.name.clone())
}

/// Whether a noun can stand for an organisation: its name holds the noun, or its kind is the noun's.
pub(super) fn fits(source: &Source, mention: &Mention, name: &str, noun: &str) -> bool {
    if name.to_lowercase().split([' ', '-']).any(|word| word == noun) {
        return true;
    }
    let tables = &source.lexicon.organisations;
    let kind = tables
        .named(name)
        .map(|organisation| organisation.kind)
        .or_else(|| {
            // "Council" of "Sarn Water Council", "federation" of "Federation of Miners".
            let mut words = name.rsplit(' ');
            words.find_map(|word| tables.last.word(word).copied())
        });
    match noun {
        "company" | "firm" | "airline" | "bank" | "lender" => {
            kind == Some(OrganisationKind::Company) || (kind.is_none() && !mention.known)
        }
        "club" | "team" => kind == Some(OrganisationKind::Club),
        "newspaper" | "broadcaster" | "network" => kind == Some(OrganisationKind::Outlet),
        "party" | "group" => kind == Some(OrganisationKind::Party),
        "agency" => matches!(
            kind,
            Some(OrganisationKind::Agency | OrganisationKind::Government)
        ),
        "journal" => {
            let mut words = name.split(' ');
            words.any(|word| JOURNALS.contains(&word))
        }
        "university" => kind == Some(OrganisationKind::University),
        "organisation" | "organization" => matches!(
            kind,
            Some(OrganisationKind::Institution | OrganisationKind::International)
        ),
        _ => false,
    }
}
