//! `onrecord ingest`: articles into the record.
//!
//! Several threads read, one writes, an article a transaction; an article that the record has is not written
//! again. Nothing is called done before the disk has it.

mod summary;

use super::failure::Remedy;
use super::held::Held;
use super::problem::Problem;
use super::reading::{self, Count};
use super::{Context, Outcome, terminal};
use anyhow::Context as _;
use chrono::{DateTime, Utc};
use clap::{Args, ValueEnum};
use onrecord::gazetteer::{self, Entry};
use onrecord::pipeline::Extraction;
use onrecord::rdf::gazetteer::ambiguous;
use onrecord::relation::{Foreseen, foresee};
use onrecord::store::{RunPart, StoreError};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use summary::Summary;

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
  onrecord ingest --watch inbox/                what is there, then what comes to it
  onrecord ingest articles/ --format json | jq .not_read
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
    /// Go on: read what comes to the files and folders, or changes there, until it is stopped
    #[arg(long)]
    watch: bool,
    /// How to tell at the end what was done
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// How the end of a run is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A sentence, beside the messages
    Text,
    /// A JSON object on one line of the output, for programs
    Json,
}

/// How many articles, or things that are none, are noted at once as read by this run.
const NOTED_AT_ONCE: usize = 1000;

/// A run: the record that is written to, and what was done to it.
struct Ingestion<'a> {
    context: &'a Context,
    /// Opened by the first article, so that a run that reads nothing leaves nothing behind.
    record: Option<Held>,
    began: DateTime<Utc>,
    /// What is not yet noted as read by this run.
    unnoted: RunPart,
    summary: Summary,
}

pub fn run(context: &Context, arguments: Arguments) -> anyhow::Result<Outcome> {
    context.go_where_the_record_is(&context.store)?;
    if let Some(file) = &arguments.gazetteer {
        list(context, file)?;
        if arguments.reading.reads_nothing() {
            return Ok(Outcome::Found);
        }
    }
    if arguments.watch {
        return watch(context, &arguments);
    }
    let mut ingestion = Ingestion::new(context);
    let count = arguments
        .reading
        .read(context, foreseeing, |read| ingestion.take(read))?;
    ingestion.finish(&count.something()?, arguments.format)?;
    Ok(Outcome::Found)
}

/// Reads what is there, then what comes, each time in a run of its own, until somebody stops it. Between two runs the record
/// is closed, so that other commands can have it.
fn watch(context: &Context, arguments: &Arguments) -> anyhow::Result<Outcome> {
    let mut watch = arguments.reading.watch(context)?;
    let mut is_waiting = false;
    context.say("waiting for articles; stop with Ctrl-C");
    loop {
        let inputs = watch.look();
        if !inputs.is_empty() {
            let mut ingestion = Ingestion::new(context);
            match ingestion.open() {
                Err(error) if is_in_use(&error) => {
                    watch.take_back(&inputs);
                    if !is_waiting {
                        let store = context.store.display();
                        context.say(format_args!(
                            "another command has {store}; waiting until it is free"
                        ));
                    }
                    is_waiting = true;
                }
                Err(error) => return Err(error),
                Ok(_) => {
                    is_waiting = false;
                    let take = |read| ingestion.take(read);
                    let count = arguments.reading.read_these(context, inputs, foreseeing, take)?;
                    ingestion.finish(&count, arguments.format)?;
                }
            }
        }
        watch.pause()?;
    }
}

/// Whether another command has the record.
fn is_in_use(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(StoreError::Locked(_)))
}

/// An article with the vectors of its claims, which the threads that read make.
fn foreseeing(extraction: Extraction) -> (anyhow::Result<Foreseen>, Extraction) {
    (foresee(&extraction.claims).map_err(Into::into), extraction)
}

/// Takes a list of names into the record.
fn list(context: &Context, file: &Path) -> anyhow::Result<()> {
    let entries = read_list(context, file)?;
    let count = entries.len();
    let articles = context.record_or_new()?.write(|record| {
        let articles = record.list(entries.into_keys())?;
        record.flush()?;
        Ok::<_, StoreError>(articles)
    })?;
    context.say(format_args!(
        "a list of {count} entries in {}; articles looked at again: {articles}",
        context.store.display()
    ));
    Ok(())
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

impl<'a> Ingestion<'a> {
    fn new(context: &'a Context) -> Self {
        let began = Utc::now();
        Self {
            context,
            record: None,
            began,
            unnoted: RunPart::default(),
            summary: Summary::new(context.store.display().to_string(), began),
        }
    }

    /// The record, which is opened where it is first needed.
    fn open(&mut self) -> anyhow::Result<&mut Held> {
        Ok(match &mut self.record {
            Some(record) => record,
            none => none.insert(self.context.record_or_new()?),
        })
    }

    fn take(&mut self, read: Result<(anyhow::Result<Foreseen>, Extraction), Problem>) -> anyhow::Result<()> {
        match read {
            Ok((foreseen, extraction)) => self.put(foreseen?, &extraction)?,
            Err(problem) => {
                self.unnoted.not_read.push(problem.to_string());
                self.summary.miss(problem);
            }
        }
        if self.unnoted.len() >= NOTED_AT_ONCE {
            self.note()?;
        }
        Ok(())
    }

    fn put(&mut self, foreseen: Foreseen, extraction: &Extraction) -> anyhow::Result<()> {
        let (change, revised, article) = self.open()?.write(|record| {
            record.expect(foreseen);
            let change = record.put(extraction)?;
            let revised = record.supersede(extraction)?;
            Ok::<_, StoreError>((change, revised, record.base().article(&extraction.article)))
        })?;
        self.unnoted.articles.push(article);
        self.summary.put(change, revised, extraction.attributions.len());
        Ok(())
    }

    /// Notes what this run read. Before the first article there is no record to note it in.
    fn note(&mut self) -> anyhow::Result<()> {
        if let Some(record) = &mut self.record {
            record.write(|record| record.record_run(self.began, &self.unnoted))?;
            self.unnoted = RunPart::default();
        }
        Ok(())
    }

    /// Nothing is called done before the disk has it.
    fn finish(mut self, count: &Count, format: Format) -> anyhow::Result<()> {
        self.note()?;
        if let Some(record) = &mut self.record {
            record.write(|record| record.flush())?;
        }
        self.summary.end(self.began, count);
        match format {
            Format::Text => self.context.say(&self.summary),
            Format::Json => {
                let mut output = self.context.output();
                writeln!(output, "{}", serde_json::to_string(&self.summary)?)?;
                output.flush()?;
            }
        }
        Ok(())
    }
}
