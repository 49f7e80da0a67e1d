//! `onrecord judgements`: what people judged: listed, taken elsewhere, taken over.

use super::output::Target as Output;
use super::{Context, Outcome, judge, terminal};
use clap::{Args, Subcommand};
use onrecord::review::history::{in_order, remark, told};
use onrecord::store::{Record, State};
use std::io::Write;
use std::path::PathBuf;

/// List what people judged, take it to another record, or take over what was judged there
#[derive(Args, Debug)]
#[command(
    arg_required_else_help = true,
    disable_help_subcommand = true,
    after_help = "\
Examples:
  onrecord judgements list                     all, the earliest first, with what became of them
  onrecord judgements list --orphans           those whose words stand nowhere today
  onrecord judgements export judgements.jsonl
  onrecord judgements import judgements.jsonl --store other-record

A judgement is known by what it says: importing it twice changes nothing. An orphan is kept,
and takes effect when its words are read again."
)]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Print judgements, two lines each
    List(Listing),
    /// Write all judgements as JSON lines
    Export {
        /// Where to write them [default: standard output]
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Take over judgements from JSON lines
    Import {
        /// The file; `-` is standard input
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

#[derive(Args, Debug)]
struct Listing {
    /// Only those whose words stand in no article of the record today
    #[arg(long)]
    orphans: bool,
}

pub fn run(context: &Context, arguments: Arguments) -> anyhow::Result<Outcome> {
    let mut record = context.record()?;
    match arguments.what {
        What::List(listing) => list(context, &record, &listing),
        What::Export { file } => export(context, &record, file),
        What::Import { file } => judge::import(context, &mut record, &file),
    }
}

fn export(context: &Context, record: &Record, file: Option<PathBuf>) -> anyhow::Result<Outcome> {
    let all = in_order(record);
    Output::new(file).write(context, |output| {
        for (_, judgement) in &all {
            writeln!(output, "{}", judgement.line())?;
        }
        Ok(())
    })?;
    Ok(Outcome::found(!all.is_empty()))
}

fn list(context: &Context, record: &Record, listing: &Listing) -> anyhow::Result<Outcome> {
    let states = record.states()?;
    let mut output = context.output();
    let mut count = 0;
    for (node, judgement) in in_order(record) {
        let state = states.get(node).copied().unwrap_or(State::Stands);
        if listing.orphans && state != State::Orphan {
            continue;
        }
        count += 1;
        writeln!(
            output,
            "{}  {}  {}{}",
            judgement.at.format("%Y-%m-%d %H:%M"),
            terminal::plain(&judgement.by),
            terminal::plain(&told(judgement)),
            remark(state, &judgement.ruling).map_or_else(String::new, |remark| format!(" ({remark})"))
        )?;
        writeln!(output, "  {}", record.base().path(node.as_ref()))?;
    }
    output.flush()?;
    if count == 0 {
        context.say(match listing.orphans {
            true => "no judgement is an orphan",
            false => "nobody judged anything yet",
        });
    }
    Ok(Outcome::found(count > 0))
}
