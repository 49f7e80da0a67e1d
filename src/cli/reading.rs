//! Reading articles on several threads, for `ingest`, `extract` and `evaluate`: the same bar, messages and count.

use super::Context;
use super::failure::Remedy;
use super::input::{self, Input};
use super::parallel;
use super::problem::Problem;
use super::terminal::Progress;
use super::watch::Watch;
use anyhow::{Context as _, anyhow, bail};
use clap::Args;
use onrecord::article::{Article, Document, FieldName, FieldNames, Language, Place};
use onrecord::lexicon::Lexicon;
use onrecord::pipeline::{self, Extraction};
use onrecord::reader::{self, Reader};
use onrecord::tagger::Path;
use std::collections::BTreeMap;
use std::num::NonZero;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::time::Duration;

/// What is read, and how.
#[derive(Args, Debug)]
pub struct Arguments {
    /// Texts, web pages, feeds, web archives, JSON, folders of them, or - for standard input
    #[arg(value_name = "FILE|FOLDER|-", required_unless_present = "list")]
    from: Vec<PathBuf>,
    /// Read the files and folders that this file names, one a line; - for standard input
    #[arg(long, value_name = "FILE|-")]
    list: Option<PathBuf>,
    /// Which field of a JSON object has the text, the title and so on, where it is not one of the usual names
    #[arg(long = "field", value_name = "FIELD=NAME")]
    fields: Vec<FieldName>,
    #[command(flatten)]
    how: How,
}

/// How articles are read.
#[derive(Args, Clone, Copy, Debug)]
pub struct How {
    /// How many threads read [default: one for each processor]
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZero<usize>>,
    /// Leave out attributions that are right less often than this, from 0 (keep all) to 1
    #[arg(long, value_name = "SHARE", value_parser = share, default_value_t = reader::LEAST_SURE)]
    pub min_confidence: f32,
}

impl How {
    /// The trained reader, on the path that `ONRECORD_TAGGER_PATH` names: the labels are the same on all.
    pub fn reader(&self, context: &Context) -> anyhow::Result<Reader> {
        let path = context.variable("ONRECORD_TAGGER_PATH");
        let path = Path::choose(path.as_deref()).context("ONRECORD_TAGGER_PATH")?;
        Ok(Reader::on_path(path)?.at_least(self.min_confidence))
    }

    /// On how many threads.
    pub fn threads(&self) -> NonZero<usize> {
        self.threads
            .or_else(|| std::thread::available_parallelism().ok())
            .unwrap_or(NonZero::<usize>::MIN)
    }
}

/// How many things were read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Articles.
    pub read: usize,
    /// What could not be read.
    pub failed: usize,
    /// Articles in languages that are not read, which are among the read ones and have no claims.
    pub foreign: BTreeMap<Language, usize>,
}

impl Count {
    /// The same, where anything could be read.
    ///
    /// # Errors
    /// Where nothing could.
    pub fn something(self) -> anyhow::Result<Self> {
        match self.read {
            0 => bail!("nothing could be read"),
            _ => Ok(self),
        }
    }

    /// What is told behind a bar: ", 120 articles (23 a second), 2 not read".
    fn so_far(&self, time: Duration) -> String {
        let rate = self.read as f64 / time.as_secs_f64().max(0.001);
        let failed = match self.failed {
            0 => String::new(),
            some => format!(", {some} not read"),
        };
        format!(", {} articles ({rate:.0} a second){failed}", self.read)
    }

    /// What is to be told beside the articles: "; 2 could not be read; 3 not in English (2 German, 1 French)".
    pub fn remarks(&self) -> String {
        let mut text = String::new();
        if self.failed > 0 {
            text.push_str(&format!("; {} could not be read", self.failed));
        }
        if !self.foreign.is_empty() {
            let languages: Vec<String> = self
                .foreign
                .iter()
                .map(|(language, count)| format!("{count} {language}"))
                .collect();
            let total: usize = self.foreign.values().sum();
            text.push_str(&format!(
                "; {total} not in English, so without claims ({})",
                languages.join(", ")
            ));
        }
        text
    }
}

impl Arguments {
    /// As if these had been given.
    pub fn of(from: Vec<PathBuf>, how: How) -> Self {
        Self {
            from,
            list: None,
            fields: Vec::new(),
            how,
        }
    }

