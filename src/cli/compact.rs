//! `onrecord compact`: tidies the files of the record.

use super::{Context, Outcome};
use clap::Args;

/// Tidy the files of the record, so that they take less room and are read faster
#[derive(Args, Debug)]
#[command(after_help = "\
For after a large `onrecord ingest` or `onrecord forget`. Nothing of the record changes. It needs room on the disk for a second copy
of the files while it works.

Example:
  onrecord compact")]
pub struct Arguments {}

pub fn run(context: &Context, _: Arguments) -> anyhow::Result<Outcome> {
    let record = context.record()?;
    record.compact()?;
    record.flush()?;
    context.say(format_args!("{} is tidy", context.store.display()));
    Ok(Outcome::Found)
}
