//! Offices that stand for their holders: "the foreign minister".
//!
//! Takes a nominal mention with its office, gives the person who was last named with that office in the article. Where
//! nobody was, the words as found are a person of this article without a name.

use super::record::Record;
use super::{Link, Source};
use crate::mention::{Form, Kind, Mention, Office};
use std::collections::{BTreeMap, BTreeSet};

/// Who holds which office, as far as the article has said.
#[derive(Default)]
pub(super) struct Offices {
    /// By role, in the order in which they were named.
    holders: BTreeMap<String, Vec<Holder>>,
    /// Whoever holds any.
    all: BTreeSet<usize>,
}

struct Holder {
    of: Option<String>,
    entity: usize,
}

impl Offices {
    /// Notes the office that a mention gives an entity.
    pub(super) fn hold(&mut self, mention: &Mention, entity: usize) {
        let Some(office) = mention.office.as_ref().filter(|_| mention.kind == Kind::Person) else {
            return;
        };
        self.all.insert(entity);
        for role in roles(&office.role) {
            self.holders.entry(role).or_default().push(Holder {
                of: office.of.clone(),
                entity,
            });
        }
    }

    /// Whether the article has said of an entity what office it holds.
    pub(super) fn holds_one(&self, entity: usize) -> bool {
        self.all.contains(&entity)
    }

    /// The holder of the office that a nominal mention names.
    pub(super) fn resolve(
        &self,
        source: &Source,
        index: usize,
        office: &Office,
        record: &Record,
    ) -> Option<(usize, Link)> {
        let mention = &source.mentions.mentions[index];
        if let Some(entity) = apposed(source, index, record) {
            return Some((entity, Link::Office));
        }
        let words = mention.span.of(source.text);
        let is_new = ["a ", "an ", "another ", "A ", "An ", "Another "]
            .iter()
            .any(|article| words.starts_with(article));
        if is_new {
            return None;
        }
        self.holder(office).map(|entity| (entity, Link::Office))
    }

    fn holder(&self, office: &Office) -> Option<usize> {
        let holders = self.holders.get(&normal(&office.role))?;
        // Looking back a bounded way keeps long articles linear.
        let recent = holders.iter().rev().take(32);
        let fits = |holder: &&Holder| match (&holder.of, &office.of) {
            (Some(held), Some(asked)) => held == asked,
            _ => true,
        };
        recent.into_iter().find(fits).map(|holder| holder.entity)
    }
}

/// The person named right before: "Ana Reyes, the harbour master".
fn apposed(source: &Source, index: usize, record: &Record) -> Option<usize> {
    let mentions = &source.mentions.mentions;
    let nominal = &mentions[index];
    let before = (0..index)
        .rev()
        .take(4)
        .find(|other| mentions[*other].span.end < nominal.span.start)?;
    let person = &mentions[before];
    let gap = &source.text[person.span.end..nominal.span.start];
    let apposed = person.kind == Kind::Person
        && person.form == Form::Name
        && gap.trim_end() == ","
        && !source.text[nominal.span.end..].starts_with(['\'', '’']);
    apposed
        .then(|| record.denotes[before].map(|(entity, _)| entity))
        .flatten()
}

/// The person named right behind an office: "Its chair, Louise Okoro", "a spokeswoman for the bank, Hanna Sole".
pub(super) fn apposed_behind(source: &Source, index: usize) -> Option<usize> {
    /// What may stand between: "for the bank".
    const LONGEST: usize = 60;
    let mentions = &source.mentions.mentions;
    let end = mentions[index].span.end;
    let behind = mentions[index + 1..].iter().enumerate().take(6);
    let mut outer = behind.skip_while(|(_, mention)| mention.span.start < end);
    let (offset, person) =
        outer.find(|(_, mention)| mention.kind == Kind::Person && mention.form == Form::Name)?;
    let gap = &source.text[end..person.span.start];
    let complement = gap.strip_suffix(", ")?;
    let belongs = [" for ", " of ", " at ", " in "]
        .iter()
        .any(|word| complement.starts_with(word));
    let closed = source.text[person.span.end..].starts_with([',', '.', ';']);
    let plain = gap.len() <= LONGEST && !complement.contains([',', '.', ';', ':', '"', '“', '”', '\n']);
    (plain && closed && (complement.is_empty() || belongs)).then_some(index + 1 + offset)
}

/// The roles by which an office may be called later: "deputy foreign minister" is also "foreign minister"'s "minister",
/// never "foreign minister".
fn roles(role: &str) -> Vec<String> {
    let normal = normal(role);
    let last = normal.rsplit(' ').next().unwrap_or_default().to_owned();
    match last == normal {
        true => vec![normal],
        false => vec![normal, last],
    }
}

/// Roles that differ in gender or spelling only are one.
fn normal(role: &str) -> String {
    role.replace("spokesman", "spokesperson")
        .replace("spokeswoman", "spokesperson")
        .replace("chairman", "chairperson")
        .replace("chairwoman", "chairperson")
        .replace("defense", "defence")
        .replace("advisor", "adviser")
}
