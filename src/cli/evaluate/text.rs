//! An evaluation as text: the rows of the scorers, letter for letter, then errors, reliability and cases.

use crate::cli::terminal;
use onrecord::evaluate::{Case, Evaluation, GoldKind, Rates, Reliability, Side};
use std::io::{self, Write};

pub fn write(evaluation: &Evaluation, output: &mut impl Write) -> io::Result<()> {
    match evaluation.gold {
        GoldKind::Attributions => attributions(evaluation, output)?,
        GoldKind::Claims => claims(evaluation, output)?,
    }
    writeln!(output, "\n{:24}{:>6}", "errors", "count")?;
    for tally in &evaluation.errors {
        writeln!(output, "{:24}{:6}", tally.kind.to_string(), tally.count)?;
    }
    if let Some(reliability) = &evaluation.reliability {
        self::reliability(reliability, output)?;
    }
    for cases in evaluation.worst.chunk_by(|one, other| one.kind == other.kind) {
        worst(evaluation, cases, output)?;
    }
    Ok(())
}

fn attributions(evaluation: &Evaluation, output: &mut impl Write) -> io::Result<()> {
    for figure in &evaluation.figures {
        rates(&figure.name, &figure.rates, output)?;
    }
    Ok(())
}

fn rates(name: &str, rates: &Rates, output: &mut impl Write) -> io::Result<()> {
    writeln!(
        output,
        "{name:24} P {:5.1}  R {:5.1}  F1 {:5.1}   (predicted {}, gold {})",
        rates.precision, rates.recall, rates.f1, rates.predicted, rates.gold
    )
}

fn claims(evaluation: &Evaluation, output: &mut impl Write) -> io::Result<()> {
    writeln!(output, "{:22}{:>6} {:>6} {:>6}", "", "P", "R", "F1")?;
    let row = |name: &str, rates: &Rates| {
        format!(
            "{name:22}{:6.1} {:6.1} {:6.1}",
            rates.precision, rates.recall, rates.f1
        )
    };
    for figure in &evaluation.figures {
        let Rates { gold, predicted, .. } = figure.rates;
        writeln!(
            output,
            "{}   ({gold} gold, {predicted} predicted)",
            row(&figure.name, &figure.rates)
        )?;
    }
    for share in evaluation.fields.iter().filter(|share| share.asked > 0) {
        writeln!(
            output,
            "{:22}{:6.1}   ({} of {})",
            share.field, share.share, share.right, share.asked
        )?;
    }
    if let Some(relations) = &evaluation.relations {
        writeln!(
            output,
            "{}   ({} gold)",
            row(&relations.name, &relations.rates),
            relations.rates.gold
        )?;
    }
    Ok(())
}

fn reliability(reliability: &Reliability, output: &mut impl Write) -> io::Result<()> {
    writeln!(
        output,
        "\n{:24}{:>6} {:>6} {:>6}",
        "confidence", "count", "mean", "right"
    )?;
    for bin in &reliability.bins {
        let name = format!("{:.1} to {:.1}", bin.from, bin.to);
        match bin.count {
            0 => writeln!(output, "{name:24}{:6}", 0)?,
            count => writeln!(
                output,
                "{name:24}{count:6} {:6.1} {:6.1}",
                bin.confidence, bin.right
            )?,
        }
    }
    writeln!(
        output,
        "expected calibration error {:.1} points\n",
        reliability.expected_calibration_error
    )?;
    for threshold in &reliability.thresholds {
        let name = format!("confidence from {:.1}", threshold.at_least);
        rates(&name, &threshold.rates, output)?;
    }
    Ok(())
}

/// The cases of one kind.
fn worst(evaluation: &Evaluation, cases: &[Case], output: &mut impl Write) -> io::Result<()> {
    let Some(first) = cases.first() else { return Ok(()) };
    let tally = evaluation.errors.iter().find(|tally| tally.kind == first.kind);
    let all = tally.map_or(cases.len(), |tally| tally.count);
    writeln!(output, "\n{}, {} of {all}", first.kind, cases.len())?;
    for case in cases {
        writeln!(output, "  {}", terminal::plain(&heading(case)))?;
        for (name, side) in [("gold", &case.gold), ("found", &case.found)] {
            let text = side.as_ref().map_or("nothing", |side| side.text.as_str());
            writeln!(output, "    {name:5}  {}", terminal::plain(text))?;
        }
    }
    Ok(())
}

/// Where it stands, how sure the reader was, and what differs.
fn heading(case: &Case) -> String {
    let mut heading = format!("{} {}–{}", case.document, case.begin, case.end);
    if let Some(claim) = &case.claim {
        heading.push_str(&format!(", {claim}"));
    }
    if let Some(confidence) = case.found.as_ref().and_then(|side: &Side| side.confidence) {
        heading.push_str(&format!(", confidence {confidence:.2}"));
    }
    if let Some(note) = &case.note {
        heading.push_str(&format!(": {note}"));
    }
    heading
}
