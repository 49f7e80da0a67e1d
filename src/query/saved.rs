//! The queries that come with the program, compiled in from `queries/*.rq`.

use super::error::QueryError;
use super::header::Header;
use super::parameter::{Parameter, parameters};

/// A query that comes with the program.
#[derive(Clone, Debug)]
pub struct SavedQuery {
    /// Its name: the file's, without `.rq`.
    pub name: &'static str,
    /// Its text, header included.
    pub text: &'static str,
    /// What it says of itself.
    pub header: Header,
    /// What it can be told.
    pub parameters: Vec<Parameter>,
}

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../queries/", $name, ".rq")))),*]
    };
}

/// Name and text of every file in `queries/`; a test holds the two lists equal.
const FILES: &[(&str, &str)] = files![
    "about",
    "accusations",
    "as-of",
    "attitudes-of",
    "contradictions",
    "deadline-series",
    "deadlines",
    "declined-to-comment",
    "denials",
    "event-rounds",
    "first-on-record",
    "identifiers",
    "independent-origins",
    "mentions-of",
    "office-at-date",
    "offices",
    "one-sided-outlets",
    "orphan-judgements",
    "outlets",
    "passed-deadlines",
    "path-to-first-source",
    "position-changes",
    "said-by",
    "same-claim",
    "second-hand",
    "series",
    "since-last",
    "source-chains",
    "timeline",
    "unanswered-accusations",
    "unnamed-sources-by-outlet",
    "who-talks-about-whom",
];

/// All saved queries, by name.
pub fn all() -> Vec<SavedQuery> {
    FILES
        .iter()
        .map(|(name, text)| SavedQuery {
            name,
            text,
            header: Header::read(text),
            parameters: parameters(text),
        })
        .collect()
}

/// The saved query of a name.
pub fn find(name: &str) -> Result<SavedQuery, QueryError> {
    all()
        .into_iter()
        .find(|query| query.name == name)
        .ok_or_else(|| QueryError::UnknownQuery {
            name: name.to_owned(),
            known: FILES.iter().map(|(name, _)| (*name).to_owned()).collect(),
        })
}

#[cfg(test)]
mod tests {
    use super::super::answer::{rows, tests::merrow};
    use super::*;
    use crate::query::Question;
    use crate::rdf::vocabulary::onr;
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    /// The rows of a saved query on the record of Merrow Dam: the named columns, joined by ` | `.
    fn answer(name: &str, given: &[(&str, &str)], columns: &[&str]) -> Vec<String> {
        let given = given
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        rows(&merrow(), find(name).unwrap().text, &given)
            .unwrap()
            .iter()
            .map(|row| {
                let cells: Vec<&str> = columns
                    .iter()
                    .map(|column| row.get(*column).map_or("", String::as_str))
                    .collect();
                cells.join(" | ")
            })
            .collect()
    }

