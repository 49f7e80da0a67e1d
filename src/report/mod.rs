//! Reports of statements: read from the record, put together, sorted.
//!
//! A report is one attribution: the same statement printed by two outlets gives two. Takes a [`Source`], gives
//! [`Report`]s, the oldest first.

/// Reports as CSV.
mod spreadsheet;

pub use spreadsheet::write_csv;

use crate::query::{self, QueryError, Source};
use serde::Serialize;
use std::collections::BTreeMap;

/// What is asked of the record; its parameters are those of [`Wanted::given`].
const REPORTS: &str = include_str!("reports.rq");

/// Which reports are wanted. What is `None` does not narrow the choice.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The speaker's IRI.
    pub by: Option<String>,
    /// The IRI of what the claim is about.
    pub about: Option<String>,
    /// The first day, `2025-03-01`.
    pub since: Option<String>,
    /// The last day.
    pub until: Option<String>,
    /// The speaker's stance, a word of the ontology.
    pub attitude: Option<String>,
    /// Speech, belief or intention.
    pub mode: Option<String>,
    /// The outlet that printed it.
    pub outlet: Option<String>,
    /// The claim's IRI.
    pub claim: Option<String>,
    /// The article's IRI.
    pub article: Option<String>,
    /// How sure the reader must be, from 0 to 1.
    pub sure: Option<String>,
}

impl Wanted {
    fn given(&self) -> BTreeMap<String, String> {
        [
            ("by", &self.by),
            ("about", &self.about),
            ("since", &self.since),
            ("until", &self.until),
            ("attitude", &self.attitude),
            ("mode", &self.mode),
            ("outlet", &self.outlet),
            ("claim", &self.claim),
            ("article", &self.article),
            ("sure", &self.sure),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value.clone()?)))
        .collect()
    }
}

/// One report of a statement.
#[derive(Clone, Debug, Serialize, PartialEq)]
pub struct Report {
    /// The first day on which it may have been said.
    pub said_on: Option<String>,
    /// The last such day, where that is another one.
    pub said_until: Option<String>,
    /// Who speaks.
    pub speaker: Option<String>,
    /// The speaker's stance.
    pub attitude: String,
    /// Speech, belief or intention.
    pub mode: String,
    /// How the words are given.
    pub form: String,
    /// To whom.
    pub addressee: Option<String>,
    /// The words, as printed.
    pub words: String,
    /// What is claimed, in the words of the claim: "this report" may be the report that the dam was leaking.
    #[serde(skip)]
    pub claim_text: String,
    /// Who printed it.
    pub outlet: Option<String>,
    /// When it was printed.
    pub published: Option<String>,
    /// Through whom it was heard, the outlet first.
    pub via: Vec<String>,
    /// How often the like of it is right, from 0 to 1.
    pub confidence: Option<f64>,
    /// The IRI of the speaker.
    pub speaker_iri: Option<String>,
    /// The IRI of the claim.
    pub claim_iri: String,
    /// The IRI of the attribution.
    pub attribution_iri: String,
    /// The IRI of the article.
    pub article_iri: String,
}

impl Report {
    /// Whether the outlet says it in its own voice.
    pub fn is_narrated(&self) -> bool {
        self.form == "narrated"
    }

    /// The day or days on which it was said, for a reader.
    pub fn when(&self) -> String {
        match (&self.said_on, &self.said_until) {
            (Some(from), Some(to)) => format!("{from} to {to}"),
            (Some(day), None) => day.clone(),
            (None, _) => "no date".to_owned(),
        }
    }

    /// Who printed it, and through whom it was heard, for a reader: "Coast Gazette ← AFP".
    pub fn chain(&self) -> String {
        match (&self.outlet, self.via.as_slice()) {
            (_, [_, ..]) => self.via.join(" ← "),
            (Some(outlet), []) => outlet.clone(),
            (None, []) => "unknown outlet".to_owned(),
        }
    }
}

/// The reports that are wanted, the oldest first; what has no date of its own comes last.
///
/// # Errors
/// Where the record cannot be asked.
pub fn find(source: &dyn Source, wanted: &Wanted) -> Result<Vec<Report>, QueryError> {
    let mut reports: BTreeMap<String, (Report, BTreeMap<u32, String>)> = BTreeMap::new();
    for row in query::rows(source, REPORTS, &wanted.given())? {
        let Some(report) = read(&row) else { continue };
        let (_, chain) = reports
            .entry(report.attribution_iri.clone())
            .or_insert_with(|| (report, BTreeMap::new()));
        if let (Some(number), Some(name)) = (row.get("hop_number"), row.get("through"))
            && let Ok(number) = number.parse()
        {
            chain.insert(number, name.clone());
        }
    }
    let mut reports: Vec<Report> = reports
        .into_values()
        .map(|(report, chain)| Report {
            via: chain.into_values().collect(),
            ..report
        })
        .collect();
    sort(&mut reports);
    Ok(reports)
}

