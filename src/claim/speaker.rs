//! Who makes a statement: the entity that the source denotes, else the words of the source; the outlet for what
//! it says in its own voice.

use super::{Scene, words};
use crate::attribution::Attribution;

/// The entity that speaks; `None` for the outlet's own voice and for a source that nothing resolves.
pub fn entity(scene: &Scene, attribution: &Attribution) -> Option<usize> {
    attribution.speaker.and_then(|mention| scene.entities.of(mention))
}

/// "The Merrow Tide, citing two officials" is "The Merrow Tide".
fn without_apposition(source: &str) -> &str {
    source
        .split_once(", ")
        .map_or(source, |(name, _)| name)
        .trim_end_matches(',')
}

/// The name of who speaks.
pub fn name(scene: &Scene, attribution: &Attribution) -> Option<String> {
    if attribution.is_own_voice() {
        return scene.article.outlet.as_ref().map(|outlet| outlet.value.clone());
    }
    match entity(scene, attribution) {
        Some(entity) => Some(scene.entities.entities[entity].name.clone()),
        None => attribution
            .frame
            .source
            .first()
            .map(|span| without_apposition(&words::folded(scene.article.reading.slice(*span))).to_owned()),
    }
}
