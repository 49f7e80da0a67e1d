//! `onrecord extract`: the reading without a store, one JSON line for each article.

use super::{Outcome, reading, terminal};
use clap::Args;
use onrecord::export::jsonl::article_line;
use std::io::Write;

/// Read articles and print what was found, one JSON line for each; nothing is stored
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  onrecord extract dam.txt                         all that was read in an article
  onrecord extract articles/ > read.jsonl          a folder, in the order of its names
  onrecord extract page.html crawl.warc.gz         web pages, feeds, web archives
  cat wire.jsonl | onrecord extract -              articles as JSON lines
  onrecord extract dam.txt | jq -c '.attributions[] | [.speaker, .attitude, .content_text]'

A line of JSON has \"text\" or \"html\" and, where known, \"id\", \"title\", \"published\", \"publisher\",
\"url\"; --field names others. Offsets count Unicode code points of the text as given, from 0, end
exclusive; of a web page the text is what was found to be its article, which the line gives back.")]
pub struct Arguments {
    #[command(flatten)]
    reading: reading::Arguments,
}

pub fn run(arguments: Arguments) -> anyhow::Result<Outcome> {
    let mut output = terminal::output();
    let count = arguments.reading.read(
        |extraction| article_line(&extraction).to_json(),
        |line| Ok(writeln!(output, "{}", line?)?),
    )?;
    output.flush()?;
    let remarks = count.remarks();
    if !remarks.is_empty() {
        terminal::say(remarks.trim_start_matches("; "));
    }
    Ok(Outcome::Found)
}