    #[test]
    fn every_file_of_the_folder_is_a_saved_query() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("queries");
        let files: BTreeSet<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        let compiled: BTreeSet<String> = FILES.iter().map(|(name, _)| format!("{name}.rq")).collect();
        assert_eq!(files, compiled);
    }

    #[test]
    fn every_query_says_what_it_does_and_explains_its_parameters() {
        for query in all() {
            assert!(query.header.summary.ends_with('?'), "{}", query.name);
            assert!(
                query
                    .header
                    .example
                    .contains(&format!("onrecord query {}", query.name)),
                "{}",
                query.name
            );
            let explained: BTreeSet<&str> = query.header.parameters.keys().map(String::as_str).collect();
            let used: BTreeSet<&str> = query.parameters.iter().map(|p| p.name.as_str()).collect();
            assert_eq!(explained, used, "{}", query.name);
        }
    }

    #[test]
    fn every_query_is_sparql_by_itself_and_uses_terms_that_exist() {
        for query in all() {
            let _: oxigraph::sparql::PreparedSparqlQuery = oxigraph::sparql::SparqlEvaluator::new()
                .parse_query(query.text)
                .unwrap_or_else(|error| panic!("{} does not declare its prefixes: {error}", query.name));
            for term in query.text.split("onr:").skip(1) {
                let local: String = term
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '-')
                    .collect();
                let iri = format!("{}{local}", onr::NAMESPACE);
                assert!(
                    local.is_empty() || onr::TERMS.iter().any(|known| known.as_str() == iri),
                    "{}: onr:{local}",
                    query.name
                );
            }
        }
    }

    /// `BOUND("x")` is not SPARQL, so a query that tests a parameter so breaks wherever values are put in as text.
    #[test]
    fn no_query_asks_whether_a_parameter_is_bound() {
        for query in all() {
            let given: BTreeMap<String, String> = query
                .parameters
                .iter()
                .map(|p| {
                    (
                        p.name.clone(),
                        match p.kind.placeholder() {
                            "DATE" => "2026-02-17",
                            "NUMBER" => "7",
                            "NAME" => "urn:x",
                            _ => "x",
                        }
                        .to_owned(),
                    )
                })
                .collect();
            let question =
                Question::new(query.text, &given).unwrap_or_else(|error| panic!("{}: {error}", query.name));
            assert!(
                !question.text().contains("#?"),
                "{}: a part of no parameter",
                query.name
            );
        }
    }

    #[test]
    fn an_unknown_name_is_told_with_the_nearest() {
        let message = find("said_by").unwrap_err().to_string();
        assert!(
            message.starts_with(
                "there is no saved query said_by; did you mean said-by? The saved queries are: about, "
            ),
            "{message}"
        );
    }

    #[test]
    fn said_by() {
        let columns = ["said_on", "attitude", "claim", "outlet"];
        assert_eq!(
            answer("said-by", &[("by", "ANA reyes")], &columns),
            [
                "2026-02-17 | denies | the dam was leaking | The Coast Gazette",
                "2026-02-17 | accuses | the River Authority of hiding \"bad\" reports | The Coast Gazette",
                "2026-02-17 | promises | to finish repairs within 10 days | The Coast Gazette",
            ]
        );
        let two_outlets = [
            "2026-02-16 | the dam was leaking | The Coast Gazette",
            "2026-02-16 | the dam was leaking | Lowland Post",
        ];
        let columns = ["said_on", "claim", "outlet"];
        let about = ("about", "the dam");
        assert_eq!(answer("said-by", &[("by", "Lund"), about], &columns), two_outlets);
        assert_eq!(
            answer(
                "said-by",
                &[("by", "urn:onrecord:person/ivo-lund"), about],
                &columns
            ),
            two_outlets
        );
    }

    #[test]
    fn a_date_that_is_asked_for_leaves_out_what_has_none() {
        let columns = ["said_on", "claim"];
        let all = answer("said-by", &[("by", "Ivo Lund")], &columns);
        assert_eq!(all.len(), 3);
        assert!(all.contains(&" | Reyes had known of the leak".to_owned()));
        assert_eq!(
            answer(
                "said-by",
                &[("by", "Ivo Lund"), ("since", "2026-02-17")],
                &columns
            ),
            [""; 0]
        );
        assert_eq!(
            answer(
                "said-by",
                &[("by", "Ivo Lund"), ("until", "2026-02-17")],
                &columns
            )
            .len(),
            2
        );
    }

    #[test]
    fn belief_is_shown_only_when_asked_for() {
        assert_eq!(answer("said-by", &[("by", "two officials")], &["claim"]), [""; 0]);
        assert_eq!(
            answer(
                "said-by",
                &[("by", "two officials"), ("mode", "belief")],
                &["claim"]
            ),
            ["the minister would resign"]
        );
    }

    #[test]
    fn about() {
        assert_eq!(
            answer(
                "about",
                &[("about", "Ana Reyes")],
                &["said_on", "speaker", "claim"]
            ),
            [
                " | Ivo Lund | Reyes had known of the leak",
                "2026-02-20 | Bay Radio | Lund said Reyes had known of the leak",
            ]
        );
    }

    #[test]
    fn timeline() {
        assert_eq!(
            answer(
                "timeline",
                &[("about", "merrow dam")],
                &["said_on", "speaker", "attitude", "claim"]
            ),
            [
                "2026-02-16 | Ivo Lund | asserts | the dam was leaking",
                "2026-02-17 | Ana Reyes | denies | the dam was leaking",
                "2026-02-17 | Ana Reyes | promises | to finish repairs within 10 days",
            ]
        );
        assert_eq!(
            answer("timeline", &[("since", "2026-02-18")], &["speaker"]).len(),
            3
        );
    }

    #[test]
    fn denials() {
        let columns = ["said_on", "speaker", "claim", "claimed_by", "claimed_on"];
        let denial = "2026-02-17 | Ana Reyes | the dam was leaking | Ivo Lund | 2026-02-16";
        assert_eq!(answer("denials", &[], &columns), [denial]);
        assert_eq!(answer("denials", &[("by", "reyes")], &columns), [denial]);
        assert_eq!(answer("denials", &[("by", "Ivo Lund")], &columns), [""; 0]);
    }

    #[test]
    fn accusations() {
        let columns = ["speaker", "named"];
        let accusation = "Ana Reyes | River Authority";
        assert_eq!(answer("accusations", &[], &columns), [accusation]);
        assert_eq!(
            answer("accusations", &[("against", "river authority")], &columns),
            [accusation]
        );
        assert_eq!(
            answer("accusations", &[("against", "Ana Reyes")], &columns),
            [""; 0]
        );
    }

    #[test]
    fn deadlines() {
        let columns = ["due", "state", "speaker", "claim"];
        let row =
            |state: &str| format!("2026-02-27 | {state} | Ana Reyes | to finish repairs within 10 days");
        assert_eq!(answer("deadlines", &[], &columns), [row("")]);
        assert_eq!(
            answer("deadlines", &[("on", "2026-02-27")], &columns),
            [row("open")]
        );
        assert_eq!(
            answer("deadlines", &[("on", "2026-02-28")], &columns),
            [row("passed")]
        );
    }

    #[test]
    fn declined_to_comment() {
        assert_eq!(
            answer(
                "declined-to-comment",
                &[],
                &["said_on", "speaker", "claim", "outlet"]
            ),
            ["2026-02-18 | River Authority | to comment | The Coast Gazette"]
        );
    }

    #[test]
    fn source_chains() {
        let columns = ["speaker", "link", "through"];
        let chain = [
            "Ana Reyes | 1 | The Coast Gazette",
            "Ana Reyes | 2 | AFP",
            "Ana Reyes | 3 | Bay Radio",
        ];
        assert_eq!(answer("source-chains", &[], &columns), chain);
        assert_eq!(answer("source-chains", &[("through", "afp")], &columns), chain);
        assert_eq!(
            answer("source-chains", &[("through", "Lowland Post")], &columns),
            [""; 0]
        );
    }

    #[test]
    fn second_hand() {
        assert_eq!(
            answer(
                "second-hand",
                &[],
                &["speaker", "claim", "heard_from", "how", "outlet"]
            ),
            [
                "Ana Reyes | the dam was leaking | Bay Radio | chain | The Coast Gazette",
                "Ivo Lund | Reyes had known of the leak | Bay Radio | within their words | Lowland Post",
            ]
        );
    }

    #[test]
    fn event_rounds() {
        assert_eq!(
            answer(
                "event-rounds",
                &[("event", "merrow talks")],
                &["event", "number", "from", "place"]
            ),
            [
                "Merrow talks | 1 | 2026-02-10 | Merrow Dam",
                "Merrow talks | 2 | 2026-02-19 | Merrow Dam",
            ]
        );
    }

    #[test]
    fn who_talks_about_whom() {
        assert_eq!(
            answer(
                "who-talks-about-whom",
                &[],
                &["speaker", "about", "attitude", "statements"]
            ),
            [
                "Ana Reyes | Merrow Dam | denies | 1",
                "Ana Reyes | Merrow Dam | promises | 1",
                "Ana Reyes | River Authority | accuses | 1",
                "Bay Radio | Ana Reyes | asserts | 1",
                "Bay Radio | Ivo Lund | asserts | 1",
                "Ivo Lund | Ana Reyes | asserts | 1",
                "Ivo Lund | Merrow Dam | asserts | 1",
            ]
        );
    }

    #[test]
    fn outlets() {
        assert_eq!(
            answer("outlets", &[], &["outlet", "articles", "reports", "second_hand"]),
            ["Lowland Post | 1 | 3 | 0", "The Coast Gazette | 1 | 5 | 1"]
        );
    }

    #[test]
    fn attitudes_of() {
        assert_eq!(
            answer(
                "attitudes-of",
                &[("by", "Reyes")],
                &["speaker", "attitude", "statements"]
            ),
            [
                "Ana Reyes | accuses | 1",
                "Ana Reyes | denies | 1",
                "Ana Reyes | promises | 1",
            ]
        );
    }

    #[test]
    fn mentions_of() {
        assert_eq!(
            answer(
                "mentions-of",
                &[("name", "Ana Reyes")],
                &["words", "begin", "outlet"]
            ),
            [
                "Ana Reyes | 10 | The Coast Gazette",
                "she | 90 | The Coast Gazette",
                "Reyes | 0 | Lowland Post",
            ]
        );
    }

    /// Of the standing judgements of the hand-made record, one speaks of words that the Lowland Post no longer prints.
    #[test]
    fn orphan_judgements() {
        let columns = ["judged_on", "judge", "verdict", "words", "article"];
        let orphan = ["2026-03-02T09:00:00Z | Mira | rejected | The valley was flooded. | lund.txt"];
        assert_eq!(answer("orphan-judgements", &[], &columns), orphan);
        assert_eq!(answer("orphan-judgements", &[("by", "mira")], &columns), orphan);
        assert_eq!(answer("orphan-judgements", &[("by", "Ivo")], &columns), [""; 0]);
    }

    #[test]
    fn offices() {
        assert_eq!(
            answer(
                "offices",
                &[],
                &["person", "office", "organisation", "from", "to"]
            ),
            ["Ana Reyes | minister | Ministry of Works | 2026-02-18 | 2026-02-20"]
        );
    }
}
