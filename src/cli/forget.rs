//! `onrecord forget`: takes articles out with all that rests on them.

use super::{Context, Outcome, terminal};
use anyhow::bail;
use chrono::NaiveDate;
use clap::{ArgGroup, Args};
use onrecord::query;
use oxigraph::model::NamedNode;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

/// Take articles out of the record, with all that rests on them
#[derive(Args, Debug)]
#[command(group = ArgGroup::new("which").required(true).multiple(true))]
#[command(after_help = "\
Claims that other articles make too stay, as theirs. Judgements stay: those of words that are gone wait as orphans
(`onrecord judgements list --orphans`) and hold again when the article is read again.

Examples:
  onrecord forget dam.txt https://example.org/pier
  onrecord forget --outlet 'The Coast Gazette' --until 2025-12-31 --dry-run
  onrecord forget --from 2026-02-01 --until 2026-02-28 && onrecord compact")]
pub struct Arguments {
    /// Articles by the name they were read under, their address or their IRI
    #[arg(value_name = "ARTICLE", group = "which", conflicts_with_all = ["outlet", "from", "until"])]
    articles: Vec<String>,
    /// All articles of an outlet
    #[arg(long, value_name = "NAME", group = "which")]
    outlet: Option<String>,
    /// Articles published on this day or later
    #[arg(long, value_name = "DAY", group = "which")]
    from: Option<NaiveDate>,
    /// Articles published on this day or earlier
    #[arg(long, value_name = "DAY", group = "which")]
    until: Option<NaiveDate>,
    /// Only list them
    #[arg(long)]
    dry_run: bool,
}

type Row = BTreeMap<String, String>;

pub fn run(context: &Context, arguments: Arguments) -> anyhow::Result<Outcome> {
    let mut record = context.record()?;
    let rows = query::rows(&*record, include_str!("forget.rq"), &BTreeMap::new())?;
    for wanted in &arguments.articles {
        if !rows.iter().any(|row| is_called(row, wanted)) {
            bail!(
                "the record has no article {wanted}; `onrecord query outlets` and `onrecord claims` show what it has"
            );
        }
    }
    let chosen: BTreeSet<&str> = rows
        .iter()
        .filter(|row| arguments.choose(row))
        .filter_map(|row| row.get("article").map(String::as_str))
        .collect();
    let mut output = context.output();
    for article in &chosen {
        if arguments.dry_run {
            writeln!(output, "{}", terminal::plain(article))?;
        } else {
            context.go_on()?;
            let article = NamedNode::new(*article)?;
            record.write(|record| record.forget(article.as_ref()))?;
        }
    }
    output.flush()?;
    record.flush()?;
    let done = if arguments.dry_run {
        "would be forgotten"
    } else {
        "forgotten"
    };
    match chosen.len() {
        1 => context.say(format_args!("1 article {done}")),
        many => context.say(format_args!("{many} articles {done}")),
    }
    Ok(Outcome::found(!chosen.is_empty()))
}

/// Whether an article goes by a name, an address or an IRI.
fn is_called(row: &Row, wanted: &str) -> bool {
    ["article", "name", "url"]
        .iter()
        .any(|field| row.get(*field).is_some_and(|value| value == wanted))
}

impl Arguments {
    fn choose(&self, row: &Row) -> bool {
        if !self.articles.is_empty() {
            return self.articles.iter().any(|wanted| is_called(row, wanted));
        }
        let outlet = |name: &String| {
            row.get("publisher")
                .is_some_and(|publisher| publisher.eq_ignore_ascii_case(name))
        };
        let published = row.get("published").and_then(|day| day.parse::<NaiveDate>().ok());
        self.outlet.as_ref().is_none_or(outlet)
            && self
                .from
                .is_none_or(|from| published.is_some_and(|day| day >= from))
            && self
                .until
                .is_none_or(|until| published.is_some_and(|day| day <= until))
    }
}
