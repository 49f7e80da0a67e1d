//! Who is one by what people judged, and where judgements contradict each other.
//!
//! Takes judgements, gives for each name and each entity of an article that they speak of the one node that it is.
//! Nothing else decides: not which articles the record holds, nor in which order anything came. As in nomenklatura, a
//! negative judgement keeps two apart however many others would join them.

use super::{Answer, Judgement, Named, OWN, Ruling, Target};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Something that judgements join or keep apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Element {
    /// Whoever goes by a name: `person/ana-reyes`.
    Name(String),
    /// Whoever an article means by a name.
    Local {
        /// `article/…`
        article: String,
        /// `person/ana-reyes`
        entity: String,
    },
}

impl Element {
    /// What a target stands for; `None` where it is no entity.
    pub fn of(target: &Target) -> Option<Self> {
        match target {
            Target::Content(_) => None,
            Target::Mention(mention) => Some(Self::Local {
                article: mention.article.iri.clone(),
                entity: mention.denotes.entity.clone(),
            }),
            Target::Name(named) => Some(Self::Name(named.entity.clone())),
        }
    }

    /// Whether it is an event. Events have rounds and days, which nothing else has.
    pub fn is_event(&self) -> bool {
        let (Self::Name(entity) | Self::Local { entity, .. }) = self;
        entity.starts_with("event/")
    }

    /// The path of its own node: of an article's, one below the article's name.
    fn path(&self) -> String {
        match self {
            Self::Name(entity) => entity.clone(),
            Self::Local { article, entity } => {
                let (folder, slug) = entity.split_once('/').unwrap_or(("", entity));
                let slug = slug.strip_prefix(&OWN[1..]).unwrap_or(slug);
                let article = article.rsplit('/').next().unwrap_or_default();
                format!("{folder}/{article}/{slug}")
            }
        }
    }

    /// The element that a name makes it one with, unless a judgement says otherwise.
    pub fn namesake(&self) -> Option<Self> {
        match self {
            Self::Local { entity, .. } if !entity.contains(OWN) => Some(Self::Name(entity.clone())),
            _ => None,
        }
    }
}

impl fmt::Display for Element {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(entity) => formatter.write_str(entity),
            Self::Local { article, entity } => write!(formatter, "{entity} in {article}"),
        }
    }
}

/// The node that an element is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Canonical {
    /// `person/ana-reyes`
    pub path: String,
    /// What it is called.
    pub name: String,
}

/// A judgement that two are one, against others that keep them apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The judgement without effect.
    pub same: String,
    /// Those that it contradicts.
    pub not_same: BTreeSet<String>,
}

/// Who is one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clusters {
    canonical: BTreeMap<Element, Canonical>,
    /// For the path of a node, the list's entry that alone speaks of it.
    listings: BTreeMap<String, String>,
    conflicts: Vec<Conflict>,
    superseded: BTreeSet<String>,
}

/// What a list that the user gave says is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The entry, as others call it.
    pub id: String,
    /// The names that no other entry has; by the first of them it is called.
    pub names: Vec<Named>,
}

impl Listed {
    fn elements(&self) -> impl Iterator<Item = Element> {
        self.names.iter().map(|named| Element::Name(named.entity.clone()))
    }
}

/// The latest judgement on two elements.
struct Link<'a> {
    id: &'a str,
    one: Element,
    other: Element,
    answer: Answer,
}

