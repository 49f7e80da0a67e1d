//! `onrecord refresh`: reads the record's own articles again, after the program has learnt to read better.

use super::held::Held;
use super::problem::Problem;
use super::reading::{self, How};
use super::terminal::Progress;
use super::{Context, Outcome, parallel};
use chrono::Utc;
use clap::Args;
use onrecord::article::{self, Kept, Part, Place};
use onrecord::lexicon::Lexicon;
use onrecord::rdf::found;
use onrecord::relation::foresee;
use onrecord::store::{Change, Record, RunPart, StoreError};
use oxigraph::model::{NamedNode, Quad};
use std::io::Write;

/// Read articles of the record again that an older version of the program read
#[derive(Args, Debug)]
#[command(after_help = "\
The text of an article and what its page or feed said of it are kept in the record: the files are not needed. Judgements
stay with the words they are of. Stopping half-way loses nothing: run it again, and it goes on where it stood.

Examples:
  onrecord refresh --dry-run                    which articles would be read again?
  onrecord refresh && onrecord judgements list --orphans
  onrecord refresh --all --min-confidence 0.6   all of them, and keep less")]
pub struct Arguments {
    /// All articles, also those that this version read
    #[arg(long)]
    all: bool,
    /// Only list them
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    how: How,
}

/// So many articles are taken out of the record at once to be read.
const AT_ONCE: usize = 64;

pub fn run(context: &Context, arguments: Arguments) -> anyhow::Result<Outcome> {
    let mut record = context.record()?;
    let stale = if arguments.all {
        record.articles()?
    } else {
        record.read_by_others()?
    };
    if arguments.dry_run {
        list(context, &stale)?;
    } else if stale.is_empty() {
        context.say("nothing to read again: this version read every article; --all reads them nevertheless");
    } else {
        refresh(context, &mut record, &stale, arguments.how)?;
    }
    Ok(Outcome::found(!stale.is_empty()))
}

fn list(context: &Context, stale: &[NamedNode]) -> anyhow::Result<()> {
    let mut output = context.output();
    for article in stale {
        writeln!(output, "{}", article.as_str())?;
    }
    output.flush()?;
    context.say(format_args!("{} would be read again", articles(stale.len())));
    Ok(())
}

fn refresh<'a>(context: &Context, record: &mut Held, stale: &'a [NamedNode], how: How) -> anyhow::Result<()> {
    let (lexicon, reader, started) = (Lexicon::standard(), how.reader(context)?, Utc::now());
    let progress = Progress::of_steps(stale.len(), "articles", context);
    let (mut changed, mut failed) = (0, 0);
    for some in stale.chunks(AT_ONCE) {
        let kept: Vec<(&NamedNode, Option<Kept>)> = some
            .iter()
            .map(|article| Ok((article, found::kept(graph(record, article)?))))
            .collect::<Result<_, StoreError>>()?;
        let mut part = RunPart::default();
        let again = |(article, kept): (&'a NamedNode, Option<Kept>)| {
            let place = Place {
                file: article.as_str().to_owned(),
                part: Part::Whole,
            };
            let kept = kept.ok_or_else(|| Problem::at(place.clone(), "the record does not have its text"))?;
            let extraction = reading::extract(article::again(kept, &lexicon), &place, &lexicon, &reader)?;
            let foreseen = foresee(&extraction.claims).map_err(|error| Problem::at(place.clone(), error))?;
            Ok((article, extraction, foreseen))
        };
        parallel::in_order(
            kept.into_iter(),
            how.threads(),
            again,
            |made: Result<_, Problem>| {
                progress.step();
                match made {
                    Ok((article, mut extraction, foreseen)) => {
                        let (change, now) = record.write(|record| {
                            record.expect(foreseen);
                            let change = record.renew(article, &mut extraction)?;
                            Ok::<_, StoreError>((change, record.base().article(&extraction.article)))
                        })?;
                        changed += usize::from(change != Change::Unchanged);
                        part.articles.push(now);
                    }
                    Err(problem) => {
                        failed += 1;
                        progress.say(&problem);
                        part.not_read.push(problem.to_string());
                    }
                }
                Ok::<(), anyhow::Error>(())
            },
        )?;
        record.write(|record| record.record_run(started, &part))?;
    }
    record.write(|record| record.flush())?;
    drop(progress);
    let mut text = format!(
        "{} read again, {changed} of them changed",
        articles(stale.len() - failed)
    );
    if failed > 0 {
        text.push_str(&format!("; {failed} could not be read"));
    }
    context.say(text);
    Ok(())
}

/// The graph of an article.
fn graph(record: &Record, article: &NamedNode) -> Result<Vec<Quad>, StoreError> {
    record.graph(article.as_ref()).collect()
}

fn articles(count: usize) -> String {
    match count {
        1 => "1 article".to_owned(),
        many => format!("{many} articles"),
    }
}
