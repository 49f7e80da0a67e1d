//! `onrecord check`: holds the record against its own invariants.

use super::failure::Remedy;
use super::{Context, Outcome, terminal};
use anyhow::{anyhow, bail};
use clap::Args;
use onrecord::check;
use std::io::Write;

/// Check that the record holds together: anchors, shapes, references, what is derived
#[derive(Args, Debug)]
#[command(after_help = "\
What is checked:
  - the files of the record: all that they hold can be read, and no part of it is damaged
  - each anchor: the characters of the article at its offsets are the words that it quotes
  - each node has the shape that ontology/shapes.ttl gives it
  - each reference leads to something, and no chain of reporting has a gap
  - what is resolved across articles is what computing it anew from the articles gives

Example:
  onrecord check && onrecord export -o record.ttl

What does not hold is printed one a line, with what to do; the exit code is then 2.")]
pub struct Arguments {}

pub fn run(context: &Context, _: Arguments) -> anyhow::Result<Outcome> {
    let record = context.record()?;
    let failures = record.undisturbed(check::check)?;
    let mut output = context.output();
    for failure in &failures {
        writeln!(output, "{}", terminal::plain(&failure.to_string()))?;
    }
    output.flush()?;
    let articles = record.articles()?.len();
    match failures.len() {
        0 => context.say(format_args!("everything holds, in {articles} articles")),
        1 => bail!("1 thing does not hold"),
        many => return Err(anyhow!("{many} things do not hold")).remedy("Each line above says what to do."),
    }
    Ok(Outcome::Found)
}
