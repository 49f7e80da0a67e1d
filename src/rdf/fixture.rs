//! Articles read by hand, for the tests of this module and of those that build on it.
//!
//! [`Draft`] puts an [`Extraction`] together from words of a text, so that a test says what a reader would have
//! found without running one. [`reyes`] and [`post`] are two outlets on one story of our own.

use crate::article::{Article, Basis, ReadingBuilder, Role, Stated};
use crate::attribution::{Attitude, Attribution, Form as WordForm, Frame, Mode, Position};
use crate::claim::{Claim, Claims, Hop, Relation, RelationKind, SaidBasis, SaidOn, Statement};
use crate::entity::{Entities, Entity, Event, Link};
use crate::mention::time::{TimeBasis, TimeExpression, TimeRole, TimeType};
use crate::mention::{Form, Interval, Kind, Mention, Mentions, Office};
use crate::pipeline::Extraction;
use crate::sentence::{Segmentation, Sentence};
use crate::span::Span;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// An extraction in the making. Words must stand in the text; each call takes their first place that no earlier
/// call of its kind took.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What was put together so far; tests may change it freely.
    pub extraction: Extraction,
}

/// What a [`Draft`] is told of an attribution.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// Words of the source; empty for none.
    pub source: &'a str,
    /// Words of the cue; empty for none.
    pub cue: &'a str,
    /// The pieces of the content.
    pub content: &'a [&'a str],
    /// The claim in its own words; empty for those of the content.
    pub claim: &'a str,
    /// The claim of an earlier statement, instead of one of its own.
    pub same_claim_as: Option<usize>,
    /// The entity that speaks.
    pub speaker: Option<usize>,
    /// The mention that names it.
    pub mention: Option<usize>,
    /// The mentions that the content speaks of.
    pub about: &'a [usize],
    /// To whom.
    pub addressee: &'a str,
    /// The time expression that says when.
    pub when: Option<usize>,
    /// The time that the content speaks of.
    pub content_time: Option<usize>,
    /// How the words are given.
    pub form: WordForm,
    /// The stance.
    pub attitude: Attitude,
    /// Speech, belief or intention.
    pub mode: Mode,
    /// Who passed it on after the outlet.
    pub via: &'a [&'a str],
}

impl Default for Said<'_> {
    fn default() -> Self {
        Self {
            source: "",
            cue: "",
            content: &[],
            claim: "",
            same_claim_as: None,
            speaker: None,
            mention: None,
            about: &[],
            addressee: "",
            when: None,
            content_time: None,
            form: WordForm::Indirect,
            attitude: Attitude::Asserts,
            mode: Mode::Speech,
            via: &[],
        }
    }
}

/// A day, written as `2026-02-18`.
///
/// # Panics
/// Where it is not one.
pub fn day(text: &str) -> NaiveDate {
    text.parse()
        .unwrap_or_else(|error| panic!("{text:?} is no day: {error}"))
}

fn field<T>(value: T) -> Stated<T> {
    Stated {
        value,
        anchor: None,
        basis: Basis::Field,
    }
}

impl Draft {
    /// An article of this text, a paragraph and a sentence for each line.
    pub fn new(name: &str, text: &str) -> Self {
        let mut reading = ReadingBuilder::default();
        let mut origin = 0;
        for line in text.split('\n') {
            reading.paragraph(Role::Body);
            reading.piece(line, origin);
            origin += line.chars().count() + 1;
        }
        let reading = reading.finish();
        let sentences = reading
            .paragraphs()
            .iter()
            .enumerate()
            .filter(|(_, paragraph)| !paragraph.span.is_empty())
            .map(|(index, paragraph)| Sentence {
                span: paragraph.span,
                paragraph: index,
                tokens: 0..0,
            })
            .collect();
        let article = Article {
            name: name.to_owned(),
            text: text.to_owned(),
            title: None,
            published: None,
            outlet: None,
            authors: Vec::new(),
            sources: Vec::new(),
            url: None,
            reading,
            set_aside: Vec::new(),
            notes: Vec::new(),
        };
        let segmentation = Segmentation {
            sentences,
            ..Segmentation::default()
        };
        Self {
            extraction: Extraction {
                article,
                segmentation,
                mentions: Mentions::default(),
                attributions: Vec::new(),
                entities: Entities::default(),
                claims: Claims::default(),
            },
        }
    }

