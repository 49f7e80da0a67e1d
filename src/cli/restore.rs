//! `onrecord restore`: a record out of a copy.

use super::{Context, Outcome};
use clap::Args;
use onrecord::store;
use std::path::PathBuf;

/// Put a copy that `onrecord backup` made to where there is no record
#[derive(Args, Debug)]
#[command(after_help = "\
The copy is opened before it takes its place, and stays as it is. A record that is there already is not overwritten: move it away first.

Example:
  mv onrecord-store damaged && onrecord restore copies/2026-02-18")]
pub struct Arguments {
    /// The folder of the copy
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

pub fn run(context: &Context, arguments: Arguments) -> anyhow::Result<Outcome> {
    context.refuse_where_it_is_served()?;
    store::restore(&arguments.folder, &context.store)?;
    context.say(format_args!(
        "{} is in {} again",
        arguments.folder.display(),
        context.store.display()
    ));
    Ok(Outcome::Found)
}
