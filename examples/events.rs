//! Which marked events the program takes for one, within an article and across articles.
//!
//! Reads ECB+ (`tools/measure.sh`), puts its marked events in the place of those that the program finds, and prints them with
//! clusters for `score_coreference.py --key event_mentions --across`: `cargo run --release --example events -- WAY GOLD.jsonl`.
//! The ways are
//!
//! - `gold`: as marked;
//! - `words`, `words-of-event`: the same words in the same topic, or in the same of its two events, are one;
//! - `record`: as in the record, where an event goes by its kind, its place, parties or subject, and its day, and one that has no
//!   such name is its article's own; what is marked and is no event noun, such as a verb, has no name;
//! - `story`: besides, what has no name is one within a story if it is of one kind, which for other words than event nouns
//!   is their sense or stem. Which articles of a topic tell one story is told by their words. The record does not do so.
//!
//! `--nouns` keeps the events that are marked at an event noun of the lexicon alone. The topics kept for reporting are read; with
//! `--tune`, the others.

mod marked;

use anyhow::{Context, bail};
use onrecord::attribution;
use onrecord::entity::{self, Entities};
use onrecord::lexicon::{Lexicon, Senses};
use onrecord::mention::{self, Form, Kind, Mention};
use onrecord::reader::Reader;
use onrecord::sentence;
use onrecord::span::Span;
use onrecord::token::words_of;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};

/// The topics that are usually kept for reporting.
const REPORTED: [u32; 8] = [2, 5, 12, 18, 21, 23, 34, 35];
/// Articles that are so much alike (the cosine of the weights of their stems) tell one story; chosen on the other topics.
const ONE_STORY: f64 = 0.05;

#[derive(Deserialize, Serialize)]
struct Document {
    id: String,
    topic: u32,
    subtopic: String,
    text: String,
    sentences: Vec<Sentence>,
    event_mentions: Vec<Marked>,
}

#[derive(Deserialize, Serialize)]
struct Sentence {
    span: (usize, usize),
    selected: bool,
}

#[derive(Deserialize, Serialize)]
struct Marked {
    span: (usize, usize),
    cluster: String,
}

fn main() -> anyhow::Result<()> {
    let (options, arguments): (Vec<String>, Vec<String>) = std::env::args()
        .skip(1)
        .partition(|argument| argument.starts_with("--"));
    let [way, path] = arguments.as_slice() else {
        bail!("which way, and which file has the marked events?");
    };
    let is_given = |option: &str| options.iter().any(|given| given == option);
    let scene = Scene {
        lexicon: Lexicon::standard(),
        senses: Senses::standard(),
        reader: Reader::standard()?,
    };
    let mut documents = Vec::new();
    for line in BufReader::new(File::open(path).context(path.clone())?).lines() {
        let mut document: Document = serde_json::from_str(&line?)?;
        if REPORTED.contains(&document.topic) == is_given("--tune") {
            continue;
        }
        if is_given("--nouns") {
            let characters: Vec<char> = document.text.chars().collect();
            let is_noun = |marked: &Marked| scene.noun(&words(&characters, marked)).is_some();
            document.event_mentions.retain(is_noun);
        }
        documents.push(document);
    }
    let clusters = match way.as_str() {
        "gold" => clusters(&documents, |_, _, marked| marked.cluster.clone()),
        "words" => clusters(&documents, |document, words, _| {
            format!("{} {words}", document.topic)
        }),
        "words-of-event" => clusters(&documents, |document, words, _| {
            format!("{} {} {words}", document.topic, document.subtopic)
        }),
        "record" | "story" => scene.clusters(&documents, way == "story"),
        other => bail!("{other} is no way: gold, words, words-of-event, record, story"),
    };
    for (document, clusters) in documents.iter_mut().zip(clusters) {
        for (marked, cluster) in document.event_mentions.iter_mut().zip(clusters) {
            marked.cluster = cluster;
        }
        println!("{}", serde_json::to_string(document)?);
    }
    Ok(())
}

/// For each document, the cluster of each of its marked events.
fn clusters(
    documents: &[Document],
    cluster: impl Fn(&Document, &str, &Marked) -> String,
) -> Vec<Vec<String>> {
    let of = |document: &Document| {
        let characters: Vec<char> = document.text.chars().collect();
        let marked = document.event_mentions.iter();
        marked
            .map(|marked| cluster(document, &words(&characters, marked), marked))
            .collect()
    };
    documents.iter().map(of).collect()
}

