//! What people judged of what is shown.

use super::Showing;
use crate::cli::terminal;
use onrecord::dossier::{self, Row, value};
use std::collections::BTreeMap;
use std::io::Write;

/// A line for each judgement of an attribution, of what stands in an article, or of an entity.
pub fn lines(showing: &Showing<'_>, node: &str) -> anyhow::Result<Vec<String>> {
    let rows = dossier::judged(showing.source, node)?;
    let mut judgements: BTreeMap<(&str, &str), Vec<&Row>> = BTreeMap::new();
    for row in &rows {
        let of = judgements.entry((value(row, "at"), value(row, "judgement")));
        of.or_default().push(row);
    }
    let line = |((at, judgement), targets): ((&str, &str), Vec<&Row>)| {
        let row = targets[0];
        let day = at.split('T').next().unwrap_or_default();
        let mut told = value(row, "verdict").to_owned();
        if !value(row, "relation").is_empty() {
            told = format!("{told}: {}", value(row, "relation"));
        }
        if !value(row, "field").is_empty() {
            told = format!("{told}: {} is {}", value(row, "field"), value(row, "value"));
        }
        let words: Vec<&str> = targets.iter().map(|row| value(row, "words")).collect();
        let told = format!("{told}, by {}: {}", value(row, "by"), words.join(" – "));
        format!(
            "{day:<10}  {}\n              {}",
            terminal::plain(&told),
            showing.short(judgement)
        )
    };
    Ok(judgements.into_iter().map(line).collect())
}

/// The judgements under a heading; nothing where there are none.
pub fn show(showing: &Showing<'_>, node: &str, output: &mut impl Write) -> anyhow::Result<()> {
    let lines = lines(showing, node)?;
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(output, "\njudged ({})", lines.len())?;
    for line in lines {
        writeln!(output, "  {line}")?;
    }
    Ok(())
}
