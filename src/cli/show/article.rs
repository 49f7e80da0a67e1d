//! An article: its own data, its text with each claim marked, and the claims in the order of the text.

use super::marked::mark;
use super::{Showing, judged};
use crate::cli::terminal;
use onrecord::dossier::{self, Row, anchor, value};
use onrecord::report::{self, Report, Wanted};
use onrecord::span::Anchor;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

pub fn show(showing: &Showing<'_>, iri: &str, output: &mut impl Write) -> anyhow::Result<()> {
    let rows = dossier::article(showing.source, iri)?;
    let Some(first) = rows.first() else {
        return Ok(());
    };
    let headline = match value(first, "headline") {
        "" => "(no headline)",
        headline => headline,
    };
    writeln!(output, "{} (article)", terminal::plain(headline))?;
    writeln!(output, "  IRI          {iri}")?;
    for (what, column) in [
        ("outlet", "outlet"),
        ("published", "published"),
        ("by", "author"),
        ("address", "url"),
        ("read from", "identifier"),
    ] {
        let values: BTreeSet<&str> = rows.iter().map(|row| value(row, column)).collect();
        for text in values.into_iter().filter(|text| !text.is_empty()) {
            writeln!(output, "  {what:<11}  {}", terminal::plain(text))?;
        }
    }
    let mut pieces = dossier::pieces(showing.source, iri)?;
    pieces.retain(|row| value(row, "part") == "content");
    // What the outlet says in its own voice is most of the text: only what others are said to have said is marked.
    let marked: Vec<Anchor> = pieces
        .iter()
        .filter(|row| value(row, "form") != "narrated")
        .filter_map(|row| anchor(row, "begin", "end"))
        .collect();
    writeln!(
        output,
        "\n{}",
        mark(value(first, "text").trim_end(), &marked, showing.marks)
    )?;
    claims(showing, iri, &pieces, output)?;
    judged::show(showing, iri, output)
}

/// The claims of the article, one a line, in the order of its text.
fn claims(showing: &Showing<'_>, iri: &str, pieces: &[Row], output: &mut impl Write) -> anyhow::Result<()> {
    let wanted = Wanted {
        article: Some(iri.to_owned()),
        ..Wanted::default()
    };
    let all = report::find(showing.source, &wanted)?;
    let mut here: BTreeMap<&str, &Report> = all
        .iter()
        .map(|report| (report.attribution_iri.as_str(), report))
        .collect();
    writeln!(output, "\nclaims ({})", here.len())?;
    for row in pieces {
        // Taken out, so that a content in several pieces is told once.
        let Some(report) = here.remove(value(row, "attribution")) else {
            continue;
        };
        let speaker = report.speaker.as_deref().unwrap_or("somebody");
        let words = terminal::plain(&report.words);
        writeln!(
            output,
            "  {:<10}  {speaker} {} {words}",
            report.when(),
            report.attitude
        )?;
        writeln!(output, "              {}", showing.short(&report.claim_iri))?;
    }
    Ok(())
}
