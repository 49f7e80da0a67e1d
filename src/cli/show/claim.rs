//! A claim: every report of it with its words marked in their sentence, its chain, and who denies or confirms it.

use super::marked::mark;
use super::{Showing, judged};
use crate::cli::terminal;
use onrecord::dossier::{self, Sentence, value};
use onrecord::report::{self, Report, Wanted};
use std::io::Write;

pub fn show(showing: &Showing<'_>, iri: &str, output: &mut impl Write) -> anyhow::Result<()> {
    let rows = dossier::claim(showing.source, iri)?;
    let text = rows.first().map_or(iri, |row| value(row, "text"));
    writeln!(output, "{} (claim)", terminal::plain(text))?;
    writeln!(output, "  IRI          {iri}")?;
    for row in rows.iter().filter(|row| !value(row, "about").is_empty()) {
        writeln!(output, "  about        {}", value(row, "about"))?;
    }
    let sentences = dossier::sentences_by_attribution(showing.source, iri)?;
    let wanted = Wanted {
        claim: Some(iri.to_owned()),
        ..Wanted::default()
    };
    for report in &report::find(showing.source, &wanted)? {
        writeln!(output)?;
        show_report(showing, report, sentences.get(&report.attribution_iri), output)?;
    }
    wordings(showing, iri, output)?;
    relations(showing, iri, output)
}

fn show_report(
    showing: &Showing<'_>,
    report: &Report,
    sentences: Option<&Vec<Sentence>>,
    output: &mut impl Write,
) -> anyhow::Result<()> {
    let speaker = report.speaker.as_deref().unwrap_or("somebody");
    writeln!(output, "{speaker} {}, {}", report.attitude, report.when())?;
    for sentence in sentences.into_iter().flatten() {
        let marked = mark(&sentence.words, &sentence.marked, showing.marks);
        writeln!(output, "  {}", marked.replace('\n', " "))?;
    }
    if sentences.is_none() {
        writeln!(output, "  {}", terminal::plain(&report.words))?;
    }
    let published = report.published.as_deref().unwrap_or("undated");
    writeln!(output, "  {}, {published}", report.chain())?;
    writeln!(output, "  {}", showing.short(&report.attribution_iri))?;
    for line in judged::lines(showing, &report.attribution_iri)? {
        writeln!(output, "  {line}")?;
    }
    Ok(())
}

fn relations(showing: &Showing<'_>, iri: &str, output: &mut impl Write) -> anyhow::Result<()> {
    let rows = dossier::relations(showing.source, iri)?;
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(output, "\nrelations ({})", rows.len())?;
    for row in &rows {
        let kind = value(row, "kind");
        let (speaker, day) = (value(row, "speaker"), value(row, "said_on"));
        match value(row, "direction") {
            "by" => writeln!(output, "  {speaker} {kind} it, {day}")?,
            _ => writeln!(
                output,
                "  it {kind} what {speaker} said: {}",
                terminal::plain(value(row, "words"))
            )?,
        }
        let judged = match value(row, "judged") {
            "" => String::new(),
            judged => format!(", {judged}"),
        };
        writeln!(output, "    {}{judged}", showing.short(value(row, "relation")))?;
    }
    Ok(())
}

/// The claims that say the same in other words.
fn wordings(showing: &Showing<'_>, iri: &str, output: &mut impl Write) -> anyhow::Result<()> {
    let rows = dossier::same_claims(showing.source, iri)?;
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(output, "\nsays the same ({})", rows.len())?;
    for row in &rows {
        writeln!(output, "  {}", terminal::plain(value(row, "words")))?;
        writeln!(output, "    {}", showing.short(value(row, "other")))?;
    }
    Ok(())
}
