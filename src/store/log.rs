//! What runs noted: which articles each of them read, and which article took the place of which.

use super::{Record, StoreError};
use crate::rdf::vocabulary::{onr, prov};
use oxigraph::model::{NamedNode, NamedOrBlankNode, Term};
use std::collections::{BTreeMap, BTreeSet};

/// A run, as it was noted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// When it began, as the record writes it: `2026-03-01T10:00:00.25Z`.
    pub started: String,
    /// The program that read, at its version.
    pub extractor: Option<NamedNode>,
    /// What it read; what was forgotten since is not among them.
    pub articles: BTreeSet<NamedNode>,
    /// What it could not read, and why.
    pub not_read: BTreeSet<String>,
}

/// All runs, the earliest first, and the versions of articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// The runs.
    pub runs: Vec<Run>,
    /// Which earlier versions an article took the place of.
    pub earlier: BTreeMap<NamedNode, BTreeSet<NamedNode>>,
    /// By which runs an article was read, by their numbers.
    read_by: BTreeMap<NamedNode, Vec<usize>>,
}

impl Record {
    /// What all runs noted.
    ///
    /// # Errors
    /// Where the record cannot be read.
    pub fn log(&self) -> Result<Log, StoreError> {
        let mut runs: BTreeMap<NamedNode, Run> = BTreeMap::new();
        let mut earlier: BTreeMap<NamedNode, BTreeSet<NamedNode>> = BTreeMap::new();
        for quad in self.graph(self.base.runs().as_ref()) {
            let quad = quad?;
            let NamedOrBlankNode::NamedNode(subject) = quad.subject else {
                continue;
            };
            match (quad.predicate.as_ref(), quad.object) {
                (prov::STARTED_AT_TIME, Term::Literal(time)) => {
                    runs.entry(subject).or_default().started = time.value().to_owned();
                }
                (prov::WAS_ASSOCIATED_WITH, Term::NamedNode(extractor)) => {
                    runs.entry(subject).or_default().extractor = Some(extractor);
                }
                (prov::USED, Term::NamedNode(article)) => {
                    runs.entry(subject).or_default().articles.insert(article);
                }
                (onr::NOT_READ, Term::Literal(sentence)) => {
                    let run = runs.entry(subject).or_default();
                    run.not_read.insert(sentence.value().to_owned());
                }
                (prov::WAS_REVISION_OF, Term::NamedNode(version)) => {
                    earlier.entry(subject).or_default().insert(version);
                }
                _ => {}
            }
        }
        Ok(Log::of(runs.into_values().collect(), earlier))
    }
}

impl Log {
    fn of(mut runs: Vec<Run>, earlier: BTreeMap<NamedNode, BTreeSet<NamedNode>>) -> Self {
        // Without the letter of the zone, which is always the same, a time stands before the same time and a fraction.
        runs.sort_by(|one, other| {
            let (one, other) = (&one.started, &other.started);
            one.trim_end_matches('Z').cmp(other.trim_end_matches('Z'))
        });
        let mut read_by: BTreeMap<NamedNode, Vec<usize>> = BTreeMap::new();
        for (number, run) in runs.iter().enumerate() {
            for article in &run.articles {
                read_by.entry(article.clone()).or_default().push(number);
            }
        }
        Self {
            runs,
            earlier,
            read_by,
        }
    }

    /// Whether no run before the one of this number read the article.
    pub fn is_new(&self, article: &NamedNode, run: usize) -> bool {
        self.first(article) == Some(run)
    }

    /// The versions whose place the article took in the run of this number. The note of it has no time: it was done by the
    /// first run that read the article when the other version had been read.
    pub fn replaced(&self, article: &NamedNode, run: usize) -> Vec<&NamedNode> {
        let done_in = |version: &NamedNode| {
            let since = self.first(version).unwrap_or_default();
            let read_by = self.read_by.get(article).into_iter().flatten();
            read_by.copied().find(|number| *number >= since)
        };
        let versions = self.earlier.get(article).into_iter().flatten();
        versions.filter(|version| done_in(version) == Some(run)).collect()
    }

    fn first(&self, article: &NamedNode) -> Option<usize> {
        self.read_by.get(article)?.first().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(name: &str) -> NamedNode {
        NamedNode::new(format!("urn:onrecord:article/{name}")).unwrap()
    }

    fn run(started: &str, articles: &[&str]) -> Run {
        Run {
            started: started.to_owned(),
            extractor: None,
            articles: articles.iter().map(|name| node(name)).collect(),
            not_read: BTreeSet::new(),
        }
    }

    #[test]
    fn an_article_is_new_once_and_takes_a_place_once() {
        let runs = vec![
            run("2026-03-03T00:00:00.000Z", &["old", "other"]),
            run("2026-03-01T00:00:00.000Z", &["old"]),
            run("2026-03-02T00:00:00.000Z", &["new"]),
        ];
        // The earlier version came back in the third run, and took the place of the one that had taken its own.
        let earlier = BTreeMap::from([
            (node("new"), BTreeSet::from([node("old")])),
            (node("old"), BTreeSet::from([node("new")])),
        ]);
        let log = Log::of(runs, earlier);
        let told: Vec<Vec<String>> = log
            .runs
            .iter()
            .enumerate()
            .map(|(number, run)| {
                let tell = |article: &NamedNode| {
                    let (is_new, places) = (log.is_new(article, number), log.replaced(article, number));
                    format!("{}: {is_new}, {}", article.as_str(), places.len())
                };
                run.articles.iter().map(tell).collect()
            })
            .collect();
        assert_eq!(
            told,
            [
                vec!["urn:onrecord:article/old: true, 0"],
                vec!["urn:onrecord:article/new: true, 1"],
                vec![
                    "urn:onrecord:article/old: false, 1",
                    "urn:onrecord:article/other: true, 0"
                ],
            ]
        );
    }
}
