//! Many judgements at once, from JSON lines: all of a file, or none.

use super::{Judge, put, store};
use crate::cli::failure::Remedy;
use crate::cli::held::Held;
use crate::cli::{Context, Outcome};
use anyhow::Context as _;
use chrono::Utc;
use onrecord::judgement::line::Line;
use onrecord::judgement::{Judgement, Target};
use onrecord::review::ruling::{self, Spoken};
use onrecord::store::Record;
use std::io::Read;
use std::path::Path;

pub(super) fn run(
    context: &Context,
    record: &mut Held,
    judge: &Judge,
    file: &Path,
) -> anyhow::Result<Outcome> {
    let judgements = lines(&text(context, file)?, |line| read(record, judge, line))?;
    if judgements.is_empty() {
        context.say("the file holds no judgements");
        return Ok(Outcome::NothingFound);
    }
    put(context, record, &judgements)?;
    Ok(Outcome::Found)
}

/// Takes over judgements that another record exported; says how many it did not have.
pub fn import(context: &Context, record: &mut Held, file: &Path) -> anyhow::Result<Outcome> {
    let judgements = lines(&text(context, file)?, |line| {
        Ok(Line::<Target>::read(line)?.judgement()?)
    })?;
    let judged = store(record, &judgements)?;
    let states = record.states()?;
    let orphan = |node| states.get(node) == Some(&onrecord::store::State::Orphan);
    let orphans = judged.new.iter().filter(|node| orphan(*node)).count();
    context.say(super::summary(&judged, judgements.len()));
    if orphans > 0 {
        context.say(format_args!(
            "{orphans} of the new ones speak of what is not here: see `onrecord judgements list --orphans`"
        ));
    }
    Ok(Outcome::found(!judgements.is_empty()))
}

fn text(context: &Context, file: &Path) -> anyhow::Result<String> {
    if file.as_os_str() == "-" {
        let mut text = String::new();
        context
            .input()
            .read_to_string(&mut text)
            .context("standard input cannot be read")?;
        return Ok(text);
    }
    std::fs::read_to_string(context.path(file))
        .with_context(|| format!("{} cannot be read", file.display()))
        .remedy("Give a file of JSON lines, as `onrecord judgements export` writes it.")
}

/// The judgement of each line; the first bad line is told by its number, and nothing is judged.
fn lines(
    text: &str,
    mut read: impl FnMut(&str) -> anyhow::Result<Judgement>,
) -> anyhow::Result<Vec<Judgement>> {
    let mut judgements = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let judgement = read(line)
            .with_context(|| format!("line {}", index + 1))
            .remedy("Nothing was judged: mend the line and try again.")?;
        judgements.push(judgement);
    }
    Ok(judgements)
}

fn read(record: &Record, judge: &Judge, line: &str) -> anyhow::Result<Judgement> {
    let mut line = Line::<Spoken>::read(line)?;
    let judge = Judge {
        by: line.by.take().or_else(|| judge.by.clone()),
        login: judge.login.clone(),
        at: Some(line.at.take().or(judge.at).unwrap_or_else(Utc::now)),
    };
    judge.rules(ruling::of_line(record, line)?)
}