    /// Whether nothing was given to be read.
    pub fn reads_nothing(&self) -> bool {
        self.from.is_empty() && self.list.is_none()
    }

    /// Looks for what comes to the files and folders that were given.
    ///
    /// # Errors
    /// Where one of them is not there, or standard input is among them.
    pub fn watch<'a>(&self, context: &'a Context) -> anyhow::Result<Watch<'a>> {
        let mut paths = self.from.clone();
        if let Some(list) = &self.list {
            paths.extend(input::listed(context, list)?);
        }
        if paths.iter().any(|path| path.as_os_str() == "-") {
            return Err(anyhow!("standard input cannot be watched"))
                .remedy("Name the folder that articles come to.");
        }
        Watch::new(context, paths)
    }

    /// Everything that was given to be read.
    fn inputs(&self, context: &Context) -> anyhow::Result<Vec<Input>> {
        let mut inputs = input::gather(context, &self.from);
        if let Some(list) = &self.list {
            inputs.extend(input::gather(context, &input::listed(context, list)?));
        }
        Ok(inputs)
    }

    /// Reads everything. `make` runs on the reading threads, `take` on this one, in the order of the articles.
    /// What cannot be read is told on standard error, given to `take` as well, and the run goes on.
    ///
    /// # Errors
    /// Of `take`, where the reader cannot be used, and where the user has it stopped, between two articles.
    pub fn read<T: Send>(
        &self,
        context: &Context,
        make: impl Fn(Extraction) -> T + Sync,
        take: impl FnMut(Result<T, Problem>) -> anyhow::Result<()>,
    ) -> anyhow::Result<Count> {
        self.read_these(context, self.inputs(context)?, make, take)
    }

    /// As [`Arguments::read`], but these instead of what was given.
    ///
    /// # Errors
    /// As there.
    pub fn read_these<T: Send>(
        &self,
        context: &Context,
        inputs: Vec<Input>,
        make: impl Fn(Extraction) -> T + Sync,
        mut take: impl FnMut(Result<T, Problem>) -> anyhow::Result<()>,
    ) -> anyhow::Result<Count> {
        let (lexicon, reader) = (Lexicon::standard(), self.how.reader(context)?);
        let names = FieldNames::new(self.fields.iter().cloned());
        let progress = Progress::of_bytes(input::bytes(context, &inputs), context);
        let mut count = Count::default();
        parallel::in_order(
            input::documents(context, inputs, &progress),
            self.how.threads(),
            |document| {
                let document = document?;
                let place = document.place.clone();
                let article = make_article(document, &names, &lexicon)?;
                let language = article.language.filter(|language| !language.is_read());
                for note in &article.notes {
                    progress.say(format_args!("{}: {note}", article.name));
                }
                Ok((language, make(extract(article, &place, &lexicon, &reader)?)))
            },
            |made: Result<_, Problem>| {
                context.go_on()?;
                match &made {
                    Ok((language, _)) => {
                        count.read += 1;
                        if let Some(language) = language {
                            *count.foreign.entry(*language).or_default() += 1;
                        }
                    }
                    Err(problem) => {
                        count.failed += 1;
                        progress.say(problem);
                    }
                }
                progress.tell(|time| count.so_far(time));
                take(made.map(|(_, made)| made))
            },
        )?;
        Ok(count)
    }
}

/// A share from 0 to 1.
pub fn share(text: &str) -> Result<f32, String> {
    let share = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "a number from 0 to 1 is expected, such as 0.7".to_owned())
}

/// Makes an article of a document.
pub fn make_article(document: Document, names: &FieldNames, lexicon: &Lexicon) -> Result<Article, Problem> {
    let place = document.place.clone();
    Ok(contained(&place, || document.article(names, lexicon))??)
}

/// Reads one article.
pub fn extract(
    article: Article,
    place: &Place,
    lexicon: &Lexicon,
    reader: &Reader,
) -> Result<Extraction, Problem> {
    contained(place, || pipeline::extract(article, lexicon, reader))
}

/// A mistake of ours, or of a library that reads pages, that panics costs that article alone, not the run.
fn contained<T>(place: &Place, work: impl FnOnce() -> T) -> Result<T, Problem> {
    let ours = "onrecord failed on this article; please report it with its text";
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|_| Problem::at(place.clone(), ours))
}
