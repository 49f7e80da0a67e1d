//! What an article calls its entities, read from its own graph.

use crate::rdf::concept::kind_of;
use crate::rdf::namesake::Called;
use crate::rdf::view::View;
use crate::rdf::vocabulary::{gaf, onr, schema, skos};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedNodeRef, Quad};
use std::collections::BTreeMap;

/// What of an as-found graph tells what its entities are called.
pub const TELL_OF_NAMES: [NamedNodeRef<'static>; 8] = [
    rdf::TYPE,
    onr::DENOTES_LOCAL,
    onr::CAPACITY,
    onr::CAPACITY_OF,
    onr::ENTITY_KIND,
    onr::NAMED,
    schema::NAME,
    skos::ALT_LABEL,
];

/// The entities of the article of an as-found graph, in the order of their nodes.
pub fn called(found: impl IntoIterator<Item = Quad>) -> Vec<Called> {
    let Some(view) = View::new(found) else {
        return Vec::new();
    };
    let mut roles: BTreeMap<NamedNode, Vec<(String, Option<String>)>> = BTreeMap::new();
    for mention in view.instances(gaf::MENTION) {
        if let (Some(local), Some(role)) = (
            view.object(mention, onr::DENOTES_LOCAL),
            view.text(mention, onr::CAPACITY),
        ) {
            let of = view.object(mention, onr::CAPACITY_OF);
            let of = of.and_then(|of| view.text(&of, schema::NAME).map(str::to_owned));
            roles.entry(local).or_default().push((role.to_owned(), of));
        }
    }
    let locals = view.instances(onr::LOCAL_ENTITY).filter_map(|local| {
        Some(Called {
            kind: kind_of(view.object(local, onr::ENTITY_KIND)?.as_ref())?,
            name: view.text(local, schema::NAME)?.to_owned(),
            named: view.text(local, onr::NAMED) == Some("true"),
            aliases: view.texts(local, skos::ALT_LABEL).map(str::to_owned).collect(),
            roles: roles.get(local).cloned().unwrap_or_default(),
            local: local.clone(),
        })
    });
    locals.collect()
}
