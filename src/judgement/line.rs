//! Judgements as JSON lines: one judgement a line, whole, so that it can be taken to another record.

use super::cluster::Element;
use super::{Answer, Correction, Judgement, JudgementError, Ruling, Target, Verdict};
use crate::claim::RelationKind;
use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// A judgement as it is written. `T` is how the line says what is judged: a [`Target`], or what the reader of the
/// line makes one of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line<T> {
    /// `accept`, `reject`, `unsure`, `correct`, `same`, `not-same` or `undo`.
    pub verdict: String,
    /// What is judged.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub target: Option<T>,
    /// How the one stands to the other: `denies`, `confirms`, `repeats`, `contradicts` or `updates`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<String>,
    /// What it is compared with, or stands to.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub other: Option<T>,
    /// The field that is corrected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What the field is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The kind of a speaker: `person`, `organisation`, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The judgement that is taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judgement: Option<String>,
    /// Who judges.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<DateTime<Utc>>,
}

/// Serde's own default would ask that `T` has one.
fn none<T>() -> Option<T> {
    None
}

impl<T: DeserializeOwned> Line<T> {
    /// Reads a line.
    ///
    /// # Errors
    /// Where it is not of this shape.
    pub fn read(line: &str) -> Result<Self, JudgementError> {
        serde_json::from_str(line).map_err(|error| JudgementError::Shape(error.to_string()))
    }
}

impl<T> Line<T> {
    /// The same line with what is judged said in another way.
    ///
    /// # Errors
    /// As `how` says.
    pub fn map<U, E>(self, mut how: impl FnMut(T) -> Result<U, E>) -> Result<Line<U>, E> {
        Ok(Line {
            verdict: self.verdict,
            relation: self.relation,
            target: self.target.map(&mut how).transpose()?,
            other: self.other.map(&mut how).transpose()?,
            field: self.field,
            value: self.value,
            kind: self.kind,
            judgement: self.judgement,
            by: self.by,
            at: self.at,
        })
    }

    /// The first part that is there although the verdict takes only the `taken` ones.
    fn surplus(&self, taken: &[&str]) -> Option<&'static str> {
        [
            ("relation", self.relation.is_some()),
            ("target", self.target.is_some()),
            ("other", self.other.is_some()),
            ("field", self.field.is_some()),
            ("value", self.value.is_some()),
            ("kind", self.kind.is_some()),
            ("judgement", self.judgement.is_some()),
        ]
        .into_iter()
        .find(|(part, there)| *there && !taken.contains(part))
        .map(|(part, _)| part)
    }
}

impl Line<Target> {
    /// The judgement that the line tells.
    ///
    /// # Errors
    /// Where something is missing, superfluous or of the wrong kind.
    pub fn judgement(self) -> Result<Judgement, JudgementError> {
        let missing = |missing| JudgementError::Missing {
            verdict: self.verdict.clone(),
            missing,
        };
        let by = self.by.clone().filter(|by| !by.trim().is_empty());
        let (by, at) = (
            by.ok_or_else(|| missing("by"))?,
            self.at.ok_or_else(|| missing("at"))?,
        );
        Ok(Judgement::new(&by, at, self.ruling()?))
    }

    /// What the line decides, whoever does and whenever.
    ///
    /// # Errors
    /// As [`Line::judgement`].
    pub fn ruling(self) -> Result<Ruling, JudgementError> {
        let verdict = self.verdict.clone();
        let compares = self.other.is_some();
        let taken: &[&str] = match verdict.as_str() {
            "accept" | "reject" | "unsure" if self.relation.is_some() => &["target", "other", "relation"],
            "accept" | "reject" => &["target"],
            "correct" => &["target", "field", "value", "kind"],
            "undo" => &["judgement"],
            "same" | "not-same" | "unsure" => &["target", "other"],
            _ => {
                return Err(JudgementError::Value {
                    field: "verdict".to_owned(),
                    value: verdict,
                    wanted: "accept, reject, unsure, correct, same, not-same, undo".to_owned(),
                });
            }
        };
        if let Some(surplus) = self.surplus(taken) {
            return Err(JudgementError::Surplus { verdict, surplus });
        }
        let need = |missing| JudgementError::Missing {
            verdict: verdict.clone(),
            missing,
        };
        let flaws = [&self.target, &self.other].into_iter().flatten();
        if let Some(flaw) = flaws.filter_map(Target::flaw).next() {
            return Err(JudgementError::Shape(flaw));
        }
        if verdict == "undo" {
            let judgement = self.judgement.ok_or_else(|| need("judgement"))?;
            let digits = judgement.strip_prefix("judgement/").unwrap_or_default();
            if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                return Err(JudgementError::Shape(format!("{judgement:?} is no judgement")));
            }
            return Ok(Ruling::Withdraw { judgement });
        }
        let target = self.target.ok_or_else(|| need("target"))?;
        if let Some(relation) = &self.relation {
            let other = self.other.ok_or_else(|| need("other"))?;
            let verdict = Verdict::of_word(&verdict);
            return Ruling::relate(relation, target, other, verdict);
        }
        match verdict.as_str() {
            "same" => Ruling::compare(target, self.other.ok_or_else(|| need("other"))?, Answer::Same),
            "not-same" => Ruling::compare(target, self.other.ok_or_else(|| need("other"))?, Answer::NotSame),
            "unsure" if compares => {
                Ruling::compare(target, self.other.ok_or_else(|| need("other"))?, Answer::Unsure)
            }
            _ if !target.is_content() => Err(JudgementError::Target {
                verdict,
                wanted: "an attribution",
            }),
            "correct" => Ok(Ruling::Correct {
                target,
                correction: Correction::read(
                    &self.field.ok_or_else(|| need("field"))?,
                    &self.value.ok_or_else(|| need("value"))?,
                    self.kind.as_deref(),
                )?,
            }),
            word => Ok(Ruling::Assess {
                target,
                verdict: Verdict::of_word(word),
            }),
        }
    }
}

