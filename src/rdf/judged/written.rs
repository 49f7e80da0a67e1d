//! A judgement as quads, and quads as a judgement.

use crate::claim::RelationKind;
use crate::judgement::line::Line;
use crate::judgement::{
    Answer, ArticleNames, Correction, Judgement, Mentioned, Named, Passage, Quote, Ruling, Target, Verdict,
};
use crate::rdf::concept::Concept;
use crate::rdf::iri::{self, Base};
use crate::rdf::vocabulary::{dcterms, gaf, grasp, oa, onr, schema};
use chrono::SecondsFormat;
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::BTreeMap;

/// The words that a line and the vocabulary have for each verdict.
const VERDICTS: &[(&str, NamedNodeRef<'static>)] = &[
    ("accept", onr::ACCEPTED),
    ("reject", onr::REJECTED),
    ("unsure", onr::UNSURE),
    ("correct", onr::CORRECTED),
    ("same", onr::SAME),
    ("not-same", onr::NOT_SAME),
    ("undo", onr::WITHDRAWN),
];

/// The fields that can be corrected, and the properties that they are.
const FIELDS: &[(&str, NamedNodeRef<'static>)] = &[
    ("speaker", onr::SPEAKER),
    ("addressee", onr::ADDRESSEE),
    ("attitude", onr::ATTITUDE),
    ("mode", onr::MODE),
    ("form", onr::FORM),
    ("said-on", onr::SAID_ON),
    ("about", onr::ABOUT),
];

/// The quads of a judgement, in the graph of judgements.
pub fn quads(judgement: &Judgement, base: &Base) -> Vec<Quad> {
    let node = base.judgement(judgement);
    let mut writer = Writer {
        graph: base.judgements(),
        base,
        quads: Vec::new(),
    };
    writer.tell(&node, rdf::TYPE, oa::ANNOTATION);
    writer.tell(&node, oa::MOTIVATED_BY, oa::ASSESSING);
    writer.text(&node, dcterms::CREATOR, &judgement.by);
    let at = judgement.at.to_rfc3339_opts(SecondsFormat::AutoSi, true);
    writer.tell(
        &node,
        dcterms::CREATED,
        Literal::new_typed_literal(at, xsd::DATE_TIME),
    );
    writer.tell(&node, onr::VERDICT, verdict(&judgement.ruling));
    match &judgement.ruling {
        Ruling::Correct { correction, .. } => writer.correction(&node, correction),
        Ruling::Relate { kind, .. } => writer.tell(&node, onr::RELATION_KIND, kind.concept()),
        Ruling::Withdraw { judgement } => {
            if let Some(earlier) = base.at(judgement) {
                writer.tell(&node, onr::WITHDRAWS, earlier);
            }
        }
        Ruling::Assess { .. } | Ruling::Compare { .. } => {}
    }
    for (index, target) in judgement.targets().into_iter().enumerate() {
        writer.target(&node, index + 1, target);
    }
    writer.quads
}

fn verdict(ruling: &Ruling) -> NamedNodeRef<'static> {
    match ruling {
        Ruling::Assess { verdict, .. } | Ruling::Relate { verdict, .. } => concept(*verdict),
        Ruling::Correct { .. } => onr::CORRECTED,
        Ruling::Compare { answer, .. } => match answer {
            Answer::Same => onr::SAME,
            Answer::NotSame => onr::NOT_SAME,
            Answer::Unsure => onr::UNSURE,
        },
        Ruling::Withdraw { .. } => onr::WITHDRAWN,
    }
}

/// The concept of a verdict.
pub fn concept(verdict: Verdict) -> NamedNodeRef<'static> {
    match verdict {
        Verdict::Accepted => onr::ACCEPTED,
        Verdict::Rejected => onr::REJECTED,
        Verdict::Unsure => onr::UNSURE,
    }
}

/// Quads in the making.
struct Writer<'a> {
    graph: NamedNode,
    base: &'a Base,
    quads: Vec<Quad>,
}

