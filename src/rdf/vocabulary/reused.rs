//! The vocabularies of others: the terms that we use of each.

vocabulary! {
    /// schema.org.
    schema = "https://schema.org/" {
        NEWS_ARTICLE = "NewsArticle",
        CLAIM = "Claim",
        PERSON = "Person",
        ORGANIZATION = "Organization",
        PLACE = "Place",
        HEADLINE = "headline",
        DATE_PUBLISHED = "datePublished",
        PUBLISHER = "publisher",
        AUTHOR = "author",
        URL = "url",
        IN_LANGUAGE = "inLanguage",
        ENCODING_FORMAT = "encodingFormat",
        NAME = "name",
        ALTERNATE_NAME = "alternateName",
        SAME_AS = "sameAs",
        IDENTIFIER = "identifier",
        SOFTWARE_VERSION = "softwareVersion",
        AGENT = "agent",
        RECIPIENT = "recipient",
        TEXT = "text",
        ABOUT = "about",
    }
}

vocabulary! {
    /// The NLP Interchange Format: text with anchors.
    nif = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#" {
        CONTEXT = "Context",
        OFFSET_BASED_STRING = "OffsetBasedString",
        SENTENCE = "Sentence",
        IS_STRING = "isString",
        BEGIN_INDEX = "beginIndex",
        END_INDEX = "endIndex",
        ANCHOR_OF = "anchorOf",
        REFERENCE_CONTEXT = "referenceContext",
        CONFIDENCE = "confidence",
    }
}

vocabulary! {
    /// The Grounded Annotation Framework: from mentions to what they denote.
    gaf = "http://groundedannotationframework.org/gaf#" {
        MENTION = "Mention",
        DENOTES = "denotes",
    }
}

vocabulary! {
    /// GRaSP: who says what with which stance.
    grasp = "http://groundedannotationframework.org/grasp#" {
        ATTRIBUTION = "Attribution",
    }
}

vocabulary! {
    /// The Simple Event Model.
    sem = "http://semanticweb.cs.vu.nl/2009/11/sem/" {
        EVENT = "Event",
        EVENT_TYPE = "eventType",
        HAS_PLACE = "hasPlace",
        HAS_ACTOR = "hasActor",
        HAS_TIME = "hasTime",
        SUB_EVENT_OF = "subEventOf",
    }
}

vocabulary! {
    /// The organization ontology: offices over time.
    org = "http://www.w3.org/ns/org#" {
        MEMBERSHIP = "Membership",
        ROLE = "Role",
        HAS_MEMBER = "member",
        HAS_ORGANIZATION = "organization",
        HAS_ROLE = "role",
        MEMBER_DURING = "memberDuring",
    }
}

vocabulary! {
    /// PROV-O: what was made from what, and by whom.
    prov = "http://www.w3.org/ns/prov#" {
        ACTIVITY = "Activity",
        SOFTWARE_AGENT = "SoftwareAgent",
        WAS_ATTRIBUTED_TO = "wasAttributedTo",
        WAS_REVISION_OF = "wasRevisionOf",
        WAS_DERIVED_FROM = "wasDerivedFrom",
        WAS_ASSOCIATED_WITH = "wasAssociatedWith",
        STARTED_AT_TIME = "startedAtTime",
        USED = "used",
    }
}

vocabulary! {
    /// OWL-Time.
    time = "http://www.w3.org/2006/time#" {
        INTERVAL = "Interval",
    }
}

vocabulary! {
    /// SKOS: labels and concept schemes.
    skos = "http://www.w3.org/2004/02/skos/core#" {
        CONCEPT = "Concept",
        CONCEPT_SCHEME = "ConceptScheme",
        IN_SCHEME = "inScheme",
        PREF_LABEL = "prefLabel",
        ALT_LABEL = "altLabel",
    }
}

vocabulary! {
    /// Dublin Core.
    dcterms = "http://purl.org/dc/terms/" {
        IDENTIFIER = "identifier",
        PUBLISHER = "publisher",
        CREATOR = "creator",
        CREATED = "created",
        IS_REPLACED_BY = "isReplacedBy",
    }
}

vocabulary! {
    /// Web Annotation: what somebody says of words in a text.
    oa = "http://www.w3.org/ns/oa#" {
        ANNOTATION = "Annotation",
        MOTIVATED_BY = "motivatedBy",
        ASSESSING = "assessing",
        HAS_TARGET = "hasTarget",
        SPECIFIC_RESOURCE = "SpecificResource",
        HAS_SOURCE = "hasSource",
        HAS_SELECTOR = "hasSelector",
        TEXT_QUOTE_SELECTOR = "TextQuoteSelector",
        EXACT = "exact",
        PREFIX = "prefix",
        SUFFIX = "suffix",
    }
}
