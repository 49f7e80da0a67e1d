//! `onrecord ingest`: articles into the record.
//!
//! Several threads read, one writes, an article a transaction; an article that the record has is not written
//! again. Nothing is called done before the disk has it.

use super::failure::Remedy;
use super::held::Held;
use super::reading::{self, Count};
use super::{Context, Outcome, terminal};
use anyhow::Context as _;
use chrono::{DateTime, Utc};
use clap::Args;
use onrecord::gazetteer::{self, Entry};
use onrecord::pipeline::Extraction;
use onrecord::rdf::gazetteer::ambiguous;
use onrecord::relation::{Foreseen, foresee};
use onrecord::store::{Change, StoreError};
use oxigraph::model::NamedNode;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Read articles into the record
#[derive(Args, Debug)]
#[command(mut_arg("from", |from| from.required_unless_present_any(["list", "gazetteer"])))]
#[command(after_help = "\
Examples:
  onrecord ingest articles/                     every .txt, .html, .warc.gz, … below a folder
  onrecord ingest dam.txt flood.html --store flood-record
  curl -s https://example.org/feed.xml | onrecord ingest -
  onrecord ingest crawl.jsonl --field text=body --field published=crawled.day
  find saved -name '*.html' | onrecord ingest --list -
  onrecord ingest --gazetteer names.tsv         articles may follow; the list is kept

An article that was read before takes the place of its earlier reading, and a new version (the same
address or name, much of the same words) that of the earlier one. What cannot be read is named with
the reason, and the run goes on. Stopping half-way loses nothing: run it again.

A list of names says what else somebody or something is called and how others identify it. A line
is a kind (person, organisation, place, event), a name, other names with | between them, and
identifiers with spaces between them (Q1899, iso3166:UA, any IRI), with tabs in between; or
  {\"kind\": \"place\", \"name\": \"Kyiv\", \"other\": [\"Kiev\"], \"identifiers\": [\"Q1899\"]}
The names of a line are one entity, called by the first, unless people judged otherwise. A name
that several lines have is told by none of them. Another list takes the place of the first; an
empty one takes it out.")]
pub struct Arguments {
    #[command(flatten)]
    reading: reading::Arguments,
    /// A list of names to go by, in the place of the one that the record has
    #[arg(long, value_name = "FILE")]
    gazetteer: Option<PathBuf>,
}

/// How many articles are noted at once as read by this run.
const NOTED_AT_ONCE: usize = 1000;

/// The record that is written to, and what was done to it.
struct Ingestion {
    context: Context,
    /// Opened by the first article, so that a run that reads nothing leaves nothing behind.
    record: Option<Held>,
    started: DateTime<Utc>,
    /// Articles that were read and not yet noted as read by this run.
    unnoted: Vec<NamedNode>,
    added: usize,
    replaced: usize,
    unchanged: usize,
    /// Earlier versions that left the record.
    revised: usize,
    claims: usize,
}

pub fn run(context: &Context, arguments: Arguments) -> anyhow::Result<Outcome> {
    context.go_where_the_record_is(&context.store)?;
    let mut ingestion = Ingestion {
        context: context.clone(),
        record: None,
        started: Utc::now(),
        unnoted: Vec::new(),
        added: 0,
        replaced: 0,
        unchanged: 0,
        revised: 0,
        claims: 0,
    };
    if let Some(file) = &arguments.gazetteer {
        ingestion.list(read_list(context, file)?)?;
        if arguments.reading.reads_nothing() {
            return Ok(Outcome::Found);
        }
    }
    let count = arguments.reading.read(
        context,
        |extraction| (foresee(&extraction.claims), extraction),
        |(foreseen, extraction)| ingestion.put(foreseen?, extraction),
    )?;
    ingestion.finish()?;
    context.say(ingestion.summary(&count));
    Ok(Outcome::Found)
}

/// The entries of a list, whose ambiguous names are told.
fn read_list(context: &Context, file: &Path) -> anyhow::Result<BTreeMap<Entry, usize>> {
    let text = std::fs::read_to_string(context.path(file))
        .with_context(|| format!("{} cannot be read", file.display()))
        .remedy("Give a list of names in UTF-8, as `onrecord ingest --help` shows it.")?;
    let entries = gazetteer::read(&text)
        .with_context(|| file.display().to_string())
        .remedy("Nothing was read into the record: mend the line and try again.")?;
    for name in ambiguous(&entries) {
        let lines: Vec<String> = name.lines.iter().map(ToString::to_string).collect();
        context.say(format_args!(
            "{}: {} stands on lines {}: nobody is told by it",
            file.display(),
            terminal::plain(&name.name),
            lines.join(", ")
        ));
    }
    Ok(entries)
}

/// The record, which is opened where it is first needed.
fn open<'a>(record: &'a mut Option<Held>, context: &Context) -> anyhow::Result<&'a mut Held> {
    Ok(match record {
        Some(record) => record,
        none => none.insert(context.record_or_new()?),
    })
}

impl Ingestion {
    fn list(&mut self, entries: BTreeMap<Entry, usize>) -> anyhow::Result<()> {
        let count = entries.len();
        let record = open(&mut self.record, &self.context)?;
        let articles = record.write(|record| {
            let articles = record.list(entries.into_keys())?;
            record.flush()?;
            Ok::<_, StoreError>(articles)
        })?;
        self.context.say(format_args!(
            "a list of {count} entries in {}; articles looked at again: {articles}",
            self.context.store.display()
        ));
        Ok(())
    }

    fn put(&mut self, foreseen: Foreseen, extraction: Extraction) -> anyhow::Result<()> {
        let record = open(&mut self.record, &self.context)?;
        let noted = self.unnoted.len() + 1 >= NOTED_AT_ONCE;
        let (change, revised) = record.write(|record| {
            record.expect(foreseen);
            let change = record.put(&extraction)?;
            let revised = record.supersede(&extraction)?;
            self.unnoted.push(record.base().article(&extraction.article));
            if noted {
                record.record_run(self.started, &self.unnoted)?;
                self.unnoted.clear();
            }
            Ok::<_, StoreError>((change, revised))
        })?;
        match change {
            Change::Added => self.added += 1,
            Change::Replaced => self.replaced += 1,
            Change::Unchanged => self.unchanged += 1,
        }
        self.revised += revised;
        self.claims += extraction.attributions.len();
        Ok(())
    }

    fn finish(&mut self) -> anyhow::Result<()> {
        if let Some(record) = &mut self.record {
            record.write(|record| {
                record.record_run(self.started, &self.unnoted)?;
                record.flush()
            })?;
        }
        Ok(())
    }

    fn summary(&self, count: &Count) -> String {
        let articles = match self.added + self.replaced + self.unchanged {
            1 => "1 article".to_owned(),
            many => format!("{many} articles"),
        };
        let mut parts = vec![format!("{} new", self.added)];
        let others = [
            (self.revised, "in the place of an earlier version"),
            (self.replaced, "read anew"),
            (self.unchanged, "unchanged"),
        ];
        parts.extend(
            others
                .iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, what)| format!("{count} {what}")),
        );
        format!(
            "{articles} with {} claims in {}: {}{}",
            self.claims,
            self.context.store.display(),
            parts.join(", "),
            count.remarks()
        )
    }
}
