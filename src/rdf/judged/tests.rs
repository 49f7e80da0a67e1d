//! What is written is read, and words lead back to the nodes that they were taken from.

use super::*;
use crate::judgement::{Answer, Correction, Verdict};
use crate::rdf::fixture;
use crate::rdf::found;
use crate::rdf::iri::Base;
use crate::rdf::view::View;
use crate::rdf::vocabulary::{gaf, grasp};
use oxigraph::model::NamedNodeRef;

/// The nodes of a class in an article, with what each is to a judgement.
fn targets(class: NamedNodeRef<'static>) -> Vec<(NamedNode, Target)> {
    let base = Base::default();
    let quads = found::quads(&fixture::reyes(), &base);
    let view = View::new(quads.iter().cloned()).unwrap();
    view.instances(class)
        .map(|node| {
            let target = anchor::target(quads.iter().cloned(), node, &base);
            (node.clone(), target.unwrap())
        })
        .collect()
}

fn all_kinds() -> Vec<Judgement> {
    let mut all = targets(grasp::ATTRIBUTION);
    let ((_, another), (_, content)) = (all.remove(1), all.remove(0));
    let (_, mention) = targets(gaf::MENTION).remove(0);
    let name = Target::Name(Named {
        entity: "organisation/afp".to_owned(),
        name: "AFP".to_owned(),
    });
    let correct = |field, value, kind| Ruling::Correct {
        target: content.clone(),
        correction: Correction::read(field, value, kind).unwrap(),
    };
    let rulings = [
        Ruling::Assess {
            target: content.clone(),
            verdict: Verdict::Rejected,
        },
        correct("speaker", "Harbour Board", Some("organisation")),
        correct("said-on", "2026-02-16/2026-02-17", None),
        correct("about", "person:Ana Reyes; place:Norland", None),
        Ruling::compare(content.clone(), another.clone(), Answer::Same).unwrap(),
        Ruling::relate("updates", another, content.clone(), Verdict::Unsure).unwrap(),
        Ruling::Compare {
            one: mention,
            other: name,
            answer: Answer::NotSame,
        },
        Ruling::Withdraw {
            judgement: "judgement/0123456789abcdef".to_owned(),
        },
    ];
    let at = "2026-03-01T10:00:00.25Z".parse().unwrap();
    rulings
        .into_iter()
        .map(|ruling| Judgement::new("Mira \"M.\"", at, ruling))
        .collect()
}

#[test]
fn quads_give_back_their_judgement_on_any_base() {
    for base in [
        Base::default(),
        Base::new("https://example.org/judgement/article/").unwrap(),
    ] {
        for judgement in all_kinds() {
            let read = read(quads(&judgement, &base));
            let node = base.judgement(&judgement);
            assert_eq!(read, BTreeMap::from([(node, judgement)]));
        }
    }
}

#[test]
fn words_lead_back_to_their_node() {
    let base = Base::default();
    let view = View::new(found::quads(&fixture::reyes(), &base)).unwrap();
    for (node, target) in targets(grasp::ATTRIBUTION) {
        let Target::Content(passage) = &target else {
            panic!("{target:?}")
        };
        assert_eq!(anchor::attribution(&view, passage), Some(node));
        let mut longer = passage.clone();
        longer.source = format!("Acting {}", passage.source);
        assert!(
            anchor::attribution(&view, &longer).is_some(),
            "a title more is the same source"
        );
        longer.source = "The baker".to_owned();
        assert_eq!(
            anchor::attribution(&view, &longer),
            None,
            "another source is another attribution"
        );
    }
    for (node, target) in targets(gaf::MENTION) {
        let Target::Mention(mention) = &target else {
            panic!("{target:?}")
        };
        let local = view.object(&node, crate::rdf::vocabulary::onr::DENOTES_LOCAL);
        assert_eq!(anchor::local(&view, mention, &base), local);
        let mut other = mention.clone();
        other.denotes.entity = "person/nobody".to_owned();
        assert_eq!(anchor::local(&view, &other, &base), None);
    }
}
