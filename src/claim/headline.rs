//! Whom a headline means by "minister" or "port boss": the article below it names who says what the headline gives.

use super::{Scene, words};
use crate::attribution::{Attribution, Position};
use crate::mention::Kind;

/// So many attributions below a headline are asked who its speaker is.
const BELOW: usize = 12;

/// Who of those named below says most of what a headline gives as said, the first of equal ones; whoever bears the headline's
/// noun in the name goes before others ("health office": the National Health Office). `own` is the headline's own speaker.
pub(super) fn speaker(scene: &Scene, headline: &Attribution, own: Option<usize>) -> Option<usize> {
    let noun = noun(scene, headline);
    // "Study: …" and "…, police say" mean just that.
    let is_document = scene.lexicon.speech_nouns.reference(&noun).is_some();
    let is_body = own.is_none() && scene.lexicon.groups.noun(&noun).is_some();
    if is_document || is_body {
        return None;
    }
    let entities = &scene.entities.entities;
    let wanted = match scene.lexicon.offices.singular.word(&noun) {
        Some(_) => Some(Kind::Person),
        None => own.map(|own| entities[own].kind),
    };
    let telling =
        |attribution: &Attribution| words::telling(&words::claim_text(&scene.article.reading, attribution));
    let said = telling(headline);
    let in_body = |attribution: &&Attribution| attribution.position == Position::Body;
    let below = scene.attributions.iter().filter(in_body).take(BELOW);
    let named = below.filter_map(|attribution| {
        let mention = attribution.speaker?;
        let speaker = scene.entities.of(mention)?;
        let entity = &entities[speaker];
        let fits = entity.named && wanted.is_none_or(|wanted| wanted == entity.kind);
        let bears = entity.name.to_lowercase().split(' ').any(|word| word == noun);
        let common = telling(attribution).intersection(&said).count();
        (fits && (bears || common > 0)).then_some(((bears, common), speaker))
    });
    let first_best = |best: ((bool, usize), usize), next: ((bool, usize), usize)| match next.0 > best.0 {
        true => next,
        false => best,
    };
    named.reduce(first_best).map(|(_, speaker)| speaker)
}

/// The last word of a headline's source, in lower case.
fn noun(scene: &Scene, headline: &Attribution) -> String {
    let source = headline.frame.source.first();
    let called = source.map(|source| scene.article.reading.slice(*source));
    let last = called.and_then(|called| called.rsplit(' ').next());
    last.unwrap_or_default().to_lowercase()
}
