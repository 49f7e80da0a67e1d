//! Reports as CSV, for spreadsheets.

use super::Report;
use std::io::Write;

/// Writes reports for spreadsheets, one a line under a header.
///
/// # Errors
/// Where the output does not take it.
pub fn write_csv(reports: &[Report], output: &mut impl Write) -> Result<(), csv::Error> {
    let mut writer = csv::Writer::from_writer(output);
    writer.write_record([
        "said_on",
        "said_until",
        "speaker",
        "attitude",
        "mode",
        "form",
        "addressee",
        "words",
        "outlet",
        "published",
        "via",
        "confidence",
        "claim",
        "attribution",
        "article",
    ])?;
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    for report in reports {
        writer.write_record([
            text(&report.said_on),
            text(&report.said_until),
            text(&report.speaker),
            report.attitude.clone(),
            report.mode.clone(),
            report.form.clone(),
            text(&report.addressee),
            report.words.clone(),
            text(&report.outlet),
            text(&report.published),
            report.via.join(" < "),
            report
                .confidence
                .map_or_else(String::new, |share| share.to_string()),
            report.claim_iri.clone(),
            report.attribution_iri.clone(),
            report.article_iri.clone(),
        ])?;
    }
    Ok(writer.flush()?)
}
