//! `onrecord judge`: people decide what of the reading is so, and who is one.
//!
//! Whole files of judgements are read in `bulk`, and `review` goes through what nobody judged yet. What is judged is
//! found by the library's `review`.

mod bulk;
mod review;

pub use bulk::import;

use super::failure::Remedy;
use super::held::Held;
use super::{Context, Outcome};
use anyhow::{anyhow, bail};
use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use onrecord::claim::RelationKind;
use onrecord::judgement::{Answer, FIELDS, Judgement, Ruling, Verdict};
use onrecord::review::{ReviewError, ruling};
use onrecord::store::{Judged, Record, State, StoreError};
use std::io::Write;
use std::path::PathBuf;

/// Judge what was read: accept, reject or correct it; say who is one and who is not; take it back
#[derive(Args, Debug)]
#[command(
    arg_required_else_help = true,
    disable_help_subcommand = true,
    after_help = "\
Examples:
  onrecord judge reject 'article/gazette-2026-02-18-3f9a41#attribution=37,61'
  onrecord judge correct 'article/gazette-2026-02-18-3f9a41#attribution=37,61' speaker 'Ana Reyes'
  onrecord judge same 'Ana Reyes' 'A. M. Reyes'            the first name stays
  onrecord judge not-same 'John Smith@dam.txt' 'John Smith'
  onrecord judge same 'article/…#attribution=37,61' 'article/…#attribution=80,112'   of two claims
  onrecord judge reject relation/9b20a1c4e7d35f86
  onrecord judge relation denies 'article/…#attribution=37,61' 'article/…#attribution=80,112'
  onrecord judge undo judgement/51c7d0a4e2b96f13
  onrecord judge review                                    the least sure first, one by one
  onrecord judge --from judgements.jsonl --by Mira

