//! `onrecord judge review`: what nobody judged yet, one by one, each with its sentence and a question.
//!
//! Reads answers line by line, so that it can be fed by a pipe as well as by a person.

use super::Judge;
use crate::cli::held::Held;
use crate::cli::show::marked::{Marks, mark};
use crate::cli::{Context, Outcome, terminal};
use clap::{Args, ValueEnum};
use onrecord::dossier;
use onrecord::judgement::{FIELDS, Ruling, Verdict};
use onrecord::report::Report;
use onrecord::review::{self, Question, ReviewError, ruling};
use onrecord::store::Record;
use oxigraph::model::NamedNode;
use std::io::{BufRead, Write};

#[derive(Args, Debug)]
#[command(after_help = "\
Answer with a letter and the return key:
  a  accept: it was said so, the two        s  skip: ask another time
     say the same, the relation is there    u  undo the last answer and ask again
  r  reject: it was not, they do not,       q  quit
     it is not                              ?  not to be told; it is not asked again
  c  correct a field, which is then asked")]
pub struct Arguments {
    /// How many to ask about at most
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Ask about these alone
    #[arg(long, value_name = "WHAT")]
    only: Option<Subject>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Subject {
    /// Whether it was said so
    Attributions,
    /// Whether two claims say the same
    Claims,
    /// Whether one remark stands to another as was inferred
    Relations,
}

impl From<Subject> for review::Subject {
    fn from(subject: Subject) -> Self {
        match subject {
            Subject::Attributions => Self::Attributions,
            Subject::Claims => Self::Claims,
            Subject::Relations => Self::Relations,
        }
    }
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
    record: &'a mut Held,
    judge: &'a Judge,
    questions: Vec<Question>,
    given: Vec<Given>,
    input: Input,
    output: Output,
    marks: Marks,
}

pub(super) fn run(
    context: &Context,
    record: &mut Held,
    judge: &Judge,
    arguments: &Arguments,
) -> anyhow::Result<Outcome> {
    let mut questions = review::unjudged(record, arguments.only.map(Into::into))?;
    questions.truncate(arguments.limit.unwrap_or(usize::MAX));
    if questions.is_empty() {
        context.say("nothing is left to judge");
        return Ok(Outcome::NothingFound);
    }
    // Asked first: nobody shall answer fifty questions and then be told that they are nobody.
    judge.name()?;
    let marks = match context.output_has_style() {
        true => Marks::STYLE,
        false => Marks::BRACKETS,
    };
    let mut review = Review {
        record,
        judge,
        questions,
        given: Vec::new(),
        input: context.input(),
        output: context.output(),
        marks,
    };
    review.run()?;
    let judged = review.given.len();
    record.flush()?;
    context.say(match judged {
        1 => "1 judgement".to_owned(),
        many => format!("{many} judgements"),
    });
    Ok(Outcome::found(judged > 0))
}

impl<Input: BufRead, Output: Write> Review<'_, Input, Output> {
    fn run(&mut self) -> anyhow::Result<()> {
        let mut question = 0;
        while question < self.questions.len() {
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
        let asked = &self.questions[question];
        let sure = asked
            .sure()
            .map_or_else(String::new, |share| format!("  {share:.2}"));
        write!(
            self.output,
            "\n{} of {}{sure}  ",
            question + 1,
            self.questions.len()
        )?;
        match asked {
            Question::Report(report) => {
                writeln!(self.output, "{}", lead(report))?;
                evidence(&mut self.output, self.record, report, self.marks)
            }
            Question::Between { relation, ends, .. } => {
                let asked = match relation {
                    None => "do both say the same?".to_owned(),
                    Some(kind) => format!("the first {} the second?", kind.name()),
                };
                writeln!(self.output, "{asked}")?;
                for report in ends.iter() {
                    writeln!(self.output, "  {}", lead(report))?;
                    evidence(&mut self.output, self.record, report, self.marks)?;
                }
                Ok(())
            }
        }
    }

    /// Asks until there is an answer that makes sense.
    fn ask(&mut self, question: usize) -> anyhow::Result<Next> {
        loop {
            let prompt = match &self.questions[question] {
                Question::Report(_) => "accept, reject, correct, ?, skip, undo, quit [arc?suq] ",
                Question::Between { .. } => "accept, reject, ?, skip, undo, quit [ar?suq] ",
            };
            let Some(answer) = self.line(prompt)? else {
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

    fn assess(&self, question: usize, verdict: Verdict) -> Result<Ruling, ReviewError> {
        ruling::answer(self.record, &self.questions[question], verdict)
    }

    /// Asks for a field and its value; `None` where they do not fit, which is then said.
    fn correction(&mut self, question: usize) -> anyhow::Result<Option<Ruling>> {
        let Question::Report(report) = &self.questions[question] else {
            return Ok(None);
        };
        let attribution = report.attribution_iri.clone();
        let prompt = format!("field ({}): ", FIELDS.join(", "));
        let (Some(field), Some(value)) = (self.line(&prompt)?, self.line("value: ")?) else {
            return Ok(None);
        };
        match ruling::correct(self.record, &attribution, &field, &value, None) {
            Ok(ruling) => Ok(Some(ruling)),
            Err(error) => {
                writeln!(self.output, "  {error}")?;
                Ok(None)
            }
        }
    }

    fn give(&mut self, question: usize, ruling: Ruling) -> anyhow::Result<()> {
        let judgement = self.judge.rules(ruling)?;
        self.record
            .write(|record| record.judge(std::slice::from_ref(&judgement)))?;
        let judgement = self.record.base().judgement(&judgement);
        writeln!(self.output, "  {}", self.record.base().path(judgement.as_ref()))?;
        self.given.push(Given { question, judgement });
        Ok(())
    }

    fn undo(&mut self, given: &Given) -> anyhow::Result<Next> {
        let judgement = self.record.base().path(given.judgement.as_ref()).to_owned();
        writeln!(self.output, "  {judgement} is taken back")?;
        let judgement = self.judge.rules(Ruling::Withdraw { judgement })?;
        self.record.write(|record| record.judge(&[judgement]))?;
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

/// Who speaks, with which attitude, and when.
fn lead(report: &Report) -> String {
    let speaker = report.speaker.as_deref().unwrap_or("somebody");
    let mode = match report.mode.as_str() {
        "speech" => String::new(),
        mode => format!(" ({mode})"),
    };
    format!(
        "{} {}{mode}, {}",
        terminal::plain(speaker),
        report.attitude,
        report.when()
    )
}

/// The sentences that a report stands in, and who printed it.
fn evidence(output: &mut impl Write, record: &Record, report: &Report, marks: Marks) -> anyhow::Result<()> {
    for sentence in dossier::sentences_of(record, &report.attribution_iri)? {
        let marked = mark(&sentence.words, &sentence.marked, marks);
        writeln!(output, "  {}", marked.replace('\n', " "))?;
    }
    let published = report.published.as_deref().unwrap_or("undated");
    writeln!(output, "  {}, {published}", terminal::plain(&report.chain()))?;
    Ok(())
}
