//! Who is said to have said what: source, cue, content, and what their words show about them.
//!
//! Two steps. A *reader* finds [`Frame`]s, bare spans of source, cue and content after PolNeAR (Newell et al.
//! 2018): the trained one (`trained`), and a few rules for what it does not mark (`rules`). [`describe`] then adds
//! form, attitude, addressee, time and topic, whichever reader found the frame. Next: `entity`.

mod describe;
mod nested;
mod rules;
mod subject;
mod trained;

pub use crate::lexicon::cue::{Attitude, Mode};

use crate::article::Reading;
use crate::lexicon::Lexicon;
use crate::mention::Mentions;
use crate::reader::{Labels, Reader};
use crate::sentence::Segmentation;
use crate::span::Span;
use serde::Serialize;

/// The spans of one attribution, as a reader finds them.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Who is said to have said it; empty where the text does not say.
    pub source: Vec<Span>,
    /// The words that tie the two: "said", "according to". Empty for a narrated claim and for a quotation that
    /// goes on without one.
    pub cue: Vec<Span>,
    /// What is said, in pieces where the source or cue stands inside it.
    pub content: Vec<Span>,
    /// The rule or model head that found it.
    pub method: &'static str,
    /// How sure the reader is, from 0 to 1.
    pub confidence: f32,
    /// The frame whose quotation this one continues, an index into the same list.
    pub continues: Option<usize>,
}

/// How the words are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// Wholly between quotation marks.
    Direct,
    /// Without quotation marks.
    Indirect,
    /// Partly between quotation marks.
    Mixed,
    /// In the voice of whoever tells it, which is the outlet's save inside what another says: a claim of its own, or what
    /// somebody wants or does. Nobody is named as saying it.
    Narrated,
}

/// Where in the article it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Position {
    /// In the headline.
    Headline,
    /// In the article's body.
    Body,
    /// In a note of the editors inside the body.
    EditorialNote,
}

/// One attribution with all that its own sentence shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// Its spans.
    pub frame: Frame,
    /// How the words are given.
    pub form: Form,
    /// Where it stands.
    pub position: Position,
    /// The speaker's stance.
    pub attitude: Attitude,
    /// Speech, belief or intention.
    pub mode: Mode,
    /// The mention that names the speaker, an index into [`Mentions::mentions`]. For a continued quotation, that
    /// of the frame it continues.
    pub speaker: Option<usize>,
    /// To whom: "told reporters".
    pub addressee: Option<Span>,
    /// Those it was heard through, beside the source line: "told Reuters", "as quoted by Interfax". Nearest the
    /// reader first.
    pub through: Vec<Span>,
    /// The time expression that says when it was said, an index into [`Mentions::times`].
    pub when: Option<usize>,
    /// Whether its words put it before the news of the day: "earlier", "previously", "had said", "has accused".
    pub before: bool,
    /// What the content speaks of, indices into [`Mentions::mentions`], in text order.
    pub about: Vec<usize>,
    /// The time that the content speaks of, an index into [`Mentions::times`]; a deadline goes before others.
    pub content_time: Option<usize>,
    /// The attribution whose content holds this one, an index into the same list.
    pub enclosed_by: Option<usize>,
}

impl Attribution {
    /// Whether the outlet itself makes the claim; else it is somebody's word, view or intent.
    pub fn is_own_voice(&self) -> bool {
        self.form == Form::Narrated && self.frame.cue.is_empty()
    }
}

/// Reads the attributions of an article, in text order.
pub fn find(
    reading: &Reading,
    segmentation: &Segmentation,
    mentions: &Mentions,
    labels: &Labels,
    reader: &Reader,
    lexicon: &Lexicon,
) -> Vec<Attribution> {
    let mut trained = trained::frames(reading, segmentation, mentions, labels, reader);
    trained.retain(|frame| {
        frame.content.len() > 1 || !lexicon.anonymity.is_asked_for(reading.slice(frame.content[0]))
    });
    nested::share_sources(&mut trained, reading);
    let scene = nested::Scene {
        reading,
        segmentation,
        mentions,
        lexicon,
    };
    scene.find_sources(&mut trained);
    let trained = scene.with_cited(trained);
    let trained = describe::with_voice(trained, reading, segmentation, mentions, lexicon);
    let frames = rules::frames(reading, segmentation, mentions, lexicon, trained);
    describe::describe(frames, reading, segmentation, mentions, lexicon)
}
