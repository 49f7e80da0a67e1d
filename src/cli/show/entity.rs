//! An entity: names, offices, what it said, what is said of it, where it is mentioned.

use super::{Showing, judged};
use crate::cli::terminal;
use onrecord::dossier::{self, Row, class_word, days, value};
use onrecord::rdf::iri::article_of;
use onrecord::report::{self, Report, Wanted};
use onrecord::store::Ground;
use oxigraph::model::NamedNode;
use std::collections::BTreeMap;
use std::io::Write;

pub fn show(showing: &Showing<'_>, iri: &str, output: &mut impl Write) -> anyhow::Result<()> {
    let known = dossier::entity(showing.source, iri)?;
    let all = |what: &'static str| known.iter().filter(move |row| value(row, "what") == what);
    let label = all("label").map(|row| value(row, "value")).next().unwrap_or(iri);
    let class = all("class").map(|row| class_word(value(row, "value"))).next();
    writeln!(output, "{label} ({})", class.unwrap_or("thing"))?;
    line(output, "IRI", iri)?;
    for what in [
        "also called",
        "known as",
        "office",
        "kind",
        "place",
        "time",
        "with",
        "round of",
        "round",
    ] {
        for row in all(what) {
            line(output, what, &described(row))?;
        }
    }
    let said = report::find(
        showing.source,
        &Wanted {
            by: Some(iri.to_owned()),
            ..Wanted::default()
        },
    )?;
    reports(output, "said", &said, |report| lead(report, None))?;
    let of = report::find(
        showing.source,
        &Wanted {
            about: Some(iri.to_owned()),
            ..Wanted::default()
        },
    )?;
    let by_others: Vec<Report> = of
        .into_iter()
        .filter(|report| report.speaker_iri.as_deref() != Some(iri))
        .collect();
    reports(output, "said of", &by_others, |report| {
        lead(report, Some(report.speaker.as_deref().unwrap_or("somebody")))
    })?;
    mentions(showing, iri, output)?;
    judged::show(showing, iri, output)
}

fn described(row: &Row) -> String {
    match (value(row, "value"), days(row)) {
        (text, days) if days.is_empty() => text.to_owned(),
        ("", days) => days,
        (text, days) => format!("{text} ({days})"),
    }
}

fn line(output: &mut impl Write, what: &str, text: &str) -> std::io::Result<()> {
    writeln!(output, "  {what:<11}  {}", terminal::plain(text))
}

/// What stands before the words: who, with which attitude, to whom.
fn lead(report: &Report, speaker: Option<&str>) -> String {
    let attitude = match report.mode.as_str() {
        "speech" => report.attitude.clone(),
        mode => format!("{} ({mode})", report.attitude),
    };
    let addressee = report
        .addressee
        .iter()
        .map(|addressee| format!("to {addressee},"));
    let parts: Vec<String> = speaker
        .map(str::to_owned)
        .into_iter()
        .chain([attitude])
        .chain(addressee)
        .collect();
    parts.join(" ")
}

fn reports(
    output: &mut impl Write,
    heading: &str,
    reports: &[Report],
    lead: impl Fn(&Report) -> String,
) -> std::io::Result<()> {
    if reports.is_empty() {
        return Ok(());
    }
    writeln!(output, "\n{heading} ({})", reports.len())?;
    for report in reports {
        let words = terminal::plain(&report.words);
        writeln!(output, "  {:<10}  {} {words}", report.when(), lead(report))?;
        writeln!(
            output,
            "              {}, {}",
            report.chain(),
            report.published.as_deref().unwrap_or("undated")
        )?;
    }
    Ok(())
}

/// The articles that mention it, the words by which they do so, and why these are taken for it.
fn mentions(showing: &Showing<'_>, iri: &str, output: &mut impl Write) -> anyhow::Result<()> {
    let articles = dossier::mentions(showing.source, iri)?;
    if articles.is_empty() {
        return Ok(());
    }
    let wordings = dossier::wordings(showing.source, iri)?;
    let grounds = grounds(showing, iri)?;
    writeln!(output, "\nmentioned in ({})", articles.len())?;
    for row in &articles {
        let headline = match value(row, "headline") {
            "" => "without a headline",
            headline => headline,
        };
        let article = value(row, "article");
        writeln!(
            output,
            "  {:<10}  {}, {}: {}\n              {}",
            value(row, "published"),
            value(row, "outlet"),
            times(value(row, "times")),
            terminal::plain(headline),
            showing.short(article),
        )?;
        let words: Vec<String> = wordings
            .iter()
            .filter(|row| value(row, "article") == article)
            .map(wording)
            .collect();
        if !words.is_empty() {
            writeln!(output, "              as {}", terminal::plain(&words.join(", ")))?;
        }
        for ground in grounds.get(article).into_iter().flatten() {
            writeln!(output, "              {}", terminal::plain(ground))?;
        }
    }
    Ok(())
}

fn times(times: &str) -> String {
    match times {
        "1" => "once".to_owned(),
        times => format!("{times} times"),
    }
}

/// Words that are linked to an entity in one way: "“she” (pronoun, 3 times)".
fn wording(row: &Row) -> String {
    let (words, by) = (value(row, "words"), value(row, "by").replace('-', " "));
    match value(row, "times") {
        "1" => format!("“{words}” ({by})"),
        count => format!("“{words}” ({by}, {})", times(count)),
    }
}

/// By article, why that one has somebody for it who has less than its name, or another spelling.
fn grounds(showing: &Showing<'_>, iri: &str) -> anyhow::Result<BTreeMap<String, Vec<String>>> {
    let mut grounds: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let (Some(record), Ok(entity)) = (showing.record, NamedNode::new(iri)) else {
        return Ok(grounds);
    };
    for (local, ground) in record.taken_for(entity.as_ref())? {
        let told = match ground {
            Ground::Spelling => "taken for one: another spelling of the name".to_owned(),
            Ground::Office => "taken for one: nobody else of that surname holds that office".to_owned(),
            Ground::Alone => "taken for one: nothing else on the record bears that name".to_owned(),
            Ground::Company(company) => {
                let company: Vec<&str> = company.iter().map(|node| showing.short(node.as_str())).collect();
                format!(
                    "taken for one: stands in other articles, too, with {}",
                    company.join(", ")
                )
            }
        };
        grounds
            .entry(article_of(local.as_ref()).into_string())
            .or_default()
            .push(told);
    }
    Ok(grounds)
}
