//! What of all judgements applies to one article.

use super::{Judgements, anchor, written};
use crate::judgement::cluster::{Canonical, Element};
use crate::judgement::{Correction, Ruling, Target, Verdict};
use crate::rdf::concept::Concept;
use crate::rdf::iri::{self, Base};
use crate::rdf::view::View;
use crate::rdf::vocabulary::{grasp, onr};
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term};
use std::collections::BTreeMap;

/// What people judged of one article. Of several judgements on the same thing the latest counts.
#[derive(Debug, Default)]
pub(in crate::rdf) struct Here {
    /// The targets that stand in the article, and what they stand for.
    pub(in crate::rdf) standing: Vec<(NamedNode, NamedNode)>,
    /// What was judged of an attribution.
    pub(in crate::rdf) verdicts: BTreeMap<NamedNode, Verdict>,
    /// For each attribution and each of its fields, what it is, and by which judgement.
    pub(in crate::rdf) corrections: BTreeMap<(NamedNode, &'static str), (NamedNode, Correction)>,
    /// The local entities that a judgement speaks of, and the node that each is.
    pub(in crate::rdf) entities: BTreeMap<NamedNode, Canonical>,
}

impl Here {
    pub(in crate::rdf) fn new(view: &View, judgements: &Judgements, base: &Base) -> Self {
        let mut here = Self::default();
        let article = anchor::names(view, base);
        for (judgement, judged) in judgements.bound_to(&article) {
            for (index, target) in judged.targets().into_iter().enumerate() {
                let may_be = target.article().is_some_and(|judged| judged.may_be(&article));
                let Some(node) = may_be.then(|| standing(view, target, base)).flatten() else {
                    continue;
                };
                let (target_node, _) = iri::target(judgement.as_ref(), index + 1);
                here.standing.push((target_node, node.clone()));
                here.judge(node, target, judgement, &judged.ruling, judgements);
            }
        }
        here
    }

    fn judge(
        &mut self,
        node: NamedNode,
        target: &Target,
        judgement: &NamedNode,
        ruling: &Ruling,
        judgements: &Judgements,
    ) {
        match ruling {
            Ruling::Assess { verdict, .. } => _ = self.verdicts.insert(node, *verdict),
            Ruling::Correct { correction, .. } => {
                let told = (judgement.clone(), correction.clone());
                self.corrections.insert((node, correction.field()), told);
            }
            Ruling::Compare { .. } => {
                let element = Element::of(target);
                let canonical = element.and_then(|element| judgements.clusters().canonical(&element));
                if let Some(canonical) = canonical {
                    self.entities.insert(node, canonical.clone());
                }
            }
            Ruling::Withdraw { .. } => {}
        }
    }

    /// The speaker that a correction gives an attribution.
    pub(in crate::rdf) fn speaker(&self, attribution: &NamedNode) -> Option<&Correction> {
        let (_, correction) = self.corrections.get(&(attribution.clone(), "speaker"))?;
        Some(correction)
    }

    /// The concepts of what was judged of attributions.
    pub(in crate::rdf) fn concepts(&self) -> impl Iterator<Item = (&NamedNode, NamedNodeRef<'static>)> {
        self.verdicts
            .iter()
            .map(|(attribution, verdict)| (attribution, written::concept(*verdict)))
    }

    /// The article as it is read with these judgements: what was rejected is no attribution, and what was corrected has
    /// another value.
    pub(in crate::rdf) fn apply(&self, view: &mut View) {
        for (attribution, verdict) in &self.verdicts {
            if *verdict == Verdict::Rejected {
                view.retract(attribution, rdf::TYPE, &Term::from(grasp::ATTRIBUTION));
                view.retract_all(TIES, attribution);
            }
        }
        for ((attribution, _), (_, correction)) in &self.corrections {
            for (property, term) in told(correction) {
                view.replace(attribution, property, term);
            }
        }
    }
}

/// How attributions and relations lead to an attribution.
const TIES: &[NamedNodeRef<'static>] = &[
    onr::ENCLOSED_BY,
    onr::CONTINUES,
    onr::CARRIED_FROM,
    onr::RELATES_FROM,
    onr::RELATES_TO,
];

/// What stands in an article for a target.
fn standing(view: &View, target: &Target, base: &Base) -> Option<NamedNode> {
    match target {
        Target::Content(passage) => anchor::attribution(view, passage),
        Target::Mention(mention) => anchor::local(view, mention, base),
        Target::Name(_) => None,
    }
}

/// The values that an attribution has by a correction.
fn told(correction: &Correction) -> Vec<(NamedNodeRef<'static>, Option<Term>)> {
    let text = |text: &str| Some(Term::from(Literal::from(text)));
    let concept = |concept: NamedNodeRef<'static>| Some(Term::from(concept));
    let day = |day: chrono::NaiveDate| {
        let day = day.to_string();
        Term::from(Literal::new_typed_literal(day.trim_start_matches('+'), xsd::DATE))
    };
    match correction {
        // The entity may be none that the article mentions: the resolver asks for it.
        Correction::Speaker { name, .. } => vec![(onr::SPEAKER, None), (onr::SPEAKER_NAME, text(name))],
        Correction::Addressee(words) => vec![(onr::ADDRESSEE, text(words))],
        Correction::Attitude(attitude) => vec![
            (onr::ATTITUDE, concept(attitude.concept())),
            (onr::STANCE, concept(attitude.concept())),
        ],
        Correction::Mode(mode) => vec![(onr::MODE, concept(mode.concept()))],
        Correction::Form(form) => vec![(onr::FORM, concept(form.concept()))],
        Correction::SaidOn { from, to } => vec![
            (onr::SAID_ON, Some(day(*from))),
            (onr::SAID_UNTIL, (from != to).then(|| day(*to))),
        ],
    }
}