impl Writer<'_> {
    fn tell(&mut self, subject: &NamedNode, property: NamedNodeRef<'_>, object: impl Into<Term>) {
        let graph = GraphName::NamedNode(self.graph.clone());
        self.quads
            .push(Quad::new(subject.clone(), property.into_owned(), object, graph));
    }

    fn text(&mut self, subject: &NamedNode, property: NamedNodeRef<'_>, text: &str) {
        self.tell(subject, property, Literal::from(text));
    }

    fn correction(&mut self, node: &NamedNode, correction: &Correction) {
        if let Some((_, property)) = FIELDS.iter().find(|(field, _)| *field == correction.field()) {
            self.tell(node, onr::FIELD, *property);
        }
        self.text(node, onr::VALUE, &correction.value());
        if let Some(kind) = correction.kind() {
            self.text(node, onr::VALUE_KIND, &kind);
        }
    }

    fn target(&mut self, judgement: &NamedNode, number: usize, target: &Target) {
        let (node, selector) = iri::target(judgement.as_ref(), number);
        self.tell(judgement, oa::HAS_TARGET, node.clone());
        self.tell(&node, rdf::TYPE, oa::SPECIFIC_RESOURCE);
        match target {
            Target::Content(passage) => {
                self.tell(&node, onr::ROLE, grasp::ATTRIBUTION);
                self.quote(&node, &selector, &passage.article, &passage.quote);
                self.text(&node, onr::JUDGED_CONTENT, &passage.content);
                self.text(&node, onr::JUDGED_SOURCE, &passage.source);
            }
            Target::Mention(mention) => {
                self.tell(&node, onr::ROLE, gaf::MENTION);
                self.quote(&node, &selector, &mention.article, &mention.quote);
                self.named(&node, &mention.denotes);
            }
            Target::Name(named) => {
                self.tell(&node, onr::ROLE, onr::NAME);
                self.named(&node, named);
            }
        }
    }

    fn named(&mut self, node: &NamedNode, named: &Named) {
        self.text(node, onr::JUDGED_ENTITY, &named.entity);
        self.text(node, schema::NAME, &named.name);
    }

    fn quote(&mut self, node: &NamedNode, selector: &NamedNode, article: &ArticleNames, quote: &Quote) {
        if let Some(source) = self.base.at(&article.iri) {
            self.tell(node, oa::HAS_SOURCE, source);
        }
        for name in &article.names {
            self.text(node, dcterms::IDENTIFIER, name);
        }
        if let Some(outlet) = &article.outlet {
            self.text(node, dcterms::PUBLISHER, outlet);
        }
        if let Some(published) = article.published {
            let day = published.to_string();
            let day = Literal::new_typed_literal(day.trim_start_matches('+'), xsd::DATE);
            self.tell(node, schema::DATE_PUBLISHED, day);
        }
        if let Some(url) = &article.url {
            self.text(node, schema::URL, url);
        }
        self.tell(node, oa::HAS_SELECTOR, selector.clone());
        self.tell(selector, rdf::TYPE, oa::TEXT_QUOTE_SELECTOR);
        self.text(selector, oa::EXACT, &quote.exact);
        self.text(selector, oa::PREFIX, &quote.prefix);
        self.text(selector, oa::SUFFIX, &quote.suffix);
    }
}

/// The judgements of quads. What is no whole judgement is left out.
pub fn read(quads: impl IntoIterator<Item = Quad>) -> BTreeMap<NamedNode, Judgement> {
    let mut reader = Reader::default();
    for quad in quads {
        if let NamedOrBlankNode::NamedNode(subject) = quad.subject {
            let description = reader.0.entry(subject).or_default();
            description.push((quad.predicate, quad.object));
        }
    }
    let annotation = Term::from(oa::ANNOTATION);
    let is_judgement = |node: &&NamedNode| reader.terms(node, rdf::TYPE).any(|class| *class == annotation);
    let nodes: Vec<&NamedNode> = reader.0.keys().filter(is_judgement).collect();
    nodes
        .into_iter()
        .filter_map(|node| Some((node.clone(), reader.judgement(node)?)))
        .collect()
}

#[derive(Default)]
struct Reader(BTreeMap<NamedNode, Vec<(NamedNode, Term)>>);

impl Reader {
    fn terms<'a>(&'a self, node: &NamedNode, property: NamedNodeRef<'a>) -> impl Iterator<Item = &'a Term> {
        let told = self.0.get(node).map_or(&[][..], Vec::as_slice).iter();
        told.filter(move |(told, _)| *told == property)
            .map(|(_, object)| object)
    }

