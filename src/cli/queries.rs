//! `onrecord queries`: holds the place until its room is merged.

use super::{Global, Outcome};
use clap::Args;

/// Not built yet
#[derive(Args, Debug)]
pub struct Arguments {}

pub fn run(_global: &Global, _arguments: Arguments) -> anyhow::Result<Outcome> {
    anyhow::bail!("`onrecord queries` is not built yet")
}