/// The words of a marked event, in lower case.
fn words(characters: &[char], marked: &Marked) -> String {
    let (start, end) = marked.span;
    characters[start..end].iter().collect::<String>().to_lowercase()
}

/// What the program says of one document.
struct Read {
    /// For each marked event, the name that it goes by in the record.
    names: Vec<Option<String>>,
    /// The stems of its words, with how often it has them.
    stems: BTreeMap<String, f64>,
}

struct Scene {
    lexicon: Lexicon,
    senses: Senses,
    reader: Reader,
}

impl Scene {
    fn clusters(&self, documents: &[Document], by_story: bool) -> Vec<Vec<String>> {
        let read: Vec<Read> = documents.iter().map(|document| self.read(document)).collect();
        let stories = stories(documents, &read);
        let of = |(place, document): (usize, &Document)| {
            let characters: Vec<char> = document.text.chars().collect();
            let marked = document.event_mentions.iter().zip(&read[place].names);
            marked
                .map(|(marked, name)| match name {
                    Some(name) => format!("{}: {name}", document.topic),
                    None if by_story => {
                        format!("{} {}", stories[place], self.kind(&words(&characters, marked)))
                    }
                    None => format!("{} {:?}", document.id, marked.span),
                })
                .collect()
        };
        documents.iter().enumerate().map(of).collect()
    }

    /// The kind of the event noun with which some words end.
    fn noun(&self, words: &str) -> Option<&str> {
        let words: Vec<&str> = words.split(' ').collect();
        let nouns = &self.lexicon.event_nouns;
        (0..words.len()).find_map(|place| {
            let (length, row) = nouns.phrases.longest(|ahead| words.get(place + ahead).copied())?;
            (place + length == words.len()).then(|| nouns.rows[*row].kind.as_str())
        })
    }

    /// The kind of an event: by its noun, else the sense or the stem of its words.
    fn kind(&self, words: &str) -> String {
        let sense = |word: &str| {
            let stem = self.senses.stem(word);
            self.senses.of(&stem).unwrap_or(&stem).to_owned()
        };
        match self.noun(words) {
            Some(kind) => sense(kind),
            None => words.split(' ').map(sense).collect::<Vec<_>>().join(" "),
        }
    }

    fn read(&self, document: &Document) -> Read {
        let sentences: Vec<(usize, usize)> =
            document.sentences.iter().map(|sentence| sentence.span).collect();
        let (article, places) = marked::article(&document.id, &document.text, &sentences);
        let segmentation = sentence::segment(&article.reading);
        let labels = self.reader.read(&article.reading);
        let mut mentions = mention::find(
            &article.reading,
            &segmentation,
            None,
            Some(labels.names.as_slice()),
            &self.lexicon,
        );
        let text = article.reading.text();
        let marked: Vec<Option<Span>> = document
            .event_mentions
            .iter()
            .map(|marked| {
                Some(Span::new(
                    *places.get(&marked.span.0)?,
                    *places.get(&marked.span.1)?,
                ))
            })
            .collect();
        let own: Vec<Mention> = mentions
            .mentions
            .extract_if(.., |mention| mention.kind == Kind::Event)
            .collect();
        for span in marked.iter().flatten() {
            // Our own finder takes the words before the noun in, too.
            let found = own.iter().find(|own| own.span.contains(*span));
            let is_noun = self.noun(&span.of(text).to_lowercase()).is_some();
            mentions.mentions.extend(is_noun.then(|| Mention {
                span: *span,
                head: *span,
                kind: Kind::Event,
                form: found.map_or(Form::Nominal, |found| found.form),
                name: String::new(),
                office: None,
                known: false,
            }));
            if let (Some(found), true, Some(event)) = (found, is_noun, mentions.mentions.last_mut()) {
                event.span = found.span;
            }
        }
        let key = |mention: &Mention| {
            (
                mention.span.start,
                Reverse(mention.span.end),
                mention.kind != Kind::Event,
            )
        };
        mentions.mentions.sort_by_key(key);
        mentions
            .mentions
            .dedup_by_key(|mention| (mention.span, mention.kind));
        let attributions = attribution::find(
            &article.reading,
            &segmentation,
            &mentions,
            &labels,
            &self.reader,
            &self.lexicon,
        );
        let entities = entity::resolve(&article, &segmentation, &mentions, &attributions, &self.lexicon);
        let name = |span: &Option<Span>| {
            let events = mentions.mentions.iter().enumerate();
            let event = events
                .filter(|(_, mention)| mention.kind == Kind::Event)
                .find(|(_, mention)| span.is_some_and(|span| mention.span.contains(span)));
            event.and_then(|(mention, _)| name(&entities, mention))
        };
        let mut stems: BTreeMap<String, f64> = BTreeMap::new();
        for word in words_of(&text.to_lowercase()) {
            if word.len() > 2 && word.starts_with(char::is_alphanumeric) {
                *stems.entry(self.senses.stem(word)).or_default() += 1.0;
            }
        }
        Read {
            names: marked.iter().map(name).collect(),
            stems,
        }
    }
}

