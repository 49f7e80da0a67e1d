//! Which claims are wanted: what the address of the list says, what fits it, and what else could be chosen.

use super::index::{Index, Line, search_words};
use super::link;
use super::relations;
use super::shared::Shared;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// How many claims a page shows.
const ON_A_PAGE: usize = 50;

/// How many values of a facet are shown.
const VALUES: usize = 8;

/// What the address says. What is empty does not narrow the choice; a form sends all its fields.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Choice {
    pub(super) q: String,
    pub(super) by: String,
    pub(super) about: String,
    pub(super) outlet: String,
    pub(super) attitude: String,
    pub(super) form: String,
    /// `speech`, where it is empty; `any` for all.
    pub(super) mode: String,
    /// A word of [`relations::SIDES`].
    pub(super) relation: String,
    pub(super) from: String,
    pub(super) until: String,
    pub(super) sure: String,
    pub(super) sort: String,
    pub(super) page: String,
}

/// The orders of the list: their word in the address, and what they are called.
pub(super) const ORDERS: [(&str, &str); 6] = [
    ("", "said, newest first"),
    ("oldest", "said, oldest first"),
    ("printed", "printed, newest first"),
    ("speaker", "speaker"),
    ("sure", "most sure first"),
    ("unsure", "least sure first"),
];

/// The attitudes, forms and modes that can be chosen.
pub(super) const ATTITUDES: [&str; 9] = [
    "asserts", "denies", "accuses", "warns", "promises", "requests", "agrees", "doubts", "declines",
];
pub(super) const FORMS: [&str; 4] = ["direct", "indirect", "mixed", "narrated"];
pub(super) const MODES: [&str; 4] = ["speech", "belief", "intention", "any"];

/// A way in which the claims that are shown differ, with how many there are of each value.
pub(super) struct Facet {
    pub(super) name: &'static str,
    pub(super) values: Vec<Value>,
}

/// One value of a facet.
pub(super) struct Value {
    pub(super) label: String,
    pub(super) count: usize,
    /// The list narrowed to it.
    pub(super) href: String,
}

/// A condition that is in force.
pub(super) struct Condition {
    pub(super) name: &'static str,
    pub(super) value: String,
    /// The list without it.
    pub(super) href: String,
}

impl Choice {
    /// The claims that fit, in the order that is asked for.
    pub(super) fn lines<'a>(&self, index: &'a Index, shared: &Shared) -> Vec<&'a Line> {
        let test = Test::new(self, index, shared);
        let mut lines: Vec<&Line> = index.lines.iter().filter(|line| test.passes(line)).collect();
        // Sorts are stable: within one value the newest stay first.
        match self.sort.as_str() {
            "oldest" => {
                lines.reverse();
                lines.sort_by_key(|line| line.report.said_on.is_none());
            }
            "printed" => lines.sort_by(|one, other| other.report.published.cmp(&one.report.published)),
            "speaker" => {
                lines.sort_by_key(|line| (line.report.speaker.is_none(), line.report.speaker.clone()))
            }
            "sure" => lines.sort_by(|one, other| confidence(other).total_cmp(&confidence(one))),
            "unsure" => lines.sort_by(|one, other| confidence(one).total_cmp(&confidence(other))),
            _ => {}
        }
        lines
    }

    /// The fields with their names in the address.
    fn fields(&self) -> [(&'static str, &str); 12] {
        [
            ("q", &self.q),
            ("by", &self.by),
            ("about", &self.about),
            ("outlet", &self.outlet),
            ("attitude", &self.attitude),
            ("form", &self.form),
            ("mode", &self.mode),
            ("relation", &self.relation),
            ("from", &self.from),
            ("until", &self.until),
            ("sure", &self.sure),
            ("sort", &self.sort),
        ]
    }

    /// The query string of this choice with one field of another value; the page is the first again.
    pub(super) fn with(&self, field: &str, value: &str) -> String {
        let replaced = self
            .fields()
            .map(|(name, own)| (name, if name == field { value } else { own }));
        let added = (field == "page").then_some((field, value));
        link::query(replaced.into_iter().chain(added))
    }

    /// The query string of all pages together.
    pub(super) fn query(&self) -> String {
        self.with("", "")
    }

    /// What narrows the list; whoever is named by a path is told by name.
    pub(super) fn conditions(&self, index: &Index, shared: &Shared) -> Vec<Condition> {
        let told = |value: &str| {
            let path = |iri: &str| iri.strip_prefix(shared.base().as_str()) == Some(value);
            let known = index.entities.iter().find(|known| path(&known.iri));
            known.map_or_else(|| value.to_owned(), |known| known.label.clone())
        };
        let names = [
            "words", "by", "about", "outlet", "attitude", "form", "mode", "relation", "from", "until",
            "at least",
        ];
        let fields = self.fields().into_iter().zip(names);
        fields
            .filter(|((_, value), _)| !value.is_empty())
            .map(|((field, value), name)| Condition {
                name,
                value: told(value),
                href: format!("/claims?{}", self.with(field, "")),
            })
            .collect()
    }

    /// What the claims that fit could be narrowed to further.
    pub(super) fn facets(&self, lines: &[&Line], shared: &Shared) -> Vec<Facet> {
        let short = |iri: &str| iri.strip_prefix(shared.base().as_str()).unwrap_or(iri).to_owned();
        let one = |value: Option<&String>| value.map(|value| (value.clone(), value.clone()));
        let speaker = |line: &Line| {
            let (iri, name) = line
                .report
                .speaker_iri
                .as_ref()
                .zip(line.report.speaker.as_ref())?;
            Some((short(iri), name.clone()))
        };
        [
            self.facet("by", lines, |line| speaker(line).into_iter().collect()),
            self.facet("about", lines, |line| {
                let topics = line.about.iter();
                topics
                    .map(|topic| (short(&topic.iri), topic.label.clone()))
                    .collect()
            }),
            self.facet("attitude", lines, |line| {
                one(Some(&line.report.attitude)).into_iter().collect()
            }),
            self.facet("relation", lines, |line| {
                let words = line.relations.iter().copied();
                let labelled = words.filter_map(|word| Some((word, relations::label(word)?)));
                labelled
                    .map(|(word, label)| (word.to_owned(), label.to_owned()))
                    .collect()
            }),
            self.facet("outlet", lines, |line| {
                one(line.report.outlet.as_ref()).into_iter().collect()
            }),
            self.facet("form", lines, |line| {
                one(Some(&line.report.form)).into_iter().collect()
            }),
        ]
        .into_iter()
        // What all claims share does not narrow the list; a relation, which most do not have, always does.
        .filter(|facet| facet.values.len() > usize::from(facet.name != "relation"))
        .collect()
    }

    /// How many claims have which value, the commonest first.
    fn facet(
        &self,
        name: &'static str,
        lines: &[&Line],
        values: impl Fn(&Line) -> Vec<(String, String)>,
    ) -> Facet {
        let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
        for value in lines.iter().flat_map(|line| values(line)) {
            *counts.entry(value).or_default() += 1;
        }
        let mut counts: Vec<((String, String), usize)> = counts.into_iter().collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        counts.truncate(VALUES);
        let value = |((value, label), count): ((String, String), usize)| Value {
            label,
            count,
            href: format!("/claims?{}", self.with(name, &value)),
        };
        Facet {
            name,
            values: counts.into_iter().map(value).collect(),
        }
    }

    /// The number of the page, from 1, and how many there are of so many lines.
    pub(super) fn pages(&self, lines: usize) -> (usize, usize) {
        let pages = lines.div_ceil(ON_A_PAGE).max(1);
        let page = self.page.parse().unwrap_or(1);
        (page.clamp(1, pages), pages)
    }

    /// The lines of a page.
    pub(super) fn on_page<T>(lines: &[T], page: usize) -> &[T] {
        let start = ((page - 1) * ON_A_PAGE).min(lines.len());
        &lines[start..(start + ON_A_PAGE).min(lines.len())]
    }
}

