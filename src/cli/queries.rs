//! `onrecord queries`: the saved queries with their parameters, or the text of one.

use super::{Context, Outcome};
use clap::Args;
use onrecord::query::saved::{self, SavedQuery};
use std::io::{self, Write};

/// List the saved queries with their parameters, or print one
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  onrecord queries                         all of them, with what they take
  onrecord queries denials > mine.rq       the text of one, to be changed and asked with
  onrecord query mine.rq")]
pub struct Arguments {
    /// The query whose SPARQL to print
    #[arg(value_name = "NAME")]
    name: Option<String>,
}

pub fn run(context: &Context, arguments: Arguments) -> anyhow::Result<Outcome> {
    let mut output = context.output();
    match arguments.name {
        Some(name) => output.write_all(saved::find(&name)?.text.as_bytes())?,
        None => {
            for (place, query) in saved::all().iter().enumerate() {
                if place > 0 {
                    writeln!(output)?;
                }
                describe(query, &mut output)?;
            }
        }
    }
    output.flush()?;
    Ok(Outcome::Found)
}

/// Its name, what it answers, what it takes, and an example.
fn describe(query: &SavedQuery, output: &mut impl Write) -> io::Result<()> {
    let header = &query.header;
    writeln!(output, "{}", query.name)?;
    writeln!(output, "    {}", header.summary)?;
    for parameter in &query.parameters {
        let given = format!("--{} {}", parameter.name, parameter.kind.placeholder());
        let meaning = header.parameters.get(&parameter.name).map_or("", String::as_str);
        let needed = if parameter.mandatory {
            " (must be given)"
        } else {
            ""
        };
        writeln!(output, "    {given:16} {meaning}{needed}")?;
    }
    writeln!(output, "    {}", header.example)
}
