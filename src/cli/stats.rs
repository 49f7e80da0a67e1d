//! `onrecord stats`: what the record holds, in numbers.

use super::{Context, Outcome, terminal};
use clap::{Args, ValueEnum};
use onrecord::store::Stats;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::{self, Write};

/// Count what the record holds
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  onrecord stats
  onrecord stats --format json | jq .relations")]
pub struct Arguments {
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// For programs, one JSON object
    Json,
}

pub fn run(context: &Context, arguments: Arguments) -> anyhow::Result<Outcome> {
    let stats = context.record()?.stats()?;
    let mut output = context.output();
    match arguments.format {
        Format::Text => write_text(&stats, &mut output)?,
        Format::Json => writeln!(output, "{}", serde_json::to_string_pretty(&stats)?)?,
    }
    output.flush()?;
    Ok(Outcome::found(stats.articles > 0))
}

fn write_text(stats: &Stats, output: &mut impl Write) -> io::Result<()> {
    fn counts<Word: Display>(counts: &BTreeMap<Word, usize>) -> String {
        let each: Vec<String> = counts
            .iter()
            .map(|(what, count)| format!("{what} {count}"))
            .collect();
        each.join(", ")
    }
    let lines = [
        ("articles", stats.articles.to_string()),
        ("languages", counts(&stats.languages)),
        ("characters", stats.characters.to_string()),
        ("attributions", stats.attributions.to_string()),
        ("statements", stats.statements.to_string()),
        ("claims", stats.claims.to_string()),
        ("entities", counts(&stats.entities)),
        ("relations", counts(&stats.relations)),
        ("judgements", stats.judgements.to_string()),
        ("runs", stats.runs.to_string()),
        ("quads", stats.quads.to_string()),
        ("bytes on disk", stats.bytes.to_string()),
        ("format", stats.format.to_string()),
        ("base", stats.base.clone()),
    ];
    for (what, value) in lines.iter().filter(|(_, value)| !value.is_empty()) {
        writeln!(output, "{what:<14} {}", terminal::plain(value))?;
    }
    Ok(())
}
