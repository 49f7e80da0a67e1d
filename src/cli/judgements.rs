//! `onrecord judgements`: what people judged: listed, taken elsewhere, taken over.

use super::output::Target as Output;
use super::{Global, Outcome, judge, terminal};
use clap::{Args, Subcommand};
use onrecord::judgement::{Judgement, Ruling, Target};
use onrecord::store::{Record, State};
use oxigraph::model::NamedNode;
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

pub fn run(global: &Global, arguments: Arguments) -> anyhow::Result<Outcome> {
    let mut record = Record::open(&global.store)?;
    match arguments.what {
        What::List(listing) => list(&record, &listing),
        What::Export { file } => export(&record, file),
        What::Import { file } => judge::import(&mut record, &file),
    }
}

/// All judgements, the earliest first.
fn in_order(record: &Record) -> Vec<(&NamedNode, &Judgement)> {
    let mut all: Vec<_> = record.judgements().all().iter().collect();
    all.sort_by_key(|(node, judgement)| (judgement.at, *node));
    all
}

fn export(record: &Record, file: Option<PathBuf>) -> anyhow::Result<Outcome> {
    let all = in_order(record);
    Output::new(file).write(|output| {
        for (_, judgement) in &all {
            writeln!(output, "{}", judgement.line())?;
        }
        Ok(())
    })?;
    Ok(Outcome::found(!all.is_empty()))
}

fn list(record: &Record, listing: &Listing) -> anyhow::Result<Outcome> {
    let states = record.states()?;
    let mut output = terminal::output();
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
            remark(state, &judgement.ruling)
        )?;
        writeln!(output, "  {}", record.base().path(node.as_ref()))?;
    }
    output.flush()?;
    if count == 0 {
        terminal::say(match listing.orphans {
            true => "no judgement is an orphan",
            false => "nobody judged anything yet",
        });
    }
    Ok(Outcome::found(count > 0))
}

fn remark(state: State, ruling: &Ruling) -> &'static str {
    match state {
        State::Stands => "",
        State::Withdrawn => " (taken back)",
        State::Superseded => " (a later one counts)",
        State::Contradicted if matches!(ruling, Ruling::Relate { .. }) => " (others say that it is not so)",
        State::Contradicted => " (others keep them apart)",
        State::Orphan => " (orphan: its words stand nowhere today)",
    }
}

/// What a judgement says, on one line.
pub fn told(judgement: &Judgement) -> String {
    let word = judgement.ruling.word();
    match &judgement.ruling {
        Ruling::Assess { target, .. } => format!("{word} {}", called(target)),
        Ruling::Correct { target, correction } => format!(
            "{word} {} to {} in {}",
            correction.field(),
            correction.value(),
            called(target)
        ),
        Ruling::Relate { kind, from, to, .. } => {
            format!("{word} that {} {} {}", called(from), kind.name(), called(to))
        }
        Ruling::Compare { one, other, .. } => format!("{word} {} and {}", called(one), called(other)),
        Ruling::Withdraw { judgement } => format!("{word} {judgement}"),
    }
}

/// A target for a reader.
fn called(target: &Target) -> String {
    let article = target
        .article()
        .and_then(|article| article.names.first().cloned())
        .unwrap_or_default();
    match target {
        Target::Content(passage) if passage.source.is_empty() => {
            format!("“{}” ({article})", passage.content)
        }
        Target::Content(passage) => format!("{}: “{}” ({article})", passage.source, passage.content),
        Target::Mention(mention) => format!("{}@{article}", mention.denotes.name),
        Target::Name(named) => named.name.clone(),
    }
}