/// What an event goes by in the record: its name, with its day.
fn name(entities: &Entities, mention: usize) -> Option<String> {
    let entity = &entities.entities[entities.of(mention)?];
    let event = entity.event.as_ref().filter(|_| entity.named)?;
    let day = event
        .interval
        .filter(|days| days.from == days.to && event.round_of.is_none());
    Some(day.map_or_else(
        || entity.name.clone(),
        |day| format!("{}, {}", entity.name, day.from),
    ))
}

/// For each document, the number of its story. Within a topic those two groups of articles are joined first that are most
/// alike, on the average of their articles, until no two are enough so.
fn stories(documents: &[Document], read: &[Read]) -> Vec<usize> {
    let mut topics: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (place, document) in documents.iter().enumerate() {
        topics.entry(document.topic).or_default().push(place);
    }
    let mut stories: Vec<usize> = (0..documents.len()).collect();
    for places in topics.values() {
        let vectors = vectors(&places.iter().map(|place| &read[*place].stems).collect::<Vec<_>>());
        let mut groups: Vec<Vec<usize>> = (0..places.len()).map(|article| vec![article]).collect();
        while let Some((one, other)) = nearest(&groups, &vectors) {
            let joined = groups.remove(other);
            groups[one].extend(joined);
        }
        for group in groups {
            group
                .iter()
                .for_each(|article| stories[places[*article]] = places[group[0]]);
        }
    }
    stories
}

/// The two groups that are most alike, if they are enough so; the earlier first.
fn nearest(groups: &[Vec<usize>], vectors: &[BTreeMap<&str, f64>]) -> Option<(usize, usize)> {
    let likeness = |one: &[usize], other: &[usize]| {
        let pairs = one
            .iter()
            .flat_map(|one| other.iter().map(move |other| (*one, *other)));
        let sum: f64 = pairs
            .map(|(one, other)| cosine(&vectors[one], &vectors[other]))
            .sum();
        sum / (one.len() * other.len()) as f64
    };
    let pairs = (0..groups.len()).flat_map(|other| (0..other).map(move |one| (one, other)));
    pairs
        .map(|(one, other)| (likeness(&groups[one], &groups[other]), one, other))
        .filter(|(likeness, ..)| *likeness >= ONE_STORY)
        .max_by(|(first, ..), (second, ..)| first.total_cmp(second))
        .map(|(_, one, other)| (one, other))
}

/// The stems of each article, by how often it has them and how few of the articles do.
fn vectors<'read>(articles: &[&'read BTreeMap<String, f64>]) -> Vec<BTreeMap<&'read str, f64>> {
    let mut shared: BTreeMap<&str, f64> = BTreeMap::new();
    for stem in articles.iter().flat_map(|stems| stems.keys()) {
        *shared.entry(stem).or_default() += 1.0;
    }
    let all = articles.len() as f64;
    let weight = |stem: &str, times: f64| (1.0 + times.ln()) * (all / shared[stem]).ln();
    articles
        .iter()
        .map(|stems| {
            let weighed = stems
                .iter()
                .map(|(stem, times)| (stem.as_str(), weight(stem, *times)));
            weighed.collect()
        })
        .collect()
}

fn cosine(one: &BTreeMap<&str, f64>, other: &BTreeMap<&str, f64>) -> f64 {
    let product = |one: &BTreeMap<&str, f64>, other: &BTreeMap<&str, f64>| -> f64 {
        one.iter()
            .filter_map(|(name, weight)| Some(weight * other.get(name)?))
            .sum()
    };
    let length = (product(one, one) * product(other, other)).sqrt();
    if length > 0.0 {
        product(one, other) / length
    } else {
        0.0
    }
}
