//! What people judge: whether an article says what was read in it, which of its fields is another, who is one and
//! who is not.
//!
//! Pure. A [`Judgement`] names what it is about by words ([`Target`]): so it outlives the run that found them. It is
//! written and read as a JSON line ([`line`](mod@line)); [`cluster`](mod@cluster) puts together who is one.
//! Next: `rdf` keeps judgements as quads and finds what they apply to.

/// Words of a text with what stands before and after them.
mod quote;

/// Judgements as JSON lines.
pub mod line;

/// Who is one by what people judged.
pub mod cluster;

/// What a correction says, field by field.
mod correction;

pub use correction::{Correction, FIELDS, kind_and_name, kind_of_word};
pub use quote::Quote;

use crate::claim::RelationKind;
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One decision of one person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Judgement {
    /// Who decided.
    pub by: String,
    /// When, in milliseconds.
    pub at: DateTime<Utc>,
    /// What.
    pub ruling: Ruling,
}

impl Judgement {
    /// A ruling by somebody at some time.
    pub fn new(by: &str, at: DateTime<Utc>, ruling: Ruling) -> Self {
        Self {
            by: by.trim().to_owned(),
            at: at.trunc_subsecs(3),
            ruling,
        }
    }

    /// What it is about, in order; nothing where it takes another judgement back.
    pub fn targets(&self) -> Vec<&Target> {
        match &self.ruling {
            Ruling::Assess { target, .. } | Ruling::Correct { target, .. } => vec![target],
            Ruling::Compare { one, other, .. } => vec![one, other],
            Ruling::Relate { from, to, .. } => vec![from, to],
            Ruling::Withdraw { .. } => Vec::new(),
        }
    }
}

/// What is decided.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ruling {
    /// Whether what was read is so.
    Assess {
        /// What was read.
        target: Target,
        /// Whether it is so.
        verdict: Verdict,
    },
    /// A field is another one than was read.
    Correct {
        /// What was read.
        target: Target,
        /// What it is instead.
        correction: Correction,
    },
    /// Whether two are one: two entities, or the claims that two attributions put forward.
    Compare {
        /// The one whose name stays where they are.
        one: Target,
        /// The other.
        other: Target,
        /// Whether they are.
        answer: Answer,
    },
    /// Whether one remark stands to another in some way, found or not.
    Relate {
        /// In which way.
        kind: RelationKind,
        /// An attribution that reports the one that denies, confirms, repeats, contradicts or updates.
        from: Target,
        /// An attribution that reports the other.
        to: Target,
        /// Whether it does.
        verdict: Verdict,
    },
    /// An earlier judgement is taken back. This one cannot be taken back in turn: one judges anew.
    Withdraw {
        /// The earlier one, `judgement/…`.
        judgement: String,
    },
}

impl Ruling {
    /// What of its target it decides: of several judgements on the same thing that decide the same, the latest counts.
    pub fn subject(&self) -> &'static str {
        match self {
            Self::Assess { .. } => "whether it is so",
            Self::Correct { correction, .. } => correction.field(),
            Self::Compare { .. } => "who it is",
            Self::Relate { kind, .. } => kind.name(),
            Self::Withdraw { .. } => "whether it counts",
        }
    }
}

/// Whether what was read is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It is.
    Accepted,
    /// It is not.
    Rejected,
    /// Somebody looked and could not tell.
    Unsure,
}

/// Whether two are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// They are.
    Same,
    /// They are not, whatever else ties them.
    NotSame,
    /// Somebody looked and could not tell.
    Unsure,
}

/// What a judgement is about, by its words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "role", rename_all = "lowercase")]
pub enum Target {
    /// An attribution, by the words of its content.
    Content(Box<Passage>),
    /// Who or what a mention denotes in its article.
    Mention(Box<Mentioned>),
    /// Who or what goes by a name, wherever no judgement tells an article's apart.
    Name(Named),
}

/// The content of an attribution in its article.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Passage {
    /// The article.
    pub article: ArticleNames,
    /// The text from the content's first to its last character.
    pub quote: Quote,
    /// The words of the content, its pieces joined.
    pub content: String,
    /// The words of the source; empty where nobody is named. Two attributions may have one content.
    pub source: String,
}

/// A mention in its article.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mentioned {
    /// The article.
    pub article: ArticleNames,
    /// Its words.
    pub quote: Quote,
    /// Whom it denotes, going by the name alone.
    #[serde(flatten)]
    pub denotes: Named,
}

/// Something with a kind and a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Named {
    /// `person/ana-reyes`; [`OWN`] in the middle says that it has no name beyond its article: `group/-/two-officials`.
    pub entity: String,
    /// The name for people.
    pub name: String,
}

/// The part of a path that stands for "of this article alone"; no name gives it.
pub const OWN: &str = "/-/";

/// What an article is known by. Its text may be corrected since, which gives it another IRI.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ArticleNames {
    /// `article/…`, when it was judged.
    pub iri: String,
    /// What its givers call it.
    pub names: BTreeSet<String>,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<NaiveDate>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl ArticleNames {
    /// Whether these may be names of one article: the IRI is the same, or the address, or, where no address says
    /// otherwise, the outlet and one of the names.
    pub fn may_be(&self, other: &ArticleNames) -> bool {
        if self.iri == other.iri {
            return true;
        }
        match (&self.url, &other.url) {
            (Some(one), Some(other)) => one == other,
            _ => self.outlet == other.outlet && !self.names.is_disjoint(&other.names),
        }
    }
}

