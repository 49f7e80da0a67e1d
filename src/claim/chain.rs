//! Through whom a statement was heard: outlet first, then the source line, then whoever the sentence itself names
//! ("told Reuters", "as quoted by Interfax").

use super::{Hop, Scene, words};
use crate::article::{Role, Stated};
use crate::attribution::{Attribution, Form};

/// The chain of one attribution; each name stands in it once.
pub fn read(scene: &Scene, attribution: &Attribution) -> Vec<Hop> {
    let article = scene.article;
    let own_voice = attribution.form == Form::Narrated;
    let rests_on_source_line = !own_voice && scene.role(attribution) != Some(Role::Background);
    let sources = if rests_on_source_line {
        article.sources.as_slice()
    } else {
        &[]
    };
    let named = article.outlet.iter().chain(sources).map(stated);
    let through = attribution.through.iter().map(|span| Hop {
        name: words::folded(article.reading.slice(*span)),
        anchor: article.reading.anchor(*span),
    });
    let mut chain: Vec<Hop> = Vec::new();
    for hop in named.chain(through) {
        if !chain
            .iter()
            .any(|earlier| words::compared(&earlier.name) == words::compared(&hop.name))
        {
            chain.push(hop);
        }
    }
    chain
}

fn stated(name: &Stated<String>) -> Hop {
    Hop {
        name: name.value.clone(),
        anchor: name.anchor,
    }
}
