//! What was judged, in words: the judgements in order, what each says, and what became of it.

use crate::judgement::{Judgement, Ruling, Target};
use crate::store::{Record, State};
use oxigraph::model::NamedNode;

/// All judgements of a record, the earliest first.
pub fn in_order(record: &Record) -> Vec<(&NamedNode, &Judgement)> {
    let mut all: Vec<_> = record.judgements().all().iter().collect();
    all.sort_by_key(|(node, judgement)| (judgement.at, *node));
    all
}

/// What became of a judgement, where it is not simply in force.
pub fn remark(state: State, ruling: &Ruling) -> Option<&'static str> {
    Some(match state {
        State::Stands => return None,
        State::Withdrawn => "taken back",
        State::Superseded => "a later one counts",
        State::Contradicted if matches!(ruling, Ruling::Relate { .. }) => "others say that it is not so",
        State::Contradicted => "others keep them apart",
        State::Orphan => "orphan: its words stand nowhere today",
    })
}

/// What a judgement says, on one line.
pub fn told(judgement: &Judgement) -> String {
    let word = judgement.ruling.word();
    match &judgement.ruling {
        Ruling::Assess { target, .. } => format!("{word} {}", called(target)),
        Ruling::Correct { target, correction } => format!(
            "{word} {} to {} in {}",
            correction.field(),
            correction.value(),
            called(target)
        ),
        Ruling::Relate { kind, from, to, .. } => {
            format!("{word} that {} {} {}", called(from), kind.name(), called(to))
        }
        Ruling::Compare { one, other, .. } => format!("{word} {} and {}", called(one), called(other)),
        Ruling::Withdraw { judgement } => format!("{word} {judgement}"),
    }
}

/// A target for a reader.
fn called(target: &Target) -> String {
    let article = target
        .article()
        .and_then(|article| article.names.first().cloned())
        .unwrap_or_default();
    match target {
        Target::Content(passage) if passage.source.is_empty() => {
            format!("“{}” ({article})", passage.content)
        }
        Target::Content(passage) => format!("{}: “{}” ({article})", passage.source, passage.content),
        Target::Mention(mention) => format!("{}@{article}", mention.denotes.name),
        Target::Name(named) => named.name.clone(),
    }
}
