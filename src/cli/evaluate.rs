//! `onrecord evaluate`: how right a reading is, held against what people marked by hand.
//!
//! Reads the articles as `onrecord extract` does and scores the very lines that it prints, or those of a file.

mod text;

use super::failure::Remedy;
use super::input;
use super::reading::{self, How};
use super::terminal::Progress;
use super::{Context, Outcome};
use anyhow::{Context as _, anyhow};
use clap::{Args, ValueEnum};
use onrecord::article::FieldNames;
use onrecord::evaluate::{self, Evaluation, Gold, Predictions};
use onrecord::export::jsonl::article_line;
use onrecord::lexicon::Lexicon;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Score a reading against what was marked by hand
#[derive(Args, Debug)]
#[command(after_help = "\
GOLD is JSON lines of one of two shapes, told apart by their content:
  - an article a line, with its text and its attributions:
      {\"id\": \"…\", \"text\": \"…\", \"attributions\": [{\"source\": [[0, 4]], \"cue\": …, \"content\": …}]}
  - a claim a line, with the name of its article:
      {\"document\": \"dam.txt\", \"id\": \"…\", \"speaker\": \"…\", \"content_text\": \"…\", …}

Examples:
  onrecord evaluate marked.jsonl                         reads the articles in the file
  onrecord evaluate claims.jsonl --articles articles/    reads those in the folder
  onrecord extract marked.jsonl > read.jsonl
  onrecord evaluate marked.jsonl --against read.jsonl    scores what was read before
  onrecord evaluate marked.jsonl --format json | jq .errors

After the figures come the errors by kind, how far the confidence can be trusted (attributions
only), and the worst of each kind in their sentences: of what was missed the longest, of what is
invented or wrong the surest, of contents those with the most words too many or too few.
One attribution can have several errors:
  missed              marked, and nothing found shares words of its content
  invented            found, and nothing marked shares words of its content
  wrong source        its source is another, and the marked one was not found anywhere
  not tied            it has no source although one was marked, or that one is tied elsewhere
  wrong cue           its cue is another
  content too long    its content has words that the marked one has not
  content too short   its content lacks words of the marked one
  wrong speaker, …    what is known about a claim differs")]
pub struct Arguments {
    /// What was marked by hand
    #[arg(value_name = "GOLD")]
    gold: PathBuf,
    /// Score what this file holds, as `onrecord extract` prints it; nothing is read anew
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    /// The folder of the articles that the claims of GOLD are about
    #[arg(long, value_name = "FOLDER")]
    articles: Option<PathBuf>,
    /// How many cases of each kind of error to show; 0 for none
    #[arg(long, value_name = "N", default_value_t = 5)]
    worst: usize,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    how: How,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// For programs, one JSON object
    Json,
}

/// Texts by the names of their articles.
type Texts = BTreeMap<String, String>;

pub fn run(context: &Context, arguments: Arguments) -> anyhow::Result<Outcome> {
    let file = arguments.gold.display().to_string();
    let gold = Gold::read(&file, &contents(&arguments.gold)?)?;
    arguments.refuse_what_does_not_fit(&gold)?;
    let names = documents(&gold);
    let (predictions, texts) = match &arguments.against {
        Some(against) => {
            let predictions = Predictions::read(&against.display().to_string(), &contents(against)?)?;
            (predictions, arguments.texts(context, &names)?)
        }
        None => arguments.read(context, &names)?,
    };
    tell_unread(context, &gold, &names, &predictions);
    let evaluation = evaluate::evaluate(&gold, &predictions, &texts, arguments.worst)?;
    arguments.format.write(context, &evaluation)?;
    Ok(Outcome::Found)
}

impl Arguments {
    fn refuse_what_does_not_fit(&self, gold: &Gold) -> anyhow::Result<()> {
        let file = self.gold.display();
        match (gold, &self.articles, &self.against) {
            (Gold::Claims(_), None, None) => Err(anyhow!(
                "{file} holds claims, which need the articles that make them"
            ))
            .remedy("Give their folder with --articles, or what was read in them with --against."),
            (Gold::Attributions(_), Some(_), _) => {
                Err(anyhow!("{file} holds the texts of its articles itself")).remedy("Leave --articles out.")
            }
            _ => Ok(()),
        }
    }

    /// Reads the articles, those of the folder or those of GOLD itself, and keeps the texts of the former.
    fn read(&self, context: &Context, names: &BTreeSet<String>) -> anyhow::Result<(Predictions, Texts)> {
        let from = self.articles.as_ref().unwrap_or(&self.gold);
        let mut predictions = Predictions::new(from.display().to_string());
        let mut texts = Texts::new();
        let mut line = 0;
        let reading = reading::Arguments::of(vec![from.clone()], self.how);
        let count = reading.read(
            context,
            |extraction| (article_line(&extraction).to_json(), extraction.article),
            |read| {
                let Ok((json, article)) = read else { return Ok(()) };
                line += 1;
                predictions.push(line, &json?)?;
                keep(&mut texts, names, article.name, article.text)
            },
        )?;
        let failed = count.something()?.failed;
        if failed > 0 {
            context.say(format_args!("{failed} could not be read"));
        }
        if let Some(folder) = &self.articles {
            refuse_missing(folder, names, &texts)?;
        }
        Ok((predictions, texts))
    }

    /// The texts of the folder, where it is given, to show cases in their sentences.
    fn texts(&self, context: &Context, names: &BTreeSet<String>) -> anyhow::Result<Texts> {
        let mut texts = Texts::new();
        let Some(folder) = &self.articles else {
            return Ok(texts);
        };
        let inputs = input::gather(context, std::slice::from_ref(folder));
        let progress = Progress::of_bytes(input::bytes(context, &inputs), context);
        let (lexicon, fields) = (Lexicon::standard(), FieldNames::default());
        for document in input::documents(context, inputs, &progress) {
            match document.and_then(|document| reading::make_article(document, &fields, &lexicon)) {
                Ok(article) => keep(&mut texts, names, article.name, article.text)?,
                Err(reason) => progress.say(reason),
            }
        }
        refuse_missing(folder, names, &texts)?;
        Ok(texts)
    }
}

fn contents(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path)
        .with_context(|| format!("{} cannot be read", path.display()))
        .remedy("Give a file of JSON lines in UTF-8.")
}

/// The names of the articles that the gold speaks of.
fn documents(gold: &Gold) -> BTreeSet<String> {
    match gold {
        Gold::Attributions(documents) => documents.iter().map(|document| document.id.clone()).collect(),
        Gold::Claims(claims) => claims.iter().map(|claim| claim.document.clone()).collect(),
    }
}

/// Keeps the text of an article that the gold speaks of.
fn keep(texts: &mut Texts, names: &BTreeSet<String>, name: String, text: String) -> anyhow::Result<()> {
    let file_name = name.rsplit('/').next().unwrap_or(&name);
    if !names.contains(file_name) || texts.insert(file_name.to_owned(), text).is_none() {
        return Ok(());
    }
    Err(anyhow!("two articles go by the name {file_name}"))
        .remedy("The gold speaks of one of them; take the other out of the folder.")
}

/// An article that the folder lacks would count as one in which nothing was found.
fn refuse_missing(folder: &Path, names: &BTreeSet<String>, texts: &Texts) -> anyhow::Result<()> {
    let missing: Vec<&str> = names
        .iter()
        .map(String::as_str)
        .filter(|name| !texts.contains_key(*name))
        .collect();
    match missing.as_slice() {
        [] => Ok(()),
        [first, rest @ ..] => {
            let others = match rest.len() {
                0 => String::new(),
                more => format!(" and {more} others that the gold speaks of"),
            };
            Err(anyhow!("{}: no article {first}{others}", folder.display()))
                .remedy("Give the folder that has them with --articles; an article goes by the name of its file, or by the id of its JSON line.")
        }
    }
}

/// Says how many articles count as read without finding anything, because the predictions lack them.
fn tell_unread(context: &Context, gold: &Gold, names: &BTreeSet<String>, predictions: &Predictions) {
    let read: BTreeSet<&str> = predictions
        .articles()
        .iter()
        .map(|article| match gold {
            Gold::Attributions(_) => article.id.as_str(),
            Gold::Claims(_) => article.file_name(),
        })
        .collect();
    let unread = names.iter().filter(|name| !read.contains(name.as_str())).count();
    if unread > 0 {
        context.say(format_args!(
            "{unread} of {} articles were not read; all that was marked in them counts as missed",
            names.len()
        ));
    }
}

impl Format {
    fn write(self, context: &Context, evaluation: &Evaluation) -> anyhow::Result<()> {
        let mut output = context.output();
        match self {
            Self::Text => text::write(evaluation, &mut output)?,
            Self::Json => {
                serde_json::to_writer(&mut output, evaluation)?;
                writeln!(output)?;
            }
        }
        output.flush().context("cannot write the figures")
    }
}
