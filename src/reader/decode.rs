//! From windows of words to labels: encode, tag, tie.

use super::Reader;
use super::chain::Stretch;
use super::confidence::Evidence;
use super::window::Window;
use super::word::Words;
use crate::span::Span;
use crate::tagger::Scratch;
use std::collections::BTreeMap;
use std::ops::Range;

/// Source, cue and content, in the order of the tags.
pub(super) const ROLES: usize = 3;
const SOURCE: usize = 0;
pub(super) const CUE: usize = 1;
pub(super) const CONTENT: usize = 2;

/// A content of so many words behind its first has room for another attribution.
const LEAST_ROOM: usize = 3;

/// A content is worth another reading where a word of it is a cue so probably. Less sure ones add half a point of what is found,
/// more of what is not there, and a tenth of the time (`docs/measurements.md`).
const SURELY_A_CUE: f32 = 0.9;

/// What a name can be, in the order of the tags.
pub(super) const KINDS: usize = NAME_KINDS.len();
const NAME_KINDS: [NameKind; 4] = [
    NameKind::Person,
    NameKind::Organisation,
    NameKind::Place,
    NameKind::Event,
];

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    /// A person.
    Person,
    /// A body that can speak.
    Organisation,
    /// A country, town, river, building.
    Place,
    /// An event with a name of its own.
    Event,
}

/// A name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Named {
    /// Where it stands, without article and possessive.
    pub span: Span,
    /// What it names.
    pub kind: NameKind,
    /// The mean probability of its words' tags.
    pub confidence: f32,
}

/// An attribution: spans tied to one cue.
#[derive(Clone, Debug, PartialEq)]
pub struct Tied {
    /// Who is said to have said it; `None` where the network sees nobody.
    pub source: Option<Span>,
    /// The words that attribute.
    pub cue: Span,
    /// What is said, in text order.
    pub content: Vec<Span>,
    /// The content of another attribution that all of it stands in.
    pub inside: Option<Span>,
    /// How often the like of it is right, from 0 to 1.
    pub confidence: f32,
}

/// What the network found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Labels {
    /// In the order of the windows that they stand in; those inside the content of another behind the others.
    pub attributions: Vec<Tied>,
    /// In text order, none overlapping.
    pub names: Vec<Named>,
    /// Contents in which another attribution stands: worth being read as texts of their own.
    pub worth_reading: Vec<Span>,
}

/// Reads window after window.
pub(super) struct Decoder<'a> {
    reader: &'a Reader,
    words: &'a Words,
    window: Window,
    scratch: Scratch,
    labels: Labels,
}

impl<'a> Decoder<'a> {
    pub fn new(reader: &'a Reader, words: &'a Words) -> Self {
        Self {
            reader,
            words,
            window: Window::default(),
            scratch: Scratch::default(),
            labels: Labels::default(),
        }
    }

    /// Everything that was found.
    pub fn labels(self) -> Labels {
        self.labels
    }

    /// Reads a range of words that fits a window.
    pub fn read(&mut self, range: Range<usize>) {
        let weights = self.reader.encoder.weights();
        self.window.fill(self.words, range.clone(), weights.positions());
        let vectors = self
            .reader
            .encoder
            .encode(&self.window.input(), &mut self.scratch);
        let heads = &self.window.heads;
        let vector = |word: usize| &vectors[heads[word] * weights.width()..][..weights.width()];
        let spans = self.reader.roles.spans((0..heads.len()).map(vector));
        let names = self.reader.names.spans((0..heads.len()).map(vector));
        let local = &self.words.words[range];
        let paragraph = |word: usize| local[word].paragraph;
        let span = |stretch: &Stretch| local[stretch.first].span.cover(local[stretch.last].span);
        self.labels.names.extend(names.iter().map(|name| Named {
            span: span(name),
            kind: NAME_KINDS[name.kind],
            confidence: name.confidence,
        }));
        let mut found = tied(self.reader, &spans, vector, paragraph);
        let contents: Vec<Stretch> = found
            .iter()
            .flat_map(|found| &found.content)
            .filter(|content| content.last - content.first >= LEAST_ROOM)
            .copied()
            .collect();
        if !contents.is_empty() {
            let tagged = self.reader.inner.tagged((0..heads.len()).map(vector));
            for content in contents {
                let mut words = content.first..=content.last;
                if words.any(|word| tagged.probability(word, CUE) >= SURELY_A_CUE) {
                    self.labels.worth_reading.push(span(&content));
                }
                let holds = |part: &&Stretch| content.first <= part.first && part.last <= content.last;
                let within: Vec<Stretch> = tagged.spans.iter().filter(holds).copied().collect();
                let inner = tied(self.reader, &within, vector, paragraph).into_iter();
                found.extend(inner.map(|inner| Found {
                    inside: Some(content),
                    ..inner
                }));
            }
        }
        self.labels
            .attributions
            .extend(found.into_iter().map(|found| Tied {
                source: found.source.as_ref().map(span),
                cue: span(&found.cue),
                content: found.content.iter().map(span).collect(),
                inside: found.inside.as_ref().map(span),
                confidence: found.confidence,
            }));
    }
}

/// An attribution in words of its window.
struct Found {
    source: Option<Stretch>,
    cue: Stretch,
    content: Vec<Stretch>,
    inside: Option<Stretch>,
    confidence: f32,
}

/// The attributions that these spans make, those that the reader is sure enough of.
fn tied<'v>(
    reader: &Reader,
    spans: &[Stretch],
    vector: impl Fn(usize) -> &'v [f32],
    paragraph: impl Fn(usize) -> usize,
) -> Vec<Found> {
    let of = |kind| -> Vec<Stretch> { spans.iter().filter(|span| span.kind == kind).copied().collect() };
    let (sources, cues, contents) = (of(SOURCE), of(CUE), of(CONTENT));
    let mut by_cue: BTreeMap<usize, Vec<(Stretch, f32)>> = BTreeMap::new();
    let content_ties = reader.cue_of.tie(&contents, &cues, &vector, &paragraph);
    for (content, tie) in contents.iter().zip(content_ties) {
        if let Some(cue) = tie.head {
            by_cue.entry(cue).or_default().push((*content, tie.confidence));
        }
    }
    let used: Vec<Stretch> = by_cue.keys().map(|&cue| cues[cue]).collect();
    let source_ties = reader.source_of.tie(&used, &sources, &vector, &paragraph);
    by_cue
        .into_values()
        .zip(used)
        .zip(source_ties)
        .map(|((content, cue), tie)| {
            let source = tie.head.map(|head| sources[head]);
            let least = |values: &mut dyn Iterator<Item = f32>| values.fold(1.0, f32::min);
            let evidence = Evidence {
                cue: cue.confidence,
                content: least(&mut content.iter().map(|(content, _)| content.confidence)),
                content_tie: least(&mut content.iter().map(|(_, tie)| *tie)),
                source: source.map_or(1.0, |source| source.confidence),
                source_tie: tie.confidence,
            };
            Found {
                source,
                cue,
                content: content.into_iter().map(|(content, _)| content).collect(),
                inside: None,
                confidence: reader.calibration.confidence(&evidence),
            }
        })
        .filter(|found| found.confidence >= reader.least_sure)
        .collect()
}
