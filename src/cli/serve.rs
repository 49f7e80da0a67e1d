//! `onrecord serve`: the record in the browser.

use super::failure::Remedy;
use super::{Global, Outcome, terminal};
use anyhow::Context;
use clap::Args;
use onrecord::server::Server;
use onrecord::store::Record;

/// Show the record in the browser: read, search, ask, judge
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  onrecord serve                    then open http://localhost:7777/
  onrecord serve --port 8080 --by Mira
  curl -H 'Accept: text/csv' --data-urlencode 'query@mine.rq' http://localhost:7777/sparql

Only this machine can reach it. It stops with Ctrl-C. While it runs it holds the record, and
other commands wait for it in vain: judge in the browser, and stop it to read more articles.")]
pub struct Arguments {
    /// The port; 0 for any that is free
    #[arg(long, value_name = "N", default_value_t = 7777)]
    port: u16,
    /// Who judges, where a form in the browser names nobody
    #[arg(long, env = "ONRECORD_JUDGE", value_name = "NAME")]
    by: Option<String>,
}

pub fn run(global: &Global, arguments: Arguments) -> anyhow::Result<Outcome> {
    let record = Record::open(&global.store)?;
    let server = Server::bind(arguments.port)
        .with_context(|| format!("port {} cannot be used", arguments.port))
        .remedy("Give another --port, or 0 for any that is free.")?;
    terminal::say(format_args!(
        "the record is at http://localhost:{}/ until you press Ctrl-C",
        server.port()
    ));
    server.run(record, arguments.by)?;
    Ok(Outcome::Found)
}