    fn text(&self, node: &NamedNode, property: NamedNodeRef<'_>) -> Option<String> {
        self.terms(node, property).find_map(|term| match term {
            Term::Literal(literal) => Some(literal.value().to_owned()),
            _ => None,
        })
    }

    fn node(&self, node: &NamedNode, property: NamedNodeRef<'_>) -> Option<NamedNode> {
        self.terms(node, property).find_map(|term| match term {
            Term::NamedNode(object) => Some(object.clone()),
            _ => None,
        })
    }

    /// The word that a line has for one of the vocabulary's.
    fn word(
        &self,
        node: &NamedNode,
        property: NamedNodeRef<'_>,
        words: &[(&'static str, NamedNodeRef<'static>)],
    ) -> Option<String> {
        let told = self.node(node, property)?;
        let (word, _) = words.iter().find(|(_, concept)| told == *concept)?;
        Some((*word).to_owned())
    }

    fn judgement(&self, node: &NamedNode) -> Option<Judgement> {
        let target = |number| self.target(&iri::target(node.as_ref(), number));
        let line = Line {
            verdict: self.word(node, onr::VERDICT, VERDICTS)?,
            relation: self.node(node, onr::RELATION_KIND).and_then(relation),
            target: target(1),
            other: target(2),
            field: self.word(node, onr::FIELD, FIELDS),
            value: self.text(node, onr::VALUE),
            kind: self.text(node, onr::VALUE_KIND),
            judgement: self.node(node, onr::WITHDRAWS).map(|earlier| path(&earlier)),
            by: self.text(node, dcterms::CREATOR),
            at: self.text(node, dcterms::CREATED)?.parse().ok(),
        };
        line.judgement().ok()
    }

    fn target(&self, (node, selector): &(NamedNode, NamedNode)) -> Option<Target> {
        let role = self.node(node, onr::ROLE)?;
        if role == grasp::ATTRIBUTION {
            Some(Target::Content(Box::new(Passage {
                article: self.article(node)?,
                quote: self.quote(selector)?,
                content: self.text(node, onr::JUDGED_CONTENT)?,
                source: self.text(node, onr::JUDGED_SOURCE)?,
            })))
        } else if role == gaf::MENTION {
            Some(Target::Mention(Box::new(Mentioned {
                article: self.article(node)?,
                quote: self.quote(selector)?,
                denotes: self.named(node)?,
            })))
        } else {
            Some(Target::Name(self.named(node)?))
        }
    }

    fn named(&self, node: &NamedNode) -> Option<Named> {
        Some(Named {
            entity: self.text(node, onr::JUDGED_ENTITY)?,
            name: self.text(node, schema::NAME)?,
        })
    }

    fn article(&self, node: &NamedNode) -> Option<ArticleNames> {
        let names = self.terms(node, dcterms::IDENTIFIER);
        Some(ArticleNames {
            iri: path(&self.node(node, oa::HAS_SOURCE)?),
            names: names
                .filter_map(|name| match name {
                    Term::Literal(name) => Some(name.value().to_owned()),
                    _ => None,
                })
                .collect(),
            outlet: self.text(node, dcterms::PUBLISHER),
            published: self
                .text(node, schema::DATE_PUBLISHED)
                .and_then(|day| day.parse().ok()),
            url: self.text(node, schema::URL),
        })
    }

    fn quote(&self, selector: &NamedNode) -> Option<Quote> {
        Some(Quote {
            prefix: self.text(selector, oa::PREFIX)?,
            exact: self.text(selector, oa::EXACT)?,
            suffix: self.text(selector, oa::SUFFIX)?,
        })
    }
}

/// The name of a relation's kind.
fn relation(concept: NamedNode) -> Option<String> {
    let mut kinds = RelationKind::ALL.into_iter();
    let kind = kinds.find(|kind| concept == kind.concept())?;
    Some(kind.name().to_owned())
}

/// What follows the base in the IRI of an article or a judgement: its last two parts.
pub(super) fn path(node: &NamedNode) -> String {
    let iri = node.as_str();
    let begin = iri
        .rmatch_indices(['/', ':'])
        .nth(1)
        .map_or(0, |(place, _)| place + 1);
    iri[begin..].to_owned()
}
