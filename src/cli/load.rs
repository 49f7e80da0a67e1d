//! `onrecord load`: a record out of what `onrecord extract --format nquads` wrote, perhaps on many machines.

use super::failure::Remedy;
use super::{Context, Outcome};
use anyhow::{Context as _, bail};
use chrono::Utc;
use clap::Args;
use onrecord::store::{self, LoadError, Loaded, Shard, Stage};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Make a record of the N-Quads that `onrecord extract` wrote, or add them to one
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  onrecord extract articles/ --format nquads | onrecord load -
  onrecord load shards/                          all parts that a Spark job wrote, packed or not
  onrecord load part-1.nq part-2.nq.gz --store crawl-record

The record is what `onrecord ingest` would make of the same articles in the same order: first what was
found in each goes in, then entities, statements, claims and relations are computed once from all of
them. Judgements and lists of names that the record has stay. All of it is stored or nothing: while it
is made, and if it fails, the record is as it was. It takes as much room on disk again meanwhile.")]
pub struct Arguments {
    /// Files of N-Quads, packed by gzip or not, folders of them, or - for standard input
    #[arg(value_name = "SHARD|FOLDER|-", required = true)]
    shards: Vec<PathBuf>,
}

/// How many quads are read until that is told again.
const TOLD_EACH: u64 = 1 << 22;

pub fn run(context: &Context, arguments: Arguments) -> anyhow::Result<Outcome> {
    // It makes another record in the place of this one.
    context.refuse_where_it_is_served()?;
    let started = Utc::now();
    let mut shards = Vec::new();
    for path in &arguments.shards {
        shards.extend(files(path)?);
    }
    let loaded = store::load(
        &context.store,
        shards.iter().map(|path| open(path)),
        started,
        |stage| tell(context, stage),
    )?;
    if loaded.articles == 0 {
        context.say("the shards hold no articles");
        return Ok(Outcome::NothingFound);
    }
    context.say(summary(&loaded, &context.store));
    Ok(Outcome::Found)
}

fn open(path: &Path) -> Result<Shard, LoadError> {
    match path.as_os_str() == "-" {
        true => Shard::new("standard input".to_owned(), io::stdin()),
        false => Shard::open(path),
    }
}

/// The shards that a path stands for, in the order of their names. In a folder, what begins with a full stop or an underscore is a note
/// of the program that wrote the others.
fn files(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path).and_then(|entries| entries.collect::<io::Result<Vec<_>>>());
    let mut files: Vec<PathBuf> = entries
        .with_context(|| format!("{} cannot be read", path.display()))
        .remedy("Give a folder that you may read.")?
        .into_iter()
        .map(|entry| entry.path())
        .collect();
    files.sort();
    let name = |path: &PathBuf| {
        path.file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    };
    if files.iter().any(|file| name(file) == "_temporary") {
        bail!(
            "{} is being written, or its job was cut off (there is a _temporary in it): wait, or run the job again",
            path.display()
        );
    }
    files.retain(|file| file.is_file() && !name(file).starts_with(['.', '_']));
    Ok(files)
}

fn tell(context: &Context, stage: Stage) {
    match stage {
        Stage::Read(quads) if quads.is_multiple_of(TOLD_EACH) => {
            context.say(format_args!("{quads} quads read"));
        }
        Stage::Read(_) => {}
        Stage::Resolving => context.say("all is read; computing what follows from it"),
    }
}

fn summary(loaded: &Loaded, store: &Path) -> String {
    let articles = match loaded.articles {
        1 => "1 article".to_owned(),
        many => format!("{many} articles"),
    };
    let revised = match loaded.revised {
        0 => String::new(),
        many => format!(", {many} earlier versions left out"),
    };
    format!(
        "{articles} in {} quads loaded into {}: {} new{revised}",
        loaded.quads,
        store.display(),
        loaded.new
    )
}
