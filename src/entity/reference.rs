//! What leans on a name: offices ("the foreign minister"), descriptions ("the company", "two officials"), pronouns.

use super::register::Register;
use super::{Link, Scene, pronoun};
use crate::lexicon::OrganisationKind;
use crate::mention::{Form, Kind, Mention, Office};

/// How many mentions back a description may reach.
const REACH: usize = 60;

/// Resolves nominals and pronouns, in text order; first-person pronouns last, since the speaker of a quotation
/// may be named after it.
pub(super) fn resolve(scene: &Scene, register: &mut Register) {
    let context = pronoun::Context::of(scene);
    for (index, mention) in scene.mentions.mentions.iter().enumerate() {
        match (mention.form, mention.kind) {
            (Form::Nominal, Kind::Person) => office(scene, register, index),
            (Form::Nominal, Kind::Organisation) => body(scene, register, index),
            (Form::Nominal, Kind::Group) => {
                let group = register.described(Kind::Group, scene.words(mention));
                register.denote(index, group, Link::Description);
            }
            (Form::Pronoun, _) => {
                if let Some(entity) = context.antecedent(scene, register, index) {
                    register.denote(index, entity, Link::Pronoun);
                }
            }
            _ => {}
        }
    }
    context.resolve_first_person(scene, register);
}

/// "The minister": the person last said to hold such an office, else somebody without a name.
fn office(scene: &Scene, register: &mut Register, index: usize) {
    let mentions = &scene.mentions.mentions;
    let mention = &mentions[index];
    let definite = scene.words(mention).to_lowercase().starts_with("the ");
    let holder = mention.office.as_ref().filter(|_| definite).and_then(|wanted| {
        let before = (0..index).rev().take(REACH);
        before
            .filter(|earlier| mentions[*earlier].kind == Kind::Person)
            .find(|earlier| {
                mentions[*earlier]
                    .office
                    .as_ref()
                    .is_some_and(|held| is_held(wanted, held))
            })
            .and_then(|earlier| register.of(earlier))
    });
    match holder {
        Some(person) => register.denote(index, person, Link::Office),
        None => {
            let person = register.described(Kind::Person, scene.words(mention));
            register.denote(index, person, Link::Description);
        }
    }
}

/// Whether an office that is held is the one asked for: "minister" may be the foreign minister, and what it belongs
/// to must agree where both are said.
fn is_held(wanted: &Office, held: &Office) -> bool {
    let role = held.role == wanted.role || held.role.ends_with(&format!(" {}", wanted.role));
    let same_body = match (&wanted.of, &held.of) {
        (Some(wanted), Some(held)) => wanted == held,
        _ => true,
    };
    role && same_body
}

/// "The company": the organisation named last, else one without a name.
fn body(scene: &Scene, register: &mut Register, index: usize) {
    let mentions = &scene.mentions.mentions;
    let mention = &mentions[index];
    let definite = scene.words(mention).to_lowercase().starts_with("the ");
    let is_named_body = |earlier: &Mention| {
        earlier.kind == Kind::Organisation && earlier.form == Form::Name && !is_press(scene, &earlier.name)
    };
    let named = (0..index)
        .rev()
        .take(REACH)
        .filter(|_| definite)
        .find(|earlier| is_named_body(&mentions[*earlier]));
    match named.and_then(|earlier| register.of(earlier)) {
        Some(body) => register.denote(index, body, Link::Description),
        None => {
            let body = register.described(Kind::Organisation, scene.words(mention));
            register.denote(index, body, Link::Description);
        }
    }
}

/// Whether a name is an outlet's or an agency's: the one that reports is hardly ever "the company" it reports on.
fn is_press(scene: &Scene, name: &str) -> bool {
    let known = scene.lexicon.organisations.named(name);
    known.is_some_and(|body| matches!(body.kind, OrganisationKind::Agency | OrganisationKind::Outlet))
}