impl Clusters {
    /// Puts together what judgements say, each with its id, the earliest first: of those on the same two the latest
    /// counts. What a list says is one is so where no judgement keeps it apart.
    pub fn new<'a>(
        judgements: impl IntoIterator<Item = (&'a str, &'a Judgement)>,
        listed: &'a [Listed],
    ) -> Self {
        let mut latest: BTreeMap<(Element, Element), Link<'a>> = BTreeMap::new();
        let mut joining = Joining::default();
        let mut superseded = BTreeSet::new();
        for (place, (id, judgement)) in judgements.into_iter().enumerate() {
            let Ruling::Compare { one, other, answer } = &judgement.ruling else {
                continue;
            };
            let (Some(first), Some(second)) = (Element::of(one), Element::of(other)) else {
                continue;
            };
            joining.name(&first, one);
            joining.name(&second, other);
            let pair = match first <= second {
                true => (first.clone(), second.clone()),
                false => (second.clone(), first.clone()),
            };
            let link = Link {
                id,
                one: first,
                other: second,
                answer: *answer,
            };
            if let Some(earlier) = latest.insert(pair, link) {
                superseded.insert(earlier.id.to_owned());
            }
            joining.place.insert(id, place);
        }
        let mut links: Vec<Link<'a>> = latest.into_values().collect();
        links.sort_by_key(|link| joining.place[link.id]);
        // What no judgement speaks of is put together without looking for what speaks against it: lists are long.
        let is_spoken_of = |listed: &&Listed| {
            let mut elements = listed.elements();
            elements.any(|element| joining.cluster.contains_key(&element))
        };
        let (spoken_of, plain): (Vec<&Listed>, Vec<&Listed>) = listed.iter().partition(is_spoken_of);
        spoken_of.iter().for_each(|listed| joining.list(listed));
        joining.join(&links, &spoken_of);
        let mut clusters = Self {
            canonical: joining.canonical(&links, &spoken_of),
            conflicts: joining.conflicts,
            superseded,
            ..Self::default()
        };
        plain.iter().for_each(|listed| clusters.add(listed));
        clusters.find_listings(&spoken_of);
        clusters
    }

    fn add(&mut self, listed: &Listed) {
        let Some(first) = listed.names.first() else { return };
        for element in listed.elements() {
            let canonical = Canonical {
                path: first.entity.clone(),
                name: first.name.clone(),
            };
            self.canonical.insert(element, canonical);
        }
        self.listings.insert(first.entity.clone(), listed.id.clone());
    }

    /// Where judgements make one of what two entries speak of, neither tells what it is.
    fn find_listings(&mut self, listed: &[&Listed]) {
        let mut speaking: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for listed in listed {
            let first = listed.elements().next();
            if let Some(canonical) = first.and_then(|first| self.canonical.get(&first)) {
                speaking
                    .entry(canonical.path.clone())
                    .or_default()
                    .insert(&listed.id);
            }
        }
        for (path, ids) in speaking {
            if let (1, Some(id)) = (ids.len(), ids.first()) {
                self.listings.insert(path, (*id).to_owned());
            }
        }
    }

    /// The entry of the list that alone speaks of the node of a path.
    pub fn listing(&self, path: &str) -> Option<&str> {
        self.listings.get(path).map(String::as_str)
    }

    /// The node that an element is; `None` where no judgement speaks of it.
    pub fn canonical(&self, element: &Element) -> Option<&Canonical> {
        self.canonical.get(element)
    }

    /// The judgements that have no effect since others contradict them.
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// Whether a later judgement on the same two takes the place of this one.
    pub fn is_superseded(&self, judgement: &str) -> bool {
        self.superseded.contains(judgement)
    }

    /// The elements that are another node, or are called otherwise, in another state of affairs.
    pub fn apart(&self, others: &Clusters) -> BTreeSet<Element> {
        let elements = self.canonical.keys().chain(others.canonical.keys());
        elements
            .filter(|element| self.known(element) != others.known(element))
            .cloned()
            .collect()
    }

    fn known(&self, element: &Element) -> Option<(&Canonical, Option<&str>)> {
        let canonical = self.canonical.get(element)?;
        Some((canonical, self.listing(&canonical.path)))
    }
}

/// Clusters in the making.
#[derive(Default)]
struct Joining<'a> {
    /// For each element, the number of its cluster.
    cluster: BTreeMap<Element, usize>,
    names: BTreeMap<Element, String>,
    place: BTreeMap<&'a str, usize>,
    conflicts: Vec<Conflict>,
}

