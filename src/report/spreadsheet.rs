//! Reports as CSV, for spreadsheets.

use super::Report;
use std::borrow::Cow;
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
    let text = |value: &Option<String>| plain(value.as_deref().unwrap_or_default()).into_owned();
    for report in reports {
        writer.write_record([
            text(&report.said_on),
            text(&report.said_until),
            text(&report.speaker),
            report.attitude.clone(),
            report.mode.clone(),
            report.form.clone(),
            text(&report.addressee),
            plain(&report.words).into_owned(),
            text(&report.outlet),
            text(&report.published),
            plain(&report.via.join(" < ")).into_owned(),
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

/// Text that a spreadsheet takes for text: what begins as a formula does gets an apostrophe before it, or a headline could
/// compute.
fn plain(text: &str) -> Cow<'_, str> {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => Cow::Owned(format!("'{text}")),
        false => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_a_formula() {
        for text in ["=1+1", "+1", "-1+cmd", "@SUM(A1)", "\t=1"] {
            assert_eq!(plain(text), format!("'{text}"));
        }
        assert_eq!(plain("1 = 1"), "1 = 1");
    }
}
