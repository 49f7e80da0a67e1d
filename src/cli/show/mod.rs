//! `onrecord show`: one thing of the record with its evidence: an entity, an article or a claim.
//!
//! What the user names is looked for among the nodes of the record, the names that articles were read under,
//! and the names of entities, in that order. Each kind of thing has its own file; what is asked of the record for it
//! stands in the library's `dossier`.

mod article;
mod claim;
mod entity;
mod judged;
pub(super) mod marked;

use super::{Context, Outcome};
use clap::Args;
use marked::Marks;
use onrecord::dossier::{self, Thing};
use onrecord::name::{self, Found};
use onrecord::query::Source;
use onrecord::store::Record;
use std::io::Write;

/// Show an entity, an article or a claim with its evidence, the words marked in their sentence
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  onrecord show 'Ana Reyes'               names, offices, what she said, what is said of her
  onrecord show 'Istanbul talks'          an event with its rounds
  onrecord show dam.txt                   an article, each claim in it marked
  onrecord show claim/51c7d0a4e2b96f13    a claim: every wording in its sentence, chain, denials

IRIs are taken whole or without the record's base, as tables print them; statements and
attributions lead to their claim.")]
pub struct Arguments {
    /// A name, an IRI, or the file that an article was read from
    #[arg(value_name = "NAME|IRI")]
    what: String,
}

/// The record with what the showing of its things needs to know.
struct Showing<'a> {
    source: &'a dyn Source,
    /// Where it is a record, it also knows why articles speak of the same.
    record: Option<&'a Record>,
    base: &'a str,
    marks: Marks,
}

impl Showing<'_> {
    /// An IRI as tables print it.
    fn short<'iri>(&self, iri: &'iri str) -> &'iri str {
        iri.strip_prefix(self.base).unwrap_or(iri)
    }
}

pub fn run(context: &Context, arguments: Arguments) -> anyhow::Result<Outcome> {
    let record = context.record()?;
    let showing = Showing {
        source: &*record,
        record: Some(&record),
        base: record.base().as_str(),
        marks: if context.output_has_style() {
            Marks::STYLE
        } else {
            Marks::BRACKETS
        },
    };
    // What comes from a table of another program may have a line's end behind it.
    let what = arguments.what.trim();
    let things = match find(&showing, what)? {
        Ok(things) => things,
        Err(nearest) => {
            context.say(Found::nothing(what, &nearest));
            return Ok(Outcome::NothingFound);
        }
    };
    let mut output = context.output();
    for (index, thing) in things.iter().enumerate() {
        if index > 0 {
            writeln!(output)?;
        }
        match thing {
            Thing::Entity(iri) => entity::show(&showing, iri, &mut output)?,
            Thing::Article(iri) => article::show(&showing, iri, &mut output)?,
            Thing::Claim(iri) => claim::show(&showing, iri, &mut output)?,
        }
    }
    output.flush()?;
    Ok(Outcome::Found)
}

/// The things that go by a name, or the names nearest to it.
fn find(showing: &Showing<'_>, what: &str) -> anyhow::Result<Result<Vec<Thing>, Vec<String>>> {
    let iri = match what.starts_with(showing.base) {
        true => what.to_owned(),
        false => format!("{}{what}", showing.base),
    };
    if let Some(thing) = dossier::thing(showing.source, &iri)? {
        return Ok(Ok(vec![thing]));
    }
    let articles = dossier::articles_named(showing.source, what)?;
    if !articles.is_empty() {
        return Ok(Ok(articles.into_iter().map(Thing::Article).collect()));
    }
    Ok(match name::look_up(showing.source, showing.base, what)? {
        Found::Entities(entities) => Ok(entities
            .into_iter()
            .map(|entity| Thing::Entity(entity.iri))
            .collect()),
        Found::Nothing(nearest) => Err(nearest),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::Dataset;

    fn shown(what: &str) -> String {
        let source: Dataset = oxttl::TriGParser::new()
            .for_slice(include_str!("../../../tests/fixtures/merrow.trig"))
            .collect::<Result<_, _>>()
            .unwrap();
        let showing = Showing {
            source: &source,
            record: None,
            base: "urn:onrecord:",
            marks: Marks::BRACKETS,
        };
        let mut output = Vec::new();
        match find(&showing, what).unwrap().unwrap().remove(0) {
            Thing::Entity(iri) => entity::show(&showing, &iri, &mut output).unwrap(),
            Thing::Article(iri) => article::show(&showing, &iri, &mut output).unwrap(),
            Thing::Claim(iri) => claim::show(&showing, &iri, &mut output).unwrap(),
        }
        String::from_utf8(output).unwrap()
    }

    #[test]
    fn a_person_with_office_words_and_what_is_said_of_them() {
        let text = shown("reyes");
        assert!(text.starts_with("Ana Reyes (person)\n"), "{text}");
        for part in [
            "also called  Reyes",
            "office       minister, Ministry of Works (2026-02-18 to 2026-02-20)",
            "said (3)\n",
            "2026-02-17  denies that the dam was leaking",
            "said of (3)\n",
            "Ivo Lund asserts Reyes had known of the leak",
            "mentioned in (2)\n",
        ] {
            assert!(text.contains(part), "{part}\n--\n{text}");
        }
    }

    #[test]
    fn an_event_with_its_rounds() {
        let text = shown("event/merrow-talks");
        for part in [
            "kind         talks",
            "round        Merrow talks (2026-02-10)",
            "round        Merrow talks (2026-02-19)",
        ] {
            assert!(text.contains(part), "{part}\n--\n{text}");
        }
    }

    #[test]
    fn a_statement_leads_to_its_claim() {
        let text = shown("statement/2");
        assert!(text.starts_with("the dam was leaking (claim)\n"), "{text}");
        assert_eq!(shown("urn:onrecord:claim/leak"), text);
        for part in [
            "Ivo Lund asserts, 2026-02-16",
            "Ana Reyes denies, 2026-02-17",
            "Lowland Post",
        ] {
            assert!(text.contains(part), "{part}\n--\n{text}");
        }
    }

    #[test]
    fn an_unknown_name_is_told_with_the_nearest() {
        let source = Dataset::new();
        let showing = Showing {
            source: &source,
            record: None,
            base: "urn:onrecord:",
            marks: Marks::BRACKETS,
        };
        assert_eq!(find(&showing, "no <such> thing").unwrap(), Err(vec![]));
    }
}