impl Joining<'_> {
    /// Notes an element. Of several names that judgements have for it the first of the alphabet is kept.
    fn name(&mut self, element: &Element, target: &Target) {
        let name = match target {
            Target::Content(_) => return,
            Target::Mention(mention) => &mention.denotes.name,
            Target::Name(named) => &named.name,
        };
        self.add(element, name);
        if let Some(namesake) = element.namesake() {
            self.add(&namesake, name);
        }
    }

    fn add(&mut self, element: &Element, name: &str) {
        let number = self.cluster.len();
        self.cluster.entry(element.clone()).or_insert(number);
        let known = self
            .names
            .entry(element.clone())
            .or_insert_with(|| name.to_owned());
        if name < known.as_str() {
            name.clone_into(known);
        }
    }

    /// Notes what an entry of the list names.
    fn list(&mut self, listed: &Listed) {
        for named in &listed.names {
            self.add(&Element::Name(named.entity.clone()), &named.name);
        }
    }

    /// First what people say is one, then what the list says is, then what a name says is.
    fn join(&mut self, links: &[Link<'_>], listed: &[&Listed]) {
        for link in links.iter().filter(|link| link.answer == Answer::Same) {
            let not_same = self.try_to_join(&link.one, &link.other, links);
            if !not_same.is_empty() {
                self.conflicts.push(Conflict {
                    same: link.id.to_owned(),
                    not_same,
                });
            }
        }
        for listed in listed {
            let mut names = listed.elements();
            if let Some(first) = names.next() {
                for other in names {
                    self.try_to_join(&first, &other, links);
                }
            }
        }
        let elements: Vec<Element> = self.cluster.keys().cloned().collect();
        for element in elements {
            if let Some(namesake) = element.namesake() {
                self.try_to_join(&element, &namesake, links);
            }
        }
    }

    /// Joins two clusters unless negative judgements keep them apart, which it gives.
    fn try_to_join(&mut self, one: &Element, other: &Element, links: &[Link<'_>]) -> BTreeSet<String> {
        let (one, other) = (self.cluster[one], self.cluster[other]);
        let apart = |link: &&Link<'_>| {
            let ends = (self.cluster[&link.one], self.cluster[&link.other]);
            link.answer == Answer::NotSame && (ends == (one, other) || ends == (other, one))
        };
        let against: BTreeSet<String> = links
            .iter()
            .filter(apart)
            .map(|link| link.id.to_owned())
            .collect();
        if against.is_empty() {
            for number in self.cluster.values_mut().filter(|number| **number == other) {
                *number = one;
            }
        }
        against
    }

    /// A cluster is called by a name that no judgement gives only as the second, nor the list, the fullest of them.
    fn canonical(&self, links: &[Link<'_>], listed: &[&Listed]) -> BTreeMap<Element, Canonical> {
        let same = || links.iter().filter(|link| link.answer == Answer::Same);
        let second: BTreeSet<&Element> = same().map(|link| &link.other).collect();
        let chosen: BTreeSet<&Element> = same().map(|link| &link.one).collect();
        let mut listed_as: BTreeMap<Element, usize> = BTreeMap::new();
        for listed in listed {
            // First its first name, then the others.
            let places = listed.elements().zip([1].into_iter().chain(std::iter::repeat(2)));
            listed_as.extend(places.filter(|(element, _)| !chosen.contains(element)));
        }
        let rank = |element: &Element| {
            let is_local = matches!(element, Element::Local { .. });
            let length = self.names[element].chars().count();
            (
                is_local,
                second.contains(element),
                listed_as.get(element).copied().unwrap_or_default(),
                Reverse(length),
                element.path(),
            )
        };
        let mut best: BTreeMap<usize, &Element> = BTreeMap::new();
        for (element, number) in &self.cluster {
            let chosen = best.entry(*number).or_insert(element);
            if rank(element) < rank(chosen) {
                *chosen = element;
            }
        }
        let canonical = |number: &usize| Canonical {
            path: best[number].path(),
            name: self.names[best[number]].clone(),
        };
        self.cluster
            .iter()
            .map(|(element, number)| (element.clone(), canonical(number)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ArticleNames, Mentioned, Quote};
    use super::*;
    use proptest::prelude::*;

    fn named(name: &str) -> Named {
        Named {
            entity: format!("person/{}", name.to_lowercase().replace(' ', "-")),
            name: name.to_owned(),
        }
    }

    /// A name, or a name in an article after an `@`.
    fn target(words: &str) -> Target {
        let Some((name, article)) = words.split_once('@') else {
            return Target::Name(named(words));
        };
        Target::Mention(Box::new(Mentioned {
            article: ArticleNames {
                iri: format!("article/{article}"),
                names: BTreeSet::new(),
                outlet: None,
                published: None,
                url: None,
            },
            quote: Quote {
                prefix: String::new(),
                exact: name.to_owned(),
                suffix: String::new(),
            },
            denotes: named(name),
        }))
    }

    fn judged(judgements: &[(&str, Answer, &str)]) -> (Clusters, Vec<String>) {
        listed_and_judged(&[], judgements)
    }

    /// Entries of a list, each by its names, and judgements.
    fn listed_and_judged(lists: &[&[&str]], judgements: &[(&str, Answer, &str)]) -> (Clusters, Vec<String>) {
        let listed: Vec<Listed> = lists
            .iter()
            .map(|names| Listed {
                id: names.join("|"),
                names: names.iter().map(|name| named(name)).collect(),
            })
            .collect();
        let judgements: Vec<(String, Judgement)> = judgements
            .iter()
            .enumerate()
            .map(|(index, (one, answer, other))| {
                let ruling = Ruling::Compare {
                    one: target(one),
                    other: target(other),
                    answer: *answer,
                };
                (
                    index.to_string(),
                    Judgement::new("m", chrono::DateTime::UNIX_EPOCH, ruling),
                )
            })
            .collect();
        let clusters = Clusters::new(
            judgements.iter().map(|(id, judgement)| (id.as_str(), judgement)),
            &listed,
        );
        let conflicts = clusters
            .conflicts()
            .iter()
            .map(|conflict| format!("{} against {:?}", conflict.same, conflict.not_same))
            .collect();
        (clusters, conflicts)
    }

    fn path(clusters: &Clusters, words: &str) -> String {
        let element = Element::of(&target(words)).unwrap();
        clusters
            .canonical(&element)
            .map_or_else(|| "itself".to_owned(), |canonical| canonical.path.clone())
    }

    #[test]
    fn the_first_name_stays_else_the_fullest() {
        let (clusters, _) = judged(&[
            ("Ana Reyes", Answer::Same, "Reyes"),
            ("Reyes", Answer::Same, "Ana Maria Reyes"),
        ]);
        for name in ["Ana Reyes", "Reyes", "Ana Maria Reyes"] {
            assert_eq!(path(&clusters, name), "person/ana-reyes", "{name}");
        }
        let (clusters, _) = judged(&[("A", Answer::Same, "Bee"), ("Bee", Answer::Same, "A")]);
        assert_eq!(path(&clusters, "A"), "person/bee", "both stand second once");
        assert_eq!(path(&clusters, "C"), "itself");
    }

    #[test]
    fn a_negative_judgement_blocks_what_others_would_join() {
        let (clusters, conflicts) = judged(&[
            ("A", Answer::NotSame, "C"),
            ("A", Answer::Same, "B"),
            ("B", Answer::Same, "C"),
        ]);
        assert_eq!(path(&clusters, "B"), "person/a");
        assert_eq!(path(&clusters, "C"), "person/c");
        assert_eq!(conflicts, ["2 against {\"0\"}"]);
    }

    #[test]
    fn the_latest_on_the_same_two_counts() {
        let (clusters, conflicts) = judged(&[("A", Answer::NotSame, "B"), ("B", Answer::Same, "A")]);
        assert_eq!(path(&clusters, "A"), "person/b");
        assert!(conflicts.is_empty(), "{conflicts:?}");
        let (clusters, _) = judged(&[("A", Answer::Same, "B"), ("A", Answer::Unsure, "B")]);
        assert_eq!(path(&clusters, "B"), "person/b");
    }

    #[test]
    fn an_article_s_own_can_be_told_apart_from_its_namesake() {
        let (clusters, _) = judged(&[("John Smith@dam", Answer::NotSame, "John Smith")]);
        assert_eq!(path(&clusters, "John Smith@dam"), "person/dam/john-smith");
        assert_eq!(path(&clusters, "John Smith"), "person/john-smith");
        let (clusters, _) = judged(&[
            ("John Smith@dam", Answer::NotSame, "John Smith"),
            ("John Smith@dam", Answer::Same, "John Smith@flood"),
            ("Jack Smith", Answer::Same, "John Smith@flood"),
        ]);
        assert_eq!(path(&clusters, "John Smith@dam"), "person/jack-smith");
        assert_eq!(path(&clusters, "John Smith@flood"), "person/jack-smith");
        assert_eq!(path(&clusters, "John Smith"), "person/john-smith");
    }

    #[test]
    fn a_list_joins_its_names_where_no_judgement_keeps_them_apart() {
        let lists: &[&[&str]] = &[&["Kyiv", "Kiev", "Capital"], &["Lviv", "Lwow"]];
        let (clusters, _) = listed_and_judged(lists, &[]);
        assert_eq!(
            (path(&clusters, "Kiev"), path(&clusters, "Lwow")),
            ("person/kyiv".into(), "person/lviv".into())
        );
        assert_eq!(clusters.listing("person/kyiv"), Some("Kyiv|Kiev|Capital"));
        let (clusters, conflicts) = listed_and_judged(lists, &[("Kiev", Answer::NotSame, "Kyiv")]);
        assert_eq!(
            (path(&clusters, "Kiev"), path(&clusters, "Capital")),
            ("person/kiev".into(), "person/kyiv".into())
        );
        assert_eq!((clusters.listing("person/kiev"), conflicts), (None, vec![]));
        assert!(clusters.listing("person/kyiv").is_some());
        let (clusters, _) = listed_and_judged(lists, &[("Kiev", Answer::Same, "Kyiv")]);
        assert_eq!(
            path(&clusters, "Capital"),
            "person/kiev",
            "a person's word for it"
        );
        let (clusters, _) = listed_and_judged(
            lists,
            &[
                ("City of Kyiv", Answer::Same, "Old Town"),
                ("City of Kyiv", Answer::Same, "Kiev"),
            ],
        );
        assert_eq!(path(&clusters, "Old Town"), "person/city-of-kyiv", "people first");
        let (clusters, _) = listed_and_judged(lists, &[("Kyiv", Answer::Same, "Lwow")]);
        assert_eq!(
            (path(&clusters, "Lviv"), clusters.listing("person/kyiv")),
            ("person/kyiv".into(), None)
        );
    }

    proptest! {
        #[test]
        fn no_negative_judgement_is_overruled(links in proptest::collection::vec((0usize..6, 0usize..3, 0usize..6), 0..14)) {
            let names = ["A", "B", "A@x", "A@y", "B@x", "C"];
            let answers = [Answer::Same, Answer::NotSame, Answer::Unsure];
            let links: Vec<(&str, Answer, &str)> = links
                .iter()
                .filter(|(one, _, other)| one != other)
                .map(|(one, answer, other)| (names[*one], answers[*answer], names[*other]))
                .collect();
            let (clusters, _) = judged(&links);
            for (index, (one, answer, other)) in links.iter().enumerate() {
                let again = links[index + 1..].iter().any(|(first, _, second)| {
                    (first, second) == (one, other) || (first, second) == (other, one)
                });
                if *answer == Answer::NotSame && !again {
                    prop_assert_ne!(path(&clusters, one), path(&clusters, other));
                }
            }
        }
    }
}
