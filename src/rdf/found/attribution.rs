//! Attributions: their spans, what their words show, and the statement that was read from them.

use super::Found;
use super::graph::{confidence, date, integer};
use crate::attribution::{Attribution, Frame};
use crate::claim::{Hop, SaidBasis, SaidOn, Statement};
use crate::rdf::concept::Concept;
use crate::rdf::iri;
use crate::rdf::vocabulary::{grasp, nif, onr};
use crate::span::{Anchor, Span};
use oxigraph::model::{NamedNode, NamedNodeRef};
use std::collections::BTreeMap;

/// An attribution's node, and what the nodes of its hops are named by.
#[derive(Clone)]
pub(super) struct Named {
    pub(super) node: NamedNode,
    hull: Anchor,
    number: usize,
}

impl Found<'_> {
    /// Names them all, then describes them: they refer to each other.
    pub(super) fn describe_attributions(&mut self) {
        let extraction = self.extraction;
        let mut taken: BTreeMap<Anchor, usize> = BTreeMap::new();
        self.attributions = extraction
            .attributions
            .iter()
            .map(|attribution| self.name_attribution(&attribution.frame, &mut taken))
            .collect();
        for (index, attribution) in extraction.attributions.iter().enumerate() {
            if let Some(named) = self.attributions[index].clone() {
                self.describe_attribution(&named, attribution);
            }
        }
        for statement in &extraction.claims.statements {
            if let Some(Some(named)) = self.attributions.get(statement.attribution).cloned() {
                self.describe_statement(&named, statement);
            }
        }
    }

    fn name_attribution(&self, frame: &Frame, taken: &mut BTreeMap<Anchor, usize>) -> Option<Named> {
        let reading = &self.extraction.article.reading;
        let anchors = frame.content.iter().filter_map(|span| reading.anchor(*span));
        let hull = anchors.reduce(Anchor::cover)?;
        let number = taken.entry(hull).or_default();
        *number += 1;
        Some(Named {
            node: iri::attribution(self.graph.article().as_ref(), hull, *number),
            hull,
            number: *number,
        })
    }

    pub(super) fn attribution(&self, index: usize) -> Option<NamedNode> {
        let named = self.attributions.get(index)?.as_ref()?;
        Some(named.node.clone())
    }

    fn describe_attribution(&mut self, named: &Named, attribution: &Attribution) {
        let node = &named.node;
        let article = self.graph.article();
        self.graph.is_a(node, grasp::ATTRIBUTION);
        self.graph.tell(node, onr::IN_ARTICLE, article);
        self.describe_frame(node, &attribution.frame);
        self.graph.tell(node, onr::FORM, attribution.form.concept());
        self.graph
            .tell(node, onr::POSITION, attribution.position.concept());
        self.graph
            .tell(node, onr::ATTITUDE, attribution.attitude.concept());
        self.graph.tell(node, onr::MODE, attribution.mode.concept());
        let speaker = attribution.speaker.and_then(|speaker| self.mention(speaker));
        self.graph.tell_if(node, onr::SPEAKER_MENTION, speaker);
        let addressee = attribution.addressee.and_then(|span| self.place(span));
        self.graph.tell_if(node, onr::ADDRESSEE_AT, addressee);
        for about in &attribution.about {
            let about = self.mention(*about);
            self.graph.tell_if(node, onr::ABOUT, about);
        }
        self.describe_content_time(node, attribution);
        let enclosing = attribution.enclosed_by.and_then(|index| self.attribution(index));
        self.graph.tell_if(node, onr::ENCLOSED_BY, enclosing);
    }

    fn describe_frame(&mut self, node: &NamedNode, frame: &Frame) {
        self.tell_places(node, onr::SOURCE, &frame.source);
        self.tell_places(node, onr::CUE, &frame.cue);
        self.tell_places(node, onr::CONTENT, &frame.content);
        let reading = &self.extraction.article.reading;
        let pieces: Vec<&str> = frame.content.iter().map(|span| reading.slice(*span)).collect();
        self.graph.text(node, onr::CONTENT_TEXT, &pieces.join(" "));
        self.graph.text(node, onr::METHOD, frame.method);
        self.graph
            .tell_if(node, nif::CONFIDENCE, confidence(frame.confidence));
        let continued = frame.continues.and_then(|index| self.attribution(index));
        self.graph.tell_if(node, onr::CONTINUES, continued);
        for span in [&frame.content, &frame.cue, &frame.source].into_iter().flatten() {
            self.describe_sentence(node, *span);
        }
    }

    fn tell_places(&mut self, node: &NamedNode, property: NamedNodeRef<'_>, spans: &[Span]) {
        for span in spans {
            for place in self.places(*span) {
                self.graph.tell(node, property, place);
            }
        }
    }

    /// The sentence around a span, to show as evidence.
    fn describe_sentence(&mut self, node: &NamedNode, span: Span) {
        let segmentation = &self.extraction.segmentation;
        let sentence = segmentation
            .sentence_at(span.start)
            .and_then(|index| self.place(segmentation.sentences[index].span));
        if let Some(sentence) = sentence {
            self.graph.is_a(&sentence, nif::SENTENCE);
            self.graph.tell(node, onr::SENTENCE, sentence);
        }
    }

    fn describe_content_time(&mut self, node: &NamedNode, attribution: &Attribution) {
        let time = attribution.content_time.and_then(|time| self.times.get(time));
        if let Some(Some(nodes)) = time
            && let Some(interval) = nodes.interval.clone()
        {
            let property = if nodes.deadline {
                onr::DEADLINE
            } else {
                onr::CONTENT_TIME
            };
            self.graph.tell(node, property, interval);
        }
    }

    fn describe_statement(&mut self, named: &Named, statement: &Statement) {
        let node = &named.node;
        self.graph.tell(node, onr::STANCE, statement.stance.concept());
        let speaker = statement.speaker.and_then(|speaker| self.entity(speaker));
        self.graph.tell_if(node, onr::SPEAKER, speaker);
        if let Some(name) = &statement.speaker_name {
            self.graph.text(node, onr::SPEAKER_NAME, name);
        }
        if let Some(addressee) = &statement.addressee {
            self.graph.text(node, onr::ADDRESSEE, addressee);
        }
        if let Some(said_on) = &statement.said_on {
            self.describe_said_on(node, said_on);
        }
        if let Some(claim) = self.extraction.claims.claims.get(statement.claim) {
            self.graph.text(node, onr::CLAIM_TEXT, &claim.text);
            for about in &claim.about {
                let about = self.entity(*about);
                self.graph.tell_if(node, onr::CLAIM_ABOUT, about);
            }
        }
        self.describe_chain(named, &statement.via);
    }

    fn describe_said_on(&mut self, node: &NamedNode, said_on: &SaidOn) {
        let days = said_on.interval;
        self.graph.tell(node, onr::SAID_ON, date(days.from));
        if days.to != days.from {
            self.graph.tell(node, onr::SAID_UNTIL, date(days.to));
        }
        self.graph.tell(node, onr::SAID_BASIS, said_on.basis.concept());
        match said_on.basis {
            SaidBasis::Expression(time) => {
                let expression = self.times.get(time).and_then(|nodes| nodes.as_ref());
                let span = expression.map(|nodes| nodes.span.clone());
                self.graph.tell_if(node, onr::TIME_BASIS, span);
            }
            SaidBasis::Carried(statement) => {
                let earlier = self.extraction.claims.statements.get(statement);
                let earlier = earlier.and_then(|statement| self.attribution(statement.attribution));
                self.graph.tell_if(node, onr::CARRIED_FROM, earlier);
            }
            SaidBasis::Publication => {}
        }
    }

    /// The chain of reporting, the outlet first; a hop without a name is left out and the others close up.
    fn describe_chain(&mut self, named: &Named, via: &[Hop]) {
        let article = self.graph.article();
        let named_hops = via.iter().filter(|hop| !hop.name.is_empty());
        for (index, hop) in named_hops.enumerate() {
            let place = index + 1;
            let node = iri::hop(article.as_ref(), named.hull, named.number, place);
            self.graph.is_a(&node, onr::HOP);
            self.graph.tell(&node, onr::HOP_NUMBER, integer(place));
            self.graph.text(&node, onr::THROUGH_NAME, &hop.name);
            let span = hop.anchor.and_then(|anchor| self.graph.span(anchor));
            self.graph.tell_if(&node, onr::ANCHOR, span);
            self.graph.tell(&named.node, onr::HAS_HOP, node);
        }
    }
}
