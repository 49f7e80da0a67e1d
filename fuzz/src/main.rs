//! All fuzz targets in one program, so that it is linked once: `FUZZ_TARGET` names the one to run. `README.md` has the
//! commands.
//!
//! A target reads what libFuzzer made up and panics where something does not hold. With `FUZZ_STRETCH=BYTES` each input is
//! repeated up to that length, and one that takes more than [`LONGEST`] of the processor's time is a failure too.
#![no_main]

/// What must hold of every article, whatever it was made of.
mod held;

/// Files of each format.
mod document;

/// The whole way of an article into a record.
mod whole;

/// Quotations, sentences and the network's pieces of words.
mod text;

/// Queries, and values for their parameters.
mod question;

/// What is written as RDF.
mod written;

/// What is written for Graphviz.
mod drawn;

use std::env;
use std::sync::LazyLock;
use std::time::Duration;

type Target = fn(&[u8]);

/// Every target by its name.
const TARGETS: &[(&str, Target)] = &[
    ("page", document::page),
    ("warc", document::web_archive),
    ("feed", document::feed),
    ("json", document::json),
    ("text", document::any),
    ("markdown", document::markdown),
    ("whole", whole::article),
    ("quotation", text::quotation),
    ("wordpiece", text::wordpiece),
    ("parameters", question::parameters),
    ("query", question::query),
    ("turtle", written::turtle),
    ("dot", drawn::dot),
];

/// More of the processor's time no input may take.
const LONGEST: Duration = Duration::from_secs(5);

/// The target that was asked for.
static TARGET: LazyLock<Target> = LazyLock::new(|| {
    let name = env::var("FUZZ_TARGET").unwrap_or_default();
    let found = TARGETS.iter().find(|(known, _)| *known == name);
    let names: Vec<&str> = TARGETS.iter().map(|(known, _)| *known).collect();
    found
        .unwrap_or_else(|| panic!("FUZZ_TARGET must be one of {}", names.join(", ")))
        .1
});

/// To how many bytes inputs are repeated.
static STRETCH: LazyLock<Option<usize>> = LazyLock::new(|| {
    Some(
        env::var("FUZZ_STRETCH")
            .ok()?
            .parse()
            .expect("FUZZ_STRETCH is a number of bytes"),
    )
});

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    match *STRETCH {
        Some(length) if !data.is_empty() => within_time(&data.repeat((length / data.len()).max(1))),
        _ => TARGET(data),
    }
});

fn within_time(data: &[u8]) {
    let before = processor_time();
    TARGET(data);
    let taken = processor_time() - before;
    assert!(taken < LONGEST, "{} bytes took {taken:?}", data.len());
}

/// The time that the processor gave this process: how busy the machine is does not count.
fn processor_time() -> Duration {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: the call writes to the one place that it is given.
    let answer = unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut time) };
    assert_eq!(answer, 0, "the system has no clock of processor time");
    let whole = u64::try_from(time.tv_sec).expect("time does not run backwards");
    let rest = u32::try_from(time.tv_nsec).expect("less than a second");
    Duration::new(whole, rest)
}
