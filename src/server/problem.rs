//! What went wrong with a request, in plain words with a remedy, and with which status it is told.

use super::page::{Frame, html};
use crate::judgement::JudgementError;
use crate::query::QueryError;
use crate::review::ReviewError;
use crate::store::StoreError;
use askama::Template;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

/// Why a request is not answered as it was meant.
#[derive(Clone, Debug)]
pub struct Problem {
    pub(super) status: StatusCode,
    /// What is wrong.
    pub(super) sentence: String,
    /// What the reader can do.
    pub(super) remedy: String,
}

/// What to do where the record cannot be read or written.
const CHECK_IT: &str = "Stop the server and run `onrecord check`.";

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage<'a> {
    frame: Frame,
    problem: &'a Problem,
}

impl Problem {
    pub(super) fn new(status: StatusCode, sentence: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            status,
            sentence: sentence.into(),
            remedy: remedy.into(),
        }
    }

    /// The record has nothing of the kind.
    pub(super) fn missing(what: &str) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            format!("The record has nothing at {what}."),
            "It may go by another name: search for it. What was read again since may have another address.",
        )
    }

    /// The request makes no sense.
    pub(super) fn bad(sentence: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, sentence, remedy)
    }

    /// The request is understood and not allowed.
    pub(super) fn refused(sentence: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, sentence, remedy)
    }

    /// Others have all the turns.
    pub(super) fn busy() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "Other queries are still running.",
            "Ask again when they have ended, or stop the server and start it again.",
        )
    }

    /// Queries that were given up do not stop.
    pub(super) fn astray(queries: usize) -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            format!("{queries} queries that were given up still compute, so no other is let in."),
            "Ask again later, or stop the server and start it again. Pages and saved queries work on.",
        )
    }

    /// A query took what memory there was.
    pub(super) fn too_large() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "The machine ran short of memory, so the query was stopped.",
            "Ask for less: tie its patterns together, name a graph, or leave ORDER BY and DISTINCT out.",
        )
    }

    /// A fault of the program.
    pub(super) fn broken() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "The program failed at this.",
            "Nothing of the record was changed. Please tell its makers what you did.",
        )
    }

    /// The sentence and the remedy for programs.
    pub(super) fn as_text(&self) -> Response {
        let text = format!("{}\n{}\n", self.sentence, self.remedy);
        let kind = [(CONTENT_TYPE, "text/plain; charset=utf-8")];
        (self.status, kind, text).into_response()
    }

    /// The same as JSON.
    pub(super) fn as_json(&self) -> Response {
        let told = serde_json::json!({"error": self.sentence, "remedy": self.remedy});
        let kind = [(CONTENT_TYPE, "application/json")];
        (self.status, kind, format!("{told}\n")).into_response()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let page = ProblemPage {
            frame: Frame::new("That did not work", ""),
            problem: &self,
        };
        match html(&page) {
            Ok(page) => (self.status, page).into_response(),
            Err(_) => self.as_text(),
        }
    }
}

impl From<QueryError> for Problem {
    fn from(error: QueryError) -> Self {
        let (status, remedy) = match &error {
            QueryError::UnknownQuery { .. } => (StatusCode::NOT_FOUND, "Choose one of the saved queries."),
            QueryError::UnknownParameter { .. }
            | QueryError::MissingParameter { .. }
            | QueryError::BadValue { .. }
            | QueryError::Misplaced(_)
            | QueryError::Syntax { .. } => (StatusCode::BAD_REQUEST, "Mend the query and ask again."),
            QueryError::TooSlow(_) => (
                StatusCode::SERVICE_UNAVAILABLE,
                "Ask for less: name a graph, a speaker or a day, or add LIMIT. `onrecord query --timeout` lets it run longer.",
            ),
            QueryError::Unsuitable { .. } => (StatusCode::NOT_ACCEPTABLE, "Ask for another format."),
            QueryError::Evaluation(_) => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "What the query uses may not exist here: SERVICE and functions of other stores do not.",
            ),
            QueryError::Store(_) => (StatusCode::INTERNAL_SERVER_ERROR, CHECK_IT),
            // The server asks no endpoint but its own record.
            QueryError::Died | QueryError::Endpoint(_) | QueryError::Write(_) => return Self::broken(),
        };
        Self::new(status, capitalised(&error.to_string()), remedy)
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            capitalised(&error.to_string()),
            CHECK_IT,
        )
    }
}

impl From<JudgementError> for Problem {
    fn from(error: JudgementError) -> Self {
        Self::bad(capitalised(&error.to_string()), "Go back and choose otherwise.")
    }
}

impl From<ReviewError> for Problem {
    fn from(error: ReviewError) -> Self {
        match error {
            ReviewError::Store(error) => error.into(),
            ReviewError::Query(error) => error.into(),
            ReviewError::Judgement(error) => error.into(),
            named @ ReviewError::Named { .. } => {
                let remedy = named.remedy().unwrap_or("Go back and name another one.");
                Self::bad(capitalised(&named.to_string()), remedy)
            }
        }
    }
}

impl From<askama::Error> for Problem {
    fn from(_: askama::Error) -> Self {
        Self::broken()
    }
}

/// A sentence of an error with a capital and a full stop, as pages have them.
fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().map(char::to_uppercase);
    let stop = if sentence.ends_with(['.', '?', '!']) || sentence.contains('\n') {
        ""
    } else {
        "."
    };
    let capital: String = first.into_iter().flatten().collect();
    format!("{capital}{}{stop}", letters.as_str())
}
