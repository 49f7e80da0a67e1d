//! Reading articles on several threads, for `ingest`, `extract` and `evaluate`: the same bar, messages and count.

use super::input::{self, Input};
use super::parallel;
use super::terminal::Progress;
use anyhow::{Context, bail};
use clap::Args;
use onrecord::lexicon::Lexicon;
use onrecord::pipeline::{self, Extraction};
use onrecord::reader::{self, Reader};
use onrecord::tagger::Path;
use std::env;
use std::num::NonZero;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;

/// What is read, and how.
#[derive(Args, Debug)]
pub struct Arguments {
    /// Texts, JSON lines, folders of them, or - for standard input
    #[arg(value_name = "FILE|FOLDER|-", required = true)]
    from: Vec<PathBuf>,
    /// How many threads read [default: one for each processor]
    #[arg(long, value_name = "N")]
    threads: Option<NonZero<usize>>,
    /// Leave out attributions that are right less often than this, from 0 (keep all) to 1
    #[arg(long, value_name = "SHARE", value_parser = share, default_value_t = reader::LEAST_SURE)]
    min_confidence: f32,
}

/// How many things were read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Articles.
    pub read: usize,
    /// What could not be read.
    pub failed: usize,
}

impl Arguments {
    /// As if these had been given.
    pub fn of(from: Vec<PathBuf>, threads: Option<NonZero<usize>>, min_confidence: f32) -> Self {
        Self {
            from,
            threads,
            min_confidence,
        }
    }

    /// Whether nothing was given to be read.
    pub fn reads_nothing(&self) -> bool {
        self.from.is_empty()
    }

    /// The trained reader, on the path that `ONRECORD_TAGGER_PATH` names: the labels are the same on all.
    fn reader(&self) -> anyhow::Result<Reader> {
        let path = env::var("ONRECORD_TAGGER_PATH").ok();
        let path = Path::choose(path.as_deref()).context("ONRECORD_TAGGER_PATH")?;
        Ok(Reader::on_path(path)?.at_least(self.min_confidence))
    }

    /// Reads everything. `make` runs on the reading threads, `take` on this one, in the order of the articles.
    /// What cannot be read is told on standard error and the run goes on.
    ///
    /// # Errors
    /// Of `take`, and where not one article could be read.
    pub fn read<T: Send>(
        &self,
        make: impl Fn(Extraction) -> T + Sync,
        mut take: impl FnMut(T) -> anyhow::Result<()>,
    ) -> anyhow::Result<Count> {
        let (lexicon, reader) = (Lexicon::standard(), self.reader()?);
        let inputs: Vec<Input> = input::gather(&self.from);
        let progress = Progress::new(inputs.len(), "files");
        let threads = self
            .threads
            .or_else(|| std::thread::available_parallelism().ok())
            .unwrap_or(NonZero::<usize>::MIN);
        let mut count = Count::default();
        parallel::in_order(
            input::articles(inputs, &lexicon, &progress),
            threads,
            |article| {
                let article = article?;
                for note in &article.notes {
                    progress.say(format_args!("{}: {note}", article.name));
                }
                extract(article, &lexicon, &reader).map(&make)
            },
            |made| match made {
                Ok(made) => {
                    count.read += 1;
                    take(made)
                }
                Err(reason) => {
                    count.failed += 1;
                    progress.say(reason);
                    Ok(())
                }
            },
        )?;
        if count.read == 0 {
            bail!("nothing could be read");
        }
        Ok(count)
    }
}

/// A share from 0 to 1.
pub fn share(text: &str) -> Result<f32, String> {
    let share = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "a number from 0 to 1 is expected, such as 0.7".to_owned())
}

/// Reads one article. A mistake of ours that panics costs that article alone, not the run.
fn extract(
    article: onrecord::article::Article,
    lexicon: &Lexicon,
    reader: &Reader,
) -> Result<Extraction, String> {
    let name = article.name.clone();
    panic::catch_unwind(AssertUnwindSafe(|| pipeline::extract(article, lexicon, reader)))
        .map_err(|_| format!("{name}: onrecord failed on this article; please report it with its text"))
}
