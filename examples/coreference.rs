//! Which marked mentions the program takes for one: coreference without the errors of finding mentions.
//!
//! Reads documents with marked mentions (GUM's form, see `tools/measure.sh`), puts these in the place of the program's
//! own and prints the clusters for `score_coreference.py`: `cargo run --release --example coreference -- GOLD.jsonl`.
//! All else is as in the program: the attributions are those that the reader finds, the rules are `entity::resolve`.
//! What a mention says beside its place (the lexicon's name, its office) is what our own finder says of the same words.
//! Who speaks in an interview or before a court is marked beside the text; each turn becomes an attribution, as a turn
//! of a transcript is one, and its label a mention without words, which the output leaves out.

mod marked;

use anyhow::Context;
use chrono::NaiveDate;
use onrecord::attribution::{self, Attitude, Attribution, Form as SpeechForm, Frame, Mode, Position};
use onrecord::entity;
use onrecord::lexicon::Lexicon;
use onrecord::mention::{self, Form, Kind, Mention, Mentions};
use onrecord::reader::Reader;
use onrecord::sentence;
use onrecord::span::Span;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};

#[derive(Deserialize)]
struct Document {
    id: String,
    published: Option<NaiveDate>,
    text: String,
    paragraphs: Vec<(usize, usize)>,
    sentences: Vec<Sentence>,
    mentions: Vec<Marked>,
}

#[derive(Deserialize)]
struct Sentence {
    span: (usize, usize),
    speaker: Option<String>,
}

#[derive(Deserialize)]
struct Marked {
    span: (usize, usize),
    head: (usize, usize),
    #[serde(rename = "type")]
    kind: String,
    form: Form,
}

fn main() -> anyhow::Result<()> {
    let path = std::env::args()
        .nth(1)
        .context("which file has the marked mentions?")?;
    let lexicon = Lexicon::standard();
    let reader = Reader::standard()?;
    for line in BufReader::new(File::open(&path).context(path)?).lines() {
        let document: Document = serde_json::from_str(&line?)?;
        let clusters = clusters(&document, &lexicon, &reader);
        println!("{}", serde_json::json!({"id": document.id, "clusters": clusters}));
    }
    Ok(())
}

/// The marked spans of each entity.
fn clusters(document: &Document, lexicon: &Lexicon, reader: &Reader) -> Vec<Vec<(usize, usize)>> {
    let (article, places) = marked::article(&document.id, &document.text, &document.paragraphs);
    let segmentation = sentence::segment(&article.reading);
    let labels = reader.read(&article.reading);
    let names = Some(labels.names.as_slice());
    let mut mentions = mention::find(
        &article.reading,
        &segmentation,
        document.published,
        names,
        lexicon,
    );
    let scene = Scene {
        text: article.reading.text(),
        places: &places,
        lexicon,
    };
    let marked = scene.mentions(document, &mentions);
    mentions.mentions = marked.iter().map(|(mention, _)| mention.clone()).collect();
    let mut attributions = attribution::find(
        &article.reading,
        &segmentation,
        &mentions,
        &labels,
        reader,
        lexicon,
    );
    let mut spans: Vec<Option<(usize, usize)>> = marked.into_iter().map(|(_, span)| Some(span)).collect();
    for (span, speaker) in scene.turns(document) {
        let label = scene.label(span.start, speaker, &mentions);
        let index = mentions
            .mentions
            .partition_point(|mention| mention.span.start < span.start);
        mentions.mentions.insert(index, label);
        spans.insert(index, None);
        for attribution in &mut attributions {
            let shifted = attribution.speaker.iter_mut().chain(&mut attribution.about);
            shifted.for_each(|mention| *mention += usize::from(*mention >= index));
        }
        attributions.push(turn(span, index));
    }
    let entities = entity::resolve(&article, &segmentation, &mentions, &attributions, lexicon);
    let mut clusters: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for (index, span) in spans.into_iter().enumerate() {
        if let (Some(entity), Some(span)) = (entities.of(index), span) {
            clusters.entry(entity).or_default().push(span);
        }
    }
    clusters.into_values().collect()
}

/// A turn, said by the mention that labels it.
fn turn(span: Span, label: usize) -> Attribution {
    Attribution {
        frame: Frame {
            source: Vec::new(),
            cue: Vec::new(),
            content: vec![span],
            method: "marked",
            confidence: 1.0,
            continues: None,
        },
        form: SpeechForm::Direct,
        position: Position::Body,
        attitude: Attitude::Asserts,
        mode: Mode::Speech,
        speaker: Some(label),
        addressee: None,
        through: Vec::new(),
        when: None,
        before: false,
        about: Vec::new(),
        content_time: None,
        enclosed_by: None,
    }
}

/// Where marked spans become mentions.
struct Scene<'article> {
    text: &'article str,
    places: &'article BTreeMap<usize, usize>,
    lexicon: &'article Lexicon,
}