impl Ruling {
    /// Whether two are one.
    ///
    /// # Errors
    /// Where only one of them is an attribution, where they are one already, and where only one of them is an event.
    pub fn compare(one: Target, other: Target, answer: Answer) -> Result<Self, JudgementError> {
        match (one.is_content(), other.is_content()) {
            (true, true) if one == other => return Err(JudgementError::OneAttribution),
            (true, true) => return Ok(Self::Compare { one, other, answer }),
            (false, false) => {}
            _ => return Err(JudgementError::ClaimAndEntity),
        }
        let (Some(first), Some(second)) = (Element::of(&one), Element::of(&other)) else {
            return Err(JudgementError::Target {
                verdict: answer.word().to_owned(),
                wanted: "people, organisations, places, events or groups",
            });
        };
        if first == second {
            return Err(JudgementError::SameTarget(first.to_string()));
        }
        if first.is_event() != second.is_event() {
            return Err(JudgementError::Kinds(first.to_string(), second.to_string()));
        }
        Ok(Self::Compare { one, other, answer })
    }

    /// Whether one remark stands to another as `relation` says.
    ///
    /// # Errors
    /// Where there is no such relation, and where the two are not two attributions.
    pub fn relate(
        relation: &str,
        from: Target,
        to: Target,
        verdict: Verdict,
    ) -> Result<Self, JudgementError> {
        let kind = RelationKind::named(relation).ok_or_else(|| JudgementError::Value {
            field: "relation".to_owned(),
            value: relation.to_owned(),
            wanted: RelationKind::ALL.map(RelationKind::name).join(", "),
        })?;
        if !from.is_content() || !to.is_content() {
            return Err(JudgementError::Target {
                verdict: relation.to_owned(),
                wanted: "two attributions",
            });
        }
        if from == to {
            return Err(JudgementError::OneAttribution);
        }
        Ok(Self::Relate {
            kind,
            from,
            to,
            verdict,
        })
    }

    /// The word for what it decides.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Assess { verdict, .. } | Self::Relate { verdict, .. } => verdict.word(),
            Self::Correct { .. } => "correct",
            Self::Compare { answer, .. } => answer.word(),
            Self::Withdraw { .. } => "undo",
        }
    }
}

impl Verdict {
    fn word(self) -> &'static str {
        match self {
            Self::Accepted => "accept",
            Self::Rejected => "reject",
            Self::Unsure => "unsure",
        }
    }

    /// The verdict of a word of a line; whoever neither accepts nor rejects is unsure.
    fn of_word(word: &str) -> Self {
        match word {
            "accept" => Self::Accepted,
            "reject" => Self::Rejected,
            _ => Self::Unsure,
        }
    }
}

impl Answer {
    fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::NotSame => "not-same",
            Self::Unsure => "unsure",
        }
    }
}

impl Judgement {
    /// The judgement as a line, without a newline at its end. The same judgement gives the same line: it is what the
    /// judgement's IRI is made of.
    pub fn line(&self) -> String {
        let mut targets = self.targets().into_iter();
        let correction = match &self.ruling {
            Ruling::Correct { correction, .. } => Some(correction),
            _ => None,
        };
        let withdrawn = match &self.ruling {
            Ruling::Withdraw { judgement } => Some(judgement.clone()),
            _ => None,
        };
        let relation = match &self.ruling {
            Ruling::Relate { kind, .. } => Some(kind.name().to_owned()),
            _ => None,
        };
        let line = Line {
            verdict: self.ruling.word().to_owned(),
            relation,
            target: targets.next(),
            other: targets.next(),
            field: correction.map(|correction| correction.field().to_owned()),
            value: correction.map(Correction::value),
            kind: correction.and_then(Correction::kind),
            judgement: withdrawn,
            by: Some(self.by.clone()),
            at: Some(self.at),
        };
        serde_json::to_string(&line).expect("a judgement holds nothing but texts")
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ArticleNames, Named, Passage, Quote};
    use super::*;
    use std::collections::BTreeSet;

