//! What a run of `onrecord ingest` did, told at its end: a sentence for people, an object for programs.

use crate::cli::problem::Problem;
use crate::cli::reading::Count;
use chrono::{DateTime, SecondsFormat, Utc};
use onrecord::store::Change;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// What a run did. Serialised, its fields are what programs read.
#[derive(Clone, Debug, Serialize)]
pub struct Summary {
    /// The folder of the record.
    store: String,
    /// When the run began.
    began: String,
    /// How long it took.
    seconds: f64,
    /// How many articles were read and put into the record.
    articles: usize,
    /// How many of them the record did not have.
    new: usize,
    /// How many were read otherwise than before.
    read_anew: usize,
    /// How many were read as before.
    unchanged: usize,
    /// How many articles left the record, as theirs is an earlier version.
    in_the_place_of_an_earlier_version: usize,
    /// How many claims the articles have.
    claims: usize,
    /// What could not be read, and why.
    not_read: Vec<Problem>,
    /// How many articles are in a language that is not read, so without claims.
    not_in_english: BTreeMap<String, usize>,
    #[serde(skip)]
    remarks: String,
}

impl Summary {
    /// Of a run that has done nothing yet.
    pub fn new(store: String, began: DateTime<Utc>) -> Self {
        Self {
            store,
            began: began.to_rfc3339_opts(SecondsFormat::Millis, true),
            seconds: 0.0,
            articles: 0,
            new: 0,
            read_anew: 0,
            unchanged: 0,
            in_the_place_of_an_earlier_version: 0,
            claims: 0,
            not_read: Vec::new(),
            not_in_english: BTreeMap::new(),
            remarks: String::new(),
        }
    }

    /// Counts an article.
    pub fn put(&mut self, change: Change, earlier_versions: usize, claims: usize) {
        self.articles += 1;
        match change {
            Change::Added => self.new += 1,
            Change::Replaced => self.read_anew += 1,
            Change::Unchanged => self.unchanged += 1,
        }
        self.in_the_place_of_an_earlier_version += earlier_versions;
        self.claims += claims;
    }

    /// Keeps what could not be read.
    pub fn miss(&mut self, problem: Problem) {
        self.not_read.push(problem);
    }

    /// The end of the run.
    pub fn end(&mut self, began: DateTime<Utc>, count: &Count) {
        let milliseconds = (Utc::now() - began).num_milliseconds();
        self.seconds = milliseconds as f64 / 1000.0;
        let foreign = count.foreign.iter();
        self.not_in_english = foreign
            .map(|(language, count)| (language.to_string(), *count))
            .collect();
        self.remarks = count.remarks();
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.articles {
            1 => write!(formatter, "1 article"),
            many => write!(formatter, "{many} articles"),
        }?;
        write!(
            formatter,
            " with {} claims in {}: {} new",
            self.claims, self.store, self.new
        )?;
        let others = [
            (
                self.in_the_place_of_an_earlier_version,
                "in the place of an earlier version",
            ),
            (self.read_anew, "read anew"),
            (self.unchanged, "unchanged"),
        ];
        for (count, what) in others.iter().filter(|(count, _)| *count > 0) {
            write!(formatter, ", {count} {what}")?;
        }
        formatter.write_str(&self.remarks)
    }
}