    /// Published by this outlet on this day.
    pub fn published(mut self, outlet: &str, date: &str) -> Self {
        self.extraction.article.outlet = Some(field(outlet.to_owned()));
        self.extraction.article.published = Some(field(day(date)));
        self
    }

    /// The place of some words that is not among those `taken`.
    ///
    /// # Panics
    /// Where there is none.
    fn find(&self, words: &str, taken: impl Fn(Span) -> bool) -> Span {
        self.extraction
            .article
            .reading
            .text()
            .match_indices(words)
            .map(|(start, _)| Span::new(start, start + words.len()))
            .find(|span| !taken(*span))
            .unwrap_or_else(|| panic!("{words:?} does not stand in the text (again)"))
    }

    fn found(&self, words: &str) -> Vec<Span> {
        let spans = (!words.is_empty()).then(|| self.find(words, |_| false));
        spans.into_iter().collect()
    }

    /// Something with a name.
    pub fn entity(&mut self, kind: Kind, name: &str) -> usize {
        self.extraction.entities.entities.push(Entity {
            kind,
            name: name.to_owned(),
            aliases: BTreeSet::new(),
            named: true,
            event: None,
        });
        self.extraction.entities.entities.len() - 1
    }

    /// People without a name.
    pub fn group(&mut self, name: &str) -> usize {
        let group = self.entity(Kind::Group, name);
        self.extraction.entities.entities[group].named = false;
        group
    }

    /// A named event.
    pub fn event(&mut self, name: &str, event: Event) -> usize {
        let index = self.entity(Kind::Event, name);
        self.extraction.entities.entities[index].event = Some(event);
        index
    }

    /// A mention of an entity.
    pub fn mention(&mut self, entity: usize, words: &str) -> usize {
        let taken: Vec<Span> = self.extraction.mentions.mentions.iter().map(|m| m.span).collect();
        let span = self.find(words, |span| taken.contains(&span));
        let described = &mut self.extraction.entities.entities[entity];
        let form = match (words, described.named) {
            ("he" | "she" | "it" | "they" | "He" | "She" | "It" | "They", _) => Form::Pronoun,
            (_, true) => Form::Name,
            (_, false) => Form::Nominal,
        };
        let link = match form {
            Form::Pronoun => Link::Pronoun,
            Form::Nominal => Link::Description,
            _ if words.contains(&described.name) => Link::Name,
            _ => Link::PartOfName,
        };
        if link == Link::PartOfName {
            described.aliases.insert(words.to_owned());
        }
        self.extraction.mentions.mentions.push(Mention {
            span,
            head: span,
            kind: described.kind,
            form,
            name: match link {
                Link::Name => described.name.clone(),
                _ => words.to_owned(),
            },
            office: None,
            known: false,
        });
        self.extraction.entities.denotes.push(Some((entity, link)));
        self.extraction.mentions.mentions.len() - 1
    }

    /// The title that a mention's phrase begins with.
    pub fn office(&mut self, mention: usize, title: &str, role: &str, of: Option<&str>) {
        let start = self.extraction.mentions.mentions[mention].span.start;
        self.extraction.mentions.mentions[mention].office = Some(Office {
            span: Span::new(start, start + title.len()),
            role: role.to_owned(),
            of: of.map(str::to_owned),
        });
    }

    /// A time expression that covers the days from `from` to `to`.
    pub fn time(&mut self, words: &str, from: &str, to: &str, role: TimeRole) -> usize {
        let taken: Vec<Span> = self.extraction.mentions.times.iter().map(|t| t.span).collect();
        let span = self.find(words, |span| taken.contains(&span));
        self.extraction.mentions.times.push(TimeExpression {
            span,
            phrase: span,
            kind: TimeType::Date,
            value: from.to_owned(),
            interval: Some(Interval {
                from: day(from),
                to: day(to),
            }),
            term: None,
            basis: TimeBasis::Publication,
            role,
        });
        self.extraction.mentions.times.len() - 1
    }