impl Scene<'_> {
    fn span(&self, (start, end): (usize, usize)) -> Option<Span> {
        Some(Span::new(*self.places.get(&start)?, *self.places.get(&end)?))
    }

    /// The marked persons, organisations and places, in text order, each with its span as marked.
    fn mentions(&self, document: &Document, own: &Mentions) -> Vec<(Mention, (usize, usize))> {
        let marked = document.mentions.iter();
        let mut found: Vec<_> = marked
            .filter_map(|marked| Some((self.mention(marked, own)?, marked.span)))
            .collect();
        found.sort_by_key(|(mention, _)| (mention.span.start, std::cmp::Reverse(mention.span.end)));
        found
    }

    fn mention(&self, marked: &Marked, own: &Mentions) -> Option<Mention> {
        let (span, head) = (self.span(marked.span)?, self.span(marked.head)?);
        let words = folded(head.of(self.text));
        let kind = match marked.kind.as_str() {
            "person" if self.are_many(&words, marked.form) => Kind::Group,
            "person" => Kind::Person,
            "organisation" => Kind::Organisation,
            "place" => Kind::Place,
            _ => return None,
        };
        let mut mention = Mention {
            span,
            head,
            kind,
            form: marked.form,
            name: words,
            office: None,
            known: false,
        };
        let same = |own: &&Mention| {
            let before = &self.text[head.start.min(own.head.start)..own.head.start];
            own.kind == kind && span.contains(own.span) && own.head.end == head.end && is_title(before)
        };
        let own = own.mentions.iter().find(same);
        mention.office = own.and_then(|own| own.office.clone());
        if marked.form == Form::Name {
            match own.filter(|own| own.form == Form::Name) {
                Some(own) => {
                    mention.head = own.head;
                    mention.name.clone_from(&own.name);
                    mention.known = own.known;
                }
                None if mention.name.starts_with(char::is_lowercase) => mention.form = Form::Nominal,
                None => self.name(&mut mention),
            }
        }
        if mention.form == Form::Nominal {
            mention.name = folded(span.of(self.text));
        }
        Some(mention)
    }

    /// A name that our own finder does not make: the words before what goes on about it, or what the lexicon knows.
    fn name(&self, mention: &mut Mention) {
        const ENDS: &[&str] = &[
            ", ", " (", " who ", " which ", " that ", " from ", " near ", " on ",
        ];
        let whole = folded(mention.span.of(self.text));
        if let (Kind::Place, Some((town, _))) = (mention.kind, whole.split_once(", "))
            && town.starts_with(char::is_uppercase)
            && whole.ends_with(&mention.name)
        {
            mention.name = town.to_owned();
        }
        let of = (mention.kind == Kind::Person).then_some(" of ");
        let ends = ENDS.iter().copied().chain(of);
        let end = ends.filter_map(|end| mention.name.find(end)).min();
        mention.name.truncate(end.unwrap_or(mention.name.len()));
        let words: Vec<&str> = mention.name.split(' ').collect();
        let place = self
            .lexicon
            .places
            .phrases
            .longest(|ahead| words.get(ahead).copied());
        let place = place.filter(|(length, _)| mention.kind == Kind::Place && *length == words.len());
        if let Some((_, word)) = place {
            mention
                .name
                .clone_from(&self.lexicon.places.get(word.place()).name);
            mention.known = true;
        }
    }

    /// Whether a head stands for several persons: "Ana and Karl", "they", "fishermen".
    fn are_many(&self, words: &str, form: Form) -> bool {
        if form == Form::Name {
            return words.contains(" and ") || words.contains(" & ");
        }
        let lower = words.to_lowercase();
        matches!(
            lower.as_str(),
            "we" | "us" | "our" | "ours" | "ourselves" | "they" | "them" | "their" | "theirs" | "themselves"
        ) || mention::is_plural(&lower, self.lexicon)
    }

    /// The stretches that one speaker says, and who it is.
    fn turns<'document>(&self, document: &'document Document) -> Vec<(Span, &'document str)> {
        let mut turns: Vec<(Span, &str)> = Vec::new();
        let mut before = None;
        for sentence in &document.sentences {
            let speaker = sentence.speaker.as_deref();
            if let (Some(span), Some(speaker)) = (self.span(sentence.span), speaker) {
                match turns.last_mut().filter(|_| before == Some(speaker)) {
                    Some((turn, _)) => *turn = turn.cover(span),
                    None => turns.push((span, speaker)),
                }
            }
            before = speaker;
        }
        turns
    }

    /// The label of a turn, "AnaReyes" read as "Ana Reyes".
    fn label(&self, start: usize, speaker: &str, mentions: &Mentions) -> Mention {
        let mut name = String::new();
        for character in speaker.chars() {
            if character.is_uppercase() && name.ends_with(char::is_lowercase) {
                name.push(' ');
            }
            name.push(character);
        }
        let here = Span::new(start, start);
        let is_body = |mention: &Mention| mention.kind == Kind::Organisation && mention.name == name;
        Mention {
            span: here,
            head: here,
            kind: match mentions.mentions.iter().any(is_body) {
                true => Kind::Organisation,
                false => Kind::Person,
            },
            form: Form::Name,
            name,
            office: None,
            known: false,
        }
    }
}

/// Whether words before a name can be its title: "co-founder", not "airport in".
fn is_title(words: &str) -> bool {
    let joins = |word: &str| {
        matches!(
            word,
            "of" | "in" | "at" | "and" | "&" | "for" | "to" | "with" | "from" | "near" | "on"
        ) || word.ends_with(',')
    };
    !words.split_whitespace().any(joins)
}

/// Words with white space folded and apostrophes straight.
fn folded(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    words.join(" ").replace('’', "'")
}
