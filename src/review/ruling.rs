//! Rulings from what the user names: by IRIs and names, verdict by verdict, or as a line that has all the parts.

use super::{Question, ReviewError, target};
use crate::judgement::line::Line;
use crate::judgement::{Answer, Correction, Ruling, Target, Verdict};
use crate::store::Record;
use serde::Deserialize;

/// How a line says what is judged.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Spoken {
    /// As people name it.
    Named(String),
    /// As `onrecord judgements export` writes it.
    Whole(Box<Target>),
}

/// The answer to a question of a review.
///
/// # Errors
/// Where the record no longer has what was asked about.
pub fn answer(record: &Record, question: &Question, verdict: Verdict) -> Result<Ruling, ReviewError> {
    let (relation, ends) = match question {
        Question::Report(report) => {
            let target = target::attribution(record, &report.attribution_iri)?;
            return Ok(Ruling::Assess { target, verdict });
        }
        Question::Between { relation, ends, .. } => (relation, ends),
    };
    let [one, other] = ends.as_ref();
    let (one, other) = (
        target::attribution(record, &one.attribution_iri)?,
        target::attribution(record, &other.attribution_iri)?,
    );
    let answer = match verdict {
        Verdict::Accepted => Answer::Same,
        Verdict::Rejected => Answer::NotSame,
        Verdict::Unsure => Answer::Unsure,
    };
    Ok(match relation {
        Some(kind) => Ruling::relate(kind.name(), one, other, verdict)?,
        None => Ruling::compare(one, other, answer)?,
    })
}

/// Whether an attribution or a relation is there. A relation that several articles state is judged in all of them.
///
/// # Errors
/// Where the record has no such thing.
pub fn assess(record: &Record, which: &str, verdict: Verdict) -> Result<Vec<Ruling>, ReviewError> {
    if !target::is_relation(record, which) {
        let target = target::attribution(record, which)?;
        return Ok(vec![Ruling::Assess { target, verdict }]);
    }
    let relations = target::relations(record, which)?.into_iter();
    relations
        .map(|(kind, from, to)| Ok(Ruling::relate(&kind, from, to, verdict)?))
        .collect()
}

/// Whether the user means two entities rather than readings.
pub fn are_entities(record: &Record, texts: [&str; 2]) -> bool {
    target::are_entities(record, texts)
}

/// Whether two are one: two entities, or the claims of two attributions.
///
/// # Errors
/// Where they are not on the record, or cannot be compared.
pub fn compare(record: &Record, one: &str, other: &str, answer: Answer) -> Result<Ruling, ReviewError> {
    target::assert_two_claims(record, one, other)?;
    let (one, other) = (target::any(record, one)?, target::any(record, other)?);
    Ok(Ruling::compare(one, other, answer)?)
}

/// Whether one remark stands to another in some way.
///
/// # Errors
/// Where there is no such way, or no such remark.
pub fn relate(
    record: &Record,
    kind: &str,
    from: &str,
    to: &str,
    verdict: Verdict,
) -> Result<Ruling, ReviewError> {
    let (from, to) = (
        target::attribution(record, from)?,
        target::attribution(record, to)?,
    );
    Ok(Ruling::relate(kind, from, to, verdict)?)
}

/// The correction of a field of an attribution. Whoever the record knows by a name that is given without a kind is of
/// that kind and is called as there.
///
/// # Errors
/// Where the record has no such attribution, or the field does not take the value.
pub fn correct(
    record: &Record,
    attribution: &str,
    field: &str,
    value: &str,
    kind: Option<&str>,
) -> Result<Ruling, ReviewError> {
    let target = target::attribution(record, attribution)?;
    let (value, kind) = target::known(record, field, value, kind)?;
    let correction = Correction::read(field, &value, kind.as_deref())?;
    Ok(Ruling::Correct { target, correction })
}

/// Takes a judgement back, named by its IRI or the first digits of one.
///
/// # Errors
/// Where there is no such judgement, and where it takes another back itself.
pub fn withdraw(record: &Record, which: &str) -> Result<Ruling, ReviewError> {
    let node = target::judgement_node(record, which)?;
    let id = record.base().path(node.as_ref()).to_owned();
    if record.judgements().all()[&node].targets().is_empty() {
        return Err(ReviewError::named(
            format!("{id} takes another judgement back already"),
            "Judge anew instead, as you did the first time.",
        ));
    }
    Ok(Ruling::Withdraw { judgement: id })
}

/// All that a line decides: as [`of_line`], and of a relation that is named by its IRI whether it is there, as
/// [`assess`].
///
/// # Errors
/// As they.
pub fn all_of_line(record: &Record, line: Line<Spoken>) -> Result<Vec<Ruling>, ReviewError> {
    let verdict = match line.verdict.as_str() {
        "accept" => Some(Verdict::Accepted),
        "reject" => Some(Verdict::Rejected),
        "unsure" => Some(Verdict::Unsure),
        _ => None,
    };
    if let (Some(verdict), Some(Spoken::Named(which)), None) = (verdict, &line.target, &line.other)
        && target::is_relation(record, which)
    {
        return assess(record, which, verdict);
    }
    Ok(vec![of_line(record, line)?])
}

/// What a line decides, by whatever its parts are named.
///
/// # Errors
/// Where something is missing or superfluous, and where the record has no such thing.
pub fn of_line(record: &Record, line: Line<Spoken>) -> Result<Ruling, ReviewError> {
    if let ("undo", Some(judgement), None) = (line.verdict.as_str(), &line.judgement, &line.target) {
        return withdraw(record, judgement);
    }
    if let (Some(Spoken::Named(one)), Some(Spoken::Named(other)), None) =
        (&line.target, &line.other, &line.relation)
    {
        target::assert_two_claims(record, one, other)?;
    }
    let compares = line.other.is_some() && line.relation.is_none();
    let mut line = line.map(|spoken| match spoken {
        Spoken::Whole(target) => Ok(*target),
        Spoken::Named(text) if compares => target::any(record, &text),
        Spoken::Named(text) => target::attribution(record, &text),
    })?;
    if let (Some(field), Some(value)) = (&line.field, &line.value) {
        let (value, kind) = target::known(record, field, value, line.kind.as_deref())?;
        (line.value, line.kind) = (Some(value), kind);
    }
    Ok(line.ruling()?)
}
