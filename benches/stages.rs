//! How long each stage takes on the articles in `seeds/`, as shares of the whole: `make bench`.
//!
//! Absolute times say more of the machine than of the program, so what is compared are ratios within one run: the
//! share of each stage, and how fast `ingest` is against reading alone.

use onrecord::article::{self, Article, FieldNames, Source};
use onrecord::export::jsonl::article_line;
use onrecord::lexicon::Lexicon;
use onrecord::pipeline::{self, Extraction};
use onrecord::rdf::{found, iri::Base};
use onrecord::reader::{Labels, Reader};
use onrecord::store::Record;
use onrecord::{attribution, claim, entity, mention, sentence};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::hint::black_box;
use std::io::BufReader;
use std::path::Path;
use std::time::{Duration, Instant};

/// Each stage is run so often over all articles; the fastest round counts, which is the least disturbed one.
const ROUNDS: usize = 30;

fn main() {
    let lexicon = Lexicon::standard();
    let reader = Reader::standard().expect("the weights fit the program");
    let files = seeds();
    let articles = read(&files, &lexicon);
    let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
    let extractions: Vec<Extraction> = articles
        .iter()
        .map(|article| pipeline::extract(article.clone(), &lexicon, &reader))
        .collect();
    let base = Base::default();
    let read_labels = |e: &Extraction| reader.read(&e.article.reading);
    let all: BTreeMap<String, Labels> = extractions
        .iter()
        .map(|e| (e.article.name.clone(), read_labels(e)))
        .collect();
    let labels = |e: &Extraction| &all[&e.article.name];
    let each = |work: &dyn Fn(&Extraction)| fastest(|| timed(|| extractions.iter().for_each(work)));
    let day = |extraction: &Extraction| extraction.article.published.as_ref().map(|day| day.value);
    let stages = [
        (
            "article",
            fastest(|| timed(|| drop(black_box(read(&files, &lexicon))))),
        ),
        (
            "sentence",
            each(&|e| drop(black_box(sentence::segment(&e.article.reading)))),
        ),
        ("reader", each(&|e| drop(black_box(read_labels(e))))),
        (
            "mention, time",
            each(&|e| {
                drop(black_box(mention::find(
                    &e.article.reading,
                    &e.segmentation,
                    day(e),
                    Some(&labels(e).names),
                    &lexicon,
                )));
            }),
        ),
        (
            "attribution",
            each(&|e| {
                drop(black_box(attribution::find(
                    &e.article.reading,
                    &e.segmentation,
                    &e.mentions,
                    labels(e),
                    &reader,
                    &lexicon,
                )));
            }),
        ),
        (
            "entity",
            each(&|e| {
                drop(black_box(entity::resolve(
                    &e.article,
                    &e.segmentation,
                    &e.mentions,
                    &e.attributions,
                    &lexicon,
                )));
            }),
        ),
        (
            "claim",
            each(&|e| {
                drop(black_box(claim::read(
                    &e.article,
                    &e.segmentation,
                    &e.mentions,
                    &e.attributions,
                    &e.entities,
                    &lexicon,
                )));
            }),
        ),
        ("rdf", each(&|e| drop(black_box(found::quads(e, &base))))),
    ];
    let store = fastest(|| store(&extractions));
    let line = each(&|e| drop(black_box(article_line(e))));
    let whole: Duration = stages.iter().map(|(_, time)| *time).sum::<Duration>() + store;
    println!(
        "{} articles, {bytes} bytes, fastest of {ROUNDS} rounds",
        articles.len()
    );
    for (stage, time) in stages.iter().chain(&[("store", store)]) {
        println!("{stage:16} {:5.1} %", 100.0 * ratio(*time, whole));
    }
    let reading: Duration = stages[..7].iter().map(|(_, time)| *time).sum();
    let extract = reading + line;
    println!(
        "extract, one thread: {:.0} articles/s",
        per_second(articles.len(), extract)
    );
    println!(
        "ingest, one thread:  {:.0} articles/s",
        per_second(articles.len(), whole)
    );
    println!("ingest / extract:    {:.2}", ratio(extract, whole));
}

fn seeds() -> Vec<std::path::PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the seeds are there")
        .map(|entry| entry.expect("the seeds can be listed").path())
        .filter(|path| path.extension().is_some_and(|ending| ending != "md"))
        .collect();
    files.sort();
    files
}

fn read(files: &[std::path::PathBuf], lexicon: &Lexicon) -> Vec<Article> {
    let articles = files.iter().flat_map(|path| {
        let file = BufReader::new(File::open(path).expect("the seeds can be read"));
        let name = path.display().to_string();
        let source = Source {
            file: name.clone(),
            name,
        };
        article::read(source, file)
    });
    let names = FieldNames::default();
    articles
        .map(|document| document.and_then(|document| document.article(&names, lexicon)))
        .map(|article| article.expect("the seeds are articles"))
        .collect()
}

/// How long it takes to put all articles into a record on disk, the making of which is not counted.
fn store(extractions: &[Extraction]) -> Duration {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let mut record =
        Record::open_or_create(&folder.path().join("record"), None).expect("a record can be made");
    timed(|| {
        for extraction in extractions {
            record.put(extraction).expect("the record can be written");
        }
        record.flush().expect("the record can be written");
    })
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn fastest(round: impl Fn() -> Duration) -> Duration {
    (0..ROUNDS).map(|_| round()).min().expect("there are rounds")
}

fn ratio(part: Duration, whole: Duration) -> f64 {
    part.as_secs_f64() / whole.as_secs_f64()
}

fn per_second(count: usize, time: Duration) -> f64 {
    count as f64 / time.as_secs_f64()
}
