//! Every term that the record is written in, one constant each.
//!
//! The terms of our own namespace are defined in `ontology/onrecord.ttl`; a test holds the two lists equal.
//! The others are reused as their makers define them: schema.org, NIF, GAF and GRaSP (NewsReader), SEM, the
//! organization ontology, PROV-O, OWL-Time, SKOS, Dublin Core and Web Annotation.

/// The version of the graph's shape: raised when an older program could no longer read what a newer one writes.
/// 2 has the keys and relations of claims; 3 has judgements of these, and the user's list of names.
pub const RECORD_FORMAT: u32 = 4;

/// The vocabulary itself, as Turtle.
pub const ONTOLOGY: &str = include_str!("../../ontology/onrecord.ttl");

macro_rules! vocabulary {
    ($(#[$about:meta])* $module:ident = $namespace:literal { $($constant:ident = $local:literal,)* }) => {
        $(#[$about])*
        pub mod $module {
            use oxigraph::model::NamedNodeRef;

            /// What the IRIs of this vocabulary begin with.
            pub const NAMESPACE: &str = $namespace;
            $(
                #[doc = concat!("`", stringify!($module), ":", $local, "`")]
                pub const $constant: NamedNodeRef<'static> =
                    NamedNodeRef::new_unchecked(concat!($namespace, $local));
            )*
            /// All of the above.
            pub const TERMS: &[NamedNodeRef<'static>] = &[$($constant),*];
        }
    };
}

vocabulary! {
    /// Our own terms.
    onr = "https://w3id.org/onrecord/ns#" {
        // Classes.
        STATEMENT = "Statement",
        CLAIM_RELATION = "ClaimRelation",
        LOCAL_ENTITY = "LocalEntity",
        TIME_EXPRESSION = "TimeExpression",
        HOP = "Hop",
        RECORD = "Record",
        GAZETTEER_ENTRY = "GazetteerEntry",
        // Concept schemes.
        ATTITUDE_SCHEME = "Attitude",
        FORM_SCHEME = "Form",
        MODE_SCHEME = "Mode",
        POSITION_SCHEME = "Position",
        KIND_SCHEME = "Kind",
        MENTION_FORM_SCHEME = "MentionForm",
        BASIS_SCHEME = "Basis",
        LINK_SCHEME = "Link",
        RELATION_KIND_SCHEME = "RelationKind",
        METADATA_BASIS_SCHEME = "MetadataBasis",
        // Attitudes; `denies` and `confirms` are relation kinds and plain edges too.
        ASSERTS = "asserts",
        DENIES = "denies",
        ACCUSES = "accuses",
        WARNS = "warns",
        PROMISES = "promises",
        REQUESTS = "requests",
        AGREES = "agrees",
        DOUBTS = "doubts",
        DECLINES = "declines",
        CONFIRMS = "confirms",
        // Inferred kinds of relation, plain edges too.
        REPEATS = "repeats",
        CONTRADICTS = "contradicts",
        UPDATES = "updates",
        // How far two claims are one.
        GRADE_SCHEME = "Grade",
        SAME_WORDS = "same-words",
        SAME_CLAIM_GRADE = "same-claim",
        SAME_TOPIC = "same-topic",
        // Forms.
        DIRECT = "direct",
        INDIRECT = "indirect",
        MIXED = "mixed",
        NARRATED = "narrated",
        // Modes.
        SPEECH = "speech",
        BELIEF = "belief",
        INTENTION = "intention",
        // Positions.
        HEADLINE = "headline",
        BODY = "body",
        EDITORIAL_NOTE = "editorial-note",
        // Kinds; `Group` is also the class of people without a name.
        PERSON = "Person",
        ORGANISATION = "Organisation",
        PLACE = "Place",
        EVENT = "Event",
        GROUP = "Group",
        // Forms of mention and links; `name`, `adjective` and `pronoun` are both.
        NAME = "name",
        ADJECTIVE = "adjective",
        NOMINAL = "nominal",
        PRONOUN = "pronoun",
        PART_OF_NAME = "part-of-name",
        METONYM = "metonym",
        OFFICE = "office",
        APPOSITION = "apposition",
        PREDICATE = "predicate",
        SAME_NOUN = "same-noun",
        FIRST_PERSON = "first-person",
        SECOND_PERSON = "second-person",
        WRITER = "writer",
        DESCRIPTION = "description",
        // How a date is known.
        STATED = "stated",
        EXPRESSION = "expression",
        CARRIED = "carried",
        PUBLICATION = "publication",
        UNRESOLVED = "unresolved",
        // A property of a run.
        NOT_READ = "notRead",
        // Properties of an article.
        PUBLISHER_NAME = "publisherName",
        AUTHOR_NAME = "authorName",
        CREDITED_NAME = "creditedName",
        HEADLINE_AT = "headlineAt",
        PUBLISHED_AT = "publishedAt",
        PUBLISHER_AT = "publisherAt",
        AUTHOR_AT = "authorAt",
        HEADLINE_FROM = "headlineFrom",
        PUBLISHED_FROM = "publishedFrom",
        PUBLISHER_FROM = "publisherFrom",
        AUTHOR_FROM = "authorFrom",
        URL_FROM = "urlFrom",
        // Where metadata of an article was read.
        BASIS_FIELD = "given-field",
        BASIS_FEED = "feed",
        BASIS_LINKED_DATA = "linked-data",
        BASIS_META_ELEMENT = "meta-element",
        BASIS_ELEMENT = "element",
        BASIS_LINE = "line",
        BASIS_ADDRESS = "address",
        URL_AT = "urlAt",
        TEXT_BAND = "textBand",
        REPRINTS = "reprints",
        SIMILARITY = "similarity",
        // Properties of a mention.
        MENTION_KIND = "mentionKind",
        MENTION_FORM = "mentionForm",
        HEAD = "head",
        CAPACITY = "capacity",
        CAPACITY_AT = "capacityAt",
        CAPACITY_OF = "capacityOf",
        DENOTES_LOCAL = "denotesLocal",
        LINK = "link",
        // Properties of a time expression and of an interval.
        TIMEX_TYPE = "timexType",
        TIMEX_VALUE = "timexValue",
        TIMEX_BASIS = "timexBasis",
        RECKONED_FROM = "reckonedFrom",
        PHRASE = "phrase",
        INTERVAL = "interval",
        FROM = "from",
        TO = "to",
        // Properties of an attribution.
        IN_ARTICLE = "inArticle",
        SOURCE = "source",
        CUE = "cue",
        CONTENT = "content",
        CONTENT_TEXT = "contentText",
        CLAIM_TEXT = "claimText",
        FORM = "form",
        POSITION = "position",
        ATTITUDE = "attitude",
        MODE = "mode",
        ADDRESSEE = "addressee",
        ADDRESSEE_AT = "addresseeAt",
        SPEAKER = "speaker",
        SPEAKER_NAME = "speakerName",
        SPEAKER_MENTION = "speakerMention",
        SAID_ON = "saidOn",
        SAID_UNTIL = "saidUntil",
        SAID_BASIS = "saidBasis",
        TIME_BASIS = "timeBasis",
        CARRIED_FROM = "carriedFrom",
        HAS_HOP = "hop",
        ABOUT = "about",
        CLAIM_ABOUT = "claimAbout",
        CONTENT_TIME = "contentTime",
        DEADLINE = "deadline",
        ENCLOSED_BY = "enclosedBy",
        CONTINUES = "continues",
        SENTENCE = "sentence",
        METHOD = "method",
        // Properties of a hop.
        HOP_NUMBER = "hopNumber",
        THROUGH_NAME = "throughName",
        THROUGH = "through",
        ANCHOR = "anchor",
        // Properties of a relation.
        RELATION_KIND = "relationKind",
        RELATES_FROM = "relatesFrom",
        RELATES_TO = "relatesTo",
        EVIDENCE = "evidence",
        GRADE = "grade",
        // Properties of an entity of an article, and of its name, in the graph `index`.
        NAMES = "names",
        ANSWERS_TO = "answersTo",
        ASKS_FOR = "asksFor",
        GOES_BY = "goesBy",
        // Properties of a claim.
        SAME_CLAIM = "sameClaim",
        SETTING = "setting",
        KEY = "key",
        VECTOR = "vector",
        // Properties of an entity.
        ENTITY_KIND = "entityKind",
        NAMED = "named",
        EVENT_KIND = "eventKind",
        EVENT_PLACE = "eventPlace",
        EVENT_INTERVAL = "eventInterval",
        ROUND_OF = "roundOf",
        ROUND = "round",
        PARTICIPANT = "participant",
        // Properties of a statement.
        STANCE = "stance",
        REPORTED_BY = "reportedBy",
        EXPRESSES = "expresses",
        // From a speaker straight to a claim.
        SAID = "said",
        DENIED = "denied",
        ACCUSED = "accused",
        WARNED = "warned",
        PROMISED = "promised",
        REQUESTED = "requested",
        AGREED = "agreed",
        DOUBTED = "doubted",
        DECLINED = "declined",
        // Judgements: what they say.
        VERDICT_SCHEME = "Verdict",
        ACCEPTED = "accepted",
        REJECTED = "rejected",
        UNSURE = "unsure",
        CORRECTED = "corrected",
        SAME = "same",
        NOT_SAME = "not-same",
        WITHDRAWN = "withdrawn",
        // Properties of a judgement and of its target.
        VERDICT = "verdict",
        FIELD = "field",
        VALUE = "value",
        VALUE_KIND = "valueKind",
        WITHDRAWS = "withdraws",
        ROLE = "role",
        JUDGED_CONTENT = "judgedContent",
        JUDGED_SOURCE = "judgedSource",
        JUDGED_ENTITY = "judgedEntity",
        FOUND_AS = "foundAs",
        // What judgements make of an attribution.
        JUDGED = "judged",
        CORRECTED_BY = "correctedBy",
        // Of an entry of the list of names that the user gave.
        LISTED_IDENTIFIER = "listedIdentifier",
        // Of the record itself.
        RECORD_FORMAT = "recordFormat",
        BASE = "base",
    }
}

/// The vocabularies of others, as far as we use them.
mod reused;

pub use reused::{dcterms, gaf, grasp, nif, oa, org, prov, schema, sem, skos, time};

/// The prefixes with which we write Turtle and SPARQL, in alphabetical order.
pub const PREFIXES: &[(&str, &str)] = &[
    ("dcterms", dcterms::NAMESPACE),
    ("gaf", gaf::NAMESPACE),
    ("grasp", grasp::NAMESPACE),
    ("nif", nif::NAMESPACE),
    ("oa", oa::NAMESPACE),
    ("onr", onr::NAMESPACE),
    ("org", org::NAMESPACE),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", prov::NAMESPACE),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", schema::NAMESPACE),
    ("sem", sem::NAMESPACE),
    ("skos", skos::NAMESPACE),
    ("time", time::NAMESPACE),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::{NamedOrBlankNode, Term, Triple};
    use oxttl::TurtleParser;
    use std::collections::BTreeSet;

    fn ontology() -> Vec<Triple> {
        TurtleParser::new()
            .for_slice(ONTOLOGY)
            .collect::<Result<_, _>>()
            .expect("the ontology is Turtle")
    }

    #[test]
    fn the_ontology_defines_exactly_our_terms() {
        let defined: BTreeSet<String> = ontology()
            .iter()
            .filter_map(|triple| match &triple.subject {
                NamedOrBlankNode::NamedNode(node) => Some(node.as_str().to_owned()),
                NamedOrBlankNode::BlankNode(_) => None,
            })
            .filter(|iri| iri.starts_with(onr::NAMESPACE) && iri != onr::NAMESPACE)
            .collect();
        let used: BTreeSet<String> = onr::TERMS.iter().map(|term| term.as_str().to_owned()).collect();
        let apart: Vec<&String> = defined.symmetric_difference(&used).collect();
        assert!(apart.is_empty(), "only in one of ontology and code: {apart:?}");
    }

    #[test]
    fn every_term_has_a_label_a_comment_and_an_example() {
        let triples = ontology();
        for property in [
            "http://www.w3.org/2000/01/rdf-schema#label",
            "http://www.w3.org/2000/01/rdf-schema#comment",
            "http://www.w3.org/2004/02/skos/core#example",
        ] {
            let told: BTreeSet<String> = triples
                .iter()
                .filter(|triple| {
                    triple.predicate.as_str() == property
                        && matches!(&triple.object, Term::Literal(literal) if !literal.value().is_empty())
                })
                .map(|triple| triple.subject.to_string())
                .collect();
            for term in onr::TERMS {
                assert!(told.contains(&term.to_string()), "{term} lacks {property}");
            }
        }
    }

    #[test]
    fn the_ontology_has_no_blank_nodes_and_names_only_its_own_terms() {
        for triple in ontology() {
            assert!(
                !triple.subject.is_blank_node() && !triple.object.is_blank_node(),
                "{triple}"
            );
            if let Term::NamedNode(object) = &triple.object
                && object.as_str().starts_with(onr::NAMESPACE)
                && object.as_str() != onr::NAMESPACE
            {
                assert!(onr::TERMS.contains(&object.as_ref()), "{object} is not defined");
            }
        }
    }

    #[test]
    fn no_term_stands_twice() {
        let distinct: BTreeSet<_> = onr::TERMS.iter().collect();
        assert_eq!(distinct.len(), onr::TERMS.len());
    }
}