impl Target {
    /// Whether it is an attribution.
    pub fn is_content(&self) -> bool {
        matches!(self, Self::Content(_))
    }

    /// The article that it is bound to.
    pub fn article(&self) -> Option<&ArticleNames> {
        match self {
            Self::Content(passage) => Some(&passage.article),
            Self::Mention(mention) => Some(&mention.article),
            Self::Name(_) => None,
        }
    }
}

impl Target {
    /// What is wrong with it, where something is: it may come from anywhere, and IRIs are made of it.
    fn flaw(&self) -> Option<String> {
        let is_slug = |part: &str| !part.is_empty() && part.bytes().all(is_of_slug);
        let article = self.article().map(|article| article.iri.as_str());
        let bad_article = article.filter(|iri| !iri.strip_prefix("article/").is_some_and(is_slug));
        let named = match self {
            Self::Content(_) => None,
            Self::Mention(mention) => Some(&mention.denotes),
            Self::Name(named) => Some(named),
        };
        let is_entity = |entity: &str| {
            let parts: Vec<&str> = entity.split('/').collect();
            let folder = parts.first().copied().unwrap_or_default();
            let kinds = ["person", "organisation", "place", "event", "group"];
            (2..=3).contains(&parts.len())
                && kinds.contains(&folder)
                && parts.iter().all(|part| is_slug(part))
        };
        let bad_entity = named.filter(|named| !is_entity(&named.entity) || named.name.trim().is_empty());
        let quote = match self {
            Self::Content(passage) => Some(&passage.quote),
            Self::Mention(mention) => Some(&mention.quote),
            Self::Name(_) => None,
        };
        let no_words = quote.filter(|quote| quote.exact.is_empty());
        bad_article
            .map(|iri| format!("{iri:?} is no article"))
            .or(bad_entity.map(|named| format!("{:?} is no entity with a name", named.entity)))
            .or(no_words.map(|_| "it quotes no words".to_owned()))
    }
}

/// The letters that paths of IRIs are made of.
fn is_of_slug(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'
}

/// What is wrong with a judgement, as a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JudgementError {
    /// It is no JSON of the right shape.
    #[error("it cannot be read as a judgement: {0}")]
    Shape(String),
    /// A part is missing.
    #[error("a judgement that says {verdict:?} needs {missing:?}")]
    Missing {
        /// What it says.
        verdict: String,
        /// What it lacks.
        missing: &'static str,
    },
    /// It has a part that means nothing there.
    #[error("a judgement that says {verdict:?} takes no {surplus:?}")]
    Surplus {
        /// What it says.
        verdict: String,
        /// What it has too much.
        surplus: &'static str,
    },
    /// What is judged is of the wrong kind.
    #[error("{verdict:?} judges {wanted}: give {wanted}")]
    Target {
        /// What it says.
        verdict: String,
        /// What it judges.
        wanted: &'static str,
    },
    /// The two are one already by their name.
    #[error(
        "both are {0:?}, one by name: say whose article is meant, as in 'John Smith@dam.txt', to tell two of one name apart"
    )]
    SameTarget(String),
    /// An attribution is compared with itself.
    #[error("both are one attribution: give two")]
    OneAttribution,
    /// One is a claim, the other is none.
    #[error("a claim and an entity cannot be one: give two attributions, or two names")]
    ClaimAndEntity,
    /// One is an event, the other is none.
    #[error("{0:?} and {1:?} cannot be one: an event is one only with another event")]
    Kinds(String, String),
    /// There is no such field.
    #[error("{0:?} cannot be corrected: the fields are {FIELDS}", FIELDS = FIELDS.join(", "))]
    Field(String),
    /// The field does not take the value.
    #[error("{value:?} is no value for {field}: it takes {wanted}")]
    Value {
        /// The field.
        field: String,
        /// The value.
        value: String,
        /// What it takes.
        wanted: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(iri: &str, name: &str, outlet: Option<&str>, url: Option<&str>) -> ArticleNames {
        ArticleNames {
            iri: iri.to_owned(),
            names: BTreeSet::from([name.to_owned()]),
            outlet: outlet.map(str::to_owned),
            published: None,
            url: url.map(str::to_owned),
        }
    }

    #[test]
    fn an_article_is_known_again_by_iri_address_or_name_and_outlet() {
        let judged = names(
            "article/a",
            "dam.txt",
            Some("Gazette"),
            Some("https://g.example/dam"),
        );
        for (other, same) in [
            (names("article/a", "x", None, None), true),
            (names("article/b", "x", None, Some("https://g.example/dam")), true),
            (names("article/b", "dam.txt", Some("Gazette"), None), true),
            (names("article/b", "dam.txt", Some("Post"), None), false),
            (
                names(
                    "article/b",
                    "dam.txt",
                    Some("Gazette"),
                    Some("https://g.example/2"),
                ),
                false,
            ),
            (names("article/b", "x", Some("Gazette"), None), false),
        ] {
            assert_eq!(judged.may_be(&other), same, "{other:?}");
            assert_eq!(other.may_be(&judged), same, "{other:?}");
        }
    }
}