    fn content() -> Target {
        Target::Content(Box::new(Passage {
            article: ArticleNames {
                iri: "article/gazette-2026-02-18-0".to_owned(),
                names: BTreeSet::from(["dam.txt".to_owned()]),
                outlet: Some("The Coast Gazette".to_owned()),
                published: "2026-02-18".parse().ok(),
                url: None,
            },
            quote: Quote {
                prefix: "Reyes said ".to_owned(),
                exact: "the dam\nleaks".to_owned(),
                suffix: ".".to_owned(),
            },
            content: "the dam leaks".to_owned(),
            source: "Reyes".to_owned(),
        }))
    }

    fn elsewhere() -> Target {
        let Target::Content(mut passage) = content() else {
            panic!("it is a passage")
        };
        passage.source = "Lund".to_owned();
        Target::Content(passage)
    }

    fn name(entity: &str) -> Target {
        Target::Name(Named {
            entity: entity.to_owned(),
            name: "A".to_owned(),
        })
    }

    fn at(ruling: Ruling) -> Judgement {
        Judgement::new("mira", "2026-03-01T10:00:00.1239Z".parse().unwrap(), ruling)
    }

    #[test]
    fn a_line_gives_back_its_judgement() {
        let target = content();
        let rulings = [
            Ruling::Assess {
                target: target.clone(),
                verdict: Verdict::Unsure,
            },
            Ruling::Correct {
                target,
                correction: Correction::read("speaker", "Ivo Lund", None).unwrap(),
            },
            Ruling::Compare {
                one: name("person/a"),
                other: name("person/b"),
                answer: Answer::Unsure,
            },
            Ruling::compare(content(), elsewhere(), Answer::NotSame).unwrap(),
            Ruling::relate("contradicts", content(), elsewhere(), Verdict::Accepted).unwrap(),
            Ruling::relate("denies", elsewhere(), content(), Verdict::Unsure).unwrap(),
            Ruling::Withdraw {
                judgement: "judgement/0".to_owned(),
            },
        ];
        for judgement in rulings.map(at) {
            let line = judgement.line();
            assert_eq!(Line::read(&line).unwrap().judgement(), Ok(judgement), "{line}");
        }
    }

    #[test]
    fn a_line_that_makes_no_sense_says_why() {
        let message = |line: &str| {
            let line = Line::<Target>::read(line);
            line.and_then(Line::judgement).unwrap_err().to_string()
        };
        let told = r#""by":"m","at":"2026-03-01T10:00:00Z""#;
        let person = r#"{"role":"name","entity":"person/a","name":"A"}"#;
        let said = serde_json::to_string(&content()).unwrap();
        for (line, words) in [
            ("{".to_owned(), "cannot be read as a judgement"),
            (
                format!(r#"{{"verdict":"accept",{told},"colour":1}}"#),
                "unknown field `colour`",
            ),
            (format!(r#"{{"verdict":"accept",{told}}}"#), "needs \"target\""),
            (format!(r#"{{"verdict":"hm",{told}}}"#), "it takes accept, reject"),
            (
                format!(r#"{{"verdict":"accept","target":{person},{told}}}"#),
                "give an attribution",
            ),
            (
                r#"{"verdict":"undo","judgement":"judgement/0"}"#.to_owned(),
                "needs \"by\"",
            ),
            (
                format!(r#"{{"verdict":"undo","value":"x",{told}}}"#),
                "takes no \"value\"",
            ),
            (
                format!(r#"{{"verdict":"undo","judgement":"judgement/> <x",{told}}}"#),
                "is no judgement",
            ),
            (
                format!(
                    r#"{{"verdict":"same","target":{person},"other":{{"role":"name","entity":"person/> <x","name":"B"}},{told}}}"#
                ),
                "is no entity with a name",
            ),
            (
                format!(r#"{{"verdict":"same","target":{person},{told}}}"#),
                "needs \"other\"",
            ),
            (
                format!(r#"{{"verdict":"same","target":{person},"other":{person},{told}}}"#),
                "one by name",
            ),
            (
                format!(
                    r#"{{"verdict":"same","target":{person},"other":{{"role":"name","entity":"event/b","name":"B"}},{told}}}"#
                ),
                "cannot be one",
            ),
            (
                format!(r#"{{"verdict":"same","target":{said},"other":{person},{told}}}"#),
                "give two attributions, or two names",
            ),
            (
                format!(r#"{{"verdict":"same","target":{said},"other":{said},{told}}}"#),
                "one attribution",
            ),
            (
                format!(r#"{{"verdict":"reject","relation":"mocks","target":{said},"other":{said},{told}}}"#),
                "it takes denies, confirms, repeats, contradicts, updates",
            ),
            (
                format!(r#"{{"verdict":"reject","relation":"denies","target":{said},{told}}}"#),
                "needs \"other\"",
            ),
            (
                format!(r#"{{"verdict":"same","relation":"denies","target":{said},"other":{said},{told}}}"#),
                "takes no \"relation\"",
            ),
        ] {
            let message = message(&line);
            assert!(message.contains(words), "{line}: {message}");
        }
    }
}
