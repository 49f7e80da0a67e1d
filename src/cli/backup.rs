//! `onrecord backup`: a copy of the record.

use super::{Context, Outcome};
use clap::Args;
use onrecord::store::StoreError;
use std::path::PathBuf;

/// Write a copy of the record to a new folder
#[derive(Args, Debug)]
#[command(after_help = "\
The copy is whole: it holds the record as it was at one moment. On the same disk it takes hardly any room at first, as both share
their files; for safety copy it to another one.

Examples:
  onrecord backup copies/2026-02-18
  onrecord restore copies/2026-02-18 --store onrecord-store")]
pub struct Arguments {
    /// The folder, which must not be there yet
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

pub fn run(context: &Context, arguments: Arguments) -> anyhow::Result<Outcome> {
    let record = context.record()?;
    let folder = context.path(&arguments.folder);
    if folder.exists() {
        return Err(StoreError::InTheWay(arguments.folder).into());
    }
    record.back_up(&folder)?;
    let articles = record.articles()?.len();
    context.say(format_args!(
        "a copy of {} in {}: {articles} articles",
        context.store.display(),
        arguments.folder.display()
    ));
    Ok(Outcome::Found)
}
