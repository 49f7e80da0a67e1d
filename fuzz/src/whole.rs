//! The whole way: a text is read with the network, put into a record in memory, checked, and written out.

use crate::document::{LEXICON, articles};
use onrecord::check;
use onrecord::export;
use onrecord::pipeline;
use onrecord::rdf::iri::Base;
use onrecord::reader::Reader;
use onrecord::store::Record;
use std::sync::LazyLock;

static READER: LazyLock<Reader> =
    LazyLock::new(|| Reader::standard().expect("the weights come with the program"));

/// Whatever it is, `onrecord check` must find nothing, and what is written must read back as the record.
pub fn article(data: &[u8]) {
    let mut record = Record::in_memory(&Base::default()).expect("memory takes it");
    for article in articles(data) {
        let extraction = pipeline::extract(article, &LEXICON, &READER);
        record.put(&extraction).expect("memory takes it");
        record.supersede(&extraction).expect("memory takes it");
    }
    let failures = check::check(&record).expect("memory gives it back");
    assert!(failures.is_empty(), "{failures:#?}");
    export::turtle(&record).expect("it reads back as the record");
    export::nquads(&record).expect("it reads back as the record");
}