    /// An attribution with its statement and claim; gives the index of all three lists' newest.
    pub fn said(&mut self, said: Said<'_>) -> usize {
        let content: Vec<Span> = said.content.iter().flat_map(|words| self.found(words)).collect();
        let frame = Frame {
            source: self.found(said.source),
            cue: self.found(said.cue),
            content,
            method: "by-hand",
            confidence: 0.9,
            continues: None,
        };
        let attribution = self.extraction.attributions.len();
        self.extraction.attributions.push(Attribution {
            frame,
            form: said.form,
            position: Position::Body,
            attitude: said.attitude,
            mode: said.mode,
            speaker: said.mention,
            addressee: self.found(said.addressee).first().copied(),
            through: Vec::new(),
            when: said.when,
            before: false,
            about: said.about.to_vec(),
            content_time: said.content_time,
            enclosed_by: None,
        });
        let claim = self.claim(&said);
        let statement = self.statement(&said, attribution, claim);
        self.extraction.claims.statements.push(statement);
        attribution
    }

    fn claim(&mut self, said: &Said<'_>) -> usize {
        if let Some(earlier) = said.same_claim_as {
            return self.extraction.claims.statements[earlier].claim;
        }
        let text = match said.claim {
            "" => said.content.join(" "),
            words => words.to_owned(),
        };
        let about = said
            .about
            .iter()
            .filter_map(|mention| self.extraction.entities.of(*mention))
            .collect();
        self.extraction.claims.claims.push(Claim { text, about });
        self.extraction.claims.claims.len() - 1
    }

    fn statement(&self, said: &Said<'_>, attribution: usize, claim: usize) -> Statement {
        let article = &self.extraction.article;
        let outlet = article.outlet.as_ref().map(|outlet| outlet.value.clone());
        let said_on = match said.when {
            Some(time) => self.extraction.mentions.times[time]
                .interval
                .map(|interval| (interval, SaidBasis::Expression(time))),
            None => article.published.as_ref().map(|published| {
                let interval = Interval {
                    from: published.value,
                    to: published.value,
                };
                (interval, SaidBasis::Publication)
            }),
        };
        let speaker_name = match said.speaker {
            Some(speaker) => Some(self.extraction.entities.entities[speaker].name.clone()),
            None if said.form == WordForm::Narrated => outlet.clone(),
            None => None,
        };
        let passed_on = said.via.iter().map(|words| Hop {
            name: (*words).to_owned(),
            anchor: article.reading.anchor(self.find(words, |_| false)),
        });
        Statement {
            attribution,
            speaker: said.speaker,
            speaker_name,
            addressee: (!said.addressee.is_empty()).then(|| said.addressee.to_owned()),
            said_on: said_on.map(|(interval, basis)| SaidOn { interval, basis }),
            via: outlet
                .map(|name| Hop { name, anchor: None })
                .into_iter()
                .chain(passed_on)
                .collect(),
            stance: said.attitude,
            claim,
        }
    }

    /// A relation between two statements.
    pub fn relation(&mut self, kind: RelationKind, from: usize, to: usize) {
        self.extraction.claims.relations.push(Relation {
            kind,
            from,
            to,
            method: "by-hand",
            confidence: 0.8,
        });
    }

    /// What was put together.
    pub fn finish(self) -> Extraction {
        self.extraction
    }
}

/// The Coast Gazette, 18 February 2026: a denial heard through an agency.
pub fn reyes() -> Extraction {
    let mut draft = Draft::new(
        "gazette.txt",
        "Minister Ana Reyes denied on Tuesday that the dam was leaking, AFP reported.\n\
         Two engineers told reporters “it leaks” and warned that Merrow must be cleared within 10 days.",
    )
    .published("The Coast Gazette", "2026-02-18");
    let reyes = draft.entity(Kind::Person, "Ana Reyes");
    let dam = draft.entity(Kind::Place, "Merrow Dam");
    let merrow = draft.entity(Kind::Place, "Merrow");
    let engineers = draft.group("Two engineers");
    let agency = draft.entity(Kind::Organisation, "AFP");
    let minister = draft.mention(reyes, "Minister Ana Reyes");
    draft.office(minister, "Minister", "minister", None);
    let the_dam = draft.mention(dam, "the dam");
    let the_engineers = draft.mention(engineers, "Two engineers");
    let the_town = draft.mention(merrow, "Merrow");
    draft.mention(agency, "AFP");
    let tuesday = draft.time("Tuesday", "2026-02-17", "2026-02-17", TimeRole::When);
    let ten_days = draft.time("10 days", "2026-02-28", "2026-02-28", TimeRole::Deadline);
    draft.said(Said {
        source: "Minister Ana Reyes",
        cue: "denied",
        content: &["that the dam was leaking"],
        claim: "the dam was leaking",
        speaker: Some(reyes),
        mention: Some(minister),
        about: &[the_dam],
        when: Some(tuesday),
        attitude: Attitude::Denies,
        via: &["AFP"],
        ..Said::default()
    });
    draft.said(Said {
        source: "Two engineers",
        cue: "told",
        content: &["“it leaks”"],
        claim: "it leaks",
        speaker: Some(engineers),
        mention: Some(the_engineers),
        addressee: "reporters",
        form: WordForm::Direct,
        ..Said::default()
    });
    draft.said(Said {
        source: "Two engineers",
        cue: "warned",
        content: &["that Merrow must be cleared within 10 days"],
        claim: "Merrow must be cleared within 10 days",
        speaker: Some(engineers),
        mention: Some(the_engineers),
        about: &[the_town],
        content_time: Some(ten_days),
        attitude: Attitude::Warns,
        ..Said::default()
    });
    draft.finish()
}

