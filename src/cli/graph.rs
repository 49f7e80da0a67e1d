//! `onrecord graph`: a view of the record as a graph, as DOT or drawn as SVG.

use super::output::Target;
use super::{Context, Outcome, name};
use clap::{Args, ValueEnum};
use onrecord::graph::{Filter, View, dot, svg};
use std::path::PathBuf;

/// Draw who talks about whom, who cites whom, what is mentioned together, or who claims what
#[derive(Args, Debug)]
#[command(after_help = "\
Views:
  who-talks-about-whom   from speakers to whom and what they speak about, with their attitudes
  who-cites-whom         from outlets to those they have their reports from
  co-mention             who and what is named in one sentence
  claims                 from speakers to claims, with denials and other relations

Examples:
  onrecord graph who-talks-about-whom -o talks.svg
  onrecord graph claims --about 'Merrow Dam' -o dam.svg
  onrecord graph co-mention --min-weight 2 --top 30 | dot -Tpng > together.png

SVG needs Graphviz. The thicker an edge, the more reports stand behind it.")]
pub struct Arguments {
    /// What to show
    #[arg(value_parser = view, value_name = "VIEW")]
    view: View,
    /// The format [default: by the ending of -o, else dot]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Where to write it [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Only edges that begin at somebody of this name
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Only edges that end at somebody or something of this name; in `claims`, claims about it
    #[arg(long, value_name = "NAME")]
    about: Option<String>,
    /// Only edges for which this many reports or sentences stand
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_weight: usize,
    /// Only the N nodes with the heaviest edges; 0 for all
    #[arg(long, value_name = "N", default_value_t = 60)]
    top: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The language of Graphviz
    Dot,
    /// A picture, drawn by Graphviz
    Svg,
}

fn view(name: &str) -> Result<View, String> {
    let known = View::ALL.map(View::name).join(", ");
    View::ALL
        .into_iter()
        .find(|view| view.name() == name)
        .ok_or_else(|| format!("the views are {known}"))
}

pub fn run(context: &Context, arguments: Arguments) -> anyhow::Result<Outcome> {
    let record = context.record()?;
    let mut filter = Filter {
        min_weight: arguments.min_weight,
        top: Some(arguments.top).filter(|top| *top > 0),
        ..Filter::default()
    };
    let names = [
        (&arguments.by, &mut filter.by),
        (&arguments.about, &mut filter.about),
    ];
    for (name, wanted) in names {
        let Some(name) = name else { continue };
        let Some(iris) = name::iris(context, &record, name)? else {
            return Ok(Outcome::NothingFound);
        };
        *wanted = Some(iris.into_iter().collect());
    }
    let mut graph = arguments.view.build(&*record)?;
    let left_out = filter.apply(&mut graph);
    if graph.graph.node_count() == 0 {
        context.say("the graph has no edges that fit");
        return Ok(Outcome::NothingFound);
    }
    if left_out > 0 {
        context.say(format_args!(
            "{left_out} nodes with lighter edges are left out; --top 0 shows all"
        ));
    }
    let target = Target::new(arguments.output);
    let format = arguments.format.unwrap_or(match target.ending() {
        Some("svg") => Format::Svg,
        _ => Format::Dot,
    });
    let text = match format {
        Format::Dot => dot::write(&graph),
        Format::Svg => svg::draw(&dot::write(&graph))?,
    };
    target.write(context, |output| Ok(output.write_all(text.as_bytes())?))?;
    Ok(Outcome::Found)
}
