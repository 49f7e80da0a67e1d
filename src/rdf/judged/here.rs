//! What of all judgements applies to one article.

use super::{Judgements, anchor, written};
use crate::claim::RelationKind;
use crate::judgement::cluster::{Canonical, Element};
use crate::judgement::{Correction, Ruling, Target, Verdict};
use crate::rdf::concept::Concept;
use crate::rdf::iri::{self, Base};
use crate::rdf::view::View;
use crate::rdf::vocabulary::{grasp, nif, onr};
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
    /// What was judged of relations between two attributions of the article.
    relations: BTreeMap<(RelationKind, NamedNode, NamedNode), Verdict>,
    /// The local entities that a judgement speaks of, and the node that each is.
    pub(in crate::rdf) entities: BTreeMap<NamedNode, Canonical>,
}

impl Here {
    pub(in crate::rdf) fn new(view: &View, judgements: &Judgements, base: &Base) -> Self {
        let mut here = Self::default();
        let article = anchor::names(view, base);
        for (judgement, judged) in judgements.bound_to(&article) {
            let mut places = Vec::new();
            for (index, target) in judged.targets().into_iter().enumerate() {
                let may_be = target.article().is_some_and(|judged| judged.may_be(&article));
                let Some(node) = may_be.then(|| standing(view, target, base)).flatten() else {
                    continue;
                };
                let (target_node, _) = iri::target(judgement.as_ref(), index + 1);
                here.standing.push((target_node, node.clone()));
                here.judge(node.clone(), target, judgement, &judged.ruling, judgements);
                places.push(node);
            }
            if let (Ruling::Relate { kind, verdict, .. }, [from, to]) = (&judged.ruling, places.as_slice()) {
                here.relations.insert((*kind, from.clone(), to.clone()), *verdict);
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
            // Both attributions must stand here, or the store knows where the other one does.
            Ruling::Relate { .. } | Ruling::Withdraw { .. } => {}
        }
    }

    /// What a correction makes of a field of an attribution.
    pub(in crate::rdf) fn corrected(
        &self,
        attribution: &NamedNode,
        field: &'static str,
    ) -> Option<&Correction> {
        let (_, correction) = self.corrections.get(&(attribution.clone(), field))?;
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
            for (property, terms) in told(correction) {
                view.replace(attribution, property, terms);
            }
        }
        self.apply_to_relations(view);
    }

    /// A relation that a speaker states and people do not see is none; one that they see too is sure.
    fn apply_to_relations(&self, view: &mut View) {
        let relations: Vec<NamedNode> = view.instances(onr::CLAIM_RELATION).cloned().collect();
        for relation in relations {
            let verdict = self.relations.iter().find(|((kind, from, to), _)| {
                view.object(&relation, onr::RELATION_KIND)
                    .is_some_and(|told| told == kind.concept())
                    && view.object(&relation, onr::RELATES_FROM).as_ref() == Some(from)
                    && view.object(&relation, onr::RELATES_TO).as_ref() == Some(to)
            });
            let Some((_, verdict)) = verdict else { continue };
            match verdict {
                Verdict::Rejected => {
                    view.retract(&relation, rdf::TYPE, &Term::from(onr::CLAIM_RELATION));
                }
                Verdict::Accepted => {
                    view.replace(&relation, nif::CONFIDENCE, vec![Term::from(sure())]);
                }
                Verdict::Unsure => {}
            }
            view.replace(
                &relation,
                onr::JUDGED,
                vec![Term::from(written::concept(*verdict))],
            );
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

/// The confidence of what people saw themselves.
fn sure() -> Literal {
    Literal::new_typed_literal("1", xsd::DECIMAL)
}

/// The values that an attribution has by a correction.
fn told(correction: &Correction) -> Vec<(NamedNodeRef<'static>, Vec<Term>)> {
    let text = |text: &str| vec![Term::from(Literal::from(text))];
    let concept = |concept: NamedNodeRef<'static>| vec![Term::from(concept)];
    let day = |day: chrono::NaiveDate| {
        let day = day.to_string();
        Term::from(Literal::new_typed_literal(day.trim_start_matches('+'), xsd::DATE))
    };
    match correction {
        // The entity may be none that the article mentions: the resolver asks for it.
        Correction::Speaker { name, .. } => {
            vec![(onr::SPEAKER, Vec::new()), (onr::SPEAKER_NAME, text(name))]
        }
        Correction::Addressee(words) => vec![(onr::ADDRESSEE, text(words))],
        Correction::Attitude(attitude) => vec![
            (onr::ATTITUDE, concept(attitude.concept())),
            (onr::STANCE, concept(attitude.concept())),
        ],
        Correction::Mode(mode) => vec![(onr::MODE, concept(mode.concept()))],
        Correction::Form(form) => vec![(onr::FORM, concept(form.concept()))],
        Correction::SaidOn { from, to } => vec![
            (onr::SAID_ON, vec![day(*from)]),
            (
                onr::SAID_UNTIL,
                (from != to).then(|| day(*to)).into_iter().collect(),
            ),
        ],
        // Nor need these be mentioned; a reading that is written out as a line tells their names.
        Correction::About(topics) => vec![
            (onr::ABOUT, Vec::new()),
            (
                onr::CLAIM_ABOUT,
                topics
                    .iter()
                    .map(|(_, name)| Term::from(Literal::from(name.as_str())))
                    .collect(),
            ),
        ],
    }
}