fn confidence(line: &Line) -> f64 {
    line.report.confidence.unwrap_or_default()
}

/// A choice made ready to be held against many claims.
struct Test<'a> {
    choice: &'a Choice,
    words: Vec<String>,
    speakers: Option<BTreeSet<&'a str>>,
    topics: Option<BTreeSet<&'a str>>,
    sure: f64,
}

impl<'a> Test<'a> {
    fn new(choice: &'a Choice, index: &'a Index, shared: &Shared) -> Self {
        let named = |name: &str| (!name.trim().is_empty()).then(|| index.named(shared, name.trim()));
        Self {
            choice,
            words: search_words(&choice.q),
            speakers: named(&choice.by),
            topics: named(&choice.about),
            sure: choice.sure.parse().unwrap_or_default(),
        }
    }

    fn passes(&self, line: &Line) -> bool {
        let (choice, report) = (self.choice, &line.report);
        let is = |wanted: &str, value: &str| wanted.is_empty() || wanted.eq_ignore_ascii_case(value);
        let is_mode = match choice.mode.as_str() {
            "" => report.mode == "speech",
            "any" => true,
            mode => report.mode == mode,
        };
        // What an outlet says in its own voice is most of an article; it is there for whoever asks for it.
        let is_form = match choice.form.as_str() {
            "" => !report.is_narrated(),
            form => report.form == form,
        };
        let speaks = |iris: &BTreeSet<&str>| {
            let speaker = report.speaker_iri.as_deref();
            speaker.is_some_and(|speaker| iris.contains(speaker))
        };
        is_mode
            && is_form
            && is(&choice.attitude, &report.attitude)
            && (choice.relation.is_empty() || line.relations.contains(choice.relation.as_str()))
            && is(&choice.outlet, report.outlet.as_deref().unwrap_or_default())
            && self.speakers.as_ref().is_none_or(speaks)
            && self
                .topics
                .as_ref()
                .is_none_or(|iris| line.about.iter().any(|topic| iris.contains(topic.iri.as_str())))
            && in_time(choice, line)
            && confidence(line) >= self.sure
            && line.holds(&self.words)
    }
}

/// Whether it may have been said within the days that are asked for; what has no date was not, as far as anybody knows.
fn in_time(choice: &Choice, line: &Line) -> bool {
    let (first, last) = (
        &line.report.said_on,
        line.report.said_until.as_ref().or(line.report.said_on.as_ref()),
    );
    let since = choice.from.is_empty() || last.is_some_and(|day| *day >= choice.from);
    let until = choice.until.is_empty() || first.as_ref().is_some_and(|day| *day <= choice.until);
    since && until
}
