//! `onrecord claims`: who said what, by date, narrowed by speaker, topic, time, attitude and outlet.

use super::{Context, Outcome, name, reading, terminal};
use anyhow::Context as _;
use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use comfy_table::{ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width};
use onrecord::attribution::{Attitude, Mode};
use onrecord::report::{self, Report, Wanted};
use onrecord::store::Record;
use std::io::Write;

/// List who said what, oldest first, with the words and where they were printed
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  onrecord claims --by 'Ana Reyes'                       all that she said
  onrecord claims --about 'Merrow Dam' --since 2026-02-01
  onrecord claims --attitude denies                      every denial on the record
  onrecord claims --by 'Ana Reyes' --format csv > reyes.csv
  onrecord claims --mode belief                          what people are said to think

A name may be any that the record has for somebody (`Reyes`), or an IRI as `onrecord show`
prints it. What has no date is left out where --since or --until is given.")]
pub struct Arguments {
    /// Who said it
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Whom or what it is about
    #[arg(long, value_name = "NAME")]
    about: Option<String>,
    /// The first day on which it was said
    #[arg(long, value_name = "DATE")]
    since: Option<NaiveDate>,
    /// The last day on which it was said
    #[arg(long, value_name = "DATE")]
    until: Option<NaiveDate>,
    /// The speaker's attitude: asserts, denies, accuses, warns, promises, requests, agrees, doubts, declines
    #[arg(long, value_parser = word::<Attitude>, value_name = "ATTITUDE")]
    attitude: Option<String>,
    /// Who printed it
    #[arg(long, value_name = "OUTLET")]
    outlet: Option<String>,
    /// What people are said to believe or intend, instead of what they said: speech, belief, intention
    #[arg(long, value_parser = word::<Mode>, value_name = "MODE", default_value = "speech")]
    mode: String,
    /// Only what the reader is so sure of, from 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = reading::share)]
    min_confidence: Option<f32>,
    /// Also what an outlet says in its own voice
    #[arg(long)]
    narrated: bool,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For reading, as wide as the terminal
    Table,
    /// For spreadsheets
    Csv,
    /// For programs, one JSON object a line
    Jsonl,
}

/// A word of one of the ontology's schemes.
fn word<Scheme: serde::de::DeserializeOwned>(word: &str) -> Result<String, String> {
    serde_json::from_value::<Scheme>(word.into())
        .map(|_| word.to_owned())
        .map_err(|error| error.to_string())
}

pub fn run(context: &Context, arguments: Arguments) -> anyhow::Result<Outcome> {
    let record = context.record()?;
    let Some(speakers) = entities(context, &record, arguments.by.as_deref())? else {
        return Ok(Outcome::NothingFound);
    };
    let Some(topics) = entities(context, &record, arguments.about.as_deref())? else {
        return Ok(Outcome::NothingFound);
    };
    // One speaker can be asked for; of several that go by the name, it is quicker to pick among all.
    let by = match speakers.as_slice() {
        [one] => one.clone(),
        _ => None,
    };
    let mut reports = Vec::new();
    for about in &topics {
        let wanted = arguments.wanted(by.clone(), about.clone());
        reports.extend(report::find(&*record, &wanted)?);
    }
    if speakers.len() > 1 {
        reports.retain(|report| speakers.contains(&report.speaker_iri));
    }
    reports.retain(|report| arguments.narrated || !report.is_narrated());
    report::sort(&mut reports);
    // A claim about two things that go by the name was found twice; equal ones stand side by side now.
    reports.dedup();
    if reports.is_empty() {
        context.say("no claims that fit");
    } else {
        arguments.format.write(&reports, context)?;
    }
    Ok(Outcome::found(!reports.is_empty()))
}

impl Arguments {
    fn wanted(&self, by: Option<String>, about: Option<String>) -> Wanted {
        Wanted {
            by,
            about,
            since: self.since.map(|day| day.to_string()),
            until: self.until.map(|day| day.to_string()),
            attitude: self.attitude.clone(),
            mode: Some(self.mode.clone()),
            outlet: self.outlet.clone(),
            sure: self.min_confidence.map(|share| share.to_string()),
            ..Wanted::default()
        }
    }
}

/// The IRIs of all that go by a name, or one `None` where no name is given; `None` where nothing goes by it,
/// which is then said.
fn entities(
    context: &Context,
    record: &Record,
    name: Option<&str>,
) -> anyhow::Result<Option<Vec<Option<String>>>> {
    let Some(name) = name else {
        return Ok(Some(vec![None]));
    };
    let iris = name::iris(context, record, name)?;
    Ok(iris.map(|iris| iris.into_iter().map(Some).collect()))
}

impl Format {
    fn write(self, reports: &[Report], context: &Context) -> anyhow::Result<()> {
        let mut output = context.output();
        match self {
            Self::Table => writeln!(output, "{}", table(reports, context.columns()).trim_fmt())?,
            Self::Csv => report::write_csv(reports, &mut output)?,
            Self::Jsonl => {
                for report in reports {
                    serde_json::to_writer(&mut output, report)?;
                    writeln!(output)?;
                }
            }
        }
        output.flush().context("cannot write the claims")
    }
}

/// One line under the header; rows begin with a date, which keeps them apart.
const TABLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

fn table(reports: &[Report], width: u16) -> Table {
    let mut table = Table::new();
    table
        .load_style(TABLE)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width)
        .set_header(["said on", "who", "what", "printed by"]);
    for report in reports {
        let speaker = report.speaker.as_deref().unwrap_or("somebody");
        let what = match &report.addressee {
            Some(addressee) => format!("{} (to {addressee}) {}", report.attitude, report.words),
            None => format!("{} {}", report.attitude, report.words),
        };
        table.add_row([&report.when(), speaker, &terminal::plain(&what), &report.chain()]);
    }
    let constraints = [
        ColumnConstraint::Absolute(Width::Fixed(15)),
        ColumnConstraint::UpperBoundary(Width::Percentage(20)),
        ColumnConstraint::LowerBoundary(Width::Percentage(40)),
        ColumnConstraint::UpperBoundary(Width::Percentage(25)),
    ];
    for (column, constraint) in table.column_iter_mut().zip(constraints) {
        column.set_constraint(constraint);
    }
    table
}