An attribution is named by its IRI, as `onrecord show CLAIM` and `onrecord claims --format jsonl`
print it, a relation by the one that `onrecord show CLAIM` prints. NAME@ARTICLE is whoever the
article means by the name; ARTICLE is a file's name or an IRI. Two attributions, where names could
stand, are the two claims that they put forward. A line of FILE is a JSON object:
  {\"verdict\": \"reject\", \"target\": \"article/…#attribution=37,61\"}
  {\"verdict\": \"correct\", \"target\": \"article/…\", \"field\": \"attitude\", \"value\": \"denies\"}
  {\"verdict\": \"same\", \"target\": \"Ana Reyes\", \"other\": \"A. M. Reyes\"}
  {\"verdict\": \"reject\", \"relation\": \"denies\", \"target\": \"article/…\", \"other\": \"article/…\"}
or one that `onrecord judgements export` wrote.

Judgements are kept apart from what was read and are found again by the judged words. They
survive reading again; where their words are gone, they wait (`onrecord judgements list`)."
)]
pub struct Arguments {
    #[command(subcommand)]
    what: Option<What>,
    /// Judge by a file of JSON lines; `-` is standard input
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// Who judges [default: the login name]
    #[arg(long, global = true, env = "ONRECORD_JUDGE", value_name = "NAME")]
    by: Option<String>,
    /// When, as 2026-03-01T10:00:00Z [default: now]
    #[arg(long, global = true, value_name = "TIME")]
    at: Option<DateTime<Utc>>,
}

#[derive(Subcommand, Debug)]
enum What {
    /// It was said so, or the relation is there
    Accept(Readings),
    /// It was not said so, and gives no statement; or the relation is not there
    Reject(Readings),
    /// Not to be told: of attributions, of relations, or of two that may be one
    Unsure(Doubted),
    /// A field is another one than was read
    Correct(Correcting),
    /// Two are one; the first name stays
    Same(Pair),
    /// Two are not one, whatever else would join them
    NotSame(Pair),
    /// One remark stands to another in some way, whether that was found or not
    Relation(Relating),
    /// Take judgements back
    Undo(Undoing),
    /// Go through what nobody judged yet, the least sure first
    Review(review::Arguments),
}

#[derive(Args, Debug)]
struct Readings {
    /// Attributions or relations by their IRIs
    #[arg(value_name = "IRI", required = true)]
    which: Vec<String>,
}

#[derive(Args, Debug)]
struct Doubted {
    /// Attributions or relations by their IRIs, or two names
    #[arg(value_name = "IRI|NAME", required = true)]
    which: Vec<String>,
    /// Two attributions: whether their claims say the same
    #[arg(long)]
    same: bool,
}

#[derive(Args, Debug)]
struct Relating {
    /// How the first stands to the second
    #[arg(value_parser = clap::builder::PossibleValuesParser::new(RelationKind::ALL.map(RelationKind::name)))]
    kind: String,
    /// The attribution that denies, confirms, repeats, contradicts or updates, by its IRI
    from: String,
    /// The attribution of what is denied, confirmed, …
    to: String,
    /// It does not
    #[arg(long)]
    no: bool,
    /// Not to be told
    #[arg(long, conflicts_with = "no")]
    unsure: bool,
}

#[derive(Args, Debug)]
struct Correcting {
    /// The attribution by its IRI
    attribution: String,
    /// The field
    #[arg(value_parser = clap::builder::PossibleValuesParser::new(FIELDS))]
    field: String,
    /// What it is: a name, words, a word of the vocabulary, a day, two days as 2026-03-01/2026-03-07, or, of `about`,
    /// names as 'Ana Reyes; place:Merrow', or `-` for nothing
    value: String,
    /// What kind of speaker: person, organisation, place, event, group [default: that of who goes by the name]
    #[arg(long)]
    kind: Option<String>,
}

#[derive(Args, Debug)]
struct Pair {
    /// A name, an IRI, or NAME@ARTICLE; or an attribution for its claim
    one: String,
    /// Another
    other: String,
}

#[derive(Args, Debug)]
struct Undoing {
    /// Judgements by their IRIs, or by enough of their digits
    #[arg(value_name = "JUDGEMENT", required = true)]
    which: Vec<String>,
}

/// Who judges, and when.
#[derive(Clone, Debug)]
pub struct Judge {
    by: Option<String>,
    /// Who it is where nobody says.
    login: Option<String>,
    at: Option<DateTime<Utc>>,
}

impl Judge {
    /// A ruling of this judge.
    ///
    /// # Errors
    /// Where nobody knows who judges.
    fn rules(&self, ruling: Ruling) -> anyhow::Result<Judgement> {
        Ok(Judgement::new(
            &self.name()?,
            self.at.unwrap_or_else(Utc::now),
            ruling,
        ))
    }

    fn name(&self) -> anyhow::Result<String> {
        let name = self.by.clone().or_else(|| self.login.clone());
        name.filter(|name| !name.trim().is_empty())
            .ok_or_else(|| anyhow!("nobody is known to judge"))
            .remedy("Say who you are with --by NAME, or set ONRECORD_JUDGE.")
    }
}

pub fn run(context: &Context, arguments: Arguments) -> anyhow::Result<Outcome> {
    let mut record = context.record()?;
    let judge = Judge {
        by: arguments.by,
        login: context.variable("USER").or_else(|| context.variable("LOGNAME")),
        at: arguments.at,
    };
    let rulings = match (arguments.what, arguments.from) {
        (None, Some(file)) => return bulk::run(context, &mut record, &judge, &file),
        (Some(What::Review(arguments)), None) => {
            return review::run(context, &mut record, &judge, &arguments);
        }
        (Some(what), None) => what.rulings(&record)?,
        (Some(_), Some(_)) => bail!("--from judges by a file alone: leave out the other judgement"),
        (None, None) => {
            return Err(anyhow!("there is nothing to judge"))
                .remedy("Say what, as `onrecord judge --help` shows it, or give --from FILE.");
        }
    };
    let judgements = rulings
        .into_iter()
        .map(|ruling| judge.rules(ruling))
        .collect::<anyhow::Result<Vec<_>>>()?;
    put(context, &mut record, &judgements)?;
    Ok(Outcome::Found)
}

/// Puts judgements into the record, prints the IRIs of the new ones, and says what came of it.
fn put(context: &Context, record: &mut Held, judgements: &[Judgement]) -> anyhow::Result<Judged> {
    let before = record.conflicts()?;
    let judged = store(record, judgements)?;
    let mut output = context.output();
    for node in &judged.new {
        writeln!(output, "{}", record.base().path(node.as_ref()))?;
    }
    output.flush()?;
    let short = |iri: &str| iri.strip_prefix(record.base().as_str()).unwrap_or(iri).to_owned();
    for conflict in &record.conflicts()? {
        if !before.contains(conflict) {
            let against: Vec<String> = conflict.not_same.iter().map(|iri| short(iri)).collect();
            context.say(format_args!(
                "{} contradicts {}: what says no counts\n  Take one of them back with `onrecord judge undo`.",
                short(&conflict.same),
                against.join(", ")
            ));
        }
    }
    let states = record.states()?;
    for node in &judged.new {
        let why = match states.get(node) {
            Some(State::Withdrawn) => "was taken back before it was given",
            Some(State::Superseded) => "is older than another judgement on the same thing",
            Some(State::Orphan) => {
                "speaks of words that stand more than once in their article, or not in this record, with the same words around them"
            }
            _ => continue,
        };
        let node = record.base().path(node.as_ref());
        context.say(format_args!("{node} {why}: it has no effect"));
    }
    context.say(summary(&judged, judgements.len()));
    Ok(judged)
}

/// Judgements into the record, and onto the disk.
fn store(record: &mut Held, judgements: &[Judgement]) -> Result<Judged, StoreError> {
    record.write(|record| {
        let judged = record.judge(judgements)?;
        record.flush()?;
        Ok(judged)
    })
}

/// "2 judgements, 1 of them new; 3 articles looked at again".
fn summary(judged: &Judged, given: usize) -> String {
    let count = |number: usize, what: &str| match number {
        1 => format!("1 {what}"),
        many => format!("{many} {what}s"),
    };
    let known = match given - judged.new.len() {
        0 => String::new(),
        known => format!(", {known} of them known already"),
    };
    format!(
        "{}{known}; {} looked at again",
        count(given, "judgement"),
        count(judged.articles, "article")
    )
}

impl What {
    fn rulings(self, record: &Record) -> anyhow::Result<Vec<Ruling>> {
        let assess = |which: &[String], verdict| {
            let rulings = which.iter().map(|which| ruling::assess(record, which, verdict));
            let rulings = rulings.collect::<Result<Vec<_>, _>>()?;
            Ok::<_, anyhow::Error>(rulings.into_iter().flatten().collect())
        };
        Ok(match self {
            Self::Accept(readings) => assess(&readings.which, Verdict::Accepted)?,
            Self::Reject(readings) => assess(&readings.which, Verdict::Rejected)?,
            Self::Unsure(doubted) => match doubted.which.as_slice() {
                [one, other] if doubted.same || ruling::are_entities(record, [one, other]) => {
                    vec![ruling::compare(record, one, other, Answer::Unsure)?]
                }
                _ if doubted.same => bail!("--same compares two attributions: give two"),
                which => assess(which, Verdict::Unsure)?,
            },
            Self::Relation(relating) => vec![relating.ruling(record)?],
            Self::Correct(correcting) => vec![correcting.ruling(record)?],
            Self::Same(pair) => vec![ruling::compare(record, &pair.one, &pair.other, Answer::Same)?],
            Self::NotSame(pair) => vec![ruling::compare(record, &pair.one, &pair.other, Answer::NotSame)?],
            Self::Undo(undoing) => undoing
                .which
                .iter()
                .map(|which| ruling::withdraw(record, which))
                .collect::<Result<_, _>>()?,
            Self::Review(_) => Vec::new(),
        })
    }
}

impl Relating {
    fn ruling(&self, record: &Record) -> Result<Ruling, ReviewError> {
        let verdict = match (self.no, self.unsure) {
            (true, _) => Verdict::Rejected,
            (_, true) => Verdict::Unsure,
            _ => Verdict::Accepted,
        };
        ruling::relate(record, &self.kind, &self.from, &self.to, verdict)
    }
}

impl Correcting {
    fn ruling(&self, record: &Record) -> Result<Ruling, ReviewError> {
        let (field, value) = (&self.field, &self.value);
        ruling::correct(record, &self.attribution, field, value, self.kind.as_deref())
    }
}