/// The oldest first, those of one day by the day they were printed and in the order of their article. What has no
/// date of its own comes last.
pub fn sort(reports: &mut [Report]) {
    reports.sort_by_cached_key(|report| {
        (
            report.said_on.is_none(),
            report.said_on.clone(),
            report.published.clone(),
            report.article_iri.clone(),
            place(&report.attribution_iri),
        )
    });
}

/// The numbers that an attribution's IRI ends with: where its content begins and ends.
fn place(attribution: &str) -> Vec<usize> {
    let numbers = attribution.rsplit('=').next().unwrap_or_default();
    numbers
        .split(',')
        .filter_map(|number| number.parse().ok())
        .collect()
}

fn read(row: &BTreeMap<String, String>) -> Option<Report> {
    let given = |column: &str| row.get(column).cloned();
    Some(Report {
        said_on: given("said_on"),
        said_until: given("said_until"),
        speaker: given("speaker_name"),
        attitude: given("attitude")?,
        mode: given("mode")?,
        form: given("form")?,
        addressee: given("addressee"),
        words: given("words")?,
        claim_text: given("claim_text")?,
        outlet: given("outlet"),
        published: given("published"),
        via: Vec::new(),
        confidence: row.get("confidence").and_then(|share| share.parse().ok()),
        speaker_iri: given("speaker"),
        claim_iri: given("claim")?,
        attribution_iri: given("attribution")?,
        article_iri: given("article")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::merrow;

    fn told(wanted: &Wanted) -> Vec<String> {
        find(&merrow(), wanted)
            .unwrap()
            .iter()
            .map(|report| {
                let speaker = report.speaker.as_deref().unwrap_or("?");
                format!(
                    "{} {speaker} {}: {} [{}]",
                    report.when(),
                    report.attitude,
                    report.words,
                    report.chain()
                )
            })
            .collect()
    }

    #[test]
    fn a_speakers_reports_come_by_date_with_their_chains() {
        let wanted = Wanted {
            by: Some("urn:onrecord:person/ana-reyes".to_owned()),
            ..Wanted::default()
        };
        assert_eq!(
            told(&wanted),
            [
                "2026-02-17 Ana Reyes denies: that the dam was leaking [The Coast Gazette ← AFP ← Bay Radio]",
                "2026-02-17 Ana Reyes accuses: the River Authority of hiding \"bad\" reports [The Coast Gazette]",
                "2026-02-17 Ana Reyes promises: to finish repairs within 10 days [The Coast Gazette]",
            ]
        );
    }

    #[test]
    fn two_outlets_make_two_reports_of_one_statement() {
        let wanted = Wanted {
            by: Some("urn:onrecord:person/ivo-lund".to_owned()),
            about: Some("urn:onrecord:place/merrow-dam".to_owned()),
            ..Wanted::default()
        };
        let outlets: Vec<String> = find(&merrow(), &wanted)
            .unwrap()
            .into_iter()
            .filter_map(|report| report.outlet)
            .collect();
        assert_eq!(outlets, ["The Coast Gazette", "Lowland Post"]);
    }

    #[test]
    fn what_has_no_date_comes_last_and_is_left_out_where_a_date_is_asked_for() {
        let lund = Wanted {
            by: Some("urn:onrecord:person/ivo-lund".to_owned()),
            ..Wanted::default()
        };
        assert!(
            told(&lund)
                .last()
                .unwrap()
                .starts_with("no date Ivo Lund asserts: Reyes had known")
        );
        let since = Wanted {
            since: Some("2026-02-17".to_owned()),
            ..lund
        };
        assert_eq!(told(&since), [""; 0]);
    }

    #[test]
    fn attitude_mode_and_outlet_narrow_the_choice() {
        let mode = Wanted {
            mode: Some("belief".to_owned()),
            ..Wanted::default()
        };
        assert_eq!(told(&mode).len(), 1);
        let attitude = Wanted {
            attitude: Some("declines".to_owned()),
            outlet: Some("the coast gazette".to_owned()),
            ..Wanted::default()
        };
        assert_eq!(told(&attitude).len(), 1);
    }
}
