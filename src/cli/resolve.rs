//! `onrecord resolve`: computes what is derived from the articles anew.

use super::{Global, Outcome, terminal};
use clap::Args;
use onrecord::store::Record;

/// Compute all that is derived from the articles anew: entities, statements, claims, relations
#[derive(Args, Debug)]
#[command(after_help = "\
Each `onrecord ingest` brings what is derived up to date step by step, with the same result. This is for a record that an
older program made, or that `onrecord check` finds at fault.

Example:
  onrecord resolve --from-nothing")]
pub struct Arguments {
    /// Forget what is derived and compute it from the articles alone
    #[arg(long, required = true)]
    from_nothing: bool,
}

pub fn run(global: &Global, arguments: Arguments) -> anyhow::Result<Outcome> {
    // The flag is required: without it there is nothing to do, as the record is always up to date.
    let Arguments { from_nothing: _ } = arguments;
    let mut record = Record::open(&global.store)?;
    let changed = record.resolve()?;
    record.flush()?;
    match changed {
        0 => terminal::say(format_args!("nothing changed")),
        1 => terminal::say(format_args!("1 triple changed")),
        many => terminal::say(format_args!("{many} triples changed")),
    }
    Ok(Outcome::Found)
}
