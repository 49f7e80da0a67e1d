//! `onrecord compact`: tidies the files of the record.

use super::{Global, Outcome, terminal};
use clap::Args;
use onrecord::store::Record;

/// Tidy the files of the record, so that they take less room and are read faster
#[derive(Args, Debug)]
#[command(after_help = "\
For after a large `onrecord ingest` or `onrecord forget`. Nothing of the record changes. It needs room on the disk for a second copy
of the files while it works.

Example:
  onrecord compact")]
pub struct Arguments {}

pub fn run(global: &Global, _: Arguments) -> anyhow::Result<Outcome> {
    let record = Record::open(&global.store)?;
    record.compact()?;
    record.flush()?;
    terminal::say(format_args!("{} is tidy", global.store.display()));
    Ok(Outcome::Found)
}
