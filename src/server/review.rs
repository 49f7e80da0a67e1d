//! The review: what nobody judged yet, one at a time, the least sure first.

use super::judging::Desk;
use super::link;
use super::page::{Frame, html};
use super::problem::Problem;
use super::sentence::{Evidence, sentences};
use super::shared::Shared;
use super::told::Told;
use crate::dossier;
use crate::report::Report;
use crate::review::{Question, Subject};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use std::sync::Arc;

/// Where in the queue the reader is.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Place {
    /// The word of a [`Subject`]; all where it is empty.
    only: String,
    /// How many are skipped.
    skip: usize,
    /// The judgement that was just made.
    judged: String,
}

/// One side of a question.
struct Side {
    told: Told,
    sentences: Vec<Vec<Evidence>>,
}

/// How an answer is told: to whoever reads the page, and to `judge`.
struct Answer {
    key: &'static str,
    label: &'static str,
    verdict: &'static str,
}

#[derive(Template)]
#[template(path = "review.html")]
struct ReviewPage {
    frame: Frame,
    desk: Desk,
    only: String,
    subjects: [&'static str; 3],
    left: usize,
    number: usize,
    previous: String,
    next: String,
    judged: String,
    question: String,
    sure: String,
    sides: Vec<Side>,
    relation: String,
    answers: [Answer; 3],
    can_correct: bool,
}

pub(super) async fn page(
    State(shared): State<Arc<Shared>>,
    Query(place): Query<Place>,
) -> Result<Response, Problem> {
    shared.work(move |shared| show(shared, place)).await
}

fn show(shared: &Shared, place: Place) -> Result<Response, Problem> {
    let all = shared.questions(place.skip == 0 && place.judged.is_empty())?;
    let wanted = |question: &&Question| place.only.is_empty() || question.subject().name() == place.only;
    let questions: Vec<&Question> = all.iter().filter(wanted).collect();
    let skip = place.skip.min(questions.len().saturating_sub(1));
    let to = |skip: usize| {
        let skip = skip.to_string();
        let skip = if skip == "0" { "" } else { skip.as_str() };
        format!(
            "/review?{}",
            link::query([("only", place.only.as_str()), ("skip", skip)])
        )
    };
    let asked = questions.get(skip).copied();
    let reports = asked.map_or_else(Vec::new, Question::reports);
    let side = |report: &Report| -> Result<Side, Problem> {
        Ok(Side {
            told: Told::of(report, shared.base()),
            sentences: sentences(&dossier::sentences_of(shared, &report.attribution_iri)?),
        })
    };
    let sides: Result<Vec<Side>, Problem> = reports.into_iter().map(side).collect();
    let sure = asked.and_then(Question::sure);
    html(&ReviewPage {
        frame: Frame::new("Review", "/review"),
        desk: Desk::new(shared, to(skip)),
        subjects: Subject::ALL.map(Subject::name),
        left: questions.len(),
        number: skip + 1,
        previous: if skip > 0 { to(skip - 1) } else { String::new() },
        next: if skip + 1 < questions.len() {
            to(skip + 1)
        } else {
            String::new()
        },
        question: asked.map_or_else(String::new, wording),
        sure: sure.map_or_else(String::new, |share| format!("{share:.2}")),
        sides: sides?,
        relation: asked
            .and_then(Question::relation)
            .map_or_else(String::new, |kind| kind.name().to_owned()),
        answers: answers(asked),
        can_correct: matches!(asked, Some(Question::Report(_))),
        judged: place.judged,
        only: place.only,
    })
}

fn wording(question: &Question) -> String {
    match question {
        Question::Report(_) => "Was it said so?".to_owned(),
        Question::Between { relation: None, .. } => "Do both say the same?".to_owned(),
        Question::Between {
            relation: Some(kind), ..
        } => format!("Is it so that the first {} the second?", kind.name()),
    }
}

/// Two claims are the same or not; all else is accepted or rejected.
fn answers(question: Option<&Question>) -> [Answer; 3] {
    let compares = question.is_some_and(|question| question.subject() == Subject::Claims);
    let answer = |key, label, verdict| Answer { key, label, verdict };
    match compares {
        true => [
            answer("a", "The same", "same"),
            answer("r", "Not the same", "not-same"),
            answer("q", "Cannot be told", "unsure"),
        ],
        false => [
            answer("a", "Accept", "accept"),
            answer("r", "Reject", "reject"),
            answer("q", "Cannot be told", "unsure"),
        ],
    }
}
