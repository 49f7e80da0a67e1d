//! What nobody judged yet, the least sure first.

use super::ReviewError;
use crate::claim::RelationKind;
use crate::query;
use crate::report::{self, Report, Wanted};
use crate::store::Record;
use oxigraph::model::NamedNode;
use std::collections::{BTreeMap, BTreeSet};

/// The attributions that people judged or corrected.
const JUDGED: &str =
    "SELECT DISTINCT ?attribution { GRAPH ?resolved { ?attribution onr:judged|onr:correctedBy ?as } }";

/// The relations that were inferred and that nobody judged. What follows from two claims being one is asked about as that.
const RELATIONS: &str = "
SELECT DISTINCT ?relation ?kind ?sure ?from ?to WHERE {
  GRAPH ?resolved {
    ?relation a onr:ClaimRelation ; onr:grade ?grade ; onr:relationKind ?related ; onr:relatesFrom ?one ;
        onr:relatesTo ?other ; onr:evidence ?from ; onr:evidence ?to ; nif:confidence ?sure .
    ?one onr:reportedBy ?from . ?other onr:reportedBy ?to .
    FILTER(?grade != onr:same-claim)
    FILTER NOT EXISTS { ?relation onr:judged ?as }
  }
  BIND(STRAFTER(STR(?related), '#') AS ?kind)
}
ORDER BY ?relation ?from ?to";

/// The claims that say the same, each two once, with a report of each.
const CLAIMS: &str = "
SELECT ?one ?other (MIN(STR(?first)) AS ?from) (MIN(STR(?second)) AS ?to) WHERE {
  GRAPH ?resolved {
    ?one onr:sameClaim ?other .
    FILTER(STR(?one) < STR(?other))
    ?said onr:expresses ?one ; onr:reportedBy ?first .
    ?said_again onr:expresses ?other ; onr:reportedBy ?second .
  }
}
GROUP BY ?one ?other
ORDER BY ?one ?other";

/// What is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Whether it was said so.
    Attributions,
    /// Whether two claims say the same.
    Claims,
    /// Whether one remark stands to another as was inferred.
    Relations,
}

impl Subject {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Attributions, Self::Claims, Self::Relations];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Attributions => "attributions",
            Self::Claims => "claims",
            Self::Relations => "relations",
        }
    }
}

/// A question about what was read.
#[derive(Clone, Debug)]
pub enum Question {
    /// Whether it was said so.
    Report(Box<Report>),
    /// Whether two say the same, or else stand to each other in a way.
    Between {
        /// The way; `None` asks whether they say the same.
        relation: Option<RelationKind>,
        /// How sure the comparison is.
        sure: Option<f64>,
        /// A report of each.
        ends: Box<[Report; 2]>,
    },
}

impl Question {
    /// How sure the reading is.
    pub fn sure(&self) -> Option<f64> {
        match self {
            Self::Report(report) => report.confidence,
            Self::Between { sure, .. } => *sure,
        }
    }

    /// The reports that it is about: one, or two in the order in which they stand to each other.
    pub fn reports(&self) -> Vec<&Report> {
        match self {
            Self::Report(report) => vec![report],
            Self::Between { ends, .. } => ends.iter().collect(),
        }
    }

    /// The relation that it asks for.
    pub fn relation(&self) -> Option<RelationKind> {
        match self {
            Self::Between { relation, .. } => *relation,
            Self::Report(_) => None,
        }
    }

    /// What it asks about.
    pub fn subject(&self) -> Subject {
        match self {
            Self::Report(_) => Subject::Attributions,
            Self::Between { relation: None, .. } => Subject::Claims,
            Self::Between { .. } => Subject::Relations,
        }
    }
}

/// What nobody judged, the least sure first. What an outlet says in its own voice is not asked about.
///
/// # Errors
/// Where the record cannot be asked.
pub fn unjudged(record: &Record, only: Option<Subject>) -> Result<Vec<Question>, ReviewError> {
    let rows = query::rows(record, JUDGED, &BTreeMap::new())?;
    let judged: BTreeSet<String> = rows.into_iter().flat_map(BTreeMap::into_values).collect();
    let reports = report::find(record, &Wanted::default())?;
    let is_wanted = |subject| only.is_none_or(|only| only == subject);
    let mut questions = Vec::new();
    if is_wanted(Subject::Attributions) {
        let unjudged = reports
            .iter()
            .filter(|report| !report.is_narrated() && !judged.contains(&report.attribution_iri));
        questions.extend(unjudged.cloned().map(Box::new).map(Question::Report));
    }
    let by_iri: BTreeMap<&str, &Report> = reports
        .iter()
        .map(|report| (report.attribution_iri.as_str(), report))
        .collect();
    if is_wanted(Subject::Claims) {
        questions.extend(claims(record, &by_iri)?);
    }
    if is_wanted(Subject::Relations) {
        questions.extend(relations(record, &by_iri)?);
    }
    // The sort is stable: those equally sure stay in the order of their dates.
    questions.sort_by(|one, other| {
        let sure = |question: &Question| question.sure().unwrap_or_default();
        sure(one).total_cmp(&sure(other))
    });
    Ok(questions)
}

type Reports<'a> = BTreeMap<&'a str, &'a Report>;

/// The reports on both sides of a row.
fn ends(row: &BTreeMap<String, String>, reports: &Reports<'_>) -> Option<Box<[Report; 2]>> {
    let end = |column: &str| reports.get(row.get(column)?.as_str()).copied().cloned();
    Some(Box::new([end("from")?, end("to")?]))
}

fn claims(record: &Record, reports: &Reports<'_>) -> Result<Vec<Question>, ReviewError> {
    let judged = record.compared_claims()?;
    let mut questions = Vec::new();
    for row in query::rows(record, CLAIMS, &BTreeMap::new())? {
        let claim = |column: &str| row.get(column).map(NamedNode::new_unchecked);
        let Some(pair) = claim("one").zip(claim("other")) else {
            continue;
        };
        if judged.contains(&pair) {
            continue;
        }
        let sure = record.likeness(&pair.0, &pair.1)?.map(f64::from);
        questions.extend(ends(&row, reports).map(|ends| Question::Between {
            relation: None,
            sure,
            ends,
        }));
    }
    Ok(questions)
}

fn relations(record: &Record, reports: &Reports<'_>) -> Result<Vec<Question>, ReviewError> {
    let rows = query::rows(record, RELATIONS, &BTreeMap::new())?;
    let question = |row: BTreeMap<String, String>| {
        Some(Question::Between {
            relation: Some(RelationKind::named(row.get("kind")?)?),
            sure: row.get("sure").and_then(|sure| sure.parse().ok()),
            ends: ends(&row, reports)?,
        })
    };
    Ok(rows.into_iter().filter_map(question).collect())
}
