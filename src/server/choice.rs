//! Which claims are wanted: what the address of the list says, what fits it, and what else could be chosen.

use super::columns::{Column, Fitting};
use super::index::{Index, Line, Topic, search_words};
use super::link;
use super::relations;
use super::shared::Shared;
use serde::Deserialize;
use std::hash::Hash;

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
    pub(super) fn lines<'a>(&self, index: &'a Index, shared: &Shared) -> Chosen<'a> {
        let test = Test::new(self, index, shared);
        // The columns lie in memory as the lines follow each other: they are gone through like that, whatever the order.
        let fits: Vec<bool> = (0..)
            .take(index.lines.len())
            .map(|line| test.passes(line))
            .collect();
        let numbers = match index.columns.orders.named(&self.sort) {
            Some(order) => order
                .iter()
                .copied()
                .filter(|line| fits[*line as usize])
                .collect(),
            None => (0..)
                .zip(&fits)
                .filter(|(_, fits)| **fits)
                .map(|(line, _)| line)
                .collect(),
        };
        Chosen { index, numbers }
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
    pub(super) fn facets(&self, lines: &Chosen<'_>, shared: &Shared) -> Vec<Facet> {
        let columns = &lines.index.columns;
        let short = |iri: &str| iri.strip_prefix(shared.base().as_str()).unwrap_or(iri).to_owned();
        let named = |topic: &Topic| (short(&topic.iri), topic.label.clone());
        let itself = |value: &String| (value.clone(), value.clone());
        let related = |word: &&'static str| {
            let label = relations::label(word).unwrap_or(word);
            ((*word).to_owned(), label.to_owned())
        };
        [
            self.facet("by", lines, &columns.speaker, named),
            self.facet("about", lines, &columns.about, named),
            self.facet("attitude", lines, &columns.attitude, itself),
            self.facet("relation", lines, &columns.relation, related),
            self.facet("outlet", lines, &columns.outlet, itself),
            self.facet("form", lines, &columns.form, itself),
        ]
        .into_iter()
        // What all claims share does not narrow the list; a relation, which most do not have, always does.
        .filter(|facet| facet.values.len() > usize::from(facet.name != "relation"))
        .collect()
    }

    /// How many claims have which value, the commonest first. `shown` gives a value as the address and the page have it.
    fn facet<T: Clone + Eq + Hash + Ord>(
        &self,
        name: &'static str,
        lines: &Chosen<'_>,
        column: &Column<T>,
        shown: impl Fn(&T) -> (String, String),
    ) -> Facet {
        let mut counts = column.counts(&lines.numbers);
        counts.sort_unstable_by(|(one, ones), (other, others)| others.cmp(ones).then(one.cmp(other)));
        counts.truncate(VALUES);
        let value = |(value, count): (&T, usize)| {
            let (value, label) = shown(value);
            Value {
                label,
                count,
                href: format!("/claims?{}", self.with(name, &value)),
            }
        };
        Facet {
            name,
            values: counts.into_iter().map(value).collect(),
        }
    }
}

/// The claims that fit a choice, in its order.
pub(super) struct Chosen<'a> {
    index: &'a Index,
    numbers: Vec<u32>,
}

impl<'a> Chosen<'a> {
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &'a Line> + use<'a, '_> {
        let index = self.index;
        self.numbers.iter().map(move |line| &index.lines[*line as usize])
    }

    /// The first and the last day on which something of it was said.
    pub(super) fn days(&self) -> Option<(&'a str, &'a str)> {
        let counts = self.index.columns.first_day.counts(&self.numbers);
        let days = || counts.iter().map(|(day, _)| day.as_str());
        days().min().zip(days().max())
    }
}

/// A choice made ready to be held against many claims: what must fit, the narrowest first.
struct Test<'a> {
    columns: Vec<Fitting<'a>>,
    words: Vec<Vec<bool>>,
    shares: &'a [f64],
    sure: f64,
}

impl<'a> Test<'a> {
    fn new(choice: &'a Choice, index: &'a Index, shared: &Shared) -> Self {
        let columns = &index.columns;
        let mut fitting = Vec::new();
        for (name, column) in [(&choice.by, &columns.speaker), (&choice.about, &columns.about)] {
            if !name.trim().is_empty() {
                let iris = index.named(shared, name.trim());
                fitting.push(column.fitting(|topic| iris.contains(topic.iri.as_str())));
            }
        }
        for (wanted, column) in [
            (&choice.outlet, &columns.outlet),
            (&choice.attitude, &columns.attitude),
        ] {
            if !wanted.is_empty() {
                fitting.push(column.fitting(|value| value.eq_ignore_ascii_case(wanted)));
            }
        }
        if !choice.relation.is_empty() {
            fitting.push(columns.relation.fitting(|word| *word == choice.relation));
        }
        match choice.mode.as_str() {
            "" => fitting.push(columns.mode.fitting(|mode| mode == "speech")),
            "any" => {}
            wanted => fitting.push(columns.mode.fitting(|mode| mode == wanted)),
        }
        // What an outlet says in its own voice is most of an article; it is there for whoever asks for it.
        match choice.form.as_str() {
            "" => fitting.push(columns.form.fitting(|form| form != "narrated")),
            wanted => fitting.push(columns.form.fitting(|form| form == wanted)),
        }
        // It may have been said within the days that are asked for; what has no date was not, as far as anybody knows.
        if !choice.from.is_empty() {
            fitting.push(columns.last_day.fitting(|day| *day >= choice.from));
        }
        if !choice.until.is_empty() {
            fitting.push(columns.first_day.fitting(|day| *day <= choice.until));
        }
        let words = search_words(&choice.q);
        Self {
            columns: fitting,
            words: words.iter().map(|word| columns.words.with(word)).collect(),
            shares: &columns.sure,
            sure: choice.sure.parse().unwrap_or_default(),
        }
    }

    fn passes(&self, line: u32) -> bool {
        self.words.iter().all(|has| has[line as usize])
            && self.columns.iter().all(|column| column.has(line))
            && self.shares[line as usize] >= self.sure
    }
}
