//! `onrecord extract`: holds the place until its room is merged.

use super::Outcome;
use clap::Args;

/// Not built yet
#[derive(Args, Debug)]
pub struct Arguments {}

pub fn run(_arguments: Arguments) -> anyhow::Result<Outcome> {
    anyhow::bail!("`onrecord extract` is not built yet")
}
