//! `onrecord resolve`: computes what is derived from the articles anew.

use super::{Context, Outcome};
use clap::Args;
use onrecord::store::StoreError;

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

pub fn run(context: &Context, arguments: Arguments) -> anyhow::Result<Outcome> {
    // The flag is required: without it there is nothing to do, as the record is always up to date.
    let Arguments { from_nothing: _ } = arguments;
    let mut record = context.record()?;
    let changed = record.write(|record| {
        let changed = record.resolve()?;
        record.flush()?;
        Ok::<_, StoreError>(changed)
    })?;
    match changed {
        0 => context.say(format_args!("nothing changed")),
        1 => context.say(format_args!("1 triple changed")),
        many => context.say(format_args!("{many} triples changed")),
    }
    Ok(Outcome::Found)
}
