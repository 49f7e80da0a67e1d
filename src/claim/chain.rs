//! Through whom a statement was heard: outlet first, then the source line, then whoever the sentence itself names
//! ("told Reuters", "as quoted by Interfax").

use super::{Hop, Scene, words};
use crate::article::{Role, Stated};
use crate::attribution::Attribution;
use crate::entity::without_article;
use crate::span::Span;

/// The chain of one attribution; each name stands in it once.
pub fn read(scene: &Scene, attribution: &Attribution) -> Vec<Hop> {
    let article = scene.article;
    let own_voice = attribution.is_own_voice();
    let rests_on_source_line = !own_voice && scene.role(attribution) != Some(Role::Background);
    let sources = if rests_on_source_line {
        article.sources.as_slice()
    } else {
        &[]
    };
    let named = article.outlet.iter().chain(sources).map(stated);
    let through = attribution.through.iter().map(|span| Hop {
        name: name(scene, *span),
        anchor: article.reading.anchor(*span),
    });
    let mut chain: Vec<Hop> = Vec::new();
    for hop in named.chain(through) {
        if !chain
            .iter()
            .any(|earlier| compared(&earlier.name) == compared(&hop.name))
        {
            chain.push(hop);
        }
    }
    chain
}

/// What the article calls whoever a span names, by the fullest name; else the span's words.
fn name(scene: &Scene, span: Span) -> String {
    let mentions = &scene.mentions.mentions;
    let named = (0..mentions.len())
        .filter(|&index| mentions[index].span == span)
        .find_map(|index| scene.entities.of(index))
        .map(|entity| &scene.entities.entities[entity])
        .filter(|entity| entity.named);
    named.map_or_else(
        || words::folded(scene.article.reading.slice(span)),
        |entity| entity.name.clone(),
    )
}

/// A name's words, its article aside.
fn compared(name: &str) -> Vec<String> {
    words::compared(without_article(name))
}

fn stated(name: &Stated<String>) -> Hop {
    Hop {
        name: name.value.clone(),
        anchor: name.anchor,
    }
}
