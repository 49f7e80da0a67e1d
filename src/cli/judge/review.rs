//! `onrecord judge review`: what nobody judged yet, one by one, each with its sentence and a question.
//!
//! Reads answers line by line, so that it can be fed by a pipe as well as by a person.

use super::{Judge, correction, queue, target};
use crate::cli::report::Report;
use crate::cli::show::marked::Marks;
use crate::cli::{Outcome, terminal};
use clap::Args;
use onrecord::judgement::{FIELDS, Ruling, Verdict};
use onrecord::store::Record;
use oxigraph::model::NamedNode;
use std::io::{self, BufRead, Write};

#[derive(Args, Debug)]
#[command(after_help = "\
Answer with a letter and the return key:
  a  accept: it was said so                 s  skip: ask another time
  r  reject: it was not said so             u  undo the last answer and ask again
  c  correct a field, which is then asked   q  quit
  ?  not to be told; it is not asked again")]
pub struct Arguments {
    /// How many to ask about at most
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

/// An answer that was given: to which question, and the judgement it made.
struct Given {
    question: usize,
    judgement: NamedNode,
}

/// What is asked next.
enum Next {
    Question(usize),
    End,
}

struct Review<'a, Input: BufRead, Output: Write> {
    record: &'a mut Record,
    judge: &'a Judge,
    reports: Vec<Report>,
    given: Vec<Given>,
    input: Input,
    output: Output,
    marks: Marks,
}

pub(super) fn run(record: &mut Record, judge: &Judge, arguments: &Arguments) -> anyhow::Result<Outcome> {
    let mut reports = queue::unjudged(record)?;
    reports.truncate(arguments.limit.unwrap_or(usize::MAX));
    if reports.is_empty() {
        terminal::say("nothing is left to judge");
        return Ok(Outcome::NothingFound);
    }
    // Asked first: nobody shall answer fifty questions and then be told that they are nobody.
    judge.name()?;
    let marks = match terminal::output_has_style() {
        true => Marks::STYLE,
        false => Marks::BRACKETS,
    };
    let mut review = Review {
        record,
        judge,
        reports,
        given: Vec::new(),
        input: io::stdin().lock(),
        output: terminal::output(),
        marks,
    };
    review.run()?;
    let judged = review.given.len();
    record.flush()?;
    terminal::say(match judged {
        1 => "1 judgement".to_owned(),
        many => format!("{many} judgements"),
    });
    Ok(Outcome::found(judged > 0))
}

impl<Input: BufRead, Output: Write> Review<'_, Input, Output> {
    fn run(&mut self) -> anyhow::Result<()> {
        let mut question = 0;
        while question < self.reports.len() {
            self.show(question)?;
            match self.ask(question)? {
                Next::Question(next) => question = next,
                Next::End => break,
            }
        }
        writeln!(self.output)?;
        Ok(self.output.flush()?)
    }

    fn show(&mut self, question: usize) -> anyhow::Result<()> {
        let report = &self.reports[question];
        let sure = report
            .confidence
            .map_or_else(String::new, |share| format!("  {share:.2}"));
        let speaker = report.speaker.as_deref().unwrap_or("somebody");
        let mode = match report.mode.as_str() {
            "speech" => String::new(),
            mode => format!(" ({mode})"),
        };
        writeln!(
            self.output,
            "\n{} of {}{sure}  {} {}{mode}, {}",
            question + 1,
            self.reports.len(),
            terminal::plain(speaker),
            report.attitude,
            report.when()
        )?;
        for sentence in queue::sentences(self.record, &report.attribution_iri, self.marks)? {
            writeln!(self.output, "  {sentence}")?;
        }
        let published = report.published.as_deref().unwrap_or("undated");
        writeln!(self.output, "  {}, {published}", terminal::plain(&report.chain()))?;
        Ok(())
    }

    /// Asks until there is an answer that makes sense.
    fn ask(&mut self, question: usize) -> anyhow::Result<Next> {
        loop {
            let Some(answer) = self.line("accept, reject, correct, ?, skip, undo, quit [arc?suq] ")? else {
                return Ok(Next::End);
            };
            let ruling = match answer.as_str() {
                "a" => self.assess(question, Verdict::Accepted)?,
                "r" => self.assess(question, Verdict::Rejected)?,
                "?" => self.assess(question, Verdict::Unsure)?,
                "c" => match self.correction(question)? {
                    Some(ruling) => ruling,
                    None => continue,
                },
                "s" => return Ok(Next::Question(question + 1)),
                "q" => return Ok(Next::End),
                "u" => match self.given.pop() {
                    Some(given) => return self.undo(&given),
                    None => {
                        writeln!(self.output, "  nothing was answered yet")?;
                        continue;
                    }
                },
                _ => continue,
            };
            self.give(question, ruling)?;
            return Ok(Next::Question(question + 1));
        }
    }

    fn assess(&self, question: usize, verdict: Verdict) -> anyhow::Result<Ruling> {
        let target = target::attribution(self.record, &self.reports[question].attribution_iri)?;
        Ok(Ruling::Assess { target, verdict })
    }

    /// Asks for a field and its value; `None` where they do not fit, which is then said.
    fn correction(&mut self, question: usize) -> anyhow::Result<Option<Ruling>> {
        let prompt = format!("field ({}): ", FIELDS.join(", "));
        let (Some(field), Some(value)) = (self.line(&prompt)?, self.line("value: ")?) else {
            return Ok(None);
        };
        let target = target::attribution(self.record, &self.reports[question].attribution_iri)?;
        match correction(self.record, target, &field, &value, None) {
            Ok(ruling) => Ok(Some(ruling)),
            Err(error) => {
                writeln!(self.output, "  {error}")?;
                Ok(None)
            }
        }
    }

    fn give(&mut self, question: usize, ruling: Ruling) -> anyhow::Result<()> {
        let judgement = self.judge.rules(ruling)?;
        self.record.judge(std::slice::from_ref(&judgement))?;
        let judgement = self.record.base().judgement(&judgement);
        writeln!(self.output, "  {}", self.record.base().path(judgement.as_ref()))?;
        self.given.push(Given { question, judgement });
        Ok(())
    }

    fn undo(&mut self, given: &Given) -> anyhow::Result<Next> {
        let judgement = self.record.base().path(given.judgement.as_ref()).to_owned();
        writeln!(self.output, "  {judgement} is taken back")?;
        let judgement = self.judge.rules(Ruling::Withdraw { judgement })?;
        self.record.judge(&[judgement])?;
        Ok(Next::Question(given.question))
    }

    /// Asks for a line; `None` at the end of the input.
    fn line(&mut self, prompt: &str) -> anyhow::Result<Option<String>> {
        write!(self.output, "{prompt}")?;
        self.output.flush()?;
        let mut line = String::new();
        match self.input.read_line(&mut line)? {
            0 => Ok(None),
            _ => Ok(Some(line.trim().to_owned())),
        }
    }
}