/// The Harbour Post, 19 February 2026: a report, its denial, the same remark as in [`reyes`], and talks in rounds.
pub fn post() -> Extraction {
    let mut draft = Draft::new(
        "post.txt",
        "The dam was leaking, the Merrow Institute said.\n\
         On Tuesday, Energy Minister Ana Reyes of Norland denied that the dam was leaking. Reyes called this report false.\n\
         A second round of the Merrow talks takes place in Merrow on 5 March.",
    )
    .published("The Harbour Post", "2026-02-19");
    let institute = draft.entity(Kind::Organisation, "Merrow Institute");
    let reyes = draft.entity(Kind::Person, "Ana Reyes");
    let norland = draft.entity(Kind::Place, "Norland");
    let merrow = draft.entity(Kind::Place, "Merrow");
    let dam = draft.entity(Kind::Place, "Merrow Dam");
    let talks = draft.event(
        "Merrow talks",
        Event {
            kind: "talks".to_owned(),
            place: Some(merrow),
            ..Event::default()
        },
    );
    let second = draft.event(
        "Merrow talks, second round",
        Event {
            kind: "talks".to_owned(),
            place: Some(merrow),
            interval: Some(Interval {
                from: day("2026-03-05"),
                to: day("2026-03-05"),
            }),
            round_of: Some(talks),
            round: Some(2),
            participants: vec![norland],
        },
    );
    let the_institute = draft.mention(institute, "the Merrow Institute");
    let minister = draft.mention(reyes, "Energy Minister Ana Reyes of Norland");
    draft.office(minister, "Energy Minister", "energy minister", Some("Norland"));
    draft.mention(norland, "Norland");
    let surname = draft.mention(reyes, "Reyes called");
    let the_dam = draft.mention(dam, "The dam");
    draft.mention(talks, "the Merrow talks");
    let the_round = draft.mention(second, "A second round of the Merrow talks");
    draft.mention(merrow, "Merrow");
    let tuesday = draft.time("On Tuesday", "2026-02-17", "2026-02-17", TimeRole::When);
    let march = draft.time("5 March", "2026-03-05", "2026-03-05", TimeRole::When);
    let report = draft.said(Said {
        source: "the Merrow Institute",
        cue: "said",
        content: &["The dam was leaking"],
        speaker: Some(institute),
        mention: Some(the_institute),
        about: &[the_dam],
        ..Said::default()
    });
    draft.said(Said {
        source: "Energy Minister Ana Reyes of Norland",
        cue: "denied",
        content: &["that the dam was leaking"],
        claim: "the dam was leaking",
        speaker: Some(reyes),
        mention: Some(minister),
        when: Some(tuesday),
        attitude: Attitude::Denies,
        ..Said::default()
    });
    let denial = draft.said(Said {
        source: "Reyes",
        cue: "called",
        content: &["this report false"],
        same_claim_as: Some(report),
        speaker: Some(reyes),
        mention: Some(surname),
        attitude: Attitude::Denies,
        ..Said::default()
    });
    draft.relation(RelationKind::Denies, denial, report);
    draft.said(Said {
        content: &["A second round of the Merrow talks takes place in Merrow on 5 March"],
        about: &[the_round],
        content_time: Some(march),
        form: WordForm::Narrated,
        ..Said::default()
    });
    draft.finish()
}
