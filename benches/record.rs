//! What it costs to keep an article as the record grows: `make bench`. Ratios within one run, to the first hundred.

use onrecord::article::{Basis, Stated};
use onrecord::check::check;
use onrecord::pipeline::Extraction;
use onrecord::rdf::fixture;
use onrecord::store::Record;
use std::time::{Duration, Instant};

const ARTICLES: usize = 1000;
const PART: usize = 100;

fn main() {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let path = folder.path().join("record");
    let mut record = Record::open_or_create(&path, None).expect("a record can be made");
    let articles: Vec<Extraction> = (0..ARTICLES).map(article).collect();
    let parts: Vec<Duration> = articles.chunks(PART).map(|part| put(&mut record, part)).collect();
    let quads = record.quads().count();
    let again = put(&mut record, &articles[..PART]);
    let replaced = put(
        &mut record,
        &articles[..PART].iter().map(without_claims).collect::<Vec<_>>(),
    );
    let start = Instant::now();
    let failures = check(&record).expect("the record can be read");
    let checked = start.elapsed();
    assert_eq!(failures, [], "the record does not hold together");
    println!(
        "{ARTICLES} articles of two kinds, {quads} quads; times {PART}, as ratios to adding the first {PART}"
    );
    let row = |what: &str, time: Duration| {
        println!("{what:32} {:6.2}", time.as_secs_f64() / parts[0].as_secs_f64());
    };
    row("adding the last", parts[parts.len() - 1]);
    row("putting the first again", again);
    row("replacing the first by less", replaced);
    row(
        "checking, for each hundred",
        checked / u32::try_from(parts.len()).expect("a few parts"),
    );
}

/// Two stories in turn; the same story under another address is another print.
fn article(number: usize) -> Extraction {
    let mut extraction = match number % 2 {
        0 => fixture::reyes(),
        _ => fixture::post(),
    };
    extraction.article.url = Some(Stated {
        value: format!("https://example.org/{number}"),
        anchor: None,
        basis: Basis::Field,
    });
    extraction
}

fn without_claims(extraction: &Extraction) -> Extraction {
    Extraction {
        attributions: Vec::new(),
        claims: Default::default(),
        ..extraction.clone()
    }
}

fn put(record: &mut Record, articles: &[Extraction]) -> Duration {
    let start = Instant::now();
    for extraction in articles {
        record.put(extraction).expect("the record can be written");
    }
    record.flush().expect("the record can be written");
    start.elapsed()
}
