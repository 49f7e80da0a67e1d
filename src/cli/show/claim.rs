//! A claim: every report of it with its words marked in their sentence, its chain, and who denies or confirms it.

use super::article::anchor;
use super::marked::{mark, within};
use super::{Row, Showing, judged, value};
use crate::cli::report::{self, Report, Wanted};
use crate::cli::terminal;
use onrecord::span::Anchor;
use std::collections::BTreeMap;
use std::io::Write;

/// The claims that are the same in other words.
const SAME: &str = "
SELECT DISTINCT ?other ?words WHERE {
  GRAPH ?resolved { ?_claim_iri onr:sameClaim ?other . ?other schema:text ?words }
}
ORDER BY ?words ?other";

/// A sentence of a report and the ranges of the claim's words in it.
#[derive(Default)]
struct Sentence {
    words: String,
    marked: Vec<Anchor>,
}

pub fn show(showing: &Showing<'_>, iri: &str, output: &mut impl Write) -> anyhow::Result<()> {
    let rows = showing.ask(include_str!("claim.rq"), "claim", iri)?;
    let text = rows.first().map_or(iri, |row| value(row, "text"));
    writeln!(output, "{} (claim)", terminal::plain(text))?;
    writeln!(output, "  IRI          {iri}")?;
    for row in rows.iter().filter(|row| !value(row, "about").is_empty()) {
        writeln!(output, "  about        {}", value(row, "about"))?;
    }
    let sentences = sentences(&showing.ask(include_str!("evidence.rq"), "claim", iri)?);
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

/// For each attribution its sentences in the order of the text.
fn sentences(rows: &[Row]) -> BTreeMap<String, BTreeMap<usize, Sentence>> {
    let mut sentences: BTreeMap<String, BTreeMap<usize, Sentence>> = BTreeMap::new();
    for row in rows {
        let (Some(whole), Some(piece)) = (
            anchor(row, "sentence_begin", "sentence_end"),
            anchor(row, "begin", "end"),
        ) else {
            continue;
        };
        let of_attribution = sentences.entry(value(row, "attribution").to_owned()).or_default();
        let sentence = of_attribution.entry(whole.begin).or_default();
        value(row, "sentence_words").clone_into(&mut sentence.words);
        if piece.end > whole.begin {
            sentence.marked.push(within(piece, whole.begin));
        }
    }
    sentences
}

fn show_report(
    showing: &Showing<'_>,
    report: &Report,
    sentences: Option<&BTreeMap<usize, Sentence>>,
    output: &mut impl Write,
) -> anyhow::Result<()> {
    let speaker = report.speaker.as_deref().unwrap_or("somebody");
    writeln!(output, "{speaker} {}, {}", report.attitude, report.when())?;
    for sentence in sentences.into_iter().flat_map(BTreeMap::values) {
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
    let rows = showing.ask(include_str!("relations.rq"), "claim", iri)?;
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
    let rows = showing.ask(SAME, "claim", iri)?;
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
