//! `onrecord ingest`: articles into the record.
//!
//! Several threads read, one writes, an article a transaction; an article that the record has is not written
//! again. Nothing is called done before the disk has it.

use super::{Global, Outcome, reading, terminal};
use chrono::{DateTime, Utc};
use clap::Args;
use onrecord::pipeline::Extraction;
use onrecord::store::{Change, Record};
use oxigraph::model::NamedNode;
use std::path::PathBuf;

/// Read articles into the record
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  onrecord ingest articles/                     every .txt, .jsonl, … below a folder
  onrecord ingest dam.txt flood.txt --store flood-record
  curl -s https://example.org/wire.jsonl | onrecord ingest -

An article that was read before takes the place of its earlier reading. What cannot be read is
named with the reason, and the run goes on. Stopping half-way loses nothing: run it again.")]
pub struct Arguments {
    #[command(flatten)]
    reading: reading::Arguments,
}

/// How many articles are noted at once as read by this run.
const NOTED_AT_ONCE: usize = 1000;

/// The record that is written to, and what was done to it.
struct Ingestion {
    store: PathBuf,
    /// Opened by the first article, so that a run that reads nothing leaves nothing behind.
    record: Option<Record>,
    started: DateTime<Utc>,
    /// Articles that were read and not yet noted as read by this run.
    unnoted: Vec<NamedNode>,
    added: usize,
    replaced: usize,
    unchanged: usize,
    claims: usize,
}

pub fn run(global: &Global, arguments: Arguments) -> anyhow::Result<Outcome> {
    let mut ingestion = Ingestion {
        store: global.store.clone(),
        record: None,
        started: Utc::now(),
        unnoted: Vec::new(),
        added: 0,
        replaced: 0,
        unchanged: 0,
        claims: 0,
    };
    let count = arguments
        .reading
        .read(|extraction| extraction, |extraction| ingestion.put(extraction))?;
    ingestion.finish()?;
    terminal::say(ingestion.summary(count.failed));
    Ok(Outcome::Found)
}

impl Ingestion {
    fn put(&mut self, extraction: Extraction) -> anyhow::Result<()> {
        let record = match &mut self.record {
            Some(record) => record,
            none => none.insert(Record::open_or_create(&self.store, None)?),
        };
        match record.put(&extraction)? {
            Change::Added => self.added += 1,
            Change::Replaced => self.replaced += 1,
            Change::Unchanged => self.unchanged += 1,
        }
        self.claims += extraction.attributions.len();
        self.unnoted.push(record.base().article(&extraction.article));
        if self.unnoted.len() >= NOTED_AT_ONCE {
            record.record_run(self.started, &self.unnoted)?;
            self.unnoted.clear();
        }
        Ok(())
    }

    fn finish(&mut self) -> anyhow::Result<()> {
        if let Some(record) = &mut self.record {
            record.record_run(self.started, &self.unnoted)?;
            record.flush()?;
        }
        Ok(())
    }

    fn summary(&self, failed: usize) -> String {
        let articles = match self.added + self.replaced + self.unchanged {
            1 => "1 article".to_owned(),
            many => format!("{many} articles"),
        };
        let mut parts = vec![format!("{} new", self.added)];
        let others = [(self.replaced, "read anew"), (self.unchanged, "unchanged")];
        parts.extend(
            others
                .iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, what)| format!("{count} {what}")),
        );
        let mut text = format!(
            "{articles} with {} claims in {}: {}",
            self.claims,
            self.store.display(),
            parts.join(", ")
        );
        if failed > 0 {
            text.push_str(&format!("; {failed} could not be read"));
        }
        text
    }
}
