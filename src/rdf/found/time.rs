//! Time expressions, and the days that they cover.

use super::Found;
use super::graph::date;
use crate::mention::Interval;
use crate::mention::time::{TimeBasis, TimeExpression, TimeRole};
use crate::rdf::concept::{Concept, timex_type};
use crate::rdf::iri;
use crate::rdf::vocabulary::{onr, time};
use oxigraph::model::{Literal, NamedNode};

/// The nodes of a time expression.
pub(super) struct Nodes {
    /// Where it stands.
    pub(super) span: NamedNode,
    /// The days it covers.
    pub(super) interval: Option<NamedNode>,
    /// Whether these are the last days that something must happen by.
    pub(super) deadline: bool,
}

impl Found<'_> {
    pub(super) fn describe_times(&mut self) {
        let expressions = &self.extraction.mentions.times;
        self.times = expressions
            .iter()
            .map(|expression| self.describe_time(expression))
            .collect();
        for (index, expression) in expressions.iter().enumerate() {
            self.describe_reckoning(index, expression);
        }
    }

    fn describe_time(&mut self, expression: &TimeExpression) -> Option<Nodes> {
        let anchor = self.extraction.article.reading.anchor(expression.span)?;
        let span = self.graph.span(anchor)?;
        self.graph.is_a(&span, onr::TIME_EXPRESSION);
        self.graph
            .tell(&span, onr::TIMEX_TYPE, Literal::from(timex_type(expression.kind)));
        self.graph.text(&span, onr::TIMEX_VALUE, &expression.value);
        self.graph
            .tell(&span, onr::TIMEX_BASIS, expression.basis.concept());
        if expression.phrase != expression.span {
            let phrase = self.place(expression.phrase);
            self.graph.tell_if(&span, onr::PHRASE, phrase);
        }
        let interval = expression.interval.map(|days| {
            let article = self.graph.article();
            let node = iri::time(article.as_ref(), anchor);
            self.describe_interval(&node, days);
            self.graph.tell(&span, onr::INTERVAL, node.clone());
            node
        });
        Some(Nodes {
            span,
            interval,
            deadline: expression.role == TimeRole::Deadline,
        })
    }

    pub(super) fn describe_interval(&mut self, node: &NamedNode, days: Interval) {
        self.graph.is_a(node, time::INTERVAL);
        self.graph.tell(node, onr::FROM, date(days.from));
        self.graph.tell(node, onr::TO, date(days.to));
    }

    fn describe_reckoning(&mut self, index: usize, expression: &TimeExpression) {
        if let TimeBasis::Expression(other) = expression.basis
            && let (Some(Some(nodes)), Some(Some(other))) = (self.times.get(index), self.times.get(other))
        {
            let (span, other) = (nodes.span.clone(), other.span.clone());
            self.graph.tell(&span, onr::RECKONED_FROM, other);
        }
    }
}
