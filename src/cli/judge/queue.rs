//! What nobody judged yet, the least sure first, with the sentences to judge it by.

use crate::cli::report::{self, Report, Wanted};
use crate::cli::show::marked::{Marks, mark, within};
use onrecord::query;
use onrecord::span::Anchor;
use onrecord::store::Record;
use std::collections::{BTreeMap, BTreeSet};

/// The attributions that people judged or corrected.
const JUDGED: &str =
    "SELECT DISTINCT ?attribution { GRAPH ?resolved { ?attribution onr:judged|onr:correctedBy ?as } }";

/// The sentences of an attribution, and where the words stand that carry it.
const SENTENCES: &str = "
SELECT DISTINCT ?words ?sentence_begin ?begin ?end WHERE {
  GRAPH ?article {
    ?_attribution_iri onr:sentence ?sentence ; onr:content ?piece .
    ?sentence nif:beginIndex ?sentence_begin ; nif:anchorOf ?words .
    ?piece nif:beginIndex ?begin ; nif:endIndex ?end .
  }
}
ORDER BY ?sentence_begin ?begin";

/// The reports that nobody judged, the least sure first. What an outlet says in its own voice is not asked about.
pub(super) fn unjudged(record: &Record) -> anyhow::Result<Vec<Report>> {
    let rows = query::rows(record, JUDGED, &BTreeMap::new())?;
    let judged: BTreeSet<String> = rows.into_iter().flat_map(BTreeMap::into_values).collect();
    let mut reports = report::find(record, &Wanted::default())?;
    reports.retain(|report| !report.is_narrated() && !judged.contains(&report.attribution_iri));
    // The sort is stable: those equally sure stay in the order of their dates.
    reports.sort_by(|one, other| {
        let sure = |report: &Report| report.confidence.unwrap_or_default();
        sure(one).total_cmp(&sure(other))
    });
    Ok(reports)
}

/// The sentences of an attribution with its words marked, one a line.
pub(super) fn sentences(record: &Record, attribution: &str, marks: Marks) -> anyhow::Result<Vec<String>> {
    let given = BTreeMap::from([("attribution".to_owned(), attribution.to_owned())]);
    let mut sentences: BTreeMap<usize, (String, Vec<Anchor>)> = BTreeMap::new();
    for row in query::rows(record, SENTENCES, &given)? {
        let number = |column: &str| row.get(column).and_then(|number| number.parse().ok());
        let (Some(start), Some(begin), Some(end)) =
            (number("sentence_begin"), number("begin"), number("end"))
        else {
            continue;
        };
        let (words, marked) = sentences.entry(start).or_default();
        row["words"].clone_into(words);
        if end > start && begin <= end {
            marked.push(within(Anchor::new(begin, end), start));
        }
    }
    Ok(sentences
        .into_values()
        .map(|(words, marked)| mark(&words, &marked, marks).replace('\n', " "))
        .collect())
}
